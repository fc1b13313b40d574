"""How does a house become a workbook that works? Inputs as numbers, everything that follows as formulas, house by house.

Who changes an importance, a mark, a goal or a sales point sees what becomes of the last house. Intervals and probabilities come from
resampling and cannot be worked out by a sheet: they stand there as numbers, and say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from peakend.define.study import Study
from peakend.design.flow import Flow, HouseFlow
from peakend.report.houses import captions
from peakend.report.houses.plan import name_parts
from peakend.report.saving import file_in, save_whole
from peakend.report.words import SYNTHETIC_NOTE, base_line, headline, method_note
from peakend.report.workbook.cells import Styles, clean, put
from peakend.text import Language, Text

_KEY, _NAME, _IMPORTANCE, _OURS, _GOAL, _RATIO, _SALES, _ABSOLUTE, _PLANNED, _RAW, _FIRST = range(11)
"""The columns of a house sheet; the marks begin at `_FIRST`."""

HEAD: Final = 4
"""The row (from 0) of the headings; rows of the house follow."""

INPUT: Final = {"bg_color": "#fbf1dc"}
"""Cells that may be changed are tinted."""

NOTE: Final = Text(
    "黄色单元格可改，其余由公式算出；区间、名次范围与概率来自重抽样，不随表格重算。",
    "Tinted cells may be changed; everything else is worked out. Intervals, rank sets and probabilities come from resampling and stay.",
)
_RATER: Final = Text("评分：{name}", "Marks: {name}")
_ROWS: Final[tuple[tuple[str, Text], ...]] = (
    ("rated", Text("技术重要性（规划权重）", "Technical importance (planning weights)")),
    ("share", Text("相对重要性（规划权重）", "Relative importance (planning weights)")),
    ("rated_raw", Text("技术重要性（仅按重要性）", "Technical importance (importance alone)")),
    ("share_raw", Text("相对重要性（仅按重要性）", "Relative importance (importance alone)")),
    ("rank", Text("名次（主导权重）", "Rank (by the weights that drive)")),
    ("low", Text("区间下限", "Interval, low")),
    ("high", Text("区间上限", "Interval, high")),
    ("best", Text("不能排除的最好名次", "Best rank not excluded")),
    ("worst", Text("不能排除的最差名次", "Worst rank not excluded")),
    ("top", Text("居前概率", "P(among the first)")),
    ("current", captions.CURRENT),
    ("target", captions.TARGET),
    ("unit", Text("单位", "Unit")),
    ("difficulty", captions.DIFFICULTY),
    ("cost", captions.COST),
)


@dataclass(frozen=True)
class Sheet:
    """One house on its sheet: where its rows, its marks and its results stand."""

    flow: Flow
    at: int
    sheet: Worksheet
    title: str
    styles: Styles
    language: Language
    before: "Sheet | None" = None

    @property
    def one(self) -> HouseFlow:
        """The house."""
        return self.flow.houses[self.at]

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(self.one.rows)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.one.house.columns)

    def row_of(self, name: str) -> int:
        """The row (from 0) of a result."""
        return HEAD + self.count + 2 + [key for key, _ in _ROWS].index(name)

    def block(self, rater: int) -> int:
        """The row (from 0) of the headings of one rater's marks."""
        return HEAD + self.count + 4 + len(_ROWS) + rater * (self.count + 2)

    def span(self, column: int) -> str:
        """A column of the rows, absolutely."""
        name = xl_col_to_name(column)
        return f"${name}${HEAD + 2}:${name}${HEAD + 1 + self.count}"

    def link(self, row: int, column: int) -> str:
        """A cell of this sheet, as another sheet writes it."""
        quoted = self.title.replace("'", "''")
        return f"'{quoted}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def formula(self, row: int, column: int, formula: str, value: float, unit: str = "") -> None:
        """A formula with the value it has now."""
        self.sheet.write_formula(row, column, f"={formula}", self.styles.number(unit), value)

    def change(self, row: int, column: int, value: float | None) -> None:
        """A number that may be changed."""
        if value is None:
            self.sheet.write_blank(row, column, None, self.styles.style(**INPUT))
        else:
            self.sheet.write_number(row, column, value, self.styles.style(**INPUT))

    def words(self, row: int, column: int, words: str, *, bold: bool = False) -> None:
        """Words, never worked out."""
        told = clean(words)
        self.sheet.write_string(row, column, told, self.styles.words(told, bold=bold, text_wrap=bold))


