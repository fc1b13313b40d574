"""What stands where in the text of a study file? YAML text as a tree of nodes that know their lines, read under limits.

A study file is hostile input: it may be made to exhaust memory, or be no text at all. So only plain YAML is taken (texts, numbers,
true and false, lists, fields), nothing is built by tags, an alias may not stand inside itself, and size, depth and the number of
values (with every alias unfolded) are limited. Text is read event by event, and reading stops at the first limit that is reached.

Numbers are numbers only in their plainest spelling (5, -1, 4.45) and keep their digits; `007`, `1e5`, `yes` and `2008-01` are text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal

import yaml
from yaml import events

from peakend.define.complaint import word_complaint
from peakend.define.place import Place, Step
from peakend.errors import (
    AliasInsideItself,
    AliasUnknown,
    FieldNameMissing,
    FieldTwice,
    SecondDocument,
    StudyFault,
    StudyFileEmpty,
    StudyFileFaults,
    StudyFileNotText,
    StudyFileNotUtf8,
    StudyFileTooLarge,
    TagNotAllowed,
    TooDeep,
    TooManyValues,
    YamlUnreadable,
)

Plain = dict[str, Any] | list[Any] | str | int | Decimal | bool | None
"""A value as it stands in the file: fields, lists, and the plainest single values."""

MOST_BYTES: Final = 4_000_000
MOST_VALUES: Final = 100_000
DEEPEST: Final = 20
MOST_TWICE: Final = 100
"""Fields written twice that are told at once."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]{0,320})\.[0-9]{1,400}\Z")
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONSTANTS: Final[dict[str, bool | None]] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(slots=True)
class Node:
    """One value of the text, with where it begins and ends (characters from 0) and its line (from 1).

    `fields` (name -> its own node and the node of the value), `entries` and `word` belong to the three kinds.
    """

    kind: Literal["fields", "list", "word"]
    start: int
    end: int
    line: int
    flow: bool = False
    word: str | int | Decimal | bool | None = None
    fields: "dict[str, tuple[Node, Node]]" = field(default_factory=dict)
    entries: "list[Node]" = field(default_factory=list)
    alias: bool = False
    size: int = 1

    def children(self) -> "Iterator[Node]":
        """The nodes below, in the order of the text."""
        yield from (value for _, value in self.fields.values())
        yield from self.entries

    def plain(self) -> Any:  # noqa: ANN401 - whatever the text says; the schema tells what it is
        """The value alone; a field with nothing written behind it is not there."""
        if self.kind == "fields":
            return {name: value.plain() for name, (_, value) in self.fields.items() if value.kind != "word" or value.word is not None}
        if self.kind == "list":
            return [entry.plain() for entry in self.entries]
        return self.word

    def find(self, place: Place) -> "Node":
        """The node at a place, or the nearest above it; an entry of a list is found by its number or by its key."""
        if not place:
            return self
        below = self._step(place[0])
        return below.find(place[1:]) if below else self

    def line_of(self, place: Place) -> int:
        """The line of a place, or of the nearest around it: of the field's own name where it is a field, else of the value."""
        above = self.find(place[:-1])
        if place and above.kind == "fields" and str(place[-1]) in above.fields:
            return above.fields[str(place[-1])][0].line
        return self.find(place).line

    def _step(self, step: Step) -> "Node | None":
        if self.kind == "fields":
            found = self.fields.get(str(step))
            return found[1] if found else None
        if isinstance(step, int):
            return self.entries[step] if 0 <= step < len(self.entries) else None
        return next((entry for entry in self.entries if entry.key() == step), None)

    def key(self) -> str | None:
        """What stands in its field `key`, if it has one."""
        found = self.fields.get("key")
        return str(found[1].word) if found and found[1].word is not None else None


def decode_text(raw: bytes) -> str:
    """The text of a file of bytes: UTF-8, with or without a byte order mark, which is kept.

    Raises `StudyFileTooLarge`, `StudyFileNotUtf8` or `StudyFileNotText`.
    """
    if len(raw) > MOST_BYTES:
        raise StudyFileTooLarge(size=len(raw), limit=MOST_BYTES)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        encoding = _guess_encoding(raw)
        if not encoding:
            raise StudyFileNotText(line=line, code=f"0x{raw[fault.start]:02x}") from None
        raise StudyFileNotUtf8(line=line, encoding=encoding) from None


