from collections.abc import Iterable
from dataclasses import replace

import pytest

from peakend.define.doubts import find_doubts, find_missing_words
from peakend.define.remark import Remark
from peakend.define.study import Change, CommonMoment, Moment, Need, Published, Scenario, Study, Theme
from peakend.text import Text


def names(remarks: Iterable[Remark]) -> list[tuple[str, str]]:
    return [(remark.name, remark.where) for remark in remarks]


def doubts(study: Study) -> list[tuple[str, str]]:
    return names(find_doubts(study))


def with_shop(study: Study, *moments: Moment) -> Study:
    return replace(study, scenarios=(replace(study.scenarios[0], moments=moments), study.scenarios[1]), published=())


def test_a_study_without_doubt_has_none(tea: Study) -> None:
    assert doubts(tea) == []
    assert list(find_missing_words(tea)) == []


def test_one_scenario_only_is_said_in_both_languages(tea: Study) -> None:
    (remark,) = list(find_doubts(replace(tea, scenarios=tea.scenarios[:1])))
    assert remark.say("zh") == (
        "存疑 · scenarios：只有一个服务场景。可以分析，但找不出共有峰值和共有终值；若客户还通过其他渠道接触服务，请补上。"
    )
    assert remark.say("en") == (
        "doubtful · scenarios: There is one scenario only. "
        "It can be analysed, but there are no common peaks and ends; add other ways in which customers meet the service, if any."
    )


def test_a_study_without_an_end_stage_is_said_in_both_languages(tea: Study) -> None:
    stages = tuple(replace(stage, ends=False) for stage in tea.stages)
    (remark,) = list(find_doubts(replace(tea, stages=stages)))
    assert remark.say("zh") == "存疑 · stages：没有标明哪个阶段是结束阶段。请给结束阶段写上 ends: true，否则找不出终值。"
    assert remark.say("en") == (
        "doubtful · stages: No stage is marked as the end. Write “ends: true” at the last one; no end can be found without."
    )


def test_a_scenario_without_a_moment_in_the_end_stage_is_said(tea: Study) -> None:
    first, second, *_ = tea.scenarios[0].moments
    third = Moment("look", Text("看", "Looking"), "start")
    assert doubts(with_shop(tea, first, second, third)) == [("no_end", "scenarios → shop")]


def test_a_stage_with_one_moment_and_a_scenario_with_few_are_said(tea: Study) -> None:
    first, _, last, _ = tea.scenarios[0].moments
    told = doubts(with_shop(tea, first, last))
    assert told == [
        ("few_moments", "scenarios → shop"),
        ("lonely_moment", "scenarios → shop → moments → enter"),
        ("lonely_moment", "scenarios → shop → moments → pay"),
    ]
    assert doubts(with_shop(tea)) == [("no_moments", "scenarios → shop")]


def test_moments_out_of_the_order_of_their_stages_are_said(tea: Study) -> None:
    enter, order, pay, leave = tea.scenarios[0].moments
    assert doubts(with_shop(tea, pay, enter, order, leave)) == [("stage_order", "scenarios → shop → moments")]


@pytest.mark.parametrize(
    ("change", "name", "field"),
    [
        ({"provenance": "placeholder"}, "placeholder", "provenance"),
        ({"provenance": "inferred"}, "inferred", "provenance"),
        ({"name": Text("业务受理", "Handling")}, "company_word", "name"),
        ({"name": Text("处理", "Ticket dispatch")}, "company_word", "name"),
        ({"name": Text("时刻enter", "Entering")}, "same_name", "name"),
    ],
    ids=["placeholder", "inferred", "Chinese", "English", "same name"],
)
def test_a_doubtful_moment_is_said(tea: Study, change: dict, name: str, field: str) -> None:
    enter, order, *rest = tea.scenarios[0].moments
    told = doubts(with_shop(tea, enter, replace(order, **change), *rest))
    assert told == [(name, f"scenarios → shop → moments → order → {field}")]


def test_a_moment_where_customers_see_nothing_is_said(tea: Study) -> None:
    hidden = (replace(tea.stages[0], visible=False), tea.stages[1])
    assert {name for name, _ in doubts(replace(tea, stages=hidden))} == {"unseen"}


def test_a_common_moment_spans_scenarios_and_stands_once_in_each(tea: Study) -> None:
    enter, order, *rest = (replace(one, common="all") for one in tea.scenarios[0].moments[:2])
    common = replace(tea, common=(CommonMoment("all", Text("全", "All")),))
    told = doubts(with_shop(common, enter, order, *tea.scenarios[0].moments[2:]))
    assert told == [("same_common", "scenarios → shop → moments → order → common"), ("not_common", "common → all")]
    assert rest == []


def test_needs_and_themes_belong_together(tea: Study) -> None:
    themes = (Theme("speed", Text("快", "Speed")), Theme("trust", Text("信", "Trust")))
    needs = (Need("quick", Text("快", "Quick"), "speed"), Need("cheap", Text("省", "Cheap")))
    assert doubts(replace(tea, themes=themes, needs=needs)) == [
        ("need_without_theme", "needs → cheap"),
        ("idle_need", "needs → cheap"),
        ("theme_without_needs", "themes → trust"),
    ]


def test_history_and_findings_that_lost_their_moment_are_said(tea: Study) -> None:
    lost = replace(tea, lineage=(Change("split", ("enter",), ("enter", "gone")),))
    assert doubts(lost) == [("lineage_lost", "lineage → 1")]
    assert doubts(replace(tea, published=(Published("shop", None, ("call",)),))) == [("published_elsewhere", "published → 1")]


def test_an_empty_study_says_what_is_missing() -> None:
    assert doubts(Study("tea", Text("茶", "Tea"))) == [("no_scenario", "scenarios"), ("no_goal", "goal")]


def test_every_missing_language_is_said_where_it_is_missing(tea: Study) -> None:
    study = replace(tea, title=Text(zh="茶馆"), scenarios=(Scenario("shop", Text(), tea.scenarios[0].moments), tea.scenarios[1]))
    remarks = list(find_missing_words(study))
    assert names(remarks) == [("no_translation", "title"), ("no_words", "scenarios → shop → name")]
    assert remarks[0].say("zh") == "待补 · title：“茶馆”缺少英文。请补上译文。"
    assert remarks[0].say("en") == "missing · title: “茶馆” has no English. Add the translation."
