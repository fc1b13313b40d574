"""Every command explains itself, completely, in the language of the run, and no stage is loaded before it is needed."""

import os
import subprocess
import sys

import pytest
import typer
from tests.cli.conftest import Run

from peakend.cli import STAGES, app

WORDS = ["demo", *(f"{stage} {name}" for stage, names in {
    "define": ("templates", "new", "draft", "check", "schema"),
    "listen": ("look", "sheet"),
    "analyse": ("importance", "peaks", "nps", "segments", "weights", "all"),
    "report": ("page", "slides", "workbook", "images", "all"),
}.items() for name in names)]  # fmt: skip


def ask(*words: str, language: str = "en") -> str:
    """What a process of its own prints."""
    order = [sys.executable, "-W", "error", "-m", "peakend", *words]
    done = subprocess.run(order, capture_output=True, check=True, env={**os.environ, "PEAKEND_LANG": language, "PYTHONUTF8": "1"})
    assert done.stderr == b""
    return done.stdout.decode("utf-8")


def test_the_stages_stand_in_the_order_of_the_method() -> None:
    group = typer.main.get_command(app)
    assert group.list_commands(typer.Context(group)) == list(STAGES)  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", WORDS)
def test_every_command_explains_every_word_it_takes(run: Run, words: str) -> None:
    told = run(*words.split(), "--help")
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith(f"Usage  peakend {words}")
    lines = [line.rstrip() for line in told.out.splitlines() if line.startswith("  ")]
    assert all(len(line.split("   ")[-1].strip()) > 4 for line in lines)
    assert any(line.startswith("  -h, --help") for line in lines)


def test_help_is_chinese_where_chinese_is_spoken_and_loads_no_stage() -> None:
    told = ask("--help", language="zh")
    assert all(word in told for word in ("用法", "命令", "选项", "定义", "倾听", "分析", "报告", "显示本说明"))
    assert not any(word in told for word in ("Usage", "Options", "Commands", "show this"))
    program = "import sys; sys.argv = ['peakend']; import peakend.cli as c; c.run(['--help']); print([m for m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert [name for name in ("numpy", "pyarrow", "duckdb", "scipy", "peakend.analyse", "peakend.report") if f"'{name}'" in loaded] == []


def test_a_question_loads_no_drawing_library() -> None:
    program = (
        "import sys; sys.argv = ['peakend', 'analyse', 'nps', 'no.yaml', 'no.parquet']; import atexit, peakend.cli;"
        "atexit.register(lambda: print([name for name in sys.modules])); peakend.cli.main()"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stdout
    assert "'peakend.analyse.reading'" in loaded
    heavy = ("altair", "vl_convert", "pptx", "xlsxwriter", "fontTools", "lxml", "pandas", "polars", "scipy.stats", "scipy.optimize")
    assert [name for name in heavy if f"'{name}'" in loaded] == []


def test_the_version_is_told(run: Run) -> None:
    told = run("--version")
    assert (told.status, told.out.split()[0]) == (0, "peakend")
