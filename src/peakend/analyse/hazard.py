"""What makes customers leave sooner? Cox's proportional hazards, from arrays: ties by Efron or Breslow, clusters, a test of the assumption.

Everything comes from sums over risk sets, worked out for all times at once. Own code rather than a library: measured against R, one
Python library's clustered errors and another's estimates under ties are not R's to the digit, and both bring pandas along.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
from scipy import special

from peakend.analyse.survival import Flags, Floats, Ints, trace_survival

Ties = Literal["efron", "breslow"]

_STEPS: Final = 40
_ENOUGH: Final = 1e-12
_AT_ONCE: Final = 4_000_000


@dataclass(frozen=True)
class _Sums:
    """What the risk sets give at one set of coefficients: one record an event, those of a tie in turn."""

    log_likelihood: float
    gradient: Floats
    information: Floats
    place: Ints
    """For each record, the place of its time among the times with events."""
    share: Floats
    """For each record, the part of the tied events already taken out (Efron); 0 for Breslow."""
    below: Floats
    mean: Floats
    spread: Floats
    """Covariance of the risk set by record."""


@dataclass(frozen=True)
class Cox:
    """Log hazard ratios with standard errors, and what is needed for tests. Columns are centred inside; coefficients do not mind."""

    b: Floats
    information: Floats
    log_likelihood: float
    log_likelihood_null: float
    score: float
    n: int
    events: int
    ties: Ties
    _table: "_Table"

    @cached_property
    def covariance(self) -> Floats:
        """The inverse of the information."""
        return np.asarray(np.linalg.inv(self.information), dtype=np.float64)

    @property
    def errors(self) -> Floats:
        """Standard errors of b."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def ratio_test(self) -> float:
        """Twice the gain in log likelihood over knowing nothing."""
        return 2 * (self.log_likelihood - self.log_likelihood_null)

    @property
    def wald(self) -> float:
        """Wald's χ² of all coefficients, b'Ib."""
        return float(self.b @ self.information @ self.b)

    def cluster_errors(self, cluster: Ints) -> Floats:
        """Robust standard errors: dfbeta residuals added up by cluster, no small-sample factor. Source: Lin & Wei 1989, JASA 84."""
        known, place = np.unique(cluster, return_inverse=True)
        moved = np.zeros((len(known), len(self.b)))
        np.add.at(moved, place.reshape(-1), self._table.score_residuals(self.b, self.ties) @ self.covariance)
        return np.sqrt(np.diag(moved.T @ moved))

    @cached_property
    def proportionality(self) -> tuple[float, int, float]:
        """Score test that no coefficient drifts with time (1 - S(t-) as time scale): χ², df, p. Small p: hazards are not proportional.

        Source: Grambsch & Therneau 1994, in the score form of Therneau's survival 3.
        """
        return self._table.test_drift(self.b, self.ties)

    @cached_property
    def concordance(self) -> float:
        """How often, of two customers of whom it is known who left first, the one with the higher risk did; ties of risk count half."""
        return self._table.concordance(self.b)


