"""Do the pages of results work for those who may see them, explain what is missing, and refuse the rest?"""

import pytest
from django.urls import reverse
from tests.web.analyse.conftest import make_record
from tests.web.cast import Cast

from peakend.text import Language
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
