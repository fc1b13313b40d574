"""Which links are there, whom may they show to a guest, and whose answers count on them now?"""

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from peakend.errors import LinkGone
from peakend.web.analyse.models import SharedLink
from peakend.web.analyse.queries import Scope
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import studies_for
from peakend.web.people.access import scope_of
from peakend.web.people.models import User


def links_for(user: User) -> QuerySet[SharedLink]:
    """The links of the studies whose pages somebody may share."""
    return SharedLink.objects.filter(study__in=studies_for(user, "result.share")).select_related("study__unit__organisation", "by")


def find_link(user: User, study: int, pk: int) -> SharedLink:
    """One link of a study. Raises `Http404`."""
    found = links_for(user).filter(study=study, pk=pk).first()
    if found is None:
        raise Http404
    return found


def list_links(record: StudyRecord) -> list[SharedLink]:
    """The links of a study, the newest first."""
    return list(SharedLink.objects.filter(study=record).select_related("by").order_by("-created", "-pk"))


def is_open(link: SharedLink) -> bool:
    """Whether a link still opens."""
    return link.withdrawn is None and link.expires > timezone.now()


def keep_open(pk: int) -> SharedLink:
    """The link with this number, while it opens. Raises `LinkGone`."""
    link = SharedLink.objects.filter(pk=pk).select_related("study__unit__organisation", "by").first()
    if link is None or not is_open(link):
        raise LinkGone
    return link


def scope_on(link: SharedLink) -> Scope:
    """Whose answers count on a shared page: those that whoever shared it could count then and can count now.

    Raises `LinkGone` where they may no longer share the study.
    """
    if not link.by.is_active or not studies_for(link.by, "result.share").filter(pk=link.study_id).exists():
        raise LinkGone
    now = scope_of(link.by, "result.read", link.study.unit)
    then = None if link.scope is None else tuple(link.scope)
    if then is None or now is None:
        return now if then is None else then
    return tuple(key for key in then if key in now)
