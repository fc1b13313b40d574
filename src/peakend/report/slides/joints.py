"""How does a connector become one that a person can move with its boxes? A native connector, glued at both ends, that goes where ours goes.

One that turns once is a `bentConnector2`, one that turns twice a `bentConnector3`, whose adjustment says where, as a share of its width.
One that turns four times is four that turn once, with small joints between, which can be moved too: programs differ in how they lead
longer elbows, but not in these. Glued ends follow when somebody moves a box.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from lxml import etree
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from peakend.report.boxes import Point, Rect
from peakend.report.slides.canvas import Canvas, colour_of, describe, drop_style
from peakend.report.slides.runs import printable

_LEAST: Final = 1.0
"""A connector that ends as far right as it began has at least so much width, in which its turns can be told."""

_DOT: Final = 1.6
"""The size of a joint."""

Glue = tuple[Any, int]
"""A shape, and the number of the place at which it takes the connector."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a connector looks: `ahead` and `back` say whether it has a head at its end and at its start."""

    stroke: str = "muted"
    line: float = 1.0
    ahead: bool = True
    back: bool = False
    dash: bool = False
    tip: str = ""


def join_shapes(canvas: Canvas, points: Sequence[Point], name: str, start: Glue, end: Glue, look: Look) -> Any:  # noqa: ANN401
    """A connector through two to four points (in points of the slide) whose first stretch is level unless it is the only one."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    kind = MSO_CONNECTOR.STRAIGHT if len(points) == 2 else MSO_CONNECTOR.ELBOW  # noqa: PLR2004 - from one end to the other
    drawn: Any = canvas.slide.shapes.add_connector(kind, Pt(x1), Pt(y1), Pt(x2), Pt(y2))
    if len(points) > 2:  # noqa: PLR2004 - it turns
        _bend(drawn, points)
    drawn._connect_begin_to(*start)  # noqa: SLF001 - the public way moves the end to the middle of a side
    drawn._connect_end_to(*end)  # noqa: SLF001
    drawn.line.color.rgb, drawn.line.width, drawn.name = colour_of(look.stroke), Pt(max(0.5, look.line)), printable(name)
    drop_style(drawn)
    if look.dash:
        drawn.line.dash_style = MSO_LINE.DASH
    _point(drawn.line._get_or_add_ln(), ahead=look.ahead, back=look.back)  # noqa: SLF001 - arrow heads have no public way
    describe(drawn, look.tip)
    return drawn


def join_far(canvas: Canvas, points: Sequence[Point], name: str, start: Glue, end: Glue, look: Look) -> None:
    """A connector through six points, level first and last: four that turn once, with a joint in the middle of each inner stretch."""
    middles = [((x1 + x2) / 2, (y1 + y2) / 2) for (x1, y1), (x2, y2) in pairwise(points[1:5])]
    joints = [
        canvas.sign("circle", Rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT), f"{name} joint {number}", fill=look.stroke)
        for number, (x, y) in enumerate(middles, start=1)
    ]
    plain = replace(look, ahead=False, back=False)
    pieces = (
        ((points[0], points[1], middles[0]), start, _at(joints[0], middles[0], points[1]), replace(plain, back=look.back)),
        ((middles[1], points[2], middles[0]), _at(joints[1], middles[1], points[2]), _at(joints[0], middles[0], points[2]), plain),
        ((middles[1], points[3], middles[2]), _at(joints[1], middles[1], points[3]), _at(joints[2], middles[2], points[3]), plain),
        ((points[5], points[4], middles[2]), end, _at(joints[2], middles[2], points[4]), replace(plain, back=look.ahead)),
    )
    for number, (through, one, two, worn) in enumerate(pieces, start=1):
        join_shapes(canvas, through, f"{name} part {number}", one, two, worn)


def _at(joint: Any, place: Point, towards: Point) -> Glue:  # noqa: ANN401 - a shape of the library
    """The place of a joint (an oval has eight, anticlockwise from the top) that looks towards a point above, below or beside it."""
    (x, y), (to_x, to_y) = place, towards
    if abs(to_x - x) > abs(to_y - y):
        return joint, 6 if to_x > x else 2
    return joint, 4 if to_y > y else 0


def find_turn(points: Sequence[Point]) -> int:
    """Where an elbow of three stretches turns, in hundred-thousandths of its width, seen from its start.

    >>> find_turn([(0, 0), (30, 0), (30, 50), (100, 50)]), find_turn([(0, 0), (30, 0), (30, 50), (0, 50)])
    (30000, 3000000)
    """
    wide = (points[-1][0] - points[0][0]) or _LEAST
    return round((points[1][0] - points[0][0]) / wide * 100_000)


def _bend(drawn: Any, points: Sequence[Point]) -> None:  # noqa: ANN401 - a shape of the library
    look = drawn._element.find(qn("p:spPr"))  # noqa: SLF001 - the turns have no public way
    extent = look.find(qn("a:xfrm")).find(qn("a:ext"))
    for name in ("cx", "cy"):
        extent.set(name, str(max(int(extent.get(name)), Pt(_LEAST))))
    form = look.find(qn("a:prstGeom"))
    form.set("prst", "bentConnector2" if len(points) == 3 else "bentConnector3")  # noqa: PLR2004 - one turn, or two
    turns = form.find(qn("a:avLst"))
    if len(points) == 3:  # noqa: PLR2004 - one turn has its place
        return
    if turns is None:
        turns = etree.SubElement(form, qn("a:avLst"))
    guide = etree.SubElement(turns, qn("a:gd"))
    guide.set("name", "adj1")
    guide.set("fmla", f"val {find_turn(points)}")


def _point(line: Any, *, ahead: bool, back: bool) -> None:  # noqa: ANN401 - an element of the file format
    """Heads at the end, and at the start where it goes both ways; in the order the format wants."""
    for name, there in (("a:headEnd", back), ("a:tailEnd", ahead)):
        if there:
            head = etree.SubElement(line, qn(name))
            head.set("type", "triangle")
            head.set("w", "med")
            head.set("len", "med")
