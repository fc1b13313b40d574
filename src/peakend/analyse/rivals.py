"""Which of several straight-line models predicts best? Regressions, what they predict of people left out, and tests between them.

Everything is worked out from the sums of products of each unit (a person, a cluster, a block), so that it costs the same for ninety people
and for ninety million. Columns are numbered as in the sums: 0 is the constant.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

SINGULAR: Final = 1e-10
"""Smallest share of the largest eigenvalue at which standardised features can still be told apart."""


def square_products(sums: Floats) -> Floats:
    """Sums as `Products` and `Episode` give them (n, Σf, Σf·g by rows of the upper triangle) as symmetric matrices, constant first.

    Shape (units, width) -> (units, k, k), k(k + 1)/2 = width.

    >>> square_products(np.array([[2.0, 5.0, 13.0]]))[0].tolist()
    [[2.0, 5.0], [5.0, 13.0]]
    """
    size = (math.isqrt(8 * sums.shape[1] + 1) - 1) // 2
    one, two = np.triu_indices(size)
    matrices = np.zeros((len(sums), size, size))
    matrices[:, one, two] = matrices[:, two, one] = sums
    return matrices


@dataclass(frozen=True)
class Ground:
    """Sums of products by unit, standardised: columns with mean 0 and variance 1 over all, so that sums of any scale are safe to solve.

    `products` has shape (units, k, k); `centre` and `spread` (k,) lead back to the scale of the features; a column that does not vary has
    spread 0 and no model can use it. `outcome` is the column that the models explain.
    """

    products: Floats
    centre: Floats
    spread: Floats
    outcome: int

    @property
    def size(self) -> float:
        """How many people (the sum of their weights) there are."""
        return float(self.products[:, 0, 0].sum())

    @property
    def total(self) -> Floats:
        """The products of everybody, shape (k, k)."""
        whole: Floats = self.products.sum(axis=0)
        return whole

    def varies(self, columns: Sequence[int]) -> bool:
        """Whether these features vary, and none of them is a straight line through the others."""
        if any(self.spread[column] <= 0 for column in columns):
            return False
        if not columns:
            return True
        values = np.linalg.eigvalsh(self.total[np.ix_(columns, columns)])
        return bool(values[0] > SINGULAR * values[-1])


def lay_ground(matrices: Floats, outcome: int) -> Ground:
    """Standardise sums of products, shape (units, k, k), constant first."""
    total = matrices.sum(axis=0)
    size = max(float(total[0, 0]), 1e-300)
    centre = total[0] / size
    variance = np.diag(total) / size - centre**2
    spread = np.sqrt(np.where(variance > 1e-13 * (1 + centre**2), variance, 0.0))  # what is left is rounding
    centre[0], spread[0] = 0.0, 1.0
    turn = np.diag(1 / np.where(spread > 0, spread, 1.0))
    turn[1:, 0] = -(centre / np.where(spread > 0, spread, 1.0))[1:]
    return Ground(turn @ matrices @ turn.T, centre, spread, outcome)


@dataclass(frozen=True)
class Model:
    """A regression on some columns. Coefficients are on the scale of the features, the constant first; errors are those of least squares.

    `standard` are the coefficients on the standardised scale; `residual` is Σe² there.
    """

    columns: tuple[int, ...]
    coefficients: Floats
    errors: Floats
    standard: Floats
    residual: float
    size: float
    r2: float
    sigma: float
    log_likelihood: float

    @property
    def parameters(self) -> int:
        """Coefficients, the constant, and the spread of the residuals."""
        return len(self.columns) + 2

    @property
    def freedom(self) -> float:
        """Residual degrees of freedom."""
        return self.size - len(self.columns) - 1

    @property
    def r2_adjusted(self) -> float:
        """1 - (1 - R²)(n - 1)/(n - k - 1)."""
        return 1 - (1 - self.r2) * (self.size - 1) / self.freedom

    @property
    def aic(self) -> float:
        """Akaike's criterion, -2 log L + 2k; the spread counts as a parameter."""
        return 2 * self.parameters - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        """The Bayesian criterion, -2 log L + k log n."""
        return math.log(self.size) * self.parameters - 2 * self.log_likelihood

    @property
    def aicc(self) -> float:
        """Akaike's criterion for few people: AIC + 2k(k + 1)/(n - k - 1)."""
        count = self.parameters
        return self.aic + 2 * count * (count + 1) / (self.size - count - 1)

    @property
    def p_values(self) -> Floats:
        """Two-sided, of each coefficient being zero."""
        return np.asarray(2 * special.stdtr(self.freedom, -np.abs(self.coefficients / self.errors)), dtype=np.float64)


