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

CHEAP: Final = 12
"""Steps with the information of the whole before a resample gets its own."""

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


@dataclass
class _Work:
    """A stack under way: what is still sought, and what has been found."""

    whole: Floats
    active: NDArray[np.intp]
    loadings: Floats
    own: Floats
    found: Floats
    improper: Flags

    def move(self, loadings: Floats, own: Floats, settled: float) -> None:
        """Take a step; what has moved less than `settled` has been found and leaves the work."""
        far = np.maximum(np.abs(loadings - self.loadings).max(axis=1), np.abs(own - self.own).max(axis=1))
        self.loadings, self.own = loadings, own
        done = far < settled
        self.found[self.active[done]] = loadings[done]
        self.improper[self.active[done]] = (own[done] <= LEAST).any(axis=1)
        self.keep(~done)

    def keep(self, kept: Flags) -> None:
        """Only these go on."""
        self.whole, self.active, self.loadings, self.own = self.whole[kept], self.active[kept], self.loadings[kept], self.own[kept]


def fit_factor(correlations: Floats, like: Floats | None = None, settled: float = SETTLED) -> OneFactor:
    """One factor for each of a stack of correlation matrices (S, q, q), q >= 3, by maximum likelihood.

    R = ll' + Ψ, minimising log|Σ| + tr(RΣ⁻¹) by Fisher scoring over l and Ψ together, halving steps that do not help; own variances stay
    at or above `LEAST`. Loadings sum to more than zero. A matrix with a question that does not vary, or no minimum in `STEPS` steps,
    gives NaN. Maximum likelihood does not feel the scales of questions, so that covariances give the same standardised loadings.
    `like`: loadings of the whole, shape (q,), for a stack of its resamples: most are found in a few cheap steps with its information.
    `settled`: what moves less has been found.

    Source: Jöreskog 1967, Psychometrika 32; Lawley and Maxwell 1971.
    """
    count, many = correlations.shape[:2]
    active = np.flatnonzero(np.isfinite(correlations).all(axis=(1, 2)))
    whole = correlations[active]
    loadings, own = _start(whole, like)
    work = _Work(whole, active, loadings, own, np.full((count, many), np.nan), np.zeros(count, dtype=bool))
    if like is not None:
        _step_cheaply(work, like, settled)
    _step_fully(work, settled)
    signs = np.where(work.found.sum(axis=1, keepdims=True) < 0, -1.0, 1.0)
    return OneFactor(work.found * signs, np.asarray(np.isfinite(work.found).all(axis=1), dtype=np.bool_), work.improper)


def _step_cheaply(work: _Work, like: Floats, settled: float) -> None:
    """Steps with the information of known loadings: no system to solve. What has not settled in `CHEAP` of them starts again."""
    own = np.maximum(1 - like**2, LEAST)
    inverse = np.linalg.pinv(_inform(_invert(like[None], own[None]), like[None])[0], hermitian=True)
    many, start = len(like), (work.loadings, work.own)
    places = work.active
    for _ in range(CHEAP):
        steps = _slope(work.whole, work.loadings, _invert(work.loadings, work.own)) @ inverse
        steps[np.abs(steps).max(axis=1) > 1] = 1.0  # it runs away: it shall not settle here, nor overflow
        work.move(work.loadings + steps[:, :many], np.maximum(work.own + steps[:, many:], LEAST), settled)
    again = np.isin(places, work.active)
    work.loadings, work.own = start[0][again], start[1][again]


def _step_fully(work: _Work, settled: float) -> None:
    """Fisher scoring with the information of each matrix, and steps that never make the fit worse."""
    for _ in range(STEPS):
        if len(work.active) == 0:
            return
        across, alone = _step(work.whole, work.loadings, work.own)
        work.move(*_walk(work.whole, work.loadings, work.own, across, alone), settled)


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


def _invert(loadings: Floats, own: Floats) -> Floats:
    """Σ⁻¹, through its one-factor form (S, q, q)."""
    scaled = loadings / own
    inverse = -scaled[:, :, None] * scaled[:, None, :] / (1 + (loadings * scaled).sum(axis=1))[:, None, None]
    places = np.arange(loadings.shape[1])
    inverse[:, places, places] += 1 / own
    return np.asarray(inverse, dtype=np.float64)


def _slope(whole: Floats, loadings: Floats, inverse: Floats) -> Floats:
    """The gradient of half the fit, downhill, by loadings and own variances (S, 2q)."""
    apart = inverse @ whole @ inverse - inverse
    return np.concatenate([(apart @ loadings[:, :, None])[:, :, 0], np.diagonal(apart, axis1=1, axis2=2) / 2], axis=1)


def _inform(inverse: Floats, loadings: Floats) -> Floats:
    """The expected information of loadings and own variances (S, 2q, 2q)."""
    many = loadings.shape[1]
    toward = (inverse @ loadings[:, :, None])[:, :, 0]
    information = np.empty((len(loadings), 2 * many, 2 * many))
    common = (loadings * toward).sum(axis=1)
    information[:, :many, :many] = inverse * common[:, None, None] + toward[:, :, None] * toward[:, None, :]
    information[:, :many, many:] = inverse * toward[:, None, :]
    information[:, many:, :many] = information[:, :many, many:].transpose(0, 2, 1)
    information[:, many:, many:] = inverse**2 / 2
    return information


def _step(whole: Floats, loadings: Floats, own: Floats) -> tuple[Floats, Floats]:
    """The step of Fisher scoring: the inverse of the expected information times the gradient."""
    many, inverse = whole.shape[1], _invert(loadings, own)
    slope, information = _slope(whole, loadings, inverse), _inform(inverse, loadings)
    stuck = (own <= LEAST) & (slope[:, many:] < 0)  # at the edge and drawn beyond it: it stays there
    held = np.concatenate([np.zeros_like(stuck), stuck], axis=1)
    information[held[:, :, None] | held[:, None, :]] = 0.0
    rows, columns = np.nonzero(held)
    information[rows, columns, columns] = 1.0
    slope[held] = 0.0
    ridge = 1e-12 * np.trace(information, axis1=1, axis2=2)
    information[:, np.arange(2 * many), np.arange(2 * many)] += ridge[:, None]
    steps = np.asarray(np.linalg.solve(information, slope[:, :, None])[:, :, 0], dtype=np.float64)
    return steps[:, :many], steps[:, many:]


def _walk(whole: Floats, loadings: Floats, own: Floats, across: Floats, alone: Floats) -> tuple[Floats, Floats]:
    """As much of the step as does not make the fit worse: all of it, half, a quarter, down to nothing."""
    value, length = _misfit(whole, loadings, own), np.ones((len(whole), 1))
    while True:
        moved, left = loadings + length * across, np.maximum(own + length * alone, LEAST)
        worse = ~(_misfit(whole, moved, left) <= value + _SAME)
        if not worse.any() or length.min() < _SHORT:
            return moved, left
        length[worse] /= 2
