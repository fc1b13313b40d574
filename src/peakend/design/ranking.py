"""Which characteristics come first, and how sure is that? The uncertainty of customers and of raters, carried through house after house.

Customers: joint draws of the need importances (resampled people). Raters: several people fill in the relations, and are resampled too.
Every draw goes through all houses: one matrix product a house for all draws together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from peakend.analyse.interval import percentile_interval
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.resample import SEED, probability_top, prove_order, rank_limits
from peakend.analyse.result import Estimate
from peakend.design.soundness import (
    Floats,
    even_rows,
    fit_shape,
    name_parts,
    require_positive,
    require_relations,
    require_weight,
    share_out,
    take_numbers,
)
from peakend.errors import BrokenCascade, NegativeWeight, ShapesDiffer, SpreadUnknown
from peakend.text import Text

METHOD: Final = "quality-resampled"
_SPREAD: Final = 1e-24
"""A variance of shares below this is rounding."""

add_methods(
    Method(
        METHOD,
        "1",
        Text("质量屋份额，客户与评判人重抽样", "share in a House of Quality, customers and raters resampled"),
        "Rao & Wu 1988, JASA 83; Satterthwaite 1946, Biometrics Bulletin 2",
    )
)

Support = Literal["full", "part", "none"]


@dataclass(frozen=True, eq=False)
class NeedWeights:
    """Importance by need: values, joint draws of the same (resamples x needs), and how many people they stand on."""

    values: Floats
    draws: Floats
    n: int


@dataclass(frozen=True, eq=False)
class Raters:
    """The relations of one house as several raters see them: raters x rows x characteristics."""

    relations: Floats
    characteristics: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many filled in the relations."""
        return len(self.relations)

    @property
    def disagreement(self) -> Floats:
        """The standard deviation between raters in each cell; 0 where there is one rater: nobody to disagree with is no agreement."""
        one = self.count == 1
        return np.asarray(np.zeros(self.relations.shape[1:]) if one else self.relations.std(axis=0, ddof=1), dtype=np.float64)


@dataclass(frozen=True)
class Standing:
    """One characteristic: its share with interval, the ranks that cannot be excluded, P(rank 1), P(among the first `most`).

    `rated` is its technical importance before anything is divided: Σ weight x mark, the weights that come into the house adding up to 1.
    """

    characteristic: str
    share: Estimate
    rank_low: int
    rank_high: int
    first: float
    top: float
    rated: Estimate


@dataclass(frozen=True, eq=False)
class Ranking:
    """The characteristics of one house in the order of its columns; `support`: every order proved, some, or none.

    `raters` of 1 means that the relations were taken as certain. `freedom` are the degrees of freedom of all sources together; `proved`
    (i, j) says that i lies above j; `draws` are the joint draws of the shares.
    """

    lines: tuple[Standing, ...]
    support: Support
    most: int
    raters: int
    freedom: float
    proved: NDArray[np.bool_]
    draws: Floats


def take_importance(values: ArrayLike, draws: ArrayLike, n: int) -> NeedWeights:
    """Take in need importances with their joint draws (resamples x needs), and check them.

    Raises ShapesDiffer, NumbersMissing, NegativeWeight, NoWeight, SpreadUnknown for fewer than two people or draws.
    """
    known, drawn = take_numbers("importance", values, 1), take_numbers("draws", draws, 2)
    fit_shape("draws", drawn, len(drawn), len(known))
    if min(len(drawn), n) < 2:  # noqa: PLR2004 - one person, or one draw, has no spread
        raise SpreadUnknown(n=n, draws=len(drawn))
    require_weight("importance", known, name_parts("needs", (), len(known)))
    for row, column in np.argwhere(drawn < 0)[:1]:
        raise NegativeWeight(part="draws", place=str(column + 1), value=float(drawn[row, column]))
    return NeedWeights(known, drawn, n)


