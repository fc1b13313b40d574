"""Can a person edit every slide, and does each say what it shows, whom it stands for and how it was worked out?"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt
from tests.report.asked import HOSTILE, asking, few, one_scenario, renamed, two_scenarios, vip_answers

from peakend.analyse.reading import Reading
from peakend.analyse.result import is_known
from peakend.errors import FolderNotWritable
from peakend.report import words
from peakend.report.boxes import Box, Drawing, Polyline
from peakend.report.facts import gather
from peakend.report.maps.emot import draw_map
from peakend.report.slides import write_slides
from peakend.report.slides.drawing import fold_drawing
from peakend.report.slides.master import EAST_ASIAN, HEIGHT, LATIN, WIDTH
from peakend.report.slides.runs import HARD_SPACE, Paragraph, Run, fit, text_height
from peakend.report.words.absent import absent_lines
from peakend.text import LANGUAGES, Language

Deck = Any
"""What the library gives for a .pptx file."""

Shape = Any


def opened(reading: Reading, folder: Path, language: Language) -> Deck:
    return Presentation(str(write_slides(reading, folder / f"{language}.pptx", language)))


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Deck]:
    """The deck of the example in both languages, split by tier."""
    reading, folder = two_scenarios(), tmp_path_factory.mktemp("decks")
    return {language: opened(reading, folder, language) for language in LANGUAGES}


each_language = pytest.mark.parametrize("language", LANGUAGES)


def walk(shapes: Any) -> Iterator[Shape]:  # noqa: ANN401 - shapes of the library
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from walk(shape.shapes)


def all_shapes(deck: Deck) -> Iterator[tuple[int, Shape]]:
    for number, slide in enumerate(deck.slides, start=1):
        for shape in walk(slide.shapes):
            yield number, shape


def all_words(deck: Deck) -> str:
    parts = []
    for _, shape in all_shapes(deck):
        if shape.has_text_frame:
            parts.append(shape.text_frame.text)
        if getattr(shape, "has_table", False) and shape.has_table:
            parts += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(parts)


def charts(deck: Deck) -> Iterator[tuple[int, Shape]]:
    return ((number, shape) for number, shape in all_shapes(deck) if getattr(shape, "has_chart", False) and shape.has_chart)


def named(slide: Any, name: str) -> Shape:  # noqa: ANN401
    return next(shape for shape in slide.shapes if shape.name == name)


def title_of(slide: Any) -> str:  # noqa: ANN401
    """The title with plain blanks: "n = 300" does not break."""
    return str(slide.shapes.title.text_frame.text).replace(HARD_SPACE, " ")


# -- native, whole, editable


@each_language
def test_nothing_on_any_slide_is_a_picture(decks: dict[Language, Deck], language: Language) -> None:
    deck = decks[language]
    assert [number for number, shape in all_shapes(deck) if shape.shape_type == MSO_SHAPE_TYPE.PICTURE] == []
    package = deck.part.package
    assert [str(part.partname) for part in package.iter_parts() if part.content_type.startswith("image/")] == []


@each_language
def test_there_are_native_charts_and_tables_and_maps_of_shapes(decks: dict[Language, Deck], language: Language) -> None:
    deck = decks[language]
    kinds = {shape.name.split(" ")[0] for _, shape in charts(deck)}
    assert {"Baseline", "Importance", "Experience", "Gap", "Quadrant", "Needs", "NPS", "Answers", "Satisfaction", "Segments"} <= kinds
    assert sum(1 for _, shape in all_shapes(deck) if shape.has_table) > 10
    lanes = [shape.name for _, shape in all_shapes(deck) if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert lanes.count("Map head") >= 2
    assert any(name.startswith("Map lane") for name in lanes)


def test_error_bars_end_where_the_intervals_end(decks: dict[Language, Deck]) -> None:
    reading = two_scenarios()
    parts = {part.scenario.name.en: part for part in reading.importance.scenarios}
    seen = 0
    for slide in decks["en"].slides:
        found = [shape for shape in slide.shapes if shape.name == "Importance chart"]
        if not found:
            continue
        part = next(part for name, part in parts.items() if name in named(slide, "Section").text_frame.text)
        known = sorted((line.mean for line in part.lines if is_known(line.mean)), key=lambda mean: -mean.value)
        ((plus, minus),) = [(numbers(bars, "plus"), numbers(bars, "minus")) for bars in error_bars(found[0])]
        assert plus == pytest.approx([mean.high - mean.value for mean in known], abs=1e-9)
        assert minus == pytest.approx([mean.value - mean.low for mean in known], abs=1e-9)
        assert list(found[0].chart.plots[0].series[0].values) == pytest.approx([mean.value for mean in known])
        seen += 1
    assert seen == len(parts)


def error_bars(shape: Shape) -> list[Any]:
    return list(shape.chart._chartSpace.iter(qn("c:errBars")))


def numbers(bars: Any, side: str) -> list[float]:  # noqa: ANN401
    return [float(value.text) for value in bars.find(qn(f"c:{side}")).iter(qn("c:v"))]


@each_language
@pytest.mark.parametrize(
    "name", ["Baseline chart", "Importance chart", "Experience chart", "Gap chart", "Satisfaction chart", "Segments chart"]
)
def test_a_chart_of_estimates_has_error_bars(decks: dict[Language, Deck], language: Language, name: str) -> None:
    found = [shape for _, shape in charts(decks[language]) if shape.name == name]
    assert found
    for shape in found:
        bars = error_bars(shape)
        assert bars
        for one in bars:
            tags = [child.tag for child in one]
            order = [qn(f"c:{tag}") for tag in ("errDir", "errBarType", "errValType", "noEndCap", "plus", "minus", "spPr")]
            assert [tag for tag in order if tag in tags] == tags
            assert one.find(qn("c:errValType")).get("val") == "cust"


def test_a_chart_carries_its_own_table_of_numbers(decks: dict[Language, Deck]) -> None:
    for _, shape in charts(decks["zh"]):
        assert shape.chart.part.chart_workbook.xlsx_part is not None


# -- what each slide says


@each_language
def test_every_slide_has_a_title_a_footer_with_n_and_filter_a_number_and_notes(decks: dict[Language, Deck], language: Language) -> None:
    for slide in decks[language].slides:
        assert slide.shapes.title.text_frame.text.strip()
        footer = named(slide, "Footer").text_frame.text
        assert re.search(r"n = [\d,]+", footer), footer
        assert ("未筛选" if language == "zh" else "no filter") in footer
        assert ("置信区间" if language == "zh" else "confidence intervals") in footer
        assert named(slide, "Slide number")._element.find(f".//{qn('a:fld')}").get("type") == "slidenum"
        assert len(slide.notes_slide.notes_text_frame.text) > 40


def test_the_footer_tells_the_filter(tmp_path: Path) -> None:
    study = one_scenario()
    attribute = next(one for one in study.survey.attributes if one.values)
    value, label = attribute.values[0]
    chosen = Reading(study, vip_answers(240), (), {attribute.key: (value,)})
    for slide in opened(chosen, tmp_path, "zh").slides:
        assert f"{attribute.name.zh} = {label.zh}" in named(slide, "Footer").text_frame.text


@each_language
def test_made_up_answers_are_marked_on_every_slide(decks: dict[Language, Deck], language: Language) -> None:
    assert all(any(shape.name == "Synthetic mark" for shape in slide.shapes) for slide in decks[language].slides)


def test_notes_tell_formula_and_when_not_to_use_it(decks: dict[Language, Deck]) -> None:
    reading = two_scenarios()
    told = {title_of(slide): slide.notes_slide.notes_text_frame.text for slide in decks["zh"].slides}
    for part in reading.importance.scenarios:
        notes = told[words.headline(part).zh]
        assert "个人内偏差 =" in notes
        assert "不适用" in notes
        assert "缺失" in notes


@each_language
def test_the_titles_are_the_sentences_of_the_results(decks: dict[Language, Deck], language: Language) -> None:
    reading = two_scenarios()
    titles = {title_of(slide) for slide in decks[language].slides}
    wanted = [words.headline(part) for part in (*reading.importance.scenarios, *reading.experience.scenarios, *reading.quadrants.scenarios)]
    wanted += [words.headline(reading.peaks), words.common_headline(reading.peaks, "peak"), words.headline(reading.nps)]
    wanted.append(words.segments_headline(reading.segments, reading.study))
    assert [one.say(language) for one in wanted if one.say(language) not in titles] == []


# -- fonts, places, fit


def test_every_run_of_a_chinese_deck_names_an_east_asian_typeface(decks: dict[Language, Deck]) -> None:
    deck = decks["zh"]
    for slide in deck.slides:
        for part in (slide._element, slide.notes_slide._element):
            for run in part.iter(qn("a:r")):
                face = run.find(f"{qn('a:rPr')}/{qn('a:ea')}")
                assert face is not None, run.findtext(qn("a:t"))
                assert face.get("typeface") == EAST_ASIAN
    for _, shape in charts(deck):
        for properties in [*shape.chart._chartSpace.iter(qn("a:rPr")), *shape.chart._chartSpace.iter(qn("a:defRPr"))]:
            face = properties.find(qn("a:ea"))
            assert face is None or face.get("typeface") == EAST_ASIAN
        fonts = shape.chart._chartSpace.findall(f"{qn('c:txPr')}//{qn('a:defRPr')}")
        assert [font.find(qn("a:ea")).get("typeface") for font in fonts] == [EAST_ASIAN] * len(fonts)
        assert fonts


def test_the_theme_names_our_fonts_and_colours(decks: dict[Language, Deck]) -> None:
    master = decks["zh"].slide_master
    theme = next(relation.target_part for relation in master.part.rels.values() if relation.reltype.endswith("/theme"))
    text = theme.blob.decode()
    assert f'<a:ea typeface="{EAST_ASIAN}"/>' in text
    assert f'<a:latin typeface="{LATIN}"/>' in text
    assert "12445C" in text.upper()


@each_language
def test_nothing_stands_outside_the_slide(decks: dict[Language, Deck], language: Language) -> None:
    for number, slide in enumerate(decks[language].slides, start=1):
        for shape in slide.shapes:
            right, bottom = shape.left.pt + shape.width.pt, shape.top.pt + shape.height.pt
            assert shape.left.pt >= -1, (number, shape.name)
            assert right <= WIDTH + 1, (number, shape.name)
            assert bottom <= HEIGHT + 1, (number, shape.name)


def overflowing(deck: Deck) -> list[str]:
    """Text boxes whose words, measured, are higher than the box."""
    found = []
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            if not shape.has_text_frame or not shape.text_frame.text.strip() or shape.name == "Slide number":
                continue
            frame = shape.text_frame
            room = shape.width.pt - frame.margin_left.pt - frame.margin_right.pt
            told = [measured(paragraph) for paragraph in frame.paragraphs if paragraph.runs]
            if text_height(told, room) > shape.height.pt + 2:
                found.append(f"{number} {shape.name}: {frame.text[:60]}")
    return found


def measured(paragraph: Any) -> Paragraph:  # noqa: ANN401 - a paragraph of the library
    runs = tuple(Run(run.text, run.font.size.pt, bold=bool(run.font.bold)) for run in paragraph.runs)
    before = paragraph.space_before.pt if paragraph.space_before is not None else 0.0
    return Paragraph(runs, before=before, bullet=paragraph._p.find(f".//{qn('a:buChar')}") is not None)


@each_language
def test_words_fit_their_boxes(decks: dict[Language, Deck], language: Language) -> None:
    assert overflowing(decks[language]) == []


def test_words_fit_where_names_are_much_too_long(tmp_path: Path) -> None:
    long = renamed(lambda _: "一个谁也不会真的这样取但总有人会这样取的时刻名称 with far too many words in it " * 3, title="题" * 200)
    assert overflowing(opened(long, tmp_path, "zh")) == []


def test_tables_break_over_slides_before_they_run_off(decks: dict[Language, Deck]) -> None:
    for number, slide in enumerate(decks["en"].slides, start=1):
        for shape in slide.shapes:
            if shape.has_table:
                height = sum(row.height for row in shape.table.rows)
                assert (shape.top + height) <= Pt(HEIGHT - 36), number


def test_words_too_long_for_their_place_get_smaller_then_shorter() -> None:
    told = fit((Paragraph((Run("word " * 200, 20.0),)),), 200, 60, least=9)
    assert told[0].runs[0].size == 9
    assert told[0].words.endswith("…")
    assert text_height(told, 200) <= 60


# -- for those who do not see it


@each_language
def test_charts_tables_and_maps_have_words_for_those_who_do_not_see_them(decks: dict[Language, Deck], language: Language) -> None:
    for number, slide in enumerate(decks[language].slides, start=1):
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert described(shape), (number, shape.name)
        groups = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
        assert not groups or any(described(shape) for shape in groups)


def described(shape: Shape) -> str:
    return str(next(shape._element.iter(qn("p:cNvPr"))).get("descr", ""))


def test_no_shape_is_nameless_and_no_two_on_a_slide_share_a_number(decks: dict[Language, Deck]) -> None:
    for slide in decks["en"].slides:
        numbers_used = [shape.shape_id for shape in walk(slide.shapes)]
        assert len(set(numbers_used)) == len(numbers_used)
        assert all(shape.name for shape in walk(slide.shapes))


# -- odd studies


def test_the_words_of_a_study_are_never_markup_and_what_no_document_may_hold_becomes_a_blank(tmp_path: Path) -> None:
    deck = opened(renamed(lambda _: f"{HOSTILE}\x07\x00", title=HOSTILE), tmp_path, "en")
    told = all_words(deck)
    assert HOSTILE in told
    assert HOSTILE in deck.slides[0].shapes.title.text_frame.text
    assert "\x07" not in told


@pytest.mark.parametrize(
    "measures", [("nps",), ("overall",), ("importance",), ("performance",), ("chosen",)], ids=lambda measures: measures[0]
)
def test_what_was_not_asked_has_no_slide_and_is_told_with_the_reason(tmp_path: Path, measures: tuple[str, ...]) -> None:
    reading = asking(*measures)
    deck = opened(reading, tmp_path, "en")
    told = all_words(deck)
    for line in absent_lines(gather(reading).faults):
        assert line.en in told


@pytest.mark.parametrize("respondents", [1, 5])
def test_a_deck_of_a_handful_of_answers_says_that_they_are_too_few(tmp_path: Path, respondents: int) -> None:
    deck = opened(few(respondents), tmp_path, "en")
    assert "too few" in all_words(deck).lower()


def test_a_deck_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderNotWritable):
        write_slides(two_scenarios(), tmp_path / "file" / "deck.pptx", "zh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


# -- folding of maps


def lane(top: float, height: float) -> list[Any]:
    return [Polyline(((0, top), (100, top)), role="lane-line"), Box(10, top + 2, 20, height - 4)]


def tall(lanes: int) -> Drawing:
    shapes: list[Any] = [Box(0, 0, 100, 30, role="corner")]
    for number in range(lanes):
        shapes += lane(30.0 + 40 * number, 40)
    bottom = 30.0 + 40 * lanes
    shapes += [Box(0, 0, 100, bottom, role="frame"), Box(5, bottom + 5, 10, 5, role="legend")]
    return Drawing(100, bottom + 20, tuple(shapes), name="tall")


@pytest.mark.parametrize("lanes", [2, 3, 5, 9])
@pytest.mark.parametrize("height", [80, 130, 200, 1_000])
def test_a_folded_map_keeps_every_lane_once_and_the_head_on_every_part(lanes: int, height: float) -> None:
    whole = tall(lanes)
    parts = fold_drawing(whole, height)
    boxes = [shape for part in parts for shape in part.shapes if isinstance(shape, Box) and not shape.role]
    assert len(boxes) == lanes
    assert all(any(shape.role == "corner" for shape in part.shapes) for part in parts)
    assert [any(shape.role == "legend" for shape in part.shapes) for part in parts] == [True] + [False] * (len(parts) - 1)
    assert all(shape.place.bottom <= part.height + 1 for part in parts for shape in part.shapes)


def test_a_map_on_slides_holds_every_word_of_the_map(decks: dict[Language, Deck]) -> None:
    reading = two_scenarios()
    known = gather(reading)
    told = all_words(decks["zh"])
    for facts in known.scenarios:
        for drawing in draw_map(known, facts, "zh", titled=False):
            assert [line for label in drawing.labels() if label.role != "legend" for line in label.lines if line not in told] == []


# -- an office opens it


@pytest.mark.office
@each_language
def test_an_office_makes_as_many_pages_as_there_are_slides(tmp_path: Path, language: Language, paper: Callable[[Path], list[Path]]) -> None:
    path = write_slides(Reading(one_scenario(), vip_answers(240)), tmp_path / f"deck-{language}.pptx", language)
    assert len(paper(path)) == len(Presentation(str(path)).slides)
