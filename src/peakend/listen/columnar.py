"""How are Parquet and Arrow files read? In batches, every column turned into text like any other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from peakend.define.survey import Layout
from peakend.errors import FileBroken, NoRows, TooManyColumns
from peakend.listen.cells import BATCH, CellWriter, text_of
from peakend.listen.delimited import MOST_COLUMNS
from peakend.listen.headings import name_columns, tidy
from peakend.listen.table import Column, Facts


def read_parquet(path: Path, layout: Layout, folder: Path) -> Facts:
    """Read a Parquet file into the cells of a table."""
    try:
        with pyarrow.parquet.ParquetFile(path) as source:
            return _write(path, Layout("parquet", decimal=layout.decimal), source.schema_arrow, source.iter_batches(BATCH), folder)
    except (pa.ArrowException, OSError) as fault:
        raise FileBroken(path=path.name, kind="Parquet", reason=str(fault).splitlines()[0][:200]) from fault


def read_arrow(path: Path, layout: Layout, folder: Path) -> Facts:
    """Read an Arrow file (Feather 2) or an Arrow stream into the cells of a table."""
    try:
        with pa.OSFile(str(path), "rb") as source:
            packed = source.read(6) == b"ARROW1"
            source.seek(0)
            with pa.ipc.open_file(source) if packed else pa.ipc.open_stream(source) as reader:
                return _write(path, Layout("arrow", decimal=layout.decimal), reader.schema, _batches(reader), folder)
    except (pa.ArrowException, OSError) as fault:
        raise FileBroken(path=path.name, kind="Arrow", reason=str(fault).splitlines()[0][:200]) from fault


def _batches(reader: Any) -> Iterator[Any]:  # noqa: ANN401 - one of two readers
    if hasattr(reader, "num_record_batches"):
        for place in range(reader.num_record_batches):
            yield reader.get_batch(place)
    else:
        yield from reader


def _write(path: Path, layout: Layout, schema: pa.Schema, batches: Iterator[Any], folder: Path) -> Facts:
    if len(schema.names) > MOST_COLUMNS:
        raise TooManyColumns(path=path.name, columns=len(schema.names), limit=MOST_COLUMNS)
    columns, notes = name_columns(Column(tidy(name)) for name in schema.names)
    row = 1
    with CellWriter(folder, len(columns)) as cells:
        for batch in batches:
            batch.validate(full=True)
            cells.write([text_of(column) for column in batch.columns], np.arange(row, row + batch.num_rows, dtype=np.int64))
            row += batch.num_rows
    if not cells.rows:
        raise NoRows(path=path.name)
    return Facts(layout, columns, cells.rows, 1, notes)
