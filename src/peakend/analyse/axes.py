"""Where do moments stand on one axis, where does the line cross it, and on which side of the line is each, now and in every resample?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.derived import Derived
from peakend.analyse.evidence import Evidence
from peakend.analyse.resample import ROUNDING, row_means, row_medians
from peakend.analyse.result import Figure, is_known
from peakend.define.survey import Question

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CROSSHAIRS: Final = ("mean", "median", "middle")
"""Where the lines may cross: at the mean or the median of the scenario's moments, or at the middle of the scale."""


@dataclass(frozen=True)
class Crossing:
    """Where a line crosses an axis, and what lies on it or above: now (one row), and in each resample (one row a draw).

    `known` says in which resamples a moment has a value at all.
    """

    at: float
    now: Flags
    drawn: Flags
    known: Flags


@dataclass(frozen=True)
class Axis:
    """One axis: a figure a moment, their joint draws, and the middle of the scale (NaN where there is no scale)."""

    figures: tuple[Figure, ...]
    draws: Floats
    middle: float

    @classmethod
    def of_means(cls, evidence: Evidence, questions: Sequence[Question]) -> "Axis":
        """The mean answers to these questions, all on the scale of the first."""
        scale = questions[0].scale
        figures = tuple(evidence.mean(question) for question in questions)
        return cls(figures, evidence.resampled_means(questions), 0.5 if scale is None else scale.middle)

    @classmethod
    def of_derived(cls, derived: Derived) -> "Axis":
        """Derived importance: correlations, which have no scale."""
        return cls(derived.figures, derived.draws, math.nan)

    def cross(self, crosshair: str) -> Crossing:
        """The line across this axis, one of `CROSSHAIRS`. It moves along with each resample; what lies on it counts as high."""
        values = np.array([[figure.value if is_known(figure) else np.nan for figure in self.figures]])
        find = {"mean": row_means, "median": row_medians}.get(crosshair)
        at = self.middle if find is None else float(find(values)[0])
        moved = np.full(len(self.draws), self.middle) if find is None else find(self.draws)
        return Crossing(at, values >= at - ROUNDING, self.draws >= moved[:, None] - ROUNDING, np.isfinite(self.draws))


def spread_of(across: Floats, up: Floats) -> tuple[float, float, float]:
    """The standard errors of two statistics and their correlation, from their joint draws: what an ellipse needs.

    >>> spread_of(np.array([1.0, 3.0]), np.array([2.0, 6.0]))
    (1.0, 2.0, 1.0)
    """
    known = np.isfinite(across) & np.isfinite(up)
    if not known.any():
        return 0.0, 0.0, 0.0
    x, y = across[known] - across[known].mean(), up[known] - up[known].mean()
    wide, tall = float(np.sqrt((x * x).mean())), float(np.sqrt((y * y).mean()))
    if wide < ROUNDING or tall < ROUNDING:
        return wide, tall, 0.0
    return wide, tall, float(np.clip((x * y).mean() / (wide * tall), -1.0, 1.0))
