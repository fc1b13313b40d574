"""Files that mean harm, or are not what they say: each gets its own clear answer, nothing of it stands, and the workbench goes on."""

import io
import os
import resource
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.web.listen.conftest import choose, csv_of, draw_rows, newest, send

from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart, Upload

Work = Callable[[], None]
pytestmark = pytest.mark.django_db


def bomb() -> bytes:
    """A small workbook that unpacks to a thousand times its size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(48):
                sheet.write(b" " * (1 << 20))
    return out.getvalue()


def workbook(macro: bytes = b"") -> bytes:
    """The answers of the study as a workbook, with a program in it where one is given."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "等级", "迎接", "送别", "总体", "原因"])
        for number, row in enumerate(draw_rows(), start=1):
            sheet.write_row(number, 0, row)
    if macro:
        with zipfile.ZipFile(out, "a") as packed:
            packed.writestr("xl/vbaProject.bin", macro)
    return out.getvalue()


def archive() -> bytes:
    """A LimeSurvey archive whose structure calls a file of the server."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        xml = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://' + '/etc/hostname">]><document>&x;</document>'
        packed.writestr("survey.lss", xml)
        packed.writestr("survey_responses.lsr", xml)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "fault", "said"),
    [
        ("bomb.xlsx", bomb(), "UnpacksTooLarge", "would unpack to"),
        ("xxe.lsa", archive(), "XmlForbidden", ""),
        ("report.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "NameAndContentDiffer", "PDF"),
        ("answers.sav", csv_of(draw_rows()), "NameAndContentDiffer", "SPSS"),
        ("empty.csv", b"", "FileEmpty", ""),
        ("headings.csv", csv_of([]), "NoRows", ""),
        ("wide.csv", b",".join(b"q%d" % number for number in range(300_000)) + b"\n1\n", "TooManyColumns", ""),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "NameAndContentDiffer", "HTML"),
        ("broken.parquet", b"PAR1" + b"\x00" * 500 + b"PAR1", "FileBroken", ""),
        ("cut.xlsx", workbook()[:2000], "FileBroken", ""),
    ],
)
def test_a_hostile_file_is_refused_for_what_it_is(
    browser: Client, hall: StudyRecord, work: Work, name: str, content: bytes, fault: str, said: str
) -> None:
    send(browser, hall, name, content)
    work()
    upload = newest(hall)
    assert (upload.state, upload.fault["name"]) == ("failed", fault)
    page = browser.get(f"/studies/{hall.pk}/answers/files/{upload.pk}")
    shown = page.content.decode()
    assert page.status_code == 200
    assert 'role="alert"' in shown
    assert said in shown
    assert "Traceback" not in shown
    assert not AnswerPart.objects.exists()
    send(browser, hall, "good.csv", csv_of(draw_rows()))
    work()
    assert newest(hall).state == "looked"


def test_macros_are_told_and_the_answers_beside_them_are_read(browser: Client, hall: StudyRecord, work: Work) -> None:
    send(browser, hall, "macro.xlsm", workbook(b"\xd0\xcf\x11\xe0 Sub Auto_Open()"))
    work()
    upload = newest(hall)
    shown = browser.get(f"/studies/{hall.pk}/answers/files/{upload.pk}").content.decode()
    assert (upload.state, "neither read nor run" in shown) == ("looked", True)


def test_a_file_over_the_limit_is_not_kept(browser: Client, hall: StudyRecord, settings: Settings, folder: Path) -> None:
    settings.UPLOAD_LIMIT = 5_000
    response = send(browser, hall, "large.csv", b"a,b\n" + b"1,2\n" * 5_000)
    assert response.status_code == 422
    assert "larger than" in response.content.decode()
    assert not Upload.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_stranger_cannot_fill_the_disk(hall: StudyRecord) -> None:
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies["csrftoken"] = "a" * 32
    response = stranger.post(f"/studies/{hall.pk}/answers/send", {"file": SimpleUploadedFile("a.csv", b"x" * 2_000_000)})
    assert response.wsgi_request.META["peakend.too_large"]
    assert not response.wsgi_request.FILES


def test_a_form_without_a_file_is_explained(browser: Client, hall: StudyRecord) -> None:
    response = browser.post(f"/studies/{hall.pk}/answers/send", {})
    assert response.status_code == 422
    assert "No file was sent" in response.content.decode()
    wrong = send(browser, hall, "a.csv", csv_of(draw_rows()), beside=SimpleUploadedFile("b.docx", b"x"))
    assert "not the definition" in wrong.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("name", ["../../../etc/passwd", "a/../../b.csv", "con\x00.csv", "长" * 300 + ".csv", "-rf.csv"])
def test_no_name_of_a_file_leads_out_of_its_folder(browser: Client, hall: StudyRecord, folder: Path, name: str) -> None:
    browser.post(f"/studies/{hall.pk}/answers/send", {"file": SimpleUploadedFile(name, csv_of(draw_rows(2)))})
    for upload in Upload.objects.all():
        assert (folder / upload.path).resolve().is_relative_to((folder / "uploads" / str(hall.pk)).resolve())


def test_what_a_file_says_is_never_taken_for_a_page_or_a_formula(browser: Client, hall: StudyRecord, work: Work) -> None:
    rows = draw_rows()
    rows[0][2], rows[1][2] = "<script>alert(1)</script>", "=cmd()"
    headings = ("id", "等级", "迎接", "送别", "总体", "<img src=x onerror=alert(1)>")
    send(browser, hall, "<b>.csv", csv_of(rows, headings))
    work()
    upload = newest(hall)
    page = f"/studies/{hall.pk}/answers/files/{upload.pk}"
    matching = browser.get(page).content.decode()
    browser.post(f"{page}/trial", {**choose(upload), "wave": "<i>1</i>"})
    work()
    trial = browser.get(page).content.decode()
    for words in ("<script>alert", "<img src=x", "<i>1</i>", "<b>.csv"):
        assert words not in matching + trial
    table = b"".join(browser.get(f"{page}/refused.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert ",'=cmd()," in table


@pytest.mark.slow
def test_two_hundred_megabytes_pass_through_without_filling_the_memory(browser: Client, hall: StudyRecord, work: Work) -> None:
    def lines() -> Iterator[bytes]:
        yield csv_of([])
        block = csv_of(draw_rows(5_000)).split(b"\n", 1)[1]
        for _ in range(200_000_000 // len(block)):
            yield block

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with TemporaryUploadedFile("large.csv", "text/csv", 0, None) as file:
        for block in lines():
            file.write(block)
        file.seek(0, os.SEEK_END)
        file.size = file.tell()
        file.seek(0)
        browser.post(f"/studies/{hall.pk}/answers/send", {"file": file})
    work()
    upload = newest(hall)
    assert upload.state == "looked"
    assert upload.found["rows"] > 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_500_000
