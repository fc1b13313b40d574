"""Does the workbench work for people, from signing in to the deck? In a real browser, against a real server.

Whatever axe finds on any page, whatever the policy of content forbids, and whatever the browser complains about is a failure.
"""

import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pptx import Presentation
from tests.web.server import Workbench

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 120_000.0
"""Milliseconds; for machines that have much else to do."""


@dataclass
class Visitor:
    """A browser in which everything that goes wrong is noted."""

    context: BrowserContext
    page: Page
    bench: Workbench
    language: str
    complaints: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def look(self, name: str) -> None:
        """Keep a picture of the page, let axe go through it, and see that it does not scroll sideways."""
        self.page.wait_for_load_state("networkidle", timeout=PATIENCE)
        found = Axe().run(self.page).response["violations"]
        self.violations += [f"{name}: {one['id']} {one['nodes'][0]['target']}" for one in found]
        folder = os.environ.get("PEAKEND_SCREENSHOTS")
        if folder:
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
        width = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if width[0] > width[1]:
            self.complaints.append(f"{name} scrolls sideways: {width}")
        self.seen.append(name)

    def go(self, path: str) -> None:
        """Open a page by its path."""
        self.page.goto(f"{self.bench.address}{path}", timeout=PATIENCE)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A demonstration that runs."""
    with Workbench(tmp_path_factory.mktemp("bench") / "home") as running:
        yield running


@pytest.fixture
def visit(browser: Browser, bench: Workbench) -> Iterator[Callable[..., Visitor]]:
    """Browsers of visitors; at the end nothing may have gone wrong in any of them."""
    made: list[Visitor] = []

    def open_browser(language: str = "en", width: int = 1440, tone: str = "light") -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN" if language == "zh" else "en-GB",
            color_scheme=tone,  # type: ignore[arg-type]
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context, context.new_page(), bench, language)
        told, page = visitor.complaints, visitor.page
        page.on("console", lambda message: told.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda fault: told.append(str(fault)))
        page.on(
            "request", lambda request: told.append(request.url) if not request.url.startswith((bench.address, "data:", "blob:")) else None
        )
        made.append(visitor)
        return visitor

    yield open_browser
    faults = [fault for one in made for fault in (*one.complaints, *one.violations)]
    for one in made:
        one.context.close()
    assert [fault for fault in faults if "Content Security Policy" in fault] == []
    assert faults == []


def sign_in(visitor: Visitor, role: str) -> None:
    """Come in by the entry of a role on the sign-in page of the demonstration."""
    visitor.go("/sign-in")
    visitor.page.locator(f"form:has(input[value=demo-{role}]) button").click()
    visitor.page.wait_for_url(re.compile(r"/$"))
    visitor.page.locator(f".switch button[value={visitor.language}]").click()  # the profile keeps what the last visitor chose
    visitor.page.wait_for_selector(f"html[lang={'zh-Hans' if visitor.language == 'zh' else 'en'}]")


@pytest.mark.parametrize(("language", "width", "tone"), [("zh", 1440, "light"), ("en", 390, "dark")])
def test_from_the_door_to_the_map_and_to_a_moment(visit: Callable[..., Visitor], language: str, width: int, tone: str) -> None:
    visitor = visit(language, width, tone)
    page = visitor.page
    visitor.go("/sign-in")
    visitor.look(f"sign-in-{language}-{width}")
    sign_in(visitor, "lead")
    visitor.look(f"studies-{language}-{width}")
    page.locator("a[href*='/map']").first.click()
    page.wait_for_url(re.compile(r"/studies/\d+/map"))
    expect(page.locator("main svg").first).to_be_attached()
    page.wait_for_selector(".coming", state="detached")
    visitor.look(f"map-{language}-{width}")
    page.goto(re.sub(r"/map.*", "/map?a.tier=gold", page.url))
    page.wait_for_selector(".coming", state="detached")
    visitor.look(f"map-gold-{language}-{width}")
    assert "a.tier=gold" in page.url
    page.goto(re.sub(r"/map.*", "/moments/visit_questions", page.url))
    visitor.look(f"moment-{language}-{width}")
    other = "en" if language == "zh" else "zh"
    page.locator(f".switch button[value={other}]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en" if other == "en" else "zh-Hans")
    assert "/moments/visit_questions" in page.url
    page.locator(f".switch button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en" if language == "en" else "zh-Hans")


PLACES: tuple[str, ...] = (
    "define",
    "define/moments",
    "define/remarks",
    "define/versions",
    "define/pages/service",
    "define/pages/questions",
    "answers",
)
PLACES += ("results", "results/importance", "results/peaks", "results/nps", "results/gaps", "compare", "baselines", "reports", "links")


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1440)])
def test_every_page_of_a_study_can_be_read_by_everybody(visit: Callable[..., Visitor], language: str, width: int) -> None:
    visitor = visit(language, width)
    sign_in(visitor, "lead")
    study = re.search(r"/studies/\d+", visitor.page.locator("a[href*='/map']").first.get_attribute("href") or "")
    assert study is not None
    for place in PLACES:
        visitor.go(f"{study[0]}/{place}")
        visitor.look(f"{place.replace('/', '-')}-{language}-{width}")
    for place in ("/studies/new", "/studies/from-export", "/profile", "/profile/password", "/profile/tokens", "/units"):
        visitor.go(place)
        visitor.look(f"{place.strip('/').replace('/', '-')}-{language}-{width}")


def test_an_administrator_and_an_auditor_see_their_pages(visit: Callable[..., Visitor]) -> None:
    for role in ("admin", "auditor"):
        visitor = visit("en", 1440)
        sign_in(visitor, role)
        visitor.look(f"first-page-{role}")
        visitor.go("/audit")
        visitor.look(f"audit-{role}")


SCORED = ("语音通话整体满意度", "网络覆盖与信号强度", "语音通话清晰度", "语音通话稳定性")


def write_survey(path: Path) -> Path:
    """A survey in the form of a carrier's export: scores from 1 to 10, yes or no as 1 and 2, ticked places as their number or -1."""
    chance = random.Random(5)  # noqa: S311 - made-up answers
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["用户id", *SCORED, "是否遇到过网络问题", "居民小区", "办公室", "用户描述", "客户星级标识"])
    for number in range(400):
        whole = chance.randint(3, 10)
        scores = [min(10, max(1, whole + chance.randint(-2, 2))) for _ in SCORED]
        met = chance.choice([1, 2])
        ticked = [place if met == 1 and chance.random() < 0.4 else -1 for place in (1, 2)]
        sheet.append(
            [
                f"U{number:05d}",
                *scores,
                met,
                *ticked,
                "电梯里没有信号" if ticked[0] == 1 else None,
                chance.choice(["金卡", "银卡", "未评级"]),
            ]
        )
    book.save(path)
    return path


