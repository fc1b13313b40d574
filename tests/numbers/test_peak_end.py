"""The peak-end rule against R: features of curves, rival models, cross-validation, tests between models, on made-up and on real curves."""

import math
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from numpy.typing import NDArray
from tests.numbers.golden import cases, near, rows

from peakend.analyse.curves import Curve, read_curve
from peakend.analyse.encompassing import add_fitted, compare_likelihood, compare_nested
from peakend.analyse.neglect import judge_neglect
from peakend.analyse.rivals import Ground, contest_models, fit_model, lay_ground, leave_out, share_criteria

CASES = cases("peak_end")
NAMES = ("average", "peak", "end", "max", "min", "duration", "overall")
MODELS = {
    "null": (),
    "average": ("average",),
    "peak_end": ("peak", "end"),
    "average_peak_end": ("average", "peak", "end"),
    "full": ("average", "peak", "end", "duration"),
    "max_min_end": ("max", "min", "end"),
}
AVERAGE, BOTH, ALL, FULL = (MODELS[name] for name in ("average", "peak_end", "average_peak_end", "full"))

Floats = NDArray[np.float64]


def places(names: tuple[str, ...]) -> list[int]:
    return [1 + NAMES.index(name) for name in names]


def features_of(curve: Curve, duration: float, overall: float) -> list[float]:
    return [curve.average, curve.peak, curve.end, curve.highest, curve.lowest, duration, overall]


def ground_of(people: Floats, unit: NDArray[np.int64] | None = None) -> Ground:
    """The products of features by unit: each person one, unless told."""
    table = np.column_stack([np.ones(len(people)), people])
    products = np.einsum("ui,uj->uij", table, table)
    if unit is not None:
        products = np.stack([products[unit == one].sum(axis=0) for one in np.unique(unit)])
    return lay_ground(products, len(NAMES))


def journeys() -> dict[int, Curve]:
    steps: dict[int, list[float]] = {}
    for row in rows("journey_steps.csv"):
        steps.setdefault(int(row["journey"]), []).append(float(row["rating"]))
    return {journey: read_curve(ratings, 5.5) for journey, ratings in steps.items()}


@pytest.fixture(scope="module")
def journey_features() -> Floats:
    curves = journeys()
    return np.array(
        [features_of(curves[int(row["journey"])], float(row["n_steps"]), float(row["overall"])) for row in rows("journey_overall.csv")]
    )


