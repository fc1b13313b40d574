"""What may be done with links? Shared, opened, withdrawn; each logged. Only the hash of a link's word is kept."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from peakend.errors import LinkGone
from peakend.text import Text
from peakend.web.analyse.filters import Filters
from peakend.web.analyse.models import SharedLink
from peakend.web.define.models import StudyRecord
from peakend.web.people.access import scope_of
from peakend.web.people.accounts import hash_word, make_word
from peakend.web.people.audit import record as log
from peakend.web.people.deeds import add_deeds
from peakend.web.people.models import User
from peakend.web.share.queries import keep_open

DAYS: Final[dict[int, Text]] = {1: Text("1 天", "1 day"), 7: Text("7 天", "7 days"), 30: Text("30 天", "30 days")}
"""For how long a link may open."""

add_deeds({"result.share": Text("分享页面", "Page shared"), "result.unshare": Text("撤回分享链接", "Shared link withdrawn")})


@transaction.atomic
def share_page(*, actor: User, record: StudyRecord, page: str, about: str, filters: Filters, days: int) -> tuple[SharedLink, str]:
    """A link to one page with its filters, and its word, which is shown once. Guests see what the actor may count, and nothing else."""
    word = make_word()
    scope = scope_of(actor, "result.read", record.unit)
    link = SharedLink.objects.create(
        study=record,
        by=actor,
        word_hash=hash_word(word),
        page=page,
        about=about,
        filters=filters.plain(),
        scope=None if scope is None else list(scope),
        expires=timezone.now() + timedelta(days=days),
    )
    told = {"shown": about, "filters": filters.plain(), "days": days, "link": link.pk}
    log(record.unit.organisation, actor, "result.share", f"{record.key}/{page}", **told)
    return link, word


@transaction.atomic
def withdraw_link(*, actor: User, link: SharedLink) -> bool:
    """Let a link open no more. Whether it did until now."""
    if not SharedLink.objects.filter(pk=link.pk, withdrawn=None).update(withdrawn=timezone.now()):
        return False
    log(link.study.unit.organisation, actor, "result.unshare", f"{link.study.key}/{link.page}", link=link.pk, opened=link.opened)
    return True


def open_link(word: str) -> SharedLink:
    """The link with this word; the opening is counted by the database. Raises `LinkGone`."""
    pk = SharedLink.objects.filter(word_hash=hash_word(word)).values_list("pk", flat=True).first()
    link = keep_open(pk or 0)
    if not SharedLink.objects.filter(pk=link.pk, withdrawn=None, expires__gt=timezone.now()).update(opened=F("opened") + 1):
        raise LinkGone
    return link
