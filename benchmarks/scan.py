"""What does one scan cost, beside the same statistics from DuckDB and from Polars on the same file?

    python benchmarks/scan.py [--rows 10000000] [--repeats 3] [--blocks 64 256] [--missing 0 0.02] [--sides read products …]

The file is Parquet, made from a seed in a temporary folder: a group (20 names), a block (0 to 255), a recommendation from 0 to 10, two
answers from 1 to 5 and fifteen ratings from 1 to 10 (int16, as imported answers are); of `--missing`, so much is blank in every third
of the ratings. By group and
block are counted: rows, the eleven answers of the recommendation, the 5 x 5 crosstab, and n, sums and all products of the fifteen ratings
over the rows that answer all of them: 173 sums.

- *read*: the columns alone, read and dropped.
- *products*: `count_answers` with `Levels`, `Crosstab` and `Products`.
- *pairs*: the same with `Pairs`: six sums for every two ratings over the rows that answer both, which the two others do not count.
- *duckdb*, *polars*: the same sums as *products*, written out by hand; Polars streams. Their sums are checked to be those of *products*.
- *tenth*: *products* of the first tenth of the rows, for how the cost grows.
- *more*: what it costs to add one per cent of new rows: counted apart and merged with the tally that was there.

Every side runs in a process of its own, in turn, as often as `--repeats` says. CPU seconds (user and system, all threads) are those of the
statement without imports; peak memory is that of the whole process. Ratios are taken within a turn. Nothing is asserted about time.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import combinations_with_replacement
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

GROUPS, RATINGS, PART = 20, 15, 1_000_000
SIDES: Final = ("read", "products", "pairs", "duckdb", "polars", "tenth", "more")
NAMES: Final = [f"q{number}" for number in range(RATINGS)]
PAIRS: Final = list(combinations_with_replacement(NAMES, 2))

BEFORE: Final = """
import hashlib, json, resource, time
from pathlib import Path
def spent():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used), time.perf_counter()
"""
AFTER: Final = """
status = Path("/proc/self/status")  # what the kernel counts for a process includes the process that started it; this does not
mine = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
memory = int(mine[0]) if mine else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
(cpu, clock), (cpu_end, clock_end) = start, end
print(json.dumps([cpu_end - cpu, clock_end - clock, memory / 1024, found]))
"""
READ: Final = """
from peakend.scan.sources import open_source
start = spent()
found = str(sum(batch.num_rows for batch in open_source({path!r}).batches({columns!r})))
end = spent()
"""
ASKED: Final = """
import numpy as np
from peakend.scan.ask import Crosstab, Feature, Levels, Pairs, Products, Request, Span
from peakend.scan.count import count_answers
ratings = tuple(Span(name, 1, 10) for name in {names!r})
asks = (Levels(Span("nps", 0, 10)), Crosstab(Span("best", 1, 5), Span("worst", 1, 5)), {ask})
request = Request(asks, by=("tier",), block="block", blocks={blocks})
"""
PEAKEND: Final = (
    ASKED
    + """
start = spent()
tally = count_answers({path!r}, request)
end = spent()
rows = []
for group, cell in tally.groups():
    counts = cell.kept.rows_by_block[cell.unit_names]
    rows.append(np.column_stack([counts, cell.units(asks[0])[:, :11], cell.units(asks[1]), cell.units(asks[2])]))
found = hashlib.sha256(np.concatenate(rows).astype(np.int64).tobytes()).hexdigest()
"""
)
MORE: Final = (
    ASKED
    + """
before = count_answers({path!r}, request)
start = spent()
found = str(before.merge(count_answers({more!r}, request)).rows)
end = spent()
"""
)
DUCKDB: Final = """
import duckdb, numpy as np
start = spent()
answer = duckdb.sql({sql!r}).fetchnumpy()
end = spent()
found = hashlib.sha256(np.column_stack([column for name, column in answer.items()][2:]).astype(np.int64).tobytes()).hexdigest()
"""
POLARS: Final = """
import numpy as np, polars as pl
names, pairs = {names!r}, {pairs!r}
start = spent()
frame = pl.scan_parquet({path!r}).with_columns((pl.col("block") % {blocks}).alias("block"))
here = pl.all_horizontal(pl.col(name).is_not_null() for name in names)
if {missing!r}:
    frame = frame.with_columns(here.alias("here")).with_columns(pl.when("here").then(pl.col(name)).alias(name) for name in names)
