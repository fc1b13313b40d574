import inspect
import json
import re
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from peakend.define import plan, survey
from peakend.define import study as values
from peakend.define.file import read_study
from peakend.define.schema import SCHEMA_PATH, load_schema
from peakend.define.sources import Source, SourceKind
from peakend.errors import StudyFileFaults

SOUND = """\
format: 1
key: tea
title: Tea
stages:
  - {key: end, name: End}
scenarios:
  - key: shop
    name: Shop
    moments:
      - {key: pay, name: Pay, stage: end}
survey:
  scales:
    five: {low: 1, high: 5, labels: {1: bad}, missing: {9: dont_know}}
  questions:
    - {key: q, measure: importance, about: pay, scale: five}
published:
  - {mean: 4.45}
"""

MANY = f"[{', '.join('x' * 21)}]"

CASES = [
    ("key: tea\n", "key: Tea House\n", "KeyMalformed", 2, "key"),
    ("title: Tea\n", "titel: Tea\n", "FieldMisspelt", 3, "titel"),
    ("title: Tea\n", "title: {}\n", "TextEmpty", 3, "title"),
    ("title: Tea\n", "title: [Tea]\n", "NotText", 3, "title"),
    ("title: Tea\n", "title: {zh: 茶, fr: thé}\n", "FieldUnknown", 3, "title → fr"),
    ("title: Tea\n", "title: Tea\ncolour: x\n", "FieldUnknown", 4, "colour"),
    ("title: Tea\n", "", "FieldMissing", 1, ""),
    ("title: Tea\n", "title:\n", "FieldMissing", 1, ""),
    ("title: Tea\n", "title: Tea\nsynthetic: yes\n", "NotYesNo", 4, "synthetic"),
    ("title: Tea\n", "title: Tea\nperiod: [2026]\n", "NotWord", 4, "period"),
    ("name: End}", "name: End, color: red}", "FieldMisspelt", 5, "stages → end → color"),
    ("name: End}", "name: End, colour: 红}", "ColourMalformed", 5, "stages → end → colour"),
    ("  - {key: end, name: End}", "  - end", "NotFields", 5, "stages → 1"),
    ("  - {key: end, name: End}", "  -", "EntryEmpty", 5, "stages → 1"),
    ("stage: end}", "stage: end, provenance: sorce}", "ValueMisspelt", 10, "scenarios → shop → moments → pay → provenance"),
    ("stage: end}", "stage: end, provenance: 占位}", "ValueNotAllowed", 10, "scenarios → shop → moments → pay → provenance"),
    ("stage: end}", "stage: end, needs: quick}", "NotList", 10, "scenarios → shop → moments → pay → needs"),
    ("low: 1", "low: one", "NotWhole", 13, "survey → scales → five → low"),
    ("low: 1", "min: 1", "FieldMisspelt", 13, "survey → scales → five → min"),
    ("{1: bad}", "{worst: bad}", "CodeNotWhole", 13, "survey → scales → five → labels → worst"),
    ("{9: dont_know}", "{9: dontknow}", "ValueMisspelt", 13, "survey → scales → five → missing → 9"),
    ("scale: five}", "scale: six}", "ScaleNameUnknown", 15, "survey → questions → q → scale"),
    ("scale: five}", "scale: [1, 5]}", "NotScale", 15, "survey → questions → q → scale"),
    ("scale: five}", "scale: {low: 1}}", "FieldMissing", 15, "survey → questions → q → scale"),
    ("survey:\n", "survey:\n  layout: {header_rows: -1}\n", "NumberTooSmall", 12, "survey → layout → header_rows"),
    ("mean: 4.45", "mean: high", "NotNumber", 17, "published → 1 → mean"),
    (
        "published:",
        "lineage: [{kind: split, before: [a], after: [" + "x," * 51 + "]}]\npublished:",
        "ListTooLong",
        16,
        "lineage → 1 → after",
    ),
]


def test_the_sound_file_is_sound() -> None:
    assert read_study(SOUND).key == "tea"


