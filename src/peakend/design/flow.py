"""Which quality parameters carry most of what customers need, and how sure is that? Weights with their uncertainty through all houses.

Both weightings go through: the raw importance, and the planning weights (importance x goal / ours x sales point). One of them drives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence
from peakend.analyse.importance import TOP
from peakend.analyse.interval import percentile_interval
from peakend.analyse.result import Base, Estimate, Result, Row, figure_row
from peakend.design.houses import Cascade, NeedRow, ServiceHouse, needless, step_apart, unserved
from peakend.design.ranking import METHOD as SHARES
from peakend.design.ranking import NeedWeights, Ranking, Raters, Standing, gather_raters, rank_cascade, take_importance
from peakend.design.soundness import share_out
from peakend.design.voices import METHOD, Voices, hear_needs, set_needs
from peakend.errors import NothingHeard, NothingServed
from peakend.text import Text

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Planning:
    """The planning matrix of one need, worked out.

    `ours` and `goal` on one scale (nothing: not known), `measured` says whether `ours` was; ratio = goal / ours (1 where either is not
    known); absolute weight = importance x ratio x sales point; `weight` is its share of all with its interval.
    """

    need: str
    importance: Estimate
    ours: float | None
    measured: bool
    goal: float | None
    ratio: float
    sales_point: float
    absolute: float
    weight: Estimate
    raw: float


@dataclass(frozen=True, eq=False)
class HouseFlow:
    """One house worked out: mean marks and their disagreement (rows x columns), the weights that come in, both rankings of its columns."""

    house: ServiceHouse
    rows: tuple[str, ...]
    marks: Floats
    apart: tuple[tuple[str, str, int], ...]
    taken: Floats
    taken_raw: Floats
    planned: Ranking
    raw: Ranking
    raters: int
    unserved: tuple[str, ...]
    needless: tuple[str, ...]

    def driven(self, drives: str) -> Ranking:
        """The ranking that drives."""
        return self.planned if drives == "planning" else self.raw


@dataclass(frozen=True)
class Flow(Result):
    """A cascade with the customers' weights in it."""

    question: ClassVar[str] = "cascade"
    title: ClassVar[Text] = Text(zh="质量屋级联", en="House of Quality cascade")

    cascade: Cascade
    voices: Voices
    planning: tuple[Planning, ...]
    houses: tuple[HouseFlow, ...]

    def lines(self, at: int = -1) -> tuple[tuple[Standing, int], ...]:
        """The columns of one house (of the last one), each with its rank by the weighting that drives, the first first."""
        ranking = self.houses[at].driven(self.cascade.drives)
        order = sorted(range(len(ranking.lines)), key=lambda place: -ranking.lines[place].share.value)
        return tuple((ranking.lines[place], rank) for rank, place in enumerate(order, start=1))

    def rows(self) -> list[Row]:
        """One row a column, house by house."""
        return [_row(self, at, place) for at, one in enumerate(self.houses) for place in range(len(one.house.columns))]


def _row(flow: Flow, at: int, place: int) -> Row:
    one = flow.houses[at]
    column, driven, raw = one.house.columns[place], one.driven(flow.cascade.drives), one.raw.lines[place]
    line = driven.lines[place]
    return {
        "cascade": flow.cascade.key,
        "house": one.house.key,
        "column": column.key,
        "label_zh": column.name.say("zh"),
        "label_en": column.name.say("en"),
        "drives": flow.cascade.drives,
        **figure_row("share", line.share),
        **figure_row("rated", line.rated),
        "rank": 1 + sum(other.share.value > line.share.value for other in driven.lines),
        "rank_low": line.rank_low,
        "rank_high": line.rank_high,
        "p_first": line.first,
        "p_top": line.top,
        "share_raw": raw.share.value,
        "share_planned": one.planned.lines[place].share.value,
        "support": driven.support,
        "raters": one.raters,
        "current": column.current,
        "target": column.target,
        "difficulty": column.difficulty,
        "cost": column.cost,
    }


def run_cascade(cascade: Cascade, evidence: Evidence | None = None, voices: Voices | None = None) -> Flow:
    """Pass the needs' weights, with their uncertainty, through all houses of a cascade.

    Weights: `hear_needs` where there are answers, else what the team set. Raters without marks of their own count as one. Absolute weight
    = importance x (goal / ours) x sales point, each factor drawn jointly where it was measured. Per house t = R'w, w = t / Σ t (see
    `rank_cascade`, which gives intervals, rank sets and probabilities). `voices` may be handed in, to ask what another importance would do.

    Raises `NothingAsked`, `NothingHeard`, `NothingServed` where a house passes nothing on. Source: Akao 1990; source A34-A38.
    """
    heard = voices or (set_needs(cascade) if evidence is None else hear_needs(evidence, cascade))
    rows = {row.need: row for row in cascade.needs}
    kept = [rows[need] for need in heard.needs]
    planning, planned = _plan(heard, kept)
    relations = [_marks(cascade, at, heard.needs) for at in range(len(cascade.houses))]
    _require_way(cascade, planned.values, relations)
    weightings = [
        rank_cascade(weights, [gather_raters(one.relations, one.characteristics) for one in relations], most=_most(relations))
        for weights in (planned, heard.importance)
    ]
    taken, raw = share_out(planned.values), share_out(heard.importance.values)
    houses: list[HouseFlow] = []
    for at, house in enumerate(cascade.houses):
        names = heard.needs if at == 0 else cascade.rows(at)
        one, other = weightings[0][at], weightings[1][at]
        marks = relations[at].relations.mean(axis=0)
        apart = tuple(
            (line.row, line.column, steps) for line in house.relations if len(line.marks) > 1 and (steps := step_apart(cascade, line.marks))
        )
        lonely = unserved(cascade, at), needless(cascade, at)
        houses.append(HouseFlow(house, names, marks, apart, taken, raw, one, other, relations[at].count, *lonely))
        taken, raw = (np.array([line.share.value for line in ranking.lines]) for ranking in (one, other))
    base = Base(0, 0) if evidence is None else evidence.base(heard.questions, (METHOD, SHARES, "rank-sets"), resampled=True)
    return Flow(base, cascade, heard, planning, tuple(houses))


