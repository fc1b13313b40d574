"""On what do the analyses of one group of respondents stand? The study, one counted cell, and what has been found about its base.

Every analysis is a function from evidence to a result. Evidence answers the few things all of them need: which questions were asked,
the levels of each, means and shares with the interval that suits the cell, and joint resamples.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.interval import mean_from_sums, ratio_from_units, share_from_units, wilson_share
from peakend.analyse.methods import versions_of
from peakend.analyse.resample import RESAMPLES, Resamples
from peakend.analyse.result import Base, Figure, Weighting
from peakend.define.answers import REASONS
from peakend.define.study import Scenario, Study
from peakend.define.survey import Measure, Question, Reason
from peakend.errors import NoScale
from peakend.scan.ask import Crosstab, Levels, Pair, Span, Within
from peakend.scan.tally import Cell, effective_size

Floats = NDArray[np.float64]

_CODES = tuple(REASONS.values())


def span_of(question: Question) -> Span:
    """The column of a question as the scan sees it. Raises `NoScale`."""
    if question.scale is None:
        if question.measure in {"chosen", "recalled"}:
            return Span(question.key, 0, 1)
        raise NoScale(question=question.key)
    return Span(question.key, question.scale.low, question.scale.high)


def levels_of(question: Question) -> Levels:
    """The ask for how often each answer, and each reason for none, was given."""
    return Levels(span_of(question), _CODES)


def pair_of(x: Question, y: Question) -> Pair:
    """The ask for the products of two questions."""
    return Pair(span_of(x), span_of(y))


def crosstab_of(x: Question, y: Question) -> Crosstab:
    """The ask for how often each answer to one meets each answer to the other."""
    return Crosstab(span_of(x), span_of(y))


def within_of(questions: Iterable[Question]) -> Within:
    """The ask for deviations from each person's own mean over these questions."""
    return Within(tuple(span_of(question) for question in questions))


def scenario_questions(study: Study, present: frozenset[str], measure: Measure) -> Iterator[tuple[Scenario, tuple[Question, ...]]]:
    """For each scenario asked about, its questions of this measure in the customer's order: one a moment, about ourselves."""
    known = {one.about: one for one in study.survey.asking(measure) if one.key in present and not one.competitor}
    for scenario in study.scenarios:
        questions = tuple(known[moment.key] for moment in scenario.moments if moment.key in known)
        if questions:
            yield scenario, questions


def top_answers(question: Question) -> tuple[int, ...]:
    """The answers that count as high: the two highest, or the highest where the scale has fewer than four."""
    span = span_of(question)
    return tuple(range(span.high - _boxes(span) + 1, span.high + 1))


def low_answers(question: Question) -> tuple[int, ...]:
    """The answers that count as low: the two lowest, or the lowest where the scale has fewer than four."""
    span = span_of(question)
    return tuple(range(span.low, span.low + _boxes(span)))


def _boxes(span: Span) -> int:
    return 2 if span.width >= 4 else 1  # noqa: PLR2004 - two of three would be most of the scale


@dataclass(frozen=True)
class Answered:
    """How often each answer was given to one question: values of the scale, counts (weighted where weights are used), n unweighted."""

    question: Question
    values: NDArray[np.int64]
    counts: Floats
    n: int
    missing: Mapping[Reason, int]

    @property
    def total(self) -> float:
        """Σw over the answers."""
        return float(self.counts.sum())


