"""How is a table put on slides? As native tables, as many rows to a slide as fit, the heading repeated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Pt

from peakend.report.boxes import Rect
from peakend.report.lettering import wrap
from peakend.report.slides.canvas import Canvas, colour_of, describe
from peakend.report.slides.runs import LEADING, SAFE, Align, printable, say, write_paragraphs
from peakend.report.theme import paint

_PAD: Final = 5.0
"""Room left and right of the words in a cell."""

_ABOVE: Final = 2.5
"""Room above and below them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a table: their colour, weight, and the ground behind them."""

    words: str
    bold: bool = False
    colour: str = "ink"
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width and where its words stand."""

    head: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Grid:
    """A table ready to be placed."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size: float = 10.5

    def widths(self, width: float) -> list[float]:
        """The width of each column."""
        whole = sum(column.share for column in self.columns)
        return [width * column.share / whole for column in self.columns]

    def heights(self, width: float) -> tuple[float, list[float]]:
        """The height of the heading and of each row at this width."""
        widths = self.widths(width)
        head = self._height([Cell(column.head, bold=True) for column in self.columns], widths)
        return head, [self._height(row, widths) for row in self.rows]

    def _height(self, row: Sequence[Cell], widths: Sequence[float]) -> float:
        lines = max(
            len(wrap(cell.words, (width - 2 * _PAD) * SAFE, self.size, bold=cell.bold)) or 1
            for cell, width in zip(row, widths, strict=True)
        )
        return lines * self.size * LEADING + 2 * _ABOVE + 1

    def pages(self, place: Rect) -> Iterator["Grid"]:
        """The table in parts that fit into the place; at least one row each."""
        head, heights = self.heights(place.width)
        start, used = 0, head
        for at, height in enumerate(heights):
            if at > start and used + height > place.height:
                yield Grid(self.columns, self.rows[start:at], self.size)
                start, used = at, head
            used += height
        yield Grid(self.columns, self.rows[start:], self.size)


def add_grid(canvas: Canvas, place: Rect, grid: Grid, *, name: str, alt: str) -> float:
    """A native table at the top of the place; gives the y of its lower edge."""
    head, heights = grid.heights(place.width)
    frame: Any = canvas.slide.shapes.add_table(
        len(grid.rows) + 1, len(grid.columns), Pt(place.x), Pt(place.y), Pt(place.width), Pt(head + sum(heights))
    )
    frame.name = printable(name)
    describe(frame, alt)
    table = frame.table
    _plain(table)
    for at, width in enumerate(grid.widths(place.width)):
        table.columns[at].width = Pt(width)
    for at, height in enumerate([head, *heights]):
        table.rows[at].height = Pt(height)
    for at, column in enumerate(grid.columns):
        _write(canvas, table.cell(0, at), Cell(column.head, bold=True, colour="muted", ground="wash"), column.align, grid.size)
    for down, row in enumerate(grid.rows, start=1):
        for at, (cell, column) in enumerate(zip(row, grid.columns, strict=True)):
            _write(canvas, table.cell(down, at), cell, column.align, grid.size)
    return place.y + head + sum(heights)


def _plain(table: Any) -> None:  # noqa: ANN401 - a table of the library
    """Take the theme's stripes away; the first row stays the heading."""
    table.first_row, table.horz_banding = True, False
    style = table._tbl.find(f"{qn('a:tblPr')}/{qn('a:tableStyleId')}")  # noqa: SLF001 - no public way
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def _write(canvas: Canvas, target: Any, cell: Cell, align: Align, size: float) -> None:  # noqa: ANN401 - a cell of the library
    write_paragraphs(
        target.text_frame, (say(cell.words, size, bold=cell.bold, colour=cell.colour, align=align),), canvas.language, upright="middle"
    )
    target.margin_left = target.margin_right = Pt(_PAD)
    target.margin_top = target.margin_bottom = Pt(_ABOVE)
    properties = target._tc.get_or_add_tcPr()  # noqa: SLF001 - borders have no public way
    properties.set("anchor", "ctr")
    for side in ("lnL", "lnR", "lnT", "lnB"):
        line = etree.SubElement(properties, qn(f"a:{side}"), w=str(Pt(0.75 if side == "lnB" else 0)))
        if side == "lnB":
            fill = etree.SubElement(line, qn("a:solidFill"))
            etree.SubElement(fill, qn("a:srgbClr")).set("val", paint("line").lstrip("#"))
        else:
            etree.SubElement(line, qn("a:noFill"))
    if cell.ground:
        target.fill.solid()
        target.fill.fore_color.rgb = colour_of(cell.ground)
    else:
        target.fill.background()
