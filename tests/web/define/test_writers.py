"""Is a study whole whatever happens to whoever writes it, and does nobody write over another, on a real database?"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from peakend.define.file import read_study

ROOT = Path(__file__).parents[3]


def start(home: Path, what: str) -> subprocess.Popen[str]:
    words = {"PEAKEND_HOME": str(home), "DJANGO_SETTINGS_MODULE": "peakend.web.settings", "PEAKEND_SECRET": "only for tests"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PEAKEND_")} | words
    command = [sys.executable, "-m", "tests.web.define.writers", what]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    with start(folder, "prepare") as first:
        assert first.wait(120) == 0
    return folder


def history(home: Path) -> tuple[int, str, list[tuple[int, str]]]:
    """The number and text of the study, and of all its versions, as they lie on the disk."""
    base = sqlite3.connect(home / "peakend.sqlite3")
    number, text = base.execute("SELECT number, text FROM define_studyrecord").fetchone()
    versions = base.execute("SELECT number, text FROM define_studyversion ORDER BY number").fetchall()
    base.close()
    return number, text, versions


def require_whole(home: Path) -> int:
    """The newest version is the study, versions have no gap, every text is a study; the number of versions."""
    number, text, versions = history(home)
    assert [one for one, _ in versions] == list(range(1, number + 1))
    assert versions[-1] == (number, text)
    for _, written in versions[-3:]:
        read_study(written.encode())
    return number


def test_a_writer_that_is_killed_leaves_the_old_version_or_the_new_one(home: Path) -> None:
    for _ in range(3):
        writer = start(home, "edit")
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(4)]
        writer.kill()
        writer.wait(20)
        told += [int(line) for line in writer.stdout.read().split()]
        writer.stdout.close()
        assert require_whole(home) in {told[-1], told[-1] + 1}  # what was said is stored; one more may be, unsaid


def test_many_who_write_at_once_all_come_in_unless_they_touch_the_same(home: Path) -> None:
    before = require_whole(home)
    crowd = start(home, "crowd")
    out, _ = crowd.communicate(timeout=120)
    told = json.loads(out)
    assert told["apart"] == ["stored"] * 6
    assert sorted(told["same"]) == ["conflict"] * 5 + ["stored"]
    assert require_whole(home) == before + 7
    study = read_study(history(home)[1].encode())
    others = [one for one in study.moments() if one.key != "pay"]
    assert [one.name.en for one in others] == [f"{one.key} apart" for one in others]