def gather_raters(relations: ArrayLike, characteristics: Sequence[str] = (), *, even: bool = False) -> Raters:
    """Take in the relations of one house, raters x rows x characteristics; one rater may be handed in as a plain matrix.

    `even` divides each rater's rows by their sum (Lyman), each rater's on its own. Raises EmptyHouse, ShapesDiffer, NumbersMissing,
    NegativeRelation.
    """
    taken = take_numbers("raters", relations, 2, 3)
    given = taken if taken.ndim == 3 else taken[None]  # noqa: PLR2004 - dimensions
    named = name_parts("characteristics", characteristics, given.shape[2])
    for matrix in given:
        require_relations(matrix, name_parts("needs", (), given.shape[1]), named)
    return Raters(even_rows(given) if even else given, named)


def rank_cascade(
    importance: NeedWeights,
    houses: Sequence[Raters],
    *,
    factor: ArrayLike | None = None,
    most: int = 3,
    same_raters: bool = False,
    seed: int = SEED,
) -> tuple[Ranking, ...]:
    """Shares, intervals and probabilities of rank in every house of a cascade; a single house is a cascade of one.

    Each draw b has importances w_b (times `factor`, by need: improvement ratio x sales point; without it the raw importance) and votes
    v_b of the raters: K - 1 of K drawn with replacement, which gives the mean of K raters its right variance (Rao & Wu 1988). Then
    t_b = Σ_k v_bk R_k' w_b, divided by its sum, goes on to the next house. Few raters know their own spread badly: the draws are spread
    around the value by √(f/χ²_f), f the degrees of freedom by Satterthwaite 1946 over people (n - 1) and the raters of each house
    (K - 1), which turns percentiles into those of t. Intervals are percentiles, never below 0; rank sets hold for all characteristics
    together (`prove_order`). `same_raters`: the same people, in the same order, rated all houses, and are drawn together.

    Raises BrokenCascade, ShapesDiffer, NotPositive, NothingRelated.

    >>> voices = np.random.default_rng(1).normal([8.0, 5.0], 0.2, size=(2000, 2))
    >>> house = gather_raters([[9, 1, 0], [0, 3, 3]], ("ring back", "greet", "guide"))
    >>> found = rank_cascade(take_importance([8.0, 5.0], voices, 150), [house])[0]
    >>> found.support, [(place.rank_low, place.rank_high) for place in found.lines]
    ('full', [(1, 1), (2, 2), (3, 3)])
    """
    weighed = np.ones(len(importance.values)) if factor is None else take_numbers("factor", factor, 1)
    fit_shape("factor", weighed, len(importance.values))
    require_positive("factor", weighed, name_parts("needs", (), len(weighed)))
    raters = [house.count for house in houses]
    if same_raters and len(set(raters)) > 1:
        raise ShapesDiffer(part="raters", found=" / ".join(map(str, raters)), needed=raters[0])
    random = np.random.default_rng(seed)
    drawn = _draw_votes(raters, len(importance.draws), random, same_raters=same_raters)
    sources = [0] * len(houses) if same_raters else list(range(len(houses)))
    value = share_out(importance.values * weighed)[None]
    voices = share_out(importance.draws * weighed)
    # The value; everything drawn; people alone; the raters of each house alone.
    flows = [value, voices, voices, *[value] * len(set(sources))]
    freedoms = [importance.n - 1, *(raters[sources.index(source)] - 1 for source in sorted(set(sources)))]
    rankings: list[Ranking] = []
    for number, house in enumerate(houses):
        if house.relations.shape[1] != value.shape[1]:
            raise BrokenCascade(house=number + 1, found=house.relations.shape[1], needed=value.shape[1])
        votes = np.full((1, house.count), 1 / house.count)
        moved = {1, 3 + sources[number]}
        rated = [_rate(flow, drawn[number] if place in moved else votes, house.relations) for place, flow in enumerate(flows)]
        flows = [share_out(flow, number + 1) for flow in rated]
        value = flows[0]
        freedom = join_freedom([float(flow.var(axis=0, ddof=1).sum()) if len(flow) > 1 else 0.0 for flow in flows[2:]], freedoms)
        stretch = _stretch(len(flows[1]), freedom, random)
        before = (rated[0][0], _widen(rated[1], rated[0], stretch))
        rankings.append(_rank(house, value[0], _widen(flows[1], value, stretch), before, importance.n, most, freedom))
    return tuple(rankings)


