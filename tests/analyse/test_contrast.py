"""Do groups differ? The tests against scipy's, and at their edges."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from peakend.analyse.contrast import (
    Spread,
    combine_intervals,
    compare_normal,
    compare_welch,
    contrast_of,
    judge_heterogeneity,
    judge_joint,
    judge_welch,
    tail_of_f,
)
from peakend.analyse.result import Estimate

samples = st.lists(st.integers(1, 10), min_size=3, max_size=40).filter(lambda answers: len(set(answers)) > 1)


def spread(answers: list[int]) -> Spread:
    return Spread(float(np.mean(answers)), float(np.std(answers, ddof=1)) / math.sqrt(len(answers)), len(answers) - 1, len(answers))


@given(samples, samples)
def test_two_means_are_compared_as_welch_does(one: list[int], two: list[int]) -> None:
    estimate, verdict = compare_welch(spread(one), spread(two))
    expected = stats.ttest_ind(two, one, equal_var=False)
    assert verdict.p_value == pytest.approx(expected.pvalue, rel=1e-9)
    assert (estimate.low, estimate.high) == pytest.approx(tuple(expected.confidence_interval(0.95)), abs=1e-9)


@given(samples, samples)
def test_of_two_groups_the_common_test_is_the_test_of_the_pair(one: list[int], two: list[int]) -> None:
    _, pair = compare_welch(spread(one), spread(two))
    welch = judge_welch([spread(one), spread(two)])
    assert welch.statistic == pytest.approx(pair.statistic**2, abs=1e-9)
    assert welch.p_value == pytest.approx(pair.p_value, abs=1e-9)


def test_several_means_are_compared_as_welch_does() -> None:
    groups = [[1, 2, 2, 3, 5], [4, 4, 5, 5, 5, 3], [2, 3, 3, 1]]
    expected = stats.f_oneway(*groups, equal_var=False)
    found = judge_welch([spread(one) for one in groups])
    assert (found.statistic, found.p_value) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-9)


def test_the_corrected_test_of_many_answers_is_the_plain_one() -> None:
    means, errors = [1.0, 1.1, 1.3], [0.1, 0.1, 0.12]
    plain = judge_heterogeneity(means, errors)
    corrected = judge_welch([Spread(mean, error, 1e7, 10**7) for mean, error in zip(means, errors, strict=True)])
    assert corrected.p_value == pytest.approx(plain.p_value, rel=1e-4)


def test_errors_that_hang_together_may_make_a_small_difference_sure() -> None:
    means = np.array([3.0, 3.2])
    alone = judge_joint(means, np.diag([0.04, 0.04]), 50)
    together = judge_joint(means, np.array([[0.04, 0.039], [0.039, 0.04]]), 50)
    assert together.p_value < 0.001 < alone.p_value


def test_a_joint_test_of_two_is_the_t_test_of_their_difference() -> None:
    covariance = np.array([[0.04, 0.01], [0.01, 0.09]])
    joint = judge_joint(np.array([3.0, 3.5]), covariance, 40)
    _, pair = contrast_of(0.5, math.sqrt(0.04 + 0.09 - 0.02), 40, 80, "difference-units")
    assert joint.p_value == pytest.approx(pair.p_value, rel=1e-9)


def test_the_tail_of_f_is_scipys_and_that_of_chi_square_without_end() -> None:
    assert tail_of_f(3.0, 2, 20) == pytest.approx(stats.f.sf(3.0, 2, 20), rel=1e-12)
    assert tail_of_f(3.0, 2, math.inf) == pytest.approx(stats.chi2.sf(6.0, 2), rel=1e-12)


def test_a_difference_without_error_is_certain_and_none_is_none() -> None:
    for gap, p_value in ((0.0, 1), (0.5, 0)):
        for estimate, verdict in (
            contrast_of(gap, 0.0, 10, 20, "welch-t"),
            compare_normal(gap, 0.0, 20, "nps-wald"),
            compare_welch(Spread(1.0, 0.0, 9, 10), Spread(1.0 + gap, 0.0, 9, 10)),
        ):
            assert verdict.p_value == p_value
            assert estimate.half == 0


def test_symmetric_intervals_combine_to_the_plain_one() -> None:
    one, two = Estimate(1.0, 0.7, 1.3, 10, "mean-t"), Estimate(2.0, 1.6, 2.4, 10, "mean-t")
    both = combine_intervals(one, two)
    assert (both.value, both.low, both.high, both.n) == pytest.approx((1.0, 0.5, 1.5, 20))
