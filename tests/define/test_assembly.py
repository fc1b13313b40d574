from peakend.define.assembly import build_scale, build_study
from peakend.define.survey import Scale
from peakend.text import Text


def test_words_alone_are_a_text_in_both_languages() -> None:
    outline = {"format": 1, "key": "tea", "title": "NPS", "goal": {"en": "Goal"}, "stages": [], "scenarios": []}
    study = build_study(outline)
    assert (study.title, study.goal, study.period) == (Text("NPS", "NPS"), Text("", "Goal"), "")


def test_codes_of_a_scale_stay_as_they_stand_in_the_file() -> None:
    scale = build_scale({"low": 1, "high": 5, "missing": {"099": "skipped", "9": "dont_know"}, "labels": {"1": "low"}})
    assert scale == Scale(1, 5, missing=(("099", "skipped"), ("9", "dont_know")), labels=((1, Text("low", "low")),))
