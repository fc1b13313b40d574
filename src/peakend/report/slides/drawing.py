"""How does a drawing become shapes that a person can move, recolour and rewrite? One native shape for each of its own, grouped by lane.

What is too high for one slide folds into several: rows between lines of lanes stay whole, the head of the map stands on every part.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Pt

from peakend.report.boxes import Box, Drawing, Label, Marker, Polygon, Polyline, Rect, Shape, move
from peakend.report.slides.canvas import SIGN_FORMS, Canvas, colour_of, describe, drop_style
from peakend.report.slides.runs import Align, count_joints, say, write_paragraphs

LANE_LINE = "lane-line"
"""The role of the line above a lane: where a drawing may be folded."""

GRACE = 1.12
"""A drawing so much too high is drawn a little smaller and not folded: a last lane alone on a slide says nothing."""

_ALIGN: dict[str, Align] = {"start": "left", "middle": "center", "end": "right"}


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of a drawing from top to bottom that stays whole."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


def fold_drawing(drawing: Drawing, height: float) -> tuple[Drawing, ...]:
    """A drawing in parts no higher than `height`, each with the head of the first row; one part where it fits, or has no lanes.

    The legend stands under the first part, where the curves are whose signs it explains.
    """
    rows = _rows(drawing)
    if drawing.height <= height or len(rows) < 4:  # noqa: PLR2004 - a head, two lanes and a legend
        return (drawing,)
    head, *lanes, legend = rows
    parts: list[list[Row]] = [[head]]
    if drawing.height <= height * GRACE:
        return (drawing,)
    for lane in lanes:
        room = height - (legend.height if len(parts) == 1 else 0.0)
        if len(parts[-1]) > 1 and _height([*parts[-1], lane]) > room:
            parts.append([head])
        parts[-1].append(lane)
    parts[0].append(legend)
    return tuple(_gather(drawing, part) for part in parts)


def _height(rows: Iterable[Row]) -> float:
    return sum(row.height for row in rows)


def _rows(drawing: Drawing) -> list[Row]:
    """Head, lanes and legend of a drawing, by the lines between them."""
    edges = sorted({shape.points[0][1] for shape in drawing.shapes if isinstance(shape, Polyline) and shape.role == LANE_LINE})
    frame = max((shape.place.bottom for shape in drawing.shapes if shape.role == "frame"), default=drawing.height)
    edges = [0.0, *edges, frame, drawing.height]
    return [Row(top, bottom) for top, bottom in pairwise(edges) if bottom - top > 1]


def _gather(drawing: Drawing, rows: Sequence[Row]) -> Drawing:
    """The rows of a drawing under one another."""
    shapes: list[Shape] = []
    y = 0.0
    for row in rows:
        shapes += [move(shape, down=y - row.top) for shape in _within(drawing.shapes, row)]
        y += row.height
    return replace(drawing, height=y, shapes=tuple(shapes))


def _within(shapes: Iterable[Shape], row: Row) -> Iterator[Shape]:
    """What lies in a row; upright lines and grounds that run through several are cut to it."""
    for shape in shapes:
        place = shape.place
        top, bottom = max(place.y, row.top), min(place.bottom, row.bottom)
        inside = row.top - 0.5 <= place.y + place.height / 2 < row.bottom - 0.25
        through = place.height > row.height + 1 or (bottom - top > 1 and not row.top - 1 <= place.y <= place.bottom <= row.bottom + 1)
        if isinstance(shape, Box) and through and bottom - top > 1:
            yield replace(shape, y=top, height=bottom - top, radius=0.0)
        elif isinstance(shape, Polyline) and through and bottom - top > 1 and len(shape.points) == 2:  # noqa: PLR2004 - a straight line
            (x1, _), (x2, _) = shape.points
            yield replace(shape, points=((x1, top), (x2, bottom)))
        elif inside and not through:
            yield shape


def place_drawing(canvas: Canvas, drawing: Drawing, place: Rect, name: str = "Map", most: float = inf) -> float:
    """Draw into a place, as large as fits (but not above the scale `most`), from its top left; gives the scale."""
    scale = min(place.width / drawing.width, place.height / drawing.height, most)
    left = place.x + (place.width - drawing.width * scale) / 2
    hand = Hand(canvas, canvas.slide.shapes, scale, left, place.y)
    for lane, shapes in _lanes(drawing):
        drawn = [hand.draw(shape, f"{shape.role or type(shape).__name__.lower()} {number}") for number, shape in enumerate(shapes, start=1)]
        group: Any = canvas.slide.shapes.add_group_shape(drawn)
        group.name = f"{name} {lane}"
    whole: Any = canvas.slide.shapes[-1]
    describe(whole, f"{drawing.title}. {drawing.description}")
    return scale


def _lanes(drawing: Drawing) -> Iterator[tuple[str, list[Shape]]]:
    """The shapes by lane, so that a lane can be moved as one thing; grounds and frames first."""
    ground = [shape for shape in drawing.shapes if shape.role in {"sheet", "ground", "key", "frame", "column", "column-line", "corner"}]
    rest = [shape for shape in drawing.shapes if shape not in ground]
    rows = _rows(drawing)
    if ground:
        yield "ground", ground
    for number, row in enumerate(rows):
        shapes = [shape for shape in rest if row.top - 0.5 <= shape.place.y + shape.place.height / 2 < row.bottom - 0.25]
        if shapes:
            yield "head" if number == 0 else f"lane {number}", shapes


@dataclass(frozen=True)
class Hand:
    """Draws shapes of a drawing onto a slide, scaled and moved."""

    canvas: Canvas
    shapes: Any
    scale: float
    left: float
    top: float

    def draw(self, shape: Shape, name: str) -> Any:  # noqa: ANN401 - a shape of the library
        """One shape."""
        if isinstance(shape, Box):
            return self._box(shape, name)
        if isinstance(shape, Marker):
            return self._marker(shape, name)
        if isinstance(shape, Label):
            return self._label(shape, name)
        if isinstance(shape, Polygon):
            return self._outline(shape.points, name, fill=shape.fill, stroke=shape.stroke, line=shape.line, closed=True, tip=shape.tip)
        return self._line(shape, name)

    def _x(self, x: float) -> int:
        return Pt(self.left + x * self.scale)

    def _y(self, y: float) -> int:
        return Pt(self.top + y * self.scale)

    def _box(self, box: Box, name: str) -> Any:  # noqa: ANN401
        form = MSO_SHAPE.ROUNDED_RECTANGLE if box.radius else MSO_SHAPE.RECTANGLE
        drawn = self.shapes.add_shape(form, self._x(box.x), self._y(box.y), Pt(box.width * self.scale), Pt(box.height * self.scale))
        if box.radius:
            drawn.adjustments[0] = min(0.5, box.radius / max(1.0, min(box.width, box.height)))
        self.canvas.dress(drawn, name, fill=box.fill, stroke=box.stroke, line=box.line * self.scale, alt=box.tip)
        return drawn

    def _marker(self, marker: Marker, name: str) -> Any:  # noqa: ANN401
        size = marker.size * self.scale
        x, y = Pt(self.left + marker.x * self.scale - size / 2), Pt(self.top + marker.y * self.scale - size / 2)
        drawn = self.shapes.add_shape(SIGN_FORMS[marker.sign], x, y, Pt(size), Pt(size))
        self.canvas.dress(drawn, name, fill=marker.fill, stroke=marker.stroke, line=marker.line * self.scale, alt=marker.tip)
        return drawn

    def _label(self, label: Label, name: str) -> Any:  # noqa: ANN401
        room = 6.0 + (0.35 if any(count_joints(line) for line in label.lines) else 0.08) * label.width
        if label.anchor == "end":
            room = min(room, max(label.left + self.left / self.scale, 0.0))  # room for another font, but not beyond the slide
        left = label.left - (0 if label.anchor == "start" else room if label.anchor == "end" else room / 2)
        box = self.shapes.add_textbox(self._x(left), self._y(label.y), Pt((label.width + room) * self.scale), Pt(label.height * self.scale))
        box.name = name
        size = round(label.size * self.scale, 1)
        lines = [say(line, size, bold=label.bold, colour=label.colour, align=_ALIGN[label.anchor]) for line in label.lines]
        write_paragraphs(box.text_frame, lines, self.canvas.language)
        box.text_frame.word_wrap = False  # lines are broken already: another font must not break them again over what stands below
        describe(box, label.tip)
        return box

    def _line(self, line: Polyline, name: str) -> Any:  # noqa: ANN401
        if len(line.points) != 2:  # noqa: PLR2004 - not a straight line
            return self._outline(line.points, name, stroke=line.stroke, line=line.line, dash=bool(line.dash), tip=line.tip)
        (x1, y1), (x2, y2) = line.points
        drawn = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, self._x(x1), self._y(y1), self._x(x2), self._y(y2))
        self._stroke(drawn, line.stroke, line.line, dash=bool(line.dash))
        drawn.name = name
        describe(drawn, line.tip)
        return drawn

    def _outline(
        self,
        points: Sequence[tuple[float, float]],
        name: str,
        *,
        fill: str = "",
        stroke: str = "",
        line: float = 1.0,
        dash: bool = False,
        closed: bool = False,
        tip: str = "",
    ) -> Any:  # noqa: ANN401
        placed = [(self._x(x), self._y(y)) for x, y in points]
        builder = self.shapes.build_freeform(*placed[0], scale=1.0)
        builder.add_line_segments(placed[1:], close=closed)
        drawn = builder.convert_to_shape()
        self.canvas.dress(drawn, name, fill=fill, stroke=stroke, line=line * self.scale, alt=tip)
        if dash:
            drawn.line.dash_style = MSO_LINE.DASH
        return drawn

    def _stroke(self, drawn: Any, stroke: str, line: float, *, dash: bool) -> None:  # noqa: ANN401 - a shape of the library
        drawn.line.color.rgb, drawn.line.width = colour_of(stroke or "line"), Pt(max(0.25, line * self.scale))
        drop_style(drawn)
        if dash:
            drawn.line.dash_style = MSO_LINE.DASH
