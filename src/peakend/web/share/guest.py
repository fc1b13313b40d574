"""How does a guest stay with a link? The word of the address is exchanged for a cookie that opens one page, signed and short-lived."""

from typing import Final

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peakend.errors import LinkGone
from peakend.web.analyse.models import SharedLink
from peakend.web.share.queries import keep_open

_SIGNER: Final = TimestampSigner(salt="peakend.share")


def _name(pk: int) -> str:
    return f"shared_{pk}"


def admit_guest(request: HttpRequest, response: HttpResponse, link: SharedLink) -> None:
    """Give a guest the cookie of a link: for its page alone, as long as it opens."""
    left = int((link.expires - timezone.now()).total_seconds())
    value = _SIGNER.sign(f"{link.pk}:{link.word_hash[:16]}")
    response.set_cookie(
        _name(link.pk), value, max_age=left, path=f"/shared/{link.pk}", httponly=True, samesite="Lax", secure=request.is_secure()
    )


def find_guest(request: HttpRequest, pk: int) -> SharedLink:
    """The link that this guest has opened, while it opens. Raises `LinkGone`."""
    try:
        said = _SIGNER.unsign(request.COOKIES.get(_name(pk), ""))
    except BadSignature:
        raise LinkGone from None
    link = keep_open(pk)
    if said != f"{link.pk}:{link.word_hash[:16]}":
        raise LinkGone
    return link
