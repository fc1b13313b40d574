import pytest

from peakend.define.answers import REASONS
from peakend.define.survey import Question, Scale
from peakend.listen.answer import day_order_of, read_answer, read_choice, read_date, read_mark, read_number
from peakend.text import Text


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("5", 5),
        (" 5.0 ", 5),
        ("５", 5),
        ("0", None),
        ("6", None),
        ("4.5", None),
        ("good", None),
        ("99", REASONS["dont_know"]),
        ("99.0", REASONS["dont_know"]),
        ("NA", REASONS["skipped"]),
        ("", REASONS["skipped"]),
        ("Very Good", 5),
        ("很好", 5),
        ("n/a this time", REASONS["not_experienced"]),
    ],
)
def test_a_cell_is_an_answer_a_reason_or_off_the_scale(cell: str, answer: int | None) -> None:
    missing = (("99", "dont_know"), ("n/a this time", "not_experienced"))
    scale = Scale(1, 5, missing=missing, labels=((5, Text("很好", "")),), words=(("very good", 5),))  # type: ignore[arg-type]
    assert read_answer(cell, scale) == answer


def test_a_declared_missing_code_goes_before_the_same_code_on_the_scale() -> None:
    assert read_answer("0", Scale(0, 10, missing=(("0", "not_experienced"),))) == REASONS["not_experienced"]


def test_words_may_turn_the_codes_round() -> None:
    scale = Scale(1, 3, words=(("1", 3), ("2", 2), ("3", 1)))
    assert [read_answer(cell, scale) for cell in ("1", "2.0", "3")] == [3, 2, 1]


def test_an_offset_is_taken_off() -> None:
    assert [read_answer(cell, Scale(0, 10, offset=1)) for cell in ("1", "11", "0", "12")] == [0, 10, None, None]


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [
        ("3,5", ",", 3.5),
        ("1.234,5", ",", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1,234.5", "", 1234.5),
        ("-12.85", "", -12.85),
        ("3,5", "", None),
        ("1e3", "", 1000.0),
        (".5", "", 0.5),
        ("12 months", "", None),
        ("--3", "", None),
    ],
)
def test_numbers_are_read_with_their_decimal_mark(cell: str, decimal: str, number: float | None) -> None:
    assert read_number(cell, decimal) == number


def test_a_choice_is_chosen_not_chosen_missing_or_refused() -> None:
    question = Question("q", "chosen", chosen=("4",), unchosen=("-1",), scale=Scale(0, 1, missing=(("9", "dont_know"),)))
    assert [read_choice(cell, question) for cell in ("4", "4.0", "-1", "9", "7")] == [1, 1, 0, REASONS["dont_know"], None]


def test_a_choice_without_codes_is_a_yes_or_a_no() -> None:
    assert [read_choice(cell, Question("q", "chosen")) for cell in ("1", "是", "No", "0", "maybe")] == [1, 1, 0, 0, None]


def test_a_cell_of_several_choices_is_searched_for_each() -> None:
    question = Question("q", "chosen", chosen=("运动",), joined="┋")
    assert [read_choice(cell, question) for cell in ("阅读┋运动", "阅读", "运动会┋阅读")] == [1, 0, 0]


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2024-03-05", "", "2024-03-05"),
        ("2024/3/5", "", "2024-03-05"),
        ("2024年3月5日", "", "2024-03-05"),
        ("20240305", "", "2024-03-05"),
        ("31-12-2023", "", "2023-12-31"),
        ("12/31/23", "", "2023-12-31"),
        ("04/03/2024", "dmy", "2024-03-04"),
        ("04/03/2024", "mdy", "2024-04-03"),
        ("04/03/2024", "", None),
        ("04/04/2024", "", "2024-04-04"),
        ("2024-13-05", "", None),
        ("yesterday", "", None),
    ],
)
def test_a_date_is_read_only_where_it_can_be_told(cell: str, order: str, day: str | None) -> None:
    found = read_date(cell, order)  # type: ignore[arg-type]
    assert (found.isoformat() if found else None) == day


def test_a_date_gives_its_order_away_or_not() -> None:
    assert [day_order_of(cell) for cell in ("31/01/2024", "01/31/2024", "01/02/2024", "2024-01-31")] == ["dmy", "mdy", "", ""]


def test_marks_of_a_test_are_known() -> None:
    assert [read_mark(cell) for cell in ("Survey Preview", "1", "是", "IP Address", "0", "")] == [True, True, True, False, False, False]


def test_what_a_tool_did_not_show_was_not_asked() -> None:
    assert read_answer("(跳过)", Scale(1, 5)) == REASONS["not_asked"]
    assert read_answer("（空）", Scale(1, 5)) == REASONS["skipped"]
    assert read_choice("(跳过)", Question("q", "chosen", chosen=("运动",), joined="┋")) == REASONS["not_asked"]


def test_a_label_that_looks_like_a_number_is_no_word() -> None:
    labels = tuple((answer, Text("", str(answer))) for answer in range(11))
    assert read_answer("11", Scale(0, 10, offset=1, labels=labels)) == 10
