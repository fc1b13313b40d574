"""How long do an import and all analyses of a million rows take, and how much memory, beside pandas reading the same file?

    python benchmarks/million.py [--rows 1000000] [--columns 40] [--look]

The file is made from a seed in a temporary folder: an id, a tier, a city, a comment, and ratings from 1 to 10 (importance and experience of
moments in two scenarios, the overall judgement) with a recommendation from 0 to 10; some blanks, some 99s that mean "don't know", and some
cells off the scale. Each side runs in a process of its own, one after the other, and the ratios are those of the same run:

- *pandas*: read_csv (each engine) and the means of all ratings by tier, with no check of anything.
- *import*: `peakend listen sheet --write`, the whole road: fence, encoding, parsing, coding by the study, refusals, repeated rows, Parquet.
- *analyse*: `peakend analyse all --by tier` of the imported answers: every question for the whole and for each group.

Peak memory is that of the process or of a process it started, whichever is larger. Nothing is asserted about time.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv

import peakend
from peakend.define.study import Moment, Scenario, Stage
from peakend.define.survey import Attribute, Columns, Question, Scale, Survey
from peakend.text import Text

OTHERS: Final = 6
"""Columns that rate no moment: id, tier, city, comment, overall judgement, recommendation."""

DONT_KNOW, BLANK, OFF_SCALE = 0.01, 0.03, 0.000_2
"""Shares of ratings that say 99, that say nothing, and that say 12."""

PART: Final = 250_000
"""Rows that are written at a time."""

PANDAS: Final = """
import pandas as pd
frame = pd.read_csv({path!r}, engine={engine!r})
means = frame.groupby("tier")[[name for name in frame.columns if name[0] in "ip" and name[1:].isdigit()]].mean()
assert means.shape[0] == 3
"""
PEAKEND: Final = """
import io, sys
from peakend.cli import run
told, sys.stdout = sys.stdout, io.StringIO()
status = run({words!r})
sys.stdout = told
assert status == 0, status
"""
MEASURE: Final = """
import json, resource
from pathlib import Path
status = Path("/proc/self/status")  # what the kernel counts for a process includes the process that started it; this does not
mine = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
own = int(mine[0]) if mine else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)))
"""


@dataclass(frozen=True)
class Took:
    """What one side took: seconds on the clock, peak memory in MB."""

    seconds: float
    megabytes: float


def draft(moments: int) -> peakend.Study:
    """The study of the file: so many moments, shared by two scenarios, each with its importance and its experience."""
    scale = Scale(1, 10, missing=(("99", "dont_know"),))
    half = (moments + 1) // 2
    named = [
        Moment(f"m{n}", Text(f"时刻 {n}", f"Moment {n}"), "end" if n in {half - 1, moments - 1} else "contact") for n in range(moments)
    ]
    asked = [Question(f"i{n}", "importance", f"m{n}", scale=scale) for n in range(moments)]
    asked += [Question(f"p{n}", "performance", f"m{n}", scale=scale) for n in range(moments)]
    asked += [Question("overall", "overall", scale=scale), Question("nps", "nps", scale=Scale(0, 10, missing=(("99", "dont_know"),)))]
    attributes = (Attribute("tier", Text("等级", "Tier")), Attribute("city", Text("城市", "City")))
    return peakend.Study(
        "benchmark",
        Text("基准", "Benchmark"),
        stages=(Stage("contact", Text("接触", "Contact")), Stage("end", Text("结束", "End"), ends=True)),
        scenarios=(
            Scenario("one", Text("场景一", "One"), tuple(named[:half])),
            Scenario("two", Text("场景二", "Two"), tuple(named[half:])),
        ),
        survey=Survey((*asked, Question("comment", "reason")), attributes, Columns(respondent="id")),
    )


def make_file(path: Path, rows: int, study: peakend.Study) -> None:
    """Write the answers, in parts, from a seed."""
    random = np.random.default_rng(2026)
    for start in range(0, rows, PART):
        height = min(PART, rows - start)
        cells: dict[str, Any] = {"id": np.arange(start, start + height) + 10_000_000}
        person = random.normal(0.0, 1.0, height)
        for number, question in enumerate(study.survey.questions):
            if question.scale is not None:
                cells[question.key] = draw_ratings(random, person, question.scale, number)
        cells["tier"] = np.array(["gold", "silver", "plain"])[random.integers(0, 3, height)]
        cells["city"] = np.array(["北京", "上海", "广州", "成都"])[random.integers(0, 4, height)]
        cells["comment"] = np.array(["", "", "", 'slow, "very"', "服务很好"])[random.integers(0, 5, height)]
        with path.open("ab") as target:
            pyarrow.csv.write_csv(pa.table(cells), target, pyarrow.csv.WriteOptions(include_header=start == 0))


def draw_ratings(random: np.random.Generator, person: Any, scale: Scale, number: int) -> Any:  # noqa: ANN401 - arrays
    """One column of ratings: people differ, questions differ, and some cells are no answer."""
    height = len(person)
    drawn = np.clip(np.rint(6.5 + 0.3 * (number % 7) + 1.2 * person + random.normal(0.0, 1.6, height)), scale.low, scale.high).astype(int)
    drawn[random.random(height) < DONT_KNOW] = 99
    drawn[random.random(height) < OFF_SCALE] = 12
    return pa.array(drawn, mask=random.random(height) < BLANK)


def measure(program: str) -> Took:
    """What a program takes in a process of its own."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "PEAKEND_LANG": "en"}
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program + MEASURE], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Took(time.perf_counter() - start, json.loads(done.stdout.splitlines()[-1]) / 1024)


