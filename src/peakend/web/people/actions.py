"""What may be done with people? Units, invitations, members: each in one transaction, checked before anything is stored, and logged."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from peakend.errors import InvitationGone, KeyTaken, LastAdmin, RoleAbove, UnitInUse
from peakend.web.people.access import RIGHTS, reaches
from peakend.web.people.audit import record
from peakend.web.people.models import KINDS, Invitation, Member, Organisation, Token, Unit, User

VALID: Final = timedelta(days=14)
"""So long an invitation can be used."""

_ORDER: Final = list(KINDS)


def hash_word(word: str) -> str:
    """How a secret word is kept: SHA-256; words are random and long, so nothing slower is needed."""
    return hashlib.sha256(word.encode()).hexdigest()


@transaction.atomic
def found_organisation(*, key: str, name_zh: str, name_en: str = "", demo: bool = False) -> Organisation:
    """A new organisation with its head office. Raises `KeyTaken`."""
    if Organisation.objects.filter(key=key).exists():
        raise KeyTaken(key=key)
    organisation = Organisation.objects.create(key=key, name_zh=name_zh, name_en=name_en, demo=demo)
    Unit.objects.create(organisation=organisation, key="head", kind="head", name_zh="总部", name_en="Head office", path="head/")
    record(organisation, None, "organisation.found", key)
    return organisation


@transaction.atomic
def add_unit(*, actor: User | None, parent: Unit, key: str, kind: str, name_zh: str, name_en: str = "") -> Unit:
    """A unit below another. Raises `KeyTaken`."""
    if Unit.objects.filter(organisation_id=parent.organisation_id, key=key).exists():
        raise KeyTaken(key=key)
    unit = Unit.objects.create(
        organisation_id=parent.organisation_id,
        parent=parent,
        key=key,
        kind=kind,
        name_zh=name_zh,
        name_en=name_en,
        path=f"{parent.path}{key}/",
    )
    record(parent.organisation, actor, "unit.add", unit.path)
    return unit


def make_password() -> str:
    """A password of 100 bits that can be read aloud and typed: groups of letters and digits that are not mistaken for one another."""
    signs = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _ in range(5)) for _ in range(4))


@transaction.atomic
def make_user(*, username: str, password: str, email: str = "") -> User:
    """Somebody who can sign in, without rights until they are made a member. Raises `KeyTaken`."""
    if User.objects.filter(username=username).exists():
        raise KeyTaken(key=username)
    return User.objects.create_user(username, email, password)


@transaction.atomic
def add_member(*, actor: User | None, user: User, unit: Unit, role: str) -> Member:
    """Make somebody a member without an invitation: for the program itself (the first administrator, a demo), not for pages."""
    member, _ = Member.objects.get_or_create(user=user, unit=unit, role=role)
    record(unit.organisation, actor, "member.join", user.username, role=role, unit=unit.path)
    return member


@transaction.atomic
def make_first_admin(*, organisation: Organisation, username: str = "admin", password: str = "") -> tuple[User, str]:
    """The administrator of a new organisation, and the password, which is shown once. Raises `KeyTaken` where the name is there."""
    secret = password or make_password()
    user = make_user(username=username, password=secret)
    add_member(actor=None, user=user, unit=organisation.units.get(parent=None), role="admin")
    return user, secret


@transaction.atomic
def rename_unit(*, actor: User, unit: Unit, name_zh: str, name_en: str) -> Unit:
    """Other names for a unit; its key stays."""
    unit.name_zh, unit.name_en = name_zh, name_en
    unit.save(update_fields=["name_zh", "name_en"])
    record(unit.organisation, actor, "unit.rename", unit.path)
    return unit


@transaction.atomic
def remove_unit(*, actor: User, unit: Unit) -> None:
    """Take away a unit that nothing stands on. Raises `UnitInUse`."""
    if unit.children.exists() or unit.members.exists() or unit.parent_id is None or unit.studies.exists():
        raise UnitInUse(unit=unit.name_zh)
    record(unit.organisation, actor, "unit.remove", unit.path)
    unit.delete()


@transaction.atomic
def invite(*, actor: User, unit: Unit, role: str, email: str = "") -> tuple[Invitation, str]:
    """An invitation into a unit, and its word, which is shown once. Raises `RoleAbove`: nobody gives rights above their own place."""
    _require_below(actor, unit, role)
    word = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        unit=unit, role=role, email=email, word_hash=hash_word(word), invited_by=actor, expires=timezone.now() + VALID
    )
    record(unit.organisation, actor, "member.invite", unit.path, role=role)
    return invitation, word


def _require_below(actor: User, unit: Unit, role: str) -> None:
    if role not in RIGHTS or not reaches(actor, "member.edit", unit):
        raise RoleAbove(role=role, unit=unit.name_zh)


def find_invitation(word: str) -> Invitation:
    """The invitation with this word. Raises `InvitationGone` where there is none, or it was used or has expired."""
    found = Invitation.objects.filter(word_hash=hash_word(word), used=None, expires__gt=timezone.now()).select_related("unit__organisation")
    invitation = found.first()
    if invitation is None:
        raise InvitationGone
    return invitation


@transaction.atomic
def accept_invitation(*, word: str, user: User) -> Member:
    """Make somebody a member. The database counts: an invitation is used once however often it is sent. Raises `InvitationGone`."""
    invitation = find_invitation(word)
    if user.pk is None:
        user.save()
    now = timezone.now()
    taken = Invitation.objects.filter(pk=invitation.pk, used=None, expires__gt=now).update(used=now, used_by=user)
    if not taken:
        raise InvitationGone
    member, _ = Member.objects.get_or_create(user=user, unit=invitation.unit, role=invitation.role)
    record(invitation.unit.organisation, user, "member.join", invitation.unit.path, role=invitation.role)
    return member


@transaction.atomic
def withdraw_invitation(*, actor: User, invitation: Invitation) -> None:
    """Make an invitation useless."""
    Invitation.objects.filter(pk=invitation.pk, used=None).update(expires=timezone.now())
    record(invitation.unit.organisation, actor, "member.withdraw", invitation.unit.path, role=invitation.role)


@transaction.atomic
def change_role(*, actor: User, member: Member, role: str) -> Member:
    """Another role in the same unit. Raises `RoleAbove`, `LastAdmin`, `KeyTaken`."""
    _require_below(actor, member.unit, role)
    _keep_an_admin(member, becoming=role)
    before, member.role = member.role, role
    try:
        with transaction.atomic():
            member.save(update_fields=["role"])
    except IntegrityError:
        raise KeyTaken(key=role) from None
    record(member.unit.organisation, actor, "member.role", member.user.username, before=before, after=role)
    return member


@transaction.atomic
def remove_member(*, actor: User, member: Member) -> None:
    """End a membership. Raises `LastAdmin`."""
    _require_below(actor, member.unit, member.role)
    _keep_an_admin(member)
    record(member.unit.organisation, actor, "member.remove", member.user.username, role=member.role, unit=member.unit.path)
    member.delete()


def _keep_an_admin(member: Member, becoming: str = "") -> None:
    """An organisation keeps an administrator in its head office."""
    if member.role != "admin" or becoming == "admin":
        return
    others = Member.objects.filter(unit__organisation_id=member.unit.organisation_id, role="admin", unit__parent=None).exclude(pk=member.pk)
    if not others.exists():
        raise LastAdmin


@transaction.atomic
def make_token(*, user: User, name: str, scopes: list[str], days: int | None) -> tuple[Token, str]:
    """A word for a program, and what is kept of it; the word is shown once."""
    word = f"pk_{secrets.token_urlsafe(32)}"
    expires = None if days is None else timezone.now() + timedelta(days=days)
    token = Token.objects.create(user=user, name=name, word_hash=hash_word(word), scopes=scopes, expires=expires)
    record(None, user, "token.make", name, scopes=scopes)
    return token, word
