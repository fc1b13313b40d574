"""Do ratings move together, and are those that cannot be told apart found?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.served import draw, read, service

from peakend.analyse.correlation import correlate, correlation_table, entangled_groups, share_in_common

STUDY = service(moments=4, measures=("performance",))
RATED = STUDY.survey.asking("performance")


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=2, max_size=30))
def test_a_correlation_from_sums_is_that_of_the_answers(pairs: list[tuple[int, int]]) -> None:
    x, y = np.array(pairs, dtype=float).T
    found = float(correlate(np.array([[len(x), x.sum(), y.sum(), x @ x, y @ y, x @ y]]))[0])
    if x.std() == 0 or y.std() == 0:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)


def test_each_correlation_is_over_those_who_answered_both() -> None:
    columns = draw(STUDY, 80, missing=0.3)
    table = correlation_table(read(STUDY, columns | {"s1_overall": [3] * 80}).evidence, RATED)
    one, two = (np.array(columns[RATED[at].key], dtype=float) for at in (0, 2))
    both = ~np.isnan(one) & ~np.isnan(two)
    assert table[0, 2] == table[2, 0] == pytest.approx(np.corrcoef(one[both], two[both])[0, 1])
    assert table.diagonal().tolist() == [1.0] * 4


def test_too_few_people_correlate_nothing() -> None:
    evidence = read(STUDY, draw(STUDY, 20)).evidence
    assert np.isnan(correlation_table(evidence, RATED, 30)[0, 1])
    assert correlation_table(evidence, RATED[:1]).tolist() == [[1.0]]


@given(st.integers(2, 8), st.floats(0, 1))
def test_ratings_that_are_all_alike_have_that_much_in_common(count: int, r: float) -> None:
    table = np.full((count, count), r)
    np.fill_diagonal(table, 1.0)
    assert share_in_common(table) == pytest.approx((1 + (count - 1) * r) / count)


def test_what_never_varies_has_nothing_in_common() -> None:
    table = np.array([[1.0, 0.5, np.nan], [0.5, 1.0, np.nan], [np.nan, np.nan, 1.0]])
    assert share_in_common(table) == pytest.approx(0.75)
    assert share_in_common(np.array([[1.0, np.nan], [np.nan, 1.0]])) == 0.0


def test_a_chain_of_entangled_ratings_is_one_group() -> None:
    table = np.eye(5)
    for one, two in ((0, 3), (3, 4)):
        table[one, two] = table[two, one] = 0.9
    table[1, 2] = table[2, 1] = 0.8  # not above
    assert entangled_groups(table) == [(0, 3, 4)]
    assert entangled_groups(np.full((2, 2), np.nan)) == []
