"""What is known of each moment, from all results together? The facts that a map column, a moment's card or a slide shows.

A reading answers many questions; not every study asks them all. What was not asked is left out and said once, never drawn as zero.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, TypeVar

from peakend.analyse.baseline import BaselineValues, ScenarioBaseline
from peakend.analyse.experience import Experience, ExperienceLine
from peakend.analyse.gaps import GapLine, Gaps
from peakend.analyse.importance import Importance, Line
from peakend.analyse.needs import NeedGroup, Needs
from peakend.analyse.nps import Nps
from peakend.analyse.peaks import CommonMark, Mark, Peaks
from peakend.analyse.quadrants import Point, Quadrants
from peakend.analyse.reading import Reading
from peakend.analyse.result import Base, Figure, Result
from peakend.analyse.satisfaction import Satisfaction
from peakend.analyse.segments import Segments
from peakend.define.study import Moment, Scenario, Stage, Study
from peakend.errors import AnalysisError, PeakendError
from peakend.report.chapters import CHAPTERS
from peakend.report.steps import Steps
from peakend.text import Text

Found = TypeVar("Found", bound=Result)


@dataclass(frozen=True)
class MomentFacts:
    """One moment with everything that is known of it; nothing where nobody was asked."""

    moment: Moment
    scenario: Scenario
    place: int
    stage: Stage | None
    importance: Line | None = None
    mark: Mark | None = None
    experience: ExperienceLine | None = None
    gaps: tuple[GapLine, ...] = ()
    needs: NeedGroup | None = None
    point: Point | None = None
    common: tuple[CommonMark, ...] = ()

    @property
    def anchor(self) -> str:
        """Where its evidence stands on the page."""
        return f"moment-{self.moment.key}"

    def gap(self, kind: str) -> GapLine | None:
        """Its gap of one kind, or nothing."""
        return next((line for line in self.gaps if line.kind == kind), None)

    @property
    def special(self) -> bool:
        """Whether it is a peak or the end by either rule."""
        return self.mark is not None and (self.mark.by_source or self.mark.by_test)


@dataclass(frozen=True)
class ScenarioFacts:
    """One scenario: its moments in the customer's order, and what is known of the scenario as a whole."""

    scenario: Scenario
    moments: tuple[MomentFacts, ...]
    importance: Figure | None = None
    experience: Figure | None = None
    published_mean: float | None = None
    baseline: ScenarioBaseline | None = None

    @property
    def n(self) -> int:
        """How many respondents told of the moment that most of them told of."""
        lines = [line for one in self.moments for line in (one.importance, one.experience) if line is not None]
        shares = [line.share for one in self.moments if one.needs is not None for line in one.needs.lines]
        return max((figure.n for figure in (*(line.mean for line in lines), *shares)), default=0)


@dataclass(frozen=True)
class Known:
    """All results of a reading that could be had, and for the others the reason why not."""

    reading: Reading
    faults: Mapping[str, PeakendError] = field(default_factory=dict)
    importance: Importance | None = None
    peaks: Peaks | None = None
    experience: Experience | None = None
    gaps: Gaps | None = None
    quadrants: Quadrants | None = None
    needs: Needs | None = None
    nps: Nps | None = None
    satisfaction: Satisfaction | None = None
    segments: Segments | None = None
    baseline: BaselineValues | None = None
    more: Mapping[str, Result] = field(default_factory=dict)
    """The results that are told chapter by chapter, by the key of the chapter, in their order."""

    @property
    def study(self) -> Study:
        """The study it is about."""
        return self.reading.study

    @cached_property
    def base(self) -> Base:
        """The base of the whole: that of the first result there is. A reading without any result has no report."""
        results = (self.importance, self.experience, self.nps, self.satisfaction, self.needs, self.gaps, *self.more.values())
        return next((result.base for result in results if result is not None), None) or self.reading.evidence.base((), ())

    @cached_property
    def scenarios(self) -> tuple[ScenarioFacts, ...]:
        """The scenarios about which anything is known, in the order of the study."""
        found = (self._scenario(scenario) for scenario in self.study.scenarios)
        return tuple(facts for facts in found if facts.moments)

    def base_in(self, scenario: str, base: Base | None = None) -> Base:
        """The base of what is said about one scenario: how many of all responses told of any of its moments.

        Missing answers are told moment by moment in its tables; the whole's base where there is no such scenario.
        """
        whole = base or self.base
        facts = next((one for one in self.scenarios if one.scenario.key == scenario), None)
        told = facts.n if facts is not None else 0
        return replace(whole, n=told, whole=whole.n, missing={}) if 0 < told < whole.n else whole

    def _scenario(self, scenario: Scenario) -> ScenarioFacts:
        weighed = self.importance.scenario(scenario.key) if self.importance else None
        traced = self.experience.scenario(scenario.key) if self.experience else None
        peaks = self.peaks.scenario(scenario.key) if self.peaks else None
        lines = [self._moment(scenario, moment, place) for place, moment in enumerate(scenario.moments, start=1)]
        return ScenarioFacts(
            scenario=scenario,
            moments=tuple(facts for facts in lines if facts.importance or facts.experience or facts.needs),
            importance=weighed.mean if weighed else None,
            experience=traced.mean if traced else None,
            published_mean=peaks.published_mean if peaks else None,
            baseline=next((one for one in self.baseline.scenarios if one.scenario.key == scenario.key), None) if self.baseline else None,
        )

    def _moment(self, scenario: Scenario, moment: Moment, place: int) -> MomentFacts:
        key = moment.key
        weighed = self.importance.scenario(scenario.key) if self.importance else None
        traced = self.experience.scenario(scenario.key) if self.experience else None
        peaks = self.peaks.scenario(scenario.key) if self.peaks else None
        points = [point for one in self.quadrants.scenarios for point in one.points] if self.quadrants else []
        return MomentFacts(
            moment=moment,
            scenario=scenario,
            place=place,
            stage=self.study.stage(moment.stage),
            importance=weighed.line(key) if weighed else None,
            mark=next((mark for mark in peaks.marks if mark.moment.key == key), None) if peaks else None,
            experience=traced.line(key) if traced else None,
            gaps=tuple(line for line in self.gaps.lines if line.moment.key == key) if self.gaps else (),
            needs=next((group for group in self.needs.groups if group.about == key), None) if self.needs else None,
            point=next((point for point in points if point.moment.key == key), None),
            common=tuple(mark for mark in self.peaks.common if mark.common.key == moment.common) if self.peaks else (),
        )


