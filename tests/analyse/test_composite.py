"""Do factors on different scales make one number as they are told to, with what is missing left out?"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.analyse.composite import WAYS, compose, draw_weights, join_factors, known_share, rank_values, scale_factor, swing_weights

NAN = math.nan
NUMBERS = st.lists(st.floats(-100, 100), min_size=2, max_size=8)


@given(NUMBERS, st.floats(0.1, 10), st.floats(-50, 50))
def test_the_unit_of_a_factor_does_not_matter(values: list[float], unit: float, start: float) -> None:
    """NPS points or shares: only how moments stand to one another counts. Ties of the rounding aside."""
    one = np.round(np.array([values]), 3)
    other = one * unit + start
    assert scale_factor(one, "z") == pytest.approx(scale_factor(other, "z"), abs=1e-6)
    if len(np.unique(one)) == one.size:
        assert scale_factor(one, "percentile").tolist() == scale_factor(other, "percentile").tolist()


def test_percentiles_lie_evenly_and_ties_share_their_place() -> None:
    assert scale_factor(np.array([[3.0, 1.0, 2.0, 4.0]]), "percentile").tolist() == [[0.625, 0.125, 0.375, 0.875]]
    assert scale_factor(np.array([[7.0, 7.0]]), "percentile").tolist() == [[0.5, 0.5]]


def test_what_does_not_vary_tells_moments_apart_by_nothing() -> None:
    assert scale_factor(np.array([[2.0, 2.0, 2.0]]), "z").tolist() == [[0, 0, 0]]
    assert scale_factor(np.array([[2.0, 2.0, 2.0]]), "z", "product").tolist() == [[0.5, 0.5, 0.5]]


def test_a_missing_factor_leaves_its_weight_to_the_others() -> None:
    scaled = np.array([[0.2, 0.2], [0.6, NAN], [0.9, 0.9]])
    joined = join_factors(scaled, np.array([1.0, 2.0, 1.0]), "sum")
    assert joined == pytest.approx([(0.2 + 1.2 + 0.9) / 4, (0.2 + 0.9) / 2])
    assert known_share(scaled, np.array([1.0, 2.0, 1.0])) == pytest.approx([1.0, 0.5])
    assert np.isnan(join_factors(np.full((2, 1), NAN), np.ones(2), "sum")).all()


def test_the_product_is_a_geometric_mean() -> None:
    scaled = np.array([[0.25, 1.0], [1.0, 1.0]])
    assert join_factors(scaled, np.array([1.0, 1.0]), "product") == pytest.approx([0.5, 1.0])


def test_a_factor_without_weight_decides_nothing() -> None:
    factors = np.array([[1.0, 2.0, 3.0], [9.0, 5.0, 1.0]])
    for scaling, combine in WAYS:
        assert rank_values(compose(factors, np.array([1.0, 0.0]), scaling, combine)) == [3, 2, 1]


def test_each_row_may_have_weights_of_its_own() -> None:
    scaled = np.array([[[0.2, 0.4], [0.2, 0.4]], [[0.8, 0.6], [0.8, 0.6]]])
    joined = join_factors(scaled, np.array([[1.0, 0.0], [0.0, 1.0]]), "sum")
    assert joined.tolist() == [[0.2, 0.4], [0.8, 0.6]]


def test_weights_that_know_nothing_add_up_to_one_and_favour_nobody() -> None:
    weights = draw_weights(6, 4000)
    assert weights.sum(axis=0) == pytest.approx(1.0)
    assert weights.mean(axis=1) == pytest.approx(1 / 6, abs=0.01)
    assert draw_weights(6, 4000).tolist() == weights.tolist()


def test_a_swing_takes_a_factor_out_or_doubles_it() -> None:
    without, twice = swing_weights(np.array([0.5, 0.5]), 1)
    assert (without.tolist(), twice.tolist()) == ([0.5, 0.0], [0.5, 1.0])
