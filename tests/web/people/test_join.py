"""How does somebody join? With a link that is used once, whose word leaves the address, and that gives no more than it says."""

import threading
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.web.cast import PASSWORD, Cast

from peakend.errors import InvitationGone
from peakend.web.people.actions import accept_invitation, invite
from peakend.web.people.models import AuditEntry, Invitation, Member, User

FRESH = {"username": "fresh", "shown_name": "", "email": "", "password1": "tall giraffe 4 lamp", "password2": "tall giraffe 4 lamp"}


def browser() -> Client:
    """A browser in which nobody is signed in."""
    return Client(headers={"accept-language": "en"})


def link_of(cast: Cast, unit: str = "zs", role: str = "city") -> tuple[Invitation, str]:
    """An invitation, and the path of its link."""
    invitation, word = invite(actor=cast.people["admin"], unit=cast.units[unit], role=role, email="fresh@example.org")
    return invitation, f"/join/{word}"


def test_the_word_leaves_the_address_and_only_its_hash_is_kept(cast: Cast) -> None:
    invitation, link = link_of(cast)
    client = browser()
    answer = client.get(link)
    assert answer["Location"] == "/join"
    word = link.rpartition("/")[2]
    assert word not in str(dict(client.session))
    assert word not in str(Invitation.objects.filter(pk=invitation.pk).values())
    page = client.get("/join").content.decode()
    assert "City lead" in page
    assert 'value="fresh@example.org"' in page


def test_a_new_account_joins_with_what_the_link_gives_and_is_signed_in(cast: Cast) -> None:
    _, link = link_of(cast)
    client = browser()
    client.get(link)
    assert client.post("/join", FRESH)["Location"] == "/"
    user = User.objects.get(username="fresh")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert [(member.unit.key, member.role) for member in user.memberships.all()] == [("zs", "city")]
    assert AuditEntry.objects.filter(action="member.join", actor=user, about="fresh").exists()


def test_looking_at_a_link_does_not_use_it_up(cast: Cast) -> None:
    _, link = link_of(cast)
    for _ in range(3):
        assert browser().get(link, follow=True).status_code == 200


def test_whoever_is_signed_in_joins_with_their_account_after_saying_so(cast: Cast) -> None:
    _, link = link_of(cast)
    client = cast.client("manager@beside")
    client.get(link)
    assert "Join with this account" in client.get("/join").content.decode()
    assert not Member.objects.filter(user=cast.people["manager@beside"], unit__key="zs").exists()
    assert client.post("/join").status_code == 302
    assert Member.objects.filter(user=cast.people["manager@beside"], unit__key="zs", role="city").exists()


def test_who_has_an_account_signs_in_and_comes_back_to_the_invitation(cast: Cast) -> None:
    _, link = link_of(cast)
    client = browser()
    client.get(link)
    assert client.post("/sign-in", {"username": "manager@beside", "password": PASSWORD, "next": "/join"})["Location"] == "/join"
    assert "Join with this account" in client.get("/join").content.decode()


def test_nobody_accepts_an_invitation_of_their_own(cast: Cast) -> None:
    _, link = link_of(cast, "head", "lead")
    client = cast.client("admin")
    client.get(link)
    answer = client.post("/join")
    assert answer.status_code == 422
    assert "Nobody accepts an invitation of their own" in answer.content.decode()
    assert not Member.objects.filter(user=cast.people["admin"], role="lead").exists()


@pytest.mark.parametrize("spoil", ["used", "expired", "withdrawn", "unknown"])
def test_a_link_that_holds_no_more_says_so(cast: Cast, spoil: str) -> None:
    invitation, link = link_of(cast)
    if spoil == "used":
        accept_invitation(pk=invitation.pk, user=cast.people["analyst"])
    elif spoil == "expired":
        Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    elif spoil == "withdrawn":
        cast.client("admin").post(f"/units/{invitation.unit_id}/invitations/{invitation.pk}/withdraw")
    else:
        link = "/join/no-such-word"
    for client in (browser(), cast.client("analyst")):
        answer = client.get(link, follow=True)
        assert answer.status_code == 422
        assert "This invitation is not valid" in answer.content.decode()
        assert client.post("/join", FRESH).status_code == 422
    assert not User.objects.filter(username="fresh").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "LEAD"}, "username"),
        ({"username": "a b"}, "username"),
        ({"password1": "short", "password2": "short"}, "password2"),
        ({"password1": "1234567890123", "password2": "1234567890123"}, "password2"),
        ({"password2": "something else 9"}, "password2"),
        ({"email": "no address"}, "email"),
    ],
)
def test_what_will_not_do_is_explained_at_its_field_and_the_rest_is_kept(cast: Cast, wrong: dict[str, str], field: str) -> None:
    invitation, link = link_of(cast)
    client = browser()
    client.get(link)
    answer = client.post("/join", {**FRESH, "shown_name": "Fresh Person", **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'value="Fresh Person"' in page
    assert FRESH["password1"] not in page
    invitation.refresh_from_db()
    assert invitation.used is None


@pytest.mark.django_db(transaction=True)
def test_an_invitation_sent_many_times_at_once_is_used_once(transactional_db: None, cast: Cast) -> None:
    del transactional_db
    invitation, _ = link_of(cast)
    start = threading.Barrier(6)
    ends: list[str] = []

    def race(number: int) -> Callable[[], None]:
        def run() -> None:
            start.wait()
            try:
                accept_invitation(pk=invitation.pk, user=User(username=f"racer-{number}"))
                ends.append("in")
            except InvitationGone:
                ends.append("gone")
            finally:
                connection.close()

        return run

    threads = [threading.Thread(target=race(number)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["gone"] * 5 + ["in"]
    assert User.objects.filter(username__startswith="racer").count() == 1
    assert Member.objects.filter(unit__key="zs", role="city", user__username__startswith="racer").count() == 1


def test_the_second_of_two_browsers_is_told_and_keeps_no_account(cast: Cast) -> None:
    _, link = link_of(cast)
    first, second = browser(), browser()
    first.get(link)
    second.get(link)
    assert first.post("/join", FRESH).status_code == 302
    assert second.post("/join", {**FRESH, "username": "second"}).status_code == 422
    assert not User.objects.filter(username="second").exists()


def test_the_link_that_a_page_shows_is_the_link_that_opens(cast: Cast) -> None:
    answer = cast.client("admin").post(f"/units/{cast.units['zs'].pk}/invite", {"role": "city", "email": ""})
    page = answer.content.decode()
    start = page.index('value="http') + len('value="')
    link = page[start : page.index('"', start)]
    assert browser().get(urlsplit(link).path)["Location"] == "/join"
