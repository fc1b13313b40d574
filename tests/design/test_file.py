"""Does a design file keep what is decided, and is everything that is wrong with it told at its line?"""

from collections.abc import Callable
from pathlib import Path

import pytest

from peakend.define.study import Study
from peakend.define.template import open_template
from peakend.design.blueprint import Blueprint, Connector, Step, Wait
from peakend.design.check import check_design
from peakend.design.file import open_design, read_design, write_design
from peakend.design.plan import Design
from peakend.design.schema import load_design_schema
from peakend.design.template import start_design, template_design
from peakend.errors import DesignFileFaults, DesignFileMissing, UnsoundDesign
from peakend.text import LANGUAGES, Text


@pytest.fixture(scope="module")
def study() -> Study:
    return open_template("telecom-vip")


@pytest.fixture(scope="module")
def words(study: Study) -> str:
    return start_design(study)


def test_what_is_written_reads_back_and_is_written_again_as_the_same_bytes(study: Study, words: str) -> None:
    design = read_design(words, study)
    written = write_design(design)
    assert read_design(written, study) == design
    assert write_design(read_design(written)) == written


def test_the_template_has_a_blueprint_a_journey_and_a_script_complete_in_both_languages(study: Study) -> None:
    design = template_design(study)
    assert design is not None
    assert design.blueprints
    assert design.journeys
    assert design.scripts
    missing = [one for one in check_design(study, design) if one.severity != "doubtful"]
    assert missing == []


def test_a_design_repeats_no_word_of_its_study(study: Study) -> None:
    design = Design(study.key, blueprints=(Blueprint("b", "visit"),))
    written = write_design(design)
    assert all(moment.name.zh not in written for moment in study.moments())


def test_a_design_can_be_started_for_any_study() -> None:
    for name in ("blank", "ten-themes", "telecom-vip"):
        study = open_template(name)
        design = read_design(start_design(study), study)
        assert design.study == study.key
        assert {one.scenario for one in design.blueprints} <= {one.key for one in study.scenarios}


@pytest.mark.parametrize(
    ("wrong", "line_of", "said"),
    [
        (lambda text: text.replace("lane: manager, column: preparation", "lane: manger, column: preparation"), "manger", "'manager'"),
        (lambda text: text.replace("scenario: visit\n    lane_set", "scenario: vist\n    lane_set"), "vist", "'visit'"),
        (lambda text: text.replace("start: usage_system", "start: usage_sytem"), "usage_sytem", "'usage_system'"),
        (lambda text: text.replace("evidence: [courtesy]", "evidence: [curtesy]"), "curtesy", "'courtesy'"),
        (lambda text: text.replace("{moment: visit_arrival, does", "{moment: visit_arival, does"), "visit_arival", "'visit_arrival'"),
        (lambda text: text.replace("{step: greet,", "{step: gret,"), "step: gret,", "'greet'"),
        (lambda text: text.replace("lane_set: applied", "lane_set: aplied"), "aplied", "applied"),
        (lambda text: text.replace("key: ask_time,", "kee: ask_time,"), "kee:", "'key'"),
        (lambda text: text.replace("study: telecom_vip", "study: telecom_vap"), "telecom_vap", "'telecom_vip'"),
        (lambda text: text.replace("{customer}，您好，我是{manager}", "{client}，您好，我是{manager}"), "{client}", "'client'"),
        (lambda text: text.replace("emotion: -1.5", "emotion: -9"), "emotion: -9", "-2"),
        (
            lambda text: text.replace("{start: usage_system, end: draw_file}", "{start: draw_file, end: draw_file}"),
            "end: draw_file}",
            "itself",
        ),
    ],
)
def test_what_leads_to_nothing_is_told_with_its_line_and_its_mend(
    study: Study, words: str, wrong: Callable[[str], str], line_of: str, said: str
) -> None:
    text = wrong(words)
    assert text != words
    with pytest.raises(DesignFileFaults) as told:
        read_design(text, study)
    first = told.value.faults[0]
    line = int(first.blanks["line"])
    above = [number for number, one in enumerate(text.split("\n"), start=1) if line_of in one]
    assert any(0 <= at - line <= 3 for at in above), f"{first.say('en')} (wrong at {above})"
    assert said in first.say("en")
    assert all(first.say(language) for language in LANGUAGES)


def test_everything_wrong_is_told_at_once(study: Study, words: str) -> None:
    with pytest.raises(DesignFileFaults) as told:
        read_design(words.replace("owner: company", "owner: compny").replace("owner: hotline", "owner: hotlin"), study)
    assert len(told.value.faults) > 2


def test_a_key_stands_for_one_step_and_a_connector_once() -> None:
    steps = (Step("a", "front", "x", Text("甲", "A")), Step("a", "back", "x", Text("乙", "B")), Step("c", "back", "x", Text("丙", "C")))
    twice = Blueprint("b", "s", steps=steps, connectors=(Connector("a", "c"), Connector("a", "c")))
    with pytest.raises(UnsoundDesign) as told:
        write_design(Design("tea", blueprints=(twice,)))
    assert sorted(one.name for one in told.value.faults) == ["ConnectorTwice", "KeyTwice"]


def test_a_wait_keeps_its_number_as_a_person_writes_it() -> None:
    step = Step("a", "front", "x", Text("等", "wait"), wait=Wait(5.0, 7.5, "hour"))
    written = write_design(Design("tea", blueprints=(Blueprint("b", "s", steps=(step,)),)))
    assert "wait: {standard: 5, actual: 7.5, unit: hour}" in written
    assert read_design(written).blueprints[0].steps == (step,)


def test_a_file_that_is_not_there_or_no_design_is_said(tmp_path: Path) -> None:
    with pytest.raises(DesignFileMissing):
        read_design(tmp_path / "none.design.yaml")
    for text in ("- a\n- b\n", "format: 9\nstudy: tea\n", "format: 1\nstudy: tea\nbluprints: []\n"):
        with pytest.raises(DesignFileFaults):
            read_design(text)


def test_the_schema_names_every_section_and_describes_every_field() -> None:
    schema = load_design_schema()
    assert {"blueprints", "journeys", "scripts"} <= set(schema["properties"])
    for name in ("blueprint", "step", "connector", "journey", "entry", "script", "script_line"):
        assert all("description" in one or "$ref" in one for one in schema["$defs"][name]["properties"].values()), name


def test_a_remark_knows_its_line(study: Study, words: str) -> None:
    file = open_design(words, study)
    lines = words.split("\n")
    for line, remark in file.sort(check_design(study, file.design)):
        assert str(remark.place[-1]) in lines[line - 1]
