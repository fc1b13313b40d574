"""What does a person's own curve look like? Its mean, peak, end and trend, as whole numbers made of one row's answers.

An *episode* is what one person experienced of a scenario: the ratings of its moments in the customer's order, without those that were not
experienced. Everything here is arithmetic on whole numbers, so that every engine and every order of the rows gives the same sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.scan.ask import SLOPE_UNIT, WITHIN_UNIT

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_TOGETHER: Final = 16_384
"""So many people at once: what is worked on stays near the processor."""

_FAR: Final = 2**30
_SHORT: Final = 2**16

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


def trace_curves(ratings: Sequence[NDArray[np.int16]], answered: Sequence[Flags], twice_neutral: int) -> Curves:
    """The features of each person's episode: for each moment, in the customer's order, a column of ratings and who gave one.

    Everybody has at least two answers. Peak: the rating farthest from the neutral point (|2x - 2·neutral|); own peak: farthest from the
    person's own mean (|n·x - Σx|); of several equally far the latest, which is remembered best. End: the last moment experienced.

    >>> columns = [np.array([rating], dtype=np.int16) for rating in (4, 1, 5, 3)]
    >>> curves = trace_curves(columns, [np.array([met]) for met in (True, True, True, False)], 6)
    >>> curves.peak.tolist(), curves.peak_at.tolist(), curves.end.tolist(), curves.worst.tolist()
    ([5], [2], [5], [1])
    """
    people, moments = len(ratings[0]), len(ratings)
    parts = [
        _trace_some(
            [one[start : start + _TOGETHER] for one in ratings], [one[start : start + _TOGETHER] for one in answered], twice_neutral
        )
        for start in range(0, max(people, 1), _TOGETHER)
    ]
    whole = np.concatenate(parts, axis=1).astype(np.int64)
    count, total, best, worst, far, own_far, end_at, rise = whole
    peak_at, own_peak_at = far % moments, own_far % moments
    table, everybody = np.stack([np.asarray(one, dtype=np.int64) for one in ratings]), np.arange(people)
    peak, own_peak, end = (table[place, everybody] for place in (peak_at, own_peak_at, end_at))
    mean, trend = _divide(total * WITHIN_UNIT, count), _divide(6 * rise * SLOPE_UNIT, count * (count * count - 1))
    return Curves(count, mean, best, worst, peak, peak_at, own_peak, own_peak_at, end, end_at, trend)


def _trace_some(ratings: Sequence[NDArray[np.int16]], answered: Sequence[Flags], twice_neutral: int) -> NDArray[np.int32]:
    """Moment by moment over some people: count, Σx, best, worst, farthest, farthest from the own mean, last place, rise.

    How far and where are one number, distance x moments + place, so that the largest is the farthest and of several the latest.
    """
    people, moments = len(ratings[0]), len(ratings)
    count, total, place, climb, end_at = (np.zeros(people, dtype=np.int32) for _ in range(5))
    best, worst = np.full(people, -_FAR, dtype=np.int32), np.full(people, _FAR, dtype=np.int32)
    far, own_far = np.full(people, -1, dtype=np.int32), np.full(people, -1, dtype=np.int32)
    given = [np.where(here, rating, 0).astype(np.int32) for rating, here in zip(ratings, answered, strict=True)]
    for rating, here in zip(given, answered, strict=True):
        count += here
        total += rating
    for at, (rating, here) in enumerate(zip(given, answered, strict=True)):
        place += here
        climb += place * rating
        np.copyto(end_at, at, where=here)
        np.maximum(best, rating, out=best, where=here)
        np.minimum(worst, rating, out=worst, where=here)
        np.maximum(far, np.abs(2 * rating - twice_neutral) * moments + at, out=far, where=here)
        np.maximum(own_far, np.abs(count * rating - total) * moments + at, out=own_far, where=here)
    return np.stack([count, total, best, worst, far, own_far, end_at, 2 * climb - (count + 1) * total])


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
    order = np.argsort(unit.astype(np.uint16) if units <= _SHORT else unit, kind="stable")  # short numbers are sorted in one pass
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
