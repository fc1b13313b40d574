"""Which weights make a sample look like its population? Raking, post-stratification, linear calibration, trimming, and their errors.

Arrays in, arrays out. A *spread* is one margin: the place of each response among its values, and how much weight each value shall have
together. Weights are multiplied, so base weights (of the design) stay in them; nothing here makes a weight negative but calibration.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from peakend.analyse.methods import Method, add_methods
from peakend.analyse.sampling import Sample, linear_parts, stratified_covariance
from peakend.text import Text

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

EPSILON: Final = 1e-12
"""Raking has settled when no margin misses its total by more than this share of it."""
MANY: Final = 20_000
"""From so many responses on, those that are alike are weighted together: rounding over more would keep margins from settling."""
ROUNDS: Final = 2_000
"""Rounds after which raking is given up: margins that contradict one another never settle."""

METHODS: Final = (
    Method("raking", "1", Text("按边际分布迭代加权（raking）", "raking to margins"), "Deming & Stephan 1940; Deville & Särndal 1992"),
    Method("trimming", "1", Text("权重截断并分摊", "weights trimmed, the excess shared out"), "Potter 1990; Lumley 2010"),
)

add_methods(*METHODS)


@dataclass(frozen=True)
class Spread:
    """One margin: `place` gives each response the number of its value (negative: unknown), `totals` the weight of each value."""

    place: Places
    totals: Floats

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which responses have a value."""
        return np.asarray(self.place >= 0)

    def sums(self, weights: Floats) -> Floats:
        """The weight that each value has now."""
        known = self.known
        return np.bincount(self.place[known], weights=weights[known], minlength=len(self.totals)).astype(np.float64)

    def pull(self, weights: Floats) -> Floats:
        """The weights with this margin right. Responses without a value keep theirs."""
        sums = self.sums(weights)
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = np.where(sums > 0, self.totals / sums, 1.0)
        known = self.known
        pulled = weights.copy()
        pulled[known] *= factor[self.place[known]]
        return pulled

    def miss(self, weights: Floats) -> float:
        """By how much of its total the worst value is missed."""
        sums = self.sums(weights)
        wanted = self.totals > 0
        return float((np.abs(sums - self.totals)[wanted] / self.totals[wanted]).max(initial=0.0))


@dataclass(frozen=True)
class Raked:
    """Weights after raking: rounds needed, by how much of its total the worst margin is still missed, whether it has settled."""

    weights: Floats
    rounds: int
    miss: float
    settled: bool


def rake_weights(base: ArrayLike, spreads: Sequence[Spread], epsilon: float = EPSILON, rounds: int = ROUNDS) -> Raked:
    """Weights whose sums meet every margin, as near to the base weights as can be (in relative entropy).

    Iterative proportional fitting: w ← w · T_v / Σ_{i in v} w_i, margin after margin, until all are within `epsilon` of their total.
    A response without a value keeps its weight in that margin. Values with a total and without a response are missed for ever and
    are the caller's business. Source: Deming & Stephan 1940; Deville & Särndal 1992.

    >>> rake_weights([1, 1, 1], [Spread(np.array([0, 0, 1]), np.array([1.0, 2.0]))]).weights.tolist()
    [0.5, 0.5, 2.0]
    """
    weights = np.asarray(base, dtype=np.float64)
    return (_rake_alike if len(weights) >= MANY else _rake)(weights, spreads, epsilon, rounds)


def _rake(weights: Floats, spreads: Sequence[Spread], epsilon: float, rounds: int) -> Raked:
    miss = max((spread.miss(weights) for spread in spreads), default=0.0)
    done = 0
    while miss > epsilon and done < rounds:
        for spread in spreads:
            weights = spread.pull(weights)
        done += 1
        miss = max(spread.miss(weights) for spread in spreads)
    return Raked(weights, done, miss, miss <= epsilon)


def _rake_alike(base: Floats, spreads: Sequence[Spread], epsilon: float, rounds: int) -> Raked:
    """The same where responses are many: those with the same base weight and values have the same weight to the end, so they are one."""
    key = np.unique(base, return_inverse=True)[1].astype(np.int64).reshape(-1)
    for spread in spreads:
        key = np.unique(key * (len(spread.totals) + 1) + spread.place + 1, return_inverse=True)[1].astype(np.int64).reshape(-1)
    _, first, times = np.unique(key, return_index=True, return_counts=True)
    if len(first) >= MANY:
        return _rake(base, spreads, epsilon, rounds)
    raked = _rake(base[first] * times, [Spread(spread.place[first], spread.totals) for spread in spreads], epsilon, rounds)
    return Raked((raked.weights / times)[key], raked.rounds, raked.miss, raked.settled)


