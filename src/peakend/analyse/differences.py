"""How far apart are the answers to two questions: given by the same people, or by different ones?

The arithmetic under every gap: from sums by unit to a difference with interval, test and effect size.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.evidence import Evidence, crosstab_of, levels_of, pair_of
from peakend.analyse.interval import mean_from_sums, ratio_from_units, t_quantile, t_test
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.result import LEVEL, Estimate, Figure, TooFew, is_known
from peakend.define.survey import Question
from peakend.text import Text

Floats = NDArray[np.float64]

add_methods(
    Method(
        "gap-paired-t", "1", Text("个人内差值，配对 t 检验", "difference within persons, paired t"), "Student 1908; Parasuraman et al. 1988"
    ),
    Method("gap-welch", "1", Text("独立样本均值差，Welch t 检验", "difference of independent means, Welch's t"), "Welch 1947"),
    Method(
        "gap-units", "1", Text("差值，按抽样单元线性化", "difference, linearised over sampling units"), "Särndal, Swensson & Wretman 1992"
    ),
    Method(
        "wilcoxon", "1", Text("Wilcoxon 符号秩检验", "Wilcoxon's signed-rank test"), "Wilcoxon 1945; normal approximation, ties, continuity"
    ),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One question (`left`) minus another (`right`): the difference, its standard error's freedom, its test, its size.

    `deviation` is the standard deviation of the differences (same people) or the pooled one (different people); `size` is the difference
    divided by it: Cohen's dz, or d. What cannot be worked out is nothing.
    """

    left: Figure
    right: Figure
    gap: Figure
    paired: bool
    deviation: float | None = None
    size: float | None = None
    t: float | None = None
    freedom: float | None = None
    p_value: float | None = None


def compare_paired(evidence: Evidence, left: Question, right: Question) -> Difference:
    """The mean of left minus right over those who answered both. Needs the ask `pair_of(right, left)`.

    d̄ ± t(n-1)·s_d/√n, s_d² = (Σd² - n d̄²)/(n-1). With weights, clusters or blocks d̄ is a ratio of totals, linearised over units, and s_d
    is that of the weighted answers. Fewer than two pairs: too few. Source: Student 1908.
    """
    ask = pair_of(right, left)
    n = int(evidence.cell.counted(ask)[0])
    units = np.asarray(evidence.cell.units(ask), dtype=np.float64)
    units = units[units[:, 0] > 0]
    if n < 2 or len(units) < 2:  # noqa: PLR2004
        few = TooFew(n, 2, "gap-paired-t")
        return Difference(few, few, few, paired=True)
    total, theirs, mine, their_squares, my_squares, product = units.sum(axis=0).tolist()
    squares = my_squares - 2 * product + their_squares
    mean = (mine - theirs) / total
    deviation = math.sqrt(max(squares / total - mean * mean, 0.0) * n / (n - 1))
    if evidence.rowwise:
        gap = mean_from_sums(n, mine - theirs, squares, "gap-paired-t")
        figures = mean_from_sums(n, mine, my_squares), mean_from_sums(n, theirs, their_squares)
        return _tested(*figures, gap, deviation, n - 1, paired=True)
    below = units[:, 0]
    gap = ratio_from_units(units[:, 2] - units[:, 1], below, n, "gap-units")
    figures = ratio_from_units(units[:, 2], below, n), ratio_from_units(units[:, 1], below, n)
    return _tested(*figures, gap, deviation, len(units) - 1, paired=True)


def compare_independent(evidence: Evidence, left: Question, right: Question) -> Difference:
    """The mean of left minus the mean of right, as answered by different people. Needs the levels of both.

    Welch: √(s₁²/n₁ + s₂²/n₂) with Satterthwaite's degrees of freedom. With weights, clusters or blocks: both means linearised over the same
    units, which also counts those who answered both. Source: Welch 1947, Biometrika 34.
    """
    mine, theirs = evidence.mean(left), evidence.mean(right)
    if not (is_known(mine) and is_known(theirs)):
        return Difference(mine, theirs, TooFew(min(mine.n, theirs.n), 2, "gap-welch"), paired=False)
    spread = [_variance(evidence, question) for question in (left, right)]
    pooled = math.sqrt(((mine.n - 1) * spread[0] + (theirs.n - 1) * spread[1]) / (mine.n + theirs.n - 2))
    error, freedom = _welch((mine.n, theirs.n), spread) if evidence.rowwise else _linearised(evidence, left, right)
    value, half = mine.value - theirs.value, t_quantile(LEVEL, freedom) * error
    gap = Estimate(value, value - half, value + half, mine.n + theirs.n, "gap-welch" if evidence.rowwise else "gap-units")
    return _tested(mine, theirs, gap, pooled, freedom, paired=False)


