"""What may be done with units and members? Each deed in one transaction, checked before anything is stored, and logged."""

import re
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from peakend.errors import (
    InvitationGone,
    InvitationOwn,
    LastAdmin,
    LevelWrong,
    MemberChanged,
    MemberGone,
    NameTaken,
    RoleAbove,
    RoleHeld,
    RoleMisplaced,
    RoleOwn,
    UnitChanged,
    UnitInUse,
    UnitKeyMalformed,
)
from peakend.web.people.access import RIGHTS, fits, reaches
from peakend.web.people.accounts import hash_word, make_password, make_user, make_word
from peakend.web.people.audit import lock, record
from peakend.web.people.models import KINDS, AuditEntry, Invitation, Member, Organisation, Unit, User

VALID: Final = timedelta(days=14)
"""So long an invitation can be used."""

KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
"""What a key looks like: lower case alone, because not every database tells cases apart when it compares paths."""

_LEVELS: Final = list(KINDS)


@transaction.atomic
def found_organisation(*, key: str, name_zh: str, name_en: str = "", demo: bool = False) -> Organisation:
    """A new organisation with its head office. Raises `NameTaken`, `UnitKeyMalformed`."""
    _require_key(key)
    if Organisation.objects.filter(key=key).exists():
        raise NameTaken(key=key)
    organisation = Organisation.objects.create(key=key, name_zh=name_zh, name_en=name_en, demo=demo)
    Unit.objects.create(organisation=organisation, key="head", kind="head", name_zh="总部", name_en="Head office", path="head/")
    record(organisation, None, "organisation.found", key)
    return organisation


@transaction.atomic
def make_first_admin(*, organisation: Organisation, username: str = "admin", password: str = "") -> tuple[User, str]:
    """The administrator of a new organisation, and the password, which is shown once. Raises `NameTaken` where the name is there."""
    secret = password or make_password()
    user = make_user(username=username, password=secret)
    add_member(actor=None, user=user, unit=organisation.units.get(parent=None), role="admin")
    return user, secret


@transaction.atomic
def add_unit(*, actor: User | None, parent: Unit, key: str, kind: str, name_zh: str, name_en: str = "") -> Unit:
    """A unit below another. Raises `NameTaken`, `UnitKeyMalformed`, `LevelWrong`."""
    _require_key(key)
    if kind not in _LEVELS or _LEVELS.index(kind) <= _LEVELS.index(parent.kind):
        raise LevelWrong(unit=parent.name_zh)
    unit = Unit(
        organisation_id=parent.organisation_id,
        parent=parent,
        key=key,
        kind=kind,
        name_zh=name_zh,
        name_en=name_en,
        path=f"{parent.path}{key}/",
    )
    try:
        with transaction.atomic():
            unit.save(force_insert=True)
    except IntegrityError:
        raise NameTaken(key=key) from None
    record(parent.organisation, actor, "unit.add", unit.path)
    return unit


def _require_key(key: str) -> None:
    if not KEY.fullmatch(key):
        raise UnitKeyMalformed(key=key)


@transaction.atomic
def rename_unit(*, actor: User, unit: Unit, name_zh: str, name_en: str, seen: tuple[str, str]) -> Unit:
    """Other names for a unit; its key stays. `seen` is what whoever renames has seen. Raises `UnitChanged` where it is different by now."""
    renamed = Unit.objects.filter(pk=unit.pk, name_zh=seen[0], name_en=seen[1]).update(name_zh=name_zh, name_en=name_en)
    unit.refresh_from_db(fields=["name_zh", "name_en"])
    if not renamed:
        who = _who_did(unit.organisation, "unit.rename", unit.path)
        raise UnitChanged(who=who, zh=unit.name_zh, en=unit.name_en or "–")
    record(unit.organisation, actor, "unit.rename", unit.path, zh=name_zh, en=name_en)
    return unit


def _who_did(organisation: Organisation, action: str, about: str) -> str:
    """The name of whoever did something last."""
    last = AuditEntry.objects.filter(organisation=organisation, action=action, about=about).order_by("-number").first()
    return last.actor_name if last else "–"


@transaction.atomic
def remove_unit(*, actor: User, unit: Unit) -> None:
    """Take away a unit that nothing stands on. Raises `UnitInUse`."""
    lock(unit.organisation)
    waiting = unit.invitations.filter(used=None, expires__gt=timezone.now()).exists()
    if waiting or unit.children.exists() or unit.members.exists() or unit.parent_id is None or unit.studies.exists():
        raise UnitInUse(unit=unit.name_zh)
    record(unit.organisation, actor, "unit.remove", unit.path)
    try:
        unit.delete()
    except ProtectedError:  # something was put there at this moment
        raise UnitInUse(unit=unit.name_zh) from None


@transaction.atomic
def add_member(*, actor: User | None, user: User, unit: Unit, role: str) -> Member:
    """Make somebody a member without an invitation: for the program itself (first administrator, demo, trusted sign-in), not for pages."""
    member, _ = Member.objects.get_or_create(user=user, unit=unit, role=role)
    record(unit.organisation, actor, "member.join", user.username, role=role, unit=unit.path)
    return member


