"""How does a cell look, and how is it kept from doing harm? Formats by what a number counts; text that looks like a formula stays text.

A cell that begins with = + - @, a tab or a return is written as text and marked as quoted: a spreadsheet shows it as it is, does not work
it out, and reading it back gives the same characters.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from peakend.analyse.result import Plain
from peakend.report.lettering import measure
from peakend.report.theme import paint
from peakend.text import Language

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet might take for the beginning of a formula."""

LONGEST: Final = 32_000
"""So many characters fit in a cell; the rest is cut with an ellipsis."""

MINUS_FORMAT: Final = "\N{MINUS SIGN}"
NUMBERS: Final[dict[str, str]] = {
    "rating": f"0.00;{MINUS_FORMAT}0.00;0.00",
    "difference": f"+0.00;{MINUS_FORMAT}0.00;0.00",
    "share": "0.0%",
    "chance": '[>=0.9995]">99.9%";[<0.0005]"<0.1%";0.0%',
    "points": f"+0.0;{MINUS_FORMAT}0.0;0.0",
    "index": f"0.0;{MINUS_FORMAT}0.0;0.0",
    "p": "0.000",
    "count": "#,##0",
    "text": "@",
    "": "General",
}
"""The number format of each kind of value."""

FONTS: Final[dict[Language, str]] = {"zh": "Microsoft YaHei", "en": "Arial"}


@dataclass
class Styles:
    """The formats of one workbook, made once and shared."""

    book: Workbook
    language: Language
    made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def style(self, **properties: Any) -> Any:  # noqa: ANN401 - the library's format
        """A format with our font; the same properties give the same format."""
        whole = {"font_name": FONTS[self.language], "font_size": 10, "font_color": paint("ink"), "valign": "vcenter", **properties}
        key = tuple(sorted(whole.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(whole)
        return self.made[key]

    def number(self, unit: str, **properties: Any) -> Any:  # noqa: ANN401
        """The format of a kind of number."""
        return self.style(num_format=NUMBERS.get(unit, "General"), bottom=1, bottom_color=paint("line"), **properties)

    def words(self, text: str, **properties: Any) -> Any:  # noqa: ANN401
        """The format of words; quoted where they begin like a formula."""
        quoted = {"quote_prefix": True} if text.startswith(DANGEROUS) else {}
        return self.style(bottom=1, bottom_color=paint("line"), indent=1, **quoted, **properties)


def put(sheet: Worksheet, styles: Styles, row: int, column: int, value: Plain, unit: str = "") -> None:
    """Write one value: numbers as numbers, truth as truth, everything else as words that no program works out."""
    if value is None or value != value:  # noqa: PLR0124 - a number that is not one
        sheet.write_blank(row, column, None, styles.number(""))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, styles.number("", align="center"))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, styles.number(unit))
    else:
        text = clean(str(value))
        sheet.write_string(row, column, text, styles.words(text))


def clean(text: str) -> str:
    """Words without the characters that no workbook may hold, and not longer than a cell.

    >>> clean("a" + chr(7) + "b"), clean("=1+1")
    ('a b', '=1+1')
    """
    kept = "".join(letter if letter.isprintable() or letter in "\t\r\n" else " " for letter in text)
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"


def width_of(text: str, *, bold: bool = False) -> float:
    """How wide a column must be for these words, in the units of a spreadsheet; Chinese characters are as wide as they are.

    >>> width_of("预约上门") > width_of("Visit")
    True
    """
    return measure(text, 10, bold=bold) * 96 / 72 / 7 + 1.5
