"""How satisfied are customers on the whole? The overall judgement: its mean, its top and bottom boxes, and the index 0 to 100."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from peakend.analyse.evidence import Evidence, levels_of, low_answers, top_answers
from peakend.analyse.interval import moved_from
from peakend.analyse.result import Figure, Result, Row, figure_row, is_known
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.errors import NothingAsked
from peakend.scan.ask import Ask
from peakend.text import Text


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: the levels of every overall question."""
    return tuple(levels_of(question) for question in study.survey.asking("overall") if question.key in present)


@dataclass(frozen=True)
class SatisfactionLine:
    """One overall question: mean on its own scale, shares of the highest, the two highest and the two lowest answers, index 0..100.

    On a scale of fewer than four answers the two highest (lowest) would be most of it: there the highest (lowest) alone counts.

    `counts` are unweighted, from the lowest answer to the highest. `unweighted` is the mean without weights, where weighting moved it
    by more than its interval.
    """

    question: Question
    mean: Figure
    top: Figure
    top_two: Figure
    low: Figure
    index: Figure
    counts: tuple[int, ...]
    missing: dict[str, int]
    unweighted: Figure | None = None


@dataclass(frozen=True)
class Satisfaction(Result):
    """The overall judgement of the service, question by question."""

    question: ClassVar[str] = "satisfaction"
    title: ClassVar[Text] = Text(zh="总体满意度", en="Overall satisfaction")

    lines: tuple[SatisfactionLine, ...]

    def rows(self) -> list[Row]:
        """One row a question."""
        return [_row(line) for line in self.lines]


def _row(line: SatisfactionLine) -> Row:
    return {
        "question": line.question.key,
        "about": line.question.about,
        **figure_row("mean", line.mean),
        **figure_row("top", line.top),
        **figure_row("top_two", line.top_two),
        **figure_row("low", line.low),
        **figure_row("index", line.index),
        "unweighted": line.unweighted.value if line.unweighted is not None and is_known(line.unweighted) else None,
        "counts": list(line.counts),
        "missing": dict(line.missing),
    }


def measure_satisfaction(evidence: Evidence) -> Satisfaction:
    """How satisfied are customers on the whole?

    Mean with t interval (linearised over sampling units with weights, clusters or blocks); shares with Wilson's; index =
    100 (mean - lowest)/(highest - lowest), so that scales of different length can stand side by side. The higher answer is the better
    one. Missing answers are counted by reason and left out. Raises `NothingAsked`, `NoScale`.
    """
    asked = evidence.asking("overall")
    if not asked:
        raise NothingAsked(analysis="satisfaction", measure="overall")
    lines = tuple(_line(evidence, question) for question in asked)
    methods = {figure.method for line in lines for figure in (line.mean, line.top)}
    return Satisfaction(evidence.base(asked, methods), lines)


def _line(evidence: Evidence, question: Question) -> SatisfactionLine:
    answered = evidence.answered(question)
    values = answered.values.tolist()
    mean = evidence.mean(question)
    length = max(values[-1] - values[0], 1)
    return SatisfactionLine(
        question=question,
        mean=mean,
        top=evidence.share(question, values[-1:]),
        top_two=evidence.share(question, top_answers(question)),
        low=evidence.share(question, low_answers(question)),
        index=evidence.scored(question, 100.0 * (np.asarray(values) - values[0]) / length),
        counts=tuple(int(count) for count in evidence.cell.counts(levels_of(question)).sum(axis=0)[: len(values)]),
        missing={str(why): times for why, times in answered.missing.items()},
        unweighted=moved_from(mean, evidence.unweighted().mean(question)) if evidence.cell.weighted else None,
    )
