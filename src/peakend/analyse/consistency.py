"""How consistently do several questions measure the same? Cronbach's alpha, and what each question adds, from covariances."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.described import Described
from peakend.analyse.result import LEVEL

Floats = NDArray[np.float64]

PAIR: Final = 2
"""Alpha needs two questions."""


@dataclass(frozen=True)
class Consistency:
    """Alphas of a stack of samples: raw and standardised, and the mean correlation between questions, shape (S,).

    By question, shape (S, q): alpha without it (NaN where only one would be left) and its correlation with the sum of the rest.
    """

    raw: Floats
    standardised: Floats
    between: Floats
    without: Floats
    with_rest: Floats


def measure_consistency(described: Described) -> Consistency:
    """Alpha = k/(k-1)·(1 - Σs²/s²_T) from covariances (raw) and from correlations (standardised), and both without each question in turn.

    A question that does not vary makes standardised numbers NaN. Source: Cronbach 1951, Psychometrika 16.
    """
    covariance, correlation = described.covariance, described.correlation
    many = covariance.shape[1]
    variances = np.diagonal(covariance, axis1=1, axis2=2)
    whole, shared = covariance.sum(axis=(1, 2)), covariance.sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = whole[:, None] - 2 * shared + variances
        without = _alpha(many - 1, variances.sum(axis=1)[:, None] - variances, rest) if many > PAIR else np.full_like(shared, np.nan)
        with_rest = (shared - variances) / np.sqrt(variances * rest)
        total = correlation.sum(axis=(1, 2))
        return Consistency(
            raw=_alpha(many, variances.sum(axis=1), whole),
            standardised=_alpha(many, np.full(len(total), float(many)), total),
            between=(total - many) / (many * (many - 1)),
            without=without,
            with_rest=np.asarray(with_rest, dtype=np.float64),
        )


def _alpha(many: int, apart: Floats, whole: Floats) -> Floats:
    return np.asarray(many / (many - 1) * (1 - apart / whole), dtype=np.float64)


def feldt_interval(alpha: float, n: int, questions: int, level: float = LEVEL) -> tuple[float, float]:
    """Feldt's interval of alpha: 1 - (1 - α)·F at the quantiles of F with n - 1 and (n - 1)(k - 1) degrees of freedom.

    For independent answers of n people to k questions; exact where the questions are parallel and normal. Source: Feldt 1965,
    Psychometrika 30.

    >>> low, high = feldt_interval(0.872406371429888, 250, 7)
    >>> round(low, 6), round(high, 6)
    (0.8467, 0.89518)
    """
    one, two = n - 1, (n - 1) * (questions - 1)
    far, near = (float(special.fdtri(one, two, share)) for share in ((1 + level) / 2, (1 - level) / 2))
    return 1 - (1 - alpha) * far, 1 - (1 - alpha) * near
