"""What may be done with files and answers? Send, match, run dry, import, drop, undo, redo: each in one transaction, checked first.

Writes of the long steps are in `jobs`; what is here answers at once and leaves the rest to the worker.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from peakend.define.file import open_study
from peakend.define.study import Study
from peakend.errors import AlreadyStanding, DefinitionWrong, FileGone, NothingMatched, UploadBusy, WaveUnnamed
from peakend.web.define.actions import create_study, propose_study_key
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import study_of
from peakend.web.listen.mapping import list_targets
from peakend.web.listen.models import WAITING, WORKING, AnswerPart, Upload
from peakend.web.listen.part import tell_misfit
from peakend.web.listen.store import Kept, call_file, forget_file, keep_file
from peakend.web.listen.tasks import import_answers, look, run_dry
from peakend.web.people.audit import record
from peakend.web.people.models import Unit, User

_LONGEST_WAVE = 60


def receive(
    *,
    actor: User,
    file: "UploadedFile[bytes]",
    study: StudyRecord | None = None,
    unit: Unit | None = None,
    beside: "UploadedFile[bytes] | None" = None,
) -> Upload:
    """Keep a file that was sent, and have it looked at.

    Raises `SentTooLarge`, `DefinitionWrong`, `AlreadyStanding`; then nothing is kept.
    """
    home = str(study.pk) if study is not None else "drafts"
    if beside is not None and not str(beside.name).lower().endswith((".qsf", ".lss")):
        raise DefinitionWrong(path=str(beside.name))
    kept = keep_file(home, str(file.name), file.chunks())
    second: Kept | None = None
    try:
        if study is not None:
            require_new(study, kept.digest)
        second = keep_file(home, str(beside.name), beside.chunks()) if beside is not None else None
        with transaction.atomic():
            upload = Upload.objects.create(
                study=study,
                unit=unit,
                by=actor,
                name=call_file(str(file.name)),
                path=kept.path,
                beside=second.path if second else "",
                size=kept.size,
                digest=kept.digest,
            )
            look.enqueue(upload.pk)
    except BaseException:
        forget_file(kept.path)
        if second is not None:
            forget_file(second.path)
        raise
    return upload


def require_new(study: StudyRecord, digest: str) -> None:
    """Refuse a file whose answers stand already, coded as the study codes now. Raises `AlreadyStanding`."""
    for part in study.parts.filter(file=digest, state="standing", coding=study.coding):
        raise _already(part)


@transaction.atomic
def order_trial(*, upload: Upload, mapping: Mapping[str, str], wave: str) -> None:
    """Have an import run dry under a mapping. Raises `NothingMatched`, `WaveUnnamed`, `UploadBusy`."""
    if upload.study is None:
        raise UploadBusy
    survey = study_of(upload.study).survey
    questions = {target.heading for target in list_targets(survey) if target.kind == "question"}
    if not questions & set(mapping):
        raise NothingMatched
    of_file = bool(survey.columns.wave) and survey.columns.wave in mapping
    named = "" if of_file else " ".join(wave.split())
    if not of_file and not 0 < len(named) <= _LONGEST_WAVE:
        raise WaveUnnamed
    _move(
        upload,
        ("looked", "tried"),
        state="to_try",
        chosen=upload.chosen | {"mapping": dict(mapping), "wave": named},
        fault={},
        progress=0,
        beat=timezone.now(),
    )
    run_dry.enqueue(upload.pk)


@transaction.atomic
def order_import(*, actor: User, upload: Upload) -> None:
    """Have a file imported that was run dry. Raises `UploadBusy`."""
    _move(upload, ("tried",), state="to_import", by=actor, fault={}, progress=0, beat=timezone.now())
    import_answers.enqueue(upload.pk)


@transaction.atomic
def rematch(*, upload: Upload) -> None:
    """Go back from a dry run to the mapping. Raises `UploadBusy`."""
    _move(upload, ("tried", "looked"), state="looked", fault={}, trial={})


@transaction.atomic
def look_again(*, upload: Upload, layout: Mapping[str, Any] | None = None, silent: bool = False) -> None:
    """Look once more at a file: read another way, or one that nobody works on any more. Raises `UploadBusy`, `FileGone`."""
    if not upload.path:
        raise FileGone(name=upload.name)
    waits = ("failed", "looked", *WAITING, *WORKING) if silent else ("failed", "looked")
    chosen = upload.chosen | ({"layout": dict(layout)} if layout is not None else {})
    _move(upload, waits, state="sent", chosen=chosen, fault={}, trial={}, progress=0, beat=timezone.now())
    look.enqueue(upload.pk)


@transaction.atomic
def drop(*, upload: Upload) -> None:
    """Give a file up: what is being done with it stops, and it is kept no longer. Raises `UploadBusy` where it was imported."""
    states = ("sent", "looking", "looked", "to_try", "trying", "tried", "to_import", "importing", "failed")
    _move(upload, states, state="dropped", path="", beside="", found={}, trial={}, progress=0)
    transaction.on_commit(lambda: _forget(upload.path, upload.beside))


def _forget(*paths: str) -> None:
    for path in paths:
        if path:
            forget_file(path)


@transaction.atomic
def undo(*, actor: User, part: AnswerPart) -> bool:
    """Take a part out of every analysis; it stays on disk and can be brought back. Whether anything changed."""
    if not AnswerPart.objects.filter(pk=part.pk, state="standing").update(state="undone", undone=timezone.now()):
        return False
    _log(actor, part, "answers.undo")
    return True


@transaction.atomic
def redo(*, actor: User, part: AnswerPart) -> bool:
    """Bring an undone part back. Whether anything changed. Raises `AlreadyStanding` where its file was imported again meanwhile."""
    study = StudyRecord.objects.select_for_update(of=("self",)).get(pk=part.study_id)
    same = Q(digest=part.digest) | (Q(file=part.file) & ~Q(file=""))
    for other in AnswerPart.objects.filter(same, study=study, state="standing").exclude(pk=part.pk):
        raise _already(other)
    readable = tell_misfit(study_of(study), str(part.counts.get("coding", "{}"))) is None
    coding = study.coding if readable else part.coding
    if not AnswerPart.objects.filter(pk=part.pk, state="undone").update(state="standing", undone=None, coding=coding):
        return False
    _log(actor, part, "answers.redo")
    return True


def _already(part: AnswerPart) -> AlreadyStanding:
    return AlreadyStanding(when=f"{timezone.localtime(part.when):%Y-%m-%d %H:%M}", rows=part.rows, name=part.name)


def _log(actor: User, part: AnswerPart, deed: str) -> None:
    study = part.study
    record(study.unit.organisation, actor, deed, f"{study.key} · {part.name}"[:200], part=part.pk, rows=part.rows, digest=part.digest)


@transaction.atomic
def recode(*, part: AnswerPart) -> Upload:
    """Take the file of a part up again, to code it under the study as it is now. Raises `FileGone`, `UploadBusy`."""
    upload = part.upload
    if upload is None or not upload.path:
        raise FileGone(name=part.name)
    _move(upload, ("imported",), state="looked", fault={}, trial={}, progress=0)
    return upload


def draft_from_upload(upload: Upload) -> str:
    """The text of the study that was drafted from a file. Raises `UploadBusy` where it was not looked at yet."""
    text = str(upload.found.get("draft", ""))
    if not text:
        raise UploadBusy
    return text


@transaction.atomic
def found_study(*, actor: User, upload: Upload) -> StudyRecord:
    """Make the draft of a file a study of its unit, and give it the file, to be imported next.

    Raises `UploadBusy`, and what `create_study` raises.
    """
    file = open_study(draft_from_upload(upload).encode())
    if upload.unit is None:
        raise UploadBusy
    text = file.revise(settle_draft(file.study))
    study = create_study(actor=actor, unit=upload.unit, text=text, key=propose_study_key(upload.unit, file.study.key))
    _move(upload, ("looked",), study=study, unit=None)
    return study


def settle_draft(study: Study) -> Study:
    """A draft whose guesses contradict nothing: what is called NPS and was not asked from 0 to 10 is taken for a question of loyalty.

    Its remark says so, and who knows better says `as asked` on the page of the question.
    """
    asked = tuple(
        replace(one, measure="loyalty")
        if one.measure == "nps" and one.scale and (one.scale.low, one.scale.high) != (0, 10) and not one.as_asked
        else one
        for one in study.survey.questions
    )
    return replace(study, survey=replace(study.survey, questions=asked))


def _move(upload: Upload, states: tuple[str, ...], **changes: Any) -> None:  # noqa: ANN401 - fields of an upload
    """Change a file, if it is still in one of these states. Raises `UploadBusy`."""
    if not Upload.objects.filter(pk=upload.pk, state__in=states).update(**changes):
        raise UploadBusy
