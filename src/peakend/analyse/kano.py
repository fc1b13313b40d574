"""Would customers miss it, enjoy it, both, or neither? Kano's pairs of questions: how if it is there, how if it is not.

Each pair of answers belongs to a class. The most frequent class is printed for what it is: the leading one, with the test whether it
really leads. Where that is not proved the verdict is "mixed", and the groups behind an average are looked at beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, crosstab_of
from peakend.analyse.kano_count import CATEGORIES, Category, Evaluation, Fong
from peakend.analyse.kano_groups import compare_counts
from peakend.analyse.kano_pairs import (
    SCORES,
    Counted,
    Pair,
    asks_pairs,
    better_worse,
    clear_importance,
    count_pair,
    deviation_of,
    draw_categories,
    find_pairs,
    leading_chances,
    mean_score,
    p_of_lead,
    share_of,
    strength_of,
    weigh_scores,
)
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.result import Figure, Plain, Result, Row, figure_row
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.errors import NothingAsked
from peakend.text import Text

Floats = NDArray[np.float64]

KanoVerdict = Literal["M", "O", "A", "I", "R", "Q", "mixed"]
"""The leading class where it is proved to lead, else `mixed`."""

FEWEST: Final = 10
"""A group is classed from so many people on."""

ALPHA: Final = 0.05
"""The chance of a wrong claim that is accepted, over all features together."""

add_methods(
    Method(
        "kano-mcnemar",
        "1",
        Text("卡诺领先类别：精确 McNemar 检验", "leading Kano class, exact McNemar test"),
        "Kano et al. 1984; McNemar 1947; linearised over sampling units where answers are weighted or clustered",
    ),
    Method(
        "kano-better-worse",
        "1",
        Text("满意/不满意系数，Wilson 区间", "better and worse, Wilson intervals"),
        "Timko in Berger et al. 1993; Wilson 1927",
    ),
    Method("kano-strength", "1", Text("类别强度，得分区间", "category strength, score interval"), "Lee & Newcomb 1997; Tango 1998"),
    Method("kano-continuous", "1", Text("连续得分", "continuous scores"), "DuMouchel in Berger et al. 1993"),
    Method(
        "kano-heterogeneity",
        "1",
        Text("各组类别分布的卡方检验", "chi-squared test of the classes across groups"),
        "Pearson 1900; Rao & Scott 1981 where answers are weighted or clustered",
    ),
)


asks = asks_pairs
"""What must be counted."""


@dataclass(frozen=True)
class KanoGroup:
    """One feature in one group of a split: how many answered, the leading class, its verdict and probabilities, better and worse."""

    group: Mapping[str, str]
    n: int
    counts: tuple[float, ...]
    leading: Category
    verdict: KanoVerdict
    p_value: float
    p_holm: float
    probabilities: dict[str, float]
    better: Figure
    worse: Figure


@dataclass(frozen=True)
class KanoLine:
    """One feature.

    `table` counts the 25 pairs of answers (functional down, 1 like to 5 dislike); `shares` are of all who answered both. `total` is the
    share of A, O and M together, `strength` by how much the leading class exceeds the next. `spread` holds the standard errors of better
    and worse and their correlation. `p_value` is of the test that both leading classes are equally frequent, `p_holm` the same corrected
    over all features; `fong` a legacy view with 15 to 23 % false alarms at a nominal 10 %. `probabilities` is the share of resamples in
    which each class leads. `wanted` and `missed` are the continuous scores (-2 to 4), `weighed` both weighted by stated importance.
    `clear_importance` leaves out answers that are reverse or questionable; known only where rows are kept.
    """

    key: str
    name: Text
    questions: tuple[str, str]
    n: int
    table: tuple[tuple[int, ...], ...]
    counts: tuple[float, ...]
    shares: dict[str, Figure]
    total: Figure
    strength: Figure
    better: Figure
    worse: Figure
    spread: tuple[float, float, float]
    leading: Category
    next_class: Category
    p_value: float
    p_holm: float
    verdict: KanoVerdict
    probabilities: dict[str, float]
    fong: Fong
    wanted: Figure
    missed: Figure
    deviations: tuple[float, float]
    importance: Figure | None = None
    clear_importance: float | None = None
    weighed: tuple[Figure, Figure] | None = None
    groups: tuple[KanoGroup, ...] = ()
    p_groups: float | None = None
    """Of the test that all groups answer alike, corrected over all features; nothing without a split."""

    @property
    def hides(self) -> bool:
        """Whether the average hides that groups differ: proved by the test, or groups that are proved to have different classes."""
        proved = {one.verdict for one in self.groups if one.verdict != "mixed"}
        return len(proved) > 1 or (self.p_groups is not None and self.p_groups < ALPHA)


@dataclass(frozen=True)
class Kano(Result):
    """The class of every feature that was asked about in a pair."""

    question: ClassVar[str] = "kano"
    title: ClassVar[Text] = Text(zh="卡诺分类", en="Kano classes")

    lines: tuple[KanoLine, ...]
    evaluation: Evaluation = "berger"
    unpaired: tuple[str, ...] = ()
    """Kano questions without their other half, or not on five answers."""
    unanswered: tuple[str, ...] = ()
    """Pairs that nobody answered."""
    small: tuple[str, ...] = ()
    """Groups of the split with fewer than 10 answers to a pair: not classed there, and not in the test of groups."""
    draws: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int8), compare=False, repr=False)
    """The leading class of each feature in each resample, as its place in `CATEGORIES`; shape (resamples, lines)."""

    def line(self, key: str) -> KanoLine | None:
        """The line of one feature, or nothing."""
        return next((line for line in self.lines if line.key == key), None)

    def rows(self) -> list[Row]:
        """One row a feature, then one for each of its groups."""
        return [row for line in self.lines for row in (_row(line), *(_group_row(line, one) for one in line.groups))]


def _row(line: KanoLine) -> Row:
    extra: Row = {} if line.importance is None else figure_row("importance", line.importance)
    if line.weighed is not None:
        extra |= {**figure_row("wanted_weighed", line.weighed[0]), **figure_row("missed_weighed", line.weighed[1])}
    table: list[Plain] = [list(row) for row in line.table]
    return {
        "about": line.key,
        "group": "",
        "n": line.n,
        "verdict": line.verdict,
        "leading": line.leading,
        "next": line.next_class,
        "p": line.p_value,
        "p_holm": line.p_holm,
        **{f"p_{name}": line.probabilities[name] for name in CATEGORIES},
        **{key: value for name in CATEGORIES for key, value in figure_row(f"share_{name}", line.shares[name]).items()},
        **figure_row("total_strength", line.total),
        **figure_row("category_strength", line.strength),
        **figure_row("better", line.better),
        **figure_row("worse", line.worse),
        "correlation": line.spread[2],
        **figure_row("wanted", line.wanted),
        **figure_row("missed", line.missed),
        **extra,
        "fong_significant": line.fong.significant,
        "p_groups": line.p_groups,
        "table": table,
    }


def _group_row(line: KanoLine, one: KanoGroup) -> Row:
    return {
        "about": line.key,
        "group": ", ".join(one.group.values()),
        "n": one.n,
        "verdict": one.verdict,
        "leading": one.leading,
        "p": one.p_value,
        "p_holm": one.p_holm,
        **{f"p_{name}": one.probabilities[name] for name in CATEGORIES},
        **figure_row("better", one.better),
        **figure_row("worse", one.worse),
    }


def classify_features(evidence: Evidence, groups: Sequence[Evidence] = (), evaluation: Evaluation = "berger") -> Kano:
    """Which class does each feature belong to, and is that proved?

    Over the people who answered both questions: counts of the six classes by the published table, shares (Wilson), total strength
    (A + O + M)/n, category strength (first - second)/n (Tango's score interval), better (A + O)/(A + O + M + I) and worse
    -(O + M)/(A + O + M + I) with their covariance. The leading class is tested against the next by the exact McNemar test, Holm over all
    features; not proved is `mixed`. Equal counts: M before O, A, I, R, Q. P(class) over joint resamples, ties shared. Continuous scores
    4, 2, 0, -1, -2 and -2, -1, 0, 2, 4. Half-answered pairs are left out; nothing is filled in. With weights, clusters or blocks,
    intervals and test are linearised over sampling units. `groups` are those of a split: each is classed (Holm over features and
    groups; at least 10 answers), and a chi-squared test, Holm over features, says whether they differ.

    Raises `NothingAsked`. Source: Kano et al. 1984; Berger et al. 1993; McNemar 1947; Holm 1979.
    """
    pairs = find_pairs(evidence.study, evidence.present)
    if not pairs:
        raise NothingAsked(analysis="kano", measure="kano_functional")
    answered = [pair for pair in pairs if int(evidence.cell.counted(crosstab_of(pair.functional, pair.dysfunctional)).sum())]
    counted = [count_pair(evidence, pair, evaluation) for pair in answered]
    draws = draw_categories(evidence, answered, evaluation)
    chances = leading_chances(draws)
    lines = [_line(evidence, one, dict(zip(CATEGORIES, chances[at].tolist(), strict=True))) for at, one in enumerate(counted)]
    lines = _settle(lines)
    if len(groups) > 1:
        lines = _split(lines, answered, groups, evaluation)
    used = [question for pair in answered for question in pair if isinstance(question, Question)]
    kinds = {"kano-mcnemar", "kano-better-worse", "kano-strength", "kano-continuous", "holm", "probability-resampled", "share-wilson"}
    methods = kinds | ({"kano-heterogeneity"} if len(groups) > 1 else set())
    paired = {question.key for pair in pairs for question in (pair.functional, pair.dysfunctional)}
    kano = [*evidence.asking("kano_functional"), *evidence.asking("kano_dysfunctional")]
    return Kano(
        evidence.base(used, methods, resampled=True),
        tuple(lines),
        evaluation,
        tuple(one.key for one in kano if one.key not in paired),
        tuple(pair.key for pair in pairs if pair not in answered),
        tuple(", ".join(one.group.values()) for one in groups if not all(_answers(one, pair) for pair in answered)),
        np.asarray(_first_of(draws), dtype=np.int8),
    )


def _first_of(draws: Floats) -> NDArray[np.int64]:
    return np.asarray(draws.argmax(axis=2), dtype=np.int64)


def _line(evidence: Evidence, one: Counted, chances: dict[str, float]) -> KanoLine:
    given = one.given
    study = evidence.study
    better, worse, spread = better_worse(evidence, one)
    weighed = weigh_scores(evidence, one.pair)
    deviations = tuple(deviation_of(one.answers.reshape(5, 5).sum(axis=1 - side), scores) for side, scores in enumerate(SCORES))
    return KanoLine(
        key=one.pair.key,
        name=_name_of(study, one.pair),
        questions=(one.pair.functional.key, one.pair.dysfunctional.key),
        n=one.n,
        table=tuple(tuple(row) for row in one.table.reshape(5, 5).tolist()),
        counts=given.counts,
        shares={name: share_of(evidence, one, (name,), CATEGORIES) for name in CATEGORIES},
        total=share_of(evidence, one, ("A", "O", "M"), CATEGORIES),
        strength=strength_of(evidence, one),
        better=better,
        worse=worse,
        spread=spread,
        leading=given.top,
        next_class=given.second,
        p_value=p_of_lead(evidence, given, one.units),
        p_holm=1.0,
        verdict="mixed",
        probabilities=chances,
        fong=given.fong,
        wanted=mean_score(evidence, one.pair, 0),
        missed=mean_score(evidence, one.pair, 1),
        deviations=(deviations[0], deviations[1]),
        importance=weighed[0],
        clear_importance=clear_importance(evidence, one.pair),
        weighed=weighed[1],
    )


def _name_of(study: Study, pair: Pair) -> Text:
    """What the thing is called in the study; the wording of the question where it has no name."""
    names = {part.key: part.name for part in study.scenarios} | {part.key: part.name for part in study.themes}
    names |= {part.key: part.name for part in study.needs} | {part.key: part.name for part in study.moments()}
    named = names.get(pair.key, Text())
    return named or pair.functional.wording or Text(zh=pair.key, en=pair.key)


def _settle(lines: Sequence[KanoLine]) -> list[KanoLine]:
    """The verdict of each feature, all tests corrected together."""
    adjusted = adjust_holm([line.p_value for line in lines])
    return [replace(line, p_holm=p, verdict=line.leading if p < ALPHA else "mixed") for line, p in zip(lines, adjusted, strict=True)]


def _split(lines: Sequence[KanoLine], pairs: Sequence[Pair], groups: Sequence[Evidence], evaluation: Evaluation) -> list[KanoLine]:
    """The same lines with their groups, and the test whether these answer alike."""
    found = [[_group(one, pair, evaluation) for one in groups if _answers(one, pair)] for pair in pairs]
    adjusted = iter(adjust_holm([one.p_value for several in found for one in several]))
    settled = [tuple(_settle_group(one, next(adjusted)) for one in several) for several in found]
    tests = [compare_counts(_units(pair, groups, evaluation), rowwise=groups[0].rowwise) for pair in pairs]
    p_groups = adjust_holm([float("nan") if p is None else p for p in tests])
    return [
        replace(line, groups=several, p_groups=None if np.isnan(p) else p)
        for line, several, p in zip(lines, settled, p_groups, strict=True)
    ]


def _units(pair: Pair, groups: Sequence[Evidence], evaluation: Evaluation) -> list[Floats]:
    return [count_pair(one, pair, evaluation).units for one in groups if _answers(one, pair)]


def _answers(evidence: Evidence, pair: Pair) -> bool:
    """Whether a group is large enough to be classed."""
    return int(evidence.cell.counted(crosstab_of(pair.functional, pair.dysfunctional)).sum()) >= FEWEST


def _group(evidence: Evidence, pair: Pair, evaluation: Evaluation) -> KanoGroup:
    one = count_pair(evidence, pair, evaluation)
    chances = leading_chances(draw_categories(evidence, [pair], evaluation))[0]
    better, worse, _ = better_worse(evidence, one)
    p_value = p_of_lead(evidence, one.given, one.units)
    named = dict(zip(CATEGORIES, chances.tolist(), strict=True))
    return KanoGroup(evidence.group, one.n, one.given.counts, one.given.top, "mixed", p_value, 1.0, named, better, worse)


def _settle_group(one: KanoGroup, p_holm: float) -> KanoGroup:
    return replace(one, p_holm=p_holm, verdict=one.leading if p_holm < ALPHA else "mixed")
