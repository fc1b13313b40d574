"""Kill -9 in the middle of an import, with a real process: nothing of it stands, nothing of it stays, and it can be done again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_import_leaves_nothing_and_can_be_done_again(tmp_path: Path, step: str) -> None:
    pk = int(run(SETUP, tmp_path))
    program = fill(PROGRAM, step=step, pk=pk)
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program], env=surroundings(tmp_path), stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline().strip() == "there"
        os.kill(killed.pid, signal.SIGKILL)
        assert killed.wait() == -signal.SIGKILL
    time.sleep(0.1)
    before, after = run(AFTER, tmp_path, pk=pk).splitlines()
    assert before == "0 [] tried Interrupted 0"
    assert after == "60"
