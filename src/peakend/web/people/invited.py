"""Who was invited into this browser? The word of a link is exchanged for the session, and leaves the address."""

from typing import Final

from django.http import HttpRequest

from peakend.errors import InvitationGone
from peakend.web.people.actions import find_invitation, keep_valid
from peakend.web.people.models import Invitation

SESSION: Final = "invitation"
"""Under which name the session remembers which invitation was opened: by its number, never by its word."""


def open_invitation(request: HttpRequest, word: str) -> Invitation:
    """Remember the invitation of a link. Raises `InvitationGone`."""
    invitation = find_invitation(word)
    request.session[SESSION] = invitation.pk
    return invitation


def invited_by_session(request: HttpRequest) -> Invitation | None:
    """The invitation that was opened in this browser, while it is valid."""
    try:
        return keep_valid(request.session.get(SESSION))
    except InvitationGone:
        return None


def forget_invitation(request: HttpRequest) -> None:
    """It was used."""
    request.session.pop(SESSION, None)
