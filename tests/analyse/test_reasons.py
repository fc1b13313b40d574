"""What do promoters and detractors name? Shares by class, held to the plain counts, and what is claimed of their differences."""

import numpy as np
import pytest
from tests.analyse.rated import Column, asking, read

from peakend.analyse.reasons import Reasons
from peakend.analyse.result import TooFew, is_known
from peakend.define.survey import Question, Scale
from peakend.errors import NothingAsked
from peakend.text import Text

CHOICES = tuple(Question(f"pain_{one}", "chosen", group="pains", wording=Text(one, one), scale=Scale(0, 1)) for one in "abc")
STUDY = asking(Question("recommend", "nps", scale=Scale(0, 10)), *CHOICES)


def answers(promoters: int, detractors: int, named: dict[str, tuple[int, int]]) -> dict[str, Column]:
    """Promoters first: how many of each class named each choice."""
    columns: dict[str, Column] = {"recommend": [10] * promoters + [2] * detractors}
    for key, (some, others) in named.items():
        columns[f"pain_{key}"] = [1] * some + [0] * (promoters - some) + [1] * others + [0] * (detractors - others)
    return columns


COLUMNS = answers(100, 80, {"a": (10, 60), "b": (50, 40), "c": (70, 10)})


@pytest.fixture(scope="module")
def reasons() -> Reasons:
    return read(COLUMNS, STUDY).reasons


def test_the_share_in_each_class_is_that_of_the_counts(reasons: Reasons) -> None:
    line = next(line for line in reasons.lines if line.question.key == "pain_a")
    assert is_known(line.promoters)
    assert is_known(line.detractors)
    assert (line.promoters.value, line.detractors.value) == (0.1, 0.75)
    assert (line.promoters.n, line.detractors.n) == (100, 80)


def test_each_reason_stands_on_the_side_that_names_it_more_and_on_none_where_nothing_is_proved(reasons: Reasons) -> None:
    assert {line.question.key: line.side for line in reasons.lines} == {"pain_a": "detractors", "pain_b": "", "pain_c": "promoters"}


def test_the_difference_is_promoters_less_detractors_and_its_interval_newcombe_s(reasons: Reasons) -> None:
    line = next(line for line in reasons.lines if line.question.key == "pain_a")
    assert is_known(line.difference)
    assert line.difference.value == pytest.approx(-0.65)
    # Newcombe 1998, method 10, worked out by hand from the two Wilson intervals
    one, two = line.detractors, line.promoters
    assert is_known(one)
    assert is_known(two)
    low = -0.65 - np.hypot(two.value - two.low, one.high - one.value)
    assert line.difference.low == pytest.approx(low)


def test_what_detractors_name_more_often_comes_first(reasons: Reasons) -> None:
    assert [line.question.key for line in reasons.lines] == ["pain_a", "pain_b", "pain_c"]


def test_few_promoters_are_described_and_not_compared() -> None:
    few = read(answers(4, 80, {"a": (1, 60), "b": (1, 1), "c": (1, 1)}), STUDY).reasons
    assert all(isinstance(line.difference, TooFew) and not line.side for line in few.lines)


def test_a_weight_of_two_counts_like_two_answers_with_the_spread_of_one() -> None:
    doubled = {**COLUMNS, "_weight": [2.0] * 180}
    plain, heavy = read(COLUMNS, STUDY).reasons, read(doubled, STUDY).reasons
    for one, two in zip(plain.lines, heavy.lines, strict=True):
        assert is_known(one.difference)
        assert is_known(two.difference)
        assert two.difference.value == pytest.approx(one.difference.value)
        assert two.difference.half == pytest.approx(one.difference.half, rel=0.05)


def test_whoever_was_not_asked_a_choice_is_not_counted_as_not_having_named_it() -> None:
    some = {**COLUMNS, "pain_a": [-1001] * 50 + list(COLUMNS["pain_a"][50:])}
    line = next(line for line in read(some, STUDY).reasons.lines if line.question.key == "pain_a")
    assert line.promoters.n == 50


def test_without_choices_or_recommendation_nothing_is_said() -> None:
    with pytest.raises(NothingAsked, match="choice"):
        _ = read({"recommend": [1, 2]}, asking(Question("recommend", "nps", scale=Scale(0, 10)))).reasons
    with pytest.raises(NothingAsked, match="recommendation"):
        _ = read({"pain_a": [1, 0]}, asking(CHOICES[0])).reasons
