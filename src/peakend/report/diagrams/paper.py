"""How does a drawing of a design come onto paper? As PDF: on A3, whole or in parts, or as a poster of A4 sheets that are put together.

Lines and words stay sharp at any size; words are outlines of our own font, so that Chinese is printed on any machine. Sheets of a poster
are cut between columns and above rows where they can be, and say where they belong.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import vl_convert
from pypdf import PdfReader, PdfWriter

from peakend.report.boxes import Box, Drawing, Polyline, Rect, Shape, move
from peakend.report.diagrams import captions
from peakend.report.diagrams.fold import Draw, Room, fold_sheet
from peakend.report.diagrams.page import Sheet
from peakend.report.lettering import letter
from peakend.report.saving import file_in, save_whole
from peakend.report.svg import write_svg
from peakend.report.theme import TINY
from peakend.text import Language

Paper = Literal["a3", "a4"]

PAPERS: Final[dict[Paper, tuple[float, float]]] = {"a3": (1190.55, 841.89), "a4": (841.89, 595.28)}
"""Width and height in points, lying."""

MARGIN: Final = 22.0
LEAST: Final = 0.5
"""A drawing on a page is made no smaller than this; a larger one has several pages."""

POSTER: Final = 0.75
"""The size of a poster."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet of a poster: what it shows, and its place among the others, counted from 1."""

    window: Rect
    row: int
    column: int


def write_pdf(draw: Draw, columns: int, out: str | Path, language: Language, *, paper: Paper = "a3", tiled: bool = False) -> Path:
    """Write a drawing as PDF and give the path of the file; `tiled` makes a poster of it. Raises `FolderNotWritable`."""
    width, height = PAPERS[paper]
    if tiled:
        whole = draw(0, columns, None)
        sheets: tuple[Sheet, ...] = (whole,)
        pages = list(_post(whole, width, height, language))
    else:
        room = Room((width - 2 * MARGIN) / LEAST, (height - 2 * MARGIN) / LEAST, framed=True)
        sheets = tuple(fold_sheet(draw, columns, room))
        pages = [_fit(sheet.drawing, width, height) for sheet in sheets]
    content = _bind(pages, sheets[0].told.title)
    return save_whole(file_in(out, f"{sheets[0].told.name}-{language}.pdf"), lambda path: path.write_bytes(content))


def _bind(pages: Iterable[tuple[Drawing, float]], title: str) -> bytes:
    """One PDF of all pages, each a drawing with its scale."""
    book = PdfWriter()
    for drawing, scale in pages:
        page = book.add_page(PdfReader(BytesIO(bytes(vl_convert.svg_to_pdf(write_svg(drawing))))).pages[0])
        page.scale_by(scale)
        page.compress_content_streams()
    book.add_metadata({"/Title": title, "/Creator": "Peakend"})
    written = BytesIO()
    book.write(written)
    return written.getvalue()


def _fit(drawing: Drawing, width: float, height: float) -> tuple[Drawing, float]:
    """A drawing in the middle of a page, as large as it can be, but not larger than it is."""
    scale = min((width - 2 * MARGIN) / drawing.width, (height - 2 * MARGIN) / drawing.height, 1.0)
    right, down = (width / scale - drawing.width) / 2, MARGIN / scale
    shapes = tuple(move(shape, right, down) for shape in drawing.shapes)
    return replace(drawing, width=width / scale, height=height / scale, shapes=shapes), scale


def _post(sheet: Sheet, width: float, height: float, language: Language) -> Iterator[tuple[Drawing, float]]:
    for tile in cut_tiles(sheet, (width - 2 * MARGIN) / POSTER, (height - 2 * MARGIN) / POSTER):
        yield _show_tile(sheet.drawing, tile, width, height, language), POSTER


def cut_tiles(sheet: Sheet, width: float, height: float) -> tuple[Tile, ...]:
    """The windows of a poster, none larger than this, row by row."""
    left, top = sheet.offset
    across = cut(sheet.drawing.width, width, [left + column.x - 8 for column in sheet.laid.columns])
    down = cut(sheet.drawing.height, height, [top + row.y for row in sheet.laid.rows])
    return tuple(
        Tile(Rect(x, y, right - x, bottom - y), row, column)
        for row, (y, bottom) in enumerate(pairwise(down), start=1)
        for column, (x, right) in enumerate(pairwise(across), start=1)
    )


def cut(length: float, most: float, places: Sequence[float]) -> list[float]:
    """Where a length is cut into pieces no longer than `most`: at the last of these places that will do, else where it must be.

    >>> cut(100, 40, [30, 55, 90]), cut(100, 60, [])
    ([0.0, 30, 55, 90, 100], [0.0, 60.0, 100])
    """
    edges = [0.0]
    while length - edges[-1] > most:
        fitting = [place for place in places if edges[-1] < place <= edges[-1] + most]
        edges.append(max(fitting, default=edges[-1] + most))
    return [*edges, length]


def _show_tile(drawing: Drawing, tile: Tile, width: float, height: float, language: Language) -> Drawing:
    """One page of a poster: its window, marks at the corners, and its place."""
    margin = MARGIN / POSTER
    window = tile.window
    shapes: list[Shape] = [
        move(shape, margin - window.x, margin - window.y)
        for shape in drawing.shapes
        if shape.place.meets(window) or _is_line(shape, window)
    ]
    page = Rect(0, 0, width / POSTER, height / POSTER)
    covers = _cover(page, Rect(margin, margin, window.width, window.height))
    words = captions.TILE.fill(row=tile.row, column=tile.column).say(language)
    place = letter(margin, page.bottom - margin * 0.8, f"{drawing.title} · {words}", TINY, colour="muted")
    return replace(drawing, width=page.width, height=page.height, shapes=(*shapes, *covers, place))


def _is_line(shape: Shape, window: Rect) -> bool:
    """Level and upright lines have no height or width to meet a window with."""
    return isinstance(shape, Polyline) and Rect(shape.place.x, shape.place.y, shape.place.width + 1, shape.place.height + 1).meets(window)


def _cover(page: Rect, shown: Rect) -> Iterator[Shape]:
    """White margins over what reaches beyond the window, and marks where to cut."""
    from_edge = (
        Rect(0, 0, page.width, shown.y),
        Rect(0, shown.bottom, page.width, page.bottom - shown.bottom),
        Rect(0, 0, shown.x, page.height),
        Rect(shown.right, 0, page.right - shown.right, page.height),
    )
    for one in from_edge:
        yield Box(one.x, one.y, one.width, one.height, fill="card")
    for x in (shown.x, shown.right):
        for y in (shown.y, shown.bottom):
            out = -10 if y == shown.y else 10
            yield Polyline(((x, y + out * 0.3), (x, y + out)), stroke="faint", line=0.6)
