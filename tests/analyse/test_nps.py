"""Would customers recommend the service? What the result says, and what it refuses."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.rated import STUDY, asking, evidence, read, scores

from peakend.analyse.nps import Nps, measure_nps, nps_scores
from peakend.analyse.nps_interval import Recommending, score_interval
from peakend.analyse.result import Estimate, is_known
from peakend.define.survey import Question, Scale
from peakend.errors import NothingAsked, NotNps

RECOMMEND = STUDY.survey.question("recommend")
TEN = Question("recommend", "nps", scale=Scale(1, 10))


def of(answers: list[int | None], question: Question = RECOMMEND) -> Nps:
    return read({"recommend": answers}, asking(question)).nps


def strict(result: Nps) -> str:
    return json.dumps(result.as_dict(), allow_nan=False)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_the_score_is_promoters_less_detractors_in_a_hundred(answers: list[int]) -> None:
    line = of([*answers]).lines[0]
    up, down = sum(answer >= 9 for answer in answers), sum(answer <= 6 for answer in answers)
    assert is_known(line.nps)
    assert line.nps.value == pytest.approx(100 * (up - down) / len(answers))
    assert line.nps.n == len(answers)
    assert [is_known(one) and one.value for one in (line.promoters, line.passives, line.detractors)] == pytest.approx(
        [up / len(answers), 1 - (up + down) / len(answers), down / len(answers)]
    )
    assert line.counts == tuple(answers.count(answer) for answer in range(11))


def test_the_interval_is_the_score_interval_with_walds_beside_it() -> None:
    line = of([*scores(Recommending(5, 3, 12))]).lines[0]
    assert line.nps == score_interval(Recommending(5, 3, 12))
    assert line.wald is not None
    assert is_known(line.wald)
    assert line.wald.method == "nps-wald"
    assert line.standard


def test_seven_and_eight_are_passive_on_either_scale() -> None:
    assert nps_scores(RECOMMEND).tolist() == [-100] * 7 + [0, 0, 100, 100]
    assert nps_scores(replace(TEN, as_asked=True)).tolist() == [-100] * 6 + [0, 0, 100, 100]


def test_a_question_from_one_to_ten_is_refused_until_the_study_says_as_asked() -> None:
    with pytest.raises(NotNps) as refused:
        _ = of([9, 9, 10], TEN)
    assert "recommend" in refused.value.say("zh")
    assert "as_asked" in refused.value.say("en")
    line = of([9, 9, 10, 6], replace(TEN, as_asked=True)).lines[0]
    assert not line.standard
    assert is_known(line.nps)
    assert line.nps.value == 50


@pytest.mark.parametrize("scale", [Scale(1, 5), Scale(0, 100), Scale(1, 7), Scale(2, 10), None])
def test_no_other_scale_is_read_as_nps_whatever_the_study_says(scale: Scale | None) -> None:
    with pytest.raises(NotNps):
        _ = of([5, 5, 5], Question("recommend", "nps", scale=scale, as_asked=True))


def test_one_question_that_cannot_be_read_is_named_beside_one_that_can() -> None:
    other = Question("other", "nps", scale=Scale(1, 5))
    result = read({"recommend": [9, 10], "other": [5, 5]}, asking(RECOMMEND, other)).nps
    assert [line.question.key for line in result.lines] == ["recommend"]
    assert result.refused == ("other",)


def test_without_the_question_there_is_no_score() -> None:
    with pytest.raises(NothingAsked):
        _ = read({"overall": [1, 2]}).nps


def test_where_everybody_was_missing_there_are_too_few_and_it_says_why() -> None:
    result = of([None, -1003, -1004])
    line = result.lines[0]
    assert not line.nps.known
    assert not line.promoters.known
    assert line.missing == {"skipped": 1, "not_experienced": 1, "dont_know": 1}
    assert result.base.missing == {"dont_know": 1, "not_experienced": 1, "skipped": 1}
    strict(result)


@pytest.mark.parametrize("answers", [[10], [0], [7], [10] * 30, [0] * 30, [8] * 30])
def test_one_answer_or_equal_ones_give_an_honest_interval(answers: list[int]) -> None:
    result = of([*answers])
    figure = result.lines[0].nps
    assert is_known(figure)
    assert -100 <= figure.low < figure.high <= 100
    strict(result)


def test_an_answer_off_the_scale_is_counted_apart() -> None:
    line = of([11, 10, 3]).lines[0]
    assert line.missing == {"off_scale": 1}
    assert line.nps.n == 2


@given(st.lists(st.sampled_from([2, 7, 10]), min_size=12, max_size=60), st.integers(2, 9))
def test_equal_weights_change_no_score(answers: list[int], weight: int) -> None:
    plain = evidence({"recommend": answers}, asking(RECOMMEND))
    heavy = evidence({"recommend": answers, "_weight": [float(weight)] * len(answers)}, asking(RECOMMEND))
    one, two = measure_nps(plain).lines[0], measure_nps(heavy).lines[0]
    assert is_known(one.nps)
    assert is_known(two.nps)
    assert two.nps.value == pytest.approx(one.nps.value)
    assert -100 <= two.nps.low <= two.nps.value <= two.nps.high <= 100
    assert two.unweighted is None
    assert two.counts == one.counts


def test_weights_that_move_the_score_show_the_unweighted_one_beside_it() -> None:
    answers = [10] * 50 + [0] * 50
    weight = [9.0] * 50 + [1.0] * 50
    line = read({"recommend": answers, "_weight": weight}, asking(RECOMMEND)).nps.lines[0]
    assert is_known(line.nps)
    assert line.nps.value == pytest.approx(80)
    assert line.nps.method == "nps-units"
    assert line.wald is None
    assert line.unweighted is not None
    assert is_known(line.unweighted)
    assert line.unweighted.value == 0


def test_weighted_answers_of_one_class_still_have_a_width() -> None:
    line = read({"recommend": [10] * 40, "_weight": [1.0, 3.0] * 20}, asking(RECOMMEND)).nps.lines[0]
    assert is_known(line.nps)
    assert line.nps.high == 100
    plain = of([10] * 40).lines[0].nps
    assert is_known(plain)
    assert line.nps.low < plain.low


def test_weights_that_are_all_zero_leave_too_few() -> None:
    result = read({"recommend": [10, 3], "_weight": [0.0, 0.0]}, asking(RECOMMEND)).nps
    assert not result.lines[0].nps.known
    strict(result)


def test_branches_that_answer_alike_make_the_interval_wider() -> None:
    answers = [10] * 20 + [3] * 20 + [10] * 20 + [7] * 20
    alone = of([*answers]).lines[0].nps
    clustered = read({"recommend": answers, "_respondent": [row // 10 for row in range(80)]}, asking(RECOMMEND)).nps.lines[0].nps
    assert isinstance(alone, Estimate)
    assert isinstance(clustered, Estimate)
    assert clustered.value == alone.value
    assert clustered.half > 1.5 * alone.half
