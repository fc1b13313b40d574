"""What do the products of several questions say of them? Means, spreads and correlations, for one sample or for many resamples at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Described:
    """Means, standard deviations (n - 1) and correlations of several questions, from sums; shapes (S, q), (S, q), (S, q, q)."""

    n: Floats
    mean: Floats
    deviation: Floats
    covariance: Floats
    correlation: Floats


def describe_sums(sums: Floats) -> Described:
    """What `scan.ask.Products` counted: n, Σf, Σf·g (the upper triangle row by row), shape (S, 1 + q + q(q+1)/2).

    A question that does not vary has no correlation: NaN in its row and column. Weighted sums give weighted moments, with Σw for n in
    the divisor n - 1 (frequency weights), which correlations do not feel.
    """
    count = round((np.sqrt(9 + 8 * (sums.shape[1] - 1)) - 3) / 2)
    n, first, second = sums[:, :1], sums[:, 1 : 1 + count], sums[:, 1 + count :]
    one, two = np.triu_indices(count)
    covariance = np.empty((len(sums), count, count))
    with np.errstate(invalid="ignore", divide="ignore"):
        above = (second - first[:, one] * first[:, two] / n) / (n - 1)
        mean = first / n
    covariance[:, one, two] = covariance[:, two, one] = above
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    deviation = np.sqrt(np.where(variance > 1e-12 * (1.0 + mean**2), variance, np.nan))
    correlation = covariance / (deviation[:, :, None] * deviation[:, None, :])
    places = np.arange(count)
    correlation[:, places, places] = np.where(np.isfinite(deviation), 1.0, np.nan)
    return Described(n[:, 0], mean, deviation, covariance, correlation)
