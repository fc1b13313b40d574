"""The door for programs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What programs may ask and do."""

    name = "peakend.web.api"
    label = "api"
