"""What does the definition of a questionnaire add to a file of answers? The words of questions and choices, and what codes mean.

Qualtrics definitions are JSON (.qsf), LimeSurvey's are XML (.lss). A definition is laid against the columns by name.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from peakend.errors import FileBroken, KindUnknown
from peakend.listen.detect import find_family
from peakend.listen.headings import tidy
from peakend.listen.structure import Described, read_structure
from peakend.listen.table import Column, Facts

_LARGEST: Final = 64 << 20
_MULTIPLE: Final = ("MA",)


def add_definition(facts: Facts, path: Path) -> Facts:
    """The facts of a table, with what a definition says of its columns. Raises `KindUnknown` where it is no definition."""
    family = find_family(path)
    if family == "qualtrics_definition":
        described = read_qsf(path)
    elif family == "limesurvey_structure":
        described = read_structure(path)
    else:
        raise KindUnknown(path=path.name)
    known = {one.column.name: one.column for one in described}
    columns = tuple(_enrich(column, known.get(column.name)) for column in facts.columns)
    own = [column for column in facts.columns if column.hint in {"technical", "respondent", "date", "test"}]
    matched = sum(column.name in known for column in facts.columns)
    blanks: dict[str, str | int | float] = {"file": path.name, "matched": matched, "unmatched": len(facts.columns) - matched - len(own)}
    return replace(facts, columns=columns, notes=(*facts.notes, ("definition_used", "", blanks)))


def _enrich(column: Column, known: Column | None) -> Column:
    if known is None:
        return column
    return replace(
        column,
        question=known.question or column.question,
        labels=known.labels or column.labels,
        group=known.group or column.group,
        choice=known.choice or column.choice,
        hint=known.hint or column.hint,
    )


def read_qsf(path: Path) -> list[Described]:
    """The columns that a Qualtrics definition describes. Raises `FileBroken`."""
    try:
        if path.stat().st_size > _LARGEST:
            raise FileBroken(path=path.name, kind="Qualtrics .qsf", reason="> 64 MB")
        elements = json.loads(path.read_text(encoding="utf-8-sig"))["SurveyElements"]
        return [one for element in elements if element.get("Element") == "SQ" for one in _describe(element["Payload"])]
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise FileBroken(path=path.name, kind="Qualtrics .qsf", reason=type(fault).__name__) from fault


def _describe(payload: dict[str, Any]) -> Iterator[Described]:
    """The columns of one question: one, or one for each choice or row."""
    tag, words = str(payload["DataExportTag"]), tidy(str(payload.get("QuestionText", "")))
    kind, selector = str(payload.get("QuestionType")), str(payload.get("Selector", ""))
    choices, answers = _displays(payload.get("Choices")), _displays(payload.get("Answers"))
    recoded = {str(key): str(value) for key, value in _pairs(payload.get("RecodeValues"))}
    tags = {str(key): str(value) for key, value in _pairs(payload.get("ChoiceDataExportTags"))}
    if kind == "TE":
        yield Described(Column(tag, words, hint="text"))
    elif kind == "MC" and selector.startswith(_MULTIPLE):
        yield from (
            Described(Column(name, words, group=tag, choice=display, hint="chosen"))
            for key, display in choices.items()
            for name in _names(tag, key, recoded, choices)
        )
    elif kind == "MC":
        yield Described(Column(tag, words, _labels(choices, recoded)))
    elif kind == "Matrix" and payload.get("SubSelector") == "SingleAnswer":
        labels = _labels(answers, recoded)
        yield from (
            Described(Column(name, words, labels, group=tag, choice=display))
            for key, display in choices.items()
            for name in _rows(tag, key, tags)
        )
    elif kind == "Matrix":
        for key, display in choices.items():
            for step, answer in answers.items():
                for name in _names(f"{tag}_{tags.get(key, key)}", step, recoded, answers):
                    yield Described(Column(name, words, group=f"{tag}_{key}", choice=f"{display} | {answer}", hint="chosen"))
    else:
        yield Described(Column(tag, words))


def _pairs(found: Any) -> Iterable[tuple[Any, Any]]:  # noqa: ANN401 - a value of JSON
    """The entries of a JSON object; Qualtrics writes an empty one as a list, or as false."""
    return found.items() if isinstance(found, dict) else ()


def _displays(found: Any) -> dict[str, str]:  # noqa: ANN401 - a value of JSON
    return {str(key): tidy(str(value.get("Display", ""))) for key, value in _pairs(found) if isinstance(value, dict)}


def _labels(choices: dict[str, str], recoded: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Codes with their words: the recoded value where there is one."""
    return tuple((recoded.get(key, key), display) for key, display in choices.items())


def _names(tag: str, key: str, recoded: dict[str, str], choices: dict[str, str]) -> Iterator[str]:
    """How the column of a choice may be called: by its recoded value (newer exports), else by its place (legacy)."""
    names = {f"{tag}_{recoded.get(key, key)}", f"{tag}_{list(choices).index(key) + 1}"} if recoded else {f"{tag}_{key}"}
    yield from sorted(name for name in names if re.search(r"_-?\d+$", name))


def _rows(tag: str, key: str, tags: dict[str, str]) -> Iterator[str]:
    """How the column of a row may be called: by the tag of the row, alone or behind the question."""
    yield f"{tag}_{key}"
    if key in tags:
        yield f"{tag}_{tags[key]}"
        yield tags[key]
