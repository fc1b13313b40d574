"""Has the Net Promoter Score changed? Differences, their p values and the trend, for any answers."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from peakend.analyse.contrast import combine_intervals
from peakend.analyse.nps_difference import (
    compare_classes,
    difference_interval,
    difference_p_value,
    difference_wald,
    fit_trend,
    zero_mcnemar,
    zero_wald,
)
from peakend.analyse.nps_interval import Recommending, score_interval
from peakend.analyse.result import Estimate, is_known

counts = st.builds(Recommending, st.integers(0, 80), st.integers(0, 80), st.integers(0, 80)).filter(lambda one: one.n > 0)


def difference(one: Recommending, two: Recommending) -> Estimate:
    figure = difference_interval(one, two)
    assert is_known(figure)
    return figure


@given(counts, counts)
def test_a_difference_turned_round_has_the_other_sign(one: Recommending, two: Recommending) -> None:
    here, there = difference(one, two), difference(two, one)
    assert (here.value, here.low, here.high) == pytest.approx((-there.value, -there.high, -there.low), abs=1e-9)
    assert difference_p_value(one, two) == pytest.approx(difference_p_value(two, one), abs=1e-9)


@given(counts, counts)
def test_the_interval_holds_the_difference_and_stays_on_its_scale(one: Recommending, two: Recommending) -> None:
    figure = difference(one, two)
    assert figure.low <= figure.value <= figure.high
    assert figure.low >= -200
    assert figure.high <= 200


@given(counts, counts)
def test_what_lies_outside_zero_has_a_small_p_value_and_nothing_else(one: Recommending, two: Recommending) -> None:
    figure = difference(one, two)
    assume(min(abs(figure.low), abs(figure.high)) > 1e-6)
    p_value = difference_p_value(one, two)
    assert 0 <= p_value <= 1
    assert (p_value < 0.05) == (figure.low > 0 or figure.high < 0)


def test_groups_that_answer_alike_do_not_differ() -> None:
    assert difference_p_value(Recommending(3, 4, 5), Recommending(6, 8, 10)) == 1
    assert compare_classes([Recommending(3, 4, 5), Recommending(6, 8, 10)]).p_value == pytest.approx(1)


def test_one_score_may_stand_for_different_classes() -> None:
    quiet, torn = Recommending(0, 100, 0), Recommending(50, 0, 50)
    assert difference_p_value(quiet, torn) == 1
    assert compare_classes([quiet, torn]).p_value < 1e-9


def test_classes_that_nobody_is_in_are_not_compared() -> None:
    assert compare_classes([Recommending(0, 5, 5), Recommending(0, 3, 7)]).freedom == 1
    assert compare_classes([Recommending(0, 0, 5), Recommending(0, 0, 7)]).p_value == 1


def test_no_test_of_zero_where_there_is_nothing_to_test() -> None:
    assert zero_wald(Recommending(0, 7, 0)) is None
    assert zero_mcnemar(Recommending(0, 7, 0)) is None


def test_a_wald_difference_without_spread_is_certain() -> None:
    _, verdict = difference_wald(Recommending(0, 0, 5), Recommending(5, 0, 0))
    assert math.isinf(verdict.statistic)
    assert verdict.p_value == 0
    assert difference_p_value(Recommending(0, 0, 5), Recommending(5, 0, 0)) > 0


def test_a_trend_is_the_points_gained_from_wave_to_wave() -> None:
    waves = [Recommending(500 - 20 * wave, 0, 500 + 20 * wave) for wave in range(5)]
    slope, verdict = fit_trend(waves)
    assert slope.value == pytest.approx(4, rel=1e-3)
    assert verdict.p_value < 0.01
    later, _ = fit_trend(waves, [0, 2, 4, 6, 8])
    assert later.value == pytest.approx(slope.value / 2)


def test_of_two_waves_the_trend_is_the_difference() -> None:
    before, after = Recommending(30, 30, 40), Recommending(20, 30, 50)
    slope, _ = fit_trend([before, after])
    assert slope.value == pytest.approx(after.score - before.score)


def test_no_change_is_no_trend_even_where_nobody_varies() -> None:
    slope, verdict = fit_trend([Recommending(0, 0, 30)] * 4)
    assert slope.value == pytest.approx(0)
    assert verdict.p_value == pytest.approx(1)


def outcomes(n: int, chances: tuple[float, float, float]) -> list[tuple[Estimate, float]]:
    """Everything n answers can be: the score with its interval, and the chance of it."""
    found = []
    for down, up in itertools.product(range(n + 1), repeat=2):
        if down + up <= n:
            parts = (down, n - down - up, up)
            chance = math.exp(math.lgamma(n + 1) - sum(math.lgamma(part + 1) for part in parts) + float(np.dot(parts, np.log(chances))))
            figure = score_interval(Recommending(*parts))
            assert is_known(figure)
            found.append((figure, chance))
    return found


@pytest.mark.parametrize("second", [(0.2, 0.3, 0.5), (0.45, 0.25, 0.3)])
def test_the_interval_of_a_difference_holds_the_truth_95_times_in_100(second: tuple[float, float, float]) -> None:
    first = (0.2, 0.3, 0.5)
    truth = 100 * ((second[2] - second[0]) - (first[2] - first[0]))
    held = 0.0
    for (one, chance), (two, other) in itertools.product(outcomes(12, first), outcomes(15, second)):
        figure = combine_intervals(one, two)
        held += chance * other * (figure.low <= truth <= figure.high)
    assert 0.93 < held < 0.97
