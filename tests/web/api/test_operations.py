"""What do operations answer? Studies and versions, answers on their way in, results as pages show them, files, faults in words."""

import csv
import io
import json
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.api.conftest import TELECOM, Callers, names, told
from tests.web.cast import Cast
from tests.web.listen.conftest import STUDY, csv_of, draw_rows

from peakend.define.file import read_study
from peakend.text import LANGUAGES, Language
from peakend.web.analyse.filters import Filters
from peakend.web.analyse.queries import reading_of
from peakend.web.api import pace
from peakend.web.api.models import Receipt
from peakend.web.api.routes import people
from peakend.web.api.views import list_operations
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart
from peakend.web.people.models import AuditEntry


def test_who_asks_is_told_who_they_are(callers: Callers) -> None:
    me = told(callers("province", "read").get("/api/me"))
    assert (me["username"], me["scopes"], me["organisations"]) == ("province", ["read"], ["ours"])
    assert "study.edit" not in me["rights"]


def test_a_study_made_here_is_found_with_its_outline(callers: Callers, cast: Cast) -> None:
    lead = callers("lead")
    made = told(lead.post("/api/studies", {"unit": cast.units["head"].pk, "text": TELECOM}, content_type="application/json"), 201)
    assert made["number"] == 1
    listed = told(lead.get("/api/studies?limit=1"))
    assert (listed["count"], names(listed["found"])) == (1, [made["key"]])
    shown = told(lead.get(f"/api/studies/{made['id']}"))
    study = read_study(TELECOM.encode())
    assert names(shown["scenarios"]) == names([{"key": one.key} for one in study.scenarios])
    assert shown["questions"] == len(study.survey.questions)
    assert lead.get(f"/api/studies/{made['id']}/file").content.decode() == TELECOM


@pytest.mark.parametrize("path", ["/api/me", "/api/studies", "/api/openapi.json"])
def test_a_way_of_asking_that_is_not_there_is_a_problem_like_every_other(callers: Callers, path: str) -> None:
    response = callers("lead").put(path, {}, content_type="application/json")
    assert (response.status_code, response.headers["Content-Type"]) == (405, "application/problem+json")
    assert response.headers["Allow"]
    assert (response.json()["type"], "PUT" in response.json()["title"]) == ("MethodWrong", True)


