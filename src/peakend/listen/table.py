"""What came out of a file, whatever kind it was? One neutral table: columns with what the file says of them, cells as text.

Every reader ends here. A cell is text as the file has it (a number is written plainly, `5` and not `5.0`; a date as ISO 8601), a blank is
null. Cells stand on disk and are walked in batches, so that a table of ten million rows needs no more memory than one of ten.
"""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import pyarrow as pa

from peakend.define.remark import Remark
from peakend.define.survey import Layout
from peakend.listen.scratch import Scratch
from peakend.listen.wording import make_remark

ROW: Final = "_row"
"""The column of a batch that holds the number of the row in the file, counted as a spreadsheet counts: headings included, from 1."""

Hint = Literal["", "chosen", "technical", "text", "respondent", "date", "test"]
"""What the tool that wrote the file says of a column, where it says it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file, as the file describes it."""

    name: str
    """The heading, unique within the table: a heading that stands twice gets `.1`, `.2` behind it."""
    question: str = ""
    """The question in words, where the file has it apart from the heading."""
    labels: tuple[tuple[str, str], ...] = ()
    """What the codes in the cells mean, where the file says it."""
    missing: tuple[str, ...] = ()
    """Codes that the file itself declares not to be answers."""
    group: str = ""
    """The question of which this column is one choice or one row, where the file says it."""
    choice: str = ""
    """The words of that choice or row."""
    hint: Hint = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reader found out about a file, without its cells: plain values that cross the border of a process as JSON."""

    layout: Layout
    columns: tuple[Column, ...]
    rows: int
    first_row: int
    """The number of the first row of answers in the file."""
    notes: tuple[tuple[str, str, dict[str, str | int | float]], ...] = ()
    """Remarks as name, place and blanks; worded by `listen.wording`."""
    left_out: tuple[tuple[int, str], ...] = ()
    """Rows that could not be taken, by number, each with the reason."""

    def plain(self) -> dict[str, Any]:
        """The facts as JSON values."""
        return asdict(self)

    @classmethod
    def read(cls, plain: dict[str, Any]) -> "Facts":
        """The facts from JSON values."""
        return cls(
            layout=Layout(**plain["layout"]),
            columns=tuple(_read_column(one) for one in plain["columns"]),
            rows=int(plain["rows"]),
            first_row=int(plain["first_row"]),
            notes=tuple((str(name), str(place), dict(blanks)) for name, place, blanks in plain["notes"]),
            left_out=tuple((int(row), str(why)) for row, why in plain["left_out"]),
        )


def _read_column(plain: dict[str, Any]) -> Column:
    labels = tuple((str(code), str(words)) for code, words in plain["labels"])
    return Column(**{**plain, "labels": labels, "missing": tuple(plain["missing"])})


@dataclass(frozen=True)
class Table:
    """A file, read: its columns, its layout, and its cells in batches.

    `digest` is the SHA-256 of the file. The cells live in a temporary folder that goes when the table goes.
    """

    path: Path
    digest: str
    facts: Facts
    folder: Scratch = field(repr=False)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of the file."""
        return self.facts.columns

    @property
    def layout(self) -> Layout:
        """How the file is written, as found out or told."""
        return self.facts.layout

    @property
    def rows(self) -> int:
        """How many rows of answers there are."""
        return self.facts.rows

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the reader had to say about the file."""
        return tuple(make_remark(name, (place,) if place else (), **blanks) for name, place, blanks in self.facts.notes)

    def batches(self, only: Collection[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The cells: text columns named by the headings (those in `only`, or all), and `ROW`; some ten thousand rows at a time."""
        names = [*(column.name for column in self.columns), ROW]
        wanted = [place for place, name in enumerate(names) if only is None or name in only or name == ROW]
        options = pa.ipc.IpcReadOptions(included_fields=wanted)
        with pa.OSFile(str(self.folder.path / CELLS), "rb") as source, pa.ipc.open_stream(source, options=options) as stream:
            for batch in stream:
                yield pa.RecordBatch.from_arrays(batch.columns, names=[names[place] for place in wanted])


CELLS: Final = "cells.arrows"
"""The file of cells within the folder of a table: an Arrow stream of text columns named 0, 1, 2 …, and the row numbers last."""
