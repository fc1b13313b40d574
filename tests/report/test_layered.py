"""Laws of the picture of causes: arrows lead to the right, no arrow runs through a box, no box lies on another."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from peakend.analyse.path_model import find_depths
from peakend.report.boxes import Rect
from peakend.report.layered import lay_layers

ECSI = [(0, 1), (0, 4), (0, 6), (1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4), (4, 5), (4, 6), (5, 6)]


def drawn_at_random(seed: int) -> list[tuple[int, int]]:
    random = np.random.default_rng(seed)
    arrows = [(one, two) for one, two in combinations(range(8), 2) if random.random() < 0.35]
    return arrows or [(0, 1)]


def runs_through(box: Rect, one: tuple[float, float], two: tuple[float, float]) -> bool:
    """Whether a straight line enters a box (its edge does not count)."""
    shares = np.linspace(0, 1, 60)[:, None]
    points = np.array(one) + shares * (np.array(two) - np.array(one))
    inside = (points[:, 0] > box.x + 1) & (points[:, 0] < box.right - 1) & (points[:, 1] > box.y + 1) & (points[:, 1] < box.bottom - 1)
    return bool(inside.any())


@pytest.mark.parametrize("arrows", [ECSI, *(drawn_at_random(seed) for seed in range(12))])
def test_arrows_lead_to_the_right_and_run_through_no_box(arrows: list[tuple[int, int]]) -> None:
    many = 1 + max(max(arrow) for arrow in arrows)
    depths = find_depths([tuple(cause for cause, effect in arrows if effect == at) for at in range(many)])
    laid = lay_layers(depths, arrows, (100, 60), 70)
    for one, two in combinations(laid.boxes, 2):
        assert not one.meets(two)
    for (cause, effect), road in zip(arrows, laid.roads, strict=True):
        assert road[0][0] == laid.boxes[cause].right
        assert road[-1][0] == laid.boxes[effect].x
        assert all(one[0] <= two[0] for one, two in pairwise(road))
        assert not any(runs_through(box, *ends) for ends in pairwise(road) for box in laid.boxes)
    sheet = Rect(0, 0, laid.width, laid.height)
    assert all(sheet.holds(box) for box in laid.boxes)


def test_a_chain_in_a_row_is_a_straight_line() -> None:
    laid = lay_layers([0, 1, 2], [(0, 1), (1, 2)], (100, 60), 70)
    assert len({box.y for box in laid.boxes}) == 1
    assert laid.height == 60


def test_nothing_to_lay_takes_no_room() -> None:
    assert lay_layers([], [], (100, 60), 70).boxes == ()
