"""Do people who code the same comments agree beyond chance? Percent agreement, kappas and Krippendorff's alpha, with intervals.

A codebook on which coders disagree measures the coders. Every figure has its interval; units that only one coder coded say nothing about
agreement and are left out and counted.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.interval import percentile_interval, wilson_share, z_quantile
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.resample import RESAMPLES, SEED
from peakend.analyse.result import LEVEL, Estimate, Figure, TooFew
from peakend.errors import CodesNotNumbers
from peakend.text import Text

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Code = str | int | float | None

Distance = Literal["nominal", "interval"]
"""How far apart two codes are: different or not; or the square of their difference."""

FEWEST: Final = 2
"""Units that two coders must have coded before agreement is a number."""

_BLANK: Final = -1

add_methods(
    Method(
        "kappa-cohen", "1", Text("Cohen κ，大样本区间", "Cohen's kappa, large-sample interval"), "Cohen 1960; Fleiss, Cohen & Everitt 1969"
    ),
    Method(
        "kappa-fleiss", "1", Text("Fleiss κ，自助法区间", "Fleiss's kappa, bootstrap interval"), "Fleiss 1971, Psychological Bulletin 76"
    ),
    Method(
        "alpha-krippendorff",
        "1",
        Text("Krippendorff α，自助法区间", "Krippendorff's alpha, bootstrap interval"),
        "Krippendorff 2011; Zapf et al. 2016: units resampled",
    ),
)


@dataclass(frozen=True)
class PairAgreement:
    """Two coders (by position): how often they gave the same code to what both coded, and kappa."""

    one: int
    two: int
    share: Figure
    kappa: Figure


@dataclass(frozen=True)
class Agreement:
    """What a table of codes says about agreement: `units` coded by two or more, `alone` by fewer, `complete` by all coders."""

    units: int
    alone: int
    complete: int
    coders: int
    pairs: tuple[PairAgreement, ...]
    fleiss: Figure
    alpha: Figure


def measure_agreement(table: Sequence[Sequence[Code]], distance: Distance = "nominal", resamples: int = RESAMPLES) -> Agreement:
    """How well do coders agree? One row a unit, one column a coder; nothing (None, "" or NaN) where a coder did not code it.

    - each two coders, over units both coded: share of equal codes (Wilson), Cohen's kappa (p - e)/(1 - e) with the large-sample interval;
    - all coders: Fleiss's kappa over complete units; Krippendorff's α = 1 - D_o/D_e over all units with two codes or more, from
      coincidences, `distance` nominal or interval. Percentile intervals from `resamples` draws of units.

    Where everybody always gave one and the same code, chance agreement is 1 and no kappa exists: `TooFew`. Raises `CodesNotNumbers`
    where `distance` is interval and codes are no numbers. Source: Cohen 1960; Fleiss 1971; Krippendorff 2011.

    >>> found = measure_agreement([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]])
    >>> round(found.pairs[0].share.value, 2), round(found.pairs[0].kappa.value, 2)
    (0.75, 0.5)
    """
    codes, labels = _read_codes(table)
    values = _read_values(labels) if distance == "interval" else np.arange(len(labels), dtype=np.float64)
    counts = _count_codes(codes, len(labels))
    coded = counts.sum(axis=1)
    complete = counts[coded == codes.shape[1]] if codes.shape[1] >= FEWEST else counts[:0]
    together = counts[coded >= FEWEST]
    apart = (values[:, None] != values[None, :]).astype(np.float64) if distance == "nominal" else (values[:, None] - values[None, :]) ** 2
    pairs = tuple(_compare(one, two, codes, len(labels)) for one, two in combinations(range(codes.shape[1]), 2))
    return Agreement(
        units=len(together),
        alone=int(len(counts) - len(together)),
        complete=len(complete),
        coders=codes.shape[1],
        pairs=pairs,
        fleiss=_resample(complete, lambda drawn: find_fleiss(complete, drawn), "kappa-fleiss", resamples),
        alpha=_resample(together, lambda drawn: find_krippendorff(together, apart, drawn), "alpha-krippendorff", resamples),
    )


def _read_codes(table: Sequence[Sequence[Code]]) -> tuple[Codes, tuple[str | int | float, ...]]:
    """The table with codes by number (-1 for none), shape (units, coders), and the codes in order."""
    width = max((len(row) for row in table), default=0)
    known = sorted(
        {code for row in table for code in row if not _is_blank(code) and code is not None}, key=lambda code: (str(type(code)), code)
    )
    place = {code: number for number, code in enumerate(known)}
    codes = np.full((len(table), width), _BLANK, dtype=np.intp)
    for unit, row in enumerate(table):
        for coder, code in enumerate(row):
            if code is not None and not _is_blank(code):
                codes[unit, coder] = place[code]
    return codes, tuple(known)


def _is_blank(code: Code) -> bool:
    return code is None or code == "" or (isinstance(code, float) and math.isnan(code))


def _read_values(labels: Sequence[str | int | float]) -> Floats:
    """Codes as numbers. Raises `CodesNotNumbers`."""
    try:
        return np.array([float(label) for label in labels])
    except ValueError as fault:
        words = next(str(label) for label in labels if not _is_number(label))
        raise CodesNotNumbers(code=words) from fault


def _is_number(label: str | float) -> bool:
    try:
        return math.isfinite(float(label))
    except ValueError:
        return False


def _count_codes(codes: Codes, many: int) -> Floats:
    """How many coders gave each code to each unit, shape (units, codes)."""
    counts = np.zeros((len(codes), many))
    units, coders = np.nonzero(codes >= 0)
    np.add.at(counts, (units, codes[units, coders]), 1.0)
    return counts


def _compare(one: int, two: int, codes: Codes, many: int) -> PairAgreement:
    both = codes[(codes[:, one] >= 0) & (codes[:, two] >= 0)]
    table = np.zeros((many, many))
    np.add.at(table, (both[:, one], both[:, two]), 1.0)
    share = wilson_share(float(np.trace(table)), len(both)) if len(both) >= FEWEST else TooFew(len(both), FEWEST, "share-wilson")
    return PairAgreement(one, two, share, find_cohen(table))


def find_cohen(table: Floats, level: float = LEVEL) -> Figure:
    """Cohen's kappa of a square table of counts, with the interval of Fleiss, Cohen and Everitt 1969; too few where chance alone agrees."""
    n = int(table.sum())
    if n < FEWEST:
        return TooFew(n, FEWEST, "kappa-cohen")
    cells = table / n
    rows, columns, same = cells.sum(axis=1), cells.sum(axis=0), np.diagonal(cells)
    agreed, chance = float(same.sum()), float(rows @ columns)
    if chance >= 1:
        return TooFew(n, n + 1, "kappa-cohen")
    kappa = (agreed - chance) / (1 - chance)
    diagonal = float((same * ((1 - chance) - (rows + columns) * (1 - agreed)) ** 2).sum())
    apart = cells * (columns[:, None] + rows[None, :]) ** 2
    off = (1 - agreed) ** 2 * float(apart.sum() - np.trace(apart))
    variance = (diagonal + off - (agreed * chance - 2 * chance + agreed) ** 2) / (n * (1 - chance) ** 4)
    half = z_quantile(level) * math.sqrt(max(variance, 0.0))
    return Estimate(kappa, kappa - half, min(kappa + half, 1.0), n, "kappa-cohen", level)


