"""Sides that share people, and sides that do not."""

import numpy as np
import pytest

from peakend.control.arms import Arm, contrast_arms


def arm(values: dict[str, float], *, after: bool, treated: bool = True) -> Arm:
    """One answer a person."""
    told = np.array(list(values.values()))
    return Arm((after, treated), tuple(values), (told - told.mean()) / len(told), float(told.mean()), len(told))


def test_a_side_counts_up_after_and_down_before_and_the_other_way_for_others() -> None:
    ones = {"a": 1.0, "b": 2.0}
    assert [arm(ones, after=after, treated=treated).sign for after in (False, True) for treated in (True, False)] == [-1, 1, 1, -1]


def test_people_who_moved_alike_leave_no_error() -> None:
    before, after = {"a": 1.0, "b": 5.0, "c": 3.0}, {"a": 2.0, "b": 6.0, "c": 4.0}
    effect, design, shared = contrast_arms([arm(before, after=False), arm(after, after=True)])
    assert (design, shared) == ("paired", 3)
    assert effect.value == pytest.approx(1.0)
    assert effect.error == pytest.approx(0.0, abs=1e-9)


def test_the_order_of_sides_and_people_does_not_matter() -> None:
    random = np.random.default_rng(1)
    before = {f"p{number}": float(random.normal()) for number in range(30)}
    after = {f"p{number}": float(random.normal()) for number in range(10, 50)}
    one = contrast_arms([arm(before, after=False), arm(after, after=True)])
    turned = dict(reversed(list(after.items())))
    other = contrast_arms([arm(turned, after=True), arm(before, after=False)])
    assert one[1:] == other[1:] == ("overlapping", 20)
    assert one[0].error == pytest.approx(other[0].error)
