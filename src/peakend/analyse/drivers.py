"""What drives the overall judgement, the recommendation, loyalty? How much of each goes with which moment, and how sure the order is.

The share of a driver is its exact Shapley value of R² (LMG); beside it stand its standardised coefficient with its sign, Johnson's relative
weight and its correlation alone. Drivers that go together cannot be told apart by any of them: then the answer is "this ranking is not
supported", and not a ranking. All of it is association in one survey, not cause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.correlation import ENTANGLED
from peakend.analyse.driven import Known, fewest_pairs, find_driven, know_driven, not_experienced, too_few_of
from peakend.analyse.evidence import Evidence
from peakend.analyse.incomplete import View, other_views
from peakend.analyse.interval import expand_percentiles, percentile_interval
from peakend.analyse.lmg import split_shares
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.regression import correlate_table, quiet_constants, slopes
from peakend.analyse.relative import betas, condition_number, find_aliased, inflation, johnson_shares
from peakend.analyse.resample import ROUNDING, probability_top, prove_order, rank_limits
from peakend.analyse.result import Estimate, Figure, Part, Result, Row, TooFew, figure_row
from peakend.analyse.splitting import draw_noise, draw_shares
from peakend.define.study import Moment, Scenario
from peakend.define.survey import Question
from peakend.text import Text

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Support = Literal["full", "part", "none"]
"""Whether the ranking is supported: every two drivers told apart; some; none (or what tells them apart is not their effect)."""

Reason = Literal["together", "slopes", "shares", ""]
"""Why a ranking is not supported: all ratings move together; all slopes are alike; the shares are not told apart."""

TOP: Final = 3

_RANGE: Final = {"lmg-bootstrap": (0.0, 1.0), "johnson-bootstrap": (0.0, 1.0), "correlation-bootstrap": (-1.0, 1.0)}
"""What shares and correlations cannot leave."""

add_methods(
    Method(
        "lmg-bootstrap",
        "1",
        Text("LMG（Shapley）贡献份额，自助法百分位区间", "LMG (Shapley) share of R², bootstrap percentile interval"),
        "Lindeman, Merenda & Gold 1980; Grömping 2006, Journal of Statistical Software 17; Efron & Tibshirani 1993",
    ),
    Method(
        "beta-bootstrap",
        "1",
        Text("标准化回归系数，自助法百分位区间", "standardised coefficient, bootstrap percentile interval"),
        "least squares; Efron & Tibshirani 1993",
    ),
    Method(
        "johnson-bootstrap",
        "1",
        Text("Johnson 相对权重，自助法百分位区间", "Johnson's relative weight, bootstrap percentile interval"),
        "Johnson 2000, Multivariate Behavioral Research 35",
    ),
    Method(
        "noise-driver",
        "1",
        Text("对照：与一切无关的随机因素所得份额", "yardstick: the share of a driver that has nothing to do with anything"),
        "correlations of an independent column, normal with covariance R/n",
    ),
)


@dataclass(frozen=True)
class DriverLine:
    """One driver. `share` is its part of R², 0 to 1; all shares add up to R². `of_explained` is the same over R², adding up to 1.

    `beta` is the standardised coefficient in the model with all drivers (nothing for an exact combination of others), `slope` the plain
    one. `negative`: its interval lies below zero. `first` is its correlation with the outcome alone. `vif` is nothing where infinite.
    `rank_low` to `rank_high` are the ranks that cannot be excluded, all drivers together. `above_noise`: the lower end of its share lies
    above what a driver without any meaning reaches in 95 % of cases. `together`: drivers with which it correlates above 0.8.
    """

    moment: Moment
    place: int
    question: str
    share: Figure
    of_explained: Figure
    beta: Figure | None
    slope: float
    johnson: Figure
    first: Figure
    vif: float | None
    negative: bool
    rank: int
    rank_low: int
    rank_high: int
    p_first: float
    p_top: float
    above_noise: bool
    together: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()


class Twins(NamedTuple):
    """Two moments whose ratings correlate so much (above 0.8) that they can hardly be told apart, and how much."""

    one: Moment
    two: Moment
    r: float


@dataclass(frozen=True)
class OutcomeDrivers(Part):
    """The drivers of one judgement in one scenario, the largest share first.

    `n` complete answers (listwise) of at least `needed`; `pairwise` is the least number that answered any two of the questions. Without
    enough there are no lines. `support` is the verdict on the ranking; `slopes_alike` says that the slopes of all drivers cannot be told
    apart, so that shares differ only by how drivers go together. `noise` is the share of a driver without meaning (mean, and what it stays
    below in 95 % of cases). `together` are the pairs of drivers that correlate above 0.8; `aliased` names exact combinations, `constant`
    drivers that do not vary. `views` are the same shares with missing answers met in other ways.
    """

    scenario: Scenario
    outcome: Question
    n: int
    needed: int
    pairwise: int
    not_experienced: int = 0
    r2: Figure | None = None
    lines: tuple[DriverLine, ...] = ()
    support: Support = "none"
    slopes_alike: bool = False
    condition: float | None = None
    together: tuple[Twins, ...] = ()
    noise: Estimate | None = None
    aliased: tuple[str, ...] = ()
    constant: tuple[str, ...] = ()
    views: tuple[View, ...] = ()

    @property
    def ranked(self) -> bool:
        """Whether ranks may be shown at all: where no order is supported there are none, in rows, tables and pictures alike."""
        return self.support != "none"

    @property
    def why(self) -> Reason:
        """Why there are no ranks; nothing where there are."""
        if self.ranked or not self.lines:
            return ""
        if all(line.together for line in self.lines):
            return "together"
        return "slopes" if self.slopes_alike else "shares"

    def line(self, moment: str) -> DriverLine | None:
        """The line of one moment, or nothing."""
        return next((line for line in self.lines if line.moment.key == moment), None)


@dataclass(frozen=True)
class Drivers(Result):
    """What drives each judgement, scenario by scenario."""

    question: ClassVar[str] = "drivers"
    title: ClassVar[Text] = Text(zh="驱动因素", en="Drivers")

    parts: tuple[OutcomeDrivers, ...]

    def of(self, measure: str, scenario: str = "") -> tuple[OutcomeDrivers, ...]:
        """The parts with an outcome of this measure, in one scenario or in all, that have figures."""
        return tuple(one for one in self.parts if one.lines and one.outcome.measure == measure and scenario in {"", one.scenario.key})

    def rows(self) -> list[Row]:
        """One row a driver and outcome, the largest share first; ranks only where the order is supported, else `why` there are none."""
        return [_row(part, line) for part in self.parts for line in part.lines]


def _row(part: OutcomeDrivers, line: DriverLine) -> Row:
    return {
        "scenario": part.scenario.key,
        "outcome": part.outcome.key,
        "moment": line.moment.key,
        **figure_row("share", line.share),
        **figure_row("of_explained", line.of_explained),
        **({"beta": None} if line.beta is None else figure_row("beta", line.beta)),
        "slope": line.slope,
        **figure_row("johnson", line.johnson),
        **figure_row("first", line.first),
        "vif": line.vif,
        "negative": line.negative,
        "rank": line.rank if part.ranked else None,
        "rank_low": line.rank_low if part.ranked else None,
        "rank_high": line.rank_high if part.ranked else None,
        "p_first": line.p_first if part.ranked else None,
        "p_top": line.p_top if part.ranked else None,
        "above_noise": line.above_noise,
        "together": list(line.together),
        "tied": list(line.tied),
        "support": part.support,
        "why": part.why or None,
        "r2": None if part.r2 is None or isinstance(part.r2, TooFew) else part.r2.value,
        "condition": part.condition,
        "complete_n": part.n,
        "pairwise_n": part.pairwise,
        **{f"share_{view.kind}": view.shares.get(line.moment.key) for view in part.views},
    }


def rank_drivers(evidence: Evidence) -> Drivers:
    """How much of each judgement goes with which moment, and is the order more than chance?

    Outcome: overall, recommendation (0 to 10), loyalty; drivers: the ratings of the scenario's moments; people who gave all of them
    (listwise). LMG_i = Σ_S |S|!(p-1-|S|)!/p! [R²(S+i) - R²(S)], exact up to 25 drivers. Percentile intervals, rank probabilities and rank
    sets (all pairs jointly at 95 %, step-down) from 2,000 joint resamples of the sampling units, so that weights and clusters are in them.
    Verdict `none` where no two shares are told apart, all intervals overlap, or no two slopes are told apart. Other ways with missing
    answers stand beside it as `views`: pairs (if consistent) and, while rows are kept, expectation-maximisation and "not experienced" as an
    indicator.

    Raises `NothingAsked`, `TooFewDrivers`, `TooFewComplete`, `TooManyDrivers`. Source: Lindeman, Merenda & Gold 1980; Grömping 2006;
    Johnson 2000; Mogstad et al. 2024 for ranks.
    """
    found = [know_driven(evidence, driven) for driven in find_driven(evidence, "drivers")]
    if not any(known.enough for known in found):
        raise too_few_of(evidence, found)
    parts = tuple(_explain(evidence, known) for known in found)
    used = dict.fromkeys(question for known in found for question in (*known.driven.drivers, known.driven.outcome))
    methods = {"lmg-bootstrap", "beta-bootstrap", "johnson-bootstrap", "correlation-bootstrap", "noise-driver", "rank-sets"}
    return Drivers(evidence.base(used, methods | {"probability-resampled"}, resampled=True), parts)


def _explain(evidence: Evidence, known: Known) -> OutcomeDrivers:
    """One judgement, or that there are too few complete answers for it."""
    driven = known.driven
    pairwise, absent = fewest_pairs(evidence, driven), not_experienced(evidence, (*driven.drivers, driven.outcome))
    constant = tuple(question.about for question in driven.drivers if question not in known.drivers)
    bare = OutcomeDrivers(driven.scenario, driven.outcome, known.n, driven.needed, pairwise, absent, constant=constant)
    if not known.enough:
        return bare
    found = _work_out(known)
    aliased = find_aliased(found.now)
    noise = draw_noise(found.now, evidence.effective * known.n / max(evidence.cell.rows, 1), known.n)
    proved = prove_order(found.shared, found.shares)
    alike = not prove_order(found.risen, found.rising).any()
    lines = _write_lines(known, found, proved, aliased, noise.high)
    return replace(
        bare,
        r2=_figure(float(found.shares.sum()), found.shared.sum(axis=1), known, "lmg-bootstrap"),
        lines=tuple(sorted(lines, key=lambda line: line.rank)),
        support=judge_ranking(found.shared, proved, alike=alike),
        slopes_alike=alike,
        condition=None if aliased else condition_number(found.now),
        together=tuple(_find_twins(known, found.now)),
        noise=noise,
        aliased=tuple(known.drivers[at].about for at in aliased),
        views=other_views(evidence, known, pairwise, absent),
    )


def judge_ranking(draws: Floats, proved: Flags, *, alike: bool) -> Support:
    """Whether the order of the shares is supported.

    `none`: no pair is told apart, or the intervals of all shares overlap, or the slopes of all drivers are alike. `full`: every pair is
    told apart. `part`: some are.
    """
    ends = np.array([percentile_interval(column) for column in draws.T])
    overlap = bool(ends[:, 0].max() <= ends[:, 1].min())
    if alike or overlap or not proved.any():
        return "none"
    count = len(proved)
    return "full" if int(proved.sum()) == count * (count - 1) // 2 else "part"


class _Found(NamedTuple):
    """Correlations now and drawn; shares and slopes now and drawn. Drivers are the columns, resamples the rows."""

    now: Floats
    drawn: Floats
    shares: Floats
    shared: Floats
    rising: Floats
    risen: Floats


def _work_out(known: Known) -> _Found:
    table, tables = known.tables(drawn=False), known.tables(drawn=True)
    now, drawn = correlate_table(table), quiet_constants(correlate_table(tables))
    shares = split_shares(now)
    return _Found(now, drawn, shares, draw_shares(drawn, now, shares), slopes(table), slopes(tables))


def _write_lines(known: Known, found: _Found, proved: Flags, aliased: Sequence[int], noise: float) -> Iterator[DriverLine]:
    """One line a driver, in the customer's order."""
    moments = {moment.key: (place, moment) for place, moment in enumerate(known.driven.scenario.moments, start=1)}
    names = [question.about for question in known.drivers]
    total, totals = float(found.shares.sum()), found.shared.sum(axis=1)
    beta, betas_drawn = betas(found.now), betas(found.drawn)
    johnson, johnsons = johnson_shares(found.now), johnson_shares(found.drawn)
    vif, limits, tied = inflation(found.now), rank_limits(proved), ~proved & ~proved.T & ~np.eye(len(names), dtype=bool)
    near = (found.now[:-1, :-1] > ENTANGLED) & ~np.eye(len(names), dtype=bool)
    first, top = probability_top(found.shared, 1), probability_top(found.shared, min(TOP, len(names)))
    for at, question in enumerate(known.drivers):
        share = _figure(float(found.shares[at]), found.shared[:, at], known, "lmg-bootstrap")
        standard = None if at in aliased else _figure(float(beta[at]), betas_drawn[:, at], known, "beta-bootstrap")
        yield DriverLine(
            moment=moments[question.about][1],
            place=moments[question.about][0],
            question=question.key,
            share=share,
            of_explained=_figure(float(found.shares[at]) / total, found.shared[:, at] / totals, known, "lmg-bootstrap"),
            beta=standard,
            slope=float(found.rising[at]),
            johnson=_figure(float(johnson[at]), johnsons[:, at], known, "johnson-bootstrap"),
            first=_figure(float(found.now[at, -1]), found.drawn[:, at, -1], known, "correlation-bootstrap"),
            vif=float(vif[at]) if np.isfinite(vif[at]) else None,
            negative=isinstance(standard, Estimate) and standard.high < 0,
            rank=1 + int(np.sum(found.shares > found.shares[at] + ROUNDING)),
            rank_low=limits[at][0],
            rank_high=limits[at][1],
            p_first=float(first[at]),
            p_top=float(top[at]),
            above_noise=isinstance(share, Estimate) and share.low > noise,
            together=tuple(names[other] for other in np.flatnonzero(near[at])),
            tied=tuple(names[other] for other in np.flatnonzero(tied[at])),
        )


def _find_twins(known: Known, now: Floats) -> Iterator[Twins]:
    moments = {moment.key: moment for moment in known.driven.scenario.moments}
    for one, two in zip(*np.triu_indices(len(known.drivers), 1), strict=True):
        if now[one, two] > ENTANGLED:
            yield Twins(moments[known.drivers[one].about], moments[known.drivers[two].about], float(now[one, two]))


def _figure(value: float, draws: Floats, known: Known, method: str) -> Figure:
    """A figure with its percentiles, widened where units are few, inside the range that it can have."""
    low, high = expand_percentiles(value, *percentile_interval(draws), max(known.units - 1, 1))
    if not np.isfinite([value, low, high]).all():
        return TooFew(known.n, known.n + 1, method)
    least, most = _RANGE.get(method, (-np.inf, np.inf))
    return Estimate(value, max(low, min(least, value)), min(high, max(most, value)), known.n, method)
