"""Which judgements are explained by what, and by how many complete answers?"""

import pytest
from tests.analyse.served import FIVE, draw, read, service, with_survey

from peakend.analyse.driven import A_DRIVER, AT_ALL, Driven, driven_of, fewest_pairs, know_driven
from peakend.analyse.incomplete import other_views
from peakend.define.survey import Question, Scale, Survey

STUDY = service(scenarios=2, moments=3, measures=("performance",))
PRESENT = frozenset(question.key for question in STUDY.survey.questions)


def first(present: frozenset[str] = PRESENT) -> Driven:
    return next(driven_of(STUDY, present))


def test_a_scenario_s_own_judgement_comes_before_that_of_the_whole() -> None:
    whole = Question("overall", "overall", scale=FIVE)
    study = with_survey(STUDY, Survey((*STUDY.survey.questions, whole)))
    present = PRESENT | {"overall"}
    found = [(one.scenario.key, one.outcome.key) for one in driven_of(study, present - {"s2_overall"})]
    assert found == [("s1", "s1_overall"), ("s1", "recommend"), ("s2", "overall"), ("s2", "recommend")]


def test_drivers_stand_in_the_customer_s_order_and_one_alone_is_none() -> None:
    assert [question.about for question in first().drivers] == ["s1m1", "s1m2", "s1m3"]
    alone = PRESENT - {"s1m1_performance", "s1m2_performance"}
    assert {one.scenario.key for one in driven_of(STUDY, alone)} == {"s2"}


def test_ten_answers_a_driver_are_needed_and_never_less_than_thirty() -> None:
    assert first().needed == AT_ALL
    wide = service(moments=7, measures=("performance",))
    present = frozenset(question.key for question in wide.survey.questions)
    assert next(driven_of(wide, present)).needed == 7 * A_DRIVER


def test_a_recommendation_is_counted_by_answer_and_by_score() -> None:
    judged = next(one for one in driven_of(STUDY, PRESENT) if one.outcome.measure == "nps")
    assert judged.scored
    score = judged.ask.features[-1]
    assert [score.score(answer) for answer in (0, 6, 7, 8, 9, 10)] == [-100, -100, 0, 0, 100, 100]
    assert not first().scored


def test_what_is_known_are_the_products_of_complete_answers() -> None:
    columns = draw(STUDY, 60, missing=0.1)
    known = know_driven(read(STUDY, columns).evidence, first())
    asked = [*(f"s1m{at}_performance" for at in (1, 2, 3)), "s1_overall"]
    complete = [row for row in range(60) if all(columns[key][row] is not None for key in asked)]
    assert known.n == len(complete)
    values = [columns["s1m1_performance"][row] for row in complete]
    mean = sum(values) / len(values)
    assert float(known.now.table[0, 0]) == pytest.approx(sum((one - mean) ** 2 for one in values))
    assert known.n < fewest_pairs(read(STUDY, columns).evidence, first()) < 60


def test_without_anything_missing_there_is_no_other_way() -> None:
    evidence = read(STUDY, draw(STUDY, 60)).evidence
    assert other_views(evidence, know_driven(evidence, first()), 60, 0) == ()
    gaps = read(STUDY, draw(STUDY, 200, missing=0.1)).evidence
    views = other_views(gaps, know_driven(gaps, first()), 150, 0)
    assert [view.kind for view in views] == ["pairwise", "likely"]
    assert all(view.consistent for view in views)


def test_a_recommendation_on_another_scale_has_no_score() -> None:
    short = Question("recommend", "nps", scale=Scale(1, 5))
    study = with_survey(STUDY, Survey((*(one for one in STUDY.survey.questions if one.key != "recommend"), short)))
    assert [one.scored for one in driven_of(study, PRESENT) if one.outcome.measure == "nps"] == [False, False]