answer = (
    frame.group_by("tier", "block")
    .agg(
        pl.len().alias("rows"),
        *((pl.col("nps") == level).sum().alias(f"n{{level}}") for level in range(11)),
        *(((pl.col("best") == x) & (pl.col("worst") == y)).sum().alias(f"x{{x}}{{y}}") for x in range(1, 6) for y in range(1, 6)),
        pl.col("q0").count().alias("n"),
        *(pl.col(name).sum().alias("s" + name) for name in names),
        *((pl.col(x) * pl.col(y)).sum().alias("p" + x + y) for x, y in pairs),
    )
    .sort("tier", "block")
    .collect(engine="streaming")
)
end = spent()
found = hashlib.sha256(np.column_stack([answer[name].to_numpy() for name in answer.columns[2:]]).astype(np.int64).tobytes()).hexdigest()
"""


@dataclass(frozen=True)
class Took:
    """What one side took: CPU seconds, seconds on the clock, peak memory in MB; and what it found."""

    cpu: float
    seconds: float
    megabytes: float
    found: str


@dataclass(frozen=True)
class Files:
    """The answers, their first tenth, and one per cent of new ones."""

    whole: Path
    tenth: Path
    more: Path
    missing: float


def make_files(folder: Path, rows: int, missing: float) -> Files:
    """Write the answers, in parts, from a seed."""
    made = Files(folder / "whole.parquet", folder / "tenth.parquet", folder / "more.parquet", missing)
    for path, wanted, seed in ((made.whole, rows, 1), (made.tenth, rows // 10, 1), (made.more, rows // 100, 2)):
        random, writer = np.random.default_rng(seed), None
        for start in range(0, wanted, PART):
            part = draw_part(random, min(PART, wanted - start), missing)
            writer = writer or pq.ParquetWriter(path, part.schema)
            writer.write_table(part)
        if writer is not None:
            writer.close()
        path.read_bytes()  # every side finds the file in the cache
    return made


def draw_part(random: np.random.Generator, height: int, missing: float) -> pa.Table:
    """Some rows: people differ, questions differ, and some cells are blank."""
    person = random.standard_normal(height, dtype=np.float32)

    def rate(low: int, high: int, *, gaps: bool = False) -> pa.Array:
        drawn = 0.6 * (low + high) + (high - low) * (0.13 * person + 0.17 * random.standard_normal(height, dtype=np.float32))
        blank = random.random(height) < missing if gaps and missing else None
        return pa.array(np.clip(np.rint(drawn), low, high).astype(np.int16), mask=blank)

    cells: dict[str, Any] = {
        "tier": pa.DictionaryArray.from_arrays(random.integers(0, GROUPS, height), [f"tier {n:02}" for n in range(GROUPS)]).cast(
            pa.string()
        ),
        "block": random.integers(0, 256, height, dtype=np.int16),
        "nps": rate(0, 10),
        "best": rate(1, 5),
        "worst": rate(1, 5),
    }
    return pa.table(cells | {name: rate(1, 10, gaps=number % 3 == 0) for number, name in enumerate(NAMES)})


def write_sql(path: Path, blocks: int, missing: float) -> str:
    """The same sums as one plain GROUP BY."""
    complete = " and ".join(f"{name} is not null" for name in NAMES)
    ratings = ", ".join(f"case when {complete} then {name} end as {name}" for name in NAMES) if missing else ", ".join(NAMES)
    sums = ["count(*) as rows"]
    sums += [f"count(*) filter (nps = {level}) as n{level}" for level in range(11)]
    sums += [f"count(*) filter (best = {x} and worst = {y}) as x{x}{y}" for x in range(1, 6) for y in range(1, 6)]
    sums += ["count(q0) as n", *(f"sum({name}) as s{name}" for name in NAMES), *(f"sum({x} * {y}) as p{x}{y}" for x, y in PAIRS)]
    source = f"(select tier, block % {blocks} as block, nps, best, worst, {ratings} from read_parquet('{path}'))"  # noqa: S608 - all of it stands in this file
    return f"select tier, block, {', '.join(sums)} from {source} group by tier, block order by tier, block"  # noqa: S608


def write_program(side: str, files: Files, blocks: int) -> str:
    """One side as a program."""
    path, names, columns = str(files.whole), NAMES, ["tier", "block", "nps", "best", "worst", *NAMES]
    ask = "Pairs(ratings)" if side == "pairs" else "Products(tuple(Feature(span) for span in ratings))"
    match side:
        case "read":
            return READ.format(path=path, columns=columns)
        case "duckdb":
            return DUCKDB.format(sql=write_sql(files.whole, blocks, files.missing))
        case "polars":
            return POLARS.format(path=path, names=names, pairs=PAIRS, blocks=blocks, missing=files.missing)
        case "more":
            return MORE.format(path=path, more=str(files.more), names=names, ask=ask, blocks=blocks)
        case _:
            return PEAKEND.format(path=str(files.tenth) if side == "tenth" else path, names=names, ask=ask, blocks=blocks)


def measure(program: str) -> Took:
    """What a program takes in a process of its own."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([sys.executable, "-c", BEFORE + program + AFTER], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Took(*json.loads(done.stdout.splitlines()[-1]))


