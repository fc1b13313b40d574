"""What separates promoters from detractors, and who is satisfied but not loyal? The recommendation score as a knife.

Satisfaction is not loyalty: somebody can be content and never come back. The share of satisfied customers who would not recommend (or
stay) is shown beside the moments that promoters and detractors rate most differently.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, crosstab_of, span_of, top_answers
from peakend.analyse.interval import share_from_units, wilson_share
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.nps import PROMOTERS_FROM
from peakend.analyse.nps_classes import CLASSES, NpsClass, cross_classes, nps_questions
from peakend.analyse.result import Figure, Result, Row, TooFew, figure_row, is_known
from peakend.define.study import Study
from peakend.define.survey import Measure, Question
from peakend.errors import NothingAsked
from peakend.scan.ask import Ask
from peakend.text import Text

RATED: Final[tuple[Measure, ...]] = ("overall", "performance")
"""What is compared between the classes: the judgement of the whole, and the moments."""

ENOUGH: Final = 10

SURE: Final = 0.05

Flags = NDArray[np.bool_]


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: every rating crossed with each recommendation question; satisfaction crossed with loyalty."""
    rated = _rated(study, present)
    wanted = [crosstab_of(score, question) for score in nps_questions(study, present) for question in rated]
    wanted += [crosstab_of(loyal, overall) for overall in _satisfied_by(study, present) for loyal in _loyal_by(study, present)]
    return tuple(dict.fromkeys(wanted))


def _rated(study: Study, present: frozenset[str]) -> tuple[Question, ...]:
    asked = (one for measure in RATED for one in study.survey.asking(measure))
    return tuple(one for one in asked if one.key in present and one.scale is not None and not one.competitor)


def _satisfied_by(study: Study, present: frozenset[str]) -> tuple[Question, ...]:
    """The question that judges the whole service."""
    known = [one for one in study.survey.asking("overall") if one.key in present and one.scale is not None]
    return tuple(one for one in known if not one.about)[:1] or tuple(known[:1])


def _loyal_by(study: Study, present: frozenset[str]) -> tuple[Question, ...]:
    """The questions that tell loyalty: recommendation first, then intention to stay."""
    stays = (one for one in study.survey.asking("loyalty") if one.key in present and one.scale is not None)
    return (*nps_questions(study, present), *stays)


@dataclass(frozen=True)
class ClassLine:
    """One rating by class: means on its scale, promoters less detractors, Cohen's d, and whether that is proved (Holm)."""

    score: Question
    question: Question
    detractors: Figure
    passives: Figure
    promoters: Figure
    difference: Figure
    size: float
    p_value: float
    p_holm: float
    differs: bool


@dataclass(frozen=True)
class UnloyalLine:
    """Among customers who are satisfied (top two answers): the share who are not loyal, and of whom who would even warn of the service.

    Loyal are promoters (9, 10) for recommendation, the two highest answers for intention to stay. `reach` is the share of satisfied but
    not loyal among all who answered both questions.
    """

    overall: Question
    loyal: Question
    satisfied: int
    unloyal: Figure
    warning: Figure | None
    reach: Figure


@dataclass(frozen=True)
class Recommenders(Result):
    """Ratings by class, largest difference first, and the satisfied who are not loyal."""

    question: ClassVar[str] = "recommenders"
    title: ClassVar[Text] = Text(zh="推荐者与贬损者的区别（NPS 之“刀”）", en="What separates promoters from detractors (NPS as the knife)")

    lines: tuple[ClassLine, ...]
    unloyal: tuple[UnloyalLine, ...]

    def rows(self) -> list[Row]:
        """One row a rating; then one for satisfied but not loyal."""
        return [*(_row(line) for line in self.lines), *(_unloyal_row(line) for line in self.unloyal)]


def _row(line: ClassLine) -> Row:
    return {
        "view": "class",
        "score": line.score.key,
        "question": line.question.key,
        **figure_row("detractors", line.detractors),
        **figure_row("passives", line.passives),
        **figure_row("promoters", line.promoters),
        **figure_row("difference", line.difference),
        "size": line.size if line.difference.known else None,
        "p_value": line.p_value if line.difference.known else None,
        "p_holm": line.p_holm if line.difference.known else None,
        "differs": line.differs,
    }


def _unloyal_row(line: UnloyalLine) -> Row:
    warning = {} if line.warning is None else figure_row("warning", line.warning)
    return {
        "view": "unloyal",
        "score": line.loyal.key,
        "question": line.overall.key,
        "satisfied": line.satisfied,
        **figure_row("unloyal", line.unloyal),
        **warning,
        **figure_row("reach", line.reach),
    }


