"""Where do boxes and arrows stand so that a picture of causes reads from left to right? Columns by depth, arrows round the boxes.

An arrow that passes columns gets a lane of its own in each of them, so that it never runs through a box; boxes and lanes are put in the
order that crosses least (barycentres) and as level as the order allows. Source: Sugiyama, Tagawa and Toda 1981, IEEE SMC 11.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from peakend.report.boxes import Point, Rect

Arrow = tuple[int, int]

LANE: Final = 34.0
"""The height of the lane of an arrow that passes a column: room for its number and interval."""

APART: Final = 14.0
"""Between boxes and lanes of one column."""

_SWEEPS: Final = 12

_PORTS: Final = 13.0
"""Between two arrows at one side of a box, at most."""


@dataclass(frozen=True)
class Layered:
    """Where everything stands: the rectangle of each box, the points of each arrow from its box to the next, and the size of it all."""

    boxes: tuple[Rect, ...]
    roads: tuple[tuple[Point, ...], ...]
    width: float
    height: float


@dataclass
class _Spot:
    """A box or a lane while it is placed: its column, height, y of its middle, and neighbours to the left and to the right."""

    column: int
    height: float
    y: float = 0.0


def lay_layers(depths: Sequence[int], arrows: Sequence[Arrow], size: Point, gap: float) -> Layered:
    """Boxes of one size in columns by depth, arrows from left to right. Arrows lead from lower to higher depths.

    >>> laid = lay_layers([0, 1, 2], [(0, 1), (1, 2), (0, 2)], (100, 60), 80)
    >>> [round(box.x) for box in laid.boxes], len(laid.roads[2])
    ([0, 180, 360], 4)
    """
    wide, tall = size
    spots = [_Spot(depth, tall) for depth in depths]
    chains: list[list[int]] = []
    for cause, effect in arrows:
        lanes = list(range(len(spots), len(spots) + depths[effect] - depths[cause] - 1))
        spots += [_Spot(depths[cause] + 1 + at, LANE) for at in range(len(lanes))]
        chains.append([cause, *lanes, effect])
    steps = [step for chain in chains for step in pairwise(chain)]
    columns = [[at for at, spot in enumerate(spots) if spot.column == column] for column in range(max(depths, default=0) + 1)]
    _order(columns, steps)
    _level(spots, columns, steps)
    top = min((spot.y - spot.height / 2 for spot in spots), default=0.0)
    boxes = tuple(Rect(spots[at].column * (wide + gap), spots[at].y - tall / 2 - top, wide, tall) for at in range(len(depths)))
    roads = tuple(_road(spots, chain, steps, top, wide, gap) for chain in chains)
    bottom = max((spot.y + spot.height / 2 for spot in spots), default=0.0)
    return Layered(boxes, roads, len(columns) * (wide + gap) - gap, bottom - top)


def _near(at: int, steps: Sequence[Arrow], *, left: bool) -> list[int]:
    return [one for one, two in steps if two == at] if left else [two for one, two in steps if one == at]


def _order(columns: list[list[int]], steps: Sequence[Arrow]) -> None:
    """The order in each column that crosses least of those that sweeps to and fro come by."""
    best, fewest = [list(column) for column in columns], _crossings(columns, steps)
    for sweep in range(_SWEEPS):
        left = sweep % 2 == 0
        for column in columns[1:] if left else columns[-2::-1]:
            place = {at: number - len(other) / 2 for other in columns for number, at in enumerate(other)}
            means = {at: _mean([place[one] for one in _near(at, steps, left=left)], place[at]) for at in column}
            column.sort(key=lambda at: (means[at], place[at]))
        crossed = _crossings(columns, steps)
        if crossed < fewest:
            best, fewest = [list(column) for column in columns], crossed
    for column, kept in zip(columns, best, strict=True):
        column[:] = kept


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _crossings(columns: Sequence[Sequence[int]], steps: Sequence[Arrow]) -> int:
    place = {at: number for column in columns for number, at in enumerate(column)}
    column_of = {at: number for number, column in enumerate(columns) for at in column}
    return sum(
        1
        for first, (a, b) in enumerate(steps)
        for c, d in steps[:first]
        if column_of[a] == column_of[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0
    )


def _level(spots: list[_Spot], columns: Sequence[Sequence[int]], steps: Sequence[Arrow]) -> None:
    """Each box and lane as near to its neighbours' height as order and room allow."""
    for column in columns:
        _put(spots, column, [0.0] * len(column))
    for sweep in range(_SWEEPS):
        left = sweep % 2 == 0
        for column in columns if left else columns[::-1]:
            wanted = []
            for at in column:
                near = [*_near(at, steps, left=True), *_near(at, steps, left=False)]
                wanted.append(_mean([spots[one].y for one in near], spots[at].y))
            _put(spots, column, wanted)


def _put(spots: list[_Spot], column: Sequence[int], wanted: Sequence[float]) -> None:
    """One column, in its order, nothing on top of another, as near to what is wanted as can be (pool adjacent violators)."""
    offsets, total = [], 0.0
    for number, at in enumerate(column):
        if number:
            total += (spots[column[number - 1]].height + spots[at].height) / 2 + APART
        offsets.append(total)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, many = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, more = pools.pop()
            mean, many = (mean * many + other * more) / (many + more), many + more
        pools.append((mean, many))
    levels = [mean for mean, many in pools for _ in range(many)]
    for at, level, offset in zip(column, levels, offsets, strict=True):
        spots[at].y = level + offset


def _road(spots: Sequence[_Spot], chain: Sequence[int], steps: Sequence[Arrow], top: float, wide: float, gap: float) -> tuple[Point, ...]:
    """The points of one arrow: out of its box, level through each lane, into the next box."""
    points: list[Point] = []
    for one, two in pairwise(chain):
        points += [
            (spots[one].column * (wide + gap) + wide, spots[one].y - top + _port(spots, one, two, steps, left=False)),
            (spots[two].column * (wide + gap), spots[two].y - top + _port(spots, two, one, steps, left=True)),
        ]
    return tuple(points)


def _port(spots: Sequence[_Spot], at: int, other: int, steps: Sequence[Arrow], *, left: bool) -> float:
    """Where on the side of a box an arrow meets it: arrows in the order of where they lead, so that they do not cross there."""
    near = sorted(_near(at, steps, left=left), key=lambda one: spots[one].y)
    if len(near) < 2:  # noqa: PLR2004 - one arrow meets the middle
        return 0.0
    step = min(_PORTS, (spots[at].height - 16) / (len(near) - 1))
    return (near.index(other) - (len(near) - 1) / 2) * step
