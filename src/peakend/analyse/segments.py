"""Do groups of customers differ, on which questions, and which groups? Figures by group, and what of their differences is proved.

Whoever looks at many questions in many groups finds differences by luck. So the order is fixed: Q over all groups of a question first,
Benjamini–Hochberg over the questions (a list is screened), and only then single pairs, Holm within the question (claims are made).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from peakend.analyse.evidence import Evidence
from peakend.analyse.grouped import SURE, Compared, Pairwise, compare_question
from peakend.analyse.multiplicity import adjust_bh
from peakend.analyse.nps import reads_as_nps
from peakend.analyse.ranks import Rank
from peakend.analyse.result import Figure, Result, Row, figure_row
from peakend.analyse.weights import RATED, rated_questions
from peakend.define.survey import Measure, Question
from peakend.errors import NoSplit, NothingAsked, OneGroup
from peakend.text import Text

JOINED = " · "
"""Stands between the values of several attributes in the name of a group."""


@dataclass(frozen=True, slots=True)
class SegmentGroup:
    """One group: its label (the values joined), its value of each attribute, how many responses."""

    label: str
    values: Mapping[str, str]
    n: int


@dataclass(frozen=True)
class SegmentLine:
    """One question over all groups.

    `figures` by group label, mean on the question's scale or NPS; too few where a group has fewer than 10 answers, which is then out of
    the tests. `q` with `freedom` and `p_value` test whether the groups differ at all; `p_adjusted` is Benjamini–Hochberg's over the
    questions. `differs` where that is below 0.05; a pair differs only where its question does. `size` is η², the share of the variance
    that lies between groups. `ranks` hold for all groups together, and exclude nothing where the question does not differ. With fewer
    than two groups left `freedom` is 0 and nothing is tested.
    """

    question: Question
    measure: Measure
    about: str
    figures: Mapping[str, Figure]
    q: float
    freedom: int
    p_value: float
    p_adjusted: float
    differs: bool
    size: float
    pairs: tuple[Pairwise, ...]
    ranks: Mapping[str, Rank]

    @property
    def tested(self) -> bool:
        """Whether at least two groups had enough answers."""
        return self.freedom > 0

    @property
    def too_few(self) -> tuple[str, ...]:
        """The groups with too few answers to this question."""
        return tuple(label for label, figure in self.figures.items() if not figure.known)


@dataclass(frozen=True)
class Segments(Result):
    """Every rated question over the groups of a split.

    `unassigned` counts responses without a value of the attribute: they are in no group. `refused` names recommendation questions that
    cannot be read as NPS.
    """

    question: ClassVar[str] = "segments"
    title: ClassVar[Text] = Text(zh="客群差异", en="Differences between segments")

    by: tuple[str, ...]
    groups: tuple[SegmentGroup, ...]
    lines: tuple[SegmentLine, ...]
    unassigned: int = 0
    refused: tuple[str, ...] = ()

    def rows(self) -> list[Row]:
        """One row a question and group; the tests of the question stand in each."""
        return [row for line in self.lines for row in _rows(line)]

    def pair_rows(self) -> list[Row]:
        """One row a question and pair of groups."""
        return [_pair_row(line, pair) for line in self.lines for pair in line.pairs]

    def as_dict(self) -> Row:
        """Question, base, rows, and the pairs beside them."""
        return {
            **super().as_dict(),
            "pairs": [dict(row) for row in self.pair_rows()],
            "unassigned": self.unassigned,
            "refused": list(self.refused),
        }


def _rows(line: SegmentLine) -> Iterator[Row]:
    apart = {
        label: [pair.two if pair.one == label else pair.one for pair in line.pairs if pair.differs and label in {pair.one, pair.two}]
        for label in line.figures
    }
    for label, figure in line.figures.items():
        rank = line.ranks.get(label)
        yield {
            "question": line.question.key,
            "measure": line.measure,
            "about": line.about,
            "group": label,
            **figure_row("figure", figure),
            "rank": rank.rank if rank else None,
            "rank_low": rank.low if rank else None,
            "rank_high": rank.high if rank else None,
            "q": line.q if line.tested else None,
            "freedom": line.freedom,
            "p_value": line.p_value if line.tested else None,
            "p_adjusted": line.p_adjusted if line.tested else None,
            "differs": line.differs,
            "size": line.size if line.tested else None,
            "differs_from": list(apart[label]),
        }


def _pair_row(line: SegmentLine, pair: Pairwise) -> Row:
    return {
        "question": line.question.key,
        "one": pair.one,
        "two": pair.two,
        **figure_row("difference", pair.difference),
        "size": pair.size,
        "p_value": pair.p_value,
        "p_adjusted": pair.p_adjusted,
        "differs": pair.differs,
    }


def compare_groups(whole: Evidence, groups: Sequence[Evidence], by: Sequence[str]) -> Segments:
    """Do the groups of a split differ, on which questions, and which of them?

    For every overall, NPS, importance and performance question: mean (or NPS) by group with interval; Q = Σ(m - μ)²/se² over the
    groups that have 10 answers, its p value from Welch's F, or from Brown and Forsythe's where groups are too small for
    their number; Benjamini–Hochberg over the questions; all pairs with Holm within the question
    (Welch's t; MOVER of score intervals for NPS; linearised over sampling units with weights or clusters, with their covariance where
    the same units answered in several groups); η² and Cohen's d; simultaneous rank sets.

    `groups` are the evidence of each group, `whole` that of all together. Responses without a value are counted and left out. Missing
    answers are left out question by question. Raises `NoSplit`, `OneGroup`, `NothingAsked`.
    Source: Welch 1951; Brown & Forsythe 1974; Donner & Zou 2012; Benjamini & Hochberg 1995; Holm 1979; multiplicity.json.
    """
    if not by:
        raise NoSplit(known=", ".join(one.key for one in whole.study.survey.attributes if one.key in whole.present) or "-")
    named = _name_groups([one for one in groups if all(one.group.get(name) for name in by)], by)
    if len(named) < 2:  # noqa: PLR2004 - a comparison needs two
        raise OneGroup(by=", ".join(by), groups=", ".join(named) or "-")
    refused = tuple(question.key for question in whole.asking("nps") if not reads_as_nps(question))
    questions = rated_questions(whole)
    if not questions:
        raise NothingAsked(analysis="segments", measure=" / ".join(RATED))
    compared = [compare_question(question, named) for question in questions]
    lines = _screen(questions, compared)
    methods = {"benjamini-hochberg", *(method for one in compared for method in one.methods)}
    listed = tuple(SegmentGroup(label, dict(one.group), one.cell.rows) for label, one in named.items())
    unassigned = sum(one.cell.rows for one in groups) - sum(one.n for one in listed)
    return Segments(whole.base(questions, methods), tuple(by), listed, lines, unassigned, refused)


def _name_groups(groups: Sequence[Evidence], by: Sequence[str]) -> dict[str, Evidence]:
    """Each group under a name of its own: its values joined; numbered where two would read alike."""
    named: dict[str, Evidence] = {}
    for one in groups:
        label = JOINED.join(one.group[name] for name in by)
        named[label if label not in named else f"{label} ({len(named) + 1})"] = one
    return named


def _screen(questions: Sequence[Question], compared: Sequence[Compared]) -> tuple[SegmentLine, ...]:
    """The lines, with the p values of all tested questions adjusted together."""
    tested = [at for at, one in enumerate(compared) if one.freedom > 0]
    adjusted = dict(zip(tested, adjust_bh([compared[at].p_value for at in tested]), strict=True))
    return tuple(_line(question, one, adjusted.get(at, 1.0)) for at, (question, one) in enumerate(zip(questions, compared, strict=True)))


def _line(question: Question, one: Compared, adjusted: float) -> SegmentLine:
    differs = adjusted < SURE
    ranks = one.ranks if differs else {label: Rank(1, rank.rank, len(one.ranks)) for label, rank in one.ranks.items()}
    return SegmentLine(
        question=question,
        measure=question.measure,
        about=question.about,
        figures=one.figures,
        q=one.q,
        freedom=one.freedom,
        p_value=one.p_value,
        p_adjusted=adjusted,
        differs=differs,
        size=one.size,
        pairs=tuple(pair if differs else replace(pair, differs=False) for pair in one.pairs),
        ranks=ranks,
    )
