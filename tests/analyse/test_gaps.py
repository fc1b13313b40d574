"""Which gaps are there, of which kind, and what is claimed of them?"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.analyse.served import FIVE, draw, read, service, with_survey

from peakend.analyse.gaps import Gaps
from peakend.analyse.result import is_known
from peakend.define.study import Study
from peakend.define.survey import Question, Scale, Survey
from peakend.errors import DifferentScales

STUDY = service(moments=3, measures=("importance", "performance", "expectation"))


def rival(study: Study, measure: str = "competitor") -> Study:
    """The same study asking how good the rival was at the first moment."""
    question = Question("rival_s1m1", "competitor" if measure == "competitor" else "performance", "s1m1", scale=FIVE, competitor="rival")
    return with_survey(study, Survey((*study.survey.questions, question), study.survey.attributes))


def gaps(study: Study, columns: dict[str, list[Any]]) -> Gaps:
    return read(study, columns).gaps


def test_every_moment_has_its_gap_to_expectation_and_to_importance() -> None:
    found = gaps(STUDY, draw(STUDY, 60))
    assert [(line.moment.key, line.kind) for line in found.lines] == [
        *((f"s1m{at}", "expectation") for at in (1, 2, 3)),
        *((f"s1m{at}", "importance") for at in (1, 2, 3)),
    ]
    assert [line.ipa_only for line in found.lines] == [False] * 3 + [True] * 3
    assert all(line.paired and line.left.n == line.right.n == line.gap.n for line in found.lines)


def test_a_gap_is_performance_less_the_other() -> None:
    columns = draw(STUDY, 40) | {"s1m1_performance": [2, 3] * 20, "s1m1_expectation": [4, 4] * 20}
    line = gaps(STUDY, columns).kind("expectation", "s1")[0]
    assert is_known(line.gap)
    assert is_known(line.left)
    assert is_known(line.right)
    assert (line.left.value, line.right.value, line.gap.value) == (2.5, 4.0, -1.5)
    assert (line.direction, line.significant) == ("below", True)


def test_a_gap_that_luck_would_make_is_not_claimed() -> None:
    random = np.random.default_rng(5)
    columns = {question.key: random.integers(1, 6, 60).tolist() for question in STUDY.survey.questions if question.measure != "nps"}
    found = gaps(STUDY, columns)
    assert not any(line.significant for line in found.lines)
    assert {line.direction for line in found.lines} <= {"below", "above", "level"}


def test_claims_are_corrected_within_scenario_and_kind() -> None:
    study = service(scenarios=2, moments=3, measures=("performance", "expectation"))
    for line in gaps(study, draw(study, 25, seed=3)).lines:
        assert line.p_value is not None
        assert line.p_adjusted is not None
        assert line.p_listed is not None
        assert line.p_value <= line.p_listed <= line.p_adjusted <= min(1.0, 3 * line.p_value + 1e-12)


@pytest.mark.parametrize("measure", ["competitor", "performance"])
def test_a_rival_rated_by_the_same_people_is_compared_person_by_person(measure: str) -> None:
    study = rival(STUDY, measure)
    columns = draw(study, 80)
    (line,) = gaps(study, columns).kind("competitor")
    assert (line.paired, line.competitor, line.gap.n, line.gap.known) == (True, "rival", 80, True)
    assert is_known(line.gap)
    assert line.gap.method == "gap-paired-t"


def test_a_rival_rated_by_others_is_compared_as_two_groups() -> None:
    study = rival(STUDY)
    columns = draw(study, 90)
    ours = columns["s1m1_performance"]
    columns["s1m1_performance"] = [*ours[:60], *[None] * 30]
    columns["rival_s1m1"] = [*[None] * 55, *columns["rival_s1m1"][55:]]
    (line,) = gaps(study, columns).kind("competitor")
    assert (line.paired, line.left.n, line.right.n) == (False, 60, 35)
    assert is_known(line.gap)
    assert (line.gap.method, line.gap.n) == ("gap-welch", 95)


def test_our_own_experience_is_never_a_rivals() -> None:
    study = rival(STUDY, "performance")
    columns = draw(study, 50) | {"rival_s1m1": [1] * 50}
    own = read(study, columns).experience.lines[0]
    assert own.question == "s1m1_performance"


def test_answers_on_different_scales_are_not_subtracted() -> None:
    odd = tuple(replace(one, scale=Scale(1, 7)) if one.key == "s1m1_expectation" else one for one in STUDY.survey.questions)
    study = with_survey(STUDY, Survey(odd, STUDY.survey.attributes))
    found = gaps(study, draw(study, 30))
    assert found.unequal == (("s1m1_performance", "s1m1_expectation"),)
    assert [line.moment.key for line in found.kind("expectation")] == ["s1m2", "s1m3"]
    assert [one.names for one in read(study, draw(study, 30)).cautions.of("scales_differ")] == [("s1m1_expectation",)]


def test_where_no_scales_agree_it_says_so() -> None:
    odd = tuple(replace(one, scale=Scale(1, 7)) if one.measure == "performance" else one for one in STUDY.survey.questions)
    study = with_survey(STUDY, Survey(odd))
    with pytest.raises(DifferentScales, match="'s1m1_performance' and 's1m1_expectation'") as caught:
        gaps(study, draw(study, 30))
    assert "量表不同" in caught.value.say("zh")


def test_overall_gaps_are_means_plain_and_weighted() -> None:
    found = gaps(STUDY, draw(STUDY, 70, missing=0.1))
    one = next(one for one in found.overall if one.kind == "expectation")
    values = [line.gap.value for line in found.kind("expectation") if is_known(line.gap)]
    assert is_known(one.plain)
    assert one.weighted is not None
    assert is_known(one.weighted)
    assert one.plain.value == pytest.approx(np.mean(values))
    assert one.weighted.value == pytest.approx(sum(line.weighted or 0.0 for line in found.kind("expectation")))
    assert one.plain.low < one.plain.value < one.plain.high
    assert min(values) <= one.weighted.value <= max(values)


def test_paired_and_unpaired_gaps_of_a_rival_keep_their_weights() -> None:
    """The first moment weighs much and its rival was rated by others; the second weighs little and was rated by all."""
    more = tuple(Question(f"rival_s1m{at}", "competitor", f"s1m{at}", scale=FIVE, competitor="rival") for at in (1, 2))
    study = with_survey(STUDY, Survey((*STUDY.survey.questions, *more)))
    columns = draw(study, 100) | {"s1m1_importance": [5] * 100, "s1m2_importance": [1] * 100}
    columns |= {"s1m1_performance": [5, 4] * 30 + [None] * 40, "rival_s1m1": [None] * 60 + [2, 1] * 20}
    columns |= {"s1m2_performance": [1, 2] * 50, "rival_s1m2": [5, 5, 4, 4] * 25}
    found = gaps(study, columns)
    assert [line.paired for line in found.kind("competitor")] == [False, True]
    (one,) = (one for one in found.overall if one.kind == "competitor")
    assert one.weighted is not None
    assert is_known(one.weighted)
    assert one.weighted.value == pytest.approx((5 * 3 - 3) / 6)
    assert one.weighted.low < one.weighted.value < one.weighted.high


def test_importance_does_not_weigh_itself() -> None:
    found = gaps(STUDY, draw(STUDY, 30))
    assert {line.weighted for line in found.kind("importance")} == {None}
    assert [one.weighted for one in found.overall if one.kind == "importance"] == [None]


def test_without_importance_nothing_is_weighted() -> None:
    study = service(moments=3, measures=("performance", "expectation"))
    found = gaps(study, draw(study, 30))
    assert {line.weighted for line in found.lines} == {None}
    assert [one.weighted for one in found.overall] == [None]


def test_a_second_opinion_needs_independent_answers() -> None:
    columns = draw(STUDY, 40)
    assert all(line.p_wilcoxon is not None for line in gaps(STUDY, columns).kind("expectation"))
    heavy = read(STUDY, {**columns, "_weight": [1.0] * 40}).gaps
    assert {line.p_wilcoxon for line in heavy.lines} == {None}
