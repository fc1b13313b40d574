"""Where does a shape take connectors? A rounded rectangle with places of our own at its edge, so that several connectors keep apart.

A rectangle of the office has four such places, the middles of its sides: connectors that meet one side would lie on one another. This one
has those four, then one for each of its connectors; they are written as shares of its width and height and move with it.
"""

from collections.abc import Sequence
from typing import Any, Final

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

Site = tuple[float, float]
"""A place at the edge: shares of width and height, from the top left."""

MIDDLES: Final[tuple[Site, ...]] = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
"""Top, left, bottom, right: what every rectangle has."""

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WHOLE: Final = 100_000


def set_sites(shape: Any, sites: Sequence[Site], radius: int) -> None:  # noqa: ANN401 - a shape of the library
    """Make a shape a rounded rectangle (radius in EMU) that takes connectors at its middles and at these places, in this order."""
    places = (*MIDDLES, *sites)
    guides = "".join(
        f'<a:gd name="s{axis}{number}" fmla="*/ {side} {round(share * _WHOLE)} {_WHOLE}"/>'
        for number, place in enumerate(places)
        for axis, side, share in zip("xy", "wh", place, strict=True)
    )
    taken = "".join(f'<a:cxn ang="{_turn(x, y)}"><a:pos x="sx{number}" y="sy{number}"/></a:cxn>' for number, (x, y) in enumerate(places))
    wide, high = int(shape.width), int(shape.height)
    round_ = max(1, min(radius, wide // 2, high // 2))
    form = parse_xml(
        f'<a:custGeom xmlns:a="{_DRAWING}"><a:avLst/><a:gdLst>{guides}</a:gdLst><a:ahLst/><a:cxnLst>{taken}</a:cxnLst>'
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{wide}" h="{high}">{_outline(wide, high, round_)}</a:path></a:pathLst>'
        "</a:custGeom>"
    )
    look = shape._element.find(qn("p:spPr"))  # noqa: SLF001 - geometry has no public way
    old = look.find(qn("a:prstGeom"))
    look.replace(old, form)
    etree.cleanup_namespaces(form)


def _turn(x: float, y: float) -> int:
    """The direction in which a connector leaves, in 60,000ths of a degree, clockwise from the right."""
    if y in {0.0, 1.0}:
        return 16_200_000 if y == 0.0 else 5_400_000
    return 10_800_000 if x == 0.0 else 0


def _outline(wide: int, high: int, round_: int) -> str:
    """The path of a rounded rectangle: from below the top left corner, clockwise."""
    steps = (
        ("lnTo", wide - round_, 0, 16_200_000),
        ("lnTo", wide, high - round_, 0),
        ("lnTo", round_, high, 5_400_000),
    )
    path = f'<a:moveTo><a:pt x="0" y="{round_}"/></a:moveTo>{_arc(round_, 10_800_000)}'
    for name, x, y, turn in steps:
        path += f'<a:{name}><a:pt x="{x}" y="{y}"/></a:{name}>{_arc(round_, turn)}'
    return path + "<a:close/>"


def _arc(round_: int, start: int) -> str:
    return f'<a:arcTo wR="{round_}" hR="{round_}" stAng="{start}" swAng="5400000"/>'
