"""Which of several groups differ, when they all spread alike? As scipy says."""

import math

import numpy as np
import pytest
from scipy import stats

from peakend.analyse.contrast import Spread
from peakend.analyse.tukey import compare_tukey

GROUPS = [[24.5, 23.5, 26.4, 27.1, 29.9], [28.4, 34.2, 29.5, 32.2, 30.1], [26.1, 28.3, 24.3, 26.2, 27.8, 25.0]]


def test_honest_differences_are_those_of_scipy() -> None:
    spreads = [Spread(float(np.mean(one)), float(np.std(one, ddof=1)) / math.sqrt(len(one)), len(one) - 1, len(one)) for one in GROUPS]
    expected = stats.tukey_hsd(*GROUPS)
    low, high = (np.asarray(end) for end in expected.confidence_interval(0.95))
    for one, two, estimate, p_value in compare_tukey(spreads):
        assert estimate.value == pytest.approx(np.asarray(expected.statistic)[two, one])
        assert (estimate.low, estimate.high) == pytest.approx((low[two, one], high[two, one]), rel=1e-6)
        assert p_value == pytest.approx(np.asarray(expected.pvalue)[two, one], abs=1e-8)
