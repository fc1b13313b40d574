"""Who is there when nobody is there yet? The first administrator, and in a demonstration a company with somebody in every role."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from peakend.errors import AccountUnknown
from peakend.text import Text
from peakend.web.people.accounts import change_password, make_password
from peakend.web.people.actions import found_organisation, make_first_admin
from peakend.web.people.demo import Demo, fill_demo
from peakend.web.people.models import Organisation, User
from peakend.web.serve.folder import is_empty, reach_database
from peakend.web.serve.voice import tell

ADMIN: Final = "admin"
COMPANY: Final = "company"
"""The key of the first organisation; its name can be changed in the workbench."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The first administrator and the password, which is known only now."""

    username: str
    password: str


@transaction.atomic
def settle_company() -> Newcomer | None:
    """The first organisation with its administrator; nothing where there is one already."""
    if Organisation.objects.filter(demo=False).exists():
        return None
    name = os.environ.get("PEAKEND_ORGANISATION", "").strip()
    organisation = found_organisation(key=COMPANY, name_zh=(name or "本公司")[:80], name_en=(name or "Our company")[:80])
    user, password = make_first_admin(organisation=organisation, username=ADMIN)
    return Newcomer(user.username, password)


def settle_demo() -> Demo:
    """The made-up company; its one password lies in the folder, because the sign-in page shows it."""
    password = keep_demo_password(Path(settings.DEMO_PASSWORD_FILE))
    demo = fill_demo(password=password)
    people = User.objects.filter(username__in=[one.username for one in demo.people])
    first = people.first()
    if not demo.password and first is not None and not first.check_password(password):
        for user in people:
            change_password(user=user, password=password)
    return demo


def keep_demo_password(path: Path) -> str:
    """The password of the demo as it was written down; made and written down where it is not."""
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    password = make_password()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(password)
    return password


def perform(name: str = "") -> int:
    """`peakend web admin`: a new password for an administrator who has lost theirs. Raises `AccountUnknown`."""
    reach_database()
    user = _find_admin(name)
    password = make_password()
    change_password(user=user, password=password, reset=True)
    words = Text(
        "管理员 {name} 的新密码（只显示这一次）：{password}", "New password of the administrator {name}, shown only this once: {password}"
    )
    tell(words.fill(name=user.username, password=password))
    return 0


def _find_admin(name: str) -> User:
    """The administrator of this name, or the only one there is."""
    known = (
        [] if is_empty() else list(User.objects.filter(memberships__role="admin", memberships__unit__organisation__demo=False).distinct())
    )
    meant = [user for user in known if user.username == name] if name else known
    if len(meant) != 1:
        raise AccountUnknown(known="、".join(user.username for user in known) or "–")
    return meant[0]
