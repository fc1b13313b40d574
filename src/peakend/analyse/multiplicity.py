"""How many of many claims are luck? Corrections for many comparisons.

Where a claim is made of each, the chance of a single wrong one is held (Holm); where a long list is screened, the share of wrong ones
among those kept is held (Benjamini–Hochberg). A p value that is not a number stays so and is not counted.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def adjust_holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down correction: p values to be read against the error allowed for all claims together.

    p̃_(i) = max_{j<=i} min(1, (m-j+1)·p_(j)). For claims. Source: Holm 1979, Scandinavian Journal of Statistics 6.

    >>> adjust_holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    return _adjust(p_values, _step_down)


def adjust_bonferroni(p_values: Sequence[float]) -> list[float]:
    """Bonferroni's correction, min(1, m·p): for comparison, Holm's is never worse.

    >>> adjust_bonferroni([0.01, 0.5])
    [0.02, 1.0]
    """
    return _adjust(p_values, lambda risen: risen * len(risen))


def adjust_sidak(p_values: Sequence[float]) -> list[float]:
    """Šidák's single-step correction, 1 - (1 - p)^m: exact for independent tests. Source: Šidák 1967, JASA 62.

    >>> [round(p, 4) for p in adjust_sidak([0.01, 0.5])]
    [0.0199, 0.75]
    """

    def rise(risen: Floats) -> Floats:
        with np.errstate(divide="ignore"):  # p = 1 stays 1
            return np.asarray(-np.expm1(len(risen) * np.log1p(-risen)), dtype=np.float64)

    return _adjust(p_values, rise)


def adjust_hochberg(p_values: Sequence[float]) -> list[float]:
    """Hochberg's step-up correction, min_{j>=i} (m-j+1)·p_(j): for independent or positively dependent tests.

    Source: Hochberg 1988, Biometrika 75.

    >>> adjust_hochberg([0.01, 0.04, 0.03])
    [0.03, 0.04, 0.04]
    """
    return _adjust(p_values, lambda risen: _step_up(risen * np.arange(len(risen), 0, -1)))


def adjust_hommel(p_values: Sequence[float]) -> list[float]:
    """Hommel's correction, closed testing with Simes' test: never weaker than Hochberg's, same conditions.

    Source: Hommel 1988, Biometrika 75. The algorithm is that of Wright 1992,
    Biometrics 48: for every size of intersection the smallest m·p_(i)/i bounds from below.
    """
    return _adjust(p_values, _simes_closure)


def adjust_bh(p_values: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's correction, min_{j>=i} m·p_(j)/j: to be read against the share of false finds allowed. For screening.

    Source: Benjamini & Hochberg 1995, JRSS B 57.

    >>> adjust_bh([0.01, 0.04, 0.03])
    [0.03, 0.04, 0.04]
    """
    return _adjust(p_values, lambda risen: _step_up(risen * len(risen) / np.arange(1, len(risen) + 1)))


def adjust_by(p_values: Sequence[float]) -> list[float]:
    """The same under any dependence, times Σ1/j. Source: Benjamini & Yekutieli 2001, Annals of Statistics 29."""

    def rise(risen: Floats) -> Floats:
        places = np.arange(1, len(risen) + 1)
        return _step_up(risen * len(risen) / places * float((1 / places).sum()))

    return _adjust(p_values, rise)


def _adjust(p_values: Sequence[float], rule: Callable[[Floats], Floats]) -> list[float]:
    """Apply a rule to the p values in rising order and put them back into theirs."""
    given = np.asarray(p_values, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(given))
    adjusted = np.full(len(given), np.nan)
    if len(known):
        order = known[np.argsort(given[known], kind="stable")]
        adjusted[order] = np.minimum(rule(given[order]), 1.0)
    return [float(value) for value in adjusted]


def _step_down(risen: Floats) -> Floats:
    return np.asarray(np.maximum.accumulate(risen * np.arange(len(risen), 0, -1)), dtype=np.float64)


def _step_up(raised: Floats) -> Floats:
    return np.asarray(np.minimum.accumulate(raised[::-1])[::-1], dtype=np.float64)


def _simes_closure(risen: Floats) -> Floats:
    count = len(risen)
    places = np.arange(1, count + 1)
    lowest = float((count * risen / places).min())
    bound, adjusted = np.full(count, lowest), np.full(count, lowest)
    for size in range(count - 1, 1, -1):
        head, tail = count - size + 1, np.arange(count - size + 1, count)
        floor = float((size * risen[tail] / np.arange(2, size + 1)).min())
        bound[:head] = np.minimum(size * risen[:head], floor)
        bound[tail] = bound[head - 1]
        adjusted = np.maximum(adjusted, bound)
    return np.asarray(np.maximum(adjusted, risen), dtype=np.float64)
