"""Answers: files sent in, understood, imported, undone."""

from django.apps import AppConfig


class ListenConfig(AppConfig):
    """Answers: files sent in, understood, imported, undone."""

    name = "peakend.web.listen"
    label = "listen"
