"""What is kept of the answers once they are counted? A tally: sums by cell and unit, small, additive, order-free.

A *cell* is one group of the answers (one value of each `by` column). Its sums are kept by *unit*, the thing that intervals resample.
While the answers are few the rows themselves are kept as compact codes and every respondent is a unit (exact resampling); beyond
`KEEP_ROWS` they are folded into blocks (256, unless the request says otherwise). Both answer the same two questions, `total` and `units`,
so that everything after the scan is written once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.errors import DifferentRequests, NotAsked
from peakend.scan.ask import BLOCKS, Ask, Request
from peakend.scan.folding import BlockSums, Folding
from peakend.scan.kernel import sum_by_unit
from peakend.scan.rows import Floats, Ints, Rows, Sums

KEEP_ROWS: Final = 20_000
"""Up to so many rows in a scan, every respondent is a unit of its own."""


@dataclass(frozen=True)
class KeptRows:
    """Rows of one cell with the owner (sampling unit) and block of each: the form of a small cell."""

    rows: Rows
    owner: Ints
    block: Ints
    blocks: int = BLOCKS
    """How many blocks there are to fold into."""

    @cached_property
    def _unit(self) -> tuple[Ints, int]:
        known, unit = np.unique(self.owner, return_inverse=True)
        return unit.astype(np.int64).reshape(-1), len(known)

    @property
    def unit_count(self) -> int:
        """How many units (respondents or clusters) there are."""
        return self._unit[1]

    @property
    def unit_names(self) -> Ints:
        """The owner of each unit, in the order of `sums`; negative for nobody in particular."""
        return np.unique(self.owner)

    def sums(self, ask: Ask, *, weighted: bool) -> Sums:
        """Sums by unit, shape (units, ask.width)."""
        unit, units = self._unit
        return sum_by_unit(ask, self.rows, unit, units, self.rows.weight if weighted else None)

    def total(self, ask: Ask, *, weighted: bool) -> Sums:
        """Sums over all rows, shape (ask.width,)."""
        together = np.zeros(self.rows.count, dtype=np.int64)
        total: Sums = sum_by_unit(ask, self.rows, together, 1, self.rows.weight if weighted else None)[0]
        return total

    def fold(self, asks: tuple[Ask, ...]) -> "KeptBlocks":
        """The same cell by block."""
        folding = Folding(asks, self.blocks, weighted=self.rows.weight is not None)
        folding.add(self.rows, np.zeros(self.rows.count, dtype=np.int64), self.block)
        return keep_blocks(folding.groups[0], weighted=folding.weighted)

    def join(self, other: "KeptRows") -> "KeptRows":
        """Both cells' rows, one after the other. Nobody in particular (negative owners) stays nobody in particular."""
        first = _renumber(self.owner, 0)
        second = _renumber(other.owner, int(np.count_nonzero(self.owner < 0)))
        return join_rows([replace(self, owner=first), replace(other, owner=second)])


