"""How do units stand on the recommendation score, and which of them can be told apart? The recommendation score as an exam paper.

A league table of branches is mostly chance: units of thirty answers differ by twenty points without any difference in service. A unit
therefore gets its score with n and interval, the ranks that cannot be excluded, and a verdict against all others together; where the
units do not differ at all, no rank is claimed for any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from peakend.analyse.evidence import Evidence
from peakend.analyse.grouped import ENOUGH, SURE, compare_question
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.nps import classes_of
from peakend.analyse.nps_classes import nps_questions
from peakend.analyse.nps_difference import difference_interval, difference_p_value
from peakend.analyse.nps_interval import Recommending
from peakend.analyse.ranks import Rank
from peakend.analyse.result import Figure, Result, Row, TooFew, figure_row, is_known
from peakend.define.survey import Question
from peakend.errors import NoSplit, NothingAsked, OneGroup
from peakend.text import Text

Standing = Literal["above", "below", "level", "too_few"]


@dataclass(frozen=True)
class Scorecard:
    """One unit: its score with interval, the ranks that cannot be excluded, its distance from all other units together (Holm)."""

    unit: str
    n: int
    nps: Figure
    rank: Rank | None
    apart: Figure
    """The unit's score less that of all other units together."""
    p_value: float
    p_holm: float
    standing: Standing


@dataclass(frozen=True)
class UnitScores:
    """One recommendation question over the units: whether they differ at all (Q with its p value), and each unit's card."""

    question: Question
    cards: tuple[Scorecard, ...]
    q: float
    freedom: int
    p_value: float

    @property
    def told_apart(self) -> bool:
        """Whether the units are proved to differ at all; without, no rank is claimed."""
        return self.freedom > 0 and self.p_value < SURE


@dataclass(frozen=True)
class Scorecards(Result):
    """Every unit's score on every recommendation question."""

    question: ClassVar[str] = "scorecards"
    title: ClassVar[Text] = Text(zh="单位成绩单（NPS 之“卷子”）", en="Unit scorecards (NPS as the exam paper)")

    by: tuple[str, ...]
    scores: tuple[UnitScores, ...]

    def rows(self) -> list[Row]:
        """One row a unit and question, highest score first."""
        return [_row(one, card) for one in self.scores for card in one.cards]


def _row(one: UnitScores, card: Scorecard) -> Row:
    rank = card.rank if one.told_apart else None
    return {
        "question": one.question.key,
        "group": card.unit,
        "n": card.n,
        **figure_row("nps", card.nps),
        "rank": rank.rank if rank else None,
        "rank_low": rank.low if rank else None,
        "rank_high": rank.high if rank else None,
        **figure_row("apart", card.apart),
        "p_value": card.p_value if card.apart.known else None,
        "p_holm": card.p_holm if card.apart.known else None,
        "standing": card.standing,
        "q": one.q,
        "freedom": one.freedom,
        "p_units": one.p_value,
    }


def score_units(whole: Evidence, groups: Sequence[Evidence], by: Sequence[str]) -> Scorecards:
    """How does each unit stand, and what of it is more than chance?

    NPS by unit with interval; Q over the units that have 10 answers (Welch's F, Brown and Forsythe's for many small units) and, only
    where it is significant, simultaneous rank sets; each unit against all others together: MOVER of two score intervals, Holm over the
    units (with weights, clusters or blocks the linearised comparison of the two). Nothing is shrunk: a small unit has a wide interval.

    Raises `NoSplit`, `OneGroup`, `NothingAsked`. Source: Donner & Zou 2012; Welch 1951; Mogstad et al. 2024; Goldstein & Spiegelhalter
    1996, JRSS A 159 (why league tables mislead).
    """
    if not by:
        raise NoSplit(known=", ".join(one.key for one in whole.study.survey.attributes if one.key in whole.present) or "-")
    questions = nps_questions(whole.study, whole.present)
    if not questions:
        raise NothingAsked(analysis="scorecards", measure="nps")
    named = {" · ".join(one.group[name] for name in by): one for one in groups if all(one.group.get(name) for name in by)}
    if len(named) < 2:  # noqa: PLR2004 - a comparison needs two
        raise OneGroup(by=", ".join(by), groups=", ".join(named) or "-")
    scores = tuple(_score(question, named) for question in questions)
    methods = {figure.method for one in scores for card in one.cards for figure in (card.nps, card.apart) if figure.method}
    return Scorecards(whole.base(questions, {*methods, "holm", "heterogeneity", "rank-sets"}), tuple(by), scores)


def _score(question: Question, units: Mapping[str, Evidence]) -> UnitScores:
    compared = compare_question(question, units)
    apart = {unit: _against_others(question, unit, units) for unit in units}
    judged = [unit for unit, (figure, _) in apart.items() if is_known(figure)]
    holm = dict(zip(judged, adjust_holm([apart[unit][1] for unit in judged]), strict=True))
    cards = [
        Scorecard(
            unit=unit,
            n=one.answered(question).n,
            nps=compared.figures[unit],
            rank=compared.ranks.get(unit),
            apart=apart[unit][0],
            p_value=apart[unit][1],
            p_holm=holm.get(unit, 1.0),
            standing=_standing(apart[unit][0], holm.get(unit, 1.0)),
        )
        for unit, one in units.items()
    ]
    cards.sort(key=lambda card: (not is_known(card.nps), -card.nps.value if is_known(card.nps) else 0.0))
    return UnitScores(question, tuple(cards), compared.q, compared.freedom, compared.p_value)


def _against_others(question: Question, unit: str, units: Mapping[str, Evidence]) -> tuple[Figure, float]:
    """A unit's score less that of all others together, with the p value of no difference."""
    mine, others = units[unit], [one for name, one in units.items() if name != unit]
    n = mine.answered(question).n
    rest = sum(one.answered(question).n for one in others)
    if min(n, rest) < ENOUGH:
        return TooFew(min(n, rest), ENOUGH, "nps-mover"), 1.0
    if all(one.rowwise for one in units.values()):
        together = _join([classes_of(one, question) for one in others])
        return difference_interval(together, classes_of(mine, question)), difference_p_value(together, classes_of(mine, question))
    cell = others[0].cell
    for one in others[1:]:
        cell = cell.join(one.cell)
    compared = compare_question(question, {"others": replace(mine, cell=cell), unit: mine})
    pair = next((one for one in compared.pairs if {one.one, one.two} == {"others", unit}), None)
    return (pair.difference, pair.p_value) if pair is not None else (TooFew(n, ENOUGH, "difference-units"), 1.0)


def _join(several: Sequence[Recommending]) -> Recommending:
    return Recommending(sum(one.detractors for one in several), sum(one.passives for one in several), sum(one.promoters for one in several))


def _standing(apart: Figure, p_holm: float) -> Standing:
    if not is_known(apart):
        return "too_few"
    if p_holm >= SURE:
        return "level"
    return "above" if apart.value > 0 else "below"
