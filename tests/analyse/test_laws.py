"""Are badges and states given only with their evidence, and the same for rows and for weights?"""

from dataclasses import replace

import numpy as np
import pytest
from tests.analyse.served import read, service
from tests.analyse.test_emot import MOMENTS, STUDY, earned_by, line_of, lived

from peakend.analyse.emot_work import LEAST
from peakend.analyse.factors import FactorColumn
from peakend.analyse.laws import STATES, judge_states, painkiller_badge, resonator_badge, two_factor_badge
from peakend.analyse.result import Estimate
from peakend.define.study import Study


def column(draws: list[list[float]], source: str = "recalled") -> FactorColumn:
    """A factor whose draws are given row by row."""
    table = np.array(draws)
    figures = tuple(Estimate(float(one.mean()), float(one.min()), float(one.max()), 90, "bootstrap-percentile") for one in table.T)
    return FactorColumn("pain", "low_share" if source == "pain" else "recalled", figures, table)


def test_pain_that_may_be_nothing_earns_no_badge() -> None:
    sure = column([[0.4, 0.1, 0.1, 0.1, 0.05]] * 10, "pain")
    badge = painkiller_badge(sure, 0)
    assert badge is not None
    assert badge.earned
    open_ = column([[0.4, 0.1, 0.1, 0.1, 0.05]] * 9 + [[-0.1, 0.1, 0.1, 0.1, 0.05]], "pain")
    badge = painkiller_badge(open_, 0)
    assert badge is not None
    assert not badge.earned
    assert badge.probability == pytest.approx(0.9)
    assert painkiller_badge(None, 0) is None


def test_of_three_moments_only_the_highest_can_be_singled_out() -> None:
    few = column([[0.4, 0.3, 0.2]] * 10, "pain")
    found = [painkiller_badge(few, at) for at in range(3)]
    assert [badge is not None and badge.earned for badge in found] == [True, False, False]


def test_without_an_asymmetry_nobody_is_hygiene_or_motivator() -> None:
    assert two_factor_badge(None, "s1", "s1m1") is None
    asymmetry = read(STUDY, lived()).asymmetry
    assert two_factor_badge(asymmetry, "elsewhere", "s1m1") is None
    badge = two_factor_badge(asymmetry, "s1", "s1m3")
    assert badge is not None
    assert 0 <= badge.probability <= 1


def test_felt_peaks_are_no_recall_and_resonate_nothing() -> None:
    reading = read(STUDY, lived())
    felt = FactorColumn("memory", "felt", column([[0.5, 0.2]] * 5).figures, column([[0.5, 0.2]] * 5).draws)
    assert resonator_badge(reading.evidence, STUDY.scenarios[0], felt, 0) is None


def test_the_state_needs_a_rating_and_something_that_tells_what_it_leaves() -> None:
    evidence = read(STUDY, lived()).evidence
    scenario = STUDY.scenarios[0]
    rated = evidence.about("performance", MOMENTS)
    assert judge_states(evidence, rated, scenario, {}) == [None] * 6
    part = read(STUDY, lived()).emot.scenarios[0]
    for line in part.lines:
        assert line.state is not None
        assert set(line.state.probabilities) == set(STATES)


def test_a_state_near_the_middle_is_open() -> None:
    columns = lived()
    columns["s1m1_performance"] = [2, 4] * 250
    state = line_of(read(STUDY, columns).emot.scenarios[0], "s1m1").state
    assert state is not None
    assert not state.sure
    assert 0.2 < state.probabilities["negative"] < 0.8


def test_weights_decide_who_resonates() -> None:
    """Promoters who recall the moment count nothing: then nobody is left for whom it resonates."""
    columns = lived()
    silent = [0.0 if said >= 9 and recalled else 1.0 for said, recalled in zip(columns["recommend"], columns["s1m3_recalled"], strict=True)]
    assert earned_by(read(STUDY, columns).emot.scenarios[0], "resonator") == {"s1m3"}
    assert earned_by(read(STUDY, {**columns, "_weight": silent}).emot.scenarios[0], "resonator") == set()


def test_a_scenario_with_too_few_factors_is_left_out_and_the_others_stay() -> None:
    two: Study = service(scenarios=2, moments=6, measures=("importance", "performance"))
    study = replace(two, plan=STUDY.plan)
    columns = {name: values for name, values in lived().items() if not name.endswith("_recalled")}
    found = read(study, columns).emot
    assert [part.scenario.key for part in found.scenarios] == ["s1"]
    assert len(found.scenarios[0].weights) >= LEAST
