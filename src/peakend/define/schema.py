"""Does the file have the shape of a study? Checks it against the published JSON Schema and says every fault in plain words.

The schema (`study.schema.json` beside this file, draft 2020-12) is the one description of the format, for editors, for other programs
and for us. What the validator reports is structured; each kind of report becomes one fault with place, line and mend.
"""

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from peakend.define.place import Place, key_place, propose_key, word_place
from peakend.define.tree import Node
from peakend.errors import (
    CodeNotWhole,
    ColourMalformed,
    EntryEmpty,
    FieldMissing,
    FieldMisspelt,
    FieldUnknown,
    KeyMalformed,
    ListTooLong,
    NotFields,
    NotList,
    NotNumber,
    NotScale,
    NotText,
    NotWhole,
    NotWord,
    NotYesNo,
    NumberTooSmall,
    StudyFault,
    TextEmpty,
    ValueMisspelt,
    ValueNotAllowed,
    ValueUnreadable,
)

SCHEMA_PATH: Final = Path(__file__).with_name("study.schema.json")
"""The published JSON Schema of the study file format."""

MOST_FAULTS: Final = 100
"""Faults that are told at once; a file with more was not meant to be a study file."""

Fault = Callable[..., StudyFault]

_WRONG_KIND: Final[dict[str, Fault]] = {
    "text": NotText,
    "list": NotList,
    "scale or its name": NotScale,
    "whole number": NotWhole,
    "number": NotNumber,
    "yes or no": NotYesNo,
    "word": NotWord,
    "key": NotWord,
    "colour": ColourMalformed,
}
"""The fault where a value is of another kind than the title of its schema says; everything else has fields."""

_MEANT: Final[dict[str, str]] = {
    "color": "colour",
    "id": "key",
    "label": "name",
    "title": "name",
    "名称": "name",
    "name": "title",
    "question": "wording",
    "text": "wording",
    "type": "measure",
    "min": "low",
    "max": "high",
    "cn": "zh",
    "chinese": "zh",
    "中文": "zh",
    "english": "en",
    "英文": "en",
    "phase": "stage",
    "na": "missing",
}
"""What people write for a field whose name is spelt quite otherwise."""


def load_schema() -> dict[str, Any]:
    """The published schema as a value."""
    schema: dict[str, Any] = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    return schema


@cache
def _validator() -> Draft202012Validator:
    """Compiled once: most of the time of a validation is the making of its validator."""
    return Draft202012Validator(load_schema())


def find_shape_faults(plain: Any, root: Node, validator: Draft202012Validator | None = None) -> list[StudyFault]:  # noqa: ANN401 - any file
    """Everything in which this file (its plain value, and the tree that knows the lines) has not the shape of a study.

    With a `validator` of another schema that names its parts as ours does: the shape of what that schema describes.
    """
    reports = islice((validator or _validator()).iter_errors(plain), MOST_FAULTS)
    faults = list(islice((fault for report in reports for fault in _word_report(report, plain, root)), MOST_FAULTS))
    misspelt = {(one.blanks["place"], one.blanks["meant"]) for one in faults if isinstance(one, FieldMisspelt)}
    return [one for one in faults if not isinstance(one, FieldMissing) or not _is_misspelt(one, misspelt)]


def _is_misspelt(missing: StudyFault, misspelt: set[tuple[Any, Any]]) -> bool:
    """Whether a field is missing only because it is misspelt, which is told already."""
    inside = f"{missing.blanks['place']} → " if missing.blanks["place"] else ""
    return any(
        str(place).startswith(inside) and " → " not in str(place)[len(inside) :] and meant == missing.blanks["field"]
        for place, meant in misspelt
    )


def _word_report(report: ValidationError, plain: Any, root: Node) -> Iterator[StudyFault]:  # noqa: ANN401 - any file
    """One report of the validator as faults with their places."""
    path: Place = tuple(report.absolute_path)
    schema: dict[str, Any] = dict(report.schema) if isinstance(report.schema, Mapping) else {}
    expected: Any = report.validator_value
    found: Any = report.instance

    def fault(kind: Fault, *deeper: str, **blanks: str | int) -> StudyFault:
        place = (*key_place(plain, path), *deeper)
        return kind(line=root.line_of((*path, *deeper)), place=word_place(place), **blanks)

    if report.validator == "additionalProperties":
        yield from _word_unknown_fields(found, schema, fault)
    elif report.validator == "required":
        missing = report.message.split("'")[1]  # a report a field; the list of all required ones stands in each
        yield fault(FieldMissing, field=missing)
    elif found is None:
        yield fault(EntryEmpty)
    elif report.validator == "enum":
        yield _word_choice(shorten(found), [str(one) for one in expected], fault)
    else:
        yield _word_value(str(report.validator), found, schema.get("title", ""), expected, fault)


def _word_unknown_fields(fields: Iterable[str], schema: Mapping[str, Any], fault: Fault) -> Iterator[StudyFault]:
    """Fields that the schema does not have here: which was meant, or which there are."""
    known = list(schema.get("properties", ()))
    for name in fields:
        if name in known or any(re.search(pattern, name) for pattern in schema.get("patternProperties", ())):
            continue
        meant = _guess_meant(name, [one for one in known if one not in fields])
        if schema.get("title") == "labels":
            yield fault(CodeNotWhole, name, code=name)
        elif meant:
            yield fault(FieldMisspelt, name, field=name, meant=meant)
        else:
            yield fault(FieldUnknown, name, field=name, known=", ".join(known))


def _word_value(rule: str, value: Any, title: str, limit: Any, fault: Fault) -> StudyFault:  # noqa: ANN401 - any value, any limit
    """A value that the schema does not take here."""
    shown = shorten(value)
    faults: dict[str, Callable[[], StudyFault]] = {
        "type": lambda: fault(_WRONG_KIND.get(title, NotFields), value=shown, colour=shown),
        "pattern": lambda: fault(ColourMalformed, colour=shown) if title == "colour" else _word_key(shown, fault),
        "minProperties": lambda: fault(TextEmpty),
        "maxItems": lambda: fault(ListTooLong, limit=limit),
        "minimum": lambda: fault(NumberTooSmall, value=shown, least=limit),
    }
    return faults.get(rule, lambda: fault(ValueUnreadable, rule=rule))()


def _word_key(key: str, fault: Fault) -> StudyFault:
    return fault(KeyMalformed, key=key, proposal=propose_key(key))


def _word_choice(value: str, known: list[str], fault: Fault) -> StudyFault:
    meant = difflib.get_close_matches(value, known, n=1, cutoff=0.6)
    if meant:
        return fault(ValueMisspelt, value=value, meant=meant[0], known=", ".join(known))
    return fault(ValueNotAllowed, value=value, known=", ".join(known))


def _guess_meant(name: str, known: list[str]) -> str:
    """The field that was meant: one that people call so, or the one that is spelt most alike."""
    plain = name.strip().lower()
    if _MEANT.get(plain) in known:
        return _MEANT[plain]
    close = difflib.get_close_matches(plain.replace("-", "_").replace(" ", "_"), known, n=1, cutoff=0.6)
    return close[0] if close else ""


def shorten(value: Any) -> str:  # noqa: ANN401 - any value of a file
    """A value as it may stand in a sentence: never long, never more than a line.

    >>> shorten(True), shorten(["a", "b"]), shorten("x" * 100)[-4:]
    ('true', '[…]', 'xxx…')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return "[…]" if isinstance(value, list) else "{…}"
    words = " ".join(str(value).split())
    return words if len(words) <= 60 else words[:59] + "…"  # noqa: PLR2004 - about half a line