def find_fleiss(counts: Floats, drawn: Floats) -> Floats:
    """Fleiss's kappa of units coded by the same number of coders: counts (units, codes), how often each unit is drawn (draws, units)."""
    coders = counts.sum(axis=1)[0]
    agreed = ((counts**2).sum(axis=1) - coders) / (coders * (coders - 1))
    units = drawn.sum(axis=1)
    shares = drawn @ counts / (units * coders)[:, None]
    chance = (shares**2).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance < 1, (drawn @ agreed / units - chance) / (1 - chance), np.nan)


def find_krippendorff(counts: Floats, apart: Floats, drawn: Floats) -> Floats:
    """Krippendorff's α of units with two codes or more: counts (units, codes), squared distances (codes, codes), draws (draws, units)."""
    coded = counts.sum(axis=1)
    seen = ((counts @ apart) * counts).sum(axis=1) / (coded - 1)
    shares = drawn @ counts
    expected = ((shares @ apart) * shares).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - (shares.sum(axis=1) - 1) * (drawn @ seen) / expected, np.nan)


def _resample(counts: Floats, find: Callable[[Floats], Floats], method: str, resamples: int) -> Figure:
    """A figure of all units with its percentile interval over draws of units."""
    units = len(counts)
    if units < FEWEST:
        return TooFew(units, FEWEST, method)
    value = float(find(np.ones((1, units)))[0])
    random = np.random.default_rng(SEED)
    low, high = percentile_interval(find(random.multinomial(units, np.full(units, 1 / units), size=resamples).astype(np.float64)))
    if not np.isfinite([value, low, high]).all():
        return TooFew(units, units + 1, method)
    return Estimate(value, low, high, units, method)