def fit_model(ground: Ground, columns: Sequence[int]) -> Model:
    """Least squares of the outcome on these columns (and a constant), from the products of everybody.

    Needs `ground.varies(columns)` and more people than coefficients. Source: Gauss; log L of the normal model with σ² = Σe²/n.
    """
    chosen, size, spread = [0, *columns], ground.size, float(ground.spread[ground.outcome])
    inner, cross, square = _normal(ground.total, chosen, ground.outcome)
    inverse = np.linalg.inv(inner)
    standard = inverse @ cross
    residual = max(float(square - cross @ standard), 0.0)
    freedom = size - len(chosen)
    scale = spread / np.where(ground.spread[chosen] > 0, ground.spread[chosen], 1.0)
    coefficients = standard * scale
    centre = ground.centre[chosen]
    coefficients[0] = standard[0] * spread + ground.centre[ground.outcome] - float(coefficients[1:] @ centre[1:])
    turn = np.diag(scale)
    turn[0] = np.concatenate([[spread], -centre[1:] * scale[1:]])
    variance = turn @ inverse @ turn.T * residual / freedom
    total = float(ground.total[ground.outcome, ground.outcome])
    likelihood = -size / 2 * (math.log(2 * math.pi * residual * spread**2 / size) + 1) if residual > 0 else math.inf
    return Model(
        tuple(columns),
        coefficients,
        np.sqrt(np.diag(variance)),
        standard,
        residual,
        size,
        1 - residual / total,
        math.sqrt(residual / freedom) * spread,
        likelihood,
    )


def _normal(products: Floats, chosen: Sequence[int], outcome: int) -> tuple[Floats, Floats, float | Floats]:
    """X'X, X'y and y'y of some columns; leading axes are kept."""
    inner = products[..., chosen, :][..., :, chosen]
    return inner, products[..., chosen, outcome], products[..., outcome, outcome]


def residuals_by_unit(ground: Ground, model: Model) -> Floats:
    """Σe² of each unit under a model, on the scale of the outcome, shape (units,)."""
    inner, cross, square = _normal(ground.products, [0, *model.columns], ground.outcome)
    standard = model.standard
    found: Floats = square - 2 * cross @ standard + (inner @ standard) @ standard
    return np.maximum(found, 0.0) * float(ground.spread[ground.outcome]) ** 2


def leave_out(ground: Ground, columns: Sequence[int]) -> Floats:
    """What a model fitted without a unit gets wrong about it: Σ(y - ŷ)² of each unit, on the scale of the outcome. Shape (units,).

    b₍u₎ = (X'X - X_u'X_u)⁻¹(X'y - X_u'y_u), exact from the products; for units of one person this is (e/(1 - h))². Units without anybody
    lose nothing; where the rest cannot carry the model, what is lost is not a number. Source: Allen 1974 (PRESS); Stone 1974.
    """
    chosen = [0, *columns]
    filled = np.flatnonzero(ground.products[:, 0, 0] > 0)
    mine = ground.products[filled]
    inner, cross, square = _normal(mine, chosen, ground.outcome)
    all_inner, all_cross, _ = _normal(ground.total, chosen, ground.outcome)
    rest, rest_cross = all_inner - inner, all_cross - cross
    values = np.linalg.eigvalsh(rest)
    sound = values[:, 0] > SINGULAR * values[:, -1]
    rest[~sound] = np.eye(len(chosen))
    without = np.linalg.solve(rest, rest_cross[:, :, None])[:, :, 0]
    lost = square - 2 * np.einsum("uk,uk->u", cross, without) + np.einsum("uk,ukl,ul->u", without, inner, without)
    found = np.zeros(len(ground.products))
    found[filled] = np.where(sound, np.maximum(lost, 0.0), np.nan) * float(ground.spread[ground.outcome]) ** 2
    return found


@dataclass(frozen=True, slots=True)
class Contest:
    """Vuong's test of two models neither of which contains the other: `ratio` log L₁ - log L₂, its z, and z with the penalty of BIC."""

    ratio: float
    z: float
    z_bic: float
    p_value: float


def contest_models(ground: Ground, one: Model, two: Model) -> Contest:
    """Is the first model nearer to what people say than the second? Positive: yes.

    z = (L₁ - L₂)/(ω√n) with ω²n = Σ_u (ℓ_u - n_u·ℓ̄)² over units (for one person each, Vuong's own ω²). Source: Vuong 1989,
    Econometrica 57.
    """
    size = ground.products[:, 0, 0]
    ratio = _likelihoods(ground, one) - _likelihoods(ground, two)
    total = float(ratio.sum())
    spread = math.sqrt(float(np.square(ratio - size * total / ground.size).sum()))
    penalty = (one.parameters - two.parameters) / 2 * math.log(ground.size)
    z, z_bic = (total / spread, (total - penalty) / spread) if spread > 0 else (0.0, 0.0)
    return Contest(total, z, z_bic, float(2 * special.ndtr(-abs(z))))


def _likelihoods(ground: Ground, model: Model) -> Floats:
    lost = residuals_by_unit(ground, model)
    variance = float(lost.sum()) / model.size
    found: Floats = -ground.products[:, 0, 0] / 2 * math.log(2 * math.pi * variance) - lost / (2 * variance)
    return found


def share_criteria(criteria: Sequence[float]) -> list[float]:
    """Akaike weights, exp(-Δ/2)/Σexp(-Δ/2): how much each of several models is worth, together 1. Source: Akaike 1978.

    >>> [round(weight, 3) for weight in share_criteria([10.0, 12.0])]
    [0.731, 0.269]
    """
    apart = np.exp(-(np.asarray(criteria) - min(criteria)) / 2)
    return [float(value) for value in apart / apart.sum()]
