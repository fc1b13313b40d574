"""Drivers against R: relaimpo, rwa, domir, car, sandwich, survey, polycor and psych, from the same tables of answers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.numbers.golden import cases, near, rows

from peakend.analyse.dominance import compare_dominance
from peakend.analyse.interval import percentile_interval
from peakend.analyse.jackknife import leave_out
from peakend.analyse.lmg import sample_shares, split_shares, subset_fits
from peakend.analyse.logit import fit_logit, logit_fits
from peakend.analyse.missing import find_patterns, fit_likely, is_consistent
from peakend.analyse.ordinal import kendall, polychoric, spearman
from peakend.analyse.regression import centre_products, correlate_table, fit_products, robust_errors, unit_errors
from peakend.analyse.relative import (
    betas,
    car_shares,
    condition_number,
    explained,
    find_aliased,
    first_shares,
    inflation,
    johnson_shares,
    last_shares,
    pratt_shares,
)
from peakend.analyse.resample import rank_draws

CASES = cases("drivers")
FULL = CASES["drivers"]
Floats = NDArray[np.float64]
Real = Callable[[str], Path]
EIGHT = [f"q{at}" for at in range(1, 9)]


def table_of(name: str, columns: list[str]) -> Floats:
    """Columns of a CSV as numbers, NaN for blanks."""
    return np.array([[float(row[column]) if row[column] else np.nan for column in columns] for row in rows(name)])


def products(table: Floats) -> Floats:
    """The sums of `Products` of each row alone: 1, x, and every two."""
    one, two = np.triu_indices(table.shape[1])
    return np.concatenate([np.ones((len(table), 1)), table, table[:, one] * table[:, two]], axis=1)


def correlations(table: Floats, weight: Floats | None = None) -> Floats:
    heavy = products(table) if weight is None else products(table) * weight[:, None]
    return correlate_table(centre_products(heavy.sum(axis=0), table.shape[1]).table)


def named(keys: list[str], values: Floats) -> dict[str, float]:
    return dict(zip(keys, values.tolist(), strict=True))


def measures(keys: list[str], known: Floats) -> dict[str, Any]:
    johnson, r2 = johnson_shares(known), float(explained(known))
    found = {
        "lmg": split_shares(known),
        "last": last_shares(known),
        "first": first_shares(known),
        "betasq": betas(known) ** 2,
        "pratt": pratt_shares(known),
        "genizi": johnson,
        "car": car_shares(known),
    }
    return {
        "relimp": {"r2": r2} | {name: named(keys, values) for name, values in found.items()},
        "johnson": {"raw": named(keys, johnson), "rescaled_percent": named(keys, 100 * johnson / r2)},
    }


def check_everything(case: dict[str, Any], table: Floats) -> None:
    keys = case["params"]["predictors"]
    fit = fit_products(products(table).sum(axis=0), table.shape[1])
    ols = {
        "n": fit.n,
        "intercept": fit.intercept,
        **{
            name: named(keys, values)
            for name, values in (
                ("b", fit.b),
                ("se", fit.se),
                ("t", fit.t),
                ("p", fit.p),
                ("se_hc3", robust_errors(table[:, :-1], table[:, -1])[1:]),
                ("beta_std", fit.beta),
                ("vif", fit.vif),
                ("partial_r", fit.partial),
                ("semipartial_r", fit.semipartial),
            )
        },
        "r2": fit.r2,
        "r2_adj": fit.r2_adjusted,
        "f": fit.f,
        "sigma": fit.sigma,
        "aic": fit.aic,
        "bic": fit.bic,
    }
    known = correlations(table)
    assert near(case, {"ols": ols, **measures(keys, known)}, case["expected"])
    assert inflation(known) == pytest.approx(fit.vif, rel=1e-9)


@pytest.mark.parametrize(("name", "file"), [("swiss", "swiss.csv"), ("attitude", "attitude.csv"), ("drivers", "drivers.csv")])
def test_every_measure_of_a_driver_is_that_of_relaimpo_rwa_and_lm(name: str, file: str) -> None:
    params = CASES[name]["params"]
    check_everything(CASES[name], table_of(file, [*params["predictors"], params["outcome"]]))


@pytest.mark.real
@pytest.mark.parametrize("name", ["mobi-satisfaction", "mobi-recommend"])
def test_the_satisfaction_survey_gives_what_relaimpo_gives(name: str, real: Real) -> None:
    case, path = CASES[name], real("ecsi_mobi/mobi.csv")
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = [one.strip('"') for one in header.split(",")]
    wanted = [columns.index(one) for one in [*case["params"]["predictors"], case["params"]["outcome"]]]
    answers = np.array([[float(line.split(",")[at].strip('"')) for at in wanted] for line in lines])
    check_everything(case, answers)


def test_weights_and_clusters_give_what_relaimpo_and_svyglm_give() -> None:
    case = CASES["drivers-weighted"]
    columns = [*case["params"]["predictors"], case["params"]["outcome"]]
    table, weight = table_of("drivers.csv", columns), table_of("drivers.csv", ["weight"])[:, 0]
    branch = table_of("drivers.csv", ["branch"])[:, 0]
    known = correlations(table, weight)
    found = measures(EIGHT, known)
    heavy = products(table) * weight[:, None]
    units = np.stack([heavy[branch == one].sum(axis=0) for one in np.unique(branch)])
    b, se = unit_errors(units, len(columns))
    expected = case["expected"]
    keys = ["(Intercept)", *EIGHT]
    del found["relimp"]["genizi"], found["relimp"]["car"]
    assert near(case, found["relimp"], expected["relimp"])
    assert near(case, known.tolist(), expected["weighted_correlation"])
    assert near(case, found["johnson"]["raw"], expected["johnson_raw"])
    assert near(case, named(keys, b), expected["svyglm_b"])
    assert near(case, named(keys, se), expected["svyglm_se"])
    assert len(units) - 1 == expected["svyglm_df_design"]


def test_groups_enter_together_and_covariates_before_all() -> None:
    case, expected = CASES["drivers-groups-always"], CASES["drivers-groups-always"]["expected"]
    known = correlations(table_of("drivers.csv", [*EIGHT, "overall"]))
    groups = {"G1": (0, 1), "G2": (2, 3, 4), "q6": (5,), "q7": (6,), "q8": (7,)}
    keys, players = list(groups), list(groups.values())
    fits = subset_fits(known, players)
    full = len(fits) - 1
    assert near(case, named(keys, split_shares(known, players)), expected["groups"]["lmg"])
    assert near(case, named(keys, np.array([fits[full] - fits[full ^ 1 << at] for at in range(5)])), expected["groups"]["last"])
    assert near(case, named(keys, np.array([fits[1 << at] for at in range(5)])), expected["groups"]["first"])
    assert near(case, float(fits[full]), expected["groups"]["r2"])
    left = split_shares(known, always=[0])
    assert near(case, named(EIGHT[1:], left), expected["always"]["lmg"])
    assert near(case, float(left.sum()), expected["always"]["r2_decomposed"])


def test_dominance_is_that_of_domir() -> None:
    case, expected = CASES["dominance-5"], CASES["dominance-5"]["expected"]
    keys = case["params"]["predictors"]
    found = compare_dominance(subset_fits(correlations(table_of("drivers.csv", [*keys, "overall"]))))
    complete = [[None if np.isnan(one) else one for one in row] for row in found.complete.tolist()]
    assert near(case, named(keys, found.general), expected["general"])
    assert near(case, dict(zip(keys, found.conditional.tolist(), strict=True)), expected["conditional"])
    assert near(case, complete, expected["complete_proportion"]["matrix"])


def test_promoters_are_split_as_glm_and_domir_split_them() -> None:
    case, expected = CASES["promoter-logit-dominance"], CASES["promoter-logit-dominance"]["expected"]
    keys = case["params"]["predictors"]
    table = table_of("drivers.csv", [*keys, "ltr"])
    hit = (table[:, -1] >= 9).astype(np.float64)
    whole = fit_logit(table[:, :-1], hit)
    named_too = ["(Intercept)", *keys]
    assert near(case, named(named_too, whole.b), expected["b"])
    assert near(case, named(named_too, whole.se), expected["se"])
    assert near(case, whole.mcfadden, expected["mcfadden_r2"])
    assert near(case, named(keys, compare_dominance(logit_fits(table[:, :-1], hit)).general), expected["general"])
    several, times = np.unique(table, axis=0, return_counts=True)
    counted = fit_logit(several[:, :-1], (several[:, -1] >= 9).astype(np.float64), times.astype(np.float64))
    assert counted.b == pytest.approx(whole.b, rel=1e-9)


def portable_indices(seed: int, resamples: int, n: int) -> NDArray[np.int64]:
    """The rows of each resample, drawn with splitmix64: the same in any language."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, resamples * n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z % np.uint64(n)).astype(np.int64).reshape(resamples, n)


