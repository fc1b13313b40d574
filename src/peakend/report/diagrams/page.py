"""How does a laid grid become a sheet that stands alone? Title and lines above, legend below, a margin around."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from peakend.report.boxes import Box, Drawing, Point, Rect, Shape, move
from peakend.report.diagrams.grid import LEFT, Laid
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter, measure
from peakend.report.theme import BODY, TITLE
from peakend.report.words.names import SYNTHETIC
from peakend.text import Language

MARGIN: Final = 20.0
_LEAST: Final = 620.0


@dataclass(frozen=True)
class Told:
    """The words of a sheet: its title, the lines under it, its legend (signs with words), whether its answers are made up."""

    title: str
    lines: tuple[str, ...]
    legend: tuple[tuple[Sequence[Shape], str], ...] = ()
    synthetic: bool = False
    name: str = "drawing"
    description: str = ""
    section: str = ""
    apart: tuple[str, ...] = ()
    """What leads away from this sheet: connectors to what stands on another one."""


@dataclass(frozen=True)
class Sheet:
    """A drawing of a design, with the place of every card and connector on it."""

    drawing: Drawing
    laid: Laid
    told: Told
    offset: Point

    def place(self, key: str) -> Rect:
        """Where a card lies on the sheet."""
        box = self.laid.boxes[key]
        return Rect(box.x + self.offset[0], box.y + self.offset[1], box.width, box.height)


def make_sheet(laid: Laid, told: Told, language: Language) -> Sheet:
    """The sheet of a grid."""
    width = max(laid.width, _LEAST)
    head, top = _lay_head(told, width, language)
    legend, foot = lay_legend(told.legend, 0, width, top + laid.height + 8) if told.legend else ([], 0.0)
    right, down = MARGIN, MARGIN
    shapes = [move(shape, right, down) for shape in head]
    shapes += [move(shape, right, down + top) for shape in laid.shapes]
    shapes += [move(shape, right, down) for shape in legend]
    height = down + top + laid.height + (8 + foot if foot else 0) + MARGIN
    drawing = Drawing(
        width + 2 * MARGIN,
        height,
        tuple(shapes),
        title=told.title,
        description=told.description or " ".join(told.lines),
        name=told.name,
        freeze=(right + LEFT, down + top + laid.head),
        foot=down + top + laid.height,
    )
    return Sheet(drawing, laid, told, (right, down + top))


def _lay_head(told: Told, width: float, language: Language) -> tuple[list[Shape], float]:
    mark = SYNTHETIC.say(language)
    room = width - (measure(mark, BODY, bold=True) + 44 if told.synthetic else 0)
    title = letter(0, 0, told.title, TITLE, bold=True, width=room, role="title")
    shapes: list[Shape] = [title]
    y = title.height + 3
    for words in told.lines:
        label = letter(0, y, words, BODY, colour="muted", width=room if y < 28 else width, role="line")  # noqa: PLR2004 - beside the mark
        shapes.append(label)
        y += label.height + 1
    if told.synthetic:
        sign = letter(width - 12, 5, mark, BODY, bold=True, colour="end_ink", anchor="end", role="synthetic")
        place = sign.place
        shapes.append(Box(place.x - 12, 1, place.width + 24, place.height + 8, fill="end_tint", stroke="end", radius=12, role="synthetic"))
        shapes.append(sign)
    return shapes, y + 12
