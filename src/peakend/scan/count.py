"""How are all asks answered in one pass over the answers? Batch by batch, into the cells of a tally."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from peakend.errors import MissingColumn, TooManyGroups
from peakend.scan.ask import Amounts, Request, Where
from peakend.scan.blocks import BLOCKS, blocks_of_owners, owners_of
from peakend.scan.columns import amounts_of, codes_of, marks_of, weights_of, words_of
from peakend.scan.kernel import Codes, Floats, Ints, Rows
from peakend.scan.sources import open_source
from peakend.scan.tally import KEEP_ROWS, Cell, Group, KeptBlocks, KeptRows, Tally, join_rows

MOST_GROUPS: Final = 1_000
"""More groups than this in one split is a mistake, not an analysis."""

MOST_BYTES: Final = 2_000_000_000
"""What all groups of a split may take together once they are kept by block."""


def count_answers(answers: Any, request: Request) -> Tally:  # noqa: ANN401 - any dataframe there is
    """Answer all asks in one pass over the answers.

    `answers` is anything `open_source` takes. Rows marked in a `leave_out` column and rows outside a filter are left out and counted.
    Raises `MissingColumn`, `NotNumbers`, `WrongWeight`, `TooManyGroups`, and what opening raises.
    """
    source = open_source(answers)
    names = request.columns()
    known = dict.fromkeys(source.columns)
    absent = [name for name in names if name not in known]
    if absent:
        raise MissingColumn(column=absent[0], known=", ".join(known))
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
            everybody = len(chosen) == rows.count
            part = KeptRows(rows, owner, block) if everybody else KeptRows(rows.take(chosen), owner[chosen], block[chosen])
            self.waiting.setdefault(group, []).append(part)
            self.held += part.rows.count
        fold = self.folded or self.held > KEEP_ROWS
        most = _most_groups(self.request) if fold else MOST_GROUPS
        if len(self.waiting.keys() | self.cells.keys()) > most:
            raise TooManyGroups(by=", ".join(self.request.by), groups=most)
        if fold:
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
            together = join_rows(parts)
            cell = Cell(self.request.asks, together.fold(self.request.asks) if fold else together, bool(self.request.weight))
            self.cells[group] = _add(self.cells[group], cell) if group in self.cells else cell
        self.waiting.clear()

    def _kept(self, batch: pa.RecordBatch) -> NDArray[np.bool_]:
        keep = np.ones(batch.num_rows, dtype=bool)
        for mark in self.request.leave_out:
            marked = marks_of(mark, batch.column(mark))
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
            kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
            owner, hashed = owners_of(column, start), not pa.types.is_integer(kind)
            number = owner
        if request.block:
            stored = codes_of(request.block, batch.column(request.block))
            return owner, np.maximum(stored, 0).astype(np.int64) % BLOCKS
        return owner, blocks_of_owners(number, hashed=hashed)


def _most_groups(request: Request) -> int:
    """How many groups fit into memory once they are kept by block."""
    sums = BLOCKS * 8 * max(sum(ask.width for ask in request.asks), 1) * (2 if request.weight else 1)
    return max(1, min(MOST_GROUPS, MOST_BYTES // sums))


def _add(one: Cell, other: Cell) -> Cell:
    """Join two cells; block sums are added in place, since a scan owns its cells."""
    mine, theirs = one.kept, other.kept
    if not (isinstance(mine, KeptBlocks) and isinstance(theirs, KeptBlocks)):
        return one.join(other)
    for kept, added in ((mine.plain, theirs.plain), (mine.heavy, theirs.heavy)):
        for ask, sums in kept.items():
            np.add(sums, added[ask], out=sums)
    weights = (mine.weights[0] + theirs.weights[0], mine.weights[1] + theirs.weights[1])
    return Cell(one.asks, KeptBlocks(mine.rows_by_block + theirs.rows_by_block, mine.plain, mine.heavy, weights), one.weighted)


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
    weight = weights_of(request.weight, batch.column(request.weight)) if request.weight else None
    return Rows(
        batch.num_rows,
        {name: codes_of(name, batch.column(name)) for name in codes},
        {name: amounts_of(name, batch.column(name)) for name in amounts},
        weight,
    )


def _inside(column: pa.Array, where: Where) -> NDArray[np.bool_]:
    place, words = words_of(column)
    wanted = np.array([word in where.values for word in words], dtype=bool)
    return wanted[place]


def _split(batch: pa.RecordBatch, by: Sequence[str], keep: NDArray[np.bool_]) -> Iterator[tuple[Group, NDArray[np.intp]]]:
    """The kept rows of each group."""
    if not keep.any():
        return
    if not by:
        yield (), np.flatnonzero(keep)
        return
    coded = [words_of(batch.column(name)) for name in by]
    names = [words for _, words in coded]
    place = np.zeros(batch.num_rows, dtype=np.int64)
    for places, words in coded:
        place = place * max(len(words), 1) + places
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


__all__ = ["MOST_BYTES", "MOST_GROUPS", "count_answers", "merge_all"]
