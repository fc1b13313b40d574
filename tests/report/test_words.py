"""Do the sentences say what the values say, in both languages, and never more?"""

import re
from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.asked import HOSTILE, asking, few, renamed, vip_reading

from peakend.analyse.cautions import Caution, CautionKind
from peakend.analyse.gaps import GapKind
from peakend.analyse.peaks import ScenarioPeaks
from peakend.analyse.quadrants import QUADRANTS
from peakend.analyse.reading import Reading
from peakend.analyse.result import Base, Estimate, Result, TooFew, Weighting
from peakend.define.study import Provenance
from peakend.define.survey import Measure, Reason
from peakend.report import words
from peakend.report.facts import gather
from peakend.report.words.figures import MINUS, Unit
from peakend.report.words.names import count_english, number_english
from peakend.text import LANGUAGES, Text

ASCII_MINUS = re.compile(r"(?<![\w–\-.])-\d")
DOUBLED = re.compile(r"[，。；：、][，。；：、]|  |,,|\.\.|\bnan\b|\bNone\b(?! of)|\binf\b")


def results(reading: Reading) -> list[Result]:
    known = gather(reading)
    found = (
        known.importance,
        known.peaks,
        known.experience,
        known.gaps,
        known.quadrants,
        known.needs,
        known.nps,
        known.satisfaction,
        known.segments,
        known.baseline,
        reading.cautions,
    )
    return [result for result in found if result is not None]


def said(result: Result) -> Iterator[Text]:
    yield words.headline(result)
    yield from words.findings(result)
    yield words.method_note(result)
    for part in getattr(result, "scenarios", ()):
        yield words.headline(part)
        yield from words.findings(part)
    for group in getattr(result, "groups", ()):
        yield words.headline(group)


READINGS = {
    "whole": lambda: vip_reading(240, ("tier",)),
    "one answer": lambda: few(1),
    "five answers": lambda: few(5),
    "only recommendation": lambda: asking("nps"),
    "only importance": lambda: asking("importance"),
    "only choices": lambda: asking("chosen"),
}


@pytest.mark.parametrize("name", READINGS)
def test_every_result_is_told_in_both_languages_and_without_leftovers(name: str) -> None:
    for result in results(READINGS[name]()):
        assert words.headline(result).missing() == (), result.question
        for sentence in said(result):
            if not sentence:
                continue
            assert sentence.missing() == (), sentence
            for language in LANGUAGES:
                told = sentence.say(language)
                assert not ASCII_MINUS.search(told), told
                assert not DOUBLED.search(told), told
                assert "{" not in told, told


@pytest.mark.parametrize(
    "kind", ["importance", "peaks", "experience", "gaps", "quadrants", "needs", "nps", "satisfaction", "segments", "baseline"]
)
def test_a_headline_tells_n(kind: str) -> None:
    line = words.headline(getattr(vip_reading(240, ("tier",)), kind))
    assert all(re.search(r"n = \d", line.say(language)) for language in LANGUAGES)


def test_a_headline_with_a_number_tells_its_interval() -> None:
    reading = vip_reading()
    figure = reading.nps.lines[0].nps
    assert isinstance(figure, Estimate)
    line = words.headline(reading.nps)
    for language in LANGUAGES:
        assert words.write_value(figure.value, "points") in line.say(language)
        assert words.write_interval(figure, "points") in line.say(language)
    assert "95% 置信区间" in line.zh
    assert "95% CI" in line.en


def test_what_the_test_does_not_confirm_is_never_told_as_confirmed() -> None:
    parts = [part for size in (40, 60, 100) for part in vip_reading(size).peaks.scenarios]
    unsure = [part for part in parts if any(mark.by_source and not mark.by_test for mark in part.marks)]
    assert unsure, "few answers should leave something open"
    for part in unsure:
        line = words.headline(part)
        assert "all of them" not in line.en
        assert "全部确认" not in line.zh
        assert "原研究规则" in line.zh
        assert "source's rule" in line.en


def test_every_peak_is_told_with_its_probability() -> None:
    for part in vip_reading().peaks.scenarios:
        line = words.headline(part).en
        for mark in part.peaks:
            assert f'"{mark.moment.name.en}" ({words.write_probability(mark.probability)})' in line


def test_found_and_listed_common_peaks_stand_side_by_side() -> None:
    peaks = vip_reading(1_200).peaks
    found = [mark for mark in peaks.common if mark.kind == "peak" and mark.shared]
    listed = [mark for mark in peaks.common if mark.kind == "peak" and mark.published]
    assert (len(found), len(listed)) == (4, 3)
    line = words.common_headline(peaks, "peak")
    assert "four common peaks" in line.en
    assert "lists three" in line.en
    assert "给出 4 个共有峰值" in line.zh
    assert "列出 3 个" in line.zh


def test_moments_that_cannot_be_told_apart_are_told_so() -> None:
    for part in vip_reading().importance.scenarios:
        first = words.first_line(part)
        assert first is not None
        line = words.headline(part)
        assert ("cannot be told apart" in line.en) is bool(first.tied)
        assert ("无法区分" in line.zh) is bool(first.tied)


