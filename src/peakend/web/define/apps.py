"""Studies: created, edited, kept in versions."""

from django.apps import AppConfig


class DefineConfig(AppConfig):
    """Studies: created, edited, kept in versions."""

    name = "peakend.web.define"
    label = "define"
