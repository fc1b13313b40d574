"""What do several imputed versions of the answers say together? Rubin's rules: the mean of the estimates, and both kinds of doubt.

Peakend never imputes silently. Who has imputed with a tool of their own brings the estimate and standard error of each version here.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from peakend.analyse.interval import t_quantile
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.result import LEVEL, Estimate, Figure, TooFew
from peakend.text import Text

METHODS: Final = (
    Method("rubin", "1", Text("多重插补合并（Rubin 规则）", "multiple imputation, Rubin's rules"), "Rubin 1987; Barnard & Rubin 1999"),
)

add_methods(*METHODS)

FEWEST: Final = 2
"""Versions that are needed to see how much they differ."""


@dataclass(frozen=True, slots=True)
class Imputed:
    """Estimates of several imputed versions, pooled.

    `within` is the mean of their variances, `between` the variance of the estimates; `share` of the total variance is owed to what is
    missing. `freedom` are Rubin's degrees of freedom, `small` those for small samples (Barnard and Rubin).
    """

    estimate: float
    error: float
    within: float
    between: float
    share: float
    freedom: float
    small: float

    def figure(self, n: int, level: float = LEVEL) -> Figure:
        """The pooled estimate with its t interval on the small-sample degrees of freedom; n responses."""
        half = t_quantile(level, self.small) * self.error
        return Estimate(self.estimate, self.estimate - half, self.estimate + half, n, "rubin", level)


def pool_imputations(estimates: Sequence[float], errors: Sequence[float], freedom: float = math.inf) -> Imputed | TooFew:
    """Estimates and standard errors of m imputed versions as one; `freedom` is that of the complete data. Too few below 2 versions.

    T = U + (1 + 1/m)B; ν = (m - 1)/λ², λ = (1 + 1/m)B/T; ν_small = 1/(1/ν + 1/ν_obs), ν_obs = (ν₀ + 1)/(ν₀ + 3) · ν₀(1 - λ).
    Source: Rubin 1987; Barnard & Rubin 1999, Biometrika 86.

    >>> pooled = pool_imputations([12.1, 13.4, 11.2, 12.9, 14.0], [2.1, 2.0, 2.3, 2.2, 2.05], 180)
    >>> round(pooled.estimate, 2), round(pooled.error, 4), round(pooled.small, 3)
    (12.72, 2.4489, 45.477)
    """
    versions = len(estimates)
    if versions < FEWEST:
        return TooFew(versions, FEWEST, "rubin")
    within = float(np.mean(np.square(np.asarray(errors, dtype=np.float64))))
    between = float(np.var(np.asarray(estimates, dtype=np.float64), ddof=1))
    raised = (1 + 1 / versions) * between
    total = within + raised
    share = raised / total if total > 0 else 0.0
    rubin = (versions - 1) / share**2 if share > 0 else math.inf
    observed = math.inf if math.isinf(freedom) else (freedom + 1) / (freedom + 3) * freedom * (1 - share)
    small = 1 / (1 / rubin + 1 / observed) if rubin < math.inf or observed < math.inf else math.inf
    return Imputed(float(np.mean(estimates)), math.sqrt(total), within, between, share, rubin, small)
