"""Where does the service fall short: of what customers expect, of a competitor, and of what they hold important?

A gap is performance minus the other, person by person where the same person gave both. Performance minus *importance* is not a gap in
meaning (two different things on one scale): it serves the importance-performance picture only, and says so.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.differences import compare_independent, compare_paired, rank_differences
from peakend.analyse.evidence import Evidence, crosstab_of, levels_of, pair_of, scenario_questions
from peakend.analyse.importance import SURE
from peakend.analyse.interval import percentile_interval
from peakend.analyse.multiplicity import adjust_bh, adjust_holm
from peakend.analyse.resample import RESAMPLES
from peakend.analyse.result import Estimate, Figure, Result, Row, TooFew, figure_row, is_known
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Question
from peakend.errors import DifferentScales, NothingAsked
from peakend.scan.ask import Ask
from peakend.text import Text

Floats = NDArray[np.float64]
GapKind = Literal["expectation", "importance", "competitor"]
Direction = Literal["below", "above", "level"]

ENOUGH_PAIRS: Final = 0.5
"""The share of the smaller group that must have rated both for a comparison with a competitor to be made person by person."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two questions about one moment whose answers are to be compared: performance, and the other."""

    scenario: Scenario
    place: int
    moment: Moment
    kind: GapKind
    performance: Question
    other: Question

    @property
    def comparable(self) -> bool:
        """Whether both are answered on the same scale."""
        mine, theirs = self.performance.scale, self.other.scale
        return mine is not None and theirs is not None and (mine.low, mine.high) == (theirs.low, theirs.high)


