"""What was done for a key that a program made? Its receipt, so that sending the same again changes nothing."""

from django.db import models

from peakend.web.people.models import User


class Receipt(models.Model):
    """The answer to a write, kept under the key that came with it, with the hash of what was sent."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    content = models.CharField(max_length=64)
    """SHA-256 of what was asked for and all that was sent."""
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A key is used once by a person."""

        constraints = (models.UniqueConstraint(fields=["user", "key"], name="receipt_key_once"),)

    def __str__(self) -> str:
        """What it is called in a log."""
        return str(self.key)
