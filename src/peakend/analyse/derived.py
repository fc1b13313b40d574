"""With which moments does the overall judgement move? Derived importance: what customers judge by, whatever they say matters.

A correlation is an association: it cannot say that improving the moment would lift the judgement. What customers *say* matters is in
`importance`; the two are never mixed, only set beside one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.correlation import correlate, correlation_table, entangled_groups, pairs_of
from peakend.analyse.evidence import Evidence, pair_of
from peakend.analyse.interval import percentile_interval
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.resample import ROUNDING, row_means
from peakend.analyse.result import Estimate, Figure, TooFew, is_known
from peakend.define.study import Scenario, Study
from peakend.define.survey import Question
from peakend.scan.ask import Ask
from peakend.text import Text

Floats = NDArray[np.float64]

DISAGREE: Final = 0.8
"""The share of resamples in which stated and derived importance must fall on opposite sides for them to disagree."""

FEWEST: Final = 4
"""Three points always lie near a line."""

add_methods(
    Method(
        "correlation-bootstrap",
        "1",
        Text("相关系数，自助法百分位区间", "correlation, bootstrap percentile interval"),
        "Pearson 1896; Efron & Tibshirani 1993",
    )
)


def overall_question(study: Study, present: frozenset[str], scenario: Scenario) -> Question | None:
    """The overall judgement of a scenario; of the whole service where the scenario has none of its own; nothing where nobody asked."""
    known = [one for one in study.survey.asking("overall") if one.key in present and one.scale is not None and not one.competitor]
    own = [one for one in known if one.about == scenario.key]
    return next(iter(own or [one for one in known if one.about in {"", study.key}]), None)


def asks_of(rated: Sequence[Question], overall: Question) -> list[Ask]:
    """What must be counted: products of each rating with the overall judgement, and of every two ratings."""
    return [*(pair_of(question, overall) for question in rated), pairs_of(rated)]


@dataclass(frozen=True)
class Derived:
    """Derived importance of several moments, and their joint draws, one column a moment (NaN where unknown)."""

    figures: tuple[Figure, ...]
    draws: Floats

    def take(self, places: Sequence[int]) -> "Derived":
        """Only these moments."""
        chosen = list(places)
        return Derived(tuple(self.figures[at] for at in chosen), self.draws[:, chosen])

    def disagrees(self, stated: Floats) -> list[bool]:
        """For each moment whether stated importance, given by its draws, falls on the other side of its mean than derived importance."""
        known, line = np.isfinite(self.draws), row_means(self.draws)[:, None]
        high = stated >= row_means(stated)[:, None] - ROUNDING
        opposite = np.maximum(
            (known & high & (self.draws < line)).mean(axis=0),
            (known & ~high & (self.draws >= line)).mean(axis=0),
        )
        return [bool(share >= DISAGREE) for share in opposite]


def derive_importance(evidence: Evidence, rated: Sequence[Question], overall: Question) -> Derived:
    """How strongly does each rating go together with the overall judgement?

    Pearson's r over the people who gave both; percentile interval over joint resamples of Σ, Σx, Σy, Σxx, Σyy, Σxy; too few below four
    people, and where one of the two does not vary. Needs `asks_of(rated, overall)`. Source: Pearson 1896.
    """
    asks = [pair_of(question, overall) for question in rated]
    units = np.concatenate([np.asarray(evidence.cell.units(ask), dtype=np.float64) for ask in asks], axis=1)
    drawn = evidence.resamples.of(units).reshape(-1, len(rated), 6)
    draws = np.stack([correlate(drawn[:, at]) for at in range(len(rated))], axis=1)
    values = correlate(np.stack([np.asarray(evidence.cell.total(ask), dtype=np.float64) for ask in asks]))
    figures: list[Figure] = []
    for at, ask in enumerate(asks):
        n, (low, high) = int(evidence.cell.counted(ask)[0]), percentile_interval(draws[:, at])
        sure = n >= FEWEST and bool(np.isfinite([values[at], low, high]).all())
        figures.append(
            Estimate(float(values[at]), low, high, n, "correlation-bootstrap") if sure else TooFew(n, FEWEST, "correlation-bootstrap")
        )
    known = np.array([is_known(figure) for figure in figures])
    return Derived(tuple(figures), np.where(known, draws, np.nan))


def find_entangled(evidence: Evidence, rated: Sequence[Question]) -> tuple[str, ...]:
    """The moments whose ratings move with another's so much that which of them the judgement follows cannot be said."""
    groups = entangled_groups(correlation_table(evidence, rated))
    return tuple(rated[at].about for group in groups for at in group)
