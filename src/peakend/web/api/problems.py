"""What does a program read when something is wrong? problem+json: the name of the fault, and words in the asker's language."""

import logging
from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from peakend.errors import (
    AlreadyStanding,
    BodyTooLarge,
    BodyUnreadable,
    CodingWouldChange,
    EditConflict,
    FormStale,
    KeyReused,
    MethodWrong,
    NotThere,
    PeakendError,
    ProgramBroken,
    RightMissing,
    ScopeMissing,
    SentTooLarge,
    SignInNeeded,
    StudyKeyInUse,
    TokenWrong,
    TooOften,
    UploadBusy,
    ValuesWrong,
)
from peakend.web.shell.language import spoken
from peakend.web.shell.requests import name_page

_log = logging.getLogger(__name__)
MEDIA: Final = "application/problem+json"

STATUSES: Final[dict[type[PeakendError], int]] = {
    BodyUnreadable: 400,
    SignInNeeded: 401,
    TokenWrong: 401,
    FormStale: 403,
    RightMissing: 403,
    ScopeMissing: 403,
    NotThere: 404,
    MethodWrong: 405,
    AlreadyStanding: 409,
    CodingWouldChange: 409,
    EditConflict: 409,
    KeyReused: 409,
    StudyKeyInUse: 409,
    UploadBusy: 409,
    BodyTooLarge: 413,
    SentTooLarge: 413,
    TooOften: 429,
    ProgramBroken: 500,
}
"""The status of a fault; 422 where nothing else stands."""


class Problem(Schema):
    """What is wrong, in the language of the request: `type` is the name of the fault, the same in every language."""

    type: str
    title: str
    detail: str
    status: int
    faults: list[dict[str, Any]] = Field(default_factory=list)


def tell_problem(request: HttpRequest, fault: PeakendError, faults: list[dict[str, Any]] | None = None) -> HttpResponse:
    """A fault as problem+json."""
    status = STATUSES.get(type(fault), 422)
    language = spoken(request)
    told: dict[str, Any] = {
        "type": fault.name,
        "title": fault.fill(fault.what).say(language),
        "detail": fault.fill(fault.mend).say(language),
        "status": status,
    }
    response = JsonResponse(told | ({"faults": faults} if faults else {}), status=status, content_type=MEDIA)
    if status == STATUSES[SignInNeeded]:
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(fault, TooOften):
        response.headers["Retry-After"] = str(fault.blanks["seconds"])
    return response


def tell_values(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Values that cannot be taken, each with its place."""
    found = [{"place": ".".join(map(str, one["loc"])), "what": str(one["msg"]), "kind": str(one["type"])} for one in fault.errors]
    places = ", ".join(dict.fromkeys(one["place"] for one in found))
    return tell_problem(request, ValuesWrong(count=len(found), places=places), found)


def _tell_http(request: HttpRequest, fault: HttpError) -> HttpResponse:
    known: dict[int, type[PeakendError]] = {401: SignInNeeded, 403: FormStale, 404: NotThere}
    return tell_problem(request, known.get(fault.status_code, BodyUnreadable)())


def _tell_broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    """A fault of ours: the log holds its trace and the name of the operation, the answer nothing of either."""
    _log.error("%s is broken", name_page(request), exc_info=fault)
    return tell_problem(request, ProgramBroken())


def refuse_methods(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an operation that is asked in a way it does not have says so as every other fault is said."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.path.startswith("/api/"):
            told = tell_problem(request, MethodWrong(method=str(request.method), known=response.headers["Allow"]))
            told.headers["Allow"] = response.headers["Allow"]
            return told
        return response

    return answer


def explain_problems(api: NinjaAPI) -> None:
    """Let every fault of an operation become problem+json."""
    tellers: dict[type[Exception], Any] = {
        PeakendError: tell_problem,
        ValidationError: tell_values,
        HttpError: _tell_http,
        Http404: lambda request, _: tell_problem(request, NotThere()),
        PermissionDenied: lambda request, _: tell_problem(request, NotThere()),
        RequestDataTooBig: lambda request, _: tell_problem(request, BodyTooLarge()),
        SuspiciousOperation: lambda request, _: tell_problem(request, BodyUnreadable()),
        Exception: _tell_broken,
    }
    for kind, tell in tellers.items():
        api.add_exception_handler(kind, tell)
