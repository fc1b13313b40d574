"""What does a low answer cost the overall judgement, and what does a high one add? Regression on dummies, from sums to numbers.

The sums are those of `scan.ask.Products` over the outcome and then, for each question, a dummy for low and one for high answers. They
add up over rows, so the same code serves the whole, every resample, and a hundred million rows.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NOTHING = 1e-9


@dataclass(frozen=True)
class Moments:
    """n, sums and products of several features, for one or many resamples: shapes (draws,), (draws, k), (draws, k, k)."""

    n: Floats
    sums: Floats
    products: Floats

    @property
    def count(self) -> int:
        """How many features there are."""
        return int(self.sums.shape[1])

    def centred(self) -> Floats:
        """Σ(f - f̄)(g - ḡ), shape (draws, k, k)."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.products - self.sums[:, :, None] * self.sums[:, None, :] / self.n[:, None, None], dtype=np.float64)


def unfold_products(sums: Floats, count: int) -> Moments:
    """Sums of `Products`, shape (draws, 1 + k + k(k + 1)/2), as moments."""
    one, two = np.triu_indices(count)
    products = np.zeros((len(sums), count, count))
    products[:, one, two] = sums[:, 1 + count :]
    products[:, two, one] = sums[:, 1 + count :]
    return Moments(sums[:, 0], sums[:, 1 : 1 + count], products)


@dataclass(frozen=True)
class Fitted:
    """Least squares of the first feature on chosen others, for each draw: intercept, slopes (NaN where they cannot be known), R²."""

    intercept: Floats
    slopes: Floats
    r2: Floats


def find_inseparable(moments: Moments, chosen: list[int]) -> list[int]:
    """Which of the chosen features do not vary, or are a sum of multiples of others? Those cannot have a slope of their own.

    From the null space of the correlation table of the first draw (eigenvalues below 1e-9).
    """
    table = moments.centred()[0][np.ix_(chosen, chosen)]
    spread = np.sqrt(np.maximum(np.diag(table), 0.0))
    still = spread <= _NOTHING * max(float(spread.max(initial=0.0)), 1.0)
    scaled = table / np.where(still, 1.0, spread)[:, None] / np.where(still, 1.0, spread)[None, :]
    scaled[np.diag_indices(len(chosen))] = np.where(still, 0.0, 1.0)
    values, vectors = np.linalg.eigh(scaled)
    loading = np.abs(vectors[:, values < _NOTHING]).max(axis=1, initial=0.0)
    return [feature for feature, weight in zip(chosen, loading, strict=True) if weight > 1e-6]  # noqa: PLR2004 - rounding


def fit_products(moments: Moments, chosen: list[int]) -> Fitted:
    """Least squares of feature 0 on the chosen ones: slopes solve C·b = c with the centred products.

    A draw in which a chosen feature does not vary has no slopes (NaN). Weighted sums give weighted least squares.
    """
    centred = moments.centred()
    inside = centred[:, chosen][:, :, chosen]
    across, total = centred[:, chosen, 0], centred[:, 0, 0]
    varies = (np.diagonal(inside, axis1=1, axis2=2) > _NOTHING).all(axis=1)
    slopes = np.full((len(total), len(chosen)), np.nan)
    if varies.any():
        slopes[varies] = _solve(inside[varies], across[varies])
    explained = (slopes * across).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        intercept = (moments.sums[:, 0] - (slopes * moments.sums[:, chosen]).sum(axis=1)) / moments.n
        r2 = np.where(total > _NOTHING, explained / total, np.nan)
    return Fitted(intercept, slopes, r2)


def _solve(tables: Floats, right: Floats) -> Floats:
    """The solution of each system; by the pseudo-inverse where one of them has none of its own."""
    try:
        return np.asarray(np.linalg.solve(tables, right[:, :, None])[:, :, 0], dtype=np.float64)
    except np.linalg.LinAlgError:
        return np.asarray((np.linalg.pinv(tables, hermitian=True) @ right[:, :, None])[:, :, 0], dtype=np.float64)


def robust_covariance(predictors: Floats, outcome: Floats) -> Floats:
    """The covariance of intercept and slopes that holds whatever the spread of the errors (HC3); shape (k + 1, k + 1).

    (X'X)⁻¹ [Σ x x' e²/(1 - h)²] (X'X)⁻¹, h the leverage. Source: MacKinnon & White 1985, Journal of Econometrics 29.
    """
    table, inverse, left_over = _least_squares(predictors, outcome)
    leverage = np.einsum("ij,jk,ik->i", table, inverse, table)
    shrunk = left_over / np.maximum(1 - leverage, _NOTHING)
    heavy = table * shrunk[:, None]
    return np.asarray(inverse @ (heavy.T @ heavy) @ inverse, dtype=np.float64)


def plain_covariance(predictors: Floats, outcome: Floats) -> Floats:
    """The textbook covariance of intercept and slopes, s² (X'X)⁻¹; shape (k + 1, k + 1)."""
    table, inverse, left_over = _least_squares(predictors, outcome)
    return np.asarray(inverse * float(left_over @ left_over) / (len(table) - table.shape[1]), dtype=np.float64)


def _least_squares(predictors: Floats, outcome: Floats) -> tuple[Floats, Floats, Floats]:
    table = np.column_stack([np.ones(len(outcome)), predictors])
    inverse = np.linalg.inv(table.T @ table)
    return table, inverse, outcome - table @ (inverse @ (table.T @ outcome))


@dataclass(frozen=True)
class Impact:
    """What a penalty and a reward make together, element by element; penalties above and rewards below zero count as zero.

    `reach` is reward + |penalty|; `asymmetry` runs from -1 (only a penalty) to 1 (only a reward), NaN where there is neither.
    Source: Mikulić & Prebežac 2008, Managing Service Quality 18.
    """

    satisfying: Floats
    dissatisfying: Floats
    reach: Floats
    asymmetry: Floats


def weigh_impact(penalty: Floats, reward: Floats) -> Impact:
    """SGP = reward/reach, DGP = |penalty|/reach, asymmetry = SGP - DGP.

    >>> weigh_impact(np.array([-0.5]), np.array([1.5])).asymmetry.tolist()
    [0.5]
    """
    loss, gain = np.maximum(-penalty, 0.0), np.maximum(reward, 0.0)
    reach = loss + gain
    with np.errstate(invalid="ignore", divide="ignore"):
        satisfying, dissatisfying = gain / reach, loss / reach
    return Impact(satisfying, dissatisfying, reach, satisfying - dissatisfying)
