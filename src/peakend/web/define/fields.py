"""What can be written into one field of a study, and how does it stand in a form? One kind of field, one way there and back."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from django.http import QueryDict

from peakend.define.plan import Disposition
from peakend.define.study import Study
from peakend.define.survey import Reason, Scale
from peakend.errors import LineUnreadable
from peakend.text import Text
from peakend.web.define.source_rows import read_sources, write_sources

Kind = Literal[
    "text",
    "long",
    "word",
    "words",
    "choice",
    "flag",
    "colour",
    "number",
    "key",
    "keys",
    "texts",
    "coded",
    "numbers",
    "counts",
    "ratings",
    "scale",
    "sources",
]
"""How a field is written: in two languages (one line, several), a word, words, one of a few, yes or no, …"""

Options = Sequence[tuple[str, Text]]
Written = dict[str, Any]
"""What stands in the inputs of a form, by their names."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a part: its name in the file, what it is called, how it is written, what may be chosen."""

    name: str
    label: Text
    kind: Kind
    hint: Text = Text()
    choose: Callable[[Study], Options] | None = None
    get: Callable[[Study, Any], Any] | None = None
    """How it is read where it is no field of the part itself."""
    put: Callable[[Study, str, Any], Study] | None = None
    """How it is written where more than the part changes: study, key of the part, value."""

    def options(self, study: Study) -> Options:
        """What may be chosen."""
        return self.choose(study) if self.choose else ()

    def value(self, study: Study, part: Any) -> Any:  # noqa: ANN401 - any part of a study
        """What is written in it."""
        return self.get(study, part) if self.get else getattr(part, self.name)


_PARTING: Final = re.compile(r"[\n,，、;；]")
_REASONS: Final[dict[str, Reason]] = {one: one for one in get_args(Reason)}
_DISPOSITIONS: Final[dict[str, Disposition]] = {one: one for one in get_args(Disposition)}


def write_value(kind: Kind, value: Any) -> Written:  # noqa: ANN401 - any value of a study
    """A value as the inputs of a form hold it.

    >>> write_value("text", Text("付款", "Paying"))
    {'zh': '付款', 'en': 'Paying'}
    """
    if kind in {"text", "long"}:
        return {"zh": value.zh, "en": value.en}
    if kind == "scale":
        return _write_scale(value)
    if kind == "sources":
        return write_sources(value)
    writer = _WRITERS.get(kind)
    return {"value": writer(value) if writer else value}


def read_value(kind: Kind, typed: QueryDict) -> Any:  # noqa: ANN401 - any value of a study
    """The value that was typed into a form. Raises `LineUnreadable`, `SourceWithoutKind`."""
    if kind in {"text", "long"}:
        return Text(zh=_typed(typed, "zh"), en=_typed(typed, "en"))
    if kind == "keys":
        return tuple(dict.fromkeys(typed.getlist("value")))
    if kind == "scale":
        return _read_scale(typed)
    if kind == "sources":
        return read_sources(typed)
    return _READERS.get(kind, str)(_typed(typed, "value"))


def _typed(typed: QueryDict, name: str) -> str:
    return typed.get(name, "").replace("\r", "").strip()


def _write_numbers(pairs: Sequence[tuple[str, float]]) -> str:
    return "\n".join(f"{name} = {number:g}" for name, number in pairs)


def _read_words(lines: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in _PARTING.split(lines) if word.strip()))


def _read_counts(lines: str) -> tuple[tuple[Disposition, int], ...]:
    return tuple(
        (_known(name, _DISPOSITIONS, "counts"), _whole(number, "counts", f"{name} = {number}")) for name, number in _pairs(lines, "counts")
    )


def _read_numbers(lines: str) -> tuple[tuple[str, float], ...]:
    return tuple((name, _number(number, "numbers", f"{name} = {number}")) for name, number in _pairs(lines, "numbers"))


def _read_ratings(line: str) -> tuple[int, ...]:
    return tuple(_whole(one, "ratings") for one in re.split(r"[\s,，]+", line) if one)


def _write_pair(words: Text) -> str:
    return words.zh if words.zh == words.en else f"{words.zh} | {words.en}"


def _read_pair(line: str) -> Text:
    zh, bar, en = (part.strip() for part in line.partition("|"))
    return Text(zh=zh, en=en if bar else zh)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _pairs(text: str, form: str) -> list[tuple[str, str]]:
    """Lines of the form `name = value`; a full-width sign or colon will do too."""
    found = []
    for line in _lines(text):
        name, sign, value = re.sub(r"[＝：]", "=", line, count=1).partition("=")
        if not sign or not name.strip() or not value.strip():
            raise LineUnreadable(line=line[:80], form=form)
        found.append((name.strip(), value.strip()))
    return found


def _number(word: str, form: str = "number", line: str = "") -> float:
    try:
        return float(word)
    except ValueError:
        raise LineUnreadable(line=line or word, form=form) from None


def _whole(word: str, form: str = "whole", line: str = "") -> int:
    if not re.fullmatch(r"-?\d{1,9}", word.strip()):
        raise LineUnreadable(line=line or word, form=form)
    return int(word)


def _known(name: str, names: Mapping[str, Any], form: str) -> Any:  # noqa: ANN401 - a literal
    if name not in names:
        raise LineUnreadable(line=name, form=form)
    return names[name]


def _write_scale(scale: Scale | None) -> Written:
    if scale is None:
        return {"low": "", "high": "", "offset": "", "missing": "", "labels": "", "words": ""}
    return {
        "low": scale.low,
        "high": scale.high,
        "offset": scale.offset or "",
        "missing": "\n".join(f"{code} = {reason}" for code, reason in scale.missing),
        "labels": "\n".join(f"{answer} = {_write_pair(words)}" for answer, words in scale.labels),
        "words": "\n".join(f"{words} = {answer}" for words, answer in scale.words),
    }


def _read_scale(typed: QueryDict) -> Scale | None:
    """The scale that was typed; none where neither end is given."""
    given = {name: typed.get(name, "").replace("\r", "").strip() for name in ("low", "high", "offset", "missing", "labels", "words")}
    if not given["low"] and not given["high"]:
        return None
    return Scale(
        low=_whole(given["low"]),
        high=_whole(given["high"]),
        offset=_whole(given["offset"] or "0"),
        missing=tuple((code, _known(reason, _REASONS, "reasons")) for code, reason in _pairs(given["missing"], "reasons")),
        labels=tuple((_whole(code, "coded"), _read_pair(words)) for code, words in _pairs(given["labels"], "coded")),
        words=tuple((words, _whole(answer, "answers", f"{words} = {answer}")) for words, answer in _pairs(given["words"], "answers")),
    )


_WRITERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "texts": lambda value: "\n".join(_write_pair(one) for one in value),
    "coded": lambda value: "\n".join(f"{code} = {_write_pair(words)}" for code, words in value),
    "numbers": _write_numbers,
    "counts": _write_numbers,
    "words": "\n".join,
    "ratings": lambda value: " ".join(str(one) for one in value),
    "number": lambda value: f"{value:g}",
    "keys": list,
}
_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "words": _read_words,
    "texts": lambda lines: tuple(_read_pair(line) for line in _lines(lines)),
    "coded": lambda lines: tuple((code, _read_pair(words)) for code, words in _pairs(lines, "coded")),
    "numbers": _read_numbers,
    "counts": _read_counts,
    "ratings": _read_ratings,
    "number": lambda word: _number(word or "0"),
    "flag": bool,
}
