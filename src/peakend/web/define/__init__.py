"""Studies: created, edited, kept in versions."""
