"""Who may see and do what? Rights by role, the scope of a member, the door through which every view is reached.

Every view says which right it needs (`needs`); a view that says nothing is closed. Every model with content of an organisation is reached
through one query that starts from the user (`studies_for`, `units_for`, …): what is not yours does not exist.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, Final, Literal, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from peakend.web.people.models import Member, Organisation, Unit, User

Right = Literal[
    "open",  # anybody, signed in or not
    "signed_in",
    "study.read",
    "study.edit",
    "study.publish",
    "answers.import",
    "result.read",
    "result.export",
    "result.share",
    "member.read",
    "member.edit",
    "audit.read",
    "organisation.edit",
]

_READS: Final[tuple[Right, ...]] = ("study.read", "result.read", "result.export")
RIGHTS: Final[dict[str, frozenset[Right]]] = {
    "admin": frozenset({"member.read", "member.edit", "organisation.edit", "audit.read"}),
    "lead": frozenset({*_READS, "study.edit", "study.publish", "answers.import", "result.share", "member.read"}),
    "analyst": frozenset({*_READS, "study.edit", "answers.import", "result.share"}),
    "province": frozenset({*_READS, "member.read"}),
    "city": frozenset({*_READS}),
    "manager": frozenset({"study.read"}),
    "back_office": frozenset({"study.read"}),
    "interviewer": frozenset(),
    "auditor": frozenset({"study.read", "result.read", "audit.read"}),
    "privacy": frozenset({"audit.read", "member.read"}),
}
"""What each role may do within its unit and below. An admin configures and sees no answers."""

PLACES: Final[dict[str, tuple[str, ...]]] = {
    "lead": ("head",),
    "analyst": ("head",),
    "privacy": ("head",),
    "province": ("province",),
    "city": ("city",),
    "manager": ("province", "city", "branch"),
}
"""At which level of the tree a role is held; the others are held anywhere."""


def fits(role: str, kind: str) -> bool:
    """Whether a role is held at a level of the tree.

    >>> fits("lead", "head"), fits("lead", "province"), fits("auditor", "branch")
    (True, False, True)
    """
    return kind in PLACES.get(role, (kind,))


Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def rights_of(user: User) -> frozenset[Right]:
    """Everything that somebody may do anywhere."""
    return frozenset(right for role in user.memberships.values_list("role", flat=True) for right in RIGHTS[role])


def memberships(user: User, right: Right) -> list[Member]:
    """The memberships of somebody that carry a right, with their units."""
    roles = [role for role, rights in RIGHTS.items() if right in rights]
    return list(user.memberships.filter(role__in=roles).select_related("unit", "unit__organisation"))


def units_for(user: User, right: Right) -> QuerySet[Unit]:
    """The units in which somebody has a right: theirs and all below."""
    return Unit.objects.filter(_below(member.unit for member in memberships(user, right)))


def organisations_for(user: User) -> QuerySet[Organisation]:
    """The organisations somebody belongs to."""
    return Organisation.objects.filter(units__members__user=user).distinct()


def reaches(user: User, right: Right, unit: Unit) -> bool:
    """Whether somebody has a right in this unit."""
    return any(
        member.unit.organisation_id == unit.organisation_id and unit.path.startswith(member.unit.path)
        for member in memberships(user, right)
    )


def _below(units: Iterable[Unit]) -> Q:
    """These units and all below them; nothing where there are none."""
    found = Q(pk__in=[])
    for unit in units:
        found |= Q(organisation_id=unit.organisation_id, path__startswith=unit.path)
    return found


def needs(right: Right) -> Callable[[View[Arguments]], View[Arguments]]:
    """Close a view to all who have this right nowhere: sign in first; without the right there is no such page.

    Where the right holds is the business of the view, which finds everything through the user's own queries.
    """

    def close(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
            if right != "open":
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                if right != "signed_in" and not memberships(signed_in(request), right):
                    raise Http404
            return view(request, *args, **kwargs)

        closed = cast("View[Arguments]", guarded)
        cast("Any", closed).right = right
        return closed

    return close


def signed_in(request: HttpRequest) -> User:
    """The person who asks. Raises `Http404` for nobody."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def deny_by_default(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a view that does not say which right it needs is not there."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(_request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        if right_of(view) is None:
            raise Http404

    cast("Any", answer).process_view = process_view
    return answer


FOREIGN: Final[dict[str, Right]] = {
    "allauth.": "open",  # signing in and the second factor: allauth guards its own pages
    "django.contrib.staticfiles.": "open",
    "ninja.": "open",  # the API asks each operation for its scope
}
"""Views that others wrote, by the module they come from, and which right stands before them."""


def right_of(view: Any) -> Right | None:  # noqa: ANN401 - any callable that Django resolves
    """Which right a view needs; nothing where it does not say."""
    own: Right | None = getattr(view, "right", None)
    if own is not None:
        return own
    module = str(getattr(getattr(view, "view_class", view), "__module__", ""))
    return next((right for start, right in FOREIGN.items() if module.startswith(start)), None)


def prefixes(path: str) -> list[str]:
    """The paths of a unit and of all above it.

    >>> prefixes("head/gd/zs/")
    ['head/', 'head/gd/', 'head/gd/zs/']
    """
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[: at + 1]) + "/" for at in range(len(parts))]


def in_sight(user: User, right: Right) -> Q:
    """What stands in a unit that somebody's right reaches, or (for reading) in a unit above theirs; for models with a `unit`.

    A branch reads the study of head office; whose answers in it are counted is decided by `scope_of`.
    """
    found = Q(pk__in=[])
    upward = right.endswith((".read", ".export"))
    for member in memberships(user, right):
        same = Q(unit__organisation_id=member.unit.organisation_id)
        found |= same & Q(unit__path__startswith=member.unit.path)
        if upward:
            found |= same & Q(unit__path__in=prefixes(member.unit.path))
    return found


def scope_of(user: User, right: Right, unit: Unit) -> tuple[str, ...] | None:
    """Whose answers somebody may count in a study of this unit: the keys of their units and all below, or nothing for everybody's."""
    mine = [member.unit for member in memberships(user, right) if member.unit.organisation_id == unit.organisation_id]
    if any(unit.path.startswith(one.path) for one in mine):
        return None
    below = Unit.objects.filter(_below(one for one in mine if one.path.startswith(unit.path)))
    return tuple(below.values_list("key", flat=True))
