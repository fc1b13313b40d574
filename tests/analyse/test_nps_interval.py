"""How sure is a Net Promoter Score? What every interval of it must promise, for any answers."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import special

from peakend.analyse.nps_interval import Recommending, adjusted_interval, score_interval, score_limit, trinomial_interval, wald_interval
from peakend.analyse.result import Estimate, TooFew, is_known

counts = st.builds(Recommending, st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))


def score(given_counts: Recommending, level: float = 0.95) -> Estimate:
    figure = score_interval(given_counts, level)
    assert is_known(figure)
    return figure


def mirrored(one: Recommending) -> Recommending:
    return replace(one, detractors=one.promoters, promoters=one.detractors)


@given(counts)
def test_the_interval_holds_the_score_and_stays_on_the_scale(one: Recommending) -> None:
    assume(one.n > 0)
    figure = score(one)
    assert -100 <= figure.low <= figure.value <= figure.high <= 100
    assert figure.high > figure.low
    assert figure.n == one.n


@given(counts)
def test_who_swaps_promoters_and_detractors_turns_the_interval_over(one: Recommending) -> None:
    assume(one.n > 0)
    here, there = score(one), score(mirrored(one))
    assert (here.low, here.high) == pytest.approx((-there.high, -there.low), abs=1e-10)


@given(counts, st.integers(2, 5))
def test_more_answers_of_the_same_kind_make_it_narrower(one: Recommending, times: int) -> None:
    assume(one.n > 0)
    more = Recommending(one.detractors * times, one.passives * times, one.promoters * times)
    assert score(more).half < score(one).half
    assert score(more).value == pytest.approx(score(one).value)


@given(counts)
def test_who_wants_to_be_surer_gets_a_wider_one(one: Recommending) -> None:
    assume(one.n > 0)
    sure, surer = score(one, 0.9), score(one, 0.99)
    assert surer.low <= sure.low
    assert sure.high <= surer.high


@given(st.builds(Recommending, st.integers(1, 300), st.integers(1, 300), st.integers(1, 300)))
def test_at_a_limit_the_score_statistic_is_the_quantile(one: Recommending) -> None:
    # Tango's statistic, written out anew: the likeliest detractors' share under δ is found by halving its slope
    z = float(special.ndtri(0.975))
    for edge in (-1.0, 1.0):
        delta = score_limit(one, z, edge) / 100
        share = likely_share(one, delta)
        variance = one.n * (2 * share + delta * (1 - delta))
        assert abs(one.promoters - one.detractors - one.n * delta) / math.sqrt(variance) == pytest.approx(z, rel=1e-4)


def likely_share(one: Recommending, delta: float) -> float:
    """The detractors' share q in which promoters q + δ, passives 1 - 2q - δ and detractors q are likeliest."""
    low, high = max(0.0, -delta), (1 - delta) / 2

    def slope(q: float) -> float:
        return one.detractors / q + one.promoters / (q + delta) - 2 * one.passives / (1 - 2 * q - delta)

    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return (low + high) / 2


def test_all_passive_all_promoting_and_all_detracting_have_a_width() -> None:
    z2 = special.ndtri(0.975) ** 2
    passive, promoting = score(Recommending(0, 7, 0)), score(Recommending(0, 0, 10))
    assert passive.high == pytest.approx(100 * z2 / (7 + z2))
    assert passive.low == pytest.approx(-passive.high)
    assert (promoting.high, promoting.low) == pytest.approx((100, 100 * (10 - z2) / (10 + z2)))
    assert score(Recommending(4, 0, 0)).low == -100


def test_one_answer_says_little_and_nobody_says_nothing() -> None:
    assert score(Recommending(0, 0, 1)).half > 50
    assert score_interval(Recommending(0, 0, 0)) == TooFew(0, 1, "nps-score")
    assert not wald_interval(Recommending(0, 0, 0)).known
    assert not adjusted_interval(Recommending(0, 0, 0)).known
    assert not trinomial_interval(Recommending(0, 0, 1)).known


@given(counts)
def test_the_adjusted_interval_stays_on_the_scale_and_is_never_a_point(one: Recommending) -> None:
    assume(one.n > 0)
    figure = adjusted_interval(one)
    assert is_known(figure)
    assert -100 <= figure.low < figure.high <= 100


def coverage(n: int, chances: tuple[float, float, float]) -> tuple[float, float]:
    """How often the score interval and Wald's hold the truth: exactly, over everything that n answers can be."""
    truth = 100 * (chances[2] - chances[0])
    held = [0.0, 0.0]
    for down, up in itertools.product(range(n + 1), repeat=2):
        if down + up > n:
            continue
        one = Recommending(down, n - down - up, up)
        parts = (down, n - down - up, up)
        chance = math.exp(math.lgamma(n + 1) - sum(math.lgamma(part + 1) for part in parts) + float(np.dot(parts, np.log(chances))))
        for place, figure in enumerate((score_interval(one), wald_interval(one))):
            assert is_known(figure)
            held[place] += chance * (figure.low <= truth <= figure.high)
    return held[0], held[1]


@pytest.mark.parametrize("chances", [(0.2, 0.3, 0.5), (0.02, 0.08, 0.9)])
def test_the_interval_holds_the_truth_95_times_in_100_where_answers_are_few(chances: tuple[float, float, float]) -> None:
    ours, wald = coverage(12, chances)
    assert 0.93 < ours < 0.985
    assert ours > wald


@pytest.mark.slow
@pytest.mark.parametrize("n", [20, 50])
@pytest.mark.parametrize("chances", [(0.2, 0.3, 0.5), (0.05, 0.15, 0.8), (0.4, 0.2, 0.4), (0.1, 0.6, 0.3)])
def test_the_interval_holds_the_truth_95_times_in_100(n: int, chances: tuple[float, float, float]) -> None:
    ours, _ = coverage(n, chances)
    assert 0.93 < ours < 0.97
