"""May people sign in with the account of their company? An OpenID Connect provider, named by the environment; without one there is none.

`PEAKEND_OIDC_SERVER` (its address), `PEAKEND_OIDC_CLIENT` and `PEAKEND_OIDC_SECRET` (what it gave us), `PEAKEND_OIDC_NAME` (what the button
says) and `PEAKEND_OIDC_JOIN`: who may come without an invitation, as `domain=organisation/unit:role`, several apart by `;`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from peakend.errors import SettingUnreadable

KEY: Final = "company"
"""Under which key the provider stands in addresses (`/oidc/company/login/`)."""


@dataclass(frozen=True)
class JoinRule:
    """People whose proven e-mail address ends in a domain become members of a unit with a role."""

    domain: str
    organisation: str
    unit: str
    role: str


def read_providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """The provider as allauth wants it; nothing where no server is named. Raises `SettingUnreadable` where the client is missing.

    >>> read_providers({})
    {}
    """
    server = environment.get("PEAKEND_OIDC_SERVER", "")
    if not server:
        return {}
    client = environment.get("PEAKEND_OIDC_CLIENT", "")
    if not client or not urlsplit(server).hostname:
        raise SettingUnreadable(setting="PEAKEND_OIDC_SERVER / PEAKEND_OIDC_CLIENT", value=f"{server} / {client}")
    app = {
        "provider_id": KEY,
        "name": environment.get("PEAKEND_OIDC_NAME", "OpenID Connect"),
        "client_id": client,
        "secret": environment.get("PEAKEND_OIDC_SECRET", ""),
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def read_origins(environment: Mapping[str, str]) -> list[str]:
    """The origin of the provider: the one other place to which a form may lead.

    >>> read_origins({"PEAKEND_OIDC_SERVER": "https://id.example.org/realms/a"})
    ['https://id.example.org']
    """
    parts = urlsplit(environment.get("PEAKEND_OIDC_SERVER", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def read_rules(environment: Mapping[str, str]) -> tuple[JoinRule, ...]:
    """Who may come without an invitation. Raises `SettingUnreadable`.

    >>> read_rules({"PEAKEND_OIDC_JOIN": "example.org=ours/head:analyst"})
    (JoinRule(domain='example.org', organisation='ours', unit='head', role='analyst'),)
    """
    rules = []
    for written in filter(None, (part.strip() for part in environment.get("PEAKEND_OIDC_JOIN", "").split(";"))):
        domain, _, place = written.partition("=")
        where, _, role = place.rpartition(":")
        organisation, _, unit = where.partition("/")
        if not all((domain, organisation, unit, role)) or "@" in domain:
            raise SettingUnreadable(setting="PEAKEND_OIDC_JOIN", value=written)
        rules.append(JoinRule(domain.lower(), organisation, unit, role))
    return tuple(rules)
