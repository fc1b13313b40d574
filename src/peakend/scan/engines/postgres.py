"""PostgreSQL, through its Arrow driver (ADBC): sums worked out in the database, or columns streamed in its binary form.

Everything is read in one read-only snapshot, so that counts and sums stand on the same rows.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Final
from weakref import finalize

import adbc_driver_manager
import pyarrow as pa
from adbc_driver_postgresql import dbapi

from peakend.errors import EngineFailed, UnknownTable
from peakend.scan.ask import Request
from peakend.scan.engines.dialect import POSTGRES
from peakend.scan.engines.pushing import Counting, Kept, Push, push_down
from peakend.scan.engines.query import Answers, Writing
from peakend.scan.tally import KEEP_ROWS, Tally

_SNAPSHOT: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_NUMERIC: Final = "numeric"


@dataclass(frozen=True, eq=False)
class Session:
    """A connection that is closed when the last table that uses it is gone."""

    connection: Any
    views: list[int] = field(default_factory=list)
    """One for each question that is being asked: the first opens the view of the database, and the last closes it."""

    def __post_init__(self) -> None:
        """See to the end of the connection."""
        finalize(self, self.connection.close)


@dataclass(frozen=True)
class PostgresTable:
    """A table or view in PostgreSQL."""

    session: Session
    table: str
    """As it stands behind FROM: names in quotes."""
    push: Push = "measured"
    keep_rows: int = KEEP_ROWS
    sums_a_column: ClassVar[float] = 0.0
    told_as: ClassVar[str] = "PostgreSQL"
    """What people call it."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(self.answers.kinds)

    @cached_property
    def answers(self) -> Answers:
        """The table and its columns; kinds that Arrow has no name for are read as numbers (`numeric`) or as text."""
        with self._snapshot() as cursor:
            cursor.execute(f"SELECT * FROM {self.table} LIMIT 0")
            schema = cursor.fetch_arrow_table().schema
        kinds: dict[str, pa.DataType] = {}
        read_as: dict[str, str] = {}
        for one in schema:
            kinds[one.name], read_as[one.name] = _read_as(one)
        return Answers(POSTGRES, self.table, kinds, read_as)

    def fetch(self, query: str) -> pa.Table:
        """The whole answer to a query. Raises `EngineFailed`."""
        with self._snapshot() as cursor:
            cursor.execute(query)
            return cursor.fetch_arrow_table()

    def read(self, query: str) -> Iterator[pa.RecordBatch]:
        """The answer to a query in batches. Raises `EngineFailed`."""
        with self._snapshot() as cursor:
            cursor.execute(query)
            for batch in cursor.fetch_record_batch():
                yield from _pieces(batch)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches."""
        return Kept(self, Writing(self.answers, Request(()))).batches(names)

    def between(self, column: str, above: int | None, last: int) -> "PostgresTable":
        """The rows in which a column of whole numbers is above one number (if there is one) and not beyond another."""
        return replace(self, table=f"(SELECT * FROM {self.table} WHERE {POSTGRES.between(column, above, last)}) part")

    def count(self, request: Request, count: Counting, most_groups: int) -> Tally | None:
        """The tally of a request; nothing where the columns should be read. Raises what `push_down` raises."""
        with self._snapshot():
            return push_down(self, request, count, most_groups, self.keep_rows)

    @contextmanager
    def _snapshot(self) -> Iterator[Any]:
        """One view of the database for all that is asked inside; afterwards the database is let go of."""
        connection, first = self.session.connection, not self.session.views
        self.session.views.append(1)
        try:
            with connection.cursor() as cursor:
                if first:
                    cursor.execute(_SNAPSHOT)
                yield cursor
        except (adbc_driver_manager.Error, pa.ArrowInvalid) as fault:
            raise EngineFailed(engine="PostgreSQL", reason=_first_line(fault)) from fault
        finally:
            self.session.views.pop()
            if first:
                connection.rollback()


def open_postgres(address: str, table: str, push: Push) -> PostgresTable:
    """A table, `schema.table` or view at an address (`postgresql://user@host/database`). Raises `UnknownTable`.

    The address is handed to the driver as it is: a password belongs into `PGPASSWORD` or the file of passwords, not here.
    """
    try:
        connection = dbapi.connect(address)
    except adbc_driver_manager.Error as fault:
        raise UnknownTable(table=table, where="PostgreSQL", reason=_first_line(fault)) from fault
    opened = PostgresTable(Session(connection), ".".join(POSTGRES.name(part) for part in table.split(".")), push)
    try:
        if opened.columns:
            return opened
    except EngineFailed as fault:
        raise UnknownTable(table=table, where="PostgreSQL", reason=str(fault.blanks["reason"])) from fault
    raise UnknownTable(table=table, where="PostgreSQL", reason="0 columns")


def _read_as(column: pa.Field) -> tuple[pa.DataType, str]:
    """The kind of a column and how it is read."""
    name, kind = POSTGRES.name(column.name), column.type
    if getattr(kind, "type_name", "") == _NUMERIC:
        return pa.float64(), f"CAST({name} AS {POSTGRES.real})"
    if isinstance(kind, pa.BaseExtensionType) or pa.types.is_nested(kind) or pa.types.is_binary(kind):
        return pa.string(), f"CAST({name} AS TEXT)"
    if pa.types.is_string(kind):
        return kind, f"CAST({name} AS TEXT)"
    return kind, name


def _pieces(batch: pa.RecordBatch, rows: int = 65_536) -> Iterator[pa.RecordBatch]:
    for start in range(0, batch.num_rows, rows):
        yield batch.slice(start, rows)


def _first_line(fault: Exception) -> str:
    """What PostgreSQL says, without the driver's words around it and without the query."""
    lines = str(fault).strip().splitlines()
    return lines[0].rpartition("ERROR:")[2].strip().rstrip(".") if lines else type(fault).__name__
