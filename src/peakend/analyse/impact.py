"""How many points does a moment lose where it goes badly? The change of the judgement if its low scores became its median.

A slope alone does not say what a moment costs: one that hardly ever goes badly loses little, however steep. Points lost when poor is what
one customer with a low score is short of; times the share of such customers it is what the service as a whole is short of. It is what goes
together with a low score, the other moments held still; it is not what mending it would bring.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.driven import Known, find_driven, know_driven, too_few_of
from peakend.analyse.evidence import Evidence, levels_of, low_answers, span_of
from peakend.analyse.interval import percentile_interval
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.regression import slopes
from peakend.analyse.resample import find_tied, probability_top
from peakend.analyse.result import Estimate, Figure, Part, Result, Row, TooFew, figure_row
from peakend.define.study import Moment, Scenario
from peakend.define.survey import Question
from peakend.text import Text

Floats = NDArray[np.float64]

METHOD = "impact-bootstrap"

add_methods(
    Method(
        METHOD,
        "1",
        Text(
            "低分失分（回归斜率 × 低分到中位数的距离），自助法区间",
            "points lost when poor (slope x way from low to median), bootstrap interval",
        ),
        "slope of the regression on all moments times Σ(median - x) over low answers; Efron & Tibshirani 1993",
    )
)


@dataclass(frozen=True)
class ImpactLine:
    """One moment. `low`: the share of low answers (its reach). `lost`: points of the outcome lost a customer with a low answer.

    `impact` = lost x reach: how much the mean outcome (or the NPS) would stand higher if low answers were at the median. `slope` is in
    points of the outcome for one point of the rating, the other moments held still. `threshold` is the highest answer that counts as low.
    `tied`: moments that cannot be told apart by `impact`.
    """

    moment: Moment
    place: int
    question: str
    threshold: int
    median: int
    slope: Figure
    low: Figure
    lost: Figure
    impact: Figure
    p_first: float
    tied: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutcomeImpact(Part):
    """The points lost of one judgement in one scenario. `unit`: NPS points, or points of the outcome's scale."""

    scenario: Scenario
    outcome: Question
    unit: str
    n: int
    needed: int
    lines: tuple[ImpactLine, ...] = ()

    def line(self, moment: str) -> ImpactLine | None:
        """The line of one moment, or nothing."""
        return next((line for line in self.lines if line.moment.key == moment), None)


@dataclass(frozen=True)
class Impact(Result):
    """What low scores of each moment cost, judgement by judgement."""

    question: ClassVar[str] = "impact"
    title: ClassVar[Text] = Text(zh="低分失分", en="Points lost when poor")

    parts: tuple[OutcomeImpact, ...]

    def of(self, measure: str, scenario: str = "") -> tuple[OutcomeImpact, ...]:
        """The parts with an outcome of this measure, in one scenario or in all, that have figures."""
        return tuple(one for one in self.parts if one.lines and one.outcome.measure == measure and scenario in {"", one.scenario.key})

    def rows(self) -> list[Row]:
        """One row a moment and outcome."""
        return [_row(part, line) for part in self.parts for line in part.lines]


def _row(part: OutcomeImpact, line: ImpactLine) -> Row:
    return {
        "scenario": part.scenario.key,
        "outcome": part.outcome.key,
        "unit": part.unit,
        "moment": line.moment.key,
        "threshold": line.threshold,
        "median": line.median,
        **figure_row("slope", line.slope),
        **figure_row("low", line.low),
        **figure_row("lost", line.lost),
        **figure_row("impact", line.impact),
        "p_first": line.p_first,
        "tied": list(line.tied),
    }


def measure_impact(evidence: Evidence, threshold: int | None = None) -> Impact:
    """How many points of the judgement go with the low scores of each moment?

    lost_m = b_m · Σ_low (median_m - x) / n_low; impact_m = b_m · Σ_low (median_m - x) / n = lost x reach. b_m is the slope of the
    regression of the outcome (for a recommendation: of its NPS score 100/0/-100) on all moments of the scenario, over the people who
    answered all; low answers are those up to `threshold`, by default the two lowest (the lowest on scales with fewer than four), n those of
    everybody who rated the moment. The median stays where it is. Joint percentile intervals of 2,000 resamples; weights and clusters are in
    them.

    Raises `NothingAsked`, `TooFewDrivers`, `TooFewComplete`. Source: method.md, "Impact in points"; association, not cause.
    """
    found = [know_driven(evidence, driven) for driven in find_driven(evidence, "impact")]
    if not any(known.enough for known in found):
        raise too_few_of(evidence, found)
    falls = _find_falls(evidence, [question for known in found if known.enough for question in known.drivers], threshold)
    parts = tuple(_measure_part(evidence, known, falls) for known in found)
    used = [question for known in found for question in (*known.driven.drivers, known.driven.outcome)]
    base = evidence.base(dict.fromkeys(used), {METHOD, "share-wilson", "probability-resampled", "rank-sets"}, resampled=True)
    return Impact(base, parts)


def _measure_part(evidence: Evidence, known: Known, found: Mapping[str, "_Fall"]) -> OutcomeImpact:
    driven = known.driven
    unit = "nps" if driven.scored else "scale"
    if not known.enough:
        return OutcomeImpact(driven.scenario, driven.outcome, unit, known.n, driven.needed)
    rise = slopes(known.tables(drawn=False, score=driven.scored)), slopes(known.tables(drawn=True, score=driven.scored))
    falls = [found[question.key] for question in known.drivers]
    reach = [evidence.share(question, fall.low) for question, fall in zip(known.drivers, falls, strict=True)]
    draws = np.stack([rise[1][:, at] * fall.drawn[:, 0] / fall.drawn[:, 2] for at, fall in enumerate(falls)], axis=1)
    values = np.array([rise[0][at] * fall.now[0] / fall.now[2] for at, fall in enumerate(falls)])
    first, tied = probability_top(draws, 1), find_tied(draws, values, evidence.freedom)
    places = {moment.key: (place, moment) for place, moment in enumerate(driven.scenario.moments, start=1)}
    lines = tuple(
        ImpactLine(
            moment=places[question.about][1],
            place=places[question.about][0],
            question=question.key,
            threshold=fall.low[-1],
            median=fall.median,
            slope=_figure(float(rise[0][at]), rise[1][:, at], known.n),
            low=reach[at],
            lost=_lost(float(rise[0][at]), rise[1][:, at], fall, known.n),
            impact=_figure(float(values[at]), draws[:, at], known.n),
            p_first=float(first[at]),
            tied=tuple(known.drivers[other].about for other in np.flatnonzero(tied[at])),
        )
        for at, (question, fall) in enumerate(zip(known.drivers, falls, strict=True))
    )
    return OutcomeImpact(driven.scenario, driven.outcome, unit, known.n, driven.needed, lines)


@dataclass(frozen=True)
class _Fall:
    """Of one rating: the answers that are low, its median; Σ of the way up to it over them, how many, and all; now and drawn."""

    low: tuple[int, ...]
    median: int
    now: Floats
    drawn: Floats


def _low(question: Question, threshold: int | None) -> tuple[int, ...]:
    """The answers that count as low: up to the threshold, or the two lowest."""
    span = span_of(question)
    return low_answers(question) if threshold is None else tuple(range(span.low, min(max(threshold, span.low), span.high - 1) + 1))


def _find_falls(evidence: Evidence, questions: Sequence[Question], threshold: int | None) -> dict[str, _Fall]:
    """The fall of each of these ratings, by its question; what explains several judgements is found once."""
    several = {question.key: question for question in questions}
    counted = {key: _count_fall(evidence, question, _low(question, threshold)) for key, question in several.items()}
    drawn = evidence.resamples.of_each([units for _, units in counted.values()])
    return {
        key: _Fall(_low(several[key], threshold), median, units.sum(axis=0), draws)
        for (key, (median, units)), draws in zip(counted.items(), drawn, strict=True)
    }


def _count_fall(evidence: Evidence, question: Question, lowest: tuple[int, ...]) -> tuple[int, Floats]:
    ask, values = levels_of(question), evidence.values(question)
    counts = evidence.answered(question).counts
    median = int(values[np.searchsorted(np.cumsum(counts), counts.sum() / 2)])
    low = np.isin(values, lowest)
    way = np.where(low, np.maximum(median - values, 0), 0).astype(np.float64)
    measures = np.stack([way, low.astype(np.float64), np.ones(len(values))], axis=1)
    units: Floats = np.asarray(evidence.cell.units(ask), dtype=np.float64)[:, : len(values)] @ measures
    return median, units


def _figure(value: float, draws: Floats, n: int) -> Figure:
    low, high = percentile_interval(draws)
    sure = bool(np.isfinite([value, low, high]).all())
    return Estimate(value, low, high, n, METHOD) if sure else TooFew(n, n + 1, METHOD)


def _lost(rise: float, drawn: Floats, fall: _Fall, n: int) -> Figure:
    """Points lost a customer with a low answer; too few where nobody gave one."""
    if fall.now[1] <= 0:
        return TooFew(0, 1, METHOD)
    with np.errstate(invalid="ignore", divide="ignore"):
        draws = drawn * fall.drawn[:, 0] / fall.drawn[:, 1]
    return _figure(rise * float(fall.now[0] / fall.now[1]), draws, n)
