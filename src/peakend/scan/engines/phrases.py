"""How is each ask said in SQL? As sums of expressions over one row: whole numbers, never null, 0 for who adds nothing.

Expressions that several sums share become columns of a query inside the query (a *stage*), each worked out once a row: the code of a
column, whether it is an answer (`h`), the answer or 0 (`x`), whether somebody answered everything, deviations, scores.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from typing import Final

from peakend.scan.ask import (
    WITHIN_UNIT,
    Amounts,
    Ask,
    Crosstab,
    Feature,
    Levels,
    Pair,
    Pairs,
    Products,
    Ranks,
    Span,
    Within,
)
from peakend.scan.engines.dialect import Dialect

WIDE: Final = 40
"""Answers with more slots than this are counted in long form: a group for each slot that occurs, instead of a sum for each there is."""

_INT32: Final = 2**31 - 1


@dataclass(frozen=True)
class Slots:
    """An ask answered in long form: the number of rows for each value of an expression (null: the row is in no slot)."""

    slot: str


Phrase = tuple[str, ...] | Slots
"""An ask in SQL: one expression for each of its sums, or the slot that a row is counted in."""


@dataclass
class Draft:
    """A query under construction: expressions that have a name, stage by stage, each once."""

    dialect: Dialect
    code: Callable[[str], str]
    """The code of a column (whole number, null for blank)."""
    amount: Callable[[str], str]
    """The value of a column as a real number (null, not a number or infinite where there is none)."""
    stages: tuple[dict[str, str], ...] = field(default_factory=lambda: ({}, {}, {}, {}))

    def keep(self, stage: int, text: str) -> str:
        """The name of an expression in this stage; it may use the names of earlier stages only."""
        names = self.stages[stage]
        return names.setdefault(text, f"v{stage}_{len(names)}")

    def column(self, span: Span) -> str:
        """The code of the span's column."""
        return self.keep(0, self.code(span.column))

    def answered(self, span: Span) -> str:
        """1 for an answer, 0 for none."""
        return self.keep(1, f"CASE WHEN {self.column(span)} BETWEEN {span.low} AND {span.high} THEN 1 ELSE 0 END")

    def answer(self, span: Span) -> str:
        """The answer, 0 for none."""
        code = self.column(span)
        return self.keep(1, f"CASE WHEN {code} BETWEEN {span.low} AND {span.high} THEN {code} ELSE 0 END")

    def everything(self, spans: Sequence[Span]) -> str:
        """1 for a row that answers all of these, else 0."""
        return self.keep(2, " * ".join(self.answered(span) for span in spans) or "1")


def say_ask(ask: Ask, draft: Draft) -> Phrase | None:  # noqa: PLR0911 - one answer an ask
    """An ask in SQL; nothing for asks that are left to our own kernel (`Episode`, `Marks`)."""
    match ask:
        case Levels():
            return _say_levels(ask, draft)
        case Crosstab():
            return _say_crosstab(ask, draft)
        case Pair() | Pairs():
            pairs = (ask,) if isinstance(ask, Pair) else ask.pairs
            return tuple(part for pair in pairs for part in _say_pair(pair, draft))
        case Within():
            return tuple(_say_within(ask, draft))
        case Ranks():
            return tuple(_say_ranks(ask, draft))
        case Amounts():
            return _say_amounts(ask, draft)
        case Products():
            return tuple(_say_products(ask, draft))
        case _:
            return None


def is_said(ask: Ask) -> bool:
    """Whether an engine answers this ask itself."""
    return isinstance(ask, Levels | Crosstab | Pair | Pairs | Within | Ranks | Amounts | Products)


def count_sums(ask: Ask) -> int:
    """How many sums an engine has to keep for this ask."""
    return 1 if isinstance(ask, Levels | Crosstab) and ask.width > WIDE else ask.width


