"""Do the questions that are meant to measure one thing measure one thing? Alpha and omega of every group of questions, with intervals.

A group is a construct of the plan, a grid of the questionnaire, or the same kind of rating over the moments of a scenario. Of the last,
reliability says how alike people answer across moments; a low one is no fault of the questionnaire, and a high one may be halo.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.chain_model import pose_chain
from peakend.analyse.consistency import PAIR, Consistency, feldt_interval, measure_consistency
from peakend.analyse.described import Described, describe_sums
from peakend.analyse.evidence import Evidence, levels_of, scenario_questions, span_of
from peakend.analyse.interval import percentile_interval
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.one_factor import SHORTEST, fit_factor
from peakend.analyse.path_work import resample_products
from peakend.analyse.result import Estimate, Figure, Result, Row, TooFew, figure_row, is_known
from peakend.define.study import Study
from peakend.define.survey import Measure, Question
from peakend.errors import AnalysisError, NoQuestionGroup, StudyError
from peakend.scan.ask import Ask, Feature, Products
from peakend.text import Text

Floats = NDArray[np.float64]

Kind = Literal["construct", "grid", "moments"]
"""Why questions belong together: by the plan, as a grid of the questionnaire, or as one kind of rating over the moments of a scenario."""

Verdict = Literal["good", "open", "weak"]
"""Alpha against `GOOD`: its whole interval above, around it, below."""

GOOD: Final = 0.70
"""Enough for comparing groups (Nunnally 1978); decisions about single persons would need .90."""

ALIKE: Final = 0.95
"""Above this alpha the questions say the same thing in other words."""

FEWEST: Final = 10
"""Fewer people than this have no reliability to speak of."""

MOST: Final = 60
"""Groups of more questions than this are not one scale."""

_ROUGH: Final = 1e-6
"""How exactly the factor of a resample is found: three digits more than its interval shows."""

_RATED: Final[tuple[Measure, ...]] = ("importance", "expectation", "performance")

add_methods(
    Method("alpha-feldt", "1", Text("Cronbach α，Feldt 区间", "Cronbach's alpha, Feldt's interval"), "Cronbach 1951; Feldt 1965"),
    Method("alpha-units", "1", Text("Cronbach α，自助法百分位区间", "Cronbach's alpha, bootstrap percentile interval"), "Cronbach 1951"),
    Method(
        "omega-ml",
        "1",
        Text("McDonald ω，单因子极大似然", "McDonald's omega, one factor by maximum likelihood"),
        "Jöreskog 1967; McDonald 1999",
    ),
)


@dataclass(frozen=True)
class QuestionGroup:
    """Questions that belong together, and why; `measure` of ratings over moments."""

    key: str
    kind: Kind
    name: Text
    questions: tuple[Question, ...]
    measure: str = ""

    @property
    def products(self) -> Products:
        """The ask: products of all its questions over the people who answered all of them."""
        return Products(tuple(Feature(span_of(question)) for question in self.questions))

    @property
    def mixed(self) -> bool:
        """Whether its questions have different scales, so that only standardised answers can be added up."""
        return len({(span_of(question).low, span_of(question).high) for question in self.questions}) > 1


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: levels of the questions of every group, and their products."""
    wanted: list[Ask] = []
    for group in list_groups(study, present):
        wanted += [*(levels_of(question) for question in group.questions), group.products]
    return tuple(wanted)


def list_groups(study: Study, present: frozenset[str]) -> tuple[QuestionGroup, ...]:
    """Every group of two questions or more, each set of questions once: constructs of the plan, grids, ratings over moments."""
    found: dict[frozenset[str], QuestionGroup] = {}
    for group in (*_planned(study, present), *_grids(study, present), *_moments(study, present)):
        if PAIR <= len(group.questions) <= MOST:
            found.setdefault(frozenset(one.key for one in group.questions), group)
    return tuple(found.values())


