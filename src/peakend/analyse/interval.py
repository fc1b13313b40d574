"""How sure is a number? Intervals in closed form, where a closed form is better than resampling."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.result import LEVEL, Estimate, Figure, TooFew, is_known

Floats = NDArray[np.float64]


@lru_cache(maxsize=4096)
def t_quantile(level: float, freedom: float) -> float:
    """The two-sided quantile of Student's t: t with P(|T| <= t) = level.

    >>> round(t_quantile(0.95, 10), 4)
    2.2281
    """
    return float(special.stdtrit(freedom, (1 + level) / 2))


@lru_cache(maxsize=64)
def z_quantile(level: float) -> float:
    """The two-sided quantile of the normal distribution."""
    return float(special.ndtri((1 + level) / 2))


def mean_from_sums(n: int, total: float, squares: float, method: str = "mean-t", level: float = LEVEL) -> Figure:
    """A mean with its t interval from n, Σx and Σx².

    x̄ ± t(n-1) · s/√n, s² = (Σx² - n x̄²)/(n-1). Needs n >= 2. When all answers are equal the interval is the point itself: it says
    that nothing varied among those asked, and n says how far that carries. Source: Student 1908.

    >>> mean_from_sums(3, 12.0, 50.0).value
    4.0
    """
    if n < 2:  # noqa: PLR2004 - no spread from one answer
        return TooFew(n, 2, method)
    mean = total / n
    spread = max(squares - total * mean, 0.0) / (n - 1)
    half = t_quantile(level, n - 1) * math.sqrt(spread / n)
    return Estimate(mean, mean - half, mean + half, n, method, level)


def ratio_from_units(top: Floats, below: Floats, n: int, method: str = "mean-units", level: float = LEVEL) -> Figure:
    """A ratio of totals Σtop/Σbelow with its interval over sampling units (respondents, clusters or blocks of them).

    θ = Σt_u/Σb_u; z_u = (t_u - θ b_u)/Σb; Var = U/(U-1) Σ(z_u - z̄)²; θ ± t(U-1)·√Var. Serves weighted means and shares, answers of one
    person in several rows, and blocks. Needs two units: with fewer, those are what there are too few of.

    Source: Särndal, Swensson & Wretman 1992, §5.5; ultimate clusters.
    """
    units = len(below)
    bottom = float(below.sum())
    if units < 2 or bottom <= 0:  # noqa: PLR2004
        return TooFew(min(n, units) if bottom > 0 else 0, 2, method)
    ratio = float(top.sum()) / bottom
    apart = (top - ratio * below) / bottom
    half = t_quantile(level, units - 1) * math.sqrt(units / (units - 1) * float(((apart - apart.mean()) ** 2).sum()))
    return Estimate(ratio, ratio - half, ratio + half, n, method, level)


def wilson_share(hits: float, n: int, level: float = LEVEL, effective: float | None = None) -> Figure:
    """A share with Wilson's score interval: never outside 0..1, right at the edges and for few answers.

    Centre (p + z²/2n)/(1 + z²/n), half width z/(1 + z²/n)·√(p(1-p)/n + z²/4n²). With weights, `effective` is Kish's n. Source: Wilson 1927.

    >>> share = wilson_share(0, 10)
    >>> share.value, round(share.high, 3)
    (0.0, 0.278)
    """
    if n < 1:
        return TooFew(n, 1, "share-wilson")
    size = effective if effective is not None else float(n)
    share = hits / n
    z = z_quantile(level)
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    return Estimate(share, min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share), n, "share-wilson", level)


def share_from_units(hits: Floats, below: Floats, n: int, level: float = LEVEL) -> Figure:
    """A share Σhits/Σbelow over sampling units with Wilson's interval at the effective number of answers.

    n_eff = p(1 - p)/Var (z/t)², Var linearised over units, t with U - 1 degrees of freedom, never above n; where nothing varies, the
    effective number of units (Σb)²/Σb². Never outside 0..1, and clusters count. Needs two units. Source: Korn & Graubard 1998, Survey
    Methodology 24; Wilson 1927.
    """
    units, bottom = len(below), float(below.sum())
    if units < 2 or bottom <= 0:  # noqa: PLR2004 - no spread from one unit
        return TooFew(min(n, units) if bottom > 0 else 0, 2, "share-units")
    share = min(max(float(hits.sum()) / bottom, 0.0), 1.0)
    apart = (hits - share * below) / bottom
    variance = units / (units - 1) * float(np.square(apart - apart.mean()).sum())
    size = share * (1 - share) / variance if variance > 0 and 0 < share < 1 else bottom * bottom / float(below @ below)
    size = min(size * (z_quantile(level) / t_quantile(level, units - 1)) ** 2, float(n))
    wilson = wilson_share(share * n, n, level, effective=size)
    return replace(wilson, method="share-units")


def t_test(value: float, error: float, freedom: float) -> float:
    """The two-sided probability of a value at least so far from zero, given its standard error.

    With no spread at all, a value of exactly zero gives 1, anything else 0.
    """
    if error <= 0:
        return 1.0 if value == 0 else 0.0
    return float(2 * special.stdtr(freedom, -abs(value) / error))


def percentile_interval(draws: Floats, level: float = LEVEL) -> tuple[float, float]:
    """The percentile interval of resampled values; draws that are not numbers (nobody answered in that resample) are left out."""
    known = draws[np.isfinite(draws)]
    if known.size == 0:
        return math.nan, math.nan
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def expand_percentiles(value: float, low: float, high: float, freedom: float, level: float = LEVEL) -> tuple[float, float]:
    """A percentile interval of few sampling units, widened about the value: percentiles of few units are too narrow.

    Each end moves from the value by t(U - 1)/z · √(U/(U - 1)), U - 1 = `freedom`. Source: Hesterberg 2015, The American Statistician 69.

    >>> [round(end, 3) for end in expand_percentiles(1.0, 0.5, 1.5, 24)]
    [0.463, 1.537]
    """
    wider = t_quantile(level, freedom) / z_quantile(level) * math.sqrt((freedom + 1) / freedom)
    return value - wider * max(value - low, 0.0), value + wider * max(high - value, 0.0)


def moved_from(weighted: Figure, plain: Figure) -> Figure | None:
    """The unweighted figure, where it lies outside the interval of the weighted one; else nothing: there is no news in it."""
    if not (is_known(weighted) and is_known(plain)):
        return None
    return None if weighted.low <= plain.value <= weighted.high else plain
