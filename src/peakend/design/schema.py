"""Does the file have the shape of a design? The schema of the whole file, made of those of its sections and of parts of the study file."""

from functools import cache
from typing import Any, Final

from jsonschema import Draft202012Validator

from peakend.define.schema import find_shape_faults, load_schema
from peakend.define.tree import Node
from peakend.design.sections import SECTIONS
from peakend.errors import StudyFault

_SHARED: Final = ("key", "word", "words", "text", "name", "role")
"""Parts that are written in a design as in a study."""


@cache
def load_design_schema() -> dict[str, Any]:
    """The published JSON Schema of the design file format (draft 2020-12)."""
    study = load_schema()["$defs"]
    parts = {section.name: section.load_schema() for section in SECTIONS}
    shared = {name: study[name] for name in _SHARED}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:peakend:design:1",
        "title": "Peakend design file, format 1",
        "description": "What is decided for one study: blueprints, journeys, scripts, houses · 一项研究的设计：蓝图、旅程、剧本、质量屋",
        "type": "object",
        "required": ["format", "study"],
        "additionalProperties": False,
        "properties": {
            "format": {"title": "whole number", "type": "integer", "description": "Version of the format · 格式版本"},
            "study": {"$ref": "#/$defs/key", "description": "Key of the study it belongs to · 所属研究的键"},
            **{name: part["section"] for name, part in parts.items()},
        },
        "$defs": {**shared, **{name: schema for part in parts.values() for name, schema in part["$defs"].items()}},
    }


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(load_design_schema())


def find_design_shape_faults(plain: Any, root: Node) -> list[StudyFault]:  # noqa: ANN401 - any file
    """Everything in which this file has not the shape of a design."""
    return find_shape_faults(plain, root, _validator())
