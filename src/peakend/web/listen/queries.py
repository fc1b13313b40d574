"""Which files and answers are there for somebody? What belongs to a study is found through it, a draft through its unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from peakend.errors import PeakendError
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import studies_for, study_of
from peakend.web.listen.models import OPEN, WAITING, WORKING, AnswerPart, Upload
from peakend.web.listen.part import tell_misfit
from peakend.web.listen.store import place
from peakend.web.people.access import units_for
from peakend.web.people.models import Unit, User
from peakend.web.shell.pulse import SILENCE

_PATIENCE: Final = timedelta(minutes=3)
"""So long a file may wait while nobody works on any other."""


def uploads_for(user: User) -> QuerySet[Upload]:
    """The files that somebody may work on: of studies they may import into, and of units in which they may make studies."""
    drafts = Q(study=None, unit__in=units_for(user, "study.edit")) & Q(unit__in=units_for(user, "answers.import"))
    return Upload.objects.filter(Q(study__in=studies_for(user, "answers.import")) | drafts).select_related("study__unit", "unit", "by")


def find_upload(user: User, study: int, pk: int) -> Upload:
    """One file of a study. Raises `Http404`."""
    found = uploads_for(user).filter(pk=pk, study=study).first()
    if found is None:
        raise Http404
    return found


def find_draft(user: User, pk: int) -> Upload:
    """One file that a study is drafted from. Raises `Http404`."""
    found = uploads_for(user).filter(pk=pk, study=None).first()
    if found is None:
        raise Http404
    return found


def draft_units(user: User) -> QuerySet[Unit]:
    """The units in which somebody may draft a study from an export."""
    return units_for(user, "study.edit") & units_for(user, "answers.import")


def open_uploads(record: StudyRecord) -> QuerySet[Upload]:
    """The files of a study that are not dealt with yet."""
    return record.uploads.filter(state__in=OPEN).select_related("by")


def find_part(user: User, study: int, pk: int) -> AnswerPart:
    """One part of the answers of a study that somebody may import into. Raises `Http404`."""
    found = (
        AnswerPart.objects.filter(pk=pk, study=study, study__in=studies_for(user, "answers.import"))
        .select_related("study", "upload")
        .first()
    )
    if found is None:
        raise Http404
    return found


def standing_parts(record: StudyRecord) -> list[AnswerPart]:
    """The parts of a study that analyses read: those that stand in its coding."""
    return list(record.parts.filter(state="standing", coding=record.coding))


def path_of(part: AnswerPart) -> Path:
    """Where the Parquet file of a part lies."""
    return place(part.path)


def waves_of(record: StudyRecord) -> list[str]:
    """The waves that stand, newest import first."""
    return list(dict.fromkeys(record.parts.filter(state="standing").exclude(wave="").order_by("-when").values_list("wave", flat=True)))


def last_mapping(record: StudyRecord) -> dict[str, str]:
    """How the columns of the last import were matched."""
    last = record.uploads.filter(state="imported").order_by("-when").first()
    return dict(last.chosen.get("mapping", {})) if last else {}


@dataclass(frozen=True)
class Shown:
    """A part as the page shows it: whether analyses can read it, and why not where they cannot."""

    part: AnswerPart
    read: bool
    misfit: PeakendError | None
    kept: bool
    """Whether the file it came from is still there."""


def show_parts(record: StudyRecord) -> list[Shown]:
    """All parts of a study, standing ones first, the newest of each first."""
    study = study_of(record)
    parts = sorted(record.parts.select_related("by", "upload"), key=lambda one: (one.state != "standing", -one.when.timestamp()))
    return [
        Shown(
            part,
            part.coding == record.coding,
            None if part.coding == record.coding else tell_misfit(study, str(part.counts.get("coding", ""))),
            bool(part.upload and part.upload.path),
        )
        for part in parts
    ]


def sum_parts(parts: Iterable[AnswerPart], field: str) -> dict[str, int]:
    """Counts by reason, added up over parts: `reasons` of cells, `excluded` of rows."""
    total: dict[str, int] = {}
    for part in parts:
        kept: Any = part.counts.get(field, {})
        pairs = kept.items() if isinstance(kept, dict) else ((one["reason"], one["count"]) for one in kept)
        for reason, count in pairs:
            total[reason] = total.get(reason, 0) + int(count)
    return total


def count_standing(record: StudyRecord) -> int:
    """How many responses of a study stand."""
    return record.parts.filter(state="standing", coding=record.coding).aggregate(rows=Sum("rows"))["rows"] or 0


def is_silent(upload: Upload) -> bool:
    """Whether nobody works on a file any more that is being worked on or waits: no sign of life came for too long, from it or any other."""
    quiet = timezone.now() - (upload.beat or upload.when)
    if upload.state in WORKING:
        return quiet > SILENCE
    alive = Upload.objects.filter(state__in=WORKING, beat__gt=timezone.now() - SILENCE)
    return upload.state in WAITING and quiet > _PATIENCE and not alive.exists()
