"""Does a study change in one way only: checked, whole, never over what somebody else wrote?"""

from dataclasses import replace

import pytest
from tests.web.cast import Cast

from peakend.define.moments import move_moment, remove_moment, rename_moment
from peakend.define.study import Need, Study
from peakend.define.survey import Scale
from peakend.define.template import template_text
from peakend.errors import (
    CodingWouldChange,
    EditConflict,
    NothingToUndo,
    NoUnitToEdit,
    StudyArchived,
    StudyKeyInUse,
    UnsoundStudy,
    VersionUnknown,
)
from peakend.text import Text
from peakend.web.define.actions import (
    archive_study,
    change_study,
    create_study,
    redo_change,
    replace_text,
    restore_version,
    unarchive_study,
    undo_change,
)
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import study_of
from peakend.web.listen.models import AnswerPart
from peakend.web.people.audit import find_breaks


@pytest.fixture
def record(cast: Cast) -> StudyRecord:
    return create_study(actor=cast.people["lead"], unit=cast.units["head"], text=template_text("blank"), key="shop")


def rename(cast: Cast, record: StudyRecord, moment: str, words: str, seen: int, who: str = "lead") -> StudyRecord:
    return change_study(
        actor=cast.people[who],
        record=record,
        seen_number=seen,
        deed="moments.name",
        about=moment,
        change=lambda study: rename_moment(study, moment, Text(words, words)),
    )


def import_answers(record: StudyRecord, rows: int = 40) -> AnswerPart:
    return AnswerPart.objects.create(study=record, path="a.parquet", digest="d", coding=record.coding, rows=rows)


def test_a_new_study_is_its_file_with_a_key_of_its_own(record: StudyRecord) -> None:
    assert record.text == template_text("blank").replace("key: my_study ", "key: shop ")
    assert (record.key, record.number, record.versions.count()) == ("shop", 1, 1)


def test_the_comments_of_a_file_outlive_a_change(cast: Cast, record: StudyRecord) -> None:
    after = rename(cast, record, "pay", "结账", 1)
    assert after.number == 2
    assert {line for line in template_text("blank").splitlines() if line.startswith("#")} <= set(after.text.splitlines())
    assert after.versions.get(number=2).text == after.text


def test_a_change_that_changes_nothing_is_no_version(cast: Cast, record: StudyRecord) -> None:
    assert change_study(actor=cast.people["lead"], record=record, seen_number=1, deed="x", about="", change=lambda study: study).number == 1


def test_what_would_be_wrong_is_not_stored(cast: Cast, record: StudyRecord) -> None:
    def lose(study: Study) -> Study:
        return replace(study, needs=())

    with pytest.raises(UnsoundStudy, match="be_quick"):
        change_study(actor=cast.people["lead"], record=record, seen_number=1, deed="x", about="", change=lose)
    record.refresh_from_db()
    assert (record.number, record.versions.count()) == (1, 1)


def test_two_who_touch_different_things_both_keep_their_change(cast: Cast, record: StudyRecord) -> None:
    rename(cast, record, "pay", "结账", 1)
    after = rename(cast, record, "leave", "告别", 1, who="analyst")
    study = study_of(after)
    assert (after.number, study.moment("pay").name.zh, study.moment("leave").name.zh) == (3, "结账", "告别")


def test_who_comes_second_to_the_same_thing_is_told(cast: Cast, record: StudyRecord) -> None:
    rename(cast, record, "pay", "结账", 1)
    with pytest.raises(EditConflict, match="lead") as told:
        rename(cast, record, "pay", "买单", 1, who="analyst")
    assert "pay" in str(told.value.blanks["places"])
    said = told.value.fill(told.value.what)
    assert "结账" in said.zh
    assert "→" not in said.zh + said.en
    assert study_of(StudyRecord.objects.get(pk=record.pk)).moment("pay").name.zh == "结账"


def test_a_change_to_what_somebody_removed_is_a_conflict(cast: Cast, record: StudyRecord) -> None:
    change_study(
        actor=cast.people["lead"],
        record=record,
        seen_number=1,
        deed="x",
        about="pay",
        change=lambda study: remove_moment(study, "pay", with_uses=True),
    )
    with pytest.raises(EditConflict):
        rename(cast, record, "pay", "买单", 1, who="analyst")


def test_adding_to_a_list_and_adding_another_are_different_things(cast: Cast, record: StudyRecord) -> None:
    def want(key: str) -> None:
        def add(study: Study) -> Study:
            return replace(study, needs=(*study.needs, Need(key, Text(key, key))))

        change_study(actor=cast.people["lead"], record=record, seen_number=1, deed="needs.add", about=key, change=add)

    want("warm")
    want("exact")
    assert [need.key for need in study_of(StudyRecord.objects.get(pk=record.pk)).needs] == ["be_quick", "warm", "exact"]


def test_two_who_order_the_same_list_are_told(cast: Cast, record: StudyRecord) -> None:
    def move(moment: str, position: int) -> None:
        change_study(
            actor=cast.people["lead"],
            record=record,
            seen_number=1,
            deed="moments.move",
            about=moment,
            change=lambda study: move_moment(study, moment, position=position),
        )

    move("pay", 1)
    with pytest.raises(EditConflict):
        move("leave", 1)