def _planned(study: Study, present: frozenset[str]) -> Iterator[QuestionGroup]:
    """Constructs that their questions reflect. One that its questions form needs no consistency."""
    if not study.plan.chain.constructs:
        return
    try:
        posed = pose_chain(study, present)
    except (AnalysisError, StudyError):
        return  # told where the chain is asked for
    for one in posed.constructs:
        if one.mode == "A":
            yield QuestionGroup(one.key, "construct", one.name, one.questions)


def _grids(study: Study, present: frozenset[str]) -> Iterator[QuestionGroup]:
    grouped: dict[str, list[Question]] = {}
    for one in study.survey.questions:
        if one.group and one.key in present and one.scale is not None and one.measure != "chosen":
            grouped.setdefault(one.group, []).append(one)
    for key, questions in grouped.items():
        yield QuestionGroup(key, "grid", Text(key, key), tuple(questions))


def _moments(study: Study, present: frozenset[str]) -> Iterator[QuestionGroup]:
    for measure in _RATED:
        for scenario, questions in scenario_questions(study, present, measure):
            yield QuestionGroup(f"{scenario.key}.{measure}", "moments", scenario.name, questions, measure)


@dataclass(frozen=True)
class QuestionFit:
    """How one question fits its group: alpha without it (nothing in a pair), correlation with the rest, loading on the one factor."""

    question: Question
    without: float | None
    with_rest: float | None
    loading: Figure | None

    @property
    def leaning(self) -> float:
        """Which way it points: its loading, else its correlation with the rest, which one question the other way round already bends."""
        return self.loading.value if is_known(self.loading) else self.with_rest or 0.0


@dataclass(frozen=True)
class ReliabilityLine:
    """Reliability of one group. `alpha` is that of the answers as given, or of standardised ones where scales differ (`group.mixed`).

    `omega` and `extracted` come from one common factor and need three questions; `improper` says that a question seemed to have no
    variance of its own. `between` is the mean correlation between questions. `people` answered all of them.
    """

    group: QuestionGroup
    people: int
    alpha: Figure
    standardised: Figure
    omega: Figure | None
    extracted: float | None
    between: float | None
    improper: bool
    questions: tuple[QuestionFit, ...]

    @property
    def verdict(self) -> Verdict | None:
        """Whether alpha is enough; nothing where there is none."""
        if not is_known(self.alpha):
            return None
        return "good" if self.alpha.low >= GOOD else "weak" if self.alpha.high < GOOD else "open"

    @property
    def reversed(self) -> tuple[Question, ...]:
        """Questions that go against the rest: perhaps their scale runs the other way. In a pair it cannot be told which of the two."""
        return tuple(fit.question for fit in self.questions if fit.leaning < 0)

    @property
    def spoilers(self) -> tuple[QuestionFit, ...]:
        """Questions without which alpha would lie above its interval."""
        top = self.alpha
        return tuple(fit for fit in self.questions if is_known(top) and fit.without is not None and fit.without > top.high)


@dataclass(frozen=True)
class Reliability(Result):
    """Reliability of every group of questions."""

    question: ClassVar[str] = "reliability"
    title: ClassVar[Text] = Text(zh="题组信度", en="Reliability of groups of questions")

    lines: tuple[ReliabilityLine, ...]

    def rows(self) -> list[Row]:
        """One row a group, then one row for each of its questions."""
        return [row for line in self.lines for row in _rows(line)]


def _rows(line: ReliabilityLine) -> Iterator[Row]:
    group = line.group
    head: Row = {"kind": group.kind, "group_key": group.key, "label_zh": group.name.say("zh"), "label_en": group.name.say("en")}
    yield {
        **head,
        "measure": group.measure or None,
        "questions": len(group.questions),
        "people": line.people,
        **figure_row("alpha", line.alpha),
        **figure_row("standardised", line.standardised),
        **({} if line.omega is None else figure_row("omega", line.omega)),
        "extracted": line.extracted,
        "between": line.between,
        "verdict": line.verdict,
        "mixed": group.mixed,
        "improper": line.improper,
    }
    for fit in line.questions:
        loading = {} if fit.loading is None else figure_row("loading", fit.loading)
        yield {**head, "question": fit.question.key, "without": fit.without, "with_rest": fit.with_rest, **loading}


