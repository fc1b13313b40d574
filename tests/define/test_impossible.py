from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.define.impossible import find_impossible, find_twice
from peakend.define.place import word_place
from peakend.define.study import Change, Published, Stage, Study
from peakend.define.survey import Attribute, Question, Scale
from peakend.text import Text

FIVE = Scale(1, 5)
SAME = Text("同", "Same")


def found(study: Study) -> list[tuple[str, str]]:
    return [(fault.name, word_place(place)) for place, fault in find_impossible(study)]


def asking(study: Study, *questions: Question) -> Study:
    return replace(study, survey=replace(study.survey, questions=(*study.survey.questions, *questions)))


def test_a_possible_study_has_none(tea: Study) -> None:
    assert find_impossible(tea) == ()


def test_a_key_stands_once_in_its_family_and_moments_are_one_family(tea: Study) -> None:
    phone = replace(tea.scenarios[1], moments=(replace(tea.scenarios[1].moments[0], key="pay"),))
    assert found(replace(tea, scenarios=(tea.scenarios[0], phone))) == [("KeyTwice", "scenarios → phone → moments → pay")]
    assert found(replace(tea, stages=(*tea.stages, tea.stages[0]))) == [("KeyTwice", "stages → 3")]
    assert found(replace(tea, stages=(*tea.stages, Stage("quick", SAME)))) == []


def test_questions_and_attributes_are_columns_and_share_one_family(tea: Study) -> None:
    assert found(asking(tea, Question("region", "profile"))) == [("KeyTwice", "survey → questions → region")]


def test_a_key_is_spelt_as_keys_are(tea: Study) -> None:
    assert found(replace(tea, key="tea-house")) == [("KeyMalformed", "key")]
    assert found(asking(tea, Question("", "profile"))) == [("KeyMalformed", "survey → questions → 11")]


@pytest.mark.parametrize(
    ("scale", "place"),
    [
        (Scale(1, 5, missing=(("9", "skipped"), ("9", "refused"))), "missing → 9"),
        (Scale(1, 5, labels=((1, SAME), (1, SAME))), "labels → 1"),
        (Scale(1, 5, words=(("good", 5), ("good", 4))), "words → good"),
    ],
    ids=["missing", "labels", "words"],
)
def test_a_code_is_listed_once(tea: Study, scale: Scale, place: str) -> None:
    assert found(asking(tea, Question("q", "loyalty", scale=scale))) == [("CodeTwice", f"survey → questions → q → scale → {place}")]


def test_a_value_of_an_attribute_is_listed_once(tea: Study) -> None:
    twice = Attribute("tier", SAME, values=(("gold", SAME), ("gold", SAME)))
    study = replace(tea, survey=replace(tea.survey, attributes=(twice,)))
    assert found(study) == [("CodeTwice", "survey → attributes → tier → values → gold")]


def test_a_circle_is_told_at_the_step_that_closes_it(tea: Study) -> None:
    steps = [Change("split", ("a",), ("b", "c")), Change("rename", ("b",), ("b",)), Change("merge", ("b",), ("a",))]
    steps.append(Change("split", ("x",), ("y",)))
    assert found(replace(tea, lineage=tuple(steps))) == [("LineageCycle", "lineage → 3")]


@pytest.mark.parametrize("mean", [float("nan"), float("inf")])
def test_a_mean_is_a_number(tea: Study, mean: float) -> None:
    assert found(replace(tea, published=(Published("shop", mean),))) == [("MeanNotFinite", "published → 1 → mean")]


anything = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["key", "stages", "scenarios", "moments", "survey", "questions", "name"]), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(anything)
def test_duplicates_are_looked_for_in_a_file_of_any_shape(plain: object) -> None:
    assert all(fault.name == "KeyTwice" for _, fault in find_twice(plain))
