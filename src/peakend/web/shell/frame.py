"""What do all pages share? The name of the place, who is signed in, the language, where one can go."""

from typing import Any, Final

from django.http import HttpRequest

from peakend import __version__
from peakend.text import Text
from peakend.web.people.access import RIGHTS
from peakend.web.people.duties import list_ways
from peakend.web.people.models import User
from peakend.web.people.queries import list_places
from peakend.web.shell.language import spoken

STAGES: Final = (
    ("define", Text("定义", "Define"), "study.read"),
    ("listen", Text("倾听", "Listen"), "answers.import"),
    ("analyse", Text("分析", "Analyse"), "result.read"),
)
"""The stages of the method that the workbench has so far, each with the right that opens it."""


def frame_page(request: HttpRequest) -> dict[str, Any]:
    """What every template knows: language, version, the person, where they have which role, their rights, where they can go."""
    person = request.user if isinstance(getattr(request, "user", None), User) else None
    roles = list_places(person) if isinstance(person, User) else []
    rights = frozenset(right for member, _ in roles for right in RIGHTS[member.role])
    return {
        "language": spoken(request),
        "version": __version__,
        "person": person,
        "roles": roles,
        "rights": rights,
        "in_demo": any(member.unit.organisation.demo for member, _ in roles),
        "ways": list_ways(rights) if person else [],
    }
