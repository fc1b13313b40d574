"""How do texts and single words stand in a study file? The smallest parts of an outline, written and read back."""

from collections.abc import Iterable
from typing import Any

from peakend.text import Text

Outline = dict[str, Any]
"""Fields of one part of a study, as its file holds them."""


def write_fields(**fields: Any) -> Outline:  # noqa: ANN401 - plain values
    """The fields that have something to say.

    >>> write_fields(key="pay", note=None)
    {'key': 'pay'}
    """
    return {name: value for name, value in fields.items() if value is not None}


def write_words(text: Text) -> Outline | str:
    """A text that must be there, even if nothing is written in it: the words alone where both languages are the same."""
    if text.zh == text.en:
        return text.zh
    return {name: words for name, words in (("zh", text.zh), ("en", text.en)) if words}


def write_text(text: Text) -> Outline | str | None:
    """A text that may be left out."""
    return write_words(text) if text else None


def read_text(value: Any) -> Text:  # noqa: ANN401 - words or both languages
    """The text that a field holds: both languages, or words that are the same in both."""
    if isinstance(value, dict):
        return Text(zh=word(value.get("zh", "")), en=word(value.get("en", "")))
    return Text(zh=word(value), en=word(value))


def read_words(values: Iterable[Any]) -> tuple[str, ...]:
    """Single values as they stand in the file."""
    return tuple(word(value) for value in values)


def word(value: Any) -> str:  # noqa: ANN401 - any single value of a file
    """A single value as it stands in the file."""
    return str(value).lower() if isinstance(value, bool) else str(value)
