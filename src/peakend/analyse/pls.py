"""How do constructs that nobody can ask directly act on one another? Partial least squares path modelling from correlations alone.

Everything works on a stack of correlation matrices at once, one for each resample: a thousand bootstrap samples cost a few matrix products
an iteration, and nobody's answers are read again. Source: Wold 1982; Lohmöller 1989, Latent Variable Path Modeling with PLS.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.path_model import PathModel

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Scheme = Literal["path", "factorial", "centroid"]
"""How neighbours are weighed while a construct looks for its weights: by regression and correlation, by correlation, by its sign."""

TOLERANCE: Final = 1e-10
"""Weights that move less than this in a step have been found."""

STEPS: Final = 300
"""More steps than this will not help: the weights run in a circle."""

_NOTHING: Final = 1e-12
"""Less than this is the rounding of floating numbers."""

_STACK: Final = 4_000_000
"""Numbers of correlations worked on at once: about 30 MB."""


@dataclass(frozen=True)
class Solution:
    """Path models found for a stack of correlation matrices.

    Shapes, with S matrices, q questions and k constructs: `correlations` (S, q, q), `weights` (S, q) for standardised questions such that
    every construct has variance 1, `converged` (S,), `steps` (S,). What has not converged, or has no variance somewhere, is NaN.
    """

    model: PathModel
    correlations: Floats
    weights: Floats
    converged: Flags
    steps: NDArray[np.int64]

    @cached_property
    def crossed(self) -> Floats:
        """The correlation of every question with every construct (S, q, k): cross-loadings."""
        return np.asarray(self.correlations @ _spread(self.weights, self.model), dtype=np.float64)

    @cached_property
    def loadings(self) -> Floats:
        """The correlation of every question with its own construct (S, q)."""
        return np.asarray(np.take_along_axis(self.crossed, self.model.owner[None, :, None], axis=2)[:, :, 0], dtype=np.float64)

    @cached_property
    def latent(self) -> Floats:
        """The correlations of the constructs (S, k, k)."""
        return np.asarray(_spread(self.weights, self.model).transpose(0, 2, 1) @ self.crossed, dtype=np.float64)

    @cached_property
    def paths(self) -> Floats:
        """The direct effect of construct i on construct j in [s, i, j], standardised: least squares of each on its causes (S, k, k)."""
        return fit_paths(self.latent, self.model)

    @cached_property
    def explained(self) -> Floats:
        """R² of each construct by its causes (S, k); NaN where it has none."""
        share = np.asarray((self.paths * self.latent).sum(axis=1), dtype=np.float64)
        share[:, [not causes for causes in self.model.causes]] = np.nan
        return share

    @cached_property
    def totals(self) -> Floats:
        """Direct and indirect effects together (S, k, k): B + B² + B³ + …, which ends because there is no circle."""
        total, power = self.paths.copy(), self.paths
        for _ in range(self.model.size - 1):
            power = power @ self.paths
            total += power
        return total

    @cached_property
    def sizes(self) -> Floats:
        """Cohen's f² of each arrow, (R² - R² without the cause)/(1 - R²), in [s, cause, effect]; NaN where there is no arrow (S, k, k)."""
        lost = self.paths**2 / inflate(self.latent, self.model)
        left = 1.0 - self.explained[:, None, :]
        return np.asarray(lost / np.where(left > _NOTHING, left, np.nan), dtype=np.float64)

    @property
    def proper(self) -> Flags:
        """Whether each matrix gave a solution in which every number is one, and no construct explains more than all of another (S,)."""
        sound = np.isfinite(self.paths).all(axis=(1, 2)) & (np.abs(self.loadings) <= 1 + 1e-9).all(axis=1)
        with np.errstate(invalid="ignore"):
            full = (np.nan_to_num(self.explained, nan=0.0) <= 1 + 1e-9).all(axis=1)
        return np.asarray(self.converged & sound & full, dtype=np.bool_)


