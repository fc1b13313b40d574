"""Engines: databases and clusters that answer a whole request where the answers lie, as sums, so that no row travels."""
