"""Which way does a connector take so that it runs through no box? Through the gutters between columns and the channels between lanes.

Boxes stand in cells: a column and a row, one under the other. A connector leaves its box at a side, goes up or down in the gutter beside
it, along a channel where it leads further than to the next column, and into its target from the side; one between neighbours in a column
goes straight down. Connectors that would lie on one another get tracks of their own, and gutters and channels are as wide as their
tracks need (greedy colouring of intervals, which uses the fewest tracks there can be).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from peakend.report.boxes import Point, Rect

Side = Literal["left", "right", "top", "bottom"]

TRACK: Final = 7.0
"""Between two connectors that run beside one another."""

PORT: Final = 9.0
"""Between two connectors at one side of a box."""

FIRST_PORT: Final = 17.0
"""From the top of a box to its first connector at a side: boxes of one row are joined by a level line."""

DROP: Final = 30.0
"""From the left edge of a box to its first connector above or below."""

DROPS: Final = 11.0

EDGE: Final = 12.0
"""Between a box and the first track beside it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a box stands: its column and row, and its number among the boxes of that cell."""

    column: int
    row: int
    number: int = 0
    many: int = 1


@dataclass(frozen=True, slots=True)
class Way:
    """The way of one connector: from which side to which, through which gutters, along which channel if any.

    Gutter g lies left of column g, channel r above row r. A way straight up or down has no gutter.
    """

    start: str
    end: str
    leaves: Side
    enters: Side
    out_gutter: int = -1
    in_gutter: int = -1
    channel: int = -1

    @property
    def straight(self) -> bool:
        """Whether it goes straight up or down."""
        return self.out_gutter < 0


@dataclass
class Roads:
    """All ways of a drawing: their ports at the boxes, their tracks in gutters and channels.

    `channels` is how many tracks each channel needs; `gutters` becomes known once the boxes have their heights.
    """

    ways: tuple[Way, ...]
    rows: int
    columns: int
    ports: dict[tuple[int, bool], int] = field(default_factory=dict)
    """The number of a way's port at its start (True) or end (False), counted from the first port of that side."""
    sides: dict[tuple[str, Side], int] = field(default_factory=dict)
    """How many ways meet a side of a box."""
    channel_tracks: dict[int, int] = field(default_factory=dict)
    channels: list[int] = field(default_factory=list)
    gutter_tracks: dict[tuple[int, bool], int] = field(default_factory=dict)
    """The track of a way in the gutter it comes out into (True) or goes in from (False)."""
    gutters: list[int] = field(default_factory=list)
    nudges: dict[tuple[int, bool], float] = field(default_factory=dict)
    """How much lower than its port a way meets its box, so that it does not run into one that meets the box across the gutter."""

    def least_height(self, key: str) -> float:
        """How high a box must be for all its ports."""
        most = max(self.sides.get((key, "left"), 0), self.sides.get((key, "right"), 0))
        return FIRST_PORT + (most - 1) * PORT + EDGE if most else 0.0

    def gutter_width(self, gutter: int) -> float:
        """How wide a gutter is."""
        return 2 * EDGE + max(0, self.gutters[gutter] - 1) * TRACK

    def channel_height(self, channel: int) -> float:
        """How high the tracks of a channel are together."""
        return self.channels[channel] * TRACK


def plan_roads(spots: Mapping[str, Spot], joined: Iterable[tuple[str, str]], rows: int, columns: int) -> Roads:
    """The ways between boxes, with their ports and the tracks of the channels; the gutters follow in `settle_gutters`.

    >>> roads = plan_roads({"a": Spot(0, 0), "b": Spot(0, 1), "c": Spot(3, 1)}, [("a", "b"), ("a", "c")], 2, 4)
    >>> [way.straight for way in roads.ways], roads.channels
    ([True, False], [0, 1, 0])
    """
    full = {(spot.row, spot.column) for spot in spots.values()}
    roads = Roads(tuple(_plan_way(spots, start, end, full) for start, end in joined), rows, columns)
    _number_ports(roads, spots)
    roads.channels = [0] * (rows + 1)
    for channel in range(rows + 1):
        runs = [
            (float(min(way.out_gutter, way.in_gutter)), float(max(way.out_gutter, way.in_gutter)), at)
            for at, way in enumerate(roads.ways)
            if way.channel == channel
        ]
        tracks = give_tracks(runs)
        roads.channel_tracks |= tracks
        roads.channels[channel] = max(tracks.values(), default=-1) + 1
    return roads