def join_rows(parts: Sequence[KeptRows]) -> KeptRows:
    """The rows of several parts of one scan, one after the other; owners are taken as they are."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0].rows
    codes = {name: np.concatenate([part.rows.codes[name] for part in parts]) for name in first.codes}
    amounts = {name: np.concatenate([part.rows.amounts[name] for part in parts]) for name in first.amounts}
    weights = [part.rows.weight for part in parts if part.rows.weight is not None]
    weight = np.concatenate(weights) if len(weights) == len(parts) else None
    rows = Rows(sum(part.rows.count for part in parts), codes, amounts, weight)
    owner, block = np.concatenate([part.owner for part in parts]), np.concatenate([part.block for part in parts])
    return KeptRows(rows, owner, block, parts[0].blocks)


def _renumber(owner: Ints, start: int) -> Ints:
    """The same owners, with negative ones (each nobody in particular) numbered -1 - start, -2 - start and so on."""
    unnamed = owner < 0
    if not unnamed.any():
        return owner
    known, place = np.unique(owner[unnamed], return_inverse=True)
    renumbered = owner.copy()
    renumbered[unnamed] = -1 - start - (len(known) - 1 - place.reshape(-1))
    return renumbered


@dataclass(frozen=True)
class KeptBlocks:
    """Sums of one cell by block: the form of a large cell, whose size does not grow with the answers."""

    rows_by_block: Ints
    plain: Mapping[Ask, Sums]
    heavy: Mapping[Ask, Sums]
    weights: tuple[float, float]
    """Σw and Σw²."""

    @cached_property
    def _filled(self) -> NDArray[np.intp]:
        return np.flatnonzero(self.rows_by_block)

    @property
    def unit_count(self) -> int:
        """How many blocks hold anybody."""
        return len(self._filled)

    @property
    def unit_names(self) -> Ints:
        """The number of each filled block, in the order of `sums`."""
        return self._filled.astype(np.int64)

    def sums(self, ask: Ask, *, weighted: bool) -> Sums:
        """Sums by filled block, shape (units, ask.width)."""
        return (self.heavy if weighted else self.plain)[ask][self._filled]

    def total(self, ask: Ask, *, weighted: bool) -> Sums:
        """Sums over all blocks, shape (ask.width,)."""
        total: Sums = (self.heavy if weighted else self.plain)[ask].sum(axis=0)
        return total

    def join(self, other: "KeptBlocks") -> "KeptBlocks":
        """Both cells' sums added up."""
        return KeptBlocks(
            self.rows_by_block + other.rows_by_block,
            {ask: self.plain[ask] + other.plain[ask] for ask in self.plain},
            {ask: self.heavy[ask] + other.heavy[ask] for ask in self.heavy},
            (self.weights[0] + other.weights[0], self.weights[1] + other.weights[1]),
        )


def keep_blocks(sums: BlockSums, *, weighted: bool) -> KeptBlocks:
    """What a folding found for one group, as it is kept."""
    everybody = float(sums.rows.sum())
    return KeptBlocks(sums.rows, sums.plain, sums.heavy, sums.weights if weighted else (everybody, everybody))


@dataclass(frozen=True)
class Cell:
    """One group of the answers, counted. `weighted` says which of the two sums `units` and `total` give."""

    asks: tuple[Ask, ...]
    kept: KeptRows | KeptBlocks
    weighted: bool = False

    @property
    def rows(self) -> int:
        """How many responses it holds."""
        return self.kept.rows.count if isinstance(self.kept, KeptRows) else int(self.kept.rows_by_block.sum())

    @property
    def unit_count(self) -> int:
        """How many units there are to resample."""
        return self.kept.unit_count

    @property
    def unit_names(self) -> Ints:
        """The owner (or block) of each unit in the order of `units`: what two cells have in common. Negative: nobody in particular."""
        return self.kept.unit_names

    @property
    def by_block(self) -> bool:
        """Whether units are blocks of respondents rather than single ones."""
        return isinstance(self.kept, KeptBlocks)

    def weight_sums(self) -> tuple[float, float]:
        """Σw and Σw² over all responses (n and n without weights): what Kish's effective size needs."""
        if isinstance(self.kept, KeptBlocks):
            return self.kept.weights if self.weighted else (float(self.rows), float(self.rows))
        weight = self.kept.rows.weight if self.weighted else None
        return (float(self.rows), float(self.rows)) if weight is None else (float(weight.sum()), float((weight * weight).sum()))

    def units(self, ask: Ask) -> Sums:
        """Sums by unit, shape (units, ask.width); int64 without weights. Raises `NotAsked`."""
        self._expect(ask)
        return self.kept.sums(ask, weighted=self.weighted)

    def counts(self, ask: Ask) -> Sums:
        """Sums by unit without weights, whatever the cell: for n. Raises `NotAsked`."""
        self._expect(ask)
        return self.kept.sums(ask, weighted=False)

    def total(self, ask: Ask) -> Sums:
        """Sums over all units, shape (ask.width,). Raises `NotAsked`."""
        self._expect(ask)
        return self.kept.total(ask, weighted=self.weighted)

    def counted(self, ask: Ask) -> Sums:
        """Sums over all units without weights, whatever the cell: for n. Raises `NotAsked`."""
        self._expect(ask)
        return self.kept.total(ask, weighted=False)

    def _expect(self, ask: Ask) -> None:
        if ask not in self._asked:
            raise NotAsked(ask=str(ask))

    @cached_property
    def _asked(self) -> frozenset[Ask]:
        return frozenset(self.asks)

    def fold(self) -> "Cell":
        """The same cell by block."""
        return self if isinstance(self.kept, KeptBlocks) else replace(self, kept=self.kept.fold(self.asks))

    def join(self, other: "Cell") -> "Cell":
        """Both groups as one. Different forms meet as blocks."""
        if isinstance(self.kept, KeptRows) and isinstance(other.kept, KeptRows):
            return replace(self, kept=self.kept.join(other.kept))
        one, two = self.fold().kept, other.fold().kept
        assert isinstance(one, KeptBlocks)  # noqa: S101 - for the type checker: fold gives blocks
        assert isinstance(two, KeptBlocks)  # noqa: S101
        return replace(self, kept=one.join(two))


