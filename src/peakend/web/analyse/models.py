"""What is kept of findings? Baselines that were frozen, links that were shared."""

from django.db import models

from peakend.web.define.models import StudyRecord
from peakend.web.people.models import User


class FrozenBaseline(models.Model):
    """Values frozen under a name, with the fingerprint of what they were worked out from. Never changed afterwards."""

    study = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="baselines")
    name = models.CharField(max_length=80)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    when = models.DateTimeField(auto_now_add=True)
    fingerprint = models.CharField(max_length=64)
    filters = models.JSONField(default=dict)
    values = models.JSONField(default=dict)

    class Meta:
        """A name is used once in a study."""

        ordering = ("-when",)
        constraints = (models.UniqueConstraint(fields=["study", "name"], name="baseline_name_once"),)

    def __str__(self) -> str:
        """What it is called in a log."""
        return str(self.name)


class SharedLink(models.Model):
    """A read-only link to one page with its filters, for people without an account; it expires, and can be withdrawn."""

    study = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="links")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    word_hash = models.CharField(max_length=64, unique=True)
    page = models.CharField(max_length=60)
    about = models.CharField(max_length=120, blank=True, default="")
    filters = models.JSONField(default=dict)
    scope = models.JSONField(null=True)
    """The unit keys that the person who shared may count; nothing for everybody."""
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """What it is called in a log."""
        return str(self.page)


class ShownGroup(models.Model):
    """One question that was put to the answers of a study, in the order in which they were: what was shown decides what may be shown.

    Every server process replays these into its ledgers of small groups, so that all decide alike, before and after a restart.
    """

    study = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="shown")
    coding = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    """The hash of all that follows: the same question of the same answers is entered once."""
    parts = models.JSONField(default=list)
    asked = models.JSONField(default=dict)
    """Filters, split and marks that are left out."""
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Questions are numbered without a gap, and none is entered twice."""

        ordering = ("study_id", "coding", "number")
        constraints = (
            models.UniqueConstraint(fields=["study", "coding", "number"], name="shown_number_once"),
            models.UniqueConstraint(fields=["study", "coding", "key"], name="shown_once"),
        )

    def __str__(self) -> str:
        """What it is called in a log."""
        return f"{self.study_id} {self.number}"
