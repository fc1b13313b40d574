"""Which pictures does a reading have? All of them in one order, each a drawing.

A page, a folder of images and a notebook show the same pictures; they differ only in how these are written.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from peakend.analyse.gaps import GapKind, Gaps
from peakend.analyse.needs import Needs
from peakend.analyse.result import Base
from peakend.analyse.segments import Segments
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


Draw = Callable[[], Iterator[Picture]]
"""Draws the pictures of one section, about one scenario or the whole."""


def list_pictures(known: Known, language: Language, *, titled: bool = True, only: str = "") -> Iterator[Picture]:
    """Every picture of a reading, in the order of a report. With `titled`, drawings carry their own head.

    With `only`, those of one section: the others are not drawn.
    """
    for facts in known.scenarios:
        for section, draw in _scenario_pictures(known, facts, language, titled=titled):
            if only in {"", section}:
                yield from draw()
    for section, draw in _whole_pictures(known, language):
        if only in {"", section}:
            yield from draw()
    for key, result in known.more.items():
        if only in {"", key}:
            for drawing in CHAPTERS[key].draw(result, known.study, language):
                yield Picture(key, scenario_of(drawing), drawing)


def _whole_pictures(known: Known, language: Language) -> Iterator[tuple[str, Draw]]:
    """What belongs to no scenario."""
    study = known.study
    peaks, needs, nps, satisfaction, segments = known.peaks, known.needs, known.nps, known.satisfaction, known.segments
    if peaks is not None:
        yield "peaks", lambda: _one("peaks", "", chart_common(peaks, language))
    if needs is not None:
        yield "needs", lambda: _draw_groups(needs, language)
    if nps is not None and nps.lines:
        yield "nps", lambda: _one("nps", "", chart_nps(nps, study, language))
    if satisfaction is not None and satisfaction.lines:
        yield "satisfaction", lambda: _one("satisfaction", "", chart_satisfaction(satisfaction, study, language))
    if segments is not None:
        yield "segments", lambda: _draw_segments(segments, study, language)


def _draw_groups(needs: Needs, language: Language) -> Iterator[Picture]:
    """The needs of each group of questions about no moment."""
    for group in needs.groups:
        if group.kind == "group":
            title = f"{needs.title.say(language)} · {group.title.say(language)}"
            yield from _one("needs", "", chart_needs([group], f"needs-{group.about}", title, needs, language))


def _draw_segments(segments: Segments, study: Study, language: Language) -> Iterator[Picture]:
    for measure in dict.fromkeys(line.measure for line in segments.lines):
        yield from _one("segments", "", chart_segments(segments, study, language, measure))


def _scenario_pictures(known: Known, facts: ScenarioFacts, language: Language, *, titled: bool) -> Iterator[tuple[str, Draw]]:
    study, key = known.study, facts.scenario.key
    gaps, needs = known.gaps, known.needs
    yield "map", lambda: (Picture("map", key, drawing, headed=titled) for drawing in draw_map(known, facts, language, titled=titled))
    if known.baseline is not None:
        yield "baseline", lambda: _one("baseline", key, draw_baseline(known, facts, language, titled=titled), headed=titled)
    peaks = known.peaks.scenario(key) if known.peaks is not None else None
    if peaks is not None:
        yield "peaks", lambda: _one("peaks", key, chart_peaks(peaks, study, language))
    weighed = known.importance.scenario(key) if known.importance is not None else None
    if weighed is not None:
        yield "importance", lambda: _one("importance", key, chart_importance(weighed, study, language))
    traced = known.experience.scenario(key) if known.experience is not None else None
    if traced is not None:
        yield "experience", lambda: _one("experience", key, chart_experience(traced, study, language))
    if needs is not None:
        groups = [one.needs for one in facts.moments if one.needs is not None]
        title = f"{needs.title.say(language)} · {facts.scenario.name.say(language) or key}"
        yield "needs", lambda: _one("needs", key, chart_needs(groups, f"needs-{key}", title, needs, language))
    if gaps is not None:
        yield "gaps", lambda: _draw_gaps(gaps, facts, study, language)
    placed = known.quadrants.scenario(key) if known.quadrants is not None else None
    if placed is not None:
        yield "quadrants", lambda: _one("quadrants", key, draw_quadrants(known, placed, language, titled=titled), headed=titled)


def _draw_gaps(gaps: Gaps, facts: ScenarioFacts, study: Study, language: Language) -> Iterator[Picture]:
    key = facts.scenario.key
    asked = {line.kind for line in gaps.lines if line.scenario == key}
    # Performance beside importance is no gap in meaning: the quadrants show it better, unless nothing else was asked.
    kinds: tuple[GapKind, ...] = ("expectation", "competitor") if asked & {"expectation", "competitor"} else ("importance",)
    for kind in kinds:
        yield from _one("gaps", key, chart_gaps(gaps, facts.scenario, kind, study, language))


def _one(section: str, scenario: str, drawing: Drawing | None, *, headed: bool = False) -> Iterator[Picture]:
    if drawing is not None:
        yield Picture(section, scenario, drawing, headed)
