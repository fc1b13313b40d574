"""Entropy weights in two conventions that say opposite things."""

import pytest

from peakend.design.priority import weigh_ratings
from peakend.errors import EmptyHouse, NotPositive, NumbersMissing, ShapesDiffer


def test_the_two_conventions_put_the_needs_in_opposite_order() -> None:
    found = weigh_ratings([[4, 4, 4], [2, 4, 5], [1, 1, 5]])
    assert found.apart is not None
    assert found.alike.argsort().tolist() == found.apart.argsort().tolist()[::-1]
    assert float(found.alike.sum()) == pytest.approx(1)
    assert float(found.apart.sum()) == pytest.approx(1)


def test_where_companies_do_not_differ_nothing_tells_them_apart() -> None:
    found = weigh_ratings([[3.0, 3.0, 3.0], [4.4, 4.4, 4.4]])
    assert found.apart is None
    assert found.alike.tolist() == [0.5, 0.5]


def test_the_unit_of_the_scale_does_not_matter() -> None:
    one, other = weigh_ratings([[2, 4], [3, 1]]), weigh_ratings([[20, 40], [30, 10]])
    assert one.entropy.tolist() == pytest.approx(other.entropy.tolist())


@pytest.mark.parametrize(
    ("fault", "ratings"),
    [(EmptyHouse, [[3], [4]]), (NotPositive, [[0, 3]]), (NumbersMissing, [[3, float("nan")]]), (ShapesDiffer, [3, 4])],
)
def test_ratings_that_cannot_be_are_refused(fault: type[Exception], ratings: list) -> None:
    with pytest.raises(fault):
        weigh_ratings(ratings)
