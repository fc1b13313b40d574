"""Which pictures does a reading have? All of them in one order, each a drawing.

A page, a folder of images and a notebook show the same pictures; they differ only in how these are written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from peakend.analyse.gaps import GapKind
from peakend.analyse.result import Base
from peakend.define.study import Study
from peakend.report.baseline_chart import draw_baseline
from peakend.report.boxes import Drawing, move
from peakend.report.chapters import CHAPTERS
from peakend.report.charts.comparisons import chart_gaps, chart_needs, chart_segments
from peakend.report.charts.moments import chart_common, chart_experience, chart_importance, chart_peaks
from peakend.report.charts.outcomes import chart_nps, chart_satisfaction
from peakend.report.facts import Known, ScenarioFacts
from peakend.report.heads import MARGIN, draw_head
from peakend.report.maps.emot import draw_map
from peakend.report.quadrant_chart import draw_quadrants
from peakend.report.telling import narrow_base, scenario_of
from peakend.text import Language

LEAST_WIDTH = 560.0
"""A picture is at least so wide, so that its head has room."""


@dataclass(frozen=True)
class Picture:
    """One picture: `section` is the result it belongs to, `scenario` the scenario it is about (or nothing)."""

    section: str
    scenario: str
    drawing: Drawing
    headed: bool = False
    """Whether the drawing carries its head itself."""

    def stand_alone(self, base: Base, study: Study, language: Language) -> Drawing:
        """The drawing with title, base and the mark of made-up answers above it."""
        return self.drawing if self.headed else add_head(self.drawing, narrow_base(self.drawing, base), study, language)


def add_head(drawing: Drawing, base: Base, study: Study, language: Language) -> Drawing:
    """A drawing with its head above and a margin around."""
    width = max(drawing.width, LEAST_WIDTH)
    head, top = draw_head(drawing.title, base, study, language, width)
    shapes = [move(shape, MARGIN, MARGIN) for shape in head] + [move(shape, MARGIN, MARGIN + top) for shape in drawing.shapes]
    return replace(
        drawing, width=width + 2 * MARGIN, height=top + drawing.height + 2 * MARGIN, shapes=tuple(shapes), freeze=(0.0, 0.0), foot=0.0
    )


def list_pictures(known: Known, language: Language, *, titled: bool = True) -> Iterator[Picture]:
    """Every picture of a reading, in the order of a report. With `titled`, drawings carry their own head."""
    for facts in known.scenarios:
        yield from _scenario_pictures(known, facts, language, titled=titled)
    yield from _whole_pictures(known, language)
    for key, result in known.more.items():
        for drawing in CHAPTERS[key].draw(result, known.study, language):
            yield Picture(key, scenario_of(drawing), drawing)


def _whole_pictures(known: Known, language: Language) -> Iterator[Picture]:
    """What belongs to no scenario."""
    study = known.study
    if known.peaks is not None:
        yield from _one("peaks", "", chart_common(known.peaks, language))
    if known.needs is not None:
        for group in known.needs.groups:
            if group.kind == "group":
                title = f"{known.needs.title.say(language)} · {group.title.say(language)}"
                yield from _one("needs", "", chart_needs([group], f"needs-{group.about}", title, known.needs, language))
    if known.nps is not None and known.nps.lines:
        yield Picture("nps", "", chart_nps(known.nps, study, language))
    if known.satisfaction is not None and known.satisfaction.lines:
        yield Picture("satisfaction", "", chart_satisfaction(known.satisfaction, study, language))
    if known.segments is not None:
        for measure in dict.fromkeys(line.measure for line in known.segments.lines):
            yield from _one("segments", "", chart_segments(known.segments, study, language, measure))


def _scenario_pictures(known: Known, facts: ScenarioFacts, language: Language, *, titled: bool) -> Iterator[Picture]:
    study, key = known.study, facts.scenario.key
    for drawing in draw_map(known, facts, language, titled=titled):
        yield Picture("map", key, drawing, headed=titled)
    if known.baseline is not None:
        yield from _one("baseline", key, draw_baseline(known, facts, language, titled=titled), headed=titled)
    peaks = known.peaks.scenario(key) if known.peaks is not None else None
    if peaks is not None:
        yield from _one("peaks", key, chart_peaks(peaks, study, language))
    weighed = known.importance.scenario(key) if known.importance is not None else None
    if weighed is not None:
        yield from _one("importance", key, chart_importance(weighed, study, language))
    traced = known.experience.scenario(key) if known.experience is not None else None
    if traced is not None:
        yield from _one("experience", key, chart_experience(traced, study, language))
    if known.needs is not None:
        groups = [one.needs for one in facts.moments if one.needs is not None]
        title = f"{known.needs.title.say(language)} · {facts.scenario.name.say(language) or key}"
        yield from _one("needs", key, chart_needs(groups, f"needs-{key}", title, known.needs, language))
    if known.gaps is not None:
        asked = {line.kind for line in known.gaps.lines if line.scenario == key}
        # Performance beside importance is no gap in meaning: the quadrants show it better, unless nothing else was asked.
        kinds: tuple[GapKind, ...] = ("expectation", "competitor") if asked & {"expectation", "competitor"} else ("importance",)
        for kind in kinds:
            yield from _one("gaps", key, chart_gaps(known.gaps, facts.scenario, kind, study, language))
    placed = known.quadrants.scenario(key) if known.quadrants is not None else None
    if placed is not None:
        yield Picture("quadrants", key, draw_quadrants(known, placed, language, titled=titled), headed=titled)


def _one(section: str, scenario: str, drawing: Drawing | None, *, headed: bool = False) -> Iterator[Picture]:
    if drawing is not None:
        yield Picture(section, scenario, drawing, headed)
