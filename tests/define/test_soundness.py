from dataclasses import replace

import pytest

from peakend.define.place import word_place
from peakend.define.soundness import find_unsound
from peakend.define.study import CommonMoment, Competitor, Moment, Need, Published, Segment, Study, Theme
from peakend.define.survey import Attribute, Question, Scale
from peakend.text import Text

FIVE = Scale(1, 5)
NAME = Text("名", "Name")


def found(study: Study) -> list[tuple[str, str]]:
    return [(fault.name, word_place(place)) for place, fault in find_unsound(study)]


def with_question(study: Study, question: Question) -> Study:
    return replace(study, survey=replace(study.survey, questions=(question,)))


def with_moment(study: Study, moment: Moment) -> Study:
    return replace(study, scenarios=(replace(study.scenarios[0], moments=(*study.scenarios[0].moments, moment)), study.scenarios[1]))


def test_a_sound_study_has_none(tea: Study) -> None:
    assert found(tea) == []


@pytest.mark.parametrize(
    ("moment", "name", "field"),
    [
        (Moment("x", NAME, "middle"), "StageUnknown", "stage"),
        (Moment("x", NAME, "end", common="all"), "CommonUnknown", "common"),
        (Moment("x", NAME, "end", needs=("quick", "cheap")), "NeedUnknown", "needs → 2"),
    ],
    ids=["stage", "common", "need"],
)
def test_what_a_moment_refers_to_is_there(tea: Study, moment: Moment, name: str, field: str) -> None:
    assert found(with_moment(tea, moment)) == [(name, f"scenarios → shop → moments → x → {field}")]


def test_themes_segments_and_findings_refer_to_what_is_there(tea: Study) -> None:
    assert found(replace(tea, needs=(Need("quick", NAME, "speed"),))) == [("ThemeUnknown", "needs → quick → theme")]
    assert found(replace(tea, segments=(Segment("vip", NAME, "tier", ("gold",)),))) == [("AttributeUnknown", "segments → vip → attribute")]
    wrong = (Published("hall"), Published("shop", None, ("order", "x")), Published("", None, (), ("order",)))
    assert found(replace(tea, published=wrong)) == [
        ("PublishedUnknown", "published → 1 → scenario"),
        ("PublishedUnknown", "published → 2 → peaks → 2"),
        ("PublishedUnknown", "published → 3 → ends → 1"),
    ]
    common = replace(tea, common=(CommonMoment("order", NAME),), published=(Published("", None, ("order",)),))
    assert found(common) == []


@pytest.mark.parametrize(
    ("question", "faults"),
    [
        (Question("q", "importance", "nowhere", scale=FIVE), [("AboutUnknown", "about")]),
        (Question("q", "importance", "pay", scale=None), [("RatingWithoutScale", "")]),
        (Question("q", "importance", "pay", scale=Scale(5, 1)), [("ScaleReversed", "scale")]),
        (Question("q", "importance", "pay", scale=Scale(5, 5)), [("ScaleReversed", "scale")]),
        (Question("q", "importance", "pay", scale=Scale(0, 40_000)), [("ScaleTooWide", "scale")]),
        (Question("q", "importance", "pay", scale=Scale(-2000, 0)), [("ScaleTooWide", "scale")]),
        (Question("q", "overall", scale=Scale(1, 5, missing=(("5", "refused"),))), [("CodeInScale", "scale → missing → 5")]),
        (Question("q", "overall", scale=Scale(1, 5, missing=(("5.0", "refused"),))), [("CodeInScale", "scale → missing → 5.0")]),
        (Question("q", "overall", scale=Scale(1, 5, missing=(("9", "refused"), ("NA", "skipped"), ("", "skipped")))), []),
        (Question("q", "overall", scale=Scale(0, 10, offset=1, missing=(("0", "refused"), ("12", "skipped")))), []),
        (Question("q", "overall", scale=Scale(0, 10, offset=1, missing=(("11", "refused"),))), [("CodeInScale", "scale → missing → 11")]),
        (Question("q", "overall", scale=Scale(1, 5, labels=((6, NAME),))), [("CodeOutsideScale", "scale → labels → 6")]),
        (Question("q", "overall", scale=Scale(1, 5, words=(("best", 6),))), [("CodeOutsideScale", "scale → words → best")]),
        (Question("q", "nps", scale=Scale(1, 10)), [("NpsScaleNotTen", "scale")]),
        (Question("q", "nps", scale=Scale(1, 10), as_asked=True), []),
        (Question("q", "nps", scale=Scale(0, 10, offset=1)), []),
        (Question("q", "competitor", "pay", scale=FIVE, competitor="rival"), [("CompetitorUnknown", "competitor")]),
        (Question("q", "profile", asked_if="q0"), [("AskedHalf", "")]),
        (Question("q", "profile", asked_when=("1",)), [("AskedHalf", "")]),
        (Question("q", "chosen", "quick"), [("ChosenCodesMissing", "")]),
        (Question("q", "chosen", "quick", scale=Scale(0, 1)), []),
        (Question("q", "chosen", "quick", chosen=("1",), unchosen=("0", "1")), [("CodeBothWays", "unchosen")]),
        (Question("q", "profile", column="_weight"), [("ColumnReserved", "column")]),
        (Question("_wave", "profile"), [("ColumnReserved", "key")]),
    ],
)
def test_a_question_says_what_can_be(tea: Study, question: Question, faults: list[tuple[str, str]]) -> None:
    where = f"survey → questions → {question.key}"
    assert found(with_question(tea, question)) == [(name, f"{where} → {field}" if field else where) for name, field in faults]