def sheet_rows(path: Path) -> list[tuple[Any, ...]]:
    """The rows of the first sheet that carry a number, without their heading."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an extension of the sheet that nobody reads
        book = openpyxl.load_workbook(file, read_only=True)
        found = [row for row in book.worksheets[0].iter_rows(min_row=2, values_only=True) if row[0] is not None]
        book.close()
    return found


@pytest.fixture
def video_features(real: Callable[[str], Path]) -> Floats:
    """The curves of the videos as the reference read them: the end is the mean of the last three seconds.

    Its six points of settling begin with the column before the curve (the overall mean), so that five of the curve are left out.
    """
    told = {row[0]: (float(row[4]), float(row[14])) for row in sheet_rows(real("peakend_news_videos/Video_Summary_Data.xlsx"))}
    found = []
    for row in sheet_rows(real("peakend_news_videos/Video_Continuous_Valence_Data.xlsx")):
        ratings = [float(value) for value in row[3:] if isinstance(value, int | float)]
        found.append(features_of(read_curve(ratings, 5.0, settling=5, closing=6), *told[row[0]]))
    return np.array(found)


def model_numbers(ground: Ground, folds: Ground, name: str) -> dict[str, Any]:
    columns = places(MODELS[name])
    model = fit_model(ground, columns)
    press = float(leave_out(ground, columns).sum())
    named = ["(Intercept)", *MODELS[name]]

    def by_name(values: Floats) -> dict[str, float] | list[float]:
        return [float(values[0])] if name == "null" else dict(zip(named, values.tolist(), strict=True))

    return {
        "b": dict(zip(named, model.coefficients.tolist(), strict=True)),
        "se": by_name(model.errors),
        "p": by_name(model.p_values),
        "r2": model.r2,
        "r2_adj": model.r2_adjusted,
        "sigma": model.sigma,
        "loglik": model.log_likelihood,
        "aic": model.aic,
        "bic": model.bic,
        "aicc": model.aicc,
        "loocv_rmse": math.sqrt(press / len(ground.products)),
        "press": press,
        "cv10_rmse": math.sqrt(float(leave_out(folds, columns).sum()) / len(ground.products)),
    }


def nested_numbers(ground: Ground, small: tuple[str, ...], large: tuple[str, ...]) -> dict[str, float]:
    test = compare_nested(ground, places(small), places(large))
    return {"f": test.f, "df1": test.freedom, "df2": test.rest, "p_value": test.p_value}


def all_numbers(people: Floats) -> dict[str, Any]:
    ground, folds = ground_of(people), ground_of(people, np.arange(len(people)) % 10)
    models = {name: model_numbers(ground, folds, name) for name in MODELS}
    contest = contest_models(ground, fit_model(ground, places(BOTH)), fit_model(ground, places(AVERAGE)))
    fitted = [add_fitted(ground, places(one), places(two)) for one, two in ((AVERAGE, BOTH), (BOTH, AVERAGE))]
    told = judge_neglect(ground, places(FULL), 1 + NAMES.index("duration"), independent=True)
    correlations = np.asarray(np.corrcoef(people.T))[-1]
    return {
        "n": len(people),
        "models": models,
        "nested_tests": {
            "average_vs_average_peak_end": nested_numbers(ground, AVERAGE, ALL),
            "peak_end_vs_average_peak_end": nested_numbers(ground, BOTH, ALL),
            "duration_added": nested_numbers(ground, ALL, FULL),
        },
        "j_test": {
            "average_plus_fitted_peak_end": dict(zip(("t", "p_value"), fitted[0], strict=True)),
            "peak_end_plus_fitted_average": dict(zip(("t", "p_value"), fitted[1], strict=True)),
        },
        "cox_test": {
            "z_average": compare_likelihood(ground, places(AVERAGE), places(BOTH)),
            "z_peak_end": compare_likelihood(ground, places(BOTH), places(AVERAGE)),
        },
        "vuong": {"lr": contest.ratio, "z": contest.z, "z_bic": contest.z_bic},
        "akaike_weights": dict(zip(MODELS, share_criteria([models[name]["aicc"] for name in MODELS]), strict=True)),
        "duration_neglect": {
            "beta_std": told.beta,
            "se": told.error,
            "tost_bound": told.bound,
            "p_lower": told.p_lower,
            "p_upper": told.p_upper,
        },
        "correlations": {name: float(correlations[at]) for at, name in enumerate(NAMES[:-1])},
        "simple_peak_end_mean": {"r": float(np.corrcoef(people[:, 1] + people[:, 2], people[:, -1])[0, 1])},
    }


def assert_near(case: dict[str, Any], got: Mapping[str, Any]) -> None:
    """Name by name, so that a difference tells where it is."""
    expected = case["expected"]
    assert set(got) == set(expected)
    for name, value in expected.items():
        parts = value if isinstance(value, dict) else {"": value}
        mine = got[name] if isinstance(value, dict) else {"": got[name]}
        for part, number in parts.items():
            assert near(case, mine[part], number), (name, part, mine[part], number)


def test_the_features_of_curves_are_those_of_the_reference() -> None:
    case, curves = CASES["features"], journeys()

    def row(curve: Curve) -> dict[str, float]:
        names = {"n": "count", "peak_step": "peak_place", "max": "highest", "min": "lowest"}
        return {name: getattr(curve, names.get(name, name)) for name in case["expected"]["column_means"]}

    table = {journey: row(curve) for journey, curve in curves.items()}
    for expected in case["expected"]["journeys"]:
        assert near(case, {"journey": expected["journey"], **table[expected["journey"]]}, expected)
    means = {name: float(np.mean([one[name] for one in table.values()])) for name in case["expected"]["column_means"]}
    assert near(case, means, case["expected"]["column_means"])


def test_rival_models_of_journeys_are_those_of_the_reference(journey_features: Floats) -> None:
    assert_near(CASES["journeys"], all_numbers(journey_features))


@pytest.mark.real
def test_rival_models_of_news_videos_are_those_of_the_reference(video_features: Floats) -> None:
    """The detector reads the real curves as the reference did; that the rule is refused for them is a law of `memory`."""
    assert_near(CASES["news-videos"], all_numbers(video_features))


def test_every_case_is_tested() -> None:
    assert set(CASES) == {"features", "journeys", "news-videos"}
