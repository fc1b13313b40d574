"""Did the change help? Before and after, with and without comparison, with the standard error that fits how the data came about.

Plain arrays in, numbers out. Differences are after minus before, treated minus others. What only looks like an effect (regression to
the mean) is warned of in `regression_to_mean`; what a study could find at all is said before it by `least_detectable`.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.interval import t_quantile, t_test, z_quantile
from peakend.analyse.result import LEVEL

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Effect:
    """A difference with its standard error, degrees of freedom, t, p and interval."""

    value: float
    error: float
    freedom: float

    @property
    def t(self) -> float:
        """The difference in standard errors."""
        return self.value / self.error if self.error else math.nan

    @property
    def p_value(self) -> float:
        """Two-sided, by Student's t."""
        return t_test(self.value, self.error, self.freedom)

    def interval(self, level: float = LEVEL) -> tuple[float, float]:
        """The difference ± t times its standard error."""
        half = t_quantile(level, self.freedom) * self.error
        return self.value - half, self.value + half


def compare_independent(before: Floats, after: Floats) -> Effect:
    """Different people before and after: difference of means, Welch. Needs two values on each side.

    s² = s₁²/n₁ + s₂²/n₂, degrees of freedom by Welch and Satterthwaite. Source: Welch 1947, Biometrika 34.

    >>> round(compare_independent(np.array([4.0, 5.0, 4.0]), np.array([6.0, 7.0, 6.5])).value, 3)
    2.167
    """
    parts = [float(x.var(ddof=1)) / len(x) for x in (before, after)]
    square = sum(parts)
    below = sum(part**2 / (len(x) - 1) for part, x in zip(parts, (before, after), strict=True))
    freedom = square**2 / below if below else float(len(before) + len(after) - 2)
    return Effect(float(after.mean() - before.mean()), math.sqrt(square), freedom)


def compare_paired(before: Floats, after: Floats) -> Effect:
    """The same people before and after, row by row: mean difference, paired t."""
    apart = after - before
    return Effect(float(apart.mean()), float(apart.std(ddof=1)) / math.sqrt(len(apart)), len(apart) - 1)


def compare_overlapping(before: Floats, after: Floats, both: tuple[Floats, Floats]) -> Effect:
    """Some people in both waves, the others in one: difference of the means of everybody, with the covariance of those in both.

    Var = s₁²/n₁ + s₂²/n₂ - 2 r s₁ s₂ n₁₂/(n₁ n₂), r from the n₁₂ in both; `before` and `after` hold everybody of the wave. Degrees of
    freedom as for the smallest group that the spread was taken from. Source: Kish 1965, §12.4.
    """
    plain = compare_independent(before, after)
    shared = len(both[0])
    covariance = float(np.cov(both[0], both[1], ddof=1)[0, 1]) if shared > 1 else 0.0
    square = plain.error**2 - 2 * covariance * shared / (len(before) * len(after))
    freedom = plain.freedom if shared < 2 else min(plain.freedom, len(before) + len(after) - shared - 2)  # noqa: PLR2004
    return Effect(plain.value, math.sqrt(max(square, 0.0)), freedom)


@dataclass(frozen=True)
class Fitted:
    """A least-squares line: coefficients, residuals, columns, and (X'X)⁻¹."""

    b: Floats
    residuals: Floats
    x: Floats
    inverse: Floats

    @property
    def freedom(self) -> int:
        """Rows less columns."""
        return len(self.residuals) - len(self.b)

    @property
    def errors(self) -> Floats:
        """Standard errors for independent, equal residuals."""
        variance = float(self.residuals @ self.residuals) / self.freedom
        return np.sqrt(variance * np.diag(self.inverse))

    def cluster_errors(self, cluster: Ints) -> Floats:
        """Standard errors by cluster: CR1 with G/(G-1) · (N-1)/(N-k). Source: Liang & Zeger 1986; Cameron & Miller 2015."""
        known, place = np.unique(cluster, return_inverse=True)
        scores = np.zeros((len(known), len(self.b)))
        np.add.at(scores, place.reshape(-1), self.x * self.residuals[:, None])
        groups, rows = len(known), len(self.residuals)
        factor = groups / (groups - 1) * (rows - 1) / self.freedom
        return np.sqrt(np.diag(self.inverse @ (scores.T @ scores) @ self.inverse) * factor)

    def lagged_errors(self, lag: int) -> Floats:
        """Newey and West's standard errors: Bartlett weights 1 - j/(lag+1), factor n/(n-k). Source: Newey & West 1987."""
        moments = self.x * self.residuals[:, None]
        middle = moments.T @ moments
        for step in range(1, lag + 1):
            crossed = moments[step:].T @ moments[:-step]
            middle += (1 - step / (lag + 1)) * (crossed + crossed.T)
        return np.sqrt(np.diag(self.inverse @ middle @ self.inverse) * len(moments) / self.freedom)

    @property
    def durbin_watson(self) -> float:
        """Σ(eᵢ - eᵢ₋₁)²/Σe²: near 2 where neighbours are independent, near 0 where they resemble each other."""
        return float(np.square(np.diff(self.residuals)).sum() / np.square(self.residuals).sum())


def fit_line(x: Floats, y: Floats) -> Fitted:
    """Least squares of y on the columns of x."""
    inverse = np.asarray(np.linalg.inv(x.T @ x), dtype=np.float64)
    b = inverse @ (x.T @ y)
    return Fitted(b, y - x @ b, x, inverse)


