"""Does a reading say the same whichever engine holds the answers? Every figure of it, from a database as from a frame."""

from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from adbc_driver_postgresql import dbapi
from tests.scan.conftest import postgres  # noqa: F401 - a fixture

import peakend as pe
from peakend.errors import NotCoded

STUDY = pe.open_template("telecom-vip")
FEW, MANY = pe.draw_answers(STUDY, 400), pe.draw_answers(STUDY, 24_000)
NAMES = ("importance", "peaks", "experience", "nps", "satisfaction", "quadrants")


def in_duckdb(table: pa.Table, _: str, push: Any) -> pe.DatabaseTable:  # noqa: ANN401 - one of three words
    connection = duckdb.connect()
    connection.register("held", table)
    connection.execute("CREATE TABLE answers AS FROM held")
    return pe.DatabaseTable(connection, "answers", push)


def in_postgres(table: pa.Table, address: str, push: Any) -> pe.DatabaseTable:  # noqa: ANN401 - one of three words
    with dbapi.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS voices")
        cursor.execute("DROP TABLE IF EXISTS voices.answers")
        cursor.adbc_ingest("answers", table, mode="create", db_schema_name="voices")
        connection.commit()
    return pe.DatabaseTable(address, "voices.answers", push)


def assert_same(held: pe.Reading, frame: pe.Reading) -> None:
    for name in NAMES:
        assert getattr(held, name).rows() == getattr(frame, name).rows(), name


@pytest.mark.parametrize("hold", [in_duckdb, in_postgres])
def test_a_reading_is_the_same_from_every_engine(
    hold: Callable[[pa.Table, str, Any], pe.DatabaseTable],
    postgres: str,  # noqa: F811 - the fixture
) -> None:
    held = pe.read(STUDY, hold(FEW, postgres, "always"), by="tier", where={"tier": ["gold", "diamond"]})
    frame = pe.read(STUDY, FEW, by="tier", where={"tier": ["gold", "diamond"]})
    for one, other in zip([held, *held.each()], [frame, *frame.each()], strict=True):
        assert_same(one, other)


@pytest.mark.slow
@pytest.mark.parametrize("push", ["measured", "always"])
@pytest.mark.parametrize("hold", [in_duckdb, in_postgres])
def test_a_reading_of_many_answers_is_the_same_from_every_engine(
    hold: Callable[[pa.Table, str, Any], pe.DatabaseTable],
    push: str,
    postgres: str,  # noqa: F811 - the fixture
) -> None:
    assert_same(pe.read(STUDY, hold(MANY, postgres, push)), pe.read(STUDY, MANY))


def test_raw_answers_in_a_database_are_refused() -> None:
    with pytest.raises(NotCoded, match="_block") as caught:
        pe.read(STUDY, in_duckdb(FEW.drop(["_block"]), "", "measured"))
    assert "尚未编码" in caught.value.say("zh")
