"""How should a study look as text, so that a person likes to read and edit it? Lays an outline out as YAML.

Scenarios, stages, moments, themes and attributes are blocks, a field a line; needs, roles, questions and the like take a line each and
break it between two fields where it grows too long. Every section has its title above it in both languages. A remark becomes a comment
line `# ? …` above the line it is about.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from peakend.define.place import Place, key_place, keyed
from peakend.define.remark import Remark
from peakend.define.written import Outline

Line = tuple[Place, str]
"""One line of text, with the place that begins in it."""

WIDTH: Final = 120
"""Columns after which a line is broken where it can be; a Chinese character takes two."""

_HEAD: Final = "# Peakend 研究文件 · study file"
_TITLES: Final[dict[str, str]] = {
    "segments": "客群 · Segments",
    "roles": "角色 · Roles",
    "competitors": "竞争对手 · Competitors",
    "stages": "阶段 · Stages",
    "scenarios": "服务场景与关键时刻 · Scenarios and their moments",
    "common": "共有时刻 · Common moments",
    "needs": "客户需求 · Needs",
    "themes": "体验主题 · Themes",
    "survey": "问卷 · Survey",
    "analysis": "分析方案 · Plan of the analysis",
    "published": "已发表结果 · Published findings",
    "lineage": "关键时刻的沿革 · History of the moments",
}
_BLOCK_ENTRIES: Final = frozenset({"scenarios", "moments", "stages", "themes", "attributes"})
_BLOCK_FIELDS: Final = frozenset({"survey", "scales", "analysis", "emot", "fit", "chain", "weighting", "margins"})
_PLAIN: Final = re.compile(r"[A-Za-z\u4e00-\u9fff](?:[\w\-./()+;'’，。、；：（）“”《》？！·…—–％±×]| (?=[^ #]))*\Z")
_CONSTANTS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_WHOLE: Final = re.compile(r"(0|[1-9][0-9]{0,17})\Z")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED: Final = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_LONGEST_NAME: Final = 200


def lay_out(outline: Outline, remarks: Iterable[Remark] = ()) -> str:
    """The whole text of a study file."""
    lines: list[Line] = [((), _HEAD)]
    for name, value in outline.items():
        lines += lay_section(name, value)
    comments = _gather(outline, {place for place, _ in lines}, remarks)
    written: list[str] = []
    for place, text in lines:
        written += [_indent(text) + comment for comment in comments.pop(place, ())] if text and place else []
        written.append(text)
        if not place:
            written += comments.pop(place, ())
    return "\n".join(written) + "\n"


def lay_section(name: str, value: Any) -> list[Line]:  # noqa: ANN401 - a value of an outline
    """One outermost field, with a blank line and its title above where it is a section."""
    above: list[Line] = [((), ""), ((), "# " + _TITLES[name])] if name in _TITLES else []
    return above + lay_field((name,), value, 0)


def lay_field(place: Place, value: Any, indent: int) -> list[Line]:  # noqa: ANN401 - a value of an outline
    """One field of a block: on one line, or with its fields or entries below."""
    name, head = str(place[-1]), " " * indent + lay_word(str(place[-1])) + ":"
    if not stands_below(place, value):
        return [(place, text) for text in _hang(head + " ", value)]
    below: list[Line] = [(place, head)]
    if isinstance(value, dict):
        for field, inner in value.items():
            below += lay_field((*place, field), inner, indent + 2)
        return below
    for number, (step, entry) in enumerate(zip(keyed([_key(one) for one in value]), value, strict=True)):
        below += [((), "")] if name == "scenarios" and number else []
        below += lay_entry((*place, step), entry, indent + 2, block=name in _BLOCK_ENTRIES)
    return below


def stands_below(place: Place, value: Any) -> bool:  # noqa: ANN401 - a value of an outline
    """Whether the value of a field stands in the lines below its name."""
    name = place[-1]
    if isinstance(value, dict):
        short = all(len(one) <= _LONGEST_NAME for one in value)
        return bool(value) and short and (name in _BLOCK_FIELDS or place[-2:-1] == ("scales",))
    return isinstance(value, list) and bool(value) and (name == "items" or isinstance(value[0], dict))


def lay_entry(place: Place, value: Any, indent: int, *, block: bool) -> list[Line]:  # noqa: ANN401 - a value of an outline
    """One entry of a list."""
    dash = " " * indent + "- "
    if not block or not isinstance(value, dict):
        return [(place, text) for text in _hang(dash, value)]
    lines = [line for name, inner in value.items() for line in lay_field((*place, name), inner, indent + 2)]
    return [(place, dash + lines[0][1][indent + 2 :]), *lines[1:]]


def is_block_entry(place: Place) -> bool:
    """Whether the entries of the list at this place are blocks."""
    return place[-1] in _BLOCK_ENTRIES


def _key(entry: Any) -> str:  # noqa: ANN401 - an entry of an outline
    return str(entry.get("key", "")) if isinstance(entry, dict) else ""


def _hang(head: str, value: Any) -> list[str]:  # noqa: ANN401 - a value of an outline
    """A value behind its head, in as many lines as it needs; lines after the first stand under the first part."""
    whole = head + lay_flow(value)
    if _columns(whole) < WIDTH or not isinstance(value, (dict, list)) or len(value) == 0:
        return [whole]
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    parts = [(_head(name), inner) for name, inner in value.items()] if isinstance(value, dict) else [("", inner) for inner in value]
    under = " " * _columns(head + opening)
    lines: list[str] = []
    for name, inner in parts:
        longer = f"{lines[-1]}, {name}{lay_flow(inner)}" if lines else ""
        if lines and _columns(longer) < WIDTH:
            lines[-1] = longer
        elif lines:
            lines[-1] += ","
            lines += _hang(under + name, inner)
        else:
            lines = _hang(head + opening + name, inner)
    lines[-1] += closing
    return lines


def hang_value(head: str, value: Any) -> str:  # noqa: ANN401 - a value of an outline
    """A value behind its head, as the text that follows the head."""
    return "\n".join(_hang(head, value))[len(head) :]


def lay_flow(value: Any) -> str:  # noqa: ANN401 - a value of an outline
    """A value within one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(_head(name) + lay_flow(inner) for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(lay_flow(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _lay_number(value)
    return str(value) if isinstance(value, (int, Decimal)) else lay_word(value)


def _lay_number(value: float) -> str:
    """A fraction in its plainest spelling, which reads back as the same number."""
    words = format(Decimal(repr(value)), "f")
    return words if "." in words else words + ".0"


def _head(name: str) -> str:
    """The name of a field within a line; YAML takes a long one only behind a question mark."""
    return ("? " if len(name) > _LONGEST_NAME else "") + lay_word(name) + ": "


def lay_word(words: str) -> str:
    """A text as a YAML word: bare where no reader of YAML could take it for something else, else in double quotation marks.

    >>> lay_word("预约"), lay_word("yes"), lay_word("a: b"), lay_word("007")
    ('预约', '"yes"', '"a: b"', '"007"')
    """
    bare = _WHOLE.match(words) or (_PLAIN.match(words) and words.lower() not in _CONSTANTS)
    return words if bare else '"' + _ESCAPED.sub(lambda found: _escape(found[0]), words) + '"'


def _escape(character: str) -> str:
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" "))]


