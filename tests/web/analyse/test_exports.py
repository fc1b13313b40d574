"""Do files open in what they are made for, are they logged, and is what is suppressed on a page suppressed in a file?"""

import csv
import io
import os
import re
import time

import openpyxl
import pytest
from django.urls import reverse
from PIL import Image
from pptx import Presentation
from tests.web.analyse.conftest import add_answers, make_record
from tests.web.cast import Cast

from peakend.web.analyse import exports
from peakend.web.define.models import StudyRecord
from peakend.web.people.models import AuditEntry
from peakend.web.shell.pulse import SILENCE


def fetch(cast: Cast, name: str, *args: object, who: str = "analyst", **asked: str) -> bytes:
    response = cast.client(who).get(reverse(f"analyse:{name}", args=args), asked)
    assert response.status_code == 200, response.content[:300]
    assert response["Content-Disposition"].startswith("attachment")
    return response.content


def test_a_picture_is_a_picture(cast: Cast, record: StudyRecord) -> None:
    image = Image.open(io.BytesIO(fetch(cast, "png", record.pk, "nps", "nps")))
    assert image.width > 400
    assert fetch(cast, "svg", record.pk, "map", "map-visit").startswith(b"<svg")


def test_a_table_opens_and_holds_no_formula(cast: Cast, record: StudyRecord) -> None:
    rows = list(csv.DictReader(io.StringIO(fetch(cast, "csv", record.pk, "importance").decode("utf-8-sig"))))
    assert len(rows) == 10
    assert not any(cell.startswith(("=", "@", "+")) for row in rows for cell in row.values())
    book = openpyxl.load_workbook(io.BytesIO(fetch(cast, "xlsx", record.pk, "importance")))
    assert len(book.sheetnames) >= 3
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("question", ["map", "importance", "nps", "emot"])
def test_a_slide_opens(cast: Cast, record: StudyRecord, question: str) -> None:
    deck = Presentation(io.BytesIO(fetch(cast, "slide", record.pk, question)))
    assert len(deck.slides) >= 2


def test_a_report_is_made_in_the_background_and_fetched_by_who_asked(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("analyst")
    began = client.post(reverse("analyse:make", args=[record.pk, "workbook"]))
    assert began.status_code == 302
    path = began["Location"]
    for _ in range(200):
        page = client.get(path)
        if "every 1500ms" not in page.content.decode():
            break
        time.sleep(0.1)
    assert cast.client("lead").get(path).status_code == 404, "a report belongs to who asked for it"
    note = exports._read_note(path.rpartition("/")[2])
    assert note["done"] == note["whole"] - 1 > 10, "each result was a step, and the last one was the file"
    found = client.get(f"{path}/file")
    assert found.status_code == 200
    assert len(openpyxl.load_workbook(io.BytesIO(found.getvalue())).sheetnames) > 5


def test_a_report_whose_process_died_says_so_and_is_made_again(cast: Cast, record: StudyRecord) -> None:
    browser, word = cast.client("lead"), "w" * 24
    page = reverse("analyse:watch", args=[record.pk, word])
    about = {
        "study": record.pk,
        "by": cast.people["lead"].pk,
        "kind": "workbook",
        "name": "a.xlsx",
        "state": "making",
        "query": "?wave=2026",
    }
    exports._note(word, {**about, "title": {"zh": "工作簿", "en": "Workbook"}})
    assert "Being made" in browser.get(page).content.decode()
    exports._note(word, {**exports._read_note(word), "done": 7, "whole": 28, "step": {"zh": "计算：需求", "en": "Working out: needs"}})
    shown = browser.get(page).content.decode()
    assert "Step 8 of 28 (25%)" in shown
    assert "Working out: needs" in shown
    assert '<progress max="28" value="7"' in shown
    assert "every 1500ms" in shown, "the page follows by itself"
    silent = time.time() - SILENCE.total_seconds() - 1
    os.utime(exports._file(word, "json"), (silent, silent))
    shown = browser.get(page).content.decode()
    assert ("cut off" in shown, "Being made" in shown, "hx-get" in shown) == (True, False, False)
    again = re.search(r'action="([^"]*/workbook/make[^"]*)"', shown)
    assert again is not None
    assert again[1].endswith("?wave=2026")


def test_what_is_taken_away_is_logged(cast: Cast, record: StudyRecord) -> None:
    fetch(cast, "csv", record.pk, "nps", **{"a.tier": "gold"})
    entry = AuditEntry.objects.filter(action="result.export").latest("number")
    assert entry.actor == cast.people["analyst"]
    assert entry.detail["filters"]["where"] == {"tier": ["gold"]}


def test_a_small_group_is_in_no_file(cast: Cast) -> None:
    record = make_record(cast, key="tiny")
    add_answers(record, 60, regions=["zs"] * 55 + ["hall1"] * 5)
    response = cast.client("lead").get(reverse("analyse:csv", args=[record.pk, "nps"]), {"unit": "hall1"})
    assert b"Suppressed" in response.content
    assert not AuditEntry.objects.filter(action="result.export", about__contains="nps").exists()


@pytest.mark.parametrize("who", ["auditor", "manager", "interviewer", "analyst@other", ""])
def test_nobody_else_takes_anything_away(cast: Cast, record: StudyRecord, who: str) -> None:
    client = cast.client(who)
    for name, args in (("csv", ["nps"]), ("xlsx", ["nps"]), ("png", ["nps", "nps"]), ("slide", ["nps"]), ("reports", [])):
        assert client.get(reverse(f"analyse:{name}", args=[record.pk, *args])).status_code in {302, 404}
