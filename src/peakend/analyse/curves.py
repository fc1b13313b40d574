"""Where are the peak and the end of a curve? For any series of ratings of one person (or of one thing), moment by moment or by the second.

Finding a peak says nothing about whether it is remembered: that is what `memory` tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from peakend.errors import CurveTooShort

SHORTEST: Final = 3
"""A peak, an end and something else besides."""

_EQUAL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Curve:
    """What a curve looks like, on its own scale. `peak_place` counts from 1; `slope` is the least-squares rise from point to point."""

    count: int
    average: float
    peak: float
    peak_place: int
    highest: float
    lowest: float
    start: float
    end: float
    slope: float


def read_curve(ratings: Sequence[float], neutral: float, *, settling: int = 0, closing: int = 1) -> Curve:
    """The mean, peak, end and trend of one curve.

    Peak: the point farthest from `neutral`, up or down; of several equally far (to 1e-9) the latest. End: the mean of the last `closing`
    points. The first `settling` points are left out of everything (a slider that starts at random needs a moment). Points that are not
    numbers were not experienced: they are left out, and places are counted without them. Raises `CurveTooShort` below three points.
    Source: Kahneman, Fredrickson, Schreiber & Redelmeier 1993, Psychological Science 4; Fredrickson & Kahneman 1993, JPSP 65.

    >>> curve = read_curve([6, 5, 8, 4, 6, 8, 7], neutral=5.5)
    >>> curve.peak, curve.peak_place, curve.end, curve.lowest
    (8.0, 6, 7.0, 4.0)
    """
    given = np.asarray(ratings, dtype=np.float64)
    points = given[np.isfinite(given)][settling:]
    if len(points) < max(SHORTEST, closing):
        raise CurveTooShort(points=len(points), needed=max(SHORTEST, closing))
    apart = np.abs(points - neutral)
    at = int(np.flatnonzero(apart >= apart.max() - _EQUAL)[-1])
    steps = np.arange(len(points)) - (len(points) - 1) / 2
    return Curve(
        count=len(points),
        average=float(points.mean()),
        peak=float(points[at]),
        peak_place=at + 1,
        highest=float(points.max()),
        lowest=float(points.min()),
        start=float(points[0]),
        end=float(points[len(points) - closing :].mean()),
        slope=float(steps @ points / (steps @ steps)),
    )
