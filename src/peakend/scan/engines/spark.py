"""Apache Spark: a PySpark dataframe asked by SQL on its cluster; only sums travel, as Arrow.

PySpark is never imported here: whoever brings a dataframe has brought it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Final
from uuid import uuid4

import pyarrow as pa

from peakend.errors import EngineFailed, PeakendError
from peakend.scan.ask import Request
from peakend.scan.engines.dialect import SPARK
from peakend.scan.engines.pushing import Counting, Kept, Push, push_down
from peakend.scan.engines.query import Answers, Writing
from peakend.scan.tally import KEEP_ROWS, Tally

_KINDS: Final[dict[str, pa.DataType]] = {
    "tinyint": pa.int8(),
    "smallint": pa.int16(),
    "int": pa.int32(),
    "bigint": pa.int64(),
    "float": pa.float32(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "string": pa.string(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", "UTC"),
    "timestamp_ntz": pa.timestamp("us"),
}


@dataclass(frozen=True)
class SparkTable:
    """A PySpark dataframe."""

    frame: Any
    push: Push = "always"
    keep_rows: int = KEEP_ROWS
    sums_a_column: ClassVar[float] = 0.0
    told_as: ClassVar[str] = "Apache Spark"
    """What people call it."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(self.frame.columns)

    @cached_property
    def view(self) -> str:
        """The name under which queries know the dataframe: one that nobody else has."""
        return f"peakend_{uuid4().hex}"

    @cached_property
    def answers(self) -> Answers:
        """The table and its columns. Decimals are read as real numbers, what Arrow has no plain kind for as text."""
        kinds: dict[str, pa.DataType] = {}
        read_as: dict[str, str] = {}
        for name, told in self.frame.dtypes:
            kinds[name], read_as[name] = _read_as(name, told)
        return Answers(SPARK, self.view, kinds, read_as)

    def fetch(self, query: str) -> pa.Table:
        """The whole answer to a query. Raises `EngineFailed`."""
        self.frame.createOrReplaceTempView(self.view)
        session = self.frame.sparkSession
        try:
            return session.sql(query).toArrow()
        except PeakendError:
            raise
        except Exception as fault:  # the faults of Spark are classes of a library that is not imported here
            raise EngineFailed(engine="Apache Spark", reason=_first_line(fault)) from fault
        finally:
            session.catalog.dropTempView(self.view)

    def read(self, query: str) -> Iterator[pa.RecordBatch]:
        """The answer to a query in batches; Spark hands it over whole. Raises `EngineFailed`."""
        yield from self.fetch(query).to_batches(max_chunksize=65_536)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches."""
        return Kept(self, Writing(self.answers, Request(()))).batches(names)

    def between(self, column: str, above: int | None, last: int) -> "SparkTable":
        """The rows in which a column of whole numbers is above one number (if there is one) and not beyond another."""
        return replace(self, frame=self.frame.filter(SPARK.between(column, above, last)))

    def count(self, request: Request, count: Counting, most_groups: int) -> Tally | None:
        """The tally of a request; nothing where the columns should be read. Raises what `push_down` raises."""
        return push_down(self, request, count, most_groups, self.keep_rows)


def is_spark(answers: object) -> bool:
    """Whether something is a PySpark dataframe, classic or of Spark Connect, told by the name of its class.

    >>> is_spark([])
    False
    """
    return any(kind.__module__.startswith("pyspark.sql") and kind.__name__ == "DataFrame" for kind in type(answers).__mro__)


def _read_as(name: str, told: str) -> tuple[pa.DataType, str]:
    """The kind of a column and how it is read."""
    column = SPARK.name(name)
    if told.startswith("decimal"):
        return pa.float64(), f"CAST({column} AS {SPARK.real})"
    if told in _KINDS:
        return _KINDS[told], column
    return (pa.int32(), f"CAST({column} AS INTEGER)") if told == "void" else (pa.string(), f"CAST({column} AS STRING)")


def _first_line(fault: Exception) -> str:
    lines = str(fault).strip().splitlines()
    return lines[0].rstrip(".")[:300] if lines else type(fault).__name__
