"""Is the peak-end rule true here? What of an experience does a person's overall judgement follow: its average, or its peak and its end?

Tested, not assumed: models of the overall judgement predict people they have not seen, and the difference has an interval. Only from what
one person went through: averages over people cannot say how a person remembers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.derived import overall_question
from peakend.analyse.evidence import Evidence, levels_of, scenario_questions, span_of
from peakend.analyse.felt import Felt, FeltLine, agree_ranks, find_felt, marks_of, order_of, same_scale
from peakend.analyse.interval import percentile_interval
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.neglect import Neglect
from peakend.analyse.remembering import Remembering, remember
from peakend.analyse.result import Estimate, Figure, Part, Result, Row, TooFew, figure_row, is_known
from peakend.analyse.rivals import Contest
from peakend.define.answers import REASONS
from peakend.define.study import Scenario, Study
from peakend.define.survey import Question
from peakend.errors import AveragedAnswers, NoEpisodes, NothingAsked, OrderUnknown
from peakend.scan.ask import EPISODE, Ask, Episode, Levels
from peakend.scan.kernel import ELSEWHERE
from peakend.text import Text

Floats = NDArray[np.float64]

Verdict = Literal["peak_end", "average", "cannot_tell"]
Why = Literal["apart", "alike", "wide", "constant"]
"""Why that is the verdict: the difference is proved; it is proved to be too small to matter; it may be either; nothing varies."""

FEWEST: Final = 30
"""With fewer people, what is left out decides what is found."""

ALIKE: Final = 0.02
"""A difference in predictive R² smaller than this does not matter to anybody."""

MOSTLY: Final = 0.5
"""From this share of fractions on, ratings are averages."""

add_methods(
    Method(
        "predictive-r2",
        "1",
        Text("预测 R²（逐一留出），自助法区间", "predictive R², each unit left out in turn, bootstrap interval"),
        "Allen 1974; Stone 1974; exact from sums of products",
    ),
    Method("vuong", "1", Text("Vuong 非嵌套检验", "Vuong's test of models that do not contain one another"), "Vuong 1989, Econometrica 57"),
    Method("tost", "1", Text("双单侧等效检验（TOST）", "two one-sided tests of equivalence"), "Schuirmann 1987"),
)


class _Asked(NamedTuple):
    """One scenario with enough moments on one scale, and an overall judgement."""

    scenario: Scenario
    questions: tuple[Question, ...]
    overall: Question


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: products of what people's own curves look like, marks of peak and end, and fractions among the ratings."""
    wanted: list[Ask] = []
    for asked in _asked(study, present):
        wanted += [_episode_of(asked), marks_of(asked.questions), *(_fractions_of(one) for one in (*asked.questions, asked.overall))]
    return tuple(wanted)


def _asked(study: Study, present: frozenset[str]) -> Iterator[_Asked]:
    for scenario, rated in scenario_questions(study, present, "performance"):
        questions, overall = same_scale(rated), overall_question(study, present, scenario)
        if len(questions) >= EPISODE and overall is not None:
            yield _Asked(scenario, questions, overall)


def _episode_of(asked: _Asked) -> Episode:
    return Episode(tuple(span_of(question) for question in asked.questions), span_of(asked.overall))


def _fractions_of(question: Question) -> Levels:
    """The ask for how often a number was given that is no whole number."""
    return Levels(span_of(question), (*levels_of(question).codes, int(ELSEWHERE)))


@dataclass(frozen=True)
class ModelLine:
    """One model of the overall judgement: what it is made of, and how much of people it has not seen it predicts.

    `predictive` is 1 - Σ(what it gets wrong of those left out)²/(the same without any feature); `gain` how much more than the model of the
    mean; `r2` is that of the people it was fitted to. AIC, BIC and Akaike's weight only where people are independent and count equally.
    """

    key: str
    features: tuple[str, ...]
    predictive: Figure
    gain: Figure | None
    r2: float | None
    coefficients: tuple[float, ...]
    aic: float | None = None
    bic: float | None = None
    weight: float | None = None


