"""How do results become a deck? One finding a slide, with a sentence as its title: native charts, tables and shapes that a person can edit.

Every slide says whom it stands for in its footer, and how it was worked out in its notes.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from peakend.analyse.gaps import GapKind
from peakend.analyse.reading import Reading
from peakend.report.chapters import CHAPTERS
from peakend.report.facts import Known, ScenarioFacts, gather
from peakend.report.saving import file_in, save_whole
from peakend.report.slides.chapters import add_chapter, add_chapters
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
from peakend.report.steps import Steps
from peakend.report.words import main_line
from peakend.text import Language, Text

__all__ = ["write_result_slides", "write_slides"]


def write_slides(reading: Reading, out: str | Path, language: Language = "zh", steps: Steps | None = None) -> Path:
    """Write the deck of a reading and give its path: `out` is the file (`….pptx`), or the folder for `slides-zh.pptx`.

    What the study did not ask has no slide; the method slide names it with the reason. The file appears whole or not at all. Each result
    and each part of the deck is a step of `steps`.
    Raises `FolderNotWritable`, what the scan raises, and the first fault where nothing could be answered.
    """
    steps = steps or Steps()
    expected = len(PARTS) + len(reading.study.scenarios) + len(CHAPTERS)
    steps.expect(expected + 1)
    story = Story(gather(reading, steps=steps), open_deck(), language)
    parts = _parts(story)
    steps.skip(expected - len(parts))
    for words, tell in parts:
        steps.begin(Text(zh=f"写幻灯片：{words.zh}", en=f"Writing slides: {words.en}"))
        tell(story)
    steps.begin(Text(zh="保存文件", en="Saving the file"))
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


def _parts(story: Story) -> list[tuple[Text, Callable[[Story], None]]]:
    """The parts of a deck in their order: one for each scenario, and one for each chapter, among those that every deck has."""

    def scenario(facts: ScenarioFacts) -> Callable[[Story], None]:
        def tell(told: Story) -> None:
            add_map(told, facts)
            add_baseline(told, facts)

        return tell

    def chapter(key: str) -> Callable[[Story], None]:
        return lambda told: add_chapter(told, key)

    found: list[tuple[Text, Callable[[Story], None]]] = []
    for words, tell in PARTS:
        if tell is _tell_peaks:
            found += [(facts.scenario.name, scenario(facts)) for facts in story.known.scenarios]
        if tell is add_cautions:
            found += [(CHAPTERS[key].section, chapter(key)) for key in story.known.more]
        found.append((words, tell))
    return found


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


PARTS: Final[tuple[tuple[Text, Callable[[Story], None]], ...]] = (
    (Text(zh="封面", en="title"), add_opening),
    (Text(zh="怎样读", en="how to read it"), add_reading_guide),
    (Text(zh="摘要", en="summary"), add_summary),
    (Text(zh="峰值与终值", en="peaks and ends"), _tell_peaks),
    (Text(zh="重要性", en="importance"), _tell_importance),
    (Text(zh="体验、差距、需求", en="experience, gaps, needs"), _tell_ratings),
    (Text(zh="推荐与满意", en="recommendation and satisfaction"), _tell_outcomes),
    (Text(zh="注意事项", en="cautions"), add_cautions),
    (Text(zh="方法", en="method"), add_method),
    (Text(zh="附录", en="appendix"), add_appendix),
)
"""What every deck has, in this order; scenarios stand before the peaks, chapters before the cautions."""

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
