"""How is a delimited text file read, whatever its encoding and delimiter, and however long it is? In one pass, in batches.

The head is read by Python's own reader to find delimiter and headings; the body by Arrow's, in a stream. A row with too few cells is
filled up with blanks, one with too many is left out, and both are said. Row numbers count as a spreadsheet counts.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv

from peakend.define.survey import Layout
from peakend.errors import DelimiterUnclear, FileEmpty, NoRows, QuoteNeverClosed, RowsUneven, RowTooLong, TooManyColumns
from peakend.listen.cells import CellWriter, Rows, text_of
from peakend.listen.encoding import MIXED, Encoding, TextBytes, find_encoding
from peakend.listen.headings import HEAD_ROWS, Headings, Note, Row
from peakend.listen.table import Column, Facts

MOST_COLUMNS: Final = 20_000
"""No survey has more columns; LimeSurvey's widest real export here has 1,396."""

_HEAD: Final = 4 << 20
_BLOCK: Final = 2 << 20
"""Bytes that are parsed at a time; some dozen blocks are in memory at once, and no row may be longer than one."""
_MOST_UNEVEN: Final = 100_000
_DELIMITERS: Final = (",", ";", "\t", "|")
_WORDS_OF_DELIMITERS: Final = {",": ",", ";": ";", "\t": "TAB", "|": "|"}
csv.field_size_limit(_BLOCK)

FindHeadings = Callable[[Sequence[Row], Layout], Headings]


@dataclass
class _Uneven:
    """Rows with another number of cells than there are headings, as the reader of the body meets them."""

    width: int
    first_row: int
    delimiter: str
    skipped: list[int] = field(default_factory=list)
    """Numbers of all rows that the body's reader passed over, in order."""
    padded: list[tuple[int, list[str]]] = field(default_factory=list)
    long: list[int] = field(default_factory=list)

    def take(self, row: Any) -> str:  # noqa: ANN401 - a row of Arrow's reader
        """Fill up a short row, trim blanks from a long one, or leave it out."""
        number = row.number + self.first_row - 1
        self.skipped.append(number)
        if len(self.skipped) > _MOST_UNEVEN:
            return "error"
        cells = next(csv.reader(io.StringIO(row.text, newline=""), delimiter=self.delimiter), [])
        if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            self.long.append(number)
        else:
            self.padded.append((number, (cells + [""] * self.width)[: self.width]))
        return "skip"


def read_delimited(path: Path, layout: Layout, folder: Path, find_headings: FindHeadings) -> Facts:
    """Read a delimited text file into the cells of a table."""
    encoding = find_encoding(path, layout.encoding)
    head = _read_head(path, encoding)
    stated = re.match(r"sep=(.)\r?\n", head)
    delimiter = layout.delimiter.replace("\\t", "\t") or (stated.group(1) if stated else _find_delimiter(path, head))
    start = stated.end() if stated else 0
    records, ends = _split_records(head[start:], delimiter)
    width = max(map(len, records))
    if width > MOST_COLUMNS:
        raise TooManyColumns(path=path.name, columns=width, limit=MOST_COLUMNS)
    headings = find_headings(records, layout)
    skip = start + (ends[headings.rows - 1] if headings.rows else 0)
    first_row = headings.rows + 1 + bool(stated)
    uneven = _Uneven(len(headings.columns), first_row, delimiter)
    source = TextBytes(path, encoding, skip)
    with CellWriter(folder, len(headings.columns)) as cells:
        _stream(path, source, cells, uneven)
        notes, left_out = _settle(path, cells, uneven, source)
    if not cells.rows:
        raise NoRows(path=path.name)
    known = Layout(headings.kind or "csv", encoding.name, delimiter, layout.decimal, header_rows=headings.rows)
    notes = (*_note_encoding(encoding, source.words), *headings.notes, *notes)
    if cells.blank_rows:
        notes = (*notes, ("rows_blank", "", {"count": cells.blank_rows}))
    return Facts(known, headings.columns, cells.rows, first_row, notes, left_out)


def _read_head(path: Path, encoding: Encoding) -> str:
    """The first few million characters: enough for any headings. Raises where not even one row ends within them."""
    source = TextBytes(path, encoding)
    try:
        head = source.read(_HEAD).decode("utf-8", "ignore")
        if not head.strip("\ufeff\r\n\t ,;|"):
            raise FileEmpty(path=path.name)
        if len(head) * 4 >= _HEAD and "\n" not in head and "\r" not in head:
            raise _too_wide(path, head, source)
    finally:
        source.close()
    return head


def _too_wide(path: Path, head: str, source: TextBytes) -> TooManyColumns | RowTooLong:
    """What to say of a first row without an end: how many columns it would make."""
    delimiter = max(_DELIMITERS, key=head.count)
    count = head.count(delimiter)
    while part := source.read(_HEAD):
        line, found, _ = part.partition(b"\n")
        count += line.count(delimiter.encode())
        if found:
            break
    if count > MOST_COLUMNS:
        return TooManyColumns(path=path.name, columns=count + 1, limit=MOST_COLUMNS)
    return RowTooLong(path=path.name, row=1, limit=_HEAD >> 20)


