"""Does a workbook hold what the results say, to the last digit, and nothing that a spreadsheet would work out?"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fastexcel
import openpyxl
import pytest
from tests.report.asked import HOSTILE, asking, few, renamed, vip_reading

from peakend.analyse.result import Plain, Result, Row
from peakend.errors import FolderNotWritable
from peakend.report import words
from peakend.report.facts import gather
from peakend.report.words.absent import absent_lines
from peakend.report.workbook import results_of, write_workbook
from peakend.report.workbook.cells import DANGEROUS, clean
from peakend.text import LANGUAGES, Language

Book = Any
"""What openpyxl gives for a .xlsx file."""

Sheet = Any

BY = ("tier",)

each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    folder = tmp_path_factory.mktemp("books")
    return {language: write_workbook(vip_reading(240, BY), folder / f"{language}.xlsx", language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def books(paths: dict[Language, Path]) -> dict[Language, Book]:
    return {language: openpyxl.load_workbook(path) for language, path in paths.items()}


def heading_row(sheet: Sheet) -> int:
    """The row of the names for programs: the one with the filter."""
    return int(sheet.auto_filter.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def table(sheet: Sheet) -> list[dict[str, Any]]:
    """The lines of a sheet by the names for programs."""
    top = heading_row(sheet)
    last = int(sheet.auto_filter.ref.split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    names = [cell.value for cell in sheet[top]]
    return [dict(zip(names, [cell.value for cell in sheet[row]], strict=True)) for row in range(top + 1, last + 1)]


def flat(row: Row) -> dict[str, Plain]:
    """A row as a sheet holds it: lists as words, counts by reason a column each."""
    told: dict[str, Plain] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            told |= {f"{name}.{part}": amount for part, amount in value.items()}
        else:
            told[name] = ", ".join(str(one) for one in value) if isinstance(value, list) else value
    return told


def same(written: Any, said: Plain) -> bool:  # noqa: ANN401 - a cell
    if said is None or said == "":
        return written in {None, ""}
    if isinstance(said, float):
        return written == pytest.approx(said, rel=1e-15)
    return bool(written == said)


def results() -> tuple[Result, ...]:
    return results_of(gather(vip_reading(240, BY)))


@each_language
def test_every_result_reads_back_equal_to_its_rows(books: dict[Language, Book], language: Language) -> None:
    for result in results():
        sheet = books[language][result.title.say(language).replace("—", "—")[:31]]
        lines = table(sheet)
        assert len(lines) == len(result.rows())
        for line, row in zip(lines, result.rows(), strict=True):
            wrong = {name: (line[name], value) for name, value in flat(row).items() if not same(line[name], value)}
            assert wrong == {}


def test_a_fast_reader_reads_the_same(paths: dict[Language, Path], books: dict[Language, Book]) -> None:
    title = vip_reading(240, BY).importance.title.en
    top = heading_row(books["en"][title])
    frame = fastexcel.read_excel(paths["en"]).load_sheet(title, header_row=top - 1).to_arrow()
    means = [row["mean"] for row in vip_reading(240, BY).importance.rows()]
    column = frame.column(frame.schema.names.index("mean")).to_pylist()
    assert column[: len(means)] == pytest.approx(means, rel=1e-15)


@each_language
def test_the_base_stands_above_every_table(books: dict[Language, Book], language: Language) -> None:
    for result in results():
        sheet = books[language][result.title.say(language)[:31]]
        above = [sheet.cell(row, 1).value for row in range(1, heading_row(sheet))]
        assert words.base_line(result.base, vip_reading().study).say(language) in above
        assert any("模拟" in str(words_) or "synthetic" in str(words_) for words_ in above)


@each_language
def test_the_contents_lead_to_every_sheet(books: dict[Language, Book], language: Language) -> None:
    book = books[language]
    first = book[book.sheetnames[0]]
    places = {cell.hyperlink.location.split("!")[0].strip("'") for row in first.iter_rows() for cell in row if cell.hyperlink}
    assert places >= {result.title.say(language)[:31] for result in results()}
    assert places <= set(book.sheetnames)


@each_language
def test_a_table_can_be_filtered_scrolled_and_printed(books: dict[Language, Book], language: Language) -> None:
    for result in results():
        sheet = books[language][result.title.say(language)[:31]]
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows


def test_columns_are_wide_enough_for_chinese(books: dict[Language, Book]) -> None:
    sheet = books["zh"]["峰值与终值"]
    top = heading_row(sheet)
    place = [cell.value for cell in sheet[top]].index("moment_name") + 1
    longest = max(len(str(sheet.cell(row, place).value)) for row in range(top + 1, sheet.max_row + 1))
    assert sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width >= 1.8 * longest


def test_numbers_are_written_as_what_they_count(books: dict[Language, Book]) -> None:
    sheet = books["en"]["Net Promoter Score"]
    top = heading_row(sheet)
    formats = {cell.value: sheet.cell(top + 1, cell.column).number_format for cell in sheet[top]}
    assert formats["nps"].startswith("+0.0")
    assert formats["promoters"] == "0.0%"
    assert formats["nps_n"] == "#,##0"


def test_a_coloured_row_has_words_beside_the_colour(books: dict[Language, Book]) -> None:
    sheet = books["zh"]["峰值与终值"]
    assert sheet.conditional_formatting
    lines = table(sheet)
    for line in lines:
        marked = line["by_source"] or line["by_test"]
        assert bool(line["words"]) is bool(marked)
        assert not marked or ("峰值" in line["words"]) is (line["kind"] == "peak")


@each_language
def test_methods_and_questions_have_sheets_of_their_own(books: dict[Language, Book], language: Language) -> None:
    book, study = books[language], vip_reading().study
    methods = {line["method"] for line in table(book["方法" if language == "zh" else "Methods"])}
    assert {method for result in results() for method in result.base.methods} <= methods
    keys = [line["key"] for line in table(book["题目字典" if language == "zh" else "Questions"])]
    assert keys == [question.key for question in study.survey.questions] + [one.key for one in study.survey.attributes]


def test_there_are_native_charts_with_error_bars(books: dict[Language, Book]) -> None:
    drawn = books["en"]["Charts"]._charts
    assert len(drawn) == len(vip_reading().study.scenarios) + 1
    assert sum(1 for chart in drawn for series in chart.series if series.errBars is not None) >= 2 * len(vip_reading().study.scenarios)


# -- words are words


def cells(book: Book) -> Iterator[Any]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from row


def test_nothing_in_the_workbook_is_a_formula(books: dict[Language, Book]) -> None:
    assert [cell.coordinate for book in books.values() for cell in cells(book) if cell.data_type == "f"] == []


@pytest.mark.parametrize("start", DANGEROUS)
def test_words_that_begin_like_a_formula_stay_words(tmp_path: Path, start: str) -> None:
    name = f"{start}1+cmd|' /C calc'!A0"
    book = openpyxl.load_workbook(write_workbook(renamed(lambda _: name, title=name), tmp_path / "b.xlsx", "en"))
    found = [cell for cell in cells(book) if isinstance(cell.value, str) and cell.value.replace("_x000D_", "\r") == name]
    assert found
    assert {cell.data_type for cell in found} <= {"s", "inlineStr"}
    quoted = [cell for cell in found if cell.row > 4]
    assert quoted
    assert all(cell.quotePrefix for cell in quoted)


def test_markup_and_templates_stay_as_they_are(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_workbook(renamed(lambda _: HOSTILE, title=HOSTILE), tmp_path / "b.xlsx", "en"))
    assert any(cell.value == HOSTILE for cell in cells(book))
    assert book.worksheets[0].cell(1, 1).value == HOSTILE


def test_names_that_no_sheet_may_have_and_characters_that_no_cell_may_hold(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_workbook(renamed(lambda _: "a\x07[b]:*?/\\'"), tmp_path / "b.xlsx", "en"))
    assert any(cell.value == "a [b]:*?/\\'" for cell in cells(book))
    assert len(clean("x" * 40_000)) <= 32_767


# -- odd studies


@pytest.mark.parametrize("measure", ["nps", "overall", "importance", "performance", "chosen"])
def test_what_was_not_asked_has_no_sheet_and_is_told_with_the_reason(tmp_path: Path, measure: str) -> None:
    reading = asking(measure)
    book = openpyxl.load_workbook(write_workbook(reading, tmp_path / "b.xlsx", "en"))
    told = {cell.value for cell in cells(book) if isinstance(cell.value, str)}
    assert {line.en for line in absent_lines(gather(reading).faults)} <= told


@pytest.mark.parametrize("respondents", [1, 5])
def test_too_few_answers_leave_a_blank_and_say_how_many_would_do(tmp_path: Path, respondents: int) -> None:
    reading = few(respondents)
    book = openpyxl.load_workbook(write_workbook(reading, tmp_path / "b.xlsx", "en"))
    lines = table(book[reading.importance.title.en])
    unknown = [line for line in lines if line["mean"] is None]
    assert all(line["mean_needed"] == 2 for line in unknown)
    assert unknown or respondents > 1


def test_a_workbook_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderNotWritable):
        write_workbook(vip_reading(), tmp_path / "file" / "b.xlsx", "zh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


@pytest.mark.office
def test_an_office_opens_the_workbook(paths: dict[Language, Path], paper: Callable[[Path], list[Path]]) -> None:
    assert len(paper(paths["zh"])) >= len(results())
