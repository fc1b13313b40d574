"""What is there to look at before anybody has added anything? A made-up company with its tree and one sign-in for each role.

Everything in it says that it is a demonstration: the names of the company, of its provinces (which are on no map) and of its people.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from peakend.text import Text
from peakend.web.people.accounts import make_password, make_user
from peakend.web.people.actions import add_member, add_unit, found_organisation
from peakend.web.people.models import ROLES, Organisation, Unit

KEY: Final = "demo"
"""The key of the made-up company."""

NAME: Final = Text("演示电信公司", "Demo Telecom")

TREE: Final[tuple[tuple[str, str, str, Text], ...]] = (
    ("donghai", "head", "province", Text("东海省公司（演示）", "Donghai province (demo)")),
    ("lingang", "donghai", "city", Text("临港分公司（演示）", "Lingang (demo)")),
    ("lingang-harbour", "lingang", "branch", Text("港湾路营业厅（演示）", "Harbour Road branch (demo)")),
    ("lingang-east", "lingang", "branch", Text("东门营业厅（演示）", "East Gate branch (demo)")),
    ("wangjiang", "donghai", "city", Text("望江分公司（演示）", "Wangjiang (demo)")),
    ("wangjiang-centre", "wangjiang", "branch", Text("望江中心营业厅（演示）", "Wangjiang Centre branch (demo)")),
    ("nanling", "head", "province", Text("南岭省公司（演示）", "Nanling province (demo)")),
    ("yunling", "nanling", "city", Text("云岭分公司（演示）", "Yunling (demo)")),
    ("yunling-north", "yunling", "branch", Text("云岭北营业厅（演示）", "Yunling North branch (demo)")),
    ("qingxi", "nanling", "city", Text("青溪分公司（演示）", "Qingxi (demo)")),
    ("qingxi-bridge", "qingxi", "branch", Text("石桥营业厅（演示）", "Stone Bridge branch (demo)")),
)
"""The units below head office: key, the unit above, level, name. Answers of the demo carry these keys."""

PLACES: Final = {"province": "donghai", "city": "lingang", "manager": "lingang-harbour", "interviewer": "lingang"}
"""Where the people of each role sit; the others sit in head office."""


@dataclass(frozen=True)
class DemoPerson:
    """A sign-in of the demo: its name, its role, and where it holds."""

    username: str
    role: str
    unit: Unit

    @property
    def called(self) -> Text:
        """The role in both languages."""
        return ROLES[self.role]


@dataclass(frozen=True)
class Demo:
    """The made-up company as it stands. `password` opens every sign-in of it, and is known only when it has just been made."""

    organisation: Organisation
    people: tuple[DemoPerson, ...]
    password: str = ""


@transaction.atomic
def fill_demo(*, password: str = "") -> Demo:
    """The made-up company with its units and people; as it stands where it is there already. Without a password one is generated."""
    found = Organisation.objects.filter(key=KEY).first()
    if found is not None:
        return Demo(found, _list_people(found))
    organisation = found_organisation(key=KEY, name_zh=NAME.zh, name_en=NAME.en, demo=True)
    units = {"head": organisation.units.get(key="head")}
    for key, above, kind, name in TREE:
        units[key] = add_unit(actor=None, parent=units[above], key=key, kind=kind, name_zh=name.zh, name_en=name.en)
    secret = password or make_password()
    for role in ROLES:
        user = make_user(username=name_person(role), password=secret)
        add_member(actor=None, user=user, unit=units[PLACES.get(role, "head")], role=role)
    return Demo(organisation, _list_people(organisation), secret)


def show_demo() -> Demo | None:
    """What the sign-in page of a demonstration shows: its people and their password. Elsewhere nothing."""
    path = Path(settings.DEMO_PASSWORD_FILE)
    found = Organisation.objects.filter(key=KEY, demo=True).first() if path.exists() else None
    return None if found is None else Demo(found, _list_people(found), path.read_text(encoding="utf-8").strip())


def name_person(role: str) -> str:
    """The name with which the holder of a role signs in.

    >>> name_person("back_office")
    'demo-back-office'
    """
    return f"demo-{role.replace('_', '-')}"


def _list_people(organisation: Organisation) -> tuple[DemoPerson, ...]:
    units = {unit.pk: unit for unit in organisation.units.all()}
    order = list(ROLES)
    found = [
        DemoPerson(member["user__username"], member["role"], units[member["unit_id"]])
        for unit in units.values()
        for member in unit.members.filter(user__username__startswith="demo-").values("user__username", "role", "unit_id")
    ]
    return tuple(sorted(found, key=lambda one: order.index(one.role)))
