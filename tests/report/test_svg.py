"""Does a drawing become the same picture everywhere, whatever its words hold?"""

import re
from xml.etree.ElementTree import fromstring

import pytest
from tests.report.drawn import HOSTILE

from peakend.report.boxes import Box, Drawing, Label, Marker, Polygon, Polyline, Shape, Sign
from peakend.report.images import make_png
from peakend.report.lettering import letter
from peakend.report.svg import Looks, corners, embed_svg, write_svg

SIGNS: tuple[Sign, ...] = ("triangle", "square", "diamond", "star", "circle", "ring", "down", "left", "right", "cross", "tick")
SHAPES: tuple[Shape, ...] = (
    Box(5, 5, 90, 40, fill="card", stroke="line", radius=6, tip="box"),
    Polyline(((5, 50), (50, 60), (90, 50)), stroke="importance", line=2, dash=(4, 4)),
    Polyline(((5, 70), (90, 70)), stroke="grid"),
    Polyline(((5, 75), (90, 75)), stroke="grid"),
    Polygon(((10, 80), (40, 80), (25, 95)), fill="importance_band"),
    Marker("triangle", 60, 88, 12, "peak", href="#moment-x", tip="峰"),
    letter(10, 10, "预约 Appointment", 12, bold=True),
)
DRAWING = Drawing(100, 100, SHAPES, title="图", description="说明", name="x")


def test_a_picture_alone_is_well_formed_and_says_what_it_is() -> None:
    root = fromstring(write_svg(DRAWING))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert [root.findtext(f"{space}{name}") for name in ("title", "desc")] == ["图", "说明"]


def test_a_picture_alone_needs_no_font_no_style_and_no_script() -> None:
    svg = write_svg(DRAWING)
    assert not re.search(r"<text|font-family|<style|style=|<script|var\(", svg)
    assert svg.count("http") == 2  # the names of SVG and of its links


def test_a_picture_alone_is_written_in_its_own_colours_in_light_and_dark() -> None:
    assert "#d1495b" in write_svg(DRAWING)
    assert write_svg(DRAWING, "dark") != write_svg(DRAWING)


def test_what_a_user_wrote_never_becomes_markup() -> None:
    drawing = Drawing(400, 40, (letter(0, 0, HOSTILE, tip=HOSTILE), Box(0, 0, 9, 9, tip=HOSTILE)), title=HOSTILE, description=HOSTILE)
    for svg in (write_svg(drawing), embed_svg(drawing, Looks())):
        root = fromstring(svg)  # noqa: S314 - our own
        assert not [element for element in root.iter() if "script" in element.tag]


def test_on_a_page_words_are_words_and_marks_lead_to_their_evidence() -> None:
    svg = embed_svg(DRAWING, Looks())
    assert ">预约 Appointment</text>" in svg
    assert '<a href="#moment-x">' in svg
    assert "<title>峰</title>" in svg
    assert 'role="group"' in svg  # an image may not hold links


def test_shapes_of_one_look_share_a_class() -> None:
    looks = Looks()
    first, second = embed_svg(DRAWING, looks), embed_svg(DRAWING, looks)
    assert first == second
    assert all(f".{name}{{" in looks.rules() for name in re.findall(r'class="(k\d+)"', first))
    assert "style=" not in first


def test_plain_lines_of_one_look_are_one_path() -> None:
    assert 'd="M5 70H90M5 75H90"' in embed_svg(DRAWING, Looks())


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_drawn_where_it_stands(sign: Sign) -> None:
    svg = write_svg(Drawing(40, 40, (Marker(sign, 20, 20, 20, "ink", "ink"),)))
    assert make_png(svg) != make_png(write_svg(Drawing(40, 40, ())))
    if sign not in {"circle", "ring", "cross", "tick"}:
        assert all(8 <= x <= 32 and 8 <= y <= 32 for x, y in corners(Marker(sign, 20, 20, 20)))


def test_a_rare_character_stays_text_for_other_fonts() -> None:
    svg = write_svg(Drawing(100, 30, (letter(0, 0, "预约龘"),)))
    assert re.findall(r">([^<]+)</text>", svg) == ["龘"]
    assert 'aria-label="预约"' in svg


def test_a_letter_is_outlined_once_however_often_it_stands_there() -> None:
    svg = write_svg(Drawing(200, 30, (letter(0, 0, "峰峰峰峰"),)))
    assert svg.count("<path id=") == 1
    assert svg.count("<use ") == 4


def test_an_empty_label_draws_nothing() -> None:
    assert "<use" not in write_svg(Drawing(50, 20, (Label(0, 0, (" ",)),)))
