"""How do results become a deck? One finding a slide, with a sentence as its title: native charts, tables and shapes that a person can edit.

Every slide says whom it stands for in its footer, and how it was worked out in its notes.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from peakend.analyse.gaps import GapKind
from peakend.analyse.reading import Reading
from peakend.report.facts import Known, ScenarioFacts, gather
from peakend.report.saving import file_in, save_whole
from peakend.report.slides.chapters import add_chapters
from peakend.report.slides.closing import add_appendix, add_cautions, add_method
from peakend.report.slides.importance import add_importance
from peakend.report.slides.journeys import add_baseline, add_common, add_map, add_peaks
from peakend.report.slides.master import open_deck
from peakend.report.slides.needs import add_needs
from peakend.report.slides.opening import add_opening, add_reading_guide, add_summary
from peakend.report.slides.outcomes import add_nps, add_satisfaction, add_scenario_satisfaction, add_segments
from peakend.report.slides.ratings import add_experience, add_gaps, add_quadrants
from peakend.report.slides.runs import printable
from peakend.report.slides.story import Story
from peakend.report.words import main_line
from peakend.text import Language

__all__ = ["write_result_slides", "write_slides"]


def write_slides(reading: Reading, out: str | Path, language: Language = "zh") -> Path:
    """Write the deck of a reading and give its path: `out` is the file (`….pptx`), or the folder for `slides-zh.pptx`.

    What the study did not ask has no slide; the method slide names it with the reason. The file appears whole or not at all.
    Raises `FolderNotWritable`, what the scan raises, and the first fault where nothing could be answered.
    """
    story = Story(gather(reading), open_deck(), language)
    for tell in (
        add_opening,
        add_reading_guide,
        add_summary,
        _tell_journeys,
        _tell_ratings,
        _tell_outcomes,
        add_chapters,
        add_cautions,
        add_method,
        add_appendix,
    ):
        tell(story)
    properties = story.deck.core_properties
    properties.title, properties.author = printable(story.say(story.known.study.title))[:255], "Peakend"
    return save_whole(file_in(out, f"slides-{language}.pptx"), lambda path: story.deck.save(str(path)))


def write_result_slides(known: Known, key: str, out: Path, language: Language) -> Path:
    """Only the slides of one result, by its question (`map` for the map), and the one of method: a finding to hand on."""
    story = Story(known, open_deck(), language)
    for part in known.scenarios:
        if key in _OF_SCENARIO:
            _OF_SCENARIO[key](story, part)
    if key in _OF_WHOLE:
        _OF_WHOLE[key](story)
    add_chapters(story)
    add_method(story)
    return save_whole(out, lambda path: story.deck.save(str(path)))


def _tell_journeys(story: Story) -> None:
    known = story.known
    for facts in known.scenarios:
        add_map(story, facts)
        add_baseline(story, facts)
    _tell_peaks(story)
    _tell_importance(story)


def _tell_peaks(story: Story) -> None:
    peaks = story.known.peaks
    if peaks is not None and any(part.mean.known for part in peaks.scenarios):
        add_peaks(story, peaks)
        add_common(story, peaks)


def _tell_importance(story: Story) -> None:
    for part in story.known.importance.scenarios if story.known.importance else ():
        add_importance(story, part)


def _tell_ratings(story: Story) -> None:
    for tell in (_tell_experience, _tell_gaps, _tell_quadrants, _tell_needs):
        tell(story)


def _tell_experience(story: Story) -> None:
    for traced in story.known.experience.scenarios if story.known.experience else ():
        add_experience(story, traced)


def _tell_gaps(story: Story) -> None:
    gaps = story.known.gaps
    if gaps is None:
        return
    for kind, scenario in _gaps_told(story.known):
        add_gaps(story, gaps, kind, scenario)


def _tell_quadrants(story: Story) -> None:
    for placed in story.known.quadrants.scenarios if story.known.quadrants else ():
        add_quadrants(story, placed)


def _tell_needs(story: Story) -> None:
    if story.known.needs is not None:
        add_needs(story, story.known.needs)


def _gaps_told(known: Known) -> list[tuple[GapKind, str]]:
    """The kinds of gap that mean something, scenario by scenario; importance has its quadrants instead."""
    lines = known.gaps.lines if known.gaps else ()
    return list(dict.fromkeys((line.kind, line.scenario) for line in lines if line.kind != "importance"))


def _tell_outcomes(story: Story) -> None:
    for tell in (_tell_nps, _tell_satisfaction, _tell_segments):
        tell(story)


def _tell_nps(story: Story) -> None:
    nps = story.known.nps
    if nps is None:
        return
    for score in nps.lines:
        add_nps(story, nps, score)


def _tell_satisfaction(story: Story) -> None:
    found = story.known.satisfaction
    if found is not None:
        add_satisfaction(story, found, main_line(found))
        add_scenario_satisfaction(story, found)


def _tell_segments(story: Story) -> None:
    if story.known.segments is not None:
        add_segments(story, story.known.segments)


_OF_SCENARIO: Final[Mapping[str, Callable[[Story, ScenarioFacts], None]]] = {"map": add_map, "baseline": add_baseline}
_OF_WHOLE: Final[Mapping[str, Callable[[Story], None]]] = {
    "peaks": _tell_peaks,
    "importance": _tell_importance,
    "experience": _tell_experience,
    "gaps": _tell_gaps,
    "quadrants": _tell_quadrants,
    "needs": _tell_needs,
    "nps": _tell_nps,
    "satisfaction": _tell_satisfaction,
    "segments": _tell_segments,
}
"""Who tells which result."""
