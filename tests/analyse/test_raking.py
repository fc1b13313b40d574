"""Weights that meet margins, and what trimming does to them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.analyse import raking
from peakend.analyse.raking import Spread, calibrate_weights, calibrated_error, dummies_of, rake_weights, trim_weights
from peakend.analyse.sampling import Sample, sample_mean


def spreads(seed: int, rows: int = 200) -> list[Spread]:
    """Two margins that the rows can meet: those of a reweighted copy of themselves."""
    dice = np.random.default_rng(seed)
    places = [dice.integers(0, 3, rows), dice.integers(0, 4, rows)]
    pull = dice.uniform(0.3, 3, rows)
    return [Spread(place, np.bincount(place, weights=pull).astype(np.float64)) for place in places]


@given(st.integers(0, 500))
def test_raked_weights_meet_every_margin_and_are_never_negative(seed: int) -> None:
    margins = spreads(seed)
    raked = rake_weights(np.ones(200), margins)
    assert raked.settled
    assert (raked.weights > 0).all()
    for margin in margins:
        assert margin.sums(raked.weights) == pytest.approx(margin.totals, rel=1e-10)


def test_raking_what_is_raked_changes_nothing() -> None:
    margins = spreads(7)
    once = rake_weights(np.ones(200), margins)
    again = rake_weights(once.weights, margins)
    assert again.rounds == 0
    assert (again.weights == once.weights).all()


def test_a_response_without_a_value_keeps_its_weight() -> None:
    margin = Spread(np.array([0, 1, -1]), np.array([3.0, 1.0]))
    assert rake_weights([1, 1, 5], [margin]).weights.tolist() == [3.0, 1.0, 5.0]


def test_margins_that_contradict_one_another_do_not_settle() -> None:
    same = np.array([0, 0, 1, 1])
    raked = rake_weights(np.ones(4), [Spread(same, np.array([1.0, 3.0])), Spread(same, np.array([3.0, 1.0]))], rounds=50)
    assert not raked.settled
    assert raked.rounds == 50


@given(st.integers(0, 500), st.floats(1.2, 4), st.floats(0, 0.8))
def test_trimmed_weights_stay_within_their_limits_and_keep_their_sum(seed: int, most: float, least: float) -> None:
    weights = np.random.default_rng(seed).lognormal(0, 1, 150)
    weights /= weights.mean()
    trimmed = trim_weights(weights, least, most)
    assert trimmed.max() <= most * (1 + 1e-9)
    assert trimmed.min() >= least * (1 - 1e-9)
    assert trimmed.sum() == pytest.approx(weights.sum())


def test_limits_that_do_not_hold_the_mean_make_all_weights_equal() -> None:
    assert trim_weights([1, 2, 3], most=1).tolist() == [2, 2, 2]
    assert trim_weights([]).tolist() == []


def test_what_the_margins_explain_is_no_error() -> None:
    place = np.array([0, 1] * 50)
    margin = Spread(place, np.array([40.0, 60.0]))
    sample = Sample(place * 10.0, rake_weights(np.ones(100), [margin]).weights)
    assert calibrated_error(sample, dummies_of([margin])) == pytest.approx(0, abs=1e-12)
    assert sample_mean(sample).error > 0.4


def test_calibrated_weights_meet_their_totals() -> None:
    design = np.column_stack([np.ones(20), np.arange(20.0)])
    weights = calibrate_weights(np.ones(20), design, [25, 300])
    assert design.T @ weights == pytest.approx([25, 300])


def test_responses_that_are_alike_are_weighted_as_if_each_stood_alone() -> None:
    chance = np.random.default_rng(11)
    rows = 3 * raking.MANY
    base = chance.choice([0.5, 1.0, 2.0], rows)
    spreads = [Spread(chance.integers(-1, size, rows), chance.dirichlet(np.full(size, 9.0)) * rows) for size in (2, 5, 7)]
    alone, alike = raking._rake(base, spreads, 1e-9, 20), rake_weights(base, spreads, 1e-9, 20)
    assert alike.rounds == alone.rounds
    assert np.allclose(alike.weights, alone.weights, rtol=1e-9, atol=0)
    for spread in spreads:
        assert alike.settled == alone.settled
        assert np.allclose(spread.sums(alike.weights), spread.sums(alone.weights), rtol=1e-9)
