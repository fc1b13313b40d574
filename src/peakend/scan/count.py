"""How are all asks answered in one pass over the answers? Batch by batch, into the cells of a tally."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from peakend.errors import MissingColumn, TooManyGroups
from peakend.scan.ask import Amounts, Request, Where
from peakend.scan.blocks import blocks_of_owners, owners_of
from peakend.scan.columns import amounts_of, codes_of, marks_of, weights_of, words_of
from peakend.scan.engines.opening import is_engine
from peakend.scan.folding import Folding
from peakend.scan.rows import STRETCH, Codes, Floats, Ints, Rows
from peakend.scan.sources import open_source
from peakend.scan.tally import KEEP_ROWS, Cell, Group, KeptBlocks, KeptRows, Tally, join_rows, keep_blocks

MOST_GROUPS: Final = 1_000
"""More groups than this in one split is a mistake, not an analysis."""

MOST_BYTES: Final = 2_000_000_000
"""What all groups of a split may take together once they are kept by block."""

WORTH: Final = 100
"""So many rows for each unit make a product of matrices cost more than the call of it."""

_ALONE: Final = ThreadpoolController()
"""Products of a few columns are too small to share: threads that wait for one another cost twice the work."""

MOST_WAITING: Final = 64_000_000
"""What rows that wait to be folded may take, in bytes."""


def count_answers(answers: Any, request: Request) -> Tally:  # noqa: ANN401 - any dataframe there is
    """Answer all asks in one pass over the answers.

    `answers` is anything `open_source` takes; an engine answers itself where it can. Rows marked in a `leave_out` column and rows outside
    a filter are left out and counted. Raises `MissingColumn`, `NotNumbers`, `WrongWeight`, `TooManyGroups`, and what opening raises.
    """
    source = open_source(answers)
    names = request.columns()
    known = dict.fromkeys(source.columns)
    absent = [name for name in names if name not in known]
    if absent:
        raise MissingColumn(column=absent[0], known=", ".join(known))
    if is_engine(source) and (pushed := source.count(request, count_answers, _most_groups(request))) is not None:
        return pushed
    counting = _Counting(request)
    with _ALONE.limit(limits=1, user_api="blas"):
        for batch in source.batches(names):
            counting.take(batch)
        return counting.finish()


@dataclass(frozen=True, slots=True)
class _Part:
    """Some kept rows, with the number of the group of each. Owners are forgotten once blocks are all that counts."""

    kept: KeptRows
    group: Ints


@dataclass
class _Counting:
    """A scan under way: rows are kept until there are too many; from then on they wait only until a stretch of them is worth folding."""

    request: Request
    read: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    groups: dict[Group, int] = field(default_factory=dict)
    waiting: list[_Part] = field(default_factory=list)
    held: int = 0
    folding: Folding | None = None

    def take(self, batch: pa.RecordBatch) -> None:
        """Count one batch."""
        start, self.read = self.read, self.read + batch.num_rows
        keep = self._kept(batch)
        kept = int(np.count_nonzero(keep))
        few = self.folding is None and self.held + kept <= KEEP_ROWS
        everybody = kept == batch.num_rows
        rows, (owner, block), group = _rows_of(batch, self.request), self._owners(batch, start, few=few), self._number(batch, keep)
        if not everybody:
            chosen = np.flatnonzero(keep)
            rows, owner, block = rows.take(chosen), owner[chosen] if few else owner, block[chosen]
        if not few and self.folding is None:
            self.folding = Folding(self.request.asks, self.request.blocks, weighted=bool(self.request.weight))
        self.waiting.append(_Part(KeptRows(rows, owner, block, self.request.blocks), group))
        self.held += kept
        most = MOST_GROUPS if few else _most_groups(self.request)
        if len(self.groups) > most:
            raise TooManyGroups(by=", ".join(self.request.by), groups=most)
        if self.folding is not None and self.held >= self._enough():
            self._fold(self.folding)

    def finish(self) -> Tally:
        """The tally of everything taken."""
        weighted = bool(self.request.weight)
        if self.folding is not None:
            self._fold(self.folding)
            kept: list[KeptRows | KeptBlocks] = [keep_blocks(sums, weighted=weighted) for sums in self.folding.groups]
        else:
            kept = self._split()
        if not kept:
            nobody = np.zeros(0, dtype=np.int64)
            self.groups[("",) * len(self.request.by)] = 0
            kept = [KeptRows(Rows(0, *_no_columns(self.request)), nobody, nobody, self.request.blocks)]
        cells = {group: Cell(self.request.asks, kept[number], weighted) for group, number in self.groups.items()}
        return Tally(self.request, cells, self.read, self.left_out)

    def _enough(self) -> int:
        """How many rows are worth folding at once: so many for each block of each group, as far as they fit."""
        wanted = len(self.groups) * self.request.blocks * WORTH
        codes, amounts = _columns_of(self.request)
        return max(STRETCH // 2, min(wanted, MOST_WAITING // (2 * len(codes) + 8 * len(amounts) + 32)))

    def _fold(self, folding: Folding) -> None:
        if self.waiting:
            kept, group = join_rows([part.kept for part in self.waiting]), np.concatenate([part.group for part in self.waiting])
            self.waiting.clear()
            self.held = 0
            folding.add(kept.rows, group, kept.block, len(self.groups))

    def _split(self) -> list[KeptRows | KeptBlocks]:
        """The kept rows of each group, in the order of the groups' numbers."""
        if not self.groups:
            return []
        kept, group = join_rows([part.kept for part in self.waiting]), np.concatenate([part.group for part in self.waiting])
        if len(self.groups) == 1:
            return [kept]
        starts = np.cumsum(np.bincount(group, minlength=len(self.groups)))[:-1]
        places = np.split(np.argsort(group, kind="stable"), starts)
        return [KeptRows(kept.rows.take(here), kept.owner[here], kept.block[here], kept.blocks) for here in places]

    def _number(self, batch: pa.RecordBatch, keep: NDArray[np.bool_]) -> Ints:
        """The number of the group of each kept row; groups that were not met before get the next ones."""
        count = int(np.count_nonzero(keep))
        if not count or not self.request.by:
            if count:
                self.groups.setdefault((), 0)
            return np.zeros(count, dtype=np.int64)
        coded = [words_of(batch.column(name)) for name in self.request.by]
        names = [words for _, words in coded]
        place, size = coded[0][0], max(len(names[0]), 1)
        for places, words in coded[1:]:
            place, size = place * max(len(words), 1) + places, size * max(len(words), 1)
        if count < len(place):
            place = place[keep]
        if size > batch.num_rows + STRETCH:
            found, place = np.unique(place, return_inverse=True)
        else:
            found = np.flatnonzero(np.bincount(place, minlength=size))
            place = place if len(found) == size else np.cumsum(np.bincount(found, minlength=size))[place] - 1
        numbers = [self.groups.setdefault(_group(number, names), len(self.groups)) for number in found.tolist()]
        return place if numbers == list(range(len(numbers))) else np.array(numbers, dtype=np.int64)[place]

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

        Where rows are many, owners are not needed any more: none are given, and with stored blocks none are worked out.
        """
        request, nobody = self.request, np.zeros(0, dtype=np.int64)
        if request.block:
            stored = codes_of(request.block, batch.column(request.block))
            block = (np.maximum(stored, 0) & np.int16(request.blocks - 1)).astype(np.int64)  # the number of blocks is a power of two
            return (self._owner(batch, start)[0] if few else nobody), block
        owner, number, hashed = self._owner(batch, start)
        return (owner if few else nobody), blocks_of_owners(number, hashed=hashed) & (request.blocks - 1)

    def _owner(self, batch: pa.RecordBatch, start: int) -> tuple[Ints, Ints, bool]:
        """The owner of each row, the number that its block is made of, and whether that number is a hash."""
        if not self.request.owner:
            number = np.arange(start, start + batch.num_rows, dtype=np.int64)
            return -1 - number, number, False
        column = batch.column(self.request.owner)
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        owner = owners_of(column, start)
        return owner, owner, not pa.types.is_integer(kind)


def _most_groups(request: Request) -> int:
    """How many groups fit into memory once they are kept by block."""
    sums = request.blocks * 8 * max(sum(ask.width for ask in request.asks), 1) * (2 if request.weight else 1)
    return max(1, min(MOST_GROUPS, MOST_BYTES // sums))


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
