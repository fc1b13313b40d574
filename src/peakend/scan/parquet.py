"""How is one Parquet file read at the least cost? Row group by row group, with text as numbers that point to few words.

Reading text as words costs more than all ratings together, only to be turned into numbers again. Everything out of the ordinary (several
files, nested or unusual columns) is left to DuckDB, which knows it all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from peakend.errors import UnreadableSource

MOST_ROWS: Final = 1_048_576
"""Rows in a batch at most: enough for some hundred in each block of each of twenty groups."""

MOST_CELLS: Final = 33_554_432
"""Cells in a batch at most, unless it has very many columns."""

FEW: Final = 65_536
"""From so many rows on, a row group is worth a read of its own; and a batch is never held smaller than this."""


@dataclass(frozen=True)
class ParquetSource:
    """One Parquet file of plain columns."""

    path: Path
    columns: tuple[str, ...]
    words: frozenset[str]
    """The columns of text."""

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches. Raises `UnreadableSource` for a damaged file."""
        try:
            with pq.ParquetFile(self.path, read_dictionary=[name for name in names if name in self.words]) as file:
                if names:
                    yield from _read(file, list(names))
                else:
                    yield pa.record_batch({"_": pa.nulls(file.metadata.num_rows)})
        except (pa.ArrowException, OSError) as fault:
            raise UnreadableSource(path=self.path.name, reason=str(fault).splitlines()[0].rstrip(".")) from fault


def open_parquet(path: str | Path) -> ParquetSource | None:
    """The file as a source; nothing where DuckDB should read it (or say what is wrong with it)."""
    place = Path(path)
    if not place.is_file():
        return None
    try:
        schema = pq.read_schema(place)
    except (pa.ArrowException, OSError):
        return None
    if len(set(schema.names)) < len(schema.names) or not all(_is_plain(column) for column in schema):
        return None
    return ParquetSource(place, tuple(schema.names), frozenset(column.name for column in schema if pa.types.is_string(column.type)))


def _is_plain(column: pa.Field) -> bool:
    kind = column.type
    plain = (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_string, pa.types.is_date32, pa.types.is_null)
    return "." not in column.name and any(is_kind(kind) for is_kind in plain)


def _read(file: pq.ParquetFile, names: list[str]) -> Iterator[pa.RecordBatch]:
    """Row groups whole where they are of a good size; small ones together, large ones in pieces."""
    groups = file.metadata.num_row_groups
    most = max(FEW, min(MOST_ROWS, MOST_CELLS // len(names)))
    sizes = [file.metadata.row_group(place).num_rows for place in range(groups)]
    if sum(sizes) < FEW * groups or max(sizes, default=0) > most:
        for batch in file.iter_batches(most if sum(sizes) > FEW * groups else FEW, columns=names):
            yield batch.select(names)
        return
    for place in range(groups):
        yield from file.read_row_group(place, columns=names).select(names).to_batches(max_chunksize=most)


__all__ = ["ParquetSource", "open_parquet"]
