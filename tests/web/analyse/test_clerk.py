"""Is what a job brought counted right after it, so that no reader counts it, and does a count that fails leave the worker at work?"""

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django_tasks_db.models import DBTaskResult
from tests.web.analyse.conftest import add_answers
from tests.web.cast import Cast

from peakend.web.analyse.filters import Filters
from peakend.web.analyse.parts import folder_of
from peakend.web.analyse.queries import forget_all, reading_of
from peakend.web.define.models import StudyRecord
from peakend.web.listen.tasks import look
from peakend.web.serve.clerk import Clerk, count_new, last_part


@pytest.fixture
def clerk() -> Clerk:
    """A worker that is not running."""
    return Clerk(
        queue_names=["*"],
        interval=0.1,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="clerk",
        excluded_queue_names=[],
    )


def work(clerk: Clerk) -> DBTaskResult:
    """One job of the queue, as the worker does it: it looks at a file that is gone."""
    look.enqueue(0)
    job = DBTaskResult.objects.ready().first()
    assert job is not None
    job.claim("clerk")
    clerk.run_task(job)
    return job


def kept(record: StudyRecord) -> dict[str, int]:
    """The files of what was counted of a study, each with its number on the disk."""
    own = tuple(digest[:24] for digest in record.parts.values_list("digest", flat=True))
    return {path.name: path.stat().st_ino for path in folder_of(record.pk, record.coding).glob("*.tally") if path.name.startswith(own)}


def test_what_a_job_brought_is_counted_after_it_and_read_by_pages(cast: Cast, record: StudyRecord, clerk: Clerk) -> None:
    clerk.seen = 0  # as before the import
    work(clerk)
    counted = kept(record)
    assert len(counted) == 1
    assert clerk.seen == last_part()
    assert reading_of(cast.people["analyst"], record, Filters()).evidence.cell.rows > 0
    assert kept(record) == counted
    add_answers(record, 40, seed=2)
    work(clerk)
    assert len(kept(record)) == 2
    assert counted.items() <= kept(record).items()  # only what is new was counted


def test_what_was_there_before_the_worker_is_not_counted_again(record: StudyRecord, clerk: Clerk) -> None:
    work(clerk)
    assert not kept(record)
    assert count_new(last_part()) == last_part()
    assert not kept(record)


def test_answers_that_were_undone_are_not_counted(record: StudyRecord) -> None:
    record.parts.update(state="undone")
    assert count_new(0) == last_part()
    assert not kept(record)


def test_a_count_that_fails_is_noted_and_the_worker_goes_on(record: StudyRecord, clerk: Clerk, caplog: pytest.LogCaptureFixture) -> None:
    part = record.parts.get()
    path = Path(settings.MEDIA_ROOT) / part.path
    whole = path.read_bytes()
    path.write_bytes(b"no Parquet")
    clerk.seen = 0
    with caplog.at_level(logging.ERROR, "peakend.jobs"):
        assert work(clerk).pk
    assert "could not be counted" in caplog.text
    path.write_bytes(whole)
    forget_all()
    work(clerk)
    assert len(kept(record)) == 1
