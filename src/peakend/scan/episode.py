"""What does a person's own curve look like? Its mean, peak, end and trend, as whole numbers made of one row's answers.

An *episode* is what one person experienced of a scenario: the ratings of its moments in the customer's order, without those that were not
experienced. Everything here is arithmetic on whole numbers, so that every engine and every order of the rows gives the same sums.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.scan.ask import SLOPE_UNIT, WITHIN_UNIT

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_EXACT: Final = 2**53
"""Whole numbers below this are exact as floating numbers, so that fast products of matrices are exact."""


@dataclass(frozen=True, slots=True)
class Curves:
    """The features of several people's episodes, one value a person; `*_at` are places among the moments of the scenario (from 0).

    `mean` is in units of 1 / `WITHIN_UNIT`, `trend` (the least-squares slope from one experienced moment to the next) of 1 / `SLOPE_UNIT`:
    whole numbers for up to 12 moments, rounded beyond.
    """

    count: Ints
    mean: Ints
    best: Ints
    worst: Ints
    peak: Ints
    peak_at: Ints
    own_peak: Ints
    own_peak_at: Ints
    end: Ints
    end_at: Ints
    trend: Ints


def trace_curves(ratings: Ints, answered: Flags, twice_neutral: int) -> Curves:
    """The features of each person's episode. `ratings` and `answered` have shape (people, moments), the moments in the customer's order.

    Everybody has at least two answers. Peak: the rating farthest from the neutral point (|2x - 2·neutral|); own peak: farthest from the
    person's own mean (|n·x - Σx|); of several equally far the latest, which is remembered best. End: the last moment experienced.

    >>> curves = trace_curves(np.array([[4, 1, 5, 3]]), np.array([[True, True, True, False]]), 6)
    >>> curves.peak.tolist(), curves.peak_at.tolist(), curves.end.tolist(), curves.worst.tolist()
    ([5], [2], [5], [1])
    """
    people, moments = ratings.shape
    count, total = answered.sum(axis=1), np.where(answered, ratings, 0).sum(axis=1)
    nothing = np.zeros(people, dtype=np.int64)
    best, worst = np.full(people, -(2**31)), np.full(people, 2**31)
    peak, own, end = (nothing.copy() for _ in range(3))
    peak_at, own_at, end_at, place, rise = (nothing.copy() for _ in range(5))
    far, own_far = np.full(people, -1), np.full(people, -1)
    for at in range(moments):
        rating, here = ratings[:, at], answered[:, at]
        best, worst = np.where(here, np.maximum(best, rating), best), np.where(here, np.minimum(worst, rating), worst)
        place += here
        rise += np.where(here, (2 * place - count - 1) * rating, 0)
        apart, own_apart = np.abs(2 * rating - twice_neutral), np.abs(count * rating - total)
        farther, own_farther = here & (apart >= far), here & (own_apart >= own_far)
        for chosen, kept, kept_at in ((farther, peak, peak_at), (own_farther, own, own_at), (here, end, end_at)):
            np.copyto(kept, rating, where=chosen)
            np.copyto(kept_at, at, where=chosen)
        np.copyto(far, apart, where=farther)
        np.copyto(own_far, own_apart, where=own_farther)
    mean, trend = _divide(total * WITHIN_UNIT, count), _divide(6 * rise * SLOPE_UNIT, count * (count * count - 1))
    return Curves(count, mean, best, worst, peak, peak_at, own, own_at, end, end_at, trend)


def _divide(top: Ints, below: Ints) -> Ints:
    """The quotient, rounded to the nearest whole number, halves away from zero."""
    rounded: Ints = np.sign(top) * ((2 * np.abs(top) + below) // (2 * below))
    return rounded


def sum_whole(parts: Ints, unit: Ints, units: int) -> Ints:
    """Whole numbers, shape (rows, width), summed by unit without leaving the whole numbers."""
    sums = np.zeros((units, parts.shape[1]), dtype=np.int64)
    if len(parts):
        order = np.argsort(unit, kind="stable")
        found, starts = np.unique(unit[order], return_index=True)
        sums[found] = np.add.reduceat(parts[order], starts, axis=0)
    return sums


def cross_whole(table: Ints, unit: Ints, units: int) -> Ints:
    """For each unit the products of every two columns (the upper triangle row by row) summed over its rows: exact whole numbers."""
    one, two = np.triu_indices(table.shape[1])
    order = np.argsort(unit, kind="stable")
    starts = np.searchsorted(unit[order], np.arange(units + 1))
    largest = int(np.abs(table).max(initial=0))
    longest = int(np.diff(starts).max(initial=0))
    exact = largest * largest * longest < _EXACT
    sorted_table = table[order].astype(np.float64) if exact else table[order]
    sums = np.zeros((units, len(one)), dtype=np.int64)
    for place in np.flatnonzero(np.diff(starts)).tolist():
        rows = sorted_table[starts[place] : starts[place + 1]]
        sums[place] = (rows.T @ rows)[one, two]
    return sums
