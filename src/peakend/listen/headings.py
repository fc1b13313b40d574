"""Which rows of a grid are headings, and what is each column called? The part of it that needs no knowledge of any survey tool."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from peakend.listen.table import ROW, Column

Row = Sequence[str]
"""One row of cells, as text; a blank is the empty string."""

Note = tuple[str, str, dict[str, str | int | float]]
"""A remark that is not worded yet: its name, its place, its blanks."""

HEAD_ROWS: Final = 30
"""How many rows a reader looks at to find the headings."""

_NUMBER: Final = re.compile(r"[-+]?\d+([.,]\d+)?%?$")
_TALL: Final = 6


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table: the tool that wrote it, how many rows of the file they take, and the columns they name."""

    kind: str
    rows: int
    columns: tuple[Column, ...]
    notes: tuple[Note, ...] = ()


def tidy(cell: str) -> str:
    r"""A heading without markup, line breaks and double spaces.

    >>> tidy(" <b>How</b> satisfied\n are&nbsp;you? ")
    'How satisfied are you?'
    """
    plain = re.sub(r"<[^<>]{1,500}>", " ", cell) if "<" in cell else cell
    plain = plain.replace("&nbsp;", " ").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return " ".join(plain.replace("\ufeff", "").split())


def name_columns(columns: Iterable[Column]) -> tuple[tuple[Column, ...], tuple[Note, ...]]:
    """The columns with a name each, no name twice, and the remarks on what had to be changed for it.

    >>> [column.name for column in name_columns([Column("a"), Column("a"), Column("")])[0]]
    ['a', 'a.1', 'column_3']
    """
    notes: list[Note] = []
    taken: set[str] = {ROW}
    renamed: dict[str, list[str]] = {}
    named: list[Column] = []
    given = list(columns)
    reserved = Counter(column.name for column in given)
    for number, column in enumerate(given, start=1):
        name = column.name or f"column_{number}"
        if not column.name:
            notes.append(("heading_blank", name, {"number": number, "renamed": name}))
        if name in taken:
            name = _free_name(name, taken | {other for other in reserved if other != name})
            renamed.setdefault(column.name, []).append(name)
        taken.add(name)
        named.append(replace(column, name=name, question=column.question or (column.name if name != column.name else "")))
    for heading, names in renamed.items():
        notes.append(("heading_twice", heading, {"heading": heading, "count": len(names) + 1, "renamed": ", ".join(names)}))
    return tuple(named), tuple(notes)


def _free_name(name: str, taken: set[str]) -> str:
    number = 1
    while f"{name}.{number}" in taken:
        number += 1
    return f"{name}.{number}"


def plain_headings(rows: Sequence[Row], stated: int = 0) -> Headings:
    """Headings in one row: the first that fills the width of the table, or none where that row holds answers already.

    >>> plain_headings([("id", "score"), ("1", "5")]).rows
    1
    >>> plain_headings([("1", "5"), ("2", "4")]).columns[1].name
    'column_2'
    """
    width = _usual_width(rows)
    place = max(0, stated - 1) if stated else _heading_row(rows, width)
    if not stated and _looks_like_answers(rows, place):
        columns, _ = name_columns(Column(f"column_{number}") for number in range(1, width + 1))
        return Headings("", 0, columns, (("headings_absent", "", {}),))
    heading = list(rows[place]) if rows else []
    shifted = _has_row_names(heading, rows[place + 1 :])
    heading = ["", *heading] if shifted else heading
    heading += [""] * (width - len(heading))
    columns, notes = name_columns(Column(tidy(cell)) for cell in heading)
    if place and not stated:
        example = next((cell for cell in rows[0] if cell), "")
        notes = (("headings_below", "", {"row": place + 1, "above": place, "example": tidy(example)[:60]}), *notes)
    if shifted:
        notes = (("row_names", "", {}), *(note for note in notes if note[0] != "heading_blank"))
    return Headings("", place + 1, columns, notes)


def _has_row_names(heading: Row, below: Sequence[Row]) -> bool:
    """Whether every row has one cell more than there are headings, in front: how R writes a table with the names of its rows."""
    full = [row for row in below if any(cell.strip() for cell in row)]
    if not full or not all(len(row) == len(heading) + 1 for row in full):
        return False
    names = [row[0].strip() for row in full]
    return len(set(names)) == len(names) and all(names) and any(row[-1].strip() for row in full)


def _usual_width(rows: Sequence[Row]) -> int:
    """How many cells most rows have; a single row with more is a fault of that row, not a column."""
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _heading_row(rows: Sequence[Row], width: int) -> int:
    """The first row that is filled like the rows below it; titles and blank rows above a table fill a cell or two."""
    if width <= 2:  # noqa: PLR2004 - a title cannot be told from a heading in so narrow a table
        return 0
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:_TALL]]
    return next((place for place, count in enumerate(filled) if count * 2 >= max(filled)), 0) if filled else 0


def _looks_like_answers(rows: Sequence[Row], place: int) -> bool:
    """Whether the row of headings consists of numbers, or repeats a cell that stands below it in most columns."""
    if len(rows) <= place:
        return False
    cells = [cell.strip() for cell in rows[place] if cell.strip()]
    numbers = sum(bool(_NUMBER.match(cell)) for cell in cells)
    return bool(cells) and numbers * 2 > len(cells) and len(set(cells)) * 5 < len(cells) * 4 + 5
