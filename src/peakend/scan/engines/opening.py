"""Is this an engine? A table at an address, a PySpark dataframe, or a table in a DuckDB file or connection."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, TypeGuard

import duckdb

from peakend.errors import MissingDriver
from peakend.scan.ask import Request
from peakend.scan.engines.duckdb import open_duckdb
from peakend.scan.engines.pushing import Counting, Kept, Push
from peakend.scan.engines.spark import SparkTable, is_spark
from peakend.scan.tally import Tally

_POSTGRES = ("postgresql://", "postgres://")
_DUCKDB = (".duckdb", ".ddb")


class Engine(Protocol):
    """A source that can answer a whole request itself."""

    def count(self, request: Request, count: Counting, most_groups: int) -> Tally | None:
        """The tally; nothing where its columns should be read and counted instead."""
        ...


@dataclass(frozen=True)
class DatabaseTable:
    """A table of coded answers in a database.

    `where` is the address of a PostgreSQL database (`postgresql://user@host/database`), the path of a DuckDB file, or a DuckDB
    connection; `table` the name of a table or view, with its schema if it needs one.

    >>> DatabaseTable("postgresql://analyst@db/voices", "answers").table
    'answers'
    """

    where: str | duckdb.DuckDBPyConnection
    table: str
    push: Push = "measured"


def is_engine(source: object) -> TypeGuard[Engine]:
    """Whether a source can answer requests itself."""
    return callable(getattr(source, "count", None)) and hasattr(source, "push")


def open_engine(answers: Any) -> Any:  # noqa: ANN401 - whatever holds answers; a source that is an engine, or nothing
    """The engine that holds these answers; nothing where none does.

    Takes a `DatabaseTable`, its short form as text (`postgresql://user@host/database#table`, `answers.duckdb#table`), a PySpark
    dataframe, and engines themselves. Raises `UnknownTable`, `MissingDriver`.
    """
    if is_engine(answers) or isinstance(answers, Kept):
        return answers
    if isinstance(answers, str) and "#" in answers:
        where, _, table = answers.rpartition("#")
        if where.startswith(_POSTGRES) or where.endswith(_DUCKDB):
            return open_engine(DatabaseTable(where, table))
    if isinstance(answers, DatabaseTable):
        if isinstance(answers.where, str) and answers.where.startswith(_POSTGRES):
            return _open_postgres(answers.where, answers.table, answers.push)
        return open_duckdb(answers.where, answers.table, answers.push)
    return SparkTable(answers) if is_spark(answers) else None


def _open_postgres(address: str, table: str, push: Push) -> Any:  # noqa: ANN401 - the driver is loaded when it is needed
    try:
        driver = import_module("peakend.scan.engines.postgres")
    except ModuleNotFoundError as fault:
        raise MissingDriver(engine="PostgreSQL", extra="pg") from fault
    return driver.open_postgres(address, table, push)
