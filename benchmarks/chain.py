"""How long does the chain take with its resamples, beside the Python package plspm in the same run, and do the paths agree?

    uv pip install -p <a scratch environment> peakend plspm "pandas<3"
    OPENBLAS_NUM_THREADS=1 python benchmarks/chain.py [--answers mobi.csv] [--resamples 500] [--tried 20] [--alone]

The model is that of the European Customer Satisfaction Index: seven constructs, 24 questions from 1 to 10, twelve arrows. `--answers` names
a CSV with its columns (CUEX1 … PERV2), such as the published mobile phone data; without it 250 people are made up from a seed.

- *peakend*: from the rows in memory to the model with all of its resamples (drawing, one matrix product, all models at once), the best of
  a few tries; and `Reading.chain` from the scan on, with its 2,000 resamples, intervals, HTMT, indices and ranks.
- *plspm*: `Plspm(..., Scheme.PATH, bootstrap=True)` in one process. It is run with `--tried` resamples, the time of the model alone is
  taken off, and the rest is multiplied up to `--resamples`: the whole would take minutes. Its questions are standardised before, since it
  divides raw questions by one pooled deviation.

Nothing is asserted about time. `--alone` leaves plspm out.
"""

import argparse
import csv
import os
import platform
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

import peakend
from peakend.analyse.chain_model import pose_chain
from peakend.analyse.described import describe_sums
from peakend.analyse.pls import solve_model
from peakend.analyse.reading import Reading
from peakend.analyse.resample import Resamples
from peakend.define.chains import CHAINS, fill_chain
from peakend.define.plan import Plan
from peakend.define.study import Study
from peakend.define.survey import Measure, Question, Scale, Survey
from peakend.text import Text

Floats = NDArray[np.float64]

TRIES: Final = 5
ASKED: Final[dict[str, tuple[str, int, Measure]]] = {
    "image": ("IMAG", 5, "performance"),
    "expectation": ("CUEX", 3, "expectation"),
    "quality": ("PERQ", 7, "performance"),
    "value": ("PERV", 2, "performance"),
    "satisfaction": ("CUSA", 3, "overall"),
    "complaints": ("CUSCO", 0, "performance"),
    "loyalty": ("CUSL", 3, "loyalty"),
}
QUESTIONS: Final = {key: tuple(f"{stem}{n}" for n in range(1, many + 1)) or (stem,) for key, (stem, many, _) in ASKED.items()}
PEOPLE: Final = 250


def best(work: Callable[[], Any], tries: int = TRIES) -> tuple[float, Any]:
    """Seconds of the quickest of several tries, and what came out."""
    seconds, found = [], None
    for _ in range(tries):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), found


def read_answers(path: Path | None) -> dict[str, list[int]]:
    """The columns of a file, or made-up ones: constructs that follow one another, questions that follow their construct."""
    keys = [one for several in QUESTIONS.values() for one in several]
    if path is not None:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return {key: [int(row[key]) for row in rows] for key in keys}
    random = np.random.default_rng(2026)
    scores: dict[str, Floats] = {}
    for construct in CHAINS["ecsi"].constructs:
        causes = [scores[one.cause] for one in CHAINS["ecsi"].influences if one.effect == construct.key]
        scores[construct.key] = 0.7 * random.standard_normal(PEOPLE) + 0.6 * sum(causes, np.zeros(PEOPLE)) / max(len(causes), 1) ** 0.5
    made = {key: 7 + 1.6 * (scores[name] + 0.7 * random.standard_normal(PEOPLE)) for name, several in QUESTIONS.items() for key in several}
    return {key: np.clip(np.rint(column), 1, 10).astype(int).tolist() for key, column in made.items()}


def open_reading(answers: dict[str, list[int]]) -> Reading:
    """A study with the chain as its plan, and these answers."""
    asked = tuple(Question(one, ASKED[key][2], scale=Scale(1, 10)) for key, several in QUESTIONS.items() for one in several)
    study = Study("ecsi", Text("满意度指数", "Satisfaction index"), survey=Survey(asked), plan=Plan(chain=fill_chain("ecsi", QUESTIONS)))
    return Reading(study, pa.table(answers))


