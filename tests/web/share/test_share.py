"""One page for guests: opened by its word, counted, still protected, gone when it expires or is withdrawn; and nothing else with it."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.web.analyse.conftest import HOME, add_answers
from tests.web.cast import Cast
from tests.web.listen.conftest import keep_study

from peakend.define.template import find_template
from peakend.web.analyse.filters import Filters
from peakend.web.analyse.models import SharedLink
from peakend.web.analyse.queries import forget_all
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import study_of
from peakend.web.people.models import AuditEntry, Member, Organisation, User
from peakend.web.share.actions import share_page
from peakend.web.share.queries import scope_on


@pytest.fixture
def vip(cast: Cast, settings: Settings, tmp_path: Path) -> StudyRecord:
    """A study of head office with answers from the units of two provinces."""
    settings.MEDIA_ROOT = tmp_path / "files"
    forget_all()
    made = keep_study(cast, "head", find_template("telecom-vip").path.read_text(encoding="utf-8"))
    StudyRecord.objects.filter(pk=made.pk).update(unit_attribute="region", synthetic=True)
    made.refresh_from_db()
    add_answers(made, sum(HOME.values()), regions=[unit for unit, times in HOME.items() for _ in range(times)])
    return made


def share(client: Client, record: StudyRecord, query: str = "page=map", days: str = "7") -> str:
    """The path of a link that was made by the form of the page."""
    answer = client.post(f"/studies/{record.pk}/share?{query}", {"days": days})
    assert answer.status_code == 200, answer.content[:400]
    return urlsplit(answer.context["address"]).path


def test_whoever_has_the_link_sees_the_page_without_an_account(cast: Cast, vip: StudyRecord) -> None:
    path = share(cast.client("lead"), vip)
    guest = Client(headers={"accept-language": "en"})
    moved = guest.get(path)
    assert moved.status_code == 302
    assert path.rpartition("/")[2] not in moved.headers["Location"]
    page = guest.get(moved.headers["Location"])
    words = page.content.decode()
    assert page.status_code == 200
    assert "E-MOT map" in words
    assert "Synthetic data" in words
    assert "<svg" in words
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]


@pytest.mark.parametrize("query", ["page=map", "page=result&about=importance", "page=result&about=nps", "page=moment&about={moment}"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_guest_goes_nowhere_from_there(cast: Cast, vip: StudyRecord, query: str, language: str) -> None:
    path = share(cast.client("lead"), vip, query.format(moment=next(iter(study_of(vip).moments())).key))
    guest = Client(headers={"accept-language": language})
    words = guest.get(path, follow=True).content.decode()
    content = words.partition("<main")[2]
    assert content
    assert "<a " not in content
    assert "/studies/" not in words
    assert " style=" not in words
    for way in ("/", f"/studies/{vip.pk}/map", f"/studies/{vip.pk}/results/nps", f"/api/studies/{vip.pk}"):
        assert guest.get(way).status_code in {302, 401}


def test_openings_are_counted_and_looking_again_is_not(cast: Cast, vip: StudyRecord) -> None:
    path = share(cast.client("lead"), vip)
    for _ in range(2):
        guest = Client()
        page = guest.get(path).headers["Location"]
        assert guest.get(page).status_code == guest.get(page).status_code == 200
    link = SharedLink.objects.get()
    assert link.opened == 2
    assert link.word_hash not in path


def test_the_number_of_a_link_is_no_key(cast: Cast, vip: StudyRecord) -> None:
    first, second = share(cast.client("lead"), vip), share(cast.client("lead"), vip, "page=result&about=nps")
    assert Client().get(f"/shared/{SharedLink.objects.earliest('pk').pk}").status_code == 410
    guest = Client()
    guest.get(first)
    cookie = next(iter(guest.cookies.values()))
    other = SharedLink.objects.latest("pk")
    guest.cookies[f"shared_{other.pk}"] = cookie.value
    assert guest.get(f"/shared/{other.pk}").status_code == 410
    assert guest.get(second + "x").status_code == 410


@pytest.mark.parametrize("end", ["withdrawn", "expired", "member gone", "signed out for good"])
def test_a_link_ends(cast: Cast, vip: StudyRecord, end: str) -> None:
    lead, guest = cast.client("lead"), Client(headers={"accept-language": "zh"})
    path = share(lead, vip)
    page = guest.get(path).headers["Location"]
    link = SharedLink.objects.get()
    if end == "withdrawn":
        assert lead.post(f"/studies/{vip.pk}/links/{link.pk}/withdraw").status_code == 302
    elif end == "expired":
        SharedLink.objects.update(expires=timezone.now() - timedelta(seconds=1))
    elif end == "member gone":
        Member.objects.filter(user=cast.people["lead"]).delete()
    else:
        User.objects.filter(username="lead").update(is_active=False)
    answer = guest.get(page)
    assert answer.status_code == 410
    assert "无效" in answer.content.decode()


def test_filters_and_the_sight_of_whoever_shared_stay_with_the_link(cast: Cast, vip: StudyRecord) -> None:
    path = share(cast.client("lead"), vip, "page=result&about=importance&unit=gd")
    guest = Client(headers={"accept-language": "en"})
    words = guest.get(path, follow=True).content.decode().replace("\xa0", " ")
    assert "n = 150" in words
    wider = guest.get(f"/shared/{SharedLink.objects.get().pk}?unit=").content.decode().replace("\xa0", " ")
    assert "n = 150" in wider


def test_a_link_never_shows_more_than_its_maker_may_see_now(cast: Cast, vip: StudyRecord) -> None:
    link, _ = share_page(actor=cast.people["lead"], record=vip, page="map", about="", filters=Filters(), days=1)
    assert scope_on(link) is None
    link.scope = ["zs"]
    assert scope_on(link) == ("zs",)


def test_small_groups_stay_out_of_shared_pages(cast: Cast, vip: StudyRecord) -> None:
    Organisation.objects.filter(pk=vip.unit.organisation_id).update(least=40)
    path = share(cast.client("lead"), vip, "page=result&about=importance&unit=hall2")
    words = Client(headers={"accept-language": "en"}).get(path, follow=True).content.decode().replace("\xa0", " ")
    assert "n = 30" not in words
    assert "<svg" not in words.partition("<main")[2]


def test_sharing_and_withdrawing_stand_in_the_log(cast: Cast, vip: StudyRecord) -> None:
    lead = cast.client("lead")
    share(lead, vip)
    link = SharedLink.objects.get()
    lead.post(f"/studies/{vip.pk}/links/{link.pk}/withdraw")
    lead.post(f"/studies/{vip.pk}/links/{link.pk}/withdraw")
    assert list(AuditEntry.objects.filter(action__startswith="result.").values_list("action", flat=True)) == [
        "result.share",
        "result.unshare",
    ]
    assert "withdrawn" in lead.get(f"/studies/{vip.pk}/links").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 200), ("analyst", 200), ("province", 404), ("admin", 404), ("lead@other", 404), ("", 302)]
)
def test_who_may_share(cast: Cast, vip: StudyRecord, who: str, status: int) -> None:
    assert cast.client(who).get(f"/studies/{vip.pk}/share?page=map").status_code == status
    assert cast.client(who).get(f"/studies/{vip.pk}/links").status_code == status


def test_nobody_withdraws_a_link_of_another_company(cast: Cast, vip: StudyRecord) -> None:
    share(cast.client("lead"), vip)
    link = SharedLink.objects.get()
    assert cast.client("lead@other").post(f"/studies/{vip.pk}/links/{link.pk}/withdraw").status_code == 404
    assert cast.client("lead").get(f"/studies/{vip.pk}/links/{link.pk}/withdraw").status_code == 405
    link.refresh_from_db()
    assert link.withdrawn is None


@pytest.mark.parametrize("days", ["", "2", "x", "٧"])
def test_a_link_lasts_one_day_seven_or_thirty(cast: Cast, vip: StudyRecord, days: str) -> None:
    answer = cast.client("lead").post(f"/studies/{vip.pk}/share?page=map", {"days": days})
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()
    assert not SharedLink.objects.exists()


@pytest.mark.parametrize("query", ["page=horoscope", "page=result&about=x", "page=moment&about=x", "page=map&about=x"])
def test_what_is_not_there_cannot_be_shared(cast: Cast, vip: StudyRecord, query: str) -> None:
    assert cast.client("lead").get(f"/studies/{vip.pk}/share?{query}").status_code == 404
