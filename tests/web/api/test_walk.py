"""Every operation × everybody × {head office, own unit, sibling, other organisation} × scopes of tokens: who gets in, and who does not."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.analyse.conftest import add_answers
from tests.web.api.conftest import Callers
from tests.web.cast import BESIDE, HOME, MAY, UPWARD, Cast
from tests.web.listen.conftest import STUDY, keep_study

from peakend.web.analyse.models import FrozenBaseline
from peakend.web.api.door import api, describe_api
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import Upload
from peakend.web.people.accounts import SCOPES
from peakend.web.people.models import ROLES

PLACES = {"head": "head", "own": "gd", "sibling": "fj", "other": "head@other"}
"""Where a study stands: in head office, in our province below it, in the province beside that, in another company."""
TREE = {
    "head": "head/",
    "gd": "head/gd/",
    "zs": "head/gd/zs/",
    "hall1": "head/gd/zs/hall1/",
    "fj": "head/fj/",
    "xm": "head/fj/xm/",
    "hall2": "head/fj/xm/hall2/",
}
ENTRIES: dict[str, str] = {
    "GET /api/me": "signed_in",
    **dict.fromkeys(["GET /api/units", "GET /api/units/{pk}/members"], "member.read"),
    "GET /api/audit": "audit.read",
    **{f"GET /api/studies{rest}": "study.read" for rest in ("", "/{pk}", "/{pk}/file", "/{pk}/remarks")},
    **{f"GET /api/studies/{{pk}}/versions{rest}": "study.read" for rest in ("", "/{number}/file")},
    **dict.fromkeys(["POST /api/studies", "PUT /api/studies/{pk}/file", "POST /api/studies/{pk}/baselines"], "study.edit"),
    "GET /api/studies/{pk}/answers": "answers.import",
    **{f"POST /api/studies/{{pk}}/answers/{{number}}/{deed}": "answers.import" for deed in ("undo", "redo")},
    **{f"{method} /api/studies/{{pk}}/uploads": "answers.import" for method in ("GET", "POST")},
    **{f"{method} /api/studies/{{pk}}/uploads/{{number}}": "answers.import" for method in ("GET", "DELETE")},
    **{f"POST /api/studies/{{pk}}/uploads/{{number}}/{deed}": "answers.import" for deed in ("trial", "import")},
    **{f"GET /api/studies/{{pk}}/{what}": "result.read" for what in ("filters", "results", "results/{question}")},
    **{f"GET /api/studies/{{pk}}/baselines{rest}": "result.read" for rest in ("", "/{number}")},
    **{f"GET /api/studies/{{pk}}/{what}": "result.export" for what in ("results/{question}/csv", "map", "deck", "workbook", "page")},
    **{f"GET /api/studies/{{pk}}/pictures{rest}": "result.export" for rest in ("", "/{section}/{name}")},
}
"""The right that each operation asks for, written down once more: one that asks for another, or has no entry, is a failure."""
WALL = {401, 403, 404}
BROKEN = 500
PEOPLE = (*ROLES, *(f"{role}@beside" for role in BESIDE), *(f"{role}@other" for role in ROLES))


@dataclass(frozen=True)
class Operation:
    """One operation as its description tells it."""

    method: str
    path: str
    right: str
    scope: str

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Asked:
    """One question to the door, what was said, and whether somebody should have passed."""

    who: str
    way: str
    operation: str
    told: int
    inside: bool

    @property
    def fault(self) -> str:
        """What is wrong with the answer; nothing where all is well."""
        if self.told >= BROKEN:
            return "broken"
        if self.inside == (self.told in WALL):
            return "kept out" if self.inside else "let in"
        return ""


def operations() -> list[Operation]:
    return [
        Operation(method.upper(), path, one["x-right"], one["x-scope"])
        for path, methods in describe_api()["paths"].items()
        for method, one in methods.items()
    ]


@pytest.fixture
def studies(cast: Cast) -> dict[str, StudyRecord]:
    """A study in every place, each with an import, a file and a baseline."""
    made = {place: keep_study(cast, unit, STUDY) for place, unit in PLACES.items()}
    for at, record in enumerate(made.values()):
        add_answers(record, 30, seed=at)
        Upload.objects.create(study=record, name="x.csv", path="", size=1, digest="d", state="looked")
        FrozenBaseline.objects.create(study=record, name="first", fingerprint="f")
    return made


def knock(client: Client, operation: Operation, study: StudyRecord) -> int:
    """The status of an operation about a study, with values that stop it soon after the door."""
    path = operation.path.replace("{pk}/members", f"{study.unit_id}/members").replace("{pk}", str(study.pk))
    kept: dict[str, Any] = {"answers": study.parts, "uploads": study.uploads, "baselines": study.baselines}
    number = next((kind.get().pk for name, kind in kept.items() if f"/{name}/{{number}}" in path), study.number)
    path = path.replace("{number}", str(number)).replace("{question}", "importance").replace("{section}", "map").replace("{name}", "x")
    bodies: dict[str, Any] = {
        "POST /api/studies": {"unit": study.unit_id, "text": "no study"},
        "PUT /api/studies/{pk}/file": {"text": "no study", "seen_number": 1},
        "POST /api/studies/{pk}/baselines": {"name": "x"},
    }
    if operation.name == "POST /api/studies/{pk}/uploads":
        sent = {"file": SimpleUploadedFile("x.csv", uuid4().bytes)}
        status = client.post(path, sent, headers={"idempotency-key": str(uuid4())}).status_code
        study.uploads.exclude(digest="d").delete()
        return status
    query = "?wave=nowhere" if operation.right.startswith("result.") or "baselines" in path else ""
    body = bodies.get(operation.name, {})
    return client.generic(operation.method, path + query, json.dumps(body), content_type="application/json").status_code


def expected(who: str, operation: Operation, place: str) -> bool:
    """Whether somebody passes the door of an operation about a study of this place: worked out from the roles alone."""
    role, _, where = who.partition("@")
    if operation.right == "signed_in":
        return True
    if role not in MAY[operation.right]:
        return False
    about = operation.path.split("/")[2]
    if about in {"me", "audit"} or operation.name in {"GET /api/studies", "GET /api/units"}:
        return True
    if (where == "other") != (place == "other"):
        return False
    seat = TREE[(BESIDE if where == "beside" else HOME).get(role, "head")]
    at = TREE[PLACES[place].partition("@")[0]]
    return at.startswith(seat) or (operation.right in UPWARD and seat.startswith(at))


@pytest.mark.parametrize("place", PLACES)
def test_who_gets_in_is_who_the_roles_let_in(
    callers: Callers, cast: Cast, studies: dict[str, StudyRecord], tell_count: Callable[..., None], place: str
) -> None:
    asked: list[Asked] = []
    for who in PEOPLE:
        session = cast.client(who)
        for operation in operations():
            for way, client in {"session": session, "token": callers(who, operation.scope)}.items():
                told = knock(client, operation, studies[place])
                asked.append(Asked(who, way, operation.name, told, expected(who, operation, place)))
    leaks, kept_out, broken = (sum(one.fault == fault for one in asked) for fault in ("let in", "kept out", "broken"))
    pairs = len({(one.who, one.operation) for one in asked}) if place == "head" else 0
    counts = {"pairs": pairs, "questions": len(asked), "leaks": leaks, "kept_out": kept_out, "broken": broken}
    tell_count("Rights walk, API operations × callers", **counts)
    wrong = [one for one in asked if one.fault]
    assert not wrong, wrong[:10]
    assert len(asked) == len(PEOPLE) * len(operations()) * 2


def test_everybody_of_the_cast_calls(cast: Cast) -> None:
    assert sorted(PEOPLE) == sorted(cast.people)


def test_a_token_does_nothing_beyond_its_scopes(callers: Callers, studies: dict[str, StudyRecord]) -> None:
    for operation in operations():
        others = [scope for scope in SCOPES if scope != operation.scope]
        for who in ("lead", "admin", "auditor"):
            assert knock(callers(who, *others), operation, studies["head"]) == 403, operation


def test_nobody_gets_in_without_a_name(studies: dict[str, StudyRecord]) -> None:
    for operation in operations():
        assert knock(Client(), operation, studies["head"]) == 401, operation
        assert knock(Client(headers={"authorization": "Bearer pk_wrong"}), operation, studies["head"]) == 401, operation
        assert knock(Client(headers={"authorization": "Basic eDp4"}), operation, studies["head"]) == 401, operation


def test_a_wrong_token_is_not_saved_by_a_session(cast: Cast) -> None:
    assert cast.client("lead").get("/api/me", headers={"authorization": "Bearer pk_wrong"}).status_code == 401


def test_a_number_of_another_study_opens_nothing(callers: Callers, studies: dict[str, StudyRecord]) -> None:
    own, lead = studies["head"], callers("lead")
    for place in ("sibling", "other"):
        part = studies[place].parts.get()
        assert lead.post(f"/api/studies/{own.pk}/answers/{part.pk}/undo").status_code == 404
        part.refresh_from_db()
        assert part.state == "standing"
    assert lead.get(f"/api/units/{studies['other'].unit_id}/members").status_code == 404


def test_every_operation_says_its_right_and_its_scope() -> None:
    assert {operation.name: operation.right for operation in operations()} == ENTRIES
    for operation in operations():
        assert operation.scope in SCOPES, operation
        assert operation.scope != "read" or operation.method == "GET", operation


def test_an_operation_that_says_nothing_is_shut() -> None:
    bound = [one for router in api._get_bound_routers() for view in router.path_operations.values() for one in view.operations]
    assert bound
    assert all(one.auth_callbacks for one in bound)
    assert all(callback.__class__.__name__ in {"ByToken", "BySession"} for one in bound for callback in one.auth_callbacks)
