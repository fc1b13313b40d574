"""DuckDB: a relation (a query, a table, files) asked by SQL where it lies.

Our own kernel over DuckDB's batches was measured to be faster for everything but a handful of sums (`docs/en/decisions/engines.md`), so
that a relation is read unless it is handed over as a `DuckdbTable` that always pushes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, TypeVar

import duckdb
import pyarrow as pa

from peakend.errors import EngineFailed, UnknownTable
from peakend.scan.ask import Request
from peakend.scan.engines.dialect import DUCKDB
from peakend.scan.engines.pushing import Counting, Kept, Push, push_down
from peakend.scan.engines.query import Answers, Writing
from peakend.scan.tally import KEEP_ROWS, Tally

_VIEW = "peakend_answers"
_Told = TypeVar("_Told")


@dataclass(frozen=True)
class DuckdbTable:
    """A DuckDB relation that answers requests itself."""

    relation: duckdb.DuckDBPyRelation
    push: Push = "measured"
    keep_rows: int = KEEP_ROWS
    connection: duckdb.DuckDBPyConnection | None = None
    """Kept so that the relation's connection lives as long as the table."""
    sums_a_column: ClassVar[float] = 0.0
    told_as: ClassVar[str] = "DuckDB"
    """What people call it."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(self.relation.columns)

    @cached_property
    def answers(self) -> Answers:
        """The table and its columns."""
        schema = self.relation.limit(0).to_arrow_table().schema
        kinds = {field.name: field.type for field in schema}
        return Answers(DUCKDB, _VIEW, kinds, {name: DUCKDB.name(name) for name in kinds})

    def fetch(self, query: str) -> pa.Table:
        """The whole answer to a query. Raises `EngineFailed`."""
        return _told(lambda: self._ask(query).to_arrow_table())

    def read(self, query: str) -> Iterator[pa.RecordBatch]:
        """The answer to a query in batches. Raises `EngineFailed`."""
        reader = _told(lambda: self._ask(query).to_arrow_reader(65_536))
        while (batch := _told(lambda: next(reader, None))) is not None:
            yield batch

    def _ask(self, query: str) -> duckdb.DuckDBPyRelation:
        told = self.relation.query(_VIEW, query)
        assert told is not None  # noqa: S101 - a SELECT gives a relation
        return told

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches."""
        return Kept(self, Writing(self.answers, Request(()))).batches(names)

    def between(self, column: str, above: int | None, last: int) -> "DuckdbTable":
        """The rows in which a column of whole numbers is above one number (if there is one) and not beyond another."""
        return replace(self, relation=self.relation.filter(DUCKDB.between(column, above, last)))

    def count(self, request: Request, count: Counting, most_groups: int) -> Tally | None:
        """The tally of a request; nothing where the columns should be read. Raises what `push_down` raises."""
        return push_down(self, request, count, most_groups, self.keep_rows)


def open_duckdb(source: str | duckdb.DuckDBPyConnection, table: str, push: Push) -> DuckdbTable:
    """A table or view of a DuckDB file or connection. Raises `UnknownTable`."""
    connection = None
    try:
        connection = duckdb.connect(source, read_only=True) if isinstance(source, str) else source
        return DuckdbTable(connection.table(DUCKDB.name(table)), push, connection=connection)
    except duckdb.Error as fault:
        raise UnknownTable(table=table, where="DuckDB", reason=_first_line(fault)) from fault


def _told(ask: Callable[[], _Told]) -> _Told:
    try:
        return ask()
    except (duckdb.Error, pa.ArrowInvalid) as fault:
        raise EngineFailed(engine="DuckDB", reason=_first_line(fault)) from fault


def _first_line(fault: Exception) -> str:
    lines = str(fault).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(fault).__name__
