"""Answers drawn at random for laws of the scan, and a slow, plain reader of them to compare with."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from peakend.scan.ask import WITHIN_UNIT, Amounts, Ask, Crosstab, Levels, Pair, Pairs, Products, Ranks, Span, Within

Rows = Sequence[Mapping[str, Any]]

A, B, C = Span("a", 1, 5), Span("b", 1, 5), Span("c", 0, 10)
CODES = (-1001, -1003)
ASKS: tuple[Ask, ...] = (
    Levels(A, CODES),
    Levels(C),
    Pair(A, C),
    Pairs((A, B, C)),
    Crosstab(B, C),
    Within((A, B, C)),
    Ranks((A, B, C)),
    Amounts("amount", 2.0),
)

answers = st.one_of(st.integers(0, 6), st.sampled_from([None, -1001, -1003, 99, -5, 40_000, -32_768]))
amounts = st.one_of(st.none(), st.integers(-40, 40).map(lambda quarters: quarters / 4))


@st.composite
def tables(draw: st.DrawFn, most: int = 25) -> pa.Table:
    """A table with three questions, an amount, owner, group, mark and weight; every column may have blanks."""
    count = draw(st.integers(0, most))

    def column(cells: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(cells, min_size=count, max_size=count))

    return pa.table(
        {
            "a": pa.array(column(answers), pa.int32()),
            "b": pa.array(column(answers), pa.int64()),
            "c": pa.array(column(answers), pa.float64()),
            "amount": pa.array(column(amounts), pa.float64()),
            "owner": pa.array(column(st.sampled_from([None, "", "ann", "bob", "cy"])), pa.string()),
            "number": pa.array(column(st.sampled_from([None, -7, 0, 3, 2**40])), pa.int64()),
            "group": pa.array(column(st.sampled_from([None, "north", "south"])), pa.string()),
            "test": pa.array(column(st.sampled_from([None, True, False])), pa.bool_()),
            "weight": pa.array(column(st.sampled_from([0.0, 0.5, 1.0, 2.0])), pa.float64()),
        }
    )


def plain_sums(ask: Ask, rows: Rows) -> list[float]:
    """What an ask must give, worked out row by row with whole numbers and fractions."""
    totals = [Fraction(0)] * ask.width
    for row in rows:
        for place, value in _add(ask, row):
            totals[place] += value
    return [float(total) for total in totals]


def _answer(span: Span, row: Mapping[str, Any]) -> int | None:
    value = row[span.column]
    return int(value) if value is not None and span.low <= value <= span.high else None


def _add(ask: Ask, row: Mapping[str, Any]) -> Iterator[tuple[int, Fraction]]:  # noqa: C901 - one answer an ask
    match ask:
        case Levels():
            yield _level(ask, row[ask.span.column]), Fraction(1)
        case Pair():
            yield from enumerate(_products(ask, row))
        case Pairs():
            for at, (one, two) in enumerate(combinations(ask.spans, 2)):
                yield from ((6 * at + part, value) for part, value in enumerate(_products(Pair(one, two), row)))
        case Crosstab():
            x, y = _answer(ask.x, row), _answer(ask.y, row)
            if x is not None and y is not None:
                yield (x - ask.x.low) * ask.y.width + y - ask.y.low, Fraction(1)
        case Within() | Ranks():
            yield from _within(ask, row) if isinstance(ask, Within) else _ranks(ask, row)
        case Products():
            yield from _features(ask, row)
        case Amounts():
            if row[ask.column] is not None:
                far = Fraction(row[ask.column]) - Fraction(ask.centre)
                yield from enumerate((Fraction(1), far, far * far))
        case _:
            raise NotImplementedError(ask)


def _level(ask: Levels, value: float | None) -> int:
    if value is None:
        return ask.width - 2
    if ask.span.low <= value <= ask.span.high:
        return int(value) - ask.span.low
    return ask.span.width + ask.codes.index(int(value)) if value in ask.codes else ask.width - 1


def _products(pair: Pair, row: Mapping[str, Any]) -> list[Fraction]:
    x, y = _answer(pair.x, row), _answer(pair.y, row)
    return [] if x is None or y is None else [Fraction(part) for part in (1, x, y, x * x, y * y, x * y)]


def _features(ask: Products, row: Mapping[str, Any]) -> Iterator[tuple[int, Fraction]]:
    given = [_answer(feature.span, row) for feature in ask.features]
    known = [feature.score(answer) for feature, answer in zip(ask.features, given, strict=True) if answer is not None]
    if len(known) == len(given):
        products = [one * two for at, one in enumerate(known) for two in known[at:]]
        yield from ((place, Fraction(value)) for place, value in enumerate((1, *known, *products)))


def _within(ask: Within, row: Mapping[str, Any]) -> Iterator[tuple[int, Fraction]]:
    given = [_answer(span, row) for span in ask.spans]
    known = [value for value in given if value is not None]
    for at, value in enumerate(given):
        if value is not None and len(known) > 1:
            far = (value - Fraction(sum(known), len(known))) * WITHIN_UNIT
            yield from ((3 * at + part, part_of) for part, part_of in enumerate((Fraction(1), far, far * far)))


def _ranks(ask: Ranks, row: Mapping[str, Any]) -> Iterator[tuple[int, Fraction]]:
    given = [value for value in (_answer(span, row) for span in ask.spans) if value is not None]
    if len(given) == len(ask.spans):
        yield 0, Fraction(1)
        for at, value in enumerate(given):
            places = [place for place, other in enumerate(sorted(given), start=1) if other == value]
            yield at + 1, Fraction(2 * sum(places), len(places))
        yield len(given) + 1, Fraction(sum(given.count(value) ** 3 - given.count(value) for value in set(given)))
