"""Do the intervals keep their promise, and are the probabilities of ranks calibrated? Simulation with a known truth.

`.venv/bin/python benchmarks/coverage.py --repeats 400 --out coverage.json` draws samples of 100, 400 and 2,000 people from one population,
plainly, with unequal chances (weights), and in clusters, reads each as any answers are read, and counts how often the interval of each
figure contains what a million people of that population give.
"""

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import pyarrow as pa

from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate
from peakend.define.plan import EmotPlan, Fit, Plan
from peakend.define.study import Moment, Scenario, Stage, Study
from peakend.define.survey import Measure, Question, Scale, Survey
from peakend.text import Text

Design = Literal["plain", "weighted", "clustered"]
DESIGNS: Final[tuple[Design, ...]] = ("plain", "weighted", "clustered")
SIZES: Final = (100, 400, 2000)
CLUSTERS: Final = {100: 25, 400: 50, 2000: 100}
"""How many clusters a clustered sample has: four, eight and twenty people in each."""

MANY: Final = 1_000_000
MOMENTS: Final = ("greet", "wait", "advice", "pay", "leave")
SHIFTS: Final = np.array([0.5, -0.3, 0.2, 0.0, 0.1])
WANTED: Final = np.array([0.25, 0.1, 0.45, 0.05, 0.35])
"""How much each moment counts in the overall judgement."""
IMPORTANT: Final = np.array([4.1, 3.9, 4.05, 3.95, 4.0])


def make_study() -> Study:
    """Five moments of one scenario: importance, performance, expectation, recall; overall on 1..10, recommendation on 0..10."""
    asked: tuple[tuple[Measure, Scale], ...] = (
        ("importance", Scale(1, 5)),
        ("performance", Scale(1, 5)),
        ("recalled", Scale(0, 1)),
    )
    questions = [Question(f"{measure}_{key}", measure, about=key, scale=scale) for measure, scale in asked for key in MOMENTS]
    questions += [Question("overall", "overall", scale=Scale(1, 10)), Question("recommend", "nps", scale=Scale(0, 10))]
    moments = tuple(Moment(key, Text(key, key), "end" if key == "leave" else "meet") for key in MOMENTS)
    fit = tuple(Fit(key, (6, 7, 5)) for key in MOMENTS)
    return Study(
        "coverage",
        Text("覆盖率", "Coverage"),
        synthetic=True,
        stages=(Stage("meet", Text("接触", "Meet")), Stage("end", Text("结束", "End"), ends=True)),
        scenarios=(Scenario("shop", Text("到店", "Visit"), moments),),
        survey=Survey(tuple(questions)),
        plan=Plan(emot=EmotPlan(fit=fit)),
    )


def draw_people(random: np.random.Generator, n: int, design: Design) -> pa.Table:
    """A sample. Three in ten people are of a kind that likes the service less; clusters share a liking of their own.

    Weighted: both kinds are drawn with equal chances, and weighted back. Clustered: whole clusters are drawn, their shared liking has an
    intra-cluster correlation of about .1.
    """
    clusters = CLUSTERS.get(n, n)
    cluster = np.arange(n) % clusters if design == "clustered" else np.arange(n)
    shared = random.normal(scale=0.33, size=int(cluster.max()) + 1)[cluster]
    kind = random.uniform(size=n) < (0.5 if design == "weighted" else 0.3)
    liking = 0.94 * random.normal(size=n) + shared - 0.6 * kind
    columns: dict[str, Any] = {}
    felt = 3.4 + SHIFTS + 0.75 * liking[:, None] + 0.75 * random.normal(size=(n, 5))
    rated = np.clip(np.rint(felt), 1, 5)
    use = 0.4 * random.normal(size=n)
    important = np.clip(np.rint(IMPORTANT + use[:, None] + 0.8 * random.normal(size=(n, 5)) - 0.2 * shared[:, None]), 1, 5)
    poor = 0.7 * (rated[:, 3] <= 2)  # noqa: PLR2004 - a basic moment: it only costs
    whole = 6.5 + (rated - 3) @ WANTED * 1.4 - poor + 0.8 * random.normal(size=n)
    for at, key in enumerate(MOMENTS):
        columns[f"importance_{key}"] = important[:, at].astype(np.int16)
        columns[f"performance_{key}"] = rated[:, at].astype(np.int16)
        columns[f"recalled_{key}"] = (random.uniform(size=n) < 0.15 + 0.1 * np.abs(rated[:, at] - 3)).astype(np.int16)
    columns["overall"] = np.clip(np.rint(whole), 1, 10).astype(np.int16)
    columns["recommend"] = np.clip(np.rint(whole + 0.5 + random.normal(size=n)), 0, 10).astype(np.int16)
    columns["_respondent"] = cluster
    if design == "weighted":
        columns["_weight"] = np.where(kind, 0.3 / 0.5, 0.7 / 0.5)
    return pa.table(columns)


def figures_of(reading: Reading) -> Iterator[tuple[str, str, float, float, float]]:
    """Every figure under test: its kind, its name, value, low, high."""
    found: list[tuple[str, str, Any]] = [("mean", line.moment.key, line.mean) for line in reading.experience.scenarios[0].lines]
    found.append(("NPS", "recommend", reading.nps.lines[0].nps))
    for outcome in reading.drivers.parts:
        if outcome.outcome.key == "overall":
            found += [("LMG", line.moment.key, line.share) for line in outcome.lines]
    for one in reading.asymmetry.contrasts:
        found += [("penalty", one.moment.key, one.penalty), ("reward", one.moment.key, one.reward)]
    yield from ((kind, name, one.value, one.low, one.high) for kind, name, one in found if isinstance(one, Estimate))


