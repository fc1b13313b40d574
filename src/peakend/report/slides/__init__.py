"""How do results become a deck? One finding a slide, with a sentence as its title: native charts, tables and shapes that a person can edit.

Every slide says whom it stands for in its footer, and how it was worked out in its notes.
"""

from pathlib import Path

from peakend.analyse.gaps import GapKind
from peakend.analyse.reading import Reading
from peakend.report.facts import Known, gather
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

__all__ = ["write_slides"]


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


def _tell_journeys(story: Story) -> None:
    known = story.known
    for facts in known.scenarios:
        add_map(story, facts)
        add_baseline(story, facts)
    if known.peaks is not None and any(part.mean.known for part in known.peaks.scenarios):
        add_peaks(story, known.peaks)
        add_common(story, known.peaks)
    for part in known.importance.scenarios if known.importance else ():
        add_importance(story, part)


def _tell_ratings(story: Story) -> None:
    known = story.known
    for traced in known.experience.scenarios if known.experience else ():
        add_experience(story, traced)
    if known.gaps is not None:
        for kind, scenario in _gaps_told(known):
            add_gaps(story, known.gaps, kind, scenario)
    for placed in known.quadrants.scenarios if known.quadrants else ():
        add_quadrants(story, placed)
    if known.needs is not None:
        add_needs(story, known.needs)


def _gaps_told(known: Known) -> list[tuple[GapKind, str]]:
    """The kinds of gap that mean something, scenario by scenario; importance has its quadrants instead."""
    lines = known.gaps.lines if known.gaps else ()
    return list(dict.fromkeys((line.kind, line.scenario) for line in lines if line.kind != "importance"))


def _tell_outcomes(story: Story) -> None:
    known = story.known
    for score in known.nps.lines if known.nps else ():
        if known.nps is not None:
            add_nps(story, known.nps, score)
    if known.satisfaction is not None:
        add_satisfaction(story, known.satisfaction, main_line(known.satisfaction))
        add_scenario_satisfaction(story, known.satisfaction)
    if known.segments is not None:
        add_segments(story, known.segments)
