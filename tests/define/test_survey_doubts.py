from dataclasses import replace

import pytest

from peakend.define.study import Segment, Study
from peakend.define.survey import Attribute, Question, Scale, Survey
from peakend.define.survey_doubts import find_survey_doubts
from peakend.text import Text

FIVE = Scale(1, 5)


def doubts(study: Study) -> list[tuple[str, str]]:
    return [(remark.name, remark.where) for remark in find_survey_doubts(study)]


def with_question(study: Study, question: Question) -> Study:
    return replace(study, survey=replace(study.survey, questions=(*study.survey.questions, question)))


def test_a_survey_without_doubt_has_none(tea: Study) -> None:
    assert doubts(tea) == []


def test_a_study_without_questions_says_so_once(tea: Study) -> None:
    assert doubts(replace(tea, survey=Survey())) == [("no_questions", "survey → questions")]


def test_moments_that_nobody_is_asked_about_are_said(tea: Study) -> None:
    questions = tuple(one for one in tea.survey.questions if one.about != "pay")
    assert doubts(replace(tea, survey=replace(tea.survey, questions=questions))) == [("moment_unasked", "scenarios → shop → moments → pay")]


def test_what_the_questions_of_the_method_need_is_said(tea: Study) -> None:
    questions = tuple(replace(one, measure="performance") for one in tea.survey.questions if one.about)
    told = doubts(replace(tea, survey=replace(tea.survey, questions=questions)))
    assert [name for name, _ in told] == ["no_importance", "no_overall", "no_loyalty"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        (Question("q", "nps", scale=Scale(1, 10), as_asked=True, about="shop"), "nps_as_asked"),
        (Question("q", "loyalty", scale=Scale(1, 10), wording=Text("您会推荐我们吗？")), "recommend_not_nps"),
        (Question("q", "loyalty", scale=Scale(0, 10), column="How likely to recommend"), "recommend_not_nps"),
        (Question("q", "competitor", "pay", scale=FIVE), "no_competitor"),
        (Question("q", "kano_functional", "pay", scale=FIVE), "kano_alone"),
        (Question("q", "performance", scale=FIVE), "about_whole"),
        (Question("q", "importance", "pay", scale=FIVE), "asked_twice"),
    ],
    ids=["as asked", "wording", "heading", "competitor", "Kano", "whole", "twice"],
)
def test_a_doubtful_question_is_said(tea: Study, question: Question, name: str) -> None:
    assert doubts(with_question(tea, question)) == [(name, "survey → questions → q")]


def test_a_kano_pair_has_both_halves_on_five_answers(tea: Study) -> None:
    one, two = Question("q", "kano_functional", "pay", scale=FIVE), Question("r", "kano_dysfunctional", "pay", scale=Scale(1, 4))
    assert doubts(with_question(with_question(tea, one), two)) == [("kano_answers", "survey → questions → r")]


def test_statements_of_one_group_are_not_the_same_question_twice(tea: Study) -> None:
    one, two = (Question(f"q{number}", "performance", "quick", scale=FIVE, group="items") for number in range(2))
    assert doubts(with_question(with_question(tea, one), two)) == []


def test_one_measure_on_several_scales_is_said(tea: Study) -> None:
    first, *rest = tea.survey.questions
    mixed = replace(tea, survey=replace(tea.survey, questions=(replace(first, scale=Scale(1, 7)), *rest)))
    (remark,) = list(find_survey_doubts(mixed))
    assert remark.say("zh") == (
        "存疑 · survey → questions：关键时刻的重要性用了不同量表：1–7, 1–5。不同量表的平均值不能直接比较；请统一，或分开分析。"
    )


def test_a_segment_says_who_belongs_to_it(tea: Study) -> None:
    open_end = Segment("all", Text("全体", "All"))
    misspelt = Segment("north", Text("北方", "North"), "region", ("nroth",))
    assert doubts(replace(tea, segments=(open_end, misspelt))) == [
        ("segment_open", "segments → all"),
        ("segment_value", "segments → north → values"),
    ]
    free = replace(tea.survey, attributes=(Attribute("region"),))
    assert doubts(replace(tea, segments=(misspelt,), survey=free)) == []
