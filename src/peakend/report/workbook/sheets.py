"""What is on a sheet? Title, finding and base at the top, then a table to filter, its heading in sight while it scrolls."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from peakend.analyse.result import Base, Plain
from peakend.define.study import Study
from peakend.report.theme import paint
from peakend.report.words import base_line
from peakend.report.words.names import SYNTHETIC, SYNTHETIC_NOTE
from peakend.report.workbook.cells import Styles, clean, put, width_of
from peakend.report.workbook.layout import Layout
from peakend.text import Language, Text

FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
"""Characters that the name of a sheet must not have."""

LONGEST_NAME: Final = 31
WIDEST: Final = 44.0
"""Beyond this width words are broken into lines."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the contents: the sheet, what it is about, and how many rows it has."""

    sheet: str
    about: str
    rows: int


@dataclass
class Volume:
    """A workbook under way."""

    book: Workbook
    study: Study
    language: Language
    styles: Styles
    contents: list[Listed] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def say(self, words: Text) -> str:
        """Words in the language of the workbook."""
        return words.say(self.language)

    def add(self, name: str) -> Worksheet:
        """A new sheet with a name that a workbook can take, ready to be printed."""
        short = name.translate(FORBIDDEN).strip().strip("'")[:LONGEST_NAME] or "-"
        unique, number = short, 2
        while unique.lower() in self.names:
            unique = f"{short[: LONGEST_NAME - 4]} ({number})"
            number += 1
        self.names.add(unique.lower())
        sheet: Worksheet = self.book.add_worksheet(unique)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        mark = f" · {self.say(SYNTHETIC)}" if self.study.synthetic else ""
        sheet.set_footer(f"&L&8{_footer(self.study.title.say(self.language) + mark)}&R&8&P / &N")
        return sheet

    def list_sheet(self, sheet: Worksheet, about: str, rows: int) -> None:
        """Name a sheet in the contents."""
        self.contents.append(Listed(sheet.get_name(), about, rows))


def _footer(words: str) -> str:
    """Words in a footer, where & gives orders."""
    return clean(words).replace("&", "&&")[:180]


def write_top(volume: Volume, sheet: Worksheet, title: str, finding: str, base: Base) -> int:
    """Title, finding, base and the mark of synthetic data; gives the next free row."""
    styles = volume.styles
    sheet.write_string(0, 0, clean(title), styles.style(bold=True, font_size=14, font_color=paint("brand")))
    sheet.write_string(1, 0, clean(finding), styles.style(font_size=11))
    sheet.write_string(2, 0, clean(volume.say(base_line(base, volume.study))), styles.style(font_color=paint("muted")))
    row = 3
    if base.synthetic:
        mark = styles.style(bold=True, font_color=paint("end_ink"), bg_color=paint("end_tint"))
        sheet.write_string(row, 0, volume.say(SYNTHETIC_NOTE), mark)
        row += 1
    sheet.set_row(0, 24)
    return row + 1


def write_table(volume: Volume, sheet: Worksheet, layout: Layout, top: int) -> int:
    """A table from row `top`: headings for people, names for programs below them, then the lines; gives the row of the names."""
    styles = volume.styles
    head = styles.style(bold=True, bg_color=paint("wash"), text_wrap=True, bottom=1, bottom_color=paint("quiet"), valign="top")
    small = styles.style(font_size=8, font_color=paint("faint"), bottom=1, bottom_color=paint("quiet"))
    for at, one in enumerate(layout.fields):
        sheet.write_string(top, at, one.heading, head)
        sheet.write_string(top + 1, at, one.name, small)
    for down, line in enumerate(layout.lines, start=top + 2):
        for at, (value, one) in enumerate(zip(line, layout.fields, strict=True)):
            put(sheet, styles, down, at, value, one.unit)
    for at, one in enumerate(layout.fields):
        folded = {"level": 1, "hidden": True} if one.tucked else {}
        sheet.set_column(at, at, _width(one.heading, [line[at] for line in layout.lines], one.unit), None, folded)
    if any(one.tucked for one in layout.fields):
        sheet.set_column(len(layout.fields), len(layout.fields), None, None, {"collapsed": True})
    sheet.set_row(top, 30)
    last = top + 1 + max(1, len(layout.lines))
    sheet.autofilter(top + 1, 0, last, max(0, len(layout.fields) - 1))
    names = next((at for at, one in enumerate(layout.fields) if not one.words), 0)
    sheet.freeze_panes(top + 2, min(names, 2))
    sheet.repeat_rows(top, top + 1)
    return top + 1


def _width(heading: str, values: Sequence[Plain], unit: str) -> float:
    """The width of a column: its words, its numbers, a heading on two lines."""
    words = [str(value) for value in values if isinstance(value, str)]
    numbers = 9.0 if any(isinstance(value, int | float) for value in values) else 0.0
    parts = [width_of(part, bold=True) for part in heading.split()]
    widest = max([width_of(word) for word in words], default=0.0) if unit == "text" or words else 0.0
    return min(WIDEST, max(7.0, numbers, widest, max(parts, default=0.0), width_of(heading, bold=True) / 2 + 2))


def mark_rows(volume: Volume, sheet: Worksheet, layout: Layout, names_row: int, rules: Sequence[tuple[str, str, str]]) -> None:
    """Colour rows where a column says so: (column, value as it stands in a formula, role of the colour).

    The first rule that holds decides. Words stand beside the colour anyway.
    """
    if not layout.lines:
        return
    first, last = names_row + 1, names_row + len(layout.lines)
    for column, value, role in rules:
        at = layout.place(column)
        if at is not None:
            look: dict[str, Any] = {
                "type": "formula",
                "criteria": f"=${xl_col_to_name(at)}{first + 1}={value}",
                "format": volume.book.add_format({"bg_color": paint(role)}),
                "stop_if_true": True,
            }
            sheet.conditional_format(first, 0, last, len(layout.fields) - 1, look)