@dataclass(frozen=True)
class Evidence:
    """One group of respondents, counted, with what its results must say about their base."""

    study: Study
    cell: Cell
    present: frozenset[str]
    """The columns that the answers have."""
    read: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    group: Mapping[str, str] = field(default_factory=dict)
    weight: str = ""
    owned: bool = False
    """Whether rows have owners, so that one unit may hold several rows."""
    least: int = 0
    """Groups of fewer people are not shown; 0 where everything is."""
    suppressed: tuple[str, ...] = ()
    """Groups of the split that are not shown."""
    thin: tuple[str, ...] = ()
    """Questions that are not shown for the same reason; they count as absent."""

    def unweighted(self) -> "Evidence":
        """The same answers, every response counting once."""
        return replace(self, cell=replace(self.cell, weighted=False))

    def asking(self, measure: Measure, about: str | None = None) -> tuple[Question, ...]:
        """The questions with this measure whose column the answers have."""
        return tuple(one for one in self.study.survey.asking(measure, about) if one.key in self.present)

    def about(self, measure: Measure, moments: Iterable[str]) -> dict[str, Question]:
        """For each of these moments that was asked about, its question of this measure."""
        known = {question.about: question for question in self.asking(measure) if not question.competitor}
        return {moment: known[moment] for moment in moments if moment in known}

    @cached_property
    def resamples(self) -> Resamples:
        """Joint resamples of this group."""
        return Resamples(self.cell)

    @cached_property
    def rowwise(self) -> bool:
        """Whether closed forms for independent, equally weighted responses hold."""
        single = self.cell.unit_count == self.cell.rows if not self.cell.by_block else not self.owned
        return single and not self.cell.weighted

    def answered(self, question: Question) -> Answered:
        """How often each answer was given."""
        span = span_of(question)
        if span not in self._answered:
            self._answered[span] = self._count(question)
        return self._answered[span]

    @cached_property
    def _answered(self) -> dict[Span, Answered]:
        """What is known of each question, kept: every analysis asks again."""
        return {}

    def _count(self, question: Question) -> Answered:
        ask = levels_of(question)
        width, counted = ask.span.width, self.cell.counted(ask)
        missing: dict[Reason, int] = {}
        for reason, times in zip(REASONS, counted[width : width + len(_CODES)].tolist(), strict=True):
            missing[reason] = int(times)
        missing["skipped"] += int(counted[-2])
        missing["off_scale"] += int(counted[-1])
        counts = np.asarray(self.cell.total(ask)[:width], dtype=np.float64)
        return Answered(question, self.values(question), counts, int(counted[:width].sum()), {why: n for why, n in missing.items() if n})

    def values(self, question: Question) -> NDArray[np.int64]:
        """The answers of the scale, lowest first."""
        span = span_of(question)
        return np.arange(span.low, span.high + 1)

    def scored(self, question: Question, scores: Floats) -> Figure:
        """The mean of a score given to each answer of the scale (the answer itself, 100/0/-100 for NPS, 1/0 for a share)."""
        ask, width = levels_of(question), len(scores)
        answered = self.answered(question)
        if self.rowwise:
            top, squares = float(answered.counts @ scores), float(answered.counts @ (scores * scores))
            return mean_from_sums(answered.n, top, squares)
        units = np.asarray(self.cell.units(ask)[:, :width], dtype=np.float64)
        filled = units[units.sum(axis=1) > 0]
        return ratio_from_units(filled @ scores, filled.sum(axis=1), answered.n)

    def mean(self, question: Question) -> Figure:
        """The mean answer with its interval."""
        return self.scored(question, self.values(question).astype(np.float64))

    def share(self, question: Question, hits: Sequence[int]) -> Figure:
        """The share of these answers among all answers, with Wilson's interval; over sampling units where answers are not independent."""
        answered = self.answered(question)
        chosen = np.isin(answered.values, hits)
        if self.rowwise or answered.n == 0:
            return wilson_share(float(answered.counts[chosen].sum()), answered.n)
        units = np.asarray(self.cell.units(levels_of(question))[:, : len(chosen)], dtype=np.float64)
        filled = units[units.sum(axis=1) > 0]
        return share_from_units(filled[:, chosen].sum(axis=1), filled.sum(axis=1), answered.n)

    @cached_property
    def effective(self) -> float:
        """Kish's effective number of responses."""
        return effective_size(self.cell)

    @cached_property
    def freedom(self) -> float:
        """Degrees of freedom of what is resampled: units (Kish's effective number where they are weighted) less one."""
        return max(min(self.effective, float(self.cell.unit_count)) - 1, 1.0)

    def resampled_means(self, questions: Sequence[Question]) -> Floats:
        """Joint resamples of the means of several questions, shape (resamples, questions); NaN where nobody answered."""
        if not questions:
            return np.zeros((RESAMPLES, 0))
        spans = [span_of(question) for question in questions]
        new = {span: question for span, question in zip(spans, questions, strict=True) if span not in self._drawn}
        if new:
            parts = []
            for question in new.values():
                units = np.asarray(self.cell.units(levels_of(question)), dtype=np.float64)
                values = self.values(question).astype(np.float64)
                parts += [units[:, : len(values)].sum(axis=1), units[:, : len(values)] @ values]
            sums = self.resamples.of(np.stack(parts, axis=1))
            with np.errstate(invalid="ignore", divide="ignore"):
                means = sums[:, 1::2] / sums[:, 0::2]
            self._drawn.update({span: means[:, at] for at, span in enumerate(new)})
        return np.stack([self._drawn[span] for span in spans], axis=1)

    def draw_ahead(self, questions: Sequence[Question]) -> None:
        """Resample the means of all these questions at once; who asks for some of them later finds them.

        With weights nothing is drawn: the last digit of sums of real numbers depends on what they are added up with.
        """
        if not self.cell.weighted:
            self.resampled_means(questions)

    @cached_property
    def _drawn(self) -> dict[Span, Floats]:
        """Resampled means by question, kept: several analyses ask for the same."""
        return {}

    def base(self, questions: Iterable[Question], methods: Iterable[str], *, resampled: bool = False) -> Base:
        """The base of a result that used these questions and methods."""
        missing: dict[str, int] = {}
        used = list(questions)
        for question in used:
            for reason, times in self.answered(question).missing.items():
                missing[reason] = missing.get(reason, 0) + times
        weighting = None
        if self.cell.weighted:
            effective = self.effective
            weighting = Weighting(self.weight, effective, self.cell.rows / effective if effective else 0.0)
        return Base(
            read=self.read or self.cell.rows,
            n=self.cell.rows,
            left_out={why: rows for why, rows in self.left_out.items() if rows},
            missing=dict(sorted(missing.items())),
            filters=self.filters,
            group=self.group,
            weighting=weighting,
            units=self.cell.unit_count,
            by_block=self.cell.by_block,
            resamples=RESAMPLES if resampled else 0,
            methods=versions_of(methods),
            absent=tuple(one.key for one in self.study.survey.questions if one.key not in self.present and one.key not in self.thin),
            least=self.least,
            suppressed=self.suppressed,
            thin=self.thin,
            synthetic=self.study.synthetic,
            study=self.study,
        )
