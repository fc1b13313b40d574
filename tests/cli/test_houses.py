"""`peakend design …` from words to houses, rules and decisions."""

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pyarrow.parquet
import pytest
from tests.design.carried import visit

from peakend.cli import run
from peakend.define.template import find_template


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Study and design of the demo side by side, and the answers."""
    folder = tmp_path_factory.mktemp("design")
    shutil.copy(find_template("telecom-vip").path, folder / "study.yaml")
    words = files("peakend.design").joinpath("templates/telecom-vip.design.yaml").read_text(encoding="utf-8")
    (folder / "study.design.yaml").write_text(words, encoding="utf-8")
    pyarrow.parquet.write_table(visit()[0].answers, folder / "answers.parquet")
    return str(folder / "study.yaml"), str(folder / "answers.parquet")


def told(capsys: pytest.CaptureFixture[str], *words: str, lang: str = "en") -> tuple[int, str, str]:
    status = run([*words, "--lang", lang])
    said = capsys.readouterr()
    return status, " ".join(said.out.split()), said.err


def test_the_cascade_is_told_with_what_it_hangs_on_and_what_a_change_would_do(
    demo: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slides, workbook, picture = (str(tmp_path / name) for name in ("h.pptx", "h.xlsx", "h.png"))
    order = ("design", "cascade", *demo, "--change", "courtesy=9", "--trace", "on_time")
    status, said, _ = told(capsys, *order, "--slides", slides, "--workbook", workbook, "--picture", picture)
    assert status == 0
    for part in (
        "carry the most weight",
        "Of 169 cells, 2",
        "After the change",
        "Call for the appointment → Scheduling",
        "Where the weight comes",
    ):
        assert part in said, part
    assert all(Path(one).stat().st_size > 5_000 for one in (slides, workbook, picture))
    status, said, _ = told(capsys, "design", "cascade", *demo, "--format", "json")
    rows = json.loads(said)["rows"]
    assert (status, len(rows), rows[-1]["house"]) == (0, 22, "parameters")


def test_houses_are_shown_without_answers_too(demo: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = told(capsys, "design", "house", *demo, "--house", "contacts", "--picture", str(tmp_path / "one.svg"), lang="zh")
    assert (status, "规划矩阵" in said, "礼貌" in said) == (0, True, True)
    assert (tmp_path / "one.svg").read_text(encoding="utf-8").startswith("<svg")
    status, said, _ = told(capsys, "design", "house", demo[0], "--picture", str(tmp_path / "all.svg"))
    assert (status, "house 3 of 3" in said) == (0, True)
    assert len(list(tmp_path.glob("all-*.svg"))) == 3


def test_coverage_and_decisions_are_told(demo: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = told(capsys, "design", "coverage", *demo, "--scenario", "visit", "--picture", str(tmp_path / "c.svg"))
    assert (status, "no rule at all" in said, "build the capability first" in said) == (0, True, True)
    status, said, _ = told(capsys, "design", "decisions", *demo, "--format", "json")
    found = json.loads(said)
    assert (status, len(found["decisions"]), len(found["tests"])) == (0, 3, 21)
    status, said, _ = told(capsys, "design", "decisions", *demo, lang="zh")
    assert (status, "止痛药定律" in said) == (0, True)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("cascade", "--key", "nowhere"), "DrawingUnknown"),
        (("cascade", "--change", "courtesy=much"), "NEED=VALUE"),
        (("cascade", "--change", "courtesy=11"), "NEED=VALUE"),
        (("cascade", "--change", "valuable=3"), "NothingHeard"),
        (("cascade", "--trace", "nothing"), "DrawingUnknown"),
        (("house", "--house", "roof"), "DrawingUnknown"),
        (("cascade", "--design", "missing.yaml"), "DesignFileMissing"),
        (("coverage", "--scenario", "moon"), "UnknownScenario"),
        (("decisions", "--moment", "moon"), "UnknownMoment"),
    ],
)
def test_what_cannot_be_shown_is_said(
    demo: tuple[str, str], words: tuple[str, ...], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, said = told(capsys, "design", words[0], *demo, *words[1:])
    assert status in {1, 2}
    assert fault in said
