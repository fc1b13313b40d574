"""Is a tally brought up to date the tally of everything? Reading only what is new, and refusing where the old is not what it was."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from adbc_driver_postgresql import dbapi
from tests.scan.test_engines import ALL, A, answers, assert_same

from peakend.errors import MissingColumn, NotNumbers, TallyOutdated, UnknownSource
from peakend.scan.ask import Levels, Request, Where
from peakend.scan.count import count_answers
from peakend.scan.engines.dialect import DUCKDB
from peakend.scan.engines.opening import DatabaseTable, open_engine
from peakend.scan.keeping import update_tally

NAME = DUCKDB.name(A.column)
REQUEST = Request(ALL[:9], by=("group",), where=(Where("year", ("2023", "2024", "")),), block="block", leave_out=("test",))


def day(at: int, rows: int = 300) -> pa.Table:
    return answers(rows, seed=at).append_column("id", pa.array(np.arange(at * rows, (at + 1) * rows)))


def whole(*days: int) -> pa.Table:
    return pa.concat_tables([day(at) for at in days])


def test_only_new_files_are_read(tmp_path: Path) -> None:
    folder, kept = tmp_path / "answers", tmp_path / "kept.tally"
    folder.mkdir()
    for at in range(3):
        pq.write_table(day(at), folder / f"day{at}.parquet")
        update = update_tally(folder, REQUEST, kept)
        assert (update.reused, update.counted) == (at * 300, 300)
        assert_same(update.tally.fold(), count_answers(whole(*range(at + 1)), REQUEST).fold())
    again = update_tally(str(folder / "day*.parquet"), REQUEST, kept)
    assert (again.reused, again.counted) == (900, 0)
    assert_same(again.tally.fold(), count_answers(whole(0, 1, 2), REQUEST).fold())


def test_row_groups_at_the_end_of_an_old_file_are_new(tmp_path: Path) -> None:
    path, kept = tmp_path / "answers.parquet", tmp_path / "kept.tally"
    for days in (1, 2, 4):
        with pq.ParquetWriter(path, day(0).schema) as writer:
            for at in range(days):
                writer.write_table(day(at))
        update = update_tally(path, REQUEST, kept)
        assert update.counted == 300 * (days - days // 2)
        assert_same(update.tally.fold(), count_answers(whole(*range(days)), REQUEST).fold())


def test_a_file_that_was_only_copied_is_the_same_file(tmp_path: Path) -> None:
    path, kept = tmp_path / "answers.parquet", tmp_path / "kept.tally"
    pq.write_table(day(0), path)
    update_tally(path, REQUEST, kept)
    os.utime(path, ns=(1, 1))
    assert update_tally(path, REQUEST, kept).counted == 0


def test_what_changed_is_refused_and_the_old_tally_stays(tmp_path: Path) -> None:
    folder, kept = tmp_path / "answers", tmp_path / "kept.tally"
    folder.mkdir()
    for at in range(2):
        pq.write_table(day(at), folder / f"day{at}.parquet")
    update_tally(folder, REQUEST, kept, coding="one")
    before = kept.read_bytes()
    with pytest.raises(TallyOutdated, match="asks, split or filters"):
        update_tally(folder, replace(REQUEST, by=()), kept, coding="one")
    with pytest.raises(TallyOutdated, match="the coding"):
        update_tally(folder, REQUEST, kept, coding="two")
    pq.write_table(day(7), folder / "day1.parquet")
    with pytest.raises(TallyOutdated, match=r"rows that it has counted changed \(day1\.parquet\)") as caught:
        update_tally(folder, REQUEST, kept, coding="one")
    assert "已计数的旧数据" in caught.value.say("zh")
    (folder / "day1.parquet").unlink()
    with pytest.raises(TallyOutdated, match=r"day1\.parquet"):
        update_tally(folder, REQUEST, kept, coding="one")
    assert kept.read_bytes() == before


def test_frames_have_no_yesterday(tmp_path: Path) -> None:
    with pytest.raises(UnknownSource):
        update_tally(day(0), REQUEST, tmp_path / "kept.tally")


def in_duckdb(_: str) -> tuple[Any, Callable[[str], object]]:
    connection = duckdb.connect()
    connection.register("first", day(0))
    connection.execute("create table answers as from first")
    for at in (1, 2):
        connection.register(f"day{at}", day(at))
        connection.execute(f"create table later{at} as from day{at}")
    return DatabaseTable(connection, "answers"), connection.execute


def in_postgres(address: str) -> tuple[Any, Callable[[str], object]]:
    def run(order: str) -> None:
        with dbapi.connect(address) as connection, connection.cursor() as cursor:
            cursor.execute(order)
            connection.commit()

    with dbapi.connect(address) as connection, connection.cursor() as cursor:
        for name, at in (("answers", 0), ("later1", 1), ("later2", 2)):
            cursor.execute(f"drop table if exists {name}")
            cursor.adbc_ingest(name, day(at), mode="create")
        connection.commit()
    return DatabaseTable(address, "answers"), run


@pytest.fixture(params=["DuckDB", "PostgreSQL"])
def table(request: pytest.FixtureRequest) -> tuple[Any, Callable[[str], object]]:
    """A table of the first day, and how to change it; `later1` and `later2` hold the days after."""
    return in_duckdb("") if request.param == "DuckDB" else in_postgres(request.getfixturevalue("postgres"))


@pytest.mark.parametrize("keep", [20_000, -1])
def test_only_new_rows_of_a_table_are_read(table: tuple[Any, Callable[[str], object]], keep: int, tmp_path: Path) -> None:
    where, run = table
    kept = tmp_path / "kept.tally"
    for at in range(3):
        if at:
            run(f"insert into answers select * from later{at}")
        engine = replace(open_engine(where), push="always", keep_rows=keep)
        update = update_tally(engine, REQUEST, kept, growing="id")
        assert (update.reused, update.counted) == (at * 300, 300)
        assert_same(update.tally.fold(), count_answers(whole(*range(at + 1)), REQUEST).fold())
    again = update_tally(where, REQUEST, kept, growing="id")
    assert (again.reused, again.counted) == (900, 0)


@pytest.mark.parametrize(
    "order",
    [
        "delete from answers where id = 7",
        f"update answers set {NAME} = 3 where id = (select min(id) from answers where {NAME} = 4)",
        "update answers set \"group\" = 'elsewhere' where id = (select min(id) from answers where year = 2023 and not test)",
        "insert into answers select * from later1 where false; insert into answers select * from answers where id = 9",
    ],
    ids=["gone", "answered otherwise", "in another group", "twice"],
)
def test_old_rows_of_a_table_that_changed_are_refused(table: tuple[Any, Callable[[str], object]], order: str, tmp_path: Path) -> None:
    where, run = table
    kept = tmp_path / "kept.tally"
    update_tally(where, REQUEST, kept, growing="id")
    for one in order.split("; "):
        run(one)
    run("insert into answers select * from later1")
    with pytest.raises(TallyOutdated, match="rows that it has counted"):
        update_tally(where, REQUEST, kept, growing="id")
    assert update_tally(where, REQUEST, kept, growing="id", trust_old_rows=True).counted == 300


def test_a_column_that_cannot_grow_is_refused(tmp_path: Path) -> None:
    where, _ = in_duckdb("")
    with pytest.raises(NotNumbers):
        update_tally(where, REQUEST, tmp_path / "kept.tally", growing="name")
    with pytest.raises(MissingColumn):
        update_tally(where, REQUEST, tmp_path / "kept.tally", growing="")
    with pytest.raises(MissingColumn):
        update_tally(where, Request((Levels(replace(A, column="nothing")),)), tmp_path / "kept.tally", growing="id")