def _tested(left: Figure, right: Figure, gap: Figure, deviation: float, freedom: float, *, paired: bool) -> Difference:
    if not is_known(gap):
        return Difference(left, right, gap, paired)
    error = gap.half / t_quantile(LEVEL, freedom)
    size = gap.value / deviation if deviation > 0 else (0.0 if gap.value == 0 else None)
    t = gap.value / error if error > 0 else None
    return Difference(left, right, gap, paired, deviation, size, t, freedom, t_test(gap.value, error, freedom))


def _variance(evidence: Evidence, question: Question) -> float:
    """The variance of the answers (weighted where weights are used), over n - 1; at least two answers."""
    answered = evidence.answered(question)
    mean = float(answered.counts @ answered.values) / answered.total
    return float(answered.counts @ (answered.values - mean) ** 2) / answered.total * answered.n / (answered.n - 1)


def _welch(sizes: tuple[int, int], spread: list[float]) -> tuple[float, float]:
    parts = [one / n for one, n in zip(spread, sizes, strict=True)]
    total = sum(parts)
    if total <= 0:
        return 0.0, float(sum(sizes) - 2)
    return math.sqrt(total), total * total / sum(part * part / (n - 1) for part, n in zip(parts, sizes, strict=True))


def _linearised(evidence: Evidence, left: Question, right: Question) -> tuple[float, float]:
    """Standard error and freedom of a difference of two ratios of totals over the same units."""
    apart = np.zeros(evidence.cell.unit_count)
    for question, sign in ((left, 1.0), (right, -1.0)):
        values = evidence.values(question).astype(np.float64)
        units = np.asarray(evidence.cell.units(levels_of(question)), dtype=np.float64)[:, : len(values)]
        below, top = units.sum(axis=1), units @ values
        apart += sign * (top - float(top.sum()) / float(below.sum()) * below) / float(below.sum())
    units_known = len(apart)
    return math.sqrt(units_known / (units_known - 1) * float(((apart - apart.mean()) ** 2).sum())), float(units_known - 1)


def rank_differences(evidence: Evidence, left: Question, right: Question) -> float | None:
    """Wilcoxon's signed-rank p value of left minus right: a second opinion that needs no means. Needs `crosstab_of(right, left)`.

    Zeros dropped; |d| ranked with mid-ranks; V = Σ ranks of positive d; z = (V - m(m+1)/4 ∓ 1/2)/σ,
    σ² = m(m+1)(2m+1)/24 - Σ(t³-t)/48. Nothing where answers are weighted or not independent. Source: Wilcoxon 1945.
    """
    if not evidence.rowwise:
        return None
    ask = crosstab_of(right, left)
    table = np.asarray(evidence.cell.total(ask), dtype=np.float64).reshape(ask.x.width, ask.y.width)
    apart = np.arange(ask.y.low, ask.y.high + 1)[None, :] - np.arange(ask.x.low, ask.x.high + 1)[:, None]
    most = int(np.abs(apart).max())
    counted = np.bincount((apart + most).ravel(), weights=table.ravel(), minlength=2 * most + 1)
    positive = counted[most + 1 :]
    tied = positive + counted[:most][::-1]
    m = float(tied.sum())
    spread = m * (m + 1) * (2 * m + 1) / 24 - float((tied**3 - tied).sum()) / 48
    if spread <= 0:
        return 1.0
    far = float(positive @ (np.cumsum(tied) - (tied - 1) / 2)) - m * (m + 1) / 4
    z = max(abs(far) - 0.5, 0.0) / math.sqrt(spread)
    return min(float(2 * special.ndtr(-z)), 1.0)