def work_peakend(reading: Reading, resamples: int) -> tuple[Floats, Floats]:
    """The model, and all of its resamples: paths of both."""
    posed = pose_chain(reading.study, reading.present)
    cell = reading.evidence.cell
    point = solve_model(describe_sums(np.asarray(cell.total(posed.products), dtype=np.float64)[None]).correlation, posed.model)
    drawn = describe_sums(Resamples(cell, resamples).sums(posed.products))
    found = solve_model(drawn.correlation, posed.model, like=point.loadings[0])
    return point.paths[0], found.paths


def work_plspm(answers: dict[str, list[int]], resamples: int) -> dict[tuple[str, str], float]:
    """The same with plspm: its direct effects by cause and effect."""
    settings, package = import_module("plspm.config"), import_module("plspm.plspm")
    scheme, mode = import_module("plspm.scheme").Scheme, import_module("plspm.mode").Mode
    frame = import_module("pandas").DataFrame(answers).astype(float)
    frame = (frame - frame.mean()) / frame.std(ddof=1)
    structure = settings.Structure()
    for construct in CHAINS["ecsi"].constructs:
        effects = [one.effect for one in CHAINS["ecsi"].influences if one.cause == construct.key]
        if effects:
            structure.add_path([construct.key], effects)
    model = settings.Config(structure.path(), scaled=False)
    for key, several in QUESTIONS.items():
        model.add_lv(key, mode.A, *(settings.MV(one) for one in several))
    many = {"bootstrap": True, "bootstrap_iterations": resamples, "processes": 1} if resamples else {}
    found = package.Plspm(frame, model, scheme.PATH, 300, 1e-10, **many)
    effects = found.effects()
    return {(row["from"], row["to"]): float(row["direct"]) for _, row in effects.iterrows()}


def print_machine(*, alone: bool) -> None:
    """On what and with what this was measured."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d')}")
    packages = ("numpy",) if alone else ("numpy", "pandas", "plspm")
    print(f"Python {platform.python_version()}, peakend {peakend.__version__}, {', '.join(f'{name} {version(name)}' for name in packages)}")


def main() -> None:
    """Run both sides, print seconds, the ratio and the largest difference of a path."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--resamples", type=int, default=500)
    parser.add_argument("--tried", type=int, default=20)
    parser.add_argument("--alone", action="store_true", help="without plspm")
    options = parser.parse_args()
    print_machine(alone=options.alone)
    answers = read_answers(options.answers)
    reading = open_reading(answers)
    _ = reading.evidence  # the scan is not what is measured
    ours, (paths, _drawn) = best(lambda: work_peakend(reading, options.resamples))
    print(f"peakend, model and {options.resamples} resamples{'':9}{ours:10.3f} s")
    whole, _chain = best(lambda: open_again(reading).chain, 3)
    print(f"peakend, Reading.chain with 2000 resamples{whole:10.3f} s")
    if options.alone:
        return
    once, theirs = best(lambda: work_plspm(answers, 0), 2)
    some, _ = best(lambda: work_plspm(answers, options.tried), 1)
    full = once + (some - once) / options.tried * options.resamples
    print(f"plspm, model alone{'':24}{once:10.3f} s")
    print(f"plspm, {options.tried} resamples{'':25}{some:10.3f} s, so {options.resamples} take {full:.0f} s (scaled)")
    keys = list(QUESTIONS)
    apart = max(abs(paths[keys.index(cause), keys.index(effect)] - value) for (cause, effect), value in theirs.items())
    print(f"ratio {full / ours:.0f}, largest difference of a direct effect {apart:.1e}")


def open_again(reading: Reading) -> Reading:
    """The same scan, nothing worked out yet."""
    return Reading(reading.study, reading.source, _counted=reading.tally)


if __name__ == "__main__":
    main()
