import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.define.check import check_study
from peakend.define.file import read_study, write_study
from peakend.define.lineage import find_cycle, trace_moment
from peakend.define.moments import add_moment, merge_moments, move_moment, remove_moment, rename_moment, split_moment
from peakend.define.study import Change, Moment, Published, Study
from peakend.define.template import open_template
from peakend.errors import (
    CommonsDiffer,
    KeyTaken,
    LineageCycle,
    MergeTooFew,
    MomentsApart,
    MomentStillUsed,
    PositionOutside,
    SplitTooFew,
    StudyError,
    UnknownMoment,
)
from peakend.text import Text

VIP = open_template("telecom-vip")
EVERY = [moment.key for moment in VIP.moments()]


def keys(study: Study) -> list[str]:
    return [moment.key for moment in study.moments()]


@given(st.sampled_from(EVERY), st.integers(2, 5), st.booleans())
def test_merging_the_parts_of_a_split_restores_the_study(key: str, count: int, keep: bool) -> None:  # noqa: FBT001 - drawn
    parts = {(key if keep and number == 1 else f"part_{number}"): Text(f"部分{number}", f"Part {number}") for number in range(count)}
    cut = split_moment(VIP, key, parts)
    assert len(keys(cut)) == len(EVERY) + count - 1
    assert merge_moments(cut, list(parts), key, VIP.moment(key).name) == VIP


def test_a_part_that_was_renamed_and_moved_in_between_is_merged_back_all_the_same(tea: Study) -> None:
    cut = split_moment(tea, "order", {"choose": Text("选", "Choosing"), "say": Text("说", "Saying")})
    cut = move_moment(rename_moment(cut, "say", Text("点单", "Saying it")), "say", position=2)
    back = merge_moments(cut, ["choose", "say"], "order", tea.moment("order").name)
    assert back.lineage == ()
    assert back.moment("order").needs == ("quick",)


@given(st.integers(0, 10_000))
def test_after_any_edits_keys_are_unique_history_has_no_circle_and_nothing_leads_nowhere(seed: int) -> None:
    dice, study = random.Random(seed), VIP  # noqa: S311 - dice, not secrets
    for step in range(8):
        try:
            study = edit(study, dice, step)
        except StudyError:
            continue
    assert len(set(keys(study))) == len(keys(study))
    assert find_cycle(study.lineage) == ()
    assert [remark.say("en") for remark in check_study(study) if remark.severity == "wrong"] == []
    assert read_study(write_study(study)) == study
    for key in {one for change in study.lineage for one in change.before}:
        trace = trace_moment(study, key)
        assert set(trace.now) <= set(keys(study))


def edit(study: Study, dice: random.Random, step: int) -> Study:
    one, two = dice.sample(keys(study), 2)
    new = dice.choice([f"new_{step}", one, *(key for change in study.lineage for key in change.before)])
    name = Text(f"新{step}", f"New {step}")
    edits: list[Callable[[], Study]] = [
        lambda: split_moment(study, one, {new: name, f"part_{step}": name}),
        lambda: merge_moments(study, [one, two], new, name),
        lambda: move_moment(study, one, scenario=study.scenario_of(two).key, stage="end", position=dice.randint(0, 5)),
        lambda: rename_moment(study, one, name),
        lambda: add_moment(study, Moment(new, name, "contact"), "visit", dice.randint(0, 3)),
        lambda: remove_moment(study, one, with_uses=dice.random() < 0.5),
    ]
    return dice.choice(edits)()


def test_the_heir_takes_over_what_belonged_to_the_whole(tea: Study) -> None:
    tea = rename_moment(tea, "order", Text("点单", "Ordering"))
    cut = split_moment(tea, "order", {"choose": Text("选", "Choosing"), "say": Text("说", "Saying")}, heir="say")
    assert cut.moment("say").aliases == ("时刻order", "Moment order")
    assert (cut.moment("choose").aliases, cut.moment("choose").needs) == ((), ("quick",))
    assert [one.key for one in cut.survey.questions if one.about == "say"] == ["importance_order"]
    assert cut.published[0].peaks == ("say",)
    assert keys(cut)[:3] == ["enter", "choose", "say"]
    assert cut.lineage[-1] == Change("split", ("order",), ("choose", "say"))


def test_a_part_that_keeps_the_key_is_the_heir(tea: Study) -> None:
    cut = split_moment(tea, "order", {"choose": Text("选", "Choosing"), "order": Text("点单", "Ordering")})
    assert [one.key for one in cut.survey.questions if one.about == "order"] == ["importance_order"]


