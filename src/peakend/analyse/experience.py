"""How do customers experience the moments, one after the other, and what do they feel?

The experience curve: mean rating of what was delivered, moment by moment in the customer's order, with the shares of low and of high
ratings, and the emotion where it was asked. It is not importance: how much a moment matters and how good it was are different things.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from peakend.analyse.evidence import Evidence, levels_of, low_answers, scenario_questions, top_answers
from peakend.analyse.importance import average_means
from peakend.analyse.resample import find_tied, row_means
from peakend.analyse.result import Figure, Part, Result, Row, figure_row, is_known
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Measure, Question
from peakend.errors import NothingAsked
from peakend.scan.ask import Ask
from peakend.text import Text


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: the levels of every performance and every emotion question about a moment."""
    measures: tuple[Measure, ...] = ("performance", "emotion")
    return tuple(
        levels_of(question)
        for measure in measures
        for _, questions in scenario_questions(study, present, measure)
        for question in questions
    )


@dataclass(frozen=True)
class ExperienceLine:
    """What is known of the experience of one moment: mean rating, share of low and of high ratings, emotion where it was asked."""

    moment: Moment
    place: int
    question: str
    mean: Figure
    low: Figure
    top: Figure
    emotion: Figure | None
    missing: dict[str, int]
    tied: tuple[str, ...] = ()
    """The moments of the scenario that cannot be told apart from it: all pairs jointly, over the same resampled respondents."""


@dataclass(frozen=True)
class ScenarioExperience(Part):
    """The curve of one scenario in the customer's order, with the mean of its moments' means."""

    scenario: Scenario
    mean: Figure
    lines: tuple[ExperienceLine, ...]

    def line(self, moment: str) -> ExperienceLine | None:
        """The line of one moment, or nothing if nobody was asked about it."""
        return next((line for line in self.lines if line.moment.key == moment), None)


@dataclass(frozen=True)
class Experience(Result):
    """The experience curve of every scenario that was rated."""

    question: ClassVar[str] = "experience"
    title: ClassVar[Text] = Text(zh="体验曲线", en="Experience curve")

    scenarios: tuple[ScenarioExperience, ...]

    @property
    def lines(self) -> tuple[ExperienceLine, ...]:
        """All lines, scenario by scenario."""
        return tuple(line for one in self.scenarios for line in one.lines)

    def scenario(self, key: str) -> ScenarioExperience | None:
        """One scenario's part, or nothing if nobody was asked about it."""
        return next((one for one in self.scenarios if one.scenario.key == key), None)

    def rows(self) -> list[Row]:
        """One row a moment."""
        return [_row(one, line) for one in self.scenarios for line in one.lines]


def _row(one: ScenarioExperience, line: ExperienceLine) -> Row:
    return {
        "scenario": one.scenario.key,
        "moment": line.moment.key,
        "place": line.place,
        "stage": line.moment.stage,
        **figure_row("mean", line.mean),
        "scenario_mean": one.mean.value if is_known(one.mean) else None,
        **figure_row("low", line.low),
        **figure_row("top", line.top),
        **({} if line.emotion is None else figure_row("emotion", line.emotion)),
        "tied": list(line.tied),
        "missing": dict(line.missing),
    }


def trace_experience(evidence: Evidence) -> Experience:
    """How good was each moment, and where is it bad for how many?

    Per moment: mean performance with interval (t for independent answers, linearised over sampling units otherwise); shares of the two
    lowest and of the two highest answers (the lowest and the highest alone on scales with fewer than four) with Wilson's interval; mean
    emotion on its own scale. The scenario's mean is the mean of its moments' means. Moments nobody rated are left out: they are not
    zero. Answers that are missing are counted by reason and never filled in. Moments whose order is not proved (all pairs of a scenario
    jointly at 95 %, step-down over the same resampled respondents) are `tied`.

    Raises `NothingAsked`. Source: source A53-A60 asks for importance only; the second curve is the field's practice (visuals.md).
    """
    parts = tuple(scenario_questions(evidence.study, evidence.present, "performance"))
    if not parts:
        raise NothingAsked(analysis="experience", measure="performance")
    felt = {one.about: one for _, several in scenario_questions(evidence.study, evidence.present, "emotion") for one in several}
    scenarios = tuple(_trace_scenario(evidence, scenario, questions, felt) for scenario, questions in parts)
    used = [question for _, questions in parts for question in questions]
    used += [felt[question.about] for question in used if question.about in felt]
    figures = [figure for one in scenarios for line in one.lines for figure in (line.mean, line.low, line.top, line.emotion)]
    methods = {figure.method for figure in figures if figure is not None} | {"bootstrap-percentile", "rank-sets"}
    return Experience(evidence.base(used, methods, resampled=True), scenarios)


def _trace_scenario(
    evidence: Evidence, scenario: Scenario, questions: tuple[Question, ...], felt: Mapping[str, Question]
) -> ScenarioExperience:
    moments = {moment.key: (place, moment) for place, moment in enumerate(scenario.moments, start=1)}
    means = [evidence.mean(question) for question in questions]
    values = np.array([mean.value if is_known(mean) else np.nan for mean in means])
    draws = np.where(np.isfinite(values), evidence.resampled_means(questions), np.nan)
    tied = find_tied(draws, values, evidence.freedom)
    lines = tuple(
        ExperienceLine(
            moment=moments[question.about][1],
            place=moments[question.about][0],
            question=question.key,
            mean=mean,
            low=evidence.share(question, low_answers(question)),
            top=evidence.share(question, top_answers(question)),
            emotion=evidence.mean(felt[question.about]) if question.about in felt else None,
            missing={str(why): times for why, times in evidence.answered(question).missing.items()},
            tied=tuple(questions[other].about for other in np.flatnonzero(tied[at])),
        )
        for at, (question, mean) in enumerate(zip(questions, means, strict=True))
    )
    return ScenarioExperience(scenario, average_means(means, row_means(draws)), lines)