def _when(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"


def _say_levels(ask: Levels, draft: Draft) -> Phrase:
    code, span, width = draft.column(ask.span), ask.span, ask.width
    known = "".join(f" WHEN {code} = {value} THEN {span.width + place}" for place, value in reversed([*enumerate(ask.codes)]))
    within = f"WHEN {code} BETWEEN {span.low} AND {span.high} THEN {code} - ({span.low})"
    slot = f"CASE WHEN {code} IS NULL THEN {width - 2}{known} {within} ELSE {width - 1} END"
    if width > WIDE:
        return Slots(slot)
    named = draft.keep(1, slot)
    return tuple(_when(f"{named} = {place}") for place in range(width))


def _say_crosstab(ask: Crosstab, draft: Draft) -> Phrase:
    both = f"{draft.answered(ask.x)} * {draft.answered(ask.y)} = 1"
    place = f"({draft.answer(ask.x)} - ({ask.x.low})) * {ask.y.width} + {draft.answer(ask.y)} - ({ask.y.low})"
    slot = f"CASE WHEN {both} THEN {place} END"
    if ask.width > WIDE:
        return Slots(slot)
    named = draft.keep(2, slot)
    return tuple(_when(f"{named} = {at}") for at in range(ask.width))


def _say_pair(pair: Pair, draft: Draft) -> tuple[str, ...]:
    here_x, here_y, x, y = draft.answered(pair.x), draft.answered(pair.y), draft.answer(pair.x), draft.answer(pair.y)
    return (
        f"{here_x} * {here_y}",
        f"{x} * {here_y}",
        f"{y} * {here_x}",
        f"{x} * {x} * {here_y}",
        f"{y} * {y} * {here_x}",
        f"{x} * {y}",
    )


def _say_within(ask: Within, draft: Draft) -> Iterator[str]:
    """Deviations are whole for up to 12 answers: 12 and all before it divide the unit. Beyond, the nearest, halves to the even one."""
    dialect, spans = draft.dialect, ask.spans
    count = draft.keep(2, " + ".join(draft.answered(span) for span in spans))
    total = draft.keep(2, " + ".join(draft.answer(span) for span in spans))
    for span in spans:
        scaled = f"{dialect.whole(f'{draft.answer(span)} * {count} - {total}')} * {WITHIN_UNIT}"
        share = dialect.divide.format(scaled, count)
        if len(spans) > 12:  # noqa: PLR2004 - the largest number of answers whose mean is whole in this unit
            share = dialect.whole(dialect.nearest.format(f"CAST({scaled} AS {dialect.real}) / {count}"))
        counted = f"{draft.answered(span)} = 1 AND {count} > 1"
        far = draft.keep(3, f"CASE WHEN {counted} THEN {share} ELSE {dialect.whole('0')} END")
        yield from (_when(counted), far, f"{far} * {far}")


def _say_ranks(ask: Ranks, draft: Draft) -> Iterator[str]:
    everything, ties = draft.everything(ask.spans), []
    yield everything
    for span in ask.spans:
        own = draft.answer(span)
        below = " + ".join(_when(f"{draft.answer(other)} < {own}") for other in ask.spans)
        equal = draft.keep(2, " + ".join(_when(f"{draft.answer(other)} = {own}") for other in ask.spans))
        ties.append(f"({equal} * {equal} - 1)")
        yield f"{everything} * (2 * ({below}) + {equal} + 1)"
    yield f"{everything} * ({' + '.join(ties) or '0'})"


def _say_amounts(ask: Amounts, draft: Draft) -> tuple[str, ...]:
    value, dialect = draft.keep(0, draft.amount(ask.column)), draft.dialect
    known = f"abs({value}) < CAST('Infinity' AS {dialect.real})"
    far = draft.keep(1, f"CASE WHEN {known} THEN {value} - {dialect.number(ask.centre)} ELSE {dialect.number(0.0)} END")
    return _when(known), far, f"{far} * {far}"


def _say_products(ask: Products, draft: Draft) -> Iterator[str]:
    everything = draft.everything(ask.spans)
    scores = [draft.keep(3, _say_score(feature, everything, draft)) for feature in ask.features]
    yield everything
    yield from scores
    for (one, left), (two, right) in combinations_with_replacement(zip(ask.features, scores, strict=True), 2):
        large = one.largest * two.largest > _INT32
        yield f"{draft.dialect.whole(left)} * {right}" if large else f"{left} * {right}"


def _say_score(feature: Feature, everything: str, draft: Draft) -> str:
    answer = draft.answer(feature.span)
    if not feature.scores:
        return f"{everything} * {answer}"
    by_score: dict[int, list[str]] = {}
    for level, score in enumerate(feature.scores, start=feature.span.low):
        by_score.setdefault(score, []).append(str(level))
    made = "".join(f" WHEN {answer} IN ({', '.join(levels)}) THEN {score}" for score, levels in by_score.items() if score)
    return f"CASE WHEN {everything} = 0 THEN 0{made} ELSE 0 END"


__all__ = ["WIDE", "Draft", "Phrase", "Slots", "count_sums", "is_said", "say_ask"]
