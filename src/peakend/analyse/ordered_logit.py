"""How does an answer in ordered steps depend on other answers, if its steps need not be equally wide? The ordered logit."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDS: Final = 60
_SMALL: Final = 1e-10
_STEEP: Final = 25.0
"""A slope that steep for one standard deviation means that it runs away: some answers part the steps cleanly."""


@dataclass(frozen=True)
class OrderedLogit:
    """Slopes, thresholds between the steps, standard errors of the slopes and log-likelihood; `parameters` counts slopes and thresholds."""

    slopes: Floats
    thresholds: Floats
    errors: Floats
    loglik: float

    @property
    def parameters(self) -> int:
        """How many numbers were fitted."""
        return len(self.slopes) + len(self.thresholds)

    @property
    def aic(self) -> float:
        """Akaike's criterion, 2k - 2 log L: lower is better."""
        return 2 * self.parameters - 2 * self.loglik


def fit_ordered_logit(predictors: Floats, steps: Ints) -> OrderedLogit | None:
    """P(step <= k) = logistic(θ_k - x'b), by maximum likelihood (Newton's steps, halved where they overshoot).

    `predictors` has shape (rows, k); `steps` are whole numbers, only their order counts; steps nobody gave are left out. Nothing where
    there are fewer than two steps, or where the answers part so cleanly that slopes run away. Source: McCullagh 1980, JRSS B 42.
    """
    known, level = np.unique(steps, return_inverse=True)
    level, cuts, count = level.reshape(-1), len(known) - 1, predictors.shape[1]
    if cuts < 1 or len(level) <= count + cuts:
        return None
    middle, spread = predictors.mean(axis=0), predictors.std(axis=0)
    if bool((spread <= _SMALL).any()):
        return None
    scaled = (predictors - middle) / spread
    shares = np.cumsum(np.bincount(level))[:-1] / len(level)
    found = _climb(scaled, level, np.concatenate([special.logit(shares), np.zeros(count)]), cuts)
    if found is None or bool((np.abs(found[0][cuts:]) > _STEEP).any()):
        return None
    at, loglik, curve = found
    try:
        spread_of = np.linalg.inv(-curve)
    except np.linalg.LinAlgError:
        return None
    slopes = at[cuts:] / spread
    errors = np.sqrt(np.maximum(np.diag(spread_of)[cuts:], 0.0)) / spread
    return OrderedLogit(slopes, at[:cuts] + float(slopes @ middle), errors, loglik)


def _climb(scaled: Floats, level: Ints, at: Floats, cuts: int) -> tuple[Floats, float, Floats] | None:
    height, slope, curve = _likelihood(scaled, level, at, cuts)
    for _ in range(_ROUNDS):
        try:
            step = np.asarray(np.linalg.solve(-curve, slope), dtype=np.float64)
        except np.linalg.LinAlgError:
            return None
        if float(slope @ step) < _SMALL:
            return at, height, curve
        better = _step_up(scaled, level, at, step, cuts, height)
        if better is None:
            return None
        at, (height, slope, curve) = better
    return None


def _step_up(
    scaled: Floats, level: Ints, at: Floats, step: Floats, cuts: int, height: float
) -> tuple[Floats, tuple[float, Floats, Floats]] | None:
    """As much of a step as does not go down, the thresholds staying in order."""
    size = 1.0
    while size > _SMALL:
        tried = at + size * step
        if bool((np.diff(tried[:cuts]) > 0).all()):
            new = _likelihood(scaled, level, tried, cuts)
            if new[0] >= height:
                return tried, new
        size /= 2
    return None


def _likelihood(scaled: Floats, level: Ints, at: Floats, cuts: int) -> tuple[float, Floats, Floats]:
    """Log-likelihood with its gradient and curvature in (thresholds, slopes)."""
    rows = len(level)
    lean = scaled @ at[cuts:]
    upper = np.where(level < cuts, at[np.minimum(level, cuts - 1)] - lean, np.inf)
    lower = np.where(level > 0, at[np.maximum(level - 1, 0)] - lean, -np.inf)
    high, low = special.expit(upper), special.expit(lower)
    chance = np.maximum(high - low, 1e-300)
    dense_high, dense_low = high * (1 - high), low * (1 - low)
    bend_high, bend_low = dense_high * (1 - 2 * high), dense_low * (1 - 2 * low)
    above, below = np.zeros((rows, len(at))), np.zeros((rows, len(at)))
    inside, over = level < cuts, level > 0
    above[np.flatnonzero(inside), level[inside]] = 1.0
    below[np.flatnonzero(over), level[over] - 1] = 1.0
    above[inside, cuts:] = -scaled[inside]
    below[over, cuts:] = -scaled[over]
    each = (above * dense_high[:, None] - below * dense_low[:, None]) / chance[:, None]
    curve = above.T @ (above * (bend_high / chance)[:, None]) - below.T @ (below * (bend_low / chance)[:, None]) - each.T @ each
    return float(np.log(chance).sum()), np.asarray(each.sum(axis=0), dtype=np.float64), np.asarray(curve, dtype=np.float64)
