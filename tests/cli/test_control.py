"""`peakend control …` from words to answers."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest
from tests.control.asked import STUDY, monthly

from peakend.cli import run
from peakend.define.file import write_study
from peakend.define.survey import Columns


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A study and its answers on disk."""
    folder = tmp_path_factory.mktemp("control")
    survey = replace(STUDY.survey, questions=STUDY.survey.questions[:2], attributes=(), columns=Columns(date="date"))
    (folder / "s.yaml").write_text(write_study(replace(STUDY, survey=survey)), encoding="utf-8")
    table = monthly(shift=1.2, since=15).drop_columns(["_block"])
    pyarrow.csv.write_csv(table.rename_columns(["date" if name == "_date" else name for name in table.column_names]), folder / "a.csv")
    return str(folder / "s.yaml"), str(folder / "a.csv")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = run([*words, "--lang", "en"])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_chart_is_printed_frozen_and_judged_by(files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    limits, picture = str(tmp_path / "limits.json"), tmp_path / "chart.svg"
    order = ("control", "chart", *files, "--question", "sat", "--period", "month")
    status, said, _ = told(capsys, *order, "--baseline", "12", "--freeze", limits, "--picture", str(picture))
    assert (status, "is not in control" in said, "2024-04" in said) == (0, True, True)
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    status, said, _ = told(capsys, *order, "--limits", limits, "--format", "json")
    rows = json.loads(said)["rows"]
    assert (status, {row["state"] for row in rows}) == (0, {"watched"})
    assert next(row["period"] for row in rows if row["signals"]) == "2024-04"
    status, _, fault = told(
        capsys, "control", "chart", *files, "--question", "nps", "--period", "month", "--statistic", "mean", "--limits", limits
    )
    assert (status, "LimitsDiffer" in fault) == (1, True)


def test_an_effect_and_a_break_are_told(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    sides = ("--period", "month", "--before", "2023-01..2024-03", "--after", "2024-04..2024-08")
    status, said, _ = told(capsys, "control", "effect", *files, "--question", "sat", *sides)
    assert (status, "rose" in said, "Nobody was left as they were" in said) == (0, True, True)
    status, said, _ = told(capsys, "control", "interrupt", *files, "--question", "sat", "--change", "2024-04", "--format", "csv")
    assert (status, said.splitlines()[1].split(",")[0]) == (0, "jump")


def test_times_need_no_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    began = np.datetime64("2024-01-01T08:00:00") + np.arange(400) * np.timedelta64(6, "h")
    ended = began + (np.exp(np.random.default_rng(1).normal(2, 1, 400)) * 3600).astype("timedelta64[s]")
    table = pa.table({"began": pa.array(began, pa.timestamp("s")), "ended": pa.array(ended, pa.timestamp("s"))})
    pyarrow.csv.write_csv(table, tmp_path / "log.csv")
    status, said, _ = told(capsys, "control", "times", str(tmp_path / "log.csv"), "--start", "began", "--end", "ended")
    assert (status, "The median case took" in said) == (0, True)
    assert told(capsys, "control", "times", str(tmp_path / "log.csv"), "--start", "began")[0] == 2


def test_wrong_words_are_answered_with_what_would_do(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    order = ("control", "chart", *files, "--question", "sat", "--period", "month")
    for words, needle in ((("--rule", "luck"), "eight_one_side"), (("--until", "soon"), "2024-03-31")):
        status, _, fault = told(capsys, *order, *words)
        assert (status, needle in fault) == (2, True)
