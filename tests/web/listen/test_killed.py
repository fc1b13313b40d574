"""Kill -9 in the middle of an import or an edit, with real processes: nothing half-done stands, nothing told as done is lost.

The worker alone, one process, or everything at once: the page then says what happened, and the same can be done again.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.web.caller import Caller
from tests.web.server import Workbench

STEPS = (pytest.param("write_part", marks=pytest.mark.slow), pytest.param("_stand", marks=pytest.mark.slow), "record")
"""Where the process is killed: while the part is written, before the transaction, and within it (the row is there, not yet kept)."""

PROGRAM = """
import os, sys, time
sys.path[:0] = {paths!r}
os.environ["DJANGO_SETTINGS_MODULE"] = "peakend.web.settings"
import django
django.setup()
from peakend.web.listen import jobs
real = getattr(jobs, {step!r})
def stand_still(*args, **kwargs):
    if {step!r} != "_stand":
        real(*args, **kwargs)
    print("there", flush=True)
    time.sleep(60)
setattr(jobs, {step!r}, stand_still)
jobs.import_upload({pk})
"""

SETUP = """
import os, sys
sys.path[:0] = {paths!r}
os.environ["DJANGO_SETTINGS_MODULE"] = "peakend.web.settings"
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
call_command("migrate", verbosity=0)
from peakend.web.define.actions import create_study
from peakend.web.listen import actions, jobs
from peakend.web.people.actions import found_organisation, make_user
from peakend.web.people.models import Member, Unit
from tests.web.listen.conftest import STUDY, csv_of, draw_rows
company = found_organisation(key="acme", name_zh="甲")
head = Unit.objects.get(organisation=company)
user = make_user(username="lead", password="correct horse 9 battery")
study = create_study(actor=None, unit=head, text=STUDY)
upload = actions.receive(actor=user, study=study, file=SimpleUploadedFile("a.csv", csv_of(draw_rows())))
jobs.look_at_upload(upload.pk)
upload.refresh_from_db()
names = [column["name"] for column in upload.found["columns"]]
actions.order_trial(upload=upload, mapping=dict(zip(names, names)), wave="1")
jobs.try_upload(upload.pk)
upload.refresh_from_db()
actions.order_import(actor=user, upload=upload)
print(upload.pk)
"""

AFTER = """
import os, sys
sys.path[:0] = {paths!r}
os.environ["DJANGO_SETTINGS_MODULE"] = "peakend.web.settings"
import django
django.setup()
from django.conf import settings
from peakend.web.listen import actions, jobs
from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.listen.sweep import sweep_files
from peakend.web.people.models import AuditEntry
swept = sweep_files()
upload = Upload.objects.get(pk={pk})
parts = settings.MEDIA_ROOT / "parts"
left = [path.name for path in parts.rglob("*") if path.is_file()] if parts.is_dir() else []
print(AnswerPart.objects.count(), left, upload.state, upload.fault.get("name"), AuditEntry.objects.filter(action="answers.import").count())
actions.order_import(actor=upload.by, upload=upload)
jobs.import_upload(upload.pk)
print(AnswerPart.objects.filter(state="standing").values_list("rows", flat=True)[0])
"""


EDIT = """
import os, sys, time
sys.path[:0] = {paths!r}
os.environ["DJANGO_SETTINGS_MODULE"] = "peakend.web.settings"
import django
django.setup()
from dataclasses import replace
from peakend.text import Text
from peakend.web.define import actions
from peakend.web.define.models import StudyRecord
from peakend.web.people.models import Member, User
real = getattr(actions, {step!r})
def stand_still(*args, **kwargs):
    done = real(*args, **kwargs)
    print("there", flush=True)
    time.sleep(60)
    return done
setattr(actions, {step!r}, stand_still)
study = StudyRecord.objects.get()
rule = lambda one: replace(one, title=Text("改过", "Changed"))
actions.change_study(actor=User.objects.get(), record=study, seen_number=study.number, deed="study.edit", about="title", change=rule)
print("told", flush=True)
time.sleep(60)
"""

EDITED = """
import os, sys
sys.path[:0] = {paths!r}
os.environ["DJANGO_SETTINGS_MODULE"] = "peakend.web.settings"
import django
django.setup()
from peakend.web.define.models import StudyRecord, StudyVersion
from peakend.web.people.audit import find_breaks
study = StudyRecord.objects.get()
print(study.title_en, study.number, "Changed" in study.text, StudyVersion.objects.count(), len(list(find_breaks(study.unit.organisation))))
"""


def run(program: str, home: Path, **blanks: object) -> str:
    """Run a program in a process of its own and give what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", fill(program, **blanks)], env=surroundings(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def fill(program: str, **blanks: object) -> str:
    return program.format(paths=[str(Path(__file__).resolve().parents[3])], **blanks)


