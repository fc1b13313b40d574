"""What all pages share: frame, language, faults, style."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """What all pages share: frame, language, faults, style."""

    name = "peakend.web.shell"
    label = "shell"
