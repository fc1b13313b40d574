"""The whole way of somebody who never opens a terminal: from the door to the map, to a moment, to an own survey and its deck."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pptx import Presentation
from tests.browser.survey import draft, fetch_deck, keep, send, try_out
from tests.browser.visitor import Visitor, find_demo, sign_in

pytestmark = pytest.mark.browser


def test_from_the_door_to_an_own_map_and_the_deck_of_it(visit: Callable[..., Visitor], survey: Path, tmp_path: Path) -> None:
    visitor = visit(language="zh")
    page = visitor.page
    sign_in(visitor, "lead")
    demo = find_demo(visitor)

    page.locator(f"a[href='{demo}/map']").first.click()
    expect(page.locator(".map svg").first).to_be_visible()
    visitor.settle()
    everybody = page.locator("main .head p").first.inner_text()

    page.locator("select[name='a.tier']").select_option("gold")
    page.wait_for_url(re.compile(r"a\.tier=gold"))
    visitor.settle()
    assert page.locator("main .head p").first.inner_text() != everybody
    visitor.look("way-map")

    page.locator(".map svg a[href*='/moments/']").first.click()
    page.wait_for_url(re.compile(r"/moments/\w+.*a\.tier=gold"))
    expect(page.locator("main section h2").first).to_be_visible()
    visitor.speak("en")
    assert re.search(r"/moments/\w+\?.*a\.tier=gold", page.url)
    visitor.look("way-moment")
    visitor.speak("zh")

    study = draft(visitor, survey)
    send(visitor, study, survey)
    try_out(visitor)
    keep(visitor)
    page.locator("a.button.main[href*='/map']").click()
    page.wait_for_url(re.compile(r"/map"))
    expect(page.locator(".map svg").first).to_be_visible()
    visitor.look("way-own-map")

    deck = Presentation(str(fetch_deck(visitor, study, tmp_path)))
    assert len(deck.slides) > 3
    said = " ".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert "满意度" in said