def test_undo_brings_back_every_byte_and_redo_does_it_again(cast: Cast, record: StudyRecord) -> None:
    lead, first = cast.people["lead"], record.text
    second = rename(cast, record, "pay", "结账", 1).text
    third = rename(cast, record, "leave", "告别", 2).text
    assert undo_change(actor=lead, record=record, seen_number=3).text == second
    assert undo_change(actor=lead, record=record, seen_number=4).text == first
    with pytest.raises(NothingToUndo):
        undo_change(actor=lead, record=record, seen_number=5)
    assert redo_change(actor=lead, record=record, seen_number=5).text == second
    assert redo_change(actor=lead, record=record, seen_number=6).text == third
    with pytest.raises(NothingToUndo):
        redo_change(actor=lead, record=record, seen_number=7)


def test_undo_of_what_one_has_not_seen_is_a_conflict(cast: Cast, record: StudyRecord) -> None:
    rename(cast, record, "pay", "结账", 1)
    rename(cast, record, "leave", "告别", 2)
    with pytest.raises(EditConflict):
        undo_change(actor=cast.people["lead"], record=record, seen_number=2)


def test_restoring_makes_an_old_text_new_and_keeps_all_versions(cast: Cast, record: StudyRecord) -> None:
    first = record.text
    rename(cast, record, "pay", "结账", 1)
    after = restore_version(actor=cast.people["lead"], record=record, seen_number=2, number=1)
    assert (after.text, after.number, after.versions.count()) == (first, 3, 3)
    with pytest.raises(VersionUnknown):
        restore_version(actor=cast.people["lead"], record=record, seen_number=3, number=9)


def test_a_study_file_goes_round_byte_for_byte(cast: Cast, record: StudyRecord) -> None:
    text = template_text("telecom-vip").replace("\n", "\r\n") + "# 末尾的注释，不换行"
    after = replace_text(actor=cast.people["lead"], record=record, seen_number=1, text=text)
    after.refresh_from_db()
    assert after.text == text
    assert (after.key, after.synthetic) == ("telecom_vip", True)


def test_a_question_more_leaves_the_answers_where_they_are(cast: Cast, record: StudyRecord) -> None:
    part = import_answers(record)

    def ask(study: Study) -> Study:
        one = replace(study.survey.questions[0], key="again", column="again", wording=Text("再问", "Again"))
        return replace(study, survey=replace(study.survey, questions=(*study.survey.questions, one)))

    after = change_study(actor=cast.people["lead"], record=record, seen_number=1, deed="questions.add", about="again", change=ask)
    part.refresh_from_db()
    assert part.coding == after.coding != record.coding


def test_another_scale_is_agreed_to_first_and_undo_counts_the_answers_again(cast: Cast, record: StudyRecord) -> None:
    part = import_answers(record)

    def widen(study: Study) -> Study:
        one = replace(study.survey.questions[0], scale=Scale(1, 7))
        return replace(study, survey=replace(study.survey, questions=(one, *study.survey.questions[1:])))

    def change(*, confirmed: bool) -> StudyRecord:
        lead = cast.people["lead"]
        return change_study(actor=lead, record=record, seen_number=1, deed="x", about="", change=widen, confirmed=confirmed)

    with pytest.raises(CodingWouldChange, match="40") as told:
        change(confirmed=False)
    assert "importance_arrive" in str(told.value.blanks["questions"])
    after = change(confirmed=True)
    part.refresh_from_db()
    assert part.coding != after.coding
    assert undo_change(actor=cast.people["lead"], record=record, seen_number=2).coding == part.coding


def test_an_archived_study_is_not_changed(cast: Cast, record: StudyRecord) -> None:
    archive_study(actor=cast.people["lead"], record=record)
    with pytest.raises(StudyArchived):
        rename(cast, record, "pay", "结账", 1)
    unarchive_study(actor=cast.people["lead"], record=record)
    assert rename(cast, record, "pay", "结账", 1).number == 2


def test_a_key_names_one_study_of_a_unit(cast: Cast, record: StudyRecord) -> None:
    with pytest.raises(StudyKeyInUse, match="shop_2"):
        create_study(actor=cast.people["lead"], unit=record.unit, text=template_text("blank"), key="shop")


@pytest.mark.parametrize("who", ["province", "manager", "auditor", "admin", "lead@other"])
def test_nobody_puts_a_study_where_they_may_not_edit(cast: Cast, who: str) -> None:
    with pytest.raises(NoUnitToEdit):
        create_study(actor=cast.people[who], unit=cast.units["head"], text=template_text("blank"))


def test_every_deed_stands_in_an_unbroken_log(cast: Cast, record: StudyRecord) -> None:
    rename(cast, record, "pay", "结账", 1)
    undo_change(actor=cast.people["lead"], record=record, seen_number=2)
    entries = list(record.unit.organisation.audit.values_list("action", flat=True))
    assert entries[-3:] == ["study.create", "study.change", "study.change"]
    assert list(find_breaks(record.unit.organisation)) == []
