"""How does a drawing of a design become slides? Native shapes with their words inside and connectors glued to them, on as many as it needs.

A slide shows so many columns and rows that nothing is written smaller than can be read; the heads stand on each. What leads to a step on
another slide is told in the notes.
"""

from pathlib import Path
from typing import Any, Final

from pptx.util import Pt

from peakend.report.boxes import Rect
from peakend.report.diagrams.fold import Draw, Room, fold_sheet
from peakend.report.diagrams.grid import PAD, Card, Laid
from peakend.report.diagrams.page import Sheet
from peakend.report.saving import file_in, save_whole
from peakend.report.slides.canvas import Canvas, Sentence, add_slide, describe
from peakend.report.slides.drawing import Hand
from peakend.report.slides.joints import Glue, Look, join_far, join_shapes
from peakend.report.slides.master import HEIGHT, MARGIN, WIDTH, open_deck
from peakend.report.slides.runs import Paragraph, fit, printable, say, write_paragraphs
from peakend.report.slides.sites import MIDDLES, Site, set_sites
from peakend.text import Language

PLACE: Final = Rect(MARGIN - 16, 72, WIDTH - 2 * MARGIN + 32, HEIGHT - 72 - 42)
"""Where a drawing stands on a slide: under a title of one line."""

SCALE: Final = 0.6
"""Drawings are made no smaller than this, unless one row alone is higher than the slide."""

_INSIDE: Final = frozenset({"card", "connector", "arrowhead", "words", "detail", "health"})
"""What is drawn by its cards and connectors."""

_LEAST_SIZE: Final = 4.5
_FAR: Final = 6
"""The points of a connector that turns four times."""


def write_deck(draw: Draw, columns: int, out: str | Path, language: Language) -> Path:
    """Write a drawing as slides and give the path of the file. Raises `FolderNotWritable`."""
    deck = open_deck()
    sheets = tuple(fold_sheet(draw, columns, Room(PLACE.width / SCALE, PLACE.height / SCALE)))
    for sheet in sheets:
        add_sheet(deck, sheet, language)
    told = sheets[0].told
    deck.core_properties.title, deck.core_properties.author = printable(told.title)[:255], "Peakend"
    return save_whole(file_in(out, f"{told.name}-{language}.pptx"), lambda path: deck.save(str(path)))


def add_sheet(deck: Any, sheet: Sheet, language: Language) -> Canvas:  # noqa: ANN401 - a deck of the library
    """One slide with its drawing as native shapes."""
    told, laid = sheet.told, sheet.laid
    notes = [*told.lines, *(words for words in told.apart)]
    sentence = Sentence(told.section, told.title, told.lines[0] if told.lines else "", notes, told.synthetic)
    canvas = add_slide(deck, sentence, language)
    scale = min(PLACE.width / laid.width, PLACE.height / laid.height, 1.0)
    left = PLACE.x + (PLACE.width - laid.width * scale) / 2
    hand = Hand(canvas, canvas.slide.shapes, scale, left, PLACE.y)
    badges = [shape for shape in laid.shapes if shape.role == "badge"]
    for number, shape in enumerate(laid.shapes):
        if shape.role not in _INSIDE and shape.role != "badge":
            hand.draw(shape, f"{shape.role or 'shape'} {number}")
    drawn = {card.key: _add_card(canvas, card, scaled(laid.boxes[card.key], scale, left), scale) for card in laid.grid.cards}
    _add_joins(canvas, laid, drawn, scale, left)
    for number, shape in enumerate(badges):
        hand.draw(shape, f"badge {number}")
    describe(canvas.slide.shapes.title, f"{told.title}. {told.description}")
    return canvas


def scaled(place: Rect, scale: float, left: float) -> Rect:
    """Where something of a drawing stands on its slide."""
    return Rect(left + place.x * scale, PLACE.y + place.y * scale, place.width * scale, place.height * scale)


def card_paragraphs(card: Card, place: Rect, scale: float) -> tuple[tuple[Paragraph, ...], float]:
    """The words of a card in the sizes in which they fit its shape, and the margin around them."""
    margin = (2.0 if card.plain else PAD * 0.8) * scale
    told = [say(one.words, max(_LEAST_SIZE, round(one.size * scale, 1)), bold=one.bold, colour=one.colour) for one in card.paragraphs]
    return fit(told, place.width - 2 * margin, place.height - (0 if card.plain else margin), least=_LEAST_SIZE), margin


def _add_card(canvas: Canvas, card: Card, place: Rect, scale: float) -> Any:  # noqa: ANN401 - a shape of the library
    told, margin = card_paragraphs(card, place, scale)
    radius = 0.0 if card.plain else 6 * scale
    drawn: Any = canvas.box(
        place, card.paragraphs[0].words[:60], fill=card.fill, stroke=card.stroke, line=card.line * scale, radius=radius, alt=card.tip
    )
    write_paragraphs(drawn.text_frame, told, canvas.language, upright="top" if card.plain else "middle", margin=margin)
    drawn.text_frame.margin_top = drawn.text_frame.margin_bottom = 0
    return drawn


def _add_joins(canvas: Canvas, laid: Laid, drawn: dict[str, Any], scale: float, left: float) -> None:
    """Connectors from place to place at the edges of the cards; those that turn four times in two pieces, with a joint between."""
    ends = _glue_ends(laid, drawn, scale)
    for number, (join, points) in enumerate(zip(laid.grid.joins, laid.roads, strict=True)):
        placed = [(left + x * scale, PLACE.y + y * scale) for x, y in points]
        look = Look(join.stroke, 1.3 * scale, back=join.back, dash=bool(join.dash), tip=join.tip)
        draw = join_far if len(placed) == _FAR else join_shapes
        draw(canvas, placed, f"connector {number + 1}", ends[number, True], ends[number, False], look)


def _glue_ends(laid: Laid, drawn: dict[str, Any], scale: float) -> dict[tuple[int, bool], Glue]:
    """For each end of each connector its card and the place it takes there, which the card is given."""
    sites: dict[str, list[Site]] = {}
    ends: dict[tuple[int, bool], Glue] = {}
    for number, (join, points) in enumerate(zip(laid.grid.joins, laid.roads, strict=True)):
        for outward, key, (x, y) in ((True, join.start, points[0]), (False, join.end, points[-1])):
            box, there = laid.boxes[key], sites.setdefault(key, [])
            ends[number, outward] = (drawn[key], len(MIDDLES) + len(there))
            there.append((_share(x - box.x, box.width), _share(y - box.y, box.height)))
    for key, there in sites.items():
        set_sites(drawn[key], there, Pt(6 * scale))
    return ends


def _share(part: float, whole: float) -> float:
    return min(1.0, max(0.0, round(part / whole, 5)))
