"""Does one driver beat another whatever else is known? General, conditional and complete dominance, from the fit of every subset.

Works for any measure of fit (R², McFadden's R²): it takes the fits of all 2^p subsets, as `subset_fits` and `logit_fits` order
them: driver k is in subset s where bit k of s is set.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Dominance:
    """What each driver adds, in three degrees.

    `general` (p,): its mean over all orders (LMG where the fit is R²). `conditional` (p, p): its mean when it enters first, second and so
    on. `complete` (p, p): the share of subsets in which the row's driver adds more than the column's; NaN on the diagonal, 1 = dominates
    completely.
    """

    general: Floats
    conditional: Floats
    complete: Floats


def compare_dominance(fits: Floats) -> Dominance:
    """General, conditional and complete dominance from the fits of all subsets, shape (2^p,).

    Source: Budescu 1993, Psychological Bulletin 114; Azen & Budescu 2003, Psychological Methods 8.

    >>> compare_dominance(np.array([0.0, 0.36, 0.25, 0.61])).complete.tolist()
    [[nan, 1.0], [0.0, nan]]
    """
    count = (len(fits) - 1).bit_length()
    subsets = np.arange(len(fits))
    sizes = np.array([int(one).bit_count() for one in subsets])
    conditional, complete = np.zeros((count, count)), np.full((count, count), np.nan)
    added = np.zeros((count, len(fits)))
    for driver in range(count):
        without = subsets[(subsets >> driver) & 1 == 0]
        added[driver, without] = fits[without | 1 << driver] - fits[without]
        conditional[driver] = np.bincount(sizes[without], added[driver, without]) / np.bincount(sizes[without])
    for one in range(count):
        for two in range(one + 1, count):
            both = ((subsets >> one) | (subsets >> two)) & 1 == 0
            complete[one, two] = float(np.mean(added[one, both] > added[two, both]))
            complete[two, one] = float(np.mean(added[two, both] > added[one, both]))
    return Dominance(conditional.mean(axis=1), conditional, complete)
