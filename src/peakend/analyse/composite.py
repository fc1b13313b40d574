"""How do several factors make one number, and how far does the order hang on how they are put together? Pure arrays, no study.

Factors stand on scales of their own (points, shares, ratings): each is first made comparable among the moments of its scenario. What is not
known is left out and the other weights grow in proportion; it is never filled in.
"""

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.resample import SEED, mid_ranks

Floats = NDArray[np.float64]

Scaling = Literal["percentile", "z"]
Combine = Literal["sum", "product"]

WAYS: Final[tuple[tuple[Scaling, Combine], ...]] = (("percentile", "sum"), ("percentile", "product"), ("z", "sum"), ("z", "product"))
"""Every way of making one number."""

_NOTHING: Final = 1e-12


def scale_factor(values: Floats, scaling: Scaling, combine: Combine = "sum") -> Floats:
    """One factor made comparable among moments, shape (..., moments) -> the same; NaN stays.

    percentile: (mid-rank - 0.5)/m, between 0 and 1. z: (x - mean)/standard deviation, 0 where nothing varies; for a product Φ(z), since a
    product takes no negative numbers.

    >>> scale_factor(np.array([[1.0, 5.0, 5.0, np.nan]]), "percentile").round(3).tolist()
    [[0.167, 0.667, 0.667, nan]]
    """
    known = np.isfinite(values)
    count = known.sum(axis=-1, keepdims=True)
    if scaling == "percentile":
        ranks = mid_ranks(np.where(known, values, np.inf))  # what is not known comes last
        return np.where(known, (ranks - 0.5) / np.maximum(count, 1), np.nan)
    mean = np.where(known, values, 0.0).sum(axis=-1, keepdims=True) / np.maximum(count, 1)
    apart = np.where(known, values - mean, 0.0)
    spread = np.sqrt(np.square(apart).sum(axis=-1, keepdims=True) / np.maximum(count, 1))
    score = np.where(spread > _NOTHING, apart / np.where(spread > _NOTHING, spread, 1.0), 0.0)
    return np.where(known, special.ndtr(score) if combine == "product" else score, np.nan)


def join_factors(scaled: Floats, weights: Floats, combine: Combine) -> Floats:
    """One number a moment from scaled factors, shape (factors, ..., moments) -> (..., moments).

    sum: Σw·s/Σw over the factors that are known; product: exp(Σw·log s/Σw), the weighted geometric mean. `weights` has shape
    (factors,), or (factors, rows) for weights of their own in each row. NaN where nothing is known.

    >>> join_factors(np.array([[0.2, 0.4], [0.8, np.nan]]), np.array([1.0, 1.0]), "sum").tolist()
    [0.5, 0.4]
    """
    known = np.isfinite(scaled)
    shape = weights.reshape(weights.shape + (1,) * (scaled.ndim - weights.ndim))
    heavy = np.where(known, shape, 0.0)
    total = heavy.sum(axis=0)
    parts = np.log(np.where(known, scaled, 1.0)) if combine == "product" else np.where(known, scaled, 0.0)
    joined = (heavy * parts).sum(axis=0) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, np.exp(joined) if combine == "product" else joined, np.nan)


def compose(factors: Floats, weights: Floats, scaling: Scaling, combine: Combine) -> Floats:
    """Scale each factor and join them, shape (factors, ..., moments) -> (..., moments)."""
    return join_factors(scale_factor(factors, scaling, combine), weights, combine)


def draw_weights(factors: int, rows: int, seed: int = SEED) -> Floats:
    """Weights that know nothing: uniform over all weights that add up to 1 (Dirichlet with ones), shape (factors, rows)."""
    return np.asarray(np.random.default_rng(seed).dirichlet(np.ones(factors), rows).T, dtype=np.float64)


def swing_weights(weights: Floats, factor: int) -> tuple[Floats, Floats]:
    """The weights without a factor, and with twice its weight.

    >>> [one.tolist() for one in swing_weights(np.array([1.0, 1.0]), 0)]
    [[0.0, 1.0], [2.0, 1.0]]
    """
    without, twice = weights.copy(), weights.copy()
    without[factor], twice[factor] = 0.0, 2 * weights[factor]
    return without, twice


def rank_values(values: Floats) -> list[int]:
    """Ranks, 1 = highest, equal values (to 1e-9) the better rank; 0 for what is not known.

    >>> rank_values(np.array([0.3, 0.9, np.nan, 0.9]))
    [3, 1, 0, 1]
    """
    filled = np.where(np.isfinite(values), values, -np.inf)
    return [0 if not np.isfinite(one) else 1 + int((filled > one + 1e-9).sum()) for one in values]


def known_share(factors: Floats, weights: Floats) -> Floats:
    """How much of all weight is on factors that are known, for each moment, shape (factors, moments) -> (moments,)."""
    share: Floats = np.where(np.isfinite(factors), weights[:, None], 0.0).sum(axis=0) / max(float(weights.sum()), _NOTHING)
    return share
