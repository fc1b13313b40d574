"""In which language is a page? What the person chose, else what they chose here before, else what their browser asks for."""

from collections.abc import Callable
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from peakend.text import LANGUAGES, Language
from peakend.web.people.models import User
from peakend.web.people.speaking import spoken

__all__ = ["CODES", "COOKIE", "choose_language", "language_of", "spoken"]

COOKIE: Final = "language"
CODES: Final[dict[Language, str]] = {"zh": "zh-hans", "en": "en"}
"""What Django calls our languages."""


def language_of(request: HttpRequest) -> Language:
    """The language of a request.

    The profile of whoever is signed in comes first, then the cookie, then the languages of the browser in their order, then Chinese.
    """
    user = getattr(request, "user", None)
    own = user.language if isinstance(user, User) else ""
    accepted = [part.split(";")[0].strip().lower()[:2] for part in request.headers.get("Accept-Language", "").split(",")]
    for choice in (own, request.COOKIES.get(COOKIE, ""), *accepted):
        if choice in LANGUAGES:
            return choice
    return "zh"


def choose_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: every request has a `language`, and Django's own words and dates follow it."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        cast("Any", request).language = language
        with translation.override(CODES[language]):
            response = get_response(request)
        response.headers.setdefault("Content-Language", CODES[language])
        return response

    return answer
