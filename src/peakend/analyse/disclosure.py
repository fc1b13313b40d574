"""Which groups may be shown so that nobody, by adding and subtracting what is shown, learns about fewer than k people?

A figure about a group is (as a count, a sum, and so the numerator of a mean) a sum over its rows. Whoever has the figures of several
groups can form every combination of them, so what is given away by showing the groups g1 … gr is everything in the space that they
span (one coordinate a row, 1 inside the group). The ledger keeps that space, and shows a further group only while every row keeps a
*leverage* of at most 1/k in it. Then no combination whatever, of any number of groups with any coefficients, singles out between 1 and
k - 1 people:

    let v be in the space, 0 or 1 in every row, S the rows where it is 1, i one of them. P projects onto the space, P v = v, so
    1 = v_i = (P e_i)·v ≤ |P e_i| |v| = √h_i √|S|, hence |S| ≥ 1/h_i ≥ k.

Nor does any other combination rest on fewer: scaled so that its largest entry is 1, its squares add up to k at least, none above 1.
Where a person has several rows, the leverages of their rows are added up before they are compared with 1/k, and S then has rows of k
people at least. Groups that are sums or differences of groups shown already cost nothing. All cells of a partition into k people or
more are always shown: their leverages are 1/n. At most n/k groups that do not follow from one another can be shown in all.

The order of asking matters, so a split is entered from its largest group down: what stays out is the small group and the smallest of
its neighbours, the complementary cell. Decisions look at who is in a group, never at what they answered.
"""

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.errors import LeastTooSmall

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

K: Final = 10
"""The smallest group that a shared workbench shows."""

FEWEST: Final = 2
"""A limit below this protects nobody."""

_NOTHING: Final = 1e-9
"""A share of a group's length below which it adds nothing to the space: the group follows from others."""
_SLACK: Final = 1e-9


@dataclass
class Ledger:
    """The groups shown so far, as the space they span. `owner` is the person of each row; `least` is k.

    Rows with the same history are one class; the space is kept by class, so that it does not grow with the answers.
    """

    owner: Ints
    least: int = K
    _class: Ints = field(init=False, repr=False)
    _size: Floats = field(init=False, repr=False)
    _space: Floats = field(init=False, repr=False)
    """An orthonormal basis, one row a dimension, one column a class."""
    _person: Ints = field(init=False, repr=False)
    """The number of the person of each row, from 0."""
    _single: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Nothing is shown yet. Raises `LeastTooSmall`."""
        if self.least < FEWEST:
            raise LeastTooSmall(least=self.least)
        self._number()
        self._forget()

    def _forget(self) -> None:
        self._class = np.zeros(len(self.owner), dtype=np.int64)
        self._size = np.array([float(len(self.owner))])
        self._space = np.zeros((0, 1))

    def fresh(self) -> "Ledger":
        """A ledger of the same rows in which nothing is shown yet."""
        other = copy(self)
        other._forget()  # noqa: SLF001 - its own kind
        return other

    def _number(self) -> None:
        known, person = np.unique(self.owner, return_inverse=True)
        self._person = person.reshape(-1).astype(np.int64)
        self._single = len(known) == len(self.owner)

    def extend(self, owner: Ints) -> None:
        """Rows that came since, behind the others: nothing about them has been shown yet."""
        self._class = np.concatenate([self._class, np.full(len(owner), len(self._size), dtype=np.int64)])
        self._size = np.append(self._size, float(len(owner)))
        self._space = np.hstack([self._space, np.zeros((len(self._space), 1))])
        self.owner = np.concatenate([self.owner, owner])
        self._number()

    @property
    def dimensions(self) -> int:
        """How many groups have been shown that do not follow from one another."""
        return len(self._space)

    @property
    def leverage(self) -> float:
        """The largest leverage of a person: its inverse is the smallest number of people that could be singled out."""
        return self._worst(self._class, np.square(self._space).sum(axis=0))

    def admit(self, inside: Flags) -> bool:
        """Whether this group may be shown; if so it is entered. `inside` marks its rows. An empty group may always be shown as empty.

        O(rows + dimensions x classes).
        """
        people = len(np.unique(self._person[inside])) if not self._single else int(np.count_nonzero(inside))
        if people == 0:
            return True
        if people < self.least:
            return False
        place, size, space, marks = self._refine(inside)
        left = marks - space.T @ (space @ (size * marks))
        left = left - space.T @ (space @ (size * left))  # once more: rounding
        length = float(size @ np.square(left))
        if length <= _NOTHING * people:
            return True
        fresh = left / math.sqrt(length)
        if self._worst(place, np.square(space).sum(axis=0) + np.square(fresh)) > 1 / self.least + _SLACK:
            return False
        self._class, self._size, self._space = place, size, np.vstack([space, fresh])
        return True

    def _refine(self, inside: Flags) -> tuple[Ints, Floats, Floats, Floats]:
        """Classes cut along a group: the class of each row, sizes, the basis on them, and which of them are inside."""
        halves = self._class * 2 + inside
        counts = np.bincount(halves, minlength=2 * len(self._size))
        cut = np.flatnonzero(counts)
        number = np.zeros(len(counts), dtype=np.int64)
        number[cut] = np.arange(len(cut))
        place, size = number[halves], counts[cut].astype(np.float64)
        return place, size, self._space[:, cut // 2], (cut % 2).astype(np.float64)

    def _worst(self, place: Ints, leverage: Floats) -> float:
        if self._single:
            return float(leverage.max(initial=0.0))
        return float(np.bincount(self._person, weights=leverage[place]).max(initial=0.0))


def admit_split(ledger: Ledger, groups: Sequence[Flags]) -> tuple[bool, ...]:
    """Which groups of one split may be shown; they are entered from the largest down, equals in their order.

    >>> ledger = Ledger(np.arange(30), 10)
    >>> everybody, tier = np.ones(30, dtype=bool), np.repeat([0, 1, 2], [15, 12, 3])
    >>> ledger.admit(everybody), admit_split(ledger, [tier == 0, tier == 1, tier == 2])
    (True, (True, False, False))
    """
    sizes = [int(np.count_nonzero(group)) for group in groups]
    shown = [False] * len(groups)
    for number in sorted(range(len(groups)), key=lambda one: -sizes[one]):
        shown[number] = ledger.admit(groups[number])
    return tuple(shown)
