"""Which moments matter most to customers, by what they say, and how sure is that?

Stated importance only: what was asked. Derived importance (effect on the overall judgement) and felt intensity are other things and
live elsewhere; the three are never mixed.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, levels_of, scenario_questions, within_of
from peakend.analyse.interval import percentile_interval, t_quantile, t_test
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.ordering import Ordering, find_order, ranks_of
from peakend.analyse.resample import ROUNDING, find_tied, probability_top, rank_draws, row_means
from peakend.analyse.result import LEVEL, Estimate, Figure, Part, Result, Row, TooFew, figure_row, is_known
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Question
from peakend.errors import NothingAsked
from peakend.scan.ask import WITHIN_UNIT, Ask
from peakend.text import Text

Floats = NDArray[np.float64]

TOP = 3
"""How many moments a manager can fix at once: the k of "among the top k"."""

SURE = 0.05
"""The error allowed where a claim is made (after Holm)."""


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: the levels of every importance question; deviations and ranks within each scenario."""
    wanted: list[Ask] = []
    for _scenario, questions in importance_questions(study, present):
        wanted += [levels_of(question) for question in questions]
        if len(questions) > 1:
            wanted += [within_of(questions), ranks_of(questions)]
    return tuple(wanted)


def importance_questions(study: Study, present: frozenset[str]) -> Iterator[tuple[Scenario, tuple[Question, ...]]]:
    """For each scenario asked about, its importance questions in the customer's order."""
    yield from scenario_questions(study, present, "importance")


@dataclass(frozen=True)
class Line:
    """What is known of the importance of one moment.

    `deviation` is the mean distance from each respondent's own mean over the scenario (removes how people use the scale), `p_value`
    tests it against zero and `p_holm` is that after Holm within the scenario. `p_above` and `p_top` are the shares of resamples in
    which the moment lies above the scenario's mean, and among its `TOP` highest. `above` is the source's rule, `above_proved` the test.
    `tied` names the moments that cannot be told apart from it (95 % intervals of the difference, all pairs jointly).
    """

    moment: Moment
    scenario: str
    question: str
    place: int
    mean: Figure
    deviation: Figure
    p_value: float
    p_holm: float
    p_above: float
    p_top: float
    rank: int
    rank_low: int
    rank_high: int
    above: bool
    above_proved: bool
    ceiling: float
    missing: dict[str, int]
    tied: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScenarioImportance(Part):
    """The moments of one scenario in the customer's order, with the scenario's mean (the mean of its moments' means).

    `order` is the test of whether people rank the moments alike at all; nothing where it cannot be made.
    """

    scenario: Scenario
    mean: Figure
    lines: tuple[Line, ...]
    order: Ordering | None = None

    def line(self, moment: str) -> Line | None:
        """The line of one moment, or nothing if nobody was asked about it."""
        return next((line for line in self.lines if line.moment.key == moment), None)