def ranks_of(reading: Reading) -> Iterator[tuple[str, str, int, int, int, float]]:
    """Every rank under test: kind, moment, rank, the ranks that cannot be excluded, the chance of being among the first three."""
    for line in reading.importance.scenarios[0].lines:
        yield "importance", line.moment.key, line.rank, line.rank_low, line.rank_high, line.p_top
    for outcome in reading.drivers.parts:
        if outcome.outcome.key == "overall":
            for one in outcome.lines:
                yield "LMG", one.moment.key, one.rank, one.rank_low, one.rank_high, one.p_top
    for scenario in reading.emot.scenarios:
        for mark in scenario.lines:
            yield "E-MOT", mark.moment.key, mark.rank, mark.rank_low, mark.rank_high, mark.p_top


def sample(study: Study, n: int, design: Design, seed: int) -> dict[str, Any]:
    """One sample, read: its figures and ranks as plain values."""
    reading = Reading(study, draw_people(np.random.default_rng([seed, n, DESIGNS.index(design)]), n, design))
    return {"figures": list(figures_of(reading)), "ranks": list(ranks_of(reading))}


def find_truth(study: Study) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], int]]:
    """What a million people of the population give."""
    reading = Reading(study, draw_people(np.random.default_rng(1), MANY, "plain"))
    values = {(kind, name): value for kind, name, value, _, _ in figures_of(reading)}
    ranks = {(kind, name): rank for kind, name, rank, _, _, _ in ranks_of(reading)}
    return values, ranks


def judge(samples: Sequence[dict[str, Any]], values: dict[tuple[str, str], float], ranks: dict[tuple[str, str], int]) -> dict[str, Any]:
    """How often intervals and rank sets hold the truth, and how often what has a chance of p is so."""
    inside: dict[str, list[bool]] = defaultdict(list)
    together: dict[str, list[bool]] = defaultdict(list)
    alone: dict[str, list[bool]] = defaultdict(list)
    chances: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one in samples:
        for kind, name, _, low, high in one["figures"]:
            inside[kind].append(low <= values[kind, name] <= high)
        held: dict[str, bool] = {}
        for kind, name, _, low, high, p_top in one["ranks"]:
            truth = ranks[kind, name]
            held[kind] = held.get(kind, True) and low <= truth <= high
            alone[kind].append(low <= truth <= high)
            chances[kind].append((p_top, truth <= 3))  # noqa: PLR2004 - among the first three
        for kind, fine in held.items():
            together[kind].append(fine)
    return {
        "coverage": {kind: float(np.mean(hits)) for kind, hits in inside.items()},
        "n": {kind: len(hits) for kind, hits in inside.items()},
        "rank_sets": {kind: float(np.mean(hits)) for kind, hits in together.items()},
        "ranks": {kind: float(np.mean(hits)) for kind, hits in alone.items()},
        "calibration": {kind: calibrate(pairs) for kind, pairs in chances.items()},
    }


def calibrate(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Stated chance (mean), how often it was so, and how many, in five classes of chance."""
    stated, so = np.array([one for one, _ in pairs]), np.array([two for _, two in pairs])
    place = np.minimum((stated * 5).astype(int), 4)
    return [
        (float(stated[place == at].mean()), float(so[place == at].mean()), int((place == at).sum()))
        for at in range(5)
        if (place == at).any()
    ]


def main() -> None:
    """Run all designs and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=400)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    study, start = make_study(), time.perf_counter()
    values, ranks = find_truth(study)
    everything: dict[str, Any] = {"repeats": given.repeats}
    with ProcessPoolExecutor(given.processes) as pool:
        for design in DESIGNS:
            for n in SIZES:
                samples = list(pool.map(partial(sample, study, n, design), range(given.repeats), chunksize=8))
                found = judge(samples, values, ranks)
                everything[f"{design} {n}"] = found
                told = " ".join(f"{kind} {share:.3f}" for kind, share in found["coverage"].items())
                sets = " ".join(f"{kind} {found['ranks'][kind]:.3f} ({share:.3f} all)" for kind, share in found["rank_sets"].items())
                print(f"{design:10} n={n:5}  {told}  | ranks: {sets}  ({time.perf_counter() - start:.0f} s)", flush=True)
                if given.out:
                    given.out.write_text(json.dumps(everything, indent=1), encoding="utf-8")
    for kind in everything[f"{DESIGNS[0]} {SIZES[0]}"]["calibration"]:
        pooled: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
        for name, found in everything.items():
            if name != "repeats":
                for stated, so, count in found["calibration"][kind]:
                    pooled[min(int(stated * 5), 4)].append((stated, so, count))
        rows = [
            (
                np.average([a for a, _, c in some], weights=[c for _, _, c in some]),
                np.average([b for _, b, c in some], weights=[c for _, _, c in some]),
            )
            for _, some in sorted(pooled.items())
        ]
        print(f"{kind}: " + "  ".join(f"said {said:.2f} was {was:.2f}" for said, was in rows))


if __name__ == "__main__":
    main()
