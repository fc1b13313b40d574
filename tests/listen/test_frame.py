from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from peakend.define.answers import REASONS
from peakend.define.study import Study
from peakend.define.survey import Attribute, Question, Scale
from peakend.errors import ColumnMissing, HeadingTwice, TableWithoutPath
from peakend.listen.frame import code_frame
from peakend.listen.sheet import import_sheet
from peakend.listen.table import Table

Make = Callable[..., Study]
Take = Callable[..., Table]
COLUMNS: dict[str, list[Any]] = {"id": [1, 2, 3], "Rating (1-5)": [5, 9, None], "why": ["好", None, "13912345678"], "tier": ["a", "b", "a"]}


@pytest.fixture
def made(study: Make) -> Study:
    return study(
        Question("staff", "performance", scale=Scale(1, 5), column="Rating (1-5)"),
        Question("why", "reason"),
        attributes=(Attribute("tier"),),
    )


def frames() -> dict[str, Any]:
    answers = pa.table(COLUMNS)
    return {
        "pyarrow": answers,
        "pandas": pd.DataFrame(COLUMNS),
        "polars": pl.DataFrame(COLUMNS),
        "lazy": pl.DataFrame(COLUMNS).lazy(),
        "duckdb": duckdb.sql("select * from answers"),
    }


@pytest.mark.parametrize("engine", list(frames()))
def test_every_dataframe_gives_the_same_answers(engine: str, made: Study) -> None:
    found = code_frame(frames()[engine], made).to_pydict()
    assert found["staff"] == [5, REASONS["off_scale"], REASONS["skipped"]]
    assert found["why"] == ["好", None, "[PHONE]"]
    assert found["tier"] == ["a", "b", "a"]
    assert found["_respondent"] == ["1", "2", "3"]


def test_a_dataframe_and_a_file_are_coded_alike(
    made: Study, write: Callable[..., Path], take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peakend.listen.sheet.read_table", take)
    path = write("a.csv", pl.DataFrame(COLUMNS).write_csv())
    assert import_sheet(path, made).answers().to_pydict() == code_frame(pl.DataFrame(COLUMNS), made).to_pydict()


def test_refused_cells_are_told_in_the_table(made: Study) -> None:
    assert code_frame(frames()["pyarrow"], made).schema.metadata[b"peakend.refused"] == b"1"


def test_an_empty_dataframe_keeps_its_columns(made: Study) -> None:
    assert code_frame(frames()["pyarrow"].slice(0, 0), made).num_rows == 0


def test_what_is_no_dataframe_is_refused(made: Study) -> None:
    with pytest.raises(TableWithoutPath):
        code_frame({"id": [1]}, made)


def test_missing_and_doubled_headings_are_refused(made: Study) -> None:
    with pytest.raises(ColumnMissing):
        code_frame(pa.table({"id": [1], "why": ["x"], "tier": ["a"]}), made)
    doubled = pa.Table.from_arrays([pa.array([1])] * 5, names=["id", "Rating (1-5)", "why", "tier", "tier"])
    with pytest.raises(HeadingTwice):
        code_frame(doubled, made)
