"""Small groups are not shown, nor what would give them away."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.analyse.rated import STUDY

from peakend.analyse.guard import Guard
from peakend.analyse.reading import Reading
from peakend.errors import GroupSuppressed, LeastTooSmall
from peakend.report.words import base_line

PEOPLE = 1_200


def answers(**more: Any) -> pa.Table:  # noqa: ANN401 - columns of any kind
    """Three tiers (one of four people) in three cities."""
    dice = np.random.default_rng(5)
    tier = np.array(["gold"] * 500 + ["plain"] * 696 + ["platinum"] * 4)
    columns = {
        "tier": tier,
        "city": dice.choice(["north", "south", "west"], PEOPLE, p=[0.5, 0.45, 0.05]),
        "overall": dice.integers(1, 6, PEOPLE),
        "recommend": dice.integers(0, 11, PEOPLE),
        "greet_performance": dice.integers(1, 6, PEOPLE),
    }
    return pa.table({**columns, **more})


def read(by: tuple[str, ...] = (), least: int = 10, guard: Guard | None = None, **where: list[str]) -> Reading:
    return Reading(STUDY, answers(), by, where, least=least, guard=guard)


def test_without_a_limit_everything_is_shown() -> None:
    reading = read(("tier",), least=0)
    assert reading.screened is None
    assert [one.nps.base.n for one in reading.each()] == [500, 696, 4]


def test_a_small_group_and_its_smallest_neighbour_are_not_shown_and_are_named() -> None:
    reading = read(("tier",))
    parts = {one.group["tier"]: one for one in reading.each()}
    assert {name: part.shown for name, part in parts.items()} == {"gold": False, "plain": True, "platinum": False}
    assert parts["plain"].nps.base.n == 696
    with pytest.raises(GroupSuppressed) as caught:
        _ = parts["platinum"].nps
    assert caught.value.say("en").startswith("Suppressed: platinum (n < 10,")
    assert reading.nps.base.n == PEOPLE
    assert reading.nps.base.suppressed == ("gold", "platinum")
    assert "gold、platinum" in base_line(reading.nps.base).zh
    assert "gold, platinum" in base_line(reading.nps.base).en


def test_a_filter_that_leaves_few_is_refused_and_so_is_its_complement() -> None:
    with pytest.raises(GroupSuppressed):
        _ = read(tier=["platinum"]).nps
    with pytest.raises(GroupSuppressed):
        _ = read(tier=["gold", "plain"]).nps
    assert read(tier=["gold"]).nps.base.n == 500


def test_a_guard_remembers_what_was_shown_before() -> None:
    guard = Guard(10)
    assert read(guard=guard, tier=["gold"]).nps.base.n == 500
    with pytest.raises(GroupSuppressed):
        _ = read(guard=guard, tier=["plain"]).nps
    assert read(guard=guard, tier=["gold"]).nps.base.n == 500
    assert read(tier=["plain"]).nps.base.n == 696


def test_parts_of_the_own_filters_count_as_asked() -> None:
    """Everybody in the north who is not platinum differs from everybody in the north by fewer than ten."""
    with pytest.raises(GroupSuppressed):
        _ = read(tier=["gold", "plain"], city=["north"]).nps


def test_a_question_that_few_answered_is_absent_and_named() -> None:
    few = pa.array([5] * 6 + [None] * (PEOPLE - 6), pa.int64())
    reading = Reading(STUDY, answers(greet_performance=few), least=10)
    assert reading.evidence.thin == ("greet_performance",)
    assert "greet_performance" not in reading.evidence.present
    assert reading.nps.base.thin == ("greet_performance",)


def test_a_question_does_not_give_away_who_of_a_small_group_answered() -> None:
    """All answered it but for three of the plain: the plain are shown in all else, for this question they follow from the others."""
    asked = pa.array([5] * 500 + [4] * 7 + [None] * 693, pa.int64())
    tiers = pa.array(["gold"] * 500 + ["plain"] * 700)
    reading = Reading(STUDY, answers(tier=tiers, greet_performance=asked), ("tier",), least=10)
    parts = {one.group["tier"]: one for one in reading.each()}
    assert all(part.shown for part in parts.values())
    assert {name: part.evidence.thin for name, part in parts.items()} == {
        "gold": ("greet_performance",),
        "plain": ("greet_performance",),
    }


def test_segments_compare_the_groups_that_may_be_shown() -> None:
    tiers = pa.array(["gold"] * 400 + ["plain"] * 400 + ["basic"] * 396 + ["platinum"] * 4)
    reading = Reading(STUDY, answers(tier=tiers), ("tier",), least=10)
    found = reading.segments
    assert {row["group"] for row in found.rows() if "group" in row} <= {"gold", "plain", "basic"}
    assert len(found.base.suppressed) == 2
    assert "platinum" in found.base.suppressed


def test_other_scans_of_the_same_rows_are_guarded_too() -> None:
    found = read(("tier",)).count((), ("tier",))
    assert set(found) == {("plain",)}


def test_people_with_several_rows_are_counted_once() -> None:
    owner = pa.array(np.repeat(np.arange(PEOPLE // 4), 4))
    tiers = pa.array(["few"] * 20 + ["many"] * (PEOPLE - 20))
    reading = Reading(STUDY, answers(_respondent=owner, tier=tiers), ("tier",), least=10)
    assert [one.shown for one in reading.each()] == [False, False]


def test_a_limit_of_one_is_refused() -> None:
    with pytest.raises(LeastTooSmall):
        _ = read(least=1).nps
