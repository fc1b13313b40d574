"""The effect of a change, with the error that fits how the answers came about."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.control.asked import STUDY, monthly, twice
from tests.numbers.golden import cases, near, rows

from peakend.analyse.reading import Reading
from peakend.control.change import Change, measure_effect
from peakend.control.effect import compare_independent, compare_overlapping, compare_paired, least_detectable
from peakend.control.series import interrupt_question
from peakend.errors import EffectUnsplit, NothingSelected, TooFewPeriods

PILOT = {"pilot": "yes"}


def effect(table: pa.Table, **options: Any) -> Change:  # noqa: ANN401 - options by name
    return measure_effect(Reading(STUDY, table), "sat", "2023", "2024", **options)


def column(table: pa.Table, wave: str) -> np.ndarray:
    return np.array([row["sat"] for row in table.to_pylist() if row["_wave"] == wave], dtype=np.float64)


def test_the_same_people_are_compared_as_pairs() -> None:
    table = twice()
    found, pairs = effect(table), compare_paired(column(table, "2023"), column(table, "2024"))
    assert (found.design, found.shared) == ("paired", 200)
    assert (found.effect.value, found.p_value) == pytest.approx((pairs.value, pairs.p_value))
    assert (found.effect.low, found.effect.high) == pytest.approx(pairs.interval())


def test_other_people_are_compared_as_welch_does() -> None:
    table = twice().drop_columns(["_respondent"])
    found, welch = effect(table), compare_independent(column(table, "2023"), column(table, "2024"))
    assert found.design == "independent"
    assert (found.effect.low, found.effect.high) == pytest.approx(welch.interval())


def test_people_in_one_wave_only_lie_between() -> None:
    table = twice()
    half = table.filter(pa.array([not (row["_wave"] == "2024" and int(row["_respondent"][1:]) >= 100) for row in table.to_pylist()]))
    found = effect(half)
    assert (found.design, found.shared) == ("overlapping", 100)
    first, second = column(half, "2023"), column(half, "2024")
    error = compare_overlapping(first, second, (first[:100], second)).error
    assert found.detectable / 2.8015852 == pytest.approx(error, rel=1e-3)


def test_differences_in_differences_are_those_of_the_reference() -> None:
    """The golden pilot, as answers: with clusters by branch, and with everybody's own score before taken out."""
    case, made = cases("before_after")["did"], []
    for row in rows("did.csv"):
        for wave, name in (("1", "pre"), ("2", "post")):
            made.append({"_respondent": row["id"], "_wave": wave, "sat": int(row[name]), "pilot": row["treated"], "branch": row["branch"]})
    reading = Reading(STUDY, pa.Table.from_pylist(made))
    plain = measure_effect(reading, "sat", "1", "2", treated={"pilot": "1"})
    clustered = measure_effect(reading, "sat", "1", "2", treated={"pilot": "1"}, cluster="branch")
    expected = case["expected"]
    assert near(case, [plain.effect.value, plain.p_value], [expected["did"], expected["change_score_welch"]["p_value"]])
    assert near(case, [plain.effect.low, plain.effect.high], expected["change_score_welch"]["ci95"])
    assert near(case, clustered.detectable / 2.8015852177739, expected["se_cluster_branch_hc1"])
    assert plain.adjusted is not None
    assert near(case, [plain.adjusted.value, plain.saved], [expected["ancova"]["effect"], expected["cuped"]["variance_reduction"]])


def test_units_picked_for_being_bad_are_warned_of() -> None:
    fair, picked = effect(twice(effect=0.0), treated=PILOT), effect(twice(effect=0.0, picked=True), treated=PILOT)
    assert "regression" not in fair.warnings
    assert "regression" in picked.warnings
    assert picked.effect.low > 0  # nothing was done, and yet
    assert picked.drift is not None
    assert picked.drift == pytest.approx(picked.effect.value, abs=0.5)


def test_trends_that_part_before_the_change_are_seen() -> None:
    random, made = np.random.default_rng(4), []
    for month in range(8):
        for number in range(300):
            pilot = number % 2 == 0
            value = 5 + (0.35 * month if pilot else 0) + random.normal(0, 1)
            made.append({"_wave": f"w{month + 1}", "sat": int(np.clip(np.rint(value), 1, 10)), "pilot": "yes" if pilot else "no"})
    found = measure_effect(Reading(STUDY, pa.Table.from_pylist(made)), "sat", "w1..w6", ["w7", "w8"], treated=PILOT)
    assert found.parallel is not None
    assert found.parallel.value == pytest.approx(0.35, abs=0.06)
    assert "not_parallel" in found.warnings
    assert [step.after for step in found.steps] == [False] * 6 + [True] * 2


def test_intervals_of_a_change_that_was_none_cover_zero() -> None:
    inside = sum(one.low <= 0 <= one.high for one in (effect(twice(60, 0.0, seed=seed)).effect for seed in range(100)))
    assert inside >= 89


def test_a_study_finds_what_it_could_find() -> None:
    random, found, least = np.random.default_rng(8), 0, least_detectable(1.0, 80, 80)
    for _ in range(400):
        found += compare_independent(random.normal(0, 1, 80), random.normal(least, 1, 80)).p_value < 0.05
    assert found / 400 == pytest.approx(0.8, abs=0.06)


def test_sides_that_select_nobody_or_the_same_are_refused() -> None:
    with pytest.raises(NothingSelected, match="2023, 2024"):
        measure_effect(Reading(STUDY, twice()), "sat", "2022", "2024")
    with pytest.raises(EffectUnsplit):
        measure_effect(Reading(STUDY, twice()), "sat", "2023..2024", "2024")
    with pytest.raises(NothingSelected, match="pilot"):
        effect(twice(), treated={"pilot": "perhaps"})


def test_weights_and_an_attribute_without_value_are_respected() -> None:
    table = twice()
    weighted = table.append_column("_weight", pa.array([3.0 if row["pilot"] == "yes" else 1.0 for row in table.to_pylist()]))
    assert effect(weighted).effect.value > effect(table).effect.value
    blank = table.set_column(3, "pilot", pa.array(["" if number < 100 else word for number, word in enumerate(table["pilot"].to_pylist())]))
    assert sum(side.figure.n for side in effect(blank, treated=PILOT).sides) == 300


def test_an_interrupted_series_tells_the_jump_that_was_put_in() -> None:
    found = interrupt_question(Reading(STUDY, monthly(months=20, each=100, shift=1.0, since=12)), "sat", "2024-01")
    assert found.jump.low < 1.0 < found.jump.high
    assert found.jump_p < 0.001 < found.bend_p
    assert len(found.expected) == len(found.lines) == 20
    with pytest.raises(TooFewPeriods):
        interrupt_question(Reading(STUDY, monthly(months=20)), "sat", "2023-03")


def test_a_study_may_ask_by_share() -> None:
    found = measure_effect(Reading(STUDY, twice(effect=3.0)), "sat", "2023", "2024", treated=PILOT, statistic="share")
    assert found.effect.low > 0
    assert found.statistic == "share"
