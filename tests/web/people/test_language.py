"""Is every page complete in both languages? No Chinese is left in an English page, and no English in a Chinese one but names."""

import html
import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from tests.web.cast import PASSWORD, Cast

from peakend.text import Language
from peakend.web.people.actions import invite
from peakend.web.people.demo import fill_demo
from peakend.web.people.models import User

NAMES = re.compile(
    r"Peakend|中文|English|API|TOTP|OpenID|demo[-\w]*|admin|head[/\w-]*|read|write|import|export|pk_\w+|fresh|example|"
    r"总部[”“ （(]+Head office|city|[A-Z][a-z]+[A-Z]\w+|[\w.@-]+/[\w./@-]*|v?\d[\d.]*\w*|[0-9a-f]{64}|[A-Z2-7]{32}",
)
"""What is no word of a language: names, keys, scopes, addresses."""


def said(page: str) -> str:
    """Everything a page says to eye and ear: its text, and the attributes that are read out."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", " ", page, flags=re.DOTALL)
    page = re.sub(r'<(code)\b.*?</\1>|<option value="(zh|en)".*?</option>', " ", page, flags=re.DOTALL)
    spoken = re.findall(r'\b(?:aria-label|title|alt|placeholder|data-done)="([^"]*)"', page)
    return html.unescape(" ".join([re.sub(r"<[^>]+>", " ", page), *spoken]))


def foreign(page: str, language: Language) -> list[str]:
    """The words of the other language in a page."""
    rest = NAMES.sub(" ", said(page))
    return re.findall(r"[\u4e00-\u9fff]+", rest.replace("峰终", "")) if language == "en" else re.findall(r"[A-Za-z]{2,}", rest)


def pages_of(language: Language) -> dict[str, str]:
    """Every page of people in a language: as it is found, and after something was refused."""
    fill_demo(password=PASSWORD)
    admin = User.objects.get(username="demo-admin")
    unit = admin.memberships.get().unit
    member = unit.members.get(role="lead")
    _, word = invite(actor=admin, unit=unit, role="analyst")
    out, signed = Client(headers={"accept-language": language}), Client(headers={"accept-language": language})
    signed.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    found = {path: out.get(path) for path in ("/sign-in", "/forgotten", "/reset/set", "/join", "/no-such-page")}
    found["wrong password"] = out.post("/sign-in", {"username": "x", "password": "y"})
    for _ in range(8):
        found["locked"] = out.post("/sign-in", {"username": "demo-city", "password": "y"})
    found["invitation"] = out.get(f"/join/{word}", follow=True)
    found["join refused"] = out.post("/join", {"username": "demo-admin", "email": "x", "password1": "123", "password2": "123"})
    found |= {
        path: signed.get(path) for path in ("/profile", "/profile/password", "/profile/tokens", "/profile/factor", "/units", "/audit")
    }
    found["profile refused"] = signed.post("/profile", {"email": "x"})
    found["password refused"] = signed.post("/profile/password", {"old_password": "x", "new_password1": "12345", "new_password2": "12345"})
    found["token"] = signed.post("/profile/tokens", {"name": "demo", "scopes": ["read"], "days": "30"})
    found["token refused"] = signed.post("/profile/tokens", {"scopes": ["x"], "days": "7"})
    found["link"] = signed.post(f"/units/{unit.pk}/invite", {"role": "lead"})
    found["reset link"] = signed.post(f"/units/{unit.pk}/members/{member.pk}/reset")
    found["invite refused"] = signed.post(f"/units/{unit.pk}/invite", {"role": "city", "email": "x"})
    found["unit refused"] = signed.post(f"/units/{unit.pk}/add", {"key": "X", "kind": "head"})
    found["conflict"] = signed.post(f"/units/{unit.pk}/members/{member.pk}/role", {"role": "analyst", "seen": "city"})
    found["rename conflict"] = signed.post(f"/units/{unit.pk}/rename", {"name_zh": "demo", "seen_zh": "demo"})
    found["gone"] = signed.post(f"/units/{unit.pk}/members/0/role")
    found["own role"] = signed.post(f"/units/{unit.pk}/members/{admin.memberships.get().pk}/role", {"role": "lead", "seen": "admin"})
    found["again"] = signed.get("/profile/factor/on", follow=True)
    found["again refused"] = signed.post("/sign-in/again", {"password": "x"})
    signed.post("/sign-in/again", {"password": PASSWORD, "next": "/profile"})
    found["factor on"] = signed.get("/profile/factor/on")
    found["factor refused"] = signed.post("/profile/factor/on", {"code": "1"})
    TOTP.activate(admin, generate_totp_secret())
    RecoveryCodes.activate(admin)
    for path in ("/profile/factor", "/profile/factor/off", "/profile/factor/codes", "/profile/factor/codes/new", "/sign-in/code-again"):
        found[f"on {path}"] = signed.get(path)
    out.post("/sign-in", {"username": "demo-admin", "password": PASSWORD})
    found["code"] = out.get("/sign-in/code")
    found["code refused"] = out.post("/sign-in/code", {"code": "1"})
    found["log of deeds"] = signed.get("/audit?who=demo-admin")
    return {name: answer.content.decode() for name, answer in found.items() if name}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.django_db
def test_every_page_speaks_one_language(language: Language) -> None:
    pages = pages_of(language)
    left = {name: words for name, page in pages.items() if (words := foreign(page, language))}
    assert len(pages) > 30
    assert left == {}, str(left)
    empty = [name for name, page in pages.items() if "<h1" not in page]
    assert empty == []


def test_the_language_of_the_profile_goes_before_that_of_the_browser(cast: Cast) -> None:
    cast.people["lead"].language = "zh"
    cast.people["lead"].save()
    assert "个人资料" in cast.client("lead", "en").get("/profile").content.decode()


@pytest.mark.django_db
def test_no_page_bears_script_or_style_of_its_own() -> None:
    for name, page in pages_of("en").items():
        assert not re.search(r'<script(?![^>]*\bsrc=)|<style\b|\sstyle="|\son[a-z]+="|hx-on', page), name
