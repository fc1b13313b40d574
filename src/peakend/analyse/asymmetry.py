"""Does a moment punish when it is poor, reward when it is good, or both? Penalty and reward from the scores people gave.

Each rating becomes two marks, low and high, with the answers between as reference; the overall judgement is regressed on the marks of
all moments at once, so that no moment is credited with what the general impression (halo) did. Associated with, not caused by.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.contrast_check import Check, check_contrasts
from peakend.analyse.contrast_cuts import BY_SCALE, Cut, Rule, choose_cuts, dummies_of
from peakend.analyse.contrast_fit import (
    FEWEST_MARKED,
    KINDS,
    MATTERS,
    Kind,
    KindVerdict,
    MarkFit,
    asymmetry_of,
    judge_kind,
    kinds_of,
    robust_marks,
    sum_of,
    widen_slopes,
)
from peakend.analyse.derived import overall_question
from peakend.analyse.evidence import Evidence, levels_of, scenario_questions, span_of
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.peaks import SURE_SHARE
from peakend.analyse.penalty_reward import Moments, find_inseparable, fit_products, unfold_products
from peakend.analyse.result import Figure, Part, Result, Row, TooFew, figure_row
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Question
from peakend.errors import NothingAsked, TooFewForContrasts
from peakend.scan.ask import Ask, Feature, Products
from peakend.text import Text

Floats = NDArray[np.float64]

FEWEST_EACH: Final = 5
"""So many people are needed for each term of the regression."""


class Wanted(NamedTuple):
    """One scenario whose moments and whole were rated."""

    scenario: Scenario
    rated: tuple[Question, ...]
    outcome: Question


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted, with cuts by scale: see `asks_with`."""
    return asks_with(study, present)


def asks_with(study: Study, present: frozenset[str], cuts: Mapping[str, Cut] | None = None) -> tuple[Ask, ...]:
    """The products of the overall judgement with the marks of all moments, and with the ratings as they are."""
    wanted: list[Ask] = []
    for one in find_rated(study, present):
        wanted += [levels_of(question) for question in (*one.rated, one.outcome)]
        wanted += [products_of(one, cuts), ratings_of(one)]
    return tuple(wanted)


def find_rated(study: Study, present: frozenset[str]) -> Iterator[Wanted]:
    """The scenarios with an overall judgement (their own, else that of the whole) and rated moments on at least three answers."""
    for scenario, questions in scenario_questions(study, present, "performance"):
        outcome = overall_question(study, present, scenario)
        rated = tuple(one for one in questions if one.scale is not None and one.scale.high - one.scale.low > 1)
        if outcome is not None and rated:
            yield Wanted(scenario, rated, outcome)


def products_of(wanted: Wanted, cuts: Mapping[str, Cut] | None = None) -> Products:
    """The ask: the outcome, then low and high of each moment."""
    marks = [mark for question in wanted.rated for mark in dummies_of(question, cuts)]
    return Products((Feature(span_of(wanted.outcome)), *marks))


def ratings_of(wanted: Wanted) -> Products:
    """The ask: the outcome and the ratings as they are, over the same people."""
    return Products(tuple(Feature(span_of(question)) for question in (wanted.outcome, *wanted.rated)))


@dataclass(frozen=True)
class Alone:
    """One moment looked at alone, as a description: mean overall judgement of those who rated it low, between and high.

    Such differences contain the general impression: a pleased customer rates everything high. Nobody has no mean.
    """

    low: float | None
    middle: float | None
    high: float | None

    @property
    def penalty(self) -> float | None:
        """Low less middle."""
        return None if self.low is None or self.middle is None else self.low - self.middle

    @property
    def reward(self) -> float | None:
        """High less middle."""
        return None if self.high is None or self.middle is None else self.high - self.middle


