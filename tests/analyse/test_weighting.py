"""Weighting answers to the population of the plan."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from peakend.analyse.reading import Reading
from peakend.analyse.weighting import fit_weights
from peakend.define.plan import Margin, Plan, WeightingPlan
from peakend.define.study import Study
from peakend.define.survey import Attribute, Question, Scale, Survey
from peakend.errors import MarginsContradict, NoMargins, ShareWithoutAnswers, ValueWithoutShare
from peakend.scan.sources import open_source
from peakend.text import Text

TIER = Margin("tier", (("gold", 0.5), ("plain", 0.5)))
CITY = Margin("city", (("north", 0.3), ("south", 0.7)))


def study(*margins: Margin, least: float = 0.0, most: float = 0.0) -> Study:
    attributes = (Attribute("tier"), Attribute("city"))
    survey = Survey((Question("overall", "overall", scale=Scale(1, 5)),), attributes)
    return Study("tea", Text("茶", "Tea"), survey=survey, plan=Plan(weighting=WeightingPlan(margins, least, most)))


def table(rows: int = 100, **more: Any) -> pa.Table:  # noqa: ANN401 - columns of any kind
    number = np.arange(rows)
    tier = np.where(number % 5 == 0, "gold", "plain")
    city = np.where(number % 3 == 0, "north", "south")
    return pa.table({"tier": tier, "city": city, "overall": np.where(tier == "gold", 5, 3), **more})


def test_weights_meet_the_shares_of_the_plan_and_have_mean_one() -> None:
    found = Reading(study(TIER, CITY), table()).weighting
    assert [round(line.reached, 9) for line in found.lines] == [0.5, 0.5, 0.3, 0.7]
    assert [line.n for line in found.lines] == [20, 80, 34, 66]
    assert found.weights.mean() == pytest.approx(1)
    (wave,) = found.waves
    assert wave.effective == pytest.approx(found.weights.sum() ** 2 / (found.weights**2).sum())
    assert wave.trimmed == 0
    assert wave.empty == ()
    assert found.rows()[0]["weighted_share"] == pytest.approx(0.5)


def test_weighted_answers_show_the_mean_of_the_population() -> None:
    source = open_source(table())
    weights = fit_weights(study(TIER), source).weights
    weighted = table().append_column("_weight", pa.array(weights))
    (line,) = Reading(study(TIER), weighted).satisfaction.lines
    assert line.mean.value == pytest.approx(4.0)  # type: ignore[union-attr]


def test_each_wave_is_weighted_on_its_own() -> None:
    found = Reading(study(TIER), table(_wave=["1"] * 60 + ["2"] * 40)).weighting
    assert [wave.wave for wave in found.waves] == ["1", "2"]
    assert found.weights[:60].mean() == pytest.approx(1)
    assert found.weights[60:].mean() == pytest.approx(1)
    assert [line.reached for line in found.lines] == pytest.approx([0.5] * 4)


def test_trimming_keeps_weights_within_limits_and_counts_whom_it_touched() -> None:
    found = Reading(study(TIER, most=1.5), table()).weighting
    assert found.weights.max() <= 1.5 + 1e-9
    assert found.waves[0].trimmed == 20
    assert found.lines[0].reached < 0.5


def test_weights_that_answers_have_are_where_raking_begins() -> None:
    design = np.where(np.arange(100) % 2 == 0, 2.0, 1.0)
    found = Reading(study(TIER), table(_weight=design)).weighting
    gold = np.flatnonzero(np.arange(100) % 5 == 0)
    assert found.weights[gold[0]] / found.weights[gold[1]] == pytest.approx(2.0)


def test_people_without_a_value_keep_their_share_and_are_counted() -> None:
    tiers = pa.array([None] * 10 + ["gold", "plain"] * 45)
    found = Reading(study(TIER), table().set_column(0, "tier", tiers)).weighting
    assert found.waves[0].unknown == {"tier": 10}
    assert found.weights[:10] == pytest.approx(1)


def test_tests_get_no_say() -> None:
    found = Reading(study(TIER), table(_test=[True] * 50 + [False] * 50)).weighting
    assert found.base.n == 50
    assert found.base.left_out == {"_test": 50}
    assert (found.weights[:50] == 1).all()


def test_crossings_without_anybody_are_named() -> None:
    tiers, cities = ["gold", "gold", "plain", "plain"] * 10, ["north", "north", "north", "south"] * 10
    answers = pa.table({"tier": tiers, "city": cities, "overall": [3] * 40})
    margins = (Margin("tier", (("gold", 0.5), ("plain", 0.5))), Margin("city", (("north", 0.75), ("south", 0.25))))
    found = Reading(study(*margins), answers).weighting
    assert found.waves[0].empty == (("gold", "south"),)


def test_a_wrong_margin_is_refused_with_the_value() -> None:
    with pytest.raises(ValueWithoutShare) as caught:
        _ = Reading(study(Margin("tier", (("gold", 1.0),))), table()).weighting
    assert caught.value.say("zh").startswith("有 80 份答卷的“tier”为“plain”，总体分布中没有这个取值。")
    with pytest.raises(ShareWithoutAnswers) as lacking:
        _ = Reading(study(Margin("tier", (("gold", 0.4), ("plain", 0.4), ("diamond", 0.2)))), table()).weighting
    assert lacking.value.say("en").startswith("'diamond' of 'tier' is 20.0% of the population, and nobody with it answered.")
    with pytest.raises(NoMargins):
        _ = Reading(study(), table()).weighting
    with pytest.raises(NoMargins):
        _ = Reading(study(Margin("age", (("old", 1.0),))), table()).weighting


def test_margins_that_cannot_all_be_met_are_refused() -> None:
    answers = table().set_column(1, "city", pa.array(np.where(np.arange(100) % 5 == 0, "north", "south")))
    with pytest.raises(MarginsContradict):
        _ = Reading(study(TIER, CITY), answers).weighting
