"""What was done, by whom, when? A log that is only appended to: each entry holds the hash of the one before it in its organisation.

Changing, taking out or cutting off entries afterwards is found (`find_breaks`). Whoever can write to the whole database could write a
whole new chain: the number and hash of the last entry, noted elsewhere from time to time, show that too.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from peakend.web.people.models import AuditEntry, Organisation, User

OF_NOBODY: Final = 0x7EA4E4D
"""The number under which writers of entries of no organisation queue up."""

TRIES: Final = 5
"""So often an entry of no organisation is tried again when another took its number."""


def lock(organisation: Organisation) -> Organisation:
    """Let what others do to this organisation wait until the end of this transaction."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


@transaction.atomic
def record(organisation: Organisation | None, actor: User | None, action: str, about: str = "", **detail: Any) -> AuditEntry:  # noqa: ANN401
    """Append one entry, in the transaction of what was done. `detail` is plain values; never secrets."""
    if organisation is None:
        return _record_of_nobody(actor, action, about, detail)
    last = lock(organisation)  # entries of a company queue up here
    entry = _write(organisation, last.log_number, last.log_hash, actor, action, about, detail)
    Organisation.objects.filter(pk=organisation.pk).update(log_number=entry.number, log_hash=entry.own_hash)
    return entry


@transaction.atomic
def record_for(person: User, action: str, about: str = "", **detail: Any) -> None:  # noqa: ANN401 - plain values
    """Append what somebody did with their own account to the log of every organisation they belong to, or of none."""
    places: list[Organisation | None] = list(Organisation.objects.filter(units__members__user=person).distinct().order_by("pk"))
    for organisation in places or [None]:
        record(organisation, person, action, about or person.username, **detail)


def _queue_up() -> None:
    """Let whoever else writes an entry of no organisation wait until this transaction ends; SQLite lets one write at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OF_NOBODY])


def _record_of_nobody(actor: User | None, action: str, about: str, detail: dict[str, Any]) -> AuditEntry:
    """Append an entry that belongs to no organisation: there is no row to lock, and where nothing else holds, the number decides."""
    _queue_up()
    for _ in range(TRIES):
        last = AuditEntry.objects.filter(organisation=None).order_by("-number").first()
        try:
            with transaction.atomic():
                return _write(None, last.number if last else 0, last.own_hash if last else "", actor, action, about, detail)
        except IntegrityError:
            continue
    message = "the log of no organisation is too busy"
    raise IntegrityError(message)


def _write(
    organisation: Organisation | None, number: int, before: str, actor: User | None, action: str, about: str, detail: dict[str, Any]
) -> AuditEntry:
    entry = AuditEntry(
        organisation=organisation,
        number=number + 1,
        when=timezone.now().replace(microsecond=0),
        actor=actor,
        actor_name="" if actor is None else actor.username,
        action=action,
        about=about[:200],
        detail=json.loads(json.dumps(detail)),  # as it will be read again
        before_hash=before,
    )
    entry.own_hash = hash_entry(entry)
    entry.save(force_insert=True)
    return entry


def hash_entry(entry: AuditEntry) -> str:
    """The hash of what an entry says and of the entry before it (SHA-256)."""
    said = {
        "organisation": entry.organisation_id,
        "number": entry.number,
        "when": entry.when.isoformat(),
        "actor": entry.actor_name,
        "action": entry.action,
        "about": entry.about,
        "detail": entry.detail,
        "before": entry.before_hash,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold: the number of the entry, and why (`changed`, `missing`, `cut`)."""

    number: int
    why: str


def find_breaks(organisation: Organisation | None) -> Iterator[Break]:
    """Every place where the log of an organisation was changed or cut after it was written; entries may be added while this looks."""
    last = None if organisation is None else Organisation.objects.get(pk=organisation.pk)
    before, number, reached = "", 0, last is None or last.log_number == 0
    for entry in AuditEntry.objects.filter(organisation=organisation).order_by("number").iterator():
        if entry.number != number + 1 or entry.before_hash != before:
            yield Break(entry.number, "missing")
        elif hash_entry(entry) != entry.own_hash:
            yield Break(entry.number, "changed")
        before, number = entry.own_hash, entry.number
        reached = reached or (last is not None and (number, before) == (last.log_number, last.log_hash))
    if last is not None and not reached:
        yield Break(last.log_number, "cut")
