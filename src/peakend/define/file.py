"""How is a study kept in a file? Reading, writing and saving of study files (YAML, `format: 1`).

`read_study` takes a file or its text and gives the study, or tells everything that is wrong with it, each with line, place and mend.
`write_study` gives the text; what it writes reads back as the same study and is written again as the same bytes. `StudyFile` keeps the
text beside the study: unchanged it is saved byte for byte as it was, and a change touches only the lines it concerns, so that comments
and spacing of whoever edited the file stay. Files are written beside and then renamed: there is the old file or the new one, never half.

Why a tree of our own on PyYAML's events, and not a library that keeps comments: ruamel.yaml writes indentation and line breaks of the
whole file anew, and read the events of a file of 250 questions in 148 ms where PyYAML's C parser took 8; see `splice`.
"""

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from peakend.define.assembly import build_scale, build_study
from peakend.define.check import check_study
from peakend.define.impossible import find_impossible, find_twice
from peakend.define.layout import lay_out
from peakend.define.outline import outline_study
from peakend.define.place import Place, word_place
from peakend.define.remark import Remark
from peakend.define.schema import MOST_FAULTS, find_shape_faults, shorten
from peakend.define.splice import splice_text
from peakend.define.study import FORMAT, Study
from peakend.define.survey import Scale
from peakend.define.tree import MOST_BYTES, Node, decode_text, read_tree
from peakend.define.written import word
from peakend.errors import (
    FormatTooNew,
    FormatUnknown,
    NotStudy,
    ScaleNameUnknown,
    StudyError,
    StudyFault,
    StudyFileFaults,
    StudyFileMissing,
    StudyFileTooLarge,
    StudyNotWritable,
    UnsoundStudy,
)

