"""Which points of a control chart say that something changed, and how often would they say so although nothing did?

Rules find more when they are more; they also cry wolf more often. So each has its false-alarm rate, and so has the chart as a whole.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.control.constants import PAIR_RANGE
from peakend.control.limits import SIGMAS

Floats = NDArray[np.float64]

Rule = Literal["beyond", "two_of_three", "four_of_five", "eight_one_side", "six_trend"]
"""Beyond 3σ; two of three beyond 2σ; four of five beyond 1σ; eight on one side; six steadily up or down."""

DEFAULT: Final[tuple[Rule, ...]] = ("beyond", "eight_one_side")
"""What is looked at unless more is asked for: one sudden change, one lasting change."""

_CHARTS: Final = 4_000
_SEED: Final = 20080701
_RUN, _TREND = 8, 6


def _count_last(side: NDArray[np.bool_], length: int) -> NDArray[np.int64]:
    """How many of the last `length` points are marked, at each point. Works on the last axis."""
    counted = np.cumsum(side, axis=-1)
    before = np.zeros(side.shape, dtype=counted.dtype)
    if side.shape[-1] > length:
        before[..., length:] = counted[..., :-length]
    return np.asarray(counted - before, dtype=np.int64)


def _window(z: Floats, far: float, length: int, least: int) -> NDArray[np.bool_]:
    """Where a point lies beyond `far` and at least `least` of the last `length` points do so on its side."""
    found = np.zeros(z.shape, dtype=bool)
    for side in (z > far, z < -far):
        found |= side & (_count_last(side, length) >= least)
    return found


def _beyond(z: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.abs(z) > SIGMAS)


def _trend(z: Floats) -> NDArray[np.bool_]:
    """Where a point ends six points that rise (or fall) steadily."""
    found = np.zeros(z.shape, dtype=bool)
    steps = np.diff(z, axis=-1)
    for side in (steps > 0, steps < 0):
        found[..., 1:] |= _count_last(side, _TREND - 1) == _TREND - 1
    return found


_RULES: Final[Mapping[Rule, Callable[[Floats], NDArray[np.bool_]]]] = {
    "beyond": _beyond,
    "two_of_three": lambda z: _window(z, 2.0, 3, 2),
    "four_of_five": lambda z: _window(z, 1.0, 5, 4),
    "eight_one_side": lambda z: _window(z, 0.0, _RUN, _RUN),
    "six_trend": _trend,
}

RULES: Final[tuple[Rule, ...]] = tuple(_RULES)
"""Every rule there is."""


def find_signals(z: Floats, rules: Iterable[Rule] = RULES) -> dict[Rule, list[int]]:
    """For each rule the places (from 0) where it fires; a window rule at its last point, which must itself lie beyond its zone.

    `z` are distances from the centre in standard errors, by period. Source: Western Electric 1956; Nelson 1984, J. Quality Technology 16.

    >>> find_signals(np.array([0.1, -0.2, 3.4]), ["beyond"])
    {'beyond': [2]}
    """
    known = np.where(np.isfinite(z), z, 0.0)
    return {rule: np.flatnonzero(_RULES[rule](known)).tolist() for rule in rules}


def alarm_rate(rule: Rule) -> float:
    """How often one point gives this signal although nothing changed: normal, independent points, limits known.

    Closed forms: 2Φ(-3); 2q(1 - (1-q)²) with q = Φ(-2); 2q(4q³(1-q) + q⁴) with q = Φ(-1); 2⁻⁷; 2/6!.

    >>> [round(alarm_rate(rule), 4) for rule in RULES]
    [0.0027, 0.002, 0.0045, 0.0078, 0.0028]
    """
    two, one = float(special.ndtr(-2.0)), float(special.ndtr(-1.0))
    rates: dict[Rule, float] = {
        "beyond": 2 * float(special.ndtr(-SIGMAS)),
        "two_of_three": 2 * two * (1 - (1 - two) ** 2),
        "four_of_five": 2 * one * (4 * one**3 * (1 - one) + one**4),
        "eight_one_side": 2.0 ** (1 - _RUN),
        "six_trend": 2 / 720,
    }
    return rates[rule]


def chart_alarm_rate(periods: int, phase: int, rules: Iterable[Rule] = DEFAULT, *, estimated: bool = True) -> float:
    """How often a chart of so many periods shows at least one signal although nothing changed, by 4,000 simulated charts (fixed seed).

    With `estimated`, centre and σ of each simulated chart come from its own phase by moving ranges, as in an individuals chart: limits
    from few periods are themselves uncertain, and cry wolf more often.

    >>> 0.05 < chart_alarm_rate(24, 24) < 0.3
    True
    """
    z = np.random.default_rng(_SEED).standard_normal((_CHARTS, periods))
    if estimated and phase > 1:
        first = z[:, :phase]
        sigma = np.abs(np.diff(first, axis=1)).mean(axis=1, keepdims=True) / PAIR_RANGE
        z = (z - first.mean(axis=1, keepdims=True)) / sigma
    fired = np.zeros(_CHARTS, dtype=bool)
    for rule in rules:
        fired |= _RULES[rule](z).any(axis=1)
    return float(fired.mean())
