"""How often may somebody try? Failed sign-ins are counted by name and address; who is locked out is told until when."""

from datetime import datetime
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from peakend.web.people.forms import SignInForm
from peakend.web.people.speaking import spoken


def address_of(request: HttpRequest) -> str:
    """The address somebody comes from: what the nearest proxy says where there is one, never what the browser itself claims."""
    if settings.SECURE_PROXY_SSL_HEADER:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
        if said:
            return str(said)
    return str(request.META.get("REMOTE_ADDR", ""))


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether this name may not be tried from this address for the time being."""
    AxesProxyHandler.update_request(request)
    return bool(AxesProxyHandler.is_locked(request, {"username": username}))


def locked_until(request: HttpRequest, username: str) -> datetime | None:
    """When the lock ends."""
    wait = get_cool_off(request)
    tries = AccessAttempt.objects.filter(username=username, ip_address=address_of(request))
    last = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return None if wait is None or last is None else last + wait


def tell_lockout(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """The page for somebody who is locked out: until when, and what else they can do. What they typed as their name is kept."""
    del response
    username = str((credentials or {}).get("username", ""))
    until = locked_until(request, username)
    minutes = 0 if until is None else max(1, -(-int((until - timezone.now()).total_seconds()) // 60))
    form = SignInForm(initial={"username": request.POST.get("username", "")}, language=spoken(request))
    told = {"form": form, "until": until, "minutes": minutes, "next": request.POST.get("next", "")}
    answer = render(request, "people/sign-in.html", told, status=429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer
