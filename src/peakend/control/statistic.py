"""What is charted of a question? The mean, the share of high answers, or NPS: each answer's score, and the chart that fits."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, span_of, top_answers
from peakend.analyse.interval import t_quantile
from peakend.analyse.nps import nps_scores, reads_as_nps
from peakend.analyse.result import Figure, is_known
from peakend.control.limits import Chart, chart_means, chart_scores, chart_shares, pooled_sigma
from peakend.define.survey import Question
from peakend.errors import UnknownStatistic

Floats = NDArray[np.float64]

Statistic = Literal["mean", "share", "nps"]
"""Mean answer; share of the high answers (the two highest, or `chosen`); net promoter score."""

FULL: Final = 100.0


def statistics_of(question: Question) -> tuple[Statistic, ...]:
    """What can be charted of a question, the usual one first. A question without a scale has nothing."""
    if question.measure == "chosen":
        return ("share",)
    if question.scale is None:
        return ()
    return ("nps", "mean") if question.measure == "nps" and reads_as_nps(question) else ("mean", "share")


def choose_statistic(question: Question, wanted: str = "") -> Statistic:
    """The statistic asked for, or the usual one. Raises `UnknownStatistic`."""
    known = statistics_of(question)
    for one in known:
        if wanted in {"", one}:
            return one
    raise UnknownStatistic(question=question.key, statistic=wanted or "-", known=", ".join(known) or "-")


def score_answers(question: Question, statistic: Statistic) -> Floats:
    """The score of each answer of the scale, lowest first."""
    if statistic == "nps":
        return nps_scores(question)
    span = span_of(question)
    values = np.arange(span.low, span.high + 1, dtype=np.float64)
    if statistic == "mean":
        return values
    return np.isin(values, (1,) if question.measure == "chosen" else top_answers(question)).astype(np.float64)


@dataclass(frozen=True)
class Told:
    """One question in one period: the figure with its own interval, how many answered, mean and variance of the scores."""

    figure: Figure
    n: int
    value: float
    variance: float
    """Of one answer, n - 1 in the divisor for means, n for shares and NPS."""
    error: float
    """The standard error that the way of asking gives (weights, clusters); NaN where it is not known."""


def tell_period(evidence: Evidence, question: Question, statistic: Statistic) -> Told:
    """One period's figure and spread."""
    scores = score_answers(question, statistic)
    answered = evidence.answered(question)
    total = answered.total
    figure = evidence.share(question, answered.values[scores > 0].tolist()) if statistic == "share" else evidence.scored(question, scores)
    if total <= 0:
        return Told(figure, 0, np.nan, np.nan, np.nan)
    mean = float(answered.counts @ scores) / total
    variance = float(answered.counts @ (scores - mean) ** 2) / total
    if statistic == "mean":
        variance *= answered.n / (answered.n - 1) if answered.n > 1 else np.nan
    spread = evidence.scored(question, scores)
    freedom = evidence.cell.unit_count - 1
    error = spread.half / t_quantile(spread.level, freedom) if is_known(spread) and freedom > 0 else np.nan
    return Told(figure, answered.n, mean, variance, error)


def lay_chart(told: list[Told], statistic: Statistic, phase: int, *, rowwise: bool) -> Chart:
    """The chart of these periods, the first `phase` of which set its limits.

    Where answers are weighted or come several from one person or cluster, n is divided by the design effect of the phase: the mean of
    what the standard errors are, squared, over what independent answers would give.
    """
    values, sizes = np.array([one.value for one in told]), np.array([float(one.n) for one in told])
    first = told[:phase]
    many = sum(one.n for one in first)
    centre = sum(one.value * one.n for one in first) / many
    if statistic == "share":
        variance = centre * (1 - centre)
        chart = chart_shares(values * sizes, sizes, phase, design_effect(first, variance, rowwise=rowwise))
    elif statistic == "nps":
        variance = sum((one.variance + (one.value - centre) ** 2) * one.n for one in first) / many
        chart = chart_scores(values * sizes, sizes, variance, phase, design_effect(first, variance, rowwise=rowwise))
    else:
        deviations = np.sqrt(np.array([one.variance for one in told]))
        variance = pooled_sigma(deviations[:phase], sizes[:phase]) ** 2
        chart = chart_means(values, sizes, deviations, phase=phase, effect=design_effect(first, variance, rowwise=rowwise))
    return chart


def design_effect(told: list[Told], variance: float, *, rowwise: bool) -> float:
    """How many answers stand for one independent one: 1 where answers are independent; never less."""
    if rowwise or variance <= 0:
        return 1.0
    known = [(one.error**2 * one.n / variance, one.n) for one in told if np.isfinite(one.error)]
    many = sum(n for _, n in known)
    return max(sum(effect * n for effect, n in known) / many, 1.0) if many else 1.0
