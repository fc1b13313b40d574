"""In which form does an answer leave the command line? A table for people; strict JSON and harmless CSV for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text as Line

from peakend.cli.options import FORMATS
from peakend.cli.speech import out
from peakend.cli.usage import refuse
from peakend.report.plain import strict, write_csv
from peakend.text import Text

_NO_FORMAT: Final = Text(zh="--format 不能是“{word}”：可选 {known}。", en="--format cannot be {word!r}: choose one of {known}.")


def choose_format(word: str, known: Sequence[str] = FORMATS) -> str:
    """The form asked for. Raises `typer.BadParameter`."""
    if word not in known:
        refuse(_NO_FORMAT.fill(word=word, known=", ".join(known)))
    return word


def emit_json(value: Any) -> None:  # noqa: ANN401 - anything that JSON knows
    """Print one value as strict JSON: no NaN, no infinity; what is no number is null."""
    sys.stdout.write(json.dumps(strict(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def emit_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows as CSV: one line a row, every name of a column once; no cell is a formula."""
    sys.stdout.write(write_csv(rows))


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
