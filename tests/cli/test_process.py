"""The command line as a process: statuses, streams, pipes, odd terminals, an interrupted run."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PEAKEND = [sys.executable, "-m", "peakend"]


def start(*words: str, **setting: str) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own, in English unless it says otherwise."""
    return subprocess.run([*PEAKEND, *words], capture_output=True, check=False, env={**os.environ, "PEAKEND_LANG": "en", **setting})


def test_a_fault_has_its_status_and_stands_on_the_stream_for_errors(service: Path) -> None:
    done = start("analyse", "nps", "study.yaml", "nowhere.parquet")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"Error ")
    assert b"Traceback" not in done.stderr
    assert sorted(path.name for path in service.iterdir()) == ["study.yaml", "survey.csv"]


@pytest.mark.usefixtures("service")
def test_a_raw_file_can_be_asked_directly_and_pipes_carry_json_alone() -> None:
    done = start("analyse", "nps", "study.yaml", "survey.csv", "--format", "json", PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["base"]["n"] == 80


def test_a_terminal_that_knows_no_chinese_gets_signs_and_no_crash() -> None:
    done = start("define", "templates", PEAKEND_LANG="zh", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u" in done.stdout


def test_a_closed_pipe_is_no_fault() -> None:
    with subprocess.Popen([*PEAKEND, "define", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""


def test_an_interrupted_run_says_so_and_leaves_nothing_behind(service: Path) -> None:
    with subprocess.Popen(
        [*PEAKEND, "report", "all", "study.yaml", "survey.csv", "--out", "out"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PEAKEND_LANG": "en"},
    ) as process:
        while not any(service.glob("out/*")) and process.poll() is None:  # the page is written first, then slides, workbook, pictures
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in told
    assert not [path for path in service.rglob("*") if "unfinished" in path.name]
