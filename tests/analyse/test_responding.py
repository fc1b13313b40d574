"""Who answered, whom the sample misses, and whether late answers differ."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats
from tests.analyse.rated import STUDY

from peakend.analyse.reading import Reading
from peakend.analyse.result import is_known
from peakend.define.plan import Fieldwork, Margin, Plan, WeightingPlan
from peakend.define.study import Study
from peakend.errors import NoFieldwork

FIELDWORK = Fieldwork("", (("complete", 300), ("refusal", 150), ("non_contact", 150)))
TIER = Margin("tier", (("gold", 0.5), ("plain", 0.5)))


def planned(*margins: Margin, fieldwork: tuple[Fieldwork, ...] = ()) -> Study:
    return replace(STUDY, plan=Plan(weighting=WeightingPlan(margins), fieldwork=fieldwork))


def answers(people: int = 300, **more: Any) -> pa.Table:  # noqa: ANN401 - columns of any kind
    tier = ["gold"] * (people // 5) + ["plain"] * (people - people // 5)
    return pa.table({"tier": tier, "overall": [3, 4, 5] * (people // 3), "recommend": [6, 8, 10] * (people // 3), **more})


def test_rates_come_from_the_fieldwork_of_the_plan() -> None:
    (line,) = Reading(planned(fieldwork=(FIELDWORK,)), answers()).fieldwork.rates
    assert (line.invited, line.eligible, line.rates["rr1"]) == (600, 1.0, 0.5)
    assert line.rates["coop3"] == pytest.approx(2 / 3)


def test_a_sample_that_is_not_spread_like_the_population_is_told() -> None:
    found = Reading(planned(TIER, fieldwork=(FIELDWORK,)), answers()).fieldwork
    gold, plain = found.margins
    assert (gold.n, plain.n, gold.population, gold.apart) == (60, 240, 0.5, True)
    assert is_known(gold.sample)
    assert gold.sample.value == pytest.approx(0.2)
    (test,) = found.tests
    expected = stats.chisquare([60, 240], [150, 150])
    assert test.statistic == pytest.approx(expected.statistic)
    assert test.p_value == pytest.approx(expected.pvalue)
    assert test.p_adjusted == test.p_value
    assert test.evenness == pytest.approx(1 - 2 * 0.3)


def test_a_margin_with_few_expected_is_not_tested() -> None:
    rare = Margin("tier", (("gold", 0.01), ("plain", 0.99)))
    (test,) = Reading(planned(rare), answers()).fieldwork.tests
    assert test.p_value is None
    assert test.evenness is None


def test_filtered_answers_are_not_held_against_the_population() -> None:
    reading = Reading(planned(TIER, fieldwork=(FIELDWORK,)), answers(), where={"tier": ["gold"]})
    assert reading.fieldwork.margins == ()


def test_late_answers_that_differ_are_told() -> None:
    days = pa.array([date(2026, 3, 2) + timedelta(days=number // 10) for number in range(300)])
    late = np.where(np.arange(300) < 200, 5, 2)
    found = Reading(planned(fieldwork=(FIELDWORK,)), answers(_date=days, overall=late)).fieldwork
    overall, recommend = found.lates
    assert found.since == "2026-W13"
    assert overall.difference is not None
    assert overall.difference.value < -2
    assert overall.differs
    assert not recommend.differs


def test_answers_of_one_week_are_not_cut() -> None:
    days = pa.array([date(2026, 3, 2)] * 300)
    assert Reading(planned(fieldwork=(FIELDWORK,)), answers(_date=days)).fieldwork.lates == ()


def test_nothing_known_of_the_fieldwork_is_said() -> None:
    with pytest.raises(NoFieldwork):
        _ = Reading(STUDY, answers()).fieldwork


def test_every_row_says_of_which_kind_it_is() -> None:
    days = pa.array([date(2026, 3, 2) + timedelta(days=number // 10) for number in range(300)])
    found = Reading(planned(TIER, fieldwork=(FIELDWORK,)), answers(_date=days)).fieldwork
    assert {row["kind"] for row in found.rows()} == {"rate", "margin", "test", "late"}
