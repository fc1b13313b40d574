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


def judge_unweighted(groups: Sequence[Spread], squares: Floats) -> Verdict:
    """Do means of independent groups differ? Sound also for many small groups, where weights 1/se² are themselves mostly chance.

    F = Σn(m - μ)²/Σ(1 - n/N)s², s² = n·se², n the units of a group (`freedom` + 1), N = Σn, μ = Σnm/N. The degrees of freedom match the
    variances of both sums: v₁ = (Σ(1 - n/N)s²)²/(Σ(1 - 2n/N)σ⁴ + (Σs²n/N)²), v₂ = (Σ(1 - n/N)s²)²/Σ(1 - n/N)²σ⁴/(n - 1), at most k - 1 and
    N - k. `squares` are estimates of se⁴ without bias (`square_variances`), so that σ⁴ = n²se⁴. Where the groups are alike F has no bias
    whatever the shape of the answers. Source: Brown & Forsythe 1974, Technometrics 16; Mehrotra 1997, Communications in Statistics 26.
    """
    size = np.array([one.freedom + 1 for one in groups])
    mean, error = np.array([one.mean for one in groups]), np.array([one.error for one in groups])
    part, variance, fourth = size / size.sum(), size * np.square(error), np.square(size) * squares
    expected = float((1 - part) @ variance)
    above = _ratio(expected**2, float((1 - 2 * part) @ fourth) + float(part @ variance) ** 2, len(groups) - 1)
    below = _ratio(expected**2, float((np.square(1 - part) / (size - 1)) @ fourth), float((size - 1).sum()))
    statistic = float(size @ np.square(mean - part @ mean)) / expected
    return Verdict(statistic, above, tail_of_f(statistic, above, below), below)


def judge_unweighted_joint(means: Floats, covariance: Floats, parts: Floats, sizes: Floats) -> Verdict:
    """`judge_unweighted` where the same units answered in several groups; `parts` (units × groups) add up to the errors of the means.

    F = m'Km/tr(KV), K = diag(n) - nn'/N, V the covariance; v₁ = tr(KV)²/tr(KVKV), the trace of the square without what each unit adds to
    it by itself, at most k - 1; v₂ = v₁(h - 1), h the harmonic mean of the sizes.
    Source: Box 1954; Chen & Qin 2010, Annals of Statistics 38.
    """
    centring = np.diag(sizes) - np.outer(sizes, sizes) / sizes.sum()
    product = centring @ covariance
    expected = float(np.trace(product))
    alone = np.einsum("ug,ug->u", parts @ centring, parts)
    above = _ratio(expected**2, float((product * product.T).sum() - alone @ alone), len(means) - 1)
    below = above * max(len(sizes) / float((1 / sizes).sum()) - 1, 1.0)
    statistic = float(means @ centring @ means) / expected
    return Verdict(statistic, above, tail_of_f(statistic, above, below), below)


def square_variances(second: Floats, fourth: Floats, sizes: Floats) -> Floats:
    """The square of a variance without bias, from sums of squares and fourth powers about the mean; needs 4 values.

    ((n² - 3n + 3)S₂² - n(n - 1)S₄)/(n(n - 1)(n - 2)(n - 3)), never below zero; with fewer S₂²/(n² - 1), true for normal answers.
    Source: the polykay k₂₂, Tukey 1950, JASA 45.

    >>> square_variances(np.array([5.0]), np.array([10.25]), np.array([4.0])).round(3).tolist()
    [2.167]
    """
    n = np.maximum(sizes, 4)
    found = ((n * n - 3 * n + 3) * second**2 - n * (n - 1) * fourth) / (n * (n - 1) * (n - 2) * (n - 3))
    return np.where(sizes < 4, second**2 / np.maximum(sizes**2 - 1, 1), np.maximum(found, 0.0))  # noqa: PLR2004 - as the formula needs


def _ratio(above: float, below: float, most: float) -> float:
    """A quotient of degrees of freedom, between 1 and what they can be at most."""
    return max(min(above / below, most), 1.0) if below > 0 else most


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
