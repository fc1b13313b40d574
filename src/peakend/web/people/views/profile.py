"""What may somebody settle for themselves? Their name, address and language, their password, their tokens."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from peakend.errors import WorkbenchError
from peakend.text import Text, name_language
from peakend.web.people.access import needs, signed_in
from peakend.web.people.accounts import change_password, keep_profile, make_token, revoke_token
from peakend.web.people.closing import leave
from peakend.web.people.forms import LeaveForm, OtherPasswordForm, ProfileForm, TokenForm
from peakend.web.people.queries import has_factor, list_places, list_tokens
from peakend.web.people.speaking import say, spoken
from peakend.web.people.views.door import company


@needs("signed_in")
@require_http_methods(["GET", "POST"])
def show_profile(request: HttpRequest) -> HttpResponse:
    """How somebody is called and spoken to, and where they have which role."""
    user = signed_in(request)
    kept = {"shown_name": user.shown_name, "email": user.email, "language": user.language}
    form = ProfileForm(request.POST or None, initial=kept, language=spoken(request))
    if request.method == "POST" and form.is_valid():
        keep_profile(user=user, **form.cleaned_data)
        messages.success(request, Text("已保存。", "Saved.").say(name_language(form.cleaned_data["language"]) or spoken(request)))
        return redirect("people:profile")
    told = {"form": form, "places": list_places(user), "factor": has_factor(user), "company": company(), "tab": "profile"}
    return render(request, "people/profile.html", told, status=422 if form.errors else 200)


@needs("signed_in")
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def show_password(request: HttpRequest) -> HttpResponse:
    """Another password. Every other browser in which somebody is signed in is signed out by it."""
    user = signed_in(request)
    form = OtherPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(user=user, password=form.cleaned_data["new_password1"], tokens=form.cleaned_data["tokens"])
        update_session_auth_hash(request, user)
        messages.success(
            request, say(request, "密码已更改，其他设备上的登录已失效。", "Your password is changed; other devices are signed out.")
        )
        return redirect("people:password")
    told = {"form": form, "tab": "password", "tokens": user.tokens.count()}
    return render(request, "people/password.html", told, status=422 if form.errors else 200)


@needs("signed_in")
@never_cache
@require_http_methods(["GET", "POST"])
def show_tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of somebody; a new one shows its word this once."""
    user = signed_in(request)
    form, word = TokenForm(request.POST or None, language=spoken(request)), ""
    if request.method == "POST" and form.is_valid():
        _, word = make_token(user=user, **form.cleaned_data)
        form = TokenForm(language=spoken(request))
    told = {"form": form, "word": word, "tokens": list_tokens(user), "tab": "tokens"}
    return render(request, "people/tokens.html", told, status=422 if form.errors else 200)


@needs("signed_in")
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def show_leave(request: HttpRequest) -> HttpResponse:
    """Shut one's own account: what ends and what stays is said first, and the password asked for once more."""
    user = signed_in(request)
    form = LeaveForm(user, request.POST or None, language=spoken(request))
    told: dict[str, object] = {"form": form, "tab": "leave"}
    if request.method == "POST" and form.is_valid():
        try:
            leave(user=user)
        except WorkbenchError as fault:
            told |= {"what": fault.fill(fault.what), "mend": fault.fill(fault.mend)}
            return render(request, "people/leave.html", told, status=422)
        logout(request)
        return render(request, "people/left.html")
    return render(request, "people/leave.html", told, status=422 if form.errors else 200)


@needs("signed_in")
@require_POST
def take_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token of one's own."""
    user = signed_in(request)
    token = user.tokens.filter(pk=pk).first()
    if token is None:
        raise Http404
    revoke_token(user=user, token=token)
    messages.success(request, say(request, "令牌已吊销。", "The token is revoked."))
    return redirect("people:tokens")