@dataclass(frozen=True)
class Contrast:
    """What a low and what a high rating of one moment go with, in points of the overall judgement, all other moments held.

    `penalty` (usually below zero) and `reward` are against the answers between the cuts; `balance` is their sum, `p_symmetry` the test
    that it is zero (`p_symmetry_holm` over all moments of the scenario). `asymmetry` runs from -1 (only a penalty) to 1 (only a reward).
    Nothing (None) where marks cannot be told apart from those of other moments. `probabilities` are shares of joint resamples.
    """

    moment: Moment
    place: int
    question: str
    cut: Cut
    n_low: int
    n_high: int
    penalty: Figure | None
    reward: Figure | None
    balance: Figure | None
    asymmetry: Figure | None
    reach: float | None
    p_penalty: float | None
    p_reward: float | None
    p_symmetry: float | None
    p_symmetry_holm: float | None
    verdict: KindVerdict
    likely: Kind | None
    probabilities: dict[str, float]
    alone: Alone


@dataclass(frozen=True)
class ScenarioAsymmetry(Part):
    """One scenario: everybody who rated all its moments and the whole.

    `matters` is what counts as something, in points of the outcome. `unplaced` names moments whose marks cannot be told apart,
    `overturned` those whose class an ordered logit does not bear out.
    """

    scenario: Scenario
    outcome: Question
    n: int
    needed: int
    intercept: float = 0.0
    r2: float = 0.0
    matters: float = 0.0
    contrasts: tuple[Contrast, ...] = ()
    unplaced: tuple[str, ...] = ()
    check: Check | None = None
    overturned: tuple[str, ...] = ()
    draws: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int8), compare=False, repr=False)
    """The class of each moment in each resample, as its place in `KINDS`, -1 where unknown; shape (resamples, contrasts)."""

    def contrast(self, moment: str) -> Contrast | None:
        """One moment's, or nothing."""
        return next((one for one in self.contrasts if one.moment.key == moment), None)


@dataclass(frozen=True)
class Asymmetry(Result):
    """Penalty and reward of every moment, scenario by scenario."""

    question: ClassVar[str] = "asymmetry"
    title: ClassVar[Text] = Text(zh="惩罚与奖励", en="Penalty and reward")

    rule: Rule
    scenarios: tuple[ScenarioAsymmetry, ...]

    @property
    def contrasts(self) -> tuple[Contrast, ...]:
        """All moments, scenario by scenario."""
        return tuple(one for part in self.scenarios for one in part.contrasts)

    def rows(self) -> list[Row]:
        """One row a moment."""
        return [_row(part, one) for part in self.scenarios for one in part.contrasts]


def _row(part: ScenarioAsymmetry, one: Contrast) -> Row:
    figures = (("penalty", one.penalty), ("reward", one.reward), ("balance", one.balance), ("asymmetry", one.asymmetry))
    return {
        "scenario": part.scenario.key,
        "moment": one.moment.key,
        "n": part.n,
        "low_to": one.cut.low,
        "high_from": one.cut.high,
        "n_low": one.n_low,
        "n_high": one.n_high,
        "verdict": one.verdict,
        "likely": one.likely,
        **{f"p_{name}": share for name, share in one.probabilities.items()},
        **{key: value for name, figure in figures if figure is not None for key, value in figure_row(name, figure).items()},
        "reach": one.reach,
        "p_penalty": one.p_penalty,
        "p_reward": one.p_reward,
        "p_symmetry": one.p_symmetry,
        "p_symmetry_holm": one.p_symmetry_holm,
        "alone_penalty": one.alone.penalty,
        "alone_reward": one.alone.reward,
    }


