import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.define.file import open_study, read_study, write_study
from peakend.define.outline import outline_study
from peakend.define.study import Moment, Need, Stage, Study
from peakend.text import Text

EDITED = """\
# our study
format: 1
key: tea   # never change this
title: {zh: '茶馆', en:   Tea house}   # two names

# the stages, as agreed in March
stages:
- key: begin
  name: Begin   # the door
  visible: true
# the end is what counts
- key: end
  name:
    zh: 结束
    en: "End"
  ends: true

scenarios:
  - key: shop
    name: {zh: 到店, en: Visit}
    moments:
      # the greeting matters
      - {key: greet,  name: Greet, stage: begin}   # flow
      # paying
      - key: pay
        name: Pay
        stage: end    # at the end

        note: |
          two
          lines
      # leaving
      - key: leave
        name: Leave
        stage: end

period: 2026   # this year
# end of file
"""


def change(study: Study, moments: tuple[Moment, ...]) -> Study:
    return replace(study, scenarios=(replace(study.scenarios[0], moments=moments),))


def test_an_unchanged_study_leaves_every_byte() -> None:
    file = open_study(EDITED)
    assert file.revise(file.study) == EDITED


def test_a_changed_word_touches_its_own_line_only() -> None:
    file = open_study(EDITED)
    greet, pay, leave = file.study.moments()
    revised = file.revise(change(file.study, (greet, replace(pay, stage="begin"), leave)))
    assert revised == EDITED.replace("        stage: end    # at the end", "        stage: begin    # at the end")


def test_a_flow_entry_is_written_anew_and_keeps_the_comment_behind_it() -> None:
    file = open_study(EDITED)
    greet, pay, leave = file.study.moments()
    revised = file.revise(change(file.study, (replace(greet, needs=("quick",)), pay, leave)))
    assert "      - {key: greet, name: Greet, stage: begin, needs: [quick]}   # flow\n" in revised
    assert "      # the greeting matters\n" in revised


def test_a_moved_entry_takes_its_comment_along() -> None:
    file = open_study(EDITED)
    greet, pay, leave = file.study.moments()
    revised = file.revise(change(file.study, (greet, leave, pay)))
    assert revised.index("# leaving\n      - key: leave") < revised.index("# paying\n      - key: pay")
    assert read_study(revised).scenarios[0].moments == (greet, leave, pay)


def test_a_removed_entry_goes_with_its_comment_and_takes_nothing_else() -> None:
    file = open_study(EDITED)
    greet, _, leave = file.study.moments()
    revised = file.revise(change(file.study, (greet, leave)))
    gone = EDITED[EDITED.index("      # paying") : EDITED.index("      # leaving")]
    assert revised == EDITED.replace(gone, "")


def test_a_new_entry_and_a_new_field_stand_in_our_layout() -> None:
    file = open_study(EDITED)
    new = Moment("wait", Text("等候", "Waiting"), "begin", needs=("quick",))
    study = change(replace(file.study, goal=Text("目的", "Goal")), (*file.study.moments(), new))
    revised = file.revise(study)
    entry = "      - key: wait\n        name: {zh: 等候, en: Waiting}\n        stage: begin\n        needs: [quick]\n"
    assert "        name: Leave\n        stage: end\n" + entry in revised
    assert "# two names\ngoal: {zh: 目的, en: Goal}\n" in revised
    assert read_study(revised) == study


def test_what_a_person_wrote_out_though_it_is_the_default_stays() -> None:
    file = open_study(EDITED)
    assert "  visible: true\n" in file.revise(replace(file.study, period="2027"))


def test_a_new_section_comes_with_its_title() -> None:
    file = open_study(EDITED)
    revised = file.revise(replace(file.study, needs=(need_quick(),)))
    assert "\n\n# 客户需求 · Needs\nneeds:\n  - {key: quick, name: {zh: 快, en: Quick}}\n" in revised


def need_quick() -> Need:
    return read_study("format: 1\nkey: a\ntitle: a\nstages: []\nscenarios: []\nneeds: [{key: quick, name: {zh: 快, en: Quick}}]\n").needs[0]


def test_a_field_that_goes_back_to_its_default_is_removed() -> None:
    file = open_study(EDITED)
    begin, end = file.study.stages
    revised = file.revise(replace(file.study, stages=(begin, replace(end, ends=False))))
    assert "  ends: true\n" not in revised
    assert revised.count("\n") == EDITED.count("\n") - 1


@pytest.mark.parametrize(
    "text",
    [
        '{"format": 1, "key": "tea", "title": "Tea", "stages": [], "scenarios": []}\n',
        "format: 1\nkey: tea\ntitle: &t {zh: 茶, en: Tea}\ngoal: *t\nstages: []\nscenarios: []\n",
        "? format\n: 1\n? key\n: tea\n? title\n: Tea\n? stages\n: []\n? scenarios\n: []\n",
        "--- # a study\nformat: 1\nkey: tea\ntitle: Tea\nstages: []\nscenarios: []\n...\n",
        "format: 1\nkey: tea\ntitle: >-\n  Tea\n\n  house\nstages: []\nscenarios: []",
    ],
    ids=["json", "alias", "question marks", "document marks", "folded"],
)
def test_however_it_is_spelt_a_change_says_the_new_study(text: str) -> None:
    file = open_study(text)
    for study in (
        replace(file.study, title=Text("x", "y: z")),
        replace(file.study, stages=(Stage("end", Text("结束", "End"), ends=True),)),
        replace(file.study, goal=Text(), period="2026"),
    ):
        assert file.revise(file.study) == text
        assert read_study(file.revise(study)) == study


@given(data=st.data())
def test_comments_above_sections_that_did_not_change_stay(data: st.DataObject, studies: st.SearchStrategy[Study]) -> None:
    before, after = data.draw(studies), data.draw(studies)
    after = replace(after, stages=before.stages, survey=before.survey, needs=before.needs)
    commented = re.sub(r"(?m)^([a-z]+):", r"# about \1\n\1:", write_study(before))
    revised = open_study(commented).revise(after)
    old, new = outline_study(before), outline_study(after)
    kept = [name for name in old if old[name] == new.get(name)]
    assert read_study(revised) == after
    assert [f"# about {name}\n{name}:" for name in kept if f"# about {name}\n{name}:" not in revised] == []
