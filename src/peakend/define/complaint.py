"""What does the YAML parser complain about, in words that help? Its messages as faults with a line and a mend, in both languages.

libyaml and the parser in Python word the same fault differently; both are told by the same few pieces of their messages.
"""

from collections.abc import Callable
from typing import Final

import yaml
from yaml.error import Mark

from peakend.errors import (
    BackslashInQuotes,
    BracketNotClosed,
    ColonInWords,
    IndentBroken,
    MarkAtStart,
    QuoteNotClosed,
    StudyFault,
    TabInIndent,
    TagNotAllowed,
    YamlUnreadable,
)

_AT_OPENING: Final[tuple[tuple[str, type[StudyFault]], ...]] = (
    ("while scanning a quoted scalar found unexpected end of stream", QuoteNotClosed),
    ("while scanning a quoted scalar found unexpected document", QuoteNotClosed),
    ("while parsing a flow", BracketNotClosed),
    ("could not find expected ':'", IndentBroken),
)
"""Told at the line where the quotation, the bracket or the field was begun."""

_AT_FAULT: Final[tuple[tuple[str, type[StudyFault]], ...]] = (
    ("tab character", TabInIndent),
    ("found unknown escape character", BackslashInQuotes),
    ("did not find expected hexdecimal number", BackslashInQuotes),
    ("expected escape sequence", BackslashInQuotes),
    ("mapping values are not allowed", ColonInWords),
    ("block sequence entries are not allowed", IndentBroken),
    ("sequence entries are not allowed", IndentBroken),
    ("did not find expected key", IndentBroken),
    ("did not find expected '-' indicator", IndentBroken),
    ("did not find expected <document start>", IndentBroken),
    ("expected <block end>", IndentBroken),
    ("expected '<document start>'", IndentBroken),
    ("did not find expected node content", BracketNotClosed),
    ("expected the node content", BracketNotClosed),
)
"""Told at the line where the parser stopped."""


def word_complaint(complaint: yaml.YAMLError, text: str) -> StudyFault:
    """The fault behind a message of the YAML parser."""
    context, problem = (getattr(complaint, name, None) or "" for name in ("context", "problem"))
    opening, stop = (getattr(complaint, name, None) for name in ("context_mark", "problem_mark"))
    message = f"{context} {problem}".strip()
    for piece, kind in _AT_OPENING:
        if piece in message:
            return kind(line=_line(opening or stop))
    if "that cannot start any token" in problem:
        return _word_start(stop, text)
    if "tag" in message and "undefined" in message:
        return TagNotAllowed(line=_line(stop), tag=problem)
    found = _find(message)
    return found(line=_line(stop)) if found else YamlUnreadable(line=_line(stop), reason=message or type(complaint).__name__)


def _find(message: str) -> Callable[..., StudyFault] | None:
    return next((kind for piece, kind in _AT_FAULT if piece in message), None)


def _word_start(stop: Mark | None, text: str) -> StudyFault:
    """A character that may not stand at the start of a word: most often a tab, else one that YAML keeps for itself."""
    mark = text[stop.index : stop.index + 1] if stop else ""
    return TabInIndent(line=_line(stop)) if mark == "\t" else MarkAtStart(line=_line(stop), mark=mark)


def _line(mark: Mark | None) -> int:
    """Lines are counted from 1."""
    return mark.line + 1 if mark else 1