def bring_in(visitor: Visitor, survey: Path) -> str:
    """Draft a study from an export, import the same file into it, and go to its map; the address of the study."""
    page = visitor.page
    visitor.go("/studies/from-export")
    page.set_input_files("input#file", str(survey))
    page.locator("form.drop button.main").click()
    create = page.locator("form[action*='/create'] button.main")
    create.wait_for(timeout=PATIENCE)
    visitor.look("draft")
    create.click()
    page.wait_for_url(re.compile(r"/studies/\d+"))
    study = re.search(r"/studies/\d+", page.url)
    assert study is not None
    visitor.go(f"{study[0]}/answers")
    page.set_input_files("input#file", str(survey))
    page.locator("form.drop button.main").click()
    trial = page.locator("form[action$='/trial'] button.main")
    trial.wait_for(timeout=PATIENCE)
    visitor.look("matching")
    wave = page.locator("input#wave")
    if wave.count() and not wave.input_value():
        wave.fill("2022")
    trial.click()
    keep = page.locator("form[action$='/import'] button.main")
    keep.wait_for(timeout=PATIENCE)
    visitor.look("trial")
    keep.click()
    done = page.locator("a.button.main[href*='/map']")
    done.wait_for(timeout=PATIENCE)
    visitor.look("imported")
    done.click()
    page.wait_for_url(re.compile(r"/map"))
    page.wait_for_selector(".coming", state="detached")
    return study[0]


def test_a_file_is_brought_in_its_map_seen_and_its_deck_taken_home(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit("zh", 1440)
    sign_in(visitor, "lead")
    study = bring_in(visitor, write_survey(tmp_path / "语音业务用户满意度数据.xlsx"))
    visitor.look("own-map")
    deck = fetch_deck(visitor, study, tmp_path)
    assert len(Presentation(str(deck)).slides) > 3


def fetch_deck(visitor: Visitor, study: str, folder: Path) -> Path:
    """Have the whole deck made, wait, and keep it."""
    page = visitor.page
    visitor.go(f"{study}/reports")
    page.locator("form[action*='/reports/deck/make'] button").first.click()
    ready = page.locator("a[href$='/file']")
    ready.wait_for(timeout=PATIENCE)
    visitor.look("deck-ready")
    with page.expect_download() as waiting:
        ready.click()
    out = folder / "deck.pptx"
    waiting.value.save_as(out)
    return out


@pytest.mark.real
def test_the_real_survey_of_a_carrier_is_brought_in(visit: Callable[..., Visitor], real: Callable[[str], Path], tmp_path: Path) -> None:
    visitor = visit("zh", 1440)
    sign_in(visitor, "lead")
    study = bring_in(visitor, real("zh_telecom_voice/附件1语音业务用户满意度数据.xlsx"))
    visitor.look("real-map")
    assert len(Presentation(str(fetch_deck(visitor, study, tmp_path))).slides) > 3


def test_a_city_sees_its_own_answers_alone(visit: Callable[..., Visitor]) -> None:
    counts = {}
    for role in ("lead", "city"):
        visitor = visit("en", 1440)
        sign_in(visitor, role)
        visitor.page.locator("a[href*='/map']").first.click()
        visitor.page.wait_for_url(re.compile(r"/map"))
        visitor.page.wait_for_selector(".coming", state="detached")
        visitor.look(f"map-of-{role}")
        counts[role] = visitor.page.locator("main .head p").first.inner_text()
    assert counts["lead"] != counts["city"]
