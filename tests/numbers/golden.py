"""Reference numbers worked out by other software: each file in `files` names it (`produced_by`, `call`) and its tolerance.

The answers they were worked out from are made up (fixed seeds) and stand beside them as CSV.
"""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILES = Path(__file__).parent / "files"

COMPARED: dict[str, list[float]] = {}
"""The differences met so far, by file and case of the reference numbers: relative to the expected number where that is larger than one."""


def cases(name: str) -> dict[str, dict[str, Any]]:
    """The cases of one file by their id."""
    golden = json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))
    return {case["id"]: {**case, "file": name} for case in golden["cases"]}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one CSV; blanks are empty."""
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def near(case: dict[str, Any], got: object, expected: object) -> bool:
    """Whether a number (or list, or mapping of numbers) is the expected one, within the tolerance of its case; null is only null."""
    if isinstance(expected, Mapping):
        assert isinstance(got, Mapping)
        return set(got) == set(expected) and all(near(case, got[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        assert isinstance(got, list)
        return len(got) == len(expected) and all(near(case, one, two) for one, two in zip(got, expected, strict=True))
    if expected is None or got is None:
        return got is expected
    assert isinstance(got, float | int)
    assert isinstance(expected, float | int)
    tolerance = case["tolerance"]
    COMPARED.setdefault("{}/{}".format(case.get("file", ""), case.get("id", "")), []).append(abs(got - expected) / max(1.0, abs(expected)))
    return bool(abs(got - expected) <= max(tolerance["abs"], tolerance["rel"] * abs(expected)))
