"""What makes somebody a promoter? Logistic regression by a few passes of sums that add up, and the fit of every subset of drivers.

A pass adds up gradient and Hessian over rows (or over distinct rows with their counts), so that parts of the answers can be passed over
apart and joined.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.errors import NotSeparable

Floats = NDArray[np.float64]

PASSES: Final = 50
"""More passes than this are needed only where the coefficients run away."""

_DONE: Final = 1e-12
_RUNAWAY: Final = 40.0


@dataclass(frozen=True)
class Logit:
    """A fitted model: coefficients (intercept first) with errors, log-likelihood, that without drivers, and McFadden's R² = 1 - l/l₀."""

    b: Floats
    se: Floats
    likelihood: float
    empty: float

    @property
    def mcfadden(self) -> float:
        """The share of the log-likelihood that the drivers take away."""
        return 1 - self.likelihood / self.empty


def fit_logit(drivers: Floats, hit: Floats, times: Floats | None = None) -> Logit:
    """Maximum likelihood by Newton's method: (rows, p), 0/1 (rows,), and how often each row counts.

    Source: Cox 1958; McCullagh & Nelder 1989. Raises `NotSeparable` where everybody or nobody is a promoter, or the drivers tell
    promoters without fail: then the coefficients have no finite value.
    """
    weight = np.ones(len(hit)) if times is None else times
    design = np.column_stack([np.ones(len(hit)), drivers])
    share = float(weight @ hit / weight.sum())
    if not 0 < share < 1:
        raise NotSeparable(share=round(share, 3))
    b = np.zeros(design.shape[1])
    b[0] = special.logit(share)
    hessian = np.eye(len(b))
    for _ in range(PASSES):
        chance = special.expit(design @ b)
        gradient = design.T @ (weight * (hit - chance))
        hessian = design.T @ (design * (weight * chance * (1 - chance))[:, None])
        step = np.linalg.lstsq(hessian, gradient, rcond=None)[0]
        b = b + step
        if float(np.abs(design @ b).max()) > _RUNAWAY:
            raise NotSeparable(share=round(share, 3))
        if float(np.abs(step).max()) < _DONE * (1 + float(np.abs(b).max())):
            break
    log_odds = design @ b
    likelihood = float(weight @ (hit * log_odds - np.logaddexp(0, log_odds)))
    empty = float(weight.sum() * (special.xlogy(share, share) + special.xlogy(1 - share, 1 - share)))
    return Logit(b, np.sqrt(np.diagonal(np.linalg.pinv(hessian))), likelihood, empty)


def logit_fits(drivers: Floats, hit: Floats, times: Floats | None = None) -> Floats:
    """McFadden's R² of every subset of the drivers, shape (2^p,), for dominance. Source: McFadden 1974; Luchman 2021, Stata Journal 21."""
    count = drivers.shape[1]
    fits = np.zeros(1 << count)
    for subset in range(1, 1 << count):
        chosen = [at for at in range(count) if subset >> at & 1]
        fits[subset] = fit_logit(drivers[:, chosen], hit, times).mcfadden
    return fits
