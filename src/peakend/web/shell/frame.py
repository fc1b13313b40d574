"""What do all pages share? The name of the place, who is signed in, the language, where one can go."""

from typing import Any, Final

from django.http import HttpRequest

from peakend import __version__
from peakend.text import Text
from peakend.web.people.access import rights_of
from peakend.web.people.models import User
from peakend.web.shell.language import spoken

STAGES: Final = (
    ("define", Text("定义", "Define"), "study.read"),
    ("listen", Text("倾听", "Listen"), "answers.import"),
    ("analyse", Text("分析", "Analyse"), "result.read"),
)
"""The stages of the method that the workbench has so far, each with the right that opens it."""


def frame_page(request: HttpRequest) -> dict[str, Any]:
    """What every template knows: language, version, the person, their rights."""
    person = request.user if isinstance(getattr(request, "user", None), User) else None
    return {
        "language": spoken(request),
        "version": __version__,
        "person": person,
        "rights": rights_of(person) if isinstance(person, User) else frozenset(),
    }
