"""Do several groups answer alike? Counts of classes compared across groups, whatever the sampling."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


def compare_counts(groups: Sequence[Floats], *, rowwise: bool) -> float | None:
    """The probability of so different shares if all groups answered alike; nothing with fewer than two groups or two classes.

    `groups` hold, for each group, the counts of the classes by sampling unit, shape (units, classes). Pearson's chi-squared over the
    classes that occur; classes expected fewer than twice in every group are joined with one another. Where rows are not independent,
    shares are compared at the unweighted n and the statistic is divided by the mean design effect of the cells (Rao & Scott 1981,
    JASA 76, first order).

    >>> compare_counts([np.repeat([[1.0, 0.0]], 40, axis=0), np.repeat([[0.0, 1.0]], 40, axis=0)], rowwise=True) < 1e-9
    True
    """
    filled = [group[group.sum(axis=1) > 0] for group in groups]
    filled = [group for group in filled if len(group)]
    if len(filled) < 2:  # noqa: PLR2004 - nothing to compare with
        return None
    counts = np.stack([group.sum(axis=0) for group in filled])
    sizes = counts.sum(axis=1) if rowwise else np.array([float(len(group)) for group in filled])
    shares = counts / counts.sum(axis=1, keepdims=True)
    together = sizes @ shares / sizes.sum()
    rare = (sizes[:, None] * together[None, :]).max(axis=0) < 2  # noqa: PLR2004 - too few for a chi-squared
    joined = np.column_stack([shares[:, ~rare], shares[:, rare].sum(axis=1)])
    by_unit = [np.column_stack([group[:, ~rare], group[:, rare].sum(axis=1)]) for group in filled]
    common = sizes @ joined / sizes.sum()
    kept = common > 0
    joined, common, by_unit = joined[:, kept], common[kept], [group[:, kept] for group in by_unit]
    if len(common) < 2:  # noqa: PLR2004 - everybody in one class
        return None
    far = float((sizes[:, None] * (joined - common) ** 2 / common).sum())
    freedom = (len(filled) - 1) * (len(common) - 1)
    effect = 1.0 if rowwise else _mean_effect(by_unit, joined, common, sizes, freedom)
    return float(special.chdtrc(freedom, far / effect))


def _mean_effect(by_unit: Sequence[Floats], shares: Floats, common: Floats, sizes: Floats, freedom: int) -> float:
    """By how much the shares vary more than those of independent answers, averaged as the statistic sums them."""
    total = 0.0
    for at, group in enumerate(by_unit):
        below = group.sum(axis=1)
        far = (group - shares[at] * below[:, None]) / below.sum()
        variance = len(group) / max(len(group) - 1, 1) * ((far - far.mean(axis=0)) ** 2).sum(axis=0)
        total += float((1 - sizes[at] / sizes.sum()) * sizes[at] * (variance / common).sum())
    return max(total / freedom, 1e-9)
