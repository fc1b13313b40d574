"""Raking, post-stratification, calibration and trimming against R's survey; Rubin's rules against mitools."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from tests.numbers.golden import FILES, cases, near

from peakend.analyse.imputation import Imputed, pool_imputations
from peakend.analyse.raking import (
    Spread,
    calibrate_weights,
    calibrated_error,
    dummies_of,
    poststratify_weights,
    rake_weights,
    trim_weights,
)
from peakend.analyse.result import is_known
from peakend.analyse.sampling import Sample, kish_effect, sample_mean

CASES = cases("weights_missing")
RAKE = CASES["rake"]
EXPECTED = RAKE["expected"]
ALL = ("age", "sex", "stratum")


@pytest.fixture(scope="module")
def survey() -> pd.DataFrame:
    """Wave 1, recommendation answered."""
    frame = pd.read_csv(FILES / "nps_survey.csv")
    return frame[(frame["wave"] == 1) & frame["ltr"].notna()].reset_index(drop=True)


def spread(survey: pd.DataFrame, name: str) -> Spread:
    margin: dict[str, float] = RAKE["params"]["margins"][name]
    place = np.array([list(margin).index(value) for value in survey[name]], dtype=np.intp)
    return Spread(place, np.array(list(margin.values()), dtype=np.float64))


def spreads(survey: pd.DataFrame, *names: str) -> list[Spread]:
    return [spread(survey, name) for name in names]


def sample(survey: pd.DataFrame, weights: NDArray[np.float64], *, clustered: bool = True) -> Sample:
    score = np.where(survey["ltr"] >= 9, 100.0, np.where(survey["ltr"] <= 6, -100.0, 0.0))
    return Sample(score, weights, survey["branch"] if clustered else None, survey["stratum"] if clustered else None)


def nps(found: Sample, error: float) -> dict[str, Any]:
    return {"nps": sample_mean(found).mean, "se": error}


def test_raked_weights_are_those_of_rake(survey: pd.DataFrame) -> None:
    raked = rake_weights(survey["weight"], spreads(survey, *ALL))
    weights = raked.weights
    assert raked.settled
    found = {
        "n": len(weights),
        "raked_weights_first10": weights[:10].tolist(),
        "weight_sum": float(weights.sum()),
        "weight_sum_sq": float(weights @ weights),
        "weight_max": float(weights.max()),
        "weight_min": float(weights.min()),
        "kish_deff": kish_effect(weights),
        "ids_first10": survey["id"][:10].tolist(),
    }
    assert near(RAKE, found, {name: EXPECTED[name] for name in found})


def test_the_error_of_a_raked_score_uses_what_the_margins_leave(survey: pd.DataFrame) -> None:
    margins = spreads(survey, *ALL)
    found = sample(survey, rake_weights(survey["weight"], margins).weights)
    assert near(RAKE, nps(found, calibrated_error(found, dummies_of(margins))), EXPECTED["raked"])
    margins = spreads(survey, "age", "sex")
    alone = sample(survey, rake_weights(survey["weight"], margins).weights, clustered=False)
    assert near(RAKE, nps(alone, calibrated_error(alone, dummies_of(margins))), EXPECTED["raked_unclustered_age_sex"])


def test_a_post_stratified_score_is_that_of_post_stratify(survey: pd.DataFrame) -> None:
    margin = spread(survey, "age")
    found = sample(survey, poststratify_weights(survey["weight"], margin))
    error = calibrated_error(found, dummies_of([margin]), survey["weight"])
    assert near(RAKE, nps(found, error), EXPECTED["poststratified_age"])


def test_a_calibrated_score_is_that_of_linear_calibration(survey: pd.DataFrame) -> None:
    margins = spreads(survey, "age", "sex")
    totals = np.concatenate([one.totals for one in margins])
    found = sample(survey, calibrate_weights(survey["weight"], dummies_of(margins), totals))
    error = calibrated_error(found, dummies_of(margins), survey["weight"])
    assert near(RAKE, nps(found, error), EXPECTED["greg_linear_age_sex"])


def test_a_trimmed_score_is_that_of_strict_trimming(survey: pd.DataFrame) -> None:
    margins = spreads(survey, *ALL)
    raked = rake_weights(survey["weight"], margins).weights
    trimmed = trim_weights(raked, most=3 * float(raked.mean()))
    found = sample(survey, trimmed)
    error = calibrated_error(found, dummies_of(margins), fixed=raked)
    assert near(RAKE, {**nps(found, error), "max": float(trimmed.max())}, EXPECTED["trimmed_3x_mean"])


def test_imputed_versions_are_pooled_as_mi_combine_does() -> None:
    case = CASES["rubin-rules"]
    given = case["input"]
    pooled = pool_imputations(given["estimates"], given["se"], given["complete_data_df"])
    assert isinstance(pooled, Imputed)
    figure = pooled.figure(180)
    assert is_known(figure)
    found = {
        "estimate": pooled.estimate,
        "se": pooled.error,
        "within": pooled.within,
        "between": pooled.between,
        "df_rubin": pooled.freedom,
        "lambda": pooled.share,
        "df_barnard_rubin": pooled.small,
        "ci95_barnard_rubin": [figure.low, figure.high],
    }
    assert near(case, found, case["expected"])