def solve_model(
    correlations: Floats, model: PathModel, scheme: Scheme = "path", like: Floats | None = None, tolerance: float = TOLERANCE
) -> Solution:
    """The path model of each of a stack of correlation matrices, shape (S, q, q).

    Weights start at one; each step (Lohmöller's): constructs y = Xw with variance 1; inner proxies z_j = Σ e_ij y_i over neighbours, with
    e by `scheme` (path: regression coefficients for causes, correlations for effects; factorial: correlations; centroid: their
    signs); then w_j = cor(x, z_j) (mode A) or the regression of z_j on the block (mode B), scaled anew. Signs: the loadings of each
    construct sum to more than zero; with `like`, loadings shape (q,), each construct points where those do, so that resamples agree.

    A matrix that is not one (a question without variance gives NaN), or whose weights do not settle in `STEPS` steps, gives NaN and
    `converged` false: it is never silently left out.
    """
    count = len(correlations)
    weights, converged, steps = np.full((count, model.questions), np.nan), np.zeros(count, dtype=bool), np.zeros(count, dtype=np.int64)
    part = max(1, _STACK // max(model.questions**2, 1))
    for start in range(0, count, part):
        piece = slice(start, start + part)
        weights[piece], converged[piece], steps[piece] = _find_weights(correlations[piece], model, scheme, tolerance)
    found = Solution(model, correlations, weights, converged, steps)
    signs = _find_signs(found.loadings, model, like)
    return Solution(model, correlations, weights * signs[:, model.owner], converged, steps)


def _find_weights(correlations: Floats, model: PathModel, scheme: Scheme, tolerance: float) -> tuple[Floats, Flags, NDArray[np.int64]]:
    """The weights of a stack; each matrix leaves the work as soon as its weights have settled."""
    count = len(correlations)
    found, converged, steps = np.full((count, model.questions), np.nan), np.zeros(count, dtype=bool), np.zeros(count, dtype=np.int64)
    active = np.flatnonzero(np.isfinite(correlations).all(axis=(1, 2)))
    together = (model.owner[:, None] == model.owner[None, :]).astype(np.float64)
    whole = correlations[active]
    weights = _scale(np.ones((len(active), model.questions)), whole * together, model)
    for step in range(1, STEPS + 1):
        if len(active) == 0:
            break
        new = _scale(_look_around(whole, weights, model, scheme), whole * together, model)
        with np.errstate(invalid="ignore"):
            settled = np.abs(new - weights).max(axis=1) < tolerance
        steps[active] = step
        found[active[settled]], converged[active[settled]] = new[settled], True
        going = ~settled & np.isfinite(new).all(axis=1)
        weights = new
        if not going.all():
            active, whole, weights = active[going], whole[going], new[going]
    return found, converged, steps


def _look_around(correlations: Floats, weights: Floats, model: PathModel, scheme: Scheme) -> Floats:
    """One step: the covariance of each question with its construct's neighbours (mode A), or the regression on its block (mode B)."""
    spread = _spread(weights, model)
    crossed = correlations @ spread
    latent = spread.transpose(0, 2, 1) @ crossed
    inner = _weigh_neighbours(latent, model, scheme)
    outward = (crossed * inner.transpose(0, 2, 1)[:, model.owner, :]).sum(axis=2)
    for construct, block in enumerate(model.blocks):
        if model.is_formed(construct) and len(block) > 1:
            outward[:, block] = _solve(_part(correlations, block), outward[:, block])
    return np.asarray(outward, dtype=np.float64)


def _weigh_neighbours(latent: Floats, model: PathModel, scheme: Scheme) -> Floats:
    """How much each construct i counts for each construct j, [s, i, j]; nothing where they are no neighbours."""
    near = np.zeros((model.size, model.size))
    for cause, effect in model.arrows:
        near[cause, effect] = near[effect, cause] = 1.0
    if scheme == "centroid":
        return np.asarray(np.sign(latent) * near, dtype=np.float64)
    inner = latent * near
    return inner if scheme == "factorial" else _with_causes(inner, fit_paths(latent, model), model)


def _with_causes(inner: Floats, paths: Floats, model: PathModel) -> Floats:
    for cause, effect in model.arrows:
        inner[:, cause, effect] = paths[:, cause, effect]
    return inner


def fit_paths(latent: Floats, model: PathModel) -> Floats:
    """Least squares of each construct on its causes, from correlations (S, k, k): coefficients in [s, cause, effect], else 0."""
    paths = np.zeros_like(latent)
    for effect, causes in enumerate(model.causes):
        if len(causes) == 1:
            paths[:, causes[0], effect] = latent[:, causes[0], effect]
        elif causes:
            paths[:, causes, effect] = _solve(_part(latent, causes), latent[:, causes, effect])
    return paths


def inflate(latent: Floats, model: PathModel) -> Floats:
    """How much the other causes of a construct blur each arrow (variance inflation) in [s, cause, effect]; NaN where there is none."""
    found = np.full_like(latent, np.nan)
    for effect, causes in enumerate(model.causes):
        if causes:
            inverse = np.linalg.pinv(_part(latent, causes), hermitian=True)
            found[:, causes, effect] = np.diagonal(inverse, axis1=1, axis2=2)
    return found


def _part(matrices: Floats, chosen: tuple[int, ...]) -> Floats:
    return np.asarray(matrices[:, chosen][:, :, chosen], dtype=np.float64)


def _solve(left: Floats, right: Floats) -> Floats:
    """Solutions of a stack of small systems (S, m, m) and (S, m); where one is singular, all by the shortest solution; NaN stays NaN."""
    try:
        return np.asarray(np.linalg.solve(left, right[:, :, None])[:, :, 0], dtype=np.float64)
    except np.linalg.LinAlgError:
        sound = np.isfinite(left).all(axis=(1, 2))
        inverse = np.full_like(left, np.nan)
        inverse[sound] = np.linalg.pinv(left[sound], hermitian=True)
        return np.asarray((inverse @ right[:, :, None])[:, :, 0], dtype=np.float64)


def _spread(weights: Floats, model: PathModel) -> Floats:
    """Weights as a matrix with one column a construct (S, q, k)."""
    return np.asarray(weights[:, :, None] * model.membership[None], dtype=np.float64)


def _scale(weights: Floats, within: Floats, model: PathModel) -> Floats:
    """The same weights such that every construct has variance 1; NaN where it has none."""
    variance = (weights * (within @ weights[:, :, None])[:, :, 0]) @ model.membership
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(weights / np.sqrt(np.where(variance > 0, variance, np.nan))[:, model.owner], dtype=np.float64)


def _find_signs(loadings: Floats, model: PathModel, like: Floats | None) -> Floats:
    """1 or -1 for each construct (S, k)."""
    leaning = (loadings if like is None else loadings * like[None, :]) @ model.membership
    return np.where(leaning < 0, -1.0, 1.0)
