"""Within which limits does a process stay as long as nothing changes? Control charts, from plain numbers by period.

Limits come from a *phase* of periods (the baseline), are frozen, and hold for all later periods. They know how many answers each period
has: few answers, wide limits. Every function takes arrays by period and gives a `Chart`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.control.constants import (
    PAIR_RANGE,
    PAIR_RANGE_DEVIATION,
    PAIR_RANGE_MEDIAN,
    deviation_bias,
    mean_range,
    range_deviation,
)

Floats = NDArray[np.float64]

Kind = Literal["i", "mr", "p", "p-prime", "u", "u-prime", "xbar", "xbar-prime", "r", "s", "nps", "nps-prime", "ewma"]
"""Which chart: individuals, moving ranges, shares, rates, means, ranges, standard deviations, NPS, weighted moving averages; `-prime`:
limits widened (or narrowed) by the variation between periods."""

PRIMED: Final[Mapping[Kind, Kind]] = {"p": "p-prime", "u": "u-prime", "xbar": "xbar-prime", "nps": "nps-prime"}
"""What each chart is called once its limits follow the variation between periods."""

SIGMAS: Final = 3.0
"""How far the limits lie from the centre."""

STEADY: Final = (0.8, 1.25)
"""Between these, the variation from period to period is what sampling alone gives."""


@dataclass(frozen=True)
class Chart:
    """Values by period with centre, limits and the standard error of each; `phase` says how many periods, from the first, set them."""

    kind: Kind
    values: Floats
    centre: float
    sigma: Floats
    low: Floats
    high: Floats
    phase: int
    between: float = 1.0
    """σ_z: how the periods vary, in units of what sampling alone would give; 1 where that is not looked at."""

    @property
    def beyond(self) -> list[int]:
        """The places of the values beyond the limits, from 0; what is not known is not beyond."""
        return np.flatnonzero((self.values > self.high) | (self.values < self.low)).tolist()

    @property
    def z(self) -> Floats:
        """The distance of each value from the centre in its own standard errors."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((self.values - self.centre) / self.sigma, dtype=np.float64)


def lay_limits(
    kind: Kind, values: Floats, centre: float, sigma: Floats | float, phase: int, *, floor: float = -np.inf, ceiling: float = np.inf
) -> Chart:
    """A chart with limits at 3σ of each period, never outside what the values can be."""
    spread = np.broadcast_to(np.asarray(sigma, dtype=np.float64), values.shape).copy()
    low = np.maximum(centre - SIGMAS * spread, floor)
    high = np.minimum(centre + SIGMAS * spread, ceiling)
    return Chart(kind, values, centre, spread, low, high, phase)


def moving_ranges(values: Floats) -> Floats:
    """|xᵢ - xᵢ₋₁|, one fewer than there are values."""
    return np.abs(np.diff(values))


def chart_individuals(values: Floats, phase: int = 0, *, robust: bool = False) -> Chart:
    """Single values: x̄ ± 3σ, σ = mean moving range / d2 (with `robust`, median moving range / .9539). Source: Wheeler 1993.

    `phase` counts the periods that set centre and σ (0: all). Needs two of them.

    >>> chart = chart_individuals(np.array([10.0, 12.0, 11.0, 13.0, 30.0]), phase=4)
    >>> round(chart.centre, 2), chart.beyond
    (11.5, [4])
    """
    phase = phase or len(values)
    ranges = moving_ranges(values[:phase])
    sigma = float(np.median(ranges)) / PAIR_RANGE_MEDIAN if robust else float(ranges.mean()) / PAIR_RANGE
    return lay_limits("i", values, float(values[:phase].mean()), sigma, phase)


def chart_ranges(values: Floats, phase: int = 0) -> Chart:
    """Moving ranges beside single values: centre MR̄, upper limit D4·MR̄ with D4 = 1 + 3·d3/d2 exact; the first period has none."""
    phase = phase or len(values)
    ranges = moving_ranges(values)
    mean = float(ranges[: phase - 1].mean())
    several = np.concatenate([[np.nan], ranges])
    return lay_limits("mr", several, mean, mean * PAIR_RANGE_DEVIATION / PAIR_RANGE, phase, floor=0.0)


