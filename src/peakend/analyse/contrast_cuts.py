"""Which answers count as low and which as high? The cuts behind penalty and reward, by scale, by share or by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from peakend.analyse.evidence import Evidence, span_of
from peakend.define.survey import Question
from peakend.errors import WrongCuts
from peakend.scan.ask import Feature, Span

LONG: Final = 10
"""From so many answers on, a scale is cut as recommendation is: the two highest are high, the third and fourth neither."""

MIDDLING: Final = 7


@dataclass(frozen=True, slots=True)
class Cut:
    """Answers up to `low` are low, from `high` on high; those between are the reference."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Rule:
    """How the cuts were chosen: by the scale, by the share of answers (about `share` at either end), or given by hand."""

    kind: Literal["scale", "share", "given"] = "scale"
    share: float = 0.2
    given: tuple[tuple[str, Cut], ...] = ()
    """The cut of each question, by its key; questions that are not named are cut by scale."""


BY_SCALE: Final = Rule()


def cut_scale(span: Span) -> Cut:
    """The cut of a scale by its length alone: the two lowest answers are low, the highest is high.

    From seven answers on the three lowest and the two highest; from ten on all but the four highest are low and the two highest high, as
    in the Net Promoter Score; of three answers one at either end.

    >>> cut_scale(Span("q", 1, 5)), cut_scale(Span("q", 1, 7)), cut_scale(Span("q", 0, 10))
    (Cut(low=2, high=5), Cut(low=3, high=6), Cut(low=6, high=9))
    """
    if span.width >= LONG:
        return Cut(span.high - 4, span.high - 1)
    if span.width >= MIDDLING:
        return Cut(span.low + 2, span.high - 1)
    return Cut(span.low + (1 if span.width > 3 else 0), span.high)  # noqa: PLR2004 - two of three would be most of the scale


def cut_by_share(evidence: Evidence, question: Question, share: float) -> Cut:
    """The cut nearest to this share of the answers at either end, at least one answer left between them."""
    answered, span = evidence.answered(question), span_of(question)
    shares = answered.counts / max(answered.total, 1e-12)
    lows = range(span.low, span.high - 1)
    low = min(lows, key=lambda at: (abs(float(shares[: at - span.low + 1].sum()) - share), at))
    highs = range(low + 2, span.high + 1)
    high = min(highs, key=lambda at: (abs(float(shares[at - span.low :].sum()) - share), -at))
    return Cut(low, high)


def choose_cuts(evidence: Evidence, questions: list[Question], rule: Rule) -> dict[str, Cut]:
    """The cut of each question. Raises `WrongCuts` where one leaves nothing between its ends, or lies off the scale."""
    named = dict(rule.given)
    cuts = {one.key: cut_by_share(evidence, one, rule.share) if rule.kind == "share" else cut_scale(span_of(one)) for one in questions}
    cuts |= {one.key: named[one.key] for one in questions if one.key in named}
    for one in questions:
        cut, span = cuts[one.key], span_of(one)
        if not span.low <= cut.low < cut.high - 1 < span.high:
            raise WrongCuts(question=one.key, cut_low=cut.low, cut_high=cut.high, low=span.low, high=span.high)
    return cuts


def dummies_of(question: Question, cuts: Mapping[str, Cut] | None = None) -> tuple[Feature, Feature]:
    """The features "low" and "high" of a question."""
    span = span_of(question)
    cut = cut_scale(span) if cuts is None or question.key not in cuts else cuts[question.key]
    answers = range(span.low, span.high + 1)
    return Feature(span, tuple(int(at <= cut.low) for at in answers)), Feature(span, tuple(int(at >= cut.high) for at in answers))
