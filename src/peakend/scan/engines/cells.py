"""How do the rows that an engine gives back become the cells of a tally?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from peakend.scan.ask import Ask, Request
from peakend.scan.columns import words_of
from peakend.scan.engines.query import Query, is_real
from peakend.scan.rows import Sums
from peakend.scan.tally import Cell, Group, KeptBlocks


@dataclass
class Filling:
    """Cells being filled from the answers to one query after another."""

    request: Request
    asks: tuple[Ask, ...]
    rows: dict[Group, NDArray[np.int64]] = field(default_factory=dict)
    weights: dict[Group, tuple[float, float]] = field(default_factory=dict)
    plain: dict[Group, dict[Ask, Sums]] = field(default_factory=dict)
    heavy: dict[Group, dict[Ask, Sums]] = field(default_factory=dict)

    def take(self, query: Query, answer: pa.Table, *, first: bool) -> None:
        """Add what one query gave."""
        block, made = _plain(answer, "b").astype(np.int64), _tables_of(query, answer)
        for group, chosen in _groups_of(answer, len(self.request.by)):
            if group not in self.rows:
                self._begin(group)
            at = block[chosen]
            if first:
                np.add.at(self.rows[group], at, _plain(answer, "n")[chosen])
                if self.request.weight:
                    once, twice = (float(_plain(answer, name)[chosen].sum()) for name in ("w1", "w2"))
                    self.weights[group] = (self.weights[group][0] + once, self.weights[group][1] + twice)
            if query.slots is not None:
                self._take_slots(query.slots, group, answer, chosen)
            for (ask, weighted), (places, table) in made.items():
                np.add.at((self.heavy if weighted else self.plain)[group][ask], (at[:, None], places[None, :]), table[chosen])

    def finish(self) -> dict[Group, Cell]:
        """The cells."""
        cells: dict[Group, Cell] = {}
        for group, rows in self.rows.items():
            weights = self.weights[group] if self.request.weight else (float(rows.sum()), float(rows.sum()))
            kept = KeptBlocks(rows, self.plain[group], self.heavy[group], weights)
            cells[group] = Cell(self.asks, kept, bool(self.request.weight))
        return cells

    def _begin(self, group: Group) -> None:
        self.rows[group], self.weights[group] = np.zeros(self.request.blocks, dtype=np.int64), (0.0, 0.0)
        self.plain[group] = {ask: _nothing(self.request.blocks, ask) for ask in self.asks}
        heavy = self.asks if self.request.weight else ()
        self.heavy[group] = {ask: np.zeros((self.request.blocks, ask.width)) for ask in heavy}

    def _take_slots(self, ask: Ask, group: Group, answer: pa.Table, chosen: NDArray[np.intp]) -> None:
        slots = answer["slot"].combine_chunks()
        some = chosen[slots.is_valid().to_numpy(zero_copy_only=False)[chosen]]
        place = slots.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)[some], _plain(answer, "b").astype(np.int64)[some]
        np.add.at(self.plain[group][ask], place[::-1], _plain(answer, "n")[some])
        if self.request.weight:
            np.add.at(self.heavy[group][ask], place[::-1], _plain(answer, "w1")[some])


def _nothing(blocks: int, ask: Ask) -> Sums:
    shape = blocks, ask.width
    return np.zeros(shape, dtype=np.float64) if is_real(ask) else np.zeros(shape, dtype=np.int64)


def join_asks(parts: Sequence[Mapping[Group, Cell]], request: Request) -> dict[Group, Cell]:
    """The cells of several scans of the same rows, each for some of the asks, as one, the asks in the order of the request."""
    cells: dict[Group, Cell] = {}
    for group, first in parts[0].items():
        kept = [part[group].kept for part in parts]
        blocks = [one for one in kept if isinstance(one, KeptBlocks)]
        plain = {ask: sums for one in blocks for ask, sums in one.plain.items()}
        heavy = {ask: sums for one in blocks for ask, sums in one.heavy.items()}
        plain, heavy = ({ask: sums[ask] for ask in request.asks if ask in sums} for sums in (plain, heavy))
        cells[group] = Cell(request.asks, KeptBlocks(blocks[0].rows_by_block, plain, heavy, blocks[0].weights), first.weighted)
    return cells


def _tables_of(query: Query, answer: pa.Table) -> dict[tuple[Ask, bool], tuple[NDArray[np.int64], Sums]]:
    """For each ask, plain and weighted: which places of its answer the query gives, and its sums with one row for each of the query's."""
    columns: dict[tuple[Ask, bool], list[tuple[int, int]]] = {}
    for column, (ask, place, weighted) in enumerate(query.sums):
        columns.setdefault((ask, weighted), []).append((place, column))
    tables: dict[tuple[Ask, bool], tuple[NDArray[np.int64], Sums]] = {}
    for key, given in columns.items():
        table: Any = np.stack([_plain(answer, f"s{column}") for _, column in given], axis=1)
        tables[key] = (np.array([place for place, _ in given]), table)
    return tables


def _plain(answer: pa.Table, name: str) -> NDArray[np.int64] | NDArray[np.float64]:
    column: NDArray[np.int64] | NDArray[np.float64] = answer[name].to_numpy()
    return column


def _groups_of(answer: pa.Table, split: int) -> Iterator[tuple[Group, NDArray[np.intp]]]:
    """The rows of each group."""
    if not split:
        yield (), np.arange(answer.num_rows)
        return
    coded = [words_of(answer[f"k{at}"].combine_chunks()) for at in range(split)]
    places = np.stack([place for place, _ in coded], axis=1)
    found, group_of = np.unique(places, axis=0, return_inverse=True)
    order = np.argsort(group_of.reshape(-1), kind="stable")
    starts = np.searchsorted(group_of.reshape(-1)[order], np.arange(len(found) + 1))
    for number, place in enumerate(found.tolist()):
        yield tuple(words[at] for at, (_, words) in zip(place, coded, strict=True)), order[starts[number] : starts[number + 1]]
