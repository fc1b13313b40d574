"""Can everything be done by hand: by keyboard alone, by dragging, without script, and by two people at the same time?"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect
from tests.browser.visitor import Visitor, find_demo, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def names_in(lane: Locator) -> list[str]:
    """The moments of a stage, in their order."""
    return lane.locator("li.tile").evaluate_all("(tiles) => tiles.map((tile) => tile.dataset.key)")


def press_on(visitor: Visitor, there: Locator, key: str = "Enter") -> None:
    """Go to something by keyboard and press a key on it."""
    there.focus()
    visitor.page.keyboard.press(key)


def own_study(visitor: Visitor, key: str) -> str:
    """A study to work on, made from a template."""
    visitor.go("/studies/new?start=telecom-vip")
    visitor.page.locator("input[name=start][value='telecom-vip']").check()
    visitor.page.locator("#id_key").fill(key)
    visitor.page.locator("form:has(#id_key) button.main").click()
    visitor.page.wait_for_url(re.compile(r"/studies/\d+/define"))
    found = re.search(r"/studies/\d+", visitor.page.url)
    assert found is not None
    return found[0]


def test_a_moment_is_moved_by_keyboard_and_by_dragging_and_each_is_undone(visit: Callable[..., Visitor]) -> None:
    visitor = visit(language="en")
    page = visitor.page
    sign_in(visitor, "lead")
    visitor.go(f"{own_study(visitor, 'hands')}/define/moments")
    stage = page.locator("ol[data-stage]:has(li.tile + li.tile)").first.get_attribute("data-stage")
    lane = page.locator(f"ol[data-stage={stage}]")
    before = names_in(lane)
    assert len(before) > 1

    press_on(visitor, page.locator(f"#down-{before[0]}"))
    expect(lane.locator("li.tile").nth(1)).to_have_attribute("data-key", before[0])
    expect(page.locator(f"#down-{before[0]}")).to_be_focused()
    press_on(visitor, page.locator("form[action$='/undo'] button"))
    expect(lane.locator("li.tile").first).to_have_attribute("data-key", before[0])

    other = page.locator(f"ol[data-stage]:not([data-stage={stage}]):has(li.tile)").first
    there = other.get_attribute("data-stage")
    grip, target = page.locator(f"#tile-{before[0]} .grip"), other.locator("li.tile").first
    start, end = grip.bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + 20, steps=12)
    page.mouse.move(end["x"] + 42, end["y"] + 24, steps=3)
    with page.expect_response(re.compile(r"/place$")):
        page.mouse.up()
    expect(page.locator(f"ol[data-stage={there}] #tile-{before[0]}")).to_be_visible()
    page.reload()
    assert before[0] in names_in(page.locator(f"ol[data-stage={there}]"))
    press_on(visitor, page.locator("form[action$='/undo'] button"))
    expect(lane.locator(f"#tile-{before[0]}")).to_be_visible()
    assert names_in(lane) == before


def test_tabs_filters_and_menus_of_the_map_work_by_keyboard(visit: Callable[..., Visitor]) -> None:
    visitor = visit(language="en")
    page = visitor.page
    sign_in(visitor, "lead")
    visitor.go(f"{find_demo(visitor)}/map")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()

    press_on(visitor, page.locator("nav.tabs a:not([aria-current])").first)
    page.wait_for_url(re.compile(r"scenario="))
    visitor.settle()
    tier = page.locator("select[name='a.tier']")
    tier.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(re.compile(r"a\.tier="))
    assert "scenario=" in page.url
    visitor.settle()

    visitor.speak("zh")
    assert re.search(r"a\.tier=", page.url), "the switch of languages keeps what was filtered without loading the page"
    visitor.speak("en")

    lanes = page.locator("details.lanes > summary")
    press_on(visitor, lanes)
    expect(page.locator("details.lanes .menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("details.lanes .menu")).to_be_hidden()
    expect(lanes).to_be_focused()
    press_on(visitor, page.locator("details.person > summary"))
    expect(page.locator("details.person .menu")).to_be_visible()
    page.keyboard.press("Escape")
    press_on(visitor, page.locator(".map svg a[href*='/moments/']").first)
    page.wait_for_url(re.compile(r"/moments/\w+"))
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_chief_way_needs_no_script(visit: Callable[..., Visitor], language: str) -> None:
    visitor = visit(language=language, script=False)
    page = visitor.page
    sign_in_plainly(visitor)
    page.locator(f".switch button[value={language}]").click()
    page.locator(f"a[href='{find_demo(visitor)}/map']").first.click()
    page.wait_for_url(re.compile(r"/map"))
    if page.locator(".coming a").count():
        page.locator(".coming a").click()
    expect(page.locator(".map svg").first).to_be_visible()
    page.locator("select[name='a.tier']").select_option("gold")
    page.locator("form.filters button").click()
    page.wait_for_url(re.compile(r"a\.tier=gold"))
    if page.locator(".coming a").count():
        page.locator(".coming a").click()
    page.locator(".map svg a[href*='/moments/']").first.click()
    page.wait_for_url(re.compile(r"/moments/\w+.*a\.tier=gold"))
    other = "en" if language == "zh" else "zh"
    page.locator(f".switch button[value={other}]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en" if other == "en" else "zh-Hans")
    assert "a.tier=gold" in page.url


def sign_in_plainly(visitor: Visitor) -> None:
    """Come in where no script runs."""
    visitor.page.goto(f"{visitor.bench.address}/sign-in")
    visitor.page.locator("form:has(input[value=demo-lead]) button").click()
    visitor.page.wait_for_url(re.compile(r"/$"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_is_second_is_told_sees_what_the_first_did_and_loses_nothing(visit: Callable[..., Visitor], language: str) -> None:
    first, second = visit(language=language), visit(language=language)
    for visitor, role in ((first, "analyst"), (second, "lead")):
        sign_in(visitor, role)
    second.pardoned.add("the server responded with a status of 409")
    place = f"{own_study(second, f'two_{language}')}/define/parts/moments/visit_questions"
    theirs, mine = {"zh": "先改的名字", "en": "Renamed at first"}, {"zh": "后改的名字", "en": "Renamed at last"}
    for visitor in (first, second):
        visitor.go(place)
        visitor.page.locator("a.edit[href*='/fields/name']").click()
        visitor.page.locator(".cell-form input[name=zh]").wait_for()
    for visitor, words in ((first, theirs), (second, mine)):
        for tongue, said in words.items():
            visitor.page.locator(f".cell-form input[name={tongue}]").fill(said)
    first.page.locator(".cell-form button.main").click()
    first.page.wait_for_selector(".cell-form", state="detached")
    second.page.locator(".cell-form button.main").click()
    told = second.page.locator("#content")
    expect(told.locator(".faults")).to_be_visible()
    for said in (*theirs.values(), *mine.values(), "demo-analyst"):
        expect(told).to_contain_text(said)
    second.look(f"two-{language}")
    second.page.locator("form:has(input[name=seen]) button.button:not(.small)").last.click()
    expect(second.page.locator("h1")).to_contain_text(mine[language])
    first.go(place)
    expect(first.page.locator("h1")).to_contain_text(mine[language])


def test_two_who_change_different_things_do_not_disturb_each_other(visit: Callable[..., Visitor]) -> None:
    first, second = visit(language="en"), visit(language="en")
    for visitor, role in ((first, "analyst"), (second, "lead")):
        sign_in(visitor, role)
    part = f"{own_study(second, 'beside')}/define/parts/moments"
    for visitor, key in ((first, "visit_questions"), (second, "visit_talk")):
        visitor.go(f"{part}/{key}")
        visitor.page.locator("a.edit[href*='/fields/name']").click()
        visitor.page.locator(".cell-form input[name=en]").fill(f"New name of {key}")
    for visitor in (first, second):
        visitor.page.locator(".cell-form button.main").click()
        visitor.page.wait_for_selector(".cell-form", state="detached")
    for key in ("visit_questions", "visit_talk"):
        first.go(f"{part}/{key}")
        expect(first.page.locator("h1")).to_contain_text(f"New name of {key}")


def test_a_city_sees_its_own_answers_alone(visit: Callable[..., Visitor]) -> None:
    counts = {}
    for role in ("lead", "city"):
        visitor = visit(language="en")
        sign_in(visitor, role)
        visitor.go(f"{find_demo(visitor)}/map")
        counts[role] = visitor.page.locator("main .head p").first.inner_text()
    assert counts["lead"] != counts["city"]