def chart_shares(hits: Floats, sizes: Floats, phase: int = 0, effect: float = 1.0) -> Chart:
    """Shares: p̄ ± 3 √(p̄(1-p̄)/nᵢ), between 0 and 1. `effect` is the design effect that divides nᵢ. Source: Shewhart 1931."""
    phase = phase or len(hits)
    share = float(hits[:phase].sum() / sizes[:phase].sum())
    return lay_limits("p", hits / sizes, share, np.sqrt(share * (1 - share) * effect / sizes), phase, floor=0.0, ceiling=1.0)


def chart_rates(events: Floats, exposure: Floats, phase: int = 0) -> Chart:
    """Events per unit of exposure: ū ± 3 √(ū/nᵢ), not below 0."""
    phase = phase or len(events)
    rate = float(events[:phase].sum() / exposure[:phase].sum())
    return lay_limits("u", events / exposure, rate, np.sqrt(rate / exposure), phase, floor=0.0)


def between_periods(chart: Chart) -> float:
    """σ_z: the mean moving range of the standardised values of the phase, over d2. Source: Laney 2002, Quality Engineering 14."""
    z = chart.z[: chart.phase]
    return float(moving_ranges(z[np.isfinite(z)]).mean() / PAIR_RANGE)


def widen(chart: Chart, *, floor: float = -np.inf, ceiling: float = np.inf) -> Chart:
    """The same chart with every σ multiplied by σ_z (Laney's prime chart): for more (or less) variation than sampling gives."""
    between = between_periods(chart)
    wider = lay_limits(
        PRIMED.get(chart.kind, chart.kind), chart.values, chart.centre, chart.sigma * between, chart.phase, floor=floor, ceiling=ceiling
    )
    return replace(wider, between=between)


def is_steady(between: float) -> bool:
    """Whether σ_z is near enough to one to trust sampling alone.

    >>> is_steady(1.1), is_steady(2.2), is_steady(0.7)
    (True, False, False)
    """
    return STEADY[0] <= between <= STEADY[1]


def chart_means(
    means: Floats, sizes: Floats, deviations: Floats | None = None, ranges: Floats | None = None, phase: int = 0, effect: float = 1.0
) -> Chart:
    """Means of subgroups: x̿ ± 3σ/√nᵢ, with σ from ranges (R̄/d2, equal sizes) or from standard deviations.

    With equal sizes σ = s̄/c4; with unequal ones σ is the pooled standard deviation over its own c4 (Burr 1969). The centre weights each
    period by its size. `effect` is the design effect. Needs at least two answers in some period of the phase.
    """
    phase = phase or len(means)
    inside = slice(0, phase)
    centre = float(means[inside] @ sizes[inside] / sizes[inside].sum())
    if ranges is not None:
        sigma = float(ranges[inside].mean()) / mean_range(int(sizes[0]))
    else:
        sigma = pooled_sigma(np.zeros(0) if deviations is None else deviations[inside], sizes[inside])
    return lay_limits("xbar", means, centre, sigma * np.sqrt(effect / sizes), phase)


def pooled_sigma(deviations: Floats, sizes: Floats) -> float:
    """σ within periods: s̄/c4 where sizes are equal, else the pooled standard deviation with its bias taken out; 0 where none varies."""
    some = (sizes >= 2) & np.isfinite(deviations)  # noqa: PLR2004 - one answer has no spread
    deviations, sizes = deviations[some], sizes[some]
    if not len(sizes):
        return 0.0
    if np.all(sizes == sizes[0]):
        return float(deviations.mean()) / deviation_bias(int(sizes[0]))
    freedom = float((sizes - 1).sum())
    pooled = float(np.sqrt(((sizes - 1) * deviations**2).sum() / freedom))
    return pooled / deviation_bias(int(freedom) + 1)


