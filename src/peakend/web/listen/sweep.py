"""What is left behind where a program was killed in the middle? Files that belong to nothing, steps that nobody works on: put right here.

Run when the workbench starts, before its worker does; steps also when a worker has died, and every few seconds. A file belongs to something
if a row says so; what no row knows is taken away. Where several machines work, what another is about gives signs of life and is left alone.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.listen.store import PARTS, UPLOADS, files, forget_file
from peakend.web.shell.pulse import SILENCE

BACK: Final = {"looking": "failed", "trying": "looked", "importing": "tried"}
"""Where a file stands again whose step was cut off."""

KEEP: Final = timedelta(days=30)
"""So long a file is kept after it was imported; then only the coded answers are."""

YOUNG: Final = timedelta(days=1)
"""So old a file is that no row knows before it goes where several machines work: another may be writing it."""

IDLE: Final = timedelta(days=7)
"""So long a file is kept that nobody has gone on with."""


@dataclass(frozen=True)
class Swept:
    """What was put right."""

    orphans: int
    resumed: int
    forgotten: int


def sweep_files() -> Swept:
    """Put right what a killed program left behind, and forget files whose time is over."""
    now, alone = timezone.now(), settings.MACHINES == 1
    return Swept(_remove_orphans(now if alone else now - YOUNG), resume_steps(alone=alone), _forget_old())


def resume_steps(*, alone: bool) -> int:
    """Files whose step was cut off go back to where somebody can take them up: a file that kills its reader does so once.

    `alone` says that nobody works now, so that every step was cut off; else only those are that give no sign of life any more.
    """
    fault = {"name": "Interrupted", "blanks": {}}
    cut = Upload.objects.all() if alone else Upload.objects.filter(beat__lt=timezone.now() - SILENCE)
    return sum(cut.filter(state=during).update(state=before, progress=0, fault=fault) for during, before in BACK.items())


def _remove_orphans(until: datetime) -> int:
    """Parts and sent files that no row knows, as far as they were written by then."""
    parts = set(AnswerPart.objects.values_list("path", flat=True))
    sent = {str(Path(path).parent) for row in Upload.objects.values_list("path", "beside") for path in row if path}
    found = 0
    for file in sorted((files() / PARTS).glob("*/*")):
        if str(file.relative_to(files())) not in parts and file.stat().st_mtime <= until.timestamp():
            file.unlink(missing_ok=True)
            found += 1
    for folder in sorted((files() / UPLOADS).glob("*/*")):
        if str(folder.relative_to(files())) not in sent and folder.stat().st_mtime <= until.timestamp():
            shutil.rmtree(folder, ignore_errors=True)
            found += 1
    return found


def _forget_old() -> int:
    """Files imported long ago, dropped, or left lying: what people wrote in them is not kept longer than it is needed."""
    now = timezone.now()
    ended = Upload.objects.exclude(path="").filter(state="imported", when__lt=now - KEEP)
    idle = Upload.objects.exclude(path="").exclude(state="imported").filter(when__lt=now - IDLE)
    found = 0
    for upload in (*ended, *idle):
        forget_file(upload.path)
        if upload.beside:
            forget_file(upload.beside)
        state = upload.state if upload.state == "imported" else "dropped"
        found += Upload.objects.filter(pk=upload.pk).update(path="", beside="", state=state)
    return found
