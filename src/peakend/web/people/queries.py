"""Who is there? Units with their members and invitations, for those who may see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from peakend.web.people.access import memberships, reaches, units_for
from peakend.web.people.models import AuditEntry, Invitation, Member, Organisation, Unit, User


@dataclass(frozen=True)
class Branch:
    """One unit of the tree as a page shows it: how deep it stands, who is in it, who was invited, whether the reader may change it."""

    unit: Unit
    depth: int
    members: tuple[Member, ...]
    invitations: tuple[Invitation, ...]
    editable: bool


def list_branches(user: User) -> Iterator[Branch]:
    """The tree of units that somebody may see, from the top down, organisation by organisation."""
    units = (
        units_for(user, "member.read").select_related("organisation").prefetch_related("members__user").order_by("organisation_id", "path")
    )
    waiting: dict[int, list[Invitation]] = {}
    for invitation in Invitation.objects.filter(unit__in=units, used=None, expires__gt=timezone.now()).select_related("invited_by"):
        waiting.setdefault(invitation.unit_id, []).append(invitation)
    for unit in units:
        members = tuple(sorted(unit.members.all(), key=lambda one: (one.role, one.user.username)))
        yield Branch(unit, unit.path.count("/") - 1, members, tuple(waiting.get(unit.pk, ())), reaches(user, "member.edit", unit))


def find_unit(user: User, pk: int) -> Unit:
    """A unit whose members somebody may change. Raises `Http404`."""
    unit = units_for(user, "member.edit").select_related("organisation").filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


def find_member(user: User, pk: int) -> Member:
    """A member whom somebody may change. Raises `Http404`."""
    member = Member.objects.filter(pk=pk, unit__in=units_for(user, "member.edit")).select_related("user", "unit__organisation").first()
    if member is None:
        raise Http404
    return member


def find_waiting(user: User, pk: int) -> Invitation:
    """An invitation that somebody may withdraw. Raises `Http404`."""
    found = Invitation.objects.filter(pk=pk, unit__in=units_for(user, "member.edit")).select_related("unit__organisation").first()
    if found is None:
        raise Http404
    return found


def audits_for(user: User) -> QuerySet[AuditEntry]:
    """The log of the organisations in which somebody may read it, newest first."""
    return AuditEntry.objects.filter(organisation__in=audited(user)).select_related("organisation").order_by("-when", "-number")


def audited(user: User) -> QuerySet[Organisation]:
    """The organisations whose log somebody may read."""
    keys = {member.unit.organisation_id for member in memberships(user, "audit.read")}
    return Organisation.objects.filter(pk__in=keys)
