"""In which language does a request speak? What the middleware of the frame has found, for rooms that stand before it."""

from typing import cast

from django.http import HttpRequest

from peakend.text import Language, Text


def spoken(request: HttpRequest) -> Language:
    """The language of this request."""
    return cast("Language", getattr(request, "language", "zh"))


def say(request: HttpRequest, zh: str, en: str) -> str:
    """A sentence in the language of this request."""
    return Text(zh, en).say(spoken(request))
