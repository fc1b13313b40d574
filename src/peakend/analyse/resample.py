"""What else might have come out? Resamples of the units of a cell, the same ones for every question, so that ranks can be compared.

A resample draws as many units as there are, with replacement, and adds up their sums: the bootstrap of Efron & Tibshirani (1993), of
respondents while answers are few, of blocks when they are many. The draws are fixed by a seed: the same answers give the same numbers.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.result import LEVEL
from peakend.scan.ask import Ask
from peakend.scan.tally import Cell

RESAMPLES: Final = 2_000
"""How many resamples; the error of a probability near one half is then about 0.011."""

SEED: Final = 20080701

ROUNDING: Final = 1e-9
"""Means nearer to one another than this are equal: what is left is the rounding of floating numbers."""

_CHUNK: Final = 8_000_000
"""Numbers multiplied at once: keeps memory under 100 MB whatever the number of units."""

_NEAR: Final = 700_000
"""Numbers worked on at once that stay near the processor."""

_EXACT: Final = 2**24
"""Sums of whole numbers below this are exact in single precision, in whatever order they are added: then they are added twice as fast."""

_DOUBLE: Final = 2.0**53
"""The same for double precision."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.uint8] | NDArray[np.uint16]


@dataclass(frozen=True)
class Resamples:
    """Resampled sums of one cell. All asks are resampled with the same draws: differences and ranks are joint."""

    cell: Cell
    count: int = RESAMPLES
    seed: int = SEED

    def sums(self, *asks: Ask) -> Floats:
        """Resampled sums, shape (count, total width of the asks), the asks side by side."""
        return self.of(np.concatenate([self.cell.units(ask) for ask in asks], axis=1))

    def of(self, by_unit: NDArray[np.int64] | Floats) -> Floats:
        """Resampled sums of any values by unit, shape (units, width) -> (count, width).

        Sums of whole numbers are exact in whatever order they are added, and are added in single precision where that is exact too.
        """
        values = np.ascontiguousarray(by_unit, dtype=np.float64)
        if values.size == 0:
            return np.zeros((self.count, values.shape[1]))
        drawn = draw_units(values.shape[0], self.count, self.seed)
        if not _whole(values):
            return _add_up(drawn, values, _CHUNK)
        unit = _common_unit(values)
        small = values / unit
        single = values.shape[0] * np.abs(small).max(axis=0) < _EXACT
        if single.all():
            return _add_up(drawn, small.astype(np.float32), _NEAR) * unit
        sums = np.empty((self.count, values.shape[1]))
        sums[:, single] = _add_up(drawn, small[:, single].astype(np.float32), _NEAR) * unit[single]
        sums[:, ~single] = _add_up(drawn, values[:, ~single], _NEAR)
        return sums

    def of_each(self, several: Sequence[Floats]) -> list[Floats]:
        """The same for several tables of values: at once where they are whole numbers, as the draws are then read only once."""
        if not all(map(_whole, several)):
            return [self.of(one) for one in several]
        ends = np.cumsum([one.shape[1] for one in several])
        return np.split(self.of(np.concatenate(several, axis=1)), ends[:-1], axis=1) if several else []


def _whole(values: Floats) -> bool:
    """Whether these are whole numbers whose sums are exact in double precision."""
    return not values.size or (values.shape[0] * float(np.abs(values).max()) < _DOUBLE and bool((values == np.rint(values)).all()))


def _common_unit(values: Floats) -> Floats:
    """For each column whose sums may be too large for single precision, the greatest number that divides all its values; else one."""
    unit = np.ones(values.shape[1])
    large = values.shape[0] * np.abs(values).max(axis=0) >= _EXACT
    if large.any():
        unit[large] = np.gcd.reduce(values[:, large].astype(np.int64), axis=0)
    return unit


