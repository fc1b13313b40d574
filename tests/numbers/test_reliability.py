"""Alpha, one-factor loadings and coder agreement against R (psych, lavaan)."""

import csv
from pathlib import Path

import numpy as np
import pytest
from tests.numbers.golden import FILES, cases, near, rows

from peakend.analyse.agreement import measure_agreement
from peakend.analyse.consistency import feldt_interval, measure_consistency
from peakend.analyse.described import describe_sums
from peakend.analyse.one_factor import fit_factor
from peakend.analyse.result import Estimate, Figure, is_known

CASES = cases("reliability")
EXACT = {"tolerance": {"rel": 1e-10, "abs": 1e-10}}
SCALES = [pytest.param(name, marks=pytest.mark.real) if name.startswith("mobi") else name for name in CASES if name != "coder-agreement"]


def describe(path: Path, items: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    with path.open(encoding="utf-8", newline="") as file:
        answers = np.array([[float(row[one]) for one in items] for row in csv.DictReader(file)])
    one, two = np.triu_indices(answers.shape[1])
    sums = np.concatenate([np.ones((len(answers), 1)), answers, answers[:, one] * answers[:, two]], axis=1)
    return np.asarray(sums.sum(axis=0, keepdims=True), dtype=np.float64)


@pytest.mark.parametrize("name", SCALES)
def test_alpha_and_one_factor_are_those_of_psych_and_lavaan(name: str, request: pytest.FixtureRequest) -> None:
    case, items = CASES[name], CASES[name]["params"]["items"]
    source = case["input"]["csv"]
    path = FILES / Path(source).name if source.startswith("data/") else request.getfixturevalue("real")("ecsi_mobi/mobi.csv")
    described, expected = describe_sums(describe(path, items)), case["expected"]
    found, many = measure_consistency(described), len(items)
    n = round(float(described.n[0]))
    assert (n, many) == (expected["n"], expected["k"])
    exact = {
        "alpha_raw": float(found.raw[0]),
        "alpha_std": float(found.standardised[0]),
        "mean_inter_item_r": float(found.between[0]),
        "alpha_if_deleted": dict(zip(items, found.without[0].tolist(), strict=True)),
        "item_rest_r": dict(zip(items, found.with_rest[0].tolist(), strict=True)),
        "feldt_ci95": list(feldt_interval(float(found.raw[0]), n, many)),
    }
    assert near(EXACT, exact, {key: expected[key] for key in exact})
    factor = fit_factor(described.correlation)
    assert factor.converged.all()
    assert not factor.improper.any()
    assert near(case, dict(zip(items, factor.loadings[0].tolist(), strict=True)), expected["cfa_std_loadings"])
    assert near(case, [float(factor.omega[0]), float(factor.extracted[0])], [expected["composite_reliability_omega"], expected["ave"]])


def test_agreement_of_coders_is_that_of_psych_and_of_the_formulas() -> None:
    case, expected = CASES["coder-agreement"], CASES["coder-agreement"]["expected"]
    table = [[int(row[name]) if row[name] else None for name in ("coder1", "coder2", "coder3")] for row in rows("coders.csv")]
    nominal, interval = measure_agreement(table), measure_agreement(table, "interval")
    first = nominal.pairs[0]
    kappa = estimate(first.kappa)
    found = {
        "n_pairs_12": kappa.n,
        "percent_agreement_12": estimate(first.share).value,
        "cohen_kappa_12": kappa.value,
        "cohen_kappa_12_ci95": [kappa.low, kappa.high],
        "fleiss_kappa_complete": estimate(nominal.fleiss).value,
        "krippendorff_alpha_nominal": estimate(nominal.alpha).value,
        "krippendorff_alpha_interval": estimate(interval.alpha).value,
    }
    assert near(case, found, expected)


def estimate(figure: Figure) -> Estimate:
    assert is_known(figure)
    return figure
