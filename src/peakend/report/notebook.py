"""How does a result become a picture in a notebook? `draw` takes a result, a part of one or a whole reading; the picture shows itself.

The drawings are those of page, deck and images; each carries its title, n, filter and the mark of made-up answers.
"""

import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, Final

from peakend.analyse.baseline import BaselineValues, ScenarioBaseline
from peakend.analyse.experience import Experience, ScenarioExperience
from peakend.analyse.gaps import Gaps
from peakend.analyse.importance import Importance, ScenarioImportance
from peakend.analyse.needs import NeedGroup, Needs
from peakend.analyse.nps import Nps
from peakend.analyse.peaks import Peaks, ScenarioPeaks
from peakend.analyse.quadrants import Quadrants, ScenarioQuadrants
from peakend.analyse.reading import Reading
from peakend.analyse.result import Base, Figure, Part, Result
from peakend.analyse.satisfaction import Satisfaction
from peakend.analyse.segments import Segments
from peakend.define.study import Scenario, Study
from peakend.errors import NotDrawable, NothingToDraw, UnknownEnding
from peakend.report.baseline_chart import draw_baseline
from peakend.report.boxes import Drawing, move
from peakend.report.chapter import Chapter
from peakend.report.chapters import CHAPTERS
from peakend.report.chapters.control import CONTROLS
from peakend.report.charts.comparisons import chart_gaps, chart_needs, chart_segments
from peakend.report.charts.moments import chart_common, chart_experience, chart_importance, chart_peaks
from peakend.report.charts.outcomes import chart_nps, chart_satisfaction
from peakend.report.facts import Known, ScenarioFacts, gather
from peakend.report.images import SCALE, make_png
from peakend.report.maps.emot import draw_map
from peakend.report.pictures import add_head
from peakend.report.quadrant_chart import draw_quadrants
from peakend.report.saving import save_whole
from peakend.report.svg import write_svg
from peakend.report.telling import narrow_base
from peakend.text import Language, Text, prefer_language

GAP: Final = 28.0
"""Between two drawings that stand one below the other."""

ENDINGS: Final = (".svg", ".png")
"""What a picture can be saved as."""


@dataclass(frozen=True)
class Picture:
    """A picture that shows itself in a notebook, and can be saved. `title` and `description` say in words what it shows.

    Words are drawn as outlines of our own font, so it looks the same everywhere.
    """

    drawing: Drawing

    @property
    def title(self) -> str:
        """What it is called."""
        return self.drawing.title

    @property
    def description(self) -> str:
        """What it shows, for those who do not see it."""
        return self.drawing.description

    @cached_property
    def svg(self) -> str:
        """The picture as SVG."""
        return write_svg(self.drawing)

    def png(self, scale: float = SCALE) -> bytes:
        """The picture as PNG, with `scale` pixels for each point."""
        return make_png(self.svg, scale)

    def save(self, path: str | Path) -> Path:
        """Write it to a file, as the ending of the name says (.svg or .png). Raises `UnknownEnding`, `FolderNotWritable`."""
        place = Path(path)
        ending = place.suffix.lower()
        if ending not in ENDINGS:
            raise UnknownEnding(path=str(place), known=", ".join(ENDINGS))
        content = self.svg.encode() if ending == ".svg" else self.png()
        return save_whole(place, lambda unfinished: unfinished.write_bytes(content))

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        """An image with its words; a document of its own, so that nothing in two pictures can collide."""
        source = b64encode(self.svg.encode()).decode()
        words = escape(f"{self.title}. {self.description}")
        return f'<img alt="{words}" style="max-width:100%;height:auto" src="data:image/svg+xml;base64,{source}">'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Mapping[str, str]:  # noqa: ANN401, ARG002 - the notebook's protocol
        return {"image/svg+xml": self.svg, "text/html": self._repr_html_(), "text/plain": f"{self.title}\n{self.description}"}