def _add_up(drawn: Counts, values: NDArray[np.float32] | Floats, most: int) -> Floats:
    """How often each unit was drawn, times its values, in their precision, so many numbers at a time."""
    many = max(1, most // drawn.shape[1])
    sums = np.empty((len(drawn), values.shape[1]))
    for start in range(0, len(drawn), many):
        sums[start : start + many] = np.matmul(drawn[start : start + many].astype(values.dtype), values)
    return sums


@lru_cache(maxsize=3)
def draw_units(units: int, count: int, seed: int) -> Counts:
    """How often each unit was drawn, shape (count, units): the same for every cell of so many units, so it is drawn once."""
    many = max(1, _NEAR // units)
    random = np.random.default_rng(seed)
    counted = np.empty((count, units), dtype=np.uint16)
    for start in range(0, count, many):
        picked = random.integers(0, units, size=(min(many, count - start), units), dtype=np.int64)
        for at, row in enumerate(picked, start):
            counted[at] = np.bincount(row, minlength=units)
    small: Counts = counted.astype(np.uint8) if counted.max(initial=0) < 256 else counted  # noqa: PLR2004 - what a byte holds
    small.flags.writeable = False
    return small


def probability_top(draws: Floats, most: int) -> Floats:
    """For each column, how often it is among the `most` highest of its row; ties share the place evenly. Shape (columns,).

    >>> probability_top(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]), 1).tolist()
    [0.5, 0.0, 0.5]
    """
    filled = np.where(np.isfinite(draws), draws, -np.inf)
    above = (filled[:, None, :] > filled[:, :, None]).sum(axis=2)
    equal = (filled[:, None, :] == filled[:, :, None]).sum(axis=2)
    share = np.clip((most - above) / equal, 0.0, 1.0)
    share[~np.isfinite(draws)] = 0.0
    return np.asarray(share.mean(axis=0), dtype=np.float64)


def rank_draws(draws: Floats) -> NDArray[np.int64]:
    """The rank of each column in each row, 1 = highest, ties the better rank."""
    filled = np.where(np.isfinite(draws), draws, -np.inf)
    return np.asarray(1 + (filled[:, None, :] > filled[:, :, None]).sum(axis=2), dtype=np.int64)


def mid_ranks(values: Floats) -> Floats:
    """Ranks along the last axis, 1 = lowest, equal values the mean of their places: (how many lie below + how many do not lie above + 1)/2.

    >>> mid_ranks(np.array([5.0, 1.0, 5.0])).tolist()
    [2.5, 1.0, 2.5]
    """
    below = (values[..., None, :] < values[..., :, None]).sum(axis=-1)
    upto = (values[..., None, :] <= values[..., :, None]).sum(axis=-1)
    return np.asarray((below + upto + 1) / 2, dtype=np.float64)


def row_means(draws: Floats) -> Floats:
    """The mean over the columns of each row, of those that are numbers; NaN where none is. Shape (rows,).

    >>> row_means(np.array([[1.0, 3.0], [2.0, np.nan]])).tolist()
    [2.0, 2.0]
    """
    known = np.isfinite(draws)
    count = known.sum(axis=1)
    total = np.where(known, draws, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def row_medians(draws: Floats) -> Floats:
    """The median over the columns of each row, of those that are numbers; NaN where none is. Shape (rows,).

    >>> row_medians(np.array([[5.0, 1.0, 2.0], [4.0, np.nan, 2.0]])).tolist()
    [2.0, 3.0]
    """
    if draws.shape[1] == 0:
        return np.full(len(draws), np.nan)
    sorted_rows = np.sort(draws, axis=1)  # what is no number comes last
    count = np.isfinite(draws).sum(axis=1)
    rows = np.arange(len(draws))
    low, high = np.maximum(count - 1, 0) // 2, count // 2
    middle = (sorted_rows[rows, low] + sorted_rows[rows, np.minimum(high, draws.shape[1] - 1)]) / 2
    return np.where(count > 0, middle, np.nan)


def prove_order(draws: Floats, values: Floats, level: float = LEVEL, freedom: float = math.inf) -> Flags:
    """Which of several values lie above which others, all statements together at this confidence? Shape (columns, columns).

    Entry (i, j): i is proved to lie above j. All pairwise differences are compared with the quantile of the largest standardised
    resampled difference over all pairs still in question (max-t, step-down). Columns that are not numbers in every draw are proved
    nothing of. With `freedom` (units less one) the critical value is carried from the normal distribution to Student's t: the spread of
    few units is itself uncertain.

    Source: Romano & Wolf 2005, Econometrica 73; used for ranks by Mogstad et al. 2024, Review of Economic Studies 91.

    >>> draws = np.random.default_rng(1).normal([5.0, 3.0, 2.9], 0.1, size=(2000, 3))
    >>> prove_order(draws, np.array([5.0, 3.0, 2.9])).tolist()
    [[False, True, True], [False, False, False], [False, False, False]]
    """
    count = draws.shape[1]
    above = np.zeros((count, count), dtype=bool)
    known = np.isfinite(draws).all(axis=0) & np.isfinite(values)
    left, right = np.triu_indices(count, 1)
    keep = known[left] & known[right]
    left, right = left[keep], right[keep]
    if len(left) == 0 or len(draws) < 2:  # noqa: PLR2004 - no spread from one draw
        return above
    point = values[left] - values[right]
    apart = draws[:, left] - draws[:, right]
    error = apart.std(axis=0, ddof=1)
    varies = error > 1e-12 * (1.0 + np.abs(point))  # rounding is no spread
    safe = np.where(varies, error, 1.0)
    standard = np.where(varies, np.abs(apart - point) / safe, 0.0)
    distance = np.where(varies, np.abs(point) / safe, np.where(np.abs(point) > 1e-12, np.inf, 0.0))  # noqa: PLR2004 - rounding again
    far = step_down(distance, lambda chosen: np.asarray(standard[:, chosen].max(axis=1), dtype=np.float64), level, freedom)
    above[left, right] = far & (point > 0)
    above[right, left] = far & (point < 0)
    return above


def find_tied(draws: Floats, values: Floats, freedom: float = math.inf) -> Flags:
    """Which of several values cannot be told apart from which others by `prove_order`? Symmetric, shape (columns, columns).

    What is not known is tied with nothing. The draws are joint: where the same people gave both answers, what they share cancels.

    >>> draws = np.random.default_rng(1).normal([5.0, 3.0, 2.9], 0.1, size=(2000, 3))
    >>> find_tied(draws, np.array([5.0, 3.0, 2.9])).tolist()
    [[False, False, False], [False, False, True], [False, True, False]]
    """
    proved, known = prove_order(draws, values, freedom=freedom), np.isfinite(values)
    return ~proved & ~proved.T & known[None, :] & known[:, None] & ~np.eye(len(values), dtype=bool)


def step_down(distance: Floats, draw: Callable[[NDArray[np.intp]], Floats], level: float = LEVEL, freedom: float = math.inf) -> Flags:
    """Which of several standardised distances are proved, all together at this confidence.

    `draw` gives, for the pairs still in question, draws of the largest distance under no difference. What is proved leaves the
    question; the rest meets a smaller critical value, until nothing more is proved. Source: Romano & Wolf 2005, Econometrica 73.
    """
    far = np.isinf(distance)
    while not far.all():
        left_over = np.flatnonzero(~far)
        critical = _widen(float(np.quantile(draw(left_over), level)), freedom)
        proved = left_over[distance[left_over] > critical]
        if len(proved) == 0:
            break
        far[proved] = True
    return far


def _widen(critical: float, freedom: float) -> float:
    """A critical value of normal draws as the value of Student's t with the same tail.

    >>> round(_widen(1.959964, 10), 3), _widen(2.0, math.inf)
    (2.228, 2.0)
    """
    if not math.isfinite(freedom) or critical <= 0:
        return critical
    return float(-special.stdtrit(max(freedom, 1.0), float(special.ndtr(-critical))))


def rank_limits(above: Flags) -> list[tuple[int, int]]:
    """For each column the best and the worst rank it may have, from what is proved: all ranks together at the same confidence.

    >>> rank_limits(np.array([[False, True, True], [False, False, False], [False, False, False]]))
    [(1, 1), (2, 3), (2, 3)]
    """
    best, worst = 1 + above.sum(axis=0), len(above) - above.sum(axis=1)
    return [(int(low), int(high)) for low, high in zip(best, worst, strict=True)]