def write_house_workbook(flow: Flow, study: Study, out: str | Path, language: Language) -> Path:
    """The workbook of a cascade: a sheet for each house, with working formulas. Raises `FolderNotWritable`."""
    return save_whole(file_in(out, f"houses-{flow.cascade.key}-{language}.xlsx"), lambda path: _write(flow, study, path, language))


def _write(flow: Flow, study: Study, path: Path, language: Language) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": clean(flow.cascade.title.say(language)), "author": "Peakend"})
    styles, before = Styles(book, language), None
    names = name_parts(flow, study)
    for at, one in enumerate(flow.houses):
        title = _title(at, one.house.name.say(language))
        before = Sheet(flow, at, book.add_worksheet(title), title, styles, language, before)
        _fill(before, study, names)
    book.close()


def _title(at: int, name: str) -> str:
    """The name of a sheet: short, and without what no sheet may be called."""
    kept = "".join(letter for letter in clean(name) if letter not in "[]:*?/\\'").strip()
    return f"{at + 1} {kept}"[:31].strip()


def _fill(sheet: Sheet, study: Study, names: dict[str, Text]) -> None:
    """One house: head, rows, marks, results, the marks of each rater."""
    said = headline(sheet.flow).say(sheet.language) if sheet.flow.base.n else sheet.flow.cascade.title.say(sheet.language)
    sheet.sheet.write_string(0, 0, clean(said), sheet.styles.style(bold=True, font_size=13))
    sheet.sheet.write_string(1, 0, clean(base_line(sheet.flow.base, study).say(sheet.language)), sheet.styles.style(italic=True))
    told = NOTE.say(sheet.language) + (f" {SYNTHETIC_NOTE.say(sheet.language)}" if study.synthetic else "")
    sheet.sheet.write_string(2, 0, clean(told), sheet.styles.style())
    _head(sheet, names)
    for place, key in enumerate(sheet.one.rows):
        row = HEAD + 1 + place
        sheet.words(row, _KEY, key)
        sheet.words(row, _NAME, names[key].say(sheet.language))
        _weigh(sheet, place, row)
        _mark(sheet, place, row)
    _results(sheet)
    _raters(sheet, names)
    note = clean(method_note(sheet.flow).say(sheet.language))
    sheet.sheet.write_string(sheet.block(sheet.one.raters) + 1, 0, note, sheet.styles.style())
    sheet.sheet.set_column(_KEY, _KEY, 16)
    sheet.sheet.set_column(_NAME, _NAME, 30)
    sheet.sheet.set_column(_IMPORTANCE, _FIRST + sheet.columns, 13)
    sheet.sheet.freeze_panes(HEAD + 1, _FIRST)


def _head(sheet: Sheet, names: dict[str, Text]) -> None:
    heads = {
        _NAME: captions.NEEDS if sheet.at == 0 else sheet.flow.houses[sheet.at - 1].house.name,
        _PLANNED: captions.RELATIVE if sheet.at == 0 else captions.INCOMING,
        _RAW: captions.RAW,
    }
    if sheet.at == 0:
        heads |= {_IMPORTANCE: captions.IMPORTANCE, _OURS: captions.NOW, _GOAL: captions.GOAL_HEAD, _RATIO: captions.RATIO}
        heads |= {_SALES: captions.SALES, _ABSOLUTE: captions.ABSOLUTE}
    for column, words in heads.items():
        sheet.words(HEAD, column, words.say(sheet.language), bold=True)
    for place, one in enumerate(sheet.one.house.columns):
        sheet.words(HEAD, _FIRST + place, names[one.key].say(sheet.language), bold=True)


def _weigh(sheet: Sheet, place: int, row: int) -> None:
    """The weights of one row: the planning matrix in the first house, what comes in from the sheet before in the others."""
    here = {column: xl_rowcol_to_cell(row, column) for column in range(_FIRST)}
    one = sheet.one
    if sheet.before is not None:
        for column, name, value in ((_PLANNED, "share", one.taken[place]), (_RAW, "share_raw", one.taken_raw[place])):
            sheet.formula(row, column, sheet.before.link(sheet.before.row_of(name), _FIRST + place), float(value), "share")
        return
    line = sheet.flow.planning[place]
    for column, given in ((_IMPORTANCE, line.importance.value), (_OURS, line.ours), (_GOAL, line.goal), (_SALES, line.sales_point)):
        sheet.change(row, column, given)
    sheet.formula(row, _RATIO, f'IF(OR({here[_OURS]}="",{here[_GOAL]}=""),1,{here[_GOAL]}/{here[_OURS]})', line.ratio)
    sheet.formula(row, _ABSOLUTE, f"{here[_IMPORTANCE]}*{here[_RATIO]}*{here[_SALES]}", line.absolute)
    sheet.formula(row, _PLANNED, f"{here[_ABSOLUTE]}/SUM({sheet.span(_ABSOLUTE)})", line.weight.value, "share")
    sheet.formula(row, _RAW, f"{here[_IMPORTANCE]}/SUM({sheet.span(_IMPORTANCE)})", line.raw, "share")