def test_the_same_resamples_give_the_same_intervals_and_ranks_as_relaimpo() -> None:
    case, expected = CASES["drivers-bootstrap-exact"], CASES["drivers-bootstrap-exact"]["expected"]
    table = table_of("drivers.csv", [*EIGHT, "overall"])
    picked = portable_indices(case["params"]["seed"], case["params"]["B"], len(table))
    assert picked.ravel()[: len(case["params"]["first_indices"])].tolist() == case["params"]["first_indices"]
    counts = np.stack([np.bincount(one, minlength=len(table)) for one in picked]).astype(np.float64)
    drawn = correlate_table(centre_products(counts @ products(table), 9).table)
    assert near(case, named(EIGHT, split_shares(correlations(table))), expected["point"])
    for name, draws in (("lmg", split_shares(drawn)), ("johnson", johnson_shares(drawn))):
        ends = [percentile_interval(draws[:, at]) for at in range(8)]
        assert near(case, named(EIGHT, np.array([low for low, _ in ends])), expected[name]["lower"])
        assert near(case, named(EIGHT, np.array([high for _, high in ends])), expected[name]["upper"])
        assert near(case, named(EIGHT, draws.std(axis=0, ddof=1)), expected[name]["se"])
    ranks = rank_draws(split_shares(drawn))
    assert near(case, named(EIGHT, (ranks == 1).mean(axis=0)), expected["prob_rank_1"])
    assert near(case, named(EIGHT, ranks.mean(axis=0)), expected["mean_rank"])