JOURNEYS: Final = Text(zh="重要性、峰值与终值、体验曲线、需求、推荐与满意", en="importance, peaks and ends, experience, needs, outcomes")
"""The results that are told in a way of their own, beside the chapters."""


def gather(reading: Reading, only: Collection[str] | None = None, steps: Steps | None = None) -> Known:
    """Every result of a reading; what the study did not ask is a fault that says what would be needed.

    With `only`, these results alone are worked out: what one page needs. Each is a step of `steps`. Raises what the scan raises, and the
    first fault where nothing at all could be found.
    """
    faults: dict[str, PeakendError] = {}
    wanted = [key for key in CHAPTERS if only is None or key in only]
    steps = steps or Steps()
    steps.expect(len(wanted) + 1)

    def take(name: str, work: Callable[[], Found]) -> Found | None:
        if only is not None and name not in only:
            return None
        try:
            return work()
        except AnalysisError as fault:
            faults[name] = fault
            return None

    _ = reading.evidence
    more: dict[str, Result] = {}
    for key in wanted:
        steps.begin(_working_out(CHAPTERS[key].section))
        one = _take_chapter(reading, key, faults, asked=only is not None)
        if one is not None:
            more[key] = one
    steps.begin(_working_out(JOURNEYS))
    known = Known(
        reading=reading,
        faults=faults,
        importance=take("importance", lambda: reading.importance),
        peaks=take("peaks", lambda: reading.peaks),
        experience=take("experience", lambda: reading.experience),
        gaps=take("gaps", lambda: reading.gaps),
        quadrants=take("quadrants", lambda: reading.quadrants),
        needs=take("needs", lambda: reading.needs),
        nps=take("nps", lambda: reading.nps),
        satisfaction=take("satisfaction", lambda: reading.satisfaction),
        segments=take("segments", lambda: reading.segments) if reading.by else None,
        baseline=take("baseline", lambda: reading.baseline),
        more=more,
    )
    found = (known.importance, known.experience, known.nps, known.satisfaction, known.needs, known.gaps, *more.values())
    if only is None and not any(found):
        raise next(iter(faults.values()))
    return known


def _working_out(what: Text) -> Text:
    """The step in which a result is worked out."""
    return Text(zh=f"计算：{what.zh}", en=f"Working out: {what.en}")


def _take_chapter(reading: Reading, key: str, faults: dict[str, PeakendError], *, asked: bool) -> Result | None:
    """The result of a chapter; nothing where the study does not ask for it, a fault where it asked and no answer can be given.

    What looks at the groups of a split is left out where there is none, unless it was `asked` for.
    """
    if CHAPTERS[key].whole and not CHAPTERS[key].alone and not reading.by and not asked:
        return None
    try:
        result: Result = getattr(reading, key)
    except AnalysisError as fault:
        if not fault.unasked:
            faults[key] = fault
        return None
    return result
