"""What was done, by whom, when? A log that is only appended to: each entry holds the hash of the one before it in its organisation."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from peakend.web.people.models import AuditEntry, Organisation, User


def record(organisation: Organisation | None, actor: User | None, action: str, about: str = "", **detail: Any) -> AuditEntry:  # noqa: ANN401
    """Append one entry, in the transaction of what was done. `detail` is plain values; never secrets."""
    with transaction.atomic():
        if organisation is not None:
            Organisation.objects.select_for_update().get(pk=organisation.pk)  # entries of a company queue up here
        last = AuditEntry.objects.filter(organisation=organisation).order_by("-number").first()
        entry = AuditEntry(
            organisation=organisation,
            number=1 if last is None else last.number + 1,
            when=timezone.now().replace(microsecond=0),
            actor=actor,
            actor_name="" if actor is None else actor.username,
            action=action,
            about=about[:200],
            detail=detail,
            before_hash="" if last is None else last.own_hash,
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
    """A place where the chain does not hold: the number of the entry, and why (`changed`, `missing`)."""

    number: int
    why: str


def find_breaks(organisation: Organisation | None) -> Iterator[Break]:
    """Every place where the log of an organisation was changed or cut after it was written."""
    before, expected = "", 1
    for entry in AuditEntry.objects.filter(organisation=organisation).order_by("number").iterator():
        if entry.number != expected or entry.before_hash != before:
            yield Break(entry.number, "missing")
        elif hash_entry(entry) != entry.own_hash:
            yield Break(entry.number, "changed")
        before, expected = entry.own_hash, entry.number + 1
