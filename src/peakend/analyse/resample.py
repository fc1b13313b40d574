"""What else might have come out? Resamples of the units of a cell, the same ones for every question, so that ranks can be compared.

A resample draws as many units as there are, with replacement, and adds up their sums: the bootstrap of Efron & Tibshirani (1993), of
respondents while answers are few, of blocks when they are many. The draws are fixed by a seed: the same answers give the same numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.scan.ask import Ask
from peakend.scan.tally import Cell

RESAMPLES: Final = 2_000
"""How many resamples; the error of a probability near one half is then about 0.011."""

SEED: Final = 20080701

_CHUNK: Final = 8_000_000
"""Numbers drawn at once: keeps memory under 100 MB whatever the number of units."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Resamples:
    """Resampled sums of one cell. All asks are resampled with the same draws: differences and ranks are joint."""

    cell: Cell
    count: int = RESAMPLES
    seed: int = SEED

    def sums(self, *asks: Ask) -> Floats:
        """Resampled sums, shape (count, total width of the asks), the asks side by side."""
        return self.of(np.concatenate([self.cell.units(ask) for ask in asks], axis=1))

    def of(self, by_unit: NDArray[np.int64] | Floats) -> Floats:
        """Resampled sums of any values by unit, shape (units, width) -> (count, width)."""
        values = np.ascontiguousarray(by_unit, dtype=np.float64)
        if values.shape[0] == 0:
            return np.zeros((self.count, values.shape[1]))
        return np.concatenate([drawn.astype(np.float64) @ values for drawn in self._draws()])

    def _draws(self) -> Iterator[NDArray[np.uint16]]:
        """How often each unit was drawn, some resamples at a time."""
        return iter(self._kept)

    @cached_property
    def _kept(self) -> list[NDArray[np.uint16]]:
        units = self.cell.unit_count
        many = max(1, min(self.count, _CHUNK // max(units, 1)))
        random = np.random.default_rng(self.seed)
        chunks: list[NDArray[np.uint16]] = []
        for start in range(0, self.count, many):
            draws = min(many, self.count - start)
            picked = random.integers(0, units, size=(draws, units), dtype=np.int64)
            picked += np.arange(draws, dtype=np.int64)[:, None] * units
            counted = np.bincount(picked.ravel(), minlength=draws * units).reshape(draws, units)
            chunks.append(counted.astype(np.uint16))
        return chunks


def probability_top(draws: Floats, most: int) -> Floats:
    """For each column, how often it is among the `most` highest of its row; ties share the place evenly. Shape (columns,).

    >>> probability_top(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]), 1).tolist()
    [0.5, 0.0, 0.5]
    """
    filled = np.where(np.isfinite(draws), draws, -np.inf)
    above = (filled[:, None, :] > filled[:, :, None]).sum(axis=2)
    equal = (filled[:, None, :] == filled[:, :, None]).sum(axis=2)
    share = np.clip((most - above) / equal, 0.0, 1.0)
    share[~np.isfinite(draws)] = 0.0
    return np.asarray(share.mean(axis=0), dtype=np.float64)


def rank_draws(draws: Floats) -> NDArray[np.int64]:
    """The rank of each column in each row, 1 = highest, ties the better rank."""
    filled = np.where(np.isfinite(draws), draws, -np.inf)
    return np.asarray(1 + (filled[:, None, :] > filled[:, :, None]).sum(axis=2), dtype=np.int64)
