"""How does weight flow from moments and needs to quality parameters? Layers of bars, bands between them as wide as what they carry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from peakend.define.study import Study
from peakend.design.flow import Flow
from peakend.design.paths import Sankey, trace_weights
from peakend.report.boxes import Box, Drawing, Label, Point, Polygon, Shape
from peakend.report.houses import captions
from peakend.report.houses.plan import name_parts
from peakend.report.lettering import letter
from peakend.report.theme import SMALL, TINY
from peakend.report.words import name_keys
from peakend.text import Language, Text

BAR: Final = 13.0
APART: Final = 196.0
"""From one layer to the next."""

WORDS: Final = 118.0
"""The width of the names beside the bars."""

TALL: Final = 430.0
"""What the whole weight takes in height."""

_GAP: Final = 7.0
_STEPS: Final = 10
"""A band is drawn through so many points on each side."""


@dataclass(frozen=True)
class _Node:
    """A bar: where it stands, how high it is, and its words."""

    key: str
    x: float
    y: float
    height: float
    label: Label


def draw_sankey(flow: Flow, study: Study, language: Language, parameter: str = "") -> Drawing:
    """The flow of all weights, or of those that end in one parameter."""
    found = trace_weights(flow, parameter)
    known = name_keys(study) | name_parts(flow, study) | {"team": captions.TEAM}
    scale = TALL / found.total if found.total > 0 else 0.0
    heads = list(_draw_heads(flow, len(found.layers), language))
    top = max((head.height for head in heads), default=0.0) + 14
    layers = [
        list(_stack(layer, (APART * at, top), scale, known, language))
        for at, layer in enumerate(tuple(one for one in keys if one[1] > 0) for keys in found.layers)
    ]
    bottom = max(max((max(node.y + node.height, node.label.y + node.label.height) for node in layer), default=0) for layer in layers)
    shapes: list[Shape] = [*heads, *_draw_bands(found, layers, scale)]
    for layer in layers:
        for node in layer:
            shapes.append(Box(node.x, node.y, BAR, node.height, fill="brand", role="node", tip=node.label.text))
            shapes.append(node.label)
    total = f"{100 * found.total:.1f}%"
    note = letter(0, bottom + 14, captions.SANKEY_NOTE.fill(total=total).say(language), SMALL, colour="muted", width=_width(layers))
    shapes.append(note)
    name = known[parameter].say(language) if parameter in known else parameter
    title = captions.SANKEY_OF.fill(name=name) if parameter else captions.SANKEY
    return Drawing(
        _width(layers),
        note.y + note.height + 4,
        tuple(shapes),
        f"{flow.cascade.title.say(language)} · {title.say(language)}",
        note.text,
        f"sankey-{flow.cascade.key}" + (f"-{parameter}" if parameter else ""),
    )


def _width(layers: Sequence[Sequence[_Node]]) -> float:
    return APART * (len(layers) - 1) + BAR + 8 + WORDS + 4


def _draw_heads(flow: Flow, count: int, language: Language) -> Iterator[Label]:
    """What each layer is."""
    first = captions.MOMENTS if flow.voices.moments else captions.TEAM
    names: list[Text] = [first, captions.NEEDS, *(one.house.name for one in flow.houses)]
    for at, name in enumerate(names[:count]):
        yield letter(APART * at, 2, name.say(language), SMALL, bold=True, width=BAR + WORDS, role="layer")


def _stack(layer: Sequence[tuple[str, float]], corner: Point, scale: float, known: dict[str, Text], language: Language) -> Iterator[_Node]:
    """The bars of one layer under one another, so far apart that no words meet."""
    x, y = corner
    for key, weight in layer:
        height = max(weight * scale, 1.0)
        words = f"{known[key].say(language) if key in known else key} {100 * weight:.1f}%"
        label = letter(x + BAR + 6, 0, words, TINY, width=WORDS)
        slot = max(height, label.height)
        top = y + (slot - height) / 2
        yield _Node(key, x, top, height, letter(x + BAR + 6, y + (slot - label.height) / 2, words, TINY, width=WORDS, role="node-name"))
        y += slot + _GAP


def _draw_bands(found: Sankey, layers: Sequence[Sequence[_Node]], scale: float) -> Iterator[Shape]:
    """A band for each stream, at each bar in the order of the bars at its other end."""
    out: dict[tuple[int, str], float] = {}
    into: dict[tuple[int, str], float] = {}
    for at, nodes in enumerate(layers):
        for node in nodes:
            out[at, node.key] = into[at, node.key] = node.y
    places = [{node.key: number for number, node in enumerate(layer)} for layer in layers]
    at_node = [{node.key: node for node in layer} for layer in layers]
    ordered = sorted(found.streams, key=lambda one: (one.layer, places[one.layer][one.start], places[one.layer + 1][one.end]))
    for one in ordered:
        wide = one.weight * scale
        start, end = at_node[one.layer][one.start], at_node[one.layer + 1][one.end]
        y1, y2 = out[one.layer, one.start], into[one.layer + 1, one.end]
        out[one.layer, one.start] += wide
        into[one.layer + 1, one.end] += wide
        yield Polygon(
            tuple(_band(start.x + BAR, y1, end.x, y2, wide)),
            fill="chip",
            stroke="chip_line",
            line=0.6,
            role="stream",
            tip=f"{100 * one.weight:.1f}%",
        )


def _band(x1: float, y1: float, x2: float, y2: float, wide: float) -> Iterator[Point]:
    """A band that leaves and arrives level: an upper edge there and a lower edge back."""
    for step in range(_STEPS + 1):
        part = step / _STEPS
        yield x1 + (x2 - x1) * part, y1 + (y2 - y1) * part * part * (3 - 2 * part)
    for step in range(_STEPS, -1, -1):
        part = step / _STEPS
        yield x1 + (x2 - x1) * part, y1 + wide + (y2 - y1) * part * part * (3 - 2 * part)
