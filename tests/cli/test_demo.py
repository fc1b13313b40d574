"""The demo writes everything it promises, and says of everything that it is made up."""

import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Run

PUBLISHED = ("4.45", "4.21", "4.00", "4.32")
"""The published means of the four scenarios, which the synthetic answers meet."""


@pytest.mark.slow
def test_the_demo_writes_page_deck_workbook_and_pictures_of_made_up_answers(run: Run, tmp_path: Path) -> None:
    ran = run("demo", "--no-open", "--out", tmp_path)
    assert (ran.status, ran.err) == (0, "")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        "answers.parquet",
        "images-en",
        "images-zh",
        "report.html",
        "slides-en.pptx",
        "slides-zh.pptx",
        "study.yaml",
        "workbook-en.xlsx",
        "workbook-zh.xlsx",
    }
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert all(mean in page for mean in PUBLISHED)
    assert "模拟数据" in page
    assert "Synthetic data" in page
    for name in ("slides-en.pptx", "workbook-zh.xlsx"):
        assert zipfile.ZipFile(tmp_path / name).testzip() is None
    told = run("analyse", "importance", tmp_path / "study.yaml", tmp_path / "answers.parquet", "--format", "json").json
    means = {row["scenario"]: row["scenario_mean"] for row in told["rows"]}
    assert [f"{mean:.2f}" for mean in means.values()] == list(PUBLISHED)
