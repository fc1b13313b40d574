"""Would customers recommend the service? The Net Promoter Score: promoters (9, 10) less detractors (0 to 6) in a hundred.

The score is defined on 0..10 and on nothing else. A question on 1..10 is refused, unless the study says that it is to be read with the
same cuts (`as_asked`); its result then says that it is not a standard NPS.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, levels_of
from peakend.analyse.interval import moved_from
from peakend.analyse.nps_interval import FULL, Recommending, score_interval, wald_interval
from peakend.analyse.result import Estimate, Figure, Result, Row, TooFew, figure_row, is_known
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.errors import NothingAsked, NotNps
from peakend.scan.ask import Ask
from peakend.text import Text

Floats = NDArray[np.float64]

PROMOTERS_FROM: Final = 9
DETRACTORS_TO: Final = 6


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: the levels of every recommendation question that can be read as NPS."""
    return tuple(levels_of(question) for question in study.survey.asking("nps") if question.key in present and reads_as_nps(question))


def is_standard(question: Question) -> bool:
    """Whether a question has the scale of the Net Promoter Score, 0..10."""
    return question.scale is not None and (question.scale.low, question.scale.high) == (0, 10)


def reads_as_nps(question: Question) -> bool:
    """Whether promoters and detractors can be told: 0..10, or 1..10 where the study says `as_asked`."""
    if question.scale is None:
        return False
    return is_standard(question) or (question.as_asked and (question.scale.low, question.scale.high) == (1, 10))


def nps_scores(question: Question) -> Floats:
    """The score of each answer from the lowest to the highest: 100 for promoters, 0 for passives, -100 for detractors. Raises `NotNps`."""
    if not reads_as_nps(question) or question.scale is None:
        scale = question.scale
        raise NotNps(question=question.key, low=scale.low if scale else "?", high=scale.high if scale else "?")
    answers = np.arange(question.scale.low, question.scale.high + 1)
    return FULL * (answers >= PROMOTERS_FROM) - FULL * (answers <= DETRACTORS_TO)


@dataclass(frozen=True)
class NpsLine:
    """The score of one recommendation question, -100..100, with the shares it is made of and how often each answer was given.

    `counts` are unweighted, from the lowest answer to the highest. `standard` is false for a 1..10 question read with the cuts of
    0..10. `wald` is the same score with the plain normal interval that most tools print, for comparison with published figures;
    nothing where answers are not independent and alike. `unweighted` is the score without weights, where weighting moved it by more
    than its interval.
    """

    question: Question
    nps: Figure
    promoters: Figure
    passives: Figure
    detractors: Figure
    counts: tuple[int, ...]
    standard: bool
    missing: dict[str, int]
    wald: Figure | None = None
    unweighted: Figure | None = None


@dataclass(frozen=True)
class Nps(Result):
    """Every recommendation question that can be read as NPS; `refused` names those that cannot."""

    question: ClassVar[str] = "nps"
    title: ClassVar[Text] = Text(zh="净推荐值 NPS", en="Net Promoter Score")

    lines: tuple[NpsLine, ...]
    refused: tuple[str, ...] = ()

    def rows(self) -> list[Row]:
        """One row a question."""
        return [_row(line) for line in self.lines]


def _row(line: NpsLine) -> Row:
    return {
        "question": line.question.key,
        "about": line.question.about,
        "standard": line.standard,
        **figure_row("nps", line.nps),
        "wald_low": line.wald.low if line.wald is not None and is_known(line.wald) else None,
        "wald_high": line.wald.high if line.wald is not None and is_known(line.wald) else None,
        **figure_row("promoters", line.promoters),
        **figure_row("passives", line.passives),
        **figure_row("detractors", line.detractors),
        "unweighted": line.unweighted.value if line.unweighted is not None and is_known(line.unweighted) else None,
        "counts": list(line.counts),
        "missing": dict(line.missing),
    }


def measure_nps(evidence: Evidence) -> Nps:
    """How many more promote the service than warn of it?

    NPS = 100 (P - D)/n over those who answered. Interval: Tango's score interval for independent answers; with weights, clusters or
    blocks the linearised one over sampling units (weights alone would promise too much). Shares with Wilson's interval. Missing answers
    are counted by reason and left out.

    Raises `NothingAsked`, `NotNps` (no question has the scale). Source: Reichheld 2003, HBR 81(12); Tango 1998; nps.json.
    """
    asked = evidence.asking("nps")
    if not asked:
        raise NothingAsked(analysis="nps", measure="nps")
    taken = [question for question in asked if reads_as_nps(question)]
    if not taken:
        nps_scores(asked[0])
    lines = tuple(_line(evidence, question) for question in taken)
    methods = {figure.method for line in lines for figure in (line.nps, line.promoters)}
    refused = tuple(question.key for question in asked if not reads_as_nps(question))
    return Nps(evidence.base(taken, methods), lines, refused)


def _line(evidence: Evidence, question: Question) -> NpsLine:
    answered = evidence.answered(question)
    scores = nps_scores(question)
    values = answered.values
    score = nps_figure(evidence, question)
    return NpsLine(
        question=question,
        nps=score,
        promoters=evidence.share(question, values[scores > 0].tolist()),
        passives=evidence.share(question, values[scores == 0].tolist()),
        detractors=evidence.share(question, values[scores < 0].tolist()),
        counts=tuple(int(count) for count in evidence.cell.counts(levels_of(question)).sum(axis=0)[: len(values)]),
        standard=is_standard(question),
        missing={str(why): times for why, times in answered.missing.items()},
        wald=wald_interval(classes_of(evidence, question)) if evidence.rowwise else None,
        unweighted=moved_from(score, nps_figure(evidence.unweighted(), question)) if evidence.cell.weighted else None,
    )


def classes_of(evidence: Evidence, question: Question) -> Recommending:
    """How many detract, stay passive and promote (weighted where weights are used). Raises `NotNps`."""
    scores, counts = nps_scores(question), evidence.answered(question).counts
    return Recommending(*(float(counts[chosen].sum()) for chosen in (scores < 0, scores == 0, scores > 0)))


def nps_figure(evidence: Evidence, question: Question) -> Figure:
    """The score of one question with its interval. Raises `NotNps`.

    Linearised intervals are cut at the ends of the scale; where nothing varies they have no width, and the score interval of as many
    answers as there are effective ones (Kish), but no more than sampling units, stands in.
    """
    classes = classes_of(evidence, question)
    if evidence.rowwise or classes.n <= 0:
        return score_interval(classes)
    figure = evidence.scored(question, nps_scores(question))
    if isinstance(figure, TooFew):
        return TooFew(figure.n, figure.needed, "nps-units")
    if figure.low == figure.high:
        size = min(figure.n * evidence.effective / evidence.cell.rows, evidence.cell.unit_count) / classes.n
        stand_in = score_interval(Recommending(classes.detractors * size, classes.passives * size, classes.promoters * size))
        if is_known(stand_in):
            return Estimate(figure.value, stand_in.low, stand_in.high, figure.n, "nps-score")
    return Estimate(figure.value, max(figure.low, -FULL), min(figure.high, FULL), figure.n, "nps-units")
