"""What is left behind where a program was killed in the middle? Files that belong to nothing, steps that nobody works on: put right here.

Run when the workbench starts, before its worker does. A file belongs to something if a row says so; what no row knows is taken away.
"""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.utils import timezone

from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.listen.store import PARTS, UPLOADS, files, forget_file

BACK: Final = {"looking": "failed", "trying": "looked", "importing": "tried"}
"""Where a file stands again whose step was cut off."""

KEEP: Final = timedelta(days=30)
"""So long a file is kept after it was imported; then only the coded answers are."""

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
    return Swept(_remove_orphans(), _resume(), _forget_old())


def _resume() -> int:
    """Files whose step was cut off go back to where somebody can take them up: a file that kills its reader does so once."""
    fault = {"name": "Interrupted", "blanks": {}}
    return sum(Upload.objects.filter(state=during).update(state=before, progress=0, fault=fault) for during, before in BACK.items())


def _remove_orphans() -> int:
    """Parts and sent files that no row knows."""
    parts = set(AnswerPart.objects.values_list("path", flat=True))
    sent = {str(Path(path).parent) for row in Upload.objects.values_list("path", "beside") for path in row if path}
    found = 0
    for file in sorted((files() / PARTS).glob("*/*")):
        if str(file.relative_to(files())) not in parts:
            file.unlink(missing_ok=True)
            found += 1
    for folder in sorted((files() / UPLOADS).glob("*/*")):
        if str(folder.relative_to(files())) not in sent:
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
