"""What is the core of what customers want, and is it what the study lists?"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.served import chosen, draw, named, read, service, with_survey

from peakend.analyse.needs import NeedGroup, choice_groups, find_need
from peakend.analyse.result import is_known
from peakend.define.study import Need, Study
from peakend.define.survey import Question, Survey
from peakend.text import Text

PLAIN = service(moments=2, measures=("importance",))
CHOICES = ("quick", "kind", "sure", "cheap", "near", "early")
STUDY = chosen(PLAIN, "s1m1", *CHOICES)


def shares(*wanted: float, count: int = 300, seed: int = 2, group: str = "s1m1") -> dict[str, list[Any]]:
    """Answers to the choices, each chosen by about so many."""
    random = np.random.default_rng(seed)
    return {f"{group}__{key}": (random.random(count) < share).astype(int).tolist() for key, share in zip(CHOICES, wanted, strict=False)}


def group_of(study: Study, columns: dict[str, list[Any]]) -> NeedGroup:
    return read(study, columns).needs.groups[0]


def test_a_group_named_like_a_moment_is_about_that_moment() -> None:
    group = group_of(STUDY, shares(0.9, 0.8, 0.1, 0.1, 0.1, 0.1))
    assert (group.about, group.kind, group.title) == ("s1m1", "moment", named("s1m1"))
    assert [line.question.key for line in group.lines[:2]] == ["s1m1__quick", "s1m1__kind"]


def test_scenes_and_pains_are_groups_of_their_own() -> None:
    study = chosen(chosen(PLAIN, "scenes", "quick", "kind"), "pains", "sure", "cheap")
    both = read(study, shares(0.5, 0.4, group="scenes") | shares(0.1, 0.1, 0.3, 0.2, group="pains")).needs
    assert [(group.about, group.kind, len(group.lines)) for group in both.groups] == [("scenes", "group", 2), ("pains", "group", 2)]
    assert both.group("pains") is not None
    assert both.group("nowhere") is None


def test_choices_that_are_all_about_one_moment_belong_to_it() -> None:
    study = chosen(PLAIN, "what_hurt", "cheap", "near", about="s1m2")
    (group,) = choice_groups(study, frozenset({"what_hurt__cheap", "what_hurt__near"}))
    assert (group.about, group.kind) == ("s1m2", "moment")


def test_a_share_is_of_those_who_were_asked() -> None:
    columns = shares(0.5, 0.5, count=4) | {"s1m1__quick": [1, 0, -1001, None]}
    lines = {line.question.key: line for line in group_of(STUDY, columns).lines}
    share = lines["s1m1__quick"].share
    assert is_known(share)
    assert (share.value, share.n) == (0.5, 2)
    assert lines["s1m1__quick"].missing == {"not_asked": 1, "skipped": 1}


def test_the_core_is_proved_and_the_rest_is_not() -> None:
    group = group_of(STUDY, shares(0.9, 0.85, 0.8, 0.2, 0.15, 0.1))
    assert [line.question.about for line in group.core] == ["quick", "kind", "sure"]
    assert all(line.rank_low <= line.rank <= line.rank_high for line in group.lines)
    level = group_of(STUDY, shares(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, count=40))
    assert level.core == ()


def test_four_that_share_three_places_are_no_core() -> None:
    """All are chosen more than the average choice, and none is surely among the three."""
    study = chosen(PLAIN, "s1m1", *CHOICES, "far", "late")
    columns = shares(0.7, 0.7, 0.7, 0.7, 0.1, 0.1) | {f"s1m1__{key}": [0, 0, 0, 0, 1] * 60 for key in ("far", "late")}
    group = group_of(study, columns)
    assert [line.p_holm < 0.05 for line in group.lines[:4]] == [True] * 4
    assert group.most == 3
    assert len(group.core) < 4
    assert all(line.p_top >= 0.8 for line in group.core)


@given(st.integers(0, 500))
def test_the_chances_of_the_top_add_up_to_its_size(seed: int) -> None:
    group = group_of(STUDY, shares(0.6, 0.5, 0.5, 0.4, 0.3, 0.3, count=30, seed=seed))
    assert group.most == 3
    assert sum(line.p_top for line in group.lines) == pytest.approx(3)


@pytest.mark.parametrize(("choices", "most"), [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3)])
def test_the_top_is_never_more_than_half_of_the_choices(choices: int, most: int) -> None:
    study = chosen(PLAIN, "s1m1", *CHOICES[:choices])
    assert group_of(study, shares(*[0.5] * choices)).most == most


def test_one_choice_alone_is_no_core() -> None:
    study = chosen(PLAIN, "s1m1", "quick")
    (line,) = group_of(study, shares(0.9)).lines
    assert (line.core, line.rank, line.p_top) == (False, 1, 1.0)


def test_listed_needs_are_those_of_the_code_book() -> None:
    scenario = PLAIN.scenarios[0]
    booked = replace(scenario, moments=(replace(scenario.moments[0], needs=("kind", "sure", "fair")), scenario.moments[1]))
    study = with_survey(replace(PLAIN, scenarios=(booked,), needs=(*PLAIN.needs, Need("fair", named("fair")))), STUDY.survey)
    group = group_of(study, shares(0.9, 0.8, 0.4, 0.1, 0.1, 0.1))
    assert {line.question.about: (line.need is not None, line.listed) for line in group.lines} == {
        "quick": (True, False),
        "kind": (True, True),
        "sure": (True, True),
        "cheap": (False, False),
        "near": (False, False),
        "early": (False, False),
    }
    assert group.unlisted == ("fair",)


@pytest.mark.parametrize("word", ["Quick", "快速", "swift"])
def test_a_choice_worded_like_a_need_is_that_need(word: str) -> None:
    study = replace(PLAIN, needs=(replace(PLAIN.needs[0], aliases=("swift",)), *PLAIN.needs[1:]))
    found = find_need(study, Question("q7", "chosen", about="s1m1", wording=Text(en=word)))
    assert found is not None
    assert found.key == "quick"
    assert find_need(study, Question("q8", "chosen", about="s1m1", wording=Text(en=f"{word}ly"))) is None


def test_a_choice_is_called_by_its_need_its_wording_or_its_key() -> None:
    more = (
        Question("a", "chosen", about="quick", group="g"),
        Question("b", "chosen", group="g", wording=Text(zh="堵车")),
        Question("c", "chosen", group="g"),
    )
    study = with_survey(PLAIN, Survey(more))
    lines = {line.question.key: line.label for line in group_of(study, {key: [1, 0, 1] for key in "abc"}).lines}
    assert lines == {"a": Text("快速", "Quick"), "b": Text(zh="堵车"), "c": named("c")}


def test_choices_kept_by_weights_and_people_have_their_intervals() -> None:
    columns = draw(STUDY, 60) | {"_weight": [1.0, 2.0] * 30, "_respondent": [f"p{at // 2}" for at in range(60)]}
    for line in group_of(STUDY, columns).lines:
        assert is_known(line.share)
        assert 0 <= line.share.low <= line.share.value <= line.share.high <= 1


def test_a_study_that_lists_no_needs_says_nothing_of_the_list() -> None:
    bare = replace(STUDY, needs=())
    assert {row["listed"] for row in read(bare, shares(0.9, 0.2, 0.1)).needs.rows()} == {None}
    pains = chosen(PLAIN, "pains", *CHOICES)
    assert {row["listed"] for row in read(pains, shares(0.9, 0.2, 0.1, group="pains")).needs.rows()} == {True}


def test_one_answer_judges_no_need() -> None:
    for row in read(STUDY, {"s1m1__quick": [1], "s1m1__kind": [0]}).needs.rows():
        assert [row[name] for name in ("p_top", "rank", "p_holm", "core")] == [None] * 4
