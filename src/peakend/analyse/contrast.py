"""Do groups differ? Tests and intervals for means of independent groups, from their means, standard errors and degrees of freedom.

The order is fixed: first whether the groups differ at all (Q), only then which of them (pairs, Holm). Means may be of anything: the
answer itself, 100/0/-100 for NPS, 1/0 for a share.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.interval import t_quantile, z_quantile
from peakend.analyse.result import LEVEL, Estimate

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A test: its statistic, degrees of freedom (of the second kind where it has two), and p value."""

    statistic: float
    freedom: float
    p_value: float
    below: float = math.inf
    """Degrees of freedom of the denominator; infinite where there is none."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean of one group with its standard error and the degrees of freedom of that error; n answers."""

    mean: float
    error: float
    freedom: float
    n: int


def tail_of_f(statistic: float, above: float, below: float) -> float:
    """P(F > statistic); with an infinite denominator the χ² tail.

    >>> round(tail_of_f(3.0, 2, 20), 4)
    0.0725
    """
    if math.isinf(below):
        return float(special.chdtrc(above, above * statistic))
    return float(special.fdtrc(above, below, statistic))


def judge_heterogeneity(means: Sequence[float], errors: Sequence[float]) -> Verdict:
    """Q: do means of independent groups differ more than their standard errors allow? For large groups.

    Q = Σw(m - μ)², w = 1/se², μ = Σwm/Σw; χ² with k - 1. All errors must be above zero. Source: Cochran 1954, Biometrics 10.

    >>> verdict = judge_heterogeneity([0.0, 2.0], [1.0, 1.0])
    >>> verdict.statistic, round(verdict.p_value, 4)
    (2.0, 0.1573)
    """
    statistic, _ = _weigh(np.asarray(means, dtype=np.float64), np.asarray(errors, dtype=np.float64))
    freedom = len(means) - 1
    return Verdict(statistic, freedom, float(special.chdtrc(freedom, statistic)))


def judge_welch(groups: Sequence[Spread]) -> Verdict:
    """Q with Welch's correction for small groups: F = Q/(k - 1)/(1 + 2(k - 2)Λ/(k² - 1)), Λ = Σ(1 - w/Σw)²/f, f the degrees of freedom.

    F has k - 1 and (k² - 1)/3Λ degrees of freedom; equal spreads are not assumed. Source: Welch 1951, Biometrika 38.
    """
    count = len(groups)
    statistic, weight = _weigh(np.array([one.mean for one in groups]), np.array([one.error for one in groups]))
    freedom = np.array([one.freedom for one in groups])
    loss = float((np.square(1 - weight / weight.sum()) / freedom).sum())
    corrected = statistic / (count - 1) / (1 + 2 * (count - 2) * loss / (count * count - 1))
    below = (count * count - 1) / (3 * loss)
    return Verdict(corrected, count - 1, tail_of_f(corrected, count - 1, below), below)


def judge_joint(means: Floats, covariance: Floats, freedom: float) -> Verdict:
    """Do means differ whose errors are not independent, because the same units answered in several groups?

    Wald's Q = (Cm)'(CVC')⁻¹(Cm), C the contrasts with the last group; F = Q (f - k + 2)/(f (k - 1)) with k - 1 and f - k + 2 degrees of
    freedom, f those of the covariance. Source: Korn & Graubard 1990, The American Statistician 44.
    """
    contrast = np.hstack([np.eye(len(means) - 1), -np.ones((len(means) - 1, 1))])
    apart, spread = contrast @ means, contrast @ covariance @ contrast.T
    statistic = max(float(apart @ np.linalg.pinv(spread, hermitian=True) @ apart), 0.0)
    above, below = len(means) - 1, max(freedom - len(means) + 2, 1.0)
    corrected = statistic * below / (freedom * above)
    return Verdict(corrected, above, tail_of_f(corrected, above, below), below)


def compare_welch(one: Spread, two: Spread, method: str = "welch-t", level: float = LEVEL) -> tuple[Estimate, Verdict]:
    """The difference of two independent means, two minus one, with Welch's t interval and test.

    t = (m₂ - m₁)/√(se₁² + se₂²), degrees of freedom by Satterthwaite. With no error at all, any difference is one. Source: Welch 1947.
    """
    first, second = one.error**2, two.error**2
    error = math.sqrt(first + second)
    freedom = (first + second) ** 2 / (first**2 / one.freedom + second**2 / two.freedom) if error > 0 else one.freedom + two.freedom
    return contrast_of(two.mean - one.mean, error, freedom, one.n + two.n, method, level)


def contrast_of(difference: float, error: float, freedom: float, n: int, method: str, level: float = LEVEL) -> tuple[Estimate, Verdict]:
    """A difference with the t interval and test that its standard error and degrees of freedom give."""
    half = t_quantile(level, freedom) * error
    statistic = difference / error if error > 0 else math.copysign(math.inf, difference) if difference else 0.0
    p_value = float(2 * special.stdtr(freedom, -abs(statistic)))
    return Estimate(difference, difference - half, difference + half, n, method, level), Verdict(statistic, freedom, p_value)


def combine_intervals(one: Estimate, two: Estimate, method: str = "nps-mover") -> Estimate:
    """The difference two minus one of two independent estimates, from their own intervals (MOVER).

    L = d - √((m₂ - l₂)² + (u₁ - m₁)²), U = d + √((u₂ - m₂)² + (m₁ - l₁)²): keeps the shape of intervals that are not symmetric.
    Source: Donner & Zou 2012, Statistical Methods in Medical Research 21.
    """
    difference = two.value - one.value
    low = difference - math.hypot(two.value - two.low, one.high - one.value)
    high = difference + math.hypot(two.high - two.value, one.value - one.low)
    return Estimate(difference, low, high, one.n + two.n, method, one.level)


def compare_normal(difference: float, error: float, n: int, method: str, level: float = LEVEL) -> tuple[Estimate, Verdict]:
    """A difference with the interval and test of a normal distribution (Wald)."""
    half = z_quantile(level) * error
    statistic = difference / error if error > 0 else math.copysign(math.inf, difference) if difference else 0.0
    p_value = float(2 * special.ndtr(-abs(statistic)))
    return Estimate(difference, difference - half, difference + half, n, method, level), Verdict(statistic, math.inf, p_value)


def _weigh(means: Floats, errors: Floats) -> tuple[float, Floats]:
    """Q and the weights 1/se²."""
    weight = 1 / np.square(errors)
    centre = float(weight @ means) / float(weight.sum())
    return float(weight @ np.square(means - centre)), weight
