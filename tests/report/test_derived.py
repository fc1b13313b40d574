"""Can anybody take derived importance for stated? Words, pictures, page, deck and workbook all say which it is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.oxml.ns import qn
from tests.report import drawn

from peakend.analyse.quadrants import Quadrants
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate
from peakend.define.study import Study
from peakend.report.boxes import Drawing, Label, Marker
from peakend.report.facts import gather
from peakend.report.page.document import compose_page
from peakend.report.quadrant_chart import draw_quadrants
from peakend.report.slides import write_slides
from peakend.report.tables import lay_table
from peakend.report.words import findings, headline, method_note
from peakend.text import LANGUAGES, Language, Text

DERIVED: dict[Language, tuple[str, str]] = {"zh": ("推导", "非因果"), "en": ("erived", "not cause")}


@cache
def mixed() -> Reading:
    """Two scenarios: the first was asked what matters, the second was not."""
    study = drawn.journey(5, 2, asked=("importance", "performance"), needs=False)
    asked = tuple(one for one in study.survey.questions if not (one.measure == "importance" and one.about.startswith("s2")))
    return drawn.reading(replace(study, survey=replace(study.survey, questions=asked)), 150)


@cache
def unasked() -> Reading:
    """A service that was rated and judged, and never asked what matters."""
    return drawn.reading(_rated(), 150)


@cache
def alike() -> Reading:
    """The same, everything answered out of one impression."""
    random, study = np.random.default_rng(2), _rated()
    level = random.integers(1, 6, 150)
    columns = {one.key: np.clip(level + (random.random(150) < 0.1), 1, 5) for one in study.survey.questions}
    return Reading(study, pa.table({key: pa.array(cells, pa.int16()) for key, cells in columns.items()}))


def _rated() -> Study:
    return drawn.journey(4, 1, asked=("performance",), needs=False)


def told(result: Quadrants) -> Iterator[Text]:
    yield headline(result)
    yield method_note(result)
    yield from (headline(part) for part in result.of("derived"))


@pytest.mark.parametrize("reading", [mixed, unasked, alike])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_about_derived_importance_says_what_it_is(reading: Callable[[], Reading], language: Language) -> None:
    result = reading().quadrants
    assert result.of("derived")
    for sentence in told(result):
        assert all(word in sentence.say(language) for word in DERIVED[language]), sentence
    for part in result.of("derived"):
        assert any(DERIVED[language][0] in one.say(language) for one in findings(part))


@pytest.mark.parametrize("language", LANGUAGES)
def test_stated_importance_is_never_called_derived_in_a_headline(language: Language) -> None:
    for part in mixed().quadrants.of("stated"):
        assert DERIVED[language][0] not in headline(part).say(language)


def picture(reading: Reading, language: Language, basis: str) -> Drawing:
    known = gather(reading)
    assert known.quadrants is not None
    part = next(one for one in known.quadrants.scenarios if one.basis == basis)
    return draw_quadrants(known, part, language)


def words_of(drawing: Drawing, role: str) -> list[str]:
    return [" ".join(shape.lines) for shape in drawing.shapes if isinstance(shape, Label) and shape.role == role]


@pytest.mark.parametrize("language", LANGUAGES)
def test_title_axis_and_description_of_the_picture_say_derived(language: Language) -> None:
    drawing = picture(mixed(), language, "derived")
    assert DERIVED[language][0] in drawing.title
    assert all(word in drawing.description for word in DERIVED[language])
    assert any(all(word in axis for word in DERIVED[language]) for axis in words_of(drawing, "axis"))
    stated = picture(mixed(), language, "stated")
    assert not any(DERIVED[language][0] in word for word in [stated.title, *words_of(stated, "axis")])


def test_an_axis_of_correlations_stays_within_minus_one_and_one_and_labels_its_ticks_apart() -> None:
    for reading in (mixed(), alike()):
        ticks = words_of(picture(reading, "en", "derived"), "tick")
        assert len(set(ticks)) >= len(ticks) - 1  # the two axes may share one
        upward = [float(tick.replace("−", "-")) for tick in ticks]
        assert min(upward) >= -1
    assert max(float(tick) for tick in words_of(picture(alike(), "en", "derived"), "tick") if float(tick) < 2) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_moments_that_cannot_be_told_apart_are_marked_hollow_and_named_in_the_headline(language: Language) -> None:
    drawing = picture(alike(), language, "derived")
    points = [shape for shape in drawing.shapes if isinstance(shape, Marker) and shape.role == "point"]
    assert len(points) == 4
    assert {point.fill for point in points} == {"card"}
    assert all("≈" in chance for chance in words_of(drawing, "probability"))
    assert any("r > 0.8" in word for word in words_of(drawing, "legend"))
    said = headline(alike().quadrants).say(language)
    assert {"zh": "分不出", "en": "cannot be told"}[language] in said
    assert not any("99%" in one.say(language) for one in findings(alike().quadrants))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_heads_a_correlation_as_importance(language: Language) -> None:
    table = lay_table(unasked().quadrants.rows(), unasked().study, language, "quadrants")
    heads = [head for head in table.heads if {"zh": "重要性", "en": "mportance"}[language] in head]
    assert any(all(word in head for word in DERIVED[language]) for head in heads)
    assert {"zh": "重要性", "en": "Importance"}[language] not in table.heads
    assert DERIVED[language][0] in unasked().quadrants.title.say(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_derived_in_heading_guide_cards_and_glossary(language: Language) -> None:
    page = compose_page(gather(unasked()), language, (language,))
    section = re.search(rf'<section id="{language}-quadrants".*?</section>', page, re.DOTALL)
    assert section is not None
    heading = re.search(r"<h2.*?</h2>", section[0])
    assert heading is not None
    assert all(word in heading[0] for word in DERIVED[language])
    cards = page.partition(f'<section id="{language}-moments"')[2]
    assert cards.count({"zh": "推导重要性（与总体评价的相关，非因果）", "en": "Derived importance (correlation"}[language]) >= 4


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_slides(mixed(), tmp_path_factory.mktemp("deck") / "mixed.pptx", "en")


def charts(deck: Path) -> Iterator[tuple[str, Chart, str]]:
    """The title, chart and notes of each slide of quadrants."""
    for slide in Presentation(str(deck)).slides:
        for shape in slide.shapes:
            if shape.name == "Quadrant chart":
                words = " ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)
                yield words, shape.chart, slide.notes_slide.notes_text_frame.text


def test_title_notes_and_axis_of_a_slide_say_derived(deck: Path) -> None:
    (stated, chart, _), (words, other, notes) = charts(deck)
    assert all(word in words and word in notes for word in DERIVED["en"])
    assert all(word in other.value_axis.axis_title.text_frame.text for word in DERIVED["en"])
    assert "erived" not in chart.value_axis.axis_title.text_frame.text
    assert "Importance and experience" in stated


def test_every_point_of_a_slide_shows_its_interval_in_both_directions(deck: Path) -> None:
    for part, (_, chart, _) in zip(mixed().quadrants.scenarios, charts(deck), strict=True):
        found: dict[str, list[tuple[float, float]]] = {"x": [], "y": []}
        for bars in chart._chartSpace.iter(qn("c:errBars")):
            found[bars.find(qn("c:errDir")).get("val")].append(reach(bars))
        for direction, figures in (("x", [one.performance for one in part.points]), ("y", [one.importance for one in part.points])):
            wanted = [(one.value - one.low, one.high - one.value) for one in figures if isinstance(one, Estimate)]
            assert sorted(found[direction]) == [pytest.approx(pair, abs=1e-9) for pair in sorted(wanted)]


def reach(bars: Any) -> tuple[float, float]:  # noqa: ANN401 - an element of a chart
    """How far error bars of one point go down and up."""
    fixed = bars.find(qn("c:val"))
    if fixed is not None:
        return float(fixed.get("val")), float(fixed.get("val"))
    ends = [bars.find(f"{qn(tag)}/{qn('c:numLit')}/{qn('c:pt')}/{qn('c:v')}").text for tag in ("c:minus", "c:plus")]
    return float(ends[0]), float(ends[1])


def test_series_that_only_carry_words_or_bars_are_not_in_the_legend(deck: Path) -> None:
    for _, chart, _ in charts(deck):
        silent = {at for at, one in enumerate(chart.plots[0].series) if one.name.endswith(("(labels)", "(interval)"))}
        gone = {int(one.find(qn("c:idx")).get("val")) for one in chart._chartSpace.iter(qn("c:legendEntry"))}
        assert silent == gone
        assert silent


def test_a_table_of_the_appendix_never_puts_a_correlation_under_importance(deck: Path) -> None:
    heads = [
        [cell.text for cell in shape.table.rows[0].cells]
        for slide in Presentation(str(deck)).slides
        for shape in slide.shapes
        if shape.has_table
    ]
    derived = [head for head in heads if any(cell.startswith("Derived importance") for cell in head)]
    assert {any(cell.startswith("Importance") for cell in head) for head in derived} == {True, False}
