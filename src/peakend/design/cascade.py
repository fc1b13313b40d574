"""What is left of the customers' weights at the end of the line? Weights passed from house to house, each step with what it was divided by.

Needs -> contacts -> process elements -> quality parameters: the columns of one house are the rows of the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from peakend.design.soundness import Floats, name_parts, require_relations, require_weight, share_out, take_numbers
from peakend.errors import BrokenCascade


@dataclass(frozen=True, eq=False)
class Step:
    """One house passed: the weights that came in, what each column was rated (R'w), the sum it was divided by, the weights that go out."""

    taken: Floats
    rated: Floats
    total: float
    weights: Floats

    def __str__(self) -> str:
        """The step as arithmetic: what was added up, what it was divided by, what came out."""
        summed = " + ".join(f"{one:.4g}" for one in self.rated)
        return f"{summed} = {self.total:.4g}; / {self.total:.4g} = {', '.join(f'{one:.4f}' for one in self.weights)}"


def pass_weights(weights: ArrayLike, houses: Sequence[ArrayLike]) -> tuple[Step, ...]:
    """Pass weights through a row of houses (relations only), one step for each.

    w₀ = weights / Σ weights; for each house t = R'w, w = t / Σ t. Dividing at each house keeps shares readable and changes no order: every
    column is divided by the same sum. A row without relations loses its weight to the others, so look at `Quality.unserved` first.
    Source: Akao 1990; Hauser & Clausing 1988.

    Raises EmptyHouse, BrokenCascade where rows and weights differ in number, NegativeRelation, NegativeWeight, NoWeight, NothingRelated.

    >>> for step in pass_weights([3, 1], [[[9, 1], [0, 3]], [[1], [1]]]): print(step)
    6.75 + 1.5 = 8.25; / 8.25 = 0.8182, 0.1818
    1 = 1; / 1 = 1.0000
    """
    given = take_numbers("weights", weights, 1)
    require_weight("weights", given, name_parts("needs", (), len(given)))
    taken = share_out(given)
    steps: list[Step] = []
    for number, house in enumerate(houses, 1):
        relations = take_numbers("relations", house, 2)
        rows, columns = relations.shape
        if rows != len(taken):
            raise BrokenCascade(house=number, found=rows, needed=len(taken))
        require_relations(relations, name_parts("needs", (), rows), name_parts("characteristics", (), columns))
        rated = np.asarray(taken @ relations, dtype=np.float64)
        steps.append(Step(taken, rated, float(rated.sum()), share_out(rated, number)))
        taken = steps[-1].weights
    return tuple(steps)
