"""How are the asks worked out on one batch of rows? Numpy only; one function an ask, each from columns to (units x width) sums.

A *unit* is what an interval may resample: a respondent while the answers are few, a block of respondents when they are many. The
kernel does not care: it is given the unit number of each row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from peakend.scan.ask import (
    EPISODE,
    WITHIN_UNIT,
    Amounts,
    Ask,
    Crosstab,
    Episode,
    Levels,
    Marks,
    Pair,
    Pairs,
    Products,
    Ranks,
    Span,
    Within,
)
from peakend.scan.episode import Curves, cross_whole, sum_whole, trace_curves

BLANK: Final = np.int16(-32768)
"""Stands for a missing cell in a column of codes."""

ELSEWHERE: Final = np.int16(-32767)
"""Stands for a number that no scale can hold (a fraction, or beyond ±32,000): counted, never taken for an answer."""

LARGEST: Final = 32_000
"""The largest code, up or down: the width of int16, less room for the marks."""

FULL_UNIT: Final = 16
"""From so many rows a unit on, products are worked out unit by unit, as tables or matrices."""

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


def sum_by_unit(  # noqa: PLR0911 - one answer an ask
    ask: Ask, rows: Rows, unit: Ints, units: int, weight: Floats | None = None
) -> Sums:
    """Answer one ask: sums per unit, shape (units, ask.width).

    Without `weight` every sum over codes is an exact int64; with it, each row counts `weight` times and sums are float64.
    """
    match ask:
        case Levels():
            return _count_levels(ask, rows, unit, units, weight)
        case Crosstab():
            return _count_crosstab(ask.x, ask.y, rows, unit, units, weight)
        case Pair() | Pairs():
            return _sum_products(ask, rows, unit, units, weight)
        case Within():
            return _sum_within(ask, rows, unit, units, weight)
        case Ranks():
            return _sum_ranks(ask, rows, unit, units, weight)
        case Amounts():
            return _sum_amounts(ask, rows, unit, units, weight)
        case Products():
            return _sum_features(ask, rows, unit, units, weight)
        case Episode():
            return _sum_episodes(ask, rows, unit, units, weight)
        case Marks():
            return _count_marks(ask, rows, unit, units, weight)


@lru_cache(maxsize=1024)
def level_slots(ask: Levels) -> NDArray[np.int16]:
    """For each of the 65,536 possible codes, the slot of `Levels` it is counted in."""
    span, width = ask.span, ask.width
    slots = np.full(65536, width - 1, dtype=np.int16)
    for place, code in enumerate(range(span.low, span.high + 1)):
        slots[code & 0xFFFF] = place
    for place, code in enumerate(ask.codes):
        slots[code & 0xFFFF] = span.width + place
    slots[int(BLANK) & 0xFFFF] = width - 2
    slots.flags.writeable = False
    return slots


def _bin(index: Ints, bins: int, weight: Floats | None) -> Sums:
    if weight is None:
        return np.bincount(index, minlength=bins).astype(np.int64)
    return np.bincount(index, weights=weight, minlength=bins)


def _count_levels(ask: Levels, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    slot = level_slots(ask)[rows.codes[ask.span.column].view(np.uint16)]
    return _bin(unit * ask.width + slot, units * ask.width, weight).reshape(units, ask.width)


def _answered(span: Span, rows: Rows) -> NDArray[np.bool_]:
    codes = rows.codes[span.column]
    return (codes >= span.low) & (codes <= span.high)


def _count_crosstab(x: Span, y: Span, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    both = np.flatnonzero(_answered(x, rows) & _answered(y, rows))
    place = (rows.codes[x.column][both].astype(np.int64) - x.low) * y.width + (rows.codes[y.column][both] - y.low)
    width = x.width * y.width
    counted = _bin(unit[both] * width + place, units * width, None if weight is None else weight[both])
    return cast("Sums", counted.reshape(units, width))


def _sum_products(ask: Pair | Pairs, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    """Many rows a unit: one product of matrices a unit gives all pairs at once. Few: pair by pair. Both are exact."""
    if isinstance(ask, Pair):
        return _sum_pair(ask, rows, unit, units, weight)
    if len(ask.spans) > 1 and rows.count >= FULL_UNIT * units:
        return _sum_pairs(ask.spans, rows, unit, units, weight)
    several = [_sum_pair(pair, rows, unit, units, weight) for pair in ask.pairs]
    none = np.zeros((units, 0), dtype=np.int64 if weight is None else np.float64)
    return cast("Sums", np.concatenate([none, *several], axis=1))


def _sum_pair(ask: Pair, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    """Few units and short scales go through the crosstab (one pass instead of six); otherwise directly. Both are exact."""
    x, y = ask.x, ask.y
    if rows.count >= FULL_UNIT * units and units * x.width * y.width <= max(4 * rows.count, 65536):
        table = _count_crosstab(x, y, rows, unit, units, weight).reshape(units, x.width, y.width)
        at_x, at_y = np.arange(x.low, x.high + 1), np.arange(y.low, y.high + 1)
        by_x, by_y = table.sum(axis=2), table.sum(axis=1)
        sums = (by_x.sum(axis=1), by_x @ at_x, by_y @ at_y, by_x @ at_x**2, by_y @ at_y**2, (table @ at_y) @ at_x)
        return cast("Sums", np.stack(sums, axis=1))
    both = np.flatnonzero(_answered(x, rows) & _answered(y, rows))
    left, right = rows.codes[x.column][both].astype(np.float64), rows.codes[y.column][both].astype(np.float64)
    ones = np.ones(len(both))
    parts = (ones, left, right, left * left, right * right, left * right)
    return _stack(parts, unit[both], units, None if weight is None else weight[both])


def _stack(parts: Sequence[Floats], unit: Ints, units: int, weight: Floats | None) -> Sums:
    """Each part summed by unit. Unweighted parts are whole numbers far below 2^53, so the floating sums are exact."""
    if weight is not None:
        return np.stack([np.bincount(unit, weights=part * weight, minlength=units) for part in parts], axis=1)
    return np.stack([np.bincount(unit, weights=part, minlength=units) for part in parts], axis=1).astype(np.int64)


def _sum_pairs(spans: tuple[Span, ...], rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    count, order = len(spans), np.argsort(unit, kind="stable")
    table = _products_of(spans, rows, order)
    heavy = table[:, : 2 * count] if weight is None else table[:, : 2 * count] * weight[order, None]
    starts = np.searchsorted(unit[order], np.arange(units + 1))
    one, two = np.triu_indices(count, 1)
    sums = np.zeros((units, len(one), 6), dtype=np.int64 if weight is None else np.float64)
    for place in np.flatnonzero(np.diff(starts)).tolist():
        rows_of = slice(starts[place], starts[place + 1])
        crossed = heavy[rows_of].T @ table[rows_of]
        n, mixed, squares = crossed[:count, :count], crossed[count:, :count], crossed[:count, 2 * count :]
        product = crossed[count:, count : 2 * count]
        found = (n[one, two], mixed[one, two], mixed[two, one], squares[two, one], squares[one, two], product[one, two])
        sums[place] = np.stack(found, axis=1)
    return cast("Sums", sums.reshape(units, 6 * len(one)))


def _products_of(spans: tuple[Span, ...], rows: Rows, order: NDArray[np.intp]) -> NDArray[np.float32] | Floats:
    """Whether each column is answered, its answer, and its square, side by side; small enough sums are exact in single precision."""
    count, largest = len(spans), max(max(abs(span.low), abs(span.high)) for span in spans)
    exact = rows.weight is None and rows.count * largest * largest < 2**24
    table = np.zeros((rows.count, 3 * count), dtype=np.float32 if exact else np.float64)
    for place, span in enumerate(spans):
        codes, answered = rows.codes[span.column][order], _answered(span, rows)[order]
        table[:, place] = answered
        table[:, count + place] = np.where(answered, codes, 0)
    table[:, 2 * count :] = table[:, count : 2 * count] ** 2
    return table


def _sum_within(ask: Within, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    """Column by column over all rows: who did not answer, or answered nothing else, adds nothing."""
    answered = [_answered(span, rows) for span in ask.spans]
    codes = [np.where(here, rows.codes[span.column], 0).astype(np.float64) for span, here in zip(ask.spans, answered, strict=True)]
    answers, total = np.zeros(rows.count, dtype=np.int64), np.zeros(rows.count)
    for here, code in zip(answered, codes, strict=True):
        answers += here
        total += code
    several = answers >= 2  # noqa: PLR2004 - one answer cannot differ from its own mean
    some = np.maximum(answers, 1)
    parts: list[Floats] = []
    for here, code in zip(answered, codes, strict=True):
        counted = (here & several).astype(np.float64)
        far = np.rint((code * answers - total) * WITHIN_UNIT / some) * counted
        parts += [counted, far, far * far]
    return _stack(parts, unit, units, weight)


def _sum_ranks(ask: Ranks, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    everything = np.ones(rows.count, dtype=bool)
    for span in ask.spans:
        everything &= _answered(span, rows)
    here = np.flatnonzero(everything)
    codes = [rows.codes[span.column][here] for span in ask.spans]
    parts, ties = [np.ones(len(here))], np.zeros(len(here))
    for code in codes:
        below, equal = np.zeros(len(here)), np.zeros(len(here))
        for other in codes:
            below += other < code
            equal += other == code
        parts.append(2 * below + equal + 1)
        ties += equal * equal - 1  # each of t tied answers adds t² - 1: together t³ - t
    return _stack((*parts, ties), unit[here], units, None if weight is None else weight[here])


def _sum_amounts(ask: Amounts, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    amount = rows.amounts[ask.column]
    known = np.flatnonzero(np.isfinite(amount))
    far = amount[known] - ask.centre
    heavy = np.ones(len(known)) if weight is None else weight[known]
    return _stack((np.ones(len(known)), far, far * far), unit[known], units, heavy)


def _sum_features(ask: Products, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    """One table of scores for the rows that answer everything; one product of matrices a unit, or column by column for single rows."""
    everything = np.ones(rows.count, dtype=bool)
    for span in ask.spans:
        everything &= _answered(span, rows)
    here = np.flatnonzero(everything)
    scores = [np.ones(len(here))]
    for feature in ask.features:
        codes = rows.codes[feature.span.column][here]
        made = np.array([feature.score(answer) for answer in range(feature.span.low, feature.span.high + 1)], dtype=np.float64)
        scores.append(made[codes - feature.span.low])
    heavy = None if weight is None else weight[here]
    one, two = np.triu_indices(len(ask.features))
    if len(here) < FULL_UNIT * units:
        parts = (*scores, *(scores[left + 1] * scores[right + 1] for left, right in zip(one, two, strict=True)))
        return _stack(parts, unit[here], units, heavy)
    order = np.argsort(unit[here], kind="stable")
    table = np.stack(scores, axis=1)[order]
    weighted = table if heavy is None else table * heavy[order, None]
    starts = np.searchsorted(unit[here][order], np.arange(units + 1))
    sums = np.zeros((units, ask.width), dtype=np.int64 if weight is None else np.float64)
    for place in np.flatnonzero(np.diff(starts)).tolist():
        rows_of = slice(starts[place], starts[place + 1])
        crossed = weighted[rows_of].T @ table[rows_of]
        sums[place] = np.concatenate([crossed[0], crossed[1:, 1:][one, two]])
    return cast("Sums", sums)


def _trace(spans: tuple[Span, ...], rows: Rows, everybody: NDArray[np.bool_]) -> tuple[NDArray[np.intp], Curves]:
    """The rows with an episode, of those that may have one, and their curves."""
    answered = np.stack([_answered(span, rows) for span in spans], axis=1)
    here = np.flatnonzero(everybody & (answered.sum(axis=1) >= EPISODE))
    ratings = np.stack([rows.codes[span.column][here] for span in spans], axis=1).astype(np.int64)
    return here, trace_curves(ratings, answered[here], spans[0].low + spans[0].high)


def _sum_episodes(ask: Episode, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    here, curve = _trace(ask.spans, rows, _answered(ask.overall, rows))
    overall = rows.codes[ask.overall.column][here].astype(np.int64)
    some = np.ones(len(here), dtype=np.int64)
    parts = (some, curve.mean, curve.best, curve.worst, curve.peak, curve.own_peak, curve.end, curve.trend, curve.count, overall)
    table = np.stack(parts, axis=1)
    if weight is None and len(here) >= FULL_UNIT * units:
        return cross_whole(table, unit[here], units)
    one, two = np.triu_indices(table.shape[1])
    products = table[:, one] * table[:, two]
    if weight is None:
        return sum_whole(products, unit[here], units)
    return _stack(list(products.T.astype(np.float64)), unit[here], units, weight[here])


def _count_marks(ask: Marks, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    answered = np.stack([_answered(span, rows) for span in ask.spans], axis=1)
    many = answered.sum(axis=1)
    here, curve = _trace(ask.spans, rows, np.ones(rows.count, dtype=bool))
    parts = [many >= EPISODE, (many > 0) & (many < EPISODE)]
    for at in range(len(ask.spans)):
        parts.append(answered[:, at] & (many >= EPISODE))
        for place in (curve.peak_at, curve.own_peak_at, curve.end_at):
            marked = np.zeros(rows.count, dtype=bool)
            marked[here] = place == at
            parts.append(marked)
    return _stack([part.astype(np.float64) for part in parts], unit, units, weight)
