"""Is a script derived from its blueprint, and do its words hold only what can be filled?"""

from dataclasses import replace

import pytest

from peakend.define.template import open_template
from peakend.design.blueprint import Blueprint, Connector, Step
from peakend.design.lanes import GENERIC
from peakend.design.plan import Design
from peakend.design.script import VARIABLES, Line, Script, fill_line, list_variables, stage_script
from peakend.design.script_file import find_script_doubts, find_script_faults
from peakend.design.template import template_design
from peakend.errors import VariableUnknown
from peakend.text import Text

STUDY = open_template("telecom-vip")


def step(key: str, lane: str, column: str = "visit_talk") -> Step:
    return Step(key, lane, column, Text(key, key))


def test_scenes_are_the_columns_and_beats_follow_the_connectors() -> None:
    steps = (step("hear", "customer"), step("greet", "front"), step("prepare", "support"), step("card", "evidence"))
    one = Blueprint("b", "visit", steps=steps, connectors=(Connector("prepare", "greet"), Connector("greet", "hear")))
    play = stage_script(STUDY, one, Script("s", "b"))
    assert [scene.stand.key for scene in play.scenes] == ["visit_talk"]
    assert [(beat.step.key, beat.front) for beat in play.scenes[0].beats] == [("prepare", False), ("greet", True), ("hear", True)]
    assert [shown.key for shown in play.scenes[0].shown] == ["card"]


def test_a_circle_of_connectors_is_broken_where_the_lanes_have_it() -> None:
    steps = (step("a", "customer"), step("b", "front"))
    one = Blueprint("b", "visit", steps=steps, connectors=(Connector("a", "b"), Connector("b", "a")))
    assert [beat.step.key for beat in stage_script(STUDY, one, Script("s", "b")).scenes[0].beats] == ["a", "b"]


def test_a_role_card_holds_the_steps_of_that_role_alone() -> None:
    design = template_design(STUDY)
    assert design is not None
    play = stage_script(STUDY, design.blueprints[0], design.scripts[0])
    assert [role for role, _ in play.roles] == ["customer", "manager", "team", "company"]
    card = play.card("manager")
    assert {beat.role for scene in card for beat in scene.beats} == {"manager"}
    assert len(card) == 11
    assert play.card("nobody") == ()


def test_renaming_a_step_in_the_blueprint_renames_it_in_the_script() -> None:
    one = Blueprint("b", "visit", steps=(step("a", "front"),))
    new = replace(one, steps=(replace(one.steps[0], words=Text("新说法", "new words")),))
    assert stage_script(STUDY, new, Script("s", "b", lines=(Line("a"),))).scenes[0].beats[0].step.words.en == "new words"


def test_words_are_filled_from_the_closed_list_and_nothing_else() -> None:
    assert list_variables("{customer}，{date}，{customer}") == ("customer", "date")
    assert fill_line("{customer}您好，{date}见。", {"customer": "王先生", "date": "周五"}) == "王先生您好，周五见。"
    with pytest.raises(VariableUnknown):
        fill_line("{password}", {"password": "x"})


def test_every_variable_is_explained_in_both_languages() -> None:
    assert all(not words.missing() for words in VARIABLES.values())


def test_unknown_steps_and_variables_are_faults_and_differing_ones_a_doubt() -> None:
    one = Blueprint("b", "visit", lanes=GENERIC, steps=(step("a", "front"),))
    lines = (Line("a", Text("{customer}您好", "Good day, {manager}")), Line("x", Text("{client}", "{client}")))
    design = Design(STUDY.key, blueprints=(one,), scripts=(Script("s", "b", lines=lines),))
    assert sorted(fault.name for _, fault in find_script_faults(STUDY, design)) == ["ReferenceUnknown", "VariableUnknown"]
    assert [remark.name for remark in find_script_doubts(STUDY, design) if remark.name == "variables_differ"] == ["variables_differ"]


def test_a_peak_with_nothing_to_say_is_remarked() -> None:
    one = Blueprint("b", "visit", steps=(step("a", "front", "visit_complaint"), step("b", "front", "visit_talk")))
    design = Design(STUDY.key, blueprints=(one,), scripts=(Script("s", "b"),))
    remarks = [remark for remark in find_script_doubts(STUDY, design) if remark.name == "special_without_words"]
    assert len(remarks) == 1
    assert "a" in remarks[0].message.en
