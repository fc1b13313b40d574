"""What should make a reader careful? Things about the answers that a mean does not show.

A caution is a kind, what it is about, and the values that made it: the words stand in the report. Nothing here stops an analysis.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.correlation import ENTANGLED, correlate, correlation_table, entangled_groups, pairs_of, share_in_common
from peakend.analyse.derived import overall_question
from peakend.analyse.evidence import Evidence, levels_of, pair_of, scenario_questions
from peakend.analyse.gaps import match_questions
from peakend.analyse.importance import SURE
from peakend.analyse.interval import t_test
from peakend.analyse.result import Estimate, Result, Row, is_known
from peakend.define.study import Scenario, Study
from peakend.define.survey import Question
from peakend.scan.ask import Ask
from peakend.text import Text

Floats = NDArray[np.float64]

CautionKind = Literal[
    "absent",
    "few",
    "missing",
    "all_equal",
    "ceiling",
    "restricted_range",
    "halo",
    "collinear",
    "weights_matter",
    "recommendation_scale",
    "scales_differ",
    "simpson",
    "one_moment",
    "no_end",
]
"""What may be wrong. The keys of the sentences in the report."""

CEILING: Final = 0.4
"""A question whose highest answer takes more than this share cannot tell good from very good."""

FEW: Final = 30
"""Fewer answers than this carry wide intervals and little else."""

MISSING: Final = 0.3
"""More than this share without an answer, of those who were asked and had been there, is a reason to ask who is silent."""

NARROW: Final = 0.9
"""More than this share on two neighbouring answers of a scale of five or more is a restricted range."""

HALO: Final = 0.6
"""More than this share of the variance of three or more ratings in one component: they may be one general impression."""

HALO_RATINGS: Final = 3
"""Two ratings have most of their variance in common as soon as they correlate at all."""


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: the levels of every rating, the products of a scenario's ratings with each other and with the overall one."""
    wanted: list[Ask] = [levels_of(question) for question in _ratings(study, present)]
    for scenario, rated in scenario_questions(study, present, "performance"):
        overall = overall_question(study, present, scenario)
        wanted += [pairs_of(rated)] if len(rated) > 1 else []
        wanted += [pair_of(question, overall) for question in rated] if overall is not None else []
    return tuple(wanted)


def _ratings(study: Study, present: frozenset[str]) -> tuple[Question, ...]:
    """Every question answered on a scale of more than two steps."""
    asked = (one for one in study.survey.questions if one.key in present and one.scale is not None and one.measure != "chosen")
    return tuple(one for one in asked if one.scale is not None and one.scale.high - one.scale.low > 1)


@dataclass(frozen=True)
class Caution:
    """One reason to be careful: its kind, what it is about (question, scenario, attribute), and the values that made it.

    `value` is what was found and `limit` what it should not pass; `n` the answers behind it; `names` further questions or groups.
    """

    kind: CautionKind
    about: str
    value: float | None = None
    limit: float | None = None
    n: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cautions(Result):
    """Every reason to be careful, in the order in which a careful reader would ask."""

    question: ClassVar[str] = "cautions"
    title: ClassVar[Text] = Text(zh="注意事项", en="Cautions")

    cautions: tuple[Caution, ...]

    def of(self, kind: CautionKind) -> tuple[Caution, ...]:
        """The cautions of one kind."""
        return tuple(one for one in self.cautions if one.kind == kind)

    def rows(self) -> list[Row]:
        """One row a caution."""
        return [
            {"kind": one.kind, "about": one.about, "value": one.value, "limit": one.limit, "n": one.n, "names": list(one.names)}
            for one in self.cautions
        ]


def find_cautions(evidence: Evidence, groups: Sequence[Evidence] = ()) -> Cautions:
    """What in these answers should make a reader careful?

    Per rating: too few answers, many missing, all equal, a ceiling, a restricted range, weights that move the mean by more than half its
    interval. Per scenario: ratings that share one component (halo: first principal component above 60 %), ratings that cannot be told
    apart (r > 0.8), one moment only, no end. Per study: questions without a column, recommendation asked on another scale than 0 to 10,
    pairs on different scales. `groups` are the groups of a split: then also reversals, where ratings and the overall judgement go
    together one way in the whole and the other way in every group (Simpson 1951). Nothing is left out or mended here.
    """
    found = [*_about_study(evidence)]
    for question in _ratings(evidence.study, evidence.present):
        found += _about(evidence, question)
    for scenario, rated in scenario_questions(evidence.study, evidence.present, "performance"):
        found += _about_scenario(evidence, scenario, rated)
        overall = overall_question(evidence.study, evidence.present, scenario)
        if overall is not None and len(groups) > 1:
            found += [one for question in rated for one in _about_groups(evidence, groups, question, overall)]
    order = get_args(CautionKind)
    found.sort(key=lambda one: order.index(one.kind))
    return Cautions(evidence.base(_ratings(evidence.study, evidence.present), ()), tuple(found))


