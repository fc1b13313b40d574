"""Products by unit: held to products worked out one row at a time, with and without missing answers and weights."""

import numpy as np
import pytest

from peakend.scan.ask import Crosstab, Feature, Pair, Products, Span
from peakend.scan.products import count_crosstab, sum_features, sum_pair
from peakend.scan.rows import Rows

RANDOM = np.random.default_rng(9)
A, B = Span("a", 1, 5), Span("b", 0, 10)


def rows(count: int, share: float) -> Rows:
    """Answers of which a share lie outside their scale."""
    codes = {span.column: RANDOM.integers(span.low, span.high + 1, count).astype(np.int16) for span in (A, B)}
    for column in codes.values():
        column[RANDOM.uniform(size=count) < share] = -1002
    return Rows(count, codes, {})


@pytest.mark.parametrize("share", [0.0, 0.2])
@pytest.mark.parametrize("count", [7, 3_000])
def test_features_are_multiplied_over_rows_that_answer_everything(count: int, share: float) -> None:
    given, unit = rows(count, share), RANDOM.integers(0, 4, count)
    ask = Products((Feature(A), Feature(B, (0,) * 9 + (1, 1))))
    expected = np.zeros((4, ask.width), dtype=np.int64)
    for a, b, at in zip(given.codes["a"].tolist(), given.codes["b"].tolist(), unit.tolist(), strict=True):
        if 1 <= a <= 5 and 0 <= b <= 10:
            high = int(b >= 9)
            expected[at] += [1, a, high, a * a, a * high, high]
    assert sum_features(ask, given, unit, 4, None).tolist() == expected.tolist()


def test_weights_count_as_often_as_they_say() -> None:
    given, unit = rows(500, 0.1), RANDOM.integers(0, 3, 500)
    twice = sum_features(Products((Feature(A), Feature(B))), given, unit, 3, np.full(500, 2.0))
    once = sum_features(Products((Feature(A), Feature(B))), given, unit, 3, None)
    assert twice == pytest.approx(2.0 * once)


def test_a_pair_is_what_its_crosstab_says() -> None:
    given, unit = rows(2_000, 0.1), RANDOM.integers(0, 5, 2_000)
    table = count_crosstab(A, B, given, unit, 5, None).reshape(5, A.width, B.width)
    at_a, at_b = np.arange(1, 6), np.arange(11)
    sums = sum_pair(Pair(A, B), given, unit, 5, None)
    assert Crosstab(A, B).width == A.width * B.width
    assert sums[:, 0].tolist() == table.sum(axis=(1, 2)).tolist()
    assert sums[:, 5].tolist() == np.einsum("uab,a,b->u", table, at_a, at_b).tolist()
