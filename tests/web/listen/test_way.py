"""The way of a file, from the drop to answers that stand: looked at, matched, run dry, imported, undone, brought back."""

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet
import pytest
from django.test import Client
from tests.web.listen.conftest import choose, csv_of, draw_rows, newest, send

from peakend.define.file import read_study
from peakend.web.define.coding import name_coding
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.listen.queries import path_of, standing_parts
from peakend.web.people.models import AuditEntry

Work = Callable[[], None]
pytestmark = pytest.mark.django_db


def carry(
    browser: Client, hall: StudyRecord, work: Work, name: str = "a.csv", content: bytes | None = None, wave: str = "2026-1"
) -> Upload:
    """Bring a file from the form to the end of its way."""
    send(browser, hall, name, content if content is not None else csv_of(draw_rows()))
    work()
    upload = newest(hall)
    start = f"/studies/{hall.pk}/answers/files/{upload.pk}"
    assert browser.post(f"{start}/trial", {**choose(upload), "wave": wave}).status_code == 302
    work()
    assert browser.post(f"{start}/import").status_code == 302
    work()
    upload.refresh_from_db()
    return upload


def test_a_file_becomes_answers_that_stand(browser: Client, hall: StudyRecord, work: Work) -> None:
    upload = carry(browser, hall, work)
    assert (upload.state, upload.fault) == ("imported", {})
    (part,) = standing_parts(hall)
    assert (part.rows, part.wave, part.name, part.refused) == (60, "2026-1", "a.csv", 0)
    answers = pyarrow.parquet.read_table(path_of(part))
    assert answers.num_rows == 60
    assert set(answers["_wave"].to_pylist()) == {"2026-1"}
    assert AuditEntry.objects.filter(action="answers.import", detail__rows=60).exists()


def test_every_step_has_its_page(browser: Client, hall: StudyRecord, work: Work) -> None:
    response = send(browser, hall, "a.csv", csv_of(draw_rows()))
    page = f"/studies/{hall.pk}/answers/files/{newest(hall).pk}"
    assert response.headers["Location"] == page
    assert "waiting to be looked at" in browser.get(page).content.decode()
    assert "HX-Redirect" not in browser.get(f"{page}/progress").headers
    work()
    assert browser.get(f"{page}/progress").headers["HX-Redirect"] == page
    matching = browser.get(page).content.decode()
    assert "same heading" in matching
    assert "[PHONE]" not in matching
    browser.post(f"{page}/trial", {**choose(newest(hall)), "wave": "2026-1"})
    work()
    assert "Import 60 responses" in browser.get(page).content.decode()
    browser.post(f"{page}/import")
    work()
    assert "60 responses are in the analyses" in browser.get(page).content.decode()
    assert "a.csv" in browser.get(f"/studies/{hall.pk}/answers").content.decode()


def test_the_same_file_again_changes_nothing_and_says_so(browser: Client, hall: StudyRecord, work: Work) -> None:
    carry(browser, hall, work)
    again = send(browser, hall, "renamed.csv", csv_of(draw_rows()))
    assert again.status_code == 422
    assert "was imported on" in again.content.decode()
    assert AnswerPart.objects.count() == 1
    assert Upload.objects.count() == 1


def test_the_same_answers_in_another_file_do_not_stand_twice(browser: Client, hall: StudyRecord, work: Work) -> None:
    carry(browser, hall, work)
    second = carry(browser, hall, work, "b.csv", csv_of(draw_rows()) + b"\n")
    assert second.fault["name"] == "AlreadyStanding"
    assert AnswerPart.objects.count() == 1


def test_an_undone_import_leaves_the_analyses_and_comes_back(browser: Client, hall: StudyRecord, work: Work) -> None:
    carry(browser, hall, work)
    (part,) = standing_parts(hall)
    browser.post(f"/studies/{hall.pk}/answers/parts/{part.pk}/undo")
    assert standing_parts(hall) == []
    assert path_of(part).is_file()
    browser.post(f"/studies/{hall.pk}/answers/parts/{part.pk}/redo")
    assert [one.pk for one in standing_parts(hall)] == [part.pk]
    deeds = list(AuditEntry.objects.filter(action__startswith="answers.").values_list("action", flat=True))
    assert deeds == ["answers.import", "answers.undo", "answers.redo"]


