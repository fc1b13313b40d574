"""Are contacts where connectors cross the line of interaction, and does a blueprint say what is missing in it?"""

from dataclasses import replace

import pytest

from peakend.define.study import Moment, Published, Role, Scenario, Stage, Study
from peakend.define.template import open_template
from peakend.design.blueprint import Blueprint, Column, Connector, Step, Wait, copy_as, stand_columns, visible_share
from peakend.design.blueprint_check import doubt_blueprint, find_special
from peakend.design.contacts import evidence_share, find_contacts, reach_customer
from peakend.design.lanes import APPLIED, GENERIC, LANE_SETS, Lane, place_lines
from peakend.design.versions import compare_blueprints
from peakend.errors import UnknownScenario
from peakend.text import Text

STAGES = (Stage("before", Text("准备", "Before"), visible=False), Stage("end", Text("结束", "End"), ends=True))
TEA = Study(
    "tea",
    Text("茶馆", "Tea house"),
    stages=STAGES,
    roles=(Role("host", Text("店主", "Host")),),
    scenarios=(
        Scenario("shop", Text("到店", "Visit"), (Moment("order", Text("点茶", "Order"), "end"), Moment("pay", Text("付款", "Pay"), "end"))),
    ),
)


def step(key: str, lane: str, column: str = "order", **fields: object) -> Step:
    return Step(key, lane, column, Text(key, key), **fields)  # type: ignore[arg-type]


def drawn(*steps: Step, joined: tuple[tuple[str, str], ...] = ()) -> Blueprint:
    return Blueprint("b", "shop", steps=steps, connectors=tuple(Connector(*ends) for ends in joined))


def names(one: Blueprint, special: frozenset[str] = frozenset()) -> set[str]:
    return {remark.name for remark in doubt_blueprint(TEA, one, special)}


def test_a_connector_across_the_line_of_interaction_is_a_contact_whatever_its_direction() -> None:
    ask, answer, cook = step("ask", "customer"), step("answer", "front"), step("cook", "back")
    joined = (("ask", "answer"), ("answer", "ask"), ("cook", "answer"), ("cook", "ask"))
    found = find_contacts(drawn(ask, answer, cook, joined=joined))
    assert [(one.customer.key, one.service.key) for one in found] == [("ask", "answer"), ("ask", "cook")]


def test_steps_of_the_customer_alone_and_of_the_service_alone_make_no_contact() -> None:
    steps = (step("a", "customer"), step("b", "customer", "pay"), step("c", "front"), step("d", "support"), step("e", "evidence"))
    assert find_contacts(drawn(*steps, joined=(("a", "b"), ("c", "d"), ("e", "a")))) == ()


def test_the_visible_share_counts_what_serves_and_not_what_the_customer_does() -> None:
    assert (
        visible_share(drawn(step("a", "customer"), step("b", "front"), step("c", "back"), step("d", "support"), step("e", "evidence")))
        == 1 / 3
    )
    assert visible_share(drawn(step("a", "customer"))) is None


def test_a_contact_is_complete_with_evidence_support_and_owner() -> None:
    steps = (step("a", "customer"), step("b", "front", owner="host"), step("c", "back"), step("d", "evidence"))
    joined = (("a", "b"), ("b", "c"))
    whole = find_contacts(drawn(*steps, joined=joined))
    assert whole[0].complete
    bare = find_contacts(drawn(*steps[:3], joined=joined))
    assert bare[0].lacks == ("shown",)
    assert (evidence_share(whole), evidence_share(bare), evidence_share(())) == (1.0, 0.0, None)


def test_columns_follow_the_study_and_repeat_none_of_its_words() -> None:
    assert [one.key for one in stand_columns(TEA, Blueprint("b", "shop"))] == ["before", "order", "pay"]
    renamed = replace(TEA, scenarios=(replace(TEA.scenarios[0], moments=(Moment("order", Text("下单", "Ordering"), "end"),)),))
    assert [one.name.en for one in stand_columns(renamed, Blueprint("b", "shop"))] == ["Before", "Ordering"]
    own = Blueprint("b", "shop", columns=(Column("pay", moment="pay"), Column("x", name=Text("其他", "Other"))))
    assert [one.name.en for one in stand_columns(TEA, own)] == ["Pay", "Other"]
    with pytest.raises(UnknownScenario):
        stand_columns(TEA, Blueprint("b", "home"))


def test_a_contact_without_evidence_is_remarked() -> None:
    pair = (step("a", "customer"), step("b", "front"))
    assert "contact_without_evidence" in names(drawn(*pair, joined=(("a", "b"),)))
    assert "contact_without_evidence" not in names(drawn(*pair, step("e", "evidence"), joined=(("a", "b"),)))


def test_tools_are_evidence_in_the_applied_lanes() -> None:
    steps = (step("a", "customer"), step("b", "manager"), step("t", "tools"))
    one = Blueprint("b", "shop", lanes=APPLIED, steps=steps, connectors=(Connector("a", "b"),))
    assert "contact_without_evidence" not in names(one)


