"""How does a chart of the chart library become part of a page or of a picture? Written once, then taken over into our own SVG.

What the library says of itself for readers of the screen is left out (the page says it better, and shows the table); our own tips stay.
Colours are told by their value and become roles again, so that a page can be dark; on paper, words become outlines.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, fromstring

import vl_convert

from peakend.report.charts.canvas import TIP, Chart
from peakend.report.fonts import FOLDER
from peakend.report.lettering import measure
from peakend.report.outlines import Outlines
from peakend.report.svg import write_colour
from peakend.report.theme import COLOURS, Light

_SHOWN: Final = frozenset(
    {
        "transform",
        "d",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "width",
        "height",
        "rx",
        "stroke-width",
        "stroke-dasharray",
        "opacity",
        "stroke-opacity",
    }
)
_FONT: Final = ("font-size", "font-weight", "text-anchor")
_LONG: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_ROLES: Final = {light: role for role, (light, _) in reversed(COLOURS.items())}


@cache
def _know_font() -> None:
    """Make our font known to the chart library, once: without it words would not be drawn at all, without a word."""
    vl_convert.register_font_directory(str(FOLDER))


@dataclass(frozen=True)
class VegaPlate:
    """A chart laid out by the chart library: its size, and its shapes as it wrote them."""

    width: float
    height: float
    root: Element

    def write(self, light: Light | None, outlines: Outlines) -> str:
        """Its shapes as our SVG, words as outlines, or as text where `light` is nothing."""
        return "".join(_write(child, light, outlines) for child in self.root)


def lay_chart(chart: Chart) -> VegaPlate:
    """Have a chart laid out."""
    _know_font()
    written = vl_convert.vegalite_to_svg(json.dumps(chart.specification()))
    root = fromstring(written)  # noqa: S314 - our own library wrote it a moment ago
    return VegaPlate(float(root.get("width", "0")), float(root.get("height", "0")), root)


def _write(element: Element, light: Light | None, outlines: Outlines) -> str:
    name = element.tag.rpartition("}")[2]
    if element.get("display") == "none" or (name == "path" and not element.get("d")) or _is_bare(element):
        return ""
    if name == "text":
        return _write_text(element, light, outlines)
    inner = "".join(_write(child, light, outlines) for child in element)
    looks = _looks(element, light)
    if name == "g":
        return f"<g{looks}>{inner}</g>" if looks and inner else inner
    said = element.get("aria-label", "")
    tip = f"<title>{escape(said.removeprefix(TIP))}</title>" if light is None and said.startswith(TIP) else ""
    return f"<{name}{looks}>{tip}{inner}</{name}>" if tip or inner else f"<{name}{looks}/>"


def _is_bare(element: Element) -> bool:
    """Whether a shape has neither stroke nor fill: the empty ground of a group."""
    return element.get("class") in {"background", "foreground"} and element.get("stroke") is None and element.get("fill") is None


def _looks(element: Element, light: Light | None) -> str:
    parts = []
    for key, value in element.items():
        if key in {"fill", "stroke"}:
            parts.append(f' {key}="{_colour(value, light)}"')
        elif key in _SHOWN and not (key in {"opacity", "stroke-opacity"} and float(value) == 1) and value != "translate(0,0)":
            parts.append(f' {key}="{escape(_LONG.sub(_shorten, value))}"')
    return "".join(parts)


def _shorten(number: re.Match[str]) -> str:
    return f"{float(number.group()):.2f}".rstrip("0").rstrip(".")


def _colour(value: str, light: Light | None) -> str:
    """A colour as the chart library wrote it, as ours."""
    if value in {"none", "transparent"}:
        return "none"
    return write_colour(_ROLES.get(value.lower(), value), light)


def _write_text(element: Element, light: Light | None, outlines: Outlines) -> str:
    words = "".join(element.itertext())
    if not words.strip():
        return ""
    place = _LONG.sub(_shorten, element.get("transform", ""))
    if light is None:
        fonts = "".join(f' {key}="{_plain(element.get(key, ""))}"' for key in _FONT if element.get(key) not in {None, "start", "normal"})
        return f'<text transform="{escape(place)}"{fonts} fill="{_colour(element.get("fill", ""), light)}">{escape(words)}</text>'
    size, bold = float(_plain(element.get("font-size", "11"))), element.get("font-weight") in {"bold", "700", "600"}
    shift = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0) * measure(words, size, bold=bold)
    drawn = outlines.write(words, -shift, 0.0, size, _colour(element.get("fill", ""), light), bold=bold)
    return f'<g transform="{escape(place)}">{drawn}</g>'


def _plain(length: str) -> str:
    return length.removesuffix("px")
