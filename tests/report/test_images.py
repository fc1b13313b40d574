"""Are the pictures whole on any machine: with no font, in a browser, in an office program?"""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page
from tests.report.drawn import everything, journey, reading

from peakend.errors import FolderNotWritable
from peakend.report.facts import gather
from peakend.report.images import make_png, write_images
from peakend.report.maps.emot import draw_map
from peakend.report.pictures import list_pictures
from peakend.report.svg import write_svg


def ink(image: Image.Image) -> int:
    """How many pixels are clearly dark."""
    return sum(image.convert("L").histogram()[:110])


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.fixture(scope="module")
def map_svg() -> str:
    known = everything()
    return write_svg(draw_map(known, known.scenarios[0], "zh")[0])


def test_every_picture_is_written_as_svg_and_png_whole(tmp_path: Path) -> None:
    paths = write_images(reading(journey(4), 60), tmp_path / "images", "zh")
    assert {path.suffix for path in paths} == {".svg", ".png"}
    assert len(paths) == len({path.name for path in paths}) == len(list((tmp_path / "images").iterdir()))
    assert all(path.stat().st_size > 1000 for path in paths)


def test_every_picture_says_whom_it_stands_for_and_that_its_answers_are_made_up() -> None:
    known = everything()
    for picture in list_pictures(known, "zh"):
        base = known.base_in(picture.scenario)
        words = picture.stand_alone(base, known.study, "zh").words()
        told = picture.drawing.n or base.n  # a picture of complete answers says how many these are
        assert f"n={told}" in words.replace(" ", ""), picture.drawing.name
        assert "200份答卷" in words.replace(" ", ""), picture.drawing.name
        assert "模拟数据" in words, picture.drawing.name


def test_real_answers_carry_no_mark_of_made_up_ones() -> None:
    known = gather(reading(journey(4, synthetic=False), 60))
    said = [picture.stand_alone(known.base, known.study, "zh").words() for picture in list_pictures(known, "zh")]
    assert said
    assert not any("模拟" in words for words in said)


def test_chinese_is_drawn_where_there_is_no_font_at_all(map_svg: str) -> None:
    assert "<text" not in map_svg
    assert ink(opened(make_png(map_svg, 1))) > 15_000


@pytest.mark.browser
def test_a_browser_shows_what_the_png_shows(map_svg: str, tab: Page) -> None:
    tab.set_viewport_size({"width": 1400, "height": 1300})
    tab.set_content(f"<style>body{{margin:0}}</style>{map_svg}")
    seen, drawn = ink(opened(tab.locator("svg").screenshot())), ink(opened(make_png(map_svg, 1)))
    assert abs(seen - drawn) / drawn < 0.15


@pytest.mark.office
def test_an_office_program_shows_what_the_png_shows(map_svg: str, tmp_path: Path, paper: Callable[[Path], list[Path]]) -> None:
    del paper  # asks for the office, which is then used for a picture
    (tmp_path / "map.svg").write_text(map_svg, encoding="utf-8")
    office = shutil.which("soffice") or shutil.which("libreoffice") or ""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = [office, profile, "--headless", "--convert-to", "png", "--outdir", str(tmp_path), str(tmp_path / "map.svg")]
    subprocess.run(order, check=True, capture_output=True, timeout=180)
    with Image.open(tmp_path / "map.png") as seen:
        drawn = opened(make_png(map_svg, seen.width / opened(make_png(map_svg, 1)).width))
        assert abs(ink(seen) - ink(drawn)) / ink(drawn) < 0.25


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(FolderNotWritable, match="taken"):
        write_images(reading(journey(3), 40), tmp_path / "taken", "en")


def test_the_numbers_of_a_scenario_say_how_many_of_all_told_of_it() -> None:
    known = everything()
    part = known.base_in(known.scenarios[0].scenario.key)
    assert (part.whole, part.n) == ((known.base.n, known.scenarios[0].n) if part.n < known.base.n else (0, known.base.n))
    assert known.base_in("no such scenario") == known.base