def match_questions(study: Study, present: frozenset[str]) -> Iterator[Match]:
    """Every two questions that may be compared: scenario by scenario, kind by kind, in the customer's order."""
    others: dict[tuple[GapKind, str], list[Question]] = {}
    kinds: tuple[GapKind, ...] = ("expectation", "importance", "competitor")
    for kind in kinds[:2]:
        for _, questions in scenario_questions(study, present, kind):
            others.update({(kind, question.about): [question] for question in questions})
    for question in study.survey.questions:
        if question.key in present and question.competitor and question.measure in {"competitor", "performance"}:
            others.setdefault(("competitor", question.about), []).append(question)
    for scenario, questions in scenario_questions(study, present, "performance"):
        places = {moment.key: (place, moment) for place, moment in enumerate(scenario.moments, start=1)}
        for kind in kinds:
            for question in questions:
                for other in others.get((kind, question.about), []):
                    yield Match(scenario, *places[question.about], kind, question, other)


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: products of performance with each other thing on the same scale; crosstabs for expectations."""
    wanted: list[Ask] = []
    for match in match_questions(study, present):
        if match.comparable:
            wanted += [levels_of(match.performance), levels_of(match.other), pair_of(match.other, match.performance)]
        if match.comparable and match.kind == "expectation":
            wanted.append(crosstab_of(match.other, match.performance))
    return tuple(wanted)


@dataclass(frozen=True)
class GapLine:
    """One moment against one other thing: `left` is performance, `right` the other, `gap` left minus right.

    Paired: all three are of those who gave both, and `size` is Cohen's dz. Independent: means of all who gave each, `size` is Cohen's d.
    `p_adjusted` is Holm's within scenario and kind, `p_listed` Benjamini and Hochberg's, `p_wilcoxon` a second opinion that needs no
    means. `weighted` is the gap times the moment's share of the importance of these moments. `direction` is the sign of the gap as
    estimated; whether it is proved says `significant`.
    """

    moment: Moment
    scenario: str
    place: int
    kind: GapKind
    competitor: str
    questions: tuple[str, str]
    paired: bool
    left: Figure
    right: Figure
    gap: Figure
    deviation: float | None
    size: float | None
    t: float | None
    freedom: float | None
    p_value: float | None
    p_adjusted: float | None
    p_listed: float | None
    p_wilcoxon: float | None
    weighted: float | None
    significant: bool
    direction: Direction

    @property
    def ipa_only(self) -> bool:
        """Whether this is no gap in meaning, but performance beside importance."""
        return self.kind == "importance"


@dataclass(frozen=True)
class GapSum:
    """All gaps of one kind in one scenario: their plain mean, and the mean weighted with importance where that was asked."""

    scenario: str
    kind: GapKind
    competitor: str
    moments: int
    plain: Figure
    weighted: Figure | None


@dataclass(frozen=True)
class Gaps(Result):
    """Every gap, and the overall gaps of each scenario. `unequal` names pairs of questions left out because their scales differ."""

    question: ClassVar[str] = "gaps"
    title: ClassVar[Text] = Text(zh="差距分析", en="Gaps")

    lines: tuple[GapLine, ...]
    overall: tuple[GapSum, ...]
    unequal: tuple[tuple[str, str], ...] = ()

    def kind(self, kind: GapKind, scenario: str | None = None) -> tuple[GapLine, ...]:
        """The gaps of one kind, of one scenario if it is named."""
        return tuple(line for line in self.lines if line.kind == kind and scenario in {None, line.scenario})

    def rows(self) -> list[Row]:
        """One row a gap, then one an overall gap."""
        return [_line_row(line) for line in self.lines] + [_sum_row(one) for one in self.overall]


def _line_row(line: GapLine) -> Row:
    return {
        "scope": "moment",
        "scenario": line.scenario,
        "moment": line.moment.key,
        "kind": line.kind,
        "competitor": line.competitor,
        "ipa_only": line.ipa_only,
        "paired": line.paired,
        **figure_row("left", line.left),
        **figure_row("right", line.right),
        **figure_row("gap", line.gap),
        "size": line.size,
        "t": line.t,
        "freedom": line.freedom,
        "p_value": line.p_value,
        "p_adjusted": line.p_adjusted,
        "p_listed": line.p_listed,
        "p_wilcoxon": line.p_wilcoxon,
        "weighted": line.weighted,
        "significant": line.significant,
        "direction": line.direction,
    }


def _sum_row(one: GapSum) -> Row:
    return {
        "scope": "scenario",
        "scenario": one.scenario,
        "kind": one.kind,
        "competitor": one.competitor,
        "ipa_only": one.kind == "importance",
        **figure_row("gap", one.plain),
        **({} if one.weighted is None else figure_row("weighted_gap", one.weighted)),
    }


def measure_gaps(evidence: Evidence) -> Gaps:
    """How far is what was delivered from what was expected, from a competitor, and (for IPA only) from what is held important?

    Paired, per moment over those who gave both: d_i = performance_i - other_i; d̄ ± t(n-1)·s_d/√n; dz = d̄/s_d; Holm within scenario and
    kind for claims, Benjamini-Hochberg for screening; Wilcoxon beside it for expectations. With weights, clusters or folded answers d̄
    is a ratio of totals, linearised over sampling units. A competitor rated by other people (fewer than half of the smaller group rated
    both): Welch. Overall gap: the mean of the gaps, and Σ gap x importance share; intervals from joint resamples. Where one answer
    is missing, the person is left out of that pair only. Scales must be equal; other pairs are named in `unequal`.

    Raises `NothingAsked`, `DifferentScales`. Source: Parasuraman, Zeithaml & Berry 1988; Martilla & James 1977; Holm 1979.
    """
    matches = tuple(match_questions(evidence.study, evidence.present))
    if not matches:
        raise NothingAsked(analysis="gaps", measure="expectation")
    families: dict[tuple[str, GapKind, str], list[Match]] = {}
    for match in matches:
        if match.comparable:
            families.setdefault((match.scenario.key, match.kind, match.other.competitor), []).append(match)
    if not families:
        raise DifferentScales(one=matches[0].performance.key, other=matches[0].other.key)
    measured = [(family, _adjust([_measure(evidence, match) for match in family])) for family in families.values()]
    lines = tuple(line for family, found in measured for line in _share_out(evidence, family, found))
    overall = tuple(_sum_up(evidence, family, found) for family, found in measured)
    used = dict.fromkeys(question for match in matches if match.comparable for question in (match.performance, match.other))
    methods = {figure.method for line in lines for figure in (line.left, line.right, line.gap)}
    methods |= {"holm", "benjamini-hochberg", "bootstrap-percentile"}
    methods |= {"wilcoxon"} if any(line.p_wilcoxon is not None for line in lines) else set()
    unequal = tuple((match.performance.key, match.other.key) for match in matches if not match.comparable)
    return Gaps(evidence.base(used, methods, resampled=True), lines, overall, unequal)


def _measure(evidence: Evidence, match: Match) -> GapLine:
    mine, other = match.performance, match.other
    paired = match.kind != "competitor" or _enough_pairs(evidence, match)
    found = (compare_paired if paired else compare_independent)(evidence, mine, other)
    gap = found.gap
    direction: Direction = "level"
    if is_known(gap) and gap.value:
        direction = "below" if gap.value < 0 else "above"
    return GapLine(
        moment=match.moment,
        scenario=match.scenario.key,
        place=match.place,
        kind=match.kind,
        competitor=other.competitor,
        questions=(mine.key, other.key),
        paired=paired,
        left=found.left,
        right=found.right,
        gap=gap,
        deviation=found.deviation,
        size=found.size,
        t=found.t,
        freedom=found.freedom,
        p_value=found.p_value,
        p_adjusted=None,
        p_listed=None,
        p_wilcoxon=rank_differences(evidence, mine, other) if match.kind == "expectation" and is_known(gap) else None,
        weighted=None,
        significant=False,
        direction=direction,
    )


def _enough_pairs(evidence: Evidence, match: Match) -> bool:
    both = int(evidence.cell.counted(pair_of(match.other, match.performance))[0])
    fewer = min(evidence.answered(match.performance).n, evidence.answered(match.other).n)
    return both >= 2 and both >= ENOUGH_PAIRS * fewer  # noqa: PLR2004 - one pair has no spread


def _adjust(lines: Sequence[GapLine]) -> list[GapLine]:
    """The same lines with p values corrected over those that have one."""
    tested = [line.p_value for line in lines if line.p_value is not None]
    claims, listed = iter(adjust_holm(tested)), iter(adjust_bh(tested))
    corrected = []
    for line in lines:
        if line.p_value is None:
            corrected.append(line)
        else:
            claim = next(claims)
            corrected.append(replace(line, p_adjusted=claim, p_listed=next(listed), significant=claim < SURE))
    return corrected


def _share_out(evidence: Evidence, family: Sequence[Match], lines: Sequence[GapLine]) -> Iterator[GapLine]:
    """The same lines with each gap times the moment's share of importance."""
    questions = _weights_of(evidence, family)
    if not questions:
        yield from lines
        return
    means = [evidence.mean(question) for question in questions]
    known = [mean.value if is_known(mean) else 0.0 for mean in means]
    total = sum(known)
    for line, value in zip(lines, known, strict=True):
        weighted = line.gap.value * value / total if is_known(line.gap) and total > 0 else None
        yield replace(line, weighted=weighted)


