"""Who does the work that takes long? One process beside the server; started again when it dies, and nothing it held is lost.

A job that was running when its process died is put back into the queue, three times at most; then it has failed and says so.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Final

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from peakend.web.listen.sweep import resume_steps
from peakend.web.serve.clerk import Clerk
from peakend.web.serve.parent import watch_parent

ATTEMPTS: Final = 3
PAUSE: Final = 0.5
"""Seconds between two looks into the queue."""
ROUND: Final = 10.0
"""Seconds between two rounds in which work is looked for that nobody does any more."""
BEHIND: Final = 5
"""By so much the worker stands behind the server where both want the processor: pages are waited for, jobs are not."""
PATIENCE: Final = 20.0
"""Seconds that a running job is given to end when the workbench stops."""

log = logging.getLogger("peakend.jobs")


def name_workers() -> str:
    """What the worker processes of this machine and folder are called, before their number."""
    return f"{socket.gethostname()[:24]}:{abs(hash_text(str(settings.HOME)))}:"


def hash_text(words: str) -> int:
    """A number for a text, the same in every process.

    >>> hash_text("a"), hash_text("ab")
    (97, 3105)
    """
    number = 0
    for letter in words:
        number = (number * 31 + ord(letter)) % 2**31
    return number


@transaction.atomic
def sweep_orphans() -> tuple[int, int]:
    """Put jobs back that were running in a process of this machine that is gone: (put back, given up).

    Call it only where no worker of this machine and folder runs.
    """
    back = given_up = 0
    own = name_workers()
    for job in DBTaskResult.objects.select_for_update().filter(status=TaskResultStatus.RUNNING):
        workers = [str(one) for one in job.worker_ids]
        if not workers or not workers[-1].startswith(own):
            continue
        if len(workers) >= ATTEMPTS:
            DBTaskResult.objects.filter(pk=job.pk).update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                exception_class_path="builtins.RuntimeError",
                traceback=f"The process died {len(workers)} times while it ran this job.",
            )
            given_up += 1
        else:
            DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY, started_at=None)
            back += 1
    return back, given_up


def perform() -> int:
    """Work off the queue until told to stop, or until whoever started this process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: it is the server that says when to stop
    watch_parent()
    if hasattr(os, "nice"):
        os.nice(BEHIND)
    worker = Clerk(
        queue_names=["*"],
        interval=PAUSE,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{name_workers()}{os.getpid()}",
        excluded_queue_names=[],
    )
    signal.signal(signal.SIGTERM, worker.shutdown)
    worker.run()
    return 0


class Foreman:
    """Keeps one worker process at work: starts it, starts it again when it dies, stops it at the end."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._running: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="foreman", daemon=True)

    def start(self) -> None:
        """Begin; comes back at once."""
        self._thread.start()

    def stop(self) -> None:
        """Let the running job end, within the patience there is; then the process is gone."""
        self._ending.set()
        worker = self._running
        if worker is not None and worker.poll() is None:
            worker.terminate()
            try:
                worker.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
        if self._thread.is_alive():
            self._thread.join(5)

    def _keep(self) -> None:
        """Start a worker again whenever it has died; the more often it dies, the longer the pause, up to a minute."""
        deaths = 0
        while not self._ending.is_set():
            began = time.monotonic()
            self._running = subprocess.Popen([sys.executable, "-m", "peakend.web.serve", "jobs"])
            status = self._watch(self._running)
            if self._ending.is_set():
                return
            deaths = 0 if time.monotonic() - began > 60 else deaths + 1  # noqa: PLR2004 - a minute
            log.warning("worker ended with status %s; started again", status)
            put_right(died=True)
            self._ending.wait(min(2.0**deaths, 60.0))

    def _watch(self, worker: subprocess.Popen[bytes]) -> int:
        """Wait for the end of a worker; meanwhile look round for steps that went silent, on other machines or in a worker that hangs."""
        while True:
            try:
                return worker.wait(ROUND)
            except subprocess.TimeoutExpired:
                put_right()


def put_right(*, died: bool = False) -> None:
    """Give back what nobody works on any more; `died` says that the worker of this machine is gone. A database that is away can wait."""
    close_old_connections()
    try:
        resume_steps(alone=died and settings.MACHINES == 1)
        if died:
            sweep_orphans()
    except DatabaseError:
        log.warning("the database does not answer; work that was cut off is looked for again later")