def test_a_scale_that_several_questions_share_is_told_once(tea: Study) -> None:
    asked = tuple(Question(f"q{number}", "importance", "pay", scale=Scale(5, 1)) for number in range(3))
    assert found(replace(tea, survey=replace(tea.survey, questions=asked))) == [("ScaleReversed", "survey → questions → q0 → scale")]


def test_one_column_belongs_to_one_question_except_for_choices_of_one_answer(tea: Study) -> None:
    choices = [Question(key, "chosen", "quick", column="Q7", group="g", chosen=(key,)) for key in ("a", "b")]
    assert found(replace(tea, survey=replace(tea.survey, questions=tuple(choices)))) == []
    apart = (choices[0], replace(choices[1], group="h"))
    assert found(replace(tea, survey=replace(tea.survey, questions=apart))) == [("ColumnTwice", "survey → questions → b → column")]
    same = (Question("a", "profile", column="b"), Question("b", "profile"))
    assert found(replace(tea, survey=replace(tea.survey, questions=same))) == [("ColumnTwice", "survey → questions → b → column")]


def test_a_key_that_several_families_have_cannot_be_asked_about(tea: Study) -> None:
    study = with_question(replace(tea, themes=(Theme("pay", NAME),)), Question("q", "importance", "pay", scale=FIVE))
    ((place, fault),) = find_unsound(study)
    assert word_place(place) == "survey → questions → q → about"
    assert fault.say("zh") == "题目问的是“pay”，而 moments, themes 中都有这个键。请为其中一个另取键名。"


def test_competitors_and_attributes_of_our_own_columns(tea: Study) -> None:
    rated = Question("q", "competitor", "pay", scale=FIVE, competitor="rival")
    assert found(with_question(replace(tea, competitors=(Competitor("rival", NAME),)), rated)) == []
    reserved = replace(tea, survey=replace(tea.survey, attributes=(Attribute("tier", column="_block"),)))
    assert found(reserved) == [("ColumnReserved", "survey → attributes → tier → column")]


def test_an_unknown_moment_is_told_with_keys_like_it(tea: Study) -> None:
    ((_, fault),) = find_unsound(with_question(tea, Question("q", "importance", "ordr", scale=FIVE)))
    assert fault.say("zh").startswith("题目问的是“ordr”，但研究中没有这个关键时刻、需求、主题或场景。相近的键：order")
    assert fault.say("en").startswith(
        "The question is about 'ordr', and there is no such moment, need, theme or scenario. Keys like it: order"
    )


def test_a_sentence_lists_some_of_many_keys_and_says_that_there_are_more(tea: Study) -> None:
    many = tuple(Need(f"n{number}", NAME) for number in range(1000))
    fault = next(fault for _, fault in find_unsound(replace(tea, needs=many)))
    assert fault.say("zh").endswith("n38, n39, …。")
