"""How long do customers stay, and do groups differ? Kaplan and Meier's curve and the log-rank test, from arrays of times.

`time` is how long somebody was observed, `left` whether they left then (else they were still there: censored). A time with both events
and censorings counts the censored as still at risk.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.interval import z_quantile
from peakend.analyse.result import LEVEL

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Curve:
    """The share still there after each time at which somebody left, with its log-log interval."""

    n: int
    times: Floats
    at_risk: Ints
    events: Ints
    survival: Floats
    level: float = LEVEL

    @cached_property
    def hazard_variance(self) -> Floats:
        """Greenwood's sum Σ d/(n(n - d)): the variance of log S."""
        left = self.at_risk - self.events
        with np.errstate(divide="ignore"):
            return np.cumsum(self.events / (self.at_risk * np.where(left > 0, left, np.nan)))

    @property
    def errors(self) -> Floats:
        """Greenwood's standard errors of S."""
        return np.nan_to_num(self.survival * np.sqrt(self.hazard_variance))

    @cached_property
    def limits(self) -> tuple[Floats, Floats]:
        """The log-log interval S^exp(±z se(log S)/|log S|): never outside 0 to 1. Where S is 0 or 1 it is S itself."""
        with np.errstate(divide="ignore", invalid="ignore"):
            logged = np.log(self.survival)
            far = z_quantile(self.level) * np.sqrt(self.hazard_variance) / np.abs(logged)
            low, high = self.survival ** np.exp(far), self.survival ** np.exp(-far)
        fixed = ~np.isfinite(far)
        return np.where(fixed, self.survival, low), np.where(fixed, self.survival, high)

    def at(self, time: float) -> float:
        """The share still there after this time."""
        place = int(np.searchsorted(self.times, time, side="right"))
        return float(self.survival[place - 1]) if place else 1.0

    def interval_at(self, time: float) -> tuple[float, float]:
        """The interval of that share."""
        place = int(np.searchsorted(self.times, time, side="right"))
        return (float(self.limits[0][place - 1]), float(self.limits[1][place - 1])) if place else (1.0, 1.0)

    @property
    def median(self) -> tuple[float | None, float | None, float | None]:
        """The time after which half are gone, with its interval; nothing where a curve does not come down so far."""
        low, high = self.limits
        found = [_first_below(self.times, curve) for curve in (self.survival, low, high)]
        return found[0], found[1], found[2]

    def mean_until(self, end: float) -> tuple[float, float]:
        """The mean time within `end` (area under the curve) and its standard error. Source: Irwin 1949; Klein & Moeschberger 2003."""
        inside = self.times < end
        steps = np.concatenate([[0.0], self.times[inside], [end]])
        area = np.diff(steps) * np.concatenate([[1.0], self.survival[inside]])
        after = np.cumsum(area[::-1])[::-1][1:]
        left = self.at_risk[inside] - self.events[inside]
        parts = after**2 * self.events[inside] / (self.at_risk[inside] * np.maximum(left, 1))
        return float(area.sum()), math.sqrt(float(parts[left > 0].sum()))


def _first_below(times: Floats, curve: Floats) -> float | None:
    """The first time at which a curve is at or below one half."""
    below = np.flatnonzero(curve <= 0.5 + 1e-12)
    return float(times[below[0]]) if len(below) else None


def trace_survival(time: Floats, left: Flags) -> Curve:
    """Kaplan and Meier: S(t) = Π (1 - dⱼ/nⱼ) over the times at which somebody left. Source: Kaplan & Meier 1958, JASA 53.

    >>> curve = trace_survival(np.array([1.0, 2.0, 2.0, 3.0]), np.array([True, True, False, True]))
    >>> curve.survival.round(2).tolist(), curve.at_risk.tolist()
    ([0.75, 0.5, 0.0], [4, 3, 1])
    """
    known, place = np.unique(time, return_inverse=True)
    gone = np.bincount(place.reshape(-1), minlength=len(known))
    events = np.bincount(place.reshape(-1)[left], minlength=len(known))
    risk = np.cumsum(gone[::-1])[::-1]
    some = events > 0
    survival = np.cumprod(1 - events[some] / risk[some]).astype(np.float64)
    return Curve(len(time), known[some].astype(np.float64), risk[some].astype(np.int64), events[some].astype(np.int64), survival)


@dataclass(frozen=True, slots=True)
class LogRank:
    """Groups compared over all times: events seen and expected in each, χ², degrees of freedom and p."""

    observed: tuple[float, ...]
    expected: tuple[float, ...]
    chi_square: float
    freedom: int
    p_value: float


def compare_survival(time: Floats, left: Flags, group: Ints, early: float = 0.0) -> LogRank:
    """The log-rank test of several groups (numbered from 0): Σ(O - E) with the hypergeometric covariance at each time.

    `early` is ρ of Fleming and Harrington: weights S(t-)^ρ; 0 gives the log-rank test, 1 looks mainly at early differences (Peto).
    Source: Mantel 1966; Fleming & Harrington 1982.
    """
    known, place = np.unique(time, return_inverse=True)
    place, groups = place.reshape(-1), int(group.max()) + 1
    shape = (len(known), groups)
    gone = np.bincount(place * groups + group, minlength=len(known) * groups).reshape(shape)
    events = np.bincount((place * groups + group)[left], minlength=len(known) * groups).reshape(shape).astype(np.float64)
    risk = np.cumsum(gone[::-1], axis=0)[::-1].astype(np.float64)
    d, n = events.sum(axis=1), risk.sum(axis=1)
    some = d > 0
    events, risk, d, n = events[some], risk[some], d[some], n[some]
    weight = np.concatenate([[1.0], np.cumprod(1 - d / n)[:-1]]) ** early
    share = risk / n[:, None]
    expected = share * d[:, None]
    spread = d * np.where(n > 1, (n - d) / np.maximum(n - 1, 1), 0.0) * weight**2
    covariance = np.diag((spread[:, None] * share).sum(axis=0)) - (share * spread[:, None]).T @ share
    apart = (weight[:, None] * (events - expected)).sum(axis=0)
    chi = float(apart[:-1] @ np.linalg.solve(covariance[:-1, :-1], apart[:-1]))
    seen, foreseen = (weight[:, None] * events).sum(axis=0), (weight[:, None] * expected).sum(axis=0)
    return LogRank(tuple(seen.tolist()), tuple(foreseen.tolist()), chi, groups - 1, float(special.chdtrc(groups - 1, chi)))