Group = tuple[str, ...]
"""The values of the `by` columns that make a cell; blank is the empty string."""


@dataclass(frozen=True)
class Tally:
    """All that one scan learned: a cell for each group, how many rows were read, and which were left out and why."""

    request: Request
    cells: Mapping[Group, Cell]
    read: int
    left_out: Mapping[str, int]
    """Rows not counted, by reason: `filtered`, or the name of the mark column."""

    @cached_property
    def whole(self) -> Cell:
        """All groups as one cell."""
        cells = list(self.cells.values())
        rows = [cell.kept for cell in cells if isinstance(cell.kept, KeptRows)]
        if len(rows) == len(cells):
            return replace(cells[0], kept=join_rows(rows))
        whole = cells[0]
        for cell in cells[1:]:
            whole = whole.join(cell)
        return whole

    @property
    def rows(self) -> int:
        """How many responses were counted."""
        return sum(cell.rows for cell in self.cells.values())

    def groups(self) -> Iterator[tuple[Group, Cell]]:
        """The cells in the order of their group."""
        for group in sorted(self.cells):
            yield group, self.cells[group]

    def unweighted(self) -> "Tally":
        """The same tally with every response counting once."""
        return replace(self, cells={group: replace(cell, weighted=False) for group, cell in self.cells.items()})

    def merge(self, other: "Tally") -> "Tally":
        """Yesterday's and today's, Beijing's and Shanghai's: the tally of both. Raises `DifferentRequests`.

        Beyond `KEEP_ROWS` rows together, both are folded into blocks.
        """
        if self.request != other.request:
            raise DifferentRequests
        cells = dict(self.cells)
        for group, cell in other.cells.items():
            cells[group] = cells[group].join(cell) if group in cells else cell
        left_out = {why: self.left_out.get(why, 0) + other.left_out.get(why, 0) for why in {*self.left_out, *other.left_out}}
        merged = Tally(self.request, cells, self.read + other.read, dict(sorted(left_out.items())))
        return merged.fold() if merged.rows > KEEP_ROWS else merged

    def fold(self) -> "Tally":
        """The same tally with every cell by block."""
        return replace(self, cells={group: cell.fold() for group, cell in self.cells.items()})


def effective_size(cell: Cell) -> float:
    """Kish's effective number of responses, (Σw)² / Σw² (Kish 1965, Survey Sampling): n without weights."""
    once, twice = cell.weight_sums()
    return once * once / twice if twice > 0 else 0.0


__all__ = ["BLOCKS", "KEEP_ROWS", "Cell", "Floats", "Group", "Tally", "effective_size"]
