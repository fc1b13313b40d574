"""How sure is a number? The intervals against scipy's, and against what an interval must promise."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from peakend.analyse.interval import (
    mean_from_sums,
    moved_from,
    percentile_interval,
    ratio_from_units,
    share_from_units,
    t_quantile,
    t_test,
    wilson_share,
    z_quantile,
)
from peakend.analyse.result import Estimate, Figure, TooFew, is_known

ratings = st.lists(st.integers(1, 10), min_size=2, max_size=60)


def ends(figure: Figure) -> tuple[float, float]:
    assert is_known(figure)
    return figure.low, figure.high


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
@pytest.mark.parametrize("freedom", [1, 4.5, 30, 1e6])
def test_quantiles_are_those_of_scipy(level: float, freedom: float) -> None:
    assert t_quantile(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom), rel=1e-12)
    assert z_quantile(level) == pytest.approx(stats.norm.ppf((1 + level) / 2), rel=1e-14)


@given(ratings)
def test_a_mean_has_the_t_interval_of_its_answers(answers: list[int]) -> None:
    figure = mean_from_sums(len(answers), sum(answers), sum(x * x for x in answers))
    low, high = stats.t.interval(0.95, len(answers) - 1, np.mean(answers), np.std(answers, ddof=1) / math.sqrt(len(answers)) or 1e-300)
    assert ends(figure) == pytest.approx((low, high), abs=1e-9)


def test_one_answer_has_no_interval() -> None:
    assert mean_from_sums(1, 4, 16) == TooFew(1, 2, "mean-t")
    assert mean_from_sums(0, 0, 0) == TooFew(0, 2, "mean-t")


def test_equal_answers_have_a_mean_without_width() -> None:
    assert ends(mean_from_sums(7, 7 * 0.1, 7 * 0.01)) == pytest.approx((0.1, 0.1))


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_has_wilsons_interval(counts: tuple[int, int]) -> None:
    hits, n = counts
    expected = stats.binomtest(hits, n).proportion_ci(0.95, "wilson")
    assert ends(wilson_share(hits, n)) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(st.integers(1, 50).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 50))
def test_a_share_and_its_interval_stay_between_nobody_and_everybody(counts: tuple[int, int], effective: float) -> None:
    hits, n = counts
    figure = wilson_share(hits, n, effective=effective)
    low, high = ends(figure)
    assert is_known(figure)
    assert 0 <= low <= figure.value <= high <= 1
    assert high > low


def test_nobody_asked_gives_no_share() -> None:
    assert wilson_share(0, 0) == TooFew(0, 1, "share-wilson")


@given(ratings)
def test_units_of_one_answer_each_give_the_plain_t_interval(answers: list[int]) -> None:
    by_unit = ratio_from_units(np.array(answers, dtype=float), np.ones(len(answers)), len(answers))
    plain = mean_from_sums(len(answers), sum(answers), sum(x * x for x in answers))
    assert ends(by_unit) == pytest.approx(ends(plain), abs=1e-9)


@given(ratings, st.integers(2, 5))
def test_saying_it_several_times_proves_nothing_more(answers: list[int], times: int) -> None:
    values = np.array(answers, dtype=float)
    once = ratio_from_units(values, np.ones(len(values)), len(values))
    often = ratio_from_units(values * times, np.full(len(values), float(times)), len(values) * times)
    assert ends(once) == pytest.approx(ends(often), abs=1e-9)
    hits = (values > 5).astype(float)
    share = share_from_units(hits, np.ones(len(hits)), len(hits))
    shares = share_from_units(hits * times, np.full(len(hits), float(times)), len(hits) * times)
    assert ends(share) == pytest.approx(ends(shares), abs=1e-9)


@given(ratings, st.floats(0.01, 100))
def test_the_size_of_all_weights_together_does_not_matter(answers: list[int], factor: float) -> None:
    values = np.array(answers, dtype=float)
    weights = np.linspace(1, 2, len(values))
    light = ratio_from_units(weights * values, weights, len(values))
    heavy = ratio_from_units(factor * weights * values, factor * weights, len(values))
    assert ends(light) == pytest.approx(ends(heavy), rel=1e-9)


def test_a_share_of_units_is_a_little_wider_than_wilsons_where_units_are_few_and_like_it_where_many() -> None:
    for units, most in ((12, 1.2), (2000, 1.001)):
        hits = np.zeros(units)
        hits[: units // 3] = 1
        by_unit = ends(share_from_units(hits, np.ones(units), units))
        wilson = ends(wilson_share(units // 3, units))
        assert 1 <= (by_unit[1] - by_unit[0]) / (wilson[1] - wilson[0]) < most


def test_a_share_where_nothing_varies_has_a_width_still() -> None:
    low, high = ends(share_from_units(np.ones(20), np.ones(20), 20))
    assert high == 1
    assert 0.7 < low < 1


@pytest.mark.parametrize("units", [0, 1])
def test_one_unit_has_no_interval(units: int) -> None:
    assert not ratio_from_units(np.ones(units), np.ones(units), 5).known
    assert not share_from_units(np.ones(units), np.ones(units), 5).known


def test_units_that_weigh_nothing_have_no_figure() -> None:
    assert not ratio_from_units(np.zeros(5), np.zeros(5), 5).known
    assert not share_from_units(np.zeros(5), np.zeros(5), 5).known


def test_a_t_test_without_spread_is_sure_of_anything_but_zero() -> None:
    assert t_test(0.0, 0.0, 5) == 1
    assert t_test(0.1, 0.0, 5) == 0
    assert t_test(1.0, 0.5, 9) == pytest.approx(2 * stats.t.sf(2, 9), rel=1e-12)


def test_a_percentile_interval_leaves_out_draws_that_are_no_numbers() -> None:
    draws = np.array([np.nan, *range(101)], dtype=float)
    assert percentile_interval(draws) == pytest.approx((2.5, 97.5))
    assert all(math.isnan(end) for end in percentile_interval(np.array([np.nan])))


def test_the_unweighted_figure_is_news_only_outside_the_weighted_interval() -> None:
    weighted = Estimate(4.0, 3.9, 4.1, 50, "mean-units")
    near, far = Estimate(4.05, 4.0, 4.1, 50, "mean-t"), Estimate(4.2, 4.1, 4.3, 50, "mean-t")
    assert moved_from(weighted, near) is None
    assert moved_from(weighted, far) is far
    assert moved_from(TooFew(1, 2), far) is None


def coverage(width: int, per_unit: int, rounds: int, seed: int) -> tuple[float, float]:
    """How often the intervals of a mean and of a share, from clusters of answers that resemble each other, hold the truth."""
    random = np.random.default_rng(seed)
    means = shares = 0
    for _ in range(rounds):
        cluster = random.normal(0, 0.7, width)[:, None]
        latent = cluster + random.normal(0, 1, (width, per_unit))
        answers = np.clip(np.rint(3.5 + latent), 1, 5)
        weight = random.uniform(0.5, 2, (width, per_unit))
        below, hits = weight.sum(axis=1), weight * (answers >= 5)
        mean = ends(ratio_from_units((weight * answers).sum(axis=1), below, answers.size))
        share = ends(share_from_units(hits.sum(axis=1), below, answers.size))
        means += mean[0] <= TRUE_MEAN <= mean[1]
        shares += share[0] <= TRUE_SHARE <= share[1]
    return means / rounds, shares / rounds


def _truth() -> tuple[float, float]:
    cuts = stats.norm.cdf((np.array([1.5, 2.5, 3.5, 4.5]) - 3.5) / math.hypot(0.7, 1))
    chances = np.diff(np.concatenate([[0], cuts, [1]]))
    return float(chances @ np.arange(1, 6)), float(chances[-1])


TRUE_MEAN, TRUE_SHARE = _truth()


def test_intervals_over_clusters_hold_the_truth_about_as_often_as_they_say() -> None:
    mean, share = coverage(30, 4, 400, 1)
    assert 0.92 < mean < 0.98
    assert 0.92 < share < 0.985


@pytest.mark.slow
@pytest.mark.parametrize(("units", "per_unit"), [(15, 6), (30, 4), (200, 1)])
def test_intervals_over_clusters_hold_the_truth_95_times_in_100(units: int, per_unit: int) -> None:
    mean, share = coverage(units, per_unit, 6000, 2)
    assert 0.93 < mean < 0.97
    assert 0.93 < share < 0.97


@pytest.mark.parametrize("n", [12, 40])
def test_the_interval_of_a_mean_of_ratings_holds_the_truth_95_times_in_100(n: int) -> None:
    random = np.random.default_rng(n)
    chances = np.array([0.05, 0.1, 0.2, 0.4, 0.25])
    truth = float(chances @ np.arange(1, 6))
    answers = random.choice(np.arange(1, 6), size=(4000, n), p=chances)
    figures = [mean_from_sums(n, float(row.sum()), float(row @ row)) for row in answers]
    held = np.mean([low <= truth <= high for low, high in map(ends, figures)])
    assert 0.93 < held < 0.97
