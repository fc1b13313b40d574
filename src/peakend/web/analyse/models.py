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
