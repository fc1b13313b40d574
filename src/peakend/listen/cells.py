"""How do cells come to stand on disk, all in one shape? As text columns in an Arrow stream, blank rows left out, rows numbered.

Numbers are written plainly (5, not 5.0), dates as ISO 8601, true and false as 1 and 0, a blank is null.
"""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from peakend.listen.table import CELLS, ROW

BATCH: Final = 32_768
"""Rows of a batch, where the reader has a choice."""

Rows = npt.NDArray[np.int64]


def text_of(column: Any) -> Any:  # noqa: ANN401, PLR0911 - Arrow arrays have no types of their own; one return a type
    """An Arrow array of any type as text.

    >>> text_of(pa.array([1.0, 2.5, None])).to_pylist()
    ['1', '2.5', None]
    >>> text_of(pa.array([True, None, False])).to_pylist()
    ['1', None, '0']
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return text_of(column.cast(kind.value_type))
    if pa.types.is_string(kind):
        return pc.if_else(pc.equal(column, ""), None, column)
    if pa.types.is_boolean(kind):
        return column.cast(pa.int8()).cast(pa.string())
    if pa.types.is_floating(kind):
        return _text_of_fractions(column)
    if pa.types.is_null(kind):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([None if value is None else str(value) for value in column.to_pylist()], pa.string())
    return column.cast(pa.string())


def _text_of_fractions(column: Any) -> Any:  # noqa: ANN401
    """Whole numbers without a point, others in their shortest spelling; what is not a number is blank."""
    numbers = column.cast(pa.float64())
    numbers = pc.if_else(pc.is_finite(numbers), numbers, None)
    whole = pc.and_(pc.equal(pc.floor(numbers), numbers), pc.less(pc.abs(numbers), 1e15))
    plain = pc.if_else(whole, numbers, None).cast(pa.int64()).cast(pa.string())
    return pc.if_else(pc.fill_null(whole, fill_value=False), plain, numbers.cast(pa.string()))


class CellWriter:
    """Writes the cells of one table, a batch at a time, and counts them."""

    def __init__(self, folder: Path, width: int) -> None:
        self.rows = 0
        self.blank_rows = 0
        """Blank rows that have answers after them; blank rows at the very end are not worth a word."""
        self._ending = 0
        self._width = width
        fields = [*(pa.field(str(place), pa.string()) for place in range(width)), pa.field(ROW, pa.int64())]
        self._schema = pa.schema(fields)
        self._sink = pa.OSFile(str(folder / CELLS), "wb")
        self._stream = pa.ipc.new_stream(self._sink, self._schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        """Finish the stream."""
        self._stream.close()
        self._sink.close()

    def write(self, columns: Sequence[Any], numbers: Rows) -> None:
        """Write one batch of text columns; `numbers` are the numbers of its rows in the file."""
        if not len(numbers):
            return
        filled = np.zeros(len(numbers), dtype=bool)
        for column in columns:
            if column.null_count < len(column):
                filled |= column.is_valid().to_numpy(zero_copy_only=False)
        kept = int(filled.sum())
        if kept:
            last = int(np.flatnonzero(filled)[-1])
            self.blank_rows += self._ending + last + 1 - kept
            self._ending = len(filled) - last - 1
        else:
            self._ending += len(filled)
        batch = pa.RecordBatch.from_arrays([*columns, pa.array(numbers)], schema=self._schema)
        if kept < len(filled):
            batch = batch.filter(pa.array(filled))
        if kept:
            self._stream.write_batch(batch)
            self.rows += kept

    def write_table(self, columns: Sequence[Any], first_row: int) -> None:
        """Write whole columns of any type, whose first cell stands in `first_row`."""
        height = len(columns[0]) if columns else 0
        for start in range(0, height, BATCH):
            part = [_one_array(text_of(column.slice(start, BATCH))) for column in columns]
            self.write(part, np.arange(start, min(start + BATCH, height), dtype=np.int64) + first_row)


def _one_array(column: Any) -> Any:  # noqa: ANN401
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
