"""Are a person's peak, end and trend what they are by hand, and the sums exact whatever the order, the units and the engine's way?"""

from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.scan.ask import SLOPE_UNIT, WITHIN_UNIT, Episode, Marks, Request, Span
from peakend.scan.count import count_answers
from peakend.scan.episode import cross_whole, sum_whole, trace_curves

SPANS = tuple(Span(f"m{at}", 1, 5) for at in range(5))
OVERALL = Span("whole", 0, 10)
EPISODE, MARKS = Episode(SPANS, OVERALL), Marks(SPANS)
REQUEST = Request((EPISODE, MARKS))

PEOPLE = st.lists(
    st.tuples(st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=5, max_size=5), st.one_of(st.none(), st.integers(0, 10))),
    min_size=1,
    max_size=12,
)


def table(people: list[tuple[list[int | None], int | None]]) -> pa.Table:
    columns = {span.column: pa.array([ratings[at] for ratings, _ in people], pa.int16()) for at, span in enumerate(SPANS)}
    return pa.table({**columns, "whole": pa.array([whole for _, whole in people], pa.int16())})


def by_hand(ratings: list[int | None], whole: int) -> list[int]:
    """The features of one person in fractions, in the order of the ask."""
    own = [one for one in ratings if one is not None]
    n = len(own)
    mean = Fraction(sum(own), n)
    peak = next(one for one in reversed(own) if abs(one - 3) == max(abs(other - 3) for other in own))
    own_peak = next(one for one in reversed(own) if abs(one - mean) == max(abs(other - mean) for other in own))
    steps = [Fraction(2 * at - n + 1, 2) for at in range(n)]
    slope = Fraction(sum(step * one for step, one in zip(steps, own, strict=True))) / sum(step * step for step in steps)
    features: list[Fraction | int] = [mean * WITHIN_UNIT, max(own), min(own), peak, own_peak, own[-1], slope * SLOPE_UNIT, n, whole]
    assert all(Fraction(one).denominator == 1 for one in features)
    return [int(one) for one in features]


@given(PEOPLE)
def test_sums_are_those_worked_out_by_hand_in_fractions(people: list[tuple[list[int | None], int | None]]) -> None:
    rows = [[1, *by_hand(ratings, whole)] for ratings, whole in people if whole is not None and sum(one is not None for one in ratings) > 2]
    expected = [sum(row[one] * row[two] for row in rows) for one in range(10) for two in range(one, 10)]
    tally = count_answers(table(people), REQUEST)
    assert tally.whole.total(EPISODE).tolist() == expected
    assert tally.whole.fold().total(EPISODE).tolist() == expected
    assert tally.whole.units(EPISODE).sum(axis=0).tolist() == expected


@given(PEOPLE, PEOPLE)
def test_halves_add_to_the_whole(one: list[tuple[list[int | None], int | None]], two: list[tuple[list[int | None], int | None]]) -> None:
    whole = count_answers(table([*one, *two]), REQUEST).whole
    halves = [count_answers(table(part), REQUEST).whole for part in (one, two)]
    for ask in (EPISODE, MARKS):
        assert whole.total(ask).tolist() == (halves[0].total(ask) + halves[1].total(ask)).tolist()


@given(PEOPLE)
def test_everybody_with_an_episode_has_one_end_and_one_peak_if_it_is_not_flat(people: list[tuple[list[int | None], int | None]]) -> None:
    found = count_answers(table(people), REQUEST).whole.total(MARKS)
    met = [sum(one is not None for one in ratings) for ratings, _ in people]
    assert found[:2].tolist() == [sum(n > 2 for n in met), sum(0 < n <= 2 for n in met)]
    uneven = sum(n > 2 and len({*ratings} - {None}) > 1 for n, (ratings, _) in zip(met, people, strict=True))
    assert [found[2 + part :: 4].sum() for part in (1, 2, 3)] == [uneven, uneven, found[0]]
    assert (found[3::4] <= found[2::4]).all()


def test_the_last_moment_experienced_is_the_end_and_the_latest_of_equal_peaks_the_peak() -> None:
    ratings = [np.array([one], dtype=np.int16) for one in (1, 5, 3, 4)]
    curves = trace_curves(ratings, [np.array([met]) for met in (True, True, True, False)], 6)
    assert (curves.peak.item(), curves.peak_at.item(), curves.end.item(), curves.end_at.item()) == (5, 1, 3, 2)
    assert curves.count.item() == 3


def test_more_than_twelve_moments_are_rounded_to_the_nearest_whole() -> None:
    ratings = [np.array([one], dtype=np.int16) for one in range(1, 14)]
    curves = trace_curves(ratings, [np.ones(1, dtype=bool)] * 13, 14)
    assert curves.mean.item() == 7 * WITHIN_UNIT
    assert curves.trend.item() == SLOPE_UNIT


@pytest.mark.parametrize("largest", [9, 40_000])
def test_fast_products_are_the_exact_ones(largest: int) -> None:
    """Also where they are too large to be exact as floating numbers."""
    random = np.random.default_rng(7)
    values = random.integers(-largest, largest, size=(500, 3)) * largest
    unit = random.integers(0, 4, size=500)
    one, two = np.triu_indices(3)
    assert cross_whole(values, unit, 5).tolist() == sum_whole(values[:, one] * values[:, two], unit, 5).tolist()


def test_weights_multiply_what_whole_numbers_count() -> None:
    people: list[tuple[list[int | None], int | None]] = [([1, 2, 5, 4, 3], 7), ([5, 5, None, 1, 2], 3)]
    twice = table(people).append_column("w", pa.array([2.0, 2.0]))
    heavy = count_answers(twice, Request((EPISODE, MARKS), weight="w")).whole
    plain = count_answers(table(people), REQUEST).whole
    for ask in (EPISODE, MARKS):
        assert heavy.total(ask).tolist() == (2 * plain.total(ask)).tolist()
        assert heavy.counted(ask).tolist() == plain.total(ask).tolist()