def _guess_encoding(raw: bytes) -> str:
    """The likeliest name for bytes that are not UTF-8; empty where they are no text at all. Only ever shown, never used to read."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if b"\x00" in raw:
        return ""
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "Latin-1 / Windows-1252"
    return "GB18030 / GBK"


def read_tree(text: str) -> Node:
    """The tree of nodes of one YAML text.

    Raises the fault that stops the reading (`StudyFileEmpty`, `TooDeep`, `IndentBroken` …); fields that are written twice do not stop
    it and come together in one `StudyFileFaults`.
    """
    if len(text) > MOST_BYTES:
        raise StudyFileTooLarge(size=len(text.encode("utf-8", "replace")), limit=MOST_BYTES)
    body = text.removeprefix("\ufeff")
    odd = _UNPRINTABLE.search(body)
    if odd:
        raise StudyFileNotText(line=body.count("\n", 0, odd.start()) + 1, code=f"U+{ord(odd[0]):04X}")
    reader = _Reader(body)
    try:
        root = reader.read()
    except yaml.YAMLError as complaint:
        raise word_complaint(complaint, body) from None
    if root is None:
        raise StudyFileEmpty
    if reader.faults:
        raise StudyFileFaults(reader.faults)
    return root


class _Reader:
    """Makes a tree of the events of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stream = yaml.parse(text, Loader=_LOADER)
        self.anchors: dict[str, Node | None] = {}
        self.faults: list[StudyFault] = []
        self.values = 0

    def read(self) -> Node | None:
        """The root of the first document, nothing where there is none. Raises where a second one begins."""
        root = None
        for event in self.stream:
            if isinstance(event, events.DocumentStartEvent):
                if root is not None:
                    raise SecondDocument(line=_line(event))
                root = self._node(next(self.stream), 0)
        return None if root is None or (root.kind == "word" and root.word is None) else root

    def _node(self, event: events.Event, depth: int) -> Node:
        line = _line(event)
        if depth > DEEPEST:
            raise TooDeep(line=line, limit=DEEPEST)
        return self._follow(event, line) if isinstance(event, events.AliasEvent) else self._build(event, line, depth)

    def _build(self, event: events.Event, line: int, depth: int) -> Node:
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise TagNotAllowed(line=line, tag=tag)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self.anchors[anchor] = None
        self._count(1, line)
        start = _start(event)
        if isinstance(event, events.MappingStartEvent):
            node = Node("fields", start, start, line, flow=bool(event.flow_style))
            self._fill_fields(node, depth)
        elif isinstance(event, events.SequenceStartEvent):
            node = Node("list", start, start, line, flow=bool(event.flow_style))
            self._fill_entries(node, depth)
        elif isinstance(event, events.ScalarEvent):
            end = start + len(self.text[start : _end(event)].rstrip())  # a block of text ends before its last line feed
            node = Node("word", start, end, line, word=_resolve(event))
        else:  # the parser gives no other event where a value begins
            raise YamlUnreadable(line=line, reason=type(event).__name__)
        if anchor:
            self.anchors[anchor] = node
        return node

    def _fill_fields(self, node: Node, depth: int) -> None:
        while not isinstance(event := next(self.stream), events.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, events.ScalarEvent) or (event.implicit[0] and event.value in {"", "~", "null"}):
                raise FieldNameMissing(line=line)
            name = self._build(event, line, depth)
            value = self._node(next(self.stream), depth + 1)
            node.size += value.size
            first = node.fields.setdefault(event.value, (name, value))[0]
            if first is not name and len(self.faults) < MOST_TWICE:
                self.faults.append(FieldTwice(line=line, field=event.value, first=first.line))
        _close(node, event)

    def _fill_entries(self, node: Node, depth: int) -> None:
        while not isinstance(event := next(self.stream), events.SequenceEndEvent):
            entry = self._node(event, depth + 1)
            node.size += entry.size
            node.entries.append(entry)
        _close(node, event)

    def _follow(self, event: events.AliasEvent, line: int) -> Node:
        """A node that stands for what the alias names; it counts as much as that, so that aliases of aliases reach the limit."""
        name = str(event.anchor)
        if name not in self.anchors:
            raise AliasUnknown(line=line, alias=name)
        named = self.anchors[name]
        if named is None:
            raise AliasInsideItself(line=line, alias=name)
        self._count(named.size, line)
        node = Node(named.kind, _start(event), _end(event), line, word=named.word, fields=named.fields, entries=named.entries)
        node.alias, node.size = True, named.size
        return node

    def _count(self, more: int, line: int) -> None:
        self.values += more
        if self.values > MOST_VALUES:
            raise TooManyValues(line=line, limit=MOST_VALUES)


def _close(node: Node, event: events.Event) -> None:
    """Where a node ends: a flow at its bracket, a block where its last part ends (its end event comes only with the next line)."""
    node.end = _end(event) if node.flow else max([node.start, *(child.end for child in node.children())])
    if not node.flow:
        node.end = max([node.end, *(name.end for name, _ in node.fields.values())])


def _resolve(event: events.ScalarEvent) -> str | int | Decimal | bool | None:
    """What a single word means: only the plainest spellings are numbers, yes or no, or nothing."""
    word: str = event.value
    if not event.implicit[0]:
        return word
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if _WHOLE.match(word):
        return int(word) if word != "-0" else word
    return Decimal(word) if _DECIMAL.match(word) else word


def _line(event: events.Event) -> int:
    """Lines are counted from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1


def _start(event: events.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: events.Event) -> int:
    return event.end_mark.index if event.end_mark else 0
