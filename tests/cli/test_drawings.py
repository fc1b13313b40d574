"""Starting, checking and drawing a design: every form is written, what is wrong is told, nothing is replaced by accident."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from peakend.define.template import open_template, template_text
from peakend.design.template import start_design

FORMS = {".svg", ".png", ".pdf", ".pptx", ".md"}


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the telecom study and its design."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.yaml").write_text(template_text("telecom-vip"), encoding="utf-8")
    (tmp_path / "study.design.yaml").write_text(start_design(open_template("telecom-vip")), encoding="utf-8")
    return tmp_path


def test_a_design_is_started_beside_its_study_and_replaced_only_by_force(run: Run, visit: Path) -> None:
    assert run("design", "new", "study.yaml").status == 1
    assert run("design", "new", "study.yaml", "--force").status == 0
    assert run("design", "new", "study.yaml", "--out", "other.design.yaml").status == 0
    assert (visit / "other.design.yaml").read_bytes() == (visit / "study.design.yaml").read_bytes()


def test_checking_tells_each_remark_with_its_line(run: Run, visit: Path) -> None:
    told = run("design", "check", "study.yaml", "--format", "json").json
    assert told["counts"]["wrong"] == 0
    assert all(one["line"] > 1 and one["message"] and one["mend"] for one in told["remarks"])
    assert run("design", "check", "study.yaml", "--lang", "zh").status == 0
    broken = (
        (visit / "study.design.yaml")
        .read_text(encoding="utf-8")
        .replace("lane: manager, column: preparation", "lane: x, column: preparation")
    )
    (visit / "study.design.yaml").write_text(broken, encoding="utf-8")
    ran = run("design", "check", "study.yaml")
    assert (ran.status, "'x'" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("verb", "name"), [("blueprint", "blueprint-visit"), ("journey", "journey-visit_today"), ("script", "script-visit")]
)
def test_a_drawing_is_written_in_every_form(run: Run, visit: Path, verb: str, name: str) -> None:
    ran = run("design", verb, "study.yaml", "--out", "drawn", "--lang", "zh")
    assert ran.status == 0, ran.err
    assert {path.suffix for path in (visit / "drawn").glob(f"{name}-zh.*")} == FORMS
    assert len(ran.out.splitlines()) == len(FORMS)


def test_only_the_forms_asked_for_are_written(run: Run, visit: Path) -> None:
    assert run("design", "script", "study.yaml", "--role", "manager", "--as", "md", "--out", "drawn").status == 0
    assert [path.name for path in (visit / "drawn").iterdir()] == ["card-visit-manager-en.md"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("blueprint", "study.yaml", "--key", "none"), "none"),
        (("blueprint", "study.yaml", "--against", "none"), "none"),
        (("script", "study.yaml", "--role", "nobody"), "nobody"),
        (("journey", "study.yaml", "--as", "gif"), "gif"),
        (("journey", "study.yaml", "--paper", "a9"), "a9"),
        (("journey", "study.yaml", "--design", "none.yaml"), "none.yaml"),
    ],
)
def test_what_is_not_there_is_said(run: Run, visit: Path, words: tuple[str, ...], said: str) -> None:
    ran = run("design", *words)
    assert ran.status in {1, 2}
    assert said in ran.err
    assert not (visit / "out").exists()
