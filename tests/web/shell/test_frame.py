"""What all pages share: the language that was chosen, health, faults that explain themselves, requests that are logged without persons."""

import pytest
from django.test import Client
from tests.web.cast import Cast


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "lang"), [("en-GB,en", "en"), ("zh-CN,zh;q=0.9", "zh-Hans"), ("fr", "zh-Hans")])
def test_the_browser_chooses_the_language_at_first(asked: str, lang: str) -> None:
    page = Client(headers={"accept-language": asked}).get("/", follow=True).content.decode()
    assert f'<html lang="{lang}"' in page


def test_what_somebody_chose_comes_before_what_the_browser_says(cast: Cast) -> None:
    client = cast.client("lead", "en")
    client.post("/language", {"language": "zh", "next": "/"})
    assert '<html lang="zh-Hans"' in client.get("/").content.decode()
    cast.people["lead"].refresh_from_db()
    assert cast.people["lead"].language == "zh"


def test_choosing_a_language_leads_nowhere_else(cast: Cast) -> None:
    assert cast.client("lead").post("/language", {"language": "en", "next": "https://elsewhere.example/"}).headers["Location"] == "/"


@pytest.mark.django_db
def test_the_workbench_says_whether_it_is_well() -> None:
    assert Client().get("/health").json()["well"] is True


def test_a_page_that_is_not_there_and_one_that_is_not_yours_are_the_same(cast: Cast) -> None:
    answers = [cast.client("lead").get(path) for path in ("/studies/999999/define", "/no/such/page")]
    assert [one.status_code for one in answers] == [404, 404]
    assert len({one.content.decode().split("<main")[1].split("</main>")[0] for one in answers}) == 1


def test_a_form_that_is_too_old_is_answered_in_the_words_of_the_house() -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    told = client.post("/sign-in", {"username": "x", "password": "y"})
    assert told.status_code == 403
    assert b"This form is too old" in told.content
    assert b"<style" not in told.content


def test_the_switch_of_languages_comes_back_to_the_page_with_its_filters(cast: Cast) -> None:
    page = cast.client("lead").get("/?archived&x=1").content.decode()
    assert 'name="next" value="/?archived&amp;x=1"' in page
