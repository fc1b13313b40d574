from collections import Counter

import pyarrow as pa
import pytest

from peakend.listen.guess import Guess, guess_column, measure_of, stem_of
from peakend.listen.profile import Profile
from peakend.listen.table import Column, Hint


def guess(name: str, cells: dict[str, int], rows: int | None = None, hint: Hint = "") -> Guess:
    profile = Profile()
    filled = list(Counter(cells).elements())
    blanks = (rows or len(filled)) - len(filled)
    profile.add(pa.array([*filled, *[None] * blanks], pa.string()))
    return guess_column(Column(name, hint=hint), profile, profile.rows)


def even(*values: object, times: int = 20) -> dict[str, int]:
    return {str(value): times for value in values}


def each(*values: str) -> dict[str, int]:
    return dict.fromkeys(values, 1)


IDS = {str(number): 1 for number in range(1000, 1100)}
TEXTS = {f"the staff number {number} was friendly and quick": 1 for number in range(100)}


@pytest.mark.parametrize(
    ("name", "cells", "role", "measure"),
    [
        ("整体满意度", even(*range(1, 11)), "rating", "overall"),
        ("overall_rating", even(*range(1, 11)), "rating", "overall"),
        ("staff_service_rating", even(1, 2, 3, 4, 5), "rating", "performance"),
        ("预约的重要程度", even(1, 2, 3, 4, 5), "rating", "importance"),
        ("对上门服务的期望值评分", even(1, 2, 3, 4, 5), "rating", "expectation"),
        ("nps", even(*range(11)), "rating", "nps"),
        ("recommended", even(0, 1), "rating", "loyalty"),
        ("intention", even(*range(1, 11)), "rating", "loyalty"),
        ("办理这项业务费力吗", even(1, 2, 3, 4, 5, 6, 7), "rating", "ces"),
        ("F1_functional", even("I like it", "I expect it", "I am neutral"), "rating", "kano_functional"),
        ("F1_dysfunctional", even("I like it", "I dislike it"), "rating", "kano_dysfunctional"),
        ("F2_functional", even(1, 2, 3, 4, 5), "rating", "kano_functional"),
        ("如果没有这项服务，您的感受", even("很喜欢", "无所谓", "很不喜欢"), "rating", "kano_dysfunctional"),
        ("如果有需要，您对服务的满意度", even(*range(1, 11)), "rating", "performance"),
        ("用户id", IDS, "respondent", None),
        ("序号", {str(number): 1 for number in range(1, 101)}, "respondent", None),
        ("x", {str(number): 1 for number in range(1, 101)}, "row_number", None),
        ("date", each(*(f"2024-03-{day:02d}" for day in range(1, 30))), "date", None),
        ("weight", even("0.5", "1.25"), "weight", None),
        ("期次", even("2024Q1", "2024Q2"), "wave", None),
        ("手机号", each("13912345678", "13812345678"), "personal", None),
        ("contact", each("13912345678", "13812345678"), "personal", None),
        ("link", each("/a/b", "/a/c"), "technical", None),
        ("脱网次数", even(*range(30)), "number", "profile"),
        ("家宽投诉次数", even(0, 1, 2, 3, 4), "number", "profile"),
        ("tenure", even(*range(72)), "number", "profile"),
        ("客户星级标识", even("金卡", "银卡"), "attribute", None),
        ("SeniorCitizen", even(0, 1), "attribute", None),
        ("用户描述", TEXTS, "reason", "reason"),
        ("q17", TEXTS, "reason", "reason"),
        ("postcode", each(*(f"YO{number} 1DL" for number in range(100))), "left_out", None),
        ("6、兴趣爱好", {"运动┋阅读": 5, "运动": 3}, "several", "chosen"),
        ("country", {"China": 50}, "constant", None),
        ("How satisfied are you?", even("Very satisfied", "Satisfied", "Neutral"), "rating", "performance"),
        ("Do you recline your seat?", even("Never", "Usually", "Always"), "rating", "profile"),
    ],
)
def test_a_column_is_taken_for_what_it_is(name: str, cells: dict[str, int], role: str, measure: str | None) -> None:
    found = guess(name, cells)
    assert (found.role, found.measure) == (role, measure)
    assert found.reason.missing() == ()


def test_a_scale_of_ten_is_no_nps_until_the_user_says_so() -> None:
    assert [name for name, _ in guess("推荐的可能性", even(*range(1, 11))).findings] == ["nps_not_0_10"]
    assert guess("推荐的可能性", even(*range(11))).findings == ()


def test_one_value_and_blanks_may_be_a_yes() -> None:
    found = guess("是否关怀用户", {"是": 20}, rows=200)
    assert (found.role, [name for name, _ in found.findings]) == ("attribute", ["value_or_blank"])


def test_what_the_tool_says_goes_before_what_the_cells_look_like() -> None:
    assert guess("Q1", even(1, 2, 3, 4, 5), hint="text").role == "reason"
    assert guess("anything", even(1, 2), hint="technical").role == "technical"


def test_decimal_commas_and_mixed_types_are_doubts() -> None:
    assert [name for name, _ in guess("fee", {f"{number},5": 1 for number in range(90)}).findings] == ["decimal_comma"]
    assert [name for name, _ in guess("income", {"low": 40, "high": 40, "150000": 20}).findings] == ["types_mixed"]


def test_words_of_a_measure_are_no_part_of_the_thing_measured() -> None:
    assert {stem_of(name) for name in ("staff_rating", "staff importance", "Staff expectation".lower())} == {"staff"}
    assert measure_of("satisfaction") == "overall"


def test_an_id_that_rows_share_is_no_respondent_and_says_why() -> None:
    found = guess("CaseID", {str(number): 4 for number in range(50)})
    assert (found.role, [name for name, _ in found.findings]) == ("left_out", ["id_shared"])
    assert guess("CaseID", {**{str(number): 1 for number in range(50)}, "1": 3}).role == "respondent"