def measure_reliability(evidence: Evidence) -> Reliability:
    """How consistently does each group of questions measure, and does every question belong?

    Alpha = k/(k-1)·(1 - Σs²/s²_T) over the people who answered the whole group, with Feldt's interval where responses are independent and
    count alike, else percentiles over joint resamples of units (weights, clusters, blocks). Standardised alpha, omega (Σl)²/((Σl)² +
    Σ(1-l²)) and loadings from one common factor by maximum likelihood with percentile intervals. Missing answers are not filled in.

    Raises `NoQuestionGroup`. Source: Cronbach 1951; Feldt 1965; McDonald 1999 (numbers held to psych and lavaan).
    """
    groups = list_groups(evidence.study, evidence.present)
    if not groups:
        raise NoQuestionGroup
    lines = tuple(_measure(evidence, group) for group in groups)
    methods = {figure.method for line in lines for figure in (line.alpha, line.standardised, line.omega) if is_known(figure)}
    used = {question.key: question for group in groups for question in group.questions}
    return Reliability(evidence.base(used.values(), methods or {"alpha-units"}, resampled=True), lines)


def _measure(evidence: Evidence, group: QuestionGroup) -> ReliabilityLine:
    ask = group.products
    people = int(evidence.cell.counted(ask)[0])
    if people < FEWEST:
        few = TooFew(people, FEWEST, "alpha-units")
        fits = tuple(QuestionFit(question, None, None, None) for question in group.questions)
        return ReliabilityLine(group, people, few, few, None, None, None, improper=False, questions=fits)
    point = describe_sums(np.asarray(evidence.cell.total(ask), dtype=np.float64)[None])
    drawn = describe_sums(resample_products(evidence, ask))
    whole, parts = measure_consistency(point), measure_consistency(drawn)
    standardised = _figure(whole.standardised[0], parts.standardised, people, "alpha-units")
    factor = _fit(point, drawn, people) if len(group.questions) >= SHORTEST else None
    return ReliabilityLine(
        group=group,
        people=people,
        alpha=standardised if group.mixed else _raw(evidence, whole, parts, people, len(group.questions)),
        standardised=standardised,
        omega=None if factor is None else factor.omega,
        extracted=None if factor is None else factor.extracted,
        between=_plain(whole.between[0]),
        improper=factor is not None and factor.improper,
        questions=tuple(
            QuestionFit(
                question=question,
                without=None if group.mixed else _plain(whole.without[0, at]),
                with_rest=None if group.mixed else _plain(whole.with_rest[0, at]),
                loading=None if factor is None else factor.loadings[at],
            )
            for at, question in enumerate(group.questions)
        ),
    )


def _raw(evidence: Evidence, whole: Consistency, parts: Consistency, people: int, many: int) -> Figure:
    """Alpha of the answers as given; exact limits for independent responses."""
    value = float(whole.raw[0])
    if not evidence.rowwise:
        return _figure(value, parts.raw, people, "alpha-units")
    if not np.isfinite(value):
        return TooFew(people, people + 1, "alpha-feldt")
    low, high = feldt_interval(value, people, many)
    return Estimate(value, low, high, people, "alpha-feldt")


@dataclass(frozen=True)
class _Factor:
    loadings: Mapping[int, Figure]
    omega: Figure
    extracted: float | None
    improper: bool


def _fit(point: Described, drawn: Described, people: int) -> _Factor:
    """One common factor of the whole, and of every resample started from it."""
    found = fit_factor(point.correlation)
    again = fit_factor(drawn.correlation, found.loadings[0] if found.converged.all() else None, _ROUGH)
    loadings = {at: _figure(value, again.loadings[:, at], people, "omega-ml") for at, value in enumerate(found.loadings[0])}
    return _Factor(loadings, _figure(found.omega[0], again.omega, people, "omega-ml"), _plain(found.extracted[0]), bool(found.improper[0]))


def _figure(value: float, draws: Floats, people: int, method: str) -> Figure:
    low, high = percentile_interval(draws)
    if not np.isfinite([value, low, high]).all():
        return TooFew(people, people + 1, method)
    return Estimate(float(value), low, high, people, method)


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
