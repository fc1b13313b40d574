"""What is studied? Studies, their files and versions, what the check has to say; a new version says which one it was made from."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from ninja import Header, Query, Router, Status

from peakend.define.check import check_study
from peakend.text import Text
from peakend.web.api.callers import caller_of, study_in
from peakend.web.api.operations import operation
from peakend.web.api.receipts import do_once, hash_content
from peakend.web.api.shapes import (
    Cut,
    CutOfStudies,
    Listed,
    RemarkOut,
    StudyDetail,
    StudyIn,
    StudyOut,
    VersionIn,
    VersionOut,
    cut,
    in_both,
)
from peakend.web.define.actions import create_study, replace_text
from peakend.web.define.models import StudyRecord, StudyVersion
from peakend.web.define.queries import studies_for, study_of
from peakend.web.people.access import units_for

router = Router(tags=["define"])
YAML = "application/yaml"


@operation(router, "GET /studies", right="study.read", scope="read", says=Text("研究列表", "List studies"), response=Listed[StudyOut])
def list_studies(request: HttpRequest, part: Query[CutOfStudies]) -> dict[str, Any]:
    """The studies one may read, those changed last first."""
    caller = caller_of(request)
    found = studies_for(caller.user, caller.right).order_by("-changed", "-pk")
    return cut(found if part.archived else found.filter(archived=None), part, tell_study)


def tell_study(record: StudyRecord) -> dict[str, Any]:
    """A study as it goes out."""
    return {
        "id": record.pk,
        "key": record.key,
        "title": {"zh": record.title_zh, "en": record.title_en},
        "organisation": record.unit.organisation.key,
        "unit": record.unit.key,
        "number": record.number,
        "synthetic": record.synthetic,
        "archived": record.archived is not None,
        "unit_attribute": record.unit_attribute,
        "changed": record.changed,
    }


def _plain(record: StudyRecord) -> dict[str, Any]:
    """A study as a receipt keeps it."""
    return StudyOut.model_validate(tell_study(record)).model_dump(mode="json")


@operation(
    router,
    "POST /studies",
    right="study.edit",
    scope="write",
    says=Text("新建研究", "Create a study"),
    response={201: StudyOut, 200: StudyOut},
)
def add_study(request: HttpRequest, study: StudyIn, idempotency_key: Header[UUID | None] = None) -> Status[dict[str, Any]]:
    """A new study from the text of a study file. The same key with the same content gives the same study, not another."""
    caller = caller_of(request)
    unit = units_for(caller.user, caller.right).filter(pk=study.unit).first()
    if unit is None:
        raise Http404
    title = None if study.title is None else Text(zh=study.title.zh, en=study.title.en)

    def create() -> tuple[int, dict[str, Any]]:
        made = create_study(actor=caller.user, unit=unit, text=study.text, key=study.key, title=title, unit_attribute=study.unit_attribute)
        return 201, _plain(made)

    return Status(*do_once(caller.user, idempotency_key, hash_content("studies", study.model_dump()), create))


@operation(
    router,
    "GET /studies/{int:pk}",
    right="study.read",
    scope="read",
    says=Text("一项研究", "One study"),
    response={200: StudyDetail, 304: None},
)
def show_study(request: HttpRequest, response: HttpResponse, pk: int) -> Any:  # noqa: ANN401 - the study, or that it is as it was
    """A study with its scenarios and moments. With `If-None-Match` 304 while it is as it was."""
    record = study_in(request, pk)
    tag = tag_of(record)
    if same := _unchanged(request, tag):
        return same
    response["ETag"] = tag
    study = study_of(record)
    scenarios = [
        {
            "key": scenario.key,
            "name": in_both(scenario.name),
            "moments": [{"key": one.key, "stage": one.stage or "", "name": in_both(one.name)} for one in scenario.moments],
        }
        for scenario in study.scenarios
    ]
    attributes = [one.key for one in study.survey.attributes]
    return {**tell_study(record), "scenarios": scenarios, "attributes": attributes, "questions": len(study.survey.questions)}


def tag_of(record: StudyRecord) -> str:
    """The ETag of a study: it changes with everything that a study shows."""
    said = f"{record.pk}/{record.number}/{record.changed.isoformat()}/{record.archived}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def _unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    answer = get_conditional_response(request, etag=tag)
    return answer if isinstance(answer, HttpResponseNotModified) else None


@operation(
    router,
    "GET /studies/{int:pk}/file",
    right="study.read",
    scope="read",
    says=Text("研究文件", "Study file"),
    media=(YAML,),
    tagged=True,
)
def show_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of the newest version, byte for byte as it was written. With `If-None-Match` 304 while it is as it was."""
    record = study_in(request, pk)
    tag = tag_of(record)
    return _unchanged(request, tag) or _send(record.text, record.number, tag)


def _send(text: str, number: int, tag: str = "") -> HttpResponse:
    headers = {"X-Study-Number": str(number), **({"ETag": tag} if tag else {})}
    return HttpResponse(text, content_type=f"{YAML}; charset=utf-8", headers=headers)


@operation(
    router,
    "PUT /studies/{int:pk}/file",
    right="study.edit",
    scope="write",
    says=Text("写入新一版", "Write a new version"),
    response=StudyOut,
)
def write_file(request: HttpRequest, pk: int, version: VersionIn, idempotency_key: Header[UUID | None] = None) -> Status[dict[str, Any]]:
    """The whole text of a new version. 409 where others wrote since `seen_number`, or answers would no longer count (unless confirmed)."""
    caller, record = caller_of(request), study_in(request, pk)

    def write() -> tuple[int, dict[str, Any]]:
        written = replace_text(
            actor=caller.user,
            record=record,
            seen_number=version.seen_number,
            text=version.text,
            about=version.about,
            confirmed=version.confirmed,
        )
        return 200, _plain(written)

    return Status(*do_once(caller.user, idempotency_key, hash_content("file", pk, version.model_dump()), write))


@operation(
    router,
    "GET /studies/{int:pk}/versions",
    right="study.read",
    scope="read",
    says=Text("版本", "Versions"),
    response=Listed[VersionOut],
)
def list_versions(request: HttpRequest, pk: int, part: Query[Cut]) -> dict[str, Any]:
    """Every version of a study, the newest first."""
    return cut(study_in(request, pk).versions.select_related("author").order_by("-number"), part, _tell_version)


def _tell_version(version: StudyVersion) -> dict[str, Any]:
    author = version.author.username if version.author else ""
    return {"number": version.number, "author": author, "when": version.when, "deed": version.deed, "about": version.about}


@operation(
    router,
    "GET /studies/{int:pk}/versions/{int:number}/file",
    right="study.read",
    scope="read",
    says=Text("某一版的文件", "File of a version"),
    media=(YAML,),
)
def show_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The text of one version."""
    version = study_in(request, pk).versions.filter(number=number).first()
    if version is None:
        raise Http404
    return _send(version.text, version.number)


@operation(
    router,
    "GET /studies/{int:pk}/remarks",
    right="study.read",
    scope="read",
    says=Text("检查意见", "Remarks"),
    response=Listed[RemarkOut],
)
def list_remarks(request: HttpRequest, pk: int, part: Query[Cut]) -> dict[str, Any]:
    """What the check has to say about a study, the worst first."""
    return cut(list(check_study(study_of(study_in(request, pk)))), part, _tell_remark)


def _tell_remark(remark: Any) -> dict[str, Any]:  # noqa: ANN401 - a remark, as a list hands it on
    return {
        "severity": remark.severity,
        "where": remark.where,
        "name": remark.name,
        "what": in_both(remark.message),
        "mend": in_both(remark.mend),
    }
