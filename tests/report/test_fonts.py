"""Does our font draw every character that we promise, in both weights, with no other font at hand?"""

import io
from pathlib import Path

import pytest
import vl_convert
from fontTools.ttLib import TTFont
from PIL import Image

from peakend.report import fonts
from peakend.report.lettering import read_face
from peakend.report.outlines import name_glyphs

FILES = [fonts.REGULAR, fonts.BOLD, fonts.WEB]
SIGNS = "αβχρσΔ−±×·…≤≥≠²↑↓→←▲■◇★●○△◎◆□┋“”‘’–—%0123456789ÀÉéèçñöüßŒœ¥£€、。，；：？！（）《》【】"
LETTERS_OF_NAMES = "喆堃赟珺"


@pytest.fixture(scope="module", autouse=True)
def _registered() -> None:
    vl_convert.register_font_directory(str(fonts.FOLDER))


def picture(words: str, *, family: str = fonts.FAMILY, weight: int = 400) -> Image.Image:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="60"><rect width="640" height="60" fill="#fff"/>'
        f'<text x="10" y="42" font-size="32" font-family="{family}" font-weight="{weight}">{words}</text></svg>'
    )
    return Image.open(io.BytesIO(vl_convert.svg_to_png(svg))).convert("L")


def ink(image: Image.Image) -> int:
    return sum(image.histogram()[:128])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_character_of_daily_chinese_is_in_every_file(path: Path) -> None:
    drawn = TTFont(path).getBestCmap()
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    daily = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    assert len(daily) == 6763
    assert [one for one in daily + SIGNS + LETTERS_OF_NAMES if ord(one) not in drawn] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_font_goes_by_its_own_name_and_carries_its_licence(path: Path) -> None:
    font = TTFont(path)
    assert font["name"].getDebugName(1) == fonts.FAMILY
    names = [record.toUnicode() for record in font["name"].names if record.nameID not in {0, 13, 14}]
    assert not any("Noto" in name or "Source" in name for name in names)
    assert "Noto" not in font["CFF "].cff.fontNames[0]
    assert "Open Font License" in font["name"].getDebugName(13)
    assert "Reserved Font Name" in (fonts.FOLDER / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_words_are_measured_as_the_font_draws_them(bold: bool) -> None:  # noqa: FBT001 - a face is bold or it is not
    font = TTFont(fonts.BOLD if bold else fonts.REGULAR)
    unit, metrics, face = font["head"].unitsPerEm, font["hmtx"].metrics, read_face(bold)
    glyphs = name_glyphs(bold)
    assert set(glyphs) == set(face.widths)
    assert {form: face.widths[form] for form in glyphs} == {form: metrics[glyph][0] / unit for form, glyph in glyphs.items()}


@pytest.mark.parametrize("words", ["预约上门", "峰值与终值", "▲ ■ ◇ ★", "± 0.03 ≥ 90%", "χ² ρ σ Δ"])
def test_words_are_really_drawn(words: str) -> None:
    assert ink(picture(words)) > 200


def test_a_family_nobody_knows_draws_nothing_which_is_why_this_is_tested() -> None:
    assert ink(picture("预约上门", family="Nobody Knows It")) == 0


def test_different_characters_look_different() -> None:
    shapes = {picture(one).tobytes() for one in "预约上门峰值终"}
    assert len(shapes) == 7


def test_bold_has_more_ink() -> None:
    assert ink(picture("关键时刻", weight=700)) > 1.2 * ink(picture("关键时刻"))


def test_digits_have_one_width() -> None:
    font = TTFont(fonts.REGULAR)
    drawn = font.getBestCmap()
    assert len({font["hmtx"][drawn[ord(digit)]][0] for digit in "0123456789−"}) == 1


def width(words: str) -> int:
    box = picture(words).point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert box is not None
    return box[2] - box[0]


def test_an_apostrophe_and_a_separating_dot_are_narrow_and_chinese_marks_are_wide() -> None:
    assert width("Customer’s") < width("Customer") + 30
    assert width("customers’ say") < width("customers say") + 15
    assert width("n · w") < width("n w") + 30
    assert width("客户’客户") > width("客户客户") + 30
    assert width("卡尔·马克") > width("卡尔马克") + 30
