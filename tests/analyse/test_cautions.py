"""Is a reader warned where a mean alone would mislead, and left in peace where it would not?"""

from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
from tests.analyse.served import draw, read, service, with_survey

from peakend.analyse.cautions import CEILING, HALO, CautionKind, Cautions
from peakend.define.study import Study
from peakend.define.survey import Question, Scale, Survey

STUDY = service(moments=4, measures=("importance", "performance"))


def calm(count: int = 200, seed: int = 1) -> dict[str, list[Any]]:
    """Answers that call for no caution: spread over the scale, not going together."""
    random = np.random.default_rng(seed)
    spread = {question.key: question.scale for question in STUDY.survey.questions if question.scale is not None}
    return {key: random.integers(scale.low, scale.high + 1, count).tolist() for key, scale in spread.items()}


def cautions(columns: dict[str, list[Any]], study: Study = STUDY, **options: Any) -> Cautions:  # noqa: ANN401
    return read(study, columns, **options).cautions


def kinds(columns: dict[str, list[Any]], study: Study = STUDY) -> set[str]:
    return {one.kind for one in cautions(columns, study).cautions}


def test_calm_answers_call_for_no_caution() -> None:
    assert cautions(calm()).cautions == ()


@pytest.mark.parametrize(
    ("cells", "kind", "value"),
    [
        ([4] * 200, "all_equal", 4.0),
        ([5] * 90 + [1, 2, 3, 4] * 27 + [1] * 2, "ceiling", 0.45),
        ([4, 5] * 40 + [3, 4] * 60, None, None),
        ([2, 3] * 95 + [1, 5] * 5, "restricted_range", 0.95),
        ([1, 2, 3, 4, 5] * 25 + [None] * 75, "missing", 0.375),
        ([1, 2, 3, 4, 5] * 4 + [-1001] * 180, "few", 20.0),
        ([1, 2, 3, 4, 5] * 10 + [-1003] * 150, None, None),
    ],
    ids=["equal", "ceiling", "spread", "narrow", "silent", "few", "not experienced"],
)
def test_a_question_is_judged_by_its_answers(cells: list[int | None], kind: CautionKind | None, value: float | None) -> None:
    found = [one for one in cautions({**calm(), "s1m1_importance": cells}).cautions if one.about == "s1m1_importance"]
    assert [one.kind for one in found] == ([] if kind is None else [kind])
    assert [one.value for one in found] == ([] if value is None else pytest.approx([value]))


def test_one_impression_behind_all_ratings_is_seen() -> None:
    random = np.random.default_rng(3)
    level = random.integers(1, 6, 300)
    columns = calm(300)
    for at in (1, 2, 3, 4):
        columns[f"s1m{at}_performance"] = np.clip(level + random.integers(-1, 2, 300), 1, 5).tolist()
    (halo,) = cautions(columns).of("halo")
    assert (halo.about, halo.limit) == ("s1", HALO)
    assert halo.value is not None
    assert 0.6 < halo.value < 0.9


def test_ratings_that_cannot_be_told_apart_are_named_together() -> None:
    columns = calm()
    columns["s1m3_performance"] = columns["s1m1_performance"]
    (entangled,) = cautions(columns).of("collinear")
    assert (entangled.about, entangled.names) == ("s1m1_performance", ("s1m3_performance",))
    assert entangled.value == pytest.approx(1.0)


def test_weights_that_move_a_mean_are_told_with_both_means() -> None:
    columns = calm() | {"s1m1_importance": [1, 5] * 100, "_weight": [1.0, 20.0] * 100}
    found = {one.about: one for one in cautions(columns).of("weights_matter")}
    assert (found["s1m1_importance"].value, found["s1m1_importance"].limit) == pytest.approx((101 / 21, 3.0))
    assert cautions(calm() | {"_weight": [1.0] * 200}).of("weights_matter") == ()


def test_a_question_without_a_column_is_named() -> None:
    columns = {key: cells for key, cells in calm().items() if key != "recommend"}
    assert [one.about for one in cautions(columns).of("absent")] == ["recommend"]


def test_recommendation_on_another_scale_is_told() -> None:
    ten = tuple(replace(one, scale=Scale(1, 10), as_asked=True) if one.measure == "nps" else one for one in STUDY.survey.questions)
    (found,) = cautions({**calm(), "recommend": list(range(1, 11)) * 20}, with_survey(STUDY, Survey(ten))).of("recommendation_scale")
    assert (found.about, found.value, found.limit) == ("recommend", 1.0, 10.0)


def test_a_scenario_of_one_moment_or_without_an_end_is_told() -> None:
    lonely = service(moments=1, measures=("importance",))
    assert kinds(draw(lonely, 200), lonely) >= {"one_moment"}
    endless = service(moments=3, measures=("importance",), end=False)
    assert [one.about for one in cautions(draw(endless, 200), endless).of("no_end")] == ["s1"]


def paradox(count: int = 400) -> dict[str, list[Any]]:
    """In each tier the rating and the judgement go against each other; tiers differ so much that the whole goes the other way."""
    random = np.random.default_rng(5)
    tier = np.arange(count) % 2
    rating = np.clip(2 + 2 * tier + random.integers(-1, 2, count), 1, 5)
    overall = np.clip(1 + 3 * tier + (2 + 2 * tier - rating) + random.integers(0, 2, count), 1, 5)
    return calm(count) | {
        "s1m1_performance": rating.tolist(),
        "s1_overall": overall.tolist(),
        "tier": ["gold" if one else "silver" for one in tier],
    }


def test_a_reversal_between_the_whole_and_its_groups_is_seen() -> None:
    (found,) = cautions(paradox(), by=("tier",)).of("simpson")
    assert (found.about, found.names, found.n) == ("s1m1_performance", ("gold", "silver"), 400)
    assert found.value is not None
    assert found.limit is not None
    assert found.limit < 0 < found.value


def test_a_group_that_agrees_with_the_whole_is_no_reversal() -> None:
    columns = paradox()
    gold = [at for at, tier in enumerate(columns["tier"]) if tier == "gold"]
    for at in gold:
        columns["s1_overall"][at] = columns["s1m1_performance"][at] if at % 7 == 1 else 3 + at // 2 % 3
    assert cautions(columns, by=("tier",)).of("simpson") == ()


def test_without_a_split_no_reversal_can_be_seen() -> None:
    assert cautions(paradox()).of("simpson") == ()
    assert cautions(calm() | {"tier": ["gold", "silver"] * 100}, by=("tier",)).of("simpson") == ()


def test_cautions_stand_in_the_order_of_their_kinds() -> None:
    found = [one.kind for one in cautions(paradox() | {"s1m2_importance": [5] * 400}, by=("tier",)).cautions]
    order = get_args(CautionKind)
    assert found == sorted(found, key=order.index)
    assert len(found) > 1


def test_rows_say_kind_value_and_limit() -> None:
    found = cautions({**calm(), "s1m1_importance": [5] * 120 + [1, 2, 3, 4] * 20})
    assert found.rows() == [{"kind": "ceiling", "about": "s1m1_importance", "value": 0.6, "limit": CEILING, "n": 200, "names": []}]
    assert Question("q", "overall").scale is None