def surroundings(home: Path) -> dict[str, str]:
    return {**os.environ, "PEAKEND_HOME": str(home), "PEAKEND_SECRET": "only for tests", "PEAKEND_DATABASE": ""}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A folder with a study and a file that waits for its import, and the number of that file; made once, copied by each test."""
    home = tmp_path_factory.mktemp("prepared")
    return home, int(run(SETUP, home))


def copy_home(prepared: tuple[Path, int], home: Path) -> int:
    """The prepared folder in the place of a test's own; the number of the file that waits."""
    shutil.copytree(prepared[0], home, dirs_exist_ok=True)
    return prepared[1]


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_import_leaves_nothing_and_can_be_done_again(prepared: tuple[Path, int], tmp_path: Path, step: str) -> None:
    pk = copy_home(prepared, tmp_path)
    kill_at("there", fill(PROGRAM, step=step, pk=pk), tmp_path)
    before, after = run(AFTER, tmp_path, pk=pk).splitlines()
    assert before == "0 [] tried Interrupted 0"
    assert after == "60"


@pytest.mark.parametrize("step", ["log", *(pytest.param(step, marks=pytest.mark.slow) for step in ("_try_again", "_save"))])
def test_a_killed_edit_leaves_the_study_as_it_was(prepared: tuple[Path, int], tmp_path: Path, step: str) -> None:
    copy_home(prepared, tmp_path)
    kill_at("there", fill(EDIT, step=step), tmp_path)
    assert run(EDITED, tmp_path) == "Branch 1 False 1 0"


def test_an_edit_that_was_told_as_done_outlives_the_process(prepared: tuple[Path, int], tmp_path: Path) -> None:
    copy_home(prepared, tmp_path)
    kill_at("told", fill(EDIT.replace("time.sleep(60)\n    return", "return"), step="log"), tmp_path)
    assert run(EDITED, tmp_path) == "Changed 2 True 2 0"


def kill_at(word: str, program: str, home: Path) -> None:
    """Run a program until it says a word, then kill it."""
    order = [sys.executable, "-W", "ignore", "-c", program]
    with subprocess.Popen(order, env=surroundings(home), stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        assert word in (line.strip() for line in killed.stdout)
        os.kill(killed.pid, signal.SIGKILL)
        assert killed.wait() == -signal.SIGKILL


ROWS = 400_000
"""So many answers that an import takes seconds: long enough to be met in the middle."""


def wait_for(caller: Caller, page: str, words: str, patience: float = 90) -> str:
    """The page, once it says something."""
    until = time.monotonic() + patience
    while (shown := caller.get(page).text) and not re.search(words, shown):
        assert time.monotonic() < until, re.sub(r"<[^>]+>", " ", shown)[-1500:]
        time.sleep(0.1)
    return shown


def prepare_import(caller: Caller, study: str) -> str:
    """Send a large file and have it run dry; its page."""
    lines = "".join(f"A{number},{1 + number % 5},{1 + number % 3}\n" for number in range(ROWS))
    sent = caller.send(f"{study}/answers/send", "large.csv", f"id,overall_visit,nps\n{lines}".encode())
    assert sent.status == 302, sent.text[:2000]
    page = sent.headers["location"]
    shown = wait_for(caller, page, 'name="to-0"')
    columns = re.findall(r'name="(to-\d+)"', shown)
    targets = re.findall(r'(?s)<select[^>]*name="to-1".*?</select>', shown)
    wanted = re.findall(r'value="([^"]*overall[^"]*)"', targets[0])
    chosen = dict.fromkeys(columns, "") | {columns[1]: wanted[0]}
    told = caller.post(f"{page}/trial", {**chosen, "wave": "killed"})
    assert told.status == 302, told.alert
    wait_for(caller, page, r"/import\"")
    return page


@pytest.mark.slow
def test_whoever_is_killed_in_the_middle_of_an_import_the_page_says_so_and_it_is_done_again(tmp_path: Path) -> None:
    with Workbench(tmp_path / "home") as bench:
        caller = Caller(bench.port).enter(bench.home)
        study = "/studies/1"
        page = prepare_import(caller, study)
        caller.post(f"{page}/import")
        worker = wait_for_worker(bench, caller, page)
        os.kill(worker, signal.SIGKILL)  # the worker alone: no restart is needed
        shown = wait_for(caller, page, "cut off in the middle", 30)
        assert '/import"' in shown
        assert caller.get("/health").status == 200
        time.sleep(2.5)  # the next worker starts
        caller.post(f"{page}/import")
        wait_for_worker(bench, caller, page)
        bench.kill()  # everything at once
    with Workbench(bench.home) as again:
        caller = Caller(again.port).enter(again.home)
        shown = wait_for(caller, page, "cut off in the middle", 5)
        assert not list((again.home / "files" / "parts" / "1").glob("*"))
        caller.post(f"{page}/import")
        assert f"{ROWS:,}" in wait_for(caller, page, "are in the analyses")


def wait_for_worker(bench: Workbench, caller: Caller, page: str) -> int:
    """The process that imports, once it is at it."""
    wait_for(caller, page, "being imported|are in the analyses", 30)
    time.sleep(0.3)
    told = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    return next(int(line.split()[0]) for line in told.splitlines() if f" {bench.process.pid} " in line and line.endswith("serve jobs"))