def take_turns(files: Files, blocks: int, sides: Sequence[str], repeats: int) -> dict[str, list[Took]]:
    """Every side in turn, so often; the sums of all engines must be the same."""
    found: dict[str, list[Took]] = defaultdict(list)
    for _ in range(repeats):
        for side in sides:
            found[side].append(measure(write_program(side, files, blocks)))
    same = {took.found for side in ("products", "duckdb", "polars") for took in found.get(side, ())}
    if len(same) > 1:
        differ = "The engines do not agree."
        raise SystemExit(differ)
    return found


def list_lines(found: dict[str, list[Took]]) -> Iterator[str]:
    """The figures of all sides, middle (least to most), and how many times the CPU of *products* each took."""
    yield f"{'':10}{'CPU s':>22}{'s':>8}{'MB':>7}{'x products':>24}"
    for side, turns in found.items():
        ratios = [took.cpu / one.cpu for took, one in zip(turns, found["products"], strict=True)] if "products" in found else []
        cpu, seconds, memory = (
            spread([took.cpu for took in turns]),
            median(took.seconds for took in turns),
            max(took.megabytes for took in turns),
        )
        yield f"{side:10}{cpu:>22}{seconds:>8.1f}{memory:>7.0f}{spread(ratios) if ratios else '':>24}"


def spread(figures: Sequence[float]) -> str:
    """The middle, the least and the most."""
    return f"{median(figures):.2f} ({min(figures):.2f}-{max(figures):.2f})"


def print_machine() -> None:
    """On what and with what this was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, load {load:.1f}, {time.strftime('%Y-%m-%d')}"
    )
    print(
        f"Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in ('duckdb', 'numpy', 'polars', 'pyarrow'))}"
    )


def main() -> None:
    """Make the files, run every side, print figures and ratios."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--blocks", type=int, nargs="+", default=[64, 256])
    parser.add_argument("--missing", type=float, nargs="+", default=[0.0, 0.02])
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=SIDES)
    options = parser.parse_args()
    print_machine()
    for missing in options.missing:
        with tempfile.TemporaryDirectory() as folder:
            files = make_files(Path(folder), options.rows, missing)
            for blocks in options.blocks:
                size = f"{files.whole.stat().st_size / 1e6:.0f} MB"
                print(
                    f"\n{options.rows:,} rows ({size}), {GROUPS} groups x {blocks} blocks, {missing:.0%} missing in five ratings",
                    flush=True,
                )
                for line in list_lines(take_turns(files, blocks, options.sides, options.repeats)):
                    print(line, flush=True)


if __name__ == "__main__":
    main()
