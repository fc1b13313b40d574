"""Which characteristics of the service carry most of what customers need? One House of Quality, worked out step by step.

Rows are needs, columns are characteristics (what the organisation can set). Every step is kept, so that every number of a drawn house can
be checked by hand. Intervals and probabilities of rank are in `design.ranking`; here are the numbers themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

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
from peakend.errors import ShapesDiffer, UnknownNeedClass, UnsoundRoof

NeedClass = Literal["M", "O", "A"]
"""Must-be, one-dimensional, attractive: Kano's classes with which an improvement ratio can be adjusted."""

STRETCH: Final[Mapping[str, float]] = {"M": 0.5, "O": 1.0, "A": 2.0}
"""Kano's parameter k: satisfaction = c · performance^k."""

SCALES: Final[Mapping[str, Mapping[float, float]]] = {
    "9-3-1": {9: 9, 3: 3, 1: 1},
    "5-3-1": {9: 5, 3: 3, 1: 1},
    "4-2-1": {9: 4, 3: 2, 1: 1},
}
"""What the marks strong, medium and weak (9, 3, 1) stand for: conventions, none of them proved. See `change_scale`."""


@dataclass(frozen=True, eq=False)
class House:
    """One house as it is filled in: needs x characteristics. Made and checked by `build_house`; its arrays are read-only."""

    needs: tuple[str, ...]
    characteristics: tuple[str, ...]
    importance: Floats
    relations: Floats
    ratio: Floats
    sales_point: Floats
    roof: Floats | None
    classes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Planning:
    """The planning matrix: absolute weight, and relative weight adding up to 1, by need; then the characteristics' shares by it."""

    ratio: Floats
    absolute: Floats
    weights: Floats
    rated: Floats
    shares: Floats


@dataclass(frozen=True, eq=False)
class Quality:
    """A house worked out.

    `planning` uses the planning weights; `raw` is R'w with the importance alone, `raw_shares` its shares: both are shown, never one alone.
    `lyman` and `wasserman` are the planned shares with rows made even, without and with the roof. `adjusted` is the planning matrix with
    improvement ratios adjusted by Kano class. `unserved` needs have no relation; `needless` characteristics serve none.
    """

    house: House
    raw: Floats
    raw_shares: Floats
    planning: Planning
    lyman: Floats
    wasserman: Floats | None
    adjusted: Planning | None
    unserved: tuple[str, ...]
    needless: tuple[str, ...]


def build_house(  # noqa: PLR0913 - a house has as many parts as it has
    importance: ArrayLike,
    relations: ArrayLike,
    *,
    current: ArrayLike | None = None,
    target: ArrayLike | None = None,
    sales_point: ArrayLike | None = None,
    roof: ArrayLike | None = None,
    classes: Sequence[str] = (),
    needs: Sequence[str] = (),
    characteristics: Sequence[str] = (),
) -> House:
    """Take in one house and check that its parts fit.

    `importance` by need (any scale that starts at zero or above), `relations` needs x characteristics (0 = none), `current` and `target`
    level by need on one scale above zero (both or neither; without them every improvement ratio is 1), `sales_point` by need (usually 1,
    1.2, 1.5; 1 where not given), `roof` characteristics x characteristics (dependence 0..1, 1 with itself), Kano `classes` by need.

    Raises EmptyHouse, ShapesDiffer, NumbersMissing, NegativeWeight, NoWeight, NegativeRelation, NotPositive, UnsoundRoof, UnknownNeedClass.

    >>> build_house([5, 3], [[9, 1], [0, 3]], needs=("quick", "kind")).needs
    ('quick', 'kind')
    """
    related = take_numbers("relations", relations, 2)
    rows, columns = related.shape
    needed, named = name_parts("needs", needs, rows), name_parts("characteristics", characteristics, columns)
    weighed = take_numbers("importance", importance, 1)
    fit_shape("importance", weighed, rows)
    require_weight("importance", weighed, needed)
    require_relations(related, needed, named)
    if (current is None) is not (target is None):
        raise ShapesDiffer(part="target" if target is None else "current", found=0, needed=rows)
    ratio = np.ones(rows) if current is None or target is None else improve_ratio(current, target, needed)
    fit_shape("current", ratio, rows)
    sold = _take_levels("sales_point", np.ones(rows) if sales_point is None else sales_point, needed)
    covered = None if roof is None else _take_roof(roof, named)
    if classes and len(classes) != rows:
        raise ShapesDiffer(part="classes", found=len(classes), needed=rows)
    for need, found in zip(needed, classes, strict=False):
        if found not in STRETCH:
            raise UnknownNeedClass(need=need, found=found, known=", ".join(STRETCH))
    return House(needed, named, weighed, related, ratio, sold, covered, tuple(classes))


