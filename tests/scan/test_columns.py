"""Does a column become the same numbers whatever it is made of, with its blanks told apart?"""

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.errors import NotNumbers, WrongWeight
from peakend.scan.columns import amounts_of, codes_of, marks_of, plain_numbers, weights_of, words_of
from peakend.scan.kernel import BLANK, ELSEWHERE, LARGEST

WHOLE = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]
NUMBERS = [*WHOLE, pa.float16(), pa.float32(), pa.float64(), pa.decimal128(9, 2), pa.dictionary(pa.int8(), pa.int64())]


@pytest.mark.parametrize("kind", NUMBERS, ids=str)
def test_an_answer_is_the_same_code_in_every_type(kind: pa.DataType) -> None:
    given_to = [np.float16(one) if kind == pa.float16() and one is not None else one for one in [3, None, 5, 0]]
    column = pa.array(given_to, kind) if not pa.types.is_dictionary(kind) else pa.array([3, None, 5, 0]).dictionary_encode()
    for part in (column, pa.concat_arrays([column, column])[2:6]):
        assert codes_of("q", part).tolist() == [BLANK if one is None else one for one in part.cast(pa.int64()).to_pylist()]
        assert codes_of("q", part).dtype == np.int16


@given(st.lists(st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.integers(-33_000, 33_000))))
def test_whole_numbers_beyond_any_scale_are_told_from_blanks(values: list[int | None]) -> None:
    expected = [BLANK if one is None else (one if abs(one) <= LARGEST else ELSEWHERE) for one in values]
    assert codes_of("q", pa.array(values, pa.int64())).tolist() == expected
    small = [one if one is None or -(2**15) <= one < 2**15 else 0 for one in values]
    expected = [BLANK if one is None else (one if abs(one) <= LARGEST else ELSEWHERE) for one in small]
    assert codes_of("q", pa.array(small, pa.int16())).tolist() == expected


@given(st.lists(st.one_of(st.none(), st.floats(width=32), st.integers(-40_000, 40_000).map(float))))
def test_a_fraction_or_an_endless_number_is_no_code(values: list[float | None]) -> None:
    def code(value: float | None) -> int:
        if value is None or np.isnan(value):
            return int(BLANK)
        return int(value) if abs(value) <= LARGEST and value == int(value) else int(ELSEWHERE)

    assert codes_of("q", pa.array(values, pa.float64())).tolist() == [code(value) for value in values]


@pytest.mark.parametrize(
    ("column", "codes"),
    [
        (pa.array([True, None, False]), [1, BLANK, 0]),
        (pa.nulls(2), [BLANK, BLANK]),
        (pa.array([], pa.int16()), []),
        (pa.array([Decimal("2.50"), Decimal("4.00")]), [ELSEWHERE, 4]),
        (pa.array([None, None], pa.int16()), [BLANK, BLANK]),
    ],
    ids=["truth", "nothing", "empty", "decimal", "all blank"],
)
def test_unusual_columns_are_read_too(column: pa.Array, codes: list[int]) -> None:
    assert codes_of("q", column).tolist() == codes


@pytest.mark.parametrize("column", [pa.array(["4"]), pa.array([[4]]), pa.array(["4"]).dictionary_encode()], ids=["text", "list", "words"])
def test_what_is_no_number_is_refused_by_name(column: pa.Array) -> None:
    for read in (codes_of, amounts_of, weights_of, marks_of):
        with pytest.raises(NotNumbers, match="'satisfaction' should hold whole numbers") as caught:
            read("satisfaction", column)
        assert "整数编码" in caught.value.say("zh")


def test_reading_copies_nothing_and_changes_nothing() -> None:
    column = pa.array(np.arange(5, dtype=np.int16))
    values, blank = plain_numbers(column)
    assert blank is None
    assert not values.flags.owndata
    codes_of("q", pa.array([1, None], pa.int16()))
    assert column.to_pylist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("cell", [None, -0.5, float("nan"), float("inf")], ids=str)
def test_a_weight_must_be_a_number_from_zero(cell: float | None) -> None:
    with pytest.raises(WrongWeight, match="in 2 rows") as caught:
        weights_of("w", pa.array([1.0, cell, 0.0, cell]))
    assert "有 2 行" in caught.value.say("zh")


def test_marks_are_true_or_any_number_but_zero() -> None:
    assert marks_of("test", pa.array([True, False, None])).tolist() == [True, False, False]
    assert marks_of("test", pa.array([2, 0, None])).tolist() == [True, False, False]
    assert marks_of("test", pa.array([1.0, 0.0, float("nan")])).tolist() == [True, False, False]


def said(column: pa.Array) -> list[str]:
    place, words = words_of(column)
    return [words[at] for at in place]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (pa.array(["north", None, ""]), ["north", "", ""]),
        (pa.array([3, None, -1]), ["3", "", "-1"]),
        (pa.array([3.0, None, 2.5, float("nan")]), ["3", "", "2.5", ""]),
        (pa.array([True, None]), ["true", ""]),
        (pa.array(["金卡", None]).dictionary_encode(), ["金卡", ""]),
        (pa.array([1.0, None]).dictionary_encode(), ["1", ""]),
        (pa.nulls(2), ["", ""]),
        (pa.array([], pa.string()), []),
    ],
    ids=["text", "whole", "floating", "truth", "dictionary", "floating dictionary", "nothing", "empty"],
)
def test_groups_are_named_alike_in_every_type(cells: pa.Array, words: list[str]) -> None:
    assert said(cells) == words


def test_a_group_is_named_the_same_whoever_stands_beside_it() -> None:
    """A batch with 2.5 in it and one without must not call the same value 3 and 3.0."""
    both: list[Any] = said(pa.array([3.0, 2.5])) + said(pa.array([3.0]))
    assert both == ["3", "2.5", "3"]
