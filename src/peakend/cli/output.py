"""In which form does an answer leave the command line? A table for people; strict JSON and harmless CSV for programs."""

import csv
import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text as Line

from peakend.cli.speech import out
from peakend.cli.usage import refuse
from peakend.text import Text

FORMATS: Final = ("table", "json", "csv")
"""What can stand behind `--format`."""

_NO_FORMAT: Final = Text(zh="--format 不能是“{word}”：可选 {known}。", en="--format cannot be {word!r}: choose one of {known}.")

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def choose_format(word: str, known: Sequence[str] = FORMATS) -> str:
    """The form asked for. Raises `typer.BadParameter`."""
    if word not in known:
        refuse(_NO_FORMAT.fill(word=word, known=", ".join(known)))
    return word


def emit_json(value: Any) -> None:  # noqa: ANN401 - anything that JSON knows
    """Print one value as strict JSON: no NaN, no infinity; what is no number is null."""
    sys.stdout.write(json.dumps(strict(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n")


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


def emit_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows as CSV: one line a row, every name of a column once; no cell is a formula."""
    heads = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([defuse(head) for head in heads])
    writer.writerows([[write_cell(row.get(name)) for name in heads] for row in rows])


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


def show_table(
    title: str, heads: Sequence[str], lines: Iterable[Sequence[str]], notes: Sequence[str] = (), right: Sequence[bool] = ()
) -> None:
    """Print a table with a title above and notes below; nothing in it is ever cut, narrow terminals get more lines."""
    table = Table(
        title=Line(title), title_justify="left", title_style="bold", header_style="bold", box=SIMPLE_HEAD, show_edge=False, pad_edge=False
    )
    for place, head in enumerate(heads):
        number = place < len(right) and right[place]
        table.add_column(Line(head), justify="right" if number else "left", overflow="fold")
    for line in lines:
        table.add_row(*(Line(cell) for cell in line))
    out.print(table)
    show_notes(notes)


def show_notes(notes: Iterable[str]) -> None:
    """Print what belongs below an answer: whom it stands for, and how to read it."""
    for note in notes:
        out.print(Line(note, style="dim"))
