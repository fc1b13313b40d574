"""What ends when somebody leaves? Sessions, password, tokens, invitations; the log keeps what they did, and the account can come back."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from tests.web.cast import PASSWORD, Cast

from peakend.web.people.accounts import find_token, make_token
from peakend.web.people.actions import invite
from peakend.web.people.models import AuditEntry, Invitation, Member, User


def _place(cast: Cast, who: str, deed: str) -> str:
    member = Member.objects.get(user=cast.people[who])
    return f"/units/{member.unit_id}/members/{member.pk}/{deed}"


def test_shutting_an_account_ends_sessions_password_and_tokens_and_is_logged(cast: Cast) -> None:
    theirs = cast.client("analyst")
    _, word = make_token(user=cast.people["analyst"], name="laptop", scopes=["read"], days=30)
    assert cast.client("admin").post(_place(cast, "analyst", "shut")).status_code == 302
    assert theirs.get("/profile").status_code == 302
    assert find_token(word) is None
    assert Client().post("/sign-in", {"username": "analyst", "password": PASSWORD}).status_code == 422
    entry = AuditEntry.objects.get(action="account.shut")
    assert (entry.actor, entry.about, entry.detail["tokens"]) == (cast.people["admin"], "analyst", 1)
    page = cast.client("admin").get(f"/units/{cast.units['head'].pk}").content.decode()
    assert "Open the account again" in page


def test_an_account_that_is_opened_again_gets_a_link_and_none_of_its_old_sessions(cast: Cast) -> None:
    theirs, admin = cast.client("analyst"), cast.client("admin")
    admin.post(_place(cast, "analyst", "shut"))
    page = admin.post(_place(cast, "analyst", "reopen")).content.decode()
    assert "/reset/" in page
    assert User.objects.get(username="analyst").is_active
    assert theirs.get("/profile").status_code == 302
    assert Client().post("/sign-in", {"username": "analyst", "password": PASSWORD}).status_code == 422
    assert AuditEntry.objects.filter(action="account.reopen", about="analyst").count() == 1


def test_nobody_shuts_an_account_beyond_their_place_or_their_own(cast: Cast) -> None:
    Member.objects.create(user=cast.people["province"], unit=cast.units["head"], role="auditor")
    local = User.objects.create_user("local-admin", password=PASSWORD)
    Member.objects.create(user=local, unit=cast.units["gd"], role="admin")
    cast.people["local-admin"] = local
    member = Member.objects.get(user=cast.people["province"], unit=cast.units["gd"])
    answer = cast.client("local-admin").post(f"/units/{member.unit_id}/members/{member.pk}/shut")
    assert answer.status_code == 422
    assert "roles beyond your place" in answer.content.decode()
    assert User.objects.get(username="province").is_active
    assert cast.client("admin").post(_place(cast, "admin", "shut")).status_code == 422
    assert cast.client("lead").post(_place(cast, "analyst", "shut")).status_code == 404
    assert cast.client("admin@other").post(_place(cast, "analyst", "shut")).status_code == 404


def test_one_leaves_with_ones_password_and_stays_in_the_log(cast: Cast) -> None:
    client = cast.client("lead")
    assert client.get("/profile/leave").status_code == 200
    wrong = client.post("/profile/leave", {"word": "not this"})
    assert wrong.status_code == 422
    assert 'aria-invalid="true"' in wrong.content.decode()
    assert User.objects.get(username="lead").is_active
    assert "Your account is closed" in client.post("/profile/leave", {"word": PASSWORD}).content.decode()
    assert client.get("/profile").status_code == 302
    assert not User.objects.get(username="lead").is_active
    assert AuditEntry.objects.get(action="account.leave").actor_name == "lead"


def test_head_office_keeps_an_administrator(cast: Cast) -> None:
    answer = cast.client("admin").post("/profile/leave", {"word": PASSWORD})
    assert answer.status_code == 422
    assert "last administrator" in answer.content.decode()
    assert User.objects.get(username="admin").is_active


def test_what_somebody_invited_ends_with_their_account(cast: Cast) -> None:
    Member.objects.create(user=cast.people["lead"], unit=cast.units["head"], role="admin")
    invitation, _ = invite(actor=cast.people["lead"], unit=cast.units["gd"], role="province")
    member = Member.objects.filter(user=cast.people["lead"])[0]
    cast.client("admin").post(f"/units/{member.unit_id}/members/{member.pk}/shut")
    assert Invitation.objects.get(pk=invitation.pk).expires < invitation.expires


def test_a_password_that_is_reset_ends_the_tokens_and_one_that_is_changed_only_when_asked(cast: Cast) -> None:
    new = {"old_password": PASSWORD, "new_password1": "new horse 9 battery", "new_password2": "new horse 9 battery"}
    _, word = make_token(user=cast.people["lead"], name="laptop", scopes=["read"], days=30)
    client = cast.client("lead")
    assert "Revoke all my API tokens too" in client.get("/profile/password").content.decode()
    client.post("/profile/password", new)
    assert find_token(word) is not None
    again = {"old_password": "new horse 9 battery", "new_password1": "other horse 8 cart", "new_password2": "other horse 8 cart"}
    client.post("/profile/password", {**again, "tokens": "on"})
    assert find_token(word) is None
    _, word = make_token(user=cast.people["lead"], name="laptop", scopes=["read"], days=30)
    page = cast.client("admin").post(_place(cast, "lead", "reset")).content.decode()
    guest = Client(headers={"accept-language": "en"})
    guest.get("/reset/" + page.split("/reset/")[1].split('"')[0], follow=True)
    done = guest.post("/reset/set", {"new_password1": "third horse 7 wheel", "new_password2": "third horse 7 wheel"})
    assert "API tokens are revoked" in done.content.decode()
    assert find_token(word) is None


@pytest.mark.parametrize("deed", ["shut", "reopen"])
def test_who_was_removed_meanwhile_is_said(cast: Cast, deed: str) -> None:
    path = _place(cast, "analyst", deed)
    Member.objects.filter(user=cast.people["analyst"]).delete()
    assert cast.client("admin").post(path).status_code == 409


def test_an_administrator_takes_off_a_second_factor_that_is_lost_and_is_logged(cast: Cast) -> None:
    TOTP.activate(cast.people["analyst"], generate_totp_secret())
    RecoveryCodes.activate(cast.people["analyst"])
    assert cast.client("lead").post(_place(cast, "analyst", "factor")).status_code == 404
    assert cast.client("admin@other").post(_place(cast, "analyst", "factor")).status_code == 404
    assert cast.client("admin").post(_place(cast, "admin", "factor")).status_code == 422
    assert Authenticator.objects.filter(user=cast.people["analyst"]).count() == 2
    assert "The second factor is off" in cast.client("admin").post(_place(cast, "analyst", "factor"), follow=True).content.decode()
    assert not Authenticator.objects.filter(user=cast.people["analyst"]).exists()
    assert AuditEntry.objects.get(action="factor.drop").about == "analyst"
    assert Client().post("/sign-in", {"username": "analyst", "password": PASSWORD}).status_code == 302
    assert "has no second factor" in cast.client("admin").post(_place(cast, "analyst", "factor"), follow=True).content.decode()
    assert AuditEntry.objects.filter(action="factor.drop").count() == 1