def divide_recommenders(evidence: Evidence) -> Recommenders:
    """Which ratings divide promoters from detractors, and how many satisfied customers are not loyal?

    For each rating: means of the three classes, promoters less detractors with Welch's t (linearised over sampling units with weights,
    clusters or blocks), Holm over all ratings; Cohen's d. Satisfied are the two highest answers to the overall question, loyal the
    promoters or the two highest intentions; shares with Wilson's interval. Fewer than 10 in a class or 10 satisfied give too few. Only
    who answered both questions counts. Association, not cause: who recommends may rate everything higher.

    Raises `NothingAsked`. Source: Welch 1947; Holm 1979; Wilson 1927.
    """
    scores = nps_questions(evidence.study, evidence.present)
    overall, loyal = _satisfied_by(evidence.study, evidence.present), _loyal_by(evidence.study, evidence.present)
    rated = _rated(evidence.study, evidence.present)
    if not scores and not (overall and loyal):
        raise NothingAsked(analysis="recommenders", measure="nps")
    if not rated:
        raise NothingAsked(analysis="recommenders", measure="overall / performance")
    lines = tuple(line for score in scores for line in _lines(evidence, score, rated))
    unloyal = tuple(_count_unloyal(evidence, one, other) for one in overall for other in loyal)
    figures = [*(line.difference for line in lines), *(line.promoters for line in lines), *(line.unloyal for line in unloyal)]
    methods = {figure.method for figure in figures if figure.method}
    return Recommenders(evidence.base((*scores, *rated), {*methods, "holm"}), lines, unloyal)


def _lines(evidence: Evidence, score: Question, rated: tuple[Question, ...]) -> list[ClassLine]:
    found: list[tuple[Question, dict[NpsClass, Figure], Figure, float, float]] = []
    for question in rated:
        crossed, values = cross_classes(evidence, score, question), evidence.values(question).astype(np.float64)
        difference, p_value = crossed.compare_means(values)
        figures = {name: crossed.mean(name, values) for name in CLASSES}
        found.append((question, figures, difference, p_value, _size(difference, crossed.counts, values)))
    known = [at for at, one in enumerate(found) if is_known(one[2])]
    holm = dict(zip(known, adjust_holm([found[at][3] for at in known]), strict=True))
    lines = [
        ClassLine(
            score,
            question,
            **figures,
            difference=apart,
            size=size,
            p_value=p_value,
            p_holm=holm.get(at, 1.0),
            differs=holm.get(at, 1.0) < SURE,
        )
        for at, (question, figures, apart, p_value, size) in enumerate(found)
    ]
    return sorted(lines, key=lambda line: -abs(line.size))


def _size(difference: Figure, counts: NDArray[np.int64], values: NDArray[np.float64]) -> float:
    """Cohen's d of promoters less detractors, with the standard deviation within these two classes."""
    if not is_known(difference):
        return 0.0
    two = counts[[0, 2]].astype(np.float64)
    n = two.sum(axis=1, keepdims=True)
    means = two @ values[:, None] / n
    within = float((two * np.square(values[None, :] - means)).sum() / max(float(n.sum()) - 2, 1.0))
    return difference.value / float(np.sqrt(within)) if within > 0 else 0.0


def _count_unloyal(evidence: Evidence, overall: Question, loyal: Question) -> UnloyalLine:
    ask = crosstab_of(loyal, overall)
    units = np.asarray(evidence.cell.units(ask), dtype=np.float64).reshape(-1, ask.x.width, ask.y.width)
    counted = np.asarray(evidence.cell.counted(ask)).reshape(ask.x.width, ask.y.width)
    content = np.isin(evidence.values(overall), top_answers(overall))
    answers = np.arange(span_of(loyal).low, span_of(loyal).high + 1)
    stays = answers >= PROMOTERS_FROM if loyal.measure == "nps" else np.isin(answers, top_answers(loyal))
    warns = answers < PROMOTERS_FROM - 2 if loyal.measure == "nps" else np.zeros(len(answers), dtype=bool)
    inside = units[:, :, content].sum(axis=2)
    satisfied, everybody = int(counted[:, content].sum()), int(counted.sum())
    return UnloyalLine(
        overall=overall,
        loyal=loyal,
        satisfied=satisfied,
        unloyal=_share(evidence, inside[:, ~stays].sum(axis=1), inside.sum(axis=1), satisfied),
        warning=_share(evidence, inside[:, warns].sum(axis=1), inside.sum(axis=1), satisfied) if warns.any() else None,
        reach=_share(evidence, inside[:, ~stays].sum(axis=1), units.sum(axis=(1, 2)), everybody),
    )


def _share(evidence: Evidence, hits: NDArray[np.float64], below: NDArray[np.float64], n: int) -> Figure:
    if n < ENOUGH:
        return TooFew(n, ENOUGH, "share-wilson")
    if evidence.rowwise:
        return wilson_share(float(hits.sum()), n)
    used = below > 0
    return share_from_units(hits[used], below[used], n)