def contrast_moments(evidence: Evidence, rule: Rule = BY_SCALE) -> Asymmetry:
    """What does a poor moment cost, and what does a very good one add?

    overall = b0 + Σ(penalty_j·low_j + reward_j·high_j), least squares over everybody who rated all moments of the scenario and the whole
    (nothing is filled in); weights make it weighted least squares. Intervals: HC3 with t where rows are kept and independent, else
    percentiles of joint resamples. asymmetry = (reward - |penalty|)/(reward + |penalty|), signs the wrong way counting as zero. A mark
    that fewer than 10 people gave is left out (its answers join the reference) and is too few. Class in a resample: none where reward +
    |penalty| is under 0.2 standard deviations of the outcome; basic or excitement where one side is at least twice the other; else
    performance. Verdict: basic (excitement) if penalty (reward) and balance are proved; performance if both are proved and the balance
    is not, or small; none if both intervals lie inside the limit; and only if that class has a probability of 80 % at least, and an
    ordered logit does not turn it over: else cannot tell.
    The 95 % intervals are those of single moments; `p_symmetry_holm` holds for all of a scenario together.

    Raises `NothingAsked`, `TooFewForContrasts`, `WrongCuts`. Source: Brandt 1987; Matzler & Sauerwein 2002; Mikulić & Prebežac 2008.
    """
    wanted = tuple(find_rated(evidence.study, evidence.present))
    if not wanted:
        raise NothingAsked(analysis="asymmetry", measure="overall" if evidence.asking("performance") else "performance")
    cuts = find_cuts(evidence, rule)
    parts = tuple(_contrast_scenario(evidence, one, cuts) for one in wanted)
    if not any(part.contrasts for part in parts):
        fullest = max(parts, key=lambda part: part.n)
        raise TooFewForContrasts(needed=fullest.needed, found=fullest.n)
    figures = [figure for part in parts for one in part.contrasts for figure in (one.penalty, one.reward, one.asymmetry) if figure]
    used = [question for one in wanted for question in (*one.rated, one.outcome)]
    base = evidence.base(dict.fromkeys(used), {figure.method for figure in figures} | {"probability-resampled", "holm"}, resampled=True)
    return Asymmetry(base, rule, parts)


def find_cuts(evidence: Evidence, rule: Rule) -> dict[str, Cut]:
    """Where this rule cuts each rating, by the key of its question. Raises `WrongCuts`."""
    wanted = find_rated(evidence.study, evidence.present)
    return choose_cuts(evidence, [question for one in wanted for question in one.rated], rule)


