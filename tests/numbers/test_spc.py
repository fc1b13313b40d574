"""Control charts against R's qcc: limits, Laney's chart, run rules, EWMA and CUSUM."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.numbers.golden import cases, near, rows

from peakend.control.constants import deviation_bias, mean_range
from peakend.control.limits import (
    Chart,
    add_up,
    average_weighted,
    chart_deviations,
    chart_individuals,
    chart_means,
    chart_ranges,
    chart_rates,
    chart_shares,
    chart_subgroup_ranges,
    one_based,
    widen,
)
from peakend.control.rules import Rule, find_signals

CASES = cases("spc")
NAMES: dict[str, Rule] = {
    "rule1_beyond_3s": "beyond",
    "rule2_two_of_three_beyond_2s": "two_of_three",
    "rule3_four_of_five_beyond_1s": "four_of_five",
    "rule4_eight_one_side": "eight_one_side",
    "trend_six": "six_trend",
}


def column(name: str) -> NDArray[np.float64]:
    return np.array([float(row[name]) for row in rows("control.csv")])


def signals(chart: Chart) -> dict[str, list[int]]:
    found = find_signals(chart.z)
    return {name: one_based(found[rule]) for name, rule in NAMES.items()}


@pytest.mark.parametrize(("name", "phase"), [("i-mr", 25), ("i-mr-nile", 0)])
def test_individuals_are_those_of_the_reference(name: str, phase: int) -> None:
    case = CASES[name]
    expected: dict[str, Any] = case["expected"]
    values = column("answer_seconds") if name == "i-mr" else np.array(case["input"]["inline"]["x"], dtype=np.float64)
    chart, ranges = chart_individuals(values, phase), chart_ranges(values, phase)
    found = {
        "center": chart.centre,
        "mr_bar": ranges.centre,
        "sigma": float(chart.sigma[0]),
        "sigma_median_mr": float(chart_individuals(values, phase, robust=True).sigma[0]),
        "lcl": float(chart.low[0]),
        "ucl": float(chart.high[0]),
        "mr_ucl": float(ranges.high[0]),
    }
    assert near(case, found, {key: expected[key] for key in found})
    assert one_based(chart.beyond) == expected["beyond_limits"]
    assert one_based(ranges.beyond) == expected["mr_beyond"]
    assert signals(chart) == expected["rules"]


def test_shares_are_those_of_the_reference() -> None:
    case = CASES["p-chart"]
    chart = chart_shares(column("complaints"), column("calls"), 25)
    expected = case["expected"]
    found = {"center": chart.centre, "lcl": chart.low.tolist(), "ucl": chart.high.tolist()}
    assert near(case, found, {key: expected[key] for key in found})
    assert one_based(chart.beyond) == expected["beyond_limits"]
    assert signals(chart) == expected["rules"]


def test_laney_widens_as_in_the_reference() -> None:
    case = CASES["laney-p-prime"]
    plain = chart_shares(column("complaints"), column("calls"), 25)
    chart = widen(plain, floor=0.0, ceiling=1.0)
    expected = case["expected"]
    found = {"sigma_z": chart.between, "z": plain.z.tolist(), "lcl": chart.low.tolist(), "ucl": chart.high.tolist()}
    assert near(case, found, {key: expected[key] for key in found})
    assert one_based(chart.beyond) == expected["beyond_limits"]


def test_rates_are_those_of_the_reference() -> None:
    case = CASES["u-chart"]
    chart = chart_rates(column("incidents"), column("thousand_visits"), 20)
    expected = case["expected"]
    assert near(
        case,
        {"center": chart.centre, "lcl": chart.low.tolist(), "ucl": chart.high.tolist()},
        {k: expected[k] for k in ("center", "lcl", "ucl")},
    )
    assert one_based(chart.beyond) == expected["beyond_limits"]


def test_means_ranges_and_deviations_are_those_of_the_reference() -> None:
    case = CASES["xbar-r-s"]
    expected = case["expected"]
    table = np.array([[float(row[f"s{number}"]) for number in range(1, 6)] for row in rows("control_subgroups.csv")])
    means, sizes, ranges = table.mean(axis=1), np.full(len(table), 5.0), np.ptp(table, axis=1)
    deviations = table.std(axis=1, ddof=1)
    by_range = chart_means(means, sizes, ranges=ranges, phase=20)
    spread = chart_subgroup_ranges(ranges, 5, 20)
    by_deviation = chart_means(means, sizes, deviations=deviations, phase=20)
    s = chart_deviations(deviations, sizes, 20)

    def said(chart: Chart, *, sigma: bool, centre: bool) -> dict[str, float]:
        got = {"lcl": float(chart.low[0]), "ucl": float(chart.high[0])}
        return got | ({"sigma": float(chart.sigma[0]) * 5**0.5} if sigma else {}) | ({"center": chart.centre} if centre else {})

    assert near(case, said(by_range, sigma=True, centre=True), {k: v for k, v in expected["xbar"].items() if k != "beyond_limits"})
    assert one_based(by_range.beyond) == expected["xbar"]["beyond_limits"]
    assert near(case, said(spread, sigma=False, centre=True), expected["r"])
    assert near(case, said(by_deviation, sigma=True, centre=False), expected["xbar_from_s"])
    assert near(case, said(s, sigma=False, centre=True), expected["s"])
    exact = {
        "d2": mean_range(5),
        "c4": deviation_bias(5),
        "sigma_rbar": float(by_range.sigma[0]) * 5**0.5,
        "lcl": float(by_range.low[0]),
        "ucl": float(by_range.high[0]),
        "s_ucl": float(s.high[0]),
    }
    assert near({"tolerance": {"rel": 1e-9, "abs": 1e-9}}, exact, expected["xbar_exact"])


def test_moving_averages_and_sums_are_those_of_the_reference() -> None:
    case = CASES["ewma-cusum"]
    values, at = column("answer_seconds"), case["input"]
    chart = average_weighted(values, at["center"], at["sigma"], at["lambda"], at["L"])
    sums = add_up(values, at["center"], at["sigma"], at["k"], at["h"])
    found = {
        "ewma": chart.values.tolist(),
        "ewma_lcl": chart.low.tolist(),
        "ewma_ucl": chart.high.tolist(),
        "ewma_beyond": one_based(chart.beyond),
        "cusum_pos": sums.above.tolist(),
        "cusum_neg": sums.below.tolist(),
        "cusum_signal": one_based(sums.signals),
    }
    assert near(case, found, case["expected"])
