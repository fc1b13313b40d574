"""Who asks the API, and may they? A token with its scopes, or the session of whoever is signed in; each operation says what it needs.

An operation that does not say so is closed. What stands in a request is looked up with the right of its operation and no other
(`study_in`), so that an operation cannot ask for more than it declares.
"""

from dataclasses import dataclass
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from peakend.errors import FormStale, RightMissing, ScopeMissing, SignInNeeded, TokenWrong
from peakend.web.api.pace import keep_pace
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import find_study
from peakend.web.people.access import Right, memberships
from peakend.web.people.accounts import find_token
from peakend.web.people.models import Token, User


@dataclass(frozen=True)
class Caller:
    """Whoever asks: the person, the right that the operation needs, and the token (nothing for a session)."""

    user: User
    right: Right
    token: Token | None = None


def _admit(right: Right, scope: str, user: User, token: Token | None) -> Caller:
    """Let somebody in who may do this somewhere. Raises `TooOften`, `ScopeMissing`, `RightMissing`."""
    keep_pace(f"t{token.pk}" if token else f"u{user.pk}", scope)
    if token is not None and scope not in token.scopes:
        raise ScopeMissing(scope=scope)
    if right != "signed_in" and not memberships(user, right):
        raise RightMissing(right=right)
    return Caller(user, right, token)


class ByToken(HttpBearer):
    """`Authorization: Bearer <token>`."""

    openapi_description = "A token of the profile page, with the scopes it was given."

    def __init__(self, right: Right, scope: str) -> None:
        super().__init__()
        self.right, self.scope = right, scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller with this token. Raises `TokenWrong` and what keeps them out."""
        found = find_token(token.strip())
        if found is None:
            raise TokenWrong
        request.user = found.user
        if found.user.language and "Accept-Language" not in request.headers:
            cast("Any", request).language = found.user.language
        return _admit(self.right, self.scope, found.user, found)


class BySession(APIKeyCookie):
    """The session of the browser; a write then needs the mark against forgery."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "The session of whoever is signed in; writes then send X-CSRFToken."

    def __init__(self, right: Right, scope: str) -> None:
        super().__init__()
        self.right, self.scope = right, scope

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller of this session. Raises `SignInNeeded`, `FormStale` and what keeps them out."""
        if "Authorization" in request.headers or not isinstance(request.user, User):
            raise SignInNeeded
        if check_csrf(request):
            raise FormStale
        return _admit(self.right, self.scope, request.user, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller:
        """As the parent asks for it; `__call__` does it."""
        del key
        return self(request)


def shut(request: HttpRequest) -> Caller:
    """What stands before an operation that does not say what it needs."""
    del request
    raise SignInNeeded


def caller_of(request: HttpRequest) -> Caller:
    """Whoever was let in."""
    return cast("Caller", cast("Any", request).auth)


def study_in(request: HttpRequest, pk: int) -> StudyRecord:
    """A study, if the caller has the right of this operation for it. Raises `Http404`."""
    caller = caller_of(request)
    return find_study(caller.user, pk, caller.right)


SCHEMES: Final = ("ByToken", "BySession")
"""What the two ways in are called in the description."""
