"""Whose answers does somebody count, are small groups safe through every door, and is nothing counted twice?"""

import itertools
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from tests.web.analyse.conftest import HOME, add_answers, make_record
from tests.web.cast import Cast

from peakend.analyse.reading import Reading
from peakend.errors import GroupSuppressed, NoAnswers, NoAnswersYet, NoUnitsTold, UnitWithoutAnswers
from peakend.web.analyse.filters import Filters
from peakend.web.analyse.models import ShownGroup
from peakend.web.analyse.queries import choices_of, forget_all, reading_of, released_parts
from peakend.web.define.models import StudyRecord

ALL = sum(HOME.values())


def seen(cast: Cast, who: str, record: StudyRecord, filters: Filters | None = None) -> int | None:
    """How many answers somebody counts; nothing where that is not shown."""
    try:
        return reading_of(cast.people[who], record, filters or Filters()).evidence.cell.rows
    except (GroupSuppressed, NoAnswers, UnitWithoutAnswers):
        return None


def test_head_office_counts_everybody_and_a_province_its_own(cast: Cast, record: StudyRecord) -> None:
    assert seen(cast, "analyst", record) == ALL
    assert seen(cast, "province", record) == HOME["zs"] + HOME["hall1"]
    assert seen(cast, "province@beside", record) == HOME["xm"] + HOME["hall2"]


def test_a_unit_holds_for_all_below_it_and_never_for_another_province(cast: Cast, record: StudyRecord) -> None:
    assert seen(cast, "analyst", record, Filters(unit="fj")) == HOME["xm"] + HOME["hall2"]
    assert seen(cast, "province", record, Filters(unit="hall1")) == HOME["hall1"]
    with pytest.raises(UnitWithoutAnswers):
        reading_of(cast.people["province"], record, Filters(unit="fj"))
    assert [key for key, _ in choices_of(cast.people["province"], record).units.values] == ["gd", "zs", "hall1"]


def test_the_attribute_of_units_cannot_be_filtered_around_the_scope(cast: Cast, record: StudyRecord) -> None:
    with pytest.raises(UnitWithoutAnswers):
        reading_of(cast.people["province"], record, Filters((("region", ("xm",)),)))
    assert "region" not in [one.key for one in choices_of(cast.people["province"], record).attributes]


def test_without_units_in_the_answers_a_province_sees_none(cast: Cast, record: StudyRecord) -> None:
    StudyRecord.objects.filter(pk=record.pk).update(unit_attribute="")
    record.refresh_from_db()
    with pytest.raises(NoUnitsTold):
        reading_of(cast.people["province"], record, Filters())
    assert seen(cast, "analyst", record) == ALL


def test_answers_of_other_units_are_not_even_told_as_left_out(cast: Cast, record: StudyRecord) -> None:
    def told(who: str, filters: Filters) -> tuple[int, int, int]:
        evidence = reading_of(cast.people[who], record, filters).evidence
        return evidence.read, evidence.cell.rows, evidence.left_out.get("filtered", 0)

    own = HOME["zs"] + HOME["hall1"]
    assert told("province", Filters()) == (own, own, 0)
    assert told("province", Filters(unit="hall1")) == (own, HOME["hall1"], HOME["zs"])
    assert told("analyst", Filters(unit="hall1")) == (ALL, HOME["hall1"], ALL - HOME["hall1"])


def test_a_study_without_answers_says_so(cast: Cast) -> None:
    with pytest.raises(NoAnswersYet):
        reading_of(cast.people["analyst"], make_record(cast, key="bare"), Filters())


def test_small_groups_are_not_found_by_subtraction_whoever_asks(cast: Cast) -> None:
    record = make_record(cast, key="small")
    add_answers(record, 100, regions=["zs"] * 50 + ["hall1"] * 4 + ["xm"] * 46)
    told: dict[tuple[str, ...], int] = {}
    units = ("zs", "hall1", "xm")
    for size in (3, 2, 1):
        for some in itertools.combinations(units, size):
            for who in ("analyst", "province", "lead"):
                shown = seen(cast, who, record, Filters((("region", some),)))
                if shown is not None and who != "province":
                    told[some] = shown
    assert ("hall1",) not in told
    for one, other in itertools.permutations(told, 2):
        if set(one) < set(other):
            assert told[other] - told[one] >= 10, (one, other)


def test_what_was_shown_holds_after_a_restart(cast: Cast, record: StudyRecord) -> None:
    asked = [Filters(), Filters((("tier", ("gold",)),)), Filters(unit="hall2"), Filters(unit="hall2", by=("tier",)), Filters(unit="xm")]
    before = [seen(cast, "analyst", record, one) for one in asked]
    entries = ShownGroup.objects.count()
    forget_all()
    assert [seen(cast, "analyst", record, one) for one in reversed(asked)] == before[::-1]
    assert ShownGroup.objects.count() == entries, "the same questions are entered once"


def test_few_new_answers_wait_for_others(cast: Cast, record: StudyRecord) -> None:
    add_answers(record, 4, seed=7, regions=["zs"] * 4)
    assert released_parts(record)[1] == 4
    assert seen(cast, "analyst", record) == ALL
    add_answers(record, 8, seed=8, regions=["zs"] * 8)
    assert seen(cast, "analyst", record) == ALL + 12


def test_an_import_that_is_undone_is_out_of_every_number(cast: Cast, record: StudyRecord) -> None:
    part = add_answers(record, 40, seed=7, regions=["zs"] * 40)
    assert seen(cast, "analyst", record) == ALL + 40
    part.state = "undone"
    part.save()
    assert seen(cast, "analyst", record) == ALL


def test_only_new_answers_are_counted(cast: Cast, record: StudyRecord) -> None:
    seen(cast, "analyst", record)
    kept = {path: path.stat().st_ino for path in (Path(settings.MEDIA_ROOT) / "tallies" / str(record.pk)).rglob("*.tally")}
    part = add_answers(record, 240, seed=7, regions=["zs"] * 240)
    forget_all()
    assert seen(cast, "analyst", record) == ALL + 240
    after = list((Path(settings.MEDIA_ROOT) / "tallies" / str(record.pk)).rglob("*.tally"))
    assert all(path.stat().st_ino == inode for path, inode in kept.items())
    assert [path for path in after if path not in kept and not path.name.startswith(part.digest[:24])] == []


def test_parts_added_up_are_the_same_as_one_table(cast: Cast, record: StudyRecord) -> None:
    add_answers(record, 240, seed=7, regions=["xm"] * 240)
    reading = reading_of(cast.people["analyst"], record, Filters())
    tables = [pq.read_table(Path(settings.MEDIA_ROOT) / part.path) for part in record.parts.all()]
    whole = Reading(reading.study, pa.concat_tables(tables))
    assert [line.mean for line in reading.importance.lines] == [line.mean for line in whole.importance.lines]


def test_a_question_that_a_part_did_not_ask_counts_as_not_asked(cast: Cast, record: StudyRecord) -> None:
    part = add_answers(record, 40, seed=7, regions=["zs"] * 40)
    path = Path(settings.MEDIA_ROOT) / part.path
    table = pq.read_table(path)
    pq.write_table(table.drop_columns(["nps"]), path)
    line = reading_of(cast.people["analyst"], record, Filters()).nps.lines[0]
    assert line.nps.n == ALL
