"""Shared pages."""

from django.apps import AppConfig


class ShareConfig(AppConfig):
    """Links to one page, for guests."""

    name = "peakend.web.share"
    label = "share"
