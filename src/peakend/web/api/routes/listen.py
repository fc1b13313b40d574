"""How do answers come in? A file is sent, looked at, run dry, imported, each step watched; an import can be undone.

A file is worked on in the background: its `state` says how far it is (`sent`, `looked`, `tried`, `imported`, `failed`, and between them
what is being done). Sending the same file again while its answers stand changes nothing and says so (409).
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Header, Query, Router, Status
from ninja.files import UploadedFile

from peakend import errors
from peakend.errors import Interrupted, PeakendError
from peakend.text import Language, Text
from peakend.web.api.callers import caller_of, study_in
from peakend.web.api.operations import operation
from peakend.web.api.receipts import do_once, hash_content
from peakend.web.api.shapes import Cut, Listed, PartOut, TrialIn, UploadOut, cut
from peakend.web.define.queries import study_of
from peakend.web.listen.actions import drop, order_import, order_trial, receive, redo, undo
from peakend.web.listen.mapping import ALIKE, list_targets, propose, read_choices
from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.listen.queries import find_part, find_upload, last_mapping, open_uploads
from peakend.web.shell.language import spoken

router = Router(tags=["listen"])
ANSWERS = "/studies/{int:pk}/answers"
UPLOADS = "/studies/{int:pk}/uploads"
_ONE = UPLOADS + "/{int:number}"


@operation(router, f"GET {ANSWERS}", right="answers.import", scope="import", says=Text("已导入的答卷", "Imports"), response=Listed[PartOut])
def list_answers(request: HttpRequest, pk: int, part: Query[Cut]) -> dict[str, Any]:
    """Every import of a study, the newest first, those taken back too."""
    return cut(study_in(request, pk).parts.select_related("by").order_by("-when", "-pk"), part, tell_part)


def tell_part(part: AnswerPart) -> dict[str, Any]:
    """An import as it goes out."""
    return {
        "id": part.pk,
        "name": part.name,
        "when": part.when,
        "by": part.by.username if part.by else "",
        "wave": part.wave,
        "rows": part.rows,
        "refused": part.refused,
        "digest": part.digest,
        "state": part.state,
    }


@operation(
    router,
    f"POST {ANSWERS}/{{int:number}}/undo",
    right="answers.import",
    scope="import",
    says=Text("撤销一次导入", "Undo an import"),
    response=PartOut,
)
def undo_part(request: HttpRequest, pk: int, number: int) -> dict[str, Any]:
    """Take an import out of every analysis; it can be brought back. Undone already, nothing changes."""
    return _turn(request, pk, number, undo)


@operation(
    router,
    f"POST {ANSWERS}/{{int:number}}/redo",
    right="answers.import",
    scope="import",
    says=Text("恢复一次导入", "Bring an import back"),
    response=PartOut,
)
def redo_part(request: HttpRequest, pk: int, number: int) -> dict[str, Any]:
    """Bring an import back that was undone. Standing already, nothing changes."""
    return _turn(request, pk, number, redo)


def _turn(request: HttpRequest, pk: int, number: int, deed: Any) -> dict[str, Any]:  # noqa: ANN401 - undo or redo
    study_in(request, pk)
    user = caller_of(request).user
    deed(actor=user, part=find_part(user, pk, number))
    return tell_part(find_part(user, pk, number))


@operation(router, f"GET {UPLOADS}", right="answers.import", scope="import", says=Text("待处理的文件", "Files"), response=Listed[UploadOut])
def list_uploads(request: HttpRequest, pk: int, part: Query[Cut]) -> dict[str, Any]:
    """The files of a study that are not dealt with yet."""
    language = spoken(request)
    return cut(open_uploads(study_in(request, pk)).order_by("-when", "-pk"), part, lambda one: tell_upload(one, language))


@operation(
    router,
    f"POST {UPLOADS}",
    right="answers.import",
    scope="import",
    says=Text("上传答卷文件", "Send a file of answers"),
    response={202: UploadOut, 200: UploadOut},
)
def send_file(
    request: HttpRequest, pk: int, idempotency_key: Header[UUID], file: File[UploadedFile], definition: File[UploadedFile | None] = None
) -> Status[dict[str, Any]]:
    """A file of answers, with the definition of its questionnaire (.qsf, .lss) where there is one. It is looked at in the background.

    `Idempotency-Key` is a UUID that the sender makes: sent again with the same file, the same receipt comes back; with another, 409.
    """
    caller, record, language = caller_of(request), study_in(request, pk), spoken(request)
    beside = hash_content(file=definition) if definition is not None else ""

    def keep() -> tuple[int, dict[str, Any]]:
        upload = receive(actor=caller.user, file=file, study=record, beside=definition)
        return 202, UploadOut.model_validate(tell_upload(upload, language)).model_dump(mode="json")

    return Status(*do_once(caller.user, idempotency_key, hash_content("uploads", pk, beside, file=file), keep))


@operation(
    router, f"GET {_ONE}", right="answers.import", scope="import", says=Text("一个文件的进展", "How far a file is"), response=UploadOut
)
def show_upload(request: HttpRequest, pk: int, number: int) -> dict[str, Any]:
    """What was understood of a file, what a dry run gave, how far it is."""
    study_in(request, pk)
    return tell_upload(find_upload(caller_of(request).user, pk, number), spoken(request))


def tell_upload(upload: Upload, language: Language) -> dict[str, Any]:
    """A file as it goes out, with what its columns are most likely for."""
    columns = list(upload.found.get("columns", []))
    matches = {}
    if columns and upload.study is not None:
        matches = propose(columns, list_targets(study_of(upload.study).survey), last_mapping(upload.study))
    part = upload.parts.filter(state="standing").order_by("-pk").first()
    return {
        "id": upload.pk,
        "name": upload.name,
        "size": upload.size,
        "digest": upload.digest,
        "state": upload.state,
        "progress": upload.progress,
        "busy": upload.busy,
        "columns": columns,
        "proposed": {heading: match.column for heading, match in matches.items() if match.why != ALIKE},
        "alike": {heading: match.column for heading, match in matches.items() if match.why == ALIKE},
        "chosen": upload.chosen,
        "trial": upload.trial,
        "fault": _tell_fault(upload.fault, language),
        "part": part.pk if part else None,
    }


def _tell_fault(kept: dict[str, Any], language: Language) -> dict[str, str] | None:
    """A fault from its name and blanks, worded for the reader."""
    if not kept:
        return None
    kind = getattr(errors, str(kept.get("name", "")), Interrupted)
    fault: PeakendError = kind(**kept.get("blanks", {}))
    title, detail = fault.fill(fault.what).say(language), fault.fill(fault.mend).say(language)
    return {"type": fault.name, "title": title, "detail": detail}


@operation(
    router,
    f"POST {_ONE}/trial",
    right="answers.import",
    scope="import",
    says=Text("试运行", "Run an import dry"),
    response={202: UploadOut},
)
def run_trial(request: HttpRequest, pk: int, number: int, choice: TrialIn) -> Status[dict[str, Any]]:
    """Read the file as the import would, without storing any answer: rows, what is left out and why, every refused cell."""
    record = study_in(request, pk)
    upload = find_upload(caller_of(request).user, pk, number)
    targets, columns = list_targets(study_of(record).survey), list(upload.found.get("columns", []))
    if choice.mapping is None:
        mapping = {key: match.column for key, match in propose(columns, targets, last_mapping(record)).items() if match.why != ALIKE}
    else:
        known = {str(one["name"]) for one in columns}
        pairs = [(column, heading) for heading, column in choice.mapping.items() if column in known]
        mapping = read_choices([column for column, _ in pairs], [heading for _, heading in pairs], targets)
    order_trial(upload=upload, mapping=mapping, wave=choice.wave)
    return Status(202, tell_upload(find_upload(caller_of(request).user, pk, number), spoken(request)))


@operation(
    router, f"POST {_ONE}/import", right="answers.import", scope="import", says=Text("导入", "Import a file"), response={202: UploadOut}
)
def import_file(request: HttpRequest, pk: int, number: int) -> Status[dict[str, Any]]:
    """Import a file that was run dry: what the dry run showed, all of it or nothing."""
    study_in(request, pk)
    user = caller_of(request).user
    order_import(actor=user, upload=find_upload(user, pk, number))
    return Status(202, tell_upload(find_upload(user, pk, number), spoken(request)))


@operation(router, f"DELETE {_ONE}", right="answers.import", scope="import", says=Text("放弃一个文件", "Drop a file"), response={204: None})
def drop_file(request: HttpRequest, pk: int, number: int) -> Status[None]:
    """Give a file up: whatever is being done with it stops, and it is kept no longer."""
    study_in(request, pk)
    drop(upload=find_upload(caller_of(request).user, pk, number))
    return Status(204, None)
