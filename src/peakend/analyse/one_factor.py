"""Do several questions measure one thing, and how much of each is it? One common factor by maximum likelihood, many samples at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST: Final = 0.005
"""The least share of a question's variance that is its own: below it the solution is improper (Heywood 1931) and stays at this edge."""

SHORTEST: Final = 3
"""With fewer questions one factor cannot be found."""

STEPS: Final = 200

SETTLED: Final = 1e-9

_SAME: Final = 1e-12
"""Fits nearer than this are the same fit, rounded."""

_SHORT: Final = 1e-9
"""No step shorter than this share of its length is tried."""


@dataclass(frozen=True)
class OneFactor:
    """One common factor of a stack of correlation matrices: standardised loadings (S, q), whether it was found, whether at an edge (S,)."""

    loadings: Floats
    converged: Flags
    improper: Flags

    @property
    def omega(self) -> Floats:
        """McDonald's omega of standardised questions, (Σl)²/((Σl)² + Σ(1 - l²)): composite reliability (S,). Source: McDonald 1999."""
        top = self.loadings.sum(axis=1) ** 2
        return np.asarray(top / (top + (1 - self.loadings**2).sum(axis=1)), dtype=np.float64)

    @property
    def extracted(self) -> Floats:
        """Average variance extracted, the mean of l² (S,). Source: Fornell and Larcker 1981."""
        return np.asarray((self.loadings**2).mean(axis=1), dtype=np.float64)


def fit_factor(correlations: Floats, like: Floats | None = None, settled: float = SETTLED) -> OneFactor:
    """One factor for each of a stack of correlation matrices (S, q, q), q >= 3, by maximum likelihood.

    `like`: loadings to start from, shape (q,), such as those of the whole for its resamples; `settled`: what moves less has been found.

    R = ll' + Ψ, minimising log|Σ| + tr(RΣ⁻¹) by Fisher scoring over l and Ψ together, halving steps that do not help; own variances stay
    at or above `LEAST`. Loadings sum to more than zero. A matrix with a question that does not vary, or no minimum in `STEPS` steps,
    gives NaN. Maximum likelihood does not feel the scales of questions, so that covariances give the same standardised loadings.
    Source: Jöreskog 1967, Psychometrika 32; Lawley and Maxwell 1971.
    """
    count, many = correlations.shape[:2]
    found, improper = np.full((count, many), np.nan), np.zeros(count, dtype=bool)
    converged = np.zeros(count, dtype=bool)
    active = np.flatnonzero(np.isfinite(correlations).all(axis=(1, 2)))
    whole = correlations[active]
    loadings, own = _start(whole, like)
    value = _misfit(whole, loadings, own)
    for _ in range(STEPS):
        if len(active) == 0:
            break
        across, alone = _step(whole, loadings, own)
        moved, left, reached = _walk(whole, (loadings, own, value), across, alone)
        far = np.maximum(np.abs(moved - loadings).max(axis=1), np.abs(left - own).max(axis=1))
        loadings, own, value = moved, left, reached
        done = far < settled
        places = active[done]
        found[places], converged[places] = loadings[done], True
        improper[places] = (own[done] <= LEAST).any(axis=1)
        active, whole, loadings, own, value = active[~done], whole[~done], loadings[~done], own[~done], value[~done]
    signs = np.where(found.sum(axis=1, keepdims=True) < 0, -1.0, 1.0)
    return OneFactor(found * signs, converged, improper)


def _start(whole: Floats, like: Floats | None) -> tuple[Floats, Floats]:
    """From known loadings, or from the first principal component."""
    if like is not None:
        loadings = np.repeat(like[None], len(whole), axis=0)
        return loadings, np.maximum(1 - loadings**2, LEAST)
    values, vectors = np.linalg.eigh(whole)
    loadings = np.clip(vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:], 0.0)) * 0.9, -0.95, 0.95)
    return np.asarray(loadings, dtype=np.float64), np.asarray(1 - loadings**2, dtype=np.float64)


def _misfit(whole: Floats, loadings: Floats, own: Floats) -> Floats:
    """log|Σ| + tr(RΣ⁻¹), through the one-factor form of Σ⁻¹."""
    share = 1 + (loadings**2 / own).sum(axis=1)
    scaled = loadings / own
    fitted = (np.diagonal(whole, axis1=1, axis2=2) / own).sum(axis=1) - (scaled[:, None, :] @ whole @ scaled[:, :, None])[:, 0, 0] / share
    return np.asarray(np.log(own).sum(axis=1) + np.log(share) + fitted, dtype=np.float64)


def _step(whole: Floats, loadings: Floats, own: Floats) -> tuple[Floats, Floats]:
    """The step of Fisher scoring: the inverse of the expected information times the gradient."""
    many = whole.shape[1]
    scaled = loadings / own
    inverse = -scaled[:, :, None] * scaled[:, None, :] / (1 + (loadings * scaled).sum(axis=1))[:, None, None]
    places = np.arange(many)
    inverse[:, places, places] += 1 / own
    toward = (inverse @ loadings[:, :, None])[:, :, 0]
    apart = inverse @ whole @ inverse - inverse
    information = np.empty((len(whole), 2 * many, 2 * many))
    common = (loadings * toward).sum(axis=1)
    information[:, :many, :many] = inverse * common[:, None, None] + toward[:, :, None] * toward[:, None, :]
    information[:, :many, many:] = inverse * toward[:, None, :]
    information[:, many:, :many] = information[:, :many, many:].transpose(0, 2, 1)
    information[:, many:, many:] = inverse**2 / 2
    slope = np.concatenate([(apart @ loadings[:, :, None])[:, :, 0], np.diagonal(apart, axis1=1, axis2=2) / 2], axis=1)
    stuck = (own <= LEAST) & (slope[:, many:] < 0)  # at the edge and drawn beyond it: it stays there
    held = np.concatenate([np.zeros_like(stuck), stuck], axis=1)
    information[held[:, :, None] | held[:, None, :]] = 0.0
    rows, columns = np.nonzero(held)
    information[rows, columns, columns] = 1.0
    slope[held] = 0.0
    ridge = 1e-12 * np.trace(information, axis1=1, axis2=2)
    information[:, np.arange(2 * many), np.arange(2 * many)] += ridge[:, None]
    steps = np.linalg.solve(information, slope[:, :, None])[:, :, 0]
    return steps[:, :many], steps[:, many:]


def _walk(whole: Floats, here: tuple[Floats, Floats, Floats], across: Floats, alone: Floats) -> tuple[Floats, Floats, Floats]:
    """As much of the step as does not make the fit worse: all of it, half, a quarter, down to nothing."""
    loadings, own, value = here
    length = np.ones((len(whole), 1))
    while True:
        moved, left = loadings + length * across, np.maximum(own + length * alone, LEAST)
        reached = _misfit(whole, moved, left)
        worse = ~(reached <= value + _SAME)
        if not worse.any() or length.min() < _SHORT:
            return moved, left, reached
        length[worse] /= 2
