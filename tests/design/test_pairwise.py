"""Weights judged pair by pair."""

import numpy as np
import pytest

from peakend.design.pairwise import merge_judgements, weigh_pairs
from peakend.errors import EmptyHouse, InconsistentJudgement, NotPositive, NotReciprocal, NumbersMissing, ShapesDiffer, TooManyCompared


def judged(weights: list[float]) -> np.ndarray:
    known = np.array(weights)
    return known[:, None] / known[None, :]


@pytest.mark.parametrize("count", [2, 3, 7, 10])
def test_judgements_that_agree_give_back_the_weights_and_are_consistent(count: int) -> None:
    weights = np.random.default_rng(count).uniform(1, 9, count)
    found = weigh_pairs(judged(weights.tolist()))
    assert found.weights.tolist() == pytest.approx((weights / weights.sum()).tolist())
    assert found.geometric.tolist() == pytest.approx(found.weights.tolist())
    assert found.ratio == pytest.approx(0, abs=1e-12)
    found.require_consistency()


def test_judgements_that_go_round_in_a_circle_are_said_to_with_the_pair_to_look_at() -> None:
    table = judged([4, 2, 1])
    table[0, 2], table[2, 0] = 1 / 4, 4
    found = weigh_pairs(table, ("quick", "right", "kind"))
    assert not found.consistent
    with pytest.raises(InconsistentJudgement) as told:
        found.require_consistency()
    assert "{" not in told.value.say("zh") + told.value.say("en")


def test_the_worst_pair_is_the_one_that_was_spoiled() -> None:
    table = judged([5, 4, 3, 2, 1])
    table[1, 4] *= 6
    table[4, 1] /= 6
    assert weigh_pairs(table).worst == (1, 4)


def test_the_geometric_mean_of_judges_stays_reciprocal() -> None:
    merged = merge_judgements([judged([4, 2, 1]), judged([1, 3, 5])])
    assert (merged * merged.T).ravel().tolist() == pytest.approx([1.0] * 9)


@pytest.mark.parametrize(
    ("fault", "table"),
    [
        (EmptyHouse, [[1]]),
        (ShapesDiffer, [[1, 2, 3], [0.5, 1, 2]]),
        (NotReciprocal, [[1, 3], [0.33, 1]]),
        (NotReciprocal, [[2, 3], [1 / 3, 1]]),
        (NotPositive, [[1, 0], [0, 1]]),
        (NumbersMissing, [[1, None], [2, 1]]),
        (TooManyCompared, np.ones((11, 11))),
    ],
)
def test_judgements_that_cannot_be_are_refused(fault: type[Exception], table: list) -> None:
    with pytest.raises(fault):
        weigh_pairs(table)


def test_a_contradiction_is_named_by_what_was_compared() -> None:
    with pytest.raises(NotReciprocal) as told:
        weigh_pairs([[1, 3], [3, 1]], ("quick", "kind"))
    assert told.value.blanks == {"one": "quick", "other": "kind", "value": 3.0, "back": 3.0}
