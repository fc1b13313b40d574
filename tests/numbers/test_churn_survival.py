"""Survival against R's survival package: survfit, survdiff, coxph and cox.zph, on made-up answers and on the telco sample."""

import csv
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.numbers.golden import cases, near, rows

from peakend.analyse.hazard import Cox, Ties, fit_cox
from peakend.analyse.survival import Curve, compare_survival, trace_survival

CASES = cases("churn_survival")
ROWS = rows("churn.csv")
NAMES = ("ltr", "complaints", "tenure_years", "segmentgold", "segmentvip")
TIES: tuple[Ties, ...] = ("efron", "breslow")


def column(name: str) -> NDArray[np.float64]:
    return np.array([float(row[name]) for row in ROWS])


def told(curve: Curve, expected: dict[str, Any]) -> dict[str, Any]:
    low, high = curve.limits
    middle = curve.median
    area, error = curve.mean_until(expected["rmst"]["tau"])
    return {
        "n": curve.n,
        "events": int(curve.events.sum()),
        "times": curve.times.tolist(),
        "at_risk": curve.at_risk.tolist(),
        "d": curve.events.tolist(),
        "survival": curve.survival.tolist(),
        "se": curve.errors.tolist(),
        "lower_loglog": low.tolist(),
        "upper_loglog": high.tolist(),
        "median": middle[0],
        "median_lower": middle[1],
        "median_upper": middle[2],
        "at": {"time": expected["at"]["time"], "survival": [curve.at(time) for time in expected["at"]["time"]]},
        "rmst": {"tau": expected["rmst"]["tau"], "rmean": area, "se": error},
    }


def fitted(cox: Cox, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "b": dict(zip(names, cox.b.tolist(), strict=True)),
        "se": dict(zip(names, cox.errors.tolist(), strict=True)),
        "hr": dict(zip(names, np.exp(cox.b).tolist(), strict=True)),
        "loglik_null": cox.log_likelihood_null,
        "loglik": cox.log_likelihood,
        "lrt": cox.ratio_test,
        "wald": cox.wald,
        "score": cox.score,
        "concordance": cox.concordance,
    }


def drift(cox: Cox) -> dict[str, Any]:
    chi, freedom, p = cox.proportionality
    return {"global": {"chisq": chi, "df": freedom, "p": p}}


def test_the_curve_is_that_of_the_reference() -> None:
    case = CASES["km"]
    assert near(case, told(trace_survival(column("months"), column("churned") == 1), case["expected"]), case["expected"])


def test_groups_are_compared_as_in_the_reference() -> None:
    case = CASES["logrank"]
    expected = case["expected"]
    group = np.digitize(column("ltr"), [6.5, 8.5]).astype(np.int64)
    time, left = column("months"), column("churned") == 1
    plain = compare_survival(time, left, group)
    found = {
        "groups": ["detractor", "passive", "promoter"],
        "n": np.bincount(group).tolist(),
        "observed": list(plain.observed),
        "expected": list(plain.expected),
        "chisq": plain.chi_square,
        "df": plain.freedom,
        "p_value": plain.p_value,
        "peto_chisq": compare_survival(time, left, group, early=1).chi_square,
    }
    assert found.pop("groups") == expected["groups"]
    assert near(case, found, {key: value for key, value in expected.items() if key != "groups"})


def test_hazards_are_those_of_the_reference() -> None:
    case = CASES["cox"]
    segment = np.array([row["segment"] for row in ROWS])
    x = np.stack([column("ltr"), column("complaints"), column("tenure_years"), segment == "gold", segment == "vip"], axis=1).astype(
        np.float64
    )
    for ties in TIES:
        cox = fit_cox(x, column("months"), column("churned") == 1, ties)
        assert near(case, fitted(cox, NAMES), case["expected"][ties])
    assert near(case, drift(fit_cox(x, column("months"), column("churned") == 1)), case["expected"]["ph_test"])


def test_clustered_errors_are_those_of_the_reference() -> None:
    case = CASES["cox-cluster-robust"]
    x = np.stack([column("ltr"), column("complaints")], axis=1)
    cox = fit_cox(x, column("months"), column("churned") == 1)
    errors = cox.cluster_errors((column("id") % 25).astype(np.int64))
    found = {"b": dict(zip(NAMES[:2], cox.b.tolist(), strict=True)), "robust_se": dict(zip(NAMES[:2], errors.tolist(), strict=True))}
    assert near(case, found, case["expected"])


def test_rows_cut_into_pieces_tell_the_same_as_whole_ones() -> None:
    """A customer in several rows, each with its entry, gives the likelihood of the customer in one."""
    x = np.stack([column("ltr"), column("complaints")], axis=1)
    time, left = column("months"), column("churned") == 1
    long = time > 6
    entry = np.concatenate([np.zeros(len(time)), np.full(int(long.sum()), 6.0)])
    stop, gone = np.concatenate([np.minimum(time, 6), time[long]]), np.concatenate([left & ~long, left[long]])
    cut = fit_cox(np.concatenate([x, x[long]]), stop, gone, entry=entry)
    whole = fit_cox(x, time, left)
    assert cut.b == pytest.approx(whole.b, rel=1e-9)
    persons = np.concatenate([np.arange(len(time)), np.flatnonzero(long)])
    assert cut.cluster_errors(persons) == pytest.approx(whole.cluster_errors(np.arange(len(time))), rel=1e-9)


@pytest.fixture(scope="module")
def telco(real: Callable[[str], Path]) -> list[dict[str, str]]:
    """The customers who had stayed at least a month."""
    with gzip.open(real("telco_churn/Telco-Customer-Churn.csv.gz"), "rt", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["tenure"] != "0"]


@pytest.mark.real
def test_telco_customers_stay_and_leave_as_in_the_reference(telco: list[dict[str, str]]) -> None:
    time = np.array([float(row["tenure"]) for row in telco])
    left = np.array([row["Churn"] == "Yes" for row in telco])
    case = CASES["telco-km"]
    assert near(case, told(trace_survival(time, left), case["expected"]), case["expected"])
    contract = np.array([row["Contract"] for row in telco])
    group = np.unique(contract, return_inverse=True)[1].astype(np.int64)
    test, case = compare_survival(time, left, group), CASES["telco-logrank-contract"]
    assert near(case, {"chisq": test.chi_square, "observed": list(test.observed), "expected": list(test.expected)}, case["expected"])
    charges, senior = (np.array([float(row[name]) for row in telco]) for name in ("MonthlyCharges", "SeniorCitizen"))
    x = np.stack([charges, senior, contract == "One year", contract == "Two year"], axis=1).astype(np.float64)
    case, names = CASES["telco-cox"], ("MonthlyCharges", "SeniorCitizen", "ContractOne year", "ContractTwo year")
    for ties in TIES:
        assert near(case, fitted(fit_cox(x, time, left, ties), names), case["expected"][ties])
    assert near(case, drift(fit_cox(x, time, left)), case["expected"]["ph_test"])
