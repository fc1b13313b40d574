"""How does a drawing of a design become slides? Native shapes with their words inside and connectors glued to them, on as many as it needs.

A slide shows so many columns and rows that nothing is written smaller than can be read; the heads stand on each. What leads to a step on
another slide is told in the notes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from peakend.report.boxes import Rect
from peakend.report.diagrams.grid import CARD, LEFT, PAD, Card, Laid
from peakend.report.diagrams.page import Sheet
from peakend.report.saving import file_in, save_whole
from peakend.report.slides.canvas import Canvas, Sentence, add_slide, describe
from peakend.report.slides.drawing import Hand
from peakend.report.slides.joints import join_shapes
from peakend.report.slides.master import HEIGHT, MARGIN, WIDTH, open_deck
from peakend.report.slides.runs import Paragraph, fit, printable, say, write_paragraphs
from peakend.text import Language

PLACE: Final = Rect(MARGIN - 16, 72, WIDTH - 2 * MARGIN + 32, HEIGHT - 72 - 42)
"""Where a drawing stands on a slide: under a title of one line."""

SCALE: Final = 0.6
"""Drawings are made no smaller than this, unless one row alone is higher than the slide."""

_GUTTER: Final = 30.0
_INSIDE: Final = frozenset({"card", "connector", "arrowhead", "words", "detail", "health"})
"""What is drawn by its cards and connectors."""

_LEAST_SIZE: Final = 4.5

Draw = Callable[[int, int, frozenset[str] | None], Sheet]
"""Draws the columns from one number to before another, with these rows only (nothing: all)."""


@dataclass(frozen=True)
class Part:
    """What stands on one slide."""

    sheet: Sheet
    first: int
    last: int


def write_deck(draw: Draw, columns: int, out: str | Path, language: Language) -> Path:
    """Write a drawing as slides and give the path of the file. Raises `FolderNotWritable`."""
    deck = open_deck()
    parts = tuple(fold_parts(draw, columns))
    for part in parts:
        add_part(deck, part, language)
    title = parts[0].sheet.told.title if parts else ""
    deck.core_properties.title, deck.core_properties.author = printable(title)[:255], "Peakend"
    name = parts[0].sheet.told.name if parts else "design"
    return save_whole(file_in(out, f"{name}-{language}.pptx"), lambda path: deck.save(str(path)))


def fold_parts(draw: Draw, columns: int) -> Iterator[Part]:
    """The drawing in parts that fit a slide: columns side by side, of about the same number, then rows from top to bottom."""
    most = max(1, int((PLACE.width / SCALE - LEFT - _GUTTER) // (CARD + _GUTTER)))
    pieces = -(-columns // most)
    start = 0
    for piece in range(pieces):
        size = -(-(columns - start) // (pieces - piece))
        whole = draw(start, start + size, None)
        for rows in _fold_rows(whole.laid):
            sheet = whole if rows is None else draw(start, start + size, rows)
            yield Part(sheet, start, start + size)
        start += size


def _fold_rows(laid: Laid) -> Iterator[frozenset[str] | None]:
    """The keys of the rows that stand on each slide; nothing where all of them fit one."""
    room = PLACE.height / SCALE
    if laid.height <= room:
        yield None
        return
    group: list[str] = []
    height = laid.head
    for row, place in zip(laid.grid.rows, laid.rows, strict=True):
        if group and height + place.height > room:
            yield frozenset(group)
            group, height = [], laid.head
        group.append(row.key)
        height += place.height
    yield frozenset(group)


def add_part(deck: Any, part: Part, language: Language) -> Canvas:  # noqa: ANN401 - a deck of the library
    """One slide with its drawing as native shapes."""
    told, laid = part.sheet.told, part.sheet.laid
    notes = [*told.lines, *(words for words in told.apart)]
    sentence = Sentence(told.section, told.title, told.lines[0] if told.lines else "", notes, told.synthetic)
    canvas = add_slide(deck, sentence, language)
    scale = min(PLACE.width / laid.width, PLACE.height / laid.height, 1.0)
    left = PLACE.x + (PLACE.width - laid.width * scale) / 2
    hand = Hand(canvas, canvas.slide.shapes, scale, left, PLACE.y)
    boxes: dict[str, Any] = {}
    badges = [shape for shape in laid.shapes if shape.role == "badge"]
    for number, shape in enumerate(laid.shapes):
        if shape.role not in _INSIDE and shape.role != "badge":
            hand.draw(shape, f"{shape.role or 'shape'} {number}")
    for card in laid.grid.cards:
        boxes[card.key] = _add_card(canvas, card, _scaled(laid.boxes[card.key], scale, left), scale)
    _add_joins(canvas, laid, boxes, scale, left)
    for number, shape in enumerate(badges):
        hand.draw(shape, f"badge {number}")
    describe(canvas.slide.shapes.title, f"{told.title}. {told.description}")
    return canvas


def _scaled(place: Rect, scale: float, left: float) -> Rect:
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


def _add_joins(canvas: Canvas, laid: Laid, boxes: dict[str, Any], scale: float, left: float) -> None:
    for number, (join, points) in enumerate(zip(laid.grid.joins, laid.roads, strict=True)):
        placed = [(left + x * scale, PLACE.y + y * scale) for x, y in points]
        way = laid.ways[number]
        join_shapes(
            canvas,
            placed,
            f"connector {number + 1}",
            start=(boxes[join.start], way.leaves),
            end=(boxes[join.end], way.enters),
            stroke=join.stroke,
            line=1.3 * scale,
            back=join.back,
            dash=bool(join.dash),
            tip=join.tip,
        )