def compare_differences(y: Floats, treated: Floats, after: Floats, cluster: Ints | None = None) -> Effect:
    """Difference in differences: the treated's change minus the others'. y = b₀ + b₁T + b₂A + b₃TA, the effect is b₃.

    With clusters (branches; or the person, where each is asked twice): CR1 errors, degrees of freedom G - 1. Holds if both groups would
    have moved alike: look at the trends before. Source: Angrist & Pischke 2009, ch. 5.
    """
    fitted = fit_line(np.stack([np.ones(len(y)), treated, after, treated * after], axis=1), y)
    if cluster is None:
        return Effect(float(fitted.b[3]), float(fitted.errors[3]), fitted.freedom)
    return Effect(float(fitted.b[3]), float(fitted.cluster_errors(cluster)[3]), len(np.unique(cluster)) - 1)


def parallel_before(y: Floats, treated: Floats, time: Floats, cluster: Ints | None = None) -> Effect:
    """Did both groups move alike before the change? The difference of their slopes over `time`, rows before the change only."""
    fitted = fit_line(np.stack([np.ones(len(y)), treated, time, treated * time], axis=1), y)
    if cluster is None:
        return Effect(float(fitted.b[3]), float(fitted.errors[3]), fitted.freedom)
    return Effect(float(fitted.b[3]), float(fitted.cluster_errors(cluster)[3]), len(np.unique(cluster)) - 1)


def adjust_for_before(before: Floats, after: Floats, treated: Floats) -> Effect:
    """ANCOVA: after = b₀ + b₁ treated + b₂ before; the effect is b₁. For treated who were drawn by lot."""
    fitted = fit_line(np.stack([np.ones(len(after)), treated, before], axis=1), after)
    return Effect(float(fitted.b[1]), float(fitted.errors[1]), fitted.freedom)


@dataclass(frozen=True)
class Cuped:
    """An effect with the part taken out that could be foretold, and what that saved."""

    theta: float
    effect: Effect
    saved: float
    """1 - Var(adjusted)/Var(after): by how much the variance fell."""


def take_out_before(before: Floats, after: Floats, treated: Floats) -> Cuped:
    """CUPED: after - θ(before - mean), θ = cov/var over everybody, then Welch between groups. Source: Deng, Xu, Kohavi & Walker 2013."""
    crossed = np.cov(before, after, ddof=1)
    theta = float(crossed[0, 1] / crossed[0, 0])
    adjusted = after - theta * (before - before.mean())
    saved = 1 - float(adjusted.var(ddof=1) / crossed[1, 1])
    return Cuped(theta, compare_independent(adjusted[treated == 0], adjusted[treated == 1]), saved)


@dataclass(frozen=True)
class Interrupted:
    """A series with a change at one time: level and slope before, the jump and the change of slope, by two kinds of error."""

    fitted: Fitted
    lag: int

    def effect(self, column: int) -> Effect:
        """One coefficient (0 level, 1 slope before, 2 jump, 3 change of slope) with Newey and West's error."""
        return Effect(float(self.fitted.b[column]), float(self.fitted.lagged_errors(self.lag)[column]), self.fitted.freedom)


def interrupt(values: Floats, change: int, lag: int | None = None) -> Interrupted:
    """Interrupted series: y = b₀ + b₁t + b₂[t > c] + b₃ max(t - c, 0), t = 1…n, c the last period before the change.

    Errors by Newey and West with `lag` (unless given, ⌊4 (n/100)^(2/9)⌋); Durbin and Watson's statistic says whether they were needed.
    Source: Wagner, Soumerai, Zhang & Ross-Degnan 2002.
    """
    time = np.arange(1, len(values) + 1, dtype=np.float64)
    x = np.stack([np.ones(len(values)), time, time > change, np.maximum(time - change, 0)], axis=1).astype(np.float64)
    return Interrupted(fit_line(x, values), int(4 * (len(values) / 100) ** (2 / 9)) if lag is None else lag)


def least_detectable(
    deviation: float, before: float, after: float, *, power: float = 0.8, level: float = LEVEL, shared: float = 0.0
) -> float:
    """The smallest true difference that would be found with this power: (z₁₋α/₂ + z_power) · √(s²(1/n₁ + 1/n₂ - 2r/max n)).

    `deviation` is the standard deviation of answers, `shared` the correlation of the same people's answers (0 for different people).

    >>> round(least_detectable(1.0, 100, 100), 3)
    0.396
    """
    spread = deviation * math.sqrt(max(1 / before + 1 / after - 2 * shared / max(before, after), 0.0))
    return (z_quantile(level) + float(special.ndtri(power))) * spread


def regression_to_mean(first: Floats, picked: NDArray[np.bool_], reliability: float) -> float:
    """How far the picked would come back on their own: (1 - reliability) · (mean of all - mean of picked).

    Units picked because they were bad are partly bad by luck; next time they come back by this much with nothing done. `reliability` is
    the correlation of two measurements of the same unit. Source: Galton 1886; Barnett, van der Pols & Dobson 2005.

    >>> round(regression_to_mean(np.array([2.0, 3.0, 4.0, 5.0]), np.array([True, False, False, False]), 0.6), 2)
    0.6
    """
    return (1 - reliability) * float(first.mean() - first[picked].mean())
