"""Is everything that the workbench hands out ours or licensed, does it name no foreign host, and are its colours those of the pictures?"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
WEB = ROOT / "src" / "peakend" / "web"
VENDOR = WEB / "shell" / "static" / "vendor"
HANDED = sorted(
    path
    for path in WEB.rglob("*")
    if path.is_file() and path.suffix in {".html", ".js", ".css", ".svg"} and not path.is_relative_to(VENDOR)
)
NAMES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml"}
"""Names of vocabularies, which look like addresses and are never fetched."""

each_handed = pytest.mark.parametrize("path", HANDED, ids=lambda path: path.relative_to(WEB).as_posix())


def test_everything_from_elsewhere_has_its_licence_and_its_version() -> None:
    scripts = sorted(path for path in VENDOR.iterdir() if not path.name.endswith(".LICENSE.txt"))
    assert scripts
    for path in scripts:
        named = re.fullmatch(r"([a-z]+)-(\d+\.\d+\.\d+)\.min\.(js|css)", path.name)
        assert named is not None, path.name
        licence = (VENDOR / f"{named[1]}.LICENSE.txt").read_text(encoding="utf-8")
        assert re.search(r"Copyright|Zero-Clause BSD|0BSD", licence), path.name
        assert named[2] in path.read_text(encoding="utf-8"), f"{path.name} is another version than it says"
    licensed = {path.name.split("-")[0] for path in scripts}
    assert {path.name.split(".")[0] for path in VENDOR.glob("*.LICENSE.txt")} == licensed


def test_nothing_from_elsewhere_lies_outside_its_folder() -> None:
    minified = [
        path
        for path in WEB.rglob("*.js")
        if not path.is_relative_to(VENDOR) and max(map(len, path.read_text("utf-8").splitlines() or [""])) > 400
    ]
    assert minified == []


def test_the_font_is_the_one_of_the_reports_with_its_licence() -> None:
    font = WEB / "shell" / "static" / "shell" / "PeakendSansSC-Regular.woff2"
    assert font.read_bytes()[:4] == b"wOF2"
    assert "SIL OPEN FONT LICENSE" in (ROOT / "src/peakend/report/fonts/OFL.txt").read_text(encoding="utf-8").upper()


@each_handed
def test_no_template_or_script_names_a_foreign_host(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    found = set(re.findall(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s\"'<>)]*", words, flags=re.IGNORECASE))
    assert found - NAMES == set()


@each_handed
def test_nothing_stands_inline_that_the_policy_forbids(path: Path) -> None:
    if path.suffix != ".html":
        return
    words = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))
    assert re.findall(r"<script(?![^>]*\bsrc=)", words) == []
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|\bhx-on|javascript:|\bjs:", words) == []


def test_the_style_sheet_of_colours_is_what_its_tool_writes() -> None:
    order = "import runpy, sys; sys.stdout.write(runpy.run_path('tools/write_theme.py')['write_rules']())"
    told = subprocess.run([sys.executable, "-c", order], cwd=ROOT, capture_output=True, check=True)
    assert (WEB / "shell" / "static" / "shell" / "theme.css").read_bytes() == told.stdout
