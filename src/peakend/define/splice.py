"""How is a changed study put back into a file that somebody has edited? Only what changed is written anew.

The text is walked together with the outline of the study as it was read and the outline as it shall be. Where the two agree, the text
stays as it stands, with its comments, spacing and quotation marks; where they differ, the field or the entry is written in our own
layout. A comment above a field or an entry belongs to it, and moves and goes with it.
"""

from typing import Any

from peakend.define.layout import hang_value, is_block_entry, lay_entry, lay_field, lay_section, stands_below
from peakend.define.place import Place
from peakend.define.tree import Node
from peakend.define.written import Outline


def splice_text(text: str, root: Node, old: Outline, new: Outline) -> str:
    """The text with the changes from `old` to `new`; `root` is the tree of this text, whose lines end in a bare line feed."""
    splicer = _Splicer(text)
    start, end = root.start, splicer.line_end(root.end)
    return text[:start] + splicer.write_fields(root, old, new, ()) + text[end:]


class _Splicer:
    """Writes parts of one text anew."""

    def __init__(self, text: str) -> None:
        self.text = text

    def line_end(self, position: int) -> int:
        """Where the line ends that holds this position, before its line feed."""
        found = self.text.find("\n", position)
        return len(self.text) if found < 0 else found

    def column(self, position: int) -> int:
        return position - (self.text.rfind("\n", 0, position) + 1)

    def write_fields(self, node: Node, old: Outline, new: Outline, place: Place) -> str:
        """A block of fields, from the first name to the end of its last line."""
        chunks: list[str] = []
        before = _predecessors(node, new)
        last = node.start
        pending = before.pop("", [])
        for name, (named, value) in node.fields.items():
            lead = self.text[last : named.start]
            last = min(self.line_end(value.end) + 1, len(self.text))
            if name in new or name not in old:
                chunks.append(lead + self._write_field(name, named, value, old.get(name), new.get(name), place))
            pending += before.pop(name, [])
            chunks += [self._fresh_field((*place, fresh), new[fresh], self.column(node.start)) for fresh in pending]
            pending = []
        return "\n".join(chunks).lstrip(" \n") if chunks else ""

    def _write_field(self, name: str, named: Node, value: Node, old: Any, new: Any, place: Place) -> str:  # noqa: ANN401
        """One field, to the end of its line."""
        end = self.line_end(value.end)
        if old == new:
            return self.text[named.start : end]
        here = (*place, name)
        if self._is_block(value, old, new):
            return self.text[named.start : value.start] + self._write_block(value, old, new, here)
        if stands_below(here, new) or self._is_block(value, old, old):
            return "\n".join(line for _, line in lay_field(here, new, self.column(named.start))).lstrip(" ")
        head = self.text[named.start : named.end] + ": "
        written = hang_value(" " * self.column(named.start) + head, new)
        return head + written + self.text[value.end : end]

    def _is_block(self, value: Node, old: Any, new: Any) -> bool:  # noqa: ANN401 - values of outlines
        alike = (isinstance(old, dict) and isinstance(new, dict)) or (isinstance(old, list) and isinstance(new, list))
        return value.kind != "word" and not value.flow and not value.alias and alike and bool(new)

    def _write_block(self, node: Node, old: Any, new: Any, place: Place) -> str:  # noqa: ANN401 - values of outlines
        if node.kind == "fields":
            return self.write_fields(node, old, new, place)
        return self._write_entries(node, old, new, place)

    def _write_entries(self, node: Node, old: list[Any], new: list[Any], place: Place) -> str:
        """A list with a dash a line, from the first dash to the end of its last line."""
        column = self.column(node.start)
        leads = self._leads(node)
        free = list(range(len(old)))
        chunks = []
        for number, entry in enumerate(new):
            match = next((one for one in free if _same(old[one], entry)), None)
            step = (*place, number)
            if match is None:
                lines = lay_entry(step, entry, column, block=is_block_entry(place))
                chunks.append("\n".join(text for _, text in lines))
                continue
            free.remove(match)
            chunks.append(leads[match] + self._write_entry(node.entries[match], old[match], entry, step))
        return "\n".join(chunks).lstrip(" ")

    def _leads(self, node: Node) -> list[str]:
        """What stands before each entry: its comments and its dash, from the start of their line."""
        starts = [node.start - self.column(node.start), *(self.line_end(entry.end) + 1 for entry in node.entries[:-1])]
        leads = [self.text[start : entry.start] for start, entry in zip(starts, node.entries, strict=True)]
        return [" " * self.column(node.start) + lead.lstrip(" ") if number == 0 else lead for number, lead in enumerate(leads)]

    def _write_entry(self, node: Node, old: Any, new: Any, place: Place) -> str:  # noqa: ANN401 - values of outlines
        """One entry behind its dash, to the end of its line."""
        end = self.line_end(node.end)
        if old == new:
            return self.text[node.start : end]
        if self._is_block(node, old, new):
            return self._write_block(node, old, new, place)
        return hang_value(" " * self.column(node.start), new) + self.text[node.end : end]

    def _fresh_field(self, place: Place, value: Any, column: int) -> str:  # noqa: ANN401 - a value of an outline
        lines = lay_section(str(place[0]), value) if len(place) == 1 else lay_field(place, value, column)
        return "\n".join(text for _, text in lines)


def _predecessors(node: Node, new: Outline) -> dict[str, list[str]]:
    """The new fields, by the field of the text behind which each is to stand (an empty name: at the front, so behind the first)."""
    behind: dict[str, list[str]] = {}
    last = ""
    for name in new:
        if name in node.fields:
            last = name
        else:
            behind.setdefault(last, []).append(name)
    return behind


def _same(old: Any, new: Any) -> bool:  # noqa: ANN401 - entries of outlines
    """Whether two entries are the same one: by their key where they have one."""
    if isinstance(old, dict) and isinstance(new, dict) and "key" in old:
        return bool(old["key"] == new.get("key"))
    return bool(old == new)
