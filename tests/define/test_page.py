"""Does the page on the study file say what the product does? Its fields, its messages and its example."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from peakend.define.check import check_study
from peakend.define.file import read_study
from peakend.define.schema import load_schema
from peakend.define.study import Study
from peakend.define.survey import Question, Scale
from peakend.errors import PeakendError
from peakend.text import Language

HEAD = "format: 1\nkey: tea\ntitle: Tea\n"
SHOP = "  - key: shop\n    name: Shop\n    moments:\n      - {key: pay, name: Pay, stage: end}\n"
AGAIN = "  - key: phone\n    name: Phone\n    moments:\n      - {key: pay, name: Pay, stage: end}\n"
CIRCLE = "  - {kind: split, before: [a], after: [b, c]}\n  - {kind: merge, before: [b, d], after: [a]}\n"
REFUSED: tuple[str | bytes, ...] = (
    "\n",
    "format: 1\nkey: tea\ntitle: 茶馆的研究\n".encode("gb18030"),
    b"\x00",
    "a:\n\t- b\n",
    HEAD + "stages: [{key: end, name: End}]\nscenarios:\n" + SHOP + AGAIN,
    HEAD + "stages: []\nscenarios: []\nlineage:\n" + CIRCLE,
    "format: 7\n",
)

each_language = pytest.mark.parametrize("language", get_args(Language))


def page(root: Path, language: Language) -> str:
    return (root / "docs" / language / "reference" / "study-file.md").read_text(encoding="utf-8")


def told(source: str | bytes, language: Language) -> str:
    """The last line of what is said; a file with one fault says it there."""
    with pytest.raises(PeakendError) as caught:
        read_study(source)
    return caught.value.say(language).splitlines()[-1].removeprefix("- ")


@each_language
def test_the_messages_for_bad_files_stand_on_the_page_letter_for_letter(language: Language, root: Path) -> None:
    text = page(root, language)
    assert [message for message in (told(source, language) for source in REFUSED) if f"| {message} |" not in text] == []


@each_language
def test_the_remarks_on_doubtful_studies_stand_on_the_page_letter_for_letter(language: Language, root: Path, tea: Study) -> None:
    stages = tuple(replace(stage, ends=False) for stage in tea.stages)
    questions = (*tea.survey.questions, Question("q", "importance", "ordr", scale=Scale(1, 5)))
    study = replace(tea, stages=stages, scenarios=tea.scenarios[:1], survey=replace(tea.survey, questions=questions))
    remarks = {remark.name: remark.say(language) for remark in check_study(study)}
    told = [remarks[name] for name in ("AboutUnknown", "one_scenario", "no_end_stage")]
    assert [one for one in told if f"| {one} |" not in page(root, language)] == []


@each_language
def test_every_field_and_every_word_of_the_format_stands_on_the_page(language: Language, root: Path) -> None:
    words = set(re.findall(r"`([A-Za-z_]+)`", page(root, language)))
    assert words >= names(load_schema()) - {"zh", "en"}


def names(schema: Any) -> set[str]:  # noqa: ANN401 - any part of a schema
    """Every field and every word of a list of values in a schema."""
    if isinstance(schema, list):
        return {name for part in schema for name in names(part)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {})) | set(schema.get("enum", ()))
    return own.union(*(names(part) for part in schema.values()))


@each_language
def test_the_example_of_the_page_is_sound(language: Language, root: Path) -> None:
    example, plan = re.findall(r"```yaml\n(.*?)```", page(root, language), flags=re.DOTALL)
    assert read_study(example + plan).plan.weighting.most == 3
    assert [remark.say("en") for remark in check_study(read_study(example)) if remark.severity == "wrong"] == []
