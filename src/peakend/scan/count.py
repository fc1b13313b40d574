"""How are all asks answered in one pass over the answers? Batch by batch, into the cells of a tally."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from peakend.errors import MissingColumn, NotNumbers, TooManyGroups, WrongWeight
from peakend.scan.ask import Amounts, Request, Where
from peakend.scan.blocks import BLOCKS, blocks_of_owners, owners_of
from peakend.scan.kernel import BLANK, ELSEWHERE, Codes, Floats, Ints, Rows
from peakend.scan.sources import open_source
from peakend.scan.tally import KEEP_ROWS, Cell, Group, KeptBlocks, KeptRows, Tally

MOST_GROUPS: Final = 1_000
"""More groups than this in one split is a mistake, not an analysis."""


def count_answers(answers: Any, request: Request) -> Tally:  # noqa: ANN401 - any dataframe there is
    """Answer all asks in one pass over the answers.

    `answers` is anything `open_source` takes. Rows marked in a `leave_out` column and rows outside a filter are left out and counted.
    Raises `MissingColumn`, `NotNumbers`, `WrongWeight`, `TooManyGroups`, and what opening raises.
    """
    source = open_source(answers)
    names = request.columns()
    absent = [name for name in names if name not in source.columns]
    if absent:
        raise MissingColumn(column=absent[0], known=", ".join(source.columns))
    counting = _Counting(request)
    for batch in source.batches(names):
        counting.take(batch)
    return counting.finish()


@dataclass
class _Counting:
    """A scan under way: rows are kept until there are too many, then everything is folded into blocks."""

    request: Request
    read: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    cells: dict[Group, Cell] = field(default_factory=dict)
    waiting: dict[Group, list[KeptRows]] = field(default_factory=dict)
    held: int = 0
    folded: bool = False

    def take(self, batch: pa.RecordBatch) -> None:
        """Count one batch."""
        start, self.read = self.read, self.read + batch.num_rows
        keep = self._kept(batch)
        rows = _rows_of(batch, self.request)
        few = not self.folded and self.held + int(np.count_nonzero(keep)) <= KEEP_ROWS
        owner, block = self._owners(batch, start, few=few)
        for group, chosen in _split(batch, self.request.by, keep):
            part = KeptRows(rows.take(chosen), owner[chosen], block[chosen])
            self.waiting.setdefault(group, []).append(part)
            self.held += part.rows.count
        if len(self.waiting) + len(self.cells) > MOST_GROUPS:
            raise TooManyGroups(by=", ".join(self.request.by), groups=MOST_GROUPS)
        if self.folded or self.held > KEEP_ROWS:
            self._settle(fold=True)

    def finish(self) -> Tally:
        """The tally of everything taken."""
        self._settle(fold=self.folded)
        if not self.cells:
            empty = Rows(0, *_no_columns(self.request))
            nobody = np.zeros(0, dtype=np.int64)
            self.cells[("",) * len(self.request.by)] = Cell(self.request.asks, KeptRows(empty, nobody, nobody), bool(self.request.weight))
        return Tally(self.request, self.cells, self.read, self.left_out)

    def _settle(self, *, fold: bool) -> None:
        self.folded = fold
        if fold:
            self.cells = {group: cell.fold() for group, cell in self.cells.items()}
        for group, parts in self.waiting.items():
            for part in parts:
                cell = Cell(self.request.asks, part.fold(self.request.asks) if fold else part, bool(self.request.weight))
                self.cells[group] = _add(self.cells[group], cell) if group in self.cells else cell
        self.waiting.clear()

    def _kept(self, batch: pa.RecordBatch) -> NDArray[np.bool_]:
        keep = np.ones(batch.num_rows, dtype=bool)
        for mark in self.request.leave_out:
            marked = _truth(batch.column(mark))
            self._leave_out(mark, int(np.count_nonzero(keep & marked)))
            keep &= ~marked
        for where in self.request.where:
            inside = _inside(batch.column(where.column), where)
            self._leave_out("filtered", int(np.count_nonzero(keep & ~inside)))
            keep &= inside
        return keep

    def _leave_out(self, why: str, rows: int) -> None:
        self.left_out[why] = self.left_out.get(why, 0) + rows

    def _owners(self, batch: pa.RecordBatch, start: int, *, few: bool) -> tuple[Ints, Ints]:
        """Owner and block of each row. Without an owner column every row is its own, known by its place in the answers.

        Where rows are many and their blocks stored, owners are not needed any more and are not worked out.
        """
        request, anonymous = self.request, not self.request.owner or (bool(self.request.block) and not few)
        if anonymous:
            number = np.arange(start, start + batch.num_rows, dtype=np.int64)
            owner, hashed = -1 - number, False
        else:
            column = batch.column(request.owner)
            owner, hashed = owners_of(column, start), not pa.types.is_integer(column.type)
            number = owner
        if request.block:
            stored = pc.fill_null(batch.column(request.block).cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
            return owner, np.asarray(stored, dtype=np.int64) % BLOCKS
        return owner, blocks_of_owners(number, hashed=hashed)


def _add(one: Cell, other: Cell) -> Cell:
    """Join two cells; block sums are added in place, since a scan owns its cells."""
    if isinstance(one.kept, KeptBlocks) and isinstance(other.kept, KeptBlocks):
        for mine, theirs in ((one.kept.plain, other.kept.plain), (one.kept.heavy, other.kept.heavy)):
            for ask, sums in mine.items():
                np.add(sums, theirs[ask], out=sums)
        weights = (one.kept.weights[0] + other.kept.weights[0], one.kept.weights[1] + other.kept.weights[1])
        return Cell(one.asks, KeptBlocks(one.kept.rows_by_block + other.kept.rows_by_block, one.kept.plain, one.kept.heavy, weights), one.weighted)
    return one.join(other)


def _columns_of(request: Request) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of codes and the columns of amounts."""
    amounts = dict.fromkeys(ask.column for ask in request.asks if isinstance(ask, Amounts))
    codes = dict.fromkeys(name for ask in request.asks if not isinstance(ask, Amounts) for name in ask.columns)
    return tuple(codes), tuple(amounts)


