"""The ground floor of the workbench: organisations, units, members, rights."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who works with the workbench, and what they may see."""

    name = "peakend.web.people"
    label = "people"
