"""Who answers a whole request where the answers lie? An engine: what is left out first, then the sums, by group and block.

A few rows (`KEEP_ROWS`) are fetched as rows and counted by our own kernel, so that every respondent is a unit. Asks that an engine
does not know, and requests it would take longer for than reading the columns takes, go through the kernel too (filters are still the
engine's work): the numbers are the same either way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, Protocol

import pyarrow as pa

from peakend.errors import TooManyGroups, WrongWeight
from peakend.scan.ask import Request
from peakend.scan.engines.cells import Filling, join_asks
from peakend.scan.engines.phrases import count_sums, is_said
from peakend.scan.engines.query import Answers, Writing
from peakend.scan.tally import KEEP_ROWS, Cell, Group, Tally

Push = Literal["measured", "always", "never"]
"""When an engine answers itself: where that was measured to be faster than reading the columns, always where it can, or never."""

Counting = Callable[[Any, Request], Tally]
"""How our own kernel counts a source."""


class Database(Protocol):
    """One table in one engine: how to ask it."""

    @property
    def answers(self) -> Answers:
        """The table and its columns."""
        ...

    @property
    def push(self) -> Push:
        """When the engine answers itself."""
        ...

    @property
    def sums_a_column(self) -> float:
        """Up to so many sums for each column that must be read, the engine is faster than our kernel with its columns."""
        ...

    def fetch(self, query: str) -> pa.Table:
        """The whole answer to a query. Raises `EngineFailed`."""
        ...

    def read(self, query: str) -> Iterator[pa.RecordBatch]:
        """The answer to a query in batches. Raises `EngineFailed`."""
        ...


@dataclass(frozen=True)
class Kept:
    """The rows that a request counts, as a source: filters are applied by the engine, and only some columns travel."""

    database: Database
    writing: Writing
    block: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return (*self.database.answers.kinds, *([self.block] if self.block else []))

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches."""
        wanted = [name for name in names if name != self.block]
        block = self.block if self.block in names else ""
        if not names:
            rows = self.database.fetch(self.writing.probe(2**62))["n"][0].as_py()
            yield pa.record_batch({"_": pa.nulls(rows)})
            return
        for batch in self.database.read(self.writing.stream(wanted, block)):
            yield batch.select(list(names))


_PROBE: Final = "_pushed_block"


def push_down(database: Database, request: Request, count: Counting, most_groups: int, keep_rows: int = KEEP_ROWS) -> Tally | None:
    """The tally of a request, answered by the engine; nothing where its columns should be read instead.

    Raises `NotNumbers`, `WrongWeight`, `TooManyGroups`, `NoStoredBlock`, `EngineFailed`.
    """
    answers = database.answers
    pushed = _is_worth_it(database, request)
    filtered = bool(request.where and (request.block or request.owner)) and database.push == "measured"
    if not (pushed or filtered) or any(answers.inside(where) is None for where in request.where):
        return None
    writing = Writing(answers, request)
    kept, outside = _count_outside(database, writing, keep_rows)
    if kept <= keep_rows or not pushed:
        inner = count(Kept(database, writing), replace(request, where=(), leave_out=()))
        return Tally(request, inner.cells, inner.rows + sum(outside.values()), outside)
    unnamed = writing.needs_numbers and (not request.owner or database.fetch(writing.find_unnamed()).num_rows > 0)
    cells = _fill(database, replace(writing, unnamed=unnamed), count, most_groups)
    return Tally(request, cells, sum(cell.rows for cell in cells.values()) + sum(outside.values()), outside)


def _is_worth_it(database: Database, request: Request) -> bool:
    if database.push != "measured":
        return database.push == "always"
    sums = sum(count_sums(ask) for ask in request.asks if is_said(ask)) * (2 if request.weight else 1)
    return all(map(is_said, request.asks)) and sums <= database.sums_a_column * max(len(request.columns()), 1)


def _count_outside(database: Database, writing: Writing, keep_rows: int) -> tuple[int, dict[str, int]]:
    """How many rows are kept (at least: more than `keep_rows`), and how many are left out and why."""
    request = writing.request
    if not writing.outside and not request.weight:
        return database.fetch(writing.probe(keep_rows + 1))["n"][0].as_py(), {}
    counted = database.fetch(writing.count_outside()).to_pylist()
    wrong = sum(row["wrong"] for row in counted)
    if wrong:
        raise WrongWeight(column=request.weight, rows=wrong)
    left_out = {why: 0 for why, _ in writing.outside} if counted else {}
    for row in counted:
        if row["why"] is not None:
            left_out[writing.outside[row["why"]][0]] += row["n"]
    return sum(row["n"] for row in counted if row["why"] is None), left_out


def _fill(database: Database, writing: Writing, count: Counting, most_groups: int) -> dict[Group, Cell]:
    """The sums by group and block; asks that the engine does not know are counted by the kernel, with the engine's blocks."""
    request = writing.request
    said, unsaid = (tuple(ask for ask in request.asks if is_said(ask) is known) for known in (True, False))
    filling = Filling(request, said)
    for number, query in enumerate(replace(writing, request=replace(request, asks=said)).queries((most_groups + 1) * request.blocks)):
        filling.take(query, database.fetch(query.text), first=number == 0)
        if len(filling.rows) > most_groups:
            raise TooManyGroups(by=", ".join(request.by), groups=most_groups)
    cells = filling.finish()
    if not unsaid:
        return cells
    block = _PROBE
    while block in database.answers.kinds:
        block += "_"
    rest = replace(request, asks=unsaid, where=(), leave_out=(), block=block)
    others = count(Kept(database, writing, block), rest).fold()
    return join_asks([cells, others.cells], request)
