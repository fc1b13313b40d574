"""Where can a person read what the API offers? A page made of its description, and the description itself."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from peakend.errors import NotThere
from peakend.text import Language
from peakend.web.api.door import ABOUT, describe_api
from peakend.web.api.operations import SECTIONS
from peakend.web.api.problems import tell_problem
from peakend.web.api.shapes import CHINESE
from peakend.web.people.access import needs
from peakend.web.people.accounts import SCOPES
from peakend.web.shell.language import spoken


@needs("open")
@require_safe
def show_description(request: HttpRequest) -> HttpResponseBase:
    """The description as OpenAPI 3.1: the same for everybody, without anything of this installation."""
    del request
    return JsonResponse(describe_api(), json_dumps_params={"ensure_ascii": False})


@needs("open")
@require_safe
def show_docs(request: HttpRequest) -> HttpResponse:
    """Every operation, section by section, in the language of the reader."""
    language = spoken(request)
    sections = [(words, list(list_operations(key, language))) for key, words in SECTIONS.items()]
    return render(request, "api/docs.html", {"sections": sections, "about": ABOUT, "scopes": SCOPES.items()})


def list_operations(section: str, language: Language) -> Iterator[dict[str, Any]]:
    """The operations of a section as a page or a reference shows them."""
    for path, methods in describe_api()["paths"].items():
        for method, one in methods.items():
            if section in one["tags"]:
                yield {
                    "name": one["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "summary": one[CHINESE] if language == "zh" else one["summary"],
                    "about": one.get("description", ""),
                    "right": one["x-right"],
                    "scope": one["x-scope"],
                    "parameters": [_tell_parameter(each, language) for each in one["parameters"]],
                    "body": sorted(one["requestBody"]["content"]) if "requestBody" in one else [],
                    "fields": _name_fields(one),
                    "answers": [(status, _name_media(each)) for status, each in one["responses"].items() if int(status) < 400],  # noqa: PLR2004
                }


def _tell_parameter(parameter: dict[str, Any], language: Language) -> dict[str, Any]:
    shape = parameter["schema"]
    said = shape.get(CHINESE) if language == "zh" else parameter.get("description")
    kind = shape.get("type") or next((one["type"] for one in shape.get("anyOf", []) if one["type"] != "null"), "")
    known = [str(one) for one in shape.get("enum", [])]
    return {
        "name": parameter["name"].replace("_", "-") if parameter["in"] == "header" else parameter["name"],
        "in": parameter["in"],
        "kind": kind,
        "required": parameter.get("required", False),
        "said": said or "",
        "known": known,
    }


def _name_fields(described: dict[str, Any]) -> list[tuple[str, bool]]:
    """The fields of a body, and whether each must be there."""
    if "requestBody" not in described:
        return []
    shape = next(iter(described["requestBody"]["content"].values()))["schema"]
    if "$ref" in shape:
        shape = describe_api()["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return [(name, name in shape.get("required", [])) for name in shape.get("properties", {})]


def _name_media(answer: dict[str, Any]) -> str:
    return ", ".join(answer.get("content", {}))


@needs("open")
@csrf_exempt
def show_nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that the API does not have."""
    del rest
    return tell_problem(request, NotThere())
