import math
from dataclasses import replace

import pytest

from peakend.define.check import check_study, require_sound
from peakend.define.file import write_study
from peakend.define.moments import merge_moments, remove_moment, split_moment
from peakend.define.place import word_place
from peakend.define.plan import (
    ChainPlan,
    ComplaintPlan,
    Construct,
    EmotPlan,
    EpisodePlan,
    Fieldwork,
    Fit,
    Influence,
    Margin,
    Plan,
    StayPlan,
    WeightingPlan,
)
from peakend.define.plan_soundness import find_impossible_plan, find_unsound_plan
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.errors import MomentStillUsed, UnsoundStudy
from peakend.text import Text


def planned(study: Study, plan: Plan) -> Study:
    choice = Question("why_other", "chosen", group="why", chosen=("1",))
    months = Question("months", "profile")
    return replace(study, survey=replace(study.survey, questions=(*study.survey.questions, choice, months)), plan=plan)


def chain(*arrows: str) -> Plan:
    constructs = tuple(Construct(key, questions=("overall",)) for key in "abc")
    return Plan(chain=ChainPlan(constructs, tuple(Influence(*arrow) for arrow in arrows)))


def margins(*shares: tuple[str, float], attribute: str = "region") -> Plan:
    return Plan(weighting=WeightingPlan((Margin(attribute, shares),)))


SOUND = Plan(
    EmotPlan((("importance", 2.0), ("pain", 0.0)), (Fit("pay", (0, 9)),)),
    EpisodePlan(),
    ChainPlan((Construct("a", questions=("overall",)), Construct("b", questions=("nps",))), (Influence("a", "b"),)),
    WeightingPlan((Margin("region", (("north", 1.0),)),), 0.3, 3.0),
    (Fieldwork("1", (("complete", 0),)), Fieldwork("", (("complete", 5),))),
    (ComplaintPlan("why", ("why_other",)),),
    StayPlan("months", "region", ("south",)),
)


def test_a_sound_plan_has_no_faults(tea: Study) -> None:
    study = planned(tea, SOUND)
    assert [*find_impossible_plan(study.plan), *find_unsound_plan(study)] == []
    require_sound(study)


@pytest.mark.parametrize(
    ("plan", "faults"),
    [
        (Plan(EmotPlan((("pain", -1.0),))), [("PlanNumberBelowZero", "emot → weights → pain")]),
        (Plan(EmotPlan((("pain", 0.0), ("fit", 0.0)))), [("WeightsAllZero", "emot → weights")]),
        (Plan(EmotPlan(fit=(Fit("nowhere", (5,)),))), [("PlanKeyUnknown", "emot → fit → nowhere")]),
        (Plan(EmotPlan(fit=(Fit("pay", (5, 10, -1)),))), [("FitOutside", "emot → fit → pay → 2"), ("FitOutside", "emot → fit → pay → 3")]),
        (Plan(chain=ChainPlan((Construct("a"),))), [("ConstructEmpty", "chain → constructs → a")]),
        (Plan(chain=ChainPlan((Construct("a", questions=("q",)),))), [("PlanKeyUnknown", "chain → constructs → a → questions → 1")]),
        (Plan(chain=ChainPlan((Construct("a", questions=("nps", "nps")),))), [("CodeTwice", "chain → constructs → a → questions → nps")]),
        (chain("ax"), [("PlanKeyUnknown", "chain → influences → 1 → effect")]),
        (chain("ab", "ab"), [("InfluenceTwice", "chain → influences → 2")]),
        (chain("aa"), [("ChainCircle", "chain → influences → 1")]),
        (chain("ab", "bc", "ca"), [("ChainCircle", "chain → influences → 3")]),
        (margins(("north", 0.5), ("west", 0.5)), [("ShareValueUnknown", "weighting → margins → region → west")]),
        (margins(("north", 0.9)), [("MarginNotWhole", "weighting → margins → region")]),
        (margins(), [("MarginNotWhole", "weighting → margins → region")]),
        (margins(("gold", 1.0), attribute="tier"), [("PlanKeyUnknown", "weighting → margins → tier")]),
        (Plan(weighting=WeightingPlan(least=1.5)), [("TrimmingUnusable", "weighting → least")]),
        (Plan(weighting=WeightingPlan(most=1.0)), [("TrimmingUnusable", "weighting → most")]),
        (Plan(weighting=WeightingPlan(least=-1.0)), [("PlanNumberBelowZero", "weighting → least")]),
        (Plan(fieldwork=(Fieldwork("1"), Fieldwork("1"))), [("WaveTwice", "fieldwork → 2")]),
        (Plan(fieldwork=(Fieldwork("1", (("refusal", -2),)),)), [("CountBelowZero", "fieldwork → 1 → refusal")]),
        (Plan(complaints=(ComplaintPlan("how"),)), [("PlanKeyUnknown", "complaints → 1 → group")]),
        (Plan(complaints=(ComplaintPlan("why", ("nps",)),)), [("PlanKeyUnknown", "complaints → 1 → other → 1")]),
        (Plan(stay=StayPlan("days", "gone")), [("PlanKeyUnknown", "stay → time"), ("PlanKeyUnknown", "stay → left")]),
    ],
)
def test_what_cannot_be_carried_out_is_named_with_its_place(tea: Study, plan: Plan, faults: list[tuple[str, str]]) -> None:
    study = planned(tea, plan)
    assert [(fault.name, word_place(place)) for place, fault in find_unsound_plan(study)] == [
        (one, f"analysis → {at}") for one, at in faults
    ]
    assert {fault for fault, _ in faults} <= {remark.name for remark in check_study(study)}
    with pytest.raises(UnsoundStudy):
        require_sound(study)


