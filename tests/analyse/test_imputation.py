"""Several imputed versions of one estimate."""

import math

import pytest

from peakend.analyse.imputation import Imputed, pool_imputations
from peakend.analyse.result import TooFew, is_known


def test_one_version_says_nothing_of_what_is_missing() -> None:
    assert pool_imputations([5.0], [1.0]) == TooFew(1, 2, "rubin")


def test_versions_that_agree_are_as_sure_as_complete_data() -> None:
    pooled = pool_imputations([5.0, 5.0], [2.0, 2.0], 30)
    assert isinstance(pooled, Imputed)
    assert (pooled.error, pooled.share, pooled.freedom) == (2.0, 0.0, math.inf)
    assert pooled.small == pytest.approx(31 / 33 * 30)
    endless = pool_imputations([5.0, 5.0], [2.0, 2.0])
    assert isinstance(endless, Imputed)
    figure = endless.figure(9)
    assert is_known(figure)
    assert figure.low == pytest.approx(5 - 2 * 1.959964, abs=1e-5)


def test_versions_that_differ_widen_the_interval() -> None:
    pooled = pool_imputations([4.0, 6.0], [1.0, 1.0])
    assert isinstance(pooled, Imputed)
    assert pooled.error == pytest.approx(math.sqrt(1 + 1.5 * 2))
