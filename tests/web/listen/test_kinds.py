"""Every kind of file that the library reads goes the whole way: from the form to answers that stand, under the study drafted from it."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pyreadstat
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.listen.conftest import choose, newest

from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import Upload
from peakend.web.listen.queries import standing_parts

Work = Callable[[], None]
Rows = list[list[str]]
pytestmark = pytest.mark.django_db

PEOPLE = 40


def answers() -> list[tuple[str, str, str]]:
    """Two ratings and a comment of so many people."""
    return [(str(1 + number * 7 % 5), str(1 + number * 3 % 5), f"comment {number}") for number in range(PEOPLE)]


def lines(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def sheet(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in row])
    return out.getvalue()


def plain() -> Rows:
    return [["id", "Greeting", "Overall satisfaction", "Why?"], *([f"A{place}", *row] for place, row in enumerate(answers()))]


def qualtrics() -> Rows:
    heads = [["StartDate", "ResponseId", "Status", "Q1", "Q2", "Q3_TEXT"]]
    heads += [["Start Date", "Response ID", "Response Type", "How satisfied were you with the greeting?", "Overall satisfaction", "Why?"]]
    heads += [[f"{{'ImportId':'{one}'}}" for one in ("startDate", "_recordId", "status", "QID1", "QID2", "QID3-TEXT")]]
    return heads + [["2026-03-05 10:00:00", f"R_{place}", "IP Address", *row] for place, row in enumerate(answers())]


def limesurvey() -> Rows:
    heads = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "G1. Greeting", "O1. Overall satisfaction", "W1. Why?"]
    return [heads, *([str(place + 1), "2026-03-05 10:00:00", "3", *row] for place, row in enumerate(answers()))]


def surveymonkey() -> Rows:
    heads = [
        ["RespondentID", "CollectorID", "Greeting", "Overall satisfaction", "Why?"],
        ["", "", "Response", "Response", "Open-Ended Response"],
    ]
    return heads + [[str(3_292_953_864 + place), "1", *row] for place, row in enumerate(answers())]


def wjx() -> Rows:
    heads = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "1、迎接的满意度", "2、总体满意度", "3、原因"]
    return [heads, *([str(place + 1), "2026/3/5 10:00:00", "60秒", "微信", "", "", *row] for place, row in enumerate(answers()))]


def table() -> pa.Table:
    head, *rows = plain()
    columns = list(zip(*rows, strict=True))
    typed = [columns[0], [int(cell) for cell in columns[1]], [int(cell) for cell in columns[2]], columns[3]]
    return pa.table(dict(zip(head, map(list, typed), strict=True)))


def parquet() -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(table(), out)
    return out.getvalue()


def arrow() -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_file(out, table().schema) as stream:
        stream.write_table(table())
    return out.getvalue()


def spss(folder: Path) -> bytes:
    rows = [(float(one), float(two), why) for one, two, why in answers()]
    frame = pl.DataFrame(
        {
            "id": [float(place) for place in range(PEOPLE)],
            **{name: [row[at] for row in rows] for at, name in enumerate(("greet", "overall", "why"))},
        }
    )
    labels: dict[str, str | None] = {"greet": "Satisfaction with the greeting", "overall": "Overall satisfaction"}
    pyreadstat.write_sav(frame, str(folder / "a.sav"), column_labels=labels)
    return (folder / "a.sav").read_bytes()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("answers.csv", "csv"),
        ("answers.xlsx", "xlsx"),
        ("answers.sav", "sav"),
        ("answers.parquet", "parquet"),
        ("answers.arrow", "arrow"),
        ("qualtrics.csv", "qualtrics"),
        ("limesurvey.csv", "limesurvey"),
        ("surveymonkey.csv", "surveymonkey"),
        ("wjx.xlsx", "wjx"),
    ],
)
def test_every_kind_goes_from_an_export_to_a_study_with_answers(browser: Client, work: Work, tmp_path: Path, name: str, kind: str) -> None:
    made: dict[str, Callable[[], bytes]] = {
        "csv": lambda: lines(plain()),
        "xlsx": lambda: sheet(plain()),
        "sav": lambda: spss(tmp_path),
        "parquet": parquet,
        "arrow": arrow,
        "qualtrics": lambda: lines(qualtrics()),
        "limesurvey": lambda: lines(limesurvey()),
        "surveymonkey": lambda: lines(surveymonkey()),
        "wjx": lambda: sheet(wjx()),
    }
    sent = browser.post("/studies/from-export", {"file": SimpleUploadedFile(name, made[kind]())})
    work()
    upload = Upload.objects.get()
    assert sent.headers["Location"] == f"/studies/from-export/{upload.pk}"
    assert (upload.state, upload.found["layout"]["kind"], upload.found["rows"]) == ("looked", kind, PEOPLE)
    assert "Make it a study" in browser.get(sent.headers["Location"]).content.decode()
    browser.post(f"/studies/from-export/{upload.pk}/create")
    study = StudyRecord.objects.get()
    upload = newest(study)
    page = f"/studies/{study.pk}/answers/files/{upload.pk}"
    browser.post(f"{page}/trial", {**choose(upload), "wave": "2026-1"})
    work()
    browser.post(f"{page}/import")
    work()
    (part,) = standing_parts(study)
    assert (part.rows, part.refused, part.wave) == (PEOPLE, 0, "2026-1")
    assert part.counts["reasons"]["answered"] >= 2 * PEOPLE


@pytest.mark.real
def test_an_old_workbook_of_wenjuanxing_is_read(browser: Client, work: Work, real: Callable[[str], Path]) -> None:
    path = real("export_wjx/wjx_text_800.xls")
    browser.post("/studies/from-export", {"file": SimpleUploadedFile(path.name, path.read_bytes())})
    work()
    upload = Upload.objects.get()
    assert (upload.state, upload.found["layout"]["kind"]) == ("looked", "wjx")
    browser.post(f"/studies/from-export/{upload.pk}/create")
    study = StudyRecord.objects.get()
    upload = newest(study)
    page = f"/studies/{study.pk}/answers/files/{upload.pk}"
    browser.post(f"{page}/trial", {**choose(upload), "wave": "2026-1"})
    work()
    browser.post(f"{page}/import")
    work()
    assert standing_parts(study)[0].rows == upload.found["rows"]
