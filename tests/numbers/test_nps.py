"""Net Promoter Score against R's NPS, PropCIs and survey."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.numbers.golden import FILES, cases, near

from peakend.analyse.nps_difference import (
    compare_classes,
    difference_interval,
    difference_p_value,
    difference_wald,
    difference_welch,
    zero_mcnemar,
    zero_wald,
)
from peakend.analyse.nps_interval import Recommending, adjusted_interval, score_interval, trinomial_interval, wald_interval
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Figure, is_known
from peakend.analyse.sampling import Sample, jackknife_error, sample_difference, sample_mean
from peakend.define.study import Study
from peakend.define.survey import Attribute, Question, Scale, Survey
from peakend.text import Text

CASES = cases("nps")
COUNTS = [case for name, case in CASES.items() if name.startswith("counts")]
TWO = [case for name, case in CASES.items() if name.startswith("two-sample")]


def limits(figure: Figure) -> list[float]:
    assert is_known(figure)
    return [figure.low, figure.high]


def clipped(figure: Figure) -> dict[str, float]:
    assert is_known(figure)
    return {"est": figure.value, "lo": figure.low, "hi": figure.high}


@pytest.mark.parametrize("case", COUNTS, ids=lambda case: case["id"])
def test_every_interval_of_counts_is_that_of_the_reference(case: dict[str, Any]) -> None:
    given, expected = Recommending(**case["input"]), dict(case["expected"])
    adjusted = {"adjusted_wald_3_95": adjusted_interval(given), "adjusted_wald_agresti_min_95": adjusted_interval(given, 0.5, 2.0)}
    for name, figure in adjusted.items():
        del expected[name]["se"]
        assert near(case, clipped(figure), expected.pop(name))
    got = {
        "n": given.n,
        "nps": given.score,
        "variance_population": given.variance,
        "se": given.error,
        "wald95": limits(wald_interval(given)),
        "wald90": limits(wald_interval(given, 0.9)),
        "trinomial_t95": limits(trinomial_interval(given)),
        "score_tango95": limits(score_interval(given)),
        "score_tango90": limits(score_interval(given, 0.9)),
        "p_value_nps_eq_0_wald": zero_wald(given),
        "p_value_nps_eq_0_mcnemar": zero_mcnemar(given),
    }
    assert near(case, got, expected), got


@pytest.mark.parametrize("case", TWO, ids=lambda case: case["id"])
def test_every_difference_of_two_groups_is_that_of_the_reference(case: dict[str, Any]) -> None:
    before, after = Recommending(**case["input"]["before"]), Recommending(**case["input"]["after"])
    wald, z = difference_wald(before, after)
    welch, t = difference_welch(before, after)
    classes = compare_classes([before, after])
    got = {
        "difference": wald.value,
        "se": wald.value / z.statistic,
        "z": z.statistic,
        "p_value": z.p_value,
        "wald95": limits(wald),
        "welch_t": {"t": t.statistic, "df": t.freedom, "p_value": t.p_value, "ci95": limits(welch)},
        "mover_score95": limits(difference_interval(before, after)),
        "chisq_2x3": {"statistic": classes.statistic, "df": classes.freedom, "p_value": classes.p_value},
    }
    assert near(case, got, case["expected"]), got


@pytest.mark.parametrize("case", TWO, ids=lambda case: case["id"])
def test_the_p_value_of_a_difference_belongs_to_its_interval(case: dict[str, Any]) -> None:
    before, after = Recommending(**case["input"]["before"]), Recommending(**case["input"]["after"])
    touching = limits(difference_interval(before, after, level=1 - difference_p_value(before, after)))
    assert min(abs(limit) for limit in touching) < 1e-6


@pytest.fixture(scope="module")
def survey() -> pd.DataFrame:
    return pd.read_csv(FILES / "nps_survey.csv")


@pytest.fixture(scope="module")
def study() -> Study:
    question = Question("ltr", "nps", scale=Scale(0, 10))
    attributes = tuple(Attribute(key) for key in ("wave", "stratum", "age"))
    return Study("garden", Text("园", "Garden"), survey=Survey((question,), attributes))


def test_scores_read_from_answers_are_those_of_the_reference(survey: pd.DataFrame, study: Study) -> None:
    case = CASES["raw-scores"]
    counts = []
    for one in Reading(study, survey.drop(columns="weight"), by=("wave",)).each():
        line, expected = one.nps.lines[0], case["expected"][f"wave{one.group['wave']}"]
        assert is_known(line.nps)
        given = Recommending(sum(line.counts[:7]), sum(line.counts[7:9]), sum(line.counts[9:]))
        got = {"n": line.nps.n, "nps": line.nps.value, "se": given.error, "histogram_0_10": list(line.counts)}
        assert near(case, got, expected)
        counts.append(given)
    _, z = difference_wald(counts[0], counts[1])
    assert near(case, [z.statistic, z.p_value], [case["expected"]["z"], case["expected"]["p_value"]])


def test_a_designed_sample_gives_the_standard_errors_of_the_reference(survey: pd.DataFrame) -> None:
    case = CASES["design-based"]
    expected = case["expected"]
    scores = 100.0 * ((survey["ltr"] >= 9).astype(float) - (survey["ltr"] <= 6)).where(survey["ltr"].notna())
    sample = Sample(scores, survey["weight"], survey["branch"], survey["stratum"])
    waves = [survey["wave"] == 1, survey["wave"] == 2]
    for wave, name in zip(waves, ("wave1", "wave2"), strict=True):
        found = sample_mean(sample, wave)
        got = {
            "n": found.n,
            "nps": found.mean,
            "se": found.error,
            "df": found.freedom,
            "t_ci95": limits(found.figure()),
            "deff_srs": found.design_effect,
            "kish_deff": found.kish,
            "n_eff_kish": found.n / found.kish,
        }
        assert near(case, got, expected[name]), got
    difference, verdict = sample_difference(sample, waves[0], waves[1])
    got_difference = {
        "difference": difference.value,
        "se": difference.value / verdict.statistic,
        "z": verdict.statistic,
        "df": verdict.freedom,
        "t_p_value": verdict.p_value,
    }
    assert near(case, got_difference, expected["wave2_minus_wave1"])
    by_age = [sample_mean(sample, waves[1] & (survey["age"] == age)) for age in expected["wave2_by_age"]["level"]]
    assert near(case, [one.mean for one in by_age], expected["wave2_by_age"]["nps"])
    assert near(case, [one.error for one in by_age], expected["wave2_by_age"]["se"])
    jackknifed = {"nps": sample_mean(sample, waves[1]).mean, "se": jackknife_error(sample, waves[1])}
    assert near(case, jackknifed, expected["wave2_jackknife_JKn"])


def test_weights_alone_promise_more_than_the_design_keeps(survey: pd.DataFrame) -> None:
    case = CASES["design-based"]
    first = survey[(survey["wave"] == 1) & survey["ltr"].notna()]
    scores = 100.0 * ((first["ltr"] >= 9).astype(float) - (first["ltr"] <= 6))
    alone = sample_mean(Sample(scores, first["weight"]))
    assert near(case, {"nps": alone.mean, "se": alone.error}, case["expected"]["wave1_weights_only"])
    assert alone.error < sample_mean(Sample(scores, first["weight"], first["branch"], first["stratum"])).error


def test_a_reading_with_weights_and_clusters_comes_near_the_designed_sample(survey: pd.DataFrame, study: Study) -> None:
    # a reading knows no strata, so its error is that of the clusters alone, close to the one with strata
    expected = CASES["design-based"]["expected"]
    answers = survey.rename(columns={"weight": "_weight", "branch": "_respondent"})
    reading = Reading(study, answers, by=("wave",))
    for one, name in zip(reading.each(), ("wave1", "wave2"), strict=True):
        line = one.nps.lines[0]
        assert isinstance(line.nps, Estimate)
        assert line.nps.method == "nps-units"
        assert abs(line.nps.value - expected[name]["nps"]) < 1e-9
        low, high = expected[name]["t_ci95"]
        assert abs(line.nps.half / ((high - low) / 2) - 1) < 0.1
        assert one.weights.design_effect == pytest.approx(
            expected[name]["kish_deff"], rel=0.02
        )  # of all responses, not of those with a score
    pair = reading.segments.lines[0].pairs[0]
    assert abs(pair.difference.value - expected["wave2_minus_wave1"]["difference"]) < 1e-9
    assert abs(pair.p_value - expected["wave2_minus_wave1"]["t_p_value"]) < 0.02


@pytest.mark.real
def test_a_recommendation_from_one_to_ten_is_read_as_asked(real: Callable[[str], Path]) -> None:
    answers = pd.read_csv(real("nps_retail_fr/nps.csv"), encoding="latin-1", usecols=["nps"])
    question = Question("nps", "nps", scale=Scale(1, 10), as_asked=True)
    line = Reading(Study("garden", Text("园", "Garden"), survey=Survey((question,))), answers).nps.lines[0]
    assert is_known(line.nps)
    assert line.wald is not None
    assert is_known(line.wald)
    assert not line.standard
    assert round(line.nps.value, 2) == 53.42
    assert [round(limit, 2) for limit in limits(line.wald)] == [52.32, 54.51]
    assert [round(limit, 2) for limit in limits(line.nps)] == [52.31, 54.50]
    json.dumps(line.counts, allow_nan=False)
