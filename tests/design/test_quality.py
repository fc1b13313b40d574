"""One House of Quality: its weights, its corrections, and what does not fit together."""

import numpy as np
import pytest

from peakend.design.quality import build_house, change_scale, rate_characteristics, weigh_house
from peakend.errors import (
    DesignError,
    EmptyHouse,
    NegativeRelation,
    NegativeWeight,
    NothingRelated,
    NotPositive,
    NoWeight,
    NumbersMissing,
    PeakendError,
    ShapesDiffer,
    UnknownNeedClass,
    UnsoundRoof,
)

RELATIONS = [[9, 3, 0], [0, 3, 9]]


def test_without_a_plan_both_weightings_are_the_same() -> None:
    found = weigh_house(build_house([4, 2], RELATIONS))
    assert found.planning.shares.tolist() == pytest.approx(found.raw_shares.tolist())
    assert found.planning.ratio.tolist() == [1, 1]


def test_a_need_to_be_raised_draws_weight_to_what_serves_it() -> None:
    found = weigh_house(build_house([4, 4], RELATIONS, current=[4, 2], target=[4, 4]))
    assert found.planning.shares[2] > found.raw_shares[2]
    assert found.planning.weights.tolist() == pytest.approx([1 / 3, 2 / 3])


def test_every_list_of_shares_adds_up_to_one() -> None:
    found = weigh_house(build_house([5, 4], RELATIONS, roof=np.eye(3), classes=("M", "A"), current=[3, 3], target=[4, 5]))
    assert found.wasserman is not None
    assert found.adjusted is not None
    for shares in (found.raw_shares, found.planning.shares, found.lyman, found.wasserman, found.adjusted.shares, found.adjusted.weights):
        assert float(shares.sum()) == pytest.approx(1)


def test_with_rows_made_even_a_need_that_touches_more_characteristics_counts_no_more() -> None:
    broad = [[9, 9, 9, 0], [0, 0, 0, 9]]
    found = weigh_house(build_house([1, 1], broad))
    assert found.planning.shares[3] == pytest.approx(1 / 4)
    assert found.lyman[3] == pytest.approx(1 / 2)


def test_a_roof_without_dependence_is_no_correction() -> None:
    found = weigh_house(build_house([5, 2], RELATIONS, roof=np.eye(3)))
    assert found.wasserman is not None
    assert found.wasserman.tolist() == pytest.approx(found.lyman.tolist())


def test_a_characteristic_that_goes_with_others_gains_by_the_roof() -> None:
    roof = np.array([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])
    found = weigh_house(build_house([1, 1], [[9, 1, 1], [9, 1, 1]], roof=roof))
    assert found.wasserman is not None
    assert found.wasserman[1] > found.lyman[1]
    assert found.wasserman[2] < found.lyman[2]


def test_what_must_be_there_is_raised_more_and_what_delights_less() -> None:
    house = build_house([1, 1, 1], np.ones((3, 2)), current=[4, 4, 4], target=[5, 5, 5], classes=("M", "O", "A"))
    adjusted = weigh_house(house).adjusted
    assert adjusted is not None
    assert adjusted.ratio.tolist() == pytest.approx([1.25**2, 1.25, 1.25**0.5])


def test_needs_that_nothing_serves_and_characteristics_that_serve_nothing_are_named() -> None:
    house = build_house([5, 3], [[9, 0], [0, 0]], needs=("quick", "kind"), characteristics=("ring back", "leaflet"))
    found = weigh_house(house)
    assert (found.unserved, found.needless) == (("kind",), ("leaflet",))


def test_another_scale_reads_the_marks_and_leaves_zero_alone() -> None:
    assert change_scale(RELATIONS, "5-3-1").tolist() == [[5, 3, 0], [0, 3, 5]]
    assert change_scale([[9, 3, 1]], {9: 3, 3: 1}).tolist() == [[3, 1, 1]]


def test_a_house_can_no_longer_be_changed() -> None:
    house = build_house([4, 2], RELATIONS)
    with pytest.raises(ValueError, match="read-only"):
        house.relations[0, 0] = 1


def test_technical_importance_is_a_sum_of_products() -> None:
    assert rate_characteristics(np.array([2.0, 3.0]), np.array([[9.0], [1.0]])).tolist() == [21]


@pytest.mark.parametrize(
    ("fault", "given"),
    [
        (EmptyHouse, {"relations": []}),
        (EmptyHouse, {"relations": [[], []]}),
        (ShapesDiffer, {"importance": [1, 2, 3]}),
        (ShapesDiffer, {"relations": [1, 2]}),
        (ShapesDiffer, {"needs": ("one",)}),
        (ShapesDiffer, {"characteristics": ("a", "b")}),
        (ShapesDiffer, {"current": [3, 3]}),
        (ShapesDiffer, {"current": [3], "target": [4]}),
        (ShapesDiffer, {"current": [3, 3], "target": [4]}),
        (ShapesDiffer, {"sales_point": [1.5]}),
        (ShapesDiffer, {"roof": np.eye(2)}),
        (ShapesDiffer, {"classes": ("M",)}),
        (NumbersMissing, {"relations": [[1, 2], [3]]}),
        (NumbersMissing, {"importance": [1, "high"]}),
        (NumbersMissing, {"importance": [1, float("nan")]}),
        (NegativeRelation, {"relations": [[9, 3, -3], [0, 0, 1]]}),
        (NegativeWeight, {"importance": [1, -1]}),
        (NoWeight, {"importance": [0, 0]}),
        (NotPositive, {"current": [0, 3], "target": [4, 4]}),
        (NotPositive, {"sales_point": [1, 0]}),
        (UnsoundRoof, {"roof": [[1, 0.3, 0], [0.2, 1, 0], [0, 0, 1]]}),
        (UnsoundRoof, {"roof": [[1, -0.3, 0], [-0.3, 1, 0], [0, 0, 1]]}),
        (UnsoundRoof, {"roof": np.zeros((3, 3))}),
        (UnknownNeedClass, {"classes": ("M", "I")}),
    ],
    ids=str,
)
def test_what_does_not_fit_is_named_in_both_languages(fault: type[PeakendError], given: dict) -> None:
    parts = {"importance": [4, 2], "relations": RELATIONS, **given}
    with pytest.raises(fault) as told:
        build_house(**parts)
    assert isinstance(told.value, DesignError)
    assert "{" not in told.value.say("zh") + told.value.say("en")


def test_a_negative_relation_is_found_by_its_names() -> None:
    with pytest.raises(NegativeRelation) as told:
        build_house([4, 2], [[9, 1], [-3, 0]], needs=("quick", "kind"), characteristics=("ring back", "greet"))
    assert (told.value.blanks["need"], told.value.blanks["characteristic"]) == ("kind", "ring back")


def test_a_house_without_any_relation_has_no_shares() -> None:
    with pytest.raises(NothingRelated):
        weigh_house(build_house([4, 2], np.zeros((2, 3))))
