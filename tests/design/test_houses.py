"""Houses, standards and decisions as people write them: read, written, and every fault with its place."""

import pytest
from tests.design.carried import visit

from peakend.define.template import open_template
from peakend.design.check import check_design
from peakend.design.decisions_file import build_decision, outline_decision
from peakend.design.file import read_design, write_design
from peakend.design.houses import needless, unserved
from peakend.design.houses_file import build_cascade, outline_cascade
from peakend.errors import DesignFileFaults

HEAD = "format: 1\nstudy: telecom_vip\n"
HOUSE = """houses:
  - key: small
    title: {zh: 小屋, en: Small}
    scenario: visit
    raters: [甲, 乙]
    needs:
      - {need: quick, goal: 4.4}
      - {need: respected}
    houses:
      - key: contacts
        name: {zh: 接触, en: Contacts}
        columns:
          - {key: ring, name: {zh: 回电, en: Ring back}}
          - {key: greet, name: {zh: 问候, en: Greet}}
        relations:
          - {row: quick, marks: {ring: [9, 3]}}
"""


def faults(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(DesignFileFaults) as told:
        read_design(HEAD + text, open_template("telecom-vip"))
    return [(type(one).__name__, int(one.blanks["line"]), one.say("en")) for one in told.value.faults]


def test_the_design_of_the_demo_reads_back_as_it_was_written() -> None:
    reading, design, _ = visit()
    assert read_design(write_design(design), reading.study) == design
    assert write_design(read_design(write_design(design))) == write_design(design)
    assert build_cascade(outline_cascade(design.houses[0])) == design.houses[0]
    assert [build_decision(outline_decision(one)) for one in design.decisions] == list(design.decisions)
    assert [
        remark.say("en") for remark in check_design(reading.study, design) if remark.place[0] in {"houses", "standards", "decisions"}
    ] == []


@pytest.mark.parametrize(
    ("old", "new", "fault", "line"),
    [
        ("need: quick,", "need: quik,", "ReferenceMisspelt", 9),
        ("scenario: visit", "scenario: nowhere", "ReferenceUnknown", 6),
        ("row: quick", "row: quikc", "ReferenceMisspelt", 18),
        ("{ring: [9, 3]}", "{rong: 9}", "ReferenceMisspelt", 18),
        ("[9, 3]", "[9, 3, 1]", "MarksNotOfRaters", 18),
        ("[9, 3]", "7", "MarkNotOnScale", 18),
        ("goal: 4.4", "goal: 0", "LevelOutside", 9),
        ("key: greet", "key: ring", "KeyTwice", 16),
        ("{need: respected}", "{need: quick}", "KeyTwice", 10),
        ("key: greet", "key: quick", "KeyTwice", 16),
        ("[9, 3]", "strong", "NotNumber", 18),
        ("{ring: [9, 3]}}", "{ring: 9}}\n        roof: [{one: ring, other: ring, effect: '+'}]", "RoofOnItself", 19),
        ("{ring: [9, 3]}}", "{ring: 9}}\n        roof: [{one: ring, other: greet, effect: '+++'}]", "ValueMisspelt", 19),
    ],
)
def test_what_cannot_be_is_told_with_its_line(old: str, new: str, fault: str, line: int) -> None:
    found = faults(HOUSE.replace(old, new))
    assert (fault, line) in [(name, at) for name, at, _ in found], found


def test_a_decision_links_to_evidence_that_can_be() -> None:
    text = "decisions:\n  - {key: a, what: 甲, why: ['wish:visit', 'importance:visit_complain', 'need:visit_complaint'], owner: nobody}\n"
    assert {name for name, _, _ in faults(text)} == {"EvidenceMalformed", "ReferenceMisspelt", "ReferenceUnknown"}
    text = "decisions:\n  - {key: a, what: 甲, effect: {question: overall, value: 2, low: 0, high: 1}}\n"
    assert [name for name, _, _ in faults(text)] == ["LevelOutside"]
    text = "capabilities:\n  - {key: a, name: 甲, level: 6, moments: [visit_leaving]}\naims:\n  - {dimension: concept, now_level: 0}\n"
    assert [name for name, _, _ in faults(text)] == ["LevelOutside", "LevelOutside"]


def test_empty_rows_and_columns_and_torn_raters_are_remarks() -> None:
    study = open_template("telecom-vip")
    design = read_design(HEAD + HOUSE.replace("[9, 3]", "[9, 1]"), study)
    assert (unserved(design.houses[0], 0), needless(design.houses[0], 0)) == (("respected",), ("greet",))
    names = [remark.name for remark in check_design(study, design)]
    assert {"need_unserved", "column_needless", "raters_apart", "need_left_out", "target_missing"} <= set(names)
