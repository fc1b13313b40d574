"""Do the pages of results work for those who may see them, explain what is missing, and refuse the rest?"""

import pytest
from django.urls import reverse
from tests.web.analyse.conftest import add_answers, make_record
from tests.web.cast import Cast

from peakend.text import Language
from peakend.web.analyse.questions import QUESTIONS
from peakend.web.define.models import StudyRecord

PAGES = ("map", "results", "compare", "baselines", "reports")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages(cast: Cast, record: StudyRecord, page: str, language: Language) -> None:
    response = cast.client("analyst", language).get(reverse(f"analyse:{page}", args=[record.pk]))
    assert response.status_code == 200
    assert 'style="' not in response.content.decode()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_analysis_has_a_page_that_answers_or_says_why_not(cast: Cast, record: StudyRecord, question: str) -> None:
    response = cast.client("lead", "en").get(reverse("analyse:result", args=[record.pk, question]), {"by": "tier"})
    assert response.status_code == 200
    text = response.content.decode()
    assert "<svg" in text or "<table" in text or "empty nothing" in text
    assert 'style="' not in text


def test_a_moment_has_everything_and_its_neighbours(cast: Cast, record: StudyRecord) -> None:
    page = cast.client("analyst").get(reverse("analyse:moment", args=[record.pk, "visit_questions"])).content.decode()
    assert 'rel="prev"' in page
    assert 'rel="next"' in page
    for question in ("importance", "peaks", "experience", "needs", "emot"):
        assert f'id="{question}"' in page


def test_marks_of_the_map_lead_to_moments_with_the_filters(cast: Cast, record: StudyRecord) -> None:
    page = cast.client("analyst").get(reverse("analyse:map", args=[record.pk]), {"a.tier": "gold"}).content.decode()
    assert f'href="{reverse("analyse:moment", args=[record.pk, "visit_questions"])}?a.tier=gold"' in page


def test_lanes_are_hidden_and_pinned_by_the_address(cast: Cast, record: StudyRecord) -> None:
    client, path = cast.client("analyst"), reverse("analyse:map", args=[record.pk])
    assert ">Core needs</text>" in client.get(path).content.decode()
    assert ">Core needs</text>" not in client.get(path, {"hide": "needs"}).content.decode()
    pinned = client.get(path, {"pin": "low"}).content.decode()
    assert pinned.index(">Pain</text>") < pinned.index(">Importance</text>")


def test_empty_choices_leave_the_address(cast: Cast, record: StudyRecord) -> None:
    client, path = cast.client("analyst"), reverse("analyse:map", args=[record.pk])
    assert client.get(path, {"a.tier": "", "wave": "2026"})["Location"] == f"{path}?wave=2026"
    swapped = client.get(path, {"a.tier": "", "wave": "2026"}, headers={"HX-Request": "true"})
    assert swapped["HX-Push-Url"] == f"{path}?wave=2026"


@pytest.mark.parametrize(
    "asked", [{"a.tier": "none"}, {"a.shoe": "1"}, {"unit": "nowhere"}, {"wave": "1999"}, {"by": "_block"}, {"flagged": "x"}]
)
def test_a_wrong_filter_is_explained_beside_the_filters(cast: Cast, record: StudyRecord, asked: dict[str, str]) -> None:
    response = cast.client("analyst").get(reverse("analyse:map", args=[record.pk]), asked)
    assert response.status_code == 422
    assert "data-filters" in response.content.decode()


def test_a_study_without_answers_leads_to_the_import(cast: Cast) -> None:
    record = make_record(cast, key="bare")
    for page in PAGES:
        text = cast.client("lead").get(reverse(f"analyse:{page}", args=[record.pk])).content.decode()
        assert reverse("listen:answers", args=[record.pk]) in text


def test_a_group_too_small_is_explained(cast: Cast) -> None:
    small = make_record(cast, key="tiny")
    add_answers(small, 60, regions=["zs"] * 55 + ["hall1"] * 5)
    page = cast.client("analyst").get(reverse("analyse:map", args=[small.pk]), {"unit": "hall1"}).content.decode()
    assert "fewer than 10 people" in page


@pytest.mark.parametrize("who", ["admin", "manager", "interviewer", "back_office", "privacy", "analyst@other", "province@other", ""])
def test_whoever_may_not_read_results_finds_nothing(cast: Cast, record: StudyRecord, who: str) -> None:
    client = cast.client(who)
    for page in PAGES[:4]:
        assert client.get(reverse(f"analyse:{page}", args=[record.pk])).status_code in ({302} if not who else {404})


@pytest.mark.parametrize("who", ["lead", "analyst", "province", "city", "auditor"])
def test_whoever_may_read_results_finds_them(cast: Cast, record: StudyRecord, who: str) -> None:
    assert cast.client(who).get(reverse("analyse:result", args=[record.pk, "nps"])).status_code == 200


def test_pages_are_read_and_not_written(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    for page in PAGES:
        assert client.post(reverse(f"analyse:{page}", args=[record.pk])).status_code == 405
    assert client.get(reverse("analyse:freeze", args=[record.pk])).status_code == 405


def test_a_question_that_is_none_is_not_there(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    assert client.get(reverse("analyse:result", args=[record.pk, "horoscope"])).status_code == 404
    assert client.get(reverse("analyse:moment", args=[record.pk, "nowhere"])).status_code == 404


def test_a_baseline_is_frozen_named_compared_and_never_named_twice(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    freeze = reverse("analyse:freeze", args=[record.pk])
    assert client.post(freeze, {"name": "Q3"}).status_code == 302
    again = client.post(freeze, {"name": "Q3"})
    assert again.status_code == 422
    assert 'value="Q3"' in again.content.decode()
    frozen = record.baselines.get()
    page = client.get(reverse("analyse:baseline", args=[record.pk, frozen.pk]))
    assert "<table" in page.content.decode()
    other = client.get(reverse("analyse:baseline", args=[record.pk, frozen.pk]), {"a.tier": "gold"}).content.decode()
    assert "empty nothing" in other, "measured otherwise: refused, with the reason"
    assert cast.client("province").post(freeze, {"name": "mine"}).status_code == 404


def test_two_groups_stand_side_by_side_with_what_is_proved(cast: Cast, record: StudyRecord) -> None:
    asked = {"on": "tier", "one": "gold", "two": "diamond", "show": "importance"}
    page = cast.client("analyst", "zh").get(reverse("analyse:compare", args=[record.pk]), asked).content.decode()
    assert 'class="pair"' in page
    assert "客群差异" in page