@transaction.atomic
def invite(*, actor: User, unit: Unit, role: str, email: str = "") -> tuple[Invitation, str]:
    """An invitation into a unit, and its word, which is shown once. Raises `RoleAbove`: nobody gives rights above their own place."""
    _require_below(actor, unit, role)
    word = make_word()
    invitation = Invitation.objects.create(
        unit=unit, role=role, email=email, word_hash=hash_word(word), invited_by=actor, expires=timezone.now() + VALID
    )
    record(unit.organisation, actor, "member.invite", unit.path, role=role)
    return invitation, word


def _require_below(actor: User, unit: Unit, role: str) -> None:
    """Raises `RoleAbove` where the place of the actor does not cover the unit, `RoleMisplaced` where the role is not held there."""
    if role not in RIGHTS or not reaches(actor, "member.edit", unit):
        raise RoleAbove(role=role, unit=unit.name_zh)
    if not fits(role, unit.kind):
        raise RoleMisplaced(role=role, unit=unit.name_zh)


def find_invitation(word: str) -> Invitation:
    """The invitation with this word. Raises `InvitationGone` where there is none, or it was used or has expired."""
    return keep_valid(Invitation.objects.filter(word_hash=hash_word(word)).values_list("pk", flat=True).first())


def keep_valid(pk: int | None) -> Invitation:
    """The invitation with this number, while it can be used. Raises `InvitationGone`."""
    found = Invitation.objects.filter(used=None, expires__gt=timezone.now()).select_related("unit__organisation", "invited_by")
    invitation = None if pk is None else found.filter(pk=pk).first()
    if invitation is None:
        raise InvitationGone
    return invitation


@transaction.atomic
def accept_invitation(*, pk: int | None, user: User) -> Member:
    """Make somebody a member; an account that is not stored yet is stored with it.

    The database counts: an invitation is used once however often it is sent. Raises `InvitationGone`, `InvitationOwn`.
    """
    invitation = keep_valid(pk)
    if invitation.invited_by_id == user.pk:
        raise InvitationOwn
    if user._state.adding:  # noqa: SLF001 - Django's own word for an account that is not stored yet
        user.save()
    now = timezone.now()
    taken = Invitation.objects.filter(pk=invitation.pk, used=None, expires__gt=now).update(used=now, used_by=user)
    if not taken:
        raise InvitationGone
    return add_member(actor=user, user=user, unit=invitation.unit, role=invitation.role)


@transaction.atomic
def withdraw_invitation(*, actor: User, invitation: Invitation) -> None:
    """Make an invitation useless. Raises `InvitationGone` where it was used in the meantime."""
    if not Invitation.objects.filter(pk=invitation.pk, used=None).update(expires=timezone.now()):
        raise InvitationGone
    record(invitation.unit.organisation, actor, "member.withdraw", invitation.unit.path, role=invitation.role)


@transaction.atomic
def change_role(*, actor: User, member: Member, role: str, seen: str) -> Member:
    """Another role in the same unit. `seen` is the role that whoever changes it has seen.

    Raises `RoleAbove`, `RoleMisplaced`, `RoleOwn`, `LastAdmin`, `RoleHeld`, `MemberChanged`.
    """
    organisation = lock(member.unit.organisation)
    _require_below(actor, member.unit, role)
    current = _require_seen(member, seen)
    _require_other(actor, current, becoming=role)
    try:
        with transaction.atomic():
            Member.objects.filter(pk=current.pk).update(role=role)
    except IntegrityError:
        raise RoleHeld(who=member.user.username, role=role) from None
    current.role = role
    record(organisation, actor, "member.role", member.user.username, before=seen, after=role, unit=member.unit.path)
    return current


@transaction.atomic
def remove_member(*, actor: User, member: Member, seen: str) -> None:
    """End a membership. Raises `RoleAbove`, `RoleOwn`, `LastAdmin`, `MemberChanged`, `MemberGone`."""
    organisation = lock(member.unit.organisation)
    if not reaches(actor, "member.edit", member.unit):
        raise RoleAbove(role=member.role, unit=member.unit.name_zh)
    current = _require_seen(member, seen)
    _require_other(actor, current)
    record(organisation, actor, "member.remove", member.user.username, role=member.role, unit=member.unit.path)
    current.delete()


def _require_seen(member: Member, seen: str) -> Member:
    """The membership as it is now, if it is still what was seen. Raises `MemberGone`, `MemberChanged`."""
    current = Member.objects.filter(pk=member.pk).select_related("user", "unit__organisation").first()
    if current is None:
        raise MemberGone
    if current.role != seen:
        who = _who_did(current.unit.organisation, "member.role", current.user.username)
        raise MemberChanged(who=who, member=current.user.username, role=current.role)
    return current


def _require_other(actor: User, member: Member, becoming: str = "") -> None:
    """Nobody changes a role of their own, and an organisation keeps an administrator in its head office."""
    last = member.role == "admin" and becoming != "admin" and member.unit.parent_id is None
    if last:
        admins = Member.objects.filter(unit_id=member.unit_id, role="admin", user__is_active=True)
        if not admins.exclude(pk=member.pk).exists():
            raise LastAdmin
    if member.user_id == actor.pk:
        raise RoleOwn
