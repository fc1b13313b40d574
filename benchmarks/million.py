"""How fast are an import and all analyses, beside pandas reading the same file? One run, each side in a process of its own, ratios from it.

    python benchmarks/million.py [--rows 1000000] [--columns 40] [--look]

The file is made from a seed in a temporary folder: an id, 36 ratings from 1 to 10 with some blanks and some 99s, a tier, a city, a comment.
*Import* is the whole road: fence, encoding, parsing, coding by the study, refusals, repeated rows, Parquet written. *pandas* is read_csv
and a mean by tier, with no check of anything. *Analyse* is every result of a reading of the imported answers: half of the ratings are the
importance of moments in two scenarios, half their experience, so that importance, peaks, gaps, quadrants and the rest have work to do.
Peak memory is that of the process (and of its child, whichever is larger).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

RATINGS = 36
DONT_KNOW, BLANK = 0.01, 0.03
"""Shares of ratings that say 99, and that say nothing."""
PANDAS = """
import pandas as pd
frame = pd.read_csv({path!r})
frame.groupby("tier")[[name for name in frame.columns if name.startswith("q")]].mean()
"""
STUDY = """
from peakend.define.study import Moment, Scenario, Stage, Study
from peakend.define.survey import Attribute, Columns, Question, Scale, Survey
from peakend.text import Text
scale = Scale(1, 10, missing=(("99", "dont_know"),))
half = {ratings} // 2
ends = (half // 2 - 1, half - 1)
moments = [Moment(f"m{{n}}", Text(f"时刻 {{n}}", f"Moment {{n}}"), "end" if n in ends else "contact") for n in range(half)]
one, two = tuple(moments[: half // 2]), tuple(moments[half // 2 :])
scenarios = (Scenario("one", Text("场景一", "One"), one), Scenario("two", Text("场景二", "Two"), two))
measures = ["importance"] * half + ["performance"] * half
asked = [Question(f"q{{n}}", measures[n], f"m{{n % half}}", scale=scale) for n in range(2 * half)]
attributes = (Attribute("tier"), Attribute("city"))
survey = Survey((*asked, Question("comment", "reason")), attributes, Columns(respondent="id"))
stages = (Stage("contact", Text("接触", "Contact")), Stage("end", Text("结束", "End"), ends=True))
study = Study("benchmark", Text("基准", "Benchmark"), stages=stages, scenarios=scenarios, survey=survey)
"""
IMPORT = (
    STUDY
    + """
from peakend.listen.sheet import import_sheet
sheet = import_sheet({path!r}, study)
assert (sheet.rows_accepted, sheet.cells_refused) == ({rows}, 0), (sheet.rows_accepted, sheet.cells_refused)
sheet.write({path!r} + ".parquet")
"""
)
ANALYSE = (
    STUDY
    + """
from peakend.analyse.opening import read
reading = read(study, {path!r} + ".parquet", by="tier")
for name in ("importance", "peaks", "experience", "gaps", "quadrants", "baseline", "cautions", "segments"):
    assert getattr(reading, name).rows() is not None, name
"""
)
LOOK = """
from peakend.listen.look import look_at
assert look_at({path!r}).rows == {rows}
"""


MEASURE = """
import json, resource
print(json.dumps(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))))
"""


def make_file(path: Path, rows: int, columns: int) -> None:
    """Write the file, in parts, from a seed."""
    random = np.random.default_rng(2026)
    ratings = columns - 4
    for start in range(0, rows, 250_000):
        height = min(250_000, rows - start)
        cells: dict[str, object] = {"id": np.arange(start, start + height) + 10_000_000}
        for number in range(ratings):
            answers = random.integers(1, 11, height)
            answers[random.random(height) < DONT_KNOW] = 99
            cells[f"q{number}"] = pa.array(answers, mask=random.random(height) < BLANK)
        cells["tier"] = np.array(["gold", "silver", "plain"])[random.integers(0, 3, height)]
        cells["city"] = np.array(["北京", "上海", "广州", "成都"])[random.integers(0, 4, height)]
        cells["comment"] = np.array(["", "", "", 'slow, "very"', "服务很好"])[random.integers(0, 5, height)]
        with path.open("ab") as target:
            pyarrow.csv.write_csv(pa.table(cells), target, pyarrow.csv.WriteOptions(include_header=start == 0))


def run(program: str) -> dict[str, float]:
    """Seconds on the clock and peak memory in MB of a program in a process of its own."""
    wrapped = program + MEASURE
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([sys.executable, "-c", wrapped], capture_output=True, text=True, check=True, env=environment)
    return {"seconds": time.perf_counter() - start, "megabytes": json.loads(done.stdout.splitlines()[-1]) / 1024}


def main() -> None:
    """Make the file, run every side, print the table and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=RATINGS + 4)
    parser.add_argument("--look", action="store_true", help="also time look_at")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        make_file(path, options.rows, options.columns)
        blanks = {"path": str(path), "rows": options.rows, "ratings": options.columns - 4}
        path.read_bytes()  # both sides find the file in the cache
        sides = {"pandas": PANDAS, "import": IMPORT, "analyse": ANALYSE, **({"look": LOOK} if options.look else {})}
        found = {name: run(program.format(**blanks)) for name, program in sides.items()}
        print(f"{options.rows:,} rows x {options.columns} columns, {path.stat().st_size / 1e6:.0f} MB, {os.cpu_count()} cores")
        for name, figures in found.items():
            times = figures["seconds"] / found["pandas"]["seconds"]
            memory = figures["megabytes"] / found["pandas"]["megabytes"]
            figure = f"{name:8} {figures['seconds']:6.1f} s  {figures['megabytes']:7.0f} MB"
            print(f"{figure}   x {times:.2f} time, x {memory:.2f} memory of pandas")
        kept = (path.parent / "answers.csv.parquet").stat().st_size / 1e6
        print(f"kept as Parquet: {kept:.0f} MB")


if __name__ == "__main__":
    main()