def test_too_few_answers_give_no_number() -> None:
    line = words.write_figure(TooFew(1, 2))
    assert line.zh == "样本不足（n = 1，至少需要 2）"
    assert line.en == "too few answers (n = 1, needs 2)"
    assert "no peaks or ends can be named" in words.headline(few(1).peaks.scenarios[0]).en


def test_importance_minus_experience_is_never_called_a_gap_in_meaning() -> None:
    gaps = vip_reading().gaps
    told = words.gap_findings(gaps.kind("importance"), "importance")
    assert any("not a gap in meaning" in one.en for one in told)
    assert any("不是含义上的差距" in one.zh for one in told)


def test_the_words_of_a_study_enter_as_they_are() -> None:
    reading = renamed(lambda _: HOSTILE)
    line = words.headline(reading.importance.scenarios[0])
    assert HOSTILE in line.zh
    assert HOSTILE in line.en
    assert HOSTILE in words.name_keys(reading.study)[reading.study.scenarios[0].moments[0].key].zh


def test_the_base_tells_who_is_left_out_and_why() -> None:
    base = Base(
        read=100,
        n=90,
        left_out={"_test": 4, "filtered": 6},
        missing={"skipped": 3},
        filters={"region": ("north", "east")},
        weighting=Weighting("_weight", 70.2, 1.28),
        synthetic=True,
    )
    line = words.base_line(base)
    assert line.en == (
        "n = 90 of 100 responses read · left out: test answers 4, outside the filters 6 · three answers missing (skipped 3) · "
        "filter: region = north, east · weighted (effective n 70, design effect 1.28) · Synthetic data"
    )
    assert line.zh == (
        "n = 90（共读取 100 份答卷） · 剔除：测试答卷 4 份，不符合筛选条件 6 份 · 缺失 3 个答案（未作答 3） · "
        "筛选：region = north、east · 已加权（有效样本量 70，设计效应 1.28） · 模拟数据"
    )


def test_a_base_of_real_answers_is_not_called_synthetic() -> None:
    line = words.base_line(Base(read=9, n=9))
    assert "ynthetic" not in line.en
    assert "模拟" not in line.zh


def test_attributes_are_told_in_the_words_of_the_study() -> None:
    study = vip_reading().study
    attribute = next(one for one in study.survey.attributes if one.values)
    value, label = attribute.values[0]
    line = words.filter_line(Base(read=9, n=9, filters={attribute.key: (value,)}), study)
    assert f"{attribute.name.zh} = {label.zh}" in line.zh
    assert f"{attribute.name.en} = {label.en}" in line.en


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        (get_args(Reason), words.REASONS),
        (get_args(Measure), words.MEASURES),
        (get_args(Provenance), words.PROVENANCE),
        (QUADRANTS, words.QUADRANTS),
        (get_args(GapKind), words.GAPS),
        (("below", "above", "level"), words.DIRECTIONS),
        (("mean", "median", "middle"), words.CROSSHAIRS),
        (("peak", "end"), words.KINDS),
    ],
    ids=["reasons", "measures", "provenance", "quadrants", "gaps", "directions", "crosshairs", "kinds"],
)
def test_every_key_of_the_method_has_a_name_in_both_languages(keys: tuple[str, ...], names: dict[str, Text]) -> None:
    assert [key for key in keys if key not in names] == []
    assert [key for key, name in names.items() if name.missing()] == []


@pytest.mark.parametrize("kind", get_args(CautionKind))
@pytest.mark.parametrize("n", [1, 2, 40])
def test_every_caution_has_a_sentence(kind: CautionKind, n: int) -> None:
    told = words.caution_words(Caution(kind, "q", 0.5, 0.4, n, ("a", "b")))
    assert told.missing() == ()
    assert kind not in told.en or kind in {"few", "missing", "ceiling", "halo"}
    assert "1 answers" not in told.en


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.integers(0, 3))
def test_a_number_never_has_an_ascii_minus_or_a_negative_zero(value: float, decimals: int) -> None:
    told = words.write_number(value, decimals)
    assert "-" not in told
    assert not told.startswith(MINUS + "0") or any(digit in told for digit in "123456789")


@given(st.floats(0, 1))
def test_a_probability_is_never_told_as_certain(value: float) -> None:
    assert words.write_probability(value) not in {"0%", "100%"}


@given(st.floats(0.0001, 0.9999), st.floats(0, 0.2), st.sampled_from(["rating", "difference", "share", "points", "index"]))
def test_an_interval_is_told_from_low_to_high(value: float, half: float, unit: Unit) -> None:
    told = words.write_interval(Estimate(value, value - half, value + half, 9, "mean-t"), unit)
    assert re.fullmatch(r"\[[+−]?[\d.,]+%?, [+−]?[\d.,]+%?\]", told)


@given(st.integers(0, 5_000))
def test_english_counts_have_the_right_plural(number: int) -> None:
    told = count_english(number, "moment")
    assert told.endswith("moment") is (number == 1)
    assert told.endswith("moments") is (number != 1)
    assert number_english(number)


def test_a_scenario_without_an_end_stage_has_no_end_in_words_either() -> None:
    part = vip_reading().peaks.scenarios[0]
    alone = ScenarioPeaks(part.scenario, part.mean, tuple(mark for mark in part.marks if mark.kind == "peak"))
    line = words.headline(alone)
    assert "no end" in line.en
    assert "没有终值" in line.zh
