"""Which studies are there for somebody? The one door to studies: everything of a study is found through it."""

from functools import lru_cache

from django.db.models import QuerySet
from django.http import Http404

from peakend.define.file import read_study
from peakend.define.study import Study
from peakend.web.define.models import StudyRecord
from peakend.web.people.access import Right, in_sight
from peakend.web.people.models import User


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
    return _read(record.text)


@lru_cache(maxsize=256)
def _read(text: str) -> Study:
    return read_study(text.encode())