def test_a_merged_moment_inherits_words_needs_and_questions_and_the_weakest_provenance(tea: Study) -> None:
    shop = tea.scenarios[0]
    placed = replace(shop.moments[2], provenance="placeholder", note=Text("注", "Note"))
    tea = replace(tea, scenarios=(replace(shop, moments=(*shop.moments[:2], placed, shop.moments[3])), tea.scenarios[1]))
    merged = merge_moments(tea, ["pay", "order"], "settle", Text("点单付款", "Order and pay"))
    moment = merged.moment("settle")
    assert keys(merged)[:3] == ["enter", "settle", "leave"]
    assert (moment.stage, moment.provenance, moment.needs, moment.note) == ("start", "placeholder", ("quick",), Text("注", "Note"))
    assert moment.aliases == ("时刻order", "Moment order", "时刻pay", "Moment pay")
    assert [one.key for one in merged.survey.questions if one.about == "settle"] == ["importance_order", "importance_pay"]
    assert merged.published[0].peaks == ("settle",)
    assert "asked_twice" in [remark.name for remark in check_study(merged)]


def test_moments_of_several_scenarios_are_not_merged(tea: Study) -> None:
    with pytest.raises(MomentsApart, match="order, call do not stand in one scenario"):
        merge_moments(tea, ["order", "call"], "both", Text(en="Both"))


def test_faces_of_several_common_moments_are_merged_only_where_it_is_said_which() -> None:
    with pytest.raises(CommonsDiffer, match="questions, transaction"):
        merge_moments(VIP, ["visit_questions", "visit_transaction"], "both", Text(en="Both"))
    merged = merge_moments(VIP, ["visit_questions", "visit_transaction"], "both", Text(en="Both"), common="questions")
    assert merged.moment("both").common == "questions"


def test_a_key_once_given_up_is_not_used_again(tea: Study) -> None:
    cut = split_moment(tea, "order", {"choose": Text(en="Choosing"), "say": Text(en="Saying")})
    with pytest.raises(KeyTaken) as caught:
        add_moment(cut, Moment("order", Text(en="Ordering"), "start"), "shop")
    assert caught.value.say("zh") == "键“order”已经用过。请另取一个键名：一个键只指一个关键时刻，停用后也不再使用。"
    with pytest.raises(KeyTaken):
        merge_moments(cut, ["choose", "pay"], "order", Text(en="Ordering"))
    with pytest.raises(KeyTaken):
        split_moment(tea, "order", {"pay": Text(), "x": Text()})


def test_a_merge_that_would_close_a_circle_is_refused(tea: Study) -> None:
    cut = split_moment(tea, "order", {"order": Text(en="Order"), "say": Text(en="Say")})
    cut = merge_moments(cut, ["say", "pay"], "say", Text(en="Say and pay"))
    with pytest.raises(LineageCycle, match="order → say → order"):
        merge_moments(cut, ["order", "say"], "order", Text(en="Order"))


def test_a_move_says_where_the_moment_was(tea: Study) -> None:
    moved = move_moment(tea, "ask", scenario="shop", stage="end", position=2)
    assert [one.key for one in moved.scenarios[0].moments] == ["enter", "ask", "order", "pay", "leave"]
    assert moved.moment("ask").stage == "end"
    assert moved.lineage == (Change("move", ("ask",), ("ask",), Text("phone / start / 2", "phone / start / 2")),)
    assert move_moment(tea, "ask") is tea
    assert keys(move_moment(tea, "enter", position=4))[:4] == ["order", "pay", "leave", "enter"]


def test_a_rename_keeps_the_old_words_as_aliases(tea: Study) -> None:
    renamed = rename_moment(tea, "pay", Text("买单", "Moment pay"))
    assert renamed.moment("pay").aliases == ("时刻pay",)
    assert renamed.lineage == (Change("rename", ("pay",), ("pay",), Text("时刻pay", "Moment pay")),)
    assert rename_moment(tea, "pay", tea.moment("pay").name) is tea


def test_a_moment_in_use_is_removed_only_with_its_uses(tea: Study) -> None:
    with pytest.raises(MomentStillUsed) as caught:
        remove_moment(tea, "order")
    assert caught.value.say("en").startswith("'order' is still referred to by: importance_order, published → 1.")
    gone = remove_moment(tea, "order", with_uses=True)
    assert "order" not in keys(gone)
    assert gone.published == (Published("shop", 4.5, (), ("leave",), tea.published[0].origin),)
    assert len(gone.survey.questions) == len(tea.survey.questions) - 1


def test_impossible_edits_say_what_is_wrong(tea: Study) -> None:
    with pytest.raises(SplitTooFew):
        split_moment(tea, "order", {"x": Text()})
    with pytest.raises(MergeTooFew):
        merge_moments(tea, ["order", "order"], "x", Text())
    with pytest.raises(PositionOutside, match="Position 6 is not between 1 and 5"):
        add_moment(tea, Moment("x", Text(), "end"), "shop", 6)
    with pytest.raises(PositionOutside):
        move_moment(tea, "order", position=5)
    with pytest.raises(UnknownMoment):
        split_moment(tea, "order", {"x": Text(), "y": Text()}, heir="z")
    with pytest.raises(UnknownMoment):
        rename_moment(tea, "nowhere", Text())
