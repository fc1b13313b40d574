"""Houses, flows and tables of rules as drawings: nothing over anything else and nothing cut, whatever the size and the words."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from pptx import Presentation
from pptx.util import Pt
from tests.design.carried import make_cascade, make_study, visit

from peakend.define.study import Need, Study
from peakend.design.coverage import compare_standards
from peakend.design.flow import Flow, run_cascade
from peakend.design.houses import Characteristic, Relation
from peakend.design.sensitivity import vary
from peakend.report.boxes import Drawing, Rect
from peakend.report.houses.coverage import draw_coverage, fold_coverage
from peakend.report.houses.deck import write_house_slides
from peakend.report.houses.house import draw_house, draw_houses, fold_house
from peakend.report.houses.plan import Plan, fold_parts
from peakend.report.houses.sankey import draw_sankey
from peakend.report.houses.tables import table_footing, table_relations, write_marks
from peakend.report.svg import write_svg
from peakend.text import LANGUAGES, Language, Text

LONG = Text(
    "客户经理当场听完并复述客户反映的全部问题后给出可以兑现的解决办法和完成期限",
    "The customer manager hears the customer out, repeats everything that was said, and offers a solution with a date to be kept",
)
WORD = Text("首问负责制度落实情况", "Uninterruptibleresponsibilityfollowthrough of everybody")


def wordy(size: int, seed: int, words: Text) -> tuple[Flow, Study]:
    """A cascade of one size everywhere, with long words in all its places."""
    random = np.random.default_rng(seed)
    cascade = make_cascade(random, (size, size, max(4, size // 2)), raters=2)
    houses = tuple(
        replace(
            house,
            name=words,
            columns=tuple(replace(one, name=_name(words, at), unit=Text("小时", "hours")) for at, one in enumerate(house.columns)),
        )
        for house in cascade.houses
    )
    study = make_study(size)
    needs = tuple(Need(need.key, _name(words, at)) for at, need in enumerate(study.needs))
    cascade = replace(cascade, title=words, houses=houses, currency=words)
    return run_cascade(cascade), replace(study, needs=needs)


def _name(words: Text, at: int) -> Text:
    return words if at % 3 == 0 else Text(f"{words.zh[:6]}{at}", f"{words.en[:14]} {at}")


def check_drawing(drawing: Drawing) -> None:
    """No two labels meet, none leaves the sheet, and none is cut."""
    labels = list(drawing.labels())
    rows: dict[int, list[int]] = {}
    for at, label in enumerate(labels):
        for band in range(int(label.place.y // 60), int(label.place.bottom // 60) + 1):
            rows.setdefault(band, []).append(at)
    met = {
        (labels[one].text, labels[two].text)
        for band in rows.values()
        for one, two in combinations(band, 2)
        if labels[one].place.meets(labels[two].place, -1.0)
    }
    assert met == set(), drawing.name
    assert [label.text for label in labels if not drawing.place.holds(label.place, 1.0)] == [], drawing.name
    assert [label.text for label in labels if label.text.endswith("…")] == [], drawing.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [LONG, WORD, Text("短", "Short")])
@pytest.mark.parametrize("size", [4, 7, 13, 24, 40])
def test_nothing_covers_anything_from_4_to_40_columns(size: int, words: Text, language: Language) -> None:
    flow, study = wordy(size, size, words)
    for drawing in draw_houses(flow, study, language):
        check_drawing(drawing)
    check_drawing(draw_sankey(flow, study, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pieces_for_slides_cover_nothing_and_leave_nothing_out(language: Language) -> None:
    flow, study = wordy(23, 5, LONG)
    pieces = fold_house(flow, 0, study, language)
    for piece in pieces:
        check_drawing(piece)
    marks = sum(shape.role == "mark" for piece in pieces for shape in piece.shapes)
    whole = sum(shape.role == "mark" for shape in draw_house(Plan(flow, 0, study, language)).shapes)
    assert marks == whole == int((flow.houses[0].marks > 0).sum())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_is_drawn_with_everything_it_has_to_say(language: Language) -> None:
    reading, design, flow = visit()
    first, _, last = draw_houses(flow, reading.study, language)
    for drawing in (first, last):
        check_drawing(drawing)
    roles = {shape.role for shape in first.shapes}
    assert {"roof", "effect", "mark", "ours", "goal", "bar", "whisker", "leads", "differ", "note"} <= roles
    assert any("[16.9, 26.5]" in label.text for label in last.labels())
    coverage = compare_standards(reading, design.standards, "visit")
    for drawing in (draw_coverage(coverage, reading.study, language), *fold_coverage(coverage, reading.study, language)):
        check_drawing(drawing)
    check_drawing(draw_sankey(flow, reading.study, language, "on_time"))


def test_empty_rows_and_columns_and_torn_cells_are_marked() -> None:
    reading, design, _ = visit()
    cascade = design.houses[0]
    first = cascade.houses[0]
    kept = tuple(one for one in first.relations if one.row != "quick")
    torn = tuple(replace(one, marks=(9.0, 1.0, 9.0)) if (one.row, one.column) == ("courtesy", "complaint_talk") else one for one in kept)
    more = replace(first, columns=(*first.columns, Characteristic("idle", Text("闲置", "Idle"))), relations=torn)
    flow = run_cascade(replace(cascade, houses=(more, *cascade.houses[1:])), reading.evidence)
    drawing = draw_house(Plan(flow, 0, reading.study, "en"))
    assert {"lonely", "idle", "torn"} <= {shape.role for shape in drawing.shapes}
    notes = " ".join(label.text for label in drawing.labels() if label.role == "note")
    assert "Nothing serves: Speed" in notes
    assert "Idle" in notes
    check_drawing(drawing)


def test_a_scale_of_its_own_is_written_as_numbers() -> None:
    cascade = replace(make_cascade(np.random.default_rng(3), (4, 4)), marks=(10.0, 9.0, 3.0, 1.0, 0.5))
    house = replace(cascade.houses[0], relations=(*cascade.houses[0].relations[1:], replace(cascade.houses[0].relations[0], marks=(10.0,))))
    drawing = draw_house(Plan(run_cascade(replace(cascade, houses=(house,))), 0, make_study(4), "en"))
    assert "10" in {label.text for label in drawing.labels() if label.role == "mark"}


def test_slides_hold_native_shapes_inside_the_slide(tmp_path: Path) -> None:
    reading, design, flow = visit()
    coverage = compare_standards(reading, design.standards, "visit")
    path = write_house_slides(flow, reading.study, tmp_path, "zh", coverage, vary(flow))
    deck = Presentation(str(path))
    sheet = Rect(0, 0, 960, 540)
    assert len(deck.slides) >= 9
    for slide in deck.slides:
        assert slide.has_notes_slide
        for shape in slide.shapes:
            place = Rect(*(value / Pt(1) for value in (shape.left, shape.top, shape.width, shape.height)))
            assert sheet.holds(place, 2.0), shape.name
            assert shape.shape_type is not None
    assert not any(shape.shape_type == 13 for slide in deck.slides for shape in slide.shapes)


def test_the_table_says_what_the_drawing_shows() -> None:
    reading, _, flow = visit()
    plan = Plan(flow, 0, reading.study, "en")
    table = table_relations(plan)
    assert len(table.lines) == 8
    assert table.lines[0][0] == "Courtesy"
    assert table.lines[0][6] == write_marks([3, 1, 3]) == "3/1/3"
    assert len(table_footing(plan).lines) == 8


def test_parts_are_about_equally_large() -> None:
    assert [count for _, count in fold_parts(23)] == [8, 8, 7]


def test_a_drawing_of_forty_columns_is_ready_soon_and_is_sound_svg() -> None:
    flow, study = wordy(40, 1, Text("短", "Short"))
    svg = write_svg(draw_house(Plan(flow, 0, study, "zh")))
    assert svg.startswith("<svg")
    assert svg.endswith("</svg>")
    assert isinstance(flow.cascade.houses[0].relations[0], Relation)