def weigh_house(house: House) -> Quality:
    """Work out every row and column of one house.

    Improvement ratio target / current; absolute weight = importance x ratio x sales point; relative weight w = absolute / Σ absolute;
    technical importance R'w (raw: R' importance), its shares adding up to 1. Source: Akao 1990; Hauser & Clausing 1988.

    >>> found = weigh_house(build_house([5, 3], [[9, 1], [0, 3]], current=[3, 4], target=[4.5, 4]))
    >>> found.raw.tolist(), found.planning.absolute.tolist(), found.planning.weights.round(3).tolist()
    ([45.0, 14.0], [7.5, 3.0], [0.714, 0.286])
    """
    raw = rate_characteristics(house.importance, house.relations)
    planning = weigh_planning(house, house.ratio)
    corrected = None if house.roof is None else even_rows(house.relations @ house.roof)
    adjusted = weigh_planning(house, adjust_ratio(house.ratio, house.classes)) if house.classes else None
    return Quality(
        house,
        raw,
        share_out(raw),
        planning,
        share_out(rate_characteristics(planning.weights, even_rows(house.relations))),
        None if corrected is None else share_out(rate_characteristics(planning.weights, corrected)),
        adjusted,
        tuple(name for name, row in zip(house.needs, house.relations, strict=True) if not row.any()),
        tuple(name for name, column in zip(house.characteristics, house.relations.T, strict=True) if not column.any()),
    )


def weigh_planning(house: House, ratio: Floats) -> Planning:
    """The planning weights with these improvement ratios, and what they make of the characteristics."""
    absolute = house.importance * ratio * house.sales_point
    weights = share_out(absolute)
    rated = rate_characteristics(weights, house.relations)
    return Planning(ratio, absolute, weights, rated, share_out(rated))


def improve_ratio(current: ArrayLike, target: ArrayLike, needs: Sequence[str] = ()) -> Floats:
    """How far each need is to be raised: target / current. Both above zero, on one scale.

    >>> improve_ratio([2.0, 4.0], [3.0, 4.0]).tolist()
    [1.5, 1.0]
    """
    now = take_numbers("current", current, 1)
    named = name_parts("needs", needs, len(now))
    goal = take_numbers("target", target, 1)
    fit_shape("target", goal, len(now))
    require_positive("current", now, named)
    require_positive("target", goal, named)
    return np.asarray(goal / now, dtype=np.float64)


def adjust_ratio(ratio: Floats, classes: Sequence[str]) -> Floats:
    """Improvement ratios adjusted by Kano class: ratio^(1/k), k = 1/2 must-be, 1 one-dimensional, 2 attractive.

    If satisfaction grows as performance^k, raising satisfaction by the ratio takes performance by ratio^(1/k): more for what must be there,
    less for what delights. Source: Tan & Shen 2000, Total Quality Management 11; Tan & Pawitra 2001.

    >>> adjust_ratio(np.array([1.2, 1.2, 1.44]), ["M", "O", "A"]).round(3).tolist()
    [1.44, 1.2, 1.2]
    """
    return np.asarray(ratio ** (1 / np.array([STRETCH[one] for one in classes])), dtype=np.float64)


def rate_characteristics(weights: Floats, relations: Floats) -> Floats:
    """Technical importance: the relations of each column, weighed by its needs, added up. R'w; shape (characteristics,).

    >>> rate_characteristics(np.array([0.75, 0.25]), np.array([[9.0, 1.0], [0.0, 3.0]])).tolist()
    [6.75, 1.5]
    """
    return np.asarray(weights @ relations, dtype=np.float64)


def change_scale(relations: ArrayLike, scale: str | Mapping[float, float]) -> Floats:
    """The same marks read on another scale, for the question whether the ranking stands on the convention: `SCALES` or one's own.

    Numbers that are no mark of the scale (already on a ratio scale, say) stay as they are.

    >>> change_scale([[9, 3], [1, 0]], "5-3-1").tolist()
    [[5.0, 3.0], [1.0, 0.0]]
    """
    marks = SCALES[scale] if isinstance(scale, str) else scale
    given = take_numbers("relations", relations, 2)
    read = given.copy()
    for mark, meaning in marks.items():
        read[given == mark] = meaning
    return read


def _take_levels(part: str, given: ArrayLike, needs: Sequence[str]) -> Floats:
    levels = take_numbers(part, given, 1)
    fit_shape(part, levels, len(needs))
    require_positive(part, levels, needs)
    return levels


def _take_roof(given: ArrayLike, names: Sequence[str]) -> Floats:
    """The roof: 1 with itself, the same both ways, from 0 to 1: then rows times roof can be made even again (Wasserman 1993)."""
    roof = take_numbers("roof", given, 2)
    fit_shape("roof", roof, len(names), len(names))
    wrong = (roof != roof.T) | (roof < 0) | (roof > 1) | (np.eye(len(names), dtype=bool) & (roof != 1))
    for one, other in np.argwhere(wrong)[:1]:
        raise UnsoundRoof(one=names[one], other=names[other], value=float(roof[one, other]), back=float(roof[other, one]))
    return roof
