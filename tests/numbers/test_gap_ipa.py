"""Gaps, quadrants, opportunity and above-average importance against R: t.test, wilcox.test, p.adjust, friedman.test."""

from typing import Any

import pyarrow as pa
import pytest
from tests.numbers.golden import cases, near, rows

from peakend.analyse.interval import t_quantile
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Figure, is_known
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Measure, Question, Scale, Survey
from peakend.text import Text

CASES = cases("gap_ipa")
ASKED: dict[str, Measure] = {"importance": "importance", "expectation": "expectation", "perception": "performance"}
QUADRANTS = {"keep": "keep_up", "improve": "concentrate_here", "low": "low_priority", "overkill": "possible_overkill"}


def named(key: str) -> Text:
    return Text(zh=key, en=key)


@pytest.fixture(scope="module")
def reading() -> Reading:
    """160 respondents, 12 moments in long form, as a table of answers."""
    wide: dict[str, dict[str, int | None]] = {}
    moments = dict.fromkeys(row["moment"] for row in rows("gap_long.csv"))
    for row in rows("gap_long.csv"):
        mine = wide.setdefault(row["respondent"], {})
        mine.update({f"{row['moment']}_{column}": int(row[column]) if row[column] else None for column in ASKED})
    questions = tuple(
        Question(f"{moment}_{column}", measure, about=moment, scale=Scale(1, 7)) for moment in moments for column, measure in ASKED.items()
    )
    scenario = Scenario("service", named("service"), tuple(Moment(moment, named(moment), "") for moment in moments))
    study = Study("gap", named("gap"), scenarios=(scenario,), survey=Survey(questions))
    return Reading(study, pa.Table.from_pylist(list(wide.values())))


def estimate(figure: Figure | None) -> Estimate:
    assert is_known(figure)
    return figure


def test_expectation_gaps_are_those_of_the_paired_t_test(reading: Reading) -> None:
    case = CASES["servqual-gap"]
    lines = reading.gaps.kind("expectation")
    found = {
        line.moment.key: {
            "n": line.gap.n,
            "mean_importance": estimate(weighed.mean).value,
            "mean_expectation": estimate(line.right).value,
            "mean_perception": estimate(line.left).value,
            "gap": estimate(line.gap).value,
            "sd": line.deviation,
            "t": line.t,
            "df": line.freedom,
            "p_value": line.p_value,
            "ci95": [estimate(line.gap).low, estimate(line.gap).high],
            "cohen_dz": line.size,
            "weighted_gap": line.weighted,
            "wilcoxon_p": line.p_wilcoxon,
        }
        for line, weighed in zip(lines, reading.importance.lines, strict=True)
    }
    expected = case["expected"]
    assert near(case, found, expected["moments"])
    assert near(case, {line.moment.key: line.p_adjusted for line in lines}, expected["holm_p"])
    assert near(case, {line.moment.key: line.p_listed for line in lines}, expected["bh_p"])
    overall = next(one for one in reading.gaps.overall if one.kind == "expectation")
    assert overall.weighted is not None
    assert near(case, estimate(overall.plain).value, expected["overall_unweighted_gap"])
    assert near(case, estimate(overall.weighted).value, expected["overall_weighted_gap"])


def test_quadrants_and_cross_hairs_are_those_of_the_reference(reading: Reading) -> None:
    case = CASES["ipa"]
    expected = case["expected"]
    for crosshair, line, quadrants in (
        ("mean", "crosshair_mean", "quadrant_mean"),
        ("median", "crosshair_median", "quadrant_median"),
        ("middle", "crosshair_scale_midpoint", "quadrant_scale"),
    ):
        placed = reading.place_quadrants(crosshair).scenarios[0]
        assert near(case, {"importance": placed.at_importance, "performance": placed.at_performance}, expected[line])
        assert {point.moment.key: QUADRANTS[point.quadrant] for point in placed.points} == expected[quadrants]
        for axis in ("importance", "performance"):
            assert near(case, {point.moment.key: estimate(getattr(point, axis)).value for point in placed.points}, expected[axis])


def test_importance_above_average_is_judged_as_in_the_reference(reading: Reading) -> None:
    case = CASES["importance-above-average"]
    expected: dict[str, Any] = case["expected"]
    weighed = reading.importance.scenarios[0]
    lines = {line.moment.key: line for line in weighed.lines}
    deviations = {key: estimate(line.deviation) for key, line in lines.items()}
    assert near(case, estimate(weighed.mean).value, expected["grand_mean"])
    assert near(case, {key: deviation.value for key, deviation in deviations.items()}, expected["deviation"])
    errors = {key: deviation.half / t_quantile(0.95, expected["df"]) for key, deviation in deviations.items()}
    assert near(case, errors, expected["se"])
    assert near(case, {key: line.p_value for key, line in lines.items()}, expected["p_value"])
    assert near(case, {key: line.p_holm for key, line in lines.items()}, expected["holm_p"])
    assert {key: line.above for key, line in lines.items()} == expected["above_naive"]
    assert {key: line.above_proved for key, line in lines.items()} == expected["above_holm05"]
    assert weighed.order is not None
    friedman = {"chisq": weighed.order.chi_square, "df": weighed.order.freedom, "p_value": weighed.order.p_value}
    assert near(case, friedman, expected["friedman"])


def test_opportunity_is_that_of_the_reference(reading: Reading) -> None:
    case = CASES["opportunity-score"]
    found = {point.moment.key: estimate(point.opportunity).value for point in reading.quadrants.scenarios[0].points}
    assert near(case, found, {key: moment["opportunity"] for key, moment in case["expected"]["moments"].items()})


def test_the_same_numbers_come_from_blocks(reading: Reading) -> None:
    """Folded into blocks, points and tests of independent answers stay what they were."""
    folded = Reading(reading.study, reading.answers, _counted=reading.tally.fold())
    case = CASES["servqual-gap"]
    for one, other in zip(reading.gaps.lines, folded.gaps.lines, strict=True):
        assert near(case, [other.t, other.p_value, other.size], [one.t, one.p_value, one.size])
    for line, again in zip(reading.importance.lines, folded.importance.lines, strict=True):
        assert near(case, [again.p_value, again.p_holm], [line.p_value, line.p_holm])
