"""Carry-over on a panel whose truth is known, and the refusals of panels that are too short or too thin."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest

from peakend.analyse.carryover import Carryover
from peakend.analyse.lags import fit_geometric, fit_lags, stack_lags
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate
from peakend.define.plan import Plan, StayPlan
from peakend.define.study import Study
from peakend.define.survey import Attribute, Question, Scale, Survey
from peakend.errors import ShortCarryover
from peakend.text import Text

WAVES, PEOPLE = 8, 400
NAMED = Text(zh="甲", en="A")
STUDY = Study(
    "panel",
    NAMED,
    survey=Survey(
        questions=(
            Question("sat", "overall", scale=Scale(1, 10)),
            Question("loyal", "loyalty", scale=Scale(0, 100)),
            Question("tenure", "profile"),
        ),
        attributes=(Attribute("gone", NAMED),),
    ),
    plan=Plan(stay=StayPlan("tenure", "gone", ("yes",))),
)


def panel(weights: tuple[float, ...], seed: int = 7, waves: int = WAVES, people: int = PEOPLE, *, years: bool = True) -> pa.Table:
    """People whose loyalty is made of satisfaction now and in earlier years, and who leave more often the longer they were unhappy."""
    random = np.random.default_rng(seed)
    sat = np.clip(np.rint(random.normal(6, 2.5, (people, waves))), 1, 10)
    sat[: people // 4] = np.clip(np.rint(random.normal(2.0, 0.8, (people // 4, waves))), 1, 10)
    rows = []
    for person in range(people):
        low = 0
        for wave in range(waves):
            past = [sat[person, wave - lag] for lag in range(len(weights)) if wave >= lag]
            loyal = 20 + sum(2.5 * weight * value for weight, value in zip(weights, past, strict=False)) + random.normal(0, 3)
            gone = wave > 0 and random.random() < 0.02 + 0.08 * min(low, 4)
            name = str(2015 + wave) if years else f"round {wave}"
            rows.append(
                (f"p{person}", name, int(sat[person, wave]), round(min(max(loyal, 0), 100)), 12.0 * (wave + 1), "yes" if gone else "no")
            )
            low = low + 1 if sat[person, wave] <= 2 else 0
            if gone:
                break
    columns = list(zip(*rows, strict=True))
    return pa.table(dict(zip(("_respondent", "_wave", "sat", "loyal", "tenure", "gone"), map(list, columns), strict=True)))


def carried(weights: tuple[float, ...], waves: int = WAVES, *, years: bool = True) -> Carryover:
    return Reading(STUDY, panel(weights, waves=waves, years=years)).carryover


def verdicts(result: Carryover) -> dict[str, str]:
    return {one.claim: one.verdict for one in result.claims}


@pytest.fixture(scope="module")
def lasting() -> Carryover:
    """Satisfaction that works for four years."""
    return carried((1.0, 0.7, 0.5, 0.35, 0.25))


def test_every_lag_that_was_put_in_is_found_again(lasting: Carryover) -> None:
    found = [one.effect for one in lasting.lags if one.outcome == "loyalty"]
    for effect, truth in zip(found, (2.5, 1.75, 1.25, 0.875, 0.625), strict=True):
        assert effect.low - 0.05 < truth < effect.high + 0.05
    assert lasting.fading is not None
    assert lasting.fading.left.value == pytest.approx(0.7, abs=0.05)


def test_a_claim_is_supported_where_the_last_lag_is_proved(lasting: Carryover) -> None:
    assert verdicts(lasting)["four_years"] == "supported"


def test_a_claim_is_refuted_where_nothing_is_left_of_the_effect() -> None:
    assert verdicts(carried((1.0,)))["four_years"] == "refuted"


def test_four_bad_years_in_a_row_make_the_hazard_rise(lasting: Carryover) -> None:
    ratios = {one.key: one.ratio for one in lasting.hazards}
    last = ratios["low_4"]
    assert isinstance(last, Estimate)
    assert last.low > 1
    assert verdicts(lasting)["four_low"] == "supported"
    point = ratios["point"]
    assert isinstance(point, Estimate)
    assert point.high < 1


def test_waves_that_are_not_years_do_not_judge_claims_about_years() -> None:
    result = carried((1.0, 0.7, 0.5, 0.35, 0.25), years=False)
    assert set(verdicts(result).values()) <= {"not_yearly", "too_few"}
    assert not result.yearly


def test_fewer_than_five_waves_refuse_lags_but_still_follow_who_leaves() -> None:
    result = carried((1.0, 0.7), waves=4)
    assert (result.why_no_lags, result.lags) == ("waves", ())
    assert verdicts(result)["four_years"] == "too_few"
    assert {one.key for one in result.groups} == {"all", "low", "middle", "high"}


def test_a_thin_panel_is_refused_with_the_reason() -> None:
    table = panel((1.0,), people=20)
    with pytest.raises(ShortCarryover, match="too few people"):
        _ = Reading(replace(STUDY, plan=Plan()), table).carryover


def test_answers_without_respondents_cannot_be_joined_over_waves() -> None:
    with pytest.raises(ShortCarryover, match="do not name respondents"):
        _ = Reading(replace(STUDY, plan=Plan()), panel((1.0,)).drop_columns(["_respondent"])).carryover


def test_filters_and_marks_reach_the_panel() -> None:
    table = panel((1.0, 0.5))
    marked = table.append_column("_test", pa.array([number % 2 == 0 for number in range(table.num_rows)]))
    assert len(Reading(STUDY, marked).panel.person) == table.num_rows // 2
    assert set(Reading(STUDY, table, where={"gone": ["yes"]}).panel.left.tolist()) == {1.0}


def test_the_order_of_rows_does_not_matter(lasting: Carryover) -> None:
    table = panel((1.0, 0.7, 0.5, 0.35, 0.25))
    turned = table.take(pa.array(np.random.default_rng(1).permutation(table.num_rows)))
    again = Reading(STUDY, turned).carryover
    assert [one.effect.value for one in again.lags] == pytest.approx([one.effect.value for one in lasting.lags], rel=1e-9)
    assert again.groups[0].curve.survival == pytest.approx(lasting.groups[0].curve.survival)


def test_the_intervals_of_lags_hold_their_level() -> None:
    random, inside = np.random.default_rng(3), 0
    for _ in range(200):
        cause = random.normal(0, 1, (60, 6)) + random.normal(0, 1, (60, 1))
        effect = 0.5 * cause + random.normal(0, 1, (60, 1)) + random.normal(0, 1, (60, 6))
        low, high = fit_lags(cause, effect - random.normal(0, 0.1, (60, 6)), 2).interval(2)
        inside += low <= 0 <= high
    assert 0.90 <= inside / 200 <= 0.99


def test_geometric_fading_is_found_where_it_is_true() -> None:
    random = np.random.default_rng(5)
    cause = random.normal(0, 1, (300, 9))
    effect = np.full_like(cause, np.nan)
    for wave in range(4, 9):
        effect[:, wave] = sum(2 * 0.6**lag * cause[:, wave - lag] for lag in range(5)) + random.normal(0, 0.5, 300)
    found = fit_geometric(cause, effect, 4)
    assert found.fade == pytest.approx(0.6, abs=4 * found.fade_error)
    assert found.b == pytest.approx(2, abs=4 * found.error)


def test_a_missing_year_breaks_the_run() -> None:
    cause = np.array([[1.0, np.nan, 3.0, 4.0]])
    x, _, _, wave = stack_lags(cause, np.ones((1, 4)), 1)
    assert (x.tolist(), wave.tolist()) == ([[4.0, 3.0]], [3])


@pytest.mark.real
def test_telco_customers_are_followed_by_their_tenure(real: Callable[[str], Path]) -> None:
    table = pyarrow.csv.read_csv(real("telco_churn/Telco-Customer-Churn.csv.gz"))
    table = table.filter(pa.compute.greater(table["tenure"], 0)).rename_columns(
        ["_respondent" if name == "customerID" else name for name in table.column_names]
    )
    survey = Survey((Question("tenure", "profile"),), (Attribute("Churn", NAMED), Attribute("Contract", NAMED)))
    study = Study("telco", NAMED, survey=survey, plan=Plan(stay=StayPlan("tenure", "Churn", ("Yes",))))
    whole = Reading(study, table).carryover.group("all")
    assert whole is not None
    assert (whole.n, whole.events, whole.median) == (7032, 1869, None)
    monthly = Reading(study, table, where={"Contract": ["Month-to-month"]}).carryover.group("all")
    assert monthly is not None
    assert monthly.curve.at(24) < 0.6 < whole.curve.at(24)


def test_customers_who_all_leave_at_once_or_are_told_apart_entirely_break_nothing() -> None:
    table = panel((1.0,), waves=2, people=60)
    rows = [{**row, "gone": "yes" if row["sat"] <= 3 else "no"} for row in table.to_pylist()]
    result = Reading(STUDY, pa.Table.from_pylist(rows)).carryover
    assert {one.key for one in result.groups} >= {"all"}
    assert all(not isinstance(one.ratio, Estimate) or np.isfinite(one.ratio.high) for one in result.hazards)
