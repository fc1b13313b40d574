"""How much of what a judgement varies with does each driver hold, whatever the order in which they enter? Exact Shapley values of R².

LMG (Lindeman, Merenda & Gold 1980): the mean of what a driver adds to R² over all orders of entering. All 2^p values of R² come from a
binary tree of Schur complements: a node keeps the cross-products of what has not been decided; "without" drops a driver's row and column,
"with" subtracts its rank-one pivot. That is about 6·2^p operations for all of them, where fitting each regression takes p³ a time.

Each entry of the matrix is one contiguous array that doubles from level to level, with resamples as its last dimension. Beyond
`DEPTH` drivers the first ones are walked depth first, so that memory stays bounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import comb
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.errors import TooManyDrivers

Floats = NDArray[np.float64]
Players = Sequence[Sequence[int]]

DEPTH: Final = 16
"""Up to so many drivers are held in memory at once (2^16 values of R², half a megabyte each array)."""

MOST: Final = 25
"""Beyond so many drivers the exact shares take minutes: `sample_shares` estimates them with a stated error."""

ALIASED: Final = 1e-10
"""A driver whose variance, once others are known, is at most this share of what it was, holds nothing of its own."""

_ROOTED: Final = 1e-9
"""An eigenvalue of correlations below this is too near zero for a Cholesky root."""

_SMALL: Final = 1 << 12
"""Up to so many values of R² the calls cost more than the arithmetic."""

_TOGETHER: Final = 1 << 17
"""Numbers an array may hold while resamples are worked out together: one megabyte, so that several stay in the cache."""


@dataclass
class _Tree:
    """The arrays of one walk: entry (i, j), i <= j, holds what is left of it after every choice of players before that of i.

    Columns are those of the table, the outcome last; `players` are the columns that enter together.
    """

    players: Players
    width: int
    many: int
    cells: dict[tuple[int, int], Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make room: an entry doubles until its first column is decided."""
        level = {column: at for at, player in enumerate(self.players) for column in player}
        level[self.width - 1] = len(self.players)
        later = {column for player in self.players for column in player[1:]}
        for i in level:
            for j in level:
                first = min(i, j, key=lambda one: (level[one], one in later, one))
                if (j, i) not in self.cells:
                    self.cells[i, j] = np.empty((1 << (level[first] + (first in later)), self.many))

    def cell(self, i: int, j: int) -> Floats:
        """The array of an entry, whichever way round."""
        return self.cells[i, j] if (i, j) in self.cells else self.cells[j, i]

    def grow(self, tables: Floats, scale: Floats) -> Floats:
        """What is left of the outcome without, then with each player: shape (2^players, many).

        Player k stands in bit k of the row number. `tables` is (width, width, many), `scale` the variances at the start.
        """
        for (i, j), cell in self.cells.items():
            cell[0] = tables[i, j]
        order = [column for player in self.players for column in player] + [self.width - 1]
        size = 1
        for player in self.players:
            for place, pivot in enumerate(player):
                taken = order.index(pivot) + 1
                self._enter(pivot, order[taken:], size, scale, first=place == 0)
            size *= 2
        return self.cells[self.width - 1, self.width - 1]

    def _enter(self, pivot: int, rest: Sequence[int], size: int, scale: Floats, *, first: bool) -> None:
        """The upper half of each entry left over: the half below (or, in a group, itself) less the pivot's part."""
        here = slice(0, size) if first else slice(size, 2 * size)
        there = slice(size, 2 * size)
        own = self.cell(pivot, pivot)[here]
        inverse = np.divide(1.0, own, out=np.zeros_like(own), where=own > ALIASED * scale[pivot])
        for at, i in enumerate(rest):
            factor = self.cell(pivot, i)[here] * inverse
            for j in rest[at:]:
                cell = self.cell(i, j)
                into = cell[there]
                if first:
                    np.multiply(factor, self.cell(pivot, j)[here], out=into)
                    np.subtract(cell[here], into, out=into)
                else:
                    into -= factor * self.cell(pivot, j)[here]


