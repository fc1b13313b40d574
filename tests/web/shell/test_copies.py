"""Nobody but the one browser keeps a page, and not even that longer than it shows it; what cannot be read is answered in our words."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from tests.web.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/profile", "/units", "/studies/new", "/api/me", "/api/studies", "/nothing-here"])
def test_a_page_is_kept_by_no_proxy_and_no_browser(cast: Cast, path: str) -> None:
    said = cast.client("lead").get(path).headers["Cache-Control"]
    assert {"private", "no-store"} <= {word.strip() for word in said.split(",")}


def test_the_sign_in_page_is_not_kept_either() -> None:
    assert "no-store" in Client().get("/sign-in").headers["Cache-Control"]


def test_a_name_that_is_not_ours_gets_an_answer_in_both_languages_and_no_trace() -> None:
    response = Client(headers={"host": "evil.example"}).get("/sign-in")
    assert response.status_code == 400
    shown = response.content.decode()
    assert ("无法读取" in shown, "cannot be read" in shown, "evil" in shown) == (True, True, False)


def test_a_name_of_a_file_that_fills_a_page_is_refused_in_words(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{"长" * 10_000}.csv"\r\n\r\na,b\r\n--b--\r\n'
    response = cast.client("lead").generic("POST", "/studies/from-export", head.encode(), "multipart/form-data; boundary=b")
    assert response.status_code == 400
    assert not re.search("Bad Request|Traceback", response.content.decode())
