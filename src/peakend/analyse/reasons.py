"""Why do customers recommend the service, or warn of it? The recommendation score as a hook: what promoters and detractors name.

Every multiple answer that belongs to no moment (reasons, pain points, occasions) is crossed with the classes of recommendation. What
promoters name more often than detractors goes with recommending, what detractors name more often with warning: it is not its cause.
"""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np

from peakend.analyse.evidence import Evidence, crosstab_of
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.needs import ChoiceGroup, choice_groups
from peakend.analyse.nps_classes import CLASSES, cross_classes, nps_questions
from peakend.analyse.result import Figure, Result, Row, figure_row, is_known
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.errors import NothingAsked
from peakend.scan.ask import Ask
from peakend.text import Text

SURE: Final = 0.05

Side = Literal["promoters", "detractors", ""]


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: every choice of a multiple answer that is about no moment, crossed with each recommendation question."""
    pairs = ((score, choice) for score in nps_questions(study, present) for group in _groups(study, present) for choice in group.questions)
    return tuple(crosstab_of(score, choice) for score, choice in pairs)


def _groups(study: Study, present: frozenset[str]) -> tuple[ChoiceGroup, ...]:
    return tuple(group for group in choice_groups(study, present) if group.kind == "group")


@dataclass(frozen=True)
class ReasonLine:
    """One choice: its share in each class (0..1), promoters less detractors, and on which side it is proved to stand (Holm)."""

    score: Question
    group: str
    question: Question
    label: Text
    detractors: Figure
    passives: Figure
    promoters: Figure
    difference: Figure
    p_value: float
    p_holm: float
    side: Side


@dataclass(frozen=True)
class Reasons(Result):
    """What each class names, group by group, what detractors name more often first."""

    question: ClassVar[str] = "reasons"
    title: ClassVar[Text] = Text(zh="推荐与不推荐的原因（NPS 之“钩”）", en="Reasons to recommend or to warn (NPS as the hook)")

    lines: tuple[ReasonLine, ...]

    def rows(self) -> list[Row]:
        """One row a choice."""
        return [
            {
                "score": line.score.key,
                "list": line.group,
                "question": line.question.key,
                "label_zh": line.label.zh,
                "label_en": line.label.en,
                **figure_row("detractors", line.detractors),
                **figure_row("passives", line.passives),
                **figure_row("promoters", line.promoters),
                **figure_row("difference", line.difference),
                "p_value": line.p_value if line.difference.known else None,
                "p_holm": line.p_holm if line.difference.known else None,
                "side": line.side,
            }
            for line in self.lines
        ]

    def of(self, side: Side) -> tuple[ReasonLine, ...]:
        """The choices proved to stand on one side."""
        return tuple(line for line in self.lines if line.side == side)


def find_reasons(evidence: Evidence) -> Reasons:
    """What do promoters name that detractors do not, and the other way round?

    For each choice: its share among detractors, passives and promoters who were asked it (Wilson), and promoters less detractors with
    Newcombe's interval and the score test of two shares; with weights, clusters or blocks linearised over sampling units. Holm over all
    choices of a multiple answer. Fewer than 10 promoters or detractors give too few. Who was not asked is left out.

    Raises `NothingAsked`. Source: Newcombe 1998, Statistics in Medicine 17; Holm 1979.
    """
    scores, groups = nps_questions(evidence.study, evidence.present), _groups(evidence.study, evidence.present)
    if not scores:
        raise NothingAsked(analysis="reasons", measure="nps")
    if not groups:
        raise NothingAsked(analysis="reasons", measure="chosen")
    lines = tuple(line for score in scores for group in groups for line in _lines(evidence, score, group))
    methods = {figure.method for line in lines for figure in (line.promoters, line.difference)}
    asked = [*scores, *(question for group in groups for question in group.questions)]
    return Reasons(evidence.base(asked, {*methods, "holm"}), lines)


def _lines(evidence: Evidence, score: Question, group: ChoiceGroup) -> list[ReasonLine]:
    crossed = [cross_classes(evidence, score, question) for question in group.questions]
    chosen = np.array([False, True])
    compared = [one.compare_shares(chosen) for one in crossed]
    judged = [at for at, (figure, _) in enumerate(compared) if is_known(figure)]
    holm = dict(zip(judged, adjust_holm([compared[at][1] for at in judged]), strict=True))
    lines = []
    for at, (question, one, (difference, p_value)) in enumerate(zip(group.questions, crossed, compared, strict=True)):
        shares = {name: one.share(name, chosen) for name in CLASSES}
        p_holm = holm.get(at, 1.0)
        side = _side(difference, p_holm)
        lines.append(
            ReasonLine(
                score, group.about, question, _label(question), **shares, difference=difference, p_value=p_value, p_holm=p_holm, side=side
            )
        )
    return sorted(lines, key=lambda line: line.difference.value if is_known(line.difference) else 0.0)


def _side(difference: Figure, p_holm: float) -> Side:
    if not is_known(difference) or p_holm >= SURE:
        return ""
    return "promoters" if difference.value > 0 else "detractors"


def _label(question: Question) -> Text:
    return question.wording or Text(zh=question.key, en=question.key)
