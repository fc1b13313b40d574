"""A study from an export: whatever was guessed, one click makes it a study, or the page says what is in the way."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.cast import Cast

from peakend.errors import NameAndContentDiffer, UnknownMoment, UnsoundStudy
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import study_of
from peakend.web.listen.models import Upload
from peakend.web.listen.told import tell

pytestmark = pytest.mark.django_db


def test_a_recommendation_that_was_not_asked_from_0_to_10_does_not_stand_in_the_way(
    browser: Client, work: Callable[[], None], cast: Cast
) -> None:
    rows = ["编号,付款的重要性,付款的满意度,推荐意愿", *(f"{i},{1 + i % 5},{1 + i % 4},{1 + i % 10}" for i in range(80))]
    unit = str(cast.units["head"].pk)
    sent = SimpleUploadedFile("export.csv", "\n".join(rows).encode())
    browser.post("/studies/from-export", {"unit": unit, "file": sent})
    work()
    upload = Upload.objects.get()
    answer = browser.post(f"/studies/from-export/{upload.pk}/create")
    assert answer.status_code == 302
    asked = study_of(StudyRecord.objects.get()).survey.questions
    assert {one.measure for one in asked} == {"importance", "performance", "loyalty"}
    page = browser.get(f"/studies/{StudyRecord.objects.get().pk}/answers").content.decode()
    assert "Go on" in page


def test_a_draft_names_places_and_mends_as_the_pages_do(browser: Client, work: Callable[[], None], cast: Cast) -> None:
    rows = ["编号,付款的重要性,付款的满意度", *(f"{i},{1 + i % 5},{1 + i % 4}" for i in range(80))]
    sent = SimpleUploadedFile("export.csv", "\n".join(rows).encode())
    browser.post("/studies/from-export", {"unit": str(cast.units["head"].pk), "file": sent})
    work()
    upload = Upload.objects.get()
    upload.found["draft_remarks"].append(
        {
            "severity": "doubtful",
            "name": "group_unnamed",
            "where": "survey",
            "what": {
                "zh": "从“甲”起的 3 列看作一道多选题，暂名 choices_1。",
                "en": "3 columns are one, called choices_1 for now.",
            },
            "mend": {"zh": "请给它取名。", "en": "Give it a name."},
        }
    )
    upload.save()
    page = browser.get(f"/studies/from-export/{upload.pk}").content.decode()
    assert "Stages" in page
    assert "The whole file" in page
    for inner in ("survey →", " → ", "choices_1", "columns.respondent", "`en`", "asked_if", "change its measure"):
        assert inner not in page


def test_a_name_that_promises_another_kind_is_mended_where_one_is() -> None:
    told = tell(NameAndContentDiffer(path="x.xlsx", said="Excel", found="CSV"))
    assert told is not None
    assert ".csv" in told.mend.zh
    assert ".csv" in told.mend.en
    assert "layout" not in told.mend.say("en")


def test_every_fault_of_a_study_is_told_not_only_their_number() -> None:
    told = tell(UnsoundStudy([UnknownMoment(moment="pay", known="greet")]))
    assert told is not None
    assert "pay" in told.mend.zh
    assert "pay" in told.mend.en
