"""Which periods do the answers cover wholly? The first may have begun before them, the last may still be going on.

A half period looks like a change: fewer cases, shorter times, other customers. So it is shown, but sets no limits and gives no signal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np

from peakend.scan.periods import Period, as_days, walk_periods
from peakend.scan.sources import Source

_USUAL: Final = 0.95
"""Gaps between days with answers up to this quantile are usual (weekends, holidays)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period: its name, its days, and whether the answers cover it wholly."""

    name: str
    first: date
    last: date
    whole: bool


def usual_gap(days: Sequence[date]) -> int:
    """How many days usually lie between two days on which something was: the 95 % quantile.

    >>> usual_gap([date(2024, 1, 5), date(2024, 1, 8), date(2024, 1, 9)])
    3
    """
    gaps = [(later - earlier).days for earlier, later in pairwise(sorted(set(days)))]
    return int(np.quantile(gaps, _USUAL, method="inverted_cdf")) if gaps else 0


def list_stretches(days: Iterable[date], period: Period, until: date | None = None) -> tuple[Stretch, ...]:
    """Every period from the first day to the last, also those in which nothing was.

    The last is whole if `until` (the last day that was looked at) reaches its end or, where that is not said, if no more days are missing
    at its end than usually lie between two days with answers. The first is whole if no more are missing at its beginning.

    >>> [(one.name, one.whole) for one in list_stretches([date(2024, 1, day) for day in range(1, 32)] + [date(2024, 2, 9)], "month")]
    [('2024-01', True), ('2024-02', False)]
    """
    known = sorted(set(days))
    if not known:
        return ()
    first, last, slack = known[0], max(known[-1], until or known[-1]), usual_gap(known)
    stretches = []
    for name, start, end in walk_periods(first, last, period):
        begun = (first - start).days <= slack
        ended = end <= until if until is not None else (end - last).days < max(slack, 1)
        stretches.append(Stretch(name, start, end, begun and ended))
    return tuple(stretches)


def read_days(source: Source, column: str) -> list[date]:
    """The different days of a column of dates, in order. Raises `NotDates`."""
    found: set[date] = set()
    for batch in source.batches([column]):
        found.update(day for day in as_days(column, batch.column(column)).unique().to_pylist() if day is not None)
    return sorted(found)
