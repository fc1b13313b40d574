"""By how much does a range, or a standard deviation, of a few normal values differ from sigma? The constants of control charts, exact.

Tables round these to three or four digits; worked out here they are right to the last one.
"""

import math
from functools import lru_cache
from typing import Final

import numpy as np
from scipy import special

PAIR_RANGE: Final = 2 / math.sqrt(math.pi)
"""d2 of two values: the mean range of two standard normal values."""

PAIR_RANGE_DEVIATION: Final = math.sqrt(2 - 4 / math.pi)
"""d3 of two values: the standard deviation of that range."""

PAIR_RANGE_MEDIAN: Final = math.sqrt(2) * float(special.ndtri(0.75))
"""The median of that range."""

_EDGE: Final = 9.0
"""Beyond so many sigmas there is nothing to integrate."""


@lru_cache(maxsize=64)
def mean_range(size: int) -> float:
    """d2: the mean range of `size` standard normal values, ∫ 1 - Φ(x)ⁿ - (1 - Φ(x))ⁿ dx. Source: Tippett 1925, Biometrika 17.

    >>> round(mean_range(2), 10) == round(PAIR_RANGE, 10), round(mean_range(5), 6)
    (True, 2.325929)
    """
    places, weights = np.polynomial.legendre.leggauss(200)
    x = places * _EDGE
    return float(weights @ (1 - special.ndtr(x) ** size - special.ndtr(-x) ** size)) * _EDGE


@lru_cache(maxsize=64)
def range_deviation(size: int) -> float:
    """d3: the standard deviation of the range of `size` standard normal values, by quadrature over both ends. Source: Tippett 1925.

    >>> round(range_deviation(2) - PAIR_RANGE_DEVIATION, 5), round(range_deviation(5), 4)
    (0.0, 0.8641)
    """
    places, weights = np.polynomial.legendre.leggauss(200)
    x, w = places * _EDGE, weights * _EDGE
    below = special.ndtr(x)
    low, high = np.meshgrid(x, x, indexing="ij")
    density = np.exp(-(low**2 + high**2) / 2) / (2 * math.pi)
    between = np.where(high > low, below[None, :] - below[:, None], 0.0)
    square = size * (size - 1) * density * between ** (size - 2) * (high - low) ** 2 * (high > low)
    return math.sqrt(float(w @ square @ w) - mean_range(size) ** 2)


@lru_cache(maxsize=4096)
def deviation_bias(size: int) -> float:
    """c4: the mean standard deviation of `size` standard normal values, √(2/(n-1)) Γ(n/2)/Γ((n-1)/2).

    >>> round(deviation_bias(5), 10)
    0.939985603
    """
    return math.sqrt(2 / (size - 1)) * math.exp(special.gammaln(size / 2) - special.gammaln((size - 1) / 2))
