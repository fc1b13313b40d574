"""Do the pages of studies work for whom they should, refuse whom they should, and keep what was typed?"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.cast import Cast

from peakend.define.sources import Source
from peakend.define.template import template_text
from peakend.text import Language, Text
from peakend.web.define.actions import create_study
from peakend.web.define.cells import handle_of
from peakend.web.define.families import ALL
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import study_of
from peakend.web.define.urls import urlpatterns
from peakend.web.define.views import PAGES


@pytest.fixture
def record(cast: Cast) -> StudyRecord:
    return create_study(actor=cast.people["lead"], unit=cast.units["head"], text=template_text("telecom-vip"))


def reads(pk: int) -> Iterator[str]:
    """Every page of a study that only reads."""
    yield from (reverse(f"define:{name}", args=[pk]) for name in ("study", "board", "remarks", "versions", "file"))
    yield from (reverse("define:page", args=[pk, page.name]) for page in PAGES)
    yield reverse("define:part", args=[pk, "moments", "visit_questions"])
    yield reverse("define:part", args=[pk, "needs", "courtesy"])
    yield reverse("define:difference", args=[pk, 1, 1])


def forms(pk: int) -> Iterator[str]:
    """Every page of a study with a form to be filled in."""
    yield reverse("define:upload", args=[pk])
    yield reverse("define:add-moment", args=[pk])
    yield reverse("define:merge", args=[pk])
    yield reverse("define:split", args=[pk, "visit_talk"])
    yield from (reverse("define:remove", args=[pk, *one]) for one in (("moments", "visit_talk"), ("needs", "courtesy"), ("stages", "end")))
    yield from (reverse("define:add", args=[pk, family.name]) for family in ALL if family.starts)


def deeds(pk: int) -> Iterator[str]:
    """Every address that is only sent to."""
    yield from (reverse(f"define:{name}", args=[pk]) for name in ("undo", "redo", "archive", "propose"))
    yield reverse("define:restore", args=[pk, 1])
    yield reverse("define:place", args=[pk, "visit_talk"])
    yield reverse("define:order", args=[pk, "needs", "courtesy"])


def cell(pk: int, family: str = "moments", handle: str = "visit_talk", name: str = "name") -> str:
    return reverse("define:cell", args=[pk, family, handle, name])


def said(response: Any) -> str:  # noqa: ANN401 - what the test client answers
    return str(response.content.decode())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("who", ["lead", "analyst", "province", "manager", "auditor"])
def test_whoever_may_read_studies_reads_every_page(cast: Cast, record: StudyRecord, who: str, language: Language) -> None:
    client = cast.client(who, language)
    for address in reads(record.pk):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("who", ["lead@other", "admin", "interviewer", "province@other"])
def test_to_strangers_there_is_no_such_study(cast: Cast, record: StudyRecord, who: str) -> None:
    client = cast.client(who)
    for address in (*reads(record.pk), *forms(record.pk), cell(record.pk)):
        assert client.get(address).status_code == 404, address
    for address in (*deeds(record.pk), cell(record.pk)):
        assert client.post(address, {"seen": 1}).status_code == 404, address


@pytest.mark.parametrize("who", ["province", "manager", "auditor", "back_office"])
def test_whoever_only_reads_finds_no_way_to_write(cast: Cast, record: StudyRecord, who: str) -> None:
    client = cast.client(who)
    for address in (*forms(record.pk), cell(record.pk)):
        assert client.get(address).status_code == 404, address
    for address in (*deeds(record.pk), *forms(record.pk), cell(record.pk)):
        assert client.post(address, {"seen": 1, "zh": "x", "en": "x"}).status_code == 404, address
    assert "define/parts/needs/add" not in said(client.get(reverse("define:page", args=[record.pk, "needs"])))
    assert StudyRecord.objects.get(pk=record.pk).number == 1


def test_an_analyst_edits_and_does_not_archive(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("analyst")
    assert client.post(reverse("define:archive", args=[record.pk])).status_code == 404
    assert client.post(cell(record.pk), {"seen": 1, "zh": "闲谈", "en": "Talk"}).status_code == 302


def test_nobody_signed_in_is_asked_to_sign_in(cast: Cast, record: StudyRecord) -> None:
    for address in (reverse("define:studies"), reverse("define:new"), *reads(record.pk), *forms(record.pk)):
        response = cast.client("").get(address)
        assert response.status_code == 302, address
        assert reverse("people:sign-in") in response["Location"]


def test_what_writes_is_not_done_by_looking(cast: Cast, record: StudyRecord) -> None:
    for address in deeds(record.pk):
        assert cast.client("lead").get(address).status_code == 405, address
    for address in reads(record.pk):
        assert cast.client("lead").post(address).status_code == 405, address


def test_every_form_is_shown_to_whoever_may_edit(cast: Cast, record: StudyRecord) -> None:
    for address in forms(record.pk):
        assert cast.client("lead").get(address).status_code == 200, address


def test_every_field_of_every_part_can_be_opened(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    study = study_of(record)
    for family in ALL:
        for part in family.parts(study)[:1]:
            for field in family.fields:
                handle = handle_of(family, family.key_of(part), 0)
                assert client.get(cell(record.pk, family.name, handle, field.name), headers={"hx-request": "true"}).status_code == 200


def test_the_list_shows_studies_by_unit_and_hides_archived_ones(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    assert "example" in said(client.get("/"))
    client.post(reverse("define:archive", args=[record.pk]))
    assert "example" not in said(client.get("/"))
    assert "example" in said(client.get("/?archived"))
    client.post(reverse("define:archive", args=[record.pk]), {"take_out": 1})
    assert "example" in said(client.get("/"))


@pytest.mark.parametrize(
    ("who", "words"), [("lead", "Begin with a first study"), ("city", "No studies here yet"), ("admin", "does not see")]
)
def test_an_empty_list_says_what_to_do(cast: Cast, who: str, words: str) -> None:
    assert words in said(cast.client(who).get("/"))


@pytest.mark.parametrize("start", ["telecom-vip", "ten-themes", "blank"])
def test_a_study_begins_from_a_template(cast: Cast, start: str) -> None:
    form = {"start": start, "unit": cast.units["head"].pk, "title_en": "Our shop", "title_zh": "我们的店", "key": ""}
    response = cast.client("lead").post(reverse("define:new"), form)
    record = StudyRecord.objects.get()
    assert response["Location"] == reverse("define:study", args=[record.pk])
    assert (record.key, record.title_zh) == ("our_shop", "我们的店")


def test_a_bad_file_is_explained_with_its_line_and_the_form_kept(cast: Cast) -> None:
    form = {"start": "text", "unit": cast.units["head"].pk, "text": "format: 1\nkey: tea\nstages: []\nscenarios: []\n", "title_en": "Kept"}
    response = cast.client("lead").post(reverse("define:new"), form)
    page = said(response)
    assert response.status_code == 422
    assert "Kept" in page
    assert "key: tea" in page
    assert "title" in page
    assert not StudyRecord.objects.exists()


def test_a_study_of_another_company_cannot_be_put_there(cast: Cast) -> None:
    form = {"start": "blank", "unit": cast.units["head@other"].pk}
    assert cast.client("lead").post(reverse("define:new"), form).status_code == 422
    assert not StudyRecord.objects.exists()


def test_a_field_is_edited_in_place(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    piece = said(client.get(cell(record.pk), headers={"hx-request": "true"}))
    assert "<html" not in piece
    assert 'value="沟通"' in piece
    response = client.post(cell(record.pk), {"seen": 1, "zh": "闲谈", "en": "Small talk", "back": "/studies/1/define/moments"})
    assert response["Location"] == "/studies/1/define/moments"
    moment = study_of(StudyRecord.objects.get(pk=record.pk)).moment("visit_talk")
    assert (moment.name.zh, "沟通" in moment.aliases) == ("闲谈", True)


def test_nobody_is_sent_elsewhere_after_a_change(cast: Cast, record: StudyRecord) -> None:
    response = cast.client("lead").post(cell(record.pk), {"seen": 1, "zh": "x", "en": "y", "back": "//evil.example/"})
    assert response["Location"].startswith("/studies/")


def test_a_bad_value_is_explained_at_its_field_and_kept(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    address = cell(record.pk, "questions", study_of(record).survey.questions[0].key, "scale")
    typed = {"seen": 1, "low": "5", "high": "1", "offset": "", "missing": "9 = dont_know", "labels": "", "words": ""}
    response = client.post(address, typed, headers={"hx-request": "true"})
    assert response.status_code == 422
    assert response["HX-Retarget"].startswith("#cell-questions-")
    assert 'value="5"' in said(response)
    assert "9 = dont_know" in said(response)
    response = client.post(address, {**typed, "low": "1", "high": "5", "missing": "nine"})
    assert response.status_code == 422
    assert "nine" in said(response)


def test_what_cannot_be_sent_back_as_a_version_is_explained(cast: Cast, record: StudyRecord) -> None:
    for seen in ("", "abc", "99", "9" * 30):
        assert cast.client("lead").post(cell(record.pk), {"seen": seen, "zh": "a", "en": "b"}).status_code == 422
    assert StudyRecord.objects.get(pk=record.pk).number == 1


def test_a_conflict_shows_both_sides_and_either_can_be_taken(cast: Cast, record: StudyRecord) -> None:
    first, second = cast.client("lead"), cast.client("analyst")
    first.post(cell(record.pk), {"seen": 1, "zh": "闲谈", "en": "Small talk"})
    response = second.post(cell(record.pk), {"seen": 1, "zh": "聊天", "en": "Chat"})
    page = said(response)
    assert response.status_code == 409
    assert all(word in page for word in ("闲谈", "Small talk", "聊天", "Chat", "lead", 'name="seen" value="2"'))
    assert reverse("shell:language") not in page, "a switch of language would lose what was typed"
    assert "before you change the language" in page
    assert second.post(cell(record.pk), {"seen": 2, "zh": "聊天", "en": "Chat"}).status_code == 302
    assert study_of(StudyRecord.objects.get(pk=record.pk)).moment("visit_talk").name.en == "Chat"


def test_a_change_that_takes_answers_away_is_asked_about(cast: Cast, record: StudyRecord) -> None:
    record.parts.create(path="a", digest="d", coding=record.coding, rows=1204)
    question = study_of(record).survey.questions[0].key
    address = reverse("define:remove", args=[record.pk, "questions", question])
    page = cast.client("lead").post(address, {"seen": 1})
    assert page.status_code == 422
    assert all(word in said(page) for word in ("1204", question, "confirmed"))
    assert cast.client("lead").post(address, {"seen": 1, "confirmed": 1}).status_code == 302


def test_a_field_without_a_page_of_its_own_stands_on_the_overview(cast: Cast, record: StudyRecord) -> None:
    address = reverse("define:cell", args=[record.pk, "study", "-", "goal"])
    page = said(cast.client("lead").get(address))
    overview = reverse("define:study", args=[record.pk])
    assert f'<a href="{overview}" aria-current="page">' in page
    assert "<h1>Study · Goal</h1>" in page
    named = said(cast.client("lead").get(cell(record.pk)))
    assert "· Name</h1>" in named
    assert "<h1>Moments" not in named


def test_what_would_be_undone_is_quoted(cast: Cast, record: StudyRecord) -> None:
    cast.client("lead").post(cell(record.pk), {"seen": 1, "zh": "闲谈", "en": "Small talk"})
    page = said(cast.client("lead").get(reverse("define:board", args=[record.pk])))
    assert 'Undo <span class="sr">“Moment ‘' in page
    assert "Deeds" not in page


def test_undo_and_redo_are_one_click(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    client.post(cell(record.pk), {"seen": 1, "zh": "闲谈", "en": "Small talk"})
    client.post(reverse("define:undo", args=[record.pk]), {"seen": 2})
    assert StudyRecord.objects.get(pk=record.pk).text == record.text
    client.post(reverse("define:redo", args=[record.pk]), {"seen": 3})
    assert study_of(StudyRecord.objects.get(pk=record.pk)).moment("visit_talk").name.zh == "闲谈"


def test_versions_are_compared_in_words_and_restored(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    client.post(cell(record.pk), {"seen": 1, "zh": "闲谈", "en": "Small talk"})
    page = said(client.get(reverse("define:difference", args=[record.pk, 1, 2])))
    assert all(word in page for word in ("Conversation", "Small talk", "Renamed"))
    client.post(reverse("define:restore", args=[record.pk, 1]), {"seen": 2})
    assert StudyRecord.objects.get(pk=record.pk).text == record.text
    assert client.get(reverse("define:difference", args=[record.pk, 1, 77])).status_code == 404


def test_the_file_comes_down_as_it_is_stored_and_goes_up_again_after_its_changes_were_shown(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    down = client.get(reverse("define:file", args=[record.pk])).content
    assert down == template_text("telecom-vip").encode()
    changed = down.replace("zh: 沟通".encode(), "zh: 闲谈".encode()).replace(b"\n", b"\r\n")
    page = send(client, record, changed)
    assert page.status_code == 200
    assert "闲谈" in said(page)
    assert StudyRecord.objects.get(pk=record.pk).number == 1
    content = page.context["content"]
    assert client.post(reverse("define:upload", args=[record.pk]), {"seen": 1, "content": content, "name": "x.yaml"}).status_code == 302
    assert client.get(reverse("define:file", args=[record.pk])).content == changed
    assert client.get(reverse("define:file", args=[record.pk]) + "?version=1").content == down


def test_a_faulty_file_is_told_line_by_line_and_not_taken(cast: Cast, record: StudyRecord) -> None:
    page = send(cast.client("lead"), record, b"format: 1\nkey: tea\ntitel: Tea\nstages: []\nscenarios: []\n")
    assert page.status_code == 422
    assert "Line 3" in said(page)
    for rubbish in (b"\xff\xfe\x00\x01", b"", b"a: [1", b"\x00" * 100):
        assert send(cast.client("lead"), record, rubbish).status_code == 422
    for content in ("no base64!", "//4="):
        assert cast.client("lead").post(reverse("define:upload", args=[record.pk]), {"seen": 1, "content": content}).status_code == 422
    assert StudyRecord.objects.get(pk=record.pk).number == 1


def send(client: Client, record: StudyRecord, content: bytes) -> Any:  # noqa: ANN401 - what the test client answers
    return client.post(reverse("define:upload", args=[record.pk]), {"file": SimpleUploadedFile("s.yaml", content)})


def test_moments_move_by_keys_and_by_hand(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")

    def order() -> list[str]:
        return [one.key for one in study_of(StudyRecord.objects.get(pk=record.pk)).scenario("visit").moments]

    address = reverse("define:place", args=[record.pk, "visit_arrival"])
    assert client.post(address, {"seen": 1, "way": "up"}).status_code == 302
    assert order()[:2] == ["visit_arrival", "visit_appointment"]
    client.post(address, {"seen": 2, "stage": "end", "before": "visit_follow_up"})
    assert order()[-2:] == ["visit_arrival", "visit_follow_up"]
    client.post(address, {"seen": 3, "stage": "contact", "before": ""})
    assert order()[2] == "visit_arrival"
    assert client.post(address, {"seen": 4, "way": "down"}).status_code == 302
    assert StudyRecord.objects.get(pk=record.pk).number == 4


def test_moments_are_added_split_and_merged_with_their_history(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    new = {"seen": 1, "zh": "泊车", "en": "Parking", "scenario": "visit", "stage": "contact"}
    client.post(reverse("define:add-moment", args=[record.pk]), new)
    split = {
        "seen": 2,
        "form-TOTAL_FORMS": 4,
        "form-INITIAL_FORMS": 1,
        "form-0-key": "visit_talk",
        "form-0-zh": "寒暄",
        "form-0-en": "Greeting",
    }
    split |= {"form-1-key": "", "form-1-zh": "听取意见", "form-1-en": "Listening"}
    assert client.post(reverse("define:split", args=[record.pk, "visit_talk"]), split).status_code == 302
    study = study_of(StudyRecord.objects.get(pk=record.pk))
    keys = [one.key for one in study.scenario("visit").moments]
    assert keys[3:6] == ["visit_parking", "visit_talk", "visit_talk_listening"]
    merge = {"seen": 3, "moment": ["visit_talk", "visit_talk_listening"], "key": "visit_talk", "zh": "沟通", "en": "Conversation"}
    assert client.post(reverse("define:merge", args=[record.pk]), merge).status_code == 302
    study = study_of(StudyRecord.objects.get(pk=record.pk))
    assert [one.key for one in study.scenario("visit").moments].count("visit_talk_listening") == 0
    gone = said(client.get(reverse("define:part", args=[record.pk, "moments", "visit_nothing"])))
    assert "visit_nothing" in gone


def test_a_moment_without_a_name_is_explained(cast: Cast, record: StudyRecord) -> None:
    typed = {"seen": 1, "zh": "", "en": "", "scenario": "visit", "stage": "end"}
    response = cast.client("lead").post(reverse("define:add-moment", args=[record.pk]), typed)
    assert response.status_code == 422
    assert "Write a name" in said(response)


def test_what_a_deletion_takes_along_is_said_first(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    page = said(client.get(reverse("define:remove", args=[record.pk, "needs", "courtesy"])))
    assert "Appointment" in page
    ask = said(client.get(reverse("define:remove", args=[record.pk, "stages", "end"])))
    assert 'name="heir"' in ask
    assert client.post(reverse("define:remove", args=[record.pk, "stages", "end"]), {"seen": 1, "heir": "operation"}).status_code == 302
    study = study_of(StudyRecord.objects.get(pk=record.pk))
    assert study.moment("visit_leaving").stage == "operation"


@pytest.mark.parametrize("family", [family.name for family in ALL if family.starts])
def test_a_part_of_every_family_can_be_added_and_removed(cast: Cast, family: str) -> None:
    text = "\n".join(line for line in template_text("telecom-vip").split("\n") if not line.startswith("      region: {zhongshan: 0.1"))
    record = create_study(actor=cast.people["lead"], unit=cast.units["head"], text=text)
    client = cast.client("lead")
    values = {"name.zh": "新", "name.en": "Brand new", "wording.zh": "新题", "wording.en": "Brand new", "measure.value": "reason"}
    values |= {"about.value": "", "level.value": "basic", "prior.value": "basic", "front.value": "1", "attribute.value": "region"}
    values |= {"column.value": "", "moment.value": "phone_call", "ratings.value": "7 8", "questions.value": "importance_visit_talk"}
    values |= {"shares.value": "zhongshan = 0.4\nguangzhou = 0.6", "wave.value": "2026 Q1", "counts.value": "complete = 400\nrefusal = 20"}
    values |= {"group.value": next((one.group for one in study_of(record).survey.questions if one.measure == "chosen"), "")}
    response = client.post(reverse("define:add", args=[record.pk, family]), {"seen": 1, **values})
    assert response.status_code == 302, said(response)
    assert StudyRecord.objects.get(pk=record.pk).number == 2
    listed = next(one for one in ALL if one.name == family)
    key = listed.key_of(listed.parts(study_of(StudyRecord.objects.get(pk=record.pk)))[-1])
    at = len(listed.parts(study_of(StudyRecord.objects.get(pk=record.pk)))) - 1
    handle = handle_of(listed, key, at)
    assert client.post(reverse("define:remove", args=[record.pk, family, handle]), {"seen": 2}).status_code == 302
    assert StudyRecord.objects.get(pk=record.pk).text == record.text


def test_questions_that_are_missing_are_proposed_once(cast: Cast) -> None:
    text = template_text("ten-themes").partition("survey:")[0]
    record = create_study(actor=cast.people["lead"], unit=cast.units["head"], text=text)
    client, address = cast.client("lead"), reverse("define:propose", args=[record.pk])
    before = len(study_of(record).survey.questions)
    client.post(address, {"seen": 1})
    after = StudyRecord.objects.get(pk=record.pk)
    assert len(study_of(after).survey.questions) > before
    client.post(address, {"seen": 2})
    assert StudyRecord.objects.get(pk=record.pk).number == 2


def test_the_remark_stands_beside_its_field_and_on_the_page_of_remarks(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    assert "inferred, without evidence" in said(client.get(reverse("define:part", args=[record.pk, "moments", "visit_greeting"])))
    page = said(client.get(reverse("define:remarks", args=[record.pk])))
    assert reverse("define:part", args=[record.pk, "moments", "visit_greeting"]) in page


def test_what_people_write_is_text_and_nothing_else(cast: Cast, record: StudyRecord) -> None:
    client = cast.client("lead")
    client.post(cell(record.pk), {"seen": 1, "zh": "<script>x</script>{about}", "en": "{{ 7|add:7 }}<b>"})
    for address in (reverse("define:board", args=[record.pk]), reverse("define:versions", args=[record.pk])):
        page = said(client.get(address))
        assert "<script>x" not in page
        assert "14<b>" not in page


def test_every_address_of_the_room_was_tried() -> None:
    tried = {"studies", "new", "cell", "part", "page", "difference"} | {"study", "board", "remarks", "versions", "file"}
    tried |= {"upload", "add-moment", "merge", "split", "remove", "add", "undo", "redo", "archive", "propose", "restore", "place", "order"}
    assert {one.name for one in urlpatterns} == tried


def test_the_history_speaks_the_language_of_the_page(cast: Cast, record: StudyRecord) -> None:
    lead = cast.client("lead")
    lead.post(reverse("define:place", args=[record.pk, "visit_arrival"]), {"seen": "1", "way": "up"})
    lead.post(cell(record.pk, "needs", "courtesy", "theme"), {"seen": "2", "value": "trust"})
    page = said(lead.get(reverse("define:versions", args=[record.pk])))
    assert "Moment “Arrival” moved" in page
    assert "Need “Courtesy”" in page
    assert "到达" not in page.split("<main")[1]
    assert "移动关键时刻“到达”" in said(cast.client("lead", "zh").get(reverse("define:versions", args=[record.pk])))


def test_a_part_needs_a_name_in_one_language(cast: Cast, record: StudyRecord) -> None:
    lead = cast.client("lead")
    answer = lead.post(reverse("define:add", args=[record.pk, "needs"]), {"seen": "1", "name.zh": "", "name.en": ""})
    assert (answer.status_code, "It needs a name." in said(answer)) == (422, True)
    answer = lead.post(cell(record.pk), {"seen": "1", "zh": "", "en": ""})
    assert (answer.status_code, "It needs a name." in said(answer)) == (422, True)
    record.refresh_from_db()
    assert record.number == 1


def test_a_part_that_is_not_there_leads_back_and_to_the_versions(cast: Cast, record: StudyRecord) -> None:
    for family, key in (("moments", "nobody_knows"), ("needs", "nobody_knows")):
        answer = cast.client("lead").get(reverse("define:part", args=[record.pk, family, key]))
        assert answer.status_code == 404
        assert reverse("define:versions", args=[record.pk]) in said(answer).split("<main")[1].split("<h1>")[1]


def test_the_evidence_of_a_moment_is_counted_and_leads_to_where_it_is_written(cast: Cast, record: StudyRecord) -> None:
    page = reverse("define:part", args=[record.pk, "moments", "visit_questions"])
    asked = said(cast.client("lead").get(page))
    assert "Kinds that agree: 4" in asked  # survey, front line, what was published, other scenarios
    assert cell(record.pk, handle="visit_questions", name="sources") in asked
    table = said(cast.client("manager").get(page)).split("Evidence")[1]
    assert "/fields/" not in table


def test_sources_are_written_row_by_row_and_nothing_typed_is_lost(cast: Cast, record: StudyRecord) -> None:
    lead, there = cast.client("lead"), cell(record.pk, handle="visit_arrival", name="sources")
    typed = {"seen": "1", "kind-0": "observation", "says-0": "for", "n-0": "8", "date-0": "2026-03", "zh-0": "准时", "en-0": "on time"}
    refused = lead.post(there, {**typed, "kind-1": "", "says-1": "for", "en-1": "somebody said so"})
    assert (refused.status_code, "its kind is not chosen" in said(refused)) == (422, True)
    assert 'value="somebody said so"' in said(refused)
    ill = said(lead.post(there, {**typed, "n-0": "many"}))
    assert 'name="n-0" value="many" aria-invalid="true"' in ill
    assert ill.count('aria-invalid="true"') == 1
    assert "Line many" not in ill  # what was typed is no number of a line

    against = {"kind-1": "customer_interview", "says-1": "against", "kind-2": "front_interview", "says-2": "for"}
    assert lead.post(there, {**typed, **against}).status_code == 302
    kept = study_of(StudyRecord.objects.get(pk=record.pk)).moment("visit_arrival").sources
    assert kept[0] == Source("observation", supports=True, n=8, date="2026-03", note=Text("准时", "on time"))
    page = said(lead.get(reverse("define:part", args=[record.pk, "moments", "visit_arrival"])))
    assert "Customers and the front line disagree" in page
    assert "Customers and the front line see it differently" in page  # the remark beside the field

    record.refresh_from_db()
    emptied = dict.fromkeys([*typed, *against], "") | {"seen": str(record.number)}
    assert lead.post(there, emptied).status_code == 302
    assert study_of(StudyRecord.objects.get(pk=record.pk)).moment("visit_arrival").sources == ()


def test_a_study_says_what_to_do_next_to_whoever_may_do_it(cast: Cast, record: StudyRecord) -> None:
    page = reverse("define:study", args=[record.pk])
    assert "Next: import answers" in said(cast.client("lead").get(page))
    assert "Next:" not in said(cast.client("manager").get(page))


def test_a_role_without_studies_is_told_what_it_is_for_and_where_it_can_go(cast: Cast) -> None:
    page = said(cast.client("admin").get("/")).split("<main")[1]
    assert "Manages units and members" in page
    assert reverse("people:units") in page
    assert reverse("people:audit") in page
    assert reverse("people:profile") in said(cast.client("interviewer").get("/")).split("<main")[1]


def test_the_stages_in_the_navigation_are_those_that_open(cast: Cast, record: StudyRecord) -> None:
    page = said(cast.client("manager").get(reverse("define:study", args=[record.pk])))
    assert f"/studies/{record.pk}/map" not in page.split("<main")[0]
    assert f"/studies/{record.pk}/map" in said(cast.client("city").get(reverse("define:study", args=[record.pk]))).split("<main")[0]
