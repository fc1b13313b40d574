"""Who is there? Whoever asks, the tree of units, members, the log: for reading; members are changed on pages."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router

from peakend import __version__
from peakend.text import Text
from peakend.web.api.callers import caller_of
from peakend.web.api.operations import operation
from peakend.web.api.shapes import Cut, CutOfLog, EntryOut, Listed, MemberOut, MeOut, UnitOut, cut, in_both
from peakend.web.people.access import organisations_for, rights_of
from peakend.web.people.accounts import SCOPES
from peakend.web.people.models import ROLES, AuditEntry, Member
from peakend.web.people.queries import Branch, audited, find_seen, list_branches, list_log

router = Router(tags=["people"])


@operation(router, "GET /me", right="signed_in", scope="read", says=Text("我是谁、能做什么", "Who I am and what I may do"), response=MeOut)
def show_me(request: HttpRequest) -> dict[str, Any]:
    """Name, rights and scopes of whoever asks: the quickest way to see that a token works."""
    caller = caller_of(request)
    return {
        "username": caller.user.username,
        "name": caller.user.called,
        "rights": sorted(rights_of(caller.user)),
        "scopes": sorted(caller.token.scopes if caller.token else SCOPES),
        "organisations": [one.key for one in organisations_for(caller.user)],
        "version": __version__,
    }


@operation(router, "GET /units", right="member.read", scope="read", says=Text("机构树", "Tree of units"), response=Listed[UnitOut])
def list_units(request: HttpRequest, part: Query[Cut]) -> dict[str, Any]:
    """The units whose members one may see, from the top down."""
    return cut(list_branches(caller_of(request).user), part, _tell_branch)


def _tell_branch(branch: Branch) -> dict[str, Any]:
    unit = branch.unit
    return {
        "id": unit.pk,
        "organisation": unit.organisation.key,
        "key": unit.key,
        "kind": unit.kind,
        "name": in_both(unit.name),
        "parent": unit.parent_id,
        "path": unit.path,
        "people": branch.people,
    }


@operation(
    router,
    "GET /units/{int:pk}/members",
    right="member.read",
    scope="read",
    says=Text("一个单位的成员", "Members of a unit"),
    response=Listed[MemberOut],
)
def list_members(request: HttpRequest, pk: int, part: Query[Cut]) -> dict[str, Any]:
    """Who has which role in a unit."""
    unit = find_seen(caller_of(request).user, pk)
    return cut(unit.members.select_related("user").order_by("user__username", "role"), part, _tell_member)


def _tell_member(member: Member) -> dict[str, Any]:
    user = member.user
    role = in_both(ROLES[member.role])
    return {"id": member.pk, "username": user.username, "name": user.called, "role": member.role, "role_name": role}


@operation(router, "GET /audit", right="audit.read", scope="read", says=Text("审计日志", "Audit log"), response=Listed[EntryOut])
def show_log(request: HttpRequest, part: Query[CutOfLog]) -> dict[str, Any]:
    """What was done, newest first; each entry holds the hash of the one before it."""
    places = [one for one in audited(caller_of(request).user) if part.organisation in {"", one.key}]
    if not places:
        raise Http404
    return cut(list_log(places[0], part.action, part.who), part, _tell_entry)


def _tell_entry(entry: AuditEntry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "when": entry.when,
        "actor": entry.actor_name,
        "action": entry.action,
        "about": entry.about,
        "detail": entry.detail,
        "hash": entry.own_hash,
        "before": entry.before_hash,
    }
