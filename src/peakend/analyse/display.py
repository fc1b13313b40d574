"""How does a result show itself in a terminal and a notebook? A tidy table of its rows: figures with their interval, numbers at the right.

Headings are the names of the columns, as a dataframe of the rows would have them; the report lays tables in words. What is a key of the
study stands there by name, with the key in the tip, where it can be taken from for code.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from unicodedata import east_asian_width

TAILS: Final = ("_low", "_high", "_n", "_method", "_needed")
"""What stands beside a figure in the rows and is folded into its cell."""

NAMED: Final = frozenset({"scenario", "moment", "stage", "about", "need"})
"""Columns that hold keys of the study."""

_MOST: Final = 100
"""So many rows are shown; `rows()` has all of them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what is shown, the key behind a name, and whether it is a number."""

    words: str
    key: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Headings and cells, and how many rows there are in all."""

    heads: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]
    rows: int


def lay_grid(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Grid:
    """The rows of a result as a grid; `names` says what the keys of the study are called."""
    heads = list(dict.fromkeys(name for row in rows for name in row))
    heads = [name for name in heads if not any(name.endswith(tail) and name.removesuffix(tail) in heads for tail in TAILS)]
    lines = tuple(tuple(_cell(row, name, names) for name in heads) for row in rows[:_MOST])
    return Grid(tuple(heads), lines, len(rows))


def _cell(row: Mapping[str, Any], name: str, names: Mapping[str, str]) -> Cell:
    value = row.get(name)
    needed = row.get(f"{name}_needed")
    if value is None and needed is not None:
        return Cell(f"n = {row.get(f'{name}_n')} < {needed}", number=True)
    if name in NAMED and isinstance(value, str) and value in names:
        return Cell(names[value], value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    if isinstance(low, float) and isinstance(high, float):
        return Cell(f"{plain_word(value)} [{plain_word(low)}, {plain_word(high)}]", number=True)
    return Cell(plain_word(value), number=number)


def plain_word(value: Any) -> str:  # noqa: ANN401 - any plain value
    """A value for a plain table: three decimals, blanks for nothing.

    >>> plain_word(4.45678), plain_word([True, None]), plain_word({"skipped": 3})
    ('4.457', 'yes, ', 'skipped 3')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}" if math.isfinite(value) else ""
    if isinstance(value, list):
        return ", ".join(plain_word(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {plain_word(one)}" for name, one in value.items())
    return str(value)


def write_text(title: str, grid: Grid) -> str:
    """A grid for a terminal, with its title above; Chinese characters count as two columns."""
    lines = [tuple(Cell(head) for head in grid.heads), *grid.lines]
    right = [any(line[place].number for line in grid.lines) for place in range(len(grid.heads))]
    widths = [max(_width(line[place].words) for line in lines) for place in range(len(grid.heads))]
    laid = ["  ".join(_pad(*one) for one in zip(line, widths, right, strict=True)).rstrip() for line in lines]
    more = [f"… {grid.rows - len(grid.lines)} more"] if grid.rows > len(grid.lines) else []
    return "\n".join([title, *laid, *more])


def _width(words: str) -> int:
    return sum(2 if east_asian_width(letter) in "FW" else 1 for letter in words)


def _pad(cell: Cell, width: int, right: bool) -> str:  # noqa: FBT001 - a column's side
    gap = " " * (width - _width(cell.words))
    return gap + cell.words if right else cell.words + gap


def write_html(title: str, grid: Grid) -> str:
    """A grid for a notebook: one table, its styles inside, nothing of it a script."""
    head = "".join(f'<th style="text-align:{_side(grid, place)}">{escape(name)}</th>' for place, name in enumerate(grid.heads))
    body = "".join("<tr>" + "".join(_write_cell(cell) for cell in line) + "</tr>" for line in grid.lines)
    more = f"<tfoot><tr><td>… {grid.rows - len(grid.lines)} more</td></tr></tfoot>" if grid.rows > len(grid.lines) else ""
    caption = f'<caption style="text-align:left;white-space:nowrap"><b>{escape(title)}</b></caption>'
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{more}</table>"


def _side(grid: Grid, place: int) -> str:
    return "right" if any(line[place].number for line in grid.lines) else "left"


def _write_cell(cell: Cell) -> str:
    tip = f' title="{escape(cell.key)}"' if cell.key else ""
    look = "text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums" if cell.number else "text-align:left"
    return f'<td style="{look}"{tip}>{escape(cell.words)}</td>'
