"""Who is there? Units with their members and invitations, for those who may see them; one's own places and tokens; the log."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils import timezone

from peakend.text import Text
from peakend.web.people.access import memberships, units_for
from peakend.web.people.models import ROLES, AuditEntry, Invitation, Member, Organisation, Token, Unit, User


@dataclass(frozen=True)
class Branch:
    """One unit of the tree as a page shows it: how deep it stands, and how many members it has."""

    unit: Unit
    depth: int
    people: int


@dataclass(frozen=True)
class Group:
    """The members of a unit who have the same role."""

    role: str
    name: Text
    members: tuple[Member, ...]


def list_branches(user: User) -> list[Branch]:
    """The tree of units that somebody may see, from the top down, organisation by organisation."""
    units = seen_units(user).annotate(people=Count("members")).order_by("organisation_id", "path")
    return [Branch(unit, unit.path.count("/") - 1, unit.people) for unit in units]


def seen_units(user: User) -> QuerySet[Unit]:
    """The units whose members somebody may see."""
    return units_for(user, "member.read").select_related("organisation", "parent")


def find_seen(user: User, pk: int | None) -> Unit:
    """A unit whose members somebody may see; the topmost where none is named. Raises `Http404`."""
    units = seen_units(user).order_by("organisation_id", "path")
    unit = (units if pk is None else units.filter(pk=pk)).first()
    if unit is None:
        raise Http404
    return unit


def find_unit(user: User, pk: int) -> Unit:
    """A unit whose members somebody may change. Raises `Http404`."""
    unit = units_for(user, "member.edit").select_related("organisation").filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


def list_groups(unit: Unit) -> list[Group]:
    """The members of a unit by role, in the order of the roles."""
    members = sorted(unit.members.select_related("user"), key=lambda one: one.user.called)
    groups = (Group(role, name, tuple(one for one in members if one.role == role)) for role, name in ROLES.items())
    return [group for group in groups if group.members]


def list_waiting(unit: Unit) -> list[tuple[Invitation, Text]]:
    """The invitations into a unit that can still be used, with the names of their roles."""
    found = unit.invitations.filter(used=None, expires__gt=timezone.now()).select_related("invited_by").order_by("expires")
    return [(invitation, ROLES[invitation.role]) for invitation in found]


def find_member(unit: Unit, pk: int) -> Member | None:
    """A member of a unit; nobody where they were removed in the meantime."""
    return unit.members.filter(pk=pk).select_related("user", "unit__organisation").first()


def find_waiting(unit: Unit, pk: int) -> Invitation:
    """An invitation into a unit. Raises `Http404`."""
    found = unit.invitations.filter(pk=pk).select_related("unit__organisation").first()
    if found is None:
        raise Http404
    return found


def find_by_name(typed: str) -> User | None:
    """Whom a name or an e-mail address means, if that is one person and no other."""
    exact = User.objects.filter(username=typed).first()
    if exact is not None:
        return exact
    by_name = list(User.objects.filter(username__iexact=typed)[:2])
    found = by_name or (list(User.objects.filter(email__iexact=typed)[:2]) if "@" in typed else [])
    return found[0] if len(found) == 1 else None


def list_by_email(address: str) -> Sequence[User]:
    """Everybody active with this address who signs in with a password here."""
    return [user for user in User.objects.filter(email__iexact=address, is_active=True) if user.has_usable_password()]


def list_places(user: User) -> list[tuple[Member, Text]]:
    """Where somebody has which role."""
    found = user.memberships.select_related("unit__organisation").order_by("unit__organisation_id", "unit__path")
    return [(member, ROLES[member.role]) for member in found]


def list_tokens(user: User) -> Sequence[Token]:
    """The tokens of somebody, newest first."""
    return list(user.tokens.order_by("-created"))


def has_factor(user: User) -> bool:
    """Whether a second factor is asked of somebody."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def audited(user: User) -> list[Organisation]:
    """The organisations whose log somebody may read: the whole log, so only those who read it in the head office."""
    return [member.unit.organisation for member in memberships(user, "audit.read") if member.unit.parent_id is None]


def list_log(organisation: Organisation, action: str = "", who: str = "") -> QuerySet[AuditEntry]:
    """The log of an organisation, newest first, or what one person did, or one kind of deed."""
    found = AuditEntry.objects.filter(organisation=organisation).order_by("-number")
    if action:
        found = found.filter(action=action)
    return found.filter(actor_name__iexact=who) if who else found


def list_actions(organisation: Organisation) -> list[str]:
    """What was ever done in an organisation, by key."""
    return sorted(set(AuditEntry.objects.filter(organisation=organisation).order_by().values_list("action", flat=True).distinct()))
