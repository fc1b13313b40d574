"""What does a batch of answers look like once it is plain numbers? Codes, amounts and weights, and the order in which they are counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.scan.ask import Span

BLANK: Final = np.int16(-32768)
"""Stands for a missing cell in a column of codes."""

ELSEWHERE: Final = np.int16(-32767)
"""Stands for a number that no scale can hold (a fraction, or beyond ±32,000): counted, never taken for an answer."""

LARGEST: Final = 32_000
"""The largest code, up or down: the width of int16, less room for the marks."""

STRETCH: Final = 65_536
"""Rows that are counted at once: few enough for the processor's cache, and for exact sums of ratings in single precision."""

_MOST_SUMS: Final = 4_000_000
"""Sums that one stretch may make for an ask: 32 MB."""

_ONE_PASS: Final = 65_536
"""Up to so many units, one pass of the radix sort (numpy's for 16 bits) puts the rows in order."""

Ints = NDArray[np.int64]
Codes = NDArray[np.int16]
Floats = NDArray[np.float64]
Sums = NDArray[np.int64] | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows as plain arrays: whole-number columns as int16 codes, amounts as float64 (NaN for none), weights if there are any."""

    count: int
    codes: Mapping[str, Codes]
    amounts: Mapping[str, Floats]
    weight: Floats | None = None

    def take(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> "Rows":
        """Only the chosen rows, in that order."""
        codes = {name: column[chosen] for name, column in self.codes.items()}
        amounts = {name: column[chosen] for name, column in self.amounts.items()}
        count = int(np.count_nonzero(chosen)) if chosen.dtype == np.bool_ else len(chosen)
        return Rows(count, codes, amounts, None if self.weight is None else self.weight[chosen])

    def slice(self, start: int, end: int) -> "Rows":
        """The rows from one place up to another, as they lie in memory."""
        codes = {name: column[start:end] for name, column in self.codes.items()}
        amounts = {name: column[start:end] for name, column in self.amounts.items()}
        return Rows(end - start, codes, amounts, None if self.weight is None else self.weight[start:end])

    def all_answered(self, span: Span) -> bool:
        """Whether everybody answered this question."""
        codes = self.codes[span.column]
        return not self.count or bool(codes.min() >= span.low and codes.max() <= span.high)

    def answered(self, span: Span) -> NDArray[np.bool_]:
        """Who answered this question."""
        codes = self.codes[span.column]
        answered: NDArray[np.bool_] = (codes >= span.low) & (codes <= span.high)
        return answered


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that are counted at once, in the order of their units: the unit of each from zero, the first unit, and how many there are."""

    rows: Rows
    unit: Ints
    first: int
    units: int


def order_units(unit: Ints, units: int) -> NDArray[np.intp]:
    """The places of the rows in the order of their units, rows of one unit in their own order.

    >>> order_units(np.array([2, 0, 2, 1]), 3).tolist()
    [1, 3, 0, 2]
    """
    if units <= _ONE_PASS:
        return np.argsort(unit.astype(np.uint16), kind="stable")
    low = np.argsort((unit % _ONE_PASS).astype(np.uint16), kind="stable")
    high = np.argsort((unit // _ONE_PASS)[low].astype(np.uint16), kind="stable")
    return low[high]


def reorder_rows(rows: Rows, order: NDArray[np.intp], room: dict[str, Codes]) -> Rows:
    """The rows in this order, their codes in `room`, which is used again: fresh memory costs as much as the reordering itself.

    Column by column: a column fits into the cache, all columns do not.
    """
    for name, column in rows.codes.items():
        if name not in room or len(room[name]) < rows.count:
            room[name] = np.empty(rows.count, dtype=np.int16)
        np.take(column, order, out=room[name][: rows.count], mode="clip")  # the order is right: a check would cost a copy
    codes = {name: room[name][: rows.count] for name in rows.codes}
    amounts = {name: column[order] for name, column in rows.amounts.items()}
    return Rows(rows.count, codes, amounts, None if rows.weight is None else rows.weight[order])


def stretch_rows(rows: Rows, unit: Ints, counts: NDArray[np.int64], width: int, room: dict[str, Codes] | None = None) -> Iterator[Stretch]:
    """The rows in stretches of neighbouring units: at most `STRETCH` rows, at most 32 MB for sums of this width.

    `counts` is how many rows each unit has. With `room`, the rows of a stretch are good until the next call.
    """
    units = len(counts)
    if np.any(unit[1:] < unit[:-1]):
        rows = reorder_rows(rows, order_units(unit, units), {} if room is None else room)
    unit = np.repeat(np.arange(units), counts)
    starts = np.concatenate([[0], np.cumsum(counts)])
    most, at = max(1, _MOST_SUMS // max(width, 1)), 0
    while at < rows.count:
        first = int(unit[at])
        end = min(at + STRETCH, int(starts[min(first + most, units)]))
        yield Stretch(rows.slice(at, end), unit[at:end] - first, first, int(unit[end - 1]) + 1 - first)
        at = end


__all__ = [
    "BLANK",
    "ELSEWHERE",
    "LARGEST",
    "STRETCH",
    "Codes",
    "Floats",
    "Ints",
    "Rows",
    "Stretch",
    "Sums",
    "order_units",
    "reorder_rows",
    "stretch_rows",
]