def _mark(sheet: Sheet, place: int, row: int) -> None:
    """The marks of one row: those of the one rater, or the mean of the blocks below."""
    raters = sheet.one.raters
    for column in range(sheet.columns):
        value = float(sheet.one.marks[place, column])
        if raters == 1:
            sheet.change(row, _FIRST + column, value)
        else:
            cells = [xl_rowcol_to_cell(sheet.block(rater) + 1 + place, _FIRST + column) for rater in range(raters)]
            sheet.formula(row, _FIRST + column, f"AVERAGE({','.join(cells)})", value)


def _results(sheet: Sheet) -> None:
    """What follows for each column, and what only resampling knows."""
    drives = sheet.flow.cascade.drives
    driven = sheet.one.driven(drives)
    shares = [line.share.value for line in driven.lines]
    for name, words in _ROWS:
        sheet.words(sheet.row_of(name), _NAME, words.say(sheet.language), bold=True)
    for place, column in enumerate(sheet.one.house.columns):
        at = _FIRST + place
        letter = xl_col_to_name(at)
        marks = f"{letter}${HEAD + 2}:{letter}${HEAD + 1 + sheet.count}"
        for weights, rated, share, ranking in (
            (_PLANNED, "rated", "share", sheet.one.planned),
            (_RAW, "rated_raw", "share_raw", sheet.one.raw),
        ):
            line = ranking.lines[place]
            sheet.formula(sheet.row_of(rated), at, f"SUMPRODUCT({sheet.span(weights)},{marks})", line.rated.value)
            total = f"SUM({_across(sheet, rated)})"
            sheet.formula(sheet.row_of(share), at, f"{xl_rowcol_to_cell(sheet.row_of(rated), at)}/{total}", line.share.value, "share")
        chosen = "share" if drives == "planning" else "share_raw"
        rank = 1 + sum(other > shares[place] for other in shares)
        cell = xl_rowcol_to_cell(sheet.row_of(chosen), at)
        sheet.formula(sheet.row_of("rank"), at, f"RANK({cell},{_across(sheet, chosen)})", rank, "count")
        line = driven.lines[place]
        known: list[tuple[str, str | float | None, str]] = [
            ("low", line.share.low, "share"),
            ("high", line.share.high, "share"),
            ("best", line.rank_low, "count"),
            ("worst", line.rank_high, "count"),
            ("top", line.top, "share"),
            ("current", column.current, ""),
            ("target", column.target, ""),
            ("unit", column.unit.say(sheet.language) or None, "text"),
            ("difficulty", column.difficulty, "count"),
            ("cost", column.cost, ""),
        ]
        for name, value, unit in known:
            put(sheet.sheet, sheet.styles, sheet.row_of(name), at, value, unit)


def _across(sheet: Sheet, name: str) -> str:
    """A row of results, absolutely."""
    row = sheet.row_of(name)
    ends = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for column in (_FIRST, _FIRST + sheet.columns - 1))
    return ":".join(ends)


def _raters(sheet: Sheet, names: dict[str, Text]) -> None:
    """The marks of each rater, where there are several."""
    if sheet.one.raters == 1:
        return
    given = sheet.flow.cascade.relations(sheet.at)
    rows = sheet.flow.cascade.rows(sheet.at)
    for rater in range(sheet.one.raters):
        name = sheet.flow.cascade.raters[rater]
        _write_block(sheet, sheet.block(rater), _RATER.fill(name=name.say(sheet.language)).say(sheet.language))
        for place, key in enumerate(sheet.one.rows):
            row = sheet.block(rater) + 1 + place
            sheet.words(row, _NAME, names[key].say(sheet.language))
            marks: Sequence[float] = given[rater, rows.index(key)].tolist()
            for column, mark in enumerate(marks):
                sheet.change(row, _FIRST + column, mark)


def _write_block(sheet: Sheet, row: int, words: str) -> None:
    sheet.words(row, _NAME, words, bold=True)
