"""What is done with a file while nobody waits for it? It is looked at, run dry, imported: each step claimed, stoppable, all or nothing.

A step takes a file only in the state in which it was left for it, so that running one twice changes nothing. While it works it gives signs
of life; where somebody has dropped the file meanwhile, it stops. Hostile files are parsed behind the fence of `peakend.listen`, never here.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from peakend.define.file import write_study
from peakend.define.study import Study
from peakend.define.survey import Layout
from peakend.errors import AlreadyStanding, FileGone, PeakendError, StudyMovedOn
from peakend.listen.digest import describe_coding
from peakend.listen.draft import draft_study
from peakend.listen.look import look_at
from peakend.listen.sheet import Sheet, import_sheet
from peakend.web.define.coding import name_coding
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import study_of
from peakend.web.listen.looking import describe_look, describe_remarks
from peakend.web.listen.mapping import lay_over
from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.listen.part import digest_part, same_coding, write_part, write_refused
from peakend.web.listen.store import REFUSED, forget_part, name_part, place
from peakend.web.listen.trial import describe_trial
from peakend.web.people.audit import record
from peakend.web.shell.pulse import give_signs

_PAUSE: Final = 0.5
"""Seconds between two signs of life."""
_READ: Final = 20
_CODED: Final = 90


class Stopped(Exception):
    """Somebody has dropped the file, or another has taken the step over: stop, and leave nothing."""


def look_at_upload(pk: int) -> None:
    """Look at a file that was sent: sent → looking → looked, or failed with its fault. For a unit a study is drafted from it."""
    upload = _claim(pk, "sent", "looking")
    if upload is None:
        return

    def work() -> dict[str, Any]:
        seen = look_at(_path(upload), _layout(upload), _beside(upload))
        found = describe_look(seen)
        if upload.study_id is None:
            study, remarks = draft_study(seen)
            found |= {"draft": write_study(study, remarks), "counts": _count_draft(study), "draft_remarks": describe_remarks(remarks)}
        return {"found": found, "state": "looked", "progress": 0, "fault": {}}

    _finish(upload, "looking", "failed", work)


def _count_draft(study: Study) -> dict[str, int]:
    moments = sum(len(scenario.moments) for scenario in study.scenarios)
    return {"moments": moments, "questions": len(study.survey.questions), "attributes": len(study.survey.attributes)}


def try_upload(pk: int) -> None:
    """Run an import dry: to_try → trying → tried, or back to looked with its fault."""
    upload = _claim(pk, "to_try", "trying")
    if upload is None:
        return

    def work() -> dict[str, Any]:
        study, whole, sheet = _code(upload)
        refused = _path(upload).parent / REFUSED
        refused.unlink(missing_ok=True)
        write_refused(sheet, refused)
        trial = describe_trial(sheet, study, describe_coding(whole.survey))
        return {"trial": trial, "state": "tried", "progress": 0, "fault": {}}

    _finish(upload, "trying", "looked", work)


def import_upload(pk: int) -> None:
    """Import what was run dry: to_import → importing → imported, or back to tried with its fault. All of it, or nothing.

    The part lies whole on disk before the one transaction in which it begins to stand. Killed before that transaction, nothing stands, and
    `sweep_files` takes the file away; after it everything stands.
    """
    upload = _claim(pk, "to_import", "importing")
    if upload is None or upload.study_id is None:
        return
    path = name_part(upload.study_id)
    kept = False

    def work() -> dict[str, Any]:
        nonlocal kept
        _, whole, sheet = _code(upload)
        _require_as_shown(upload, whole, sheet)
        write_part(sheet, whole, str(upload.chosen.get("wave", "")), upload.digest, place(path))
        _beat(upload, "importing", _CODED + 5)
        _stand(upload, whole, sheet, path)
        kept = True
        return {}

    try:
        _finish(upload, "importing", "tried", work)
    finally:
        if not kept:
            forget_part(path)


def _claim(pk: int, before: str, during: str) -> Upload | None:
    """Take a step, if nobody else has."""
    now = timezone.now()
    taken = Upload.objects.filter(pk=pk, state=before).update(state=during, progress=1, beat=now, fault={})
    return Upload.objects.select_related("study", "by").get(pk=pk) if taken else None


def _finish(upload: Upload, during: str, otherwise: str, work: Callable[[], dict[str, Any]]) -> None:
    """Do the work of a step and store what came of it; a fault of ours is stored for whoever sent the file."""
    try:
        with give_signs(lambda: Upload.objects.filter(pk=upload.pk, state=during).update(beat=timezone.now())):
            changes = work()
    except Stopped:
        return
    except PeakendError as fault:
        changes = {"state": otherwise, "progress": 0, "fault": {"name": fault.name, "blanks": fault.blanks}}
    except BaseException:
        Upload.objects.filter(pk=upload.pk, state=during).update(state=otherwise, progress=0, fault={"name": "Interrupted", "blanks": {}})
        raise
    if changes:
        Upload.objects.filter(pk=upload.pk, state=during).update(**changes)


def _path(upload: Upload) -> Path:
    """Where the file lies. Raises `FileGone`."""
    try:
        found = place(upload.path)
    except FileNotFoundError:
        raise FileGone(name=upload.name) from None
    if not found.is_file():
        raise FileGone(name=upload.name)
    return found


def _layout(upload: Upload) -> Layout:
    """How the file is written: what somebody said of this file, else what the study says of its exports."""
    if "layout" in upload.chosen:
        return Layout(**upload.chosen["layout"])
    return study_of(upload.study).survey.layout if upload.study is not None else Layout()


def _beside(upload: Upload) -> Path | None:
    return place(upload.beside) if upload.beside else None


def _code(upload: Upload) -> tuple[Study, Study, Sheet]:
    """The study as this file answers it, the whole study, and the coded answers."""
    if upload.study_id is None:
        raise Stopped
    whole = study_of(StudyRecord.objects.get(pk=upload.study_id))
    study = lay_over(whole, upload.chosen.get("mapping", {}))
    last = 0.0

    def watch(done: int, rows: int) -> None:
        nonlocal last
        if time.monotonic() - last > _PAUSE:
            last = time.monotonic()
            _beat(upload, upload.state, _READ + (_CODED - _READ) * done // max(rows, 1))

    study = replace(study, survey=replace(study.survey, layout=_layout(upload)))
    sheet = import_sheet(_path(upload), study, _beside(upload), watch)
    return study, whole, sheet


def _beat(upload: Upload, during: str, progress: int) -> None:
    """A sign of life. Raises `Stopped` where the file is no longer in this step."""
    if not Upload.objects.filter(pk=upload.pk, state=during).update(progress=progress, beat=timezone.now()):
        raise Stopped


def _require_as_shown(upload: Upload, study: Study, sheet: Sheet) -> None:
    """What is imported is what the dry run showed. Raises `StudyMovedOn`."""
    if upload.trial.get("content") != sheet.content or not same_coding(study, str(upload.trial.get("coding", ""))):
        raise StudyMovedOn


def _stand(upload: Upload, study: Study, sheet: Sheet, path: str) -> None:
    """Let the part stand, in one transaction: the row, the state of the upload, the log. Raises `Stopped`, `AlreadyStanding`."""
    wave = str(upload.chosen.get("wave", ""))
    digest = digest_part(sheet, wave)
    with transaction.atomic():
        if not Upload.objects.filter(pk=upload.pk, state="importing").update(state="imported", progress=100, beat=timezone.now()):
            raise Stopped
        known = StudyRecord.objects.select_for_update(of=("self",)).select_related("unit__organisation").get(pk=upload.study_id or 0)
        if known.coding != name_coding(study):
            raise StudyMovedOn
        for old in AnswerPart.objects.filter(Q(file=upload.digest) | Q(digest=digest), study=known, state="standing"):
            _give_way(old, known)
        part = AnswerPart.objects.create(
            study=known,
            upload=upload,
            by=upload.by,
            name=upload.name,
            path=path,
            file=upload.digest,
            digest=digest,
            coding=known.coding,
            wave=wave,
            rows=sheet.rows_accepted,
            refused=sheet.cells_refused,
            counts=_describe_part(upload, study, sheet, known.number),
        )
        about = f"{known.key} · {upload.name}"[:200]
        record(known.unit.organisation, upload.by, "answers.import", about, part=part.pk, rows=part.rows, digest=part.digest)


def _describe_part(upload: Upload, study: Study, sheet: Sheet, version: int) -> dict[str, Any]:
    return {
        "reasons": upload.trial.get("reasons", {}),
        "excluded": upload.trial.get("excluded", []),
        "read": sheet.rows_read,
        "coding": describe_coding(study.survey),
        "version": version,
    }


def _give_way(old: AnswerPart, known: StudyRecord) -> None:
    """A part of the same file coded under an earlier study makes room. Raises `AlreadyStanding` where it is read as it is."""
    if old.coding == known.coding:
        raise AlreadyStanding(when=f"{timezone.localtime(old.when):%Y-%m-%d %H:%M}", rows=old.rows, name=old.name)
    AnswerPart.objects.filter(pk=old.pk).update(state="undone", undone=timezone.now())
