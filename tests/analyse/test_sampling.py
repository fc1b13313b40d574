"""How sure is a mean from a designed sample? Strata and clusters at their edges; the numbers themselves stand in tests/numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.analyse.interval import mean_from_sums
from peakend.analyse.result import is_known
from peakend.analyse.sampling import Sample, jackknife_error, kish_effect, sample_difference, sample_mean

answers = st.lists(st.integers(1, 10), min_size=2, max_size=40)


@given(answers)
def test_a_plain_sample_has_the_plain_error(values: list[int]) -> None:
    found, plain = sample_mean(Sample(values)), mean_from_sums(len(values), sum(values), sum(x * x for x in values))
    figure = found.figure()
    assert is_known(figure)
    assert is_known(plain)
    assert (figure.value, figure.low, figure.high) == pytest.approx((plain.value, plain.low, plain.high), abs=1e-9)
    assert found.kish == pytest.approx(1)


@given(answers)
def test_the_jackknife_of_a_plain_mean_is_exact(values: list[int]) -> None:
    sample = Sample(values)
    assert jackknife_error(sample) == pytest.approx(sample_mean(sample).error, abs=1e-9)


def test_units_of_one_name_in_two_strata_are_two_units() -> None:
    sample = Sample([1, 2, 3, 4], units=["a", "b", "a", "b"], strata=["n", "n", "s", "s"])
    assert len(sample.stratum_of_unit) == 4
    assert sample_mean(sample).freedom == 2


def test_strata_that_explain_everything_leave_no_error() -> None:
    assert sample_mean(Sample([1, 1, 5, 5], strata=["n", "n", "s", "s"])).error == 0


def test_a_stratum_of_a_single_unit_adds_nothing_and_breaks_nothing() -> None:
    sample = Sample([1.0, 2.0, 3.0, 9.0], strata=["n", "n", "n", "s"])
    assert math.isfinite(sample_mean(sample).error)
    assert math.isfinite(jackknife_error(sample))


def test_units_without_anybody_in_the_domain_still_count() -> None:
    values, domain = [1.0, 2.0, 3.0, 4.0], [True, True, False, False]
    assert sample_mean(Sample(values), domain).error == pytest.approx(math.sqrt(4 / 3 * 2 * 0.25**2))
    assert sample_mean(Sample(values[:2])).error == pytest.approx(0.5)


def test_missing_values_are_a_domain_and_nobody_gives_no_figure() -> None:
    assert sample_mean(Sample([1.0, np.nan, 3.0])).n == 2
    nobody = sample_mean(Sample([np.nan, np.nan]))
    assert nobody.n == 0
    assert not nobody.figure().known
    assert not sample_mean(Sample([4.0])).figure().known


def test_units_that_answer_twice_are_compared_with_themselves() -> None:
    before, after = np.arange(10.0), np.arange(10.0) + 1 + 0.01 * np.arange(10) ** 2
    values = np.concatenate([before, after])
    first = np.arange(20) < 10
    paired, verdict = sample_difference(Sample(values, units=np.tile(np.arange(10), 2)), first, ~first)
    apart, _ = sample_difference(Sample(values), first, ~first)
    assert paired.value == pytest.approx(apart.value)
    assert paired.half < 0.5 * apart.half
    assert verdict.p_value < 0.01


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=30), st.floats(0.1, 10))
def test_weights_never_cost_less_than_nothing_and_their_size_does_not_matter(weights: list[float], factor: float) -> None:
    assert kish_effect(weights) >= 1 - 1e-12
    assert kish_effect([factor * weight for weight in weights]) == pytest.approx(kish_effect(weights))


def test_no_weight_at_all_has_no_effect() -> None:
    assert kish_effect([]) == 0
    assert kish_effect([0, 0]) == 0
