"""What stands in a cell of a lane? Words, numbers with their interval, bars and chips, one under the other."""

from collections.abc import Callable
from dataclasses import dataclass, field

from peakend.analyse.result import Estimate, Figure
from peakend.report import captions
from peakend.report.boxes import Box, Label, Marker, Polyline, Shape, Sign, move
from peakend.report.lettering import letter, line_height, measure
from peakend.report.maps.sheet import LEFT, PAD, WHOLE, Column, Sheet
from peakend.report.theme import BODY, SMALL, TINY
from peakend.report.words import Unit, write_count, write_interval, write_value
from peakend.text import Text


@dataclass
class Cell:
    """A cell that is being filled from the top. Its shapes stand at their x on the sheet, and at y from the top of the lane."""

    x: float
    width: float
    sheet: Sheet
    y: float = PAD
    shapes: list[Shape] = field(default_factory=list)

    @property
    def height(self) -> float:
        """How high the cell is when what it holds is followed by a margin."""
        return self.y + PAD - 2 if self.shapes else 0.0

    def add_words(  # noqa: PLR0913 - what words can be, each by name
        self,
        words: str,
        *,
        size: float = BODY,
        bold: bool = False,
        colour: str = "ink",
        most: int = 0,
        role: str = "",
        href: str = "",
        tip: str = "",
        indent: float = 0.0,
    ) -> Label:
        """Words broken to the width of the cell."""
        place = (self.x + indent, self.y)
        room = self.width - indent
        label = letter(*place, words, size, width=room, most=most, bold=bold, colour=colour, role=role, href=href, tip=tip)
        self.shapes.append(label)
        self.y += label.height
        return label

    def add_figure(self, figure: Figure, unit: Unit = "rating", *, colour: str = "ink", before: str = "", counted: bool = True) -> None:
        """A number with its interval beside or under it, `before` in front of it; or that there are too few answers, and how many.

        Where it stands for others than the caption of the map says, its own n follows (unless `counted` is false: said elsewhere).
        """
        if not isinstance(figure, Estimate):
            self.add_words(self.sheet.say(captions.TOO_FEW), size=SMALL, colour="muted", role="few")
            self.add_words(f"n = {figure.n}", size=TINY, colour="muted", role="interval")
            return
        value, interval = write_value(figure.value, unit), write_interval(figure, unit)
        told = f"{value} {interval}, n = {figure.n}"
        label = self.add_words(before + value, bold=True, colour=colour, role="value", tip=told)
        beside = measure(interval, TINY)
        if label.width + 5 + beside <= self.width:
            self.shapes.append(letter(self.x + label.width + 5, label.y + 2.2, interval, TINY, colour="muted", role="interval"))
        else:
            self.add_words(interval, size=TINY, colour="muted", role="interval")
        if counted:
            self.add_count(figure)

    def add_count(self, figure: Figure) -> None:
        """How many answers a number stands on, where the caption of the map names another count."""
        if isinstance(figure, Estimate) and figure.n != self.sheet.base:
            self.add_words(f"n = {write_count(figure.n)}", size=TINY, colour="muted", role="count")

    def add_bar(self, share: float, low: float, high: float, colour: str) -> None:
        """A bar of a share with its interval drawn over its end."""
        height = 7.0
        self.shapes.append(Box(self.x, self.y + 1, self.width, height, fill="wash", radius=height / 2, role="track"))
        self.shapes.append(Box(self.x, self.y + 1, max(self.width * share, height), height, fill=colour, radius=height / 2, role="bar"))
        middle = self.y + 1 + height / 2
        ends = (self.x + self.width * low, self.x + self.width * high)
        self.shapes.append(Polyline(((ends[0], middle), (ends[1], middle)), stroke="ink", line=1.3, role="whisker"))
        self.y += height + 4

    def add_sign(self, sign: Sign, colour: str, *, solid: bool, size: float = 10.0, tip: str = "") -> None:
        """A sign at the left of the line that comes next; hollow where only one rule holds."""
        fill = colour if solid else "card"
        self.shapes.append(
            Marker(sign, self.x + size / 2 + 1, self.y + line_height(BODY) / 2, size, fill, colour, 1.5, role="sign", tip=tip)
        )


@dataclass(frozen=True)
class Lane:
    """One lane: its height, and its shapes with y from its own top."""

    name: str
    height: float
    shapes: tuple[Shape, ...]

    def at(self, top: float) -> tuple[Shape, ...]:
        """Its shapes where they stand on the sheet."""
        return tuple(move(shape, down=top) for shape in self.shapes)


def lay_lane(
    sheet: Sheet,
    name: str,
    title: tuple[Text, Text],
    fill: Callable[[Cell, Column], None],
    whole: Callable[[Cell], None] | None = None,
    **blanks: object,
) -> Lane | None:
    """A lane from what each cell holds; nothing where all cells stay empty."""
    cells = [Cell(column.x + PAD, column.inner, sheet) for column in sheet.columns]
    for cell, column in zip(cells, sheet.columns, strict=True):
        fill(cell, column)
    if not any(cell.shapes for cell in cells):
        return None
    head, last = head_cell(sheet, title, **blanks), Cell(sheet.whole + PAD, WHOLE - 2 * PAD, sheet)
    if whole is not None:
        whole(last)
    every = [head, *cells, last]
    height = round(max(cell.height for cell in every), 1)
    return Lane(name, height, tuple(shape for cell in every for shape in cell.shapes))


def head_cell(sheet: Sheet, title: tuple[Text, Text], **blanks: object) -> Cell:
    """The first cell of a lane: its name and a note."""
    cell = Cell(PAD + 5, LEFT - 2 * PAD - 5, sheet)
    cell.add_words(sheet.say(title[0], **blanks), bold=True, size=BODY + 0.5, role="lane")
    cell.add_words(sheet.say(title[1], **blanks), size=TINY, colour="muted", role="note")
    return cell
