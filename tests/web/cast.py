"""The people of the tests: two companies, a tree of units, somebody in every role, in their own place and beside it."""

from dataclasses import dataclass, field

from django.test import Client

from peakend.text import Language
from peakend.web.people.models import ROLES, Member, Organisation, Unit, User

PASSWORD = "correct horse 9 battery"  # noqa: S105 - of people who do not exist


@dataclass
class Cast:
    """Everybody by role and place.

    `people["lead"]` is the lead of our company, `people["province@beside"]` of another province, `people["lead@other"]` of another company.
    """

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def client(self, who: str, language: Language = "en") -> Client:
        """A browser in which somebody is signed in; nobody for an empty name."""
        client = Client(headers={"accept-language": language})
        if who:
            client.force_login(self.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client


def raise_tree(key: str, name: str) -> dict[str, Unit]:
    """A company: head office, two provinces, a city in each, a branch in each city."""
    organisation = Organisation.objects.create(key=key, name_zh=name, name_en=name)
    units: dict[str, Unit] = {}
    tree: tuple[tuple[str, str, str], ...] = (
        ("head", "", "head"),
        ("gd", "head", "province"),
        ("zs", "gd", "city"),
        ("hall1", "zs", "branch"),
    )
    tree += (("fj", "head", "province"), ("xm", "fj", "city"), ("hall2", "xm", "branch"))
    for unit, parent, kind in tree:
        above = units.get(parent)
        path = f"{above.path if above else ''}{unit}/"
        units[unit] = Unit.objects.create(
            organisation=organisation, parent=above, key=unit, kind=kind, name_zh=unit, name_en=unit, path=path
        )
    return units


HOME = {"province": "gd", "city": "zs", "manager": "hall1"}
"""Where each role sits; the others sit in head office."""
BESIDE = {"province": "fj", "city": "xm", "manager": "hall2"}

READ = {"lead", "analyst", "province", "city"}
MAY: dict[str, set[str]] = {
    "study.read": READ | {"manager", "back_office", "auditor"},
    "study.edit": {"lead", "analyst"},
    "study.publish": {"lead"},
    "answers.import": {"lead", "analyst"},
    "result.read": READ | {"auditor"},
    "result.export": READ,
    "result.share": {"lead", "analyst"},
    "member.read": {"admin", "lead", "province", "privacy"},
    "member.edit": {"admin"},
    "audit.read": {"admin", "auditor", "privacy"},
    "organisation.edit": {"admin"},
}
"""Who may do what, by role: the table of the house, not that of the program."""

UPWARD = {"study.read", "result.read", "result.export"}
"""Rights that also reach what stands in the units above: a branch reads the study of head office."""


def gather_cast() -> Cast:
    """Everybody, freshly made."""
    cast = Cast(units=raise_tree("ours", "Ours"))
    theirs = raise_tree("other", "Other")
    cast.units |= {f"{key}@other": unit for key, unit in theirs.items()}
    for role in ROLES:
        places = {"": cast.units[HOME.get(role, "head")], "@other": theirs[HOME.get(role, "head")]}
        if role in BESIDE:
            places["@beside"] = cast.units[BESIDE[role]]
        for where, unit in places.items():
            user = User.objects.create_user(f"{role}{where}", f"{role}{where.replace('@', '.')}@example.org", PASSWORD)
            Member.objects.create(user=user, unit=unit, role=role)
            cast.people[f"{role}{where}"] = user
    return cast
