"""On what does the order of the last house hang? The scale of the marks, one point of importance, one rater, single cells.

Intervals say what other customers and other raters would change. What people chose themselves (a scale, a mark) has no interval: here it
is changed on purpose, one thing at a time, and what becomes of the ranks is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.design.flow import Flow
from peakend.design.pairwise import weigh_pairs
from peakend.design.paths import needs_of, pass_on
from peakend.design.quality import SCALES, change_scale
from peakend.design.soundness import even_rows

Floats = NDArray[np.float64]

Kind = Literal["weighting", "scale", "even", "importance", "rater", "without"]

JUDGED: Final = ((1, 3, 5), (1 / 3, 1, 3), (1 / 5, 1 / 3, 1))
"""Strong, medium and weak compared pair by pair on Saaty's scale (3 moderately, 5 strongly more)."""

_STEP: Final = 1.0
"""By how much an importance is changed, on its scale of 0 to 10."""


@dataclass(frozen=True)
class Variant:
    """The last house under one other choice: rank of each column, its share, and whether the first k are other ones.

    `kind` and `what` name the choice: `scale` 5-3-1 …, `importance` of a need (`by` +1 or -1), one `rater` alone, all `without` one.
    """

    kind: Kind
    what: str
    by: float
    shares: tuple[float, ...]
    ranks: tuple[int, ...]
    flips: bool


@dataclass(frozen=True)
class Flip:
    """A cell whose change by one step of the scale brings another column among the first k of the last house."""

    house: str
    row: str
    column: str
    mark: float
    other: float
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class Sensitivity:
    """What hangs on what, for the columns of the last house. `top` is the k of "the first k"; `spread` best and worst rank of each."""

    columns: tuple[str, ...]
    top: int
    ranks: tuple[int, ...]
    variants: tuple[Variant, ...]
    flips: tuple[Flip, ...]
    cells: int

    def of(self, kind: Kind) -> tuple[Variant, ...]:
        """The variants of one kind."""
        return tuple(one for one in self.variants if one.kind == kind)

    @property
    def spread(self) -> tuple[tuple[int, int], ...]:
        """The best and the worst rank of each column over all variants."""
        every = np.array([self.ranks, *(one.ranks for one in self.variants)])
        return tuple((int(low), int(high)) for low, high in zip(every.min(axis=0), every.max(axis=0), strict=True))


def vary(flow: Flow) -> Sensitivity:
    """Change one choice at a time and look at the ranks of the last house.

    Scales: the marks 9-3-1 read as 5-3-1, as 4-2-1, and on a ratio scale (strong, medium, weak weighed pair by pair: 6.1 : 2.5 : 1),
    only where marks are 9, 3 and 1; rows made even (Lyman 1990); the other weighting. Importance of each need one point of ten up and down.
    Each rater alone, and all without each one (all houses). Each cell one step of the scale up and down.
    """
    weights, marks = needs_of(flow), [one.marks for one in flow.houses]
    top = flow.houses[-1].planned.most
    shares = pass_on(weights, marks)
    first = _leaders(shares, top)
    variants = [
        Variant(kind, what, by, tuple(changed.tolist()), _ranks(changed), flips=_leaders(changed, top) != first)
        for kind, what, by, changed in (
            *_other_weighting(flow, marks),
            *_other_scales(flow, weights),
            *_other_importance(flow, weights, marks),
            *_other_raters(flow, weights),
        )
    ]
    flips = tuple(_find_flips(flow, weights, marks, first, top))
    return Sensitivity(flow.houses[-1].house.keys, top, _ranks(shares), tuple(variants), flips, sum(one.size for one in marks))


_Changed = tuple[Kind, str, float, Floats]


def _other_weighting(flow: Flow, marks: Sequence[Floats]) -> Iterator[_Changed]:
    raw = flow.cascade.drives == "planning"
    weights = np.array([line.importance.value if raw else line.absolute for line in flow.planning])
    yield "weighting", "raw" if raw else "planning", 0.0, pass_on(weights, marks)


def _given(flow: Flow) -> list[Floats]:
    """The marks of all raters of each house, with the rows that have weight."""
    kept = [flow.cascade.rows(0).index(need) for need in flow.voices.needs]
    return [
        given[:, kept] if at == 0 else given
        for at, given in enumerate(flow.cascade.relations(at) for at in range(len(flow.cascade.houses)))
    ]


