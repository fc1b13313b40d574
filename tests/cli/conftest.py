"""What do the tests of the command line share? A run in this process with what it printed, and small files of one service."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from peakend.cli import run as run_command
from peakend.cli.speech import speak
from peakend.define.template import template_text


@dataclass(frozen=True)
class Ran:
    """What came of a command: exit status, what it printed, what it complained of."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever it printed
        """What it printed, read as strict JSON."""
        return json.loads(self.out, parse_constant=_refuse)


def _refuse(word: str) -> None:
    pytest.fail(f"{word} is no JSON")


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("define", "check", path)` runs a command in this process, in English unless it says otherwise."""
    monkeypatch.setenv("PEAKEND_LANG", "en")

    def call(*words: object) -> Ran:
        capsys.readouterr()
        status = run_command([str(word) for word in words])
        told = capsys.readouterr()
        speak("en")
        return Ran(status, told.out, told.err)

    return call


def answers(people: int = 80) -> list[list[str]]:
    """Raw answers to the blank study with a tier: the headings, then one row a person; some "don't know" and one cell off the scale."""
    moments = ("arrive", "be_greeted", "explain", "get_served", "pay", "leave")
    heads = ["id", "tier", *(f"{measure}_{moment}" for measure in ("importance", "performance") for moment in moments), "overall", "nps"]
    rows = []
    for number in range(people):
        cells = [str(1000 + number), ("gold", "plain")[number % 2]]
        cells += [str(max(1, min(5, 3 + (number * 5 + place * 3 + place * number) % 4 - (number + place) % 3))) for place in range(13)]
        rows.append([*cells, str((number * 7) % 11)])
    rows[0][4] = "9"
    rows[1][5] = "17"
    return [heads, *rows]


def write_survey(path: Path, rows: Sequence[Sequence[str]] = ()) -> Path:
    """A raw survey file with these rows, or with those of `answers`."""
    path.write_text("\n".join(",".join(row) for row in rows or answers()) + "\n", encoding="utf-8")
    return path


TIER = "  attributes:\n    - {key: tier, name: {zh: 等级, en: Tier}, values: {gold: {zh: 金卡, en: Gold}, plain: {zh: 普通, en: Plain}}}\n"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a study, a raw survey, and the answers imported from it."""
    monkeypatch.chdir(tmp_path)
    words = template_text("blank").replace("  questions:\n", TIER + "  columns: {respondent: id}\n  questions:\n")
    (tmp_path / "study.yaml").write_text(words, encoding="utf-8")
    write_survey(tmp_path / "survey.csv")
    return tmp_path
