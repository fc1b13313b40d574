"""What does somebody settle for themselves? Name, address, language, password, tokens: their own, and nobody else's."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.cast import PASSWORD, Cast

from peakend.web.people.accounts import find_token, make_token
from peakend.web.people.models import AuditEntry, Token

PAGES = ("/profile", "/profile/password", "/profile/tokens", "/profile/factor")
NEW = {"old_password": PASSWORD, "new_password1": "new horse 9 battery", "new_password2": "new horse 9 battery"}


@pytest.mark.django_db
def test_every_page_asks_who_one_is() -> None:
    for page in PAGES:
        assert Client().get(page)["Location"] == f"/sign-in?next={page}"


def test_everybody_has_a_profile(cast: Cast) -> None:
    for who in ("admin", "interviewer", "lead@other"):
        client = cast.client(who)
        assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES), who


def test_a_profile_is_kept(cast: Cast) -> None:
    client = cast.client("lead")
    assert client.post("/profile", {"shown_name": "Li Na", "email": "li@example.org", "language": "zh"}).status_code == 302
    page = client.get("/profile").content.decode()
    assert "已保存" in page
    assert 'value="Li Na"' in page
    assert "总部体验负责人" in page
    cast.people["analyst"].refresh_from_db()
    assert cast.people["analyst"].shown_name == ""


@pytest.mark.parametrize("typed", [{"email": "no address"}, {"language": "fr"}, {"shown_name": "x" * 81}])
def test_what_will_not_do_is_explained_and_the_rest_is_kept(cast: Cast, typed: dict[str, str]) -> None:
    answer = cast.client("lead").post("/profile", {"shown_name": "Kept", "email": "kept@example.org", "language": "", **typed})
    assert answer.status_code == 422
    assert "Kept" in answer.content.decode() or "kept@example.org" in answer.content.decode()
    cast.people["lead"].refresh_from_db()
    assert cast.people["lead"].email == "lead@example.org"


def test_a_password_is_changed_with_the_old_one_and_signs_out_the_other_browsers(cast: Cast) -> None:
    here, elsewhere = cast.client("lead"), cast.client("lead")
    assert here.post("/profile/password", {**NEW, "old_password": "wrong"}).status_code == 422
    assert elsewhere.get("/profile").status_code == 200
    assert here.post("/profile/password", NEW).status_code == 302
    assert here.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 302
    assert AuditEntry.objects.filter(action="password.change", actor=cast.people["lead"]).count() == 1


@pytest.mark.parametrize("weak", ["short", "password123", "1234567890123", "lead@example.org"])
def test_a_weak_password_is_explained(cast: Cast, weak: str) -> None:
    answer = cast.client("lead").post("/profile/password", {**NEW, "new_password1": weak, "new_password2": weak})
    assert answer.status_code == 422
    assert 'id="id_new_password2_error"' in answer.content.decode()
    cast.people["lead"].refresh_from_db()
    assert cast.people["lead"].check_password(PASSWORD)


def test_the_word_of_a_token_is_shown_once_and_only_its_hash_is_kept(cast: Cast) -> None:
    client = cast.client("lead")
    page = client.post("/profile/tokens", {"name": "notebook", "scopes": ["read", "export"], "days": "90"}).content.decode()
    word = re.search(r'value="(pk_[\w-]+)"', page)
    assert word
    assert word[1] not in client.get("/profile/tokens").content.decode()
    assert word[1] not in str(list(Token.objects.values()))
    token = find_token(word[1])
    assert token is not None
    assert (token.user, token.scopes) == (cast.people["lead"], ["read", "export"])
    assert token.expires is not None
    assert timedelta(days=89) < token.expires - timezone.now() <= timedelta(days=90)


@pytest.mark.parametrize("typed", [{"name": ""}, {"scopes": []}, {"scopes": ["admin"]}, {"days": "9999"}, {"days": ""}])
def test_a_token_that_will_not_do_is_explained(cast: Cast, typed: dict[str, object]) -> None:
    answer = cast.client("lead").post("/profile/tokens", {"name": "kept-name", "scopes": ["read"], "days": "30", **typed})
    assert answer.status_code == 422
    assert 'class="fault"' in answer.content.decode()
    assert not Token.objects.exists()


def test_a_token_is_revoked_by_its_owner_alone(cast: Cast) -> None:
    token, word = make_token(user=cast.people["lead"], name="x", scopes=["read"], days=30)
    path = f"/profile/tokens/{token.pk}/revoke"
    for who in ("analyst", "admin", "lead@other"):
        assert cast.client(who).post(path).status_code == 404
    assert cast.client("lead").get(path).status_code == 405
    assert find_token(word) is not None
    assert cast.client("lead").post(path).status_code == 302
    assert find_token(word) is None
    assert AuditEntry.objects.filter(action="token.revoke", about="x").exists()


def test_a_token_opens_nothing_once_it_is_too_old_or_its_owner_is_shut_out(cast: Cast) -> None:
    _, word = make_token(user=cast.people["lead"], name="x", scopes=["read"], days=30)
    assert find_token(word, timezone.now() + timedelta(days=31)) is None
    assert find_token(word + "x") is None
    found = find_token(word)
    assert found is not None
    assert Token.objects.get().last_used is not None
    cast.people["lead"].is_active = False
    cast.people["lead"].save()
    assert find_token(word) is None
