"""How are products of answers summed by unit? As products of matrices over the rows of each unit, and exactly.

Rows that answer everything need no columns that say who answered: one narrow product gives all their sums. The other rows go apart, with
such a column only for the questions that somebody left out.
"""

from collections.abc import Sequence
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from peakend.scan.ask import Feature, Pair, Pairs, Products, Span
from peakend.scan.rows import Floats, Ints, Rows, Sums, order_units

FULL_UNIT: Final = 16
"""From so many rows a unit on, products are worked out unit by unit, as tables or matrices."""

_SINGLE: Final = 2**24
"""Whole numbers up to here are exact in single precision."""

Column = NDArray[Any]
Crossed = tuple[NDArray[np.intp], NDArray[np.float32] | Floats]
"""The units that have rows, and the product of each: shape (units with rows, left columns, columns)."""


def sum_pairs(ask: Pairs, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    """Many rows a unit: one product of matrices a unit gives all pairs at once. Few: pair by pair. Both are exact."""
    spans = ask.spans
    sums = cast("Sums", np.zeros((units, ask.width), dtype=np.int64 if weight is None else np.float64))
    if len(spans) > 1 and rows.count >= FULL_UNIT * units:
        gaps = tuple(place for place, span in enumerate(spans) if not rows.all_answered(span))
        everything = _everything([spans[place] for place in gaps], rows)
        if not gaps or 2 * int(np.count_nonzero(everything)) < rows.count:
            _add_pairs(sums, spans, gaps, rows, unit, weight)
            return sums
        _add_pairs(sums, spans, (), *_choose(everything, rows, unit, weight))
        rows, unit, weight = _choose(~everything, rows, unit, weight)
        if rows.count >= FULL_UNIT * units:
            _add_pairs(sums, spans, gaps, rows, unit, weight)
            return sums
    for place, pair in enumerate(ask.pairs):
        sums[:, 6 * place : 6 * place + 6] += sum_pair(pair, rows, unit, units, weight)
    return sums


def _everything(spans: Sequence[Span], rows: Rows) -> NDArray[np.bool_]:
    """Who answered all of these."""
    everything = np.ones(rows.count, dtype=bool)
    for span in spans:
        everything &= rows.answered(span)
    return everything


def _choose(chosen: NDArray[np.bool_], rows: Rows, unit: Ints, weight: Floats | None) -> tuple[Rows, Ints, Floats | None]:
    here = np.flatnonzero(chosen)
    return rows.take(here), unit[here], None if weight is None else weight[here]


def _add_pairs(sums: Sums, spans: tuple[Span, ...], gaps: tuple[int, ...], rows: Rows, unit: Ints, weight: Floats | None) -> None:
    """Add the products of these rows, all of which answer every question but those with gaps.

    Columns: one; whether each question with gaps is answered; every answer (0 for none); with gaps, every square.
    """
    codes = [rows.codes[span.column] for span in spans]
    answered = [rows.answered(spans[place]) for place in gaps]
    for place, here in zip(gaps, answered, strict=True):
        codes[place] = np.where(here, codes[place], np.int16(0))
    left, count = 1 + len(gaps), len(spans)
    largest = max(max(abs(span.low), abs(span.high)) for span in spans)
    squares = [np.square(code, dtype=np.int32) for code in codes] if gaps else []
    found, crossed = cross_columns([np.ones(rows.count, dtype=np.int8), *answered, *codes, *squares], left + count, unit, largest, weight)
    width = left + (2 if gaps else 1) * count
    known = np.zeros(count, dtype=np.intp)
    known[list(gaps)] = np.arange(1, left)
    one, two = np.triu_indices(count, 1)
    answer, square = left + np.arange(count), left + (count if gaps else 0) + np.arange(count)
    over_two, over_one = (known[two], known[one]) if gaps else (answer[one], answer[two])
    wanted = (
        known[one] * width + known[two],
        answer[one] * width + known[two],
        answer[two] * width + known[one],
        over_two * width + square[one],
        over_one * width + square[two],
        answer[one] * width + answer[two],
    )
    picked = crossed.reshape(len(found), width * (left + count))[:, np.stack(wanted, axis=1).reshape(-1)]
    sums[found] += picked.astype(sums.dtype, copy=False)


def sum_features(ask: Products, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    """The products of scores over the rows that answer everything: one product of matrices a unit, or column by column for few rows."""
    if gaps := [span for span in ask.spans if not rows.all_answered(span)]:
        rows, unit, weight = _choose(_everything(gaps, rows), rows, unit, weight)
    scores = [_score(feature, rows) for feature in ask.features]
    one, two = np.triu_indices(len(scores) + 1)
    if rows.count < FULL_UNIT * units:
        columns = [np.ones(rows.count), *(score.astype(np.float64) for score in scores)]
        return stack_parts([columns[left] * columns[right] for left, right in zip(one, two, strict=True)], unit, units, weight)
    largest = max((feature.largest for feature in ask.features), default=1)
    found, crossed = cross_columns([np.ones(rows.count, dtype=np.int8), *scores], len(scores) + 1, unit, largest, weight)
    sums = cast("Sums", np.zeros((units, ask.width), dtype=np.int64 if weight is None else np.float64))
    sums[found] = crossed[:, one, two]
    return sums


def _score(feature: Feature, rows: Rows) -> Column:
    """The score of every row; all have answered."""
    codes = rows.codes[feature.span.column]
    if not feature.scores:
        return codes
    scores: Column = np.array(feature.scores, dtype=np.float64)[codes - feature.span.low]
    return scores


def cross_columns(columns: Sequence[Column], left: int, unit: Ints, largest: int, weight: Floats | None) -> Crossed:
    """For each unit the products of the first `left` columns with all columns, summed over its rows.

    `largest` is the largest number in the first `left` columns, and no product is larger than its square; sums that stay below 2^24 are
    exact in single precision, all others (below 2^53) in double. Weighted sums are rounded as floating numbers are.
    """
    if len(unit) and np.any(unit[1:] < unit[:-1]):
        order = order_units(unit, int(unit.max()) + 1)
        columns, unit, weight = [column[order] for column in columns], unit[order], None if weight is None else weight[order]
    starts = np.flatnonzero(np.diff(unit, prepend=-1))
    ends = np.append(starts, len(unit))[1:]
    longest = int((ends - starts).max(initial=0))
    exact = weight is None and longest * max(largest, 1) ** 2 < _SINGLE
    table = np.empty((len(columns), len(unit)), dtype=np.float32 if exact else np.float64)
    for place, column in enumerate(columns):
        table[place] = column
    # a copy even without weights: a matrix times itself takes a road through the library that is slower for a few columns
    heavy = table[:left].copy() if weight is None else table[:left] * weight
    crossed = np.empty((len(starts), left, len(columns)), dtype=table.dtype)
    for place, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        np.matmul(heavy[:, start:end], table[:, start:end].T, out=crossed[place])
    return unit[starts], crossed


def sum_pair(ask: Pair, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    """Few units and short scales go through the crosstab (one pass instead of six); otherwise directly. Both are exact."""
    x, y = ask.x, ask.y
    if rows.count >= FULL_UNIT * units and units * x.width * y.width <= max(4 * rows.count, 65536):
        table = count_crosstab(x, y, rows, unit, units, weight).reshape(units, x.width, y.width)
        at_x, at_y = np.arange(x.low, x.high + 1), np.arange(y.low, y.high + 1)
        by_x, by_y = table.sum(axis=2), table.sum(axis=1)
        sums = (by_x.sum(axis=1), by_x @ at_x, by_y @ at_y, by_x @ at_x**2, by_y @ at_y**2, (table @ at_y) @ at_x)
        return cast("Sums", np.stack(sums, axis=1))
    both = np.flatnonzero(rows.answered(x) & rows.answered(y))
    left, right = rows.codes[x.column][both].astype(np.float64), rows.codes[y.column][both].astype(np.float64)
    parts = (np.ones(len(both)), left, right, left * left, right * right, left * right)
    return stack_parts(parts, unit[both], units, None if weight is None else weight[both])


def count_crosstab(x: Span, y: Span, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    """How often each answer meets each; whoever left one out is counted in a cell too many, which is dropped."""
    width = x.width * y.width
    place = (rows.codes[x.column].astype(np.int64) - x.low) * y.width + (rows.codes[y.column] - y.low)
    if rows.all_answered(x) and rows.all_answered(y):
        return bin_rows(unit * width + place, units * width, weight).reshape(units, width)
    index = unit * (width + 1) + np.where(rows.answered(x) & rows.answered(y), place, width)
    counted = bin_rows(index, units * (width + 1), weight)
    return counted.reshape(units, width + 1)[:, :width]


def bin_rows(index: Ints, bins: int, weight: Floats | None) -> Sums:
    """How many rows (or how much weight) each bin holds."""
    if weight is None:
        return np.bincount(index, minlength=bins).astype(np.int64, copy=False)
    return np.bincount(index, weights=weight, minlength=bins)


def stack_parts(parts: Sequence[Floats], unit: Ints, units: int, weight: Floats | None) -> Sums:
    """Each part summed by unit. Unweighted parts are whole numbers far below 2^53, so the floating sums are exact."""
    if weight is not None:
        return np.stack([np.bincount(unit, weights=part * weight, minlength=units) for part in parts], axis=1)
    return np.stack([np.bincount(unit, weights=part, minlength=units) for part in parts], axis=1).astype(np.int64)


__all__ = [
    "FULL_UNIT",
    "bin_rows",
    "count_crosstab",
    "cross_columns",
    "stack_parts",
    "sum_features",
    "sum_pair",
    "sum_pairs",
]
