"""Who comes in with a company account? Whoever was invited, or whose proven address lies in a domain that is let in; nobody else.

A small provider answers over a real socket, as the one of a company would.
"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.web.cast import Cast
from tests.web.people import company_urls

from peakend.errors import SettingUnreadable
from peakend.web.oidc import read_origins, read_providers, read_rules
from peakend.web.people.actions import invite
from peakend.web.people.models import AuditEntry, User


class Provider(BaseHTTPRequestHandler):
    """Says who somebody is."""

    person: dict[str, Any]

    def tell(self) -> None:
        """Answer as a provider does."""
        home = f"http://{self.headers['Host']}"
        about = {f"{name}_endpoint": f"{home}/{name}" for name in ("authorization", "token", "userinfo")} | {"issuer": home}
        answers: dict[str, Any] = {"/token": {"access_token": "x", "token_type": "bearer"}, "/userinfo": type(self).person}
        body = json.dumps(answers.get(self.path, about)).encode()
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = tell  # noqa: N815 - the names that the server calls

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings: Settings) -> Iterator[type[Provider]]:
    """A provider that is set up, and that knows a fresh person."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    environment = {
        "PEAKEND_OIDC_SERVER": f"http://127.0.0.1:{server.server_address[1]}",
        "PEAKEND_OIDC_CLIENT": "peakend",
        "PEAKEND_OIDC_SECRET": "secret",
        "PEAKEND_OIDC_NAME": "Acme ID",
    }
    settings.SOCIALACCOUNT_PROVIDERS = read_providers(environment)
    settings.ROOT_URLCONF = company_urls.__name__
    Provider.person = {"sub": "4711", "email": "mei@example.org", "email_verified": True, "preferred_username": "mei"}
    yield Provider
    server.shutdown()
    thread.join()
    server.server_close()


def come_in(client: Client, where: str = "/oidc/company/login/") -> Any:  # noqa: ANN401 - the answer of a test client
    """Go to the provider and come back."""
    away = urlsplit(client.post(where)["Location"])
    asked = parse_qs(away.query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/oidc/company/login/callback/", {"code": "x", "state": asked["state"][0]})


def test_the_button_stands_where_a_provider_is_set_up(cast: Cast, provider: type[Provider]) -> None:
    assert "Sign in with Acme ID" in Client(headers={"accept-language": "en"}).get("/sign-in").content.decode()
    assert "使用 Acme ID 登录" in Client(headers={"accept-language": "zh"}).get("/sign-in").content.decode()
    del cast, provider


def test_nobody_comes_in_uninvited(cast: Cast, provider: type[Provider]) -> None:
    answer = come_in(Client(headers={"accept-language": "en"}))
    assert "Your company account is not invited yet" in answer.content.decode()
    assert not User.objects.filter(username="mei").exists()
    del cast, provider


def test_who_was_invited_comes_in_with_the_role_of_the_invitation_and_again_without_one(cast: Cast, provider: type[Provider]) -> None:
    _, word = invite(actor=cast.people["admin"], unit=cast.units["gd"], role="province")
    client = Client()
    client.get(f"/join/{word}")
    assert come_in(client).status_code == 302
    user = User.objects.get(username="mei")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert [(member.unit.key, member.role) for member in user.memberships.all()] == [("gd", "province")]
    again = Client()
    come_in(again)
    assert again.session["_auth_user_id"] == str(user.pk)
    assert AuditEntry.objects.filter(action="sign_in", actor=user).count() == 2
    other = Client()
    other.get(f"/join/{word}")
    provider.person = {"sub": "4712", "email": "other@example.org", "email_verified": True, "preferred_username": "other"}
    come_in(other)
    assert not User.objects.filter(username="other").exists()


@pytest.mark.parametrize(
    ("rule", "proven", "comes"),
    [
        ("example.org=ours/head:analyst", True, True),
        ("EXAMPLE.org=ours/head:analyst; x.org=ours/head:lead", True, True),
        ("example.org=ours/head:analyst", False, False),
        ("ample.org=ours/head:analyst", True, False),
        ("example.org=ours/nowhere:analyst", True, False),
        ("example.org=ours/gd:analyst", True, False),
    ],
)
def test_a_rule_lets_in_proven_addresses_of_its_domain(
    cast: Cast,
    provider: type[Provider],
    settings: Settings,
    rule: str,
    proven: bool,  # noqa: FBT001 - cases
    comes: bool,  # noqa: FBT001 - cases
) -> None:
    settings.JOIN_RULES = read_rules({"PEAKEND_OIDC_JOIN": rule})
    provider.person["email_verified"] = proven
    client = Client()
    come_in(client)
    assert ("_auth_user_id" in client.session) is comes
    assert [member.role for user in User.objects.filter(username="mei") for member in user.memberships.all()] == ["analyst"] * comes
    del cast


def test_the_address_of_somebody_here_does_not_open_their_account(cast: Cast, provider: type[Provider], settings: Settings) -> None:
    settings.JOIN_RULES = read_rules({"PEAKEND_OIDC_JOIN": "example.org=ours/gd:manager"})
    provider.person |= {"email": "lead@example.org", "preferred_username": "lead"}
    client = Client()
    come_in(client)
    fresh = User.objects.get(pk=client.session["_auth_user_id"])
    assert fresh != cast.people["lead"]
    assert fresh.username != "lead"


def test_an_account_is_connected_from_the_profile(cast: Cast, provider: type[Provider]) -> None:
    client = cast.client("lead")
    assert "Connect your Acme ID account" in client.get("/profile").content.decode()
    assert come_in(client, "/oidc/company/login/?process=connect&next=/profile")["Location"] == "/profile"
    assert AuditEntry.objects.filter(action="company.connect", actor=cast.people["lead"]).exists()
    fresh = Client()
    come_in(fresh)
    assert fresh.session["_auth_user_id"] == str(cast.people["lead"].pk)
    del provider


def test_forms_may_lead_to_the_provider_and_nowhere_else() -> None:
    assert read_origins({"PEAKEND_OIDC_SERVER": "https://id.example.org/realms/x"}) == ["https://id.example.org"]
    assert read_origins({}) == []


@pytest.mark.parametrize("written", ["x", "a=b", "a=b/c", "me@a.org=ours/head:lead", "a.org=ours/head:"])
def test_a_rule_that_cannot_be_read_is_refused_at_the_start(written: str) -> None:
    with pytest.raises(SettingUnreadable):
        read_rules({"PEAKEND_OIDC_JOIN": written})


@pytest.mark.parametrize("server", ["https://id.example.org", "id.example.org"])
def test_half_a_provider_is_refused_at_the_start(server: str) -> None:
    with pytest.raises(SettingUnreadable):
        read_providers({"PEAKEND_OIDC_SERVER": server, "PEAKEND_OIDC_CLIENT": "" if "//" in server else "x"})
