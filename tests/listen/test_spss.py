from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest

from peakend.errors import FileBroken, NameAndContentDiffer
from peakend.listen.table import Table

Take = Callable[..., Table]


@pytest.fixture
def sav(tmp_path: Path) -> Path:
    """An SPSS file with labels and declared missing values."""
    frame = pl.DataFrame({"id": [1.0, 2.0, 3.0], "sat": [5.0, 9.0, None], "why": ["好", "", "ok"]})
    pyreadstat.write_sav(
        frame,
        str(tmp_path / "a.sav"),
        column_labels={"sat": "How satisfied are you?"},
        variable_value_labels={"sat": {1: "Very dissatisfied", 5: "Very satisfied", 9: "Don't know"}},
        missing_ranges={"sat": [9]},
    )
    return tmp_path / "a.sav"


def test_questions_labels_and_missing_values_come_along(sav: Path, take: Take) -> None:
    column = take(sav).columns[1]
    assert (column.question, column.missing) == ("How satisfied are you?", ("9",))
    assert dict(column.labels) == {"1": "Very dissatisfied", "5": "Very satisfied", "9": "Don't know"}


def test_numbers_are_written_plainly_and_missing_values_are_kept_to_be_counted(
    sav: Path, take: Take, rows: Callable[[Table], list[dict[str, Any]]]
) -> None:
    assert [(row["id"], row["sat"], row["why"]) for row in rows(take(sav))] == [("1", "5", "好"), ("2", "9", None), ("3", None, "ok")]


def test_a_text_that_calls_itself_sav_is_refused(write: Callable[..., Path], take: Take) -> None:
    with pytest.raises(NameAndContentDiffer):
        take(write("a.sav", "id,sat\n1,5\n"))


def test_a_damaged_file_is_refused(write: Callable[..., Path], take: Take) -> None:
    with pytest.raises(FileBroken):
        take(write("a.sav", b"$FL2@(#) SPSS DATA FILE" + bytes(range(256)) * 3))
