"""Who works with the workbench? Organisations, their tree of units, members with roles, invitations, tokens, the audit log."""

from typing import Final

from django.contrib.auth.models import AbstractUser
from django.db import models

from peakend.text import Text

ROLES: Final[dict[str, Text]] = {
    "admin": Text("机构管理员", "Organisation admin"),
    "lead": Text("总部体验负责人", "Head-office CX lead"),
    "analyst": Text("总部分析师", "Head-office analyst"),
    "province": Text("省公司负责人", "Province lead"),
    "city": Text("地市负责人", "City lead"),
    "manager": Text("客户经理", "Customer manager"),
    "back_office": Text("后台支撑负责人", "Back-office owner"),
    "interviewer": Text("访问员", "Interviewer"),
    "auditor": Text("审计员", "Auditor"),
    "privacy": Text("隐私专员", "Privacy officer"),
}
"""The roles, in the order of a form."""

KINDS: Final[dict[str, Text]] = {
    "head": Text("总部", "Head office"),
    "province": Text("省公司", "Province"),
    "city": Text("地市公司", "City"),
    "branch": Text("营业厅", "Branch"),
}
"""The levels of the tree of units, from the top down."""


class User(AbstractUser):
    """Somebody who can sign in. Rights come from memberships alone; `is_staff` and `is_superuser` open nothing here."""

    language = models.CharField(max_length=2, blank=True, default="", choices=[("zh", "中文"), ("en", "English")])
    shown_name = models.CharField(max_length=80, blank=True, default="")

    @property
    def called(self) -> str:
        """The name that others see."""
        return self.shown_name or self.username


class Organisation(models.Model):
    """One company: nothing of it is ever seen from another."""

    key = models.SlugField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True, default="")
    least = models.PositiveSmallIntegerField(default=10)
    """The minimum group size k; never below 5."""
    demo = models.BooleanField(default=False)
    log_number = models.PositiveBigIntegerField(default=0)
    """The number of the last entry of its log; with `log_hash` it shows whether the end of the log was cut off."""
    log_hash = models.CharField(max_length=64, blank=True, default="")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Never fewer than five."""

        constraints = (models.CheckConstraint(condition=models.Q(least__gte=5), name="organisation_least_at_least_five"),)

    def __str__(self) -> str:
        """What it is called in a log."""
        return str(self.key)

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(zh=self.name_zh, en=self.name_en or self.name_zh)


class Unit(models.Model):
    """A part of an organisation: head office, province, city, branch. `path` holds the keys from the root down, each with a slash."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=[(key, name.en) for key, name in KINDS.items()])
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True, default="")
    path = models.CharField(max_length=400, db_index=True)

    class Meta:
        """A key names one unit of an organisation."""

        constraints = (models.UniqueConstraint(fields=["organisation", "key"], name="unit_key_once"),)
        ordering = ("path",)

    def __str__(self) -> str:
        """What it is called in a log."""
        return str(self.path)

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(zh=self.name_zh, en=self.name_en or self.name_zh)


class Member(models.Model):
    """Somebody's role in one unit; it reaches down to the units below."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(max_length=12, choices=[(key, name.en) for key, name in ROLES.items()])
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A role is held once."""

        constraints = (models.UniqueConstraint(fields=["user", "unit", "role"], name="member_role_once"),)

    def __str__(self) -> str:
        """What it is called in a log."""
        return f"{self.user_id} {self.role} {self.unit_id}"


class Invitation(models.Model):
    """A link with which somebody becomes a member: used once, until it expires. Only the hash of its word is kept."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=[(key, name.en) for key, name in ROLES.items()])
    email = models.EmailField(blank=True, default="")
    word_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations_sent")
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations_used")

    def __str__(self) -> str:
        """What it is called in a log."""
        return f"{self.role} {self.unit_id}"


class Token(models.Model):
    """A word with which a program acts for somebody, within its scopes. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    word_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """What it is called in a log."""
        return str(self.name)


class AuditEntry(models.Model):
    """One thing that was done. Only ever appended; each entry holds the hash of the one before it in its organisation."""

    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="audit")
    number = models.PositiveBigIntegerField()
    when = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=150, blank=True, default="")
    action = models.CharField(max_length=60)
    about = models.CharField(max_length=200, blank=True, default="")
    detail = models.JSONField(default=dict)
    before_hash = models.CharField(max_length=64, blank=True, default="")
    own_hash = models.CharField(max_length=64)

    class Meta:
        """Entries of an organisation are numbered without a gap; those of no organisation among themselves."""

        constraints = (
            models.UniqueConstraint(fields=["organisation", "number"], name="audit_number_once"),
            models.UniqueConstraint(fields=["number"], condition=models.Q(organisation=None), name="audit_number_once_of_nobody"),
        )
        ordering = ("organisation_id", "number")

    def __str__(self) -> str:
        """What it is called in a log."""
        return f"{self.number} {self.action}"
