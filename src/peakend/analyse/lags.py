"""For how long does satisfaction carry over? Distributed lags over the waves of a panel, from arrays of persons by waves."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.interval import t_quantile, t_test
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.result import LEVEL

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GRID: Final = np.linspace(0.0, 0.98, 50)
_ROUNDS: Final = 60


@dataclass(frozen=True)
class Lags:
    """How much one point more, so many waves ago, changes the outcome now; the other lags held equal."""

    b: Floats
    errors: Floats
    p_values: Floats
    p_holm: Floats
    persons: int
    rows: int

    @property
    def freedom(self) -> int:
        """Persons less one."""
        return self.persons - 1

    def interval(self, lag: int) -> tuple[float, float]:
        """The interval of one lag."""
        half = t_quantile(LEVEL, self.freedom) * float(self.errors[lag])
        return float(self.b[lag]) - half, float(self.b[lag]) + half


@dataclass(frozen=True)
class Geometric:
    """The same with one rate of fading: lag k has b·λᵏ."""

    b: float
    error: float
    fade: float
    fade_error: float
    persons: int


def stack_lags(cause: Floats, effect: Floats, most: int) -> tuple[Floats, Floats, Ints, Ints]:
    """The rows in which a person answered in `most` + 1 waves in a row: causes by lag, effect, person and wave.

    `cause` and `effect` have a row a person and a column a wave; NaN where nothing was answered.

    >>> x, y, person, wave = stack_lags(np.array([[1.0, 2.0, 3.0]]), np.array([[5.0, 6.0, 7.0]]), 1)
    >>> x.tolist(), y.tolist(), wave.tolist()
    ([[2.0, 1.0], [3.0, 2.0]], [6.0, 7.0], [1, 2])
    """
    causes, effects, persons, waves = [], [], [], []
    for wave in range(most, cause.shape[1]):
        x, y = cause[:, wave - most : wave + 1][:, ::-1], effect[:, wave]
        some = np.flatnonzero(np.isfinite(x).all(axis=1) & np.isfinite(y))
        causes.append(x[some])
        effects.append(y[some])
        persons.append(some)
        waves.append(np.full(len(some), wave))
    if not causes:
        nobody = np.zeros(0, dtype=np.int64)
        return np.zeros((0, most + 1)), np.zeros(0), nobody, nobody
    return np.concatenate(causes), np.concatenate(effects), np.concatenate(persons).astype(np.int64), np.concatenate(waves).astype(np.int64)


def _with_waves(x: Floats, wave: Ints) -> Floats:
    """The causes, and a level of its own for each wave."""
    return np.concatenate([x, (wave[:, None] == np.unique(wave)[None, :]).astype(np.float64)], axis=1)


def _cluster_covariance(x: Floats, residuals: Floats, person: Ints) -> Floats:
    """Covariance of least squares by person, CR1."""
    inverse = np.linalg.pinv(x.T @ x)
    known, place = np.unique(person, return_inverse=True)
    scores = np.zeros((len(known), x.shape[1]))
    np.add.at(scores, place.reshape(-1), x * residuals[:, None])
    factor = len(known) / (len(known) - 1) * (len(x) - 1) / max(len(x) - x.shape[1], 1)
    return np.asarray(inverse @ (scores.T @ scores) @ inverse * factor, dtype=np.float64)


def fit_lags(cause: Floats, effect: Floats, most: int) -> Lags:
    """Unrestricted: effect(t) = level of the wave + Σ bₖ cause(t - k), k = 0…most; errors clustered by person; Holm over lags 1…most.

    Source: Almon 1965 for distributed lags; Liang & Zeger 1986.
    """
    x, y, person, wave = stack_lags(cause, effect, most)
    table = _with_waves(x, wave)
    b = np.asarray(np.linalg.lstsq(table, y, rcond=None)[0], dtype=np.float64)
    errors = np.sqrt(np.diag(_cluster_covariance(table, y - table @ b, person)))[: most + 1]
    persons = len(np.unique(person))
    p = np.array([t_test(float(value), float(error), persons - 1) for value, error in zip(b, errors, strict=False)])
    adjusted = np.concatenate([p[:1], np.asarray(adjust_holm(p[1:].tolist()))]) if most else p
    return Lags(b[: most + 1], errors, p, adjusted, persons, len(y))


def fit_geometric(cause: Floats, effect: Floats, most: int) -> Geometric:
    """One rate of fading: bₖ = b λᵏ, λ by a grid and then golden section on the sum of squares; errors linearised, clustered by person.

    Source: Koyck 1954, cut at `most` lags.
    """
    x, y, person, wave = stack_lags(cause, effect, most)
    powers = np.arange(most + 1)

    def fit(fade: float) -> tuple[float, Floats, Floats]:
        table = _with_waves((x @ fade**powers)[:, None], wave)
        b = np.asarray(np.linalg.lstsq(table, y, rcond=None)[0], dtype=np.float64)
        apart = y - table @ b
        return float(apart @ apart), b, apart

    squares = [fit(float(fade))[0] for fade in _GRID]
    at = int(np.argmin(squares))
    low, high = float(_GRID[max(at - 1, 0)]), float(_GRID[min(at + 1, len(_GRID) - 1)])
    for _ in range(_ROUNDS):
        third = (high - low) / 3
        low, high = (low, high - third) if fit(low + third)[0] < fit(high - third)[0] else (low + third, high)
    fade = (low + high) / 2
    _, b, apart = fit(fade)
    slope = b[0] * (x[:, 1:] @ (powers[1:] * fade ** (powers[1:] - 1)))
    table = np.concatenate([slope[:, None], _with_waves((x @ fade**powers)[:, None], wave)], axis=1)
    errors = np.sqrt(np.diag(_cluster_covariance(table, apart, person)))
    return Geometric(float(b[0]), float(errors[1]), fade, float(errors[0]), len(np.unique(person)))