def _find_delimiter(path: Path, head: str) -> str:
    """The delimiter that cuts the most rows into the same number of cells; a text in one column needs none."""
    best, score = "", 0.0
    for delimiter in _DELIMITERS:
        records, _ = _split_records(head[:200_000], delimiter)
        counts = Counter(len(row) for row in records if any(row))
        width, times = max(counts.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
        share = times / sum(counts.values())
        if width > 1 and share * (1 + 0.01 * min(width, 30)) > score:
            best, score = delimiter, share * (1 + 0.01 * min(width, 30))
    if best and score > 0.5:  # noqa: PLR2004 - at least half of the rows agree
        return best
    lines = [line for line in head[:200_000].splitlines() if line.strip()]
    if sum(any(delimiter in line for delimiter in ",;\t|") for line in lines[1:]) * 2 > len(lines) and len(lines) > 3:  # noqa: PLR2004
        raise DelimiterUnclear(path=path.name)
    return ","


def _split_records(head: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The first rows, and the place in the text where each of them ends."""
    used = 0

    def lines() -> Any:  # noqa: ANN401 - a generator
        nonlocal used
        for line in io.StringIO(head, newline=""):
            used += len(line)
            yield line

    records: list[list[str]] = []
    ends: list[int] = []
    for record in csv.reader(lines(), delimiter=delimiter):
        records.append(record)
        ends.append(used)
        if len(records) == HEAD_ROWS:
            break
    return records, ends


def _stream(path: Path, source: TextBytes, cells: CellWriter, uneven: _Uneven) -> None:
    """Let Arrow read the body, in batches, all cells as text."""
    names = [str(place) for place in range(uneven.width)]
    number = uneven.first_row
    passed = 0
    last = None
    try:
        reader = pyarrow.csv.open_csv(
            pa.PythonFile(source, mode="r"),
            read_options=pyarrow.csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=names),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=uneven.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=uneven.take
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""], check_utf8=False
            ),
        )
        for batch in reader:
            numbers = _number_rows(number, batch.num_rows, uneven.skipped[passed:])
            passed = len(uneven.skipped)
            if len(numbers):
                number = int(numbers[-1]) + 1
            cells.write(batch.columns, numbers)
            last = batch.slice(batch.num_rows - 1)
        if source.quotes % 2 and last is not None and any("\n" in str(column[0]) for column in last.columns):
            raise QuoteNeverClosed(path=path.name, row=number - 2)
    except pa.ArrowInvalid as fault:
        raise _explain(path, str(fault), uneven, number) from fault


def _explain(path: Path, said: str, uneven: _Uneven, number: int) -> Exception:
    if len(uneven.skipped) > _MOST_UNEVEN:
        row = uneven.skipped[0]
        found = len(uneven.padded[0][1]) if uneven.padded else uneven.width + 1
        return RowsUneven(path=path.name, count=len(uneven.skipped), expected=uneven.width, row=row, found=found)
    if "Empty CSV" in said:
        return NoRows(path=path.name)
    return QuoteNeverClosed(path=path.name, row=number - 1)


def _number_rows(start: int, count: int, skipped: Sequence[int]) -> Rows:
    """The numbers of the next rows, without those that were passed over."""
    if not skipped:
        return np.arange(start, start + count, dtype=np.int64)
    numbers = np.arange(start, start + count + len(skipped), dtype=np.int64)
    return numbers[~np.isin(numbers, skipped)][:count]


def _settle(path: Path, cells: CellWriter, uneven: _Uneven, source: TextBytes) -> tuple[tuple[Note, ...], tuple[tuple[int, str], ...]]:
    """Write the rows that were filled up, and say what became of those that did not fit."""
    if len(uneven.skipped) * 2 > cells.rows + len(uneven.skipped) and len(uneven.skipped) > len(uneven.padded):
        row = uneven.skipped[0]
        raise RowsUneven(path=path.name, count=len(uneven.skipped), expected=uneven.width, row=row, found=uneven.width + 1)
    notes: list[Note] = []
    left_out = [(number, "too_many_cells") for number in uneven.long]
    last = cells.rows + cells.blank_rows + uneven.first_row + len(uneven.skipped) - 1
    if uneven.padded and not source.ended and uneven.padded[-1][0] >= last:
        number, _ = uneven.padded.pop()
        left_out.append((number, "cut_off"))
        notes.append(("row_cut_off", "", {"row": number}))
    if uneven.padded:
        columns = [text_of(pa.array(cells_of, pa.string())) for cells_of in zip(*(row for _, row in uneven.padded), strict=True)]
        cells.write(columns, np.array([number for number, _ in uneven.padded], dtype=np.int64))
        notes.append(("rows_padded", "", {"count": len(uneven.padded), "row": uneven.padded[0][0]}))
    if uneven.long:
        notes.append(("rows_left_out", "", {"count": len(uneven.long), "row": uneven.long[0]}))
    return tuple(notes), tuple(left_out)


def _note_encoding(encoding: Encoding, words: list[str]) -> tuple[Note, ...]:
    if encoding.name == MIXED:
        example = next((word for word in words if len(word) > 3), "")  # noqa: PLR2004 - a word long enough to be recognised
        return (("encoding_mixed", "", {"count": len(words), "example": example}),)
    if encoding.sure:
        return ()
    return (("encoding_guessed", "", {"encoding": encoding.name, "why_zh": encoding.why.zh, "why_en": encoding.why.en}),)


def without_trailing(headings: Headings, *, blank: bool) -> Headings:
    """The headings without the last column, where it has no heading and no cells: some tools end every line with a delimiter."""
    columns: tuple[Column, ...] = headings.columns[:-1] if blank else headings.columns
    return replace(headings, columns=columns)
