"""What may be done with an account? Made, its password changed or reset, its profile kept, tokens given out and taken back."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from axes.utils import reset as forgive_failures
from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from peakend.errors import NameTaken, PasswordAbove
from peakend.text import Text
from peakend.web.people.access import reaches
from peakend.web.people.audit import record, record_for
from peakend.web.people.models import Member, Token, User

SCOPES: Final[dict[str, Text]] = {
    "read": Text("读取研究与分析结果", "Read studies and results"),
    "write": Text("编辑研究", "Edit studies"),
    "import": Text("导入答卷", "Import answers"),
    "export": Text("导出文件", "Export files"),
}
"""What a token may be used for; never more than its owner may do."""

NOTED: Final = timedelta(minutes=10)
"""The last use of a token is noted this seldom, so that reading does not write."""


def hash_word(word: str) -> str:
    """How a secret word is kept: SHA-256; words are random and long, so nothing slower is needed."""
    return hashlib.sha256(word.encode()).hexdigest()


def make_word() -> str:
    """A secret word for a link: 192 bits."""
    return secrets.token_urlsafe(24)


def make_password() -> str:
    """A password of 100 bits that can be read aloud and typed: groups of letters and digits that are not mistaken for one another."""
    signs = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _ in range(5)) for _ in range(4))


@transaction.atomic
def make_user(*, username: str, password: str, email: str = "") -> User:
    """Somebody who can sign in, without rights until they are made a member. Raises `NameTaken`."""
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken(key=username)
    try:
        with transaction.atomic():
            return User.objects.create_user(username, email, password)
    except IntegrityError:
        raise NameTaken(key=username) from None


@transaction.atomic
def keep_profile(*, user: User, shown_name: str, email: str, language: str) -> User:
    """How somebody is called, written to and spoken to."""
    user.shown_name, user.email, user.language = shown_name, email, language
    user.save(update_fields=["shown_name", "email", "language"])
    record_for(user, "profile.keep")
    return user


@transaction.atomic
def change_password(*, user: User, password: str, reset: bool = False, tokens: bool = False) -> int:
    """Another password. Every other browser is signed out by it, reset links already made are void, and failed sign-ins are forgiven.

    A password that is reset was lost, or known to others: what was made with it, the tokens, ends too. Whoever changes the one they
    know says whether their `tokens` shall. Gives the number of tokens that ended.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    forgive_failures(username=user.username)
    ended = revoke_all(user) if reset or tokens else 0
    record_for(user, "password.reset" if reset else "password.change", tokens=ended)
    return ended


@transaction.atomic
def make_reset_link(*, actor: User, member: Member) -> tuple[str, str]:
    """A one-time link for somebody who lost their password: the two parts of its address.

    Raises `PasswordAbove` where the account has a role beyond the place of whoever makes it: such a link opens the whole account.
    """
    user = member.user
    if not all(reaches(actor, "member.edit", one.unit) for one in user.memberships.select_related("unit")):
        raise PasswordAbove(who=user.username)
    record(member.unit.organisation, actor, "password.link", user.username)
    return address_reset(user)


def address_reset(user: User) -> tuple[str, str]:
    """The two parts of the address of a reset link: the account, and a word that holds until the password changes or the time is up."""
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)


def find_by_reset(account: str, word: str) -> User | None:
    """Whose password a reset link is for; nobody where it was used, has expired or never was."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(account)), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user is not None and default_token_generator.check_token(user, word) else None


@transaction.atomic
def make_token(*, user: User, name: str, scopes: list[str], days: int | None) -> tuple[Token, str]:
    """A word for a program, and what is kept of it; the word is shown once."""
    word = f"pk_{secrets.token_urlsafe(32)}"
    expires = None if days is None else timezone.now() + timedelta(days=days)
    token = Token.objects.create(user=user, name=name, word_hash=hash_word(word), scopes=scopes, expires=expires)
    record_for(user, "token.make", name, scopes=scopes)
    return token, word


@transaction.atomic
def revoke_token(*, user: User, token: Token) -> None:
    """Take a token back: from now on it opens nothing."""
    record_for(user, "token.revoke", token.name)
    token.delete()


def revoke_all(user: User) -> int:
    """Take every token of somebody back; how many there were."""
    ended, _ = user.tokens.all().delete()
    return ended


def find_token(word: str, now: datetime | None = None) -> Token | None:
    """The token with this word, with its owner, noting the use; nothing where there is none, it is too old, or the owner is shut out."""
    when = now or timezone.now()
    token = Token.objects.filter(word_hash=hash_word(word), user__is_active=True).select_related("user").first()
    if token is None or (token.expires is not None and token.expires <= when):
        return None
    if token.last_used is None or when - token.last_used > NOTED:
        Token.objects.filter(pk=token.pk).update(last_used=when)
    return token
