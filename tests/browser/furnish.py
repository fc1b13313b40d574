"""What must stand in a demonstration for every page to have something to show? Run in a process of its own, on the folder of a workbench.

People who speak each of the languages and are signed in already; a company without anything; a study without anything and one to work on;
links that open, are too old, were never made; a second factor; somebody who is locked out. Everything is done as the pages do it.
"""

import json
import sys
from datetime import timedelta
from importlib import import_module
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from peakend.define.template import find_template
from peakend.text import LANGUAGES
from peakend.web.analyse.filters import Filters
from peakend.web.define.actions import archive_study, create_study
from peakend.web.define.models import StudyRecord
from peakend.web.people.accounts import address_reset, make_user
from peakend.web.people.actions import add_member, found_organisation, invite
from peakend.web.people.models import Organisation, Unit, User
from peakend.web.share.actions import share_page

PASSWORD = "correct horse 9 battery"  # noqa: S105 - of people who do not exist
BLANK = """\
format: 1
key: {key}
title: {{zh: 空白研究, en: A blank study}}
stages: []
scenarios: []
"""


def make_person(username: str, language: str, unit: Unit | None, role: str) -> User:
    """Somebody who speaks a language and, where a unit is given, has a role in it."""
    user = make_user(username=username, password=PASSWORD)
    User.objects.filter(pk=user.pk).update(language=language)
    user.refresh_from_db()
    if unit is not None:
        add_member(actor=None, user=user, unit=unit, role=role)
    return user


def open_session(user: User) -> str:
    """The word of a cookie with which somebody is signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def furnish(language: str) -> dict[str, Any]:
    """Everything that one language needs: who is signed in under which cookie, and the addresses of what stands there."""
    head = Organisation.objects.get(key="demo").units.get(parent=None)
    bare = found_organisation(key=f"bare-{language}", name_zh="空白公司", name_en="A bare company").units.get(parent=None)
    seats: dict[str, tuple[Unit | None, str]] = {
        "lead": (head, "lead"),
        "second": (head, "analyst"),
        "admin": (head, "admin"),
        "auditor": (head, "auditor"),
    }
    seats["city"] = (head.organisation.units.get(key="lingang"), "city")
    seats |= {"founder": (bare, "lead"), "stranger": (None, ""), "factor": (head, "privacy"), "lost": (head, "interviewer")}
    people = {who: make_person(f"walk-{who}-{language}", language, *seat) for who, seat in seats.items()}
    TOTP.activate(people["factor"], generate_totp_secret())
    RecoveryCodes.activate(people["factor"])
    AccessAttempt.objects.create(
        username=people["lost"].username, ip_address="127.0.0.1", failures_since_start=20, attempt_time=timezone.now()
    )
    template = find_template("telecom-vip").path.read_text(encoding="utf-8")
    lead = people["lead"]
    work = create_study(actor=lead, unit=head, text=template, key=f"work_{language}")
    blank = create_study(actor=lead, unit=head, text=BLANK.format(key=f"blank_{language}"))
    archive_study(actor=lead, record=create_study(actor=lead, unit=head, text=template, key=f"old_{language}"))
    demo = StudyRecord.objects.filter(synthetic=True).order_by("pk")[0]
    old, gone = share_page(actor=lead, record=demo, page="map", about="", filters=Filters(), days=1)
    word = share_page(actor=lead, record=demo, page="map", about="", filters=Filters(), days=1)[1]
    moment = share_page(actor=lead, record=demo, page="moment", about="visit_questions", filters=Filters(), days=1)[1]
    old.expires = timezone.now() - timedelta(hours=1)
    old.save(update_fields=["expires"])
    invited = invite(actor=people["admin"], unit=head, role="auditor")[1]
    return {
        "sessions": {who: open_session(user) for who, user in people.items()} | {"again": open_session(people["admin"])},
        "studies": {"demo": demo.pk, "work": work.pk, "blank": blank.pk},
        "unit": head.pk,
        "shared": {"map": word, "moment": moment, "old": gone},
        "invited": invited,
        "reset": "/".join(address_reset(people["lost"])),
        "password": PASSWORD,
        "names": {who: user.username for who, user in people.items()},
    }


def main() -> None:
    """Furnish for every language and say what stands where, as JSON."""
    sys.stdout.write(json.dumps({language: furnish(language) for language in LANGUAGES}))