def test_a_circle_is_told_with_its_road(tea: Study) -> None:
    ((_, fault),) = find_unsound_plan(planned(tea, chain("ab", "bc", "ca")))
    assert fault.say("zh") == "链条形成循环：c → a → b → c。请删去其中一条箭头：原因不能又是自己的结果。"


def test_an_unknown_key_is_named_by_its_kind_in_both_languages(tea: Study) -> None:
    ((_, fault),) = find_unsound_plan(planned(tea, Plan(stay=StayPlan("days"))))
    assert fault.say("zh").startswith("分析方案用到题目“days”，研究中没有。请改正；可用的键：importance_enter, ")
    assert fault.say("en").startswith("The plan names the question 'days', which the study does not have. Correct it; the keys there are: ")


@pytest.mark.parametrize(
    "plan",
    [
        Plan(EmotPlan((("pain", 1.0), ("pain", 2.0)))),
        Plan(EmotPlan((("pain", math.nan),))),
        Plan(EmotPlan(fit=(Fit("pay"), Fit("pay")))),
        margins(("north", 0.5), ("north", 0.5)),
        Plan(weighting=WeightingPlan(most=math.inf)),
        Plan(fieldwork=(Fieldwork("", (("other", 1), ("other", 1))),)),
    ],
)
def test_what_cannot_be_written_down_is_refused_before_a_byte_is_written(tea: Study, plan: Plan) -> None:
    with pytest.raises(UnsoundStudy):
        write_study(planned(tea, plan))


def test_ratings_of_fit_follow_their_moments(tea: Study) -> None:
    study = replace(tea, plan=Plan(EmotPlan(fit=(Fit("pay", (7, 8)), Fit("leave", (3,))))))
    cut = split_moment(study, "pay", {"bill": Text("账单", "Bill"), "change": Text("找零", "Change")})
    assert cut.plan.emot.fit == (Fit("bill", (7, 8)), Fit("leave", (3,)))
    assert merge_moments(cut, ["bill", "change"], "pay", Text("时刻pay", "Moment pay")) == study
    assert merge_moments(study, ["pay", "leave"], "go", Text("走", "Go")).plan.emot.fit == (Fit("go", (7, 8, 3)),)
    with pytest.raises(MomentStillUsed, match="analysis → emot → fit → pay"):
        remove_moment(study, "pay")
    assert remove_moment(study, "pay", with_uses=True).plan.emot.fit == (Fit("leave", (3,)),)