def draw(what: Reading | Result | Part | None, language: Language | None = None, scenario: str | None = None) -> Picture:
    """The picture of a result (`reading.peaks`), of a part of one (`reading.peaks.scenario("visit")`), or the maps of a whole reading.

    `language` is "zh" or "en", else that of the environment. `scenario` is the key of one scenario; without it all of them stand one below
    the other. Raises `NotDrawable` for what has no picture, `NothingToDraw` where too few answered (or nobody was asked: a part that is
    None), `UnknownScenario`.
    """
    spoken = language or prefer_language(os.environ)
    if isinstance(what, Reading):
        drawings = list(_draw_reading(what, spoken, scenario))
    elif isinstance(what, Part):
        drawings = [_head(drawing, base, spoken) for drawing, base in _draw_part(what, spoken)]
    elif what is None:
        drawings = []
    elif (chapter := _chapter_of(what)) is not None:
        drawn = chapter.draw(what, what.base.study or Study("", Text()), spoken)
        drawings = [
            _head(one, narrow_base(one, what.base), spoken) if what.base.study else one for one in drawn
        ]  # a log of cases has no study
    elif type(what) in _WHOLE:
        drawings = [_head(drawing, base, spoken) for drawing, base in _draw_result(what, spoken, scenario)]
    else:
        raise NotDrawable(kind=type(what).__name__, known=", ".join(sorted(kind.__name__ for kind in _WHOLE)))
    if not drawings:
        raise NothingToDraw(what=type(what).__name__, scenario=scenario or "-")
    return Picture(_stack(drawings))


def _chapter_of(what: object) -> Chapter | None:
    """The chapter that tells a result; nothing for anything else."""
    return (CHAPTERS.get(what.question) or CONTROLS.get(what.question)) if isinstance(what, Result) else None


def _draw_reading(reading: Reading, language: Language, scenario: str | None) -> Iterator[Drawing]:
    """The map of each scenario."""
    known = gather(reading)
    if scenario is not None:
        reading.study.scenario(scenario)
    for facts in known.scenarios:
        if scenario in {None, facts.scenario.key}:
            yield from draw_map(known, facts, language)


Drawn = Iterator[tuple[Drawing, Base]]


def _draw_result(result: Result, language: Language, scenario: str | None) -> Drawn:
    """The drawings of one result, each with the base of its numbers. Raises `UnknownScenario`."""
    study = _study_of(result.base)
    chosen = study.scenarios if scenario is None else (study.scenario(scenario),)
    yield from _WHOLE[type(result)](result, chosen, language, scenario is None)


def _draw_part(part: Part, language: Language) -> Drawn:
    """The drawing of one part, with the base of its numbers."""
    study, base = _study_of(part.base), part.base
    drawing: Drawing | None = None
    figures: Iterable[Figure | None] = ()
    if isinstance(part, ScenarioImportance):
        drawing, figures = chart_importance(part, study, language), [line.mean for line in part.lines]
    elif isinstance(part, ScenarioPeaks):
        drawing, figures = chart_peaks(part, study, language), [mark.importance for mark in part.marks]
    elif isinstance(part, ScenarioExperience):
        drawing, figures = chart_experience(part, study, language), [line.mean for line in part.lines]
    elif isinstance(part, ScenarioQuadrants) and isinstance(part.of, Quadrants):
        known = Known(Reading(study, None), quadrants=part.of)
        drawing, figures = draw_quadrants(known, part, language, titled=False), [point.performance for point in part.points]
    elif isinstance(part, ScenarioBaseline) and isinstance(part.of, BaselineValues):
        published = next((one.mean for one in study.published if one.scenario == part.scenario.key), None)
        facts = ScenarioFacts(part.scenario, (), baseline=part, published_mean=published)
        known = Known(Reading(study, None), baseline=part.of)
        drawing, figures = draw_baseline(known, facts, language, titled=False), [line.importance for line in part.lines]
    elif isinstance(part, NeedGroup) and isinstance(part.of, Needs):
        title = f"{part.of.title.say(language)} · {part.title.say(language)}"
        drawing, figures = chart_needs([part], f"needs-{part.about}", title, part.of, language), [line.share for line in part.lines]
    if drawing is not None:
        yield drawing, _narrow(base, figures)


def _narrow(base: Base, figures: Iterable[Figure | None]) -> Base:
    """The base of some figures: how many of all responses told of the thing that most of them told of."""
    told = max((figure.n for figure in figures if figure is not None), default=0)
    return replace(base, n=told, whole=base.n, missing={}) if 0 < told < base.n else base


def _head(drawing: Drawing, base: Base, language: Language) -> Drawing:
    return add_head(drawing, base, _study_of(base), language)


