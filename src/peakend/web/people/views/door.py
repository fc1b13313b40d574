"""How does one come in and go out? Sign-in by name or e-mail, with what was asked for afterwards; sign-out; a lost password."""

import logging
from typing import Final

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peakend.text import Text
from peakend.web.people.access import needs
from peakend.web.people.accounts import address_reset, change_password, find_by_reset, hash_word
from peakend.web.people.audit import record_for
from peakend.web.people.demo import show_demo
from peakend.web.people.forms import ForgottenForm, FreshPasswordForm, SignInForm
from peakend.web.people.mail import can_send, pinned, send
from peakend.web.people.models import User
from peakend.web.people.queries import find_by_name, list_by_email
from peakend.web.people.speaking import say, spoken
from peakend.web.people.throttle import address_of, is_locked

RESET: Final = "reset"
"""Under which name the session keeps the two parts of a reset link, which leave the address at once."""

_log = logging.getLogger(__name__)


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards, if that is a place of ours; nothing otherwise."""
    there = str(request.POST.get("next") or request.GET.get("next") or "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if there and safe else ""


@needs("open")
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in. The same words for a wrong name and a wrong password; too many tries are answered by the throttle."""
    back = safe_next(request)
    if request.user.is_authenticated:
        return redirect(back or "define:studies")
    form = SignInForm(request.POST or None, language=spoken(request))
    if request.method == "POST" and form.is_valid():
        user = _prove(request, form)
        if user is not None:
            answer: HttpResponse = perform_login(request, user, redirect_url=back or None)
            return answer
    status = 422 if form.errors else 200
    shown = {"form": form, "next": back, "company": company(), "mail": can_send(), "demo": show_demo()}
    return render(request, "people/sign-in.html", shown, status=status)


def company() -> str:
    """The name of the provider with which people of a company sign in; nothing where there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


def _prove(request: HttpRequest, form: SignInForm) -> User | None:
    """The person, if name and password are right; otherwise the form says what is wrong, and the log that somebody tried."""
    if not ratelimit.consume(request, action="login"):
        form.add_error(
            None,
            say(request, "来自您所在网络的登录过于频繁，请一分钟后再试。", "Too many sign-ins from your network: try again in a minute."),
        )
        return None
    known = find_by_name(form.cleaned_data["username"])
    username = known.username if known else f"?{hash_word(form.cleaned_data['username'])[:40]}"  # nobody's name: it counts, unread
    locked = is_locked(request, username)
    user = authenticate(request, username=username, password=form.cleaned_data["password"])
    if isinstance(user, User):
        return user
    if not locked:
        _note_failure(request, known, username)
    form.add_error(None, say(request, "登录名或密码不正确。", "The sign-in name or the password is not right."))
    return None


def _note_failure(request: HttpRequest, known: User | None, username: str) -> None:
    """Log a failed sign-in where the name is known. A name that nobody has may be a password typed in the wrong place: it is not kept."""
    if known is None:
        _log.warning("failed sign-in from %s under a name that nobody has", address_of(request))
        return
    record_for(known, "sign_in.failed", address=address_of(request))
    if is_locked(request, username):
        record_for(known, "sign_in.locked", address=address_of(request))


@needs("open")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, also one that still waits for its second factor."""
    if isinstance(request.user, User):
        record_for(request.user, "sign_out")
    logout(request)
    return redirect("people:sign-in")


@needs("open")
@require_http_methods(["GET", "POST"])
def ask_reset(request: HttpRequest) -> HttpResponse:
    """Ask for a reset link by mail; where no mail is set up the page says who can make one. The answer never tells who has an account."""
    form = ForgottenForm(request.POST or None, language=spoken(request))
    sent = False
    if request.method == "POST" and can_send() and form.is_valid():
        address = form.cleaned_data["email"]
        if ratelimit.consume(request, action="reset_password", key=address.lower()):
            for user in list_by_email(address):
                _send_reset(user)
        sent = True
    status = 422 if form.errors else 200
    return render(request, "people/forgotten.html", {"form": form, "mail": can_send(), "sent": sent}, status=status)


def _send_reset(user: User) -> None:
    link = pinned(reverse("people:reset", args=address_reset(user)))
    subject = Text("重置您的峰终密码", "Reset your Peakend password")
    words = Text(
        "您好，{name}：\n\n请在 24 小时内打开下面的链接设置新密码。如果不是您本人申请，忽略此邮件即可。\n\n{link}\n",
        "Hello {name},\n\nopen this link within 24 hours to set a new password. If you did not ask for it, ignore this.\n\n{link}\n",
    )
    send(user, subject, words.fill(name=user.called, link=link))


@needs("open")
@never_cache
@require_GET
def open_reset(request: HttpRequest, account: str, word: str) -> HttpResponse:
    """Take the two parts of a reset link out of the address and into the session."""
    request.session[RESET] = [account, word]
    return redirect("people:reset-set")


@needs("open")
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest) -> HttpResponse:
    """Set a new password with a reset link: once, while it holds. One signs in with it afterwards, second factor and all."""
    account, word = request.session.get(RESET, ["", ""])
    user = find_by_reset(account, word)
    if user is None:
        return render(request, "people/reset-gone.html", {"mail": can_send()}, status=410)
    form = FreshPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(user=user, password=form.cleaned_data["new_password1"], reset=True)
        request.session.pop(RESET, None)
        return render(request, "people/reset-done.html")
    return render(request, "people/set-password.html", {"form": form, "name": user.username}, status=422 if form.errors else 200)
