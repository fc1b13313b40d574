"""Who counts what an import brought, before anybody asks? The worker, after each job; readers find it counted."""

import logging
from typing import Any

from django.db.models import Max
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from peakend.web.analyse.queries import forget_all, prepare
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart

log = logging.getLogger("peakend.jobs")


class Clerk(Worker):
    """Works off the queue. What came during a job is counted after it; a count that fails is left to the pages, which explain."""

    seen: int | None = None
    """The last part that was looked at."""

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Do one job, then count what came."""
        if self.seen is None:
            self.seen = last_part()
        super().run_task(db_task_result)
        try:
            self.seen = count_new(self.seen)
        except Exception:
            log.exception("what came could not be counted")


def last_part() -> int:
    """The number of the newest import; 0 where there is none."""
    return int(AnswerPart.objects.aggregate(last=Max("pk"))["last"] or 0)


def count_new(after: int) -> int:
    """Count the studies to which something came after this part; the newest part there is now."""
    last = last_part()
    if last > after:
        came = AnswerPart.objects.filter(pk__gt=after, state="standing").values("study")
        for record in StudyRecord.objects.filter(pk__in=came).select_related("unit__organisation"):
            prepare(record)
        forget_all()  # this process shows nothing: what it counted lies in files
    return last