def test_leaving_out_a_group_at_a_time_gives_the_errors_of_the_jackknife() -> None:
    case, expected = CASES["drivers-delete-a-group-jackknife"], CASES["drivers-delete-a-group-jackknife"]["expected"]
    table = products(table_of("drivers.csv", [*EIGHT, "overall"]))
    group = table_of("drivers.csv", ["id"])[:, 0].astype(int) % case["params"]["G"]
    units = np.stack([table[group == one].sum(axis=0) for one in range(case["params"]["G"])])
    found = leave_out(units, lambda sums: split_shares(correlate_table(centre_products(sums, 9).table)))
    low, high = found.interval()
    got = {"point": found.values, "se": found.errors, "t_lower": low, "t_upper": high}
    for name, values in got.items():
        assert near(case, named(EIGHT, values), expected[name])
    apart, error = found.difference(0, 1)
    assert near(case, {"diff": apart, "se": error}, expected["pairwise_difference_1_2"])


def crosstab(table: Floats, one: int, two: int) -> Floats:
    counted = np.zeros((11, 11))
    np.add.at(counted, (table[:, one].astype(int), table[:, two].astype(int)), 1)
    return counted


def test_correlations_of_every_kind_are_those_of_r() -> None:
    case, expected = CASES["correlations"], CASES["correlations"]["expected"]
    table = table_of("drivers.csv", case["params"]["variables"])
    short = np.minimum(5, np.maximum(1, np.ceil(table / 2)))
    places = range(table.shape[1])
    assert near(case, correlations(table).tolist(), expected["pearson"])
    assert near(case, correlations(short).tolist(), expected["pearson_five_point"])
    for name, rule in (("spearman", spearman), ("kendall_tau_b", kendall)):
        assert near(case, [[rule(crosstab(table, i, j)) if i != j else 1.0 for j in places] for i in places], expected[name])
    loose = {"tolerance": {"rel": 0.0, "abs": 2e-4}}
    latent = [[polychoric(crosstab(short, i, j)) if i != j else 1.0 for j in places] for i in places]
    assert near(loose, latent, expected["polychoric_matrix_two_step"])
    assert near(loose, latent[0][4], expected["polychoric_two_step_q1_overall"])


