"""In which language does a request speak? What the middleware of the frame has found, for rooms that stand before it."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import get_language

from peakend.text import Language, Text


def spoken(request: HttpRequest) -> Language:
    """The language of this request."""
    return cast("Language", getattr(request, "language", "zh"))


def say(request: HttpRequest, zh: str, en: str) -> str:
    """A sentence in the language of this request."""
    return Text(zh, en).say(spoken(request))


def said(words: Text) -> str:
    """Words where no request is at hand: in the language in which the page is being made."""
    return words.say("en" if (get_language() or "").startswith("en") else "zh")