def list_sides(folder: Path, *, look: bool) -> Iterator[tuple[str, str]]:
    """Each side as a program, in the order in which they run."""
    raw, study, answers = (str(folder / name) for name in ("answers.csv", "study.yaml", "answers.parquet"))
    yield "pandas", PANDAS.format(path=raw, engine="c")
    yield "pandas (pyarrow)", PANDAS.format(path=raw, engine="pyarrow")
    if look:
        yield "look", PEAKEND.format(words=["listen", "look", raw, "--format", "json"])
    yield "import", PEAKEND.format(words=["listen", "sheet", raw, "--study", study, "--out", answers, "--write"])
    yield "analyse", PEAKEND.format(words=["analyse", "all", study, answers, "--by", "tier", "--format", "json"])


def print_machine() -> None:
    """On what and with what this was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, load {load:.1f}, {time.strftime('%Y-%m-%d')}"
    )
    names = ("duckdb", "numpy", "pandas", "pyarrow", "scipy")
    print(f"Python {platform.python_version()}, peakend {peakend.__version__}, {', '.join(f'{name} {version(name)}' for name in names)}")


def print_table(found: Mapping[str, Took]) -> None:
    """The figures of all sides, and how they stand to pandas."""
    print(f"{'':18}{'seconds':>9}{'MB':>8}{'× time':>9}{'× memory':>10}")
    first = found["pandas"]
    for name, took in found.items():
        ratios = f"{took.seconds / first.seconds:>9.2f}{took.megabytes / first.megabytes:>10.2f}"
        print(f"{name:18}{took.seconds:>9.1f}{took.megabytes:>8.0f}{ratios}")


def main() -> None:
    """Make the file, run every side, print figures and ratios."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=40)
    parser.add_argument("--look", action="store_true", help="also `peakend listen look`")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = draft((options.columns - OTHERS) // 2)
        (folder / "study.yaml").write_text(peakend.write_study(study), encoding="utf-8")
        raw = folder / "answers.csv"
        make_file(raw, options.rows, study)
        raw.read_bytes()  # every side finds the file in the cache
        print_machine()
        print(f"{options.rows:,} rows x {options.columns} columns, {raw.stat().st_size / 1e6:.0f} MB")
        print_table({side: measure(program) for side, program in list_sides(folder, look=options.look)})
        print(f"kept as Parquet: {(folder / 'answers.parquet').stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
