"""Curves of staying as drawings."""

import numpy as np

from peakend.analyse.survival import trace_survival
from peakend.report.axis import Axis
from peakend.report.charts import survival


def test_a_curve_only_goes_down_and_begins_with_everybody() -> None:
    curve = trace_survival(np.array([1.0, 2.0, 2.0, 5.0]), np.array([True, True, False, True]))
    across, up = Axis(0, 5, 0, 500), Axis(0, 1, 100, 0)
    points = list(survival._steps(curve, across, up))
    assert points[0] == (0.0, 0.0)
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert [y for _, y in points] == sorted(y for _, y in points)
    band = list(survival._band(curve, across, up))
    assert band[0] == band[-1] == (0.0, 0.0)
