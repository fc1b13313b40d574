"""How many of many claims are luck? Corrections for many comparisons."""

from collections.abc import Sequence

import numpy as np


def adjust_holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down correction: p values to be read against the error allowed for all claims together.

    p̃_(i) = max_{j<=i} min(1, (m-j+1)·p_(j)). For claims. Source: Holm 1979, Scandinavian Journal of Statistics 6.

    >>> adjust_holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    count = len(p_values)
    if count == 0:
        return []
    given = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(given, kind="stable")
    stepped = np.minimum(np.maximum.accumulate(given[order] * (count - np.arange(count))), 1.0)
    adjusted = np.empty(count)
    adjusted[order] = stepped
    return [float(value) for value in adjusted]


def adjust_bh(p_values: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's step-up correction: p values to be read against the share of false finds allowed in a list.

    p̃_(i) = min_{j>=i} min(1, m/j·p_(j)). For screening a list, not for single claims. Source: Benjamini & Hochberg 1995, JRSS B 57.

    >>> [round(value, 4) for value in adjust_bh([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    count = len(p_values)
    if count == 0:
        return []
    given = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(given, kind="stable")
    scaled = given[order] * (count / np.arange(1, count + 1))
    adjusted = np.empty(count)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return [float(value) for value in adjusted]
