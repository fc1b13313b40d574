"""Who may reach the answers of a study? Those who may import into it; nobody else, by no way, with no number guessed."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.cast import Cast
from tests.web.listen.conftest import csv_of, draw_rows

from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.people.models import ROLES

Work = Callable[[], None]
pytestmark = pytest.mark.django_db

READS = ("", "/files/{upload}", "/files/{upload}/progress", "/files/{upload}/refused", "/files/{upload}/refused.csv")
WRITES = (
    "/send",
    "/files/{upload}/trial",
    "/files/{upload}/rematch",
    "/files/{upload}/import",
    "/files/{upload}/again",
    "/files/{upload}/drop",
    "/parts/{part}/undo",
    "/parts/{part}/redo",
    "/parts/{part}/recode",
)


@pytest.fixture
def stood(cast: Cast, hall: StudyRecord) -> dict[str, int]:
    """A study with a part that stands and a file that was run dry."""
    upload = Upload.objects.create(
        study=hall,
        by=cast.people["lead"],
        name="a.csv",
        path="uploads/1/x/a.csv",
        size=900,
        digest="e" * 64,
        state="tried",
        found={"layout": {"kind": "csv"}, "rows": 60, "columns": [], "remarks": []},
        chosen={"mapping": {}, "wave": "1"},
        trial={"read": 60, "accepted": 60, "refused": 0, "reasons": {"answered": 60}},
    )
    part = AnswerPart.objects.create(study=hall, path="parts/1/x.parquet", digest="d" * 64, coding=hall.coding, rows=5, name="old.csv")
    return {"upload": upload.pk, "part": part.pk}


@pytest.mark.parametrize("who", ["lead", "analyst"])
def test_who_imports_reads_every_page(cast: Cast, hall: StudyRecord, stood: dict[str, int], who: str) -> None:
    for language in ("zh", "en"):
        client = cast.client(who, language)
        for path in READS:
            assert client.get(f"/studies/{hall.pk}/answers{path.format(**stood)}").status_code == 200, path


OTHERS = [role for role in ROLES if role not in {"lead", "analyst"}] + [f"{role}@other" for role in ROLES]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reaches_anything(cast: Cast, hall: StudyRecord, stood: dict[str, int], who: str) -> None:
    client = cast.client(who)
    for path in READS:
        assert client.get(f"/studies/{hall.pk}/answers{path.format(**stood)}").status_code == 404, path
    for path in WRITES:
        assert client.post(f"/studies/{hall.pk}/answers{path.format(**stood)}").status_code == 404, path
    assert AnswerPart.objects.get(pk=stood["part"]).state == "standing"
    assert Upload.objects.get(pk=stood["upload"]).state == "tried"


def test_a_file_is_reached_through_its_own_study_only(cast: Cast, browser: Client, hall: StudyRecord, stood: dict[str, int]) -> None:
    other = StudyRecord.objects.create(unit=cast.units["head"], key="second", text=hall.text, coding=hall.coding)
    theirs = StudyRecord.objects.create(unit=cast.units["head@other"], key="theirs", text=hall.text, coding=hall.coding)
    for study in (other, theirs):
        assert browser.get(f"/studies/{study.pk}/answers/files/{stood['upload']}").status_code == 404
        assert browser.post(f"/studies/{study.pk}/answers/parts/{stood['part']}/undo").status_code == 404
    assert browser.get(f"/studies/{theirs.pk}/answers").status_code == 404
    assert cast.client("lead@other").get(f"/studies/{hall.pk}/answers/files/{stood['upload']}").status_code == 404


def test_nobody_signed_in_is_asked_to(client: Client, hall: StudyRecord, stood: dict[str, int]) -> None:
    for path in READS:
        assert client.get(f"/studies/{hall.pk}/answers{path.format(**stood)}").status_code == 302


def test_each_page_takes_its_own_method_only(browser: Client, hall: StudyRecord, stood: dict[str, int]) -> None:
    for path in READS:
        assert browser.post(f"/studies/{hall.pk}/answers{path.format(**stood)}").status_code == 405, path
    for path in WRITES:
        assert browser.get(f"/studies/{hall.pk}/answers{path.format(**stood)}").status_code == 405, path


def test_a_draft_is_its_maker_s_company_s_alone(cast: Cast, browser: Client, work: Work, hall: StudyRecord) -> None:
    del hall
    response = browser.post("/studies/from-export", {"file": open_file()})
    page = response.headers["Location"]
    work()
    assert cast.client("analyst").get(page).status_code == 200
    for who in ("lead@other", "province", "admin", "auditor"):
        client = cast.client(who)
        assert [client.get(page).status_code, client.get(f"{page}/text").status_code] == [404, 404]
        assert [client.post(f"{page}/create").status_code, client.post(f"{page}/drop").status_code] == [404, 404]
    assert "format: 1" in browser.get(f"{page}/text").content.decode()
    assert cast.client("province").get("/studies/from-export").status_code == 404


def open_file() -> SimpleUploadedFile:
    """An export."""
    return SimpleUploadedFile("a.csv", csv_of(draw_rows()))


def test_a_page_without_answers_teaches(browser: Client, hall: StudyRecord) -> None:
    shown = browser.get(f"/studies/{hall.pk}/answers").content.decode()
    assert "No answers yet" in shown
    assert 'type="file"' in shown


def test_deeds_out_of_turn_are_refused_and_change_nothing(browser: Client, hall: StudyRecord, stood: dict[str, int]) -> None:
    page = f"/studies/{hall.pk}/answers/files/{stood['upload']}"
    assert browser.post(f"{page}/import").status_code == 302
    refused = browser.post(f"{page}/import")
    assert refused.status_code == 422
    assert "cannot be done with the file now" in refused.content.decode()
    assert browser.post(f"/studies/{hall.pk}/answers/parts/{stood['part']}/recode").status_code == 422
