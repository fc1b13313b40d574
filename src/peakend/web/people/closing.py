"""What happens to the account of somebody who leaves? It is shut: nothing of it opens any more, and the log keeps what was done with it.

An account that is shut keeps its name and its roles, so that it can be opened again and every entry of the log still has its author. Its
password is gone, and with it every session; its tokens are gone; invitations it made and nobody has used yet no longer work.
"""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from peakend.errors import AccountAbove, AccountOwn, LastAdmin
from peakend.web.people.access import reaches
from peakend.web.people.accounts import address_reset, revoke_all
from peakend.web.people.audit import lock, record
from peakend.web.people.models import Invitation, Member, Organisation, User


@transaction.atomic
def shut_account(*, actor: User, member: Member) -> User:
    """Shut the account of a member. One that is shut already stays so. Raises `AccountOwn`, `AccountAbove`, `LastAdmin`."""
    if member.user_id == actor.pk:
        raise AccountOwn
    _require_whole(actor, member.user)
    return _shut(actor, member.user, "account.shut")


@transaction.atomic
def leave(*, user: User) -> User:
    """Shut one's own account. Raises `LastAdmin`."""
    return _shut(user, user, "account.leave")


@transaction.atomic
def reopen_account(*, actor: User, member: Member) -> tuple[str, str]:
    """Open an account again: the two parts of the link with which its owner sets a password. Raises `AccountAbove`."""
    _require_whole(actor, member.user)
    user = User.objects.select_for_update().get(pk=member.user_id)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        for organisation in _places(user):
            record(organisation, actor, "account.reopen", user.username)
    return address_reset(user)


@transaction.atomic
def drop_factor(*, actor: User, member: Member) -> bool:
    """Take the second factor, with its recovery codes, off the account of somebody who lost both; whether there was one.

    Their sessions stay as they are, and so does their password: whoever drops it has seen who asks. Raises `AccountOwn`, `AccountAbove`.
    """
    if member.user_id == actor.pk:
        raise AccountOwn
    _require_whole(actor, member.user)
    gone, _ = Authenticator.objects.filter(user_id=member.user_id).delete()
    if gone:
        for organisation in _places(member.user):
            record(organisation, actor, "factor.drop", member.user.username)
    return bool(gone)


def _require_whole(actor: User, user: User) -> None:
    """An account is one whole: only somebody whose place covers every role of it shuts or opens it."""
    if not all(reaches(actor, "member.edit", one.unit) for one in user.memberships.select_related("unit")):
        raise AccountAbove(who=user.username)


def _places(user: User) -> list[Organisation]:
    return list(Organisation.objects.filter(units__members__user=user).distinct().order_by("pk"))


def _shut(actor: User, user: User, deed: str) -> User:
    places = _places(user)
    for organisation in places:
        lock(organisation)  # two administrators who leave at once wait for one another
    account = User.objects.select_for_update().get(pk=user.pk)
    if not account.is_active:
        return account
    for member in account.memberships.filter(role="admin", unit__parent=None):
        others = Member.objects.filter(unit_id=member.unit_id, role="admin", user__is_active=True).exclude(user=account)
        if not others.exists():
            raise LastAdmin
    tokens = revoke_all(account)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    Invitation.objects.filter(invited_by=account, used=None, expires__gt=timezone.now()).update(expires=timezone.now())
    owners: list[Organisation | None] = [*places]
    for owner in owners or [None]:
        record(owner, actor, deed, account.username, tokens=tokens)
    return account
