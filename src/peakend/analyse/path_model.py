"""What is a chain of constructs before it is estimated? Blocks of questions, arrows between them, and how each block is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class PathModel:
    """A path model by position: construct j owns the questions `blocks[j]` and is acted on by `causes[j]`; `formed` ones are of mode B.

    Every question belongs to one construct, and no construct stands alone. Constructs may come in any order, without a circle.
    """

    blocks: tuple[tuple[int, ...], ...]
    causes: tuple[tuple[int, ...], ...]
    formed: tuple[bool, ...] = ()

    @property
    def size(self) -> int:
        """How many constructs there are."""
        return len(self.blocks)

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return sum(len(block) for block in self.blocks)

    @cached_property
    def membership(self) -> Floats:
        """1 where a question belongs to a construct, shape (questions, constructs)."""
        member = np.zeros((self.questions, self.size))
        for construct, block in enumerate(self.blocks):
            member[list(block), construct] = 1.0
        return member

    @cached_property
    def owner(self) -> Places:
        """The construct of each question, shape (questions,)."""
        return np.asarray(self.membership.argmax(axis=1), dtype=np.intp)

    @cached_property
    def arrows(self) -> tuple[tuple[int, int], ...]:
        """Every arrow as (cause, effect), by effect."""
        return tuple((cause, effect) for effect, causes in enumerate(self.causes) for cause in causes)

    @cached_property
    def effects(self) -> tuple[tuple[int, ...], ...]:
        """For each construct, what it acts on directly."""
        return tuple(tuple(effect for cause, effect in self.arrows if cause == construct) for construct in range(self.size))

    @cached_property
    def ways(self) -> NDArray[np.int64]:
        """How many ways of arrows lead from one construct to another, shape (constructs, constructs).

        >>> PathModel(((0,), (1,), (2,)), ((), (0,), (0, 1))).ways[0].tolist()
        [0, 1, 2]
        """
        near = np.zeros((self.size, self.size), dtype=np.int64)
        for cause, effect in self.arrows:
            near[cause, effect] = 1
        total, power = near.copy(), near
        for _ in range(self.size - 1):
            power = power @ near
            total += power
        return total

    def is_formed(self, construct: int) -> bool:
        """Whether the questions form the construct (mode B) rather than reflect it (mode A)."""
        return bool(self.formed) and self.formed[construct]


def find_circle(arrows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The constructs of one circle of arrows, from each to the next and back to the first; empty where there is none.

    >>> find_circle([("a", "b"), ("b", "c"), ("c", "b")])
    ('b', 'c', 'b')
    >>> find_circle([("a", "b"), ("b", "c")])
    ()
    """
    graph: TopologicalSorter[str] = TopologicalSorter()
    for cause, effect in arrows:
        graph.add(effect, cause)
    try:
        graph.prepare()
    except CycleError as fault:
        return tuple(fault.args[1])
    return ()


def find_depths(causes: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """How many arrows the longest way to each construct has: its column in a picture. The arrows make no circle.

    >>> find_depths([(), (0,), (0, 1)])
    (0, 1, 2)
    """
    depths = dict.fromkeys(range(len(causes)), 0)
    for construct in TopologicalSorter(dict(enumerate(causes))).static_order():
        depths[construct] = max((depths[cause] + 1 for cause in causes[construct]), default=0)
    return tuple(depths[construct] for construct in range(len(causes)))
