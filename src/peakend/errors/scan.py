"""Faults of scan."""

__all__: list[str] = []
