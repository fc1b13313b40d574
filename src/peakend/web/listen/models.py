"""How do answers come in and lie? Files that were sent, what was understood of them, and the parts of answers that were imported.

A part is one import: a Parquet file of coded answers. What analyses read is all parts of a study that stand and have its coding; undoing an
import takes its part away again.
"""

from typing import Final

from django.db import models

from peakend.web.define.models import StudyRecord
from peakend.web.people.models import Unit, User

WAITING: Final = ("sent", "to_try", "to_import")
"""States in which a file waits for its turn."""

WORKING: Final = ("looking", "trying", "importing")
"""States in which something is being done with a file."""

OPEN: Final = (*WAITING, *WORKING, "looked", "tried", "failed")
"""States of a file that is not dealt with yet."""


class Upload(models.Model):
    """A file that was sent in: where it lies, its digest, and what was found when it was looked at (in a child process).

    It belongs to a study; or to a unit, as long as it is what a study is to be drafted from.
    """

    study = models.ForeignKey(StudyRecord, null=True, on_delete=models.CASCADE, related_name="uploads")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    when = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=300)
    """Inside the folder of files; empty once the file is no longer kept."""
    beside = models.CharField(max_length=300, blank=True, default="")
    """Where the definition of the questionnaire lies that was sent with it."""
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default="sent")
    """sent, looking, looked, to_try, trying, tried, to_import, importing, imported, failed, dropped."""
    progress = models.PositiveSmallIntegerField(default=0)
    beat = models.DateTimeField(null=True, blank=True)
    """When whoever works on it last gave a sign of life."""
    found = models.JSONField(default=dict)
    """What `look` understood: kind, encoding, columns, remarks; for a draft its text."""
    chosen = models.JSONField(default=dict)
    """What the person decided: the mapping column by column, the wave."""
    trial = models.JSONField(default=dict)
    """What the dry run gave: rows, exclusions, refused cells, answers by reason."""
    fault = models.JSONField(default=dict)
    """Why it failed: the name of the error and its blanks, worded in the reader's language when shown."""

    class Meta:
        """Newest first; it has a home."""

        ordering = ("-when",)
        constraints = (
            models.CheckConstraint(condition=models.Q(study__isnull=False) | models.Q(unit__isnull=False), name="upload_has_a_home"),
        )

    def __str__(self) -> str:
        """What it is called in a log."""
        return str(self.name)

    @property
    def busy(self) -> bool:
        """Whether something is being done with it, or about to be."""
        return self.state in {*WAITING, *WORKING}


class AnswerPart(models.Model):
    """The answers of one import. `state` is `standing` or `undone`; neither the same file nor the same answers ever stand twice."""

    study = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="parts")
    upload = models.ForeignKey(Upload, null=True, on_delete=models.SET_NULL, related_name="parts")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    when = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=200, blank=True, default="")
    """What the file was called."""
    path = models.CharField(max_length=300)
    """Inside the folder of files."""
    file = models.CharField(max_length=64, blank=True, default="")
    """The SHA-256 of the file it came from."""
    digest = models.CharField(max_length=64)
    """Of the answers themselves, and their wave: what was counted of a part is kept under it."""
    coding = models.CharField(max_length=64)
    wave = models.CharField(max_length=60, blank=True, default="")
    rows = models.PositiveIntegerField()
    refused = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    """Answers by reason over all questions, rows left out by reason, how questions were coded, the digest of the answers."""
    state = models.CharField(max_length=8, default="standing")
    undone = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One file stands once."""

        ordering = ("when",)
        constraints = (
            models.UniqueConstraint(
                fields=["study", "file"], condition=models.Q(state="standing") & ~models.Q(file=""), name="file_stands_once"
            ),
            models.UniqueConstraint(fields=["study", "digest"], condition=models.Q(state="standing"), name="answers_stand_once"),
        )

    def __str__(self) -> str:
        """What it is called in a log."""
        return f"{self.study_id} {self.rows}"
