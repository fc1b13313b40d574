from collections import Counter

import pyarrow as pa
import pytest

from peakend.listen.profile import Profile
from peakend.listen.scales import ScaleGuess, guess_scale, kano_scale, order_words
from peakend.listen.table import Column


def guess(cells: dict[str, int], labels: dict[str, str] | None = None, missing: tuple[str, ...] = ()) -> ScaleGuess | None:
    profile = Profile()
    profile.add(pa.array(list(Counter(cells).elements()), pa.string()))
    return guess_scale(Column("q", labels=tuple((labels or {}).items()), missing=missing), profile)


def ends(found: ScaleGuess | None) -> tuple[int, int, int] | None:
    return (found.scale.low, found.scale.high, found.scale.offset) if found else None


def found_names(found: ScaleGuess | None) -> list[str]:
    return [name for name, _ in found.findings] if found else []


def even(*codes: int, times: int = 20) -> dict[str, int]:
    return {str(code): times for code in codes}


@pytest.mark.parametrize(
    ("cells", "scale"),
    [
        (even(1, 2, 3, 4, 5), (1, 5, 0)),
        (even(2, 3, 4, 5), (1, 5, 0)),
        (even(1, 2, 3, 4), (1, 4, 0)),
        (even(*range(1, 8)), (1, 7, 0)),
        (even(*range(1, 11)), (1, 10, 0)),
        (even(*range(11)), (0, 10, 0)),
        (even(*range(1, 10)), (1, 9, 0)),
        (even(*range(0, 101, 5)), (0, 100, 0)),
    ],
)
def test_the_shortest_usual_scale_that_holds_the_answers(cells: dict[str, int], scale: tuple[int, int, int]) -> None:
    assert ends(guess(cells)) == scale


def test_zero_on_a_scale_of_stars_is_no_rating_until_the_user_says_so() -> None:
    found = guess({**even(1, 2, 3, 4, 5), "0": 8})
    assert ends(found) == (1, 5, 0)
    assert found is not None
    assert (found.scale.missing, found_names(found)) == ((("0", "not_experienced"),), ["zero_outside"])


def test_codes_far_off_are_missing_codes_to_confirm_and_single_ones_are_off_the_scale() -> None:
    found = guess({**even(1, 2, 3, 4, 5), "99": 6, "50": 1})
    assert found is not None
    assert (found.scale.missing, sorted(found_names(found))) == ((("99", "refused"),), ["missing_coded", "off_scale"])


def test_two_scales_in_one_column_are_suspected() -> None:
    assert "scales_mixed" in found_names(guess({**even(1, 2, 3, 4, 5, times=400), **even(6, 7, 8, 9, 10, times=12)}))


def test_one_to_eleven_may_be_nought_to_ten_stored_with_one_added() -> None:
    assert found_names(guess(even(*range(1, 12)))) == ["offset_suspected"]
    labels = {str(code): f"{code - 1}" for code in range(1, 12)}
    assert ends(guess(even(*range(1, 12)), labels)) == (0, 10, 1)


def test_labels_say_which_codes_are_no_answers() -> None:
    labels = {"1": "Very dissatisfied", "2": "Dissatisfied", "3": "Neutral", "4": "Satisfied", "5": "Very satisfied", "8": "Don't know"}
    found = guess({**even(1, 2, 3, 4, 5), "8": 3}, labels, missing=("9",))
    assert found is not None
    assert (ends(found), found.scale.missing) == ((1, 5, 0), (("8", "dont_know"), ("9", "skipped")))


def test_labels_that_run_against_the_codes_turn_the_scale_round() -> None:
    labels = {"1": "非常满意", "2": "满意", "3": "一般", "4": "不满意", "5": "非常不满意"}
    found = guess(even(1, 2, 3, 4, 5), labels)
    assert found is not None
    assert (dict(found.scale.words)["1"], dict(found.scale.words)["5"], found_names(found)) == (5, 1, ["codes_turned"])


def test_labels_of_categories_are_no_scale() -> None:
    assert guess(even(1, 2, 3), {"1": "Car", "2": "Bus", "3": "Walk"}) is None
    assert guess(even(1, 2, 3), {"1": "14 - 29", "2": "30 - 45", "3": "46 - 60"}) is None


def test_answers_in_words_are_put_in_order() -> None:
    found = guess({"Very satisfied": 5, "Neutral": 5, "Dissatisfied": 2, "Not applicable": 1})
    assert found is not None
    assert (ends(found), dict(found.scale.words), found.scale.missing) == (
        (1, 5, 0),
        {"Very satisfied": 5, "Neutral": 3, "Dissatisfied": 2},
        (("Not applicable", "not_experienced"),),
    )


def test_numbers_with_labels_may_be_mixed_with_bare_numbers() -> None:
    found = guess({"9 - Extremely important": 5, "1 - Not at all important": 3, "6": 4, "8": 2})
    assert found is not None
    assert (ends(found), dict(found.scale.words)["9 - Extremely important"], found_names(found)) == ((1, 9, 0), 9, ["labels_mixed"])


def test_words_of_two_orders_are_no_scale() -> None:
    assert order_words(["Always", "Very satisfied"]) is None
    assert guess({"red": 3, "blue": 4}) is None


@pytest.mark.parametrize(
    "answers",
    [
        ["I like it that way", "I must be that way", "I am neutral", "I can live with it that way", "I dislike it that way"],
        [
            "I enjoy it that way",
            "It is a basic necessity or I expect it that way",
            "I am neutral",
            "I dislike it, but I can live with it that way",
            "I dislike it, and I can’t accept it",
        ],
        [
            "This would be very helpful to me",
            "This is a basic requirement for me",
            "This would not affect me",
            "This would be a minor inconvenience",
            "This would be a major problem for me",
        ],
        ["I like it", "I expect it", "I’m neutral", "I can tolerate it", "I dislike it"],
        ["很喜欢", "理应如此", "无所谓", "勉强接受", "很不喜欢"],
        ["非常喜欢", "理所应当", "没有感觉", "可以忍受", "非常不喜欢"],
        ["喜欢", "应该如此", "不介意", "不喜欢，但能接受", "不喜欢"],
        ["满意", "必须有", "无所谓", "可以容忍", "无法容忍"],
        ["Like", "Must have", "Neutral", "Live with", "Dislike"],
    ],
)
def test_the_wordings_of_kano_are_placed_alike(answers: list[str]) -> None:
    scale = kano_scale(answers)
    assert scale is not None
    assert [place for _, place in scale.words] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "cells",
    [("5分", "3分", "1分"), ("5星", "3星", "1星"), ("非常满意(5分)", "一般(3分)", "非常不满意(1分)"), ("5 - great", "3", "1 - bad")],
)
def test_answers_that_carry_their_code_are_read_by_it(cells: tuple[str, ...]) -> None:
    found = guess(dict.fromkeys(cells, 5))
    assert found is not None
    words = dict(found.scale.words)
    assert (ends(found), [words.get(cell, 3) for cell in cells]) == ((1, 5, 0), [5, 3, 1])


def test_what_the_tool_did_not_show_is_declared_not_asked() -> None:
    found = guess({**even(1, 2, 3, 4, 5), "(跳过)": 9})
    assert found is not None
    assert found.scale.missing == (("(跳过)", "not_asked"),)
