"""What does an operation say of itself? Its right and scope, its words in both languages, what it answers; nothing is open by omission."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from ninja import Router
from ninja.constants import NOT_SET

from peakend.text import Text
from peakend.web.api.callers import BySession, ByToken
from peakend.web.api.shapes import CHINESE
from peakend.web.people.access import Right

Function = TypeVar("Function", bound=Callable[..., Any])

SECTIONS: Final[dict[str, Text]] = {
    "people": Text("人员与机构", "People"),
    "define": Text("定义：研究", "Define: studies"),
    "listen": Text("倾听：答卷", "Listen: answers"),
    "analyse": Text("分析：结果", "Analyse: results"),
}
"""The parts of the API in the order of the method; each operation belongs to one."""


def operation(
    router: Router,
    call: str,
    *,
    right: Right,
    scope: str,
    says: Text,
    response: Any = NOT_SET,  # noqa: ANN401 - what the library takes
    media: Sequence[str] = (),
    tagged: bool = False,
) -> Callable[[Function], Function]:
    """Declare an operation: `call` is its method and path.

    `media` are the types of a file that it answers instead of JSON; a `tagged` one may be as it was (304).
    """
    method, path = call.split(" ")
    extra: dict[str, Any] = {"x-right": right, "x-scope": scope, CHINESE: says.zh}
    if media:
        kinds: dict[str, Any] = {one: {} for one in media}
        extra["responses"] = {200: {"description": "The file", "content": kinds}} | ({304: {"description": "As it was"}} if tagged else {})
    return router.api_operation(
        [method], path, auth=[ByToken(right, scope), BySession(right, scope)], response=response, summary=says.en, openapi_extra=extra
    )
