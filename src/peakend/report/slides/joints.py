"""How does a connector become one that a person can move with its boxes? A native connector, glued at both ends, that goes where ours goes.

An elbow connector of three stretches is a `bentConnector3`, one of five a `bentConnector5`; its adjustments say where it turns, as shares
of its width and height. Glued ends follow when somebody moves a box.
"""

from collections.abc import Sequence
from typing import Any, Final

from lxml import etree
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from peakend.report.boxes import Point
from peakend.report.slides.canvas import Canvas, colour_of, describe, drop_style
from peakend.report.slides.runs import printable

SITES: Final = {"top": 0, "left": 1, "bottom": 2, "right": 3}
"""The numbers of the places at which a rectangle takes a connector."""

_LEAST: Final = 1.0
"""A connector that ends as far right as it began has at least so much width, in which its turns can be told."""

_FORMS: Final = {2: "line", 4: "bentConnector3", 6: "bentConnector5"}


def join_shapes(  # noqa: PLR0913 - what a connector can be, each by name
    canvas: Canvas,
    points: Sequence[Point],
    name: str,
    *,
    start: tuple[Any, str],
    end: tuple[Any, str],
    stroke: str = "muted",
    line: float = 1.0,
    back: bool = False,
    dash: bool = False,
    tip: str = "",
) -> Any:  # noqa: ANN401 - a shape of the library
    """A connector through two, four or six points (in points of the slide) whose first stretch is level unless it is the only one.

    `start` and `end` are the shape and the side at which it is glued.
    """
    (x1, y1), (x2, y2) = points[0], points[-1]
    kind = MSO_CONNECTOR.STRAIGHT if len(points) == 2 else MSO_CONNECTOR.ELBOW  # noqa: PLR2004 - from one end to the other
    drawn: Any = canvas.slide.shapes.add_connector(kind, Pt(x1), Pt(y1), Pt(x2), Pt(y2))
    if len(points) > 2:  # noqa: PLR2004 - it turns
        _bend(drawn, points)
    drawn._connect_begin_to(start[0], SITES[start[1]])  # noqa: SLF001 - the public way moves the end to the middle of the side
    drawn._connect_end_to(end[0], SITES[end[1]])  # noqa: SLF001
    drawn.line.color.rgb, drawn.line.width, drawn.name = colour_of(stroke), Pt(max(0.5, line)), printable(name)
    drop_style(drawn)
    if dash:
        drawn.line.dash_style = MSO_LINE.DASH
    _point(drawn.line._get_or_add_ln(), back=back)  # noqa: SLF001 - arrow heads have no public way
    describe(drawn, tip)
    return drawn


def bend_adjustments(points: Sequence[Point]) -> tuple[int, ...]:
    """Where an elbow turns, in hundred-thousandths of its width and height, seen from its start.

    >>> bend_adjustments([(0, 0), (30, 0), (30, 50), (100, 50)])
    (30000,)
    >>> bend_adjustments([(0, 0), (10, 0), (10, -20), (90, -20), (90, 40), (100, 40)])
    (10000, -50000, 90000)
    """
    (x1, y1), (x2, y2) = points[0], points[-1]
    wide, high = (x2 - x1) or _LEAST, (y2 - y1) or _LEAST
    turns = [(points[1][0] - x1) / wide]
    if len(points) == 6:  # noqa: PLR2004 - five stretches
        turns += [(points[2][1] - y1) / high, (points[3][0] - x1) / wide]
    return tuple(round(turn * 100_000) for turn in turns)


def _bend(drawn: Any, points: Sequence[Point]) -> None:  # noqa: ANN401 - a shape of the library
    look = drawn._element.find(qn("p:spPr"))  # noqa: SLF001 - the turns have no public way
    extent = look.find(qn("a:xfrm")).find(qn("a:ext"))
    for name in ("cx", "cy"):
        extent.set(name, str(max(int(extent.get(name)), Pt(_LEAST))))
    form = look.find(qn("a:prstGeom"))
    form.set("prst", _FORMS[len(points)])
    turns = form.find(qn("a:avLst"))
    if turns is None:
        turns = etree.SubElement(form, qn("a:avLst"))
    for number, turn in enumerate(bend_adjustments(points), start=1):
        guide = etree.SubElement(turns, qn("a:gd"))
        guide.set("name", f"adj{number}")
        guide.set("fmla", f"val {turn}")


def _point(line: Any, *, back: bool) -> None:  # noqa: ANN401 - an element of the file format
    """Heads at the end, and at the start where it goes both ways; in the order the format wants."""
    for name, there in (("a:headEnd", back), ("a:tailEnd", True)):
        if there:
            head = etree.SubElement(line, qn(name))
            head.set("type", "triangle")
            head.set("w", "med")
            head.set("len", "med")