def _contrast_scenario(evidence: Evidence, wanted: Wanted, cuts: Mapping[str, Cut]) -> ScenarioAsymmetry:
    ask = products_of(wanted, cuts)
    many = len(ask.features)
    counted = unfold_products(np.asarray(evidence.cell.counted(ask), dtype=np.float64)[None, :], many)
    n, marked = int(counted.n[0]), counted.sums[0].astype(int)
    whole = unfold_products(np.asarray(evidence.cell.total(ask), dtype=np.float64)[None, :], many)
    chosen = [at for at in range(1, many) if marked[at] >= FEWEST_MARKED and n - marked[at] >= FEWEST_MARKED]
    needed = FEWEST_EACH * (len(chosen) + 1)
    spread = float(np.sqrt(max(whole.centred()[0, 0, 0], 0.0) / max(float(whole.n[0]), 1.0)))
    if n < needed or not chosen or spread <= 0:
        return ScenarioAsymmetry(wanted.scenario, wanted.outcome, n, max(needed, 2 * FEWEST_MARKED))
    mixed = find_inseparable(whole, chosen)
    kept = [at for at in chosen if at not in mixed]
    if not kept:
        unplaced = tuple(question.about for question in wanted.rated)
        return ScenarioAsymmetry(wanted.scenario, wanted.outcome, n, needed, unplaced=unplaced)
    resampled = unfold_products(evidence.resamples.of(np.asarray(evidence.cell.units(ask), dtype=np.float64)), many)
    fitted, drawn = fit_products(whole, kept), fit_products(resampled, kept)
    fit = MarkFit(widen_slopes(fitted.slopes, kept, many)[0], widen_slopes(drawn.slopes, kept, many), *robust_marks(evidence, ask, kept))
    matters = MATTERS * spread
    rough = [_contrast(wanted, at, cuts, marked, n, fit, whole, matters, mixed) for at in range(len(wanted.rated))]
    adjusted = adjust_holm([np.nan if one.p_symmetry is None else one.p_symmetry for one in rough])
    contrasts = tuple(replace(one, p_symmetry_holm=None if np.isnan(p) else p) for one, p in zip(rough, adjusted, strict=True))
    check = check_contrasts(evidence, ratings_of(wanted), ask, kept, float(fitted.r2[0]), n)
    overturned = tuple(one.moment.key for one in contrasts if check is not None and check.overturns(one.question, one.verdict))
    contrasts = tuple(replace(one, verdict="cannot_tell") if one.moment.key in overturned else one for one in contrasts)
    kinds = np.stack([kinds_of(fit.draws[:, 1 + 2 * at], fit.draws[:, 2 + 2 * at], matters) for at in range(len(contrasts))], axis=1)
    return ScenarioAsymmetry(
        scenario=wanted.scenario,
        outcome=wanted.outcome,
        n=n,
        needed=needed,
        intercept=float(fitted.intercept[0]),
        r2=float(fitted.r2[0]),
        matters=matters,
        contrasts=contrasts,
        unplaced=tuple(dict.fromkeys(wanted.rated[(at - 1) // 2].about for at in mixed)),
        check=check,
        overturned=overturned,
        draws=kinds,
    )


def _contrast(  # noqa: PLR0913, PLR0917 - one line of a table needs all of it
    wanted: Wanted, at: int, cuts: Mapping[str, Cut], marked: NDArray[np.int_], n: int, fit: MarkFit, whole: Moments, matters: float,
    mixed: Sequence[int],
) -> Contrast:  # fmt: skip
    question, low, high = wanted.rated[at], 1 + 2 * at, 2 + 2 * at
    places = {moment.key: place for place, moment in enumerate(wanted.scenario.moments, start=1)}
    both = fit.point[[low, high]]
    penalty = sum_of(fit, [low], n, int(marked[low]), low in mixed)
    reward = sum_of(fit, [high], n, int(marked[high]), high in mixed)
    known = bool(np.isfinite(both).all())
    balance = sum_of(fit, [low, high], n, min(int(marked[low]), int(marked[high])), not known and bool(mixed))
    asymmetry, reach = asymmetry_of(fit, low, high, n, matters) if known else (_lacking(balance.figure), None)
    kinds = kinds_of(fit.draws[:, low], fit.draws[:, high], matters)
    settled = kinds[kinds >= 0]
    shares: dict[str, float] = {name: float((settled == place).mean()) if len(settled) else 0.0 for place, name in enumerate(KINDS)}
    likely = KINDS[int(np.argmax(list(shares.values())))] if len(settled) else None
    sure = likely if likely is not None and shares[likely] >= SURE_SHARE else None
    return Contrast(
        moment=wanted.scenario.moments[places[question.about] - 1],
        place=places[question.about],
        question=question.key,
        cut=cuts[question.key],
        n_low=int(marked[low]),
        n_high=int(marked[high]),
        penalty=penalty.figure,
        reward=reward.figure,
        balance=balance.figure,
        asymmetry=asymmetry,
        reach=reach,
        p_penalty=penalty.p_value,
        p_reward=reward.p_value,
        p_symmetry=balance.p_value,
        p_symmetry_holm=None,
        verdict=judge_kind(penalty.figure, reward.figure, balance.figure, asymmetry, matters, sure),
        likely=likely,
        probabilities=shares,
        alone=_alone(whole, low, high),
    )


def _lacking(balance: Figure | None) -> Figure | None:
    return balance if balance is None or isinstance(balance, TooFew) else None


def _alone(whole: Moments, low: int, high: int) -> Alone:
    """Mean outcome by mark, from the sums."""
    n, total = float(whole.n[0]), float(whole.sums[0, 0])
    counts = [float(whole.sums[0, low]), 0.0, float(whole.sums[0, high])]
    sums = [float(whole.products[0, 0, low]), 0.0, float(whole.products[0, 0, high])]
    counts[1], sums[1] = n - counts[0] - counts[2], total - sums[0] - sums[2]
    means = [one / many if many > 0 else None for one, many in zip(sums, counts, strict=True)]
    return Alone(means[0], means[1], means[2])
