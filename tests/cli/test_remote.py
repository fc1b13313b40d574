"""The command line talks to a workbench: a real server, a real token, everything that can be wrong with either."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.cli.conftest import Run
from tests.web.analyse.conftest import add_answers
from tests.web.cast import Cast, gather_cast
from tests.web.listen.conftest import STUDY, csv_of, draw_rows, keep_study

from peakend.cli.calling import find_token, open_line
from peakend.define.template import find_template
from peakend.errors import AddressUnsafe, AddressUnset, TokenFileOpen, TokenUnset
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart
from peakend.web.people.accounts import make_token

Call = Callable[..., object]


@pytest.fixture
def people(transactional_db: None, settings: Settings, tmp_path: Path) -> Cast:
    """Two companies; files in a folder of this test; the worker works at once."""
    del transactional_db
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return gather_cast()


@pytest.fixture
def remote(people: Cast, live_server: LiveServer, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`peakend remote …` with the token of the lead."""
    _, word = make_token(user=people.people["lead"], name="cli", scopes=["read", "write", "import", "export"], days=1)
    monkeypatch.setenv("PEAKEND_REMOTE", live_server.url)
    monkeypatch.setenv("PEAKEND_TOKEN", word)
    return lambda *words: run("remote", *words)


def test_studies_and_their_files_go_to_and_fro(remote: Run, people: Cast, tmp_path: Path) -> None:
    record = keep_study(people, "head", STUDY)
    assert "lead · ours" in remote("me").out
    listed = json.loads(remote("studies", "--format", "json").out)
    assert [one["id"] for one in listed] == [record.pk]
    file = tmp_path / "hall.yaml"
    assert "version 1" in remote("pull", str(record.pk), "--out", str(file)).out
    assert file.read_text(encoding="utf-8") == STUDY
    assert remote("pull", str(record.pk), "--out", str(file)).status == 2
    file.write_text(STUDY.replace("Greeting", "Welcome"), encoding="utf-8")
    assert "version 2" in remote("push", str(record.pk), str(file), "--seen", "1").out
    file.write_text(STUDY.replace("Farewell", "Bye"), encoding="utf-8")
    late = remote("push", str(record.pk), str(file), "--seen", "1")
    assert (late.status, "EditConflict" in late.err) == (1, True)
    other = tmp_path / "other.yaml"
    other.write_text(STUDY.replace("key: hall", "key: other", 1), encoding="utf-8")
    assert "(other)" in remote("create", str(other), "--unit", str(people.units["head"].pk)).out
    assert StudyRecord.objects.filter(key="other").exists()


def test_answers_are_tried_first_and_then_imported(remote: Run, people: Cast, tmp_path: Path) -> None:
    record = keep_study(people, "head", STUDY)
    file = tmp_path / "答卷 1.csv"
    file.write_bytes(csv_of([*draw_rows(60), ["A9999", "金卡", "9", "1", "1", "x"]]))
    dry = remote("answers", str(record.pk), str(file), "--wave", "2026", "--dry-run")
    assert (dry.status, "nothing was imported" in dry.out) == (0, True), dry.err
    assert not AnswerPart.objects.exists()
    done = remote("answers", str(record.pk), str(file), "--wave", "2026", "--format", "json")
    assert json.loads(done.out)["trial"]["refused"] == 1, done.err
    assert AnswerPart.objects.get().rows == 61
    again = remote("answers", str(record.pk), str(file), "--wave", "2026")
    assert (again.status, "AlreadyStanding" in again.err) == (1, True)


def test_results_and_reports_are_fetched(remote: Run, people: Cast, tmp_path: Path) -> None:
    record = keep_study(people, "head", find_template("telecom-vip").path.read_text(encoding="utf-8"))
    add_answers(record, 120)
    shown = json.loads(remote("result", str(record.pk), "nps", "--format", "json").out)
    assert (shown["question"], shown["base"]["n"]) == ("nps", 120)
    assert remote("result", str(record.pk), "nps", "--format", "csv").out.startswith("key,") or shown["rows"]
    assert shown["sentence"] in remote("result", str(record.pk), "nps").out
    picture = tmp_path / "map.svg"
    assert remote("report", str(record.pk), "map", "--out", str(picture)).status == 0
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    refused = remote("result", str(record.pk), "nps", "--wave", "1999")
    assert (refused.status, "UnknownValue" in refused.err) == (1, True)


def test_a_workbench_that_is_not_there_is_said_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEAKEND_TOKEN", "pk_x")
    ran = run("remote", "me", "--address", "http://127.0.0.1:1")
    assert (ran.status, "NobodyThere" in ran.err) == (1, True)


def test_a_token_is_never_sent_in_the_open() -> None:
    for address in ("http://workbench.example", "ftp://localhost", "workbench.example"):
        with pytest.raises(AddressUnsafe):
            open_line(address, "en", {"PEAKEND_TOKEN": "pk_x"})
    with pytest.raises(AddressUnset):
        open_line("", "en", {"PEAKEND_TOKEN": "pk_x"})
    assert open_line("", "zh", {"PEAKEND_TOKEN": "pk_x", "PEAKEND_REMOTE": "https://w.example/"}).address == "https://w.example"


def test_a_token_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "token"
    setting = {"PEAKEND_TOKEN_FILE": str(path)}
    with pytest.raises(TokenUnset):
        find_token(setting)
    path.write_text("pk_secret\n", encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(TokenFileOpen):
        find_token(setting)
    path.chmod(0o600)
    assert find_token(setting) == "pk_secret"
