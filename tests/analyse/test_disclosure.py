"""Can a group of fewer than k people be recovered from what is shown? Attacks on the ledger of shown groups."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from peakend.analyse.disclosure import Ledger, admit_split
from peakend.errors import LeastTooSmall

Flags = NDArray[np.bool_]

PEOPLE = 1_200
K = 10


def population(seed: int, people: int = PEOPLE, attributes: int = 5) -> list[NDArray[np.int64]]:
    """Attributes with two to five values each, some of them rare."""
    dice = np.random.default_rng(seed)
    return [dice.choice(size, people, p=dice.dirichlet(np.full(size, 0.7))) for size in dice.integers(2, 6, attributes)]


def conditions(attributes: list[NDArray[np.int64]], most: int) -> Iterator[Flags]:
    """Every filter of up to so many attributes, each holding one value."""
    for count in range(1, most + 1):
        for chosen in combinations(attributes, count):
            for values in product(*(np.unique(one) for one in chosen)):
                yield np.logical_and.reduce([one == value for one, value in zip(chosen, values, strict=True)])


def shown(groups: list[Flags], ledger: Ledger) -> list[Flags]:
    return [group for group in groups if group.any() and ledger.admit(group)]


def patterns(released: list[Flags]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """People who are in the same groups are one pattern: the patterns (groups, patterns), and how many people have each."""
    cells, sizes = np.unique(np.array(released, dtype=np.int64), axis=1, return_counts=True)
    return cells, sizes


def small(combination: NDArray[np.int64], sizes: NDArray[np.int64], k: int) -> bool:
    """Whether a combination of groups is 1 for some people, fewer than k, and 0 for all others (or the same with -1)."""
    either = [sign * combination for sign in (1, -1)]
    return any(((one == 0) | (one == 1)).all() and 0 < sizes @ one < k for one in either)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_five_nested_filters_on_1200_people_leave_no_small_group_to_subtract(seed: int) -> None:
    dice = np.random.default_rng(seed)
    ledger, inside = Ledger(np.arange(PEOPLE), K), np.ones(PEOPLE, dtype=bool)
    released = [inside] if ledger.admit(inside) else []
    for _ in range(5):
        narrower = inside & (dice.random(PEOPLE) < dice.choice([0.3, 0.6, 0.9, 0.99, 0.997]))
        if ledger.admit(narrower):
            released.append(narrower)
        inside = narrower
    for one, other in combinations(released, 2):
        assert np.count_nonzero(one & ~other) == 0 or np.count_nonzero(one & ~other) >= K
        assert np.count_nonzero(other & ~one) == 0 or np.count_nonzero(other & ~one) >= K
    assert all(np.count_nonzero(one) >= K for one in released)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_no_difference_of_two_or_three_answers_singles_out_fewer_than_k(seed: int) -> None:
    attributes, ledger = population(seed), Ledger(np.arange(PEOPLE), K)
    released = shown([np.ones(PEOPLE, dtype=bool), *conditions(attributes, 2)], ledger)
    cells, sizes = patterns(released)
    for one, two in combinations(range(len(cells)), 2):
        for first, second in ((1, -1), (1, 1), (2, -1), (1, -2)):
            assert not small(first * cells[one] + second * cells[two], sizes, K)
    dice = np.random.default_rng(seed)
    coefficients = np.array([-2, -1, 1, 2])
    for _ in range(2_000):
        chosen = dice.choice(len(cells), min(3, len(cells)), replace=False)
        assert not small(dice.choice(coefficients, len(chosen)) @ cells[chosen], sizes, K)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_no_combination_at_all_singles_out_one_or_two_where_k_is_three(seed: int) -> None:
    """Exhaustive: every set of fewer than three people, against every real combination of what is shown."""
    people, k = 60, 3
    released = shown([np.ones(people, dtype=bool), *conditions(population(seed, people, 4), 3)], Ledger(np.arange(people), k))
    basis = np.linalg.svd(np.array(released, dtype=float), full_matrices=False)
    space = basis[2][basis[1] > 1e-9]
    for size in (1, 2):
        for chosen in combinations(range(people), size):
            alone = np.zeros(people)
            alone[list(chosen)] = 1
            assert np.linalg.norm(alone - space.T @ (space @ alone)) > 1e-6
    outside = np.eye(people) - space.T @ space
    for pair in combinations(range(people), 2):
        assert np.linalg.svd(outside[:, pair], compute_uv=False)[-1] > 1e-6, "no coefficients of these two alone lie in the space"


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000))
def test_no_more_than_n_over_k_groups_are_shown_that_do_not_follow_from_one_another(seed: int) -> None:
    ledger = Ledger(np.arange(PEOPLE), K)
    released = shown([np.ones(PEOPLE, dtype=bool), *conditions(population(seed), 2)], ledger)
    cells, sizes = patterns(released)
    weighted = cells * np.sqrt(sizes)
    assert ledger.leverage <= 1 / K + 1e-6
    assert ledger.dimensions == np.linalg.matrix_rank(weighted) <= PEOPLE / K
    space = np.linalg.svd(weighted, full_matrices=False)[2][: ledger.dimensions]
    assert (np.square(space).sum(axis=0) / sizes).max() == pytest.approx(ledger.leverage, abs=1e-9)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_no_suppressed_cell_of_a_table_with_margins_is_pinned_by_bounds(seed: int) -> None:
    """Linear programming: what the shown cells, rows, columns and total leave open for a hidden cell that holds anybody is no point."""
    dice = np.random.default_rng(seed)
    rows, columns = dice.choice(4, 300, p=[0.55, 0.3, 0.1, 0.05]), dice.choice(3, 300, p=[0.7, 0.25, 0.05])
    ledger = Ledger(np.arange(300), K)
    cells = [(rows == row) & (columns == column) for row in range(4) for column in range(3)]
    margins = [np.ones(300, dtype=bool), *(rows == row for row in range(4)), *(columns == column for column in range(3))]
    known = [one for one, fine in zip(margins, admit_split(ledger, margins), strict=True) if fine]
    fine = admit_split(ledger, cells)
    known += [cell for cell, shown_ in zip(cells, fine, strict=True) if shown_]
    sums = np.array([[1.0 if (one & cell).any() and (cell <= one).all() else 0.0 for cell in cells] for one in known])
    told = np.array([float(np.count_nonzero(one)) for one in known])
    for number, cell in enumerate(cells):
        if fine[number] or np.count_nonzero(cell) >= K:
            continue
        goal = np.eye(len(cells))[number]
        low, high = (linprog(sign * goal, A_eq=sums, b_eq=told, method="highs").x @ goal for sign in (1, -1))
        assert high - low > 0.5


def test_the_attack_finds_small_groups_where_only_size_is_looked_at() -> None:
    attributes = population(3)
    released = [one for one in [np.ones(PEOPLE, dtype=bool), *conditions(attributes, 2)] if np.count_nonzero(one) >= K]
    cells, sizes = patterns(released)
    assert any(small(cells[one] - cells[two], sizes, K) for one, two in combinations(range(len(cells)), 2))


def test_new_rows_are_shown_only_when_enough_people_came() -> None:
    ledger = Ledger(np.arange(100), K)
    assert ledger.admit(np.ones(100, dtype=bool))
    ledger.extend(np.arange(100, 104))
    assert not ledger.admit(np.ones(104, dtype=bool))
    ledger.extend(np.arange(104, 110))
    assert ledger.admit(np.ones(110, dtype=bool))


def test_the_complement_of_a_shown_group_is_protected_too() -> None:
    ledger, everybody = Ledger(np.arange(100), K), np.ones(100, dtype=bool)
    assert ledger.admit(everybody)
    assert not ledger.admit(np.arange(100) < 95)
    assert ledger.admit(np.arange(100) < 90)


def test_a_near_duplicate_of_a_shown_group_is_refused() -> None:
    ledger = Ledger(np.arange(200), K)
    assert ledger.admit(np.arange(200) < 100)
    assert not ledger.admit((np.arange(200) >= 3) & (np.arange(200) < 103))


def test_three_groups_that_leave_a_few_over_are_refused_though_no_pair_does() -> None:
    number = np.arange(200)
    ledger = Ledger(number, K)
    assert ledger.admit(number < 100)
    assert ledger.admit(number < 60)
    assert not ledger.admit((number >= 60) & (number < 97))


def test_what_follows_from_shown_groups_costs_nothing() -> None:
    number = np.arange(200)
    ledger = Ledger(number, K)
    assert all(ledger.admit(one) for one in (number >= 0, number < 50, number >= 50, number < 50))
    assert ledger.dimensions == 2


def test_a_split_hides_the_small_group_and_the_smallest_of_its_neighbours() -> None:
    tier = np.repeat([0, 1, 2, 3], [60, 40, 25, 4])
    ledger = Ledger(np.arange(129), K)
    assert ledger.admit(tier >= 0)
    assert admit_split(ledger, [tier == value for value in range(4)]) == (True, True, False, False)


def test_a_partition_into_k_or_more_is_shown_whole() -> None:
    tier = np.repeat([0, 1, 2], [10, 12, 200])
    ledger = Ledger(np.arange(222), K)
    assert admit_split(ledger, [tier >= 0, *(tier == value for value in range(3))]) == (True,) * 4


def test_several_rows_of_one_person_are_one_person() -> None:
    owner = np.repeat(np.arange(30), 3)
    ledger = Ledger(owner, K)
    assert not ledger.admit(owner < 9)
    assert ledger.admit(owner < 12)
    apart = Ledger(owner, K)
    assert apart.admit(np.arange(90) % 3 == 0)
    assert not apart.admit((np.arange(90) % 3 == 1) & (owner < 12))


def test_an_empty_group_is_shown_as_empty_and_a_limit_that_protects_nobody_is_refused() -> None:
    assert Ledger(np.arange(20), K).admit(np.zeros(20, dtype=bool))
    with pytest.raises(LeastTooSmall):
        Ledger(np.arange(20), 1)