def _other_scales(flow: Flow, weights: Floats) -> Iterator[_Changed]:
    given = _given(flow)
    if set(flow.cascade.marks) == set(SCALES["9-3-1"]):
        judged = weigh_pairs(JUDGED).weights
        ratio = dict(zip((9.0, 3.0, 1.0), (judged / judged[-1]).tolist(), strict=True))
        for name, scale in (("5-3-1", SCALES["5-3-1"]), ("4-2-1", SCALES["4-2-1"]), ("ratio", ratio)):
            read = [np.mean([change_scale(rater, scale) for rater in house], axis=0) for house in given]
            yield "scale", name, 0.0, pass_on(weights, read)
    yield "even", "", 0.0, pass_on(weights, [even_rows(house).mean(axis=0) for house in given])


def _other_importance(flow: Flow, weights: Floats, marks: Sequence[Floats]) -> Iterator[_Changed]:
    """One point of ten more or less for one need, never below zero; what the planning matrix makes of it stays."""
    for at, line in enumerate(flow.planning):
        value = line.importance.value
        factor = weights[at] / value if value > 0 else 1.0
        for by in (_STEP, -_STEP):
            changed = weights.copy()
            changed[at] = max(value + by, 0.0) * factor
            if changed.any():
                yield "importance", line.need, by, pass_on(changed, marks)


def _other_raters(flow: Flow, weights: Floats) -> Iterator[_Changed]:
    given = _given(flow)
    most = max(len(house) for house in given)
    for rater in range(most if most > 1 else 0):
        alone = [house[rater] if len(house) > 1 else house[0] for house in given]
        others = [np.delete(house, rater, axis=0).mean(axis=0) if len(house) > 1 else house[0] for house in given]
        yield "rater", str(rater), 0.0, pass_on(weights, alone)
        yield "without", str(rater), 0.0, pass_on(weights, others)


def _find_flips(flow: Flow, weights: Floats, marks: Sequence[Floats], first: frozenset[int], top: int) -> Iterator[Flip]:
    """Each cell one step up and down: the weights before a house and the marks after it stay, so that one product does for all cells."""
    ladder = np.array(sorted({0.0, *flow.cascade.marks}))
    ahead = [np.eye(marks[-1].shape[1])]
    for table in reversed(marks[1:]):
        ahead.insert(0, table @ ahead[0])
    behind, columns = weights, flow.houses[-1].house.keys
    whole = weights
    for table in marks:
        whole = whole @ table
    for at, (one, table) in enumerate(zip(flow.houses, marks, strict=True)):
        for (row, column), mark in np.ndenumerate(table):
            for other in _steps(float(mark), ladder):
                changed = whole + (other - mark) * behind[row] * ahead[at][column]
                leaders = _leaders(changed, top)
                if changed.any() and leaders != first:
                    enters, leaves = (tuple(columns[place] for place in sorted(some)) for some in (leaders - first, first - leaders))
                    yield Flip(one.house.key, one.rows[row], one.house.keys[column], float(mark), other, enters, leaves)
        behind = behind @ table


def _steps(mark: float, ladder: Floats) -> list[float]:
    """The next marks of the scale above and below; a mean between two marks goes to either of them.

    >>> _steps(3.0, np.array([0.0, 1.0, 3.0, 9.0])), _steps(7.0, np.array([0.0, 1.0, 3.0, 9.0]))
    ([9.0, 1.0], [9.0, 3.0])
    """
    above, below = ladder[ladder > mark + 1e-9], ladder[ladder < mark - 1e-9]
    return [*above[:1].tolist(), *below[-1:].tolist()]


def _leaders(shares: Floats, top: int) -> frozenset[int]:
    """The first k; columns that are level with the last of them by rounding alone do not change them."""
    return frozenset(np.lexsort((np.arange(len(shares)), -np.round(shares / max(float(shares.sum()), 1e-300), 12)))[:top].tolist())


def _ranks(shares: Floats) -> tuple[int, ...]:
    return tuple(int(1 + (shares > share + 1e-12).sum()) for share in shares)
