"""Is somebody told in words where they are, and what an address or a page is for?"""

import pytest
from django.urls import reverse
from tests.web.analyse.conftest import add_answers, make_record
from tests.web.cast import Cast

from peakend.web.people.models import Organisation

pytestmark = pytest.mark.django_db


def test_an_address_of_a_form_opened_as_a_page_says_so(cast: Cast) -> None:
    answer = cast.client("admin").get(reverse("people:sign-out"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "takes what a form sends" in answer.content.decode()


def test_every_page_of_a_demonstration_says_that_it_is_one(cast: Cast) -> None:
    pages = [reverse(name) for name in ("people:units", "people:profile", "define:new")]
    assert not any("Demonstration organisation" in cast.client("lead").get(page).content.decode() for page in pages)
    Organisation.objects.update(demo=True)
    assert all("Demonstration organisation" in cast.client("lead").get(page).content.decode() for page in pages)


def test_a_card_shows_a_manager_only_what_is_open_to_one(cast: Cast) -> None:
    record = make_record(cast)
    add_answers(record, 40)
    shown, whole = (cast.client(who).get("/").content.decode() for who in ("manager", "lead"))
    assert "Responses: 40" in whole
    assert "Responses: 40" not in shown
    assert "results are for research leads" in shown
    assert reverse("analyse:map", args=[record.pk]) not in shown
