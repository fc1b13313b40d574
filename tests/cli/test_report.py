"""Reports into a folder: each kind under its name, in the language asked for, whole."""

import zipfile
from pathlib import Path

import pyarrow.parquet
import pytest
from tests.cli.conftest import Run

from peakend.cli.report import WRITERS
from peakend.define.file import read_study
from peakend.listen.synthetic import draw_answers


@pytest.fixture
def coded(service: Path) -> Path:
    """Answers of the small service, imported."""
    pyarrow.parquet.write_table(draw_answers(read_study(service / "study.yaml"), 60), service / "answers.parquet")
    return service


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", list(WRITERS))
def test_every_kind_of_report_is_written_whole_under_its_name(run: Run, coded: Path, kind: str, language: str) -> None:
    ran = run("report", kind, "study.yaml", "answers.parquet", "--out", "deep/out", "--by", "tier", "--lang", language)
    assert (ran.status, ran.err) == (0, "")
    paths = [Path(line) for line in ran.out.splitlines()]
    assert paths
    assert all((coded / path).stat().st_size > 100 for path in paths)
    if kind in {"slides", "workbook"}:
        assert zipfile.ZipFile(paths[0]).testzip() is None
        assert paths[0].stem == f"{kind}-{language}"
    if kind == "images":
        assert {path.suffix for path in paths} == {".svg", ".png"}
        assert {path.parent.name for path in paths} == {f"images-{language}"}
    if kind == "page":
        assert f'lang="{language}"' in paths[0].read_text(encoding="utf-8")[:400]


def test_a_folder_that_cannot_be_written_to_is_said(run: Run, coded: Path) -> None:
    (coded / "taken").write_text("a file", encoding="utf-8")
    ran = run("report", "page", "study.yaml", "answers.parquet", "--out", "taken")
    assert (ran.status, ran.err.startswith("Error FolderNotWritable")) == (1, True)
    assert (coded / "taken").read_text(encoding="utf-8") == "a file"
