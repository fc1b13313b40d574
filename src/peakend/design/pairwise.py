"""How much does each weigh, judged pair by pair, and do the judgements hold together? The analytic hierarchy process (AHP)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from peakend.design.soundness import Floats, fit_shape, name_parts, require_positive, share_out, take_numbers
from peakend.errors import EmptyHouse, InconsistentJudgement, NotReciprocal, TooManyCompared

RANDOM_INDEX: Final = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""The mean consistency index of random judgements of 1, 2, ... 10 things. Source: Saaty 1980."""

LIMIT: Final = 0.10
"""Judgements with a consistency ratio up to this hold together well enough. Source: Saaty 1980."""

_RECIPROCAL: Final = 1e-6
"""How far a judgement times its reverse may be from 1: rounding, not another opinion."""


@dataclass(frozen=True, eq=False)
class Pairwise:
    """Weights from pairwise judgements (they add up to 1), by eigenvector and by geometric mean, and how consistent the judgements are.

    `worst` is the pair (row, column) whose judgement is farthest from what all judgements together say.
    """

    names: tuple[str, ...]
    judgements: Floats
    weights: Floats
    geometric: Floats
    largest: float
    index: float
    ratio: float
    worst: tuple[int, int]

    @property
    def consistent(self) -> bool:
        """Whether the consistency ratio is at most 0.10."""
        return self.ratio <= LIMIT

    def require_consistency(self, limit: float = LIMIT) -> None:
        """Raise InconsistentJudgement, naming the pair to look at again, where the consistency ratio is above the limit."""
        if self.ratio > limit:
            row, column = self.worst
            raise InconsistentJudgement(
                ratio=self.ratio,
                limit=limit,
                one=self.names[row],
                other=self.names[column],
                judged=float(self.judgements[row, column]),
                implied=float(self.weights[row] / self.weights[column]),
            )


def weigh_pairs(judgements: ArrayLike, names: Sequence[str] = ()) -> Pairwise:
    """Weights from a matrix of judgements: entry (i, j) says how many times i weighs what j does; (j, i) is its reciprocal.

    Weights: the principal eigenvector, A w = λ w. Consistency index (λ - n)/(n - 1), ratio = index / random index; both 0 for two. Beside
    it the row geometric means, which need no eigenvector and treat row and column alike. Source: Saaty 1980; Crawford & Williams 1985.

    Raises EmptyHouse for fewer than two, TooManyCompared for more than ten, ShapesDiffer where not square, NotPositive, NotReciprocal.

    >>> found = weigh_pairs([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    >>> found.weights.round(4).tolist(), abs(round(found.ratio, 12)), found.consistent
    ([0.5714, 0.2857, 0.1429], 0.0, True)
    """
    judged = take_numbers("pairwise", judgements, 2)
    count = len(judged)
    fit_shape("pairwise", judged, count, count)
    named = name_parts("names", names, count)
    _require_reciprocal(judged, named)
    values, vectors = np.linalg.eig(judged)
    first = int(np.argmax(values.real))
    weights = share_out(np.abs(vectors[:, first].real))
    largest = float(values[first].real)
    index = max((largest - count) / (count - 1), 0.0)
    ratio = index / RANDOM_INDEX[count - 1] if RANDOM_INDEX[count - 1] else 0.0
    return Pairwise(named, judged, weights, geometric_weights(judged), largest, index, ratio, find_worst(judged, weights))


def geometric_weights(judged: Floats) -> Floats:
    """The row geometric means, adding up to 1: the logarithmic least squares fit of w_i/w_j. Source: Crawford & Williams 1985.

    >>> geometric_weights(np.array([[1.0, 4.0], [0.25, 1.0]])).tolist()
    [0.8, 0.2]
    """
    return share_out(np.asarray(np.exp(np.log(judged).mean(axis=1)), dtype=np.float64))


def find_worst(judged: Floats, weights: Floats) -> tuple[int, int]:
    """The pair whose judgement is farthest from the ratio of its weights: the largest |log(a_ij w_j / w_i)|, row before column."""
    apart = np.triu(np.abs(np.log(judged * weights[None, :] / weights[:, None])), 1)
    row, column = np.unravel_index(int(np.argmax(apart)), apart.shape)
    return (int(row), int(column)) if row < column else (0, 1)


def merge_judgements(judges: ArrayLike) -> Floats:
    """Several people's judgements as one: the geometric mean of each entry, the only mean that keeps reciprocals. (judges, n, n) -> (n, n).

    Source: Aczél & Saaty 1983, Journal of Mathematical Psychology 27.

    >>> merge_judgements([[[1, 2], [1 / 2, 1]], [[1, 8], [1 / 8, 1]]]).round(6).tolist()
    [[1.0, 4.0], [0.25, 1.0]]
    """
    judged = take_numbers("pairwise", judges, 3)
    for matrix in judged:
        require_positive("pairwise", matrix, name_parts("names", (), len(matrix)))
    return np.asarray(np.exp(np.log(judged).mean(axis=0)), dtype=np.float64)


def _require_reciprocal(judged: Floats, names: Sequence[str]) -> None:
    if len(judged) < 2:  # noqa: PLR2004 - one thing is compared with nothing
        raise EmptyHouse(part="pairwise")
    if len(judged) > len(RANDOM_INDEX):
        raise TooManyCompared(found=len(judged), most=len(RANDOM_INDEX))
    require_positive("pairwise", judged, names)
    for one, other in np.argwhere(np.abs(judged * judged.T - 1) > _RECIPROCAL)[:1]:
        raise NotReciprocal(one=names[one], other=names[other], value=float(judged[one, other]), back=float(judged[other, one]))
