"""How long do exact driver shares take, beside pingouin and dominance-analysis in the same run, and do they agree?

    uv pip install -p <a scratch environment> peakend pingouin dominance-analysis "bokeh>=3"
    OPENBLAS_NUM_THREADS=1 python benchmarks/drivers.py [--rows 5000] [--resamples 1000] [--most 25] [--alone]

Answers of ten (fifteen) drivers and an outcome on 1..10 are made from a seed. Measured, each the best of a few tries, on one core:

- LMG of ten drivers from the answers, and with so many resamples (drawing, one matrix product for all cross-products, shares);
- LMG of 15, 20 and 25 drivers from their covariances, with the peak memory of the process;
- pingouin's `linear_regression(relimp=True)` at 10 and 15 drivers, dominance-analysis at 10. `--alone` leaves them out.

Neither peer has resamples; what 1,000 would take is their time for one, times 1,000. Nothing is asserted about time.
"""

import argparse
import contextlib
import io
import os
import platform
import resource
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

import peakend
from peakend.analyse.driven import driven_of
from peakend.analyse.lmg import split_shares
from peakend.analyse.reading import Reading
from peakend.analyse.regression import centre_products, correlate_table
from peakend.analyse.resample import Resamples
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Question, Scale, Survey
from peakend.text import Text

Floats = NDArray[np.float64]

TRIES: Final = 3
PEERS: Final = ("pingouin", "dominance-analysis")


class Took(NamedTuple):
    """Seconds of the best try (on the clock, and of the processor: the two differ by what else the machine does), and what came out."""

    seconds: float
    busy: float
    found: Any


def best(work: Callable[[], Any], tries: int = TRIES) -> Took:
    """The quickest of several tries."""
    clock, busy, found = [], [], None
    for _ in range(tries):
        start, spent = time.perf_counter(), time.process_time()
        found = work()
        clock.append(time.perf_counter() - start)
        busy.append(time.process_time() - spent)
    return Took(min(clock), min(busy), found)


def make_answers(rows: int, drivers: int) -> NDArray[np.int64]:
    """Ratings from 1 to 10 that share something, and last an outcome that goes with all of them, some more."""
    random = np.random.default_rng(2026)
    rated = 0.7 * random.standard_normal((rows, 1)) + 0.7 * random.standard_normal((rows, drivers))
    outcome = rated @ np.linspace(0.1, 0.6, drivers) + random.standard_normal(rows)
    every = np.column_stack([rated, outcome / outcome.std()])
    answers: NDArray[np.int64] = np.clip(np.rint(6.5 + 1.8 * every), 1, 10).astype(np.int64)
    return answers


def read_answers(answers: NDArray[np.int64]) -> Reading:
    """The same as the answers to a study."""
    drivers = answers.shape[1] - 1
    moments = tuple(Moment(f"m{at}", Text(f"时刻 {at}", f"Moment {at}"), "") for at in range(drivers))
    asked = [Question(f"q{at}", "performance", f"m{at}", scale=Scale(1, 10)) for at in range(drivers)]
    survey = Survey((*asked, Question("overall", "overall", scale=Scale(1, 10))))
    study = Study("drivers", Text("驱动", "Drivers"), scenarios=(Scenario("all", Text("全部", "All"), moments),), survey=survey)
    names = [question.key for question in survey.questions]
    return Reading(study, pa.table({name: answers[:, at] for at, name in enumerate(names)}))


def resampled_shares(reading: Reading, resamples: int) -> Floats:
    """Shares of the answers (first row) and of resamples of them: counting, draws, cross-products and shares, nothing kept from before."""
    ask, cell = next(driven_of(reading.study, reading.present)).ask, reading.evidence.cell
    sums = np.asarray(cell.total(ask), dtype=np.float64)[None]
    if resamples:
        sums = np.concatenate([sums, Resamples(cell, resamples).of(np.asarray(cell.units(ask), dtype=np.float64))])
    return split_shares(correlate_table(centre_products(sums, len(ask.features)).table))


def made_table(drivers: int) -> Floats:
    """Covariances of drivers that go with their neighbours, and last an outcome: those of the golden case `lmg-scale`."""
    place = np.arange(drivers)
    inner = 0.3 + 0.4 * 0.6 ** np.abs(place[:, None] - place) + 0.3 * np.eye(drivers)
    slope = 0.02 * (place + 1)
    crossed = inner @ slope
    return np.block([[inner, crossed[:, None]], [crossed[None, :], np.array([[slope @ crossed + 1]])]])