@dataclass(frozen=True)
class ScenarioMemory(Part):
    """What the overall judgement of one scenario follows.

    `difference` is the predictive R² of peak and end less that of the mean. `likeness` is the correlation of a person's mean and end;
    `inflation` (VIF) and `shares` (LMG, together the R² of mean, peak and end) say how far the three can be kept apart. `adds_mean` and
    `adds_peak_end` are p values: does one explain what the other cannot? `agreement` is Spearman's ρ between the share for whom a moment is
    the felt peak and its stated importance.
    """

    scenario: Scenario
    overall: str
    n: int
    short: int
    unjudged: int
    flat: int
    verdict: Verdict
    why: Why
    difference: Figure
    models: tuple[ModelLine, ...]
    contest: Contest | None
    likeness: float | None
    inflation: Mapping[str, float]
    shares: Mapping[str, float]
    adds_mean: float | None
    adds_peak_end: float | None
    neglect: Neglect | None
    felt: tuple[FeltLine, ...]
    agreement: Figure | None
    unscaled: tuple[str, ...] = ()
    """Moments left out because they were rated on another scale."""

    def model(self, key: str) -> ModelLine | None:
        """One model, or nothing."""
        return next((one for one in self.models if one.key == key), None)

    @property
    def best(self) -> ModelLine | None:
        """The model that predicts best; nothing where none could be fitted."""
        known = [(one.predictive.value, one) for one in self.models if is_known(one.predictive)]
        return max(known, key=lambda pair: pair[0])[1] if known else None


@dataclass(frozen=True)
class Memory(Result):
    """Whether the peak-end rule holds, scenario by scenario.

    `refused` names scenarios that have too few people for it, with their number; `orderless` those of which nothing says which moment is
    the end.
    """

    question: ClassVar[str] = "memory"
    title: ClassVar[Text] = Text(zh="峰终定律检验", en="Test of the peak-end rule")

    scenarios: tuple[ScenarioMemory, ...]
    refused: Mapping[str, int]
    orderless: tuple[str, ...] = ()

    def scenario(self, key: str) -> ScenarioMemory | None:
        """One scenario's part, or nothing where it could not be tested."""
        return next((one for one in self.scenarios if one.scenario.key == key), None)

    def rows(self) -> list[Row]:
        """One row a model of each scenario, then one a moment."""
        models = [_model_row(one, line) for one in self.scenarios for line in one.models]
        return models + [_felt_row(one, line) for one in self.scenarios for line in one.felt]


def _model_row(one: ScenarioMemory, line: ModelLine) -> Row:
    return {
        "scope": "model",
        "scenario": one.scenario.key,
        "model": line.key,
        **figure_row("predictive", line.predictive),
        **({} if line.gain is None else figure_row("gain", line.gain)),
        "r2": line.r2,
        "aic": line.aic,
        "bic": line.bic,
        "weight": line.weight,
        "verdict": one.verdict,
        "why": one.why,
    }


def _felt_row(one: ScenarioMemory, line: FeltLine) -> Row:
    return {
        "scope": "moment",
        "scenario": one.scenario.key,
        "moment": line.moment.key,
        **figure_row("peak", line.peak),
        **figure_row("own_peak", line.own_peak),
        **figure_row("end", line.end),
        **({} if line.importance is None else figure_row("importance", line.importance)),
    }


