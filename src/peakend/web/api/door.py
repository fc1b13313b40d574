"""The API as a whole: its sections, its faults, its description. An operation that does not say who may use it is shut."""

from functools import cache
from typing import Any, Final

from ninja import NinjaAPI
from ninja.operation import Operation

from peakend import __version__
from peakend.text import Text
from peakend.web.api.callers import shut
from peakend.web.api.problems import MEDIA, Problem, explain_problems
from peakend.web.api.routes import analyse, define, listen, people

ABOUT: Final = Text(
    "工作台的接口：页面能看到的都能读，主要的写操作都能做。权限、小群体保护与页面完全相同。",
    "The workbench for programs: all that pages show and the main writes, under the same rights and the same protection of small groups.",
)


class Door(NinjaAPI):
    """The API, with the names of functions as the names of operations."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of an operation."""
        return operation.view_func.__name__


api = Door(title="Peakend", version=__version__, description=ABOUT.en, docs_url=None, openapi_url=None, urls_namespace="api", auth=shut)
explain_problems(api)
for _routes in (people, define, listen, analyse):
    api.add_router("", _routes.router)

_FAULTS: Final = {
    400: "The body cannot be read",
    401: "Nobody, or a token that opens nothing",
    403: "The right, the scope or the mark against forgery is missing",
    404: "No such thing, or not yours",
    422: "Values that cannot be taken, or answers that do not carry it",
    429: "Too many requests",
    500: "A fault of the program",
}
_OF_WRITES: Final = {409: "A conflict with what stands", 413: "Too large"}


@cache
def describe_api() -> dict[str, Any]:
    """The description of the API (OpenAPI 3.1): operations with right and scope, shapes, faults."""
    described: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="api/"))
    shape = Problem.model_json_schema()
    described["components"]["schemas"]["Problem"] = shape
    for methods in described["paths"].values():
        for method, one in methods.items():
            faults = _FAULTS | ({} if method == "get" else _OF_WRITES)
            content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            for status, words in faults.items():
                one["responses"].setdefault(status, {"description": words, "content": content})
    return described
