"""Which pictures of the workbench stand in the README and the guide? Pages of the demonstration, as a browser shows them.

.venv/bin/python tools/write_pictures.py     starts a demonstration of its own and writes docs/pictures/*.png (needs chromium)
"""

import io
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.web.server import Workbench  # noqa: E402 - the tests' own way of running one

FOLDER: Final = ROOT / "docs" / "pictures"
LARGEST: Final = 300_000
"""Bytes of a picture, at most."""

PATIENCE: Final = 120_000.0


class View(NamedTuple):
    """A page as it is shown: name of the picture, language, width and most height of the window, and what is opened."""

    name: str
    language: str
    width: int
    height: int
    page: str


VIEWS: Final = (
    View("map-zh", "zh", 1440, 1500, "map"),
    View("map-en", "en", 1440, 1500, "map"),
    View("moment-en", "en", 1440, 1500, "moments/visit_questions"),
    View("moment-zh", "zh", 1440, 1500, "moments/visit_questions"),
    View("result-en", "en", 1440, 1160, "results/quadrants"),
    View("result-zh", "zh", 1440, 1160, "results/quadrants"),
    View("phone-en", "en", 390, 1500, "map"),
    View("phone-zh", "zh", 390, 1500, "map"),
)


def take(browser: Browser, address: str, view: View) -> bytes:
    """A picture of a page, signed in as the lead of the demonstration."""
    context = browser.new_context(viewport={"width": view.width, "height": 900}, color_scheme="light", device_scale_factor=1)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.locator("form:has(input[value=demo-lead]) button").click()
    page.locator(f".switch button[value={view.language}]").click()
    page.wait_for_selector(f"html[lang={'zh-Hans' if view.language == 'zh' else 'en'}]")
    study = page.locator("a[href*='/map']").first.get_attribute("href") or ""
    page.goto(f"{address}{study.rpartition('/')[0]}/{view.page}")
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(".coming", state="detached")
    high = min(view.height, int(page.evaluate("document.documentElement.scrollHeight")))
    taken = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": view.width, "height": high})
    context.close()
    return taken


def shrink(taken: bytes) -> bytes:
    """The same picture in as many colours as fit into the size that a README may take."""
    kept = io.BytesIO()
    for colours in (256, 128, 64):
        kept = io.BytesIO()
        Image.open(io.BytesIO(taken)).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(kept, "png", optimize=True)
        if kept.tell() < LARGEST:
            break
    return kept.getvalue()


def main() -> None:
    """Write every picture anew."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("chromium is missing")
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as home, Workbench(Path(home) / "home") as bench, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for view in VIEWS:
            path = FOLDER / f"{view.name}.png"
            path.write_bytes(shrink(take(browser, bench.address, view)))
            print(path.relative_to(ROOT), f"{path.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
