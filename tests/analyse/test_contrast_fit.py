"""When is a class proved? The rule of the intervals, and what the slopes and their check give."""

import numpy as np

from peakend.analyse.contrast_check import Check
from peakend.analyse.contrast_fit import judge_kind, kinds_of, widen_slopes
from peakend.analyse.result import Estimate

NEAR = Estimate(0.0, -0.02, 0.02, 400, "prca-hc3")
COSTS = Estimate(-0.8, -1.0, -0.6, 400, "prca-hc3")
ADDS = Estimate(0.8, 0.6, 1.0, 400, "prca-hc3")


def test_a_slope_stands_in_the_place_of_its_feature() -> None:
    assert np.isnan(widen_slopes(np.array([[1.0]]), [1], 3)).tolist() == [[True, False, True]]


def test_what_only_costs_is_basic_and_what_only_adds_excites() -> None:
    costs, adds = Estimate(-1.0, -1.0, -0.9, 400, "impact-asymmetry"), Estimate(1.0, 0.9, 1.0, 400, "impact-asymmetry")
    assert judge_kind(COSTS, NEAR, COSTS, costs, 0.1, "basic") == "basic"
    assert judge_kind(NEAR, ADDS, ADDS, adds, 0.1, "excitement") == "excitement"


def test_without_a_proof_nothing_can_be_told() -> None:
    wide = Estimate(-0.3, -0.9, 0.3, 30, "prca-hc3")
    assert judge_kind(wide, wide, wide, None, 0.1, "basic") == "cannot_tell"
    assert judge_kind(None, ADDS, None, None, 0.1, None) == "cannot_tell"


def test_each_draw_has_the_class_of_its_slopes() -> None:
    penalty, reward = np.array([-1.0, -0.5, 0.0, -0.01, np.nan]), np.array([0.0, 0.5, 1.0, 0.01, 0.3])
    assert kinds_of(penalty, reward, 0.2).tolist() == [0, 1, 2, 3, -1]


def test_ratings_that_explain_more_than_marks_are_said_to() -> None:
    assert Check(0.4, 0.5, 0.39, 0.495, None, None, ()).loses
    assert not Check(0.5, 0.4, 0.49, 0.395, None, None, ()).loses
