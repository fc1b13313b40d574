"""Rules beside needs, capabilities beside shortfalls, decisions and their grounds, moments put to the test."""

from dataclasses import replace

import pytest
from tests.design.carried import told, visit

from peakend.analyse.result import is_known
from peakend.design.coverage import compare_standards, serving, weigh_abilities
from peakend.design.decision import Decision
from peakend.design.grounds import look_up
from peakend.design.standards import Capability, Standard
from peakend.design.trial import CHECKS, judge_moment
from peakend.text import Text


def test_needs_at_peaks_and_ends_without_a_rule_are_found() -> None:
    reading, design, _ = visit()
    found = compare_standards(reading, design.standards, "visit")
    core = {(line.moment.key, line.need.key) for line in found.open if line.core}
    assert ("visit_complaint", "taken_seriously") in core
    assert ("visit_appointment", "courtesy") not in core
    assert {(one.standard.key, one.reason) for one in found.idle} == {("visit_report", "no_need"), ("gift_rule", "unheard")}
    assert [line.rank for line in found.lines] == sorted(line.rank for line in found.lines)


def test_the_distance_is_importance_times_share_times_what_is_open() -> None:
    reading, design, _ = visit()
    for line in compare_standards(reading, design.standards, "visit").lines:
        importance = next(told(one.mean) for one in reading.importance.lines if one.moment.key == line.moment.key)
        left = {"none": 1.0, "part": 0.5, "full": 0.0}[line.cover]
        assert line.distance.value == pytest.approx(importance * told(line.share) * left)
        assert line.distance.low <= line.distance.value <= line.distance.high


def test_a_new_rule_closes_the_distance_and_a_rule_serves_only_its_moments() -> None:
    reading, design, _ = visit()
    rule = Standard("own", Text("专人负责", "One owner"), ("taken_seriously",), ("visit_complaint",))
    lines = compare_standards(reading, (*design.standards, rule), "visit").lines
    found = {(line.moment.key, line.need.key): line for line in lines}
    assert found["visit_complaint", "taken_seriously"].distance.value == 0
    assert found["visit_questions", "taken_seriously"].cover == "none"
    assert serving((rule,), "visit_questions", "taken_seriously") == ()


def test_what_falls_short_is_acted_on_where_the_capability_is_there() -> None:
    reading, design, _ = visit()
    moves = {(line.capability.key, line.moment.key): line.move for line in weigh_abilities(reading, design.capabilities)}
    assert moves["expert_hotline", "visit_questions"] == "act"
    assert moves["case_system", "visit_complaint"] == "build"
    unasked = weigh_abilities(reading, (Capability("x", Text("x", "x"), 4, ("visit_arrival",)),))
    assert [line.move for line in unasked] == ["cannot_tell"]


def test_every_reason_of_the_demo_has_its_number_and_what_is_missing_is_said() -> None:
    reading, design, flow = visit()
    assert all(is_known(proof.figure) for line in look_up(reading, design.decisions, [flow]) for proof in line.proofs)
    lost = Decision("x", Text("x", "x"), ("gap:visit_arrival", "parameter:visit/on_time"))
    proofs = look_up(reading, [lost])[0].proofs
    assert [proof.fault is not None for proof in proofs] == [True, True]


def test_a_moment_is_tested_on_seven_checks() -> None:
    reading, design, _ = visit()
    test = judge_moment(reading, "visit_complaint", design.standards, design.decisions)
    assert tuple(line.check for line in test.lines) == CHECKS
    assert test.line("customer").outcome == "met"
    assert (test.line("need").outcome, test.line("need").about) == ("not_met", ("warm_exchange",))
    more = replace(design.decisions[0], needs=("warm_exchange", "taken_seriously", "really_solved"))
    assert judge_moment(reading, "visit_complaint", design.standards, (more,)).line("need").outcome == "met"
    dropped = replace(more, status="dropped")
    assert judge_moment(reading, "visit_complaint", design.standards, (dropped,)).line("need").outcome == "not_met"


def test_what_was_not_asked_cannot_be_told() -> None:
    reading, design, _ = visit()
    test = judge_moment(reading, "visit_leaving", design.standards, design.decisions)
    assert {line.check for line in test.lines if line.outcome == "cannot_tell"} >= {"customer", "need", "resonator"}