def test_a_fault_of_the_program_is_a_problem_without_a_trace_and_the_log_holds_it(
    callers: Callers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        int("inner words")

    monkeypatch.setattr(people, "organisations_for", fail)
    response = callers("lead").get("/api/me")
    assert (response.status_code, response.headers["Content-Type"]) == (500, "application/problem+json")
    assert response.json()["type"] == "ProgramBroken"
    assert "inner words" not in response.content.decode()
    assert "inner words" in caplog.text


def test_the_same_key_makes_one_study_and_other_content_is_refused(callers: Callers, cast: Cast) -> None:
    lead, headers = callers("lead"), {"idempotency-key": str(uuid4())}
    body = {"unit": cast.units["head"].pk, "text": STUDY}
    first = told(lead.post("/api/studies", body, content_type="application/json", headers=headers), 201)
    again = told(lead.post("/api/studies", body, content_type="application/json", headers=headers), 201)
    assert first == again
    assert StudyRecord.objects.count() == Receipt.objects.count() == 1
    other = lead.post("/api/studies", {**body, "key": "x"}, content_type="application/json", headers=headers)
    assert told(other, 409)["type"] == "KeyReused"
    assert told(callers("analyst").post("/api/studies", {**body, "key": "y"}, content_type="application/json", headers=headers), 201)


def test_a_key_is_free_again_when_the_write_failed(callers: Callers, cast: Cast) -> None:
    lead, headers = callers("lead"), {"idempotency-key": str(uuid4())}
    wrong = {"unit": cast.units["head"].pk, "text": "no study"}
    assert lead.post("/api/studies", wrong, content_type="application/json", headers=headers).status_code == 422
    assert told(lead.post("/api/studies", {**wrong, "text": STUDY}, content_type="application/json", headers=headers), 201)


def test_whoever_has_not_seen_the_newest_version_is_told(callers: Callers, hall: StudyRecord) -> None:
    lead, path = callers("lead"), f"/api/studies/{hall.pk}/file"
    mine = STUDY.replace("Greeting", "Welcome")
    written = told(lead.put(path, {"text": mine, "seen_number": 1}, content_type="application/json"))
    assert written["number"] == 2
    late = told(
        callers("analyst").put(path, {"text": STUDY.replace("Farewell", "Bye"), "seen_number": 1}, content_type="application/json"), 409
    )
    assert (late["type"], late["status"]) == ("EditConflict", 409)
    assert "lead" in late["title"]
    listed = told(lead.get(f"/api/studies/{hall.pk}/versions"))
    assert names(listed["found"], "number") == [2, 1]
    assert lead.get(f"/api/studies/{hall.pk}/versions/1/file").content.decode() == STUDY


def test_a_study_as_it_was_is_not_sent_again(callers: Callers, hall: StudyRecord) -> None:
    lead, tag = callers("lead"), ""
    for path in (f"/api/studies/{hall.pk}", f"/api/studies/{hall.pk}/file"):
        tag = lead.get(path).headers["ETag"]
        again = lead.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
    lead.put(f"/api/studies/{hall.pk}/file", {"text": STUDY + "\n# seen\n", "seen_number": 1}, content_type="application/json")
    assert lead.get(f"/api/studies/{hall.pk}", headers={"if-none-match": tag}).status_code == 200


def test_the_check_says_what_it_says_on_the_page(callers: Callers, hall: StudyRecord) -> None:
    found = told(callers("manager").get(f"/api/studies/{hall.pk}/remarks"))["found"]
    assert found
    assert {"wrong", "doubtful", "missing"} >= set(names(found, "severity"))
    assert all(one["what"]["zh"] and one["what"]["en"] for one in found)


def send(client: Client, study: StudyRecord, content: bytes, key: str = "") -> object:
    file = SimpleUploadedFile("answers.csv", content)
    return client.post(f"/api/studies/{study.pk}/uploads", {"file": file}, headers={"idempotency-key": key or str(uuid4())})


def test_answers_come_in_step_by_step_and_go_out_again(callers: Callers, hall: StudyRecord, work: Callable[[], None]) -> None:
    lead, content, key = callers("lead", "import"), csv_of(draw_rows(60)), str(uuid4())
    sent = told(send(lead, hall, content, key), 202)
    assert told(send(lead, hall, content, key), 202) == sent
    assert told(send(lead, hall, content + b"A9999,x,1,1,1,y\n", key), 409)["type"] == "KeyReused"
    work()
    path = f"/api/studies/{hall.pk}/uploads/{sent['id']}"
    looked = told(lead.get(path))
    assert (looked["state"], looked["proposed"]["迎接"]) == ("looked", "迎接")
    told(lead.post(f"{path}/trial", {"wave": "2026"}, content_type="application/json"), 202)
    work()
    tried = told(lead.get(path))
    assert (tried["state"], tried["trial"]["accepted"]) == ("tried", 60)
    assert not AnswerPart.objects.exists()
    told(lead.post(f"{path}/import"), 202)
    work()
    assert told(lead.get(path))["state"] == "imported"
    part = told(lead.get(f"/api/studies/{hall.pk}/answers"))["found"][0]
    assert (part["rows"], part["wave"], part["state"]) == (60, "2026", "standing")
    assert told(send(lead, hall, content), 409)["type"] == "AlreadyStanding"
    for _ in range(2):
        assert told(lead.post(f"/api/studies/{hall.pk}/answers/{part['id']}/undo"))["state"] == "undone"
    assert told(lead.post(f"/api/studies/{hall.pk}/answers/{part['id']}/redo"))["state"] == "standing"


def test_what_went_wrong_with_a_file_is_said_in_the_language_asked_in(
    callers: Callers, hall: StudyRecord, work: Callable[[], None]
) -> None:
    lead = callers("lead", language="zh")
    sent = told(send(lead, hall, b"\x00\x01\x02" * 50), 202)
    work()
    shown = told(lead.get(f"/api/studies/{hall.pk}/uploads/{sent['id']}"))
    assert shown["state"] == "failed"
    assert any("\u4e00" <= sign <= "\u9fff" for sign in shown["fault"]["title"])
    assert lead.delete(f"/api/studies/{hall.pk}/uploads/{sent['id']}").status_code == 204


def test_a_result_is_the_reading_that_pages_show(callers: Callers, cast: Cast, vip: StudyRecord) -> None:
    shown = told(callers("lead").get(f"/api/studies/{vip.pk}/results/importance"))
    reading = reading_of(cast.people["lead"], vip, Filters())
    assert shown["rows"] == json.loads(json.dumps(reading.importance.as_dict()["rows"]))
    assert (shown["base"]["n"], shown["base"]["synthetic"], shown["base"]["least"]) == (300, True, 10)
    assert shown["sentence"]


def test_a_province_counts_its_own_units_alone(callers: Callers, vip: StudyRecord) -> None:
    path = f"/api/studies/{vip.pk}/results/importance"
    assert told(callers("province").get(path))["base"]["n"] == 150
    assert told(callers("city@beside").get(path))["base"]["n"] == 150
    assert told(callers("province").get(path + "?unit=xm"), 422)["type"] in {"UnknownValue", "UnitWithoutAnswers"}
    assert told(callers("lead").get(path + "?unit=hall1"))["base"]["n"] == 60


def test_filters_are_held_against_what_there_is(callers: Callers, vip: StudyRecord) -> None:
    lead, path = callers("lead"), f"/api/studies/{vip.pk}/results/nps"
    choices = told(lead.get(f"/api/studies/{vip.pk}/filters"))
    attribute = choices["attributes"][0]
    value = attribute["values"][0]["value"]
    some = told(lead.get(path, {"where": f"{attribute['key']}={value}"}))
    assert 0 < some["base"]["n"] < 300
    split = told(lead.get(path, {"by": attribute["key"]}))
    assert {one["group"][attribute["key"]] for one in split["groups"]} <= {one["value"] for one in attribute["values"]}
    for query, fault in (({"where": "x=1"}, "UnknownAttribute"), ({"wave": "1999"}, "UnknownValue"), ({"where": "x"}, "FilterMalformed")):
        assert told(lead.get(path, query), 422)["type"] == fault
    assert told(lead.get(f"/api/studies/{vip.pk}/results/horoscope"), 422)["type"] == "ValuesWrong"


def test_files_of_results_are_what_they_say_and_are_logged(callers: Callers, vip: StudyRecord) -> None:
    lead = callers("lead", "export")
    table = lead.get(f"/api/studies/{vip.pk}/results/importance/csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row["moment"] for row in rows] == [moment.key for moment in read_study(TELECOM.encode()).scenario("visit").moments]
    drawn = lead.get(f"/api/studies/{vip.pk}/map")
    assert drawn.content.startswith(b"<svg")
    assert lead.get(f"/api/studies/{vip.pk}/map?form=png").content.startswith(b"\x89PNG")
    first = told(lead.get(f"/api/studies/{vip.pk}/pictures?limit=1"))["found"][0]
    assert lead.get(f"/api/studies/{vip.pk}/pictures/{first['section']}/{first['name']}").content.startswith(b"<svg")
    assert lead.get(f"/api/studies/{vip.pk}/pictures/map/nothing").status_code == 404
    assert AuditEntry.objects.filter(action="result.export", actor_name="lead").count() == 4


@pytest.mark.slow
@pytest.mark.parametrize(("path", "start"), [("deck", b"PK"), ("workbook", b"PK"), ("page", b"<!doctype html>")])
def test_whole_reports_come_as_one_file(callers: Callers, vip: StudyRecord, path: str, start: bytes) -> None:
    answer = callers("lead").get(f"/api/studies/{vip.pk}/{path}")
    assert answer.content.startswith(start)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_baseline_is_frozen_once_under_its_name(callers: Callers, vip: StudyRecord) -> None:
    lead, path = callers("lead"), f"/api/studies/{vip.pk}/baselines"
    frozen = told(lead.post(path, {"name": "Q3"}, content_type="application/json"), 201)
    assert told(lead.post(path, {"name": "Q3"}, content_type="application/json"), 422)["type"] == "BaselineNamed"
    assert names(told(lead.get(path))["found"], "name") == ["Q3"]
    assert told(lead.get(f"{path}/{frozen['id']}"))["values"]["fingerprint"] == frozen["fingerprint"]


def test_the_tree_the_members_and_the_log_are_read(callers: Callers, cast: Cast, hall: StudyRecord) -> None:
    tree = told(callers("province").get("/api/units"))
    assert names(tree["found"]) == ["gd", "zs", "hall1"]
    members = told(callers("admin").get(f"/api/units/{cast.units['gd'].pk}/members"))
    assert ("province", "Province lead") in [(one["username"], one["role_name"]["en"]) for one in members["found"]]
    callers("lead").put(f"/api/studies/{hall.pk}/file", {"text": STUDY + "\n", "seen_number": 1}, content_type="application/json")
    log = told(callers("auditor").get("/api/audit?who=lead&limit=5"))
    assert "study.change" in names(log["found"], "action")
    assert told(callers("auditor").get("/api/audit?organisation=other"), 404)["type"] == "NotThere"


def test_a_session_writes_only_with_its_mark(cast: Cast, hall: StudyRecord) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["lead"], backend="django.contrib.auth.backends.ModelBackend")
    body = {"text": STUDY + "\n", "seen_number": 1}
    refused = told(client.put(f"/api/studies/{hall.pk}/file", body, content_type="application/json"), 403)
    assert refused["type"] == "FormStale"
    client.get("/language")
    client.get(f"/studies/{hall.pk}/share")
    mark = client.cookies["csrftoken"].value
    told(client.put(f"/api/studies/{hall.pk}/file", body, content_type="application/json", headers={"x-csrftoken": mark}))


@pytest.mark.parametrize(("language", "word"), [("zh", "没有"), ("en", "no such")])
def test_faults_are_problems_in_the_language_of_the_request(callers: Callers, language: str, word: str) -> None:
    for path in ("/api/studies/99999", "/api/nowhere"):
        answer = callers("lead", language=language).get(path)
        assert answer.headers["Content-Type"] == "application/problem+json"
        problem = told(answer, 404)
        assert (problem["type"], word in problem["title"]) == ("NotThere", True)


def test_values_that_cannot_be_taken_are_named(callers: Callers) -> None:
    problem = told(callers("lead").get("/api/studies?limit=0&offset=x"), 422)
    assert {one["place"] for one in problem["faults"]} == {"query.limit", "query.offset"} or len(problem["faults"]) == 2
    broken = callers("lead").post("/api/studies", "{", content_type="application/json")
    assert told(broken, 400)["type"] == "BodyUnreadable"


def test_whoever_asks_too_often_is_told_when_to_come_again(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pace.MOST, "read", 3)
    client = callers("lead", "read")
    statuses = [client.get("/api/me").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = client.get("/api/me")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert callers("analyst", "read").get("/api/me").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_api_shows_every_operation_and_nothing_from_outside(cast: Cast, language: Language) -> None:
    page = cast.client("", language).get("/api/")
    words = page.content.decode()
    shown = [one for section in ("people", "define", "listen", "analyse") for one in list_operations(section, language)]
    assert len(shown) > 30
    assert all(one["path"] in words and one["summary"] in words for one in shown)
    assert "http://" not in words.replace("http://testserver", "")
    assert " style=" not in words
    assert "<script>" not in words


def test_every_operation_and_parameter_is_told_in_both_languages(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    for path, methods in described["paths"].items():
        for one in methods.values():
            assert one["x-zh"] != one["summary"], path
            assert one["description"], path
            for parameter in one["parameters"]:
                assert "x-zh" in parameter["schema"] or parameter["name"] in PLAIN, (path, parameter["name"])


PLAIN = {"pk", "number", "question", "section", "name", "offset", "limit", "form", "scenario", "Idempotency-Key", "idempotency_key"}
