"""What do these answers say about this study? A reading: every result, worked out once, from one scan.

The same object serves a notebook, the command line, the API and a page: they cannot disagree.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from peakend.analyse import (
    asymmetry,
    baseline,
    carryover,
    cautions,
    chain,
    complaints,
    driven,
    emot,
    experience,
    gaps,
    importance,
    kano,
    memory,
    needs,
    nps,
    quadrants,
    reasons,
    recommenders,
    reliability,
    satisfaction,
    weights,
)
from peakend.analyse.asymmetry import Asymmetry, asks_with, contrast_moments, find_cuts
from peakend.analyse.baseline import BaselineValues, fix_baseline
from peakend.analyse.carryover import Carryover, trace_carryover
from peakend.analyse.cautions import Cautions, find_cautions
from peakend.analyse.chain import Chain, trace_chain
from peakend.analyse.classes import Classes, compare_classes
from peakend.analyse.complaints import Complaints, audit_complaints
from peakend.analyse.contrast_cuts import Rule
from peakend.analyse.drivers import Drivers, rank_drivers
from peakend.analyse.emot import Emot, gather_findings, rank_effective
from peakend.analyse.evidence import Evidence
from peakend.analyse.experience import Experience, trace_experience
from peakend.analyse.flagging import Flags, compare_flagged
from peakend.analyse.gaps import Gaps, measure_gaps
from peakend.analyse.guard import Guard, Screened
from peakend.analyse.impact import Impact, measure_impact
from peakend.analyse.importance import Importance, weigh_moments
from peakend.analyse.kano import Kano, classify_features
from peakend.analyse.kano_count import Evaluation
from peakend.analyse.memory import Memory, judge_memory
from peakend.analyse.needs import Needs, rank_needs
from peakend.analyse.nps import Nps, measure_nps
from peakend.analyse.panel import Panel, read_panel
from peakend.analyse.peaks import Peaks, find_peaks
from peakend.analyse.quadrants import Basis, Quadrants, place_moments
from peakend.analyse.reasons import Reasons, find_reasons
from peakend.analyse.recommenders import Recommenders, divide_recommenders
from peakend.analyse.reliability import Reliability, measure_reliability
from peakend.analyse.responding import Responding, judge_responding
from peakend.analyse.satisfaction import Satisfaction, measure_satisfaction
from peakend.analyse.scorecards import Scorecards, score_units
from peakend.analyse.segments import Segments, compare_groups
from peakend.analyse.weighting import WeightingFit, fit_weights
from peakend.analyse.weights import Weights, weigh_weights
from peakend.define.answers import BLOCK, DATE, FLAGGED, RESPONDENT, TEST, WAVE, WEIGHT
from peakend.define.study import Study
from peakend.errors import (
    AnotherStudy,
    GroupSuppressed,
    MissingColumn,
    NoAnswers,
    NoDates,
    NoFlags,
    TooManyGroups,
    UnknownAttribute,
    UnknownValue,
)
from peakend.scan.ask import Ask, Request, Where, merge_asks
from peakend.scan.count import count_answers
from peakend.scan.periods import PERIODS
from peakend.scan.sources import DatedSource, Source, open_source
from peakend.scan.tally import Cell, Group, Tally

Asks = Callable[[Study, frozenset[str]], tuple[Ask, ...]]

ASKS: Final[tuple[Asks, ...]] = (
    importance.asks,
    needs.asks,
    experience.asks,
    nps.asks,
    reasons.asks,
    recommenders.asks,
    complaints.asks,
    satisfaction.asks,
    gaps.asks,
    quadrants.asks,
    kano.asks,
    asymmetry.asks,
    memory.asks,
    emot.asks,
    baseline.asks,
    cautions.asks,
    weights.asks,
    carryover.asks,
    chain.asks,
    reliability.asks,
    driven.asks,
)
"""What each analysis must know; one scan answers them all."""

_WAVE: Final = "wave"
"""The name by which answers are split and filtered by wave."""


@dataclass(frozen=True)
class Reading:
    """Every result about one study from one set of answers, as properties; each is worked out when first asked for, and kept.

    `by` splits the answers into groups (see `each`); `where` keeps only rows with these values; `wave` keeps one wave. Without
    `weighted`, weights in the answers are ignored. Answers marked as test are out; those flagged for quality are in unless `flagged`
    is false. With `least` (or a `guard`, which remembers what was shown before) nothing about fewer people than that is shown.
    """

    study: Study
    answers: Any
    by: tuple[str, ...] = ()
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    wave: str = ""
    weighted: bool = True
    flagged: bool = True
    group: Mapping[str, str] = field(default_factory=dict)
    _counted: Tally | None = None
    least: int = 0
    guard: Guard | None = field(default=None, compare=False, repr=False)
    _screened: Screened | None = field(default=None, compare=False, repr=False)
    excluded: Mapping[str, int] = field(default_factory=dict)
    """Rows that the import left out before these answers were kept, by reason: they belong to the base."""

    # -- the results, in the order of the method

    @cached_property
    def importance(self) -> Importance:
        """Which moments matter most, by what customers say."""
        return weigh_moments(self.evidence)

    @cached_property
    def peaks(self) -> Peaks:
        """Which moments are peaks and ends, by the source's rule and by the tested one."""
        return find_peaks(self.evidence, self.importance)

    @cached_property
    def needs(self) -> Needs:
        """What customers want at each moment, and what of it is the core; scenes and pain points too."""
        return rank_needs(self.evidence)

    @cached_property
    def experience(self) -> Experience:
        """How good each moment was."""
        return trace_experience(self.evidence)

    @cached_property
    def nps(self) -> Nps:
        """Whether customers would recommend the service."""
        return measure_nps(self.evidence)

    @cached_property
    def reasons(self) -> Reasons:
        """What promoters and detractors name: the recommendation score as a hook."""
        return find_reasons(self.evidence)

    @cached_property
    def recommenders(self) -> Recommenders:
        """What separates promoters from detractors, and who is satisfied but not loyal: the score as a knife."""
        return divide_recommenders(self.evidence)

    @cached_property
    def scorecards(self) -> Scorecards:
        """How the units of a split stand on recommendation, and which can be told apart: the score as an exam paper."""
        return score_units(self.evidence, self._parts(), self.by)

    @cached_property
    def complaints(self) -> Complaints:
        """Which complaint categories cost the most, and whether the categories catch them."""
        return audit_complaints(self.evidence)

    @cached_property
    def satisfaction(self) -> Satisfaction:
        """How satisfied customers are on the whole."""
        return measure_satisfaction(self.evidence)

    @cached_property
    def gaps(self) -> Gaps:
        """Where the service falls short of expectation, of competitors, and (for the quadrants only) of importance."""
        return measure_gaps(self.evidence)

    @cached_property
    def quadrants(self) -> Quadrants:
        """Importance beside performance (derived importance where nobody was asked), cross-hairs at the mean of the scenario's moments."""
        return place_moments(self.evidence)

    @cached_property
    def drivers(self) -> Drivers:
        """How much of each judgement goes with which moment, and whether the order is more than chance."""
        return rank_drivers(self.evidence)

    @cached_property
    def impact(self) -> Impact:
        """How many points of the judgement go with the low scores of each moment."""
        return measure_impact(self.evidence)

    def place_quadrants(self, crosshair: str = "mean", basis: Basis = "stated") -> Quadrants:
        """The same with the cross-hairs elsewhere (`mean`, `median`, `middle`), or with derived importance even where stated was asked.

        Raises `UnknownCrosshair`, `NoMiddle`, `NothingAsked`, `TooFewMoments`.
        """
        return place_moments(self.evidence, crosshair, basis)

    @cached_property
    def kano(self) -> Kano:
        """What customers would miss, enjoy, both or neither, by the pairs of questions that asked them; groups of the split beside it."""
        return classify_features(self.evidence, self._parts() if self.by else ())

    @cached_property
    def asymmetry(self) -> Asymmetry:
        """What a poor moment costs the overall judgement and what a very good one adds, by the scores people gave."""
        return contrast_moments(self.evidence)

    @cached_property
    def classes(self) -> Classes:
        """Whether themes act as they are said to: the expected class beside the measured ones."""
        return compare_classes(self.evidence, lambda: self.kano, lambda: self.asymmetry)

    def recut_asymmetry(self, rule: Rule) -> Asymmetry:
        """The same with low and high cut elsewhere: the answers are read once more. Raises `WrongCuts` too."""
        wanted = asks_with(self.study, self.present, find_cuts(self.evidence, rule))
        group = {name: (value,) for name, value in self.group.items()}
        mine = replace(self, answers=self.source, where={**self.where, **group}, by=(), _counted=None)
        return contrast_moments(mine.count(wanted, ())[()], rule)

    def classify_kano(self, evaluation: Evaluation = "berger") -> Kano:
        """The same by another published table (`pouliot`). Raises `NothingAsked`."""
        return classify_features(self.evidence, self._parts() if self.by else (), evaluation)

    @cached_property
    def memory(self) -> Memory:
        """Whether the peak-end rule is true here: what the overall judgement follows."""
        return judge_memory(self.evidence)

    @cached_property
    def emot(self) -> Emot:
        """Which moments are effective moments of truth: six factors, the number they make, and how sure its order is."""
        found = (lambda: self.importance, lambda: self.gaps, lambda: self.drivers, lambda: self.impact, lambda: self.asymmetry)
        return rank_effective(self.evidence, gather_findings(*found))

    @cached_property
    def baseline(self) -> BaselineValues:
        """The values to freeze, with their fingerprint."""
        return fix_baseline(self.evidence, self.importance, self.peaks)

    @cached_property
    def cautions(self) -> Cautions:
        """What in these answers should make a reader careful."""
        return find_cautions(self.evidence, self._parts() if self.by else ())

    @cached_property
    def segments(self) -> Segments:
        """How the groups of the split differ, and what of it is proved."""
        return compare_groups(self.evidence, self._parts(), self.by)

    @cached_property
    def weights(self) -> Weights:
        """What weighting did to the figures, and what it cost."""
        return weigh_weights(self.evidence)

    @cached_property
    def chain(self) -> Chain:
        """How satisfaction comes about and what it leads to: the chain from expectations to loyalty."""
        return trace_chain(self.evidence)

    @cached_property
    def reliability(self) -> Reliability:
        """Whether the questions that are meant to measure one thing do."""
        return measure_reliability(self.evidence)

    @cached_property
    def fieldwork(self) -> Responding:
        """Who answered of those invited, whom the sample misses, and whether late answers differ."""
        return judge_responding(self.evidence, self.count)

    @cached_property
    def flags(self) -> Flags:
        """What answers flagged for quality change. Raises `NoFlags` without a scan where no column marks any."""
        if FLAGGED not in self.present:
            raise NoFlags
        where = {**self.where, **{name: (value,) for name, value in self.group.items()}}
        everybody = replace(self, flagged=True, answers=self.source, by=(), where=where, group={}, _counted=None, _screened=None)
        return compare_flagged(everybody.evidence, replace(everybody, flagged=False).evidence)

    @cached_property
    def weighting(self) -> WeightingFit:
        """How answers must be weighted to be spread like the population of the plan."""
        return fit_weights(self.study, self.source)

    @cached_property
    def carryover(self) -> Carryover:
        """For how long satisfaction carries over, and who leaves."""
        return trace_carryover(self.evidence, self.panel)

    # -- what they stand on

    @cached_property
    def panel(self) -> Panel:
        """Who said what in which wave, row by row, for what lasts over years."""
        request = self._request((), ())
        return read_panel(self._source_for(request), self.study, {one.column: one.values for one in request.where}, request.leave_out)

    @cached_property
    def source(self) -> Source:
        """The answers, opened."""
        return open_source(self.answers)

    @cached_property
    def present(self) -> frozenset[str]:
        """The columns that the answers have."""
        return frozenset(self.source.columns)

    @cached_property
    def tally(self) -> Tally:
        """The one scan. Raises `UnknownAttribute`, `UnknownValue`, `NoAnswers` and what counting raises."""
        return self._counted if self._counted is not None else self._count()

    @cached_property
    def evidence(self) -> Evidence:
        """What the analyses stand on: all groups together. Raises `NoAnswers`."""
        if self.tally.rows == 0:
            raise NoAnswers(read=self.tally.read)
        return self._stand_on(self.tally, self.tally.whole, self.group, self.screened)

    def _stand_on(self, tally: Tally, cell: Cell, group: Mapping[str, str], screened: Screened | None = None) -> Evidence:
        """The evidence of one counted cell. Raises `GroupSuppressed`."""
        if screened is not None and not screened.whole:
            raise GroupSuppressed(group=self._say_group(group), least=screened.least)
        thin = frozenset() if screened is None else screened.thin
        return Evidence(
            study=self.study,
            cell=cell,
            present=self.present - thin,
            least=0 if screened is None else screened.least,
            suppressed=() if screened is None else screened.suppressed(),
            thin=tuple(one.key for one in self.study.survey.questions if one.key in thin),
            read=tally.read + sum(self.excluded.values()),
            left_out={**tally.left_out, **self.excluded},
            filters={**self.where, **({"wave": (self.wave,)} if self.wave else {})},
            group=group,
            weight=tally.request.weight,
            owned=bool(tally.request.owner),
        )

    def each(self) -> Iterator["Reading"]:
        """One reading for each group of the split, from the same scan, in the order of the groups' names."""
        for group, cell in self.tally.groups():
            named = dict(zip(self.by, group, strict=True))
            alone = Tally(self.tally.request, {(): cell}, self.tally.read, self.tally.left_out)
            part = None if self.screened is None else self.screened.part(group)
            rest = (self.where, self.wave, self.weighted, self.flagged, named, alone, self.least, self.protection, part)
            yield Reading(self.study, self.source, (), *rest, self.excluded)

    @property
    def shown(self) -> bool:
        """Whether its group may be shown: always, where small groups are not protected."""
        return self.screened is None or self.screened.whole

    @cached_property
    def protection(self) -> Guard | None:
        """What protects small groups: the guard that was given, or one of its own where `least` was."""
        return self.guard or (Guard(self.least) if self.least else None)

    @cached_property
    def screened(self) -> Screened | None:
        """What of it may be shown; nothing where small groups are not protected. Raises `LeastTooSmall`."""
        return self._screened or self._screen(self._request((), self.by))

    def _screen(self, request: Request) -> Screened | None:
        if self.protection is None:
            return None
        questions = [one.key for one in self.study.survey.questions if one.key in self.present]
        return self.protection.screen(self._source_for(request), request, questions)

    def _parts(self) -> list[Evidence]:
        """What is known of each group of the split that may be shown."""
        return [one.evidence for one in self.each() if one.shown]

    def _count(self) -> Tally:
        if not any(one.key in self.present for one in self.study.survey.questions):
            if self.study.survey.questions:
                raise AnotherStudy(study=self.study.key, other="?")
            raise MissingColumn(column="?", known=", ".join(sorted(self.present)))
        tally = count_answers(self._source_for(self.request), self.request)
        if tally.rows == 0 and tally.read:
            self._explain_nothing()
        return tally

    @cached_property
    def request(self) -> Request:
        """What the one scan is asked."""
        return self._request(self._wanted(), self.by)

    def _wanted(self) -> tuple[Ask, ...]:
        """What must be counted for every analysis, of the questions that may be shown: of the whole, and of each group of the split."""
        hidden: set[frozenset[str]] = {frozenset()}
        if self.screened is not None:
            groups = self.screened.groups
            hidden = {self.screened.thin, *(self.screened.hidden.get(group, frozenset()) for group in groups if groups[group])}
        return merge_asks(*(asks(self.study, self.present - some) for some in sorted(hidden, key=sorted) for asks in ASKS))

    def count(self, asks: Sequence[Ask], by: Sequence[str]) -> dict[Group, Evidence]:
        """Other asks of the same rows, split by attributes, by wave, or by a period of the date: one more scan, for these asks alone.

        Gives the evidence of each group. Raises `UnknownAttribute`, `UnknownValue`, `NoAnswers`, `NoDates` and what counting raises.
        """
        tally = count_answers(self._source_for(request := self._request(tuple(asks), by)), request)
        if tally.rows == 0:
            self._explain_nothing()
            raise NoAnswers(read=tally.read)
        screened = self._screen(request)
        parts = {group: None if screened is None else screened.part(group) for group, _ in tally.groups()}
        return {
            group: self._stand_on(tally, cell, dict(zip(by, group, strict=True)), part)
            for group, cell in tally.groups()
            if (part := parts[group]) is None or part.whole
        }

    def _say_group(self, group: Mapping[str, str]) -> str:
        """The group by the values that make it, or the filters where the reading is of everybody they let through."""
        named = [*group.values(), *(value for values in self.where.values() for value in values), *([self.wave] if self.wave else [])]
        return ", ".join(named) or self.study.key

    def _request(self, asks: tuple[Ask, ...], by: Sequence[str]) -> Request:
        """What a scan is asked, of the rows that this reading looks at."""
        marks = [TEST] if self.flagged else [TEST, FLAGGED]
        return Request(
            asks=asks,
            by=tuple(self._attribute(name) for name in by),
            where=tuple(self._filters()),
            weight=WEIGHT if self.weighted and WEIGHT in self.present else "",
            owner=RESPONDENT if RESPONDENT in self.present else "",
            block=BLOCK if BLOCK in self.present else "",
            leave_out=tuple(mark for mark in marks if mark in self.present),
        )

    def _source_for(self, request: Request) -> Source:
        """The answers, with the period of each row where the request names one."""
        return DatedSource(self.source, DATE) if any(name.startswith(f"{DATE}:") for name in request.columns()) else self.source

    def _filters(self) -> Iterator[Where]:
        for name, values in self.where.items():
            yield Where(self._attribute(name), tuple(values))
        if self.wave:
            yield Where(self._attribute(_WAVE), (self.wave,))

    def _attribute(self, name: str) -> str:
        """The column of an attribute, or of the wave. Raises `UnknownAttribute`."""
        known = [one.key for one in self.study.survey.attributes if one.key in self.present]
        if name in known:
            return name
        if name in {_WAVE, WAVE} and WAVE in self.present:
            return WAVE
        if name in PERIODS:
            if DATE not in self.present:
                raise NoDates(period=name)
            return f"{DATE}:{name}"
        raise UnknownAttribute(attribute=name, known=", ".join([*known, *([_WAVE] if WAVE in self.present else [])]) or "-")

    def _explain_nothing(self) -> None:
        """Nobody passed the filters: say which value nobody has, if that is the reason."""
        for where in self._filters():
            try:
                groups: list[Group] = sorted(count_answers(self._source_for(asked := Request((), (where.column,))), asked).cells)
            except TooManyGroups:
                continue  # too many values to list: then the base says that nobody is left
            values = [group[0] for group in groups]
            for value in where.values:
                if value not in values:
                    raise UnknownValue(attribute=_WAVE if where.column == WAVE else where.column, value=value, known=", ".join(values[:30]))
