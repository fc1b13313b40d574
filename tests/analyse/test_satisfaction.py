"""How satisfied are customers on the whole? Mean, boxes and index of the overall judgement."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.rated import FIVE, asking, read

from peakend.analyse.result import Figure, is_known
from peakend.analyse.satisfaction import SatisfactionLine
from peakend.define.survey import Question, Scale
from peakend.errors import NoScale, NothingAsked

OVERALL = Question("overall", "overall", scale=FIVE)


def line(answers: list[int | None], question: Question = OVERALL) -> SatisfactionLine:
    return read({"overall": answers}, asking(question)).satisfaction.lines[0]


def value(figure: Figure) -> float:
    assert is_known(figure)
    return figure.value


@given(st.lists(st.integers(1, 5), min_size=2, max_size=50))
def test_boxes_and_index_follow_from_the_counts(answers: list[int]) -> None:
    found = line([*answers])
    n = len(answers)
    assert value(found.mean) == pytest.approx(sum(answers) / n)
    assert value(found.top) == pytest.approx(answers.count(5) / n)
    assert value(found.top_two) == pytest.approx((answers.count(5) + answers.count(4)) / n)
    assert value(found.low) == pytest.approx((answers.count(1) + answers.count(2)) / n)
    assert value(found.index) == pytest.approx(100 * (sum(answers) / n - 1) / 4)
    assert found.counts == tuple(answers.count(answer) for answer in range(1, 6))


def test_the_index_makes_scales_of_different_length_alike() -> None:
    ten = Question("overall", "overall", scale=Scale(1, 10))
    assert value(line([5, 5, 5, 5]).index) == value(line([10, 10, 10, 10], ten).index) == 100
    assert value(line([1, 1]).index) == value(line([1, 1], ten).index) == 0


def test_the_interval_of_the_index_is_that_of_the_mean_on_the_other_scale() -> None:
    found = line([1, 2, 4, 5, 5, 3])
    assert is_known(found.mean)
    assert is_known(found.index)
    assert (found.index.low, found.index.high) == pytest.approx((25 * (found.mean.low - 1), 25 * (found.mean.high - 1)))


def test_two_answers_of_three_are_no_box() -> None:
    found = line([1, 2, 3, 3], Question("overall", "overall", scale=Scale(1, 3)))
    assert value(found.top_two) == 0.5
    assert value(found.low) == 0.25


def test_missing_answers_are_counted_by_reason_and_left_out() -> None:
    found = line([5, 4, None, -1004, 9])
    assert value(found.mean) == 4.5
    assert found.mean.n == 2
    assert found.missing == {"skipped": 1, "dont_know": 1, "off_scale": 1}


@pytest.mark.parametrize("answers", [[None, None], [5], [4, 4, 4]])
def test_few_or_equal_answers_give_too_few_or_a_point_but_never_a_wrong_number(answers: list[int | None]) -> None:
    result = read({"overall": answers}, asking(OVERALL)).satisfaction
    json.dumps(result.as_dict(), allow_nan=False)
    assert result.lines[0].mean.known == (len([answer for answer in answers if answer]) > 1)


def test_weights_that_move_the_mean_show_the_unweighted_one_beside_it() -> None:
    columns: dict[str, list[int] | list[float]] = {"overall": [5] * 30 + [1] * 30, "_weight": [5.0] * 30 + [1.0] * 30}
    found = read(columns, asking(OVERALL)).satisfaction.lines[0]
    assert value(found.mean) == pytest.approx(1 + 4 * 5 / 6)
    assert found.unweighted is not None
    assert value(found.unweighted) == 3
    assert read(columns, asking(OVERALL), weighted=False).satisfaction.lines[0].unweighted is None


def test_an_overall_question_without_scale_or_without_column_is_told() -> None:
    with pytest.raises(NoScale):
        _ = read({"overall": [1, 2]}, asking(Question("overall", "overall"))).satisfaction
    with pytest.raises(NothingAsked):
        _ = read({"recommend": [1, 2]}).satisfaction
