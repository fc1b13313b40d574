"""How does a message leave the house? Only where a mail server and the address of the workbench are both set: links are pinned to it."""

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest

from peakend.text import Language, Text
from peakend.web.people.models import User


def can_send() -> bool:
    """Whether mail is set up: a server, and the address that links carry."""
    return bool(settings.EMAIL_HOST and settings.ADDRESS)


def pinned(path: str) -> str:
    """A full address for a message: from the settings, never from what a request claims to be called."""
    return f"{settings.ADDRESS.rstrip('/')}{path}"


def shown(request: HttpRequest, path: str) -> str:
    """A full address for a page: from the settings where it is set, else as whoever looks at the page has come (an allowed host)."""
    return pinned(path) if settings.ADDRESS else request.build_absolute_uri(path)


def send(user: User, subject: Text, words: Text) -> None:
    """Send a message to somebody in their language; in both where they have chosen none."""
    spoken: tuple[Language, ...] = ("zh",) if user.language == "zh" else ("en",) if user.language == "en" else ("zh", "en")
    body = "\n\n".join(words.say(language) for language in spoken)
    send_mail(" · ".join(subject.say(language) for language in spoken), body, settings.DEFAULT_FROM_EMAIL, [user.email], fail_silently=True)
