"""What is left behind is put right: steps that were cut off, files that belong to nothing, files kept too long; and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.listen.conftest import choose, csv_of, draw_rows, newest, send

from peakend.web.define.models import StudyRecord
from peakend.web.listen import actions, jobs
from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.listen.store import place
from peakend.web.listen.sweep import KEEP, sweep_files

Work = Callable[[], None]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("during", "after"), [("looking", "failed"), ("trying", "looked"), ("importing", "tried")])
def test_a_step_that_was_cut_off_can_be_taken_again(browser: Client, hall: StudyRecord, during: str, after: str) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    Upload.objects.update(state=during, trial={"read": 60, "accepted": 60, "refused": 0})
    assert sweep_files().resumed == 1
    upload = newest(hall)
    assert (upload.state, upload.fault["name"]) == (after, "Interrupted")
    assert "cut off in the middle" in browser.get(f"/studies/{hall.pk}/answers/files/{upload.pk}").content.decode()


def test_files_that_belong_to_nothing_go_and_all_others_stay(browser: Client, hall: StudyRecord, folder: Path) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    kept = folder / "parts" / str(hall.pk) / "kept.parquet"
    AnswerPart.objects.create(study=hall, path=f"parts/{hall.pk}/kept.parquet", digest="d" * 64, coding=hall.coding, rows=5)
    kept.parent.mkdir(parents=True)
    for name in ("kept.parquet", "lost.parquet", "half.making"):
        (kept.parent / name).write_bytes(b"x")
    (folder / "uploads" / str(hall.pk) / "lost").mkdir()
    assert sweep_files().orphans == 3
    assert [path.name for path in kept.parent.iterdir()] == ["kept.parquet"]
    assert place(newest(hall).path).is_file()


def test_raw_files_are_not_kept_longer_than_needed(browser: Client, hall: StudyRecord) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    upload = newest(hall)
    Upload.objects.update(state="imported", when=timezone.now() - KEEP + timedelta(hours=1))
    assert sweep_files().forgotten == 0
    Upload.objects.update(when=timezone.now() - KEEP - timedelta(hours=1))
    assert sweep_files().forgotten == 1
    assert not place(upload.path).exists()
    assert (newest(hall).path, newest(hall).state) == ("", "imported")


def test_a_step_that_was_cancelled_is_not_taken(browser: Client, hall: StudyRecord, work: Work) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    work()
    upload = newest(hall)
    page = f"/studies/{hall.pk}/answers/files/{upload.pk}"
    browser.post(f"{page}/trial", {**choose(upload), "wave": "1"})
    browser.post(f"{page}/drop")
    work()
    assert (newest(hall).state, newest(hall).trial) == ("dropped", {})


def test_work_on_a_file_that_was_dropped_stops_at_its_next_sign_of_life(browser: Client, hall: StudyRecord) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    upload = newest(hall)
    Upload.objects.update(state="trying")
    jobs._beat(upload, "trying", 40)
    assert newest(hall).progress == 40
    actions.drop(upload=upload)
    with pytest.raises(jobs.Stopped):
        jobs._beat(upload, "trying", 60)


def test_a_step_is_taken_once(browser: Client, hall: StudyRecord, work: Work) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    work()
    found = newest(hall).found
    jobs.look_at_upload(newest(hall).pk)
    jobs.import_upload(newest(hall).pk)
    assert (newest(hall).state, newest(hall).found) == ("looked", found)
