"""How is a study kept? Its file as text, whole, in numbered versions: what is downloaded is what was written."""

from django.db import models

from peakend.web.people.models import Unit, User


class StudyRecord(models.Model):
    """A study of a unit: the text of its newest version. `number` counts versions; who edits says which one they have seen.

    `coding` changes when the way answers are coded changes (questions, scales): answers of another coding are not mixed.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="studies")
    key = models.SlugField(max_length=60)
    title_zh = models.CharField(max_length=200, blank=True, default="")
    title_en = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    number = models.PositiveIntegerField(default=1)
    coding = models.CharField(max_length=64)
    synthetic = models.BooleanField(default=False)
    unit_attribute = models.CharField(max_length=60, blank=True, default="")
    """The attribute of the answers that names the unit of a respondent, by the unit's key; nothing where answers are not told apart."""
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    archived = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A key names one study of a unit."""

        constraints = (models.UniqueConstraint(fields=["unit", "key"], name="study_key_once"),)
        ordering = ("-changed",)

    def __str__(self) -> str:
        """What it is called in a log."""
        return str(self.key)


class StudyVersion(models.Model):
    """One version of a study: its text, who wrote it and what they did."""

    study = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    when = models.DateTimeField(auto_now_add=True)
    deed = models.CharField(max_length=40)
    """What was done, as a key (`moment.rename`, `file.upload`, `restore`)."""
    about = models.CharField(max_length=200, blank=True, default="")
    about_en = models.CharField(max_length=200, blank=True, default="")
    """What it was done to, in the words of each language; nothing in English where both are the same."""

    class Meta:
        """Versions of a study are numbered without a gap."""

        constraints = (models.UniqueConstraint(fields=["study", "number"], name="version_number_once"),)
        ordering = ("-number",)

    def __str__(self) -> str:
        """What it is called in a log."""
        return f"{self.study_id} v{self.number}"
