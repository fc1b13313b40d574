"""Listening: how answers come in, one source a file, and how they become the one shape that analyses read."""