def join_freedom(variances: Sequence[float], freedoms: Sequence[int]) -> float:
    """The degrees of freedom of a sum of independent variances: (ΣV)² / Σ V²/f. Infinite where nothing varies. Source: Satterthwaite 1946.

    >>> join_freedom([1.0, 1.0], [4, 4]), join_freedom([1.0, 0.0], [4, 1])
    (8.0, 4.0)
    """
    known = [(variance, freedom) for variance, freedom in zip(variances, freedoms, strict=True) if variance > _SPREAD and freedom > 0]
    below = math.fsum(variance * variance / freedom for variance, freedom in known)
    return math.fsum(variance for variance, _ in known) ** 2 / below if below > 0 else math.inf


def _draw_votes(raters: Sequence[int], count: int, random: np.random.Generator, *, same_raters: bool) -> list[Floats]:
    """How much each rater of each house counts in each draw; together 1. A single rater counts whole."""
    votes: list[Floats] = []
    for many in raters:
        if same_raters and votes:
            votes.append(votes[0])
        elif many == 1:
            votes.append(np.ones((1, 1)))
        else:
            votes.append(random.multinomial(many - 1, np.full(many, 1 / many), size=count) / (many - 1))
    return votes


def _rate(weights: Floats, votes: Floats, relations: Floats) -> Floats:
    """Σ_k votes_k (weights R_k) for all draws at once: (draws, raters x rows) @ (raters x rows, characteristics)."""
    joint = votes[:, :, None] * weights[:, None, :]
    return np.asarray(joint.reshape(len(joint), -1) @ relations.reshape(-1, relations.shape[2]), dtype=np.float64)


def _stretch(count: int, freedom: float, random: np.random.Generator) -> Floats | None:
    """By how much each draw is spread so that normal draws become those of t; nothing where the freedom has no limit."""
    return None if math.isinf(freedom) else np.asarray(np.sqrt(freedom / random.chisquare(freedom, size=(count, 1))), dtype=np.float64)


def _widen(draws: Floats, value: Floats, stretch: Floats | None) -> Floats:
    """The draws around the value, spread."""
    return draws if stretch is None else np.asarray(value + (draws - value) * stretch, dtype=np.float64)


def _rank(house: Raters, shares: Floats, draws: Floats, before: tuple[Floats, Floats], n: int, most: int, freedom: float) -> Ranking:
    """One house: intervals, rank sets and probabilities from its joint draws; `before` are values and draws before they were divided."""
    proved = prove_order(draws, shares)
    first, top = probability_top(draws, 1), probability_top(draws, most)
    lines = tuple(
        Standing(
            name,
            _estimate(float(shares[column]), draws[:, column], n),
            low,
            high,
            float(first[column]),
            float(top[column]),
            _estimate(float(before[0][column]), before[1][:, column], n),
        )
        for column, (name, (low, high)) in enumerate(zip(house.characteristics, rank_limits(proved), strict=True))
    )
    return Ranking(lines, _judge(proved), most, house.count, freedom, proved, draws)


def _estimate(value: float, draws: Floats, n: int) -> Estimate:
    low, high = percentile_interval(draws)
    return Estimate(value, max(min(low, value), 0.0), max(high, value), n, METHOD)


def _judge(proved: NDArray[np.bool_]) -> Support:
    """Whether every two characteristics are told apart, some, or none; one alone is in order."""
    told = proved | proved.T | np.eye(len(proved), dtype=bool)
    return "full" if told.all() else "part" if proved.any() else "none"
