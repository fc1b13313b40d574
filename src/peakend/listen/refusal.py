"""Which cells could not be taken, and why? A bounded list to read, complete counts, and the complete list on disk."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from peakend.listen.mask import mask_text
from peakend.text import Text

MOST_SHOWN: Final = 200
"""Refusals that are kept at hand; the others are counted, and stand in the complete list."""

_MOST_VALUES: Final = 5_000
_SCHEMA: Final = pa.schema(
    [("row", pa.int64()), ("column", pa.string()), ("question", pa.string()), ("value", pa.string()), ("expected", pa.string())]
)
_WHAT: Final = Text(
    zh="第 {row} 行“{column}”：“{value}”不可用，应为：{expected_zh}。", en="Row {row}, {column!r}: {value!r} is not {expected_en}."
)
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Expected:
    """What a cell of a column may hold, in words, and how to mend a cell or the study where it does not."""

    name: str
    words: Text
    mend: Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """One cell that was refused: where it stands in the file, what it says, what was expected."""

    row: int
    column: str
    question: str
    value: str
    expected: Expected

    @property
    def text(self) -> Text:
        """The refusal as a sentence with its mend."""
        blanks = {"row": self.row, "column": self.column, "value": self.value}
        what = _WHAT.fill(**blanks, expected_zh=self.expected.words.zh, expected_en=self.expected.words.en)
        return Text(zh=what.zh + self.expected.mend.zh, en=f"{what.en} {self.expected.mend.en}")


@dataclass(frozen=True, slots=True)
class RefusedValue:
    """How often one value was refused in one column."""

    column: str
    question: str
    value: str
    count: int
    expected: Expected


class RefusalLog:
    """Collects refusals while a file is coded, and writes all of them to disk as it goes."""

    def __init__(self, folder: Path) -> None:
        self.count = 0
        self.shown: list[Refusal] = []
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._expected: dict[tuple[str, str], Expected] = {}
        self._path = folder / "refusals.arrows"
        self._sink = pa.OSFile(str(self._path), "wb")
        self._stream = pa.ipc.new_stream(self._sink, _SCHEMA)

    def add(self, column: str, question: str, rows: list[int], values: list[str], expected: Expected) -> None:
        """Take down the refused cells of one column in one batch."""
        shown = [mask_text(value)[:_LONGEST] for value in values]
        self.count += len(rows)
        self._expected[column, question] = expected
        for value, times in Counter(shown).items():
            full = len(self._counts) >= _MOST_VALUES and (column, question, value) not in self._counts
            self._counts[column, question, "…" if full else value] += times
        room = MOST_SHOWN - len(self.shown)
        self.shown += (
            [Refusal(row, column, question, value, expected) for row, value in zip(rows[:room], shown[:room], strict=True)]
            if room > 0
            else []
        )
        same = len(rows)
        batch: list[Any] = [rows, [column] * same, [question] * same, shown, [expected.name] * same]
        self._stream.write_batch(
            pa.RecordBatch.from_arrays([pa.array(one, kind.type) for one, kind in zip(batch, _SCHEMA, strict=True)], schema=_SCHEMA)
        )

    def close(self) -> tuple[RefusedValue, ...]:
        """Finish; the counts of every refused value, the most frequent first."""
        self._stream.close()
        self._sink.close()
        return tuple(
            RefusedValue(column, question, value, count, self._expected[column, question])
            for (column, question, value), count in self._counts.most_common()
        )


def iterate_refusals(folder: Path) -> Iterator[pa.RecordBatch]:
    """Every refused cell, in batches: row, column, question, value, and the name of what was expected."""
    with pa.OSFile(str(folder / "refusals.arrows"), "rb") as source, pa.ipc.open_stream(source) as stream:
        yield from stream


def write_refusals(folder: Path, out: Path) -> None:
    """Write the complete list of refused cells as CSV (UTF-8 with a byte order mark, so that Excel reads it)."""
    with out.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(_SCHEMA.names)
        for batch in iterate_refusals(folder):
            columns = [column.to_pylist() for column in batch.columns]
            writer.writerows([make_inert(cell) for cell in row] for row in zip(*columns, strict=True))


def make_inert(cell: int | str) -> int | str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")) and len(cell) > 1 else cell
