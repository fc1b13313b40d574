"""How is a design kept in a file? Reading, writing and saving of design files (`<study>.design.yaml`, `format: 1`).

`read_design` takes a file or its text and gives the design, or tells everything that is wrong with it, each with line, place and mend;
with the study it also tells what leads to nothing there. What `write_design` writes reads back as the same design and is written again
as the same bytes. Decimals keep their digits. A file is written beside its place and then moved: there is the old one or the new one.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from peakend.define.layout import hang_value, lay_flow
from peakend.define.place import Place, word_place
from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.define.tree import MOST_BYTES, Node, decode_text, read_tree
from peakend.define.written import Outline, word
from peakend.design.plan import FORMAT, Design
from peakend.design.references import Fault
from peakend.design.schema import find_design_shape_faults
from peakend.design.sections import SECTIONS
from peakend.errors import (
    DesignFileFaults,
    DesignFileMissing,
    DesignForAnother,
    FormatTooNew,
    FormatUnknown,
    NotDesign,
    StudyFileFaults,
    StudyFileTooLarge,
    UnsoundDesign,
)

_HEAD: Final = "# Peakend 设计文件 · design file"


@dataclass(frozen=True)
class DesignFile:
    r"""A design together with the text it was read from.

    >>> file = open_design("format: 1\nstudy: tea\nblueprints: []\n")
    >>> file.design.study, file.line(("study",))
    ('tea', 2)
    """

    design: Design
    root: Node
    name: str = ""

    def line(self, place: Place) -> int:
        """The line (from 1) where this place, or the nearest around it, stands."""
        return self.root.line_of(place)

    def sort(self, remarks: tuple[Remark, ...]) -> tuple[tuple[int, Remark], ...]:
        """Remarks with their lines, in the order of the file."""
        return tuple(sorted(((self.line(one.place), one) for one in remarks), key=lambda pair: pair[0]))


def read_design(source: str | bytes | os.PathLike[str], study: Study | None = None) -> Design:
    """The design in a file, or in the text of one (a string that holds a line feed, or bytes).

    Raises `DesignFileFaults` with everything that is wrong with it, `DesignFileMissing`, or the one fault that hides all others
    (`IndentBroken`, `StudyFileNotUtf8` …). With the study, keys that lead to nothing there are wrong too.
    """
    return open_design(source, study).design


def open_design(source: str | bytes | os.PathLike[str], study: Study | None = None) -> DesignFile:
    """The design in a file or text, together with the lines in which everything stands. Raises what `read_design` raises."""
    text, name = _take(source)
    try:
        root = read_tree(text.removeprefix("\ufeff"))
        design = build_design(_take_outline(root))
    except StudyFileFaults as faults:
        raise DesignFileFaults(faults.faults).named(name) from None
    found = sorted((root.line_of(place), number, place, fault) for number, (place, fault) in enumerate(find_faults(study, design)))
    if found:
        raise DesignFileFaults([fault.at(line, word_place(place)) for line, _, place, fault in found]).named(name)
    return DesignFile(design, root, name)


def write_design(design: Design) -> str:
    """The text of a design file. Raises `UnsoundDesign` for a design that could not be read back."""
    require_sound_design(None, design)
    lines = [_HEAD, f"format: {FORMAT}", f"study: {lay_flow(design.study)}"]
    outline = outline_design(design)
    for section in SECTIONS:
        if section.name in outline:
            lines += ["", f"# {section.title.zh} · {section.title.en}", f"{section.name}:"]
            lines += [line for entry in outline[section.name] for line in _lay_entry(entry, 2)]
    return "\n".join(lines) + "\n"


def outline_design(design: Design) -> Outline:
    """The plain fields of a design: what its file holds, and what a workbench stores."""
    sections = {one.name: [one.write(entry) for entry in getattr(design, one.name)] for one in SECTIONS}
    return {"format": FORMAT, "study": design.study, **{name: entries for name, entries in sections.items() if entries}}


def build_design(outline: Outline) -> Design:
    """The design of such fields, which have the shape of the schema."""
    sections: dict[str, Any] = {one.name: tuple(one.build(fields) for fields in outline.get(one.name, ())) for one in SECTIONS}
    return Design(study=word(outline["study"]), **sections)


def find_faults(study: Study | None, design: Design) -> Iterator[Fault]:
    """Everything in a design that cannot be; without a study, as far as the design itself can tell."""
    if study is not None and design.study != study.key:
        yield ("study",), DesignForAnother(found=design.study, study=study.key)
    for section in SECTIONS:
        yield from section.find_faults(study, design)


def require_sound_design(study: Study | None, design: Design) -> None:
    """Let pass a design that can be drawn. Raises `UnsoundDesign` with everything that is wrong with it."""
    found = [fault.at(0, word_place(place)) for place, fault in find_faults(study, design)]
    if found:
        raise UnsoundDesign(found)


def _take(source: str | bytes | os.PathLike[str]) -> tuple[str, str]:
    """The text, and the name of the file it came from."""
    if isinstance(source, bytes):
        return decode_text(source), ""
    if isinstance(source, str) and ("\n" in source or not source.strip()):
        return source, ""
    path = Path(source)
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        raise DesignFileMissing(file=str(path), reason=getattr(fault, "strerror", None) or str(fault)) from None
    if len(raw) > MOST_BYTES:
        raise StudyFileTooLarge(size=len(raw), limit=MOST_BYTES)
    return decode_text(raw), path.name


def _take_outline(root: Node) -> Outline:
    """The fields of a file, found to have the shape of a design."""
    plain = root.plain()
    if not isinstance(plain, dict):
        raise DesignFileFaults([NotDesign(line=root.line, place="")])
    version = plain.get("format", FORMAT)
    if not isinstance(version, int) or isinstance(version, bool) or version < FORMAT:
        raise DesignFileFaults([FormatUnknown(line=root.line_of(("format",)), place="format", format=str(version), known=FORMAT)])
    if version > FORMAT:
        raise DesignFileFaults([FormatTooNew(line=root.line_of(("format",)), place="format", format=version, known=FORMAT)])
    faults = find_design_shape_faults(plain, root)
    if faults:
        raise DesignFileFaults(sorted(faults, key=lambda fault: int(fault.blanks["line"])))
    return plain


def _lay_entry(entry: Outline, indent: int) -> list[str]:
    """One entry of a list, a field a line where it holds lists of fields; else all of it behind one dash."""
    dash = " " * indent + "- "
    if not any(_is_deep(value) for value in entry.values()):
        return (dash + hang_value(dash, entry)).split("\n")
    lines: list[str] = []
    for name, value in entry.items():
        head = " " * (indent + 2) + lay_flow(name) + ":"
        if _is_deep(value):
            lines += [head, *(line for one in value for line in _lay_entry(one, indent + 4))]
        else:
            lines += (head + " " + hang_value(head + " ", value)).split("\n")
    return [dash + lines[0][indent + 2 :], *lines[1:]]


def _is_deep(value: Any) -> bool:  # noqa: ANN401 - a value of an outline
    """Whether this is a list of parts with fields of their own; texts stand on one line."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) and set(one) - {"zh", "en"} for one in value)
