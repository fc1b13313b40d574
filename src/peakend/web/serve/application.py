"""The application that each server process runs: everything is loaded before the first request, so that nobody waits for it."""

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, get_resolver

from peakend.web.serve.parent import watch_parent
from peakend.web.wsgi import application

__all__ = ["application", "load_pages"]


def load_pages(patterns: Iterable[URLPattern | URLResolver]) -> int:
    """Load every view, and with the views whatever they work with; how many there are."""
    return sum(load_pages(one.url_patterns) if isinstance(one, URLResolver) else 1 for one in patterns)


load_pages(get_resolver().url_patterns)
watch_parent()
