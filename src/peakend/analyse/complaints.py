"""Are the complaint categories in use the ones that cost satisfaction? An audit of the categories, not of the customers.

A category that is named often need not cost much, and one that costs much may hide under "other". For each multiple answer of complaints:
how much "other" holds (coverage), which categories are named together (overlap), how many points of satisfaction or recommendation go
with each (effect), and reach x effect: points lost by all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, crosstab_of, levels_of, span_of
from peakend.analyse.interval import percentile_interval
from peakend.analyse.nps import nps_scores
from peakend.analyse.nps_classes import nps_questions
from peakend.analyse.regression import centre_products
from peakend.analyse.resample import RESAMPLES, probability_top, prove_order, rank_limits
from peakend.analyse.result import Estimate, Figure, Part, Result, Row, TooFew, figure_row, is_known
from peakend.define.plan import ComplaintPlan
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.errors import ComplaintsNotPlanned
from peakend.scan.ask import Ask, Feature, Products
from peakend.text import Text

Floats = NDArray[np.float64]

TOP: Final = 3
ENOUGH: Final = 10
"""A category that fewer named has no effect of its own."""

LIKELY: Final = 0.8
"""A category is among the costliest where it is in this share of the resamples."""

TOGETHER: Final = 0.5
"""Two categories overlap where the phi coefficient of naming them reaches this."""

Verdict = Literal["costly", "costs", "counted", "too_few", "other"]


@dataclass(frozen=True)
class Audited:
    """One multiple answer of complaints and the judgements it is held against."""

    plan: ComplaintPlan
    categories: tuple[Question, ...]
    outcomes: tuple[Question, ...]


def audits(study: Study, present: frozenset[str]) -> tuple[Audited, ...]:
    """The complaints that the study's plan names and the answers hold."""
    overall = [one for one in study.survey.asking("overall") if one.key in present and one.scale is not None and not one.about]
    outcomes = (*overall[:1], *nps_questions(study, present)[:1])
    found = []
    for plan in study.plan.complaints:
        categories = tuple(one for one in study.survey.asking("chosen") if one.group == plan.group and one.key in present)
        if categories and outcomes:
            found.append(Audited(plan, categories, outcomes))
    return tuple(found)


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: how often each is named, each two together, and all of them with each judgement."""
    wanted: list[Ask] = []
    for audit in audits(study, present):
        wanted += [levels_of(one) for one in audit.categories]
        wanted += [crosstab_of(one, two) for one, two in combinations(audit.categories, 2)]
        wanted += [_products(audit.categories, outcome) for outcome in audit.outcomes]
    return tuple(wanted)


def _products(categories: Sequence[Question], outcome: Question) -> Products:
    scores = tuple(int(score) for score in nps_scores(outcome)) if outcome.measure == "nps" else ()
    return Products((*(Feature(span_of(one)) for one in categories), Feature(span_of(outcome), scores)))


@dataclass(frozen=True)
class ComplaintLine:
    """One category against one judgement.

    `share` is who named it among who was asked (0..1); `effect` how many points the judgement moves with it, the other categories held
    still (NPS points for recommendation); `lost` is share x effect, the points that all customers together lose, negative for a loss;
    `p_top` the chance that it is among the three costliest; ranks hold for all categories together (1 = costliest).
    """

    outcome: Question
    question: Question
    label: Text
    share: Figure
    effect: Figure
    lost: Figure
    p_top: float
    rank: int
    rank_low: int
    rank_high: int
    by_volume: int
    verdict: Verdict


@dataclass(frozen=True)
class Overlap:
    """Two categories that are named together: how many named both, and phi."""

    one: Text
    two: Text
    both: int
    phi: float


@dataclass(frozen=True)
class ComplaintAudit(Part):
    """One multiple answer: how much falls under "other", what overlaps, and what each category costs."""

    group: str
    other: Figure | None
    overlaps: tuple[Overlap, ...]
    lines: tuple[ComplaintLine, ...]

    def about(self, outcome: Question) -> tuple[ComplaintLine, ...]:
        """The lines of one judgement, costliest first."""
        return tuple(line for line in self.lines if line.outcome.key == outcome.key)


@dataclass(frozen=True)
class Complaints(Result):
    """The audit of every multiple answer of complaints."""

    question: ClassVar[str] = "complaints"
    title: ClassVar[Text] = Text(zh="抱怨类别审核", en="Audit of complaint categories")

    audits: tuple[ComplaintAudit, ...]

    def rows(self) -> list[Row]:
        """One row a category and judgement, costliest first."""
        return [_row(one, line) for one in self.audits for line in one.lines]


def _row(one: ComplaintAudit, line: ComplaintLine) -> Row:
    known = line.effect.known
    return {
        "list": one.group,
        "outcome": line.outcome.key,
        "question": line.question.key,
        "label_zh": line.label.zh,
        "label_en": line.label.en,
        **figure_row("share", line.share),
        "by_volume": line.by_volume,
        **figure_row("effect", line.effect),
        **figure_row("lost", line.lost),
        "p_top": line.p_top if known else None,
        "rank": line.rank if known else None,
        "rank_low": line.rank_low if known else None,
        "rank_high": line.rank_high if known else None,
        "verdict": line.verdict,
    }


def audit_complaints(evidence: Evidence) -> Complaints:
    """Which categories cost the most, and do the categories in use catch them?

    Effect: the slope of each category in one regression of the judgement on all of them, over who answered both (complete cases);
    lost = share x slope, resampled together over respondents (blocks, clusters), percentile intervals; P(among the three costliest)
    and simultaneous rank sets from the same draws. Coverage: the share that named "other" (as the plan says). Overlap: phi of each two.
    A category that fewer than 10 named is too few. Association, not cause: who complains may be harder to please.

    Raises `ComplaintsNotPlanned` where the plan names no complaints or the answers lack them. Source: the category audit asked for in the
    ten-themes method; ordinary least squares; Efron & Tibshirani 1993; Mogstad et al. 2024.
    """
    found = audits(evidence.study, evidence.present)
    if not found:
        raise ComplaintsNotPlanned
    parts = tuple(_audit(evidence, audit) for audit in found)
    asked = [question for audit in found for question in (*audit.categories, *audit.outcomes)]
    methods = {"bootstrap-percentile", "probability-resampled", "rank-sets"}
    methods |= {line.share.method for part in parts for line in part.lines if line.share.method}
    return Complaints(evidence.base(asked, methods, resampled=True), parts)


def _audit(evidence: Evidence, audit: Audited) -> ComplaintAudit:
    others = [one for one in audit.categories if one.key in audit.plan.other]
    figures = [evidence.share(one, (1,)) for one in others]
    lines = [line for outcome in audit.outcomes for line in _lines(evidence, audit, outcome)]
    return ComplaintAudit(audit.plan.group, figures[0] if figures else None, tuple(_overlaps(evidence, audit.categories)), tuple(lines))


def _overlaps(evidence: Evidence, categories: Sequence[Question]) -> Iterator[Overlap]:
    """The pairs that are mostly named together."""
    for one, two in combinations(categories, 2):
        table = np.asarray(evidence.cell.total(crosstab_of(one, two)), dtype=np.float64).reshape(2, 2)
        across, down = table.sum(axis=1), table.sum(axis=0)
        scale = float(np.sqrt(np.prod(across) * np.prod(down)))
        phi = float(table[0, 0] * table[1, 1] - table[0, 1] * table[1, 0]) / scale if scale > 0 else 0.0
        both = int(np.asarray(evidence.cell.counted(crosstab_of(one, two))).reshape(2, 2)[1, 1])
        if phi >= TOGETHER and both >= ENOUGH:
            yield Overlap(label_of(one), label_of(two), both, phi)


def label_of(question: Question) -> Text:
    """What a category is called."""
    return question.wording or Text(zh=question.key, en=question.key)


def _lines(evidence: Evidence, audit: Audited, outcome: Question) -> list[ComplaintLine]:
    categories = audit.categories
    ask = _products(categories, outcome)
    counted = np.asarray(evidence.cell.counted(ask))
    n, named = int(counted[0]), counted[1 : 1 + len(categories)]
    slopes, shares = _slopes(np.asarray(evidence.cell.total(ask), dtype=np.float64)[None, :], len(categories))
    drawn, drawn_shares = _slopes(evidence.resamples.sums(ask), len(categories))
    enough = named >= ENOUGH
    lost, draws = (slopes * shares)[0], drawn * drawn_shares
    judged = np.where(enough, -lost, np.nan)
    drawn_cost = np.where(enough[None, :], -draws, np.nan)
    tops = probability_top(drawn_cost, TOP)
    limits = rank_limits(prove_order(drawn_cost, judged))
    volume = (-named).argsort(kind="stable").argsort(kind="stable") + 1
    lines = []
    for at, question in enumerate(categories):
        effect = _figure(float(slopes[0, at]), drawn[:, at], n, int(named[at]))
        verdict = _verdict(effect, float(tops[at]), is_other=question.key in audit.plan.other)
        lines.append(
            ComplaintLine(
                outcome=outcome,
                question=question,
                label=label_of(question),
                share=evidence.share(question, (1,)),
                effect=effect,
                lost=_figure(float(lost[at]), draws[:, at], n, int(named[at])),
                p_top=float(tops[at]),
                rank=1 + int(np.nansum(judged > judged[at])),
                rank_low=limits[at][0],
                rank_high=limits[at][1],
                by_volume=int(volume[at]),
                verdict=verdict,
            )
        )
    return sorted(lines, key=lambda line: line.lost.value if is_known(line.lost) else 0.0)


def _slopes(sums: Floats, count: int) -> tuple[Floats, Floats]:
    """The slope of each category and its share, for each row of sums: shape (rows, count)."""
    centred = centre_products(sums, count + 1)
    table, to_outcome = centred.table[..., :count, :count], centred.table[..., :count, count]
    still = np.diagonal(table, axis1=-2, axis2=-1) <= 1e-9  # nobody named it in this resample  # noqa: PLR2004
    safe = table + np.where(still[..., None] & np.eye(count, dtype=bool), 1.0, 0.0)
    with np.errstate(invalid="ignore"):
        slopes = np.einsum("...ij,...j->...i", np.linalg.pinv(safe, hermitian=True), np.where(still, 0.0, to_outcome))
    return slopes, centred.means[..., :count]


def _figure(value: float, draws: Floats, n: int, named: int) -> Figure:
    if named < ENOUGH or n < RESAMPLES // 100:
        return TooFew(named, ENOUGH, "bootstrap-percentile")
    low, high = percentile_interval(draws)
    return Estimate(value, low, high, n, "bootstrap-percentile")


def _verdict(effect: Figure, p_top: float, *, is_other: bool) -> Verdict:
    """Costs: proved to lower the judgement; costly: likely one of the three costliest too. Counted: named, but no loss is proved."""
    if not is_known(effect):
        return "too_few"
    if is_other:
        return "other"
    if effect.high < 0:
        return "costly" if p_top >= LIKELY else "costs"
    return "counted"
