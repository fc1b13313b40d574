"""Findings: map, moments, every analysis, compared, downloaded, shared."""
