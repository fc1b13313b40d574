"""How does a drawing become SVG? Two ways: as a picture that stands alone, and as part of a page, whose style sheet knows colours and font.

A picture alone carries its colours and has its words as outlines. On a page, colours are the page's own (so that it can be dark), words
are words (so that they can be searched and read aloud), and marks lead to their evidence. Neither holds script or style attributes.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from math import cos, pi, sin
from typing import Final

from peakend.report.boxes import ASCENT, Box, Drawing, Label, Marker, Point, Polygon, Polyline, Rect, Shape
from peakend.report.lettering import measure
from peakend.report.outlines import Outlines
from peakend.report.theme import COLOURS, Light, paint

NAMESPACE: Final = "http://www.w3.org/2000/svg"

_SHIFT: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}


def write_svg(drawing: Drawing, light: Light = "light") -> str:
    """A picture that stands alone: colours written out, words as outlines, title and description inside."""
    outlines = Outlines()
    pen = _PaperPen(light, outlines)
    ground = f'<rect width="100%" height="100%" fill="{paint("card", light)}"/>'
    size = f'width="{_n(drawing.width)}" height="{_n(drawing.height)}" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    named = f"<title>{escape(drawing.title)}</title><desc>{escape(drawing.description)}</desc>"
    body = "".join(pen.draw_all(drawing.shapes))
    spaces = f'xmlns="{NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} {size} role="img">{named}{outlines.definitions()}{ground}{body}</svg>'


@dataclass
class Looks:
    """Looks that the shapes of a page share, each a short class of its style sheet."""

    names: dict[str, str] = field(default_factory=dict)

    def name(self, look: str) -> str:
        """The class of a look."""
        return self.names.setdefault(look, f"k{len(self.names)}")

    def write(self, look: str) -> str:
        """A look as the attribute of a shape."""
        return f'class="{self.name(look)}"'

    def rules(self) -> str:
        """The style rules of all looks."""
        return "".join(f".{name}{{{look}}}" for look, name in self.names.items())


class PlainLooks(Looks):
    """Looks that stand on the shapes themselves, for pages whose style sheets are files: they hold no style of a single picture."""

    def write(self, look: str) -> str:
        """A look as presentation attributes, which a policy without inline styles lets pass.

        >>> PlainLooks().write("fill:none;stroke-width:2")
        'fill="none" stroke-width="2"'
        """
        return " ".join(f'{name}="{value}"' for name, _, value in (rule.partition(":") for rule in look.split(";")))


def embed_svg(drawing: Drawing, looks: Looks, window: Rect | None = None, *, hidden: bool = False) -> str:
    """The drawing, or a window of it, as part of a page. `hidden` keeps it from being read aloud, where the words stand beside it."""
    pen, view = _PagePen(looks), window or drawing.place
    seen = [shape for shape in drawing.shapes if window is None or shape.place.meets(view)]
    linked = any(getattr(shape, "href", "") for shape in seen)
    name = escape(f"{drawing.title}. {drawing.description}" if drawing.description else drawing.title)
    role = 'aria-hidden="true"' if hidden and not linked else f'role="{"group" if linked else "img"}" aria-label="{name}"'
    size = f'width="{_n(view.width)}" height="{_n(view.height)}" viewBox="{_n(view.x)} {_n(view.y)} {_n(view.width)} {_n(view.height)}"'
    return f"<svg {size} {role}>" + "".join(pen.draw_all(seen)) + "</svg>"


class _Pen(ABC):
    """Writes shapes. How they look, how words are written and what becomes of tips and links is the business of its kinds."""

    def draw_all(self, shapes: Iterable[Shape]) -> Iterator[str]:
        """Shapes in their order; plain lines of one look that follow one another are one path."""
        for lines, some in groupby(shapes, key=_plain_line):
            if lines is None:
                yield from (self.wrap(shape, self.draw(shape)) for shape in some)
            else:
                path = "".join(_path(line.points) for line in some if isinstance(line, Polyline))
                yield f'<path {self.look("", *lines)} d="{path}"/>'

    def draw(self, shape: Shape) -> str:
        """One shape."""
        if isinstance(shape, Label):
            return self.words(shape)
        if isinstance(shape, Box):
            rounded = f' rx="{_n(shape.radius)}"' if shape.radius else ""
            place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
            return f"<rect {place}{rounded} {self.look(shape.fill, shape.stroke, shape.line)}/>"
        if isinstance(shape, Polyline):
            return f'<path {self.look("", shape.stroke, shape.line, shape.dash)} d="{_path(shape.points)}"/>'
        if isinstance(shape, Polygon):
            return f'<polygon points="{_points(shape.points)}" {self.look(shape.fill, shape.stroke, shape.line)}/>'
        return self.marker(shape)

    def marker(self, marker: Marker) -> str:
        """One sign."""
        if marker.sign in {"cross", "tick"}:
            path = "".join(_path(points) for points in strokes(marker))
            return f'<path {self.look("", marker.stroke or marker.fill, marker.line)} d="{path}"/>'
        look = self.look(marker.fill, marker.stroke, marker.line)
        if marker.sign in {"circle", "ring"}:
            return f'<circle cx="{_n(marker.x)}" cy="{_n(marker.y)}" r="{_n(marker.size / 2)}" {look}/>'
        return f'<polygon points="{_points(corners(marker))}" {look}/>'

    @abstractmethod
    def look(self, fill: str, stroke: str, line: float, dash: tuple[float, ...] = ()) -> str:
        """Fill and stroke of a shape as attributes."""

    @abstractmethod
    def words(self, label: Label) -> str:
        """A label."""

    @abstractmethod
    def wrap(self, shape: Shape, drawn: str) -> str:
        """A shape with what belongs to it."""


class _PaperPen(_Pen):
    """Writes a picture that stands alone."""

    def __init__(self, light: Light, outlines: Outlines) -> None:
        self._light = light
        self._outlines = outlines

    def look(self, fill: str, stroke: str, line: float, dash: tuple[float, ...] = ()) -> str:
        """Colours as they are."""
        written = f'fill="{paint(fill, self._light) if fill else "none"}"'
        if stroke:
            written += f' stroke="{paint(stroke, self._light)}" stroke-width="{_n(line)}" stroke-linecap="round" stroke-linejoin="round"'
        return written + (f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else "")

    def words(self, label: Label) -> str:
        """Words as outlines."""
        lines, fill = [], paint(label.colour, self._light)
        for at, line in enumerate(label.lines):
            x = label.x - _SHIFT[label.anchor] * measure(line, label.size, bold=label.bold)
            y = label.y + ASCENT * label.size + at * label.leading
            lines.append(self._outlines.write(line, x, y, label.size, fill, bold=label.bold))
        return "".join(lines)

    def wrap(self, shape: Shape, drawn: str) -> str:  # noqa: ARG002 - a picture has neither tips nor links
        """The shape alone."""
        return drawn


class _PagePen(_Pen):
    """Writes part of a page."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks

    def look(self, fill: str, stroke: str, line: float, dash: tuple[float, ...] = ()) -> str:
        """Colours by the page's names, in a class."""
        rule = f"fill:{_colour(fill)}"
        if stroke:
            rule += f";stroke:{_colour(stroke)};stroke-width:{_n(line)}"
        if dash:
            rule += f";stroke-dasharray:{' '.join(map(_n, dash))}"
        return self._looks.write(rule)

    def words(self, label: Label) -> str:
        """Words as text."""
        rule = f"font-size:{_n(label.size)}px;fill:{_colour(label.colour)}"
        rule += (";font-weight:700" if label.bold else "") + (f";text-anchor:{label.anchor}" if label.anchor != "start" else "")
        first = f'<text {self._looks.write(rule)} x="{_n(label.x)}" y="{_n(label.y + ASCENT * label.size)}">'
        if len(label.lines) == 1:
            return f"{first}{escape(label.lines[0])}</text>"
        rest = [
            f'<tspan x="{_n(label.x)}" dy="{_n(label.leading if at else 0)}">{escape(line)}</tspan>' for at, line in enumerate(label.lines)
        ]
        return first + "".join(rest) + "</text>"

    def wrap(self, shape: Shape, drawn: str) -> str:
        """The shape with its tip and its link."""
        tip, href = getattr(shape, "tip", ""), getattr(shape, "href", "")
        if tip:
            drawn = f"<g><title>{escape(tip)}</title>{drawn}</g>"
        return f'<a href="{escape(href)}">{drawn}</a>' if href else drawn


