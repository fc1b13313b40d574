"""Does every picture hold its words, say what it is, and exist in both languages?"""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from tests.report.drawn import NAMES, everything, journey, reading

from peakend.analyse.peaks import Peaks
from peakend.report import captions
from peakend.report.baseline_chart import draw_baseline
from peakend.report.boxes import Box, Drawing, Marker
from peakend.report.charts.comparisons import chart_gaps, chart_segments
from peakend.report.charts.moments import chart_common, chart_importance, chart_peaks
from peakend.report.charts.outcomes import chart_nps, chart_satisfaction
from peakend.report.facts import gather
from peakend.report.pictures import Picture, list_pictures
from peakend.report.quadrant_chart import draw_quadrants
from peakend.text import LANGUAGES, Language, Text

LONG = Text("客户来电预约上门办理业务并确认时间地点与所需资料", "Customer calls to arrange a visit and confirms time, place and documents")


def pictures(language: Language) -> list[Picture]:
    return list(list_pictures(everything(), language))


def check(drawing: Drawing) -> None:
    """All labels on the sheet, none over another."""
    labels = list(drawing.labels())
    assert [label.text for label in labels if not drawing.place.holds(label.place, 1.0)] == [], drawing.name
    assert [(a.text, b.text) for a, b in combinations(labels, 2) if a.place.meets(b.place, -1.2)] == [], drawing.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_lies_over_another_in_any_picture(language: Language) -> None:
    for picture in pictures(language):
        check(picture.drawing)
        check(picture.stand_alone(everything().base, everything().study, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_and_many_moments_do_not_push_words_over_one_another(language: Language) -> None:
    known = gather(reading(journey(14, names=(LONG, *NAMES)), 60))
    for picture in list_pictures(known, language):
        check(picture.drawing)


def test_every_result_has_its_picture() -> None:
    sections = {picture.section for picture in pictures("zh")}
    assert sections == {
        "map", "baseline", "peaks", "importance", "experience", "needs", "gaps", "quadrants", "nps", "satisfaction", "segments",
    } | set(everything().more)  # fmt: skip


def test_pictures_have_names_of_their_own_that_can_be_files_and_links() -> None:
    names = [picture.drawing.name for picture in pictures("zh")]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_-]*", name) for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_says_what_it_is_in_words(language: Language) -> None:
    for picture in pictures(language):
        assert picture.drawing.title, picture.drawing.name
        assert picture.drawing.description, picture.drawing.name


def test_an_english_picture_holds_no_chinese() -> None:
    for picture in pictures("en"):
        assert not re.search(r"[\u4e00-\u9fff]", picture.drawing.words()), picture.drawing.name


def test_both_languages_draw_the_same_marks() -> None:
    for one, two in zip(pictures("zh"), pictures("en"), strict=True):
        assert one.drawing.name == two.drawing.name
        assert len([s for s in one.drawing.shapes if isinstance(s, Marker)]) == len(
            [s for s in two.drawing.shapes if isinstance(s, Marker)]
        )


def test_no_caption_lacks_a_language() -> None:
    said = [value for value in vars(captions).values() if isinstance(value, Text)]
    said += [text for value in vars(captions).values() if isinstance(value, dict) for text in value.values() if isinstance(text, Text)]
    said += [text for value in vars(captions).values() if isinstance(value, tuple) for text in value if isinstance(text, Text)]
    assert len(said) > 60
    assert [text for text in said if text.missing()] == []


def test_blanks_are_the_same_in_both_languages() -> None:
    for value in vars(captions).values():
        for text in value if isinstance(value, tuple) else [value]:
            if isinstance(text, Text):
                assert set(re.findall(r"\{(\w+)\}", text.zh)) == set(re.findall(r"\{(\w+)\}", text.en)), text


def tips(drawing: Drawing) -> list[str]:
    return [shape.tip for shape in drawing.shapes if isinstance(shape, Marker | Box) and shape.tip]


@pytest.mark.parametrize("section", ["importance", "experience", "gaps", "nps", "segments", "baseline"])
def test_every_point_tells_its_interval_and_n(section: str) -> None:
    for picture in pictures("en"):
        if picture.section == section:
            points = [shape for shape in picture.drawing.shapes if isinstance(shape, Marker) and shape.role in {"point", "peak", "end"}]
            assert points
            assert all(re.search(r"\[.+, .+\].*, n = \d", shape.tip) for shape in points if shape.tip)
            assert sum(bool(shape.tip) for shape in points) == len(points)


def test_parts_of_a_bar_fill_it() -> None:
    known = everything()
    assert known.nps is not None
    bars = [shape for shape in chart_nps(known.nps, known.study, "en").shapes if isinstance(shape, Box) and shape.role == "bar"]
    assert len(bars) == 3
    assert sum(bar.width for bar in bars) == pytest.approx(330)


def test_every_answer_of_a_scale_has_its_part_and_its_place_in_the_legend() -> None:
    known = everything()
    assert known.satisfaction is not None
    drawing = chart_satisfaction(known.satisfaction, known.study, "en")
    assert len([shape for shape in drawing.shapes if isinstance(shape, Box) and shape.role == "bar"]) == 5
    assert [label.text for label in drawing.labels() if label.role == "legend"] == ["1", "2", "3", "4", "5"]


def test_peaks_are_drawn_by_both_rules_beside_what_was_published() -> None:
    known = everything()
    assert known.peaks is not None
    words = [label.text for label in (chart_peaks(known.peaks.scenarios[0], known.study, "en") or Drawing(0, 0, ())).labels()]
    assert "Published" in words
    assert "Rule" in words
    assert any(word.endswith(("both rules", "source's rule only", "tested rule only")) for word in words)


def test_common_moments_are_shown_with_what_the_source_lists() -> None:
    known = everything()
    assert known.peaks is not None
    listed = tuple(replace(one, published=False) for one in known.peaks.common)
    drawing = chart_common(replace(known.peaks, common=listed), "en")
    assert drawing is not None
    assert "not listed" in [label.text for label in drawing.labels()]
    assert chart_common(replace(known.peaks, common=()), "en") is None


def test_with_few_moments_nothing_is_among_the_top() -> None:
    known = gather(reading(journey(3, asked=("importance",), needs=False), 60))
    assert known.importance is not None
    drawing = chart_importance(known.importance.scenarios[0], known.study, "en")
    assert drawing is not None
    assert "Among the top 3" not in drawing.words()


def test_a_proved_gap_has_an_arrow_beside_its_colour() -> None:
    known = everything()
    assert known.gaps is not None
    scenario = known.study.scenarios[0]
    drawing = chart_gaps(known.gaps, scenario, "expectation", known.study, "en")
    assert drawing is not None
    proved = [line for line in known.gaps.lines if line.scenario == scenario.key and line.kind == "expectation" and line.significant]
    assert len([label for label in drawing.labels() if label.text[:2] in {"↓ ", "↑ "}]) == len(proved) > 0


def test_groups_have_forms_and_a_verdict() -> None:
    known = everything()
    assert known.segments is not None
    drawing = chart_segments(known.segments, known.study, "en", "importance")
    assert drawing is not None
    assert {shape.sign for shape in drawing.shapes if isinstance(shape, Marker)} == {"circle", "square"}
    assert any("differ" in label.text for label in drawing.labels())


def test_the_baseline_leads_to_each_moment() -> None:
    known = everything()
    drawing = draw_baseline(known, known.scenarios[0], "en")
    assert drawing is not None
    links = {shape.href for shape in drawing.shapes if isinstance(shape, Marker) and shape.href}
    assert links == {f"#moment-{one.moment.key}" for one in known.scenarios[0].moments}


def test_a_point_whose_quadrant_is_unsure_is_hollow() -> None:
    known = everything()
    assert known.quadrants is not None
    for part in known.quadrants.scenarios:
        drawing = draw_quadrants(known, part, "en")
        for point in part.points:
            marker = next(s for s in drawing.shapes if isinstance(s, Marker) and s.href == f"#moment-{point.moment.key}")
            assert (marker.fill == "card") == (point.probabilities[point.quadrant] < 0.8)


def test_a_result_without_a_line_has_no_picture() -> None:
    known = everything()
    assert known.peaks is not None
    empty = replace(known.peaks.scenarios[0], marks=())
    assert isinstance(known.peaks, Peaks)
    assert chart_peaks(empty, known.study, "en") is None
