"""What did weighting do? The answers it is worth, and every figure weighted and unweighted where the two disagree.

Weights make a sample look like the population at the price of precision: Kish's design effect says how much of the sample is spent on it.
"""

from dataclasses import dataclass
from typing import ClassVar

from peakend.analyse.evidence import Evidence, levels_of
from peakend.analyse.interval import moved_from
from peakend.analyse.nps import nps_figure, reads_as_nps
from peakend.analyse.result import Figure, Result, Row, figure_row
from peakend.define.study import Study
from peakend.define.survey import Measure, Question
from peakend.errors import NoWeights
from peakend.scan.ask import Ask
from peakend.text import Text

RATED: tuple[Measure, ...] = ("overall", "nps", "importance", "performance")
"""The measures whose figures are compared with and without weights."""


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: the levels of every rated question."""
    rated = (question for measure in RATED for question in study.survey.asking(measure))
    return tuple(levels_of(question) for question in rated if question.key in present and question.scale is not None)


@dataclass(frozen=True)
class WeightLine:
    """The mean (or NPS) of one question with and without weights; `moved` where weighting changes it by more than its interval."""

    question: Question
    weighted: Figure
    unweighted: Figure
    moved: bool


@dataclass(frozen=True)
class Weights(Result):
    """How many unweighted answers the weighted ones are worth, and which figures weighting moved."""

    question: ClassVar[str] = "weights"
    title: ClassVar[Text] = Text(zh="加权影响", en="What weighting did")

    effective: float
    """Kish's effective number of responses, (Σw)²/Σw²."""
    design_effect: float
    """n over the effective number: how much larger variances are than without weights."""
    lines: tuple[WeightLine, ...]

    def rows(self) -> list[Row]:
        """One row a question."""
        return [
            {
                "question": line.question.key,
                **figure_row("weighted", line.weighted),
                **figure_row("unweighted", line.unweighted),
                "moved": line.moved,
            }
            for line in self.lines
        ]


def weigh_weights(evidence: Evidence) -> Weights:
    """What did weighting do to the figures, and what did it cost?

    effective n = (Σw)²/Σw², design effect = n Σw²/(Σw)² = 1 + cv²(w). Means on the scale of the question. Raises `NoWeights`.
    Source: Kish 1965, Survey Sampling, §11.7.
    """
    if not evidence.cell.weighted:
        raise NoWeights
    plain = evidence.unweighted()
    lines = tuple(_line(evidence, plain, question) for question in rated_questions(evidence))
    methods = {figure.method for line in lines for figure in (line.weighted, line.unweighted)}
    effective = evidence.effective
    base = evidence.base([line.question for line in lines], methods)
    return Weights(base, effective, evidence.cell.rows / effective if effective else 0.0, lines)


def rated_questions(evidence: Evidence) -> tuple[Question, ...]:
    """The rated questions whose figures can be compared: those with a scale, recommendation only where it reads as NPS."""
    asked = (question for measure in RATED for question in evidence.asking(measure))
    return tuple(one for one in asked if one.scale is not None and (one.measure != "nps" or reads_as_nps(one)))


def _line(evidence: Evidence, plain: Evidence, question: Question) -> WeightLine:
    one, two = figure_of(evidence, question), figure_of(plain, question)
    return WeightLine(question, one, two, moved_from(one, two) is not None)


def figure_of(evidence: Evidence, question: Question) -> Figure:
    """NPS where a question is one, else its mean."""
    return nps_figure(evidence, question) if question.measure == "nps" else evidence.mean(question)
