"""Which units are there, who is in them, and who may change that? One page: the tree, and beside it the unit that was chosen."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from peakend.errors import MemberChanged, MemberGone, UnitChanged, WorkbenchError
from peakend.web.people import actions
from peakend.web.people.access import needs, reaches, signed_in
from peakend.web.people.accounts import make_reset_link
from peakend.web.people.closing import drop_factor, reopen_account, shut_account
from peakend.web.people.duties import DUTIES
from peakend.web.people.forms import InviteForm, NamesForm, RoleForm, UnitForm, roles_of
from peakend.web.people.mail import shown
from peakend.web.people.models import KINDS, Member, Unit, User
from peakend.web.people.queries import find_member, find_seen, find_unit, find_waiting, list_branches, list_groups, list_waiting
from peakend.web.people.speaking import say, spoken

Came = TypeVar("Came")

CONFLICTS: Final = (UnitChanged, MemberChanged, MemberGone)
"""Somebody else was quicker: 409."""


@needs("member.read")
@require_GET
def show_units(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The tree of units, and one of them with its members by role, its invitations, and what may be done there."""
    return _show(request, find_seen(signed_in(request), pk))


@needs("member.edit")
@require_POST
def add_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit below this one."""
    user = signed_in(request)
    unit = find_unit(user, pk)
    form = UnitForm(request.POST, language=spoken(request), above=unit.kind)
    if not form.is_valid():
        return _show(request, unit, add=form)
    try:
        fresh = actions.add_unit(actor=user, parent=unit, **form.cleaned_data)
    except WorkbenchError as fault:
        form.add_error("key", fault.say(spoken(request)))
        return _show(request, unit, add=form)
    messages.success(request, say(request, "已新增单位。", "The unit is there."))
    return redirect("people:unit", fresh.pk)


@needs("member.edit")
@require_POST
def rename_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other names for this unit; whoever was slower is told what it is called now."""
    user = signed_in(request)
    unit = find_unit(user, pk)
    form = NamesForm(request.POST, language=spoken(request))
    if not form.is_valid():
        return _show(request, unit, names=form)
    typed = form.cleaned_data
    try:
        actions.rename_unit(
            actor=user, unit=unit, name_zh=typed["name_zh"], name_en=typed["name_en"], seen=(typed["seen_zh"], typed["seen_en"])
        )
    except UnitChanged as fault:
        again = NamesForm({**typed, "seen_zh": unit.name_zh, "seen_en": unit.name_en}, language=spoken(request))
        return _show(request, unit, names=again, fault=fault, at="names")
    messages.success(request, say(request, "已改名。", "The names are changed."))
    return redirect("people:unit", unit.pk)


@needs("member.edit")
@require_POST
def remove_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take this unit away, if nothing stands on it."""
    user = signed_in(request)
    unit = find_unit(user, pk)
    above = unit.parent_id
    try:
        actions.remove_unit(actor=user, unit=unit)
    except WorkbenchError as fault:
        return _show(request, unit, fault=fault, at="remove")
    messages.success(request, say(request, "已删除单位。", "The unit is removed."))
    return redirect("people:unit", above) if reaches_above(request, above) else redirect("people:units")


def reaches_above(request: HttpRequest, above: int | None) -> bool:
    """Whether the unit above is one that whoever asks may see."""
    unit = None if above is None else Unit.objects.filter(pk=above).first()
    return unit is not None and reaches(signed_in(request), "member.read", unit)


@needs("member.edit")
@never_cache
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """An invitation into this unit: its link is shown this once."""
    user = signed_in(request)
    unit = find_unit(user, pk)
    form = InviteForm(request.POST, language=spoken(request), kind=unit.kind)
    if not form.is_valid():
        return _show(request, unit, invite=form)
    try:
        invitation, word = actions.invite(actor=user, unit=unit, **form.cleaned_data)
    except WorkbenchError as fault:
        return _show(request, unit, invite=form, fault=fault, at="invite")
    link = shown(request, reverse("people:join", args=[word]))
    return _show(request, unit, link={"address": link, "kind": "invitation", "until": invitation.expires, "pk": invitation.pk}, status=200)


@needs("member.edit")
@require_POST
def withdraw_invitation(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Make an invitation useless."""
    user = signed_in(request)
    unit = find_unit(user, pk)
    try:
        actions.withdraw_invitation(actor=user, invitation=find_waiting(unit, invitation))
    except WorkbenchError as fault:
        return _show(request, unit, fault=fault, at="waiting")
    messages.success(request, say(request, "邀请已撤回，链接不再有效。", "The invitation is withdrawn; its link no longer works."))
    return redirect("people:unit", unit.pk)