def _no_columns(request: Request) -> tuple[dict[str, Codes], dict[str, Floats], Floats | None]:
    codes, amounts = _columns_of(request)
    weight = np.zeros(0) if request.weight else None
    return {name: np.zeros(0, dtype=np.int16) for name in codes}, {name: np.zeros(0) for name in amounts}, weight


def _rows_of(batch: pa.RecordBatch, request: Request) -> Rows:
    codes, amounts = _columns_of(request)
    weight = _weights(batch, request.weight) if request.weight else None
    return Rows(
        batch.num_rows,
        {name: codes_of(name, batch.column(name)) for name in codes},
        {name: _amounts_of(name, batch.column(name)) for name in amounts},
        weight,
    )


def codes_of(name: str, column: pa.Array) -> Codes:
    """A column of whole numbers as int16; blanks and numbers that no scale can hold get marks of their own. Raises `NotNumbers`."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_null(kind):
        return np.full(len(column), BLANK, dtype=np.int16)
    if pa.types.is_boolean(kind):
        column, kind = column.cast(pa.int8()), pa.int8()
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        raise NotNumbers(column=name, kind=str(kind))
    if pa.types.is_int16(kind) or pa.types.is_int8(kind):
        filled = pc.fill_null(column.cast(pa.int16()), int(BLANK))
        return np.ascontiguousarray(filled.to_numpy(zero_copy_only=False), dtype=np.int16)
    numbers = np.asarray(column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False), dtype=np.float64)
    blank = np.isnan(numbers)
    fits = np.abs(numbers) <= 32000  # noqa: PLR2004 - the width of int16, less the marks
    whole = np.where(fits & ~blank, numbers, 0)
    codes = np.where(fits & (whole == np.rint(whole)), whole, float(ELSEWHERE))
    return np.where(blank, float(BLANK), codes).astype(np.int16)


def _amounts_of(name: str, column: pa.Array) -> Floats:
    kind = column.type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) or pa.types.is_null(kind)):
        raise NotNumbers(column=name, kind=str(kind))
    return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False), dtype=np.float64)


def _weights(batch: pa.RecordBatch, name: str) -> Floats:
    weight = _amounts_of(name, batch.column(name))
    wrong = int(np.count_nonzero(~(np.isfinite(weight) & (weight >= 0))))
    if wrong:
        raise WrongWeight(column=name, rows=wrong)
    return weight


def _truth(column: pa.Array) -> NDArray[np.bool_]:
    kind = column.type
    truth = column if pa.types.is_boolean(kind) else pc.not_equal(column.cast(pa.float64(), safe=False), 0.0)
    return np.asarray(pc.fill_null(truth, False).to_numpy(zero_copy_only=False), dtype=bool)  # noqa: FBT003 - Arrow's own signature


def words_of(column: pa.Array) -> pa.DictionaryArray:
    """A column as text, dictionary-encoded; whole numbers that came as floats lose their `.0`, blanks become the empty string."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_floating(kind):
        whole = pc.all(pc.equal(column, pc.floor(column)), skip_nulls=True).as_py()
        column = column.cast(pa.int64()) if whole else column
    return pc.dictionary_encode(pc.fill_null(column.cast(pa.string()), ""))


def _inside(column: pa.Array, where: Where) -> NDArray[np.bool_]:
    words = words_of(column)
    wanted = np.array([word in where.values for word in words.dictionary.to_pylist()] or [False])
    return wanted[words.indices.to_numpy(zero_copy_only=False).astype(np.int64)] if len(words) else np.zeros(0, dtype=bool)


def _split(batch: pa.RecordBatch, by: Sequence[str], keep: NDArray[np.bool_]) -> Iterator[tuple[Group, NDArray[np.intp]]]:
    """The kept rows of each group."""
    if not by:
        if keep.any():
            yield (), np.flatnonzero(keep)
        return
    coded = [words_of(batch.column(name)) for name in by]
    names: list[list[str]] = [words.dictionary.to_pylist() for words in coded]
    place = np.zeros(batch.num_rows, dtype=np.int64)
    for words, values in zip(coded, names, strict=True):
        place = place * max(len(values), 1) + words.indices.to_numpy(zero_copy_only=False)
    chosen = np.flatnonzero(keep)
    order = chosen[np.argsort(place[chosen], kind="stable")]
    found, starts = np.unique(place[order], return_index=True)
    for number, rows in zip(found.tolist(), np.split(order, starts[1:]), strict=True):
        yield _group(number, names), rows


def _group(number: int, names: list[list[str]]) -> Group:
    values: list[str] = []
    for known in reversed(names):
        number, place = divmod(number, max(len(known), 1))
        values.append(known[place])
    return tuple(reversed(values))


def merge_all(tallies: Iterable[Tally]) -> Tally:
    """The tally of several parts counted apart. Raises `DifferentRequests`."""
    several = iter(tallies)
    whole = next(several)
    for tally in several:
        whole = whole.merge(tally)
    return whole


__all__ = ["MOST_GROUPS", "codes_of", "count_answers", "merge_all", "words_of"]