def _plan(voices: Voices, rows: Sequence[NeedRow]) -> tuple[tuple[Planning, ...], NeedWeights]:
    """The planning matrix, and the absolute weights with joint draws."""
    values, draws = voices.importance.values.copy(), voices.importance.draws.copy()
    ratios, levels = np.ones(len(rows)), [_level(voices, at, row) for at, row in enumerate(rows)]
    for at, (row, (ours, drawn)) in enumerate(zip(rows, levels, strict=True)):
        if ours is not None and row.goal is not None:
            ratios[at] = row.goal / ours
            draws[:, at] *= row.goal / drawn
        values[at] *= ratios[at] * row.sales_point
        draws[:, at] *= row.sales_point
    shares, drawn_shares, raw = share_out(values), share_out(draws), share_out(voices.importance.values)
    lines = tuple(
        Planning(
            row.need,
            voices.figures[at] if voices.figures else _exact(float(voices.importance.values[at])),
            levels[at][0],
            row.ours is None and levels[at][0] is not None,
            row.goal,
            float(ratios[at]),
            row.sales_point,
            float(values[at]),
            _estimate(float(shares[at]), drawn_shares[:, at], voices),
            float(raw[at]),
        )
        for at, row in enumerate(rows)
    )
    return lines, NeedWeights(values, draws, voices.importance.n)


def _exact(value: float) -> Estimate:
    """A number that people set: it is what it is."""
    return Estimate(value, value, value, 0, METHOD)


def _estimate(value: float, draws: Floats, voices: Voices) -> Estimate:
    low, high = percentile_interval(draws)
    return Estimate(value, min(low, value), max(high, value), voices.figures[0].n if voices.figures else 0, METHOD)


def _level(voices: Voices, at: int, row: NeedRow) -> tuple[float | None, Floats | float]:
    """Our level of one need, and its draws: what the team wrote is certain, what was measured is not."""
    if row.ours is not None:
        return row.ours, row.ours
    measured = float(voices.ours[at])
    known = np.isfinite(measured) and bool(np.isfinite(voices.ours_draws[:, at]).all())
    return (measured, voices.ours_draws[:, at]) if known else (None, 1.0)


def _marks(cascade: Cascade, at: int, heard: Sequence[str]) -> Raters:
    """The marks of one house; in the first only the rows of needs that weigh something."""
    given = cascade.relations(at)
    if at == 0:
        given = given[:, [cascade.rows(0).index(need) for need in heard]]
    return gather_raters(given, cascade.houses[at].keys)


def _require_way(cascade: Cascade, weights: Floats, relations: Sequence[Raters]) -> None:
    """Raise `NothingServed` at the first house in which no weight reaches a column."""
    for house, one in zip(cascade.houses, relations, strict=True):
        weights = weights @ one.relations.mean(axis=0)
        alone = [rater for rater in range(one.count) if not one.relations[rater].any()]
        if not weights.any() or alone:
            raise NothingServed(cascade=cascade.key, house=house.key)


def _most(relations: Sequence[Raters]) -> int:
    """The k of "among the first k": three, but never more than half of the columns of the last house."""
    return max(1, min(TOP, int(relations[-1].relations.shape[2]) // 2))


def change_importance(flow: Flow, changes: Mapping[str, float]) -> Flow:
    """The same cascade, with other importances of these needs (0 to 10): what would become of it?

    What the moments bring to a need, and its draws, are stretched in proportion, so that its relative uncertainty stays. Needs without
    weight cannot be given any. Raises `NothingHeard` for a need that has none, `NoWeight` where nothing is left.

    >>> from peakend.design.houses import Characteristic, NeedRow, Relation, ServiceHouse
    >>> related = (Relation("quick", "ring", (9.0,)), Relation("kind", "greet", (9.0,)))
    >>> house = ServiceHouse("contacts", Text(), (Characteristic("ring", Text()), Characteristic("greet", Text())), related)
    >>> flow = run_cascade(Cascade("one", Text(), (NeedRow("quick", 6), NeedRow("kind", 2)), (house,)))
    >>> [line.share.value for line in change_importance(flow, {"kind": 6}).houses[0].raw.lines]
    [0.5, 0.5]
    """
    voices = flow.voices
    lost = [need for need in changes if need not in voices.needs or not voices.importance.values[voices.needs.index(need)]]
    if lost:
        raise NothingHeard(cascade=", ".join(lost), known=", ".join(voices.needs))
    factor = np.ones(len(voices.needs))
    for need, value in changes.items():
        at = voices.needs.index(need)
        factor[at] = value / voices.importance.values[at]
    changed = take_importance(voices.importance.values * factor, voices.importance.draws * factor, voices.importance.n)
    figures = tuple(
        replace(one, value=one.value * by, low=one.low * by, high=one.high * by)
        for one, by in zip(voices.figures, factor.tolist(), strict=bool(voices.figures))
    )
    other = replace(voices, parts=voices.parts * factor, importance=changed, figures=figures)
    return replace(run_cascade(flow.cascade, voices=other), base=flow.base)
