"""Do the parts of a house fit together? Numbers are taken in here, checked once, and can no longer be changed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from peakend.errors import EmptyHouse, NegativeRelation, NegativeWeight, NothingRelated, NotPositive, NoWeight, NumbersMissing, ShapesDiffer

Floats = NDArray[np.float64]


def take_numbers(part: str, given: ArrayLike, *dimensions: int) -> Floats:
    """A read-only copy with so many dimensions (or one of several), every number finite.

    Raises NumbersMissing for what is no number, ShapesDiffer for other dimensions, EmptyHouse for nothing at all.
    """
    try:
        taken = np.array(given, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise NumbersMissing(part=part) from fault
    if taken.size == 0:
        raise EmptyHouse(part=part)
    if taken.ndim not in dimensions:
        raise ShapesDiffer(part=part, found=write_shape(taken), needed=" × ".join("?" * dimensions[0]))
    if not np.isfinite(taken).all():
        raise NumbersMissing(part=part)
    taken.flags.writeable = False
    return taken


def write_shape(numbers: Floats) -> str:
    """Its size as people write it: rows × columns.

    >>> write_shape(np.zeros((6, 5)))
    '6 × 5'
    """
    return " × ".join(str(size) for size in numbers.shape) or "1"


def fit_shape(part: str, numbers: Floats, *needed: int) -> None:
    """Raise ShapesDiffer unless it has exactly this size."""
    if numbers.shape != needed:
        raise ShapesDiffer(part=part, found=write_shape(numbers), needed=" × ".join(str(size) for size in needed))


def name_parts(part: str, given: Sequence[str], count: int) -> tuple[str, ...]:
    """The names, or numbers from 1 where none are given. Raises ShapesDiffer where they are too few or too many.

    >>> name_parts("needs", (), 2)
    ('1', '2')
    """
    if given and len(given) != count:
        raise ShapesDiffer(part=part, found=len(given), needed=count)
    return tuple(given) or tuple(str(number) for number in range(1, count + 1))


def require_positive(part: str, numbers: Floats, names: Sequence[str]) -> None:
    """Raise NotPositive at the first number (of a row: of its name) that is not above zero."""
    for place in np.argwhere(numbers <= 0)[:1]:
        raise NotPositive(part=part, place=names[place[0]], value=float(numbers[tuple(place)]))


def require_weight(part: str, numbers: Floats, names: Sequence[str]) -> None:
    """Raise NegativeWeight at the first number below zero, NoWeight where all are zero."""
    for place in np.flatnonzero(numbers < 0)[:1]:
        raise NegativeWeight(part=part, place=names[place], value=float(numbers[place]))
    if not numbers.any():
        raise NoWeight(part=part)


def require_relations(relations: Floats, needs: Sequence[str], characteristics: Sequence[str]) -> None:
    """Raise NegativeRelation at the first relation below zero."""
    for row, column in np.argwhere(relations < 0)[:1]:
        raise NegativeRelation(need=needs[row], characteristic=characteristics[column], value=float(relations[row, column]))


def share_out(rated: Floats, house: int = 1) -> Floats:
    """The numbers of each row divided by their sum, so that they add up to 1; along the last axis.

    Raises NothingRelated where a row adds up to nothing: no weight reached anything in this house.

    >>> share_out(np.array([3.0, 1.0])).tolist()
    [0.75, 0.25]
    """
    total = rated.sum(axis=-1, keepdims=True)
    if not (total > 0).all():
        raise NothingRelated(house=house)
    return np.asarray(rated / total, dtype=np.float64)


def even_rows(relations: Floats) -> Floats:
    """Each row divided by its sum: every need passes on exactly its own weight. A row without any relation stays empty.

    R'_ij = R_ij / Σ_j R_ij. Source: Lyman 1990.

    >>> even_rows(np.array([[9.0, 1.0], [0.0, 0.0]])).tolist()
    [[0.9, 0.1], [0.0, 0.0]]
    """
    total = relations.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(relations, total, out=np.zeros_like(relations), where=total > 0), dtype=np.float64)
