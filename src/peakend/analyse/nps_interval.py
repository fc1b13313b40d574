"""How sure is a Net Promoter Score? Its intervals, from how many promote, stay passive and detract.

All scores stand on -100..100. The score interval (Tango) is the default: it never leaves the scale, has a width even when all answers
fall in one class, and covers 95 % also when answers are few; Wald's and its relatives are here to be compared with it.
"""

import math
from dataclasses import dataclass

from peakend.analyse.interval import t_quantile, z_quantile
from peakend.analyse.result import LEVEL, Estimate, Figure, TooFew

FULL = 100.0
"""The score when everybody promotes."""


@dataclass(frozen=True, slots=True)
class Recommending:
    """How many detract, stay passive and promote. With weights these are effective numbers and need not be whole.

    >>> Recommending(50, 30, 120).score
    35.0
    """

    detractors: float
    passives: float
    promoters: float

    @property
    def n(self) -> float:
        """How many answered."""
        return self.detractors + self.passives + self.promoters

    @property
    def score(self) -> float:
        """NPS = 100 (P - D)/n."""
        return FULL * (self.promoters - self.detractors) / self.n

    @property
    def variance(self) -> float:
        """The population variance of +1/0/-1: (P + D)/n - ((P - D)/n)²."""
        share = (self.promoters - self.detractors) / self.n
        return max((self.promoters + self.detractors) / self.n - share * share, 0.0)

    @property
    def error(self) -> float:
        """The plain standard error in points, 100 √(variance/n)."""
        return FULL * math.sqrt(self.variance / self.n)

    @property
    def sample_error(self) -> float:
        """The standard error in points with n - 1, as a t interval takes it."""
        return FULL * math.sqrt(self.variance / (self.n - 1))


def score_interval(given: Recommending, level: float = LEVEL) -> Figure:
    """NPS with Tango's score interval for a difference of two shares of one multinomial; the default.

    The limits are the δ with (P - D - nδ)² = z² n (2q + δ(1 - δ)), q the likelihood estimate of the detractors' share given δ:
    q = (√(B² - 4AC) - B)/2A, A = 2n, B = (2n - P + D)δ - P - D, C = -Dδ(1 - δ). Solved to the last digit. Coverage .946 to .970 where
    Wald's falls to .40. Needs one answer. Source: Tango 1998, Statistics in Medicine 17.

    >>> figure = score_interval(Recommending(50, 30, 120))
    >>> round(figure.low, 4), round(figure.high, 4)
    (22.657, 46.1563)
    """
    if given.n <= 0:
        return TooFew(0, 1, "nps-score")
    z = z_quantile(level)
    low, high = score_limit(given, z, -1.0), score_limit(given, z, 1.0)
    return Estimate(given.score, low, high, round(given.n), "nps-score", level)


def score_limit(given: Recommending, z: float, edge: float) -> float:
    """The limit of the score interval towards one edge of the scale (-1 below, 1 above), in points, found by halving to the last digit.

    Where nothing is outside, the limit is the edge itself.
    """
    inside = (given.promoters - given.detractors) / given.n
    if inside == edge:
        return FULL * edge
    outside = edge
    while True:
        middle = (inside + outside) / 2
        if middle in {inside, outside}:
            return FULL * middle
        if _tango_excess(given, middle, z) > 0:
            outside = middle
        else:
            inside = middle


def _tango_excess(given: Recommending, delta: float, z: float) -> float:
    """How far δ is outside the interval: negative inside, zero at a limit."""
    n, up, down = given.n, given.promoters, given.detractors
    a, b, c = 2 * n, (2 * n - up + down) * delta - up - down, -down * delta * (1 - delta)
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    share = (root - b) / (2 * a) if b <= 0 else (-2 * c / (root + b) if root + b > 0 else 0.0)  # without cancellation
    return (up - down - n * delta) ** 2 - z * z * n * (2 * share + delta * (1 - delta))


def wald_interval(given: Recommending, level: float = LEVEL) -> Figure:
    """NPS with Wald's interval, NPS ± z·100√(variance/n): of no width where all answers fall in one class. Not clipped."""
    if given.n <= 0:
        return TooFew(0, 1, "nps-wald")
    return _around(given.score, z_quantile(level) * given.error, given, "nps-wald", level)


def trinomial_interval(given: Recommending, level: float = LEVEL) -> Figure:
    """NPS with the t interval of +1/0/-1 answers, NPS ± t(n - 1)·100√(variance/(n - 1)). Needs two answers. Not clipped."""
    if given.n < 2:  # noqa: PLR2004 - no spread from one answer
        return TooFew(round(given.n), 2, "nps-t")
    return _around(given.score, t_quantile(level, given.n - 1) * given.sample_error, given, "nps-t", level)


def adjusted_interval(given: Recommending, added: float = 0.75, in_all: float = 3.0, level: float = LEVEL) -> Figure:
    """NPS with the adjusted Wald interval: so many promoters, as many detractors, and so many answers in all are added.

    3/4 each and 3 in all (Rocks 2016, The American Statistician 70), or 1/2 each and 2 in all (Agresti & Min 2005). The point reported
    is the adjusted one, drawn towards zero. Clipped to the scale.
    """
    if given.n <= 0:
        return TooFew(0, 1, "nps-adjusted")
    drawn = Recommending(given.detractors + added, given.passives + in_all - 2 * added, given.promoters + added)
    half = z_quantile(level) * drawn.error
    low, high = max(drawn.score - half, -FULL), min(drawn.score + half, FULL)
    return Estimate(drawn.score, low, high, round(given.n), "nps-adjusted", level)


def _around(score: float, half: float, given: Recommending, method: str, level: float) -> Estimate:
    return Estimate(score, score - half, score + half, round(given.n), method, level)