def _plan_way(spots: Mapping[str, Spot], start: str, end: str, full: set[tuple[int, int]]) -> Way:
    one, two = spots[start], spots[end]
    if one.column == two.column:
        above, below = (one, two) if (one.row, one.number) < (two.row, two.number) else (two, one)
        if _are_neighbours(above, below, full):
            return Way(start, end, "bottom", "top") if above is one else Way(start, end, "top", "bottom")
        return Way(start, end, "right", "right", one.column + 1, one.column + 1)
    forward = one.column < two.column
    leaves: Side = "right" if forward else "left"
    enters: Side = "left" if forward else "right"
    out_gutter, in_gutter = (one.column + 1, two.column) if forward else (one.column, two.column + 1)
    if out_gutter == in_gutter:
        return Way(start, end, leaves, enters, out_gutter, in_gutter)
    channel = two.row if two.row > one.row else two.row + 1 if two.row < one.row else one.row
    return Way(start, end, leaves, enters, out_gutter, in_gutter, channel)


def _are_neighbours(above: Spot, below: Spot, full: set[tuple[int, int]]) -> bool:
    """Whether nothing stands between two boxes of one column."""
    if above.row == below.row:
        return below.number == above.number + 1
    between = any((row, above.column) in full for row in range(above.row + 1, below.row))
    return not between and above.number == above.many - 1 and below.number == 0


def _number_ports(roads: Roads, spots: Mapping[str, Spot]) -> None:
    """At each side of a box the ways in the order of where they lead, so that they do not cross there."""
    meeting: dict[tuple[str, Side], list[tuple[tuple[int, int, int, int], int, bool]]] = {}
    for at, way in enumerate(roads.ways):
        here, there = spots[way.start], spots[way.end]
        meeting.setdefault((way.start, way.leaves), []).append(((there.row, there.number, there.column, at), at, True))
        meeting.setdefault((way.end, way.enters), []).append(((here.row, here.number, here.column, at), at, False))
    for side, ends in meeting.items():
        roads.sides[side] = len(ends)
        for number, (_, at, outward) in enumerate(sorted(ends)):
            roads.ports[at, outward] = number
    for at, way in enumerate(roads.ways):  # a way straight down meets both boxes at one x
        if way.straight:
            shared = max(roads.ports[at, True], roads.ports[at, False])
            roads.ports[at, True] = roads.ports[at, False] = shared


def settle_gutters(roads: Roads, boxes: Mapping[str, tuple[float, float]], channels: Sequence[float]) -> None:
    """The tracks of the gutters, once tops and bottoms of the boxes and the first y of each channel are known."""
    _nudge_ports(roads, boxes)
    runs: dict[int, list[tuple[float, float, int, bool, int]]] = {}
    for at, way in enumerate(roads.ways):
        if way.straight:
            continue
        out_y, in_y = port_y(roads, at, boxes, outward=True), port_y(roads, at, boxes, outward=False)
        if way.channel < 0:
            if abs(out_y - in_y) > _LEVEL:  # a level way needs no track
                leaning = (way.leaves == "right") + (way.enters == "right")  # both from the left box: left tracks
                runs.setdefault(way.out_gutter, []).append((*sorted((out_y, in_y)), at, True, 2 - leaning))  # type: ignore[arg-type]
            continue
        y = channels[way.channel] + roads.channel_tracks[at] * TRACK
        runs.setdefault(way.out_gutter, []).append((*sorted((out_y, y)), at, True, 0 if way.leaves == "right" else 2))  # type: ignore[arg-type]
        runs.setdefault(way.in_gutter, []).append((*sorted((in_y, y)), at, False, 0 if way.enters == "right" else 2))  # type: ignore[arg-type]
    roads.gutters = [0] * (roads.columns + 1)
    for gutter, several in runs.items():
        first = 0
        for leaning in range(3):
            tracks = give_tracks([(low, high, number) for number, (low, high, _, _, side) in enumerate(several) if side == leaning])
            for number, track in tracks.items():
                roads.gutter_tracks[several[number][2], several[number][3]] = first + track
            first += max(tracks.values(), default=-1) + 1
        roads.gutters[gutter] = first


