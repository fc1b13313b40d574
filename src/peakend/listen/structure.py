"""What does a LimeSurvey structure (.lss) say of its questions, and how is an archive (.lsa) read, which holds the answers as well?

In the answers of an archive a column is called survey X group X question, with the code of a choice behind it: `981966X4X13other`.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

import pyarrow as pa

from peakend.define.survey import Layout
from peakend.errors import FileBroken, NoRows, SurveyWithoutAnswers, TooManyColumns
from peakend.listen.cells import CellWriter
from peakend.listen.delimited import MOST_COLUMNS
from peakend.listen.headings import name_columns, tidy
from peakend.listen.limesurvey import hint_limesurvey
from peakend.listen.table import Column, Facts, Hint
from peakend.listen.workbook import check_zip
from peakend.listen.xml import read_rows, read_xml

_TEXT_TYPES: Final = frozenset("STUQ")
_MULTIPLE_TYPES: Final = frozenset("MP")


@dataclass(frozen=True, slots=True)
class Described:
    """What a definition says of one column."""

    column: Column
    field: str = ""
    """The name of the column in an archive."""


def read_structure(path: Path) -> list[Described]:
    """The columns that a LimeSurvey structure describes."""
    return list(_describe(read_xml(path, path.name)))


def _describe(root: Element) -> Iterator[Described]:
    questions = read_rows(root, "questions")
    children: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(root, "subquestions"):
        children.setdefault(row.get("parent_qid", ""), []).append(row)
    answers: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows(root, "answers"):
        answers.setdefault(row.get("qid", ""), []).append((row.get("code", ""), tidy(row.get("answer", ""))))
    for row in questions:
        labels = tuple(dict(answers.get(row.get("qid", ""), [])).items())
        yield from _describe_question(row, children.get(row.get("qid", ""), []), labels)


def _describe_question(row: dict[str, str], children: list[dict[str, str]], labels: tuple[tuple[str, str], ...]) -> Iterator[Described]:
    title, words, kind = row.get("title", ""), tidy(row.get("question", "")), row.get("type", "")
    field = f"{row.get('sid', '')}X{row.get('gid', '')}X{row.get('qid', '')}"
    for child in children:
        code = child.get("title", "")
        hint: Hint = "chosen" if kind in _MULTIPLE_TYPES else "text" if kind in _TEXT_TYPES else ""
        column = Column(f"{title}[{code}]", words, labels, group=title, choice=tidy(child.get("question", "")) or code, hint=hint)
        yield Described(column, field + code)
    if not children:
        yield Described(Column(title, words, labels, hint="text" if kind in _TEXT_TYPES else ""), field)
    if row.get("other") == "Y":
        yield Described(Column(f"{title}[other]", words, group=title, choice="other", hint="text"), field + "other")


def read_archive(path: Path, layout: Layout, folder: Path) -> Facts:
    """Read a LimeSurvey archive into the cells of a table. Raises `SurveyWithoutAnswers` where it has structure only."""
    with check_zip(path) as archive:
        structure = _member(archive, path, ".lss")
        responses = _member(archive, path, ".lsr", needed=False)
    if responses is None or structure is None:
        raise SurveyWithoutAnswers(path=path.name)
    known = {one.field: one.column for one in _describe(structure)}
    names = [(field.text or "").strip() for field in responses.iterfind("responses/fields/fieldname")]
    if len(names) > MOST_COLUMNS:
        raise TooManyColumns(path=path.name, columns=len(names), limit=MOST_COLUMNS)
    columns, notes = name_columns(known.get(name) or Column(name, hint=hint_limesurvey(name)) for name in names)
    rows = [{field.tag: (field.text or "").strip() for field in row} for row in responses.iterfind("responses/rows/row")]
    with CellWriter(folder, len(columns)) as cells:
        cells.write_table([pa.array([_cell(row, name) for row in rows], pa.string()) for name in names], 1)
    if not cells.rows:
        raise NoRows(path=path.name)
    return Facts(Layout("limesurvey", decimal=layout.decimal), columns, cells.rows, 1, notes)


def _cell(row: dict[str, str], name: str) -> str | None:
    """A cell; LimeSurvey writes a leading underscore where a field begins with a digit, since no XML name may."""
    return row.get(name) or row.get(f"_{name}") or None


def _member(archive: zipfile.ZipFile, path: Path, ending: str, *, needed: bool = True) -> Element | None:
    """The document with this ending in the archive."""
    name = next((one for one in archive.namelist() if one.endswith(ending)), None)
    if name is None:
        if needed:
            raise FileBroken(path=path.name, kind="LimeSurvey .lsa", reason=f"no {ending}")
        return None
    with archive.open(name) as source:
        return read_xml(source, path.name)
