"""Do pictures stand on a page as they were laid out, does a map print on one sheet, and do guests read names instead of keys?"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from tests.web.analyse.conftest import add_answers, make_record, small_study
from tests.web.cast import Cast

from peakend.analyse.result import Base
from peakend.define.file import write_study
from peakend.report.fonts import FAMILY
from peakend.report.words.base import filter_line
from peakend.text import Text
from peakend.web.analyse.filters import Choice, Choices, Filters, list_chips
from peakend.web.analyse.room import Room
from peakend.web.analyse.telling import PAPER
from peakend.web.define.models import StudyRecord
from peakend.web.people.models import Unit


@pytest.fixture(scope="module")
def sheet() -> str:
    path = finders.find("analyse/analyse.css")
    assert isinstance(path, str)
    return Path(path).read_text(encoding="utf-8")


def test_pictures_are_written_in_the_font_in_which_their_words_were_measured(sheet: str) -> None:
    rule = re.search(r"^svg\{font-family:([^}]+)\}", sheet, re.MULTILINE)
    assert rule is not None
    assert rule[1].startswith(f'"{FAMILY}"'), "another font is wider, and words run out of their cells"


def test_a_map_fills_one_sheet_of_paper_whatever_the_screen_is(sheet: str, cast: Cast, record: StudyRecord) -> None:
    page = cast.client("analyst").get(reverse("analyse:map", args=[record.pk])).content.decode()
    drawn = re.findall(r'class="on-paper"><svg width="([\d.]+)" height="([\d.]+)"', page)
    assert len(drawn) == 1
    width, height = map(float, drawn[0])
    assert width / height >= PAPER * 0.9, "it would leave a side of the sheet empty"
    assert "@page map{size:A3 landscape" in sheet
    assert ".map>figure{display:none!important}" in sheet
    assert re.search(r"\.map \.on-paper svg\{[^}]*width:100%;height:auto;max-height:\d+mm", sheet)


def test_paper_is_light_whatever_the_screen_is() -> None:
    path = finders.find("shell/theme.css")
    assert isinstance(path, str)
    dark = [line for line in Path(path).read_text(encoding="utf-8").splitlines() if "color-scheme:dark" in line]
    assert dark
    assert all(line.startswith("@media screen") for line in dark)


def test_numbers_of_others_than_the_caption_names_bear_their_own_n(cast: Cast, record: StudyRecord) -> None:
    page = cast.client("analyst").get(reverse("analyse:map", args=[record.pk])).content.decode()
    drawn, table = page.split('<details class="table">')
    assert re.search(r">n.=.\d+<", drawn), "experience was answered by fewer"
    assert re.search(r"\], n.=.\d+", table)


def test_a_scenario_that_is_not_there_is_refused_by_the_names_of_those_that_are(cast: Cast, record: StudyRecord) -> None:
    told = cast.client("analyst").get(reverse("analyse:map", args=[record.pk]), {"scenario": "zzz"})
    assert told.status_code == 422
    assert "zzz" in told.content.decode()
    assert "visit" not in told.content.decode().split('<section class="empty nothing">')[1].lower().replace("home visit", "")


def test_a_study_that_did_not_ask_importance_says_first_how_good_its_moments_were(cast: Cast) -> None:
    rated = make_record(cast, key="rated")
    rated.text = re.sub(r"measure: importance", "measure: expectation", rated.text)
    rated.save()
    add_answers(rated, 60, regions=["zs"] * 60)
    page = cast.client("analyst").get(reverse("analyse:map", args=[rated.pk])).content.decode()
    lead = re.search(r'id="map-said" class="lead">([^<]+)<', page)
    assert lead is not None
    assert "n\N{NO-BREAK SPACE}=" in lead[1]


CHOICES = Choices(
    (Choice("tier", Text("级别", "Tier"), (("gold", Text("金卡", "Gold")), ("vip", Text("贵宾", "VIP")))),),
    Choice("unit", Text("单位", "Unit"), (("gd", Text("　粤省", "　Guangdong")),)),
    Choice("wave", Text("期次", "Wave"), (("2026", Text("2026", "2026")),)),
)


def test_filters_are_told_by_name_and_each_can_be_taken_away_alone() -> None:
    filters = Filters((("tier", ("gold", "vip")),), unit="gd", wave="2026", by=("tier",), flagged=False)
    chips = list_chips(filters, CHOICES)
    assert [(chip.name.en, chip.value.en) for chip in chips] == [
        ("Tier", "Gold"),
        ("Tier", "VIP"),
        ("Unit", "Guangdong"),
        ("Wave", "2026"),
        ("Split by", "Tier"),
        ("Doubtful answers", "left out"),
    ]
    assert chips[0].without == Filters((("tier", ("vip",)),), unit="gd", wave="2026", by=("tier",), flagged=False)
    assert len({chip.without for chip in chips}) == len(chips)
    assert list_chips(Filters(), CHOICES) == []


def test_what_is_shared_names_its_filters(cast: Cast, record: StudyRecord) -> None:
    path = reverse("share:new", args=[record.pk])
    page = cast.client("lead", "en").get(path, {"page": "map", "a.tier": "gold", "unit": "zs"}).content.decode()
    assert "= Gold" in page
    assert "= gold" not in page


def test_a_question_that_was_not_asked_leads_to_where_it_is_added(cast: Cast, record: StudyRecord) -> None:
    path = reverse("analyse:result", args=[record.pk, "kano"])
    there = reverse("define:page", args=[record.pk, "questions"])
    page = cast.client("lead", "en").get(path).content.decode()
    assert there in page.partition("empty nothing")[2]
    assert "Clear the filters" not in page, "there is none to clear"
    assert there not in cast.client("province", "en").get(path).content.decode().partition("empty nothing")[2]


def test_a_unit_is_told_by_its_name_also_where_the_study_does_not_name_it(cast: Cast, record: StudyRecord) -> None:
    names = {"gd": "South coast", "zs": "Old town", "hall1": "Riverside hall"}
    for key, name in names.items():
        Unit.objects.filter(pk=cast.units[key].pk).update(name_en=name)
    for filters, client in (({"unit": "gd"}, cast.client("lead", "en")), ({}, cast.client("city", "en"))):
        page = client.get(reverse("analyse:result", args=[record.pk, "importance"]), filters).content.decode()
        told = re.search(r"filter: [^<·]*", page)
        assert told is not None
        assert "Old town" in told[0]
        assert not re.search(r"\b(zs|hall1|gd)\b", told[0]), told[0]


def test_the_caption_of_a_map_names_units_as_the_organisation_does_and_as_the_filters_do(cast: Cast, record: StudyRecord) -> None:
    for key, name in {"zs": "Old town", "hall1": "Riverside hall"}.items():
        Unit.objects.filter(pk=cast.units[key].pk).update(name_en=name)
    study = small_study()
    known = tuple(replace(one, values=(("zs", Text("zs", "zs")),)) if one.key == "region" else one for one in study.survey.attributes)
    record.text = write_study(replace(study, survey=replace(study.survey, attributes=known)))
    record.save()
    page = cast.client("city", "en").get(reverse("analyse:map", args=[record.pk]), {"unit": "zs"}).content.decode()
    told = re.search(r"filter: [^<·]*", page.partition("<h1>")[2])
    assert told is not None
    assert re.match(r"filter: Unit = (Old town, Riverside hall|Riverside hall, Old town)", told[0]), told[0]
    assert "Unit = <b>Old town</b>" in page, "one word for it, above and below"


def test_of_many_values_of_a_filter_the_first_are_told_and_how_many_there_are() -> None:
    base = Base(read=100, n=90, filters={"tier": tuple(f"v{number}" for number in range(40))})
    assert filter_line(base).en == "filter: tier = v0, v1, v2, v3, v4, v5 and 34 more"
    assert filter_line(base).zh == "筛选：tier = v0、v1、v2、v3、v4、v5等 40 项"


def test_cautions_are_said_once_on_their_own_page(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead", "en")
    pages = {key: client.get(reverse("analyse:result", args=[record.pk, key])).content.decode() for key in ("cautions", "importance")}
    assert ["card cautions" in pages[key] for key in ("cautions", "importance")] == [False, True]


def test_what_is_wider_than_its_frame_shows_that_it_scrolls(sheet: str) -> None:
    frame = re.search(r"^\.told \.scroll\{([^}]+)\}", sheet, re.MULTILINE)
    assert frame is not None
    assert frame[1].count("linear-gradient") == 4


def test_filters_with_many_values_do_not_stand_before_the_map(cast: Cast, record: StudyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    def choice(name: str, many: int) -> Choice:
        return Choice(name, Text(name, name), tuple((f"v{number}", Text(f"v{number}", f"v{number}")) for number in range(many)))

    some = (choice("handset", 632), *(choice(f"few{number}", 3) for number in range(7)), choice("town", 40))
    monkeypatch.setattr(Room, "choices", Choices(some, Choice("unit", Text("单位", "Unit"), ()), Choice("wave", Text("期次", "Wave"), ())))
    path = reverse("analyse:results", args=[record.pk])
    page = cast.client("analyst", "en").get(path).content.decode()
    form = page.partition("data-filters")[2].partition("</form>")[0]
    opened, _, folded = form.partition('<details class="folded">')
    assert [f'name="a.few{number}"' in opened for number in range(7)] == [True] * 6 + [False]
    assert "More filters" in folded
    assert all(f'<select name="a.{name}"' in folded for name in ("few6", "town"))
    assert re.search(r'<input name="a.handset" value="" list="(values-\d+)"', folded)
    assert max(one.count("<option") for one in form.split("<select")[1:] if "datalist" not in one) <= 51
    wrong = cast.client("analyst", "en").get(path, {"a.handset": "v999"})
    assert wrong.status_code == 422
    assert '<details class="folded" open>' in wrong.content.decode()
    assert 'name="a.handset" value="v999"' in wrong.content.decode(), "kept, so that it can be mended"
