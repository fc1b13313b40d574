"""Who answered, and whom do the answers miss? Response rates, the make-up of the sample beside the population, early and late answers.

Non-response does no harm by itself: it biases a figure as far as those who did not answer differ. What can be seen of that: whether groups
are missing (margins), how evenly they responded (R-indicator), and whether those who answered late, as the ones most like those who never
did, answered differently.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from typing import ClassVar, Final

from scipy import special

from peakend.analyse.evidence import Evidence, levels_of
from peakend.analyse.grouped import SURE, compare_question
from peakend.analyse.interval import wilson_share
from peakend.analyse.multiplicity import adjust_bh, adjust_holm
from peakend.analyse.response import Rate, eligible_share, response_evenness, response_rates
from peakend.analyse.result import Estimate, Figure, Result, Row, figure_row, is_known
from peakend.analyse.weighting import label_row
from peakend.analyse.weights import rated_questions
from peakend.define.answers import DATE
from peakend.define.plan import Fieldwork, Margin
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.errors import NoFieldwork
from peakend.scan.ask import Ask
from peakend.scan.tally import Cell, Group
from peakend.text import Text

Count = Callable[[Sequence[Ask], Sequence[str]], Mapping[Group, Evidence]]
"""More counts of the same rows: asks, split by these names (`Reading.count`)."""

LATE: Final = 1 / 3
"""The share of answers, the last to come, that stands for those who never did."""
FEW: Final = 5.0
"""A group of which fewer are expected makes the chi-square test unsafe."""
FEWEST: Final = 30
"""Fewer early or late answers tell nothing."""

LONGEST: Final = 26
"""Weeks of fieldwork at most: of answers that came in for longer, the last third is a trend and not who was hard to reach."""


@dataclass(frozen=True)
class RateLine:
    """One fieldwork: what became of those invited, the share of unknown ones taken for eligible, and the rates of AAPOR."""

    wave: str
    invited: int
    eligible: float
    rates: Mapping[Rate, float | None]


@dataclass(frozen=True)
class MarginLine:
    """One value of one attribute: its share of the answers with interval, and of the population."""

    attribute: str
    value: str
    n: int
    sample: Figure
    population: float

    @property
    def apart(self) -> bool:
        """Whether the interval of the sample leaves the share of the population out."""
        return is_known(self.sample) and not self.sample.low <= self.population <= self.sample.high


@dataclass(frozen=True)
class MarginTest:
    """Whether the sample is spread like the population: chi-square, p by itself and adjusted by Holm over the margins; evenness R."""

    attribute: str
    statistic: float
    freedom: int
    p_value: float | None
    """Nothing where fewer than 5 are expected of a value."""
    p_adjusted: float | None
    evenness: float | None


@dataclass(frozen=True)
class LateLine:
    """One question: its figure among early and among late answers, and the difference late less early."""

    question: Question
    early: Figure
    late: Figure
    difference: Estimate | None
    p_value: float
    p_adjusted: float
    differs: bool


@dataclass(frozen=True)
class Responding(Result):
    """Who answered of those invited, whom the sample misses, and whether late answers differ."""

    question: ClassVar[str] = "fieldwork"
    title: ClassVar[Text] = Text(zh="应答情况", en="Who responded")

    rates: tuple[RateLine, ...]
    margins: tuple[MarginLine, ...]
    tests: tuple[MarginTest, ...]
    lates: tuple[LateLine, ...]
    since: str = ""
    """The first week of the late answers."""

    def rows(self) -> list[Row]:
        """Rows of four kinds: rates, margins, their tests, early and late answers."""
        study, rates = self.base.study, [row for line in self.rates for row in _rate_rows(line)]
        return [
            *rates,
            *(_margin_row(one, study) for one in self.margins),
            *(_test_row(one, study) for one in self.tests),
            *(_late_row(one) for one in self.lates),
        ]


def _rate_rows(line: RateLine) -> list[Row]:
    return [
        {"kind": "rate", "wave": line.wave, "rate": name, "share": value, "invited": line.invited} for name, value in line.rates.items()
    ]


def _margin_row(line: MarginLine, study: Study | None) -> Row:
    known: Row = {
        "kind": "margin",
        "attribute": line.attribute,
        "value": line.value,
        **label_row(study, line.attribute, line.value),
        "n": line.n,
    }
    return {**known, **figure_row("sample", line.sample), "population": line.population, "apart": line.apart}


def _test_row(test: MarginTest, study: Study | None) -> Row:
    return {
        "kind": "test",
        "attribute": test.attribute,
        **label_row(study, test.attribute, ""),
        "statistic": test.statistic,
        "freedom": test.freedom,
        "p_value": test.p_value,
        "p_holm": test.p_adjusted,
        "evenness": test.evenness,
    }


def _late_row(line: LateLine) -> Row:
    row: Row = {"kind": "late", "question": line.question.key, **figure_row("early", line.early), **figure_row("late", line.late)}
    if line.difference is not None:
        row |= figure_row("difference", line.difference)
    return {**row, "p_value": line.p_value, "p_listed": line.p_adjusted, "differs": line.differs}


def judge_responding(evidence: Evidence, count: Count) -> Responding:
    """What fieldwork, margins and dates say about who answered.

    Rates by AAPOR from the plan's fieldwork; for each margin of the plan the unweighted make-up of all answers, Wilson intervals,
    Pearson's chi-square against the population (Holm over the margins; not tested where fewer than 5 are expected), and R where the
    fieldwork says how many were invited; for each rated question the last third of the answers by date against those before
    (Benjamini–Hochberg over the questions). Filtered answers have no margins: they are not meant to look like the population.
    `count` counts the same rows split otherwise. Raises `NoFieldwork`.
    """
    plan = evidence.study.plan
    rates = tuple(_rate(one) for one in plan.fieldwork)
    lines: list[MarginLine] = []
    tests: list[MarginTest] = []
    if not evidence.filters and not evidence.group:
        for margin in (one for one in plan.weighting.margins if one.attribute in evidence.present):
            found = {group[0]: one.cell.rows for group, one in count((), (margin.attribute,)).items()}
            lines += _margin(margin, found)
            tests.append(_test(margin, found, plan.fieldwork))
    lates, since = _lates(evidence, count)
    if not rates and not lines and not lates:
        raise NoFieldwork
    methods = {
        *(["aapor"] if rates else []),
        *(["margin-chi2", "share-wilson"] if lines else []),
        *(["r-indicator"] if lines and rates else []),
    }
    methods |= {figure.method for line in lates for figure in (line.early, line.late) if is_known(figure)}
    return Responding(evidence.base([line.question for line in lates], methods), rates, tuple(lines), _adjust(tests), lates, since)


def _rate(fieldwork: Fieldwork) -> RateLine:
    counts = dict(fieldwork.counts)
    return RateLine(fieldwork.wave, sum(counts.values()), eligible_share(counts), response_rates(counts))


def _margin(margin: Margin, found: Mapping[str, int]) -> list[MarginLine]:
    n = sum(found.get(value, 0) for value, _ in margin.shares)
    total = sum(share for _, share in margin.shares)
    return [
        MarginLine(margin.attribute, value, found.get(value, 0), wilson_share(found.get(value, 0), n), share / total)
        for value, share in margin.shares
    ]


def _test(margin: Margin, found: Mapping[str, int], fieldwork: Sequence[Fieldwork]) -> MarginTest:
    """Pearson's chi-square of one margin, over the values that the plan gives a share."""
    total = sum(share for _, share in margin.shares)
    pairs = [(found.get(value, 0), share / total) for value, share in margin.shares if share > 0]
    n = sum(seen for seen, _ in pairs)
    statistic = sum((seen - n * share) ** 2 / (n * share) for seen, share in pairs) if n else 0.0
    safe = len(pairs) > 1 and n * min(share for _, share in pairs) >= FEW
    freedom = len(pairs) - 1
    invited = sum(eligible_of(one) for one in fieldwork)
    evenness = response_evenness([seen for seen, _ in pairs], [share for _, share in pairs], invited) if invited else None
    return MarginTest(margin.attribute, statistic, freedom, float(special.chdtrc(freedom, statistic)) if safe else None, None, evenness)


