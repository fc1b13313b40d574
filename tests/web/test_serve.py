"""Does the workbench start with one command, serve safely, stop cleanly, refuse what is unsafe, and come back from a backup?"""

import hashlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.web.server import PATIENCE, Workbench, free_port, run_web

pytestmark = pytest.mark.slow
SAFE = {
    "PEAKEND_PRODUCTION": "1",
    "PEAKEND_ADDRESS": "https://peakend.example.org",
    "PEAKEND_BEHIND_PROXY": "1",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A demonstration that runs."""
    with Workbench(tmp_path_factory.mktemp("bench") / "home", settings={"PEAKEND_LOG": "info"}) as running:
        yield running


def rows(home: Path, table: str) -> int:
    with closing(sqlite3.connect(home / "peakend.sqlite3")) as line:
        return int(line.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_it_says_where_to_look_and_how_to_get_in_once_and_in_both_languages(bench: Workbench) -> None:
    assert bench.said.count(f"http://127.0.0.1:{bench.port}/") == 2
    assert "已启动" in bench.said
    assert "is running" in bench.said
    assert len(bench.password) >= 20


def test_the_demo_is_there_with_its_answers(bench: Workbench) -> None:
    with closing(sqlite3.connect(bench.home / "peakend.sqlite3")) as line:
        assert line.execute("SELECT rows, state FROM listen_answerpart").fetchall() == [(1204, "standing")]
        assert line.execute("SELECT synthetic, unit_attribute FROM define_studyrecord").fetchall() == [(1, "region")]


def test_the_sign_in_page_comes_with_a_policy_that_lets_nothing_foreign_in(bench: Workbench) -> None:
    status, headers, page = bench.get("/sign-in")
    assert status == 200
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert b"demo-lead" in page


def test_static_files_are_kept_for_ever_under_names_that_change_with_them(bench: Workbench) -> None:
    page = bench.get("/sign-in")[2].decode()
    paths = set(re.findall(r"/static/[^\"']+", page))
    assert {Path(path).suffix for path in paths} >= {".css", ".js"}
    for path in paths:
        assert re.search(r"\.[0-9a-f]{12}\.", path)
        status, headers, _ = bench.get(path, accept_encoding="gzip")
        assert status == 200
        assert "immutable" in headers["cache-control"]
        assert "max-age=31536000" in headers["cache-control"]
        if path.endswith((".css", ".js")):
            assert headers["content-encoding"] == "gzip"


def test_nothing_of_the_folder_is_served(bench: Workbench) -> None:
    for path in ("/static/../secret.key", "/static/%2e%2e/peakend.sqlite3", "/files/", "/static/.state/../../demo-password"):
        assert bench.get(path)[0] in {301, 302, 400, 404}


def test_a_name_that_is_not_its_own_is_refused(bench: Workbench) -> None:
    assert bench.get("/sign-in", host="evil.example.org")[0] == 400


def test_the_folder_is_for_its_owner_alone(bench: Workbench) -> None:
    assert bench.home.joinpath("secret.key").stat().st_mode & 0o077 == 0
    assert bench.home.joinpath("peakend.sqlite3").stat().st_mode & 0o077 == 0
    assert bench.home.joinpath("demo-password").stat().st_mode & 0o077 == 0


def test_the_log_names_pages_not_addresses(bench: Workbench) -> None:
    bench.get("/join/a-very-secret-word?name=Wang", user_agent="Browser of Ms Wang")
    bench.get("/no-such-place/of-ms-wang")
    until = time.monotonic() + PATIENCE
    while "GET people:join " not in bench.told.read_text() and time.monotonic() < until:
        time.sleep(0.05)
    bench.get("/sign-in")  # what was asked before has been written when this has been answered
    told = bench.told.read_text()
    assert "GET people:join " in told
    assert "a-very-secret-word" not in told
    assert "Wang" not in told.replace(bench.password, "")
    assert "of-ms-wang" not in told


def test_a_second_workbench_in_the_same_folder_or_at_the_same_port_is_refused(bench: Workbench, tmp_path: Path) -> None:
    told = run_web("--port", str(free_port()), home=bench.home)
    assert (told.returncode, "AlreadyRunning" in told.stderr) == (1, True)
    told = run_web("--port", str(bench.port), home=tmp_path / "other")
    assert (told.returncode, "PortTaken" in told.stderr) == (1, True)


def children(process: int) -> list[int]:
    told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    return [int(word) for word in told.stdout.split()]


def words_of(process: int) -> bytes:
    """How a process was called; nothing where it has just ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_worker_that_dies_is_started_again(bench: Workbench) -> None:
    def jobs() -> list[int]:
        return [one for one in children(bench.process.pid) if b"jobs" in words_of(one)]

    until = time.monotonic() + PATIENCE
    while not jobs() and time.monotonic() < until:
        time.sleep(0.1)
    first = jobs()
    assert len(first) == 1
    os.kill(first[0], signal.SIGKILL)
    while jobs() in ([], first) and time.monotonic() < until:
        time.sleep(0.1)
    assert jobs() not in ([], first)


def test_it_is_backed_up_while_it_runs_and_comes_back_the_same(bench: Workbench, tmp_path: Path) -> None:
    backup, other = tmp_path / "all.peakend", tmp_path / "other"
    told = run_web("backup", str(backup), home=bench.home)
    assert told.returncode == 0, told.stderr
    assert backup.stat().st_mode & 0o077 == 0
    told = run_web("restore", str(backup), home=other)
    assert told.returncode == 0, told.stderr
    assert re.search(r"The audit log of demo holds: \d+ entries", told.stdout)
    for table in ("people_user", "people_member", "people_auditentry", "define_studyversion", "listen_answerpart"):
        with closing(sqlite3.connect(bench.home / "peakend.sqlite3")) as one, closing(sqlite3.connect(other / "peakend.sqlite3")) as two:
            query = f"SELECT * FROM {table} ORDER BY id"
            assert list(two.execute(query)) == list(one.execute(query)), table
    kept = {path.relative_to(bench.home): path.read_bytes() for path in (bench.home / "files").rglob("*") if path.is_file()}
    assert kept
    assert {path: (other / path).read_bytes() for path in kept} == kept
    assert not (other / "secret.key").exists() or (other / "secret.key").read_text() != (bench.home / "secret.key").read_text()
    told = run_web("restore", str(backup), home=other)
    assert (told.returncode, "NotEmpty" in told.stderr) == (1, True)


def test_a_log_that_was_changed_before_the_backup_is_told_when_it_comes_back(tmp_path: Path) -> None:
    home, backup = tmp_path / "home", tmp_path / "all.peakend"
    with Workbench(home):
        pass
    with closing(sqlite3.connect(home / "peakend.sqlite3")) as line:
        line.execute("UPDATE people_auditentry SET about = 'nothing' WHERE number = 2")
        line.commit()
    assert run_web("backup", str(backup), home=home).returncode == 0
    told = run_web("restore", str(backup), home=tmp_path / "other")
    assert (told.returncode, "does not hold at entry 2 (changed)" in told.stdout) == (0, True), told.stdout


def test_a_damaged_or_newer_backup_changes_nothing(bench: Workbench, tmp_path: Path) -> None:
    backup = tmp_path / "all.peakend"
    assert run_web("backup", str(backup), home=bench.home).returncode == 0
    whole = backup.read_bytes()
    at = whole.index(b"rows/people.user.jsonl") + 200
    cases = {
        "cut.peakend": whole[: len(whole) // 2],
        "bit.peakend": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
        "empty.peakend": b"",
        "words.peakend": b"this is no backup",
    }
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
        told = run_web("restore", str(tmp_path / name), home=tmp_path / name.split(".")[0])
        assert (told.returncode, "BackupDamaged" in told.stderr) == (1, True), (name, told.stderr)
    newer = tmp_path / "newer.peakend"
    write_newer(backup, newer)
    told = run_web("restore", str(newer), home=tmp_path / "newer")
    assert (told.returncode, "BackupNewer" in told.stderr) == (1, True), told.stderr
    assert rows(tmp_path / "newer", "sqlite_master") == 0


def write_newer(backup: Path, out: Path) -> None:
    """The same backup, written by a program that knows one migration more."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                words = json.loads(json.loads(content)["manifest"])
                words["migrations"].append(["people", "0999_to_come"])
                plain = json.dumps(words, sort_keys=True)
                content = json.dumps({"digest": hashlib.sha256(plain.encode()).hexdigest(), "manifest": plain}).encode()
            new.writestr(name, content)


def test_an_administrator_gets_a_new_password(bench: Workbench) -> None:
    told = run_web("admin", home=bench.home)
    assert told.returncode == 0, told.stderr
    assert bench.password not in told.stdout
    told = run_web("admin", "--name", "nobody", home=bench.home)
    assert (told.returncode, "AccountUnknown" in told.stderr) == (1, True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
def test_it_stops_cleanly_and_the_second_start_uses_what_is_there(tmp_path: Path, how: signal.Signals) -> None:
    home = tmp_path / "home"
    with Workbench(home, words=()) as first:
        below = children(first.process.pid)
        assert first.stop(how) == 0
        assert "has stopped" in first.told.read_text()
        assert not [one for one in below if Path(f"/proc/{one}").exists()]
    people = rows(home, "people_user")
    with Workbench(home, words=()) as second:
        assert "password:" not in second.said
        assert rows(home, "people_user") == people == 1


def test_nothing_is_left_running_when_it_is_killed(tmp_path: Path) -> None:
    with Workbench(tmp_path / "home", words=()) as bench:
        below = children(bench.process.pid)
        assert below
        bench.process.kill()
        bench.process.wait()
        until = time.monotonic() + PATIENCE
        while [one for one in below if Path(f"/proc/{one}").exists()] and time.monotonic() < until:
            time.sleep(0.1)
        assert [one for one in below if Path(f"/proc/{one}").exists()] == []


def test_who_starts_after_the_end_of_the_server_ends_too() -> None:
    order = "import time; from peakend.web.serve.parent import watch_parent; watch_parent(); time.sleep(60)"
    gone = subprocess.Popen(["true"])
    gone.wait()
    told = subprocess.run([sys.executable, "-c", order], check=False, env={**os.environ, "PEAKEND_PARENT": str(gone.pid)})
    assert told.returncode == 1


UNSAFE = {
    "no https": {"PEAKEND_ADDRESS": "http://peakend.example.org"},
    "no address": {"PEAKEND_ADDRESS": ""},
    "any host": {"PEAKEND_HOSTS": "*"},
    "hosts of this machine alone": {"PEAKEND_HOSTS": "localhost"},
    "no proxy": {"PEAKEND_BEHIND_PROXY": ""},
    "weak secret": {"PEAKEND_SECRET": "secret"},
    "a secret of one letter": {"PEAKEND_SECRET": "a" * 60},
    "several machines": {"PEAKEND_MACHINES": "2"},
    "mail in the open": {"PEAKEND_MAIL_HOST": "mail.example.org", "PEAKEND_MAIL_PORT": "25"},
}


@pytest.mark.parametrize("case", UNSAFE)
def test_production_does_not_start_unsafe(case: str, tmp_path: Path) -> None:
    told = run_web("--port", str(free_port()), home=tmp_path / "home", **{**SAFE, **UNSAFE[case]})
    assert (told.returncode, "StartUnsafe" in told.stderr) == (1, True), told.stderr
    assert told.stdout.count("[unsafe]") == (2 if case == "no address" else 1), told.stdout
    assert rows(tmp_path / "home", "sqlite_master") == 0


def test_production_starts_where_everything_is_safe_and_sends_all_to_https(tmp_path: Path) -> None:
    told = run_web("check", home=tmp_path / "home", **SAFE)
    assert (told.returncode, "[unsafe]" in told.stdout) == (0, False), told.stdout
    with Workbench(tmp_path / "home", words=(), settings=SAFE) as bench:
        status, headers, _ = bench.get("/sign-in", host="peakend.example.org")
        assert (status, headers["location"]) == (301, "https://peakend.example.org/sign-in")
        status, headers, _ = bench.get("/sign-in", host="peakend.example.org", x_forwarded_proto="https")
        assert status == 200
        assert headers["strict-transport-security"].startswith("max-age=31536000")
        assert "Secure" in headers["set-cookie"]


@pytest.mark.parametrize("name", ["", "secret.key"])
def test_a_folder_that_others_may_read_does_not_go_into_production(name: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run_web("check", home=home, **SAFE).returncode == 0
    (home / name).chmod(0o755)
    told = run_web("--port", str(free_port()), home=home, **SAFE)
    assert (told.returncode, "StartUnsafe" in told.stderr, told.stdout.count("chmod")) == (1, True, 1)


def test_the_check_asks_for_a_backup_until_there_is_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Workbench(home, words=()):
        pass
    assert "Nothing was ever backed up" in run_web("check", home=home).stdout
    assert run_web("backup", str(tmp_path / "a.peakend"), home=home).returncode == 0
    assert "backed up" not in run_web("check", home=home).stdout
    (home / "last-backup").write_text("2026-01-01T00:00:00+00:00")
    assert re.search(r"The last backup is \d+ days old", run_web("check", home=home).stdout)


@pytest.mark.parametrize(
    ("setting", "value"), [("PEAKEND_MACHINES", "two"), ("PEAKEND_UPLOAD_LIMIT", "300 MB"), ("PEAKEND_MAIL_PORT", "0")]
)
def test_a_setting_that_cannot_be_read_is_named(setting: str, value: str, tmp_path: Path) -> None:
    told = run_web("check", home=tmp_path / "home", **{setting: value})
    assert (told.returncode, setting in told.stderr, value in told.stderr, "Traceback" in told.stderr) == (1, True, True, False)


def test_a_demo_does_not_go_into_production(bench: Workbench, tmp_path: Path) -> None:
    backup = tmp_path / "demo.peakend"
    assert run_web("backup", str(backup), home=bench.home).returncode == 0
    assert run_web("restore", str(backup), home=tmp_path / "home").returncode == 0
    told = run_web("--port", str(free_port()), home=tmp_path / "home", **SAFE)
    assert (told.returncode, "demo organisation" in told.stdout) == (1, True)


def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    told = run_web("check", "--database", f"postgres://somebody:secret@127.0.0.1:{free_port()}/x", home=tmp_path / "home")
    assert (told.returncode, "DatabaseUnreachable" in told.stderr) == (1, True)
    assert "secret" not in told.stderr + told.stdout


def test_no_other_command_loads_the_workbench() -> None:
    order = "import sys, peakend.cli, peakend.cli.web; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", order], capture_output=True, text=True, check=True, env={**os.environ})
    assert told.stdout.strip() == "False"