def split_shares(tables: Floats, players: Players | None = None, always: Sequence[int] = ()) -> Floats:
    """The LMG share of each driver in R², exact: shape (..., drivers + 1, drivers + 1) -> (..., players).

    `tables` holds correlations or cross-products of the drivers and, last, the outcome. LMG_i = Σ_S |S|!(p-1-|S|)!/p! [R²(S+i) - R²(S)];
    the shares add up to R². `players` are groups of drivers that enter together, each taken as one (default: every driver for itself);
    drivers in `always` are taken out first, and what they leave of R² is shared. A driver that is an exact combination of others
    adds nothing once these are in: copies share equally. Where something is not a number, or the outcome does not vary, so are the shares.

    Raises `TooManyDrivers` above 25 players. Source: Lindeman, Merenda & Gold 1980; Grömping 2006, Journal of Statistical Software 17;
    Owen 1977 for groups.

    >>> split_shares(np.array([[1, 0, 0.6], [0, 1, 0.5], [0.6, 0.5, 1]])).round(4).tolist()
    [0.36, 0.25]
    """
    count = tables.shape[-1] - 1
    groups = [(column,) for column in range(count) if column not in always] if players is None else [tuple(one) for one in players]
    if len(groups) > MOST:
        raise TooManyDrivers(found=len(groups), most=MOST)
    stacked = tables.reshape(-1, count + 1, count + 1)
    together = max(1, min(len(stacked), _TOGETHER >> min(len(groups), DEPTH)))
    parts = [_split_chunk(stacked[at : at + together], groups, always) for at in range(0, len(stacked), together)]
    shares: Floats = np.concatenate(parts).reshape(*tables.shape[:-2], len(groups))
    return shares


def _split_chunk(tables: Floats, players: Players, always: Sequence[int]) -> Floats:
    """The shares of some tables, shape (many, players)."""
    spread = tables[:, -1, -1].copy()
    spread[~(spread > 0)] = np.nan
    scale = np.diagonal(tables, axis1=1, axis2=2).T.copy()
    left = np.ascontiguousarray(np.moveaxis(tables, 0, -1))
    for pivot in always:
        left = _sweep(left, pivot, scale)
    outer = max(0, len(players) - DEPTH)
    shares = np.zeros((len(players), len(tables)))
    start = left[-1, -1].copy()
    if len(tables) << len(players) <= _SMALL and all(len(player) == 1 for player in players):
        _fold(start - _grow_small(left, [player[0] for player in players], scale), (), 0, shares)
        return np.asarray((shares / spread).T, dtype=np.float64)
    tree = _Tree(players[outer:], tables.shape[-1], len(tables))
    for chosen, table in _walk(left, players[:outer], scale):
        explained = start - tree.grow(table, scale)
        _fold(explained, chosen, outer, shares)
    return np.asarray((shares / spread).T, dtype=np.float64)


def _grow_small(table: Floats, columns: Sequence[int], scale: Floats) -> Floats:
    """The same tree with whole matrices at once: twice the arithmetic, a tenth of the calls, so quicker while there is little to do."""
    order = [*columns, len(table) - 1]
    left = table[np.ix_(order, order)][:, :, None]
    for pivot in columns:
        own, rest = left[0, 0], left[1:, 1:]
        inverse = np.divide(1.0, own, out=np.zeros_like(own), where=own > ALIASED * scale[pivot])
        left = np.concatenate([rest, rest - left[1:, :1] * (left[:1, 1:] * inverse)], axis=2)
    return np.asarray(left[0, 0], dtype=np.float64)


def _sweep(table: Floats, pivot: int, scale: Floats) -> Floats:
    """What is left of all entries once one column is known; unchanged where it holds nothing of its own."""
    own = table[pivot, pivot]
    inverse = np.divide(1.0, own, out=np.zeros_like(own), where=own > ALIASED * scale[pivot])
    swept: Floats = table - table[:, pivot, None] * (table[pivot] * inverse)[None]
    return swept


def _walk(table: Floats, players: Players, scale: Floats, chosen: tuple[bool, ...] = ()) -> Iterator[tuple[tuple[bool, ...], Floats]]:
    """Every choice of these players with what it leaves, one at a time: depth first, so that few tables exist at once."""
    if len(chosen) == len(players):
        yield chosen, table
        return
    yield from _walk(table, players, scale, (*chosen, False))
    entered = table
    for pivot in players[len(chosen)]:
        entered = _sweep(entered, pivot, scale)
    yield from _walk(entered, players, scale, (*chosen, True))


@lru_cache(maxsize=64)
def _weights(players: int, inner: int, chosen: int) -> tuple[Floats, Floats]:
    """For each subset of the inner players, with so many others chosen: what R² counts for a member, and for one who is not.

    Column vectors (2^inner, 1). A member: (s-1)!(p-s)!/p! = 1/(s C(p, s)); one who is not: s!(p-1-s)!/p! = 1/((p-s) C(p, s)).
    """
    sizes = np.array([0])
    for _ in range(inner):
        sizes = np.concatenate([sizes, sizes + 1])
    member = np.array([0.0 if size == 0 else 1 / (size * comb(players, size)) for size in range(players + 1)])
    without = np.array([0.0 if size == players else 1 / ((players - size) * comb(players, size)) for size in range(players + 1)])
    return member[sizes + chosen, None], without[sizes + chosen, None]


