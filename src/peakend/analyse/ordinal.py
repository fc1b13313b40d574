"""Do two ratings go together, if only their order counts? Spearman, Kendall and polychoric correlation, from how often answers meet.

All three need nothing but the crosstab of the two questions (weighted or not), so they add up over rows like everything else.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

Floats = NDArray[np.float64]

_NEAR_ONE: Final = 0.9999
_NODES, _HEAVY = np.polynomial.legendre.leggauss(64)


def spearman(table: Floats) -> float:
    """Spearman's rank correlation with mid-ranks, from a crosstab (levels of x, levels of y); NaN where one does not vary.

    >>> spearman(np.eye(3))
    1.0
    """
    by_x, by_y, n = table.sum(axis=1), table.sum(axis=0), float(table.sum())
    left, right = _mid_ranks(by_x) - (n + 1) / 2, _mid_ranks(by_y) - (n + 1) / 2
    spread = float(by_x @ left**2) * float(by_y @ right**2)
    return float(left @ table @ right / np.sqrt(spread)) if spread > 0 else float("nan")


def _mid_ranks(counts: Floats) -> Floats:
    return np.asarray(np.cumsum(counts) - (counts - 1) / 2, dtype=np.float64)


def kendall(table: Floats) -> float:
    """Kendall's τ-b from a crosstab: pairs in the same less pairs in the opposite order, over pairs not tied. Source: Kendall 1945.

    >>> kendall(np.eye(3))
    1.0
    """
    n = float(table.sum())
    below = np.zeros((table.shape[0] + 1, table.shape[1] + 1))
    below[1:, 1:] = table.cumsum(axis=0).cumsum(axis=1)
    same = float((table * below[:-1, :-1]).sum())
    mirrored = table[:, ::-1]
    below[1:, 1:] = mirrored.cumsum(axis=0).cumsum(axis=1)
    opposite = float((mirrored * below[:-1, :-1]).sum())
    pairs = n * (n - 1) / 2
    tied_x = float((table.sum(axis=1) * (table.sum(axis=1) - 1)).sum()) / 2
    tied_y = float((table.sum(axis=0) * (table.sum(axis=0) - 1)).sum()) / 2
    spread = (pairs - tied_x) * (pairs - tied_y)
    return float((same - opposite) / np.sqrt(spread)) if spread > 0 else float("nan")


def polychoric(table: Floats) -> float:
    """The correlation of two normal variables that were cut into these answers, in two steps; NaN where one does not vary.

    The cuts come from the margins, then ρ maximises Σ n_ij log p_ij(ρ). Source: Olsson 1979, Psychometrika 44.
    """
    counts = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(counts.shape) < 2:  # noqa: PLR2004 - one level does not vary
        return float("nan")
    n = counts.sum()
    left, right = special.ndtri(np.cumsum(counts.sum(axis=1))[:-1] / n), special.ndtri(np.cumsum(counts.sum(axis=0))[:-1] / n)

    def loss(rho: float) -> float:
        return -float((counts * np.log(np.maximum(_cell_chances(left, right, rho), 1e-300))).sum())

    found = optimize.minimize_scalar(loss, bounds=(-_NEAR_ONE, _NEAR_ONE), method="bounded", options={"xatol": 1e-10})
    return float(found.x)


def _cell_chances(left: Floats, right: Floats, rho: float) -> Floats:
    """The probability of each pair of answers."""
    below = np.zeros((len(left) + 2, len(right) + 2))
    below[1:-1, 1:-1] = both_below(left[:, None], right[None, :], rho)
    below[-1, 1:-1], below[1:-1, -1], below[-1, -1] = special.ndtr(right), special.ndtr(left), 1.0
    return np.asarray(np.diff(np.diff(below, axis=0), axis=1), dtype=np.float64)


def both_below(one: Floats, two: Floats, rho: float) -> Floats:
    """The bivariate normal distribution function Φ₂(h, k; ρ).

    Φ(h)Φ(k) + 1/2π ∫₀^asin ρ exp(-(h² + k² - 2hk sin t) / 2cos²t) dt, by Gauss-Legendre quadrature. Source: Drezner & Wesolowsky 1990.

    >>> round(float(both_below(np.array(0.0), np.array(0.0), 0.5)), 12)
    0.333333333333
    """
    end = np.arcsin(rho)
    angle = end * (_NODES + 1) / 2
    h, k = np.broadcast_arrays(one, two)
    inside = (h * h + k * k)[..., None] - 2 * (h * k)[..., None] * np.sin(angle)
    area = np.exp(-inside / (2 * np.cos(angle) ** 2)) @ _HEAVY * end / 2
    return np.asarray(special.ndtr(h) * special.ndtr(k) + area / (2 * np.pi), dtype=np.float64)
