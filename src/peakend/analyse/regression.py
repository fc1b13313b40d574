"""What does a judgement move with, the other drivers held still? Ordinary least squares, from sums of products or from rows.

Everything but HC3 comes from n, Σx and Σxy, which add up over rows: no second pass over the answers. Over sampling units (clusters, blocks,
weights) errors are linearised from the units' own products.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.relative import betas

Floats = NDArray[np.float64]

_SINGULAR: Final = 1e-10

_ROUNDING: Final = 1e-12
"""A variance that is no more than this of the mean square is the rounding of one that is nothing."""


@dataclass(frozen=True)
class Centred:
    """Cross-products around the means: Σw (...), means (..., k), Σw(x - x̄)(y - ȳ) (..., k, k)."""

    weight: Floats
    means: Floats
    table: Floats


def centre_products(sums: Floats, count: int) -> Centred:
    """Cross-products around the means from the sums of the ask `Products` of so many features, shape (..., width).

    >>> centre_products(np.array([2.0, 4.0, 10.0]), 1).table.tolist()
    [[2.0]]
    """
    weight, totals = sums[..., 0], sums[..., 1 : 1 + count]
    one, two = np.triu_indices(count)
    crossed = np.empty((*sums.shape[:-1], count, count))
    crossed[..., one, two] = crossed[..., two, one] = sums[..., 1 + count :]
    with np.errstate(invalid="ignore", divide="ignore"):
        means = totals / weight[..., None]
        table = crossed - means[..., :, None] * totals[..., None, :]
    places = np.arange(count)
    raw, spread = crossed[..., places, places], table[..., places, places]
    table[..., places, places] = np.where(spread > _ROUNDING * raw, spread, 0.0)
    return Centred(weight, means, table)


def correlate_table(table: Floats) -> Floats:
    """Correlations from cross-products around the means, (..., k, k); NaN in the row and column of what does not vary.

    >>> correlate_table(np.array([[4.0, 2.0], [2.0, 4.0]])).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    spread = np.diagonal(table, axis1=-2, axis2=-1)
    scale = np.sqrt(np.where(spread > _SINGULAR, spread, np.nan))
    found: Floats = table / (scale[..., :, None] * scale[..., None, :])
    return np.clip(found, -1.0, 1.0)


def quiet_constants(correlations: Floats) -> Floats:
    """The same with drivers that do not vary (in a resample where few do) going with nothing; an outcome that does not vary stays unknown.

    >>> known = np.array([[np.nan, np.nan, np.nan], [np.nan, 1.0, 0.5], [np.nan, 0.5, 1.0]])
    >>> quiet_constants(known).tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.5], [0.0, 0.5, 1.0]]
    """
    count = correlations.shape[-1]
    judged = np.isfinite(correlations[..., -1, -1])[..., None, None]
    filled: Floats = np.where(np.isfinite(correlations) | ~judged, correlations, np.eye(count))
    return filled


@dataclass(frozen=True)
class Fit:
    """A straight-line model with its errors; arrays hold one value a driver. `cover` is of intercept (first) and slopes together."""

    n: int
    intercept: float
    b: Floats
    se: Floats
    t: Floats
    p: Floats
    beta: Floats
    vif: Floats
    partial: Floats
    semipartial: Floats
    r2: float
    r2_adjusted: float
    f: float
    sigma: float
    aic: float
    bic: float
    cover: Floats