def test_a_front_step_without_support_and_support_that_reaches_nobody_are_remarked() -> None:
    steps = (step("a", "customer"), step("b", "front"), step("c", "back"), step("d", "support"))
    lonely = drawn(*steps, joined=(("a", "b"),))
    assert {"front_without_support", "idle_support"} <= names(lonely)
    whole = drawn(*steps, joined=(("a", "b"), ("b", "c"), ("d", "c")))
    assert not {"front_without_support", "idle_support"} & names(whole)
    assert reach_customer(whole) == {"b", "c", "d"}


def test_support_does_not_reach_customers_by_way_of_another_customer_step() -> None:
    steps = (step("a", "customer"), step("a2", "customer", "pay"), step("b", "front"), step("d", "support", "pay"))
    assert "d" in reach_customer(drawn(*steps, joined=(("a", "b"), ("a", "a2"), ("d", "a2"))))
    assert "idle_support" in names(drawn(*steps, joined=(("a", "b"), ("a", "a2"))))


def test_a_moment_without_owner_and_one_without_steps_are_remarked() -> None:
    assert {"moment_without_owner", "empty_column"} <= names(drawn(step("a", "front")))
    assert "moment_without_owner" not in names(drawn(step("a", "front", owner="host")))


def test_a_peak_without_guide_or_words_is_remarked() -> None:
    one = Blueprint("b", "shop", lanes=APPLIED, steps=(step("a", "manager"),))
    assert "special_without_guide" in names(one, frozenset({"order"}))
    assert "special_without_guide" not in names(one)
    guided = replace(one, steps=(*one.steps, step("g", "guide")))
    assert "special_without_guide" not in names(guided, frozenset({"order"}))
    told = {remark.name for remark in doubt_blueprint(TEA, one, {"order"}, told={"a"})}
    assert "special_without_guide" not in told


def test_peaks_and_ends_are_those_that_were_published_else_those_of_the_end_stage() -> None:
    assert find_special(TEA, "shop") == {"order", "pay"}
    assert find_special(replace(TEA, published=(Published("shop", peaks=("order",)),)), "shop") == {"order"}


def test_points_of_failing_and_waiting_are_remarked_where_nothing_is_said_of_them() -> None:
    steps = (
        step("a", "front", fail=Text("错", "wrong")),
        step("b", "front", wait=Wait(actual=4)),
        step("c", "front", wait=Wait(2, 4)),
        step("d", "front", decision=True),
        Step("e", "front", "order", Text("只有中文")),
        step("f", "customer", "before"),
    )
    expected = {"fail_without_remedy", "wait_without_standard", "late_wait", "decision_without_ways", "language_missing", "unseen_customer"}
    assert expected <= names(drawn(*steps))


def test_the_lines_run_between_kinds_of_acting_and_only_there() -> None:
    assert place_lines(GENERIC) == {"interaction": 2, "visibility": 3, "internal": 4}
    assert place_lines(APPLIED) == {"interaction": 1, "visibility": 2, "internal": 3}
    assert place_lines((GENERIC[1], GENERIC[3])) == {"interaction": 1}
    mixed = (Lane("f", Text("前", "F"), "front"), Lane("c", Text("客", "C"), "customer"))
    assert place_lines(mixed) == {}


def test_every_lane_of_a_lane_set_has_a_name_in_both_languages() -> None:
    assert all(not lane.name.missing() for lanes in LANE_SETS.values() for lane in lanes)


def test_a_difference_tells_what_was_added_removed_changed_and_moved() -> None:
    before = drawn(step("a", "front"), step("b", "front"), step("c", "front"), step("d", "back"), joined=(("a", "b"), ("b", "c")))
    after = copy_as(
        drawn(step("a", "front"), step("b", "back"), step("c", "front", owner="host"), step("e", "front"), joined=(("a", "b"),)),
        "b2",
        "to_be",
    )
    found = compare_blueprints(before, after)
    assert dict(found.statuses) == {"a": "kept", "b": "moved", "c": "changed", "d": "removed", "e": "added"}
    assert (found.added, found.removed) == ((), (Connector("b", "c"),))
    union = found.union()
    assert {one.key for one in union.steps} == {"a", "b", "c", "d", "e"}
    assert Connector("b", "c") in union.connectors


def test_nothing_differs_between_a_blueprint_and_itself() -> None:
    one = drawn(step("a", "front"), step("b", "back"), joined=(("a", "b"),))
    found = compare_blueprints(one, one)
    assert found.counts["kept"] == 2
    assert sum(found.counts.values()) == 2


def test_the_home_visit_is_the_one_of_the_source() -> None:
    """Four lanes of behaviour, six rows, a preparation and ten moments (A86-A88, A103)."""
    study = open_template("telecom-vip")
    stands = stand_columns(study, Blueprint("b", "visit", lanes=APPLIED))
    assert len([lane for lane in APPLIED if lane.acts]) == 4
    assert len([lane for lane in APPLIED if lane.kind == "row"]) == 6
    assert [one.visible for one in stands] == [False, *[True] * 10]
