"""What belongs to no stage: choosing the language, saying that the workbench is well."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from peakend import __version__
from peakend.text import LANGUAGES
from peakend.web.people.access import needs
from peakend.web.people.models import User
from peakend.web.shell.language import COOKIE

YEAR = 365 * 24 * 3600


@needs("open")
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen: in the profile of whoever is signed in, and in a cookie. Goes back to where one was."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "/")
    if language in LANGUAGES:
        if isinstance(request.user, User):
            User.objects.filter(pk=request.user.pk).update(language=language)
        response.set_cookie(COOKIE, language, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@needs("open")
@require_GET
def tell_health(request: HttpRequest) -> HttpResponse:
    """Whether the workbench and its database answer."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"well": True, "version": __version__})
