from dataclasses import replace

from peakend.define.assembly import build_study
from peakend.define.outline import name_scales, outline_study
from peakend.define.study import Study
from peakend.define.survey import Question, Scale, Survey
from peakend.text import Text


def test_what_is_left_to_its_default_is_not_written(tea: Study) -> None:
    outline = outline_study(tea)
    assert set(outline["stages"][0]) == {"key", "name"}
    assert "synthetic" not in outline
    assert build_study(outline) == tea


def test_a_text_that_is_the_same_in_both_languages_is_written_once() -> None:
    outline = outline_study(Study("tea", Text("NPS", "NPS"), goal=Text(zh="目的")))
    assert (outline["title"], outline["goal"]) == ("NPS", {"zh": "目的"})


def test_a_shared_scale_stands_once_under_the_name_of_its_measure(tea: Study) -> None:
    survey = outline_study(tea)["survey"]
    assert list(survey["scales"]) == ["scale_1_5"]
    assert survey["questions"][0]["scale"] == "scale_1_5"
    five, ten = Scale(1, 5), Scale(0, 10)
    asked = [Question(f"q{n}", "importance", scale=five) for n in range(2)] + [Question("nps", "nps", scale=ten)]
    assert name_scales(Survey(tuple(asked)), {}) == {five: "importance"}


def test_a_known_name_of_a_scale_is_kept_and_a_taken_one_is_not_used_again(tea: Study) -> None:
    five = tea.survey.questions[0].scale
    assert five is not None
    other = replace(tea, survey=replace(tea.survey, questions=(*tea.survey.questions, *twice(Scale(1, 5)))))
    assert list(outline_study(other, {"rating": five, "loyalty": Scale(0, 3)})["survey"]["scales"]) == ["rating", "loyalty", "loyalty_2"]


def twice(scale: Scale) -> tuple[Question, ...]:
    return (Question("a", "loyalty", scale=scale), Question("b", "loyalty", scale=scale))
