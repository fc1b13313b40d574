"""How are the answers to one pair of Kano questions counted, and what follows from the counts with its interval?

Rows that answer both halves of a pair, over sampling units where answers are weighted, clustered or folded into blocks.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, crosstab_of, levels_of, span_of
from peakend.analyse.interval import mean_from_sums, ratio_from_units, share_from_units, t_quantile, t_test, wilson_share
from peakend.analyse.kano_count import (
    CATEGORIES,
    DYSFUNCTIONAL_SCORES,
    FUNCTIONAL_SCORES,
    Category,
    Evaluation,
    KanoCount,
    indicate_categories,
)
from peakend.analyse.kept import kept_answers
from peakend.analyse.nps_interval import Recommending, score_interval
from peakend.analyse.result import LEVEL, Estimate, Figure, TooFew
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.scan.ask import Ask, Feature, Products

Floats = NDArray[np.float64]

ANSWERS: Final = 5
"""How many answers a Kano question has."""

CLEAR: Final[tuple[Category, ...]] = ("A", "O", "M", "I")
"""The classes that better and worse stand on."""

SCORES: Final = (np.array(FUNCTIONAL_SCORES, dtype=np.float64), np.array(DYSFUNCTIONAL_SCORES, dtype=np.float64))


class Pair(NamedTuple):
    """Both questions about one thing, with the question of its importance if there is one."""

    key: str
    functional: Question
    dysfunctional: Question
    importance: Question | None


def asks_pairs(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: the crosstab of every pair, and the products of its scores with stated importance where that was asked."""
    wanted: list[Ask] = []
    for pair in find_pairs(study, present):
        questions = [pair.functional, pair.dysfunctional]
        wanted += [crosstab_of(*questions), *(levels_of(question) for question in questions)]
        wanted += [] if pair.importance is None else [_weighing(pair, pair.importance)]
    return tuple(wanted)


def find_pairs(study: Study, present: frozenset[str]) -> tuple[Pair, ...]:
    """Both questions about the same thing (`about`, or `group` where that is empty), on five answers, in the order of the survey."""
    parts = [_asked(study, present, measure) for measure in ("kano_functional", "kano_dysfunctional")]
    stated = {one.about: one for one in study.survey.asking("importance") if one.key in present and one.scale is not None}
    return tuple(Pair(key, one, parts[1][key], stated.get(one.about)) for key, one in parts[0].items() if key in parts[1])


def _asked(study: Study, present: frozenset[str], measure: Literal["kano_functional", "kano_dysfunctional"]) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for one in study.survey.asking(measure):
        if one.key in present and one.scale is not None and one.scale.high - one.scale.low + 1 == ANSWERS:
            found.setdefault(one.about or one.group, one)
    found.pop("", None)
    return found


def _weighing(pair: Pair, importance: Question) -> Products:
    spans = span_of(pair.functional), span_of(pair.dysfunctional)
    return Products((Feature(spans[0], FUNCTIONAL_SCORES), Feature(spans[1], DYSFUNCTIONAL_SCORES), Feature(span_of(importance))))


class Counted(NamedTuple):
    """One pair, counted: the table (unweighted), the classes (weighted) and, for each unit, its classes."""

    pair: Pair
    table: NDArray[np.int64]
    answers: Floats
    given: KanoCount
    units: Floats
    n: int
    evaluation: Evaluation


def count_pair(evidence: Evidence, pair: Pair, evaluation: Evaluation) -> Counted:
    """The answers to one pair, by pair of answers and by class."""
    ask = crosstab_of(pair.functional, pair.dysfunctional)
    table = np.asarray(evidence.cell.counted(ask), dtype=np.int64)
    classes = indicate_categories(evaluation)
    units = np.asarray(evidence.cell.units(ask), dtype=np.float64)
    answers = np.asarray(evidence.cell.total(ask), dtype=np.float64)
    filled = units[units.sum(axis=1) > 0] @ classes
    return Counted(pair, table, answers, KanoCount(tuple((answers @ classes).tolist())), filled, int(table.sum()), evaluation)


