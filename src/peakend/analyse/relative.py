"""How else can the weight of a driver be measured? The measures that stand beside LMG, all from a table of correlations.

They answer different questions and agree only where drivers do not go together; LMG is the one that is reported first. Every function
takes tables of shape (..., drivers + 1, drivers + 1), the outcome last, and gives (..., drivers): resamples at once.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NOTHING: Final = 1e-10
"""An eigenvalue at most this share of the number of drivers is zero but for rounding."""


def betas(correlations: Floats) -> Floats:
    """Standardised coefficients R⁻¹r; between exact combinations the shortest of all solutions, so that copies share equally.

    >>> betas(np.array([[1, 0, 0.6], [0, 1, 0.5], [0.6, 0.5, 1]])).tolist()
    [0.6, 0.5]
    """
    inner, crossed = correlations[..., :-1, :-1], correlations[..., :-1, -1]
    found: Floats = np.full(crossed.shape, np.nan)
    known = np.isfinite(correlations).all(axis=(-2, -1))
    if known.any():
        values, vectors = np.linalg.eigh(inner[known])
        held = values > NOTHING * values.shape[-1]
        turned = np.einsum("...ji,...j->...i", vectors, crossed[known])
        found[known] = np.einsum("...ij,...j->...i", vectors, np.where(held, turned / np.where(held, values, 1.0), 0.0))
    return found


def explained(correlations: Floats) -> Floats:
    """R² of the model with all drivers, shape (...)."""
    return np.asarray((betas(correlations) * correlations[..., :-1, -1]).sum(axis=-1), dtype=np.float64)


def first_shares(correlations: Floats) -> Floats:
    """R² of each driver alone: r²."""
    return np.asarray(correlations[..., :-1, -1] ** 2, dtype=np.float64)


def last_shares(correlations: Floats) -> Floats:
    """What each driver adds after all others: the squared semipartial correlation, β²/VIF; 0 for an exact combination of others."""
    vif = inflation(correlations)
    shares: Floats = np.where(np.isfinite(vif), betas(correlations) ** 2 / np.where(np.isfinite(vif), vif, 1.0), 0.0)
    return shares


def pratt_shares(correlations: Floats) -> Floats:
    """β·r: adds up to R², and can be negative. Source: Hoffman 1960, Psychological Bulletin 57; Pratt 1987."""
    return np.asarray(betas(correlations) * correlations[..., :-1, -1], dtype=np.float64)


def johnson_shares(correlations: Floats) -> Floats:
    """Relative weights: R² shared out through the nearest orthogonal drivers. Adds up to R², never negative.

    L = R^(1/2), b = L⁻¹r, w_i = Σ_j L_ij² b_j². The same as Genizi's decomposition. An approximation of LMG that costs one eigenvalue
    problem. Source: Johnson 2000, Multivariate Behavioral Research 35; Genizi 1993, Statistica Sinica 3.

    >>> johnson_shares(np.array([[1, 0, 0.6], [0, 1, 0.5], [0.6, 0.5, 1]])).round(4).tolist()
    [0.36, 0.25]
    """
    root, turned = _rooted(correlations)
    return np.asarray(np.einsum("...ij,...j->...i", root**2, turned**2), dtype=np.float64)


def car_shares(correlations: Floats) -> Floats:
    """Squared correlations with the drivers decorrelated as little as may be (Mahalanobis). Adds up to R².

    Source: Zuber & Strimmer 2011, Statistical Applications in Genetics and Molecular Biology 10.
    """
    return np.asarray(_rooted(correlations)[1] ** 2, dtype=np.float64)


def _rooted(correlations: Floats) -> tuple[Floats, Floats]:
    """R^(1/2) and R^(-1/2) r; directions in which nothing varies hold nothing."""
    inner, crossed = correlations[..., :-1, :-1], correlations[..., :-1, -1]
    root, turned = np.full(inner.shape, np.nan), np.full(crossed.shape, np.nan)
    known = np.isfinite(correlations).all(axis=(-2, -1))
    if not known.any():
        return root, turned
    values, vectors = np.linalg.eigh(inner[known])
    held = values > NOTHING * values.shape[-1]
    scale = np.sqrt(np.where(held, values, 0.0))
    root[known] = np.einsum("...ij,...j,...kj->...ik", vectors, scale, vectors)
    along = np.einsum("...ji,...j->...i", vectors, crossed[known])
    turned[known] = np.einsum("...ij,...j->...i", vectors, np.where(held, along / np.where(held, scale, 1.0), 0.0))
    return root, turned


def inflation(correlations: Floats) -> Floats:
    """The variance inflation of each driver, the diagonal of R⁻¹: 1 = goes with no other; infinite = an exact combination of others.

    >>> inflation(np.array([[1, 0.6, 0.1], [0.6, 1, 0.1], [0.1, 0.1, 1]])).round(4).tolist()
    [1.5625, 1.5625]
    """
    inner = correlations[..., :-1, :-1]
    found: Floats = np.full(inner.shape[:-1], np.nan)
    known = np.isfinite(inner).all(axis=(-2, -1))
    if known.any():
        values, vectors = np.linalg.eigh(inner[known])
        held = values > NOTHING * values.shape[-1]
        inverse = np.where(held, 1 / np.where(held, values, 1.0), 0.0)
        diagonal = np.einsum("...ij,...j->...i", vectors**2, inverse)
        mixed = (vectors**2 * ~held[..., None, :]).sum(axis=-1) > NOTHING
        found[known] = np.where(mixed, np.inf, diagonal)
    return found


def condition_number(correlations: Floats) -> float:
    """The condition number of the drivers, √(λ_max / λ_min): above 30 the coefficients are mostly chance. Infinite for exact combinations.

    Source: Belsley, Kuh & Welsch 1980, Regression Diagnostics.
    """
    values = np.linalg.eigvalsh(correlations[:-1, :-1])
    return float(np.sqrt(values[-1] / values[0])) if values[0] > NOTHING * len(values) else float("inf")


def find_aliased(correlations: Floats) -> tuple[int, ...]:
    """The drivers that are part of an exact combination (a copy, a sum of others): nothing can tell them apart.

    >>> find_aliased(np.array([[1, 1, 0, 0.5], [1, 1, 0, 0.5], [0, 0, 1, 0.1], [0.5, 0.5, 0.1, 1]]))
    (0, 1)
    """
    values, vectors = np.linalg.eigh(correlations[:-1, :-1])
    empty = vectors[:, values <= NOTHING * len(values)]
    return tuple(int(at) for at in np.flatnonzero((empty**2).sum(axis=1) > NOTHING))