def _gather(outline: Outline, anchors: set[Place], remarks: Iterable[Remark]) -> dict[Place, list[str]]:
    """The comments that stand above each line: a remark stands at its own place, or at the nearest around it that begins a line."""
    comments: dict[Place, list[str]] = {}
    for remark in remarks:
        place = next(around for around in _widen(_known(outline, remark.place)) if around in anchors or not around)
        comments.setdefault(place, []).append(word_comment(remark))
    return comments


def _known(outline: Any, place: Place) -> Place:  # noqa: ANN401 - a value of an outline
    """As much of a place as there is in the outline, its entries named by their keys."""
    path: list[str | int] = []
    value = outline
    for step in place:
        found = _number(value, step)
        if found is None:
            break
        path.append(found)
        value = value[found]
    return key_place(outline, path)


def _number(value: Any, step: str | int) -> str | int | None:  # noqa: ANN401 - a value of an outline
    """The step as an index into this value: its field, or the number of the entry with this key; nothing where there is none."""
    if isinstance(value, dict):
        return step if step in value else None
    if not isinstance(value, list):
        return None
    if isinstance(step, int):
        return step if 0 <= step < len(value) else None
    return next((number for number, entry in enumerate(value) if _key(entry) == step), None)


def _widen(place: Sequence[str | int]) -> Iterator[Place]:
    """The place, and every place around it, outwards."""
    for length in range(len(place), -1, -1):
        yield tuple(place[:length])


def word_comment(remark: Remark) -> str:
    """A remark as a comment line in both languages."""
    zh = " ".join(f"{remark.message.say('zh')}{remark.mend.say('zh')}".split())
    en = " ".join(f"{remark.message.say('en')} {remark.mend.say('en')}".split())
    return f"# ? {zh}" if zh == en else f"# ? {zh} · {en}"