def _weights_of(evidence: Evidence, family: Sequence[Match]) -> tuple[Question, ...]:
    """The importance questions that weigh these gaps; none where one is missing, or where importance is what is compared."""
    known = evidence.about("importance", [match.moment.key for match in family])
    if family[0].kind == "importance" or len(known) < len({match.moment.key for match in family}):
        return ()
    return tuple(known[match.moment.key] for match in family)


def _sum_up(evidence: Evidence, family: Sequence[Match], lines: Sequence[GapLine]) -> GapSum:
    """The overall gap of one family, plain and weighted, over the moments whose gap is known."""
    gaps = [line.gap.value if is_known(line.gap) else math.nan for line in lines]
    values, n = np.array(gaps), max(line.gap.n for line in lines)
    known = np.flatnonzero(np.isfinite(values)).tolist()
    kept = [family[at] for at in known]
    names = (family[0].scenario.key, family[0].kind, family[0].other.competitor, len(known))
    if not kept:
        return GapSum(*names, plain=TooFew(n, 2, "bootstrap-percentile"), weighted=None)
    draws = _draw_gaps(evidence, kept, [lines[at].paired for at in known])
    plain = _figure(float(values[known].mean()), draws.mean(axis=1), n)
    questions = _weights_of(evidence, kept)
    means = [evidence.mean(question) for question in questions]
    weights = np.array([mean.value for mean in means if is_known(mean)])
    if len(weights) < len(kept) or weights.sum() <= 0:
        return GapSum(*names, plain=plain, weighted=None)
    drawn = evidence.resampled_means(questions)
    total = drawn.sum(axis=1)
    heavy = (draws * drawn).sum(axis=1) / np.where(total > 0, total, np.nan)
    return GapSum(*names, plain=plain, weighted=_figure(float(values[known] @ weights / weights.sum()), heavy, n))


def _figure(value: float, draws: Floats, n: int) -> Figure:
    low, high = percentile_interval(draws)
    return Estimate(value, low, high, n, "bootstrap-percentile") if math.isfinite(low) else TooFew(n, 2, "bootstrap-percentile")


def _draw_gaps(evidence: Evidence, family: Sequence[Match], paired: Sequence[bool]) -> Floats:
    """Resampled gaps, one column a moment, all from the same draws as everything else."""
    together = [match for match, both in zip(family, paired, strict=True) if both]
    alone = [match for match, both in zip(family, paired, strict=True) if not both]
    units = [np.asarray(evidence.cell.units(pair_of(match.other, match.performance)), dtype=np.float64) for match in together]
    columns = [part for unit in units for part in (unit[:, 2] - unit[:, 1], unit[:, 0])]
    sums = evidence.resamples.of(np.stack(columns, axis=1)) if columns else np.zeros((RESAMPLES, 0))
    ours, theirs = ([getattr(match, side) for match in alone] for side in ("performance", "other"))
    apart = evidence.resampled_means(ours) - evidence.resampled_means(theirs)
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = sums[:, 0::2] / sums[:, 1::2]
    order = np.argsort(np.argsort([not both for both in paired], kind="stable"))
    return np.asarray(np.concatenate([drawn, apart], axis=1)[:, order])
