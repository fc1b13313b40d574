"""Answers: files sent in, understood, imported, undone."""
