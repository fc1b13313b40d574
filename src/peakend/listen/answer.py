"""What does one cell say? The reading of single cells: a whole number on a scale, a number, a date, a yes; or the reason there is none.

These are slow and careful, one cell at a time; the columns call them once for every *different* cell.
"""

import re
import unicodedata
from datetime import date
from typing import Final, Literal

from peakend.define.answers import REASONS
from peakend.define.survey import Question, Reason, Scale

MACHINE_BLANKS: Final = frozenset({"", "NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "#NULL!", "<NA>", "(null)", "\\N", "(空)"})
"""What programs write where there is nothing. Nobody answers so; such a cell is blank."""

NOT_SHOWN: Final = ("(跳过)",)
"""What 问卷星 writes where a question was not shown; full-width brackets are the same."""

DayOrder = Literal["", "dmy", "mdy"]
"""Which comes first in 03/04/2024, the day or the month; empty means that it is not known."""

_YES: Final = frozenset({"1", "true", "yes", "y", "是", "有", "checked", "selected", "已选", "选中", "x", "oui", "ja"})
_NO: Final = frozenset({"0", "false", "no", "n", "否", "没有", "无", "unchecked", "not selected", "未选", "未选中", "non", "nein"})
_TESTS: Final = frozenset({"survey preview", "survey test", "preview", "test", "测试", "预览", "2", "9", "17"}) | _YES
_PLAIN: Final = re.compile(r"[-+]?\d{1,18}(?:\.\d+)?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WRITTEN_IN: Final = re.compile(r"〖[^〗]*〗\s*$")
_CENTURY: Final = 2000


def tidy_cell(cell: str) -> str:
    """A cell without surrounding white space, its full-width letters and digits made plain.

    >>> tidy_cell(" ５ ")
    '5'
    """
    return unicodedata.normalize("NFKC", cell).strip()


def read_answer(cell: str, scale: Scale, decimal: str = "") -> int | None:
    """The answer on a scale, the code of the reason why there is none, or nothing where the cell lies off the scale.

    answer = code - offset, if it is whole and between low and high. Declared missing codes and words go before numbers.

    >>> scale = Scale(0, 10, offset=1, missing=(("99", "dont_know"),), words=(("Very likely", 10),))
    >>> read_answer("11", scale), read_answer("99.0", scale), read_answer("very likely", scale), read_answer("12", scale)
    (10, -1004, 10, None)
    """
    tidied = tidy_cell(cell)
    number = read_number(tidied, decimal)
    for spelling in dict.fromkeys([tidied, *([str(int(number))] if number is not None and number.is_integer() else [])]):
        known = _read_gap(spelling, scale.missing)
        if known is None:
            known = _read_word(spelling.casefold(), scale)
        if known is not None:
            return known
    if number is None:
        return None
    answer = int(number) - scale.offset
    return answer if number.is_integer() and scale.low <= answer <= scale.high else None


def _read_gap(tidied: str, missing: tuple[tuple[str, Reason], ...]) -> int | None:
    """The code of the reason why there is no answer: declared in the study, or written by a program."""
    for code, reason in missing:
        if tidied == tidy_cell(code):
            return REASONS[reason]
    if tidied in MACHINE_BLANKS:
        return REASONS["skipped"]
    return REASONS["not_asked"] if tidied in NOT_SHOWN else None


def _read_word(folded: str, scale: Scale) -> int | None:
    """The answer that a word stands for: declared in the study, or a label of the scale (never a number, which labels may repeat)."""
    for word, answer in scale.words:
        if folded == tidy_cell(word).casefold():
            return answer
    if _PLAIN.fullmatch(folded):
        return None
    return next((answer for answer, label in scale.labels if folded in {label.zh.casefold(), label.en.casefold()}), None)


def read_number(cell: str, decimal: str = "") -> float | None:
    """The number in a cell, or nothing. With a decimal comma, points and spaces group the thousands; without, commas and spaces do.

    >>> read_number("1 234,5", ","), read_number("1,234.5"), read_number("12 months")
    (1234.5, 1234.5, None)
    """
    if decimal == ",":
        cell = re.sub(r"(?<=\d)[. \u00a0\u202f'](?=\d{3}(?!\d))", "", cell).replace(",", ".")
    else:
        cell = re.sub(r"(?<=\d)[, \u00a0\u202f'](?=\d{3}(?!\d))", "", cell)
    return float(cell) if _PLAIN.fullmatch(cell) else _read_exponent(cell)


def _read_exponent(cell: str) -> float | None:
    return float(cell) if re.fullmatch(r"[-+]?\d{1,18}(\.\d*)?[eE][-+]?\d{1,3}|[-+]?\.\d+", cell) else None


def read_choice(cell: str, question: Question, decimal: str = "") -> int | None:
    """1 if a cell of a multiple answer says chosen, 0 if it says not chosen, the code of a reason, or nothing.

    >>> read_choice("4", Question("q", "chosen", chosen=("4",), unchosen=("-1",)))
    1
    """
    tidied = tidy_cell(cell)
    gap = _read_gap(tidied, question.scale.missing if question.scale else ())
    if gap == REASONS["skipped"] and tidied in MACHINE_BLANKS:
        return None
    if gap is not None:
        return gap
    if question.joined:
        parts = set(split_choices(cell, question.joined))
        return int(any(tidy_cell(code) in parts for code in question.chosen))
    spelling = {tidied, *({str(int(number))} if (number := read_number(tidied, decimal)) is not None and number.is_integer() else ())}
    if any(tidy_cell(code) in spelling for code in question.chosen):
        return 1
    if any(tidy_cell(code) in spelling for code in question.unchosen):
        return 0
    return None if question.chosen and question.unchosen else read_yes(tidied)


def split_choices(cell: str, joint: str) -> list[str]:
    """The choices of a cell that holds several; words written in behind a choice (〖…〗 in 问卷星) are cut off.

    >>> split_choices("运动┋其他【请注明】〖钓鱼〗", "┋")
    ['运动', '其他【请注明】']
    """
    return [plain for part in cell.split(joint) if (plain := tidy_cell(_WRITTEN_IN.sub("", part)))]


def read_yes(cell: str) -> int | None:
    """1 for a yes in any of the usual spellings, 0 for a no, nothing for anything else."""
    folded = cell.casefold()
    return 1 if folded in _YES else 0 if folded in _NO else None


def read_mark(cell: str) -> bool:
    """Whether a cell marks its row as a test (or a flagged answer).

    >>> read_mark("Survey Preview"), read_mark("IP Address"), read_mark("0")
    (True, False, False)
    """
    return tidy_cell(cell).casefold() in _TESTS


def read_date(cell: str, order: DayOrder = "") -> date | None:
    """The day in a cell, or nothing. Year first is clear; day and month are told apart by `order` where both could be either.

    >>> read_date("2024年3月5日"), read_date("31/12/2023"), read_date("03/04/2024"), read_date("03/04/2024", "dmy")
    (datetime.date(2024, 3, 5), datetime.date(2023, 12, 31), None, datetime.date(2024, 4, 3))
    """
    if found := _YEAR_FIRST.match(cell) or _COMPACT.fullmatch(cell):
        return _make_date(int(found[1]), int(found[2]), int(found[3]))
    if not (found := _YEAR_LAST.match(cell)):
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    year += _CENTURY if year < 100 else 0  # noqa: PLR2004 - a year of two digits
    order = order or find_day_order(first, second)
    if not order:
        return _make_date(year, first, second) if first == second else None
    return _make_date(year, second, first) if order == "dmy" else _make_date(year, first, second)


def find_day_order(first: int, second: int) -> DayOrder:
    """What the two first numbers of a date give away about their order."""
    if first > 12:  # noqa: PLR2004 - there are twelve months
        return "dmy"
    return "mdy" if second > 12 else ""  # noqa: PLR2004


def day_order_of(cell: str) -> DayOrder:
    """What one cell gives away about the order of day and month.

    >>> day_order_of("31/12/2023"), day_order_of("2023-12-31")
    ('dmy', '')
    """
    found = _YEAR_LAST.match(cell)
    return find_day_order(int(found[1]), int(found[2])) if found else ""


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
