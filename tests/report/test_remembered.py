"""Do the words and pictures of memory and of effective moments claim what is proved, and nothing else, in both languages?"""

from typing import Any

import pytest
from tests.analyse.served import read
from tests.analyse.test_emot import STUDY as SERVED
from tests.analyse.test_emot import lived as served
from tests.analyse.test_memory import STUDY, lived

from peakend.analyse.reading import Reading
from peakend.report.boxes import Drawing
from peakend.report.chapters import CHAPTERS
from peakend.report.words import findings, headline, method_note
from peakend.report.words.columns import head_column
from peakend.text import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {
        "peak_end": read(STUDY, lived("peak_end", skipped=0.2)),
        "average": read(STUDY, lived("average")),
        "constant": read(STUDY, {**lived("average"), "s1_overall": [4] * 400}),
        "emot": read(SERVED, served()),
    }


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("peak_end", "峰终定律成立", "the peak-end rule holds"),
        ("average", "峰终定律不成立", "the peak-end rule does not hold"),
        ("constant", "无法检验", "cannot be tested"),
    ],
)
def test_the_verdict_and_its_reason_are_one_sentence(readings: dict[str, Reading], rule: str, zh: str, en: str) -> None:
    said = headline(readings[rule].memory)
    assert zh in said.zh
    assert en in said.en
    assert "n = " in said.en


def test_an_order_that_may_be_chance_is_not_told_as_one(readings: dict[str, Reading]) -> None:
    part = readings["emot"].emot.scenarios[0]
    said = headline(readings["emot"].emot)
    leading = [line.moment.key for line in part.lines if line.p_top >= 0.8]
    assert leading[0] in said.en
    for line in part.lines:
        if line.p_top < 0.8:
            assert f'"{line.moment.key}"' not in said.en


@pytest.mark.parametrize("key", ["memory", "emot"])
def test_every_column_has_a_heading_in_both_languages(readings: dict[str, Reading], key: str) -> None:
    result = getattr(readings["emot"], key)
    for row in result.rows():
        for name in row:
            head = head_column(name, key)
            assert head.en != name or name == "n"
            assert head.zh != name or name == "n"


@pytest.mark.parametrize("key", ["memory", "emot"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_has_a_title_a_description_and_marks_that_tell_themselves(
    readings: dict[str, Reading], key: str, language: Language
) -> None:
    result: Any = getattr(readings["emot"], key)
    drawings = CHAPTERS[key].draw(result, SERVED, language)
    assert drawings
    for drawing in drawings:
        assert isinstance(drawing, Drawing)
        assert drawing.title
        assert drawing.description
        assert any(getattr(shape, "tip", "") for shape in drawing.shapes)


@pytest.mark.parametrize("rule", ["peak_end", "average", "emot"])
def test_findings_are_whole_in_both_languages(readings: dict[str, Reading], rule: str) -> None:
    reading = readings[rule]
    for result in (reading.memory, reading.emot):
        for said in (*findings(result), method_note(result)):
            assert said.zh
            assert said.en
            assert "{" not in said.zh + said.en


def test_what_resonates_hurts_or_is_bland_is_named(readings: dict[str, Reading]) -> None:
    told = " ".join(one.en for one in findings(readings["emot"].emot))
    assert "painkiller law" in told
    assert "resonator law" in told
    assert "bland service (ineffective)" in told
