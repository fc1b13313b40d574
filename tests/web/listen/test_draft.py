"""A study from an export: whatever was guessed, one click makes it a study, or the page says what is in the way."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.cast import Cast

from peakend.errors import UnknownMoment, UnsoundStudy
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


def test_every_fault_of_a_study_is_told_not_only_their_number() -> None:
    told = tell(UnsoundStudy([UnknownMoment(moment="pay", known="greet")]))
    assert told is not None
    assert "pay" in told.mend.zh
    assert "pay" in told.mend.en
