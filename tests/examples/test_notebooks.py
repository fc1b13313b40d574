"""The notebooks run from top to bottom, every cell shows something, and the two languages do the same."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "examples" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def code_of(path: Path) -> list[str]:
    """The code of a notebook, cell by cell."""
    return ["".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def show(code: str) -> str:
    """A cell as a program that prints how a notebook would show its last expression."""
    tree = ast.parse(code)
    last = tree.body[-1]
    if isinstance(last, ast.Expr):
        told = ast.parse("shown = None; print(len(shown._repr_html_() if hasattr(shown, '_repr_html_') else repr(shown)))").body
        first = told[0]
        assert isinstance(first, ast.Assign)
        first.value = last.value
        tree.body[-1:] = told
    return ast.unparse(ast.fix_missing_locations(tree))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_every_cell_shows_something(path: Path, tmp_path: Path) -> None:
    program = "\n".join(show(code) for code in code_of(path))
    order = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(order, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PEAKEND_LANG": "en"})
    assert done.returncode == 0, done.stderr
    lengths = [int(line) for line in done.stdout.splitlines()]
    assert len(lengths) == len(code_of(path))
    assert min(lengths) > 5
    assert sorted(made.name for made in tmp_path.iterdir()) == ["map.svg", "report.html"]


def test_both_languages_do_the_same() -> None:
    english, chinese = (code_of(FOLDER / f"moments-{language}.ipynb") for language in ("en", "zh"))
    assert [code.replace('"en"', '"zh"') for code in english] == chinese


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_its_outputs(path: Path) -> None:
    notebook = read(path)
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell for cell in cells if cell["outputs"] or cell["execution_count"] is not None] == []
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
