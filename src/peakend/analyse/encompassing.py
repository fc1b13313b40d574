"""Does one model hold what another adds? Tests of nested models, and of models that do not contain one another (J and Cox).

Of independent, equally weighted people only.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.rivals import Ground, fit_model

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Nested:
    """The F test of a model against a larger one that contains it."""

    f: float
    freedom: int
    rest: float
    p_value: float


def compare_nested(ground: Ground, small: Sequence[int], large: Sequence[int]) -> Nested:
    """Do the further columns of the larger model explain anything?

    F = ((RSS₁ - RSS₂)/q)/(RSS₂/(n - k - 1)). Source: Fisher 1922.
    """
    one, two = fit_model(ground, small), fit_model(ground, large)
    added = len(large) - len(small)
    f = (one.residual - two.residual) / added / (two.residual / two.freedom)
    return Nested(f, added, two.freedom, float(special.fdtrc(added, two.freedom, f)))


def add_fitted(ground: Ground, one: Sequence[int], two: Sequence[int]) -> tuple[float, float]:
    """Does what the second model predicts add to the first? t of the second's fitted values in the first, and its p value (J test).

    Source: Davidson & MacKinnon 1981, Econometrica 49.
    """
    other = fit_model(ground, two)
    size = ground.products.shape[1]
    turn = np.eye(size + 1, size)
    turn[size, [0, *two]] = other.standard
    wider = Ground(turn @ ground.products @ turn.T, np.append(ground.centre, 0.0), np.append(ground.spread, 1.0), ground.outcome)
    model = fit_model(wider, [*one, size])
    t = float(model.coefficients[-1] / model.errors[-1])
    return t, float(model.p_values[-1])


def compare_likelihood(ground: Ground, one: Sequence[int], two: Sequence[int]) -> float:
    """Cox's test of the first model against the second as the truth: z, negative where the second explains what the first cannot.

    c = n/2·log(s²₂/s²₂₁), s²₂₁ = s²₁ + Σ(M₂X₁b₁)²/n, Var = s²₁/s⁴₂₁·Σ(M₁M₂X₁b₁)². Source: Cox 1961; Pesaran 1974 (Greene's form).
    """
    total, size = ground.total, ground.size
    first, second = fit_model(ground, one), fit_model(ground, two)
    fitted = _vector(total, one, first.standard)
    left = fitted - _project(total, two, fitted)
    rest = left - _project(total, one, left)
    own, other = first.residual / size, second.residual / size
    crossed = own + float(left @ total @ left) / size
    return size / 2 * math.log(other / crossed) / math.sqrt(own * float(rest @ total @ rest) / crossed**2)


def _vector(total: Floats, columns: Sequence[int], values: NDArray[np.floating[Any]]) -> Floats:
    """A linear combination of columns as a vector over all columns."""
    vector = np.zeros(len(total))
    vector[[0, *columns]] = values
    return vector


def _project(total: Floats, columns: Sequence[int], vector: Floats) -> Floats:
    """What these columns (and the constant) explain of a combination of columns."""
    chosen = [0, *columns]
    return _vector(total, columns, np.linalg.solve(total[np.ix_(chosen, chosen)], (total @ vector)[chosen]))