def chart_subgroup_ranges(ranges: Floats, size: int, phase: int = 0) -> Chart:
    """Ranges of subgroups of one size: R̄ ± 3·d3·R̄/d2."""
    phase = phase or len(ranges)
    mean = float(ranges[:phase].mean())
    return lay_limits("r", ranges, mean, mean * range_deviation(size) / mean_range(size), phase, floor=0.0)


def chart_deviations(deviations: Floats, sizes: Floats, phase: int = 0) -> Chart:
    """Standard deviations of subgroups: c4σ ± 3σ√(1 - c4²), by the size of each. With equal sizes the centre is s̄."""
    phase = phase or len(deviations)
    sigma = pooled_sigma(deviations[:phase], sizes[:phase])
    bias = np.array([deviation_bias(int(size)) if size >= 2 else np.nan for size in sizes])  # noqa: PLR2004
    spread = sigma * np.sqrt(1 - bias**2)
    low, high = np.maximum(sigma * bias - SIGMAS * spread, 0.0), sigma * bias + SIGMAS * spread
    known = np.isfinite(deviations[:phase])
    return Chart("s", deviations, float(deviations[:phase][known].mean()), spread, low, high, phase)


def chart_scores(totals: Floats, sizes: Floats, variance: float, phase: int = 0, effect: float = 1.0) -> Chart:
    """NPS by period (scores of +100, 0, -100): N̄ ± 3 √(V/nᵢ), V = 10,000 (p + d - (p - d)²) of the phase."""
    phase = phase or len(totals)
    centre = float(totals[:phase].sum() / sizes[:phase].sum())
    spread = np.sqrt(variance * effect / sizes)
    return lay_limits("nps", totals / sizes, centre, spread, phase, floor=-100.0, ceiling=100.0)


def average_weighted(values: Floats, centre: float, sigma: float, share: float = 0.2, far: float = 3.0) -> Chart:
    """EWMA: zᵢ = λxᵢ + (1-λ)zᵢ₋₁ from the centre; limits ± Lσ √(λ/(2-λ) (1 - (1-λ)²ⁱ)). For small, lasting shifts. Source: Roberts 1959."""
    moved, last = np.empty(len(values)), centre
    for place, value in enumerate(values.tolist()):
        last = share * value + (1 - share) * last
        moved[place] = last
    steps = np.arange(1, len(values) + 1)
    spread = sigma * np.sqrt(share / (2 - share) * (1 - (1 - share) ** (2 * steps)))
    return Chart("ewma", moved, centre, spread, centre - far * spread, centre + far * spread, 0)


@dataclass(frozen=True)
class Cusum:
    """Cumulative sums above and below, in sigmas, and the places (from 0) where one passes `limit`."""

    above: Floats
    below: Floats
    limit: float

    @property
    def signals(self) -> list[int]:
        """Where a sum passes the limit."""
        return np.flatnonzero((self.above > self.limit) | (self.below < -self.limit)).tolist()


def add_up(values: Floats, centre: float, sigma: float, slack: float = 0.5, limit: float = 5.0) -> Cusum:
    """CUSUM: C⁺ᵢ = max(0, C⁺ᵢ₋₁ + zᵢ - k), C⁻ᵢ = min(0, C⁻ᵢ₋₁ + zᵢ + k), signal beyond h. Source: Page 1954, Biometrika 41."""
    above, below = np.zeros(len(values)), np.zeros(len(values))
    up = down = 0.0
    for place, z in enumerate(((values - centre) / sigma).tolist()):
        up, down = max(0.0, up + z - slack), min(0.0, down + z + slack)
        above[place], below[place] = up, down
    return Cusum(above, below, limit)


def one_based(places: Sequence[int]) -> list[int]:
    """Places as people count periods.

    >>> one_based([0, 4])
    [1, 5]
    """
    return [place + 1 for place in places]
