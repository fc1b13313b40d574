"""Do all roads lead to the same sums? Every dataframe and file, the same whole numbers bit for bit; and what cannot be read says so."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from peakend.errors import MissingColumn, PeakendError, TooManyGroups, UnknownSource, UnreadableSource
from peakend.scan.ask import Ask, Levels, Pair, Pairs, Request, Span, Where, Within
from peakend.scan.count import count_answers
from peakend.scan.sources import BATCH, RelationSource, TableSource, open_file, open_source

SPANS = tuple(Span(name, 1, 5) for name in ("q1", "q2", "q3"))
ASKS: tuple[Ask, ...] = (*(Levels(span, (-1001,)) for span in SPANS), Pair(SPANS[0], SPANS[1]), Pairs(SPANS), Within(SPANS))
REQUEST = Request(ASKS, by=("tier",), where=(Where("year", ("2024", "2025")),), owner="who", leave_out=("test",))


def answers(rows: int = 2_000) -> pa.Table:
    random = np.random.default_rng(3)
    blank = random.random((3, rows)) < 0.1
    return pa.table(
        {
            **{span.column: pa.array(random.integers(0, 7, rows), mask=blank[at]) for at, span in enumerate(SPANS)},
            "tier": pa.array([["gold", "silver", None][at % 3] for at in range(rows)]),
            "year": pa.array(2023 + random.integers(0, 3, rows)),
            "who": pa.array(np.arange(rows) // 3),
            "test": pa.array(random.random(rows) < 0.05),
        }
    )


TABLE = answers()


def _stored(table: pa.Table, path: Path) -> Path:
    pq.write_table(table, path)
    return path


def _parts(table: pa.Table, folder: Path) -> str:
    for at in range(3):
        pq.write_table(table.slice(at * 700, 700), folder / f"part{at}.parquet")
    return str(folder / "part*.parquet")


def _written(table: pa.Table, path: Path) -> str:
    pa.csv.write_csv(table, path)
    return str(path)


ROADS: dict[str, Callable[[pa.Table, Path], Any]] = {
    "pyarrow": lambda table, _: table,
    "pieces": lambda table, _: pa.concat_tables([table.slice(at, 7) for at in range(0, table.num_rows, 7)]),
    "batch": lambda table, _: table.combine_chunks().to_batches()[0],
    "reader": lambda table, _: table.to_reader(100),
    "source": lambda table, _: TableSource(table),
    "pandas": lambda table, _: table.to_pandas(),
    "pandas nullable": lambda table, _: table.to_pandas(types_mapper=pd.ArrowDtype),
    "pandas categories": lambda table, _: table.to_pandas().astype({"tier": "category"}),
    "polars": lambda table, _: pl.from_arrow(table),
    "polars lazy": lambda table, _: pl.DataFrame(pl.from_arrow(table)).lazy(),
    "narwhals": lambda table, _: nw.from_native(table),
    "duckdb": lambda table, _: duckdb.connect().from_arrow(table),
    "parquet": lambda table, folder: _stored(table, folder / "answers.parquet"),
    "parquet pattern": _parts,
    "csv": lambda table, folder: _written(table, folder / "answers.csv"),
}


@pytest.mark.parametrize("road", ROADS)
def test_every_road_gives_the_same_sums_bit_for_bit(road: str, tmp_path: Path) -> None:
    expected = count_answers(TABLE, REQUEST)
    tally = count_answers(ROADS[road](TABLE, tmp_path), REQUEST)
    assert (tally.read, tally.rows, dict(tally.left_out)) == (expected.read, expected.rows, dict(expected.left_out))
    assert sorted(tally.cells) == sorted(expected.cells) == [("",), ("gold",), ("silver",)]
    for group, cell in expected.cells.items():
        for ask in ASKS:
            assert tally.cells[group].total(ask).tolist() == cell.total(ask).tolist()
            assert tally.cells[group].total(ask).dtype == np.int64
            assert tally.cells[group].fold().units(ask).tolist() == cell.fold().units(ask).tolist()


def test_only_what_is_asked_is_read() -> None:
    source = open_source(duckdb.sql('select 1::smallint as q1, \'x\' as "odd ""name""", error(\'read\') as q9'))
    assert source.columns == ("q1", 'odd "name"', "q9")
    (batch,) = source.batches(["q1", 'odd "name"'])
    assert batch.column_names == ["q1", 'odd "name"']


def test_rows_can_be_counted_without_a_column() -> None:
    for source in (TABLE, duckdb.from_arrow(TABLE)):
        assert count_answers(source, Request(())).rows == TABLE.num_rows


def test_no_batch_is_larger_than_agreed() -> None:
    wide = pa.table({"q": np.ones(3 * BATCH, dtype=np.int8)})
    for source in (open_source(wide), open_source(duckdb.from_arrow(wide))):
        sizes = [batch.num_rows for batch in source.batches(["q"])]
        assert sum(sizes) == 3 * BATCH
        assert max(sizes) <= BATCH


