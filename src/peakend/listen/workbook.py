"""How is a spreadsheet read (.xlsx, .xls, .ods)? Sheet by sheet into text, after looking for bombs without unpacking them.

A workbook of the new kind is a zip of XML; what it unpacks to stands in its directory, and where its outermost cells stand can be seen by
running over the XML without building it. Only then does the real reader get it.
"""

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import fastexcel
import pyarrow as pa

from peakend.define.survey import Layout
from peakend.errors import (
    FileBroken,
    FileEmpty,
    NoRows,
    SheetTooLarge,
    SheetUnknown,
    SheetUnnamed,
    TooManyColumns,
    UnpacksTooLarge,
    XmlForbidden,
)
from peakend.listen.cells import CellWriter, text_of
from peakend.listen.delimited import MOST_COLUMNS
from peakend.listen.headings import HEAD_ROWS, Headings, Note, Row
from peakend.listen.table import Facts

MOST_CELLS: Final = 60_000_000
"""Cells that a sheet may claim: a full sheet of a million rows by sixty columns."""

_MOST_UNPACKED: Final = 2 << 30
_HIGHEST_RATIO: Final = 150
_RATIO_FROM: Final = 32 << 20
_PIECE: Final = 1 << 20
_PROLOGUE: Final = 1 << 16
"""Bytes before the first element: far more than any program writes there."""
_CELL: Final = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!/)>')
"""A cell with something in it; a self-closing one carries a format only."""


def check_zip(path: Path) -> zipfile.ZipFile:
    """The zip archive, if it unpacks to something reasonable. Raises `UnpacksTooLarge`, `FileBroken`."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise FileBroken(path=path.name, kind="zip", reason=str(fault)) from fault
    size = sum(member.file_size for member in archive.infolist())
    ratio = size // max(1, path.stat().st_size)
    if size > _MOST_UNPACKED or (size > _RATIO_FROM and ratio > _HIGHEST_RATIO):
        archive.close()
        raise UnpacksTooLarge(path=path.name, size=size >> 20, ratio=ratio)
    return archive


def check_sheets(path: Path) -> None:
    """Fail where a sheet of an .xlsx has a cell so far out that the table between would be unreasonable, or where XML declares entities.

    Raises `SheetTooLarge`, `XmlForbidden`.
    """
    with check_zip(path) as archive:
        for name in archive.namelist():
            if _declares(archive, name):
                raise XmlForbidden(path=path.name)
            if re.match(r"xl/worksheets/[^/]+\.xml$", name):
                rows, columns = _reach(archive, name)
                if rows * columns > MOST_CELLS:
                    raise SheetTooLarge(sheet=Path(name).stem, rows=rows, columns=columns, limit=MOST_CELLS)


def _declares(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part of a workbook opens with a DOCTYPE, in whatever width its letters come.

    No spreadsheet program writes one, but for the list of contents of old OpenOffice files, which is never read.
    """
    if not name.endswith((".xml", ".rels")) or name.startswith("META-INF/"):
        return False
    with archive.open(name) as source:
        return b"<!DOCTYPE" in source.read(_PROLOGUE).replace(b"\0", b"").upper()


def _reach(archive: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """The outermost row and column of a sheet in which a cell stands."""
    rows = columns = 0
    rest = b""
    with archive.open(name) as source:
        while piece := source.read(_PIECE):
            text = rest + piece
            cells = _CELL.findall(text)
            columns = max(columns, max((_column_number(one) for one in {letters for letters, _ in cells}), default=0))
            rows = max(rows, max((int(number) for _, number in cells), default=0))
            rest = text[-200:]
    return rows, columns


def _column_number(letters: bytes) -> int:
    """The number of a column from its letters.

    >>> _column_number(b"A"), _column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def read_workbook(path: Path, layout: Layout, folder: Path, find_headings: Callable[[Sequence[Row], Layout], Headings]) -> Facts:
    """Read one sheet of a workbook into the cells of a table."""
    if zipfile.is_zipfile(path):
        check_sheets(path)
    try:
        reader = fastexcel.read_excel(path)
        sheet, notes = _choose_sheet(path, reader, layout.sheet)
        loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        batch = loaded.to_arrow()
    except fastexcel.FastExcelError as fault:
        raise FileBroken(path=path.name, kind="Excel", reason=str(fault).splitlines()[0][:200]) from fault
    if not batch.num_rows or not batch.num_columns:
        raise FileEmpty(path=path.name)
    if batch.num_columns > MOST_COLUMNS:
        raise TooManyColumns(path=path.name, columns=batch.num_columns, limit=MOST_COLUMNS)
    head = [[cell or "" for cell in row.values()] for row in batch.slice(0, HEAD_ROWS).rename_columns(_names(batch)).to_pylist()]
    headings = find_headings(head, layout)
    body = batch.slice(headings.rows)
    with CellWriter(folder, body.num_columns) as cells:
        cells.write_table([text_of(column.cast(pa.string())) for column in body.columns], headings.rows + 1)
    if not cells.rows:
        raise NoRows(path=path.name)
    kind = headings.kind or ("xls" if path.suffix.lower() == ".xls" else "xlsx")
    blanks: tuple[Note, ...] = (("rows_blank", "", {"count": cells.blank_rows}),) if cells.blank_rows else ()
    blanks += (("macros_ignored", "", {}),) if _has_macros(path) else ()
    known = Layout(kind, sheet=sheet, decimal=layout.decimal, header_rows=headings.rows)
    return Facts(known, headings.columns, cells.rows, headings.rows + 1, (*notes, *headings.notes, *blanks))


def _has_macros(path: Path) -> bool:
    """Whether a workbook brings a program along. It is never read, let alone run."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(name.endswith("vbaProject.bin") for name in archive.namelist())


def _names(batch: pa.RecordBatch) -> list[str]:
    return [str(place) for place in range(batch.num_columns)]


def _choose_sheet(path: Path, reader: fastexcel.ExcelReader, stated: str) -> tuple[str, tuple[Note, ...]]:
    """The sheet that was stated, or the only one with content."""
    names = list(reader.sheet_names)
    if stated:
        if stated not in names:
            raise SheetUnknown(sheet=stated, known=", ".join(names))
        return stated, ()
    if len(names) == 1:
        return names[0], ()
    filled = [name for name in names if _has_answers(reader, name)]
    if not filled:
        raise FileEmpty(path=path.name)
    if len(filled) > 1:
        raise SheetUnnamed(known=", ".join(filled))
    others = ", ".join(name for name in names if name != filled[0])
    return filled[0], (("sheet_chosen", "", {"sheet": filled[0], "others": others}),)


def _has_answers(reader: fastexcel.ExcelReader, name: str) -> bool:
    """Whether a sheet is visible and has more than a row."""
    sheet = reader.load_sheet(name, header_row=None, dtypes="string")
    return sheet.visible == "visible" and sheet.height > 1 and sheet.width > 0
