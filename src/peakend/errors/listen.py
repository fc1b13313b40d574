"""Faults of listen."""

__all__: list[str] = []
