"""Does the report page work for people: on a phone and on a wall, by keyboard, in the dark, on paper, for readers of screens, offline?"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.report.drawn import everything

from peakend.report.page.document import compose_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(compose_page(everything(), "zh"), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(tab: Page, address: str) -> Iterator[Page]:
    """The page, opened offline; whatever the browser complains about is a failure."""
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    tab.on("pageerror", lambda fault: complaints.append(str(fault)))
    tab.on("requestfailed", lambda request: complaints.append(request.url))
    tab.goto(address)
    yield tab
    assert complaints == []


def test_nothing_is_asked_of_the_network(tab: Page, address: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address)
    assert {re.split(r"[:,]", url)[0] for url in asked} <= {"file", "data"}


@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_the_page_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_its_own_font_is_loaded_in_both_weights(page: Page) -> None:
    weights = "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.weight).sort())"
    assert page.evaluate(weights) == ["400", "700"]


@pytest.mark.parametrize(("tone", "width", "language"), [("light", 390, "zh"), ("dark", 1280, "en")])
def test_readers_of_screens_find_no_fault(browser: Browser, address: str, tone: str, width: int, language: str) -> None:
    context = browser.new_context(offline=True, color_scheme=tone, viewport={"width": width, "height": 900}, bypass_csp=True)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(address)
    tab.click(f".switch button[value={language}]")
    tab.click(f'.part[lang={language}] .bar button[value=""]')
    assert [violation["id"] for violation in Axe().run(tab).response["violations"]] == []
    context.close()


def test_the_language_is_switched_and_the_place_kept(page: Page) -> None:
    page.evaluate("location.hash = 'zh-gaps'")
    page.click(".switch button[value=en]")
    assert page.evaluate("[document.documentElement.lang, location.hash]") == ["en", "#en-gaps"]
    expect(page.locator(".part[lang=en]")).to_be_visible()
    expect(page.locator(".part[lang=zh]")).to_be_hidden()
    expect(page.locator("header .study[lang=en]")).to_be_visible()
    assert "report" in page.title()


def test_one_scenario_is_shown_at_a_time_or_all(page: Page) -> None:
    shown = "[...document.querySelectorAll('.part[lang=zh] figure[data-scenario]')].filter(f => !f.hidden).map(f => f.dataset.scenario)"
    assert set(page.evaluate(shown)) == {"s1"}
    page.click('.part[lang=zh] .bar button[value="s2"]')
    assert set(page.evaluate(shown)) == {"s2"}
    page.click('.part[lang=zh] .bar button[value=""]')
    assert set(page.evaluate(shown)) == {"s1", "s2"}


def test_a_mark_leads_to_the_evidence_of_its_moment_even_in_a_hidden_scenario(page: Page) -> None:
    page.locator("#zh-picture-baseline-s1 svg a").first.click()
    assert page.evaluate("location.hash").startswith("#zh-moment-s1")
    page.evaluate("location.hash = 'zh-moment-s2m3'")
    expect(page.locator("#zh-moment-s2m3")).to_be_in_viewport()


def test_the_first_key_leads_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "zh-main"


def test_everything_that_can_be_done_can_be_done_by_keyboard(page: Page) -> None:
    focusable = page.evaluate(
        "[...document.querySelectorAll('.part[lang=zh] button, .part[lang=zh] summary, .part[lang=zh] .scroll, .part[lang=zh] .panes')]"
        ".every(e => e.tabIndex >= 0)"
    )
    assert focusable
    page.locator(".part[lang=zh] details.table summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".part[lang=zh] details.table[open] table").first).to_be_visible()


def test_focus_can_be_seen(page: Page) -> None:
    page.locator(".bar button").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_names_of_moments_and_lanes_stay_in_sight_while_the_map_scrolls(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    panes = page.locator("#zh-pane-map-s1 .panes")
    panes.evaluate("e => { e.scrollLeft = 300; e.scrollTop = 200 }")
    box, corner = panes.bounding_box(), panes.locator(".corner").bounding_box()
    side, head = panes.locator(".side").bounding_box(), panes.locator(".head").bounding_box()
    assert box is not None
    assert corner is not None
    assert side is not None
    assert head is not None
    assert abs(corner["x"] - box["x"]) < 2
    assert abs(side["x"] - box["x"]) < 2
    assert abs(head["y"] - box["y"]) < 2


def test_the_four_windows_of_a_map_join_without_a_seam(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 1200})
    places = page.evaluate(
        "['corner','head','side','body'].map(n => { const r = document.querySelector('#zh-pane-map-s1 .' + n).getBoundingClientRect();"
        " return [r.left, r.top, r.right, r.bottom] })"
    )
    corner, head, side, body = places
    assert abs(corner[2] - head[0]) < 1
    assert abs(corner[3] - side[1]) < 1
    assert abs(head[0] - body[0]) < 1
    assert abs(side[1] - body[1]) < 1


def test_it_is_dark_where_the_system_is_and_can_be_turned(browser: Browser, address: str) -> None:
    context = browser.new_context(offline=True, color_scheme="dark")
    tab = context.new_page()
    tab.goto(address)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert tab.evaluate(ground) == "rgb(14, 21, 28)"
    tab.click(".tone")
    assert tab.evaluate(ground) == "rgb(246, 247, 249)"
    context.close()


def test_without_script_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert tab.locator(".part[lang=zh] figure[data-scenario=s2]").first.is_visible()
    context.close()


def test_on_paper_every_scenario_is_printed_and_maps_lie_on_wide_sheets(browser: Browser, address: str, tmp_path: Path) -> None:
    context = browser.new_context(offline=True, color_scheme="dark")
    tab = context.new_page()
    tab.goto(address)
    tab.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True, print_background=True)
    boxes = re.findall(rb"/MediaBox \[([\d. ]+)\]", (tmp_path / "report.pdf").read_bytes())
    sizes = {tuple(round(float(length)) for length in box.split()[2:]) for box in boxes}
    assert {(595, 842), (1191, 842)} <= {(width, height) for width, height in sizes} or {(595, 842), (1190, 842)} <= sizes
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.locator(".part[lang=zh] figure[data-scenario=s2]").first.is_visible()
    assert not tab.locator(".part[lang=en]").is_visible()
    context.close()