def _about_study(evidence: Evidence) -> Iterator[Caution]:
    study = evidence.study
    for question in study.survey.questions:
        if question.key not in evidence.present:
            yield Caution("absent", question.key)
    for question in evidence.asking("nps"):
        scale = question.scale
        if scale is not None and (scale.low, scale.high) != (0, 10):
            yield Caution("recommendation_scale", question.key, float(scale.low), float(scale.high))
    for match in match_questions(study, evidence.present):
        if not match.comparable:
            yield Caution("scales_differ", match.performance.key, names=(match.other.key,))
    for scenario, questions in scenario_questions(study, evidence.present, "importance"):
        if len(questions) == 1:
            yield Caution("one_moment", scenario.key, names=(questions[0].about,))
        if not any(study.ends(question.about) for question in questions):
            yield Caution("no_end", scenario.key)


_CHOICES: Final = frozenset({"kano_functional", "kano_dysfunctional"})


def _about(evidence: Evidence, question: Question) -> Iterator[Caution]:
    answered = evidence.answered(question)
    n, counts, total = answered.n, answered.counts, answered.total
    if n < FEW:
        yield Caution("few", question.key, float(n), float(FEW), n)
    silent = sum(times for why, times in answered.missing.items() if why not in {"not_asked", "not_experienced"})
    if n + silent > 0 and silent / (n + silent) > MISSING:
        yield Caution("missing", question.key, silent / (n + silent), MISSING, n)
    if n == 0 or total <= 0:
        return
    if np.count_nonzero(counts) == 1:
        yield Caution("all_equal", question.key, float(answered.values[int(np.argmax(counts))]), n=n)
    elif question.measure in _CHOICES:
        pass  # the answers to a Kano question are kinds, not degrees: none of them is a ceiling
    elif counts[-1] / total > CEILING:
        yield Caution("ceiling", question.key, float(counts[-1] / total), CEILING, n)
    elif len(counts) >= 5 and float((counts[1:] + counts[:-1]).max()) / total > NARROW:  # noqa: PLR2004
        yield Caution("restricted_range", question.key, float((counts[1:] + counts[:-1]).max()) / total, NARROW, n)
    mean = evidence.mean(question)
    if evidence.cell.weighted and is_known(mean):
        yield from _about_weights(evidence, question, mean)


def _about_weights(evidence: Evidence, question: Question, mean: Estimate) -> Iterator[Caution]:
    """Whether the unweighted mean lies outside half the weighted interval: then both must be shown."""
    counted = evidence.cell.counted(levels_of(question))[: len(evidence.values(question))]
    plain = float(counted @ evidence.values(question)) / float(counted.sum())
    if abs(plain - mean.value) > mean.half > 0:
        yield Caution("weights_matter", question.key, mean.value, plain, mean.n)


def _about_scenario(evidence: Evidence, scenario: Scenario, rated: Sequence[Question]) -> Iterator[Caution]:
    """Whether the ratings of one scenario are several things or one."""
    table = correlation_table(evidence, rated, FEW)
    n = max(evidence.answered(question).n for question in rated)
    common = share_in_common(table)
    if len(rated) >= HALO_RATINGS and common > HALO:
        yield Caution("halo", scenario.key, common, HALO, n)
    for group in entangled_groups(table):
        among = [table[one, two] for one in group for two in group if one < two]
        strongest = float(np.nanmax(among))
        first, *others = (rated[at].key for at in group)
        yield Caution("collinear", first, strongest, ENTANGLED, n, tuple(others))


def _about_groups(evidence: Evidence, groups: Sequence[Evidence], question: Question, overall: Question) -> Iterator[Caution]:
    """Whether a rating and the overall judgement go one way in the whole and the other way in every group."""
    ask = pair_of(question, overall)
    known = [group for group in groups if group.cell.counted(ask)[0] >= FEW]
    if len(known) < 2:  # noqa: PLR2004 - one group is the whole
        return
    each = np.array([group.cell.counted(ask) for group in known], dtype=np.float64)
    whole, inside = float(correlate(np.asarray(evidence.cell.counted(ask), dtype=np.float64)[None, :])[0]), correlate(each)
    if not np.isfinite([whole, *inside]).all() or not (inside * whole < 0).all():
        return
    people = each[:, 0].sum()
    within = float((inside * each[:, 0]).sum() / people)
    if all(_proved(r, n) for r, n in ((whole, people), (within, people - len(each) + 1))):
        yield Caution("simpson", question.key, whole, within, int(people), tuple(", ".join(group.group.values()) for group in known))


def _proved(r: float, n: float) -> bool:
    """Whether a correlation over n people is different from zero: t = r √((n - 2)/(1 - r²)) with n - 2 degrees of freedom."""
    if abs(r) >= 1:
        return True
    return t_test(r, float(np.sqrt((1 - r * r) / (n - 2))), n - 2) < SURE