def port_y(roads: Roads, at: int, boxes: Mapping[str, tuple[float, float]], *, outward: bool) -> float:
    """The y at which a way meets the side of a box."""
    way = roads.ways[at]
    top, _ = boxes[way.start if outward else way.end]
    return top + FIRST_PORT + roads.ports[at, outward] * PORT + roads.nudges.get((at, outward), 0.0)


_NUDGES: Final = (0.0, 4.5, -4.5, 3.0, -3.0, 6.0, -6.0)
_CLOSE: Final = 2.5
_LEVEL: Final = 0.5


def _nudge_ports(roads: Roads, boxes: Mapping[str, tuple[float, float]]) -> None:
    """Move ports a little where ways of both sides of a gutter would meet it at one height. Level ways between neighbours stay."""
    meeting: dict[int, list[tuple[float, int, bool]]] = {}
    for at, way in enumerate(roads.ways):
        if not way.straight:
            meeting.setdefault(way.out_gutter, []).append((port_y(roads, at, boxes, outward=True), at, True))
            meeting.setdefault(way.in_gutter, []).append((port_y(roads, at, boxes, outward=False), at, False))
    for ends in meeting.values():
        both = {at: [y for y, other, _ in ends if other == at] for _, at, _ in ends}
        level = {at for at, ys in both.items() if len(ys) == 2 and abs(ys[0] - ys[1]) <= _LEVEL}  # noqa: PLR2004 - both its ends
        taken = [(y, at) for y, at, _ in ends if at in level]
        for y, at, outward in sorted(ends):
            if at not in level:
                free = (by for by in _NUDGES if all(other == at or abs(y + by - there) >= _CLOSE for there, other in taken))
                by = next(free, 0.0)
                roads.nudges[at, outward] = by
                taken.append((y + by, at))


def give_tracks(runs: Sequence[tuple[float, float, int]], gap: float = 3.0) -> dict[int, int]:
    """A track for each stretch (low, high, name), so that none lies on another; the fewest that do.

    >>> give_tracks([(0, 10, 7), (20, 30, 8), (5, 25, 9)])
    {7: 0, 9: 1, 8: 0}
    """
    ends: list[float] = []
    tracks: dict[int, int] = {}
    for low, high, name in sorted(runs):
        track = next((number for number, end in enumerate(ends) if end + gap < low), len(ends))
        ends[track : track + 1] = [high]
        tracks[name] = track
    return tracks


def draw_way(roads: Roads, at: int, boxes: Mapping[str, Rect], gutters: Sequence[float], channels: Sequence[float]) -> tuple[Point, ...]:
    """The points of a way from box to box. `gutters` is the left edge of each, `channels` the first y of each."""
    way = roads.ways[at]
    one, two = boxes[way.start], boxes[way.end]
    if way.straight:
        x = one.x + min(DROP + roads.ports[at, True] * DROPS, one.width - EDGE)
        return ((x, one.bottom), (x, two.y)) if way.leaves == "bottom" else ((x, one.y), (x, two.bottom))
    spans = {way.start: (one.y, one.bottom), way.end: (two.y, two.bottom)}
    y1, y2 = port_y(roads, at, spans, outward=True), port_y(roads, at, spans, outward=False)
    start = (one.right if way.leaves == "right" else one.x, y1)
    end = (two.right if way.enters == "right" else two.x, y2)
    if way.channel < 0 and abs(y1 - y2) <= _LEVEL:
        return (start, (end[0], y1))
    x1 = gutters[way.out_gutter] + EDGE + roads.gutter_tracks[at, True] * TRACK
    if way.channel < 0:
        return (start, (x1, y1), (x1, y2), end)
    x2 = gutters[way.in_gutter] + EDGE + roads.gutter_tracks[at, False] * TRACK
    y = channels[way.channel] + roads.channel_tracks[at] * TRACK
    return (start, (x1, y1), (x1, y), (x2, y), (x2, y2), end)