@needs("member.edit")
@require_POST
def change_role(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Another role for a member; whoever was slower is told which role it is now."""
    user = signed_in(request)
    unit = find_unit(user, pk)
    found = find_member(unit, member)
    form = RoleForm(request.POST, language=spoken(request), kind=unit.kind)
    if found is None:
        return _show(request, unit, fault=MemberGone(), at="members")
    if not form.is_valid():
        return _show(request, unit, role=form, member=found)
    try:
        actions.change_role(actor=user, member=found, role=form.cleaned_data["role"], seen=form.cleaned_data["seen"])
    except WorkbenchError as fault:
        found.refresh_from_db()
        again = RoleForm({"role": form.cleaned_data["role"], "seen": found.role}, language=spoken(request), kind=unit.kind)
        return _show(request, unit, role=again, member=found, fault=fault, at="member")
    messages.success(request, say(request, "角色已更改。", "The role is changed."))
    return redirect("people:unit", unit.pk)


@needs("member.edit")
@require_POST
def remove_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """End a membership."""
    user = signed_in(request)
    unit = find_unit(user, pk)
    found = find_member(unit, member)
    if found is None:
        return _show(request, unit, fault=MemberGone(), at="members")
    try:
        actions.remove_member(actor=user, member=found, seen=request.POST.get("seen", ""))
    except WorkbenchError as fault:
        return _show(request, unit, member=find_member(unit, member), fault=fault, at="member")
    messages.success(request, say(request, "成员已移除。", "The member is removed."))
    return redirect("people:unit", unit.pk)


@needs("member.edit")
@never_cache
@require_POST
def make_reset(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """A one-time link for a member who lost their password, shown this once."""
    return _deal(request, pk, member, make_reset_link, partial(_show_link, request))


@needs("member.edit")
@require_POST
def drop(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Take the second factor off the account of a member who lost their phone and their codes."""
    return _deal(request, pk, member, drop_factor, partial(_tell_dropped, request))


@needs("member.edit")
@require_POST
def shut(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Shut the account of a member: somebody who has left."""
    return _deal(request, pk, member, shut_account, partial(_tell_shut, request))


@needs("member.edit")
@never_cache
@require_POST
def reopen(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Open an account again: the link for its new password is shown this once."""
    return _deal(request, pk, member, reopen_account, partial(_show_link, request))


def _deal(
    request: HttpRequest, pk: int, member: int, deal: Callable[..., Came], tell: Callable[[Unit, Member, Came], HttpResponse]
) -> HttpResponse:
    """Do something to the account of a member and tell what came of it, or why it could not be."""
    user = signed_in(request)
    unit = find_unit(user, pk)
    found = find_member(unit, member)
    if found is None:
        return _show(request, unit, fault=MemberGone(), at="members")
    try:
        came = deal(actor=user, member=found)
    except WorkbenchError as fault:
        return _show(request, unit, member=found, fault=fault, at="member")
    return tell(unit, found, came)


def _show_link(request: HttpRequest, unit: Unit, found: Member, parts: tuple[str, str]) -> HttpResponse:
    link = {"address": shown(request, reverse("people:reset", args=parts)), "kind": "reset", "name": found.user.called}
    return _show(request, unit, link=link, status=200)


def _tell_dropped(request: HttpRequest, unit: Unit, _found: Member, dropped: bool) -> HttpResponse:  # noqa: FBT001 - what the deed gave back
    if dropped:
        done = say(request, "两步验证已解除，对方登录后可以重新设置。", "The second factor is off. They can set it up again.")
    else:
        done = say(request, "该账号没有启用两步验证。", "This account has no second factor.")
    messages.success(request, done)
    return redirect("people:unit", unit.pk)


def _tell_shut(request: HttpRequest, unit: Unit, _found: Member, _account: User) -> HttpResponse:
    messages.success(request, say(request, "账号已停用，可随时重新启用。", "The account is shut. It can be opened again."))
    return redirect("people:unit", unit.pk)


def _show(
    request: HttpRequest,
    unit: Unit,
    *,
    fault: WorkbenchError | None = None,
    at: str = "",
    link: dict[str, Any] | None = None,
    member: Member | None = None,
    status: int | None = None,
    **forms: Any,  # noqa: ANN401 - the forms that were typed into
) -> HttpResponse:
    """The page, with what was refused explained where it was tried, and what was typed still there."""
    user, language = signed_in(request), spoken(request)
    editable = reaches(user, "member.edit", unit)
    fresh = {
        "add": UnitForm(language=language, above=unit.kind),
        "names": NamesForm(
            initial={"name_zh": unit.name_zh, "name_en": unit.name_en, "seen_zh": unit.name_zh, "seen_en": unit.name_en}, language=language
        ),
        "invite": InviteForm(language=language, kind=unit.kind),
        "role": None,
    }
    told = {
        "branches": list_branches(user),
        "unit": unit,
        "here": reverse("people:unit", args=[unit.pk]),
        "kind": KINDS[unit.kind],
        "groups": list_groups(unit),
        "waiting": list_waiting(unit),
        "editable": editable,
        "lowest": unit.kind == list(KINDS)[-1],
        "link": link,
        "opened": member,
        "chosen": RoleForm(language=language, kind=unit.kind).fields["role"].choices if editable else [],  # type: ignore[attr-defined]
        "what": fault.fill(fault.what) if fault else None,
        "mend": fault.fill(fault.mend) if fault else None,
        "at": at or next(iter(forms), ""),
        "now": timezone.now(),
        "duties": [(name, DUTIES[role]) for role, name in roles_of(unit.kind).items()],
        "forms": {**fresh, **forms},
    }
    refused = 409 if isinstance(fault, CONFLICTS) else 422 if fault or forms else 200
    return render(request, "people/units.html", told, status=status or refused)