@dataclass(frozen=True)
class _Table:
    """The rows in the form in which the sums are made."""

    x: Floats
    time: Floats
    left: Flags
    entry: Floats | None

    @cached_property
    def event_times(self) -> Floats:
        return np.unique(self.time[self.left])

    @cached_property
    def event_place(self) -> Ints:
        """For each event row, the place of its time."""
        return np.searchsorted(self.event_times, self.time[self.left]).astype(np.int64)

    def _at_risk(self, values: Floats) -> Floats:
        """For each time with events, the sum of `values` over who is at risk then: entered before, not gone before."""
        total = self._from(self.time, values)
        return total if self.entry is None else total - self._from(self.entry, values)

    def _from(self, when: Floats, values: Floats) -> Floats:
        """For each time with events, the sum of `values` of rows whose `when` is that time or later."""
        place = np.searchsorted(self.event_times, when, side="right") - 1  # the last event time at which the row counts
        sums = np.zeros((len(self.event_times), *values.shape[1:]))
        inside = place >= 0
        np.add.at(sums, place[inside], values[inside])
        return np.cumsum(sums[::-1], axis=0)[::-1]

    def sums(self, b: Floats, ties: Ties) -> _Sums:
        """Likelihood, gradient and information at b."""
        risk = np.exp(self.x @ b)
        crossed = self.x[:, :, None] * self.x[:, None, :]
        values = (risk, risk[:, None] * self.x, risk[:, None, None] * crossed)
        whole = [self._at_risk(value) for value in values]
        tied = [np.zeros_like(value) for value in whole]
        for added, value in zip(tied, values, strict=True):
            np.add.at(added, self.event_place, value[self.left])
        many = np.bincount(self.event_place, minlength=len(self.event_times))
        place = np.repeat(np.arange(len(many)), many)
        turn = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
        share = turn / many[place] if ties == "efron" else np.zeros(len(place))
        zero = whole[0][place] - share * tied[0][place]
        one = (whole[1][place] - share[:, None] * tied[1][place]) / zero[:, None]
        two = (whole[2][place] - share[:, None, None] * tied[2][place]) / zero[:, None, None]
        spread = two - one[:, :, None] * one[:, None, :]
        likelihood = float((self.x[self.left] @ b).sum() - np.log(zero).sum())
        return _Sums(likelihood, self.x[self.left].sum(axis=0) - one.sum(axis=0), spread.sum(axis=0), place, share, zero, one, spread)

    def score_residuals(self, b: Floats, ties: Ties) -> Floats:
        """What each row adds to the gradient, ties by Efron: Therneau & Grambsch 2000, §4.2 and §7."""
        found = self.sums(b, ties)
        times, risk = len(self.event_times), np.exp(self.x @ b)
        once, means, late, late_means = (np.zeros((times, width)) for width in (1, len(b), 1, len(b)))
        weight = (1 / found.below)[:, None]
        np.add.at(once, found.place, weight)
        np.add.at(means, found.place, found.mean * weight)
        np.add.at(late, found.place, weight * found.share[:, None])
        np.add.at(late_means, found.place, found.mean * weight * found.share[:, None])
        average = np.zeros((times, len(b)))
        np.add.at(average, found.place, found.mean)
        average /= np.bincount(found.place, minlength=times)[:, None]
        until = self._until(self.time, np.cumsum(once, axis=0), np.cumsum(means, axis=0))
        if self.entry is not None:
            before = self._until(self.entry, np.cumsum(once, axis=0), np.cumsum(means, axis=0))
            until = (until[0] - before[0], until[1] - before[1])
        residuals = -risk[:, None] * (self.x * until[0] - until[1])
        at, x = self.event_place, self.x[self.left]
        residuals[self.left] += x - average[at] + risk[self.left][:, None] * (x * late[at] - late_means[at])
        return np.asarray(residuals, dtype=np.float64)

    def _until(self, when: Floats, once: Floats, means: Floats) -> tuple[Floats, Floats]:
        """Cumulative sums at the last event time not after `when`; nothing before the first."""
        place = np.searchsorted(self.event_times, when, side="right")
        first, second = np.vstack([np.zeros((1, 1)), once]), np.vstack([np.zeros((1, means.shape[1])), means])
        return first[place], second[place]

    def test_drift(self, b: Floats, ties: Ties) -> tuple[float, int, float]:
        """The score test of x·g(t), g = 1 - S(t-) of all together; NaN where everybody left at one time, so that nothing can drift."""
        if len(self.event_times) < 2:  # noqa: PLR2004 - a drift needs two times
            return float("nan"), len(b), float("nan")
        found, width = self.sums(b, ties), len(b)
        curve = trace_survival(self.time, self.left)
        g = 1 - np.concatenate([[1.0], curve.survival[:-1]])
        scale = (g - g[self.event_place].mean())[found.place]
        order = np.argsort(self.event_place, kind="stable")
        gradient = scale @ (self.x[self.left][order] - found.mean)
        inner, outer = (np.tensordot(scale**power, found.spread, axes=1) for power in (1, 2))
        whole = np.block([[found.information, inner], [inner.T, outer]])
        u = np.concatenate([np.zeros(width), gradient])
        chi = float(u @ np.linalg.solve(whole, u))
        return chi, width, float(special.chdtrc(width, chi))

    def concordance(self, b: Floats) -> float:
        """Pairs of an event and somebody still there after it, some events at a time."""
        risk = self.x @ b
        events, right, tied, pairs = np.flatnonzero(self.left), 0.0, 0.0, 0.0
        step = max(1, _AT_ONCE // max(len(risk), 1))
        for start in range(0, len(events), step):
            some = events[start : start + step]
            later = (self.time[None, :] > self.time[some, None]) | ((self.time[None, :] == self.time[some, None]) & ~self.left[None, :])
            apart = risk[some, None] - risk[None, :]
            right += float(np.count_nonzero(later & (apart > _ENOUGH)))
            tied += float(np.count_nonzero(later & (np.abs(apart) <= _ENOUGH)))
            pairs += float(np.count_nonzero(later))
        return (right + tied / 2) / pairs if pairs else float("nan")


def fit_cox(x: Floats, time: Floats, left: Flags, ties: Ties = "efron", entry: Floats | None = None) -> Cox:
    """Cox's model: h(t) = h₀(t) exp(xb), by Newton's method on the partial likelihood.

    x has one row an observation and no constant. With `entry`, a row is at risk from after `entry` until `time` (a person in several
    rows, with what changed meanwhile). Rows with blanks must be gone. Raises `numpy.linalg.LinAlgError` where columns say the same.
    Source: Cox 1972; Efron 1977, JASA 72; Breslow 1974.

    >>> x = np.array([[0.0], [1.0], [0.0], [1.0], [1.0]])
    >>> cox = fit_cox(x, np.array([5.0, 2.0, 6.0, 3.0, 7.0]), np.array([True, True, False, True, True]))
    >>> round(float(cox.b[0]), 3)
    0.822
    """
    table = _Table(x - x.mean(axis=0), time, left, entry)
    b = np.zeros(x.shape[1])
    now = start = table.sums(b, ties)
    for _ in range(_STEPS):
        step = np.linalg.solve(now.information, now.gradient)
        again = table.sums(b + step, ties)
        while again.log_likelihood < now.log_likelihood - 1e-9 and float(np.abs(step).max()) > _ENOUGH:  # too far: half the way
            step = step / 2
            again = table.sums(b + step, ties)
        b, now = b + step, again
        if float(np.abs(step).max()) < _ENOUGH:
            break
    score = float(start.gradient @ np.linalg.solve(start.information, start.gradient))
    return Cox(b, now.information, now.log_likelihood, start.log_likelihood, score, len(x), int(left.sum()), ties, table)
