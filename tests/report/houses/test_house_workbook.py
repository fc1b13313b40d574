"""The workbook of a cascade works: recalculated by an office program it says what we say, also after a change."""

import subprocess
from pathlib import Path

import openpyxl
import pytest
from tests.design.carried import visit

from peakend.design.flow import Flow, change_importance
from peakend.report.houses.workbook import write_house_workbook


def recalculate(path: Path, folder: Path, office: str) -> openpyxl.Workbook:
    """The same workbook worked out anew: openpyxl drops the values that were kept, LibreOffice works all formulas out."""
    told = subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            folder / "out",
            path,
        ],
        capture_output=True,
        timeout=180,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return openpyxl.load_workbook(folder / "out" / path.name, data_only=True)


def rows_of(book: openpyxl.Workbook, at: int, words: str) -> list[float]:
    """The numbers of one row of results, by the words at its left."""
    sheet = book.worksheets[at]
    row = next(row for row in sheet.iter_rows(min_col=2, max_col=2) if row[0].value == words)[0].row
    return [cell.value for cell in sheet[row][10:] if cell.value is not None]


def compare(book: openpyxl.Workbook, flow: Flow) -> float:
    """The largest relative distance between the sheet and our numbers, over all houses and both weightings."""
    far = 0.0
    for at, one in enumerate(flow.houses):
        for words, ranking in (("planning weights", one.planned), ("importance alone", one.raw)):
            shares = rows_of(book, at, f"Relative importance ({words})")
            rated = rows_of(book, at, f"Technical importance ({words})")
            assert len(shares) == len(ranking.lines)
            for found, line in zip(shares, ranking.lines, strict=True):
                far = max(far, abs(found - line.share.value) / line.share.value)
            for found, line in zip(rated, ranking.lines, strict=True):
                far = max(far, abs(found - line.rated.value) / line.rated.value)
        driven = [line.share.value for line in one.planned.lines]
        assert rows_of(book, at, "Rank (by the weights that drive)") == [1 + sum(other > share for other in driven) for share in driven]
    return far


@pytest.mark.office
def test_every_formula_gives_our_number_to_the_ninth_digit_also_after_a_change(office: str, tmp_path: Path) -> None:
    reading, _, flow = visit()
    path = write_house_workbook(flow, reading.study, tmp_path, "en")
    book = openpyxl.load_workbook(path)
    book.save(tmp_path / "same.xlsx")
    assert compare(recalculate(tmp_path / "same.xlsx", tmp_path, office), flow) < 1e-9
    first = book.worksheets[0]
    row = next(row for row in first.iter_rows(min_col=1, max_col=1) if row[0].value == "courtesy")[0].row
    first.cell(row, 3).value = 9.0
    book.save(tmp_path / "changed.xlsx")
    assert compare(recalculate(tmp_path / "changed.xlsx", tmp_path, office), change_importance(flow, {"courtesy": 9.0})) < 1e-9


def test_cells_hold_formulas_with_the_value_they_have_now(tmp_path: Path) -> None:
    reading, _, flow = visit()
    path = write_house_workbook(flow, reading.study, tmp_path / "houses.xlsx", "zh")
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    told = [
        cell
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(told) > 250
    assert all(isinstance(values[cell.parent.title][cell.coordinate].value, int | float) for cell in told)
    assert [sheet.title for sheet in formulas.worksheets] == ["1 服务接触", "2 服务过程要素", "3 服务质量参数"]
    assert "模拟" in str(formulas.worksheets[0]["A3"].value)
