"""How does one come in? By name or address, with what was asked for afterwards, not too often, and back to where one was going."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings
from tests.web.cast import PASSWORD, Cast

from peakend.text import Language
from peakend.web.people.accounts import address_reset
from peakend.web.people.models import AuditEntry


def browser(language: Language = "en") -> Client:
    """A browser in which nobody is signed in."""
    return Client(headers={"accept-language": language})


def code_of(secret: str) -> str:
    """The code that an app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def signed_in(client: Client) -> bool:
    """Whether somebody is signed in in this browser."""
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("typed", ["lead", "LEAD", "lead@example.org", " lead "])
def test_one_signs_in_by_name_or_address(cast: Cast, typed: str) -> None:
    client = browser()
    answer = client.post("/sign-in", {"username": typed, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(cast.people["lead"].pk)
    assert AuditEntry.objects.filter(organisation__key="ours", action="sign_in", actor=cast.people["lead"]).count() == 1


def test_an_address_that_two_people_have_opens_neither(cast: Cast) -> None:
    cast.people["analyst"].email = cast.people["lead"].email
    cast.people["analyst"].save()
    client = browser()
    assert client.post("/sign-in", {"username": "lead@example.org", "password": PASSWORD}).status_code == 422
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("where", "arrived"),
    [
        ("/profile?a=1", "/profile?a=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\evil.example", "/"),
        ("", "/"),
    ],
)
def test_one_arrives_where_one_was_going_and_nowhere_else(cast: Cast, where: str, arrived: str) -> None:
    del cast
    answer = browser().post("/sign-in", {"username": "lead", "password": PASSWORD, "next": where})
    assert answer["Location"] == arrived


@pytest.mark.parametrize(("language", "words"), [("zh", "登录名或密码不正确"), ("en", "The sign-in name or the password is not right")])
def test_a_wrong_name_and_a_wrong_password_sound_the_same_and_keep_the_name(cast: Cast, language: Language, words: str) -> None:
    del cast
    pages = []
    for name in ("lead", "nobody-of-this-name"):
        answer = browser(language).post("/sign-in", {"username": name, "password": "wrong"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert words in page
        assert f'value="{name}"' in page
        assert "wrong" not in page
        pages.append(re.sub(r'value="[^"]*"', "", page))
    assert pages[0] == pages[1]


def test_a_failed_sign_in_is_logged_where_the_name_is_known_and_the_name_of_nobody_is_not_kept(cast: Cast) -> None:
    browser().post("/sign-in", {"username": "lead", "password": "wrong"})
    browser().post("/sign-in", {"username": "my-secret-password", "password": "wrong"})
    assert list(AuditEntry.objects.filter(action="sign_in.failed").values_list("about", flat=True)) == ["lead"]
    assert not AuditEntry.objects.filter(about__contains="secret").exists()
    assert "secret" not in str(list(AccessAttempt.objects.values()))
    del cast


def test_after_eight_failures_the_name_is_locked_and_told_until_when(cast: Cast) -> None:
    client = browser()
    answers = [client.post("/sign-in", {"username": "lead", "password": "wrong"}) for _ in range(8)]
    assert [answer.status_code for answer in answers] == [422] * 7 + [429]
    page = answers[-1].content.decode()
    assert "this name is locked until" in page
    assert "minutes to wait: 15" in page
    assert 'value="lead"' in page
    assert 0 < int(answers[-1]["Retry-After"]) <= 900
    right = client.post("/sign-in", {"username": "lead", "password": PASSWORD})
    assert right.status_code == 429
    assert not signed_in(client)
    assert client.post("/sign-in", {"username": "analyst", "password": PASSWORD}).status_code == 302
    assert AuditEntry.objects.filter(action="sign_in.locked", about="lead").count() == 1
    assert AuditEntry.objects.filter(action="sign_in.failed", about="lead").count() == 8
    del cast


def test_trying_on_does_not_move_the_end_of_the_lock_and_at_its_end_the_door_opens(cast: Cast) -> None:
    client = browser("zh")
    for _ in range(8):
        client.post("/sign-in", {"username": "lead", "password": "wrong"})
    before = AccessAttempt.objects.get(username="lead").attempt_time
    assert "这个登录名已锁定" in client.post("/sign-in", {"username": "LEAD", "password": "wrong"}).content.decode()
    attempt = AccessAttempt.objects.get(username="lead")
    assert attempt.attempt_time == before
    attempt.attempt_time = before - timedelta(minutes=16)
    attempt.save()
    assert client.post("/sign-in", {"username": "lead", "password": PASSWORD}).status_code == 302
    del cast


def test_the_address_that_counts_is_what_the_nearest_proxy_says(cast: Cast, settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client(headers={"x-forwarded-for": "6.6.6.6, 10.1.2.3"})
    client.post("/sign-in", {"username": "lead", "password": "wrong"})
    assert AccessAttempt.objects.get().ip_address == "10.1.2.3"
    settings.SECURE_PROXY_SSL_HEADER = None
    client.post("/sign-in", {"username": "analyst", "password": "wrong"})
    assert AccessAttempt.objects.get(username="analyst").ip_address == "127.0.0.1"
    del cast


@pytest.mark.usefixtures("cast")
def test_one_address_that_signs_in_without_end_does_not_shut_the_door_for_others(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    cache.clear()
    for number in range(3):
        Client(headers={"x-forwarded-for": "203.0.113.7"}).post("/sign-in", {"username": f"nobody{number}", "password": "x"})
    there = {"username": "lead", "password": PASSWORD}
    assert Client(headers={"x-forwarded-for": "203.0.113.7"}).post("/sign-in", there).status_code == 422
    assert Client(headers={"x-forwarded-for": "203.0.113.8"}).post("/sign-in", there).status_code == 302
    cache.clear()


def test_one_signs_out_by_a_form_alone(cast: Cast) -> None:
    client = cast.client("lead")
    assert client.get("/sign-out").status_code == 405
    assert signed_in(client)
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert not signed_in(client)
    assert AuditEntry.objects.filter(action="sign_out", actor=cast.people["lead"]).exists()


def test_forms_of_other_places_are_refused(cast: Cast) -> None:
    del cast
    client = Client(enforce_csrf_checks=True)
    assert client.post("/sign-in", {"username": "lead", "password": PASSWORD}).status_code == 403


def test_who_has_a_second_factor_is_not_in_before_it_was_given(cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.people["lead"], secret)
    client = browser()
    assert client.post("/sign-in", {"username": "lead", "password": PASSWORD, "next": "/profile"})["Location"] == "/sign-in/code"
    assert not signed_in(client)
    assert client.get("/profile").status_code == 302
    wrong = client.post("/sign-in/code", {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    assert not signed_in(client)
    assert AuditEntry.objects.filter(action="sign_in.failed", detail__why="factor").count() == 1
    assert not AuditEntry.objects.filter(action="sign_in").exists()
    assert client.post("/sign-in/code", {"code": code_of(secret)})["Location"] == "/profile"
    assert signed_in(client)
    assert AuditEntry.objects.filter(action="sign_in").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_is_turned_on_with_the_password_and_off_again_and_both_are_logged(transactional_db: None, cast: Cast) -> None:
    del transactional_db  # the log is written when the transaction stands
    client = cast.client("lead")
    asked = client.get("/profile/factor/on")
    assert asked["Location"].startswith("/sign-in/again")
    again = client.post(asked["Location"], {"password": PASSWORD, "next": "/profile/factor/on"})
    assert again["Location"] == "/profile/factor/on"
    page = client.get("/profile/factor/on").content.decode()
    found = re.search(r'<code class="hash">(\w+)</code>', page)
    assert found
    assert 'src="data:image/svg+xml' in page
    answer = client.post("/profile/factor/on", {"code": code_of(found[1])}, follow=True)
    assert "left: 10" in answer.content.decode()
    assert Authenticator.objects.filter(user=cast.people["lead"]).count() == 2
    assert client.post("/profile/factor/off").status_code == 302
    assert not Authenticator.objects.filter(user=cast.people["lead"]).exists()
    assert set(AuditEntry.objects.filter(action__startswith="factor").values_list("action", flat=True)) == {"factor.off", "factor.on"}


def test_without_mail_the_page_for_a_lost_password_says_who_helps(cast: Cast) -> None:
    del cast
    assert "一次性的密码重置链接" in browser("zh").get("/forgotten").content.decode()
    browser().post("/forgotten", {"email": "lead@example.org"})
    assert not mail.outbox


def test_a_reset_link_by_mail_is_pinned_to_the_address_of_the_settings_and_works_once(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_HOST, settings.ADDRESS = "mail.example.org", "https://peakend.example.org"
    told = browser().post("/forgotten", {"email": "LEAD@example.org"}, headers={"host": "localhost"}).content
    unknown = browser().post("/forgotten", {"email": "nobody@example.org"}).content
    assert re.sub(rb'value="[^"]*"', b"", told) == re.sub(rb'value="[^"]*"', b"", unknown)
    (message,) = mail.outbox
    assert message.to == ["lead@example.org"]
    link = re.search(r"https://peakend\.example\.org(/reset/\S+)", str(message.body))
    assert link
    client = browser()
    opened = client.get(link[1])
    assert opened["Location"] == "/reset/set"
    weak = client.post("/reset/set", {"new_password1": "123", "new_password2": "123"})
    assert weak.status_code == 422
    done = client.post("/reset/set", {"new_password1": "new horse 9 battery", "new_password2": "new horse 9 battery"})
    assert done.status_code == 200
    assert not signed_in(client)
    second = browser()
    second.get(link[1])
    assert second.get("/reset/set").status_code == 410
    assert browser().post("/sign-in", {"username": "lead", "password": "new horse 9 battery"}).status_code == 302
    assert AuditEntry.objects.filter(action="password.reset", actor=cast.people["lead"]).exists()


@pytest.mark.parametrize(("account", "word"), [("x", "y"), ("%00", "a-b"), ("MQ", "wrong-word"), ("OTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ", "a-b")])
def test_a_made_up_reset_link_is_told_apart_politely(cast: Cast, account: str, word: str) -> None:
    del cast
    client = browser()
    client.get(f"/reset/{account}/{word}")
    assert client.get("/reset/set").status_code == 410


def test_a_reset_forgives_the_failures_that_locked_the_name(cast: Cast) -> None:
    client = browser()
    for _ in range(8):
        client.post("/sign-in", {"username": "lead", "password": "wrong"})
    account, word = address_reset(cast.people["lead"])
    client.get(f"/reset/{account}/{word}")
    client.post("/reset/set", {"new_password1": "new horse 9 battery", "new_password2": "new horse 9 battery"})
    assert client.post("/sign-in", {"username": "lead", "password": "new horse 9 battery"}).status_code == 302


def test_without_a_provider_there_is_no_button_and_no_page(cast: Cast) -> None:
    del cast
    assert "oidc" not in browser().get("/sign-in").content.decode()
    assert browser().get("/oidc/company/login/").status_code == 404
