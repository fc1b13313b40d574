"""Does everything about the workbench hold on a real PostgreSQL too? Its chief tests in every run, the whole suite in the long one."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.web.caller import Caller
from tests.web.server import Workbench, run_web

ROOT = Path(__file__).resolve().parent.parent.parent
ELSEWHERE = "PEAKEND_TESTS_WITHIN"
"""Set in the process that this test starts, so that it does not start itself."""

pytestmark = pytest.mark.skipif(ELSEWHERE in os.environ, reason="runs already within itself")

ALONE = ("test_serve.py", "test_hostile.py", "test_postgres.py", "test_assets.py", "test_migrations.py")
"""Tests of the whole program, which choose their databases themselves, or need none."""

CHIEF = (
    *("people/test_access.py", "people/test_units.py", "people/test_log.py", "people/test_join.py", "define/test_actions.py"),
    *("listen/test_way.py", "listen/test_sweep.py", "analyse/test_queries.py", "api/test_operations.py", "share/test_share.py"),
)
"""What writes, waits, counts and sorts: where two databases differ first."""


def run_tests(address: str, *words: str) -> None:
    """Tests of the workbench in a process whose database is this one. Fails where one fails, or where there are none."""
    settings = {**os.environ, "PEAKEND_DATABASE": address, ELSEWHERE: "1"}
    settings = {name: value for name, value in settings.items() if not name.startswith("PYTEST_")}
    order = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow and not browser", *words]
    told = subprocess.run(order, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-6000:] + told.stderr[-2000:]
    assert " passed" in told.stdout


def test_what_writes_and_counts_holds_on_postgres(make_database: Callable[[str], str]) -> None:
    run_tests(make_database("chief"), *(f"tests/web/{name}" for name in CHIEF))


@pytest.mark.slow
def test_the_whole_suite_holds_on_postgres(make_database: Callable[[str], str]) -> None:
    run_tests(make_database("suite"), "tests/web", *(f"--ignore=tests/web/{name}" for name in ALONE))


def test_the_suite_really_spoke_to_postgres(make_database: Callable[[str], str]) -> None:
    settings = {**os.environ, "PEAKEND_DATABASE": make_database("asked"), "DJANGO_SETTINGS_MODULE": "tests.web.settings"}
    order = "import django; django.setup(); from django.db import connection; connection.ensure_connection(); print(connection.vendor)"
    told = subprocess.run([sys.executable, "-c", order], cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert told.stdout.strip() == "postgresql", told.stderr


@pytest.mark.slow
def test_a_workbench_moves_from_the_embedded_database_to_postgres_with_everything(
    make_database: Callable[[str], str], tmp_path: Path
) -> None:
    with Workbench(tmp_path / "here") as bench:
        assert run_web("backup", str(tmp_path / "all.peakend"), home=bench.home).returncode == 0
    moved_to = make_database("moved")
    told = run_web("restore", str(tmp_path / "all.peakend"), home=tmp_path / "there", PEAKEND_DATABASE=moved_to)
    assert told.returncode == 0, told.stderr
    assert "The audit log of demo holds" in told.stdout
    with Workbench(tmp_path / "there", settings={"PEAKEND_DATABASE": moved_to}) as moved:
        assert "password:" not in moved.said
        assert moved.get("/sign-in")[0] == 200
        assert "1,204" in Caller(moved.port).enter(moved.home).get("/studies/1/map").text
        assert run_web("backup", str(tmp_path / "back.peakend"), home=moved.home, PEAKEND_DATABASE=moved_to).returncode == 0
    whole = (tmp_path / "back.peakend").read_bytes()
    (tmp_path / "cut.peakend").write_bytes(whole[: len(whole) // 2])
    told = run_web("restore", str(tmp_path / "cut.peakend"), home=tmp_path / "cut", PEAKEND_DATABASE=make_database("cut"))
    assert (told.returncode, "BackupDamaged" in told.stderr) == (1, True)
    told = run_web("restore", str(tmp_path / "back.peakend"), home=tmp_path / "again", PEAKEND_DATABASE=make_database("again"))
    assert (told.returncode, "The audit log of demo holds" in told.stdout) == (0, True), told.stderr
    assert run_web("backup", str(tmp_path / "again.peakend"), home=tmp_path / "there", PEAKEND_DATABASE=moved_to).returncode == 0
