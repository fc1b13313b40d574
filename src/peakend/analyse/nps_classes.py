"""What do promoters, passives and detractors say of other things? One question crossed with the three classes of recommendation.

The arithmetic under `reasons` (the hook) and `recommenders` (the knife): a score of the other question by class, each with its interval,
and the difference between promoters and detractors.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.contrast import Spread, combine_intervals, compare_welch, contrast_of
from peakend.analyse.evidence import Evidence, crosstab_of
from peakend.analyse.interval import mean_from_sums, ratio_from_units, share_from_units, wilson_share
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.nps import nps_scores, reads_as_nps
from peakend.analyse.result import Estimate, Figure, TooFew, is_known
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.text import Text

Floats = NDArray[np.float64]

NpsClass = Literal["detractors", "passives", "promoters"]
CLASSES: Final[tuple[NpsClass, ...]] = ("detractors", "passives", "promoters")

ENOUGH: Final = 10
"""A class with fewer answers is described, and not compared."""

add_methods(
    Method(
        "share-mover",
        "1",
        Text("占比之差，MOVER 区间", "difference of shares, MOVER interval"),
        "Newcombe 1998, Statistics in Medicine 17, method 10",
    )
)


def nps_questions(study: Study, present: frozenset[str]) -> tuple[Question, ...]:
    """The recommendation questions that can be read as NPS and have a column."""
    return tuple(one for one in study.survey.asking("nps") if one.key in present and reads_as_nps(one))


@dataclass(frozen=True)
class Crossed:
    """One question crossed with the classes: sums by unit, shape (units, 3, levels), weighted where weights are used; n by class."""

    evidence: Evidence
    units: Floats
    counts: NDArray[np.int64]
    """Unweighted n by class and level, shape (3, levels)."""

    def n(self, group: NpsClass) -> int:
        """How many of a class answered."""
        return int(self.counts[CLASSES.index(group)].sum())

    def mean(self, group: NpsClass, scores: Floats) -> Figure:
        """The mean of a score (given to each level) in one class."""
        at = CLASSES.index(group)
        if self.evidence.rowwise:
            counts = self.counts[at]
            return mean_from_sums(int(counts.sum()), float(counts @ scores), float(counts @ (scores * scores)))
        units = self._filled(at)
        return ratio_from_units(units @ scores, units.sum(axis=1), self.n(group))

    def share(self, group: NpsClass, hits: NDArray[np.bool_]) -> Figure:
        """The share of some levels in one class."""
        at = CLASSES.index(group)
        if self.evidence.rowwise:
            return wilson_share(float(self.counts[at][hits].sum()), self.n(group))
        units = self._filled(at)
        return share_from_units(units[:, hits].sum(axis=1), units.sum(axis=1), self.n(group))

    def compare_means(self, scores: Floats) -> tuple[Figure, float]:
        """The mean of promoters less that of detractors, and its p value: Welch, or linearised over sampling units."""
        few = self._too_few()
        if few is not None:
            return few, 1.0
        if self.evidence.rowwise:
            found, verdict = compare_welch(self._spread(0, scores), self._spread(2, scores))
            return found, verdict.p_value
        return self._linearised(self.units @ scores)

    def compare_shares(self, hits: NDArray[np.bool_]) -> tuple[Figure, float]:
        """The share among promoters less that among detractors: MOVER of two Wilson intervals and the score test, or linearised."""
        few = self._too_few()
        if few is not None:
            return few, 1.0
        if not self.evidence.rowwise:
            return self._linearised(self.units[:, :, hits].sum(axis=2))
        one, two = self.share("detractors", hits), self.share("promoters", hits)
        assert is_known(one)  # noqa: S101 - ENOUGH answered
        assert is_known(two)  # noqa: S101
        pooled = (one.value * one.n + two.value * two.n) / (one.n + two.n)
        error = np.sqrt(pooled * (1 - pooled) * (1 / one.n + 1 / two.n))
        p_value = float(2 * special.ndtr(-abs(two.value - one.value) / error)) if error > 0 else 1.0
        return combine_intervals(one, two, "share-mover"), p_value

    def _too_few(self) -> TooFew | None:
        least = min(self.n("promoters"), self.n("detractors"))
        return TooFew(least, ENOUGH, "share-mover") if least < ENOUGH else None

    def _spread(self, at: int, scores: Floats) -> Spread:
        counts = self.counts[at]
        n = int(counts.sum())
        mean = float(counts @ scores) / n
        variance = max(float(counts @ (scores * scores)) - n * mean * mean, 0.0) / (n - 1)
        return Spread(mean, float(np.sqrt(variance / n)), n - 1, n)

    def _filled(self, at: int) -> Floats:
        units = self.units[:, at, :]
        return np.asarray(units[units.sum(axis=1) > 0], dtype=np.float64)

    def _linearised(self, tops: Floats) -> tuple[Estimate, float]:
        """The difference of two ratios of totals over the same sampling units: z_u = (t₂ - θ₂b₂)/B₂ - (t₀ - θ₀b₀)/B₀."""
        two = [0, 2]
        below, tops = self.units.sum(axis=2)[:, two], tops[:, two]
        bottom = below.sum(axis=0)
        ratio = tops.sum(axis=0) / bottom
        apart = (tops - ratio * below) / bottom
        far = (apart[:, 1] - apart[:, 0])[below.sum(axis=1) > 0]
        many = len(far)
        error = float(np.sqrt(many / (many - 1) * np.square(far - far.mean()).sum())) if many > 1 else 0.0
        n = self.n("promoters") + self.n("detractors")
        found, verdict = contrast_of(float(ratio[1] - ratio[0]), error, max(many - 1, 1), n, "difference-units")
        return found, verdict.p_value


def cross_classes(evidence: Evidence, recommending: Question, other: Question) -> Crossed:
    """Cross the classes of a recommendation question with another question. Only who answered both counts. Raises `NotNps`."""
    ask, scores = crosstab_of(recommending, other), nps_scores(recommending)
    shape = (-1, ask.x.width, ask.y.width)
    groups = np.stack([scores < 0, scores == 0, scores > 0]).astype(np.float64)
    units = np.einsum("cx,uxy->ucy", groups, np.asarray(evidence.cell.units(ask), dtype=np.float64).reshape(shape))
    counted = np.asarray(evidence.cell.counted(ask)).reshape(shape[1:])
    return Crossed(evidence, units, (groups.astype(np.int64) @ counted).astype(np.int64))