def _colour(role: str) -> str:
    """A colour as the style sheet knows it.

    >>> _colour("peak"), _colour("#2b6cb0"), _colour("")
    ('var(--peak)', '#2b6cb0', 'none')
    """
    return "none" if not role else f"var(--{role})" if role in COLOURS else paint(role)


def _plain_line(shape: Shape) -> tuple[str, float, tuple[float, ...]] | None:
    """The look of a line without a tip; nothing for all other shapes."""
    return (shape.stroke, shape.line, shape.dash) if isinstance(shape, Polyline) and not shape.tip else None


def _path(points: tuple[Point, ...]) -> str:
    """Points as a path; straight lines along an axis are written short.

    >>> _path(((0, 0), (4, 0))), _path(((1, 2), (3, 4), (3, 9)))
    ('M0 0H4', 'M1 2L3 4V9')
    """
    parts, last = [], None
    for x, y in points:
        across, down = _n(x), _n(y)
        if last is None:
            parts.append(f"M{across} {down}")
        elif last[1] == down:
            parts.append(f"H{across}")
        elif last[0] == across:
            parts.append(f"V{down}")
        else:
            parts.append(f"L{across} {down}")
        last = (across, down)
    return "".join(parts)


def corners(marker: Marker) -> tuple[Point, ...]:
    """The corners of a marker that is a polygon."""
    x, y, half = marker.x, marker.y, marker.size / 2
    if marker.sign in {"triangle", "down"}:
        way = half if marker.sign == "triangle" else -half
        return ((x - half * 1.05, y + way * 0.9), (x, y - way), (x + half * 1.05, y + way * 0.9))
    if marker.sign in {"left", "right"}:
        way = half if marker.sign == "right" else -half
        return ((x - way * 0.9, y - half * 1.05), (x + way, y), (x - way * 0.9, y + half * 1.05))
    if marker.sign == "diamond":
        return ((x, y - half * 1.1), (x + half * 1.1, y), (x, y + half * 1.1), (x - half * 1.1, y))
    if marker.sign == "star":
        turns = [(half * (1.0 if at % 2 == 0 else 0.45), at * pi / 5 - pi / 2) for at in range(10)]
        return tuple((x + far * cos(angle), y + far * sin(angle)) for far, angle in turns)
    side = half * 0.9
    return ((x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side))


def strokes(marker: Marker) -> tuple[tuple[Point, ...], ...]:
    """The strokes of a marker that is written: a tick or a cross."""
    x, y, half = marker.x, marker.y, marker.size / 2
    if marker.sign == "tick":
        return (((x - half * 0.8, y + half * 0.05), (x - half * 0.2, y + half * 0.65), (x + half * 0.85, y - half * 0.6)),)
    far = half * 0.65
    return (((x - far, y - far), (x + far, y + far)), ((x - far, y + far), (x + far, y - far)))


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """A length with one decimal, and none where that is enough.

    >>> _n(3.0), _n(2.449), _n(-0.01)
    ('3', '2.4', '0')
    """
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written