def test_an_undone_file_can_be_imported_again_and_then_does_not_come_back_twice(browser: Client, hall: StudyRecord, work: Work) -> None:
    carry(browser, hall, work)
    first = AnswerPart.objects.get()
    browser.post(f"/studies/{hall.pk}/answers/parts/{first.pk}/undo")
    carry(browser, hall, work, wave="2026-2")
    assert [part.wave for part in standing_parts(hall)] == ["2026-2"]
    refused = browser.post(f"/studies/{hall.pk}/answers/parts/{first.pk}/redo")
    assert refused.status_code == 422
    assert len(standing_parts(hall)) == 1


def test_refused_cells_are_told_by_row_and_column(browser: Client, hall: StudyRecord, work: Work) -> None:
    rows = draw_rows()
    rows[4][2], rows[9][4] = "8", "不知道啊"
    send(browser, hall, "a.csv", csv_of(rows))
    work()
    upload = newest(hall)
    page = f"/studies/{hall.pk}/answers/files/{upload.pk}"
    browser.post(f"{page}/trial", {**choose(upload), "wave": "1"})
    work()
    shown = browser.get(f"{page}/refused").content.decode()
    assert '<td class="number">6</td><td>迎接</td><td><code>8</code></td><td>a whole number from 1 to 5</td>' in shown
    assert '<td class="number">11</td><td>总体</td>' in shown
    table = b"".join(browser.get(f"{page}/refused.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert table.splitlines()[1].startswith("a.csv,6,迎接,8,")
    browser.post(f"{page}/import")
    work()
    (part,) = standing_parts(hall)
    assert part.refused == 2
    assert part.counts["reasons"]["off_scale"] == 2


def test_refused_cells_come_page_by_page(browser: Client, hall: StudyRecord, work: Work) -> None:
    rows = [[*row[:2], "9", *row[3:]] for row in draw_rows(70)]
    send(browser, hall, "a.csv", csv_of(rows))
    work()
    upload = newest(hall)
    page = f"/studies/{hall.pk}/answers/files/{upload.pk}"
    browser.post(f"{page}/trial", {**choose(upload), "wave": "1"})
    work()
    first, second = (browser.get(f"{page}/refused?page={number}").content.decode() for number in (1, 2))
    assert (first.count("<code>9</code>"), second.count("<code>9</code>")) == (50, 20)
    assert "Page 2 of 2" in second


def test_what_a_file_does_not_ask_counts_as_not_asked(browser: Client, hall: StudyRecord, work: Work) -> None:
    rows = [[row[0], row[2], row[4]] for row in draw_rows()]
    carry(browser, hall, work, content=csv_of(rows, ("id", "迎接", "总体")))
    (part,) = standing_parts(hall)
    answers = pyarrow.parquet.read_table(path_of(part))
    assert set(answers["p_leave"].to_pylist()) == {-1001}
    assert answers["why"].null_count == answers["tier"].null_count == 60


def test_another_heading_is_proposed_and_remembered(browser: Client, hall: StudyRecord, work: Work) -> None:
    headings = ("id", "等级", "Q1", "送别", "总体", "原因")
    send(browser, hall, "a.csv", csv_of(draw_rows(), headings))
    work()
    upload = newest(hall)
    page = f"/studies/{hall.pk}/answers/files/{upload.pk}"
    browser.post(f"{page}/trial", {**choose(upload, Q1="迎接"), "wave": "1"})
    work()
    browser.post(f"{page}/import")
    work()
    assert pyarrow.parquet.read_table(path_of(standing_parts(hall)[0]))["p_greet"].to_pylist()[:3] == [1, 3, 5]
    send(browser, hall, "b.csv", csv_of(draw_rows(61), headings))
    work()
    shown = browser.get(f"/studies/{hall.pk}/answers/files/{newest(hall).pk}").content.decode()
    assert "as in the last import" in shown


def test_a_mapping_that_cannot_be_is_explained_and_kept(browser: Client, hall: StudyRecord, work: Work) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    work()
    upload = newest(hall)
    page = f"/studies/{hall.pk}/answers/files/{upload.pk}"
    twice = browser.post(f"{page}/trial", {**choose(upload, 送别="迎接"), "wave": "第一期"})
    assert twice.status_code == 422
    assert "matched with two columns" in twice.content.decode()
    assert 'value="第一期"' in twice.content.decode()
    nothing = browser.post(f"{page}/trial", {"wave": "1"})
    assert "No column was matched" in nothing.content.decode()
    unnamed = browser.post(f"{page}/trial", {**choose(upload), "wave": " "})
    assert unnamed.status_code == 422
    assert 'aria-invalid="true"' in unnamed.content.decode()
    assert newest(hall).state == "looked"


def test_a_study_changed_after_the_dry_run_stops_the_import(browser: Client, hall: StudyRecord, work: Work) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    work()
    upload = newest(hall)
    page = f"/studies/{hall.pk}/answers/files/{upload.pk}"
    browser.post(f"{page}/trial", {**choose(upload), "wave": "1"})
    work()
    StudyRecord.objects.filter(pk=hall.pk).update(text=hall.text.replace("high: 5", "high: 4"), coding="0" * 64)
    browser.post(f"{page}/import")
    work()
    assert newest(hall).state == "tried"
    assert "changed since the dry run" in browser.get(page).content.decode()
    assert not AnswerPart.objects.exists()


def test_answers_of_an_older_coding_are_not_read_and_can_be_coded_again(browser: Client, hall: StudyRecord, work: Work) -> None:
    carry(browser, hall, work)
    (part,) = standing_parts(hall)
    text = hall.text.replace("{low: 1, high: 5}, column: 迎接", "{low: 1, high: 4}, column: 迎接")
    StudyRecord.objects.filter(pk=hall.pk).update(text=text, coding=coding_of(text))
    hall.refresh_from_db()
    assert standing_parts(hall) == []
    assert "Code again" in browser.get(f"/studies/{hall.pk}/answers").content.decode()
    browser.post(f"/studies/{hall.pk}/answers/parts/{part.pk}/recode")
    upload = newest(hall)
    page = f"/studies/{hall.pk}/answers/files/{upload.pk}"
    browser.post(f"{page}/trial", {**choose(upload), "wave": "2026-1"})
    work()
    browser.post(f"{page}/import")
    work()
    (again,) = standing_parts(hall)
    assert (again.pk != part.pk, again.refused) == (True, 12)
    part.refresh_from_db()
    assert part.state == "undone"


def coding_of(text: str) -> str:
    """The coding of a study, from its text."""
    return name_coding(read_study(text.encode()))


def test_a_dropped_file_is_gone(
    browser: Client, hall: StudyRecord, work: Work, folder: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    send(browser, hall, "a.csv", csv_of(draw_rows()))
    work()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        browser.post(f"/studies/{hall.pk}/answers/files/{newest(hall).pk}/drop")
    assert newest(hall).state == "dropped"
    assert not list(folder.rglob("a.csv"))


def test_a_personal_column_shows_no_more_than_masked_cells(browser: Client, hall: StudyRecord, work: Work) -> None:
    rows = [[*row, f"139{number:08d}"] for number, row in enumerate(draw_rows())]
    send(browser, hall, "a.csv", csv_of(rows, (*("id", "等级", "迎接", "送别", "总体", "原因"), "手机")))
    work()
    upload = newest(hall)
    (phone,) = (column for column in upload.found["columns"] if column["name"] == "手机")
    assert len(phone["examples"]) <= 3
    kept = browser.get(f"/studies/{hall.pk}/answers/files/{upload.pk}").content.decode() + str(upload.found)
    assert "13900" not in kept
    assert "A0001" not in kept
