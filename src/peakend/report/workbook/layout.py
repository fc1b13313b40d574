"""Which columns does a sheet have? The rows of a result as they are, with names beside keys and one column for each part of a figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from peakend.analyse.result import Plain, Row
from peakend.define.study import Study
from peakend.report.words import YES_NO, name_keys, name_question, name_thing
from peakend.report.words.columns import has_words, head_column, is_probability, is_test, name_cell, unit_of_column, vocabulary_of
from peakend.text import Language, Text

_NAMED: Final = ("scenario", "moment", "stage", "about", "need", "question", "group", "one", "two", "tied", "differs_from", "names")
"""Columns that hold keys of the study (one, or several in a row), beside which names are written."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name for programs, its heading for people, and what its values count."""

    name: str
    heading: str
    unit: str
    words: bool = False
    """Whether it was added for people and is not part of the row."""
    tucked: bool = False
    """Whether it stands at the right, folded away: keys, methods, what only programs read."""


@dataclass(frozen=True)
class Layout:
    """The columns of one sheet and its lines of values."""

    fields: tuple[Field, ...]
    lines: tuple[tuple[Plain, ...], ...]

    def place(self, name: str) -> int | None:
        """At which place a column stands, or nothing."""
        return next((at for at, one in enumerate(self.fields) if one.name == name), None)


def lay_out(rows: Sequence[Row], question: str, study: Study, language: Language) -> Layout:
    """The rows of a result as columns and lines: nothing is left out, lists become words, counts by reason a column each."""
    flat = [dict(_spread(row)) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    fields: list[Field] = []
    for name in names:
        heading = _heading(name, question, language)
        told = name in _NAMED or has_words(name, question) or any(isinstance(row.get(name), bool) for row in flat)
        if told:
            fields.append(Field(f"{name}_name", heading, "text", words=True))
            fields.append(Field(name, f"{heading} {_KEY.say(language)}", "text", tucked=True))
        else:
            counted = any(one.name.endswith("_n") for one in fields)
            fields.append(Field(name, heading, _unit(name, question), tucked=_is_tucked(name, language, counted=counted)))
    fields.sort(key=lambda one: one.tucked)
    lines = tuple(tuple(_value(row, one, question, study, language) for one in fields) for row in flat)
    return Layout(tuple(fields), lines)


def _is_tucked(name: str, language: Language, *, counted: bool) -> bool:
    """Whether people read on without this column: methods, how many would do, n where it stands already, the other language."""
    if name.endswith(("_method", "_needed")) or name in {"fingerprint", "label_en" if language == "zh" else "label_zh"}:
        return True
    return counted and name.endswith("_n")


_SPECIAL: Final[dict[tuple[str, str], Text]] = {
    ("importance", "tied"): Text("无法区分的时刻", "Cannot be told apart from"),
}
"""Headings that say more where there is room for them."""

_KEY: Final = Text("（键）", "(key)")


def _spread(row: Row) -> Iterator[tuple[str, Plain]]:
    """The row with counts by reason as columns of their own, and lists as words."""
    for name, value in row.items():
        if isinstance(value, dict):
            for part, amount in value.items():
                yield f"{name}.{part}", amount if not isinstance(amount, list | dict) else str(amount)
        elif isinstance(value, list):
            yield name, ", ".join(str(one) for one in value)
        else:
            yield name, value


def _value(row: Mapping[str, Plain], one: Field, question: str, study: Study, language: Language) -> Plain:
    if not one.words:
        return row.get(one.name)
    column = one.name.removesuffix("_name")
    key = row.get(column)
    if key is None or key == "":
        return ""
    if isinstance(key, bool):
        return f"{'✓' if key else '–'} {YES_NO[key].say(language)}"
    gap = "、" if language == "zh" else ", "
    return gap.join(_name(column, one_key, question, study).say(language) for one_key in str(key).split(", "))


def _name(column: str, key: str, question: str, study: Study) -> Text:
    """What a key is called in this column."""
    if has_words(column, question):
        return name_cell(column, key, question)
    if column == "question":
        return _question_name(key, study) or Text(zh=key, en=key)
    if column in {"group", "one", "two"}:
        labels = [attribute.label(key) for attribute in study.survey.attributes if any(value == key for value, _ in attribute.values)]
        return labels[0] if labels else Text(zh=key, en=key)
    if column in {"moment", "tied"}:
        return name_keys(study).get(key) or Text(zh=key, en=key)
    return name_thing(key, study) or _question_name(key, study) or Text(zh=key, en=key)


def _question_name(key: str, study: Study) -> Text | None:
    question = next((one for one in study.survey.questions if one.key == key), None)
    return None if question is None else name_question(question, study)


def _heading(name: str, question: str, language: Language) -> str:
    if "." in name:
        column, reason = name.split(".", 1)
        told = head_column(column, question).say(language), name_cell(column, reason, question).say(language)
        return ("：" if language == "zh" else ": ").join(told)
    return (_SPECIAL.get((question, name)) or head_column(name, question)).say(language)


_UNITS: Final[dict[str, str]] = {
    **dict.fromkeys(("emotion", "weighted"), "difference"),
    **dict.fromkeys(("place", "rank", "rank_low", "rank_high", "n", "freedom"), "count"),
    "opportunity": "index",
    "nps": "points",
}


def _unit(name: str, question: str) -> str:
    """What the values of a column count."""
    if name.startswith("missing.") or name.endswith(("_n", "_needed")):
        return "count"
    if is_probability(name, question) or is_test(name, question):
        return "chance" if is_probability(name, question) else "p"
    if name.endswith("_method"):
        return "text"
    if name in _UNITS:
        return _UNITS[name]
    stem = next((name.removesuffix(tail) for tail in ("_low", "_high") if name.endswith(tail)), name)
    if (question, stem) == ("needs", "top"):
        return "count"
    return vocabulary_of(question).units.get(stem) or _UNITS.get(stem) or unit_of_column(stem, question) or "rating"
