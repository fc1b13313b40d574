"""How do the sources of a moment stand in a form? One row each, with empty rows for more; a row that is emptied goes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from peakend.define.sources import Source, SourceKind
from peakend.errors import LineUnreadable, SourceWithoutKind
from peakend.text import Text

SOURCE_KINDS: Final[Mapping[SourceKind, Text]] = {
    "survey": Text("问卷调查", "Survey"),
    "customer_interview": Text("客户访谈", "Customer interviews"),
    "front_interview": Text("一线访谈", "Front-line interviews"),
    "observation": Text("现场观察（跟岗）", "Observation (shadowing)"),
    "history": Text("历史资料与投诉", "Records and complaints"),
    "management_interview": Text("管理层访谈", "Interviews with managers"),
    "workshop": Text("研讨会", "Workshop"),
    "literature": Text("文献", "Literature"),
}
"""The kinds of source in words."""

SAYS: Final = {"for": Text("支持", "speaks for it"), "against": Text("不支持", "speaks against it")}
"""What a source says about the moment."""

_PARTS: Final = ("kind", "says", "n", "date", "zh", "en")
_MOST: Final = 60
_SPARE: Final = 2


def write_sources(sources: Sequence[Source]) -> dict[str, Any]:
    """Sources as the inputs of a form hold them."""
    rows = [(one.kind, "for" if one.supports else "against", one.n or "", one.date, one.note.zh, one.note.en) for one in sources]
    return {f"{name}-{number}": value for number, row in enumerate(rows) for name, value in zip(_PARTS, row, strict=True)}


def list_rows(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What stands in the rows of a form, and empty rows for more."""
    filled = [number for number in range(_MOST) if any(str(typed.get(f"{name}-{number}", "")).strip() for name in _PARTS if name != "says")]
    many = min(_MOST, (filled[-1] + 1 if filled else 0) + _SPARE)
    rows = [{"number": number, **{name: typed.get(f"{name}-{number}", "") for name in _PARTS}} for number in range(many)]
    return [{**row, "ill": _find_ill(row, written=row["number"] in filled)} for row in rows]


def _find_ill(row: Mapping[str, Any], *, written: bool) -> str:
    """Which input of a row will not do: the kind that was not chosen, the number that is none."""
    if written and row["kind"] not in SOURCE_KINDS:
        return "kind"
    n = str(row["n"]).strip()
    return "n" if n and not re.fullmatch(r"[0-9]{1,9}", n) else ""


def read_sources(typed: Mapping[str, Any]) -> tuple[Source, ...]:
    """The sources that were typed. Raises `SourceWithoutKind`, and `LineUnreadable` for a number that is none."""
    found = []
    for row in list_rows(typed):
        n, date, zh, en = (str(row[name]).replace("\r", "").strip() for name in ("n", "date", "zh", "en"))
        kind = next((one for one in SOURCE_KINDS if one == row["kind"]), None)
        if row["ill"] == "kind":
            raise SourceWithoutKind(row=row["number"] + 1)
        if row["ill"]:
            raise LineUnreadable(line=n[:40], form="whole")
        if kind is not None:
            found.append(Source(kind, row["says"] != "against", int(n or 0), date[:40], Text(zh=zh, en=en)))
    return tuple(dict.fromkeys(found))


def word_source(source: Source) -> Text:
    """One source in a line: its kind, whether it speaks against the moment, and what is known of it."""
    kind, rest = SOURCE_KINDS[source.kind], word_details(source)
    against = Text() if source.supports else SAYS["against"]
    return Text(_line(kind.zh, against.zh, rest.zh), _line(kind.en, against.en, rest.en))


def word_details(source: Source) -> Text:
    """What is known of a source beside its kind: how many, when, what is noted."""
    many = f"n = {source.n:,}" if source.n else ""
    zh, en = (source.note.say("zh"), source.note.say("en")) if source.note else ("", "")
    return Text(_line(many, source.date, zh), _line(many, source.date, en))


def _line(*parts: str) -> str:
    return " · ".join(one for one in parts if one)
