"""Which rank may each of several estimates have? Sets that promise no more than they keep."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.analyse.ranks import STEPS_UP_TO, Rank, rank_independent, rank_joint

values = st.lists(st.floats(-10, 10), min_size=2, max_size=8)


@given(values, st.floats(0.01, 5))
def test_the_rank_that_is_seen_is_never_excluded(given_values: list[float], error: float) -> None:
    ranks = rank_independent(given_values, [error] * len(given_values))
    for rank in ranks:
        assert 1 <= rank.low <= rank.rank <= rank.high <= len(given_values)


@given(st.permutations([5.0, 4.0, 3.5, 1.0]))
def test_the_order_in_which_groups_come_does_not_matter(given_values: list[float]) -> None:
    expected = dict(zip([5.0, 4.0, 3.5, 1.0], rank_independent([5.0, 4.0, 3.5, 1.0], [0.2] * 4), strict=True))
    assert dict(zip(given_values, rank_independent(given_values, [0.2] * 4), strict=True)) == expected


def test_who_is_far_from_all_has_one_rank_and_who_is_near_shares() -> None:
    assert rank_independent([9.0, 5.1, 5.0], [0.1] * 3) == [Rank(1, 1, 1), Rank(2, 2, 3), Rank(2, 3, 3)]


def test_nothing_is_known_of_estimates_that_are_not_sure() -> None:
    assert rank_independent([9.0, 5.1, 5.0], [50.0] * 3) == [Rank(1, 1, 3), Rank(1, 2, 3), Rank(1, 3, 3)]


def test_equal_estimates_share_the_better_rank() -> None:
    assert [rank.rank for rank in rank_independent([2.0, 2.0, 1.0], [1.0] * 3)] == [1, 1, 3]


def test_estimates_without_error_have_the_ranks_that_they_have() -> None:
    assert rank_independent([3.0, 2.0, 2.0], [0.0] * 3) == [Rank(1, 1, 1), Rank(2, 2, 3), Rank(2, 2, 3)]


def test_few_answers_exclude_less_than_many() -> None:
    few, many = (rank_independent([4.0, 3.0], [0.3, 0.3], freedoms) for freedoms in ([2.0, 2.0], [500.0, 500.0]))
    assert few[0].high == 2
    assert many[0].high == 1


def test_errors_that_hang_together_tell_more() -> None:
    apart = np.diag([0.25, 0.25])
    together = np.array([[0.25, 0.24], [0.24, 0.25]])
    assert rank_joint([4.0, 3.5], apart)[0].high == 2
    assert rank_joint([4.0, 3.5], together)[0].high == 1


def test_very_many_groups_are_ranked_in_one_step() -> None:
    count = int(np.sqrt(2 * STEPS_UP_TO)) + 2
    ranks = rank_independent([float(place) for place in range(count)], [0.1] * count)
    assert ranks[0] == Rank(count, count, count)
    assert ranks[-1] == Rank(1, 1, 1)


def missed(centre: np.ndarray, n: int, rounds: int) -> float:
    """How often the sets of any group leave out a rank that it may truly have."""
    random = np.random.default_rng(8)
    best = 1 + (centre[None, :] > centre[:, None] + 1e-9).sum(axis=1)
    worst = len(centre) - (centre[None, :] < centre[:, None] - 1e-9).sum(axis=1)
    count = 0
    for _ in range(rounds):
        answers = random.normal(centre, 1, (n, len(centre)))
        ranks = rank_independent(answers.mean(axis=0).tolist(), (answers.std(axis=0, ddof=1) / np.sqrt(n)).tolist(), [n - 1] * len(centre))
        # every rank between the best and the worst of its ties is true of somebody; the set must meet each of them
        count += any(rank.low > high or rank.high < low for rank, low, high in zip(ranks, best, worst, strict=True))
    return count / rounds


@pytest.mark.slow
@pytest.mark.parametrize("centre", [[0, 0, 0, 0], [0, 0.5, 1, 1.5]], ids=["equal", "stairs"])
def test_all_sets_together_hold_the_true_ranks_95_times_in_100(centre: list[float]) -> None:
    assert missed(np.array(centre, dtype=float), 12, 600) < 0.065


@pytest.mark.slow
def test_of_groups_that_are_equal_hardly_any_is_excluded_from_a_rank() -> None:
    random = np.random.default_rng(9)
    wrong = 0
    for _ in range(600):
        answers = random.normal(0, 1, (12, 4))
        ranks = rank_independent(answers.mean(axis=0).tolist(), (answers.std(axis=0, ddof=1) / np.sqrt(12)).tolist(), [11] * 4)
        wrong += any((rank.low, rank.high) != (1, 4) for rank in ranks)
    assert wrong / 600 < 0.07
