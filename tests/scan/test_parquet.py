"""Is a Parquet file the same answers whoever reads it, and is what is unusual left to the reader who knows it?"""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import peakend.scan.parquet
from peakend.scan.ask import Amounts, Levels, Pairs, Request, Span, Where
from peakend.scan.columns import words_of
from peakend.scan.count import count_answers
from peakend.scan.parquet import open_parquet
from peakend.scan.sources import RelationSource, open_file, open_source

A, B = Span("a", 1, 5), Span("b", 0, 10)
REQUEST = Request((Levels(A), Pairs((A, B)), Amounts("amount")), ("city", "day"), (Where("vip", ("true",)),), owner="who")


def answers(rows: int = 5_000) -> pa.Table:
    random = np.random.default_rng(4)
    city = pa.array(random.integers(0, 3, rows), mask=random.random(rows) < 0.1)
    return pa.table(
        {
            "a": pa.array(random.integers(0, 6, rows).astype(np.int8), mask=random.random(rows) < 0.1),
            "b": pa.array(random.integers(0, 11, rows)),
            "amount": random.integers(0, 9, rows) / 4,
            "city": pa.DictionaryArray.from_arrays(city, ["north", "", "south"]).cast(pa.string()),
            "day": pa.array([date(2026, 1, 1 + day) for day in random.integers(0, 2, rows).tolist()]),
            "vip": random.random(rows) < 0.7,
            "who": [f"C-{number}" for number in random.integers(0, 900, rows)],
        }
    )


@pytest.mark.parametrize("size", [40, 700, 5_000])
@pytest.mark.parametrize("most", [64, 100_000])
def test_both_readers_give_the_same_tally(size: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row groups that are small, fitting and too large."""
    monkeypatch.setattr(peakend.scan.parquet, "FEW", 64)
    monkeypatch.setattr(peakend.scan.parquet, "MOST_ROWS", most)
    pq.write_table(answers(), tmp_path / "answers.parquet", row_group_size=size)
    source = open_parquet(tmp_path / "answers.parquet")
    assert source is not None
    one, other = count_answers(source, REQUEST), count_answers(open_file(tmp_path / "answers.parquet"), REQUEST)
    assert (one.read, one.left_out, set(one.cells)) == (other.read, other.left_out, set(other.cells))
    for group, cell in one.groups():
        for ask in REQUEST.asks:
            assert cell.units(ask).tolist() == other.cells[group].units(ask).tolist()
        assert cell.unit_names.tolist() == other.cells[group].unit_names.tolist()


@pytest.mark.parametrize(
    "column",
    [
        pa.array([datetime(2026, 1, 1)]),  # noqa: DTZ001 - a time without a zone is what the file holds
        pa.array([[1, 2]]),
        pa.array([b"x"]),
        pa.array([{"x": 1}]),
    ],
    ids=["time", "list", "bytes", "structure"],
)
def test_unusual_columns_are_left_to_duckdb(column: pa.Array, tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1], "b": column}), tmp_path / "answers.parquet")
    assert isinstance(open_source(tmp_path / "answers.parquet"), RelationSource)


def test_several_files_are_left_to_duckdb(tmp_path: Path) -> None:
    for name in ("one", "two"):
        pq.write_table(pa.table({"a": [1, 5]}), tmp_path / f"{name}.parquet")
    assert isinstance(open_source(tmp_path / "*.parquet"), RelationSource)
    assert count_answers(tmp_path / "*.parquet", Request((Levels(A),))).rows == 4


def test_columns_come_in_the_order_in_which_they_are_asked_for(tmp_path: Path) -> None:
    pq.write_table(answers(), tmp_path / "answers.parquet")
    source = open_source(str(tmp_path / "answers.parquet"))
    assert [batch.column_names for batch in source.batches(["who", "a"])] == [["who", "a"]]
    assert sum(batch.num_rows for batch in source.batches([])) == 5_000


def test_words_are_told_apart_however_they_are_coded() -> None:
    doubled = pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 2, 3]), pa.array(["x", "y", "x", None]))
    for column in (doubled, doubled.cast(pa.string())):
        place, words = words_of(column)
        assert [words[number] for number in place.tolist()] == ["x", "y", "", "x", ""]
        assert len(set(words)) == len(words)
    place, words = words_of(pa.array([7, None, -7, 7], pa.int8()))
    assert [words[number] for number in place.tolist()] == ["7", "", "-7", "7"]
