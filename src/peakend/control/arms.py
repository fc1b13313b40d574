"""How uncertain is a difference whose sides may hold the same people? The units of each side, and what they have in common."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from peakend.analyse.evidence import Evidence, levels_of
from peakend.control.effect import Effect
from peakend.control.statistic import Floats, Statistic, score_answers
from peakend.define.survey import Question

Design = Literal["independent", "overlapping", "paired", "clusters"]
"""Other people; some the same; all the same; whole clusters."""

Corner = tuple[bool, bool]
"""A side of the comparison: after, treated."""


@dataclass(frozen=True)
class Arm:
    """The units of one side; `parts` is what each adds to the error of the mean: (Σ score - mean · Σ weight)/Σ weight of all."""

    corner: Corner
    names: tuple[str, ...]
    parts: Floats
    value: float
    n: int
    """Answers on it."""

    @property
    def sign(self) -> int:
        """Whether the side counts up or down: treated after and others before up."""
        return 1 if self.corner[0] == self.corner[1] else -1

    @property
    def variance(self) -> float:
        """Of the mean."""
        units = len(self.parts)
        return units / (units - 1) * float(self.parts @ self.parts) if units > 1 else math.inf


def gather_arm(
    corner: Corner,
    cells: Sequence[tuple[tuple[str, ...], Evidence]],
    asked: Question,
    statistic: Statistic,
    *,
    attribute: str = "",
    cluster: str = "",
) -> Arm:
    """The units of one side: respondents (or blocks of them), or clusters by the last value of the cell's group."""
    scores, place = score_answers(asked, statistic), 1 + bool(attribute)
    sums: dict[str, list[float]] = {}
    for at, (key, one) in enumerate(cells):
        units = np.asarray(one.cell.units(levels_of(asked))[:, : len(scores)], dtype=np.float64)
        for number, top, below in zip(one.cell.unit_names.tolist(), (units @ scores).tolist(), units.sum(axis=1).tolist(), strict=True):
            if below > 0:
                name = key[place] if cluster else str(number) if number >= 0 else f"{corner}{at}{number}"
                known = sums.setdefault(name, [0.0, 0.0])
                known[0] += top
                known[1] += below
    table = np.array(list(sums.values()))
    value = float(table[:, 0].sum() / table[:, 1].sum())
    return Arm(
        corner, tuple(sums), (table[:, 0] - value * table[:, 1]) / table[:, 1].sum(), value, sum(one.answered(asked).n for _, one in cells)
    )


def contrast_arms(arms: Sequence[Arm], *, clustered: bool = False) -> tuple[Effect, Design, int]:
    """The signed sum of the sides with its error, how the sides hang together, and how many units stand on several.

    Var = Σ Vₐ + 2 Σ sₐs_b C_ab; with whole pairs that is the paired t test, with nobody shared Welch's.
    """
    places = [dict(zip(arm.names, arm.parts.tolist(), strict=True)) for arm in arms]
    square, nearest = sum(arm.variance for arm in arms), [0] * len(arms)
    for one, two in combinations(range(len(arms)), 2):
        shared = list(places[one].keys() & places[two].keys())
        nearest[one], nearest[two] = max(nearest[one], len(shared)), max(nearest[two], len(shared))
        if len(shared) > 1:
            apart = np.array([(places[one][name], places[two][name]) for name in shared])
            apart -= apart.mean(axis=0)
            square += 2 * arms[one].sign * arms[two].sign * len(shared) / (len(shared) - 1) * float(apart[:, 0] @ apart[:, 1])
    times = Counter(name for arm in arms for name in arm.names)
    several = sum(1 for many in times.values() if many > 1)
    value, error = sum(arm.sign * arm.value for arm in arms), math.sqrt(max(square, 0.0))
    if clustered:
        return Effect(value, _cluster_error(arms, places, len(times)), max(len(times) - 1, 1)), "clusters", len(times)
    if all(near == len(arm.names) for near, arm in zip(nearest, arms, strict=True)):
        return Effect(value, error, _pair_freedom(arms, places)), "paired", several
    below = sum(arm.variance**2 / (len(arm.parts) - 1) for arm in arms)
    freedom = sum(arm.variance for arm in arms) ** 2 / below if below else float(len(times) - 1)
    return Effect(value, error, freedom), "overlapping" if several else "independent", several


def _cluster_error(arms: Sequence[Arm], places: Sequence[dict[str, float]], clusters: int) -> float:
    """CR1: what each cluster adds on all sides together, squared, with G/(G-1) · (N-1)/(N-k)."""
    added: dict[str, float] = {}
    for arm, known in zip(arms, places, strict=True):
        for name, part in known.items():
            added[name] = added.get(name, 0.0) + arm.sign * part
    rows = sum(arm.n for arm in arms)
    factor = clusters / max(clusters - 1, 1) * (rows - 1) / max(rows - len(arms), 1)
    return math.sqrt(factor * sum(part * part for part in added.values()))


def _pair_freedom(arms: Sequence[Arm], places: Sequence[dict[str, float]]) -> float:
    """Degrees of freedom of one or two groups of pairs, by Satterthwaite."""
    variances: list[tuple[float, int]] = []
    for treated in {arm.corner[1] for arm in arms}:
        mine = [(arm, known) for arm, known in zip(arms, places, strict=True) if arm.corner[1] == treated]
        names = mine[0][1].keys()
        apart = np.array([sum(arm.sign * known.get(name, 0.0) for arm, known in mine) for name in names])
        variances.append((len(names) / (len(names) - 1) * float(apart @ apart), len(names)))
    below = sum(square**2 / (units - 1) for square, units in variances)
    return sum(square for square, _ in variances) ** 2 / below if below else float(sum(units - 1 for _, units in variances))
