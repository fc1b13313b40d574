"""How are shares of R² worked out for thousands of resamples, and for more drivers than can be split exactly? And what does noise reach?"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.lmg import sample_shares, split_shares
from peakend.analyse.relative import johnson_shares
from peakend.analyse.resample import SEED
from peakend.analyse.result import LEVEL, Estimate

Floats = NDArray[np.float64]

WORK: Final = 1 << 25
"""So many values of R² are worked out for resamples (about a second): 2,000 resamples of up to 14 drivers."""

ORDERS: Final = 200
"""Orders of entering for resamples of more drivers: the same for each, so that their error hardly shows in the spread."""

NOISE: Final = 1_000
"""Draws of a driver without meaning."""


def draw_shares(tables: Floats, now: Floats, shares: Floats) -> Floats:
    """LMG shares of resampled tables, (draws, p + 1, p + 1) -> (draws, p).

    Exact while 2^p x draws stays below `WORK`. Beyond, all tables and the one of now are split over the same orders of entering, and each
    draw is the exact share of now plus how far its sampled shares lie from those of now.
    """
    drivers = tables.shape[-1] - 1
    if len(tables) << drivers <= WORK:
        return split_shares(tables)
    every = sample_shares(np.concatenate([now[None], tables]), ORDERS)[0]
    moved: Floats = shares + every[1:] - every[0]
    return moved


def draw_noise(now: Floats, effective: float, n: int) -> Estimate:
    """The share that a driver without any meaning would get: its mean, and below what it stays in 95 % of cases (`high`).

    The sample correlations of an independent column with drivers and outcome are normal with covariance R / n, so no column has to be made
    up row by row. LMG is never negative: a share is worth reading only above this.
    """
    random = np.random.default_rng(SEED)
    count = len(now)
    values, vectors = np.linalg.eigh(now)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    by_chance = random.standard_normal((NOISE, count)) @ root.T / np.sqrt(max(effective, 4.0))
    tables = np.ones((NOISE, count + 1, count + 1))
    tables[:, 1:, 1:] = now
    tables[:, 0, 1:] = tables[:, 1:, 0] = np.clip(by_chance, -0.99, 0.99)
    found = split_shares(tables)[:, 0] if NOISE << count <= WORK else johnson_shares(tables)[:, 0]
    return Estimate(float(found.mean()), 0.0, float(np.quantile(found, LEVEL)), n, "noise-driver")
