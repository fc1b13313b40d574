"""How sure are penalty and reward, and what class do they make? From fitted marks, their draws and (with rows) their covariance."""

import math
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence
from peakend.analyse.interval import expand_percentiles, percentile_interval, t_quantile, t_test
from peakend.analyse.kept import kept_answers
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.penalty_reward import robust_covariance, weigh_impact
from peakend.analyse.result import LEVEL, Estimate, Figure, TooFew
from peakend.scan.ask import Products
from peakend.text import Text

Floats = NDArray[np.float64]

Kind = Literal["basic", "performance", "excitement", "none"]
KINDS: Final[tuple[Kind, ...]] = ("basic", "performance", "excitement", "none")
"""Only missed when poor; both; only enjoyed when good; neither."""

KindVerdict = Literal["basic", "performance", "excitement", "none", "cannot_tell"]

DOMINATES: Final = 1 / 3
"""An asymmetry beyond this means that one side is at least twice the other."""

MATTERS: Final = 0.2
"""Penalty and reward within so many standard deviations of the overall judgement together count as none."""

FEWEST_MARKED: Final = 10
"""A penalty stands on at least so many low answers, a reward on so many high ones."""

add_methods(
    Method(
        "prca-hc3",
        "1",
        Text("惩罚—奖励回归，HC3 稳健区间", "penalty–reward regression, HC3 intervals"),
        "Brandt 1987; Matzler & Sauerwein 2002; MacKinnon & White 1985",
    ),
    Method(
        "prca-bootstrap",
        "1",
        Text("惩罚—奖励回归，自助法扩展百分位区间", "penalty–reward regression, expanded bootstrap percentile intervals"),
        "Brandt 1987; Matzler & Sauerwein 2002; Efron & Tibshirani 1993; Hesterberg 2015",
    ),
    Method(
        "impact-asymmetry",
        "1",
        Text("影响不对称度，自助法百分位区间", "impact asymmetry, bootstrap percentile interval"),
        "Mikulic & Prebezac 2008",
    ),
)


class MarkFit(NamedTuple):
    """Slopes of all marks (NaN where left out): the point, the draws, and the covariance of the point if it is in closed form."""

    point: Floats
    draws: Floats
    covariance: Floats | None
    freedom: int


def widen_slopes(slopes: Floats, kept: Sequence[int], many: int) -> Floats:
    """Slopes in the places of their features; NaN elsewhere."""
    wide = np.full((len(slopes), many), np.nan)
    wide[:, list(kept)] = slopes
    return wide


def robust_marks(evidence: Evidence, ask: Products, kept: Sequence[int]) -> tuple[Floats | None, int]:
    """The HC3 covariance of the kept slopes in the places of their features, and the degrees of freedom.

    Without independent rows there is no covariance, and the degrees of freedom are those of the sampling units.
    """
    many = len(ask.features)
    answers = kept_answers(evidence, ask.spans) if evidence.rowwise else None
    if answers is None:
        return None, max(evidence.cell.unit_count - 1, 1)
    places = {span: at for at, span in enumerate(ask.spans)}
    marks = np.stack(
        [np.array(one.scores, dtype=np.float64)[answers[:, places[one.span]] - one.span.low] for one in (ask.features[at] for at in kept)],
        axis=1,
    )
    found = robust_covariance(marks, answers[:, places[ask.features[0].span]].astype(np.float64))[1:, 1:]
    wide = np.full((many, many), np.nan)
    wide[np.ix_(list(kept), list(kept))] = found
    return wide, len(answers) - len(kept) - 1


class Tested(NamedTuple):
    """A figure, or nothing where marks cannot be told apart, and the p value of its test."""

    figure: Figure | None
    p_value: float | None


def sum_of(fit: MarkFit, features: Sequence[int], n: int, marked: int, mixed: bool) -> Tested:  # noqa: FBT001 - told by its caller
    """The sum of some slopes with interval and test: HC3 where rows are there, else expanded percentiles and t from the resamples.

    Percentiles of few sampling units are too narrow, and widened.
    """
    method = "prca-hc3" if fit.covariance is not None else "prca-bootstrap"
    value = float(fit.point[list(features)].sum())
    if not np.isfinite(value):
        return Tested(None if mixed and marked >= FEWEST_MARKED else TooFew(marked, FEWEST_MARKED, method), None)
    if fit.covariance is not None:
        error = float(np.sqrt(max(fit.covariance[np.ix_(list(features), list(features))].sum(), 0.0)))
        half = t_quantile(LEVEL, fit.freedom) * error
        return Tested(Estimate(value, value - half, value + half, n, method), t_test(value, error, fit.freedom))
    draws = fit.draws[:, list(features)].sum(axis=1)
    draws = draws[np.isfinite(draws)]
    low, high = percentile_interval(draws)
    if len(draws) < 2 or not np.isfinite([low, high]).all():  # noqa: PLR2004 - no spread from one draw
        return Tested(TooFew(marked, FEWEST_MARKED, method), None)
    units = fit.freedom + 1
    ends = expand_percentiles(value, low, high, fit.freedom)
    error = float(draws.std(ddof=1)) * math.sqrt(units / fit.freedom)
    return Tested(Estimate(value, *ends, n, method), t_test(value, error, fit.freedom))


def asymmetry_of(fit: MarkFit, low: int, high: int, n: int, matters: float) -> tuple[Figure, float]:
    """Asymmetry and reach; draws without any penalty or reward have no asymmetry."""
    point = weigh_impact(fit.point[[low]], fit.point[[high]])
    drawn = weigh_impact(fit.draws[:, low], fit.draws[:, high]).asymmetry
    ends = percentile_interval(drawn)
    reach = float(point.reach[0])
    value = float(point.asymmetry[0])
    if not np.isfinite([value, *ends]).all() or reach <= matters * 1e-9:
        return TooFew(n, n + 1, "impact-asymmetry"), reach
    return Estimate(value, min(ends[0], value), max(ends[1], value), n, "impact-asymmetry"), reach


def kinds_of(penalty: Floats, reward: Floats, matters: float) -> NDArray[np.int8]:
    """The class of each draw as its place in `KINDS`; -1 where a mark has no slope."""
    impact = weigh_impact(penalty, reward)
    lean = np.nan_to_num(impact.asymmetry)
    kind = np.where(impact.reach < matters, 3, np.where(lean < -DOMINATES, 0, np.where(lean > DOMINATES, 2, 1)))
    return np.where(np.isfinite(penalty) & np.isfinite(reward), kind, -1).astype(np.int8)


def judge_kind(
    penalty: Figure | None, reward: Figure | None, balance: Figure | None, asymmetry: Figure | None, matters: float, sure: Kind | None
) -> KindVerdict:
    """The class that the intervals prove, if it is sure from resamples too; else cannot tell. The rule is that of `contrast_moments`."""
    if not (isinstance(penalty, Estimate) and isinstance(reward, Estimate) and isinstance(balance, Estimate)):
        return "cannot_tell"
    lean = asymmetry.value if isinstance(asymmetry, Estimate) else 0.0
    costs, adds = penalty.high < 0, reward.low > 0
    found: KindVerdict = "cannot_tell"
    if max(-penalty.low, penalty.high, -reward.low, reward.high) < matters:
        found = "none"
    elif costs and balance.high < 0 and lean < -DOMINATES:
        found = "basic"
    elif adds and balance.low > 0 and lean > DOMINATES:
        found = "excitement"
    elif costs and adds:
        found = "performance"
    return found if found == sure else "cannot_tell"
