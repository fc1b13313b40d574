"""Has the Net Promoter Score changed, or does it differ between groups? Differences, tests and the trend, from counts."""

import math
from collections.abc import Sequence

import numpy as np
from scipy import special

from peakend.analyse.contrast import Spread, Verdict, combine_intervals, compare_normal, compare_welch
from peakend.analyse.nps_interval import Recommending, score_interval, score_limit
from peakend.analyse.result import LEVEL, Estimate, Figure, TooFew, is_known


def difference_interval(before: Recommending, after: Recommending, level: float = LEVEL) -> Figure:
    """NPS after minus before, independent answers, with the MOVER interval of two score intervals; the default.

    Keeps its coverage where answers are few and where all fall in one class. Source: Donner & Zou 2012; Tango 1998.

    >>> figure = difference_interval(Recommending(50, 30, 120), Recommending(70, 35, 95))
    >>> round(figure.low, 4), round(figure.high, 4)
    (-39.3205, -5.1685)
    """
    one, two = score_interval(before, level), score_interval(after, level)
    if not (is_known(one) and is_known(two)):
        return TooFew(round(min(before.n, after.n)), 1, "nps-mover")
    return combine_intervals(one, two)


def difference_p_value(before: Recommending, after: Recommending) -> float:
    """The p value that belongs to `difference_interval`: the error level at which the interval just touches zero."""
    low, high = sorted((before, after), key=lambda one: one.score)
    if low.score == high.score:
        return 1.0

    def excess(z: float) -> float:
        apart = high.score - low.score
        return apart - math.hypot(high.score - score_limit(high, z, -1.0), score_limit(low, z, 1.0) - low.score)

    inside, outside = 0.0, 1.0
    while excess(outside) > 0:
        inside, outside = outside, outside * 2
    for _ in range(40):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if excess(middle) > 0 else (inside, middle)
    return float(2 * special.ndtr(-inside))


def difference_wald(before: Recommending, after: Recommending, level: float = LEVEL) -> tuple[Estimate, Verdict]:
    """NPS after minus before with the normal interval and z test, errors not pooled. For large groups."""
    error = math.hypot(before.error, after.error)
    return compare_normal(after.score - before.score, error, round(before.n + after.n), "nps-wald", level)


def difference_welch(before: Recommending, after: Recommending, level: float = LEVEL) -> tuple[Estimate, Verdict]:
    """NPS after minus before with Welch's t interval and test of the +1/0/-1 answers. Needs two answers each."""
    one, two = (Spread(given.score, given.sample_error, given.n - 1, round(given.n)) for given in (before, after))
    return compare_welch(one, two, "welch-t", level)


def compare_classes(groups: Sequence[Recommending]) -> Verdict:
    """Are detractors, passives and promoters distributed alike in all groups? Pearson's χ² over the classes that occur.

    Answers another question than a difference of scores: two groups may have one score and different classes.
    """
    table = np.array([[one.detractors, one.passives, one.promoters] for one in groups], dtype=np.float64)
    table = table[:, table.sum(axis=0) > 0]
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    statistic = float((np.square(table - expected) / expected).sum())
    freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
    return Verdict(statistic, freedom, float(special.chdtrc(freedom, statistic)) if freedom else 1.0)


def zero_wald(given: Recommending) -> float | None:
    """The p value of a score of zero by Wald's z test; nothing where all answers fall in one class."""
    return float(2 * special.ndtr(-abs(given.score) / given.error)) if given.error > 0 else None


def zero_mcnemar(given: Recommending) -> float | None:
    """The p value of as many promoters as detractors, McNemar's χ² = (P - D)²/(P + D); nothing where all are passive."""
    told = given.promoters + given.detractors
    return float(special.chdtrc(1, (given.promoters - given.detractors) ** 2 / told)) if told > 0 else None


def fit_trend(waves: Sequence[Recommending], times: Sequence[float] | None = None, level: float = LEVEL) -> tuple[Estimate, Verdict]:
    """How many points does the score change from one wave to the next? The weighted straight line through the scores, with z test.

    slope = Σw(t - t̄)(s - s̄)/Σw(t - t̄)², w = 1/se², se from the adjusted Wald variance so that none is zero; standard error
    1/√Σw(t - t̄)². Waves are independent samples, `times` their places (1, 2, 3 … if none are given). Needs two waves at two times.
    """
    when = np.arange(1.0, len(waves) + 1) if times is None else np.asarray(times, dtype=np.float64)
    scores = np.array([one.score for one in waves])
    weight = np.array([1 / Recommending(one.detractors + 0.75, one.passives + 1.5, one.promoters + 0.75).error ** 2 for one in waves])
    far = when - float(weight @ when) / float(weight.sum())
    across = float(weight @ (far * far))
    slope = float(weight @ (far * scores)) / across
    return compare_normal(slope, 1 / math.sqrt(across), round(sum(one.n for one in waves)), "nps-trend", level)
