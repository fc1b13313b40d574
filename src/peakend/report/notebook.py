"""How does a result look in a notebook? As its pictures, drawn where the cell stands, ready to be kept as files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import singledispatch
from pathlib import Path
from typing import Final

from peakend.analyse.experience import Experience
from peakend.analyse.gaps import Gaps
from peakend.analyse.importance import Importance
from peakend.analyse.needs import Needs
from peakend.analyse.nps import Nps
from peakend.analyse.peaks import Peaks
from peakend.analyse.reading import Reading
from peakend.analyse.result import Result
from peakend.analyse.satisfaction import Satisfaction
from peakend.analyse.segments import Segments
from peakend.define.study import Scenario, Study
from peakend.report.boxes import Drawing
from peakend.report.charts.comparisons import chart_gaps, chart_needs, chart_segments
from peakend.report.charts.moments import chart_common, chart_experience, chart_importance, chart_peaks
from peakend.report.charts.outcomes import chart_nps, chart_satisfaction
from peakend.report.facts import gather
from peakend.report.images import make_png
from peakend.report.pictures import add_head, list_pictures
from peakend.report.saving import save_whole
from peakend.report.svg import write_svg
from peakend.text import Language, Text

Charts = Iterator[Drawing | None]


@dataclass(frozen=True)
class Sketches:
    """Drawings as a notebook shows them, one under the other."""

    drawings: tuple[Drawing, ...]

    def _repr_html_(self) -> str:
        """What a notebook shows: the pictures themselves, without script."""
        return "".join(f"<div>{write_svg(drawing)}</div>" for drawing in self.drawings)

    def __iter__(self) -> Iterator[Drawing]:
        """The drawings, one after the other."""
        return iter(self.drawings)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.drawings)

    def save(self, folder: str | Path) -> list[Path]:
        """Write each drawing as SVG and PNG; the files. Raises `FolderNotWritable`."""
        paths = []
        for drawing in self.drawings:
            svg = write_svg(drawing)
            for ending, content in ((".svg", svg.encode()), (".png", make_png(svg))):
                paths.append(save_whole(Path(folder) / f"{drawing.name}{ending}", _writer(content)))
        return paths


def _writer(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def draw(what: Result | Reading, language: Language = "zh") -> Sketches:
    """The pictures of a result, or with a reading all there are, maps included.

    A result alone knows its moments but not the study's scales: its axes then go as far as its numbers. Results that have no picture
    of their own (baseline and quadrants need the whole reading) give none.
    """
    if isinstance(what, Reading):
        known = gather(what)
        pictures = list_pictures(known, language)
        return Sketches(tuple(one.stand_alone(known.base_in(one.scenario), known.study, language) for one in pictures))
    study = Study("", Text(), scenarios=tuple(_scenarios(what)))
    drawn = [drawing for drawing in _charts(what, study, language) if drawing is not None]
    return Sketches(tuple(add_head(drawing, what.base, study, language) for drawing in drawn))


def _scenarios(result: Result) -> Iterator[Scenario]:
    """The scenarios that a result is about, as far as it knows them."""
    parts = getattr(result, "scenarios", ())
    yield from (part.scenario for part in parts)
    if not parts and isinstance(result, Gaps):
        yield from (Scenario(key, Text(key, key)) for key in dict.fromkeys(line.scenario for line in result.lines))


@singledispatch
def _charts(result: Result, study: Study, language: Language) -> Charts:  # noqa: ARG001 - the kinds of results use them
    yield from ()


@_charts.register
def _(result: Importance, study: Study, language: Language) -> Charts:
    yield from (chart_importance(part, study, language) for part in result.scenarios)


@_charts.register
def _(result: Peaks, study: Study, language: Language) -> Charts:
    yield from (chart_peaks(part, study, language) for part in result.scenarios)
    yield chart_common(result, language)


@_charts.register
def _(result: Experience, study: Study, language: Language) -> Charts:
    yield from (chart_experience(part, study, language) for part in result.scenarios)


@_charts.register
def _(result: Gaps, study: Study, language: Language) -> Charts:
    for scenario in study.scenarios:
        for kind in dict.fromkeys(line.kind for line in result.lines if line.scenario == scenario.key):
            yield chart_gaps(result, scenario, kind, study, language)


@_charts.register
def _(result: Needs, study: Study, language: Language) -> Charts:  # noqa: ARG001 - choices bring their own names
    for group in result.groups:
        title = f"{result.title.say(language)} · {group.title.say(language) or group.about}"
        yield chart_needs([group], f"needs-{group.about}", title, result, language)


@_charts.register
def _(result: Nps, study: Study, language: Language) -> Charts:
    if result.lines:
        yield chart_nps(result, study, language)


@_charts.register
def _(result: Satisfaction, study: Study, language: Language) -> Charts:
    if result.lines:
        yield chart_satisfaction(result, study, language)


@_charts.register
def _(result: Segments, study: Study, language: Language) -> Charts:
    for measure in dict.fromkeys(line.measure for line in result.lines):
        yield chart_segments(result, study, language, measure)


DRAWN: Final = (Importance, Peaks, Experience, Gaps, Needs, Nps, Satisfaction, Segments)
"""The results that have pictures of their own."""