def _fold(explained: Floats, chosen: tuple[bool, ...], outer: int, shares: Floats) -> None:
    """Add what these subsets give to each player: Σ over subsets with it of (u + v)·R², less Σ over all of v·R². `explained` is used up."""
    inner = len(shares) - outer
    member, without = _weights(len(shares), inner, sum(chosen))
    shares -= (without.T @ explained)[0]
    explained *= member + without
    for at in range(inner - 1, -1, -1):
        upper = explained[1 << at :]
        shares[outer + at] += upper.sum(axis=0)
        explained = explained[: 1 << at] + upper
    for at, within in enumerate(chosen):
        if within:
            shares[at] += explained[0]


def subset_fits(table: Floats, players: Players | None = None) -> Floats:
    """R² of every subset of the drivers, shape (2^drivers,); driver k is in subset s where bit k of s is set.

    Raises `TooManyDrivers` above 25.

    >>> subset_fits(np.array([[1, 0, 0.6], [0, 1, 0.5], [0.6, 0.5, 1]])).round(2).tolist()
    [0.0, 0.36, 0.25, 0.61]
    """
    groups = [(column,) for column in range(len(table) - 1)] if players is None else [tuple(one) for one in players]
    if len(groups) > MOST:
        raise TooManyDrivers(found=len(groups), most=MOST)
    tree = _Tree(groups, len(table), 1)
    left = tree.grow(table[:, :, None].astype(np.float64), np.diagonal(table)[:, None].astype(np.float64))
    return np.asarray(1 - left[:, 0] / table[-1, -1], dtype=np.float64)


def sample_shares(tables: Floats, orders: int, seed: int = 20080701) -> tuple[Floats, Floats]:
    """LMG shares from some orders of entering instead of all of them, with the standard error of having taken only these.

    Shape (..., drivers + 1, drivers + 1) -> two of (..., drivers). Orders come in pairs, one the reverse of the other (antithetic); all
    tables are given the same ones, so that differences between tables keep little of the error. What each driver adds in one order is its
    squared entry in the outcome's row of the Cholesky root. Source: Castro, Gómez & Tejada 2009, Computers & Operations Research 36.
    """
    count = tables.shape[-1] - 1
    stacked = tables.reshape(-1, count + 1, count + 1)
    random, pairs = np.random.default_rng(seed), max(2, orders // 2)
    add = _gains_by_root if _has_root(stacked) else _gains_by_sweep
    total, squares = np.zeros((len(stacked), count)), np.zeros((len(stacked), count))
    for _ in range(pairs):
        order = random.permutation(count)
        both = (add(stacked, order) + add(stacked, order[::-1])) / 2
        total += both
        squares += both * both
    mean = total / pairs
    error = np.sqrt(np.maximum(squares / pairs - mean * mean, 0.0) / (pairs - 1))
    shape = (*tables.shape[:-2], count)
    return mean.reshape(shape), error.reshape(shape)


def _has_root(tables: Floats) -> bool:
    """Whether no driver of any table holds nothing of its own, so that all have a Cholesky root."""
    scale = np.sqrt(np.diagonal(tables, axis1=1, axis2=2))
    with np.errstate(invalid="ignore", divide="ignore"):
        standard = tables / (scale[:, :, None] * scale[:, None, :])
    return bool(np.isfinite(standard).all()) and float(np.linalg.eigvalsh(standard)[:, 0].min()) > _ROOTED


def _gains_by_root(tables: Floats, order: NDArray[np.int64]) -> Floats:
    """What each driver adds to R² when they enter in this order, shape (many, drivers)."""
    places = [*order.tolist(), len(order)]
    gains = np.empty((len(tables), len(order)))
    gains[:, order] = np.linalg.cholesky(tables[:, places][:, :, places])[:, -1, :-1] ** 2 / tables[:, -1, -1, None]
    return gains


def _gains_by_sweep(tables: Floats, order: NDArray[np.int64]) -> Floats:
    """The same where some hold nothing of their own."""
    left = np.ascontiguousarray(np.moveaxis(tables, 0, -1))
    gains, start, scale = np.zeros((len(order), len(tables))), left[-1, -1], np.diagonal(tables, axis1=1, axis2=2).T
    for at in order.tolist():
        after = _sweep(left, at, scale)
        gains[at] = (left[-1, -1] - after[-1, -1]) / start
        left = after
    return gains.T
