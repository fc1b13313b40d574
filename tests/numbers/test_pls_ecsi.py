"""Path models against R (seminr, semPLS): weights, loadings, paths, reliability, HTMT, indices, for three inner schemes."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.numbers.golden import FILES, cases, near

from peakend.analyse.described import Described, describe_sums
from peakend.analyse.measurement import find_alphas, find_composites, find_extracted, find_indices, find_ratios, find_rho
from peakend.analyse.path_model import PathModel
from peakend.analyse.pls import Scheme, Solution, solve_model

CASES = cases("pls_ecsi")
SCHEMES: dict[Scheme, str] = {"path": "path_weighting", "factorial": "factorial", "centroid": "centroid"}
real = pytest.mark.real
each_case = pytest.mark.parametrize("name", [pytest.param("ecsi-mobi", marks=real), "model-2", "model-2-modeB-image"])
each_bootstrap = pytest.mark.parametrize("name", [pytest.param("ecsi-mobi-bootstrap", marks=real), "model-2-bootstrap"])


class Worked:
    """One case: its model by position, its answers as sums of products."""

    def __init__(self, name: str, path: Path) -> None:
        params = CASES[name]["params"]
        self.blocks: dict[str, list[str]] = {key: [one] if isinstance(one, str) else one for key, one in params["blocks"].items()}
        self.names, self.questions = list(self.blocks), [one for block in self.blocks.values() for one in block]
        causes: dict[str, list[int]] = {key: [] for key in self.names}
        for arrows in params["paths"]:
            for effect in arrows["to"]:
                causes[effect].append(self.names.index(arrows["from"]))
        self.model = PathModel(
            blocks=tuple(tuple(self.questions.index(one) for one in block) for block in self.blocks.values()),
            causes=tuple(tuple(causes[key]) for key in self.names),
            formed=tuple(key == params.get("mode_B") for key in self.names),
        )
        with path.open(encoding="utf-8", newline="") as file:
            answers = np.array([[float(row[one]) for one in self.questions] for row in csv.DictReader(file)])
        one, two = np.triu_indices(answers.shape[1])
        self.units = np.concatenate([np.ones((len(answers), 1)), answers, answers[:, one] * answers[:, two]], axis=1)

    def describe(self, times: NDArray[np.float64] | None = None) -> Described:
        return describe_sums((np.ones((1, len(self.units))) if times is None else times) @ self.units)

    def by_question(self, found: NDArray[np.float64]) -> dict[str, dict[str, float]]:
        return {key: {one: float(found[self.questions.index(one)]) for one in block} for key, block in self.blocks.items()}

    def by_arrow(self, found: NDArray[np.float64], pattern: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
        return {
            effect: {cause: float(found[self.names.index(cause), self.names.index(effect)]) for cause in causes}
            for effect, causes in pattern.items()
        }

    def by_construct(self, found: NDArray[np.float64], keys: Any = None) -> dict[str, float]:  # noqa: ANN401
        return {key: float(found[self.names.index(key)]) for key in keys or self.names}


def work(name: str, request: pytest.FixtureRequest) -> Worked:
    source = CASES[name]["input"]["csv"]
    if source.startswith("data/"):
        return Worked(name, FILES / Path(source).name)
    find = request.getfixturevalue("real")
    return Worked(name, find("ecsi_mobi/mobi.csv"))


@each_case
def test_weights_loadings_and_paths_are_those_of_seminr_and_sempls(name: str, request: pytest.FixtureRequest) -> None:
    case, worked = CASES[name], work(name, request)
    for scheme, key in SCHEMES.items():
        expected = case["expected"][key]
        if expected is None:
            continue
        found = solve_model(worked.describe().correlation, worked.model, scheme)
        assert found.proper.all()
        assert near(case, worked.by_question(found.weights[0]), expected["outer_weights"])
        assert near(case, worked.by_arrow(found.paths[0], expected["paths"]), expected["paths"])
        if "outer_loadings" in expected:
            assert near(case, worked.by_question(found.loadings[0]), expected["outer_loadings"])


@each_case
def test_effects_reliability_and_distinctness_are_those_of_seminr(name: str, request: pytest.FixtureRequest) -> None:
    case, worked = CASES[name], work(name, request)
    expected, described = case["expected"]["path_weighting"], worked.describe()
    found = solve_model(described.correlation, worked.model)
    explained = worked.by_construct(found.explained[0], expected["r2"])
    assert near(case, explained, expected["r2"])
    n = case["expected"]["n"]
    adjusted = {
        key: 1 - (1 - share) * (n - 1) / (n - 1 - len(worked.model.causes[worked.names.index(key)])) for key, share in explained.items()
    }
    assert near(case, adjusted, expected["r2_adj"])
    assert near(case, worked.by_arrow(found.totals[0], expected["total_effects"]), expected["total_effects"])
    assert near(case, worked.by_construct(find_alphas(described.correlation, worked.model)[0]), expected["cronbach_alpha"])
    assert near(case, worked.by_construct(find_composites(found)[0]), expected["rho_C"])
    assert near(case, worked.by_construct(find_extracted(found)[0]), expected["ave"])
    assert near(case, worked.by_construct(find_rho(found)[0]), expected["rho_A"])
    assert near(case, found.latent[0].tolist(), expected["latent_correlations"])
    ratios = find_ratios(described.correlation, worked.model)[0]
    pairs = {pair: [worked.names.index(one) for one in pair.split("|")] for pair in expected["htmt"]}
    assert near(case, {pair: float(ratios[one, two]) for pair, (one, two) in pairs.items()}, expected["htmt"])


@each_case
def test_the_first_three_scores_are_those_of_seminr(name: str, request: pytest.FixtureRequest) -> None:
    case, worked = CASES[name], work(name, request)
    described = worked.describe()
    found = solve_model(described.correlation, worked.model)
    answers = worked.units[:3, 1 : 1 + len(worked.questions)]
    scores = (answers - described.mean) / described.deviation * found.weights @ worked.model.membership
    assert near(case, scores.tolist(), case["expected"]["path_weighting"]["scores_first3"])


@each_case
def test_indices_run_from_0_to_100_like_those_of_the_ecsi(name: str, request: pytest.FixtureRequest) -> None:
    case, worked = CASES[name], work(name, request)
    described = worked.describe()
    found = solve_model(described.correlation, worked.model)
    many = len(worked.questions)
    indices = find_indices(found, described, np.full(many, 1.0), np.full(many, 10.0))
    if case["expected"]["index_0_100"] is not None:
        assert near(case, worked.by_construct(indices[0]), case["expected"]["index_0_100"])


@each_bootstrap
def test_bootstrap_errors_and_limits_are_those_of_seminr(name: str, request: pytest.FixtureRequest) -> None:
    """The rule of the case: standard errors within 8 %, limits within 0.15 of the width."""
    worked = work(name, request)
    point = solve_model(worked.describe().correlation, worked.model)
    people = len(worked.units)
    times = np.random.default_rng(123).multinomial(people, np.full(people, 1 / people), size=4000).astype(np.float64)
    drawn: Solution = solve_model(worked.describe(times).correlation, worked.model, like=point.loadings[0])
    assert drawn.proper.all()
    for arrow, expected in CASES[name]["expected"]["paths"].items():
        cause, effect = (worked.names.index(one.strip()) for one in arrow.split("->"))
        values = drawn.paths[:, cause, effect]
        low, high = np.quantile(values, [0.025, 0.975])
        width = expected["upper"] - expected["lower"]
        assert abs(values.std(ddof=1) - expected["boot_se"]) <= 0.08 * expected["boot_se"]
        assert max(abs(low - expected["lower"]), abs(high - expected["upper"])) <= 0.15 * width