def test_memory_does_not_grow_with_the_answers() -> None:
    """300,000 rows of ten questions are 7 MB; a scan holds a few batches of them, however many follow."""
    asks = tuple(Levels(Span(f"q{at}", 1, 5)) for at in range(10))
    chosen = ", ".join(f"((range * {7 + at}) % 6)::smallint as q{at}" for at in range(10))

    def peak(rows: int) -> int:
        relation = duckdb.connect().table_function("range", [rows]).project(f"range as who, {chosen}")
        tracemalloc.start()
        tally = count_answers(relation, Request(asks, owner="who"))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert tally.rows == rows
        return used

    peak(100_000)  # what is loaded and kept once is not counted
    few, many = peak(100_000), peak(600_000)
    assert many < 1.3 * few < 8_000_000


@pytest.mark.parametrize("strange", [7, None, [1, 2], object(), {"q1": [1]}], ids=lambda one: type(one).__name__)
def test_what_is_no_table_is_refused(strange: object) -> None:
    with pytest.raises(UnknownSource) as caught:
        count_answers(strange, REQUEST)
    assert type(strange).__name__ in caught.value.say("en")
    assert "当作答卷数据读取" in caught.value.say("zh")


def damaged(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.parquet"
    match kind:
        case "missing":
            pass
        case "empty":
            path.write_bytes(b"")
        case "text":
            path.write_text("respondent,q1\n1,5\n", encoding="utf-8")
        case "cut":
            whole = _stored(TABLE, path).read_bytes()
            path.write_bytes(whole[: len(whole) // 2])
        case "overwritten":
            pages = bytearray(_stored(TABLE, path).read_bytes())
            pages[50:5_000] = b"\xff" * 4_950
            path.write_bytes(pages)
        case _:
            path.mkdir()
    return path


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "cut", "overwritten", "folder"])
def test_a_damaged_file_says_so_and_gives_no_number(kind: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource) as caught:
        count_answers(damaged(tmp_path, kind), REQUEST)
    assert f"{kind}.parquet" in caught.value.say("en")
    assert "无法读取答卷文件" in caught.value.say("zh")
    assert "\n" not in caught.value.say("en")


def test_an_address_on_the_network_is_no_file() -> None:
    for path in ("http://localhost:9/answers.parquet", "s3://bucket/answers.csv"):
        with pytest.raises(UnreadableSource):
            count_answers(path, REQUEST)


def test_the_engine_fetches_nothing(tmp_path: Path) -> None:
    connection = open_file(_stored(TABLE, tmp_path / "answers.parquet")).connection
    assert connection is not None
    asked = "select current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')"
    assert connection.sql(asked).fetchall() == [(False, False)]


def test_a_missing_column_is_named_with_those_that_are_there() -> None:
    with pytest.raises(MissingColumn) as caught:
        count_answers(TABLE.drop(["q2"]), REQUEST)
    assert "no column 'q2'" in caught.value.say("en")
    assert "q1, q3, tier" in caught.value.say("zh")


def test_too_many_groups_are_refused_and_many_are_not() -> None:
    table = pa.table({"q1": np.ones(3_000, dtype=np.int8), "branch": np.arange(3_000), "city": np.arange(3_000) % 1_000})
    assert len(count_answers(table, Request(ASKS[:1], by=("city",))).cells) == 1_000
    with pytest.raises(TooManyGroups, match="more than 1000 groups") as caught:
        count_answers(table, Request(ASKS[:1], by=("branch",)))
    assert "1000 个以上" in caught.value.say("zh")


def test_groups_that_come_again_in_a_large_scan_are_counted_once() -> None:
    rows = 3 * BATCH
    table = pa.table({"q1": np.ones(rows, dtype=np.int8), "city": np.arange(rows) % 700})
    tally = count_answers(table, Request(ASKS[:1], by=("city",)))
    assert len(tally.cells) == 700
    assert {cell.by_block for cell in tally.cells.values()} == {True}


def test_a_split_that_would_not_fit_into_memory_is_refused() -> None:
    many = tuple(Levels(Span(f"q{at}", 0, 1_000)) for at in range(40))
    table = pa.table({f"q{at}": np.ones(30_000, dtype=np.int16) for at in range(40)} | {"city": np.arange(30_000) % 100})
    with pytest.raises(TooManyGroups):
        count_answers(table, Request(many, by=("city",)))


def test_every_fault_of_the_scan_speaks_both_languages() -> None:
    faults: list[PeakendError] = [MissingColumn(column="a", known="b"), UnreadableSource(path="x", reason="y"), UnknownSource(kind="int")]
    for fault in faults:
        assert fault.say("zh").strip()
        assert fault.say("en").strip()
        assert fault.say("zh") != fault.say("en")


def test_a_relation_keeps_its_connection_alive() -> None:
    source = open_source(duckdb.connect().sql("select 3::smallint as q1"))
    assert isinstance(source, RelationSource)
    assert count_answers(source, Request(ASKS[:1])).whole.total(ASKS[0]).tolist()[2] == 1