def test_missing_answers_are_met_in_three_ways() -> None:
    case, expected = CASES["drivers-missing"], CASES["drivers-missing"]["expected"]
    keys = case["params"]["variables"]
    table = table_of("drivers_missing.csv", keys)
    known = np.isfinite(table)
    assert (len(table), int(known.all(axis=1).sum())) == (expected["n_total"], expected["n_complete"])
    assert dict(zip(keys, (~known).sum(axis=0).tolist(), strict=True)) == expected["missing_per_item"]
    assert near(case, named(keys[:-1], split_shares(correlations(table[known.all(axis=1)]))), expected["listwise_lmg"])
    pairs = np.eye(9)
    for one, two in zip(*np.triu_indices(9, 1), strict=True):
        both = known[:, one] & known[:, two]
        pairs[one, two] = pairs[two, one] = correlations(table[both][:, [one, two]])[0, 1]
    assert near(case, pairs.tolist(), expected["pairwise_correlation"])
    assert is_consistent(pairs)
    likely = fit_likely(find_patterns(table), 9)
    assert likely.settled
    found = correlate_table(likely.covariance)
    close = {"tolerance": {"rel": 0.0, "abs": 1e-6}}
    assert near(close, found.tolist(), expected["em_correlation_exact"])
    assert near(close, named(keys[:-1], split_shares(found)), expected["em_lmg"])
    assert near({"tolerance": {"rel": 0.0, "abs": 1e-4}}, found.tolist(), expected["fiml_correlation"])


def scaled(drivers: int) -> Floats:
    """The covariances of the case `lmg-scale`, for so many drivers."""
    params = CASES["lmg-scale"]["input"]
    place = np.arange(drivers)
    inner = params["a"] + params["c"] * params["r"] ** np.abs(place[:, None] - place) + (1 - params["a"] - params["c"]) * np.eye(drivers)
    slope = params["s"] * (place + 1)
    crossed = inner @ slope
    return np.block([[inner, crossed[:, None]], [crossed[None, :], np.array([[slope @ crossed + 1]])]])


def test_twenty_drivers_are_split_exactly() -> None:
    case = CASES["lmg-scale"]
    shares = split_shares(scaled(case["input"]["p"]))
    assert near(case, shares.tolist(), case["expected"]["lmg"])
    assert near(case, float(shares.sum()), case["expected"]["r2"])


def test_orders_drawn_at_random_are_off_by_what_they_say() -> None:
    exact = np.array(CASES["lmg-scale"]["expected"]["lmg"])
    found, error = sample_shares(scaled(20), 400)
    assert found.sum() == pytest.approx(CASES["lmg-scale"]["expected"]["r2"], rel=1e-9)
    assert float(np.sqrt(np.mean(((found - exact) / error) ** 2))) < 1.6


def test_copies_share_equally_and_are_named() -> None:
    case, expected = CASES["aliased-predictor"], CASES["aliased-predictor"]["expected"]
    q1, q2, q3, q4, overall = table_of("drivers.csv", ["q1", "q2", "q3", "q4", "overall"]).T
    known = correlations(np.column_stack([q1, q2, q3, q4, q1, q2 + q3, overall]))
    shares = split_shares(known)
    assert near(case, named(case["params"]["predictors"], shares), expected["lmg"])
    assert near(case, float(explained(known)), expected["r2"])
    assert find_aliased(known) == (0, 1, 2, 4, 5)
    assert np.linalg.matrix_rank(known[:-1, :-1], tol=1e-9) == expected["rank"]
    assert condition_number(known) == np.inf


def test_every_case_is_here() -> None:
    words = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in CASES if f'"{name}"' not in words] == []
