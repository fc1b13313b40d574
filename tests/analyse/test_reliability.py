"""Laws of reliability: the reference's numbers on the whole road, the right interval for the answers, groups found once."""

from dataclasses import replace

import pyarrow as pa
import pytest
from tests.analyse.chained import answers, draft, plan_chain, read, turn
from tests.numbers.golden import cases, near

from peakend.analyse.reading import Reading
from peakend.analyse.reliability import ReliabilityLine, list_groups
from peakend.analyse.result import Estimate, Figure, TooFew, is_known
from peakend.define.plan import ChainPlan
from peakend.define.study import Moment, Scenario
from peakend.define.survey import Question, Scale, Survey
from peakend.errors import NoQuestionGroup
from peakend.text import Text

CASES = cases("reliability")


def known(figure: Figure | None) -> Estimate:
    assert is_known(figure)
    return figure


def line_of(reading: Reading, key: str) -> ReliabilityLine:
    return next(line for line in reading.reliability.lines if line.group.key == key)


@pytest.mark.parametrize("name", ["model2-IMG", "model2-QUA", "model2-SAT"])
def test_a_reading_gives_the_alphas_loadings_and_omegas_of_the_reference(name: str) -> None:
    case, expected = CASES[name], CASES[name]["expected"]
    line = line_of(read(), name.removeprefix("model2-").lower())
    alpha, keys = known(line.alpha), [fit.question.key.upper() for fit in line.questions]
    found = {
        "n": line.people,
        "k": len(keys),
        "alpha_raw": alpha.value,
        "alpha_std": known(line.standardised).value,
        "mean_inter_item_r": line.between,
        "alpha_if_deleted": dict(zip(keys, [fit.without for fit in line.questions], strict=True)),
        "item_rest_r": dict(zip(keys, [fit.with_rest for fit in line.questions], strict=True)),
        "feldt_ci95": [alpha.low, alpha.high],
        "cfa_std_loadings": dict(zip(keys, [known(fit.loading).value for fit in line.questions], strict=True)),
        "composite_reliability_omega": known(line.omega).value,
        "ave": line.extracted,
    }
    assert near(case, found, expected)


def test_independent_answers_have_the_exact_interval_and_weighted_ones_a_resampled_one() -> None:
    plain = known(line_of(read(), "qua").alpha)
    weighted = known(line_of(read(told=[{**row, "_weight": 1.0 + number % 3} for number, row in enumerate(answers())]), "qua").alpha)
    assert (plain.method, weighted.method) == ("alpha-feldt", "alpha-units")
    assert weighted.low < plain.value < weighted.high


def test_a_pair_of_questions_has_alpha_and_no_factor() -> None:
    line = line_of(read(), "val")
    assert is_known(line.alpha)
    assert (line.omega, line.extracted) == (None, None)
    assert [fit.without for fit in line.questions] == [None, None]


def test_a_question_whose_scale_runs_the_other_way_is_named_and_alpha_is_weak() -> None:
    line = line_of(read(told=turn(answers(), "sat2")), "sat")
    assert [question.key for question in line.reversed] == ["sat2"]
    assert line.verdict == "weak"
    assert [fit.question.key for fit in line.spoilers] == ["sat2"]


def test_a_construct_that_its_questions_form_is_not_asked_to_be_consistent() -> None:
    groups = list_groups(draft(plan_chain(modes={"img": "B"})), frozenset(answers()[0]))
    assert [group.key for group in groups] == ["qua", "val", "sat", "loy"]


def test_too_few_people_have_no_reliability() -> None:
    line = line_of(read(told=answers()[:9]), "qua")
    assert (line.alpha, line.verdict) == (TooFew(9, 10, "alpha-units"), None)


def test_answers_that_do_not_vary_give_no_numbers_that_look_like_some() -> None:
    line = line_of(read(told=[{**row, "sat1": 5} for row in answers()]), "sat")
    assert is_known(line.alpha)
    assert not is_known(line.standardised)
    assert not is_known(line.omega)


def test_questions_of_different_scales_are_standardised_first() -> None:
    study = draft()
    asked = tuple(replace(one, scale=Scale(1, 11)) if one.key == "sat1" else one for one in study.survey.questions)
    line = line_of(Reading(replace(study, survey=Survey(asked)), pa.Table.from_pylist(answers())), "sat")
    assert line.group.mixed
    assert line.alpha == line.standardised


def test_ratings_of_moments_and_grids_are_groups_and_no_set_of_questions_stands_twice() -> None:
    moments = tuple(Moment(f"m{n}", Text(f"时刻{n}", f"M{n}"), "") for n in (1, 2, 3))
    scale = Scale(1, 10)
    asked = [Question(f"qua{n}", "performance", about=f"m{n}", scale=scale, group="grid") for n in (1, 2, 3)]
    asked += [Question(f"img{n}", "importance", about=f"m{n}", scale=scale) for n in (1, 2)]
    study = replace(draft(ChainPlan()), scenarios=(Scenario("visit", Text("上门", "Visit"), moments),), survey=Survey(tuple(asked)))
    groups = list_groups(study, frozenset(answers()[0]))
    assert [(group.key, group.kind, len(group.questions)) for group in groups] == [("grid", "grid", 3), ("visit.importance", "moments", 2)]


def test_without_two_questions_that_belong_together_there_is_a_refusal() -> None:
    study = replace(draft(ChainPlan()), survey=Survey((Question("sat1", "overall", scale=Scale(1, 10)),)))
    with pytest.raises(NoQuestionGroup):
        _ = Reading(study, pa.Table.from_pylist(answers())).reliability
