"""Peakend: find the moments a service is remembered by, prove them, act on them."""

__version__ = "0.1.0"
