"""Penalty and reward against R (lm, sandwich, MASS::polr)."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import special
from tests.numbers.golden import cases, near, rows

from peakend.analyse.interval import t_test
from peakend.analyse.ordered_logit import fit_ordered_logit
from peakend.analyse.penalty_reward import fit_products, plain_covariance, robust_covariance, unfold_products, weigh_impact

CASES = cases("prca")
Table = dict[str, np.ndarray]


def table_of(lines: list[dict[str, str]], columns: list[str]) -> Table:
    return {name: np.array([float(line[name]) for line in lines]) for name in columns}


def products_of(features: list[np.ndarray]) -> np.ndarray:
    one, two = np.triu_indices(len(features))
    sums = [float(feature.sum()) for feature in features]
    crossed = [float(features[i] @ features[j]) for i, j in zip(one, two, strict=True)]
    return np.array([[len(features[0]), *sums, *crossed]])


def contrasts_of(given: Table, outcome: str, attributes: list[str], low: int, high: int) -> dict[str, Any]:
    """What the reference says, from the sums that a scan gives (points) and from the rows (errors)."""
    dummies = [dummy for name in attributes for dummy in ((given[name] <= low) * 1.0, (given[name] >= high) * 1.0)]
    chosen = list(range(1, len(dummies) + 1))
    fitted = fit_products(unfold_products(products_of([given[outcome], *dummies]), len(dummies) + 1), chosen)
    stacked = np.stack(dummies, axis=1)
    plain, robust = plain_covariance(stacked, given[outcome]), robust_covariance(stacked, given[outcome])
    n = len(given[outcome])
    freedom = n - len(dummies) - 1
    found: dict[str, Any] = {}
    for place, name in enumerate(attributes):
        at = 2 * place
        penalty, reward = float(fitted.slopes[0, at]), float(fitted.slopes[0, at + 1])
        errors = [float(np.sqrt(table[at + 1 + side, at + 1 + side])) for table in (plain, robust) for side in (0, 1)]
        together = robust[at + 1 : at + 3, at + 1 : at + 3].sum()
        impact = weigh_impact(np.array([penalty]), np.array([reward]))
        found[name] = {
            "n_low": float(dummies[at].sum()),
            "n_high": float(dummies[at + 1].sum()),
            "penalty": penalty,
            "reward": reward,
            "penalty_se": errors[0],
            "reward_se": errors[1],
            "penalty_se_hc3": errors[2],
            "reward_se_hc3": errors[3],
            "penalty_p_hc3": t_test(penalty, errors[2], freedom),
            "reward_p_hc3": t_test(reward, errors[3], freedom),
            "range_of_impact": float(impact.reach[0]),
            "sgp": float(impact.satisfying[0]),
            "dgp": float(impact.dissatisfying[0]),
            "impact_asymmetry": float(impact.asymmetry[0]),
            "symmetry_test": {
                "sum": penalty + reward,
                "se_hc3": float(np.sqrt(together)),
                "t": (penalty + reward) / float(np.sqrt(together)),
                "df": freedom,
                "p_value": t_test(penalty + reward, float(np.sqrt(together)), freedom),
            },
        }
    return {"n": n, "intercept": float(fitted.intercept[0]), "r2": float(fitted.r2[0]), "attributes": found}


def test_all_moments_together_are_those_of_the_reference() -> None:
    case = CASES["prca-multiple"]
    names = case["params"]["attributes"]
    given = table_of(rows("drivers.csv"), [*names, "overall"])
    assert near(case, contrasts_of(given, "overall", names, 5, 8), case["expected"])


@pytest.mark.real
def test_the_mobile_customers_give_the_numbers_of_the_reference(real: Callable[[str], Path]) -> None:
    case = CASES["prca-mobi"]
    names = case["params"]["attributes"]
    with real("ecsi_mobi/mobi.csv").open(encoding="utf-8", newline="") as file:
        given = table_of(list(csv.DictReader(file)), [*names, "CUSA1"])
    assert near(case, contrasts_of(given, "CUSA1", names, 6, 9), case["expected"])


def test_one_moment_at_a_time_is_that_of_the_reference() -> None:
    case = CASES["prca-one-at-a-time"]
    expected = case["expected"]["attributes"]
    given = table_of(rows("drivers.csv"), [*expected, "overall"])
    found = {}
    for name in expected:
        low, high = given[name] <= 5, given[name] >= 8
        means = [float(given["overall"][part].mean()) for part in (low, ~low & ~high, high)]
        alone = contrasts_of(given, "overall", [name], 5, 8)["attributes"][name]
        found[name] = dict(zip(("mean_low", "mean_mid", "mean_high"), means, strict=True)) | {
            "penalty": alone["penalty"],
            "reward": alone["reward"],
        }
    assert near(case, found, expected)


def test_the_ordered_logit_is_that_of_the_reference() -> None:
    case = CASES["ordered-logit"]
    names = list(case["expected"]["b"])
    given = table_of(rows("drivers.csv"), [*names, "overall"])
    band = np.digitize(given["overall"], [5, 7, 8], right=True)
    fitted = fit_ordered_logit(np.stack([given[name] for name in names], axis=1), band.astype(np.int64))
    assert fitted is not None
    found = {
        "b": dict(zip(names, fitted.slopes.tolist(), strict=True)),
        "thresholds": fitted.thresholds.tolist(),
        "se": dict(zip(names, fitted.errors.tolist(), strict=True)),
        "loglik": fitted.loglik,
    }
    assert near(case, found, case["expected"])


def test_two_steps_are_the_plain_logit() -> None:
    random = np.random.default_rng(5)
    x = random.standard_normal((300, 2))
    y = (random.random(300) < special.expit(0.4 + x @ np.array([1.0, -0.5]))).astype(np.int64)
    fitted = fit_ordered_logit(x, y)
    assert fitted is not None
    chance = special.expit(x @ fitted.slopes - fitted.thresholds[0])
    assert np.abs(x.T @ (y - chance)).max() < 1e-6
    assert abs(float((y - chance).sum())) < 1e-6


def test_answers_that_part_cleanly_have_no_ordered_logit() -> None:
    x = np.arange(40.0)[:, None]
    assert fit_ordered_logit(x, (x[:, 0] > 20).astype(np.int64)) is None
    assert fit_ordered_logit(x, np.ones(40, dtype=np.int64)) is None
