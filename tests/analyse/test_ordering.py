"""Do people rank alike at all? Friedman's test against scipy's, and where it has nothing to say."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from tests.analyse.served import read, service

from peakend.analyse.ordering import Ordering

STUDY = service(moments=3, measures=("importance",))
KEYS = [f"s1m{at}_importance" for at in (1, 2, 3)]


def order_of(rows: list[list[int | None]], **more: list[float]) -> Ordering | None:
    columns = {key: [row[at] for row in rows] for at, key in enumerate(KEYS)}
    return read(STUDY, {**columns, **more}).importance.scenarios[0].order


@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=2, max_size=30))
def test_it_is_friedmans_test_corrected_for_ties(rows: list[list[int]]) -> None:
    assume(any(len(set(row)) > 1 for row in rows))
    found = order_of([list(row) for row in rows])
    assert found is not None
    expected = stats.friedmanchisquare(*np.array(rows).T)
    assert (found.chi_square, found.p_value) == pytest.approx((expected.statistic, expected.pvalue))
    assert (found.freedom, found.n) == (2, len(rows))


def test_only_people_who_answered_everything_are_ranked() -> None:
    found = order_of([[5, 4, 3], [5, 3, 1], [4, 4, 1], [None, 5, 5], [1, None, 5]])
    assert found is not None
    assert found.n == 3


@pytest.mark.parametrize("rows", [[[5, 4, 3]], [[3, 3, 3], [4, 4, 4]], [[5, None, 3], [None, 4, 3]]], ids=["one", "equal", "none whole"])
def test_where_nobody_distinguishes_there_is_no_test(rows: list[list[int | None]]) -> None:
    assert order_of(rows) is None


def test_weighted_answers_have_no_such_test() -> None:
    assert order_of([[5, 4, 3], [5, 3, 1], [4, 4, 1]], _weight=[1.0, 2.0, 1.0]) is None
