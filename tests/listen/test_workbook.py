import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from peakend.define.survey import Layout
from peakend.errors import FileBroken, FileEmpty, NoRows, SheetTooLarge, SheetUnknown, SheetUnnamed, UnpacksTooLarge, XmlForbidden
from peakend.listen.table import ROW, Table

Take = Callable[..., Table]
Rows = Callable[[Table], list[dict[str, Any]]]
Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """`book({"Sheet": [[...], ...]})` writes a workbook."""

    def put(sheets: dict[str, list[list[Any]]], name: str = "a.xlsx") -> Path:
        with xlsxwriter.Workbook(tmp_path / name) as workbook:
            for title, lines in sheets.items():
                sheet = workbook.add_worksheet(title)
                for number, line in enumerate(lines):
                    sheet.write_row(number, 0, line)
        return tmp_path / name

    return put


def test_numbers_are_written_plainly_and_blanks_stay_blank(book: Book, take: Take, rows: Rows) -> None:
    table = take(book({"S": [["id", "score", "why"], [1, 5, "好"], [2, 4.5, ""]]}))
    assert rows(table) == [{"id": "1", "score": "5", "why": "好", ROW: 2}, {"id": "2", "score": "4.5", "why": None, ROW: 3}]


def test_headings_below_a_title_are_found_and_rows_keep_their_numbers(book: Book, take: Take, rows: Rows) -> None:
    table = take(book({"S": [["Satisfaction 2024"], [], ["id", "score", "why"], [1, 5, "x"]]}))
    assert rows(table) == [{"id": "1", "score": "5", "why": "x", ROW: 4}]


def test_blank_rows_before_the_first_keep_the_numbers_right(book: Book, take: Take, rows: Rows) -> None:
    assert rows(take(book({"S": [[], [], ["id", "score", "why"], [1, 5, "x"]]})))[0][ROW] == 4


def test_one_sheet_with_answers_is_taken_and_said_several_must_be_named(book: Book, take: Take, names: Callable[[Any], list[str]]) -> None:
    answers = [["id", "score"], [1, 5]]
    table = take(book({"Notes": [["read me"]], "Answers": answers, "Empty": []}))
    assert (table.layout.sheet, names(table.remarks)) == ("Answers", ["sheet_chosen"])
    two = book({"A": answers, "B": answers}, "two.xlsx")
    with pytest.raises(SheetUnnamed):
        take(two)
    assert take(two, Layout(sheet="B")).layout.sheet == "B"
    with pytest.raises(SheetUnknown):
        take(two, Layout(sheet="C"))


def test_tools_are_recognised_in_workbooks_too(book: Book, take: Take) -> None:
    heading = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "1、性别"]
    assert take(book({"S": [heading, [1, "2024/3/5 10:00:00", "60秒", "微信", "", "", "男"]]})).layout.kind == "wjx"


@pytest.mark.parametrize(("lines", "fault"), [([], FileEmpty), ([["id", "score"]], NoRows)])
def test_a_sheet_without_answers_is_refused(lines: list[list[Any]], fault: type[Exception], book: Book, take: Take) -> None:
    with pytest.raises(fault):
        take(book({"S": lines}))


def test_a_cell_at_the_far_corner_is_refused_before_anything_is_unpacked(tmp_path: Path, take: Take) -> None:
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["id", "score"])
        sheet.write(1_048_575, 16_383, 1)
    with pytest.raises(SheetTooLarge) as fault:
        take(tmp_path / "far.xlsx")
    assert (fault.value.blanks["rows"], fault.value.blanks["columns"]) == (1_048_576, 16_384)


def test_formats_far_out_do_no_harm(tmp_path: Path, take: Take) -> None:
    with xlsxwriter.Workbook(tmp_path / "styled.xlsx") as workbook:
        sheet, bold = workbook.add_worksheet(), workbook.add_format({"bold": True})
        sheet.write_row(0, 0, ["id", "score"])
        sheet.write_row(1, 0, [1, 5])
        sheet.write_blank(100_000, 16_000, None, bold)
    assert len(take(tmp_path / "styled.xlsx").columns) == 2


@pytest.mark.parametrize("width", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"])
def test_a_workbook_that_declares_entities_is_refused(part: str, width: str, book: Book, tmp_path: Path, take: Take) -> None:
    small = book({"S": [["id", "score"], ["a", 5]]})
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(tmp_path / "xxe.xlsx", "w") as target:
        for name in source.namelist():
            words = source.read(name).decode()
            if name == part:
                head, _, rest = words.partition("?>")
                words = f'{head}?><!DOCTYPE d [<!ENTITY x SYSTEM "x.txt">]>{rest}'
            target.writestr(name, words.encode(width if name == part else "utf-8"))
    with pytest.raises(XmlForbidden):
        take(tmp_path / "xxe.xlsx")


def test_a_bomb_is_not_unpacked(book: Book, tmp_path: Path, take: Take) -> None:
    small = book({"S": [["id"], [1]]})
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            filler = b"<row r='1'><c r='A1'><v>1</v></c></row>" * 2_000_000 if name.endswith("sheet1.xml") else b""
            target.writestr(name, source.read(name).replace(b"</sheetData>", filler + b"</sheetData>"))
    with pytest.raises(UnpacksTooLarge):
        take(tmp_path / "bomb.xlsx")


def test_a_file_that_is_cut_off_says_so(book: Book, take: Take) -> None:
    path = book({"S": [["id"], [1]]})
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(FileBroken):
        take(path)


def test_macros_are_told_and_never_run(book: Book, tmp_path: Path, take: Take) -> None:
    small = book({"S": [["id", "score"], [1, 5]]})
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(tmp_path / "macro.xlsm", "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    table = take(tmp_path / "macro.xlsm")
    assert (table.rows, [remark.name for remark in table.remarks]) == (1, ["macros_ignored"])