@dataclass(frozen=True)
class Importance(Result):
    """Stated importance of every moment that was asked about, scenario by scenario."""

    question: ClassVar[str] = "importance"
    title: ClassVar[Text] = Text(zh="关键时刻重要性", en="Importance of moments")

    scenarios: tuple[ScenarioImportance, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, scenario by scenario."""
        return tuple(line for one in self.scenarios for line in one.lines)

    def scenario(self, key: str) -> ScenarioImportance | None:
        """One scenario's part, or nothing if nobody was asked about it."""
        return next((one for one in self.scenarios if one.scenario.key == key), None)

    def rows(self) -> list[Row]:
        """One row a moment."""
        return [_row(one, line) for one in self.scenarios for line in one.lines]


def _row(one: ScenarioImportance, line: Line) -> Row:
    rated = is_known(line.mean)
    chosen = rated and sum(is_known(other.mean) for other in one.lines) > TOP  # of three moments all are among the three highest
    return {
        "scenario": one.scenario.key,
        "moment": line.moment.key,
        "place": line.place,
        "stage": line.moment.stage,
        **figure_row("mean", line.mean),
        "scenario_mean": one.mean.value if is_known(one.mean) else None,
        **figure_row("deviation", line.deviation),
        "p_holm": line.p_holm if is_known(line.deviation) else None,
        "p_above": line.p_above if rated else None,
        "p_top": line.p_top if chosen else None,
        "rank": line.rank if rated else None,
        "rank_low": line.rank_low if rated else None,
        "rank_high": line.rank_high if rated else None,
        "above": line.above if rated else None,
        "above_proved": line.above_proved if is_known(line.deviation) else None,
        "tied": list(line.tied),
        "order_p": None if one.order is None else one.order.p_value,
        "ceiling": line.ceiling,
        "missing": dict(line.missing),
    }


def weigh_moments(evidence: Evidence) -> Importance:
    """How important are the moments, and which stand out?

    Per moment: mean importance with interval (t for independent answers, linearised over sampling units otherwise); the
    within-respondent deviation d_m = mean_i(x_im - mean_j x_ij) with t test and Holm; P(above the scenario's mean) and P(among the top
    3) over joint resamples. Values are on the scale of the question. Moments nobody was asked about are left out: they are not
    zero. Answers that are missing are counted by reason and never filled in; respondents with one answer have no deviation.

    Raises `NothingAsked`. Source: the study's rule (source A60) beside centred rows with Holm (method.md; gap_ipa.json).
    """
    parts = tuple(importance_questions(evidence.study, evidence.present))
    if not parts:
        raise NothingAsked(analysis="importance", measure="importance")
    evidence.draw_ahead([question for _, questions in parts for question in questions])
    scenarios = tuple(_weigh_scenario(evidence, scenario, questions) for scenario, questions in parts)
    methods = {line.mean.method for one in scenarios for line in one.lines} | {one.mean.method for one in scenarios}
    methods |= {"within-t", "holm", "probability-resampled"}
    methods |= {"friedman"} if any(one.order is not None for one in scenarios) else set()
    used = [question for _, questions in parts for question in questions]
    return Importance(evidence.base(used, methods, resampled=True), scenarios)


def _weigh_scenario(evidence: Evidence, scenario: Scenario, questions: tuple[Question, ...]) -> ScenarioImportance:
    means = [evidence.mean(question) for question in questions]
    values = np.array([figure.value if is_known(figure) else np.nan for figure in means])
    draws = np.where(np.isfinite(values), evidence.resampled_means(questions), np.nan)
    middle = row_means(draws)
    mean = average_means(means, middle)
    with np.errstate(invalid="ignore"):
        above = (draws > middle[:, None] + ROUNDING).mean(axis=0)
    top = probability_top(draws, min(TOP, len(questions)))
    limits = [rank_interval(ranks) for ranks in rank_draws(draws).T]
    deviations = compare_within(evidence, questions)
    holm = adjust_holm([p for _, p in deviations])
    tied = find_tied(draws, values, evidence.freedom)
    moments = {moment.key: (place, moment) for place, moment in enumerate(scenario.moments, start=1)}
    lines = []
    for at, question in enumerate(questions):
        place, moment = moments[question.about]
        deviation, p_value = deviations[at]
        answered = evidence.answered(question)
        known = bool(np.isfinite(values[at]))
        lines.append(
            Line(
                moment=moment,
                scenario=scenario.key,
                question=question.key,
                place=place,
                mean=means[at],
                deviation=deviation,
                p_value=p_value,
                p_holm=holm[at],
                p_above=float(above[at]),
                p_top=float(top[at]),
                rank=1 + int(np.sum(values > values[at])) if known else len(questions),
                rank_low=limits[at][0],
                rank_high=limits[at][1],
                above=bool(is_known(mean) and values[at] > mean.value + ROUNDING),
                above_proved=bool(is_known(deviation) and deviation.value > 0 and holm[at] < SURE),
                ceiling=float(answered.counts[-1] / answered.total) if answered.total > 0 else 0.0,
                missing={str(why): times for why, times in answered.missing.items()},
                tied=tuple(questions[other].about for other in np.flatnonzero(tied[at])),
            )
        )
    return ScenarioImportance(scenario, mean, tuple(lines), find_order(evidence, questions))


def rank_interval(ranks: NDArray[np.int64]) -> tuple[int, int]:
    """The ranks between which 95 % of the resampled ones lie."""
    low, high = np.quantile(ranks, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], method="nearest").astype(int).tolist()
    return low, high


def average_means(means: Sequence[Figure], draws: Floats) -> Figure:
    """The mean of several means, each counting once; its interval from the resampled mean of means."""
    known = [figure.value for figure in means if is_known(figure)]
    n = max((figure.n for figure in means), default=0)
    if not known:
        return TooFew(n, 2, "bootstrap-percentile")
    low, high = percentile_interval(draws)
    if not math.isfinite(low):
        return TooFew(n, 2, "bootstrap-percentile")
    return Estimate(sum(known) / len(known), low, high, n, "bootstrap-percentile")


def compare_within(evidence: Evidence, questions: Sequence[Question]) -> list[tuple[Figure, float]]:
    """For each question the mean deviation from each person's own mean over all of them, and the two-sided p value of zero.

    Needs the ask `within_of(questions)`. Persons with one answer have no deviation; where there are too few, p is 1.
    """
    if len(questions) < 2:  # noqa: PLR2004 - one moment has nothing to deviate from
        return [(TooFew(0, 2, "within-t"), 1.0) for _ in questions]
    ask = within_of(questions)
    units = np.asarray(evidence.cell.units(ask), dtype=np.float64)
    counted = evidence.cell.counted(ask)
    found: list[tuple[Figure, float]] = []
    for at in range(len(questions)):
        n = int(counted[3 * at])
        weight, far, far2 = (units[:, 3 * at + part] for part in range(3))
        found.append(_deviation(n, weight, far / WITHIN_UNIT, far2 / WITHIN_UNIT**2, rowwise=evidence.rowwise))
    return found


def _deviation(n: int, weight: Floats, far: Floats, far2: Floats, *, rowwise: bool) -> tuple[Figure, float]:
    filled = weight > 0
    units = int(filled.sum())
    if n < 2 or units < 2:  # noqa: PLR2004
        return TooFew(n, 2, "within-t"), 1.0
    total = float(weight.sum())
    mean = float(far.sum()) / total
    if rowwise:
        freedom = n - 1
        error = math.sqrt(max(float(far2.sum()) - n * mean * mean, 0.0) / freedom / n)
    else:
        freedom = units - 1
        apart = (far[filled] - mean * weight[filled]) / total
        error = math.sqrt(units / freedom * float(((apart - apart.mean()) ** 2).sum()))
    half = t_quantile(LEVEL, freedom) * error
    return Estimate(mean, mean - half, mean + half, n, "within-t"), t_test(mean, error, freedom)
