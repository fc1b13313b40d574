"""How do values leave for programs? Strict JSON, and CSV in which no cell is a formula: the same from the command line and the API."""

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def strict(value: Any) -> Any:  # noqa: ANN401
    """The same value with null in place of numbers that JSON does not have.

    >>> strict({"p": float("nan"), "ranks": [1, float("inf")]})
    {'p': None, 'ranks': [1, None]}
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(name): strict(one) for name, one in value.items()}
    return [strict(one) for one in value] if isinstance(value, list | tuple) else value


def write_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    r"""Rows as CSV: one line a row, every name of a column once; no cell is a formula.

    >>> write_csv([{"a": 1}, {"a": "=2", "b": None}])
    "a,b\n1,\n'=2,\n"
    """
    heads = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([defuse(head) for head in heads])
    writer.writerows([[write_cell(row.get(name)) for name in heads] for row in rows])
    return written.getvalue()


def write_cell(value: Any) -> str | int | float:  # noqa: ANN401 - any plain value
    """A value as a cell of CSV: numbers as they are, nothing for nothing, lists as JSON, text defused.

    >>> write_cell(None), write_cell(True), write_cell(-1.5), write_cell("=1+1"), write_cell({"a": 1})
    ('', 'true', -1.5, "'=1+1", '{"a": 1}')
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return defuse(value if isinstance(value, str) else json.dumps(strict(value), ensure_ascii=False))


def defuse(word: str) -> str:
    """Text that no spreadsheet takes for a formula, with plain line breaks: a bare carriage return would break the row."""
    told = word.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{told}" if told.startswith(_FORMULA) else told
