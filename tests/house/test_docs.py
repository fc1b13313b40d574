"""Is the documentation complete in both languages, do its links lead somewhere, and do its examples and commands work?"""

import doctest
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from tests.house.source import ROOT

from peakend.cli import app
from peakend.define.sources import SourceKind
from peakend.define.study import Level, PriorClass, Provenance
from peakend.define.survey import Measure, Reason

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "src").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*([^)\s]+)(?:\s+\"[^\"]*\")?\s*\)")
FAILS = re.compile(r"(Error|错误)\b ?\w*[:：]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def blocks(page: Path, *kinds: str) -> list[str]:
    """The blocks of code of these kinds on a page, without their indent."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [re.sub(rf"^{indent}", "", code, flags=re.MULTILINE) for indent, kind, code in found if kind in kinds]


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """What a link into a page can point to."""
    headings = re.findall(r"^#+ +(.+?) *$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower()).replace(" ", "-") for heading in headings}


def pages_of(language: str) -> set[str]:
    return {page.relative_to(DOCS / language).as_posix() for page in (DOCS / language).rglob("*.md")}


def pairs() -> list[tuple[Path, Path]]:
    """Every page with its other language."""
    return [(DOCS / "en" / name, DOCS / "zh" / name) for name in sorted(pages_of("en") & pages_of("zh"))]


each_pair = pytest.mark.parametrize(("english", "chinese"), pairs(), ids=[one.relative_to(DOCS / "en").as_posix() for one, _ in pairs()])


def test_both_languages_have_the_same_pages() -> None:
    assert pages_of("en") == pages_of("zh")


@each_pair
def test_both_languages_of_a_page_have_the_same_parts(english: Path, chinese: Path) -> None:
    levels = [re.findall(r"^(#+) ", prose(page), flags=re.MULTILINE) for page in (english, chinese)]
    assert levels[0] == levels[1]
    assert len(blocks(english, "python", "console", "yaml")) == len(blocks(chinese, "python", "console", "yaml"))


@each_pair
def test_a_chinese_page_is_chinese_and_an_english_page_is_english(english: Path, chinese: Path) -> None:
    shares = [len(CHINESE.findall(prose(page))) / len(prose(page)) for page in (english, chinese)]
    assert shares[0] < 0.15 < shares[1]


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [target for target in LINK.findall(prose(page)) if not leads(page, target)] == []


def leads(page: Path, target: str) -> bool:
    """Whether a link on a page leads to a file of the repository and, with an anchor, to a heading in it."""
    if target.startswith("https://"):
        return True
    path, _, anchor = target.partition("#")
    place = (page.parent / path).resolve() if path else page
    return place.is_relative_to(ROOT) and place.exists() and (not anchor or anchor in anchors(place))


@each_page
def test_every_page_can_be_reached_from_the_index(page: Path) -> None:
    if not page.is_relative_to(DOCS):
        return
    language = page.relative_to(DOCS).parts[0]
    assert page in reachable(DOCS / language / "index.md")


def reachable(start: Path) -> set[Path]:
    """Every page that can be reached from one page by links."""
    seen: set[Path] = set()
    waiting = [start]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        waiting += [(page.parent / target.partition("#")[0]).resolve() for target in LINK.findall(prose(page)) if "://" not in target]
    return seen


@each_page
def test_every_example_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "__example__"}
    for number, code in enumerate(blocks(page, "python"), 1):
        if code.lstrip().startswith(">>>"):
            example = doctest.DocTestParser().get_doctest(code, names, f"{page.name} {number}", str(page), 0)
            told = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS).run(example, clear_globs=False)
            assert told.failed == 0
            names.update(example.globs)
        else:
            exec(compile(code, f"{page.name} {number}", "exec"), names)  # noqa: S102 - our own pages


def walk(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401 - typer brings its own kind of command
    """Every command and group of commands, with the words that call it."""
    yield words, group
    if hasattr(group, "list_commands"):
        context = typer.Context(group)
        for name in group.list_commands(context):
            yield from walk(group.get_command(context, name), (*words, name))


@pytest.fixture(scope="module")
def commands() -> dict[tuple[str, ...], Any]:
    """Every command by its words."""
    return dict(walk(typer.main.get_command(app)))


def shown(page: Path) -> list[list[str]]:
    """Every command line that a page shows: after a prompt or between backticks; but none that is shown to fail."""
    shells = [[*block.splitlines(), ""] for block in blocks(page, "console")]
    lines = [line[2:] for shell in shells for line, answer in pairwise(shell) if line.startswith("$ ") and not FAILS.match(answer)]
    lines += [words for words in re.findall(r"`((?:peakend|make)(?: [^`]+)?)`", prose(page)) if "<" not in words]
    return [shlex.split(line) for line in lines]


@each_page
def test_every_command_shown_is_there(page: Path, commands: dict[tuple[str, ...], Any]) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    lost = [words for words in shown(page) if words[0] == "make" and not set(words[1:2]) <= targets]
    lost += [words for words in shown(page) if words[0] == "peakend" and not called(words[1:], commands)]
    assert lost == []


def called(words: list[str], commands: dict[tuple[str, ...], Any]) -> bool:
    """Whether these words call a command that exists, with options that it has."""
    depth = max(length for length in range(len(words) + 1) if tuple(words[:length]) in commands)
    command = commands[tuple(words[:depth])]
    rest = words[depth:]
    if hasattr(command, "list_commands"):
        return not rest or rest[0].startswith("-")
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {"--help", "-h"}
    return {word.partition("=")[0] for word in rest if word.startswith("-")} <= known


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_first_page_shows_the_two_commands_first(name: str) -> None:
    assert blocks(ROOT / name, "console")[0].split("\n")[:2] == ["$ make run", "$ make test"]


def test_the_reference_pages_say_what_the_source_says() -> None:
    order = [sys.executable, str(ROOT / "tools" / "write_reference.py"), "--check"]
    told = subprocess.run(order, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"})
    assert told.returncode == 0, f"make docs writes them again: {told.stdout}{told.stderr}"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_is_documented(language: str, commands: dict[tuple[str, ...], Any]) -> None:
    page = (DOCS / language / "reference" / "commands.md").read_text(encoding="utf-8")
    ends = [words for words, command in commands.items() if not hasattr(command, "list_commands")]
    assert [words for words in ends if f"## peakend {' '.join(words)}\n" not in page] == []
    silent = [f"{' '.join(words)} {one.name}" for words in ends for one in commands[words].params if not getattr(one, "help", "")]
    assert [one for one in silent if not one.endswith(" help")] == []


def terms(language: str) -> set[tuple[str, str]]:
    """The pairs of words in a glossary, English first."""
    page = (DOCS / language / "glossary.md").read_text(encoding="utf-8")
    rows = [tuple(cell.strip() for cell in row.split("|")[1:3]) for row in page.splitlines() if row.startswith("| ")]
    found = {(row[0], row[1]) if language == "en" else (row[1], row[0]) for row in rows}
    heads = {("English", "中文"), ("英文", "中文")}
    return {pair for pair in found - heads if not pair[0].startswith("---")}


def test_both_glossaries_hold_the_same_words() -> None:
    assert terms("en") == terms("zh")


def test_no_word_of_the_glossary_means_two_things() -> None:
    for side in (0, 1):
        words = [pair[side] for pair in terms("en")]
        assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "words",
    [Measure, Reason, Provenance, SourceKind, Level, PriorClass],
    ids=["measure", "reason", "provenance", "source", "level", "class"],
)
def test_every_word_of_a_study_file_is_explained(words: Any, language: str) -> None:  # noqa: ANN401 - a Literal
    page = (DOCS / language / "glossary.md").read_text(encoding="utf-8")
    assert [word for word in get_args(words) if f"`{word}`" not in page] == []
