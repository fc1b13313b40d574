"""Control and carry-over as people see them: pictures, sentences and tables in both languages."""

import re
from collections import Counter
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest
from tests.control.asked import STUDY, monthly, twice
from tests.report.asked import two_scenarios

from peakend.analyse.reading import Reading
from peakend.analyse.result import Result
from peakend.control.change import measure_effect
from peakend.control.compare import compare_baseline, freeze_baseline
from peakend.control.series import interrupt_question
from peakend.control.times import chart_times, read_cases
from peakend.control.trend import chart_question
from peakend.define.plan import Plan, StayPlan
from peakend.define.study import Study
from peakend.define.survey import Attribute, Question, Scale, Survey
from peakend.report.boxes import Marker, Polygon, Polyline
from peakend.report.chapters import CHAPTERS
from peakend.report.chapters.control import CONTROLS
from peakend.report.charts.control import draw_comparison
from peakend.report.notebook import draw
from peakend.report.tables import lay_table
from peakend.report.words import findings, headline, method_note
from peakend.text import Language, Text


def trend() -> Result:
    return chart_question(Reading(STUDY, monthly(shift=1.2, since=15)), "sat", "month", baseline=12)


def effect() -> Result:
    return measure_effect(Reading(STUDY, twice(picked=True)), "sat", "2023", "2024", treated={"pilot": "yes"})


def interruption() -> Result:
    return interrupt_question(Reading(STUDY, monthly(shift=1.0, since=12)), "sat", "2024-01")


def times() -> Result:
    random = np.random.default_rng(1)
    began = np.datetime64("2024-01-01T08:00:00") + np.arange(600) * np.timedelta64(6, "h")
    ended = began + (np.exp(random.normal(2, 1, 600)) * 3600).astype("timedelta64[s]")
    table = pa.table({"began": pa.array(began, pa.timestamp("s")), "ended": pa.array(ended, pa.timestamp("s"))})
    return chart_times(read_cases(table, start="began", end="ended"), "week")


def carryover() -> Result:
    random = np.random.default_rng(2)
    sat = random.integers(1, 11, (60, 6))
    rows = [
        {"_respondent": f"p{person}", "_wave": str(2018 + wave), "sat": int(sat[person, wave]),
         "loyal": int(np.clip(sat[person, wave] * 5 + random.integers(0, 30), 0, 100)), "tenure": 12.0 * (wave + 1),
         "gone": "yes" if wave == 5 and random.random() < 0.6 - 0.05 * sat[person, 4] else "no"}
        for person in range(60) for wave in range(6)
    ]  # fmt: skip
    asked = (
        Question("sat", "overall", scale=Scale(1, 10)),
        Question("loyal", "loyalty", scale=Scale(0, 100)),
        Question("tenure", "profile"),
    )
    plan = Plan(stay=StayPlan("tenure", "gone", ("yes",)))
    survey = Survey(asked, (Attribute("gone", Text("离网", "Gone")),))
    return Reading(Study("panel", Text("追踪", "Panel"), survey=survey, plan=plan), pa.Table.from_pylist(rows)).carryover


EACH = pytest.mark.parametrize("make", [trend, effect, interruption, times, carryover], ids=lambda make: make.__name__)
SPOKEN = pytest.mark.parametrize("language", ["zh", "en"])


@EACH
@SPOKEN
def test_every_sentence_is_there_and_in_its_language(make: Callable[[], Result], language: Language) -> None:
    result = make()
    for said in (headline(result), method_note(result), *findings(result)):
        words = said.say(language)
        assert words
        assert not re.search(r"\b(None|nan|inf)\b", words)
        if language == "en":
            assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"[A-Z]?甲", "", words))


@EACH
@SPOKEN
def test_every_column_and_key_has_its_words(make: Callable[[], Result], language: Language) -> None:
    result = make()
    table = lay_table(result.rows(), result.base.study or Study("", Text()), language, result.question, ())
    chapter = {**CHAPTERS, **CONTROLS}[result.question]
    told = [name for name in chapter.columns if any(row.get(name) not in (None, "", []) for row in result.rows())]
    assert len(table.heads) == len(told)
    shown = [*table.heads, *(cell for line in table.lines for cell in line)]
    assert not [word for word in shown if "_" in word]
    assert any(re.search(r"[\u4e00-\u9fff]", word) for word in table.heads) == (language == "zh")


@EACH
@SPOKEN
def test_every_result_is_drawn_inside_its_sheet(make: Callable[[], Result], language: Language) -> None:
    picture = draw(make(), language)
    assert picture.title
    assert picture.description
    for shape in picture.drawing.shapes:
        assert picture.drawing.place.holds(shape.place, slack=2.0), shape


def test_signals_are_triangles_with_their_names_and_limits_follow_n() -> None:
    table = monthly(shift=1.2, since=15)
    few = table.filter(pa.array([number % 3 == 0 or day.month != 5 for number, day in enumerate(table["_date"].to_pylist())]))
    result = chart_question(Reading(STUDY, few), "sat", "month", baseline=12)
    shapes = draw(result, "en").drawing.shapes
    signals = [shape for shape in shapes if isinstance(shape, Marker) and shape.sign == "triangle" and shape.role == "point"]
    assert len(signals) == len(result.signals)
    assert "2024-04" in draw(result, "en").drawing.words()
    limits = [shape for shape in shapes if isinstance(shape, Polyline) and shape.role == "limit"]
    assert all(len({round(y, 3) for _, y in limit.points}) == 2 for limit in limits)


def test_one_curve_has_its_band_filled_and_several_have_it_dashed() -> None:
    several = draw(carryover(), "en").drawing.shapes
    dashed = [shape for shape in several if isinstance(shape, Polyline) and shape.role == "band"]
    assert dashed
    assert not [shape for shape in several if isinstance(shape, Polygon) and shape.role == "band"]


def test_moments_of_one_name_are_told_apart_against_a_baseline() -> None:
    reading = two_scenarios()
    found = compare_baseline(reading, freeze_baseline(reading))
    drawn = draw_comparison(found, reading.study, "en")[0]
    names = [" ".join(label.lines) for label in drawn.labels() if label.role == "name"]
    alike = Counter(moment.name.en for moment in reading.study.moments())
    assert max(alike.values()) > 1, "two scenarios share a name"
    assert len(names) == len(set(names))
