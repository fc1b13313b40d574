"""How does a drawing become SVG? Two ways: for a page, whose style sheet knows colours and font, and as a picture that stands alone.

A picture alone carries its colours and has its words as outlines. On a page, colours are the page's own (so that it can be dark), words
are words (so that they can be searched and read aloud), and marks lead to their evidence. Neither holds script or style.
"""

from collections.abc import Mapping
from html import escape
from math import cos, pi, sin
from typing import Final, Protocol

from peakend.report.boxes import ASCENT, Box, Drawing, Label, Marker, Point, Polygon, Polyline, Rect, Shape
from peakend.report.lettering import measure
from peakend.report.outlines import Outlines
from peakend.report.theme import COLOURS, Light, paint

NAMESPACE: Final = "http://www.w3.org/2000/svg"


def write_svg(drawing: Drawing, light: Light = "light", more: Mapping[Point, "Plate"] | None = None) -> str:
    """A picture that stands alone: colours written out, words as outlines, title and description inside.

    `more` are charts of the chart library, each set with its left upper corner on a point.
    """
    outlines = Outlines()
    pen = _Pen(light, outlines)
    ground = f'<rect width="100%" height="100%" fill="{paint("card", light)}"/>'
    size = f'width="{_n(drawing.width)}" height="{_n(drawing.height)}" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    named = f"<title>{escape(drawing.title)}</title><desc>{escape(drawing.description)}</desc>"
    body = "".join(pen.draw(shape) for shape in drawing.shapes)
    for (x, y), plate in (more or {}).items():
        body += f'<g transform="translate({_n(x)},{_n(y)})">{plate.write(light, outlines)}</g>'
    spaces = f'xmlns="{NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} {size} role="img">{named}{outlines.definitions()}{ground}{body}</svg>'


def embed_svg(drawing: Drawing, window: Rect | None = None, *, hidden: bool = False) -> str:
    """The drawing, or a window of it, as part of a page. `hidden` keeps it from being read aloud, where the words stand beside it."""
    pen = _Pen(None, Outlines())
    view = window or drawing.place
    seen = [shape for shape in drawing.shapes if window is None or shape_place(shape).meets(view)]
    linked = any(getattr(shape, "href", "") for shape in seen)
    name = escape(f"{drawing.title}. {drawing.description}" if drawing.description else drawing.title)
    role = 'aria-hidden="true"' if hidden and not linked else f'role="{"group" if linked else "img"}" aria-label="{name}"'
    size = f'width="{_n(view.width)}" height="{_n(view.height)}" viewBox="{_n(view.x)} {_n(view.y)} {_n(view.width)} {_n(view.height)}"'
    return f"<svg {size} {role}>" + "".join(pen.draw(shape) for shape in seen) + "</svg>"


def embed_plate(body: str, size: Point, name: str) -> str:
    """A chart that is already written, as part of a page."""
    width, height = _n(size[0]), _n(size[1])
    return f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(name)}">{body}</svg>'


def write_colour(role: str, light: Light | None) -> str:
    """A colour as it is written in SVG: by name of the page's style sheet, or itself.

    >>> write_colour("peak", None), write_colour("peak", "light"), write_colour("", "light")
    ('var(--peak)', '#d1495b', 'none')
    """
    if not role:
        return "none"
    return f"var(--{role})" if light is None and role in COLOURS else paint(role, light or "light")


def shape_place(shape: Shape) -> Rect:
    """Where a shape lies."""
    return shape.place


class Plate(Protocol):
    """Something that is already laid out and writes itself into a picture."""

    def write(self, light: Light | None, outlines: Outlines) -> str:
        """Its shapes as SVG; words as outlines, or as text where `light` is nothing."""
        ...