def poststratify_weights(base: ArrayLike, spread: Spread) -> Floats:
    """Weights that meet one margin (or the cells of several crossed): w · T_v / Σ_{i in v} w_i. Source: Holt & Smith 1979."""
    return spread.pull(np.asarray(base, dtype=np.float64))


def calibrate_weights(base: ArrayLike, design: ArrayLike, totals: ArrayLike) -> Floats:
    """Weights nearest to the base weights in chi-square whose weighted sums of `design` (responses, k) are `totals` (k,).

    w = d(1 + xᵀλ), λ = (Σ d x xᵀ)⁻¹(T - Σ d x): the generalised regression estimator. Weights may become negative. Dependent columns
    (the dummies of two full margins) share by least squares. Source: Deville & Särndal 1992.
    """
    given, columns = np.asarray(base, dtype=np.float64), np.asarray(design, dtype=np.float64)
    lacking = np.asarray(totals, dtype=np.float64) - columns.T @ given
    shift = np.linalg.lstsq((columns * given[:, None]).T @ columns, lacking, rcond=None)[0]
    return np.asarray(given * (1 + columns @ shift))


def trim_weights(weights: ArrayLike, least: float = 0.0, most: float = math.inf) -> Floats:
    """The weights with none outside the limits (on their own scale), their sum kept: what is cut is shared out equally among the others.

    Repeated until nobody is outside, since those who get a share may leave the limits themselves. Where the limits do not hold the
    mean there are no such weights: all become the mean. Source: Potter 1990; Lumley 2010, ch. 7 (strict trimming).

    >>> trim_weights([1, 1, 4], most=3).tolist()
    [1.5, 1.5, 3.0]
    """
    trimmed = np.asarray(weights, dtype=np.float64).copy()
    mean = float(trimmed.mean()) if len(trimmed) else 0.0
    if not least <= mean <= most:
        return np.full(len(trimmed), mean)
    while (outside := (trimmed < least) | (trimmed > most)).any():
        cut = np.clip(trimmed, least, most)
        excess = float((trimmed - cut).sum())
        inside = ~outside
        if not inside.any():
            return np.full(len(trimmed), mean)
        cut[inside] += excess / int(inside.sum())
        if np.allclose(cut, trimmed, rtol=1e-15, atol=0):
            return np.clip(cut, least, most)
        trimmed = cut
    return trimmed


def dummies_of(spreads: Sequence[Spread]) -> Floats:
    """One column for each value of each margin, 1 where a response has it. Shape (responses, values of all margins)."""
    parts = []
    for spread in spreads:
        column = np.zeros((len(spread.place), len(spread.totals)))
        rows = np.flatnonzero(spread.known)
        column[rows, spread.place[rows]] = 1.0
        parts.append(column)
    return np.concatenate(parts, axis=1)


def calibrated_error(sample: Sample, design: ArrayLike, pull: ArrayLike | None = None, fixed: ArrayLike | None = None) -> float:
    """The standard error of a weighted mean whose weights were fitted to known totals: what the margins explain is no error.

    The linearised values z = (y - θ)/Σw are replaced by their residuals from a regression on `design` (the dummies of the margins,
    or the calibrating columns), weighted by `pull`; then the usual sum over sampling units within strata. `pull`: none for raking
    (as R survey), base weights for post-stratification and calibration. `fixed` are the weights from before trimming, where that
    came after. Never larger than without margins, but for chance. Source: Deville & Särndal 1992; Lumley 2010, ch. 7.
    """
    fitted = sample.weight if fixed is None else np.asarray(fixed, dtype=np.float64)
    parts = linear_parts(sample) / fitted
    columns = np.asarray(design, dtype=np.float64)
    root = np.ones(len(parts)) if pull is None else np.sqrt(np.asarray(pull, dtype=np.float64))
    slope = np.linalg.lstsq(columns * root[:, None], parts * root, rcond=None)[0]
    left = fitted * (parts - columns @ slope)
    return math.sqrt(float(stratified_covariance(sample, left[:, None])[0, 0]))
