"""How does one question stand in each group, and what may be said of the differences? The arithmetic under `segments`.

Groups whose answers are independent are compared by their own standard errors; groups in which the same sampling units answer (one
person in two waves, one branch in three regions) by the joint covariance over those units, which a comparison must not forget.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.contrast import (
    Spread,
    Verdict,
    compare_welch,
    contrast_of,
    judge_heterogeneity,
    judge_joint,
    judge_unweighted,
    judge_unweighted_joint,
    judge_welch,
    square_variances,
)
from peakend.analyse.evidence import Answered, Evidence, levels_of
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.nps import classes_of, nps_scores
from peakend.analyse.nps_difference import difference_interval, difference_p_value
from peakend.analyse.ranks import Rank, rank_independent, rank_joint
from peakend.analyse.result import Estimate, Figure, TooFew, is_known
from peakend.analyse.weights import figure_of
from peakend.define.survey import Question

Floats = NDArray[np.float64]

ENOUGH: Final = 10
"""A group with fewer answers to a question has no figure there, and no part in its tests."""

PAIRS_UP_TO: Final = 30
"""With more groups than this single pairs are not listed: nobody reads 500 of them; the ranks say what is proved."""

WEIGHED_FROM: Final = 20
"""Groups are weighted by 1/se² (Welch) where each has this many units times √k, or where there are two: the weights' own chance adds up
over k groups as √k/n, and with less the test finds differences where there are none."""

SURE: Final = 0.05
"""The error allowed, for the list of questions (Benjamini–Hochberg) and within a question (Holm)."""


@dataclass(frozen=True, slots=True)
class Pairwise:
    """Two groups compared on one question: the figure of `two` less that of `one`.

    The interval is that of this difference alone; `p_adjusted` is Holm's over all pairs of the question, `size` the difference in
    standard deviations of the answers (Cohen's d).
    """

    one: str
    two: str
    difference: Estimate
    size: float
    p_value: float
    p_adjusted: float
    differs: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One question over all groups: figures, the test that they differ at all, pairs and ranks of those with enough answers."""

    figures: Mapping[str, Figure]
    q: float
    freedom: int
    p_value: float
    size: float
    pairs: tuple[Pairwise, ...]
    ranks: Mapping[str, Rank]
    methods: frozenset[str]


@dataclass(frozen=True)
class _Joint:
    """The groups that take part: mean and error of each, spread of the answers, and how their errors hang together.

    `closed` where every response counts once and alone; `shared` where the same units answered in several groups, with `freedom` the
    degrees of freedom of the joint covariance. `squares` are the squared variances of the means without bias, `parts` (units × groups) what
    each unit adds to them.
    """

    labels: tuple[str, ...]
    spreads: tuple[Spread, ...]
    deviations: Floats
    covariance: Floats
    freedom: float
    closed: bool
    shared: bool
    squares: Floats
    parts: Floats

    @property
    def means(self) -> Floats:
        """The means, in the order of the labels."""
        return np.array([one.mean for one in self.spreads])

    @property
    def sizes(self) -> Floats:
        """How many units each group has."""
        return np.array([one.freedom + 1 for one in self.spreads])

    @property
    def weighable(self) -> bool:
        """Whether the errors are known well enough to weight the groups by them."""
        count = len(self.labels)
        return count == 2 or float(self.sizes.min()) >= WEIGHED_FROM * math.sqrt(count)  # noqa: PLR2004 - two are Welch's t


def compare_question(question: Question, groups: Mapping[str, Evidence]) -> Compared:
    """Figures of one question by group and everything that may be said of their differences.

    The mean on the question's scale, or NPS where the question is one. Groups with fewer than `ENOUGH` answers are too few; with fewer
    than two groups left nothing is tested (freedom 0, p 1).
    """
    figures: dict[str, Figure] = {}
    taking: dict[str, Evidence] = {}
    for label, evidence in groups.items():
        figure = figure_of(evidence, question)
        if figure.n < ENOUGH or isinstance(figure, TooFew):
            figures[label] = TooFew(figure.n, ENOUGH, figure.method)
        else:
            figures[label], taking[label] = figure, evidence
    methods = frozenset(figure.method for figure in figures.values())
    if len(taking) < 2:  # noqa: PLR2004 - one group has nothing to differ from
        return Compared(figures, 0.0, 0, 1.0, 0.0, (), {}, methods)
    joint = _join(question, taking)
    q, freedom, p_value = _judge(joint)
    pairs = _pairs(question, taking, joint) if len(taking) <= PAIRS_UP_TO else ()
    used = methods | {"heterogeneity", "rank-sets"} | {pair.difference.method for pair in pairs} | ({"holm"} if pairs else set())
    return Compared(figures, q, freedom, p_value, _eta(joint), pairs, _ranks(joint), used)


def scores_of(question: Question, evidence: Evidence) -> Floats:
    """What each answer counts: 100/0/-100 for NPS, else the answer itself."""
    return nps_scores(question) if question.measure == "nps" else evidence.values(question).astype(np.float64)


def _join(question: Question, groups: Mapping[str, Evidence]) -> _Joint:
    several = list(groups.values())
    scores = scores_of(question, several[0])
    answered = [evidence.answered(question) for evidence in several]
    means = np.array([float(one.counts @ scores) / one.total for one in answered])
    variances = np.array([_variance(one.counts, one.n, scores, mean) for one, mean in zip(answered, means, strict=True)])
    answers = np.array([one.n for one in answered])
    errors = _Units.over(question, several, scores, means)
    closed = not errors.shared and all(evidence.rowwise for evidence in several)
    covariance = np.diag(variances / answers) if closed else errors.covariance()
    units = answers if closed else errors.filled
    covariance = lift_errors(covariance, np.square(_step(scores) / units))
    freedoms = np.maximum(units - 1, 1)
    squares = _fourth(answered, scores, means) if closed else errors.squares()
    columns = (means, np.sqrt(np.diag(covariance)), freedoms, answers)
    spreads = tuple(Spread(*one) for one in zip(*(column.tolist() for column in columns), strict=True))
    deviations, freedom = np.sqrt(variances), max(errors.units - 1, 1)
    return _Joint(tuple(groups), spreads, deviations, covariance, freedom, closed, errors.shared, squares, errors.parts)


def lift_errors(covariance: Floats, floor: Floats) -> Floats:
    """A covariance in which no group and no difference of two is without error, so that no statistic is ever infinite.

    A group (or a difference) without spread gets the error that one of its units would make that stood one step apart: `floor`.
    """
    lifted = covariance + np.diag(np.maximum(floor - np.diag(covariance), 0.0))
    variance = np.diag(lifted)
    apart = variance[:, None] + variance[None, :] - 2 * lifted
    short = np.maximum(floor[:, None], floor[None, :]) - apart
    np.fill_diagonal(short, 0.0)
    return np.asarray(lifted + np.eye(len(floor)) * max(float(short.max()), 0.0) / 2, dtype=np.float64)


def _variance(counts: Floats, n: int, scores: Floats, mean: float) -> float:
    """The variance of the answers (weighted, with n - 1)."""
    return float(counts @ np.square(scores - mean)) / float(counts.sum()) * n / max(n - 1, 1)


def _fourth(answered: Sequence[Answered], scores: Floats, means: Floats) -> Floats:
    """The squared variances of the means of independent answers, without bias."""
    counts, n = np.array([one.counts for one in answered]), np.array([one.n for one in answered], dtype=np.float64)
    apart = np.square(scores - means[:, None])
    return square_variances((counts * apart).sum(axis=1), (counts * apart**2).sum(axis=1), n) / np.square(n)


def _step(scores: Floats) -> float:
    """The smallest distance of two scores."""
    different = np.unique(scores)
    return float(np.diff(different).min()) if len(different) > 1 else 1.0


@dataclass(frozen=True)
class _Units:
    """What each sampling unit adds to the mean of each group, z = Σw(x - mean)/Σw; shape (units, groups)."""

    parts: Floats
    filled: NDArray[np.int64]
    """How many units answered in each group."""
    shared: bool
    """Whether any unit answered in more than one."""

    @property
    def units(self) -> int:
        """How many different units there are."""
        return len(self.parts)

    def covariance(self) -> Floats:
        """Covariance of the means: U/(U - 1) Σzz', U over all groups where units are shared, else each group by itself."""
        across = self.parts.T @ self.parts
        if self.shared:
            return np.asarray(across * (self.units / max(self.units - 1, 1)), dtype=np.float64)
        return np.diag(np.diag(across) * self.filled / np.maximum(self.filled - 1, 1))

    def squares(self) -> Floats:
        """The squared variances of the means, without bias."""
        square = np.square(self.parts)
        n = self.filled.astype(np.float64)
        return np.square(n) * square_variances(square.sum(axis=0), np.square(square).sum(axis=0), n)

    @classmethod
    def over(cls, question: Question, groups: Sequence[Evidence], scores: Floats, means: Floats) -> "_Units":
        """Line the units of all groups up by their names.

        Units without a name (negative) are nobody in particular, never shared; nor are blocks of answers that have no owners.
        """
        names, parts, nobody = [], [], 0
        for at, evidence in enumerate(groups):
            sums = np.asarray(evidence.cell.units(levels_of(question))[:, : len(scores)], dtype=np.float64)
            below = sums.sum(axis=1)
            inside = below > 0
            named = evidence.cell.unit_names[inside].copy()
            unnamed = named < 0
            named[unnamed] = -1 - nobody - np.arange(int(unnamed.sum()))
            nobody += int(unnamed.sum())
            apart = (sums[inside] @ scores - means[at] * below[inside]) / below.sum()
            names.append(named)
            parts.append(apart)
        known, place = np.unique(np.concatenate(names), return_inverse=True)
        filled = np.array([len(one) for one in names])
        aligned = np.zeros((len(known), len(groups)))
        aligned[place.reshape(-1), np.repeat(np.arange(len(groups)), filled)] = np.concatenate(parts)
        return cls(aligned, filled, any(one.owned for one in groups) and len(known) < int(filled.sum()))


def _judge(joint: _Joint) -> tuple[float, int, float]:
    """Q, its degrees of freedom and the p value.

    Welch's F (Wald's where units are shared) where the errors are well known, else an F that does not weight by them.
    """
    freedom = len(joint.labels) - 1
    if joint.shared:
        verdict = judge_joint(joint.means, joint.covariance, joint.freedom)
        return verdict.statistic * freedom, freedom, _sound(joint, verdict).p_value
    q = judge_heterogeneity(joint.means.tolist(), [one.error for one in joint.spreads]).statistic
    return q, freedom, _sound(joint, judge_welch(joint.spreads)).p_value


def _sound(joint: _Joint, weighted: Verdict) -> Verdict:
    """The verdict to go by: the weighted one only where weights may be trusted."""
    if joint.weighable:
        return weighted
    if joint.shared:
        return judge_unweighted_joint(joint.means, joint.covariance, joint.parts, joint.sizes)
    return judge_unweighted(joint.spreads, joint.squares)


def _ranks(joint: _Joint) -> dict[str, Rank]:
    means = joint.means.tolist()
    if joint.shared:
        ranks = rank_joint(means, joint.covariance, joint.freedom)
    else:
        ranks = rank_independent(means, [one.error for one in joint.spreads], [one.freedom for one in joint.spreads])
    return dict(zip(joint.labels, ranks, strict=True))


def _eta(joint: _Joint) -> float:
    """η²: the share of the variance of the answers that lies between the groups."""
    sizes = np.array([one.n for one in joint.spreads], dtype=np.float64)
    between = float(sizes @ np.square(joint.means - float(sizes @ joint.means) / float(sizes.sum())))
    within = float((sizes - 1) @ np.square(joint.deviations))
    return between / (between + within) if between > 0 else 0.0


def _pairs(question: Question, groups: Mapping[str, Evidence], joint: _Joint) -> tuple[Pairwise, ...]:
    found = [
        (one, two, *_contrast(question, groups, joint, one, two))
        for one in range(len(joint.labels))
        for two in range(one + 1, len(joint.labels))
    ]
    holm = adjust_holm([p_value for *_, p_value in found])
    return tuple(
        Pairwise(joint.labels[one], joint.labels[two], difference, _size(joint, one, two), p_value, adjusted, adjusted < SURE)
        for (one, two, difference, p_value), adjusted in zip(found, holm, strict=True)
    )


def _contrast(question: Question, groups: Mapping[str, Evidence], joint: _Joint, one: int, two: int) -> tuple[Estimate, float]:
    """The difference of two groups with its p value, by the method that suits the groups."""
    first, second = joint.spreads[one], joint.spreads[two]
    if joint.closed and question.measure == "nps":
        counts = [classes_of(groups[joint.labels[at]], question) for at in (one, two)]
        difference = difference_interval(counts[0], counts[1])
        if is_known(difference):
            return difference, difference_p_value(counts[0], counts[1])
    if joint.shared:
        spread = joint.covariance[one, one] + joint.covariance[two, two] - 2 * joint.covariance[one, two]
        answers = first.n + second.n
        estimate, verdict = contrast_of(second.mean - first.mean, math.sqrt(max(spread, 0.0)), joint.freedom, answers, "difference-units")
        return estimate, verdict.p_value
    estimate, verdict = compare_welch(first, second, "welch-t" if joint.closed else "difference-units")
    return estimate, verdict.p_value


def _size(joint: _Joint, one: int, two: int) -> float:
    """Cohen's d: the difference over the pooled standard deviation of the answers; 0 where nothing varies."""
    first, second = joint.spreads[one], joint.spreads[two]
    weight = np.array([first.n - 1, second.n - 1], dtype=np.float64)
    pooled = math.sqrt(float(weight @ np.square(joint.deviations[[one, two]])) / float(weight.sum()))
    return (second.mean - first.mean) / pooled if pooled > 0 else 0.0