def eligible_of(fieldwork: Fieldwork) -> float:
    """How many of those invited are eligible: the known, and the share e of the unknown."""
    counts = dict(fieldwork.counts)
    unknown, gone = counts.get("unknown", 0), counts.get("not_eligible", 0)
    return sum(counts.values()) - unknown - gone + eligible_share(counts) * unknown


def _adjust(tests: Sequence[MarginTest]) -> tuple[MarginTest, ...]:
    tested = [one.p_value for one in tests if one.p_value is not None]
    adjusted = iter(adjust_holm(tested))
    return tuple(replace(one, p_adjusted=next(adjusted)) if one.p_value is not None else one for one in tests)


# Early and late


def _lates(evidence: Evidence, count: Count) -> tuple[tuple[LateLine, ...], str]:
    """Each rated question among early and late answers, where there are dates and enough of both."""
    questions = rated_questions(evidence)
    if DATE not in evidence.present or not questions:
        return (), ""
    weeks = count([levels_of(one) for one in questions], ("week",))
    named = {group[0]: one for group, one in sorted(weeks.items()) if group[0]}
    cut = _cut({week: one.cell.rows for week, one in named.items()})
    if not cut or _count_weeks(min(named), max(named)) > LONGEST:
        return (), ""
    early = _join([one for week, one in named.items() if week < cut])
    late = _join([one for week, one in named.items() if week >= cut])
    compared = [compare_question(question, {"early": early, "late": late}) for question in questions]
    adjusted = adjust_bh([one.p_value for one in compared])
    lines = tuple(
        LateLine(
            question,
            one.figures["early"],
            one.figures["late"],
            one.pairs[0].difference if one.pairs else None,
            one.p_value,
            p,
            bool(one.pairs) and p < SURE,
        )
        for question, one, p in zip(questions, compared, adjusted, strict=True)
    )
    return lines, cut


def _count_weeks(first: str, last: str) -> int:
    """How many weeks lie between two, named like 2024-W03.

    >>> _count_weeks("2023-W51", "2024-W02")
    3
    """
    one, two = (datetime.strptime(f"{week}-1", "%G-W%V-%u").replace(tzinfo=UTC) for week in (first, last))
    return (two - one).days // 7


def _cut(weeks: Mapping[str, int]) -> str:
    """The first week of the late answers, so that they come as near to a third as weeks allow; empty where either part is too small."""
    total, before = sum(weeks.values()), 0
    parts: dict[str, int] = {}
    for week, rows in weeks.items():
        if before >= FEWEST and total - before >= FEWEST:
            parts[week] = total - before
        before += rows
    return min(parts, key=lambda week: abs(parts[week] - LATE * total), default="")


def _join(several: Sequence[Evidence]) -> Evidence:
    cell: Cell = reduce(lambda one, other: one.join(other), [one.cell for one in several])
    return replace(several[0], cell=cell)
