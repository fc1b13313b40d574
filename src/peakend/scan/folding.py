"""How do many answers become sums by group and block? All groups at once: rows in the order of their units, counted stretch by stretch.

A *unit* here is one block of one group. Neighbouring units are counted together: nothing is copied group by group, and what a scan holds
does not grow with the answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from peakend.scan.ask import Amounts, Ask
from peakend.scan.kernel import sum_by_unit
from peakend.scan.rows import Codes, Ints, Rows, Sums, stretch_rows


@dataclass
class BlockSums:
    """The sums of one group by block, under way: rows, every ask, every ask with weights, and Σw and Σw²."""

    rows: Ints
    plain: dict[Ask, Sums]
    heavy: dict[Ask, Sums]
    weights: tuple[float, float] = (0.0, 0.0)


@dataclass
class Folding:
    """Answers being folded into blocks: one `BlockSums` a group, in the order of the groups' numbers."""

    asks: Sequence[Ask]
    blocks: int
    weighted: bool = False
    groups: list[BlockSums] = field(default_factory=list)
    room: dict[str, Codes] = field(default_factory=dict)
    """Memory for rows in order, used again and again."""

    def add(self, rows: Rows, group: Ints, block: Ints, groups: int = 1) -> None:
        """Add rows, each with the number of its group and of its block; so many groups are known by now."""
        while len(self.groups) < groups:
            self.groups.append(self._nobody())
        unit, units = group * self.blocks + block, len(self.groups) * self.blocks
        counts = np.bincount(unit, minlength=units)
        for one, counted in zip(self.groups, counts.reshape(-1, self.blocks), strict=True):
            one.rows += counted
        if rows.weight is not None:
            once = np.bincount(group, rows.weight, len(self.groups)).tolist()
            twice = np.bincount(group, rows.weight * rows.weight, len(self.groups)).tolist()
            for one, added, squared in zip(self.groups, once, twice, strict=True):
                one.weights = (one.weights[0] + added, one.weights[1] + squared)
        self._sum(rows, unit, counts)

    def _nobody(self) -> BlockSums:
        shapes = {ask: (self.blocks, ask.width) for ask in self.asks}
        plain: dict[Ask, Sums] = {
            ask: np.zeros(shape, dtype=np.float64) if isinstance(ask, Amounts) else np.zeros(shape, dtype=np.int64)
            for ask, shape in shapes.items()
        }
        heavy: dict[Ask, Sums] = {ask: np.zeros(shape) for ask, shape in shapes.items()} if self.weighted else {}
        return BlockSums(np.zeros(self.blocks, dtype=np.int64), plain, heavy)

    def _sum(self, rows: Rows, unit: Ints, counts: Ints) -> None:
        widest = max((ask.width for ask in self.asks), default=0)
        for stretch in stretch_rows(rows, unit, counts, widest, self.room) if self.asks else ():
            here = stretch.rows
            for ask in self.asks:
                self._keep(ask, stretch.first, sum_by_unit(ask, here, stretch.unit, stretch.units), heavy=False)
                if here.weight is not None:
                    self._keep(ask, stretch.first, sum_by_unit(ask, here, stretch.unit, stretch.units, here.weight), heavy=True)

    def _keep(self, ask: Ask, first: int, sums: Sums, *, heavy: bool) -> None:
        """Add the sums of neighbouring units to the groups they belong to."""
        last = first + len(sums)
        for place in range(first // self.blocks, -(-last // self.blocks)):
            start = place * self.blocks
            low, high = max(first, start), min(last, start + self.blocks)
            kept = (self.groups[place].heavy if heavy else self.groups[place].plain)[ask]
            kept[low - start : high - start] += sums[low - first : high - first]


__all__ = ["BlockSums", "Folding"]
