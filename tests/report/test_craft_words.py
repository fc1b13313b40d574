"""What is said of weights, response and flagged answers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import numpy as np
import pyarrow as pa
import pytest

from peakend.analyse.reading import Reading
from peakend.define.plan import WeightingPlan
from peakend.define.template import open_template
from peakend.listen.synthetic import draw_answers
from peakend.report.chapters import CHAPTERS
from peakend.report.words import base_line, findings, headline, method_note
from peakend.text import Language

VIP = open_template("telecom-vip")


@pytest.fixture(scope="module")
def reading() -> Reading:
    table = draw_answers(VIP, 600)
    days = [date(2008, 3, 3) + timedelta(days=number // 12) for number in range(600)]
    flagged = np.arange(600) % 50 == 0
    return Reading(VIP, table.append_column("_date", pa.array(days)).append_column("_flagged", pa.array(flagged)))


def test_weighting_says_its_price_and_whom_it_moved(reading: Reading) -> None:
    said = headline(reading.weighting)
    assert said.en.startswith("Weighted to the population, 600 responses are worth ")
    assert said.zh.startswith("按总体分布加权后，600 份答卷相当于 ")
    assert any("Guangzhou" in one.en and "45% of the population" in one.en for one in findings(reading.weighting))


def test_trimming_is_told_with_what_it_pulled_off(reading: Reading) -> None:
    plan = replace(VIP.plan, weighting=WeightingPlan(VIP.plan.weighting.margins, 0.8, 1.3))
    told = findings(Reading(replace(VIP, plan=plan), reading.answers).weighting)
    assert any("were trimmed to 0.80–1.30 times the mean" in one.en for one in told)
    assert any(one.en.startswith("trimming pulls shares off the population") for one in told)


def test_the_response_rate_and_the_make_up_are_told(reading: Reading) -> None:
    said = headline(reading.fieldwork)
    assert said.en.startswith("Response rate 41% (RR3, 2,995 invited); the sample is not spread like the population")
    assert said.zh.startswith("应答率 41%（RR3，邀请 2,995 人）；样本构成与总体不同：")


def test_flagged_answers_are_told_with_what_they_change(reading: Reading) -> None:
    assert headline(reading.flags).en.startswith("12 responses (2%) are flagged for quality")
    assert headline(reading.flags).zh.startswith("12 份答卷（2%）标记为质量存疑")


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("key", ["weighting", "fieldwork", "flags"])
def test_each_has_a_picture_and_a_note(reading: Reading, key: str, language: Language) -> None:
    result = getattr(reading, key)
    drawings = CHAPTERS[key].draw(result, VIP, language)
    assert drawings
    assert all(drawing.width > 300 for drawing in drawings)
    assert method_note(result).say(language)


def test_what_is_suppressed_is_named_in_the_words_of_the_study(reading: Reading) -> None:
    regions = ["zhuhai"] * 4 + ["foshan"] * 300 + ["guangzhou"] * 296
    table = reading.answers.set_column(reading.answers.column_names.index("region"), "region", pa.array(regions))
    base = Reading(VIP, table, ("region",), least=10).nps.base
    assert "为保护不足 10 人的群体而不显示：广州、珠海" in base_line(base, VIP).zh
    assert "Guangzhou, Zhuhai" in base_line(base, VIP).en