def _study_of(base: Base) -> Study:
    """The study of a result. Raises `NotDrawable` for one that was put together by hand."""
    if base.study is None:
        raise NotDrawable(kind="Result(base.study = None)", known="-")
    return base.study


def _stack(drawings: list[Drawing]) -> Drawing:
    """Drawings one below the other."""
    if len(drawings) == 1:
        return drawings[0]
    shapes, y = [], 0.0
    for drawing in drawings:
        shapes += [move(shape, 0.0, y) for shape in drawing.shapes]
        y += drawing.height + GAP
    first = drawings[0]
    words = ". ".join(f"{one.title}: {one.description}" for one in drawings)
    width = max(drawing.width for drawing in drawings)
    title = first.title.split(" · ")[0]
    return replace(first, width=width, height=y - GAP, shapes=tuple(shapes), title=title, description=words, freeze=(0.0, 0.0), foot=0.0)


Chosen = tuple[Scenario, ...]


def _by_scenario(result: Any, scenarios: Chosen, language: Language, _whole: bool) -> Drawn:  # noqa: ANN401, FBT001 - results with parts
    for scenario in scenarios:
        part = result.scenario(scenario.key)
        if part is not None:
            yield from _draw_part(part, language)


def _peaks(peaks: Peaks, scenarios: Chosen, language: Language, whole: bool) -> Drawn:  # noqa: FBT001
    yield from _by_scenario(peaks, scenarios, language, whole)
    common = chart_common(peaks, language) if whole else None
    if common is not None:
        yield common, peaks.base


def _baseline(values: BaselineValues, scenarios: Chosen, language: Language, _whole: bool) -> Drawn:  # noqa: FBT001
    keys = {scenario.key for scenario in scenarios}
    for part in values.scenarios:
        if part.scenario.key in keys:
            yield from _draw_part(part, language)


def _needs(needs: Needs, scenarios: Chosen, language: Language, whole: bool) -> Drawn:  # noqa: FBT001
    for scenario in scenarios:
        moments = {moment.key for moment in scenario.moments}
        groups = [group for group in needs.groups if group.about in moments]
        title = f"{needs.title.say(language)} · {scenario.name.say(language) or scenario.key}"
        drawing = chart_needs(groups, f"needs-{scenario.key}", title, needs, language) if groups else None
        if drawing is not None:
            yield drawing, _narrow(needs.base, (line.share for group in groups for line in group.lines))
    for group in needs.groups if whole else ():
        if group.kind == "group":
            yield from _draw_part(group, language)


def _gaps(gaps: Gaps, scenarios: Chosen, language: Language, _whole: bool) -> Drawn:  # noqa: FBT001
    study = _study_of(gaps.base)
    for scenario in scenarios:
        mine = [line for line in gaps.lines if line.scenario == scenario.key]
        for kind in dict.fromkeys(line.kind for line in mine):
            drawing = chart_gaps(gaps, scenario, kind, study, language)
            if drawing is not None:
                yield drawing, _narrow(gaps.base, (line.gap for line in mine if line.kind == kind))


def _nps(nps: Nps, _scenarios: Chosen, language: Language, _whole: bool) -> Drawn:  # noqa: FBT001
    if nps.lines:
        yield chart_nps(nps, _study_of(nps.base), language), nps.base


def _satisfaction(satisfaction: Satisfaction, _scenarios: Chosen, language: Language, _whole: bool) -> Drawn:  # noqa: FBT001
    if satisfaction.lines:
        yield chart_satisfaction(satisfaction, _study_of(satisfaction.base), language), satisfaction.base


def _segments(segments: Segments, _scenarios: Chosen, language: Language, _whole: bool) -> Drawn:  # noqa: FBT001
    for measure in dict.fromkeys(line.measure for line in segments.lines):
        drawing = chart_segments(segments, _study_of(segments.base), language, measure)
        if drawing is not None:
            yield drawing, segments.base


_WHOLE: Final[Mapping[type[Result], Callable[[Any, Chosen, Language, bool], Drawn]]] = {
    Importance: _by_scenario,
    Peaks: _peaks,
    Needs: _needs,
    Experience: _by_scenario,
    Gaps: _gaps,
    Quadrants: _by_scenario,
    Nps: _nps,
    Satisfaction: _satisfaction,
    Segments: _segments,
    BaselineValues: _baseline,
}
"""How each result is drawn: of which scenarios, and whether what belongs to none of them stands there too."""
