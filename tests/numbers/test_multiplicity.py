"""Many comparisons against R: p.adjust, oneway.test, TukeyHSD and csranks."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from tests.numbers.golden import cases, near, rows

from peakend.analyse.contrast import Spread, judge_heterogeneity, judge_welch
from peakend.analyse.multiplicity import (
    adjust_bh,
    adjust_bonferroni,
    adjust_by,
    adjust_hochberg,
    adjust_holm,
    adjust_hommel,
    adjust_sidak,
)
from peakend.analyse.nps_difference import difference_wald
from peakend.analyse.nps_interval import Recommending
from peakend.analyse.ranks import rank_independent
from peakend.analyse.tukey import compare_tukey

CASES = cases("multiplicity")
RULES: dict[str, Callable[[Sequence[float]], list[float]]] = {
    "holm": adjust_holm,
    "hochberg": adjust_hochberg,
    "hommel": adjust_hommel,
    "bonferroni": adjust_bonferroni,
    "bh": adjust_bh,
    "by": adjust_by,
    "sidak_single": adjust_sidak,
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("case", [CASES["p-1"], CASES["p-2"], CASES["p-3"]], ids=lambda case: case["id"])
def test_every_correction_is_that_of_the_reference(case: dict[str, Any], rule: str) -> None:
    given = [math.nan if p is None else p for p in case["input"]["p"]]
    got = [None if math.isnan(p) else p for p in RULES[rule](given)]
    assert near(case, got, case["expected"][rule])


@pytest.fixture(scope="module")
def strata() -> dict[str, Recommending]:
    counts: dict[str, list[int]] = {}
    for row in rows("nps_survey.csv"):
        if row["ltr"]:
            score = int(row["ltr"])
            counts.setdefault(row["stratum"], [0, 0, 0])[(score > 6) + (score > 8)] += 1
    return {name: Recommending(*counts[name]) for name in sorted(counts)}


def test_differences_between_regions_are_those_of_the_reference(strata: dict[str, Recommending]) -> None:
    case = CASES["nps-by-segment"]
    expected = case["expected"]
    names, given = list(strata), list(strata.values())
    assert near(case, {name: one.score for name, one in strata.items()}, expected["nps"])
    assert near(case, {name: one.error for name, one in strata.items()}, expected["se"])
    q = judge_heterogeneity([one.score for one in given], [one.error for one in given])
    assert near(case, {"Q": q.statistic, "df": q.freedom, "p_value": q.p_value}, expected["heterogeneity"])
    spreads = [Spread(one.score, one.sample_error, one.n - 1, int(one.n)) for one in given]
    welch = judge_welch(spreads)
    got = {"f": welch.statistic, "df1": welch.freedom, "df2": welch.below, "p_value": welch.p_value}
    assert near(case, got, expected["welch_anova"])
    pairs = [pair.split("|") for pair in expected["pairs"]]
    p_values = [difference_wald(strata[one], strata[two])[1].p_value for one, two in pairs]
    assert near(case, p_values, expected["pair_p"])
    assert near(case, adjust_holm(p_values), expected["pair_p_holm"])
    assert near(case, adjust_bh(p_values), expected["pair_p_bh"])
    tukey = compare_tukey(spreads)
    assert [f"{names[two]}-{names[one]}" for one, two, *_ in tukey] == expected["tukey"]["pair"]
    assert near(case, [estimate.value for *_, estimate, _ in tukey], expected["tukey"]["diff"])
    assert near(case, [estimate.low for *_, estimate, _ in tukey], expected["tukey"]["lower"])
    assert near(case, [estimate.high for *_, estimate, _ in tukey], expected["tukey"]["upper"])
    assert near(case, [p_value for *_, p_value in tukey], expected["tukey"]["p"])


def test_the_ranks_that_cannot_be_excluded_are_those_of_the_reference(strata: dict[str, Recommending]) -> None:
    expected = CASES["rank-confidence-set"]["expected"]
    assert list(strata) == expected["segments"]
    ranks = rank_independent([one.score for one in strata.values()], [one.error for one in strata.values()])
    assert [list(column) for column in np.array(ranks).T] == [expected["L"], expected["rank"], expected["U"]]
