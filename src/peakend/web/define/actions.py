"""How does a study change? One way of writing: checked, as text that keeps its comments, as a new version, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from peakend.define.check import require_sound
from peakend.define.file import StudyFile, open_study
from peakend.define.place import word_place
from peakend.define.soundness import find_unsound
from peakend.define.study import Study
from peakend.errors import (
    CodingWouldChange,
    EditConflict,
    NothingToUndo,
    NoUnitToEdit,
    PeakendError,
    StudyArchived,
    StudyKeyInUse,
    UnsoundStudy,
    VersionUnknown,
)
from peakend.text import Text
from peakend.web.define.coding import compare_codings, name_coding
from peakend.web.define.comparison import Difference, compare_studies, find_clashes
from peakend.web.define.history import find_steps
from peakend.web.define.models import StudyRecord, StudyVersion
from peakend.web.define.queries import read_text
from peakend.web.define.wording import word_where
from peakend.web.people.access import reaches
from peakend.web.people.audit import record as log
from peakend.web.people.models import Unit, User

Edit = Callable[[Study], Study]
"""A change as a rule: from a study to the study after it, so that it can be tried again on a newer version."""

_SHOWN: Final = 6
"""Places or questions that one sentence names."""


@transaction.atomic
def create_study(
    *, actor: User | None, unit: Unit, text: str, key: str = "", title: Text | None = None, unit_attribute: str = ""
) -> StudyRecord:
    """A new study of a unit from the text of a study file; with a key or a title, these are written into it.

    `unit_attribute` names the attribute of the answers that holds the key of the respondent's unit. Without an actor the program itself
    does it (the demo). Raises what reading raises, `UnsoundStudy`, `StudyKeyInUse`, `NoUnitToEdit`.
    """
    if actor is not None and not reaches(actor, "study.edit", unit):
        raise NoUnitToEdit(unit=unit.name_zh)
    file = open_study(text.encode())
    study = replace(file.study, key=key or file.study.key, title=title or file.study.title)
    require_sound(study)
    record = StudyRecord(unit=unit, unit_attribute=unit_attribute)
    _fill(record, study, file.revise(study))
    _save(record)
    _keep_version(record, actor, "study.create", study.key)
    return record


@transaction.atomic
def change_study(
    *, actor: User, record: StudyRecord, seen_number: int, deed: str, about: str | Text, change: Edit, confirmed: bool = False
) -> StudyRecord:
    """Change a study by a rule. `seen_number` is the version that whoever changes it has seen.

    When others wrote since, the change is tried on what they wrote, if it touches other things; `EditConflict` otherwise. A change that
    leaves the study as it is stores nothing. Raises what the rule raises, `UnsoundStudy` with what the change would make wrong,
    `CodingWouldChange` (unless confirmed), `StudyArchived`, `StudyKeyInUse`, `VersionUnknown`.
    """
    row = _lock(record)
    newest = StudyFile(read_text(row.text), row.text)
    if seen_number != row.number:
        _require_apart(row, newest.study, seen_number, change)
    after = _try_again(row, newest.study, change, stale=seen_number != row.number, seen=seen_number)
    if after == newest.study:
        return row
    _require_no_worse(newest.study, after)
    _require_consent(row, newest.study, after, confirmed=confirmed)
    return _store(row, actor, after, newest.revise(after), deed, about)


@transaction.atomic
def replace_text(
    *, actor: User, record: StudyRecord, seen_number: int, text: str, deed: str = "file.upload", about: str = "", confirmed: bool = False
) -> StudyRecord:
    """Put a whole text in the place of the newest version, byte for byte.

    Raises what reading raises, `UnsoundStudy`, `EditConflict` where others wrote since, `CodingWouldChange`, `StudyKeyInUse`.
    """
    row = _lock(record)
    before, after = read_text(row.text), read_text(text)
    if seen_number != row.number:
        theirs = compare_studies(read_text(_text_of(row, seen_number)), before)
        raise _conflict(row, seen_number, theirs)
    if text == row.text:
        return row
    _require_no_worse(before, after)
    _require_consent(row, before, after, confirmed=confirmed)
    return _store(row, actor, after, text, deed, about)


def restore_version(*, actor: User, record: StudyRecord, seen_number: int, number: int, confirmed: bool = False) -> StudyRecord:
    """Make an older version the newest one again, as a version of its own. Raises what `replace_text` raises, `VersionUnknown`."""
    text = _text_of(record, number)
    return replace_text(
        actor=actor, record=record, seen_number=seen_number, text=text, deed="restore", about=str(number), confirmed=confirmed
    )


def undo_change(*, actor: User, record: StudyRecord, seen_number: int, confirmed: bool = False) -> StudyRecord:
    """Take back the last change that stands. Raises `NothingToUndo`, and what `replace_text` raises."""
    return _step(actor, record, seen_number, "undo", confirmed=confirmed)


def redo_change(*, actor: User, record: StudyRecord, seen_number: int, confirmed: bool = False) -> StudyRecord:
    """Bring back the change that was undone last. Raises `NothingToUndo`, and what `replace_text` raises."""
    return _step(actor, record, seen_number, "redo", confirmed=confirmed)


def _step(actor: User, record: StudyRecord, seen_number: int, deed: str, *, confirmed: bool) -> StudyRecord:
    with transaction.atomic():
        row = _lock(record)
        steps = find_steps(row.versions.values_list("number", "deed").order_by("number"))
        target, about = (steps.back, steps.undone) if deed == "undo" else (steps.forward, steps.forward)
        if not target:
            raise NothingToUndo
        known = not row.parts.filter(when__gt=row.versions.get(number=about).when).exists()  # who did it has agreed to it then
        return replace_text(
            actor=actor,
            record=row,
            seen_number=seen_number,
            text=_text_of(row, target),
            deed=deed,
            about=str(about),
            confirmed=confirmed or known,
        )


@transaction.atomic
def archive_study(*, actor: User, record: StudyRecord) -> StudyRecord:
    """Put a study aside: it is read and not changed until it is taken out again."""
    return _set_archived(actor, record, archive=True)


@transaction.atomic
def unarchive_study(*, actor: User, record: StudyRecord) -> StudyRecord:
    """Take a study out of the archive."""
    return _set_archived(actor, record, archive=False)


def _set_archived(actor: User, record: StudyRecord, *, archive: bool) -> StudyRecord:
    row = StudyRecord.objects.select_for_update().select_related("unit__organisation").get(pk=record.pk)
    if archive != (row.archived is not None):
        row.archived = timezone.now() if archive else None
        row.save(update_fields=["archived"])
        log(row.unit.organisation, actor, "study.archive" if archive else "study.unarchive", row.key)
    return row


def _lock(record: StudyRecord) -> StudyRecord:
    """The study as it stands now, held until the end of this transaction. Raises `StudyArchived`."""
    row = StudyRecord.objects.select_for_update(of=("self",)).select_related("unit__organisation").get(pk=record.pk)
    if row.archived is not None:
        raise StudyArchived(study=row.title_zh or row.title_en or row.key)
    return row


def _text_of(record: StudyRecord, number: int) -> str:
    text = record.versions.filter(number=number).values_list("text", flat=True).first()
    if text is None:
        raise VersionUnknown(number=number)
    return text


def _require_apart(row: StudyRecord, newest: Study, seen: int, change: Edit) -> None:
    """Let a change pass that touches other things than what was written since it was begun."""
    base = read_text(_text_of(row, seen))
    mine, theirs = compare_studies(base, change(base)), compare_studies(base, newest)
    if clashes := find_clashes(mine, theirs):
        raise _conflict(row, seen, clashes)


def _try_again(row: StudyRecord, newest: Study, change: Edit, *, stale: bool, seen: int) -> Study:
    """The study after the change; where others wrote since and it can no longer be done, that is a conflict too."""
    if not stale:
        return change(newest)
    try:
        after = change(newest)
        _require_no_worse(newest, after)
    except PeakendError:
        base = read_text(_text_of(row, seen))
        raise _conflict(row, seen, compare_studies(base, newest)) from None
    return after


def _conflict(row: StudyRecord, seen: int, clashes: Sequence[Difference]) -> EditConflict:
    since = row.versions.filter(number__gt=seen).select_related("author").order_by("number")
    who = dict.fromkeys(one.author.called if one.author else "–" for one in since)
    places = list(dict.fromkeys(one.place for one in clashes))[:_SHOWN]
    studies = (read_text(row.text), read_text(_text_of(row, seen)))
    words = dict.fromkeys(word_where(place, studies) for place in places)
    return EditConflict(
        who=", ".join(who),
        places="; ".join(word_place(place) for place in places),
        where_zh="；".join(one.zh for one in words),
        where_en="; ".join(one.en for one in words),
    )


def _require_no_worse(before: Study, after: Study) -> None:
    """Refuse what a change would make wrong; a draft that is wrong elsewhere can still be mended step by step."""
    known = {(place, fault.name) for place, fault in find_unsound(before)}
    worse = [fault.at(0, word_place(place)) for place, fault in find_unsound(after) if (place, fault.name) not in known]
    if worse:
        raise UnsoundStudy(worse)


def _require_consent(row: StudyRecord, before: Study, after: Study, *, confirmed: bool) -> None:
    """Say first what a change does to answers that stand. Answers to all other questions stay with the study where they can.

    Questions that are only added do nothing to them; neither do questions that only go, except that their own answers are not counted.
    """
    effect = compare_codings(before, after)
    standing = row.parts.filter(state="standing", coding=row.coding)
    rows = sum(standing.values_list("rows", flat=True))
    if rows and not effect.harmless and not confirmed:
        questions = [*effect.changed, *effect.lost]
        more = " …" if len(questions) > _SHOWN else ""
        raise CodingWouldChange(rows=rows, questions=", ".join(questions[:_SHOWN]) + more)
    if effect.readable:
        standing.update(coding=name_coding(after))


def _store(row: StudyRecord, actor: User, study: Study, text: str, deed: str, about: str | Text) -> StudyRecord:
    row.number += 1
    _fill(row, study, text)
    _save(row)
    _keep_version(row, actor, deed, about)
    return row


def _fill(row: StudyRecord, study: Study, text: str) -> None:
    """What the record repeats of its study, for lists and for the answers."""
    row.key, row.title_zh, row.title_en = study.key, study.title.zh[:200], study.title.en[:200]
    row.text, row.synthetic, row.coding = text, study.synthetic, name_coding(study)


def _save(row: StudyRecord) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise StudyKeyInUse(key=row.key, proposal=propose_study_key(row.unit, row.key)) from None


def propose_study_key(unit: Unit, key: str) -> str:
    """The nearest key that no study of the unit has."""
    taken = set(unit.studies.values_list("key", flat=True))
    number, proposal = 1, key
    while proposal in taken:
        number += 1
        proposal = f"{key}_{number}"
    return proposal


def _keep_version(row: StudyRecord, actor: User | None, deed: str, about: str | Text) -> None:
    zh, en = (about, "") if isinstance(about, str) else (about.say("zh"), about.say("en"))
    StudyVersion.objects.create(
        study=row, number=row.number, text=row.text, author=actor, deed=deed, about=zh[:200], about_en="" if en == zh else en[:200]
    )
    log(row.unit.organisation, actor, "study.create" if deed == "study.create" else "study.change", row.key, deed=deed, number=row.number)
