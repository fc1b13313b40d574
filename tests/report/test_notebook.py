"""In a notebook any dataframe gives the same results, and every result, part and reading is a picture that shows itself."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from tests.report.typed_face import use_the_face

import peakend as pe
from peakend.errors import NotDrawable, NothingToDraw, UnknownEnding, UnknownScenario
from peakend.listen.telecom_targets import TELECOM_VIP

DRAWN = ("importance", "peaks", "needs", "experience", "gaps", "quadrants", "nps", "satisfaction", "segments", "baseline")
PARTED = ("importance", "peaks", "experience", "quadrants", "baseline")


@pytest.fixture(scope="module")
def answers() -> pa.Table:
    return pe.draw_answers(pe.open_template("telecom-vip"), 300, targets=TELECOM_VIP)


@pytest.fixture(scope="module")
def reading(answers: pa.Table) -> pe.Reading:
    return pe.read(pe.open_template("telecom-vip"), answers, by="tier")


def words_of(svg: str) -> str:
    """The words of a picture for those who do not see it; that it is whole XML is shown on the way."""
    tree = ET.fromstring(svg)  # noqa: S314 - our own picture
    return " ".join(tree.itertext())


FORMS: dict[str, Callable[[pa.Table], Any]] = {
    "pandas": lambda table: table.to_pandas(),
    "polars": pl.from_arrow,
    "polars lazy": lambda table: pl.DataFrame(pl.from_arrow(table)).lazy(),
    "pyarrow": lambda table: table,
    "duckdb": duckdb.from_arrow,
}


@pytest.mark.parametrize("form", FORMS)
def test_any_dataframe_gives_the_same_results(answers: pa.Table, reading: pe.Reading, form: str) -> None:
    other = pe.read(pe.open_template("telecom-vip"), FORMS[form](answers), by="tier")
    for name in ("importance", "peaks", "nps", "segments"):
        assert getattr(other, name).as_dict() == getattr(reading, name).as_dict()


@pytest.mark.parametrize("form", FORMS)
def test_raw_headings_are_coded_like_a_file(tmp_path: Path, form: str) -> None:
    raw = pa.table({"Q1 到店": [5, 4, 9, 3, 5], "Q2 付款": ["4", "5", "x", "3", None], "等级": ["金", "普", "金", "普", "金"]})
    (tmp_path / "study.yaml").write_text(
        "format: 1\nkey: tea\ntitle: {zh: 茶馆, en: Tea house}\nstages: [{key: end, name: {zh: 结束, en: End}, ends: true}]\n"
        "scenarios:\n  - key: shop\n    name: {zh: 到店, en: Visit}\n    moments:\n"
        "      - {key: arrive, name: {zh: 到店, en: Arriving}, stage: end}\n      - {key: pay, name: {zh: 付款, en: Paying}, stage: end}\n"
        "survey:\n  scales:\n    five: {low: 1, high: 5, missing: {9: dont_know}}\n  questions:\n"
        "    - {key: a, measure: performance, about: arrive, scale: five, column: Q1 到店}\n"
        "    - {key: b, measure: performance, about: pay, scale: five, column: Q2 付款}\n",
        encoding="utf-8",
    )
    reading = pe.read(tmp_path / "study.yaml", FORMS[form](raw))
    arrive, pay = reading.experience.rows()
    assert (arrive["mean"], arrive["missing"]) == (4.25, {"dont_know": 1})
    assert (pay["mean"], pay["missing"]) == (4.0, {"skipped": 1, "off_scale": 1})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_every_result_is_a_picture_in_both_languages(reading: pe.Reading, name: str, language: str) -> None:
    result = getattr(reading, name)
    picture = pe.draw(result, "zh" if language == "zh" else "en")
    told = words_of(picture.svg)
    assert picture.title in told
    assert picture.description in told
    assert any("\u4e00" <= letter <= "\u9fff" for letter in picture.title) == (language == "zh")
    assert picture.drawing.width > 400
    assert picture.drawing.height > 100


@pytest.mark.parametrize("name", PARTED)
def test_a_part_is_the_picture_of_its_scenario(reading: pe.Reading, name: str) -> None:
    result = getattr(reading, name)
    part = pe.draw(result.scenario("phone"), "en")
    assert part.svg == pe.draw(result, "en", scenario="phone").svg
    assert len(pe.draw(result, "en").svg) > 2 * len(part.svg)


def test_a_group_of_choices_is_a_picture(reading: pe.Reading) -> None:
    assert "Core needs · Appointment" in pe.draw(reading.needs.groups[0], "en").title


def test_a_reading_is_its_maps(reading: pe.Reading) -> None:
    one = pe.draw(reading, "en", scenario="hall")
    assert "E-MOT map" in one.title
    assert pe.draw(reading, "en").drawing.height > 3 * one.drawing.height


def test_a_picture_says_whom_it_stands_for(reading: pe.Reading) -> None:
    assert any("n = 75" in " ".join(label.lines) for label in pe.draw(reading.peaks.scenario("visit"), "en").drawing.labels())
    assert any("模拟数据" in " ".join(label.lines) for label in pe.draw(reading.nps, "zh").drawing.labels())


def test_a_picture_shows_itself_in_a_notebook(reading: pe.Reading) -> None:
    picture = pe.draw(reading.nps, "en")
    bundle = picture._repr_mimebundle_()
    assert bundle["image/svg+xml"] == picture._repr_svg_() == picture.svg
    assert bundle["text/plain"].startswith("Net Promoter Score")
    shown = ET.fromstring(picture._repr_html_().replace(">", "/>", 1))  # noqa: S314
    assert b64decode(shown.attrib["src"].partition("base64,")[2]).decode() == picture.svg
    assert "NPS is" in shown.attrib["alt"]


def test_a_picture_is_saved_as_its_ending_says(reading: pe.Reading, tmp_path: Path) -> None:
    picture = pe.draw(reading.nps, "zh")
    assert picture.save(tmp_path / "deep" / "a.svg").read_text(encoding="utf-8") == picture.svg
    assert picture.save(tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(UnknownEnding):
        picture.save(tmp_path / "a.docx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.PNG", "deep"]


def test_what_has_no_picture_is_said(reading: pe.Reading) -> None:
    with pytest.raises(NotDrawable):
        pe.draw(reading.cautions)
    with pytest.raises(NotDrawable):
        pe.draw(7)  # type: ignore[arg-type]
    with pytest.raises(UnknownScenario):
        pe.draw(reading.peaks, scenario="moon")
    with pytest.raises(NothingToDraw):
        pe.draw(reading.peaks.scenario("moon"))
    few = pe.read(pe.open_template("telecom-vip"), pe.draw_answers(pe.open_template("telecom-vip"), 1))
    with pytest.raises(NothingToDraw):
        pe.draw(few.importance)


def test_the_language_is_that_of_the_environment(reading: pe.Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEAKEND_LANG", "zh")
    assert pe.draw(reading.nps).title == "净推荐值 NPS"
    monkeypatch.setenv("PEAKEND_LANG", "en")
    assert pe.draw(reading.nps).title == "Net Promoter Score"


def test_the_face_is_what_editors_say_it_is(answers: pa.Table, tmp_path: Path) -> None:
    assert use_the_face(answers, tmp_path).svg.startswith("<svg")


def test_completion_offers_the_face_and_loads_nothing() -> None:
    program = (
        "import sys, peakend as pe; names = dir(pe);"
        "print({'read', 'draw', 'Picture', 'import_sheet'} <= set(names), [m for m in ('numpy', 'pyarrow', 'duckdb') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "True []\n"
