"""How is a chapter told in a deck? Its pictures as native shapes with its findings beside them, or its table where there is no picture."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.result import Result
from peakend.report.boxes import Drawing, Rect
from peakend.report.chapter import Chapter
from peakend.report.chapters import CHAPTERS
from peakend.report.slides.drawing import place_drawing
from peakend.report.slides.grid import Cell, Column, Grid
from peakend.report.slides.master import CONTENT
from peakend.report.slides.story import Story, add_remarks
from peakend.report.tables import lay_table
from peakend.report.telling import find_more, narrow_base, say_drawing
from peakend.report.words import findings, headline, method_note
from peakend.text import Text

ALSO: Final = Text("还应知道", "Also")

_SIDE: Final = 236.0
"""The width of the card of findings beside a picture."""

_GAP: Final = 16.0

_SMALLEST: Final = 0.66
"""A picture that would be smaller than this cannot be read across a room: its table is shown instead."""

_BESIDE: Final = 0.9
"""A picture that would be smaller than this beside a card of findings takes the whole width."""

_FLAT: Final = 0.65
"""A picture that takes no more of the height than this, drawn over the whole width, has its findings under it and not beside it."""

_LOW: Final = 60.0
"""The least height of a card of findings under a picture."""

_LARGEST: Final = 1.2


def add_chapters(story: Story) -> None:
    """A slide or more for every chapter that there is."""
    for key in story.known.more:
        add_chapter(story, key)


def add_chapter(story: Story, key: str) -> None:
    """The slides of one chapter that there is."""
    _add_chapter(story, CHAPTERS[key], story.known.more[key])


def _add_chapter(story: Story, chapter: Chapter, result: Result) -> None:
    drawings = chapter.draw(result, story.known.study, story.language)
    readable = [drawing for drawing in drawings if _scale(drawing, CONTENT) >= _SMALLEST]
    for number, drawing in enumerate(readable):
        _add_picture(story, chapter, result, drawing, first=number == 0)
    if len(readable) < max(len(drawings), 1):
        _add_table(story, chapter, result)


def _scale(drawing: Drawing, place: Rect) -> float:
    return min(place.width / drawing.width, place.height / drawing.height)


def _add_picture(story: Story, chapter: Chapter, result: Result, drawing: Drawing, *, first: bool) -> None:
    title, base = say_drawing(drawing, result), narrow_base(drawing, result.base)
    said = _choose(result, drawing, title, first=first)
    section = story.say(chapter.section)
    part = drawing.title.removeprefix(section).removeprefix(" · ")  # not the name of the section twice
    where = (chapter.section, Text(part, part)) if part else (chapter.section,)
    more = findings(result) if first or drawing.part is None else find_more(drawing)
    canvas = story.slide(where, title, base, (*more, chapter.guide, method_note(result)))
    beside = Rect(CONTENT.x, CONTENT.y, CONTENT.width - _SIDE - _GAP, CONTENT.height)
    flat = drawing.height * min(_scale(drawing, CONTENT), _LARGEST) <= CONTENT.height * _FLAT
    narrow = bool(said) and not flat and _scale(drawing, beside) >= _BESIDE
    scale = place_drawing(canvas, drawing, beside if narrow else CONTENT, drawing.name, _LARGEST)
    under = CONTENT.height - drawing.height * scale - _GAP
    if narrow:
        card = Rect(CONTENT.x + CONTENT.width - _SIDE, CONTENT.y, _SIDE, CONTENT.height)
        add_remarks(canvas, card, story.say(ALSO), _few(story, said))
    elif said and under >= _LOW:
        card = Rect(CONTENT.x, CONTENT.y + CONTENT.height - under, CONTENT.width, under)
        add_remarks(canvas, card, story.say(ALSO), _few(story, said, 0.6 * under * CONTENT.width / (CONTENT.height * _SIDE)))


def _choose(result: Result, drawing: Drawing, title: Text, *, first: bool) -> list[Text]:
    """What stands beside a picture: of its part, the whole before it on the first; of the whole, once."""
    if drawing.part is None:
        return [one for one in findings(result) if one != title] if first else []
    whole = [headline(result)] if first and headline(result) != title else []
    return [*whole, *find_more(drawing)]


def _few(story: Story, said: Sequence[Text], share: float = 1.0) -> list[str]:
    """As many findings as a card has room for, with this many times the room of one beside a picture; all of them stand in the notes."""
    told: list[str] = []
    room = share * (420 if story.language == "zh" else 900)
    for one in said:
        words = story.say(one)
        room -= len(words)
        if room < 0 and told:
            break
        told.append(words)
    return told


def _add_table(story: Story, chapter: Chapter, result: Result) -> None:
    """The chief columns of a result over as many slides as they need."""
    table = lay_table(result.rows(), story.known.study, story.language, chapter.key)
    if not table.lines:
        return
    columns = tuple(
        Column(head, 1.0 if right else 1.6, "right" if right else "left") for head, right in zip(table.heads, table.right, strict=True)
    )
    rows = tuple(tuple(Cell(words) for words in line) for line in table.lines)
    notes = (*findings(result), chapter.guide, method_note(result))
    story.grid_slides((chapter.section,), headline(result), result.base, Grid(columns, rows), notes)