def judge_memory(evidence: Evidence) -> Memory:
    """Does peak and end predict the overall judgement better than the average does, for each scenario?

    Per person with at least three moments experienced and an overall judgement: mean, best, worst, peak (farthest from the middle of the
    scale; and from the own mean), end, trend, number of moments. Models by least squares; predictive R² = 1 - Σ_u L_u/Σ_u L⁰_u with L_u
    what the model fitted without unit u gets wrong about it (exact from sums of products; for single people e/(1 - h)); intervals from
    resampled units. Verdict: peak_end or average where the 95 % interval of the difference of their predictive R² excludes 0; else cannot
    tell, either because they are proved alike (interval within ±0.02) or because the interval is wide. Weights count in everything but
    n; AIC, BIC and F tests are given only for independent, equally weighted people. Moments that were not experienced are left out of a
    person's curve; nothing is filled in. Refused where neither an end stage nor the plan says that moments stand in the customer's order.

    Raises `NothingAsked`, `OrderUnknown`, `AveragedAnswers`, `NoEpisodes`. Source: Kahneman et al. 1993; method.md; peak_end.json.
    """
    study, plan = evidence.study, evidence.study.plan.episodes
    parts = tuple(_asked(study, evidence.present))
    if not parts:
        rated = any(len(same_scale(several)) >= EPISODE for _, several in scenario_questions(study, evidence.present, "performance"))
        if rated or not evidence.asking("performance"):
            raise NothingAsked(analysis="memory", measure="overall" if rated else "performance")
        raise NoEpisodes(moments=EPISODE, needed=FEWEST, found=0)
    ordered = tuple(asked for asked in parts if order_of(study, asked.scenario) == "known")
    if not ordered:
        raise OrderUnknown(why="unknown" if plan.order == "unknown" else "unsaid")
    orderless = tuple(asked.scenario.key for asked in parts if asked not in ordered)
    parts = ordered
    for asked in parts:
        _refuse_averages(evidence, asked, planned=plan.rows == "averages")
    found = {asked.scenario.key: (asked, int(evidence.cell.counted(_episode_of(asked))[0])) for asked in parts}
    tested = tuple(_judge_scenario(evidence, asked) for asked, n in found.values() if n >= FEWEST)
    if not tested:
        raise NoEpisodes(moments=EPISODE, needed=FEWEST, found=max(n for _, n in found.values()))
    refused = {key: n for key, (_, n) in found.items() if n < FEWEST}
    refused |= {one.key: 0 for one, _ in scenario_questions(study, evidence.present, "performance") if one.key not in {*found, *orderless}}
    used = [question for asked, n in found.values() if n >= FEWEST for question in (*asked.questions, asked.overall)]
    methods = {"predictive-r2", "bootstrap-percentile", "share-wilson" if evidence.rowwise else "share-units"}
    methods |= {"vuong"} if any(one.contest is not None for one in tested) else set()
    methods |= {"tost"} if any(one.neglect is not None for one in tested) else set()
    methods |= {one.agreement.method for one in tested if is_known(one.agreement)}
    return Memory(evidence.base(list(dict.fromkeys(used)), methods, resampled=True), tested, refused, orderless)


def _refuse_averages(evidence: Evidence, asked: _Asked, *, planned: bool) -> None:
    """Averages over people are no people: the study says so, or most ratings are (or were refused as) no whole numbers of their scale.

    Raises `AveragedAnswers`.
    """
    if planned:
        raise AveragedAnswers(scenario=asked.scenario.key, why="planned")
    whole, fractions, refused = 0, 0, 0
    for question in (*asked.questions, asked.overall):
        ask = _fractions_of(question)
        counted = evidence.cell.counted(ask)
        whole, fractions = whole + int(counted[: ask.span.width].sum()), fractions + int(counted[-3])
        refused += int(counted[ask.span.width + ask.codes.index(REASONS["off_scale"])])
    if fractions > MOSTLY * (whole + fractions):
        raise AveragedAnswers(scenario=asked.scenario.key, why="fractions")
    if refused > MOSTLY * (whole + refused):
        raise AveragedAnswers(scenario=asked.scenario.key, why="refused")


