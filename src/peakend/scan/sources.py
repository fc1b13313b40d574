"""Where do the rows come from? Any dataframe that speaks Arrow, and Parquet or CSV files through DuckDB, as batches of columns.

Only the columns that are asked for are read, in batches of a bounded size: memory does not grow with the answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import duckdb
import narwhals as nw
import pyarrow as pa

from peakend.errors import UnknownSource, UnreadableSource
from peakend.scan.engines.opening import open_engine
from peakend.scan.parquet import ParquetSource, open_parquet
from peakend.scan.periods import PERIODS, Period, split_days

BATCH: Final = 65_536
"""Rows in a batch: small enough to stay in the processor's cache, and for exact floating sums of whole numbers."""

SMALL: Final = 4_096
"""Pieces of a table smaller than this on average are joined before they are counted."""

_ALONE: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""The engine uses what it came with: a path that looks like an address must not make it fetch anything."""


class Source(Protocol):
    """Something that can be asked for some of its columns."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        ...

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches of at most `BATCH`, with these columns only."""
        ...


@dataclass(frozen=True)
class TableSource:
    """A table in memory."""

    table: pa.Table

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(self.table.column_names)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches. A table in many small pieces is joined first: a batch costs as much as thousands of rows."""
        table = self.table.select(list(names))
        if any(column.num_chunks > 1 + table.num_rows // SMALL for column in table.columns):
            table = table.combine_chunks()
        yield from table.to_batches(max_chunksize=BATCH)


@dataclass(frozen=True)
class RelationSource:
    """A DuckDB relation: a query, a table, or files read by DuckDB; streamed, never held whole."""

    relation: duckdb.DuckDBPyRelation
    where_from: str = ""
    connection: duckdb.DuckDBPyConnection | None = None
    """Kept so that the relation's connection lives as long as the source."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(self.relation.columns)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches, as DuckDB delivers them. Raises `UnreadableSource` for a damaged file."""
        if not names:
            yield pa.record_batch({"_": pa.nulls(len(self.relation))})
            return
        chosen = self.relation.project(", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"' for name in names))
        try:
            yield from chosen.to_arrow_reader(BATCH)
        except (duckdb.Error, pa.ArrowInvalid) as fault:
            raise UnreadableSource(path=self.where_from or "DuckDB", reason=_first_line(fault)) from fault


@dataclass(frozen=True)
class DatedSource:
    """A source with a column of dates, that has columns more: the day, week, month, quarter and year of each row, worked out as it is read.

    They are called `<column>:<period>` and can be split and filtered by like any other column.
    """

    source: Source
    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, periods last."""
        return (*self.source.columns, *(f"{self.column}:{period}" for period in PERIODS))

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches. Raises `NotDates`."""
        made: dict[str, Period] = {f"{self.column}:{period}": period for period in PERIODS}
        stored = [name for name in names if name not in made]
        read = list(dict.fromkeys([*stored, *([self.column] if len(stored) < len(names) else [])]))
        for batch in self.source.batches(read):
            dates = batch.column(self.column) if self.column in read else None
            columns = [split_days(self.column, dates, made[name]) if name in made else batch.column(name) for name in names]
            yield pa.RecordBatch.from_arrays(columns, names=list(names)) if columns else batch


def open_source(answers: Any) -> Source:  # noqa: ANN401 - any dataframe there is
    """Whatever holds answers, as a source. Raises `UnknownSource`, `UnreadableSource`.

    Takes pandas, Polars (also lazy), PyArrow tables, batches and readers, DuckDB relations, anything with the Arrow stream protocol,
    the path of a Parquet or CSV file (a pattern of several Parquet files is fine), and what `open_engine` takes: a table in a database, a
    PySpark dataframe.
    """
    engine: Source | None = open_engine(answers)
    if engine is not None:
        return engine
    match answers:
        case TableSource() | RelationSource() | DatedSource() | ParquetSource():
            source: Source = answers
        case _ if _is_source(answers):
            source = answers
        case str() | Path():
            source = open_parquet(answers) or open_file(answers)
        case duckdb.DuckDBPyRelation():
            source = RelationSource(answers)
        case pa.Table():
            source = TableSource(answers)
        case pa.RecordBatch():
            source = TableSource(pa.Table.from_batches([answers]))
        case pa.RecordBatchReader():
            source = TableSource(answers.read_all())
        case _:
            source = TableSource(table_of(answers))
    return source


def _is_source(answers: object) -> bool:
    """Whether this is a source already, of a kind that others made."""
    return callable(getattr(answers, "batches", None)) and isinstance(getattr(answers, "columns", None), tuple)


def table_of(frame: Any) -> pa.Table:  # noqa: ANN401 - any dataframe there is
    """Any dataframe as an Arrow table. Raises `UnknownSource`.

    A column that mixes kinds of values (a pandas column of objects: text here, a number there) becomes the text of each.
    """
    try:
        known = nw.from_native(frame)
    except TypeError as fault:
        if hasattr(frame, "__arrow_c_stream__"):
            return pa.table(frame)
        raise UnknownSource(kind=type(frame).__name__) from fault
    eager = known.collect() if isinstance(known, nw.LazyFrame) else known
    return pa.Table.from_arrays([_column_of(eager[:, at]) for at in range(len(eager.columns))], names=list(eager.columns))


def _column_of(column: "nw.Series[Any]") -> pa.Array:
    """One column as Arrow; of mixed values the text of each, with None and NaN (which alone differs from itself) as nothing."""
    try:
        return column.to_arrow()
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None or value != value else str(value) for value in column.to_list()], pa.string())  # noqa: PLR0124


def open_file(path: str | Path) -> RelationSource:
    """A Parquet or CSV file (or a pattern) through DuckDB. Raises `UnreadableSource`."""
    name = str(path)
    connection = duckdb.connect(config=_ALONE)
    try:
        if name.lower().endswith((".csv", ".tsv", ".txt", ".csv.gz")):
            relation = connection.read_csv(name, all_varchar=False, sample_size=-1)
        else:
            relation = connection.read_parquet(name)
    except duckdb.Error as fault:
        raise UnreadableSource(path=Path(name).name, reason=_first_line(fault)) from fault
    return RelationSource(relation, Path(name).name, connection)


def _first_line(fault: Exception) -> str:
    lines = str(fault).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(fault).__name__