def fit_products(sums: Floats, count: int) -> Fit:
    """Ordinary least squares from the sums of `Products` of the drivers and, last, the outcome.

    b = (X'X)⁻¹X'y; se from s² = RSS/(n-p-1); standardised b·s_x/s_y; VIF, partial and semipartial correlations; AIC and BIC as R counts
    them. Needs n > p + 1 and drivers none of which is a combination of others (`find_aliased`). Source: Legendre 1805; Gauss 1809.
    """
    centred = centre_products(sums, count)
    n, drivers = float(centred.weight), count - 1
    table = centred.table
    inner, crossed, total = table[:-1, :-1], table[:-1, -1], float(table[-1, -1])
    inverse = np.linalg.inv(inner)
    b = inverse @ crossed
    left = max(total - float(b @ crossed), 0.0)
    freedom = n - drivers - 1
    variance = left / freedom
    means = centred.means[:-1]
    cover = np.empty((count, count))
    cover[1:, 1:] = inverse * variance
    cover[0, 1:] = cover[1:, 0] = -(means @ inverse) * variance
    cover[0, 0] = variance * (1 / n + float(means @ inverse @ means))
    error = np.sqrt(np.diagonal(inverse) * variance)
    t = b / error
    likelihood = n * (np.log(2 * np.pi) + np.log(left / n) + 1)
    spread = np.diagonal(inner)
    alone = t * np.sqrt(variance / total)
    return Fit(
        n=round(n),
        intercept=float(centred.means[-1] - b @ means),
        b=b,
        se=error,
        t=t,
        p=np.asarray(2 * special.stdtr(freedom, -np.abs(t)), dtype=np.float64),
        beta=b * np.sqrt(spread / total),
        vif=np.diagonal(inverse) * spread,
        partial=t / np.sqrt(t * t + freedom),
        semipartial=alone,
        r2=1 - left / total,
        r2_adjusted=1 - (left / freedom) / (total / (n - 1)),
        f=((total - left) / drivers) / variance,
        sigma=float(np.sqrt(variance)),
        aic=float(likelihood + 2 * (drivers + 2)),
        bic=float(likelihood + np.log(n) * (drivers + 2)),
        cover=cover,
    )


def robust_errors(drivers: Floats, outcome: Floats) -> Floats:
    """HC3 standard errors of intercept and slopes, from rows: (n, p), (n,) -> (p + 1,). Leverage is not in any sum, so rows are needed.

    (X'X)⁻¹ X' diag(e²/(1-h)²) X (X'X)⁻¹. Source: MacKinnon & White 1985, Journal of Econometrics 29; Long & Ervin 2000.
    """
    design = np.column_stack([np.ones(len(drivers)), drivers])
    inverse = np.linalg.inv(design.T @ design)
    far = outcome - design @ (inverse @ (design.T @ outcome))
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    heavy = design * (far / (1 - leverage))[:, None]
    return np.asarray(np.sqrt(np.diagonal(inverse @ (heavy.T @ heavy) @ inverse)), dtype=np.float64)


def unit_errors(units: Floats, count: int) -> tuple[Floats, Floats]:
    """Coefficients (intercept first) and their errors over sampling units, from `Products` by unit, shape (units, width).

    Each unit's scores Σwx(y - xb) come from its own products: var = A⁻¹ [U/(U-1) Σ(g - ḡ)(g - ḡ)'] A⁻¹, degrees of freedom U - 1.
    Source: Binder 1983, International Statistical Review 51; what `survey::svyglm` gives.
    """
    one, two = np.triu_indices(count)
    full = np.empty((len(units), count + 1, count + 1))
    full[:, 0, 0] = units[:, 0]
    full[:, 0, 1:] = full[:, 1:, 0] = units[:, 1 : 1 + count]
    full[:, 1 + one, 1 + two] = full[:, 1 + two, 1 + one] = units[:, 1 + count :]
    inverse = np.linalg.inv(full[:, :-1, :-1].sum(axis=0))
    b = inverse @ full[:, :-1, -1].sum(axis=0)
    scores = full[:, :-1, -1] - full[:, :-1, :-1] @ b
    scores -= scores.mean(axis=0)
    middle = len(units) / (len(units) - 1) * (scores.T @ scores)
    return b, np.asarray(np.sqrt(np.diagonal(inverse @ middle @ inverse)), dtype=np.float64)


def slopes(table: Floats) -> Floats:
    """Unstandardised slopes from cross-products around the means, the outcome last: (..., p + 1, p + 1) -> (..., p).

    Between exact combinations of drivers the shortest standardised solution, so that copies share equally; 0 for a driver that
    does not vary, NaN where the outcome does not.

    >>> slopes(np.array([[4.0, 0.0, 2.0], [0.0, 1.0, 1.0], [2.0, 1.0, 4.0]])).tolist()
    [0.5, 1.0]
    """
    spread = np.diagonal(table, axis1=-2, axis2=-1)
    varies = spread[..., :-1] > _SINGULAR
    scale = np.where(varies, spread[..., -1:] / np.where(varies, spread[..., :-1], 1.0), 0.0)
    return np.asarray(betas(quiet_constants(correlate_table(table))) * np.sqrt(np.maximum(scale, 0.0)), dtype=np.float64)
