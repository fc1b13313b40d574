"""Somebody at the workbench, in a real browser. Whatever goes wrong in it is noted, and every page can be gone through for faults."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from tests.web.server import Workbench

PATIENCE: Final = 120_000.0
"""Milliseconds; for machines that have much else to do."""

LANGUAGES: Final = {"zh": "zh-Hans", "en": "en"}
"""What a page says of its language."""

WATCH: Final = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`Content Security Policy: ${event.violatedDirective} forbids ${event.blockedURI || event.sample}`));
"""
"""Runs in every page before its own scripts: what the policy of content forbids is said aloud, also where the browser would not."""

AXE: Final = Axe().axe_script
RUN_AXE: Final = """() => axe.run({resultTypes: ["violations"]}).then((found) => found.violations.map(
  (one) => `axe ${one.id} (${one.nodes.length}): ${one.nodes[0].target} ${one.nodes[0].html.slice(0, 160)}`))"""

INSPECT: Final = (Path(__file__).parent / "inspect.js").read_text(encoding="utf-8")
FOCUS: Final = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")


@dataclass
class Visitor:
    """A browser of one person, with all that went wrong in it."""

    context: BrowserContext
    page: Page
    bench: Workbench
    language: str
    complaints: list[str] = field(default_factory=list)
    """What the browser said: errors, warnings, requests to elsewhere."""
    faults: list[str] = field(default_factory=list)
    """What was found on pages."""
    seen: list[str] = field(default_factory=list)
    """The pages that were gone through."""
    pardoned: set[str] = field(default_factory=set)
    """Complaints that belong to what a test does on purpose, such as asking for a page that is not there."""

    def go(self, path: str) -> int:
        """Open a page by its path and wait for all of it; the status of the answer."""
        told = self.page.goto(path if path.startswith("http") else f"{self.bench.address}{path}", timeout=PATIENCE)
        self.settle()
        return told.status if told else 0

    def settle(self) -> None:
        """Wait until all of the page is there: its pieces that come later, and its letters."""
        self.page.wait_for_load_state("load", timeout=PATIENCE)
        self.page.wait_for_selector(".coming", state="detached", timeout=PATIENCE)
        self.page.evaluate("() => document.fonts.ready.then(() => true)")

    def look(self, name: str, *, foreign: bool = False) -> None:
        """Go through the page as it stands: axe, width, headings, language, focus; keep its picture where pictures are wanted.

        `foreign`: the page shows what people wrote in one language alone.
        """
        if not self.page.evaluate("() => Boolean(window.axe)"):
            self.page.evaluate(AXE)
        found = self.page.evaluate(RUN_AXE)
        found += self.page.evaluate(INSPECT, {"language": self.language, "foreign": foreign})
        keep_picture(self.page, name)
        self.page.keyboard.press("Tab")  # from now on the browser takes it that somebody uses the keyboard
        found += self.page.evaluate(FOCUS)
        self.faults += [f"{name}: {fault}" for fault in found]
        self.seen.append(name)

    def speak(self, language: str) -> None:
        """Choose a language with the button of the page."""
        self.page.locator(f".switch button[value={language}]").click()
        self.page.wait_for_selector(f"html[lang={LANGUAGES[language]}]")
        self.language = language

    def all_faults(self) -> list[str]:
        """All that went wrong and was not done on purpose."""
        told = [one for one in self.complaints if not any(pardon in one for pardon in self.pardoned)]
        return [*told, *self.faults]


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder that PEAKEND_SCREENSHOTS names, if it names one."""
    folder = os.environ.get("PEAKEND_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def open_visitor(
    browser: Browser, bench: Workbench, *, language: str = "en", width: int = 1440, tone: str = "light", script: bool = True
) -> Visitor:
    """A fresh browser; `script` false: one in which no script runs."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale="zh-CN" if language == "zh" else "en-GB",
        color_scheme=tone,  # type: ignore[arg-type]
        accept_downloads=True,
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    if script:
        context.add_init_script(WATCH)
    visitor = Visitor(context, context.new_page(), bench, language)
    told, page = visitor.complaints, visitor.page
    page.on("console", lambda message: told.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda fault: told.append(str(fault)))
    near = (bench.address, "data:", "blob:")
    page.on("request", lambda request: told.append(f"elsewhere: {request.url}") if not request.url.startswith(near) else None)
    return visitor


def sign_in(visitor: Visitor, role: str) -> None:
    """Come in by the entry of a role on the sign-in page of the demonstration."""
    visitor.go("/sign-in")
    visitor.page.locator(f"form:has(input[value=demo-{role}]) button").click()
    visitor.page.wait_for_url(re.compile(r"/$"))
    visitor.speak(visitor.language)  # the profile keeps what the last visitor chose


def find_demo(visitor: Visitor) -> str:
    """The address of the study of the demonstration: the first that was made."""
    links = visitor.page.locator("article.entry a[href*='/studies/']")
    found = links.evaluate_all("(links) => links.map((link) => Number(link.pathname.split('/')[2]))")
    return f"/studies/{min(found)}"