def run_pingouin(answers: NDArray[np.int64]) -> Floats:
    """The shares that pingouin gives, in the order of the drivers."""
    found = import_module("pingouin").linear_regression(answers[:, :-1].astype(float), answers[:, -1].astype(float), relimp=True)
    shares: Floats = np.asarray(found["relimp"], dtype=np.float64)[1:]
    return shares


def run_dominance(answers: NDArray[np.int64]) -> Floats:
    """The total dominance that dominance-analysis gives, in the order of the drivers."""
    pandas, names = import_module("pandas"), [f"q{at}" for at in range(answers.shape[1] - 1)]
    frame = pandas.DataFrame(answers.astype(float), columns=[*names, "y"])
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        analysis = import_module("dominance_analysis").Dominance(data=frame, target="y", objective=1)
        analysis.incremental_rsquare()
        found = analysis.dominance_stats()
    shares: Floats = np.array([float(found.loc[name, "Total Dominance"]) for name in names])
    return shares


def peak_megabytes() -> float:
    """The peak memory of this process."""
    status = Path("/proc/self/status")
    mine = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
    return (int(mine[0]) if mine else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def print_machine(*, alone: bool) -> None:
    """On what and with what this was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load, threads = os.getloadavg()[0], os.environ.get("OPENBLAS_NUM_THREADS", "all")
    print(f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, load {load:.1f}, threads {threads}, {time.strftime('%Y-%m-%d')}")
    names = ("numpy", "scipy", *(() if alone else PEERS))
    print(f"Python {platform.python_version()}, peakend {peakend.__version__}, {', '.join(f'{name} {version(name)}' for name in names)}")


def print_line(name: str, took: Took, beside: Took | None = None, apart: float | None = None, times: int = 1) -> None:
    """One measurement; its ratio to ours and the largest difference from our shares where it is a peer's."""
    ratio = "" if beside is None else f"{times * took.busy / beside.busy:>10.0f}x"
    off = "" if apart is None else f"   largest difference {apart:.1e}"
    print(f"{name:36}{times * took.seconds:>12.4f} s {times * took.busy:>12.4f} CPU s{ratio}{off}")


def main() -> None:
    """Measure ours, then the peers, and print what came out."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--resamples", type=int, default=1_000)
    parser.add_argument("--most", type=int, default=25)
    parser.add_argument("--alone", action="store_true", help="without the peers")
    options = parser.parse_args()
    print_machine(alone=options.alone)
    answers = make_answers(options.rows, 10)
    reading = read_answers(answers)
    once = best(lambda: resampled_shares(reading, 0))
    print_line(f"p = 10 from {options.rows:,} answers", once)
    many = best(lambda: resampled_shares(reading, options.resamples))
    print_line(f"p = 10 with {options.resamples:,} resamples", many)
    for drivers in (15, 20, 25):
        if drivers <= options.most:
            took = best(lambda drivers=drivers: split_shares(made_table(drivers)), 1 if drivers > 20 else TRIES)  # type: ignore[misc]  # noqa: PLR2004
            print_line(f"p = {drivers} exact (peak {peak_megabytes():.0f} MB)", took)
    if options.alone:
        return
    warnings.simplefilter("ignore")
    few = make_answers(200, 3)
    run_pingouin(few), run_dominance(few)  # so that nobody's imports are timed
    wide = make_answers(options.rows, 15)
    broad = read_answers(wide)
    ours = best(lambda: resampled_shares(broad, 0))
    print_line(f"p = 15 from {options.rows:,} answers", ours)
    for name, run, data_of, mine in (
        ("pingouin p = 10", run_pingouin, answers, once),
        ("pingouin p = 15", run_pingouin, wide, ours),
        ("dominance-analysis p = 10", run_dominance, answers, once),
    ):
        took = best(lambda run=run, data_of=data_of: run(data_of), 1)  # type: ignore[misc]
        print_line(name, took, mine, float(np.abs(took.found - mine.found[0]).max()))
        if mine is once:
            print_line(f"  x {options.resamples:,} resamples", took, many, times=options.resamples)


if __name__ == "__main__":
    main()
