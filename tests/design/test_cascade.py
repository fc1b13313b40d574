"""Weights from house to house."""

import numpy as np
import pytest

from peakend.design.cascade import pass_weights
from peakend.errors import BrokenCascade, EmptyHouse, NegativeRelation, NegativeWeight, NothingRelated, NoWeight


def test_dividing_at_each_house_changes_no_share_at_the_end() -> None:
    random = np.random.default_rng(3)
    houses = [random.integers(0, 4, size=size) for size in ((6, 5), (5, 4), (4, 3))]
    weights = random.uniform(1, 5, 6)
    whole = weights @ houses[0] @ houses[1] @ houses[2]
    assert pass_weights(weights, houses)[-1].weights.tolist() == pytest.approx((whole / whole.sum()).tolist())


def test_what_goes_out_of_one_house_comes_into_the_next() -> None:
    first, second = pass_weights([2, 1], [[[9, 1], [3, 3]], [[1], [9]]])
    assert second.taken.tolist() == first.weights.tolist()


def test_every_step_says_what_it_was_divided_by() -> None:
    step = pass_weights([1, 1], [[[9, 1], [3, 3]]])[0]
    assert step.total == pytest.approx(8)
    assert str(step) == "6 + 2 = 8; / 8 = 0.7500, 0.2500"


def test_a_house_that_does_not_follow_from_the_one_before_is_named() -> None:
    with pytest.raises(BrokenCascade) as told:
        pass_weights([1, 1], [[[9, 1, 0], [3, 3, 1]], [[1], [9]]])
    assert told.value.blanks == {"house": 2, "found": 2, "needed": 3}


@pytest.mark.parametrize(
    ("fault", "weights", "house"),
    [
        (EmptyHouse, [], [[1]]),
        (NegativeWeight, [1, -1], [[1], [1]]),
        (NoWeight, [0, 0], [[1], [1]]),
        (NegativeRelation, [1, 1], [[1], [-1]]),
        (NothingRelated, [1, 0], [[0], [1]]),
    ],
)
def test_what_cannot_be_passed_on_is_said(fault: type[Exception], weights: list, house: list) -> None:
    with pytest.raises(fault):
        pass_weights(weights, [house])