def draw_categories(evidence: Evidence, pairs: Sequence[Pair], evaluation: Evaluation = "berger") -> Floats:
    """Joint resamples of the counts of the classes, shape (resamples, pairs, 6)."""
    if not pairs:
        return np.zeros((evidence.resamples.count, 0, len(CATEGORIES)))
    classes = indicate_categories(evaluation)
    asked = [crosstab_of(pair.functional, pair.dysfunctional) for pair in pairs]
    units = [np.asarray(evidence.cell.units(ask), dtype=np.float64) @ classes for ask in asked]
    return evidence.resamples.of(np.concatenate(units, axis=1)).reshape(-1, len(pairs), len(CATEGORIES))


def leading_chances(draws: Floats) -> Floats:
    """In what share of the resamples does each class lead? Equal counts share it; resamples with nobody count for none. (pairs, 6)."""
    leads = (draws == draws.max(axis=2, keepdims=True)) & (draws.sum(axis=2, keepdims=True) > 0)
    shares: Floats = leads / np.maximum(leads.sum(axis=2, keepdims=True), 1)
    return np.asarray(shares.mean(axis=0), dtype=np.float64)


def share_of(evidence: Evidence, one: Counted, hits: Sequence[Category], among: Sequence[Category]) -> Figure:
    """The share of some classes among others."""
    inside, outside = _places(hits), _places(among)
    n = one.n if len(among) == len(CATEGORIES) else _unweighted(one, among)
    if evidence.rowwise or n == 0:
        return wilson_share(one.given.count(*hits), n)
    units = one.units[one.units[:, outside].sum(axis=1) > 0]
    return share_from_units(units[:, inside].sum(axis=1), units[:, outside].sum(axis=1), n)


def _places(categories: Sequence[Category]) -> list[int]:
    return [CATEGORIES.index(name) for name in categories]


def _unweighted(one: Counted, among: Sequence[Category]) -> int:
    return int((one.table @ indicate_categories(one.evaluation))[_places(among)].sum())


def strength_of(evidence: Evidence, one: Counted) -> Figure:
    """By how much the leading class exceeds the next, as a share: the same form as a Net Promoter Score, with its interval."""
    first, next_one = one.given.count(one.given.top), one.given.count(one.given.second)
    if evidence.rowwise:
        figure = score_interval(Recommending(next_one, one.given.n - first - next_one, first))
        if isinstance(figure, TooFew):
            return replace(figure, method="kano-strength")
        return Estimate(figure.value / 100, figure.low / 100, figure.high / 100, figure.n, "kano-strength")
    return _lead_of(one.given, one.units, one.n)


def _lead_of(given: KanoCount, units: Floats, n: int) -> Figure:
    apart = units[:, CATEGORIES.index(given.top)] - units[:, CATEGORIES.index(given.second)]
    return ratio_from_units(apart, units.sum(axis=1), n, "kano-strength")


def p_of_lead(evidence: Evidence, given: KanoCount, units: Floats) -> float:
    """The probability of so large a lead if both leading classes were equally frequent: exact, or by t over sampling units."""
    if evidence.rowwise:
        return given.p_exact
    figure = _lead_of(given, units, len(units))
    if isinstance(figure, TooFew):
        return 1.0
    freedom = len(units) - 1
    return t_test(figure.value, figure.half / t_quantile(LEVEL, freedom), freedom)


