"""Who may keep a copy of a page? Nobody: no proxy, and no browser on a shared machine after its user has signed out.

What has a fingerprint of its own (an ETag) may lie in the one browser, which asks each time whether it still holds. Static files are not
concerned: they bear nothing of anybody, and are answered before this.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

NOBODY: Final = "private, no-store"
ASKING: Final = "private, no-cache"


def forbid_copies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a page that does not say itself who may keep it is kept by nobody."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", ASKING if response.has_header("ETag") else NOBODY)
        return response

    return answer
