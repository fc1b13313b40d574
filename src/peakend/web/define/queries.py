"""Which studies are there for somebody? The one door to studies: everything of a study is found through it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import F, Q, QuerySet, Sum
from django.http import Http404

from peakend.define.file import read_study
from peakend.define.study import Study
from peakend.web.define.models import StudyRecord, StudyVersion
from peakend.web.people.access import Right, in_sight
from peakend.web.people.models import Unit, User


def studies_for(user: User, right: Right = "study.read") -> QuerySet[StudyRecord]:
    """The studies for which somebody has this right, archived ones too."""
    return StudyRecord.objects.filter(in_sight(user, right)).select_related("unit", "unit__organisation")


def find_study(user: User, pk: int, right: Right = "study.read") -> StudyRecord:
    """One study by its number, if somebody has this right for it. Raises `Http404` otherwise."""
    record = studies_for(user, right).filter(pk=pk).first()
    if record is None:
        raise Http404
    return record


def study_of(record: StudyRecord) -> Study:
    """The study itself, read from the text of its newest version."""
    return read_text(record.text)


def study_at(version: StudyVersion) -> Study:
    """The study as one of its versions has it."""
    return read_text(version.text)


@lru_cache(maxsize=256)
def read_text(text: str) -> Study:
    """The study in a text, read once. Raises what reading raises."""
    return read_study(text.encode())


def find_version(record: StudyRecord, number: int) -> StudyVersion:
    """One version of a study. Raises `Http404`."""
    version = record.versions.filter(number=number).select_related("author").first()
    if version is None:
        raise Http404
    return version


@dataclass(frozen=True)
class Entry:
    """A study as the list shows it: the record, the study, how many answers stand that it can read, who wrote last."""

    record: StudyRecord
    study: Study
    rows: int
    last: StudyVersion | None


@dataclass(frozen=True)
class Shelf:
    """The studies of one unit."""

    unit: Unit
    entries: tuple[Entry, ...]


def list_shelves(user: User, *, archived: bool = False) -> tuple[Shelf, ...]:
    """The studies somebody may see, unit by unit from the top down, newest change first."""
    standing = Q(parts__state="standing", parts__coding=F("coding"))
    found = (
        studies_for(user)
        .filter(archived__isnull=not archived)
        .annotate(rows=Sum("parts__rows", filter=standing, default=0))
        .order_by("unit__organisation_id", "unit__path", "-changed")
    )
    return tuple(_shelve(_list_entries(found)))


def _list_entries(records: QuerySet[StudyRecord]) -> Iterator[Entry]:
    records = records.all()
    newest = {
        one.study_id: one for one in StudyVersion.objects.filter(study__in=records, number=F("study__number")).select_related("author")
    }
    for record in records:
        yield Entry(record, study_of(record), int(record.rows), newest.get(record.pk))  # type: ignore[attr-defined]


def _shelve(entries: Iterable[Entry]) -> Iterator[Shelf]:
    shelves: dict[int, list[Entry]] = {}
    for entry in entries:
        shelves.setdefault(entry.record.unit_id, []).append(entry)
    for standing in shelves.values():
        yield Shelf(standing[0].record.unit, tuple(standing))


def count_rows(record: StudyRecord) -> int:
    """How many answers stand that the study as it is now can read."""
    return sum(record.parts.filter(state="standing", coding=record.coding).values_list("rows", flat=True))
