"""Do the scripts behind `make` fail when they should, say what to do, and run every check even after one has failed?"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.house.source import ROOT

TOOLS = ROOT / "tools"
SHELL = shutil.which("sh") or "/bin/sh"
NEEDED = ["awk", "cat", "cp", "dirname", "id", "ls", "mkdir", "printf", "rm", "sed", "tail", "touch", "wc"]
"""What the scripts use of the system; everything else is hidden from them here."""


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with our scripts, and a machine that has hardly anything."""
    shutil.copytree(TOOLS, tmp_path / "tools", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "bin").mkdir()
    for name in NEEDED:
        if found := shutil.which(name):
            (tmp_path / "bin" / name).symlink_to(found)
    return tmp_path


def pretend(place: Path, *lines: str) -> None:
    """Put a program of these lines in its place."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_text(f"#!{SHELL}\n" + "\n".join(lines) + "\n")
    place.chmod(0o755)


def run(folder: Path, script: str, *words: str, **setting: str) -> subprocess.CompletedProcess[str]:
    """A script as this bare machine runs it."""
    machine = {"PATH": str(folder / "bin"), "HOME": str(folder), "LANG": os.environ.get("LANG", "C.UTF-8"), **setting}
    order = [SHELL, str(folder / "tools" / script), *words]
    return subprocess.run(order, cwd=folder, env=machine, capture_output=True, text=True, check=False)


def test_without_a_python_that_is_new_enough_nothing_is_made_and_the_mend_is_told(bare: Path) -> None:
    pretend(bare / "bin" / "python3", "exit 1")
    told = run(bare, "setup.sh")
    assert told.returncode == 1
    assert "3.11" in told.stderr
    assert "需要" in told.stderr
    assert not (bare / ".venv").exists()


def test_without_venv_and_without_the_right_to_install_it_the_package_is_named(bare: Path) -> None:
    pretend(bare / "bin" / "python3", 'case "$2" in *ensurepip*) exit 1 ;; *) exit 0 ;; esac')
    pretend(bare / "bin" / "id", "echo 1000")
    told = run(bare, "setup.sh")
    assert told.returncode == 1
    assert "apt-get install python3-venv" in told.stderr


@pytest.mark.parametrize(("required", "status"), [("", 0), ("required", 1)])
def test_missing_programs_are_named_and_fail_only_where_they_are_required(bare: Path, required: str, status: int) -> None:
    pretend(bare / "bin" / "id", "echo 1000")
    told = run(bare, "programs.sh", PEAKEND_TOOLS=required)
    assert told.returncode == status
    assert re.search("chromium.*libreoffice-impress.*poppler-utils", told.stderr)


def test_nothing_is_said_where_every_program_is_there(bare: Path) -> None:
    for name in ("chromium", "soffice", "pdftoppm", "java"):
        pretend(bare / "bin" / name, "exit 0")
    pretend(bare / ".venv" / "bin" / "playwright", "exit 0")
    told = run(bare, "programs.sh", PEAKEND_TOOLS="required")
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("broken", ["", "ruff", "mypy", "lint-imports", "pytest"])
def test_every_check_runs_and_one_failure_fails_the_whole(bare: Path, broken: str) -> None:
    for name in ("ruff", "mypy", "lint-imports", "pytest"):
        pretend(bare / ".venv" / "bin" / name, f"echo {name} ran", "exit 1" if name == broken else "exit 0")
    told = run(bare, "check.sh")
    assert re.findall(r"(\S+) ran", told.stdout) == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]
    assert (told.returncode != 0) == bool(broken)
    assert told.stdout.rstrip().endswith("pytest ran")


def test_every_target_says_what_it_does() -> None:
    words = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", words, flags=re.MULTILINE)[0].split()
    assert set(phony) == set(re.findall(r"^([a-z-]+):.* ## ", words, flags=re.MULTILINE))


def test_what_a_pull_request_must_pass_is_what_everybody_runs() -> None:
    script = ROOT / ".ci" / "run"
    words = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in words
    assert words.rstrip().endswith("make test")
    assert "PEAKEND_TOOLS=required" in words