def better_worse(evidence: Evidence, one: Counted) -> tuple[Figure, Figure, tuple[float, float, float]]:
    """Both coefficients with intervals, their standard errors and correlation."""
    better = share_of(evidence, one, ("A", "O"), CLEAR)
    missed = share_of(evidence, one, ("O", "M"), CLEAR)
    better = replace(better, method="kano-better-worse")
    worse: Figure = replace(missed, method="kano-better-worse")
    if isinstance(missed, Estimate):
        worse = Estimate(-missed.value, -missed.high, -missed.low, missed.n, "kano-better-worse")
    if one.given.clear <= 0:
        return better, worse, (0.0, 0.0, 0.0)
    if evidence.rowwise:
        errors = one.given.better_error, one.given.worse_error
        return better, worse, (*errors, _correlation(one.given.covariance, *errors))
    below = one.units[:, _places(CLEAR)].sum(axis=1)
    sides = [one.units[:, _places(hits)].sum(axis=1) for hits in (("A", "O"), ("O", "M"))]
    far = [(side - side.sum() / below.sum() * below) / below.sum() for side in sides]
    many = len(below) / max(len(below) - 1, 1)
    gain, loss = far[0] - far[0].mean(), -(far[1] - far[1].mean())
    error = float(np.sqrt(many * gain @ gain)), float(np.sqrt(many * loss @ loss))
    return better, worse, (*error, _correlation(float(many * gain @ loss), *error))


def _correlation(covariance: float, one: float, two: float) -> float:
    return covariance / (one * two) if one > 0 and two > 0 else 0.0


def mean_score(evidence: Evidence, pair: Pair, side: int) -> Figure:
    """The mean continuous score of one half of the pair, over the people who answered both."""
    ask, scores = crosstab_of(pair.functional, pair.dysfunctional), SCORES[side]
    if evidence.rowwise:
        margin = np.asarray(evidence.cell.total(ask), dtype=np.float64).reshape(5, 5).sum(axis=1 - side)
        return mean_from_sums(int(margin.sum()), float(margin @ scores), float(margin @ scores**2), "kano-continuous")
    margins = np.asarray(evidence.cell.units(ask), dtype=np.float64).reshape(-1, 5, 5).sum(axis=2 - side)
    filled = margins[margins.sum(axis=1) > 0]
    n = int(evidence.cell.counted(ask).sum())
    return ratio_from_units(filled @ scores, filled.sum(axis=1), n, "kano-continuous")


def deviation_of(margin: Floats, scores: Floats) -> float:
    """The standard deviation of a score, with n - 1."""
    n = float(margin.sum())
    mean = float(margin @ scores) / n
    return float(np.sqrt(margin @ (scores - mean) ** 2 / (n - 1))) if n > 1 else 0.0


def weigh_scores(evidence: Evidence, pair: Pair) -> tuple[Figure | None, tuple[Figure, Figure] | None]:
    """Mean stated importance of the people who answered all three questions, and both scores weighted by it."""
    if pair.importance is None:
        return None, None
    ask = _weighing(pair, pair.importance)
    n = int(evidence.cell.counted(ask)[0])
    units = np.asarray(evidence.cell.units(ask), dtype=np.float64)
    filled = units[units[:, 0] > 0]
    if evidence.rowwise:
        total = np.asarray(evidence.cell.total(ask), dtype=np.float64)
        importance = mean_from_sums(n, float(total[3]), float(total[9]))
    else:
        importance = ratio_from_units(filled[:, 3], filled[:, 0], n)
    weighed = [ratio_from_units(filled[:, at], filled[:, 3], n, "kano-continuous") for at in (6, 8)]
    return importance, (weighed[0], weighed[1])


def clear_importance(evidence: Evidence, pair: Pair) -> float | None:
    """Mean stated importance where the pair is neither reverse nor questionable. Only from rows, and only where each counts once."""
    if pair.importance is None or not evidence.rowwise:
        return None
    answers = kept_answers(evidence, [span_of(question) for question in (pair.functional, pair.dysfunctional, pair.importance)])
    if answers is None:
        return None
    functional, dysfunctional = answers[:, 0] - span_of(pair.functional).low, answers[:, 1] - span_of(pair.dysfunctional).low
    clear = np.isin(indicate_categories().argmax(axis=1)[functional * 5 + dysfunctional], _places(CLEAR))
    return float(answers[clear, 2].mean()) if clear.any() else None
