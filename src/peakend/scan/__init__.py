"""Counting in one pass: asks, tallies, sources. It knows columns, it knows no study."""
