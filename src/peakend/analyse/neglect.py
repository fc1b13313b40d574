"""Does it matter how long an experience was, once its mean, peak and end are known? A test that it does not: of equivalence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from peakend.analyse.rivals import Ground, fit_model

BOUND: Final = 0.1
"""A standardised effect smaller than this is none that anybody would notice."""


@dataclass(frozen=True, slots=True)
class Neglect:
    """The standardised effect of duration, its error, and the two one-sided tests that it lies above -bound and below +bound."""

    beta: float
    error: float
    p_lower: float
    p_upper: float
    bound: float = BOUND

    @property
    def p_value(self) -> float:
        """The p value of the claim that duration is neglected: the larger of the two."""
        return max(self.p_lower, self.p_upper)


def judge_neglect(ground: Ground, columns: Sequence[int], duration: int, *, independent: bool) -> Neglect:
    """Two one-sided tests (TOST) that the standardised coefficient of `duration` in the model on `columns` lies within ±`BOUND`.

    t = (β ± bound)/se with n - k - 1 degrees of freedom where people are independent; otherwise the error comes from the units (sandwich,
    U/(U - 1)), with U - 1. Source: Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15; Fredrickson & Kahneman 1993.
    """
    model, at = fit_model(ground, columns), 1 + list(columns).index(duration)
    beta = float(model.standard[at])
    if independent:
        spread = float(ground.spread[ground.outcome] / ground.spread[duration])
        error, freedom = float(model.errors[at]) / spread, model.freedom
    else:
        chosen = [0, *columns]
        inverse = np.linalg.inv(ground.total[np.ix_(chosen, chosen)])
        inner = ground.products[:, chosen][:, :, chosen]
        score = (ground.products[:, chosen, ground.outcome] - inner @ model.standard) @ inverse
        filled = ground.products[:, 0, 0] > 0
        freedom = float(filled.sum() - 1)
        error = float(np.sqrt((freedom + 1) / freedom * float(np.square(score[filled, at]).sum())))
    lower, upper = (beta + BOUND) / error, (beta - BOUND) / error
    return Neglect(beta, error, float(special.stdtr(freedom, -lower)), float(special.stdtr(freedom, upper)))
