"""Which ratings move together? Correlations from sums, what several of them have in common, and which cannot be told apart.

When people answer everything out of one general impression (halo), ratings of different moments hold little that is their own, and no
method can say which of them the overall judgement follows.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, span_of
from peakend.define.survey import Question
from peakend.scan.ask import Pairs

Floats = NDArray[np.float64]

ENTANGLED: Final = 0.8
"""From this correlation on, what two ratings do cannot be kept apart with the answers there usually are."""

_NOTHING: Final = 1e-9


def pairs_of(questions: Sequence[Question]) -> Pairs:
    """The ask for the products of every two of these questions."""
    return Pairs(tuple(span_of(question) for question in questions))


def correlate(sums: Floats) -> Floats:
    """Pearson's correlation from n, Σx, Σy, Σxx, Σyy, Σxy, shape (rows, 6) -> (rows,); NaN where one of them does not vary.

    >>> correlate(np.array([[3.0, 6.0, 12.0, 14.0, 56.0, 28.0]])).tolist()
    [1.0]
    """
    n, x, y, xx, yy, xy = sums.T
    spread = np.maximum(n * xx - x * x, 0.0) * np.maximum(n * yy - y * y, 0.0)
    found: Floats = (n * xy - x * y) / np.sqrt(np.where(spread > _NOTHING, spread, 1.0))
    return np.where(spread > _NOTHING, np.clip(found, -1.0, 1.0), np.nan)


def correlation_table(evidence: Evidence, questions: Sequence[Question], fewest: int = 2) -> Floats:
    """All correlations between these questions, each over the people who answered both; NaN where they are fewer than `fewest`.

    Needs the ask `pairs_of(questions)`. Shape (questions, questions), ones on the diagonal.
    """
    count = len(questions)
    table = np.eye(count)
    if count < 2:  # noqa: PLR2004 - nothing to correlate with
        return table
    ask = pairs_of(questions)
    sums = np.asarray(evidence.cell.total(ask), dtype=np.float64).reshape(-1, 6)
    people = np.asarray(evidence.cell.counted(ask)).reshape(-1, 6)[:, 0] if evidence.cell.weighted else sums[:, 0]
    one, two = np.triu_indices(count, 1)
    table[one, two] = table[two, one] = np.where(people >= fewest, correlate(sums), np.nan)
    return table


def share_in_common(table: Floats) -> float:
    """The share of the variance of several ratings (each standardised) that their first principal component takes; 0 where unknown.

    λ₁ / p of the correlation table, over the ratings that vary. Source: Hotelling 1933.

    >>> round(share_in_common(np.array([[1.0, 0.8], [0.8, 1.0]])), 3)
    0.9
    """
    varies = np.isfinite(table).sum(axis=1) > 1
    kept = table[np.ix_(varies, varies)]
    if len(kept) < 2 or not np.isfinite(kept).all():  # noqa: PLR2004
        return 0.0
    return float(np.linalg.eigvalsh(kept)[-1] / len(kept))


def entangled_groups(table: Floats, limit: float = ENTANGLED) -> list[tuple[int, ...]]:
    """Groups of ratings that hang together by correlations above the limit, each with at least two, in the order of the table.

    >>> entangled_groups(np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.2], [0.1, 0.2, 1.0]]))
    [(0, 1)]
    """
    near = np.where(np.isfinite(table), table, 0.0) > limit
    groups: list[tuple[int, ...]] = []
    left = set(range(len(table)))
    while left:
        group, new = set[int](), {min(left)}
        while new:
            group |= new
            new = {int(other) for one in new for other in np.flatnonzero(near[one])} - group
        left -= group
        if len(group) > 1:
            groups.append(tuple(sorted(group)))
    return groups
