"""What is a drawing before anybody draws it? Placed boxes: shapes with coordinates, chosen words and colours by role.

The layout of a picture is worked out once, as a value. SVG, PNG and editable PowerPoint shapes are written from the same value, so
that they cannot differ. Units are points of the drawing (1 = 1 px on screen), the origin is top left, y grows downwards. Later shapes
lie on top of earlier ones. A colour is a name of `report.theme` ("ink", "peak") or a literal "#rrggbb"; nothing is the empty string.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

Point = tuple[float, float]

Anchor = Literal["start", "middle", "end"]
"""Where the x of a label stands: at its left edge, its middle or its right edge."""

Sign = Literal["triangle", "square", "diamond", "star", "circle", "ring", "down", "left", "right", "cross", "tick"]
"""The forms of markers: peak, end, common moment, E-MOT, experience, importance, triangles that point elsewhere, no and yes."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A place: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    def meets(self, other: "Rect", gap: float = 0.0) -> bool:
        """Whether the two overlap, or come nearer than `gap`.

        >>> Rect(0, 0, 10, 10).meets(Rect(10, 0, 5, 5)), Rect(0, 0, 10, 10).meets(Rect(9, 9, 5, 5))
        (False, True)
        """
        apart = self.right + gap <= other.x or other.right + gap <= self.x or self.bottom + gap <= other.y or other.bottom + gap <= self.y
        return not apart

    def holds(self, other: "Rect", slack: float = 0.5) -> bool:
        """Whether the other lies inside this one."""
        across = self.x - slack <= other.x and other.right <= self.right + slack
        return across and self.y - slack <= other.y and other.bottom <= self.bottom + slack


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, rounded if it has a radius."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    line: float = 1.0
    radius: float = 0.0
    role: str = ""
    href: str = ""
    tip: str = ""

    @property
    def place(self) -> Rect:
        """Where it lies."""
        return Rect(self.x, self.y, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Polyline:
    """An open line through points; two points make a straight line. `dash` is lengths of stroke and gap."""

    points: tuple[Point, ...]
    stroke: str = "line"
    line: float = 1.0
    dash: tuple[float, ...] = ()
    role: str = ""
    tip: str = ""

    @property
    def place(self) -> Rect:
        """The smallest rectangle around it."""
        return around(self.points)


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    line: float = 1.0
    role: str = ""
    tip: str = ""

    @property
    def place(self) -> Rect:
        """The smallest rectangle around it."""
        return around(self.points)


@dataclass(frozen=True, slots=True)
class Marker:
    """A sign centred on a point; `size` is its height. Filled means certain, hollow (fill "card", a stroke) means not proved."""

    sign: Sign
    x: float
    y: float
    size: float = 10.0
    fill: str = "ink"
    stroke: str = ""
    line: float = 1.5
    role: str = ""
    href: str = ""
    tip: str = ""

    @property
    def place(self) -> Rect:
        """The square it fills."""
        half = self.size / 2
        return Rect(self.x - half, self.y - half, self.size, self.size)


@dataclass(frozen=True, slots=True)
class Label:
    """Words, already broken into lines and measured. `y` is the top of the first line, `width` that of the widest line.

    The baseline of line i stands at `y + ASCENT * size + i * leading`.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    size: float = 12.0
    width: float = 0.0
    bold: bool = False
    colour: str = "ink"
    anchor: Anchor = "start"
    role: str = ""
    href: str = ""
    tip: str = ""

    @property
    def leading(self) -> float:
        """The height of one line."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """The height of all lines."""
        return self.leading * len(self.lines)

    @property
    def left(self) -> float:
        """The x of its left edge."""
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width

    @property
    def place(self) -> Rect:
        """Where it lies."""
        return Rect(self.left, self.y, self.width, self.height)

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(self.lines)


Shape = Box | Polyline | Polygon | Marker | Label

ASCENT = 0.98
"""From the top of a line to its baseline, in sizes."""

LEADING = 1.32
"""The height of a line, in sizes: room enough for Chinese."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as a value. `title` and `description` are its words for those who do not see it.

    `freeze` gives the width of the columns and the height of the rows that stay in sight while the rest scrolls (0 = none), `foot` the y
    at which the legend under a frozen drawing begins. `name` is a short name for files and links (letters, digits, `-`). `part` is the part
    of a result that it shows (nothing: the whole result), so that it stands under that part's sentence, and `n` how many answers that part
    stands for (0: as many as the result).
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str = ""
    description: str = ""
    name: str = ""
    freeze: Point = (0.0, 0.0)
    foot: float = 0.0
    part: object = field(default=None, compare=False, repr=False)
    n: int = 0

    @property
    def place(self) -> Rect:
        """The whole sheet."""
        return Rect(0.0, 0.0, self.width, self.height)

    def labels(self) -> Iterator[Label]:
        """Every label."""
        for shape in self.shapes:
            if isinstance(shape, Label):
                yield shape

    def words(self) -> str:
        """All characters that are written on it: what its font must have."""
        return "".join(line for label in self.labels() for line in label.lines)


def around(points: tuple[Point, ...]) -> Rect:
    """The smallest rectangle around some points.

    >>> around(((0, 0), (4, 2)))
    Rect(x=0, y=0, width=4, height=2)
    """
    across, down = [x for x, _ in points], [y for _, y in points]
    return Rect(min(across), min(down), max(across) - min(across), max(down) - min(down))


def move(shape: Shape, right: float = 0.0, down: float = 0.0) -> Shape:
    """The same shape elsewhere.

    >>> move(Box(0, 0, 4, 4), 1, 2).place
    Rect(x=1, y=2, width=4, height=4)
    """
    if isinstance(shape, Polyline | Polygon):
        return replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
    return replace(shape, x=shape.x + right, y=shape.y + down)
