"""Where can a label stand so that it covers nothing? The nearest free place of several, tried in the order of preference."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from peakend.report.boxes import Label, Rect


@dataclass
class Room:
    """A sheet on which places are taken one after the other."""

    sheet: Rect
    taken: list[Rect] = field(default_factory=list)
    gap: float = 1.5

    def take(self, *places: Rect) -> None:
        """Mark places that nothing may cover."""
        self.taken += places

    def free(self, place: Rect) -> bool:
        """Whether this place is on the sheet and nothing lies there."""
        return self.sheet.holds(place) and not any(place.meets(other, self.gap) for other in self.taken)

    def put(self, label: Label, tries: Iterable[tuple[float, float]], avoid: Sequence[Rect] = ()) -> Label | None:
        """The label at the first of these left upper corners where it is free, and taken there; nothing where none is.

        `avoid` are places that this label alone may not cover.
        """
        for x, y in tries:
            there = _at(label, x, y)
            if self.free(there.place) and not any(there.place.meets(other) for other in avoid):
                self.take(there.place)
                return there
        return None

    def put_near(self, label: Label, x: float, y: float, away: float = 8.0) -> Label | None:
        """The label beside the point (x, y), at least `away` from it; further out ring by ring until it is free."""
        return self.put(label, around_point(label.width, label.height, x, y, away))


def _at(label: Label, x: float, y: float) -> Label:
    return replace(label, x=x + (label.x - label.left), y=y)


def around_point(width: float, height: float, x: float, y: float, away: float, rings: int = 12) -> Iterator[tuple[float, float]]:
    """Left upper corners around a point: right, left, above, below and between, then the same further out."""
    for ring in range(rings):
        far = away + ring * height * 0.6
        across, down = far, far * 0.7
        yield x + across, y - height / 2
        yield x - across - width, y - height / 2
        yield x - width / 2, y - down - height
        yield x - width / 2, y + down
        for right in (x + across * 0.7, x - across * 0.7 - width):
            yield right, y - down - height
            yield right, y + down


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float, gap: float = 2.0) -> list[float]:
    """Tops of labels in one column: as near as possible to where they want to be, in that order, none over another.

    Pushes down from the top, then back up from the bottom; raises nothing where they do not fit: the last ones then lie below `high`.

    >>> spread([10, 12], [10, 10], 0, 100)
    [10, 22.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    tops = list(wanted)
    edge = low
    for place in order:
        tops[place] = max(tops[place], edge)
        edge = tops[place] + heights[place] + gap
    edge = high
    for place in reversed(order):
        if tops[place] + heights[place] > edge:
            tops[place] = max(edge - heights[place], low)
        edge = tops[place] - gap
    return tops
