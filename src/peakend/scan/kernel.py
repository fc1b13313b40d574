"""How are the asks worked out on one batch of rows? Numpy only; one function an ask, each from columns to (units x width) sums.

A *unit* is what an interval may resample: a respondent while the answers are few, a block of respondents when they are many. The
kernel does not care: it is given the unit number of each row.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

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
from peakend.scan.products import FULL_UNIT, bin_rows, count_crosstab, stack_parts, sum_features, sum_pair, sum_pairs
from peakend.scan.rows import BLANK, ELSEWHERE, LARGEST, Codes, Floats, Ints, Rows, Sums


def sum_by_unit(  # noqa: C901, PLR0911 - one answer an ask
    ask: Ask, rows: Rows, unit: Ints, units: int, weight: Floats | None = None
) -> Sums:
    """Answer one ask: sums per unit, shape (units, ask.width).

    Without `weight` every sum over codes is an exact int64; with it, each row counts `weight` times and sums are float64.
    """
    match ask:
        case Levels():
            return _count_levels(ask, rows, unit, units, weight)
        case Crosstab():
            return count_crosstab(ask.x, ask.y, rows, unit, units, weight)
        case Pair():
            return sum_pair(ask, rows, unit, units, weight)
        case Pairs():
            return sum_pairs(ask, rows, unit, units, weight)
        case Within():
            return _sum_within(ask, rows, unit, units, weight)
        case Ranks():
            return _sum_ranks(ask, rows, unit, units, weight)
        case Amounts():
            return _sum_amounts(ask, rows, unit, units, weight)
        case Products():
            return sum_features(ask, rows, unit, units, weight)
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


def _count_levels(ask: Levels, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    slot = level_slots(ask)[rows.codes[ask.span.column].view(np.uint16)]
    return bin_rows(unit * ask.width + slot, units * ask.width, weight).reshape(units, ask.width)


def _sum_within(ask: Within, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    """Column by column over all rows: who did not answer, or answered nothing else, adds nothing."""
    answered = [rows.answered(span) for span in ask.spans]
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
    return stack_parts(parts, unit, units, weight)


def _sum_ranks(ask: Ranks, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    everything = np.ones(rows.count, dtype=bool)
    for span in ask.spans:
        everything &= rows.answered(span)
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
    return stack_parts((*parts, ties), unit[here], units, None if weight is None else weight[here])


def _sum_amounts(ask: Amounts, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    amount = rows.amounts[ask.column]
    known = np.flatnonzero(np.isfinite(amount))
    far = amount[known] - ask.centre
    heavy = np.ones(len(known)) if weight is None else weight[known]
    return stack_parts((np.ones(len(known)), far, far * far), unit[known], units, heavy)


def _trace(spans: tuple[Span, ...], rows: Rows, everybody: NDArray[np.bool_]) -> tuple[NDArray[np.intp], Curves]:
    """The rows with an episode, of those that may have one, and their curves."""
    answered = [rows.answered(span) for span in spans]
    here = np.flatnonzero(everybody & (_add_up(answered) >= EPISODE))
    ratings = [rows.codes[span.column][here] for span in spans]
    return here, trace_curves(ratings, [one[here] for one in answered], spans[0].low + spans[0].high)


def _add_up(flags: Sequence[NDArray[np.bool_]]) -> NDArray[np.int32]:
    """How many are true, row by row."""
    many = np.zeros(len(flags[0]), dtype=np.int32)
    for one in flags:
        many += one
    return many


def _sum_episodes(ask: Episode, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    here, curve = _trace(ask.spans, rows, rows.answered(ask.overall))
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
    return stack_parts(list(products.T.astype(np.float64)), unit[here], units, weight[here])


def _count_marks(ask: Marks, rows: Rows, unit: Ints, units: int, weight: Floats | None) -> Sums:
    answered = [rows.answered(span) for span in ask.spans]
    many = _add_up(answered)
    here, curve = _trace(ask.spans, rows, np.ones(rows.count, dtype=bool))
    heavy, own, moments = None if weight is None else weight[here], unit[here], len(ask.spans)
    counted = stack_parts([(many >= EPISODE).astype(np.float64), ((many > 0) & (many < EPISODE)).astype(np.float64)], unit, units, weight)
    met = stack_parts([one[here].astype(np.float64) for one in answered], own, units, heavy)
    uneven, everybody = curve.best > curve.worst, np.ones(len(here), dtype=bool)  # where all ratings are equal, none is a peak
    marks = [
        bin_rows((own * moments + place)[some], units * moments, None if heavy is None else heavy[some]).reshape(units, moments)
        for place, some in ((curve.peak_at, uneven), (curve.own_peak_at, uneven), (curve.end_at, everybody))
    ]
    by_moment = np.stack([met, *marks], axis=2).reshape(units, 4 * moments)
    return cast("Sums", np.concatenate([counted, by_moment], axis=1))


__all__ = ["BLANK", "ELSEWHERE", "FULL_UNIT", "LARGEST", "Codes", "Floats", "Ints", "Rows", "Sums", "level_slots", "sum_by_unit"]