UPGRADES: Final[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""How the fields of an older format become those of the next one: format -> what turns it into format + 1. Format 1 is the first."""


@dataclass(frozen=True)
class StudyFile:
    r"""A study together with the text it was read from.

    >>> file = open_study("format: 1\nkey: tea\ntitle: Tea  # ours\nstages: []\nscenarios: []\n")
    >>> file.study.key, file.line(("title",))
    ('tea', 3)
    """

    study: Study
    text: str
    name: str = ""
    """The name of the file, if it came from one."""

    @cached_property
    def _lines(self) -> str:
        """The text with bare line feeds and without a byte order mark: what the tree counts in."""
        return self.text.removeprefix("\ufeff").replace("\r\n", "\n")

    @cached_property
    def _tree(self) -> Node:
        return read_tree(self._lines)

    def line(self, place: Place) -> int:
        """The line (from 1) where this place, or the nearest around it, stands."""
        return self._tree.line_of(place)

    def check(self) -> tuple[tuple[int, Remark], ...]:
        """The remarks of `check_study`, each with its line, in the order of the file."""
        remarks = ((self.line(remark.place), remark) for remark in check_study(self.study))
        return tuple(sorted(remarks, key=lambda pair: pair[0]))

    def revise(self, study: Study) -> str:
        """The text of the file with this study in it: the same bytes where nothing changed, else new lines only for what did.

        A file of an older format, in JSON spelling, or with aliases that the change breaks, is laid out anew.
        """
        if study == self.study:
            return self.text
        _require_writable(study)
        plain = self._tree.plain()
        if self._tree.flow or plain.get("format") != FORMAT:
            return self._dress(lay_out(outline_study(study)))
        scales = _known_scales(plain)
        written = splice_text(self._lines, self._tree, outline_study(self.study, scales), outline_study(study, scales))
        return self._dress(written if _reads_as(written, study) else lay_out(outline_study(study)))

    def _dress(self, lines: str) -> str:
        """The text with the line ends and the byte order mark of the file."""
        mark = "\ufeff" if self.text.startswith("\ufeff") else ""
        return mark + (lines.replace("\n", "\r\n") if "\r\n" in self.text else lines)


def read_study(source: str | bytes | os.PathLike[str]) -> Study:
    """The study in a file, or in the text of one (a string that holds a line feed, or bytes).

    Raises `StudyFileFaults` with everything that is wrong with it, or the one fault that hides all others (`StudyFileMissing`,
    `StudyFileEmpty`, `StudyFileNotUtf8`, `IndentBroken` …). What it returns has a unique key for everything and a history without a
    cycle; whether it is sound otherwise is asked of `check_study`.
    """
    return open_study(source).study


def open_study(source: str | bytes | os.PathLike[str]) -> StudyFile:
    """The study in a file or text, together with the text, so that it can be changed and saved with its comments.

    Raises what `read_study` raises.
    """
    text, name = _take(source)
    try:
        root = read_tree(text.removeprefix("\ufeff"))
        study = build_study(_take_outline(root))
        impossible = [(root.line_of(place), place, fault) for place, fault in find_impossible(study)[:MOST_FAULTS]]
    except StudyFileFaults as faults:
        raise faults.named(name) from None
    if impossible:
        ordered = sorted(impossible, key=lambda one: one[0])
        raise StudyFileFaults([fault.at(line, word_place(place)) for line, place, fault in ordered]).named(name)
    return StudyFile(study, text, name)


def write_study(study: Study, remarks: Iterable[Remark] = ()) -> str:
    """The text of a study file; each remark stands as a comment `# ? …` above the line it is about.

    Raises `UnsoundStudy` for a study that could not be read back: a key that stands twice, a history with a cycle.
    """
    _require_writable(study)
    return lay_out(outline_study(study), remarks)


def save_study(study: Study, path: str | os.PathLike[str], remarks: Iterable[Remark] = ()) -> None:
    """Write a study to a file, at once or not at all. A study file that stands there keeps the comments of all that did not change.

    With remarks the file is laid out anew. Raises `StudyNotWritable`; a file that cannot be read as a study raises what `read_study`
    raises and is left as it is.
    """
    target = Path(path)
    remarks = tuple(remarks)
    text = open_study(target).revise(study) if target.exists() and not remarks else write_study(study, remarks)
    try:
        _replace(target, text.encode("utf-8"))
    except (OSError, UnicodeError) as fault:
        raise StudyNotWritable(file=str(target), reason=_reason(fault)) from None


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
            size = os.fstat(file.fileno()).st_size
    except (OSError, ValueError) as fault:
        raise StudyFileMissing(file=str(path), reason=_reason(fault)) from None
    if len(raw) > MOST_BYTES:
        raise StudyFileTooLarge(size=max(size, len(raw)), limit=MOST_BYTES)
    return decode_text(raw), path.name


def _take_outline(root: Node) -> dict[str, Any]:
    """The fields of a file, brought to our format and found to have the shape of a study."""
    plain = root.plain()
    if not isinstance(plain, dict):
        raise StudyFileFaults([NotStudy(line=root.line, place="")])
    plain = _upgrade(plain, root)
    faults = find_shape_faults(plain, root) or _find_unknown_scales(plain, root)
    if faults:
        faults += [fault.at(root.line_of(place), word_place(place)) for place, fault in find_twice(plain)[:MOST_FAULTS]]
        raise StudyFileFaults(sorted(faults, key=lambda fault: int(fault.blanks["line"]))[:MOST_FAULTS])
    return plain


def _upgrade(plain: dict[str, Any], root: Node) -> dict[str, Any]:
    """The fields in our format. Raises where the format is unknown or newer than ours; where it is missing the schema says so."""
    if "format" not in plain:
        return plain
    version, line = plain["format"], root.line_of(("format",))
    if not isinstance(version, int) or isinstance(version, bool) or (version < FORMAT and version not in UPGRADES):
        raise StudyFileFaults([FormatUnknown(line=line, place="format", format=shorten(version), known=FORMAT)])
    if version > FORMAT:
        raise StudyFileFaults([FormatTooNew(line=line, place="format", format=version, known=FORMAT)])
    while version < FORMAT:
        plain = {**UPGRADES[version](plain), "format": version + 1}
        version += 1
    return plain


def _find_unknown_scales(plain: dict[str, Any], root: Node) -> list[StudyFault]:
    """Questions that name a scale which is not there."""
    survey = plain.get("survey", {})
    known = survey.get("scales", {})
    faults: list[StudyFault] = []
    for number, question in enumerate(survey.get("questions", ())):
        scale = question.get("scale")
        if scale is not None and not isinstance(scale, dict) and word(scale) not in known:
            line = root.line_of(("survey", "questions", number, "scale"))
            place = word_place(("survey", "questions", word(question["key"]), "scale"))
            faults.append(ScaleNameUnknown(line=line, place=place, scale=word(scale), known=", ".join(known)))
        if len(faults) == MOST_FAULTS:
            break
    return faults


def _known_scales(plain: dict[str, Any]) -> dict[str, Scale]:
    return {name: build_scale(fields) for name, fields in plain.get("survey", {}).get("scales", {}).items()}


def _require_writable(study: Study) -> None:
    impossible = find_impossible(study)
    if impossible:
        raise UnsoundStudy([fault.at(0, word_place(place)) for place, fault in impossible])


def _reads_as(text: str, study: Study) -> bool:
    try:
        return read_study(text) == study
    except StudyError:
        return False


def _replace(target: Path, content: bytes) -> None:
    """Put the content in the place of the file: written beside it, flushed to the disk, then renamed."""
    handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _reason(fault: Exception) -> str:
    return getattr(fault, "strerror", None) or str(fault)
