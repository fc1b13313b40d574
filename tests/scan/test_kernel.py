"""Are the sums the right ones? Every ask against a slow reader that goes row by row."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scan.drawn import ASKS, A, B, C, plain_sums, tables

from peakend.scan.ask import Ask, Levels, Pair, Pairs, Ranks, Request, Within, merge_asks
from peakend.scan.count import count_answers
from peakend.scan.kernel import FULL_UNIT, Rows, sum_by_unit


@given(tables())
def test_every_ask_is_counted_as_a_patient_reader_would(table: pa.Table) -> None:
    tally = count_answers(table, Request(ASKS))
    for ask in ASKS:
        assert tally.whole.total(ask).tolist() == plain_sums(ask, table.to_pylist()), ask


@given(tables(most=12), st.integers(1, 4))
def test_weights_count_a_row_as_often_as_they_say(table: pa.Table, times: int) -> None:
    weighted = table.set_column(table.column_names.index("weight"), "weight", pa.array([float(times)] * table.num_rows))
    heavy = count_answers(weighted, Request(ASKS, weight="weight")).whole
    often = count_answers(pa.concat_tables([table] * times), Request(ASKS)).whole
    for ask in ASKS:
        assert heavy.total(ask).tolist() == often.total(ask).tolist(), ask
    assert [heavy.counted(ask).tolist() for ask in ASKS] == [count_answers(table, Request(ASKS)).whole.total(ask).tolist() for ask in ASKS]


@given(tables())
def test_whole_numbers_stay_whole(table: pa.Table) -> None:
    tally = count_answers(table, Request(ASKS[:-1], owner="owner"))
    assert {tally.whole.units(ask).dtype for ask in ASKS[:-1]} == {np.dtype(np.int64)}


@pytest.mark.parametrize("units", [1, 7, 60])
def test_products_of_many_rows_a_unit_are_those_of_each_pair(units: int) -> None:
    random = np.random.default_rng(5)
    count = FULL_UNIT * 60
    codes = {name: random.integers(-1, 12, count).astype(np.int16) for name in "abc"}
    rows, unit = Rows(count, codes, {}), random.integers(0, units, count)
    together = sum_by_unit(Pairs((A, B, C)), rows, unit, units)
    alone = [sum_by_unit(pair, rows, unit, units) for pair in Pairs((A, B, C)).pairs]
    assert together.dtype == np.int64
    assert together.tolist() == np.concatenate(alone, axis=1).tolist()
    weight = random.random(count)
    heavy = sum_by_unit(Pairs((A, B, C)), rows, unit, units, weight)
    assert np.allclose(
        heavy, np.concatenate([sum_by_unit(pair, rows, unit, units, weight) for pair in Pairs((A, B, C)).pairs], axis=1), rtol=1e-12
    )


def test_large_codes_are_multiplied_exactly() -> None:
    wide = (Pair(A, B).x, B.__class__("b", 0, 30_000))
    codes = {"a": np.full(5_000, 5, dtype=np.int16), "b": np.full(5_000, 29_999, dtype=np.int16)}
    sums = sum_by_unit(Pairs(wide), Rows(5_000, codes, {}), np.zeros(5_000, dtype=np.int64), 1)
    assert sums.tolist() == [[5_000, 25_000, 5_000 * 29_999, 125_000, 5_000 * 29_999**2, 25_000 * 29_999]]


@pytest.mark.parametrize("ask", [Pairs(()), Pairs((A,)), Within((A,)), Ranks((A,))], ids=repr)
def test_asks_of_nothing_or_one_column_are_harmless(ask: Ask) -> None:
    total = count_answers(pa.table({"a": [1, 5, None]}), Request((ask,))).whole.total(ask)
    assert total.tolist() == plain_sums(ask, [{"a": 1}, {"a": 5}, {"a": None}])


def test_an_ask_that_several_analyses_need_is_counted_once() -> None:
    assert merge_asks((Levels(A), Pair(A, B)), (Levels(A),)) == (Levels(A), Pair(A, B))


def test_each_column_is_read_once_whatever_is_asked() -> None:
    request = Request(ASKS, by=("group",), weight="weight", owner="owner", leave_out=("test",))
    assert sorted(request.columns()) == ["a", "amount", "b", "c", "group", "owner", "test", "weight"]
