"""What do the tests of listen share? Small files written on the spot, read in this process where the fence is not the law."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import peakend.errors
from peakend.define.study import Study
from peakend.define.survey import Attribute, Columns, Layout, Question, Scale, Survey
from peakend.listen.child import attempt_reading
from peakend.listen.look import Look
from peakend.listen.look import look_at as look_behind_fence
from peakend.listen.scratch import Scratch
from peakend.listen.table import Facts, Table
from peakend.text import Text

Write = Callable[..., Path]
Take = Callable[..., Table]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("a.csv", text)` writes a file and gives its path."""

    def put(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return put


@pytest.fixture
def take() -> Take:
    """`take(path)` reads a file in this process; the fence has tests of its own."""

    def read(path: Path, layout: Layout | None = None, definition: Path | None = None) -> Table:
        folder = Scratch()
        outcome = attempt_reading(path, definition, layout or Layout(), folder.path, 512)
        if "facts" not in outcome:
            raise getattr(peakend.errors, outcome["fault"])(**outcome["blanks"])
        return Table(path, "0" * 64, Facts.read(outcome["facts"]), folder)

    return read


@pytest.fixture
def see(monkeypatch: pytest.MonkeyPatch, take: Take) -> Callable[..., Look]:
    """`see(path)` looks at a file, read in this process."""
    monkeypatch.setattr("peakend.listen.look.read_table", take)
    return look_behind_fence


def rows_of(table: Table) -> list[dict[str, Any]]:
    """All rows of a table, with their numbers."""
    return [row for batch in table.batches() for row in batch.to_pylist()]


@pytest.fixture
def rows() -> Callable[[Table], list[dict[str, Any]]]:
    """`rows(table)` gives all rows of a table."""
    return rows_of


@pytest.fixture
def names() -> Callable[[Any], list[str]]:
    """`names(remarks)` gives the names of remarks."""
    return lambda remarks: [remark.name for remark in remarks]


@pytest.fixture
def study() -> Callable[..., Study]:
    """`study(question, ...)` makes a study of questions; `id` is its column of respondents unless told otherwise."""

    def make(
        *questions: Question, columns: Columns | None = None, attributes: tuple[Attribute, ...] = (), layout: Layout | None = None
    ) -> Study:
        survey = Survey(questions, attributes, columns or Columns(respondent="id"), layout or Layout())
        return Study("small", Text("小研究", "Small study"), survey=survey)

    return make


@pytest.fixture
def five() -> Scale:
    """A scale from 1 to 5."""
    return Scale(1, 5)
