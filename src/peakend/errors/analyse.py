"""Faults of analyse."""

__all__: list[str] = []