class _Pen:
    """Writes shapes, either with the page's colours (`light` is nothing) or with its own."""

    def __init__(self, light: Light | None, outlines: Outlines) -> None:
        self.light = light
        self.outlines = outlines

    def draw(self, shape: Shape) -> str:
        """One shape with its tip and link."""
        body = self._words(shape) if isinstance(shape, Label) else self._form(shape)
        tip, href = getattr(shape, "tip", ""), getattr(shape, "href", "")
        if self.light is None:
            body = f"<g><title>{escape(tip)}</title>{body}</g>" if tip else body
            body = f'<a href="{escape(href)}">{body}</a>' if href else body
        return body

    def colour(self, role: str) -> str:
        """A colour as it is written."""
        return write_colour(role, self.light)

    def _paint(self, fill: str, stroke: str, line: float) -> str:
        edge = f' stroke="{self.colour(stroke)}" stroke-width="{_n(line)}"' if stroke else ""
        return f'fill="{self.colour(fill)}"{edge}'

    def _form(self, shape: Box | Polyline | Polygon | Marker) -> str:
        if isinstance(shape, Box):
            round_ = f' rx="{_n(shape.radius)}"' if shape.radius else ""
            place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
            return f"<rect {place}{round_} {self._paint(shape.fill, shape.stroke, shape.line)}/>"
        if isinstance(shape, Polyline):
            dash = f' stroke-dasharray="{" ".join(map(_n, shape.dash))}"' if shape.dash else ""
            ends = ' stroke-linecap="round" stroke-linejoin="round"'
            return f'<polyline points="{_points(shape.points)}" {self._paint("", shape.stroke, shape.line)}{dash}{ends}/>'
        if isinstance(shape, Polygon):
            return f'<polygon points="{_points(shape.points)}" {self._paint(shape.fill, shape.stroke, shape.line)}/>'
        return self._marker(shape)

    def _marker(self, marker: Marker) -> str:
        look = self._paint(marker.fill, marker.stroke, marker.line)
        if marker.sign in {"circle", "ring"}:
            return f'<circle cx="{_n(marker.x)}" cy="{_n(marker.y)}" r="{_n(marker.size / 2)}" {look}/>'
        if marker.sign in {"cross", "tick"}:
            stroke = f'stroke="{self.colour(marker.stroke or marker.fill)}" stroke-width="{_n(marker.line)}"'
            lines = "".join(f'<polyline points="{_points(points)}" fill="none" {stroke}/>' for points in strokes(marker))
            return f"<g>{lines}</g>"
        return f'<polygon points="{_points(corners(marker))}" {look} stroke-linejoin="round"/>'

    def _words(self, label: Label) -> str:
        baseline = label.y + ASCENT * label.size
        if self.light is None:
            return self._text(label, baseline)
        fill, shift = self.colour(label.colour), {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
        lines = []
        for at, line in enumerate(label.lines):
            x = label.x - shift * measure(line, label.size, bold=label.bold)
            lines.append(self.outlines.write(line, x, baseline + at * label.leading, label.size, fill, bold=label.bold))
        return "".join(lines)

    def _text(self, label: Label, baseline: float) -> str:
        anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
        bold = ' font-weight="700"' if label.bold else ""
        look = f'font-size="{_n(label.size)}"{bold}{anchor} fill="{self.colour(label.colour)}"'
        first = f'<text x="{_n(label.x)}" y="{_n(baseline)}" {look}>'
        if len(label.lines) == 1:
            return f"{first}{escape(label.lines[0])}</text>"
        rest = [
            f'<tspan x="{_n(label.x)}" dy="{_n(label.leading if at else 0)}">{escape(line)}</tspan>' for at, line in enumerate(label.lines)
        ]
        return first + "".join(rest) + "</text>"


def corners(marker: Marker) -> tuple[tuple[float, float], ...]:
    """The corners of a marker that is a polygon."""
    x, y, half = marker.x, marker.y, marker.size / 2
    if marker.sign == "triangle":
        return ((x - half * 1.05, y + half * 0.9), (x, y - half), (x + half * 1.05, y + half * 0.9))
    if marker.sign == "diamond":
        return ((x, y - half * 1.1), (x + half * 1.1, y), (x, y + half * 1.1), (x - half * 1.1, y))
    if marker.sign == "star":
        turns = [(half * (1.0 if at % 2 == 0 else 0.45), at * pi / 5 - pi / 2) for at in range(10)]
        return tuple((x + far * cos(angle), y + far * sin(angle)) for far, angle in turns)
    side = half * 0.9
    return ((x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side))


def strokes(marker: Marker) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The strokes of a marker that is written: a tick or a cross."""
    x, y, half = marker.x, marker.y, marker.size / 2
    if marker.sign == "tick":
        return (((x - half * 0.8, y + half * 0.05), (x - half * 0.2, y + half * 0.65), (x + half * 0.85, y - half * 0.6)),)
    far = half * 0.65
    return (((x - far, y - far), (x + far, y + far)), ((x - far, y + far), (x + far, y - far)))


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """A length with at most one decimal where that is enough.

    >>> _n(3.0), _n(2.449)
    ('3', '2.45')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
