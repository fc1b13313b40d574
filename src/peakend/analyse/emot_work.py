"""How is one scenario's ranking of effective moments worked out? Factors to one number, its order, and what the order hangs on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.composite import (
    WAYS,
    Combine,
    Scaling,
    compose,
    draw_weights,
    join_factors,
    known_share,
    rank_values,
    scale_factor,
    swing_weights,
)
from peakend.analyse.emot_lines import EmotLine, FactorFigure, ScenarioEmot
from peakend.analyse.evidence import Evidence
from peakend.analyse.factors import FACTORS, FactorColumn, Findings, lacks_order
from peakend.analyse.importance import TOP
from peakend.analyse.interval import percentile_interval
from peakend.analyse.laws import Badge, State, judge_states, painkiller_badge, resonator_badge, two_factor_badge
from peakend.analyse.resample import RESAMPLES, probability_top, prove_order, rank_limits
from peakend.analyse.result import Estimate, Figure, TooFew, is_known
from peakend.define.study import Scenario

Floats = NDArray[np.float64]

ENOUGH: Final = 0.5
"""A moment with less than this part of the weights on factors that are known is not ranked."""

LEAST: Final = 2
"""With one factor, the ranking is that of the factor."""


class _Told(NamedTuple):
    """What is known of all ranked moments together, before it is written down moment by moment."""

    values: Floats
    draws: Floats
    ranks: list[int]
    limits: list[tuple[int, int]]
    tied: NDArray[np.bool_]
    chances: tuple[Floats, Floats]
    swings: dict[str, tuple[list[int], list[int]]]
    ways: dict[str, list[int]]
    states: list[State | None]


@dataclass(frozen=True)
class EmotWork:
    """One scenario while it is worked out. Arrays have a row for each known factor and a column for each moment of the scenario."""

    evidence: Evidence
    scenario: Scenario
    found: Findings
    columns: Sequence[FactorColumn]

    @cached_property
    def weights(self) -> Floats:
        """The plan's weights of the known factors; where it names none of them, equal ones."""
        planned = dict(self.evidence.study.plan.emot.weights)
        wanted = [planned.get(one.factor, 0.0 if planned else 1.0) for one in self.columns]
        weights = np.array(wanted if sum(wanted) > 0 else [1.0] * len(wanted))
        return np.asarray(weights / weights.sum(), dtype=np.float64)

    @cached_property
    def ranked(self) -> list[int]:
        """The moments of which enough is known."""
        share = known_share(np.stack([one.values for one in self.columns]), self.weights)
        return [at for at in range(len(self.scenario.moments)) if share[at] >= ENOUGH - 1e-9]

    @cached_property
    def values(self) -> Floats:
        """The factors of the ranked moments, shape (factors, ranked)."""
        return np.stack([one.values[self.ranked] for one in self.columns])

    @cached_property
    def draws(self) -> Floats:
        """Their joint draws, shape (factors, resamples, ranked); not a number where the figure is none."""
        drawn = np.stack([one.draws[:, self.ranked] for one in self.columns])
        return np.where(np.isfinite(self.values)[:, None, :], drawn, np.nan)

    def judge(self) -> ScenarioEmot:
        """Everything about the scenario."""
        plan = self.evidence.study.plan.emot
        scaling, combine = plan.scaling, plan.combine
        size = 1.0 if (scaling, combine) == ("z", "sum") else 100.0
        values = size * compose(self.values, self.weights, scaling, combine)
        scaled = scale_factor(self.draws, scaling, combine)
        draws = size * join_factors(scaled, self.weights, combine)
        counts = self.weights > 0  # what has no weight in the plan gets none by chance either
        any_weights = np.zeros((len(self.columns), RESAMPLES))
        any_weights[counts] = draw_weights(int(counts.sum()), RESAMPLES)
        loose = join_factors(scaled, any_weights, combine)
        top = TOP if len(self.ranked) > TOP else 1
        above = self._prove(draws, values)
        limits, tied = rank_limits(above), ~above & ~above.T & ~np.eye(len(above), dtype=bool)
        chances = probability_top(draws, top), probability_top(loose, top)
        ranks = rank_values(values)
        told = _Told(values, draws, ranks, limits, tied, chances, self._swings(scaling, combine), self._ways(), self._states())
        lines = [self._line(place, at, told) for place, at in enumerate(self.ranked)]
        known = {one.factor for one in self.columns}
        return ScenarioEmot(
            self.scenario,
            {one.factor: float(weight) for one, weight in zip(self.columns, self.weights, strict=True)},
            {one.factor: one.source for one in self.columns},
            tuple(name for name in FACTORS if name not in known),
            top,
            tuple(sorted(lines, key=lambda line: (line.rank, line.place))),
            bool(above.any()),
            tuple(moment.key for at, moment in enumerate(self.scenario.moments) if at not in self.ranked and self._anything(at)),
            "memory" not in known and lacks_order(self.evidence, self.scenario),
        )

    def _prove(self, draws: Floats, values: Floats) -> NDArray[np.bool_]:
        """Which composites lie above which, around the mean of the draws.

        A resample adds noise to noisy factors, so that scaled values move towards the middle: around the numbers themselves every pair
        would seem to vary by that shift. Intervals and P(top) are of the draws too; nothing is proved against the numbers' own order.
        """
        above = prove_order(draws, draws.mean(axis=0), freedom=self.evidence.freedom)
        higher: NDArray[np.bool_] = values[:, None] > values[None, :]
        return above & higher

    def _line(self, place: int, at: int, told: "_Told") -> EmotLine:
        """The line of one moment: `place` among those ranked, `at` among those of the scenario."""
        plan = self.evidence.study.plan.emot
        return EmotLine(
            moment=self.scenario.moments[at],
            place=at + 1,
            factors=tuple(self._factors(at, place, plan.scaling, plan.combine)),
            composite=self._figure(float(told.values[place]), told.draws[:, place]),
            rank=told.ranks[place],
            rank_low=told.limits[place][0],
            rank_high=told.limits[place][1],
            p_top=float(told.chances[0][place]),
            p_top_any=float(told.chances[1][place]),
            **self._mot(at),
            missing=tuple(one.factor for one in self.columns if not is_known(one.figures[at])),
            tied=tuple(self.scenario.moments[self.ranked[other]].key for other in np.flatnonzero(told.tied[place])),
            swings={name: (low[place], high[place]) for name, (low, high) in told.swings.items()},
            ways={name: order[place] for name, order in told.ways.items()},
            badges=tuple(self._badges(at)),
            state=told.states[at],
        )

    def _anything(self, at: int) -> bool:
        return any(one.figures[at] is not None for one in self.columns)

    def _figure(self, value: float, draws: Floats) -> Figure:
        n = max(figure.n for one in self.columns if one.source != "team" for figure in one.figures if figure is not None)
        low, high = percentile_interval(draws)
        if not np.isfinite([value, low, high]).all():
            return TooFew(n, LEAST, "emot-composite")
        return Estimate(value, min(low, value), max(high, value), n, "emot-composite")

    def _factors(self, at: int, place: int, scaling: Scaling, combine: Combine) -> Iterator[FactorFigure]:
        for row, one in enumerate(self.columns):
            scaled = float(compose(self.values[row : row + 1], np.ones(1), scaling, combine)[place])
            yield FactorFigure(one.factor, one.source, one.figures[at], scaled if np.isfinite(scaled) else None)

    @cached_property
    def _important(self) -> tuple[list[int], list[tuple[int, int]]]:
        """Ranks by importance alone and their limits, in the order of the scenario; ranks are 0 where it was not asked."""
        column = next((one for one in self.columns if one.factor == "importance"), None)
        if column is None:
            return [0] * len(self.scenario.moments), []
        known = np.flatnonzero(np.isfinite(column.values))
        limits = rank_limits(prove_order(column.draws[:, known], column.values[known]))
        placed = dict(zip(known.tolist(), limits, strict=True))
        return rank_values(column.values), [placed.get(at, (0, 0)) for at in range(len(column.values))]

    def _mot(self, at: int) -> dict[str, int | None]:
        """The rank by importance alone: that of an ordinary moment of truth."""
        ranks, limits = self._important
        if ranks[at] == 0:
            return {"mot_rank": None, "mot_low": None, "mot_high": None}
        return {"mot_rank": ranks[at], "mot_low": limits[at][0], "mot_high": limits[at][1]}

    def _swings(self, scaling: Scaling, combine: Combine) -> dict[str, tuple[list[int], list[int]]]:
        """The ranks without each factor, and with twice its weight."""
        found: dict[str, tuple[list[int], list[int]]] = {}
        for row, one in enumerate(self.columns):
            without, twice = (rank_values(compose(self.values, weights, scaling, combine)) for weights in swing_weights(self.weights, row))
            found[one.factor] = (without, twice)
        return found

    def _ways(self) -> dict[str, list[int]]:
        return {f"{scaling}_{combine}": rank_values(compose(self.values, self.weights, scaling, combine)) for scaling, combine in WAYS}

    def _badges(self, at: int) -> Iterator[Badge]:
        by_name = {one.factor: one for one in self.columns}
        moment = self.scenario.moments[at].key
        found = (
            two_factor_badge(self.found.asymmetry, self.scenario.key, moment),
            painkiller_badge(by_name.get("pain"), at),
            resonator_badge(self.evidence, self.scenario, by_name.get("memory"), at),
        )
        yield from (one for one in found if one is not None)

    def _states(self) -> list[State | None]:
        rated = self.evidence.about("performance", [moment.key for moment in self.scenario.moments])
        return judge_states(self.evidence, rated, self.scenario, {one.factor: one for one in self.columns})
