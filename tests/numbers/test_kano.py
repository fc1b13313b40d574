"""The Kano numbers against R (stats) and the printed results of stp25kano."""

from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from tests.numbers.golden import cases, near, rows

from peakend.analyse.interval import wilson_share
from peakend.analyse.kano_count import CATEGORIES, KanoCount, evaluation_table
from peakend.analyse.multiplicity import adjust_bh, adjust_holm
from peakend.analyse.result import Estimate

CASES = cases("kano")
COUNTED = [
    (case, name, attribute)
    for case, found in CASES.items()
    if case != "evaluation-table"
    for name, attribute in found["expected"].get("attributes", {"": found["expected"]}).items()
]


def count_of(attribute: dict[str, Any]) -> KanoCount:
    return KanoCount(tuple(attribute["counts"][name] for name in CATEGORIES))


def wilson(hits: float, n: float) -> list[float]:
    figure = wilson_share(hits, round(n))
    assert isinstance(figure, Estimate)
    return [figure.low, figure.high]


def test_both_published_tables_are_these() -> None:
    expected = CASES["evaluation-table"]["expected"]
    for name, key in (("berger", "berger1993"), ("pouliot", "pouliot1993")):
        table = evaluation_table(name)  # type: ignore[arg-type]
        assert [[CATEGORIES[at] for at in row] for row in table.tolist()] == expected[key]


@pytest.mark.parametrize(
    ("case", "expected"), [(case, found) for case, _, found in COUNTED], ids=[f"{case} {name}" for case, name, _ in COUNTED]
)
def test_counts_give_the_numbers_of_the_reference(case: str, expected: dict[str, Any]) -> None:
    given = count_of(expected)
    clear = given.clear
    worse = [-limit for limit in reversed(wilson(given.count("O", "M"), clear))]
    found = {
        "percent": {key: 100 * given.count(key) / given.n for key in CATEGORIES},
        "n": given.n,
        "total_strength": given.total_strength,
        "category_strength": given.category_strength,
        "better": given.better,
        "worse": given.worse,
        "better_se": given.better_error,
        "worse_se": given.worse_error,
        "cov_better_worse": given.covariance,
        "better_wilson95": wilson(given.count("A", "O"), clear),
        "worse_wilson95": worse,
        "top_two_mcnemar": {"z": given.mcnemar, "p_value": given.p_normal},
    }
    golden = CASES[case]
    for key, value in found.items():
        assert near(golden, value, expected[key]), key
    assert near(golden, [given.fong.apart, given.fong.bound], [expected["fong"]["lhs"], expected["fong"]["rhs"]])
    assert given.fong.significant is expected["fong"]["significant"]
    rules = (given.mode, given.top, given.second, given.six_percent, given.group_rule)
    assert rules == tuple(expected[key] for key in ("mode", "top", "second", "moai_rule_6pct", "group_rule"))


def test_the_printed_results_are_met_after_rounding() -> None:
    expected = CASES["published-counts"]["expected"]
    printed, given = expected["published_rounded"], [count_of(one) for one in expected["attributes"].values()]
    assert [round(one.better, 3) for one in given] == printed["cs_plus"]
    assert [round(one.worse, 3) for one in given] == printed["cs_minus"]
    assert [one.fong.apart for one in given] == printed["fong_lhs"]
    assert [round(one.fong.bound, 1) for one in given] == printed["fong_rhs"]
    assert ["sig" if one.fong.significant else "ns" for one in given] == printed["fong"]
    assert [round(one.total_strength) for one in given] == printed["total_strength"]
    assert [round(one.category_strength) for one in given] == printed["category_strength"]
    assert [one.six_percent for one in given] == printed["moai"]


def test_the_tests_of_a_survey_are_corrected_together() -> None:
    case = CASES["survey"]
    attributes = case["expected"]["attributes"]
    p_values = [count_of(one).p_normal for one in attributes.values()]
    for adjust, key in ((adjust_holm, "holm_p_top_two"), (adjust_bh, "bh_p_top_two")):
        assert near(case, dict(zip(attributes, adjust(p_values), strict=True)), case["expected"][key])


def test_the_pairs_of_answers_are_counted_as_in_the_reference() -> None:
    tables: dict[str, np.ndarray] = defaultdict(lambda: np.zeros((5, 5), dtype=int))
    for row in rows("kano_long.csv"):
        if row["functional"] and row["dysfunctional"]:
            tables[row["attribute"]][int(row["functional"]) - 1, int(row["dysfunctional"]) - 1] += 1
    for name, expected in CASES["survey"]["expected"]["attributes"].items():
        assert tables[name].tolist() == expected["crosstab_5x5"]
