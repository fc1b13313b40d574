"""What the tests of answers share: a study, files written on the spot, and a worker that works at once."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from tests.web.cast import Cast

from peakend.define.file import read_study
from peakend.web.define.coding import name_coding
from peakend.web.define.models import StudyRecord, StudyVersion
from peakend.web.listen.models import Upload

STUDY = """\
format: 1
key: hall
title: {zh: 营业厅, en: Branch}
stages:
  - {key: contact, name: {zh: 接触, en: Contact}}
  - {key: end, name: {zh: 结束, en: End}, ends: true}
scenarios:
  - key: visit
    name: {zh: 到厅, en: Visit}
    moments:
      - {key: greet, name: {zh: 迎接, en: Greeting}, stage: contact}
      - {key: leave, name: {zh: 送别, en: Farewell}, stage: end}
survey:
  columns: {respondent: id}
  attributes:
    - {key: tier, name: {zh: 等级, en: Tier}, column: 等级}
  questions:
    - {key: p_greet, measure: performance, about: greet, wording: {zh: 迎接满意度, en: Greeting}, scale: {low: 1, high: 5}, column: 迎接}
    - {key: p_leave, measure: performance, about: leave, wording: {zh: 送别满意度, en: Farewell}, scale: {low: 1, high: 5}, column: 送别}
    - {key: overall, measure: overall, wording: {zh: 总体满意度, en: Overall}, scale: {low: 1, high: 5}, column: 总体}
    - {key: why, measure: reason, wording: {zh: 原因, en: Reason}, column: 原因}
"""

HEADINGS = ("id", "等级", "迎接", "送别", "总体", "原因")


def draw_rows(count: int = 60) -> list[list[str]]:
    """Answers of so many people."""
    tiers = ("金卡", "银卡", "普通")
    return [
        [
            f"A{number:04d}",
            tiers[number % 3],
            str(1 + number * 7 % 5),
            str(1 + number * 3 % 5),
            str(1 + number * 11 % 5),
            f"第{number}条意见",
        ]
        for number in range(count)
    ]


def csv_of(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    """Rows as a CSV file."""
    return "\n".join(",".join(row) for row in [headings, *rows]).encode() + b"\n"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """The folder of files, empty for each test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def hall(cast: Cast) -> StudyRecord:
    """A study of head office."""
    return keep_study(cast, "head", STUDY)


def keep_study(cast: Cast, unit: str, text: str) -> StudyRecord:
    """A study of a unit, from its text."""
    study = read_study(text.encode())
    record = StudyRecord.objects.create(
        unit=cast.units[unit], key=study.key, title_zh=study.title.zh, title_en=study.title.en, text=text, coding=name_coding(study)
    )
    StudyVersion.objects.create(study=record, number=1, text=text, deed="study.create")
    return record


@pytest.fixture
def work() -> Callable[[], None]:
    """`work()` does everything that waits, as the worker would; what goes wrong is not hidden."""

    def work_all() -> None:
        while (waiting := DBTaskResult.objects.ready().first()) is not None:
            waiting.claim("test")
            result = waiting.task_result
            waiting.task.call(*result.args, **result.kwargs)
            waiting.set_successful(None)

    return work_all


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The browser of the lead of head office."""
    return cast.client("lead")


def send(browser: Client, study: StudyRecord, name: str, content: bytes, **more: Any) -> Any:  # noqa: ANN401 - a response
    """Send a file by the form of the page."""
    return browser.post(f"/studies/{study.pk}/answers/send", {"file": SimpleUploadedFile(name, content), **more})


def newest(study: StudyRecord) -> Upload:
    """The file sent last."""
    found = Upload.objects.filter(study=study).order_by("-pk").first()
    assert found is not None
    return found


def choose(upload: Upload, **chosen: str) -> dict[str, str]:
    """The form of columns: each goes where its heading says; `chosen` sends columns elsewhere."""
    names = [str(column["name"]) for column in upload.found["columns"]]
    return {f"to-{place}": chosen.get(name, name) for place, name in enumerate(names)}
