"""Do the pages of results work for those who may see them, explain what is missing, and refuse the rest?"""

import html
import re

import pytest
from django.urls import reverse
from tests.web.analyse.conftest import add_answers, make_record
from tests.web.cast import Cast

from peakend.text import Language
from peakend.web.analyse import views
from peakend.web.analyse.filters import Filters
from peakend.web.analyse.queries import reading_of
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


def test_of_many_answers_a_moment_shows_first_what_is_known_and_fetches_the_rest(
    cast: Cast, record: StudyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SOON", 0)
    browser, path = cast.client("analyst"), reverse("analyse:moment", args=[record.pk, "visit_questions"])
    first = browser.get(path, {"a.tier": "gold"}).content.decode()
    rest = re.search(r'class="coming" role="status" hx-get="([^"]+)"', first)
    assert rest is not None
    assert 'id="importance"' in first
    assert 'id="emot"' not in first
    whole = browser.get(html.unescape(rest[1])).content.decode()
    assert 'id="emot"' in whole
    assert 'class="coming"' not in whole
    again = browser.get(path, {"a.tier": "gold"}).content.decode()
    assert 'id="emot"' in again
    assert 'class="coming"' not in again


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
    assert page.content.decode().count('class="base"') == 1, "whom it stands for is said once"
    assert "<table" in page.content.decode()
    other = client.get(reverse("analyse:baseline", args=[record.pk, frozen.pk]), {"a.tier": "gold"}).content.decode()
    assert "empty nothing" in other, "measured otherwise: refused, with the reason"
    assert cast.client("province").post(freeze, {"name": "mine"}).status_code == 404


def test_two_groups_stand_side_by_side_with_what_is_proved(cast: Cast, record: StudyRecord) -> None:
    asked = {"on": "tier", "one": "gold", "two": "diamond", "show": "importance"}
    page = cast.client("analyst", "zh").get(reverse("analyse:compare", args=[record.pk]), asked).content.decode()
    assert 'class="pair"' in page
    assert "客群差异" in page


def test_every_filter_is_a_chip_by_its_name_that_leads_to_the_page_without_it(cast: Cast, record: StudyRecord) -> None:
    path = reverse("analyse:result", args=[record.pk, "nps"])
    page = cast.client("analyst", "en").get(path, {"a.tier": "gold", "wave": "2026", "by": "tier"}).content.decode()
    chips = page.partition('class="chips"')[2].partition("</ul>")[0]
    assert "Gold" in chips
    assert "=gold<" not in chips, "names, not keys"
    assert f'href="{path}?wave=2026&amp;by=tier"' in chips
    assert f'href="{path}?a.tier=gold&amp;wave=2026"' in chips
    assert 'class="chips"' not in cast.client("analyst").get(path).content.decode()


def test_the_index_answers_what_is_cheap_and_works_nothing_long_out(cast: Cast, record: StudyRecord) -> None:
    page = cast.client("analyst", "en").get(reverse("analyse:results", args=[record.pk])).content.decode()
    answers = page.split('class="answer"')[1:]
    assert sum("n\N{NO-BREAK SPACE}=" in one for one in answers) >= 5
    reading = reading_of(cast.people["analyst"], record, Filters())
    assert not {"emot", "memory", "drivers", "impact", "chain", "asymmetry"} & set(vars(reading))
    order = [page.index(words) for words in ("What matters?", "Where does it hurt", "What is remembered?", "drives loyalty", "over time")]
    assert order == sorted(order)


def test_two_waves_are_tested_against_each_other_alone(cast: Cast, record: StudyRecord) -> None:
    add_answers(record, 240, seed=3, regions=["xm"] * 240, wave="2027")
    add_answers(record, 200, seed=4, regions=["xm"] * 200, wave="2028")
    asked = {"on": "wave", "one": "2026", "two": "2028", "show": "nps"}
    page = cast.client("analyst", "en").get(reverse("analyse:compare", args=[record.pk]), asked).content.decode()
    tested = page.partition('class="told tested"')[2]
    assert "2026" in tested
    assert "2028" in tested
    assert "2027" not in tested
