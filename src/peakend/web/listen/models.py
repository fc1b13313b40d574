"""How do answers come in and lie? Files that were sent, what was understood of them, and the parts of answers that were imported.

A part is one import: a Parquet file of coded answers. What analyses read is all parts of a study that stand and have its coding; undoing an
import takes its part away again.
"""

from django.db import models

from peakend.web.define.models import StudyRecord
from peakend.web.people.models import User


class Upload(models.Model):
    """A file that was sent in: where it lies, its digest, and what was found when it was looked at (in a child process)."""

    study = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    when = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=300)
    """Inside the folder of files."""
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default="sent")
    """sent, looking, looked, trying, tried, importing, imported, failed, dropped."""
    progress = models.PositiveSmallIntegerField(default=0)
    found = models.JSONField(default=dict)
    """What `look` understood: kind, encoding, columns, mapping proposed."""
    chosen = models.JSONField(default=dict)
    """What the person decided: the mapping column by column, the wave."""
    fault = models.JSONField(default=dict)
    """Why it failed: the name of the error and its blanks, worded in the reader's language when shown."""

    class Meta:
        """Newest first."""

        ordering = ("-when",)

    def __str__(self) -> str:
        """What it is called in a log."""
        return str(self.name)


class AnswerPart(models.Model):
    """The answers of one import. `state` is `standing` or `undone`; the same file is never imported twice while it stands."""

    study = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="parts")
    upload = models.ForeignKey(Upload, null=True, on_delete=models.SET_NULL, related_name="parts")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    when = models.DateTimeField(auto_now_add=True)
    path = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    coding = models.CharField(max_length=64)
    wave = models.CharField(max_length=60, blank=True, default="")
    rows = models.PositiveIntegerField()
    refused = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, default="standing")
    undone = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One file stands once."""

        ordering = ("when",)
        constraints = (models.UniqueConstraint(fields=["study", "digest"], condition=models.Q(state="standing"), name="file_stands_once"),)

    def __str__(self) -> str:
        """What it is called in a log."""
        return f"{self.study_id} {self.rows}"
