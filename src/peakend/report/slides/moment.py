"""How does one moment become a slide? Its verdict as the title, its pictures in a grid of native shapes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from peakend.report.boxes import Drawing, Rect
from peakend.report.facts import Known, MomentFacts
from peakend.report.saving import save_whole
from peakend.report.slides.closing import add_method
from peakend.report.slides.drawing import place_drawing
from peakend.report.slides.master import CONTENT, open_deck
from peakend.report.slides.story import Story
from peakend.report.words.moment import say_situation, say_verdict
from peakend.text import Language, Text

_GAP: Final = 22.0
_FOUR: Final = ("importance", "experience", "needs", "factors", "gaps", "pain")
"""The pictures that a slide has room for, the first four of those that there are."""


def write_moment_slide(known: Known, facts: MomentFacts, drawings: Sequence[Drawing], out: Path, language: Language) -> Path:
    """A slide about one moment, and the one of method. Raises `FolderNotWritable`."""
    story = Story(known, open_deck(), language)
    scenario = next(one for one in known.scenarios if one.scenario.key == facts.scenario.key)
    name = facts.moment.name or Text(facts.moment.key, facts.moment.key)
    base = known.base_in(facts.scenario.key)
    canvas = story.slide((facts.scenario.name, name), say_verdict(facts, scenario), base, (say_situation(facts),))
    by_name = {one.name.partition("-")[0]: one for one in drawings}
    chosen = [by_name[key] for key in _FOUR if key in by_name][:4]
    for at, drawing in enumerate(chosen):
        place_drawing(canvas, drawing, _cell(at, len(chosen)), drawing.name, 1.0)
    add_method(story)
    return save_whole(out, lambda path: story.deck.save(str(path)))


def _cell(at: int, many: int) -> Rect:
    """The place of a picture: two columns, one or two rows."""
    rows = 1 if many <= 2 else 2  # noqa: PLR2004 - two stand side by side
    wide, high = (CONTENT.width - _GAP) / 2, (CONTENT.height - _GAP * (rows - 1)) / rows
    return Rect(CONTENT.x + (at % 2) * (wide + _GAP), CONTENT.y + (at // 2) * (high + _GAP), wide, high)
