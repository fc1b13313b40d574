"""Findings: map, moments, every analysis, compared, downloaded, shared."""

from django.apps import AppConfig


class AnalyseConfig(AppConfig):
    """Findings: map, moments, every analysis, compared, downloaded, shared."""

    name = "peakend.web.analyse"
    label = "analyse"
