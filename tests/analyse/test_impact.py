"""Are points lost the slope times the way from low to the median, per customer and for all?"""

import numpy as np
import pytest
from tests.analyse.served import read
from tests.analyse.test_drivers import KEYS, STUDY, answers

from peakend.analyse.impact import ImpactLine, measure_impact
from peakend.analyse.result import is_known


def line_of(line: ImpactLine | None) -> tuple[float, float, float, float]:
    assert line is not None
    for figure in (line.slope, line.low, line.lost, line.impact):
        assert is_known(figure)
    values = [figure.value for figure in (line.slope, line.low, line.lost, line.impact) if is_known(figure)]
    return values[0], values[1], values[2], values[3]


def test_points_lost_are_slope_times_the_way_to_the_median() -> None:
    columns = answers([0.8, 0.4, 0.2, 0.0], noise=0.3)
    part = measure_impact(read(STUDY, columns).evidence, 4).of("overall")[0]
    table = np.column_stack([np.ones(600), *(np.array(columns[key], dtype=float) for key in KEYS)])
    slope = np.linalg.lstsq(table, np.array(columns["s1_overall"], dtype=float), rcond=None)[0][1:]
    for at, key in enumerate(KEYS):
        given = table[:, at + 1]
        low, median = given[given <= 4], np.median(given)
        found = line_of(part.line(key.removesuffix("_performance")))
        expected = (slope[at], len(low) / 600, slope[at] * (median - low).mean(), slope[at] * (median - low).sum() / 600)
        assert found == pytest.approx(expected, rel=1e-9)


def test_recommendation_loses_points_of_the_score() -> None:
    columns = answers([0.8, 0.4, 0.2, 0.0], noise=0.3)
    part = measure_impact(read(STUDY, columns).evidence, 4).of("nps")[0]
    given = np.array(columns["recommend"])
    score = 100.0 * (given >= 9) - 100.0 * (given <= 6)
    table = np.column_stack([np.ones(600), *(np.array(columns[key], dtype=float) for key in KEYS)])
    slope = np.linalg.lstsq(table, score, rcond=None)[0][1:]
    assert part.unit == "nps"
    assert [line_of(line)[0] for line in part.lines] == pytest.approx(slope.tolist(), rel=1e-9)


def test_a_moment_without_low_scores_loses_nothing_and_says_that_nobody_gave_one() -> None:
    columns = answers([0.8, 0.4, 0.2, 0.0])
    columns[KEYS[0]] = [max(one, 5) for one in columns[KEYS[0]]]
    line = read(STUDY, columns).impact.of("overall")[0].line("s1m1")
    assert line is not None
    assert not is_known(line.lost)
    assert is_known(line.impact)
    assert (line.impact.value, line.threshold) == (0.0, 2)


def test_what_matters_and_is_often_poor_loses_most() -> None:
    columns = answers([0.9, 0.2, 0.2, 0.0], 1200, noise=0.4)
    columns[KEYS[0]] = [max(one - 2, 1) for one in columns[KEYS[0]]]
    part = read(STUDY, columns).impact.of("overall")[0]
    lines = {line.moment.key: line for line in part.lines}
    assert lines["s1m1"].p_first > 0.99
    assert lines["s1m1"].tied == ()
    most, least = lines["s1m1"].impact, lines["s1m4"].impact
    assert is_known(most)
    assert is_known(least)
    assert most.low > 20 * least.high
