"""What if not everybody answered everything? Complete answers, every two that meet, or the most likely table of all.

Complete rows waste answers and need them missing by chance alone. Pairs use all, but their tables need not fit together (the smallest
eigenvalue may be negative). Expectation-maximisation uses all and fits together, provided that what is missing depends on nothing but
what was answered: "not experienced" is not like that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDS: Final = 5_000
_POSITIVE: Final = 1e-8


@dataclass(frozen=True)
class Pattern:
    """The rows that answered the same questions: which, how many (Σw), Σx and Σxx' of what was answered. Adds up over rows."""

    answered: tuple[int, ...]
    weight: float
    total: Floats
    products: Floats


def find_patterns(rows: Floats, weight: Floats | None = None) -> tuple[Pattern, ...]:
    """The missing patterns of a table of answers, NaN for none, shape (rows, questions). Rows without any answer are left out."""
    heavy = np.ones(len(rows)) if weight is None else weight
    known, place = np.unique(np.isfinite(rows), axis=0, return_inverse=True)
    place = place.reshape(-1)
    found = []
    for at, mask in enumerate(known):
        if mask.any():
            part, times = rows[place == at][:, mask], heavy[place == at]
            found.append(Pattern(tuple(np.flatnonzero(mask).tolist()), float(times.sum()), times @ part, (part * times[:, None]).T @ part))
    return tuple(found)


@dataclass(frozen=True)
class Likely:
    """The most likely means and covariances, how many rounds it took, and whether it settled."""

    means: Floats
    covariance: Floats
    rounds: int
    settled: bool


def fit_likely(patterns: Sequence[Pattern], questions: int, tolerance: float = 1e-12) -> Likely:
    """Means and covariances under a normal model by expectation-maximisation over missing patterns, exact to `tolerance`.

    E: what is missing is what its regression on the answered gives, with its residual covariance; M: means and covariances of that.
    A round costs one small regression a pattern, whatever the number of rows. Source: Dempster, Laird & Rubin 1977; Little & Rubin 2019.
    """
    means, spread = _start(patterns, questions)
    total = sum(pattern.weight for pattern in patterns)
    for rounds in range(1, ROUNDS + 1):
        sums, squares = np.zeros(questions), np.zeros((questions, questions))
        for pattern in patterns:
            one, two = _expect(pattern, means, spread)
            sums += one
            squares += two
        now = sums / total
        cover = squares / total - np.outer(now, now)
        moved = max(float(np.abs(now - means).max()), float(np.abs(cover - spread).max()))
        means, spread = now, cover
        if moved < tolerance * (1 + float(np.abs(cover).max())):
            return Likely(means, spread, rounds, settled=True)
    return Likely(means, spread, ROUNDS, settled=False)


def _start(patterns: Sequence[Pattern], questions: int) -> tuple[Floats, Floats]:
    """Means and variances of what was answered, question by question."""
    weight, total, squares = np.zeros(questions), np.zeros(questions), np.zeros(questions)
    for pattern in patterns:
        chosen = list(pattern.answered)
        weight[chosen] += pattern.weight
        total[chosen] += pattern.total
        squares[chosen] += np.diagonal(pattern.products)
    means = total / weight
    return means, np.diag(squares / weight - means * means)


def _expect(pattern: Pattern, means: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Σx and Σxx' of one pattern, with what is missing expected from what was answered."""
    here = list(pattern.answered)
    away = [at for at in range(len(means)) if at not in pattern.answered]
    sums, squares = np.zeros(len(means)), np.zeros((len(means), len(means)))
    sums[here] = pattern.total
    squares[np.ix_(here, here)] = pattern.products
    if away:
        slope = np.linalg.lstsq(spread[np.ix_(here, here)], spread[np.ix_(here, away)], rcond=None)[0]
        level = means[away] - means[here] @ slope
        sums[away] = pattern.total @ slope + pattern.weight * level
        mixed = pattern.products @ slope + np.outer(pattern.total, level)
        squares[np.ix_(here, away)], squares[np.ix_(away, here)] = mixed, mixed.T
        left = spread[np.ix_(away, away)] - spread[np.ix_(away, here)] @ slope
        squares[np.ix_(away, away)] = slope.T @ mixed + np.outer(level, sums[away]) + pattern.weight * left
    return sums, squares


def is_consistent(correlations: Floats) -> bool:
    """Whether a table of correlations from pairs could come from one set of people: known, and no eigenvalue at or below zero.

    >>> is_consistent(np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]))
    False
    """
    return bool(np.isfinite(correlations).all()) and float(np.linalg.eigvalsh(correlations)[0]) > _POSITIVE
