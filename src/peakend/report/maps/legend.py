"""What do the signs of a map mean? Only those that are on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from peakend.report import captions
from peakend.report.boxes import Box, Marker, Polyline, Shape, move
from peakend.report.lettering import letter
from peakend.report.theme import SMALL
from peakend.text import Language, Text

_ROW = 22.0
_GAP = 20.0


@dataclass(frozen=True)
class Entry:
    """One sign, drawn around x 0..20 and y 0, and its words."""

    signs: tuple[Shape, ...]
    words: Text


ENTRIES: dict[str, Entry] = {
    "importance": Entry(
        (
            Box(0, -6, 20, 12, fill="importance_band"),
            Polyline(((0, 0), (20, 0)), "importance", 2.2),
            Marker("ring", 10, 0, 7, "card", "importance", 2),
        ),
        captions.LEGEND_IMPORTANCE,
    ),
    "mean": Entry((Polyline(((0, 0), (20, 0)), "faint", 1.2, (4, 4)),), captions.LEGEND_MEAN),
    "experience": Entry(
        (
            Polyline(((0, 0), (20, 0)), "experience", 1.8, (1.5, 4.5)),
            Polyline(((10, -7), (10, 7)), "experience", 1.6),
            Marker("circle", 10, 0, 8, "experience", "card", 1),
        ),
        captions.LEGEND_EXPERIENCE,
    ),
    "expectation": Entry((Polyline(((1, 0), (19, 0)), "common", 2),), captions.LEGEND_EXPECTATION),
    "gap-expectation": Entry((Polyline(((10, -6), (10, 6)), "peak_soft", 5),), captions.LEGEND_GAP_EXPECTATION),
    "gap-importance": Entry((Polyline(((10, -6), (10, 6)), "peak_soft", 5),), captions.LEGEND_GAP_IMPORTANCE),
    "peak": Entry((Marker("triangle", 10, 0, 13, "peak", "card", 1),), captions.LEGEND_PEAK),
    "end": Entry((Marker("square", 10, 0, 12, "end", "card", 1),), captions.LEGEND_END),
    "solid": Entry(
        (Marker("triangle", 5, 0, 11, "peak", "card", 1), Marker("square", 17, 0, 10, "end", "card", 1)),
        captions.LEGEND_SOLID,
    ),
    "hollow": Entry(
        (Marker("triangle", 5, 0, 10, "card", "peak", 2), Marker("square", 17, 0, 9, "card", "end", 2)),
        captions.LEGEND_HOLLOW,
    ),
    "common": Entry((Marker("diamond", 10, 0, 10, "common", "common", 1.5),), captions.LEGEND_COMMON),
    "tied": Entry((Box(0, -7, 20, 14, fill="chip", radius=4),), captions.LEGEND_TIED),
    "listed": Entry((Box(0, -7, 20, 14, fill="chip", stroke="chip_line", radius=7),), captions.LEGEND_LISTED),
    "not-core": Entry((Box(0, -7, 20, 14, fill="card", stroke="chip_line", radius=7),), captions.LEGEND_NOT_CORE),
    "measured": Entry(
        (Box(0, -7, 20, 14, fill="chip", stroke="chip_line", radius=7), letter(10, -7, "+", SMALL, anchor="middle")),
        captions.LEGEND_MEASURED,
    ),
}
"""Every sign with its words, in the order in which they are shown."""


def draw_legend(
    names: Iterator[str] | tuple[str, ...], language: Language, left: float, right: float, top: float
) -> tuple[list[Shape], float]:
    """The legend as rows between `left` and `right`, and its height."""
    shown = set(names)
    x, y = left, top + _ROW / 2
    shapes: list[Shape] = []
    for name, entry in ENTRIES.items():
        if name not in shown:
            continue
        words = entry.words.say(language)
        width = 26 + letter(0, 0, words, SMALL).width
        if x > left and x + width > right:
            x, y = left, y + _ROW
        shapes += [move(sign, x, y) for sign in entry.signs]
        shapes.append(letter(x + 26, y - SMALL * 0.68, words, SMALL, colour="muted", width=max(right - x - 26, 60), role="legend"))
        x += width + _GAP
    return shapes, (y + _ROW / 2 - top) if shapes else 0.0