@pytest.mark.parametrize(("old", "new", "name", "line", "place"), CASES, ids=[f"{number} {case[2]}" for number, case in enumerate(CASES)])
def test_every_fault_of_shape_has_its_name_line_and_place(old: str, new: str, name: str, line: int, place: str) -> None:
    with pytest.raises(StudyFileFaults) as caught:
        read_study(SOUND.replace(old, new, 1))
    (fault,) = caught.value.faults
    assert (fault.name, fault.blanks["line"], fault.blanks["place"]) == (name, line, place)
    for language in ("zh", "en"):
        assert re.search(r"\{[a-z]+\}", fault.say(language)) is None or name == "NotScale"


def test_a_wrong_word_is_told_with_the_list_and_the_likely_one() -> None:
    with pytest.raises(StudyFileFaults) as caught:
        read_study(SOUND.replace("measure: importance", "measure: importence"))
    told = caught.value.faults[0].say("zh")
    assert told.startswith("第 15 行，survey → questions → q → measure：“importence”不在可选值之中。是否想写“importance”？")
    assert "可选值：importance, performance, " in told


def test_the_published_schema_is_a_schema_and_says_so_in_both_languages() -> None:
    schema = load_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    descriptions = re.findall(r'"description": "([^"]*)"', SCHEMA_PATH.read_text(encoding="utf-8"))
    assert [one for one in descriptions if " · " not in one or not re.search("[\u4e00-\u9fff]", one)] == []


def test_the_schema_file_is_written_as_it_would_be_written_again() -> None:
    text = SCHEMA_PATH.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def names(kind: type) -> set[str]:
    return set(inspect.signature(kind).parameters)


def test_the_schema_has_the_fields_and_words_of_the_plan() -> None:
    parts: dict[str, dict[str, Any]] = load_schema()["$defs"]
    kinds = {
        "analysis": plan.Plan,
        "emot": plan.EmotPlan,
        "episodes": plan.EpisodePlan,
        "chain": plan.ChainPlan,
        "construct": plan.Construct,
        "influence": plan.Influence,
        "weighting": plan.WeightingPlan,
        "complaint": plan.ComplaintPlan,
        "stay": plan.StayPlan,
    }
    assert {name: set(parts[name]["properties"]) for name in kinds} == {name: names(kind) for name, kind in kinds.items()}
    assert list(parts["emot"]["properties"]["weights"]["properties"]) == list(get_args(plan.Factor))
    assert list(parts["fieldwork"]["properties"]) == ["wave", *get_args(plan.Disposition)]
    assert parts["construct"]["properties"]["mode"]["enum"] == list(get_args(plan.Mode))


def test_the_schema_has_the_fields_and_words_of_the_values() -> None:
    schema = load_schema()
    parts: dict[str, dict[str, Any]] = schema["$defs"]
    kinds = {
        "segment": values.Segment,
        "role": values.Role,
        "competitor": values.Competitor,
        "stage": values.Stage,
        "scenario": values.Scenario,
        "moment": values.Moment,
        "source": Source,
        "common": values.CommonMoment,
        "need": values.Need,
        "theme": values.Theme,
        "published": values.Published,
        "change": values.Change,
        "attribute": survey.Attribute,
        "columns": survey.Columns,
        "layout": survey.Layout,
        "scale": survey.Scale,
        "question": survey.Question,
    }
    assert {name: set(parts[name]["properties"]) for name in kinds} == {name: names(kind) for name, kind in kinds.items()}
    assert set(schema["properties"]) == names(values.Study) - {"plan"} | {"analysis"}
    assert set(parts["survey"]["properties"]) == names(survey.Survey) | {"scales"}
    assert parts["question"]["properties"]["measure"]["enum"] == list(get_args(survey.Measure))
    assert parts["scale"]["properties"]["missing"]["additionalProperties"]["enum"] == list(get_args(survey.Reason))
    assert parts["moment"]["properties"]["provenance"]["enum"] == list(get_args(values.Provenance))
    assert parts["source"]["properties"]["kind"]["enum"] == list(get_args(SourceKind))
    assert parts["theme"]["properties"]["level"]["enum"] == list(get_args(values.Level))
    assert parts["theme"]["properties"]["prior"]["enum"] == list(get_args(values.PriorClass))
    assert schema["properties"]["format"]["const"] == values.FORMAT
