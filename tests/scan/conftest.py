"""The engines that laws of the scan are tried on: our kernel over several frames, and real databases and a real cluster asked by SQL."""

import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from adbc_driver_postgresql import dbapi

from peakend.scan.ask import Request
from peakend.scan.count import count_answers
from peakend.scan.engines.duckdb import DuckdbTable
from peakend.scan.engines.opening import DatabaseTable, open_engine
from peakend.scan.engines.spark import SparkTable
from peakend.scan.tally import Tally

KERNELS = ("arrow", "polars", "pandas", "read from DuckDB", "read from PostgreSQL")
PUSHED = ("DuckDB", "PostgreSQL", "Spark")


@dataclass(frozen=True)
class Engine:
    """One way to count: `hold` puts a table where the engine finds it."""

    name: str
    hold: Callable[[pa.Table], Any]

    @property
    def pushed(self) -> bool:
        """Whether the engine adds up itself."""
        return self.name in PUSHED

    def count(self, table: pa.Table, request: Request) -> Tally:
        """The tally by block, also of a few rows."""
        held = self.hold(table)
        return count_answers(replace(held, push="always", keep_rows=-1) if self.pushed else held, request).fold()


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> str:  # noqa: ANN401 - a package without types
    """The address of a PostgreSQL that runs for these tests alone."""
    return str(postgres_server.get_uri())


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on a real cluster: a master and a worker of their own on this machine, reachable from nowhere else."""
    if shutil.which("java") is None:
        missing = "java is not installed (Debian: apt-get install default-jre-headless; as root: make tools)"
        pytest.fail(missing) if os.environ.get("PEAKEND_TOOLS") == "required" else pytest.skip(missing)
    library = import_module("pyspark.sql")
    home, scratch = Path(str(library.__file__)).parent.parent, tmp_path_factory.mktemp("spark")
    places = {"SPARK_LOCAL_DIRS": str(scratch), "SPARK_WORKER_DIR": str(scratch), "SPARK_LOG_DIR": str(scratch)}
    os.environ.update(SPARK_HOME=str(home), SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, **places)
    address = f"spark://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    started = [start_spark(home, scratch, "master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0")]
    try:
        wait_for(int(port))
        started.append(
            start_spark(home, scratch, "worker.Worker", "--host", "127.0.0.1", "-c", "2", "-m", "2g", "--webui-port", "0", address)
        )
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executor.memory": "1500m",
            "spark.sql.shuffle.partitions": "2",
        }
        session = library.SparkSession.builder.master(address).config(map=settings).getOrCreate()
        yield session
        session.stop()
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(timeout=60)


def start_spark(home: Path, scratch: Path, role: str, *words: str) -> subprocess.Popen[bytes]:
    with (scratch / f"{role}.log").open("wb") as log:
        order = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}", *words]
        return subprocess.Popen(order, stdout=log, stderr=log)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 120) -> None:
    for _ in range(int(seconds * 5)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("the master of the cluster did not start")


def hold_in_duckdb(table: pa.Table) -> DuckdbTable:
    connection = duckdb.connect()
    connection.register("held", table)
    return DuckdbTable(connection.table("held"), connection=connection)


def hold_in_postgres(table: pa.Table, address: str) -> Any:  # noqa: ANN401 - the driver is loaded when it is needed
    name = f'held; "{uuid.uuid4().hex}'
    with dbapi.connect(address) as connection, connection.cursor() as cursor:
        cursor.adbc_ingest(name, table, mode="create")
        connection.commit()
    return open_engine(DatabaseTable(address, name))


def hold_in_spark(table: pa.Table, session: Any, folder: Path) -> SparkTable:  # noqa: ANN401 - the library is loaded when it is needed
    path = folder / f"{uuid.uuid4().hex}.parquet"
    pq.write_table(table, path)
    return SparkTable(session.read.parquet(str(path)))


@pytest.fixture(params=[*KERNELS, "DuckDB", "PostgreSQL", pytest.param("Spark", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Every engine, one after the other."""
    name: str = request.param
    if name == "Spark":
        session = request.getfixturevalue("spark")
        return Engine(name, lambda table: hold_in_spark(table, session, tmp_path))
    if name.endswith("PostgreSQL"):
        address: str = request.getfixturevalue("postgres")
        return Engine(name, lambda table: replace(hold_in_postgres(table, address), push="never"))
    holds: dict[str, Callable[[pa.Table], Any]] = {
        "arrow": lambda table: table,
        "polars": pl.from_arrow,
        "pandas": lambda table: table.to_pandas(),
        "read from DuckDB": lambda table: replace(hold_in_duckdb(table), push="never"),
        "DuckDB": hold_in_duckdb,
    }
    return Engine(name, holds[name])
