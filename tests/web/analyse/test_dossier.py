"""Does the page of a moment say first what it is and how sure, draw it beside the others, and keep the numbers behind each picture?"""

import csv
import io
import re

import openpyxl
import pytest
from django.urls import reverse
from PIL import Image
from pptx import Presentation
from tests.web.analyse.conftest import add_answers, make_record
from tests.web.cast import Cast

from peakend.text import Language
from peakend.web.define.models import StudyRecord

KEY = "visit_questions"


def page_of(cast: Cast, record: StudyRecord, who: str = "analyst", language: Language = "en", asked: dict[str, str] | None = None) -> str:
    return cast.client(who, language).get(reverse("analyse:moment", args=[record.pk, KEY]), asked or {}).content.decode()


@pytest.mark.parametrize(("language", "words"), [("zh", "名次"), ("en", "rank")])
def test_the_verdict_comes_first_with_its_rank_and_how_sure_it_is(cast: Cast, record: StudyRecord, language: Language, words: str) -> None:
    text = page_of(cast, record, language=language)
    verdict = re.search(r'class="verdict">([^<]+)<', text)
    assert verdict is not None
    assert words in verdict[1]
    assert "n\N{NO-BREAK SPACE}=" in verdict[1]
    assert re.search(r"\d%", verdict[1])
    assert text.index('class="verdict"') < text.index("<svg")


def test_every_card_has_a_sentence_a_picture_or_a_reason_and_the_table_behind_it(cast: Cast, record: StudyRecord) -> None:
    cards = page_of(cast, record).split('<section class="card told side-of"')[1:]
    drawn = [card for card in cards if "<svg" in card]
    assert len(drawn) >= 5
    for card in drawn:
        assert card.index('class="lead"') < card.index("<svg")
        assert '<details class="table">' in card
        assert "The whole analysis" in card


def test_no_table_of_a_moment_stands_open(cast: Cast, record: StudyRecord) -> None:
    body = page_of(cast, record).partition('<div class="dossier">')[2].partition('class="card cautions"')[0]
    tables = body.count("<table")
    behind = sum(part.partition("</details>")[0].count("<table") for part in body.split('<details class="table">')[1:])
    assert 0 < tables == behind


def test_the_moment_is_drawn_beside_all_others_and_they_lead_to_their_pages(cast: Cast, record: StudyRecord) -> None:
    card = page_of(cast, record, asked={"a.tier": "gold"}).partition('id="importance"')[2].partition("</section>")[0]
    others = set(re.findall(r'href="([^"]+moments/[^"]+)"', card))
    assert len(others) == 9
    assert all(one.endswith("?a.tier=gold") for one in others)
    assert not any(f"/{KEY}" in one for one in others), "not to the page that one is on"


def test_only_who_may_edit_is_led_to_define(cast: Cast, record: StudyRecord) -> None:
    there = reverse("define:part", args=[record.pk, "moments", KEY])
    assert there in page_of(cast, record, who="lead")
    assert there not in page_of(cast, record, who="province")


def test_what_speaks_for_a_moment_is_counted(cast: Cast, record: StudyRecord) -> None:
    text = page_of(cast, record)
    found = re.search(r"(\d+) kinds of source agree", text)
    assert found is not None
    assert text.count('<li class="speaks">') >= int(found[1]) > 1  # sources of one kind count once


def test_a_moment_without_importance_says_that_nothing_can_be_told(cast: Cast) -> None:
    bare = make_record(cast, key="few")
    add_answers(bare, 12, regions=["zs"] * 12)
    assert cast.client("analyst").get(reverse("analyse:moment", args=[bare.pk, KEY])).status_code == 200


@pytest.mark.parametrize("who", ["analyst", "lead"])
def test_everything_on_the_page_can_be_taken_away(cast: Cast, record: StudyRecord, who: str) -> None:
    client, text = cast.client(who), page_of(cast, record, who=who)
    files = {name: one for one in re.findall(r'href="([^"]+/files/[^"]+)"', text) if (name := one.rpartition("/")[2])}
    assert {"page.png", "page.svg", "table.csv", "workbook.xlsx", "slide.pptx"} <= set(files)
    got = {name: client.get(one).content for name, one in files.items() if name.startswith(("page", "table", "workbook", "slide"))}
    assert Image.open(io.BytesIO(got["page.png"])).width > 1500
    assert got["page.svg"].startswith(b"<svg")
    rows = list(csv.DictReader(io.StringIO(got["table.csv"].decode("utf-8-sig"))))
    assert {row["result"] for row in rows} >= {"importance", "needs", "emot"}
    assert {row["moment"] or row["about"] for row in rows} == {KEY}
    assert openpyxl.load_workbook(io.BytesIO(got["workbook.xlsx"])).sheetnames
    assert len(Presentation(io.BytesIO(got["slide.pptx"])).slides) >= 2


def test_a_file_that_is_none_is_not_there(cast: Cast, record: StudyRecord) -> None:
    for name in ("page.exe", "nothing.png", "table.png", ".svg", "page"):
        assert cast.client("lead").get(reverse("analyse:moment-file", args=[record.pk, KEY, name])).status_code == 404
    assert cast.client("lead").get(reverse("analyse:moment-file", args=[record.pk, "nowhere", "page.png"])).status_code == 404


def test_who_may_not_take_away_is_not_offered_it(cast: Cast, record: StudyRecord) -> None:
    assert "/files/" not in page_of(cast, record, who="auditor")
    assert cast.client("auditor").get(reverse("analyse:moment-file", args=[record.pk, KEY, "page.png"])).status_code == 404
