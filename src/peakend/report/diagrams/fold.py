"""How does a drawing that is too large come onto slides and pages? In parts of columns and rows, of about the same size; heads on each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from peakend.report.boxes import Point
from peakend.report.diagrams.grid import LEFT
from peakend.report.diagrams.page import Sheet

Draw = Callable[[int, int, frozenset[str] | None], Sheet]
"""Draws the columns from one number to before another, with these rows only (nothing: all)."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much room a part has, in points of the drawing; with `framed` title and legend take some of it."""

    width: float
    height: float
    framed: bool = False

    def taken(self, sheet: Sheet) -> Point:
        """What title, legend and margins take."""
        if not self.framed:
            return (0.0, 0.0)
        return (sheet.drawing.width - sheet.laid.width, sheet.drawing.height - sheet.laid.height)


def fold_sheet(draw: Draw, columns: int, room: Room) -> Iterator[Sheet]:
    """The drawing in parts that have room: columns side by side, then rows from top to bottom. What is larger than all room stays whole."""
    whole = draw(0, columns, None)
    one = (whole.laid.width - LEFT) / max(1, columns)
    most = max(1, int((room.width - room.taken(whole)[0] - LEFT) // one))
    pieces = -(-columns // most)
    start = 0
    for piece in range(pieces):
        size = -(-(columns - start) // (pieces - piece))
        part = whole if pieces == 1 else draw(start, start + size, None)
        for rows in _fold_rows(part, room):
            yield part if rows is None else draw(start, start + size, rows)
        start += size


def _fold_rows(sheet: Sheet, room: Room) -> Iterator[frozenset[str] | None]:
    """The keys of the rows of each part, of about the same height; nothing where all of them have room."""
    laid, high = sheet.laid, room.height - room.taken(sheet)[1]
    if laid.height <= high:
        yield None
        return
    free = max(1.0, high - laid.head)
    fair = (laid.height - laid.head) / -(-(laid.height - laid.head) // free)
    group: list[str] = []
    height = 0.0
    for row, place in zip(laid.grid.rows, laid.rows, strict=True):
        if group and (height + place.height > free or height + place.height / 2 > fair):
            yield frozenset(group)
            group, height = [], 0.0
        group.append(row.key)
        height += place.height
    yield frozenset(group)
