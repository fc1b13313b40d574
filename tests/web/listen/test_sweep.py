"""What is left behind is put right: steps that were cut off, files that belong to nothing, files kept too long; and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.web.listen.conftest import choose, csv_of, draw_rows, newest, send

from peakend.web.define.models import StudyRecord
from peakend.web.listen import actions, jobs
from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.listen.queries import is_silent
from peakend.web.listen.store import place
from peakend.web.listen.sweep import KEEP, resume_steps, sweep_files
from peakend.web.shell.pulse import SILENCE

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


def test_a_step_goes_silent_and_is_given_back_while_one_that_gives_signs_is_left_alone(browser: Client, hall: StudyRecord) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    page = f"/studies/{hall.pk}/answers/files/{newest(hall).pk}"
    Upload.objects.update(state="importing", beat=timezone.now())
    assert resume_steps(alone=False) == 0
    assert "Try again" not in browser.get(page).content.decode()
    Upload.objects.update(beat=timezone.now() - SILENCE - timedelta(seconds=1))
    assert "Try again" in browser.get(page).content.decode()
    assert resume_steps(alone=False) == 1
    assert (newest(hall).state, newest(hall).fault["name"]) == ("tried", "Interrupted")


def test_a_file_that_waits_behind_another_is_not_called_forgotten(browser: Client, hall: StudyRecord) -> None:
    for name, rows in (("a.csv", 60), ("b.csv", 61)):
        send(browser, hall, name, csv_of(draw_rows(rows)))
    long_ago = timezone.now() - timedelta(minutes=10)
    first, second = Upload.objects.order_by("pk")
    Upload.objects.filter(pk=first.pk).update(state="importing", beat=timezone.now())
    Upload.objects.filter(pk=second.pk).update(state="to_import", beat=long_ago)
    second.refresh_from_db()
    assert not is_silent(second)
    Upload.objects.filter(pk=first.pk).update(beat=long_ago)
    assert is_silent(second)


def test_where_several_machines_work_a_start_leaves_the_work_of_the_others_alone(
    browser: Client, hall: StudyRecord, folder: Path, settings: Settings
) -> None:
    settings.MACHINES = 2
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    Upload.objects.update(state="importing", beat=timezone.now())
    young = folder / "parts" / str(hall.pk) / "young.parquet"
    young.parent.mkdir(parents=True)
    young.write_bytes(b"x")
    assert (sweep_files().orphans, sweep_files().resumed) == (0, 0)
    assert young.exists()


def test_work_gives_signs_of_life_by_itself(browser: Client, hall: StudyRecord) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    upload = newest(hall)
    Upload.objects.update(state="looking", beat=None)

    def work() -> dict[str, object]:
        sign = signs[0]
        sign()
        return {}

    signs: list[Callable[[], object]] = []

    @contextmanager
    def hear(sign: Callable[[], object]) -> Iterator[None]:
        signs.append(sign)
        yield

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "give_signs", hear)
        jobs._finish(upload, "looking", "failed", work)
    assert newest(hall).beat is not None


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
