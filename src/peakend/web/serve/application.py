"""The application that each server process runs. Everything is loaded before the processes part, so that they share it and nobody waits."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver

from peakend.web.serve.parent import watch_parent


def load_pages() -> int:
    """Load every view, and with the views whatever they work with; how many there are."""
    return _count(get_resolver().url_patterns)


def _count(patterns: Iterable[URLPattern | URLResolver]) -> int:
    return sum(_count(one.url_patterns) if isinstance(one, URLResolver) else 1 for one in patterns)


def make_application() -> Callable[..., Any]:
    """The application, in the process that is to run it."""
    connections.close_all()
    load_pages()
    watch_parent()
    return get_wsgi_application()
