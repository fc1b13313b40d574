"""How does somebody follow an invitation? The word of the link goes into the session; then a new account, or the one signed in."""

from allauth.account.utils import perform_login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from peakend.errors import InvitationGone, InvitationOwn, WorkbenchError
from peakend.web.people.access import needs
from peakend.web.people.actions import accept_invitation
from peakend.web.people.duties import DUTIES
from peakend.web.people.forms import JoinForm
from peakend.web.people.invited import forget_invitation, invited_by_session, open_invitation
from peakend.web.people.models import ROLES, Invitation, User
from peakend.web.people.speaking import say, spoken
from peakend.web.people.views.door import company


@needs("open")
@never_cache
@require_GET
def open_link(request: HttpRequest, word: str) -> HttpResponse:
    """Exchange the word of a link for the session and take it out of the address. Raises `InvitationGone`."""
    open_invitation(request, word)
    return redirect("people:join-now")


@needs("open")
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def join_now(request: HttpRequest) -> HttpResponse:
    """Become a member: with the account that is signed in, or with a new one. Raises `InvitationGone`."""
    invitation = invited_by_session(request)
    if invitation is None:
        raise InvitationGone
    if isinstance(request.user, User):
        return _join_with(request, invitation, request.user)
    form = JoinForm(request.POST or None, language=spoken(request), initial={"email": invitation.email})
    if request.method == "POST" and form.is_valid():
        user = _make_account(request, invitation, form)
        if user is not None:
            answer: HttpResponse = perform_login(request, user, signup=True)
            return answer
    return _show(request, invitation, form, status=422 if form.errors else 200)


def _join_with(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    """Take the account that is signed in, once it has said so."""
    if request.method != "POST":
        return _show(request, invitation, None)
    try:
        accept_invitation(pk=invitation.pk, user=user)
    except InvitationOwn as fault:
        return _show(request, invitation, None, fault=fault, status=422)
    forget_invitation(request)
    return redirect("define:studies")


def _make_account(request: HttpRequest, invitation: Invitation, form: JoinForm) -> User | None:
    """A new account and its membership together; the form says so where the name was taken at this moment."""
    user: User = form.save(commit=False)
    user.language = request.COOKIES.get("language", "") if request.COOKIES.get("language", "") in {"zh", "en"} else ""
    try:
        with transaction.atomic():
            accept_invitation(pk=invitation.pk, user=user)
    except IntegrityError:
        form.add_error("username", say(request, "这个登录名刚刚被使用，请换一个。", "This name was taken just now: choose another."))
        return None
    forget_invitation(request)
    return user


def _show(
    request: HttpRequest, invitation: Invitation, form: JoinForm | None, *, fault: WorkbenchError | None = None, status: int = 200
) -> HttpResponse:
    told = {
        "invitation": invitation,
        "form": form,
        "role": ROLES[invitation.role],
        "duty": DUTIES[invitation.role],
        "fault": fault.fill(fault.what) if fault else None,
        "mend": fault.fill(fault.mend) if fault else None,
        "company": company(),
    }
    return render(request, "people/join.html", told, status=status)
