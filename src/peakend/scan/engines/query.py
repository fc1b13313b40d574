"""Which queries answer a request? One that counts what is left out, one (or a few) with the sums, one for each ask in long form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from peakend.errors import NoStoredBlock, NotNumbers
from peakend.scan.ask import Amounts, Ask, Request, Where
from peakend.scan.engines.dialect import Dialect, can_hold
from peakend.scan.engines.phrases import Draft, Slots, say_ask
from peakend.scan.rows import ELSEWHERE, LARGEST

_PRIME = 2147483647
_FACTOR = 48271
_ABOVE = 2**63 - 1


@dataclass(frozen=True)
class Answers:
    """The answers as an engine sees them: what stands behind FROM, and each column as it is read, with its kind."""

    dialect: Dialect
    table: str
    kinds: Mapping[str, pa.DataType]
    read_as: Mapping[str, str]

    def code(self, name: str) -> str:
        """A column as `codes_of` reads it: whole numbers, null for blank, `ELSEWHERE` for what no scale can hold. Raises `NotNumbers`."""
        column, kind = self.read_as[name], self.kinds[name]
        if pa.types.is_boolean(kind):
            return f"CAST({column} AS INTEGER)"
        if pa.types.is_integer(kind) and kind.bit_width == 8:  # noqa: PLR2004 - fits as it is
            return f"CAST({column} AS INTEGER)"
        if pa.types.is_integer(kind):
            fits = f"{column} BETWEEN {-LARGEST} AND {LARGEST}"
            return f"CASE WHEN {fits} THEN CAST({column} AS INTEGER) WHEN {column} IS NOT NULL THEN {int(ELSEWHERE)} END"
        value = self.amount(name)
        whole = f"{value} BETWEEN {-LARGEST} AND {LARGEST} AND {value} = floor({value})"
        return f"CASE WHEN {whole} THEN CAST({value} AS INTEGER) WHEN {self.known(name)} THEN {int(ELSEWHERE)} END"

    def amount(self, name: str) -> str:
        """A column as a real number. Raises `NotNumbers`."""
        kind = self.kinds[name]
        column = f"CAST({self.read_as[name]} AS INTEGER)" if pa.types.is_boolean(kind) else self.read_as[name]
        if not (pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
            raise NotNumbers(column=name, kind=str(kind))
        return f"CAST({column} AS {self.dialect.real})"

    def known(self, name: str) -> str:
        """Whether a column of numbers holds one: neither null nor "not a number"."""
        nothing = f"CAST('NaN' AS {self.dialect.real})"
        return f"({self.read_as[name]} IS NOT NULL AND {self.amount(name)} <> {nothing})"

    def marked(self, name: str) -> str:
        """Whether a column of marks marks the row."""
        if pa.types.is_boolean(self.kinds[name]):
            return f"coalesce({self.read_as[name]}, FALSE)"
        if pa.types.is_integer(self.kinds[name]):
            return f"coalesce({self.read_as[name]} <> 0, FALSE)"
        return f"({self.known(name)} AND {self.amount(name)} <> 0)"

    def inside(self, where: Where) -> str | None:
        """Whether a row is inside a filter; nothing where words of this kind of column cannot be compared in SQL."""
        column, kind, values = self.read_as[where.column], self.kinds[where.column], set(filter(can_hold, where.values))
        blank = f"{column} IS NULL"
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            wanted, blank = [self.dialect.words(value) for value in sorted(values - {""})], f"({blank} OR {column} = '')"
        elif pa.types.is_boolean(kind):
            wanted = [value for value in sorted(values) if value in {"true", "false"}]
        elif pa.types.is_integer(kind):
            wanted = [value for value in sorted(values) if _is_whole(value)]
        elif pa.types.is_floating(kind):
            column, blank = self.amount(where.column), f"NOT {self.known(where.column)}"
            wanted = [self.dialect.number(float(value)) for value in sorted(values) if _is_real(value)]
        else:
            return None
        one_of = f"{column} IS NOT NULL AND {column} IN ({', '.join(wanted)})" if wanted else "1 = 0"
        return f"({one_of}{f' OR {blank}' if '' in values else ''})"

    def wrong_weight(self, name: str) -> str:
        """Whether a weight is blank, negative or infinite."""
        value = self.amount(name)
        return f"NOT ({self.known(name)} AND {value} >= 0 AND {value} < CAST('Infinity' AS {self.dialect.real}))"


def _is_whole(value: str) -> bool:
    """Whether a whole number is written like this."""
    digits = value.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 19 and str(int(value)) == value  # noqa: PLR2004 - digits of a BIGINT


def _is_real(value: str) -> bool:
    """Whether a real number is named like this as a group (`words_of`)."""
    try:
        number = float(value)
    except ValueError:
        return False
    return value == (str(int(number)) if number.is_integer() else str(number)) and value != "nan"


@dataclass(frozen=True)
class Query:
    """One query with the asks whose sums it gives, in the order of its columns."""

    text: str
    sums: tuple[tuple[Ask, int, bool], ...]
    """For each column of sums: the ask, the place in its answer, and whether it is weighted."""
    slots: Ask | None = None
    """The ask in long form that it answers instead."""


@dataclass(frozen=True)
class Writing:
    """A request being put into queries for one engine."""

    answers: Answers
    request: Request
    unnamed: bool = True
    """Whether some rows have no owner: their blocks are made from the number of the row."""

    @cached_property
    def outside(self) -> tuple[tuple[str, str], ...]:
        """Why rows are left out, in order, each with its condition."""
        marks = [(mark, self.answers.marked(mark)) for mark in self.request.leave_out]
        return (*marks, *(("filtered", f"NOT {self.answers.inside(where)}") for where in self.request.where))

    @cached_property
    def kept(self) -> str:
        """The condition of rows that are counted; empty where all are."""
        return " AND ".join(f"NOT ({condition})" for _, condition in self.outside)

    def count_outside(self) -> str:
        """The query that counts rows by why they are left out (the place in `outside`; null for kept), and wrong weights."""
        cases = "".join(f" WHEN {condition} THEN {at}" for at, (_, condition) in enumerate(self.outside))
        why = f"CASE{cases} END" if cases else "CAST(NULL AS INTEGER)"
        wrong = f"CASE WHEN {self.answers.wrong_weight(self.request.weight)} THEN 1 ELSE 0 END" if self.request.weight else "0"
        inner = f"SELECT {why} AS why, {wrong} AS wrong FROM {self.answers.table}"
        return f"SELECT why, count(*) AS n, CAST(sum(wrong) AS BIGINT) AS wrong FROM ({inner}) s GROUP BY why"

    def probe(self, rows: int) -> str:
        """The query that gives one row for each kept row, but never more than `rows`."""
        condition = f" WHERE {self.kept}" if self.kept else ""
        return f"SELECT count(*) AS n FROM (SELECT 1 AS one FROM {self.answers.table}{condition} LIMIT {rows}) s"

    def find_unnamed(self) -> str:
        """The query that finds a row without an owner."""
        owner = self.answers.read_as[self.request.owner]
        return f"SELECT 1 AS one FROM {self.answers.table} WHERE {owner} IS NULL LIMIT 1"

    def stream(self, columns: Sequence[str], block: str = "") -> str:
        """The query for the kept rows themselves with these columns, and their block under that name."""
        name, condition = self.answers.dialect.name, f" WHERE {self.kept}" if self.kept else ""
        read = [f"{self.answers.read_as[column]} AS {name(column)}" for column in columns]
        read += [f"{self.block} AS {name(block)}"] if block else []
        return f"SELECT {', '.join(read)} FROM {self.numbered if block else self.answers.table}{condition}"

    @property
    def needs_numbers(self) -> bool:
        """Whether the rows must be numbered for their blocks."""
        return not self.request.block and (not self.request.owner or self.unnamed)

    @cached_property
    def row(self) -> str:
        """A name for the number of the row that no column has."""
        name = "row"
        while any(name.lower() == column.lower() for column in self.answers.kinds):
            name += "_"
        return self.answers.dialect.name(name)

    @property
    def numbered(self) -> str:
        """The answers, with the number of each row where it is needed. All rows are numbered, also those that are left out."""
        if not self.needs_numbers:
            return self.answers.table
        dialect = self.answers.dialect
        return f"(SELECT *, {dialect.row} AS {self.row} FROM {self.answers.table}{dialect.fence}) numbered"

    @cached_property
    def block(self) -> str:
        """The block of a row (`scan.blocks`). Raises `NoStoredBlock` for owners that are not whole numbers."""
        request, answers = self.request, self.answers
        if request.block:
            code = answers.code(request.block)
            return f"CASE WHEN {code} > 0 THEN {code} % {request.blocks} ELSE 0 END"
        nobody = f"({_PRIME} + (-1 - {self.row}) % {_PRIME}) % {_PRIME}"
        if not request.owner:
            return self._hash(f"{self.row} % {_PRIME}")
        if not pa.types.is_integer(answers.kinds[request.owner]):
            raise NoStoredBlock(column=request.owner)
        column = answers.read_as[request.owner]
        column = f"({column} & {_ABOVE})" if answers.kinds[request.owner] == pa.uint64() else column
        owner = f"({answers.dialect.whole(column)} & {_ABOVE}) % {_PRIME}"
        if not self.unnamed:
            return self._hash(owner)
        return self._hash(f"CASE WHEN {answers.read_as[request.owner]} IS NULL THEN {nobody} ELSE {owner} END")

    def _hash(self, number: str) -> str:
        """The block of a number from 0 to the prime (`blocks_of_numbers`)."""
        return f"CAST((({number}) * CAST({_FACTOR} AS BIGINT)) % {_PRIME} % {self.request.blocks} AS INTEGER)"

    def queries(self, most_rows: int) -> Iterator[Query]:
        """The queries that answer the asks. The first gives the number of rows too (`n`), and the sums of weights (`w1`, `w2`)."""
        draft = Draft(self.answers.dialect, self.answers.code, self.answers.amount)
        sums, long = self._expressions(draft)
        groups = [f"k{at}" for at in range(len(self.request.by))] + ["b"]
        weights = ["sum(w) AS w1", "sum(w * w) AS w2"] if self.request.weight else []
        step = self.answers.dialect.most_sums - len(groups) - 3
        for start in range(0, max(len(sums), 1), step):
            part = sums[start : start + step]
            made = [f"{text} AS s{at}" for at, (_, text) in enumerate(part)]
            chosen = ", ".join([*groups, "count(*) AS n", *weights, *made])
            text = f"SELECT {chosen} FROM {self._nest(draft)} GROUP BY {', '.join(groups)} LIMIT {most_rows}"
            yield Query(text, tuple(place for place, _ in part))
        for ask, slots in long:
            heavy = ["sum(w) AS w1"] if self.request.weight else []
            chosen = ", ".join([*groups, f"{slots.slot} AS slot", "count(*) AS n", *heavy])
            grouped = ", ".join(str(at + 1) for at in range(len(groups) + 1))
            yield Query(f"SELECT {chosen} FROM {self._nest(draft)} GROUP BY {grouped} LIMIT {most_rows * ask.width}", (), ask)

    def _expressions(self, draft: Draft) -> tuple[list[tuple[tuple[Ask, int, bool], str]], list[tuple[Ask, Slots]]]:
        sums: list[tuple[tuple[Ask, int, bool], str]] = []
        long: list[tuple[Ask, Slots]] = []
        for ask in self.request.asks:
            phrase = say_ask(ask, draft)
            if isinstance(phrase, Slots):
                long.append((ask, phrase))
                continue
            for place, text in enumerate(phrase or ()):
                real = self.answers.dialect.real
                plain = f"CAST(sum({text}) AS {real})" if is_real(ask) else f"CAST(sum({text}) AS BIGINT)"
                sums.append(((ask, place, False), plain))
                if self.request.weight:
                    sums.append(((ask, place, True), f"sum(w * ({text}))"))
        return sums, long

    def _nest(self, draft: Draft) -> str:
        """The stages, each a query around the one before."""
        read = [f"{self.answers.read_as[name]} AS k{at}" for at, name in enumerate(self.request.by)] + [f"{self.block} AS b"]
        if self.request.weight:
            read.append(f"{self.answers.amount(self.request.weight)} AS w")
        read += [f"{text} AS {name}" for text, name in draft.stages[0].items()]
        condition, fence = f" WHERE {self.kept}" if self.kept else "", self.answers.dialect.fence
        text = f"SELECT {', '.join(read)} FROM {self.numbered}{condition}{fence}"
        for stage in draft.stages[1:]:
            if stage:
                made = ", ".join(f"{expression} AS {name}" for expression, name in stage.items())
                text = f"SELECT t.*, {made} FROM ({text}) t{fence}"
        return f"({text}) t"


def is_real(ask: Ask) -> bool:
    """Whether the plain sums of an ask are real numbers."""
    return isinstance(ask, Amounts)


__all__ = ["Answers", "Query", "Writing", "is_real"]