def _judge_scenario(evidence: Evidence, asked: _Asked) -> ScenarioMemory:
    ask, scenario = _episode_of(asked), asked.scenario
    units = np.asarray(evidence.cell.units(ask), dtype=np.float64)
    n = int(evidence.cell.counted(ask)[0])
    found = remember(units, independent=evidence.rowwise)
    models = _lines(evidence, found, n)
    difference = next(
        (line.gain for line in models if line.key == "peak_end" and line.gain is not None), TooFew(n, FEWEST, "predictive-r2")
    )
    verdict, why = _verdict(difference)
    importance = {one.about: one for _, several in scenario_questions(evidence.study, evidence.present, "importance") for one in several}
    stated = {one.about: evidence.mean(importance[one.about]) for one in asked.questions if one.about in importance}
    felt = find_felt(evidence, scenario, asked.questions, stated)
    rated = next(several for one, several in scenario_questions(evidence.study, evidence.present, "performance") if one.key == scenario.key)
    return ScenarioMemory(
        scenario=scenario,
        overall=asked.overall.key,
        n=n,
        short=felt.short,
        unjudged=felt.n - n,
        flat=felt.flat,
        verdict=verdict,
        why=why,
        difference=difference,
        models=models,
        contest=found.contest,
        likeness=found.likeness,
        inflation=found.inflation,
        shares=found.shares,
        adds_mean=found.adds_mean,
        adds_peak_end=found.adds_peak_end,
        neglect=found.neglect,
        felt=felt.lines,
        agreement=_agreement(evidence, felt, [importance.get(one.about) for one in asked.questions]) if stated else None,
        unscaled=tuple(one.about for one in rated if one not in asked.questions),
    )


def _lines(evidence: Evidence, found: Remembering, n: int) -> tuple[ModelLine, ...]:
    """Each model that could be fitted, with the interval of what it predicts."""
    fitted = [one for one in found.models if one.r2 is not None]
    drawn = evidence.resamples.of(np.column_stack([found.nothing, *(one.lost for one in fitted)]))
    with np.errstate(invalid="ignore", divide="ignore"):
        draws = 1 - drawn[:, 1:] / drawn[:, :1]
        values = np.array([1 - one.lost.sum() / found.nothing.sum() for one in fitted])
    mean = next((at for at, one in enumerate(fitted) if one.key == "mean"), None)
    return tuple(
        ModelLine(
            key=model.key,
            features=model.features,
            predictive=_figure(values[at], draws[:, at], n),
            gain=None if mean is None or at == mean else _figure(values[at] - values[mean], draws[:, at] - draws[:, mean], n),
            r2=model.r2,
            coefficients=model.coefficients,
            aic=model.aic,
            bic=model.bic,
            weight=model.weight,
        )
        for at, model in enumerate(fitted)
    )


def _figure(value: float, draws: Floats, n: int) -> Figure:
    low, high = percentile_interval(draws)
    sure = bool(np.isfinite([value, low, high]).all())
    return Estimate(float(value), low, high, n, "predictive-r2") if sure else TooFew(n, FEWEST, "predictive-r2")


def _verdict(difference: Figure) -> tuple[Verdict, Why]:
    if not is_known(difference):
        return "cannot_tell", "constant"
    if difference.low >= -ALIKE and difference.high <= ALIKE:
        return "cannot_tell", "alike"
    if difference.low > 0:
        return "peak_end", "apart"
    if difference.high < 0:
        return "average", "apart"
    return "cannot_tell", "wide"


def _agreement(evidence: Evidence, felt: Felt, importance: list[Question | None]) -> Figure:
    """Between the share for whom a moment is the felt peak and its stated importance, over the moments with both."""
    both = [at for at, question in enumerate(importance) if question is not None]
    stated = evidence.resampled_means([question for question in importance if question is not None])
    values = np.array([[_value(felt.lines[at].peak), _value(felt.lines[at].importance)] for at in both]).reshape(-1, 2)
    return agree_ranks(felt.peak_draws[:, both], stated, (values[:, 0], values[:, 1]), felt.n)


def _value(figure: Figure | None) -> float:
    return figure.value if is_known(figure) else float("nan")
