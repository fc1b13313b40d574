"""Interrupted series, difference in differences, ANCOVA and CUPED against R: lm, sandwich, lmtest, t.test."""

import numpy as np
from numpy.typing import NDArray
from tests.numbers.golden import cases, near, rows

from peakend.control.effect import (
    Effect,
    adjust_for_before,
    compare_differences,
    compare_independent,
    compare_paired,
    interrupt,
    take_out_before,
)

CASES = cases("before_after")
TERMS = ("(Intercept)", "month", "post", "t2")


def column(file: str, name: str) -> NDArray[np.float64]:
    return np.array([float(row[name]) for row in rows(file)])


def test_an_interrupted_series_is_that_of_the_reference() -> None:
    case = CASES["its"]
    series = interrupt(column("its.csv", "csat"), 30, lag=3)
    found = {
        "b": dict(zip(TERMS, series.fitted.b.tolist(), strict=True)),
        "se_ols": dict(zip(TERMS, series.fitted.errors.tolist(), strict=True)),
        "se_newey_west_lag3": dict(zip(TERMS, series.fitted.lagged_errors(3).tolist(), strict=True)),
        "durbin_watson": series.fitted.durbin_watson,
    }
    assert near(case, found, case["expected"])


def test_differences_in_differences_are_those_of_the_reference() -> None:
    case = CASES["did"]
    expected = case["expected"]
    before, after, treated, branch = (column("did.csv", name) for name in ("pre", "post", "treated", "branch"))
    y, twice, later = np.concatenate([before, after]), np.tile(treated, 2), np.repeat([0.0, 1.0], len(before))
    plain = compare_differences(y, twice, later)
    clustered = compare_differences(y, twice, later, np.tile(branch, 2).astype(np.int64))
    change = after - before
    welch = compare_independent(change[treated == 0], change[treated == 1])
    adjusted, cuped = adjust_for_before(before, after, treated), take_out_before(before, after, treated)
    paired = compare_paired(before[treated == 1], after[treated == 1])

    def told(effect: Effect, *names: str) -> dict[str, float]:
        known = {
            "diff": effect.value,
            "effect": effect.value,
            "se": effect.error,
            "t": effect.t,
            "df": effect.freedom,
            "p_value": effect.p_value,
        }
        return {name: known[name] for name in names}

    found = {
        "did": plain.value,
        "se_ols": plain.error,
        "se_cluster_branch_hc1": clustered.error,
        "change_score_welch": {**told(welch, "diff", "t", "df", "p_value"), "ci95": list(welch.interval())},
        "ancova": told(adjusted, "effect", "se", "p_value"),
        "cuped": {"theta": cuped.theta, **told(cuped.effect, "diff", "se", "df", "p_value"), "variance_reduction": cuped.saved},
        "paired_treated": told(paired, "diff", "t", "p_value"),
    }
    assert near(case, found, expected)
