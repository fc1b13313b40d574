"""Which rank may each of several estimates have? Rank confidence sets that hold for all of them together.

A bare order promises more than the answers know. Here every pair is tested, all pairs together at one confidence, and a rank is only
claimed as far as those tests prove it: 1 + how many are proved above, to k - how many are proved below.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.resample import SEED, rank_limits, step_down
from peakend.analyse.result import LEVEL

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

NORMAL_DRAWS: Final = 20_000
"""Draws for the critical value, whose error is then below 0.02; with many groups they become fewer, but never under `FEWEST`."""

FEWEST: Final = 1_000

STEPS_UP_TO: Final = 20_000
"""With more pairs than this (200 groups) there is a single step: a little less is proved, nothing wrong."""

_AT_ONCE: Final = 2_000_000


class Rank(NamedTuple):
    """A rank (1 = highest, ties the better rank) and the ranks that cannot be excluded, all estimates together."""

    low: int
    rank: int
    high: int


def rank_independent(values: Sequence[float], errors: Sequence[float], freedoms: Sequence[float] = (), level: float = LEVEL) -> list[Rank]:
    """Ranks of independent estimates from their standard errors, and the degrees of freedom of these where groups are small.

    >>> [tuple(rank) for rank in rank_independent([42.2, 23.3, 13.9], [5.4, 5.0, 4.9])]
    [(1, 1, 1), (2, 2, 3), (2, 3, 3)]
    """
    variance = np.square(np.asarray(errors, dtype=np.float64))
    freedom = None
    if freedoms:
        own = variance**2 / np.asarray(freedoms, dtype=np.float64)
        both = own[:, None] + own[None, :]
        freedom = np.square(variance[:, None] + variance[None, :]) / np.where(both > 0, both, 1.0)
    return rank_joint(values, np.diag(variance), freedom, level)


def rank_joint(values: Sequence[float], covariance: Floats, freedom: Floats | float | None = None, level: float = LEVEL) -> list[Rank]:
    """Ranks of estimates from their covariance: sets that hold all true ranks together with at least this confidence.

    All differences over their standard errors are compared with the quantile of the largest |normal draw| over all pairs still in
    question; proved pairs leave and the rest is tested again (step-down). With degrees of freedom (one, or one a pair), a difference is
    first carried from Student's t to the normal distribution. Estimates that are exactly equal and without error share a rank.

    Source: Mogstad, Romano, Shaikh & Wilhelm 2024, Review of Economic Studies 91. Draws are fixed by a seed.
    """
    given = np.asarray(values, dtype=np.float64)
    above = prove_above(given, np.asarray(covariance, dtype=np.float64), freedom, level)
    places = 1 + (given[None, :] > given[:, None]).sum(axis=1)
    return [Rank(low, int(place), high) for (low, high), place in zip(rank_limits(above), places, strict=True)]


def prove_above(values: Floats, covariance: Floats, freedom: Floats | float | None = None, level: float = LEVEL) -> Flags:
    """Which estimates are proved to lie above which others: entry (i, j) is true where i is above j. Shape (k, k)."""
    count = len(values)
    left, right = np.triu_indices(count, 1)
    apart = values[left] - values[right]
    variance = np.diag(covariance)
    error = np.sqrt(np.maximum(variance[left] + variance[right] - 2 * covariance[left, right], 0.0))
    varies = error > 0
    safe = np.where(varies, error, 1.0)
    distance = np.where(varies, np.abs(apart) / safe, np.where(apart == 0, 0.0, np.inf))
    if freedom is not None:
        each = freedom[left, right] if isinstance(freedom, np.ndarray) else freedom
        distance = -special.ndtri(np.maximum(special.stdtr(each, -distance), 1e-300))
    far = step_down(distance, _draw_largest(covariance, left, right, safe), level)
    above = np.zeros((count, count), dtype=bool)
    above[left, right], above[right, left] = far & (apart > 0), far & (apart < 0)
    return above


def _draw_largest(covariance: Floats, left: Places, right: Places, error: Floats) -> Callable[[Places], Floats]:
    """How to draw the largest standardised difference over some of these pairs, under no difference, always from the same draws."""
    pairs = max(len(left), 1)
    draws = int(np.clip(_AT_ONCE // pairs, FEWEST, NORMAL_DRAWS))
    random = np.random.default_rng(SEED)
    values, vectors = np.linalg.eigh(covariance)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))).T

    def chunks() -> Iterator[NDArray[np.float32]]:
        many = max(1, _AT_ONCE // pairs)
        for start in range(0, draws, many):
            normal = random.standard_normal((min(many, draws - start), len(root))) @ root
            yield np.abs((normal[:, left] - normal[:, right]) / error).astype(np.float32)

    if pairs > STEPS_UP_TO:
        single = np.concatenate([chunk.max(axis=1) for chunk in chunks()]).astype(np.float64)
        return lambda _chosen: single
    every = np.concatenate(list(chunks()))
    return lambda chosen: np.asarray(every[:, chosen].max(axis=1), dtype=np.float64)
