"""How sure is a mean from a designed sample? Strata, clusters and weights in the standard error, by linearisation or jackknife.

A reading knows sampling units (respondents, or the clusters they were drawn in) and weights; strata it does not know, which is on the
safe side. Who has them calls these functions with the columns. Means may be of anything: for NPS the values are 100, 0 and -100.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from peakend.analyse.contrast import Verdict, contrast_of
from peakend.analyse.interval import t_quantile
from peakend.analyse.result import LEVEL, Estimate, Figure, TooFew

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Sample:
    """The columns of a designed sample, one entry a response: value (NaN where there is none), weight, sampling unit, stratum.

    Units are numbered within strata: equal names in different strata are different units. Without weights, units or strata every
    response counts once, is a unit of its own, and stands in one stratum.
    """

    values: ArrayLike
    weights: ArrayLike | None = None
    units: ArrayLike | None = None
    strata: ArrayLike | None = None

    @cached_property
    def value(self) -> Floats:
        """The values as numbers."""
        return np.asarray(self.values, dtype=np.float64)

    @cached_property
    def weight(self) -> Floats:
        """The weight of each response."""
        return np.ones(len(self.value)) if self.weights is None else np.asarray(self.weights, dtype=np.float64)

    @cached_property
    def unit(self) -> NDArray[np.intp]:
        """The number of the sampling unit of each response, over all strata."""
        named = np.arange(len(self.value)) if self.units is None else np.unique(np.asarray(self.units), return_inverse=True)[1]
        return np.unique(np.stack([self.stratum, named.reshape(-1)]), axis=1, return_inverse=True)[1].reshape(-1)

    @cached_property
    def stratum(self) -> NDArray[np.intp]:
        """The number of the stratum of each response."""
        if self.strata is None:
            return np.zeros(len(self.value), dtype=np.intp)
        return np.unique(np.asarray(self.strata), return_inverse=True)[1].reshape(-1)

    @cached_property
    def stratum_of_unit(self) -> NDArray[np.intp]:
        """The stratum of each unit."""
        owner = np.zeros(int(self.unit.max(initial=-1)) + 1, dtype=np.intp)
        owner[self.unit] = self.stratum
        return owner

    def known(self, domain: ArrayLike | None = None) -> Flags:
        """Which responses count: those with a value, in the domain."""
        inside = np.ones(len(self.value), dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
        return inside & np.isfinite(self.value) & (self.weight > 0)


@dataclass(frozen=True, slots=True)
class Sampled:
    """A mean with its standard error, degrees of freedom (units less strata in the domain) and design effects.

    `design_effect` is the variance over that of a simple random sample of as many answers; `kish` is what the weights alone cost.
    """

    mean: float
    error: float
    freedom: int
    n: int
    design_effect: float
    kish: float

    def figure(self, level: float = LEVEL) -> Figure:
        """The mean with its t interval."""
        if self.freedom < 1:
            return TooFew(self.n, 2, "mean-units")
        half = t_quantile(level, self.freedom) * self.error
        return Estimate(self.mean, self.mean - half, self.mean + half, self.n, "mean-units", level)


def sample_mean(sample: Sample, domain: ArrayLike | None = None) -> Sampled:
    """The weighted mean of a domain with its linearised standard error.

    θ = Σwy/Σw; z_u = Σ_{i in u} w(y - θ)/Σw; Var = Σ_h n_h/(n_h - 1) Σ_u (z_u - z̄_h)² over all units of the stratum, also those
    without anybody in the domain. A stratum with a single unit adds nothing. Ultimate clusters, drawn with replacement.
    Missing values are left out as a domain. Source: Särndal et al. 1992; Lumley 2010, Complex Surveys.
    """
    inside = sample.known(domain)
    total = float(sample.weight[inside].sum())
    n = int(inside.sum())
    if n == 0:
        return Sampled(0.0, 0.0, 0, 0, 0.0, 0.0)
    mean = _mean(sample, inside)
    parts = linear_parts(sample, domain)
    variance = float(stratified_covariance(sample, parts[:, None])[0, 0])
    plain = float(sample.weight[inside] @ np.square(sample.value[inside] - mean)) / total / max(n - 1, 1)
    weight = sample.weight[inside]
    return Sampled(mean, math.sqrt(variance), _freedom(sample, inside), n, variance / plain if plain > 0 else 0.0, kish_effect(weight))


def sample_difference(sample: Sample, one: ArrayLike, two: ArrayLike, level: float = LEVEL) -> tuple[Estimate, Verdict]:
    """The mean of domain `two` less that of domain `one`, with the covariance of units that answered in both; t interval and test.

    Degrees of freedom: units less strata over both domains.
    """
    first, second = sample.known(one), sample.known(two)
    parts = linear_parts(sample, two) - linear_parts(sample, one)
    error = math.sqrt(float(stratified_covariance(sample, parts[:, None])[0, 0]))
    difference = _mean(sample, second) - _mean(sample, first)
    n = int(first.sum() + second.sum())
    return contrast_of(difference, error, max(_freedom(sample, first | second), 1), n, "difference-units", level)


def jackknife_error(sample: Sample, domain: ArrayLike | None = None) -> float:
    """The standard error by leaving out one unit at a time, the others of its stratum weighing n_h/(n_h - 1) (JKn).

    Var = Σ_h (n_h - 1)/n_h Σ_u (θ_(u) - θ̄)², θ̄ the mean of all replicates. Source: Wolter 2007, ch. 4.
    """
    inside = sample.known(domain)
    units = len(sample.stratum_of_unit)
    below = np.bincount(sample.unit[inside], weights=sample.weight[inside], minlength=units)
    above = np.bincount(sample.unit[inside], weights=(sample.weight * sample.value)[inside], minlength=units)
    strata = sample.stratum_of_unit
    size = np.bincount(strata)
    raised = np.where(size > 1, size / np.maximum(size - 1, 1), 1.0)[strata] - 1
    of_stratum = [np.bincount(strata, weights=sums)[strata] for sums in (above, below)]
    left_above = above.sum() + raised * of_stratum[0] - (1 + raised) * above
    left_below = below.sum() + raised * of_stratum[1] - (1 + raised) * below
    counted = (size[strata] > 1) & (left_below > 0)
    replicates = left_above[counted] / left_below[counted]
    share = ((size - 1) / size)[strata][counted]
    return math.sqrt(float(share @ np.square(replicates - replicates.mean()))) if counted.any() else 0.0


def linear_parts(sample: Sample, domain: ArrayLike | None = None) -> Floats:
    """What each response adds to the mean of the domain, w(y - θ)/Σw; zero outside. Shape (responses,)."""
    inside = sample.known(domain)
    value = np.where(inside, sample.value, 0.0)
    return np.asarray(np.where(inside, sample.weight * (value - _mean(sample, inside)), 0.0) / sample.weight[inside].sum())


def stratified_covariance(sample: Sample, parts: Floats) -> Floats:
    """The covariance of totals of several parts over units within strata: shape (responses, k) -> (k, k)."""
    units, strata = len(sample.stratum_of_unit), sample.stratum_of_unit
    totals = np.zeros((units, parts.shape[1]))
    np.add.at(totals, sample.unit, parts)
    size = np.bincount(strata)
    centre = np.stack([np.bincount(strata, weights=column) / size for column in totals.T], axis=1)
    apart = totals - centre[strata]
    factor = np.where(size > 1, size / np.maximum(size - 1, 1), 0.0)[strata]
    return np.asarray((apart * factor[:, None]).T @ apart, dtype=np.float64)


def kish_effect(weights: ArrayLike) -> float:
    """Kish's design effect of weights, n Σw²/(Σw)²: n over it is the effective number of answers. Source: Kish 1965.

    >>> kish_effect([1, 1, 2])
    1.125
    """
    given = np.asarray(weights, dtype=np.float64)
    total = float(given.sum())
    return len(given) * float(given @ given) / (total * total) if total > 0 else 0.0


def _mean(sample: Sample, inside: Flags) -> float:
    return float(sample.weight[inside] @ sample.value[inside]) / float(sample.weight[inside].sum())


def _freedom(sample: Sample, inside: Flags) -> int:
    return len(np.unique(sample.unit[inside])) - len(np.unique(sample.stratum[inside]))
