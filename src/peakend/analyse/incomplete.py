"""Would the shares be others if people who left something out counted too? The same drivers with missing answers met in other ways."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.correlation import correlate, correlation_table
from peakend.analyse.driven import Known
from peakend.analyse.evidence import Evidence, pair_of, span_of
from peakend.analyse.lmg import split_shares
from peakend.analyse.missing import find_patterns, fit_likely, is_consistent
from peakend.analyse.regression import correlate_table
from peakend.scan.tally import KeptRows

Floats = NDArray[np.float64]

Kind = Literal["pairwise", "likely", "indicator"]

PATTERNS: Final = 256
"""With more missing patterns than this, expectation-maximisation takes too long to be worth it as a second view."""

MOST: Final = 12
"""With more drivers the indicator view, which has two columns a driver, is left out."""

_SETTLED: Final = 1e-8


@dataclass(frozen=True)
class View:
    """The shares of the same drivers with missing answers met in another way, from `n` people, with R².

    `pairwise`: every correlation over the people who gave both (n: the least of these); no shares where the table is not consistent.
    `likely`: expectation-maximisation under a normal model. `indicator`: who did not rate a moment stands at its mean and has a mark, and
    mark and rating enter together: "not experienced" is then an answer of its own.
    """

    kind: Kind
    n: int
    r2: float
    shares: Mapping[str, float]

    @property
    def consistent(self) -> bool:
        """Whether there are shares at all."""
        return bool(self.shares)


def other_views(evidence: Evidence, known: Known, pairwise: int, absent: int) -> tuple[View, ...]:
    """The other ways, where anything is missing at all. What was kept as blocks has no rows: then pairs are the only other way."""
    if evidence.answered(known.driven.outcome).n == known.n:
        return ()
    views = [_pairwise(evidence, known, pairwise)]
    rows = _rows(evidence, known)
    if rows is not None:
        views += [*_likely(known, *rows)]
        views += [*_indicator(known, *rows)] if absent and len(known.drivers) <= MOST else []
    return tuple(views)


def _view(kind: Kind, known: Known, n: int, shares: Floats) -> View:
    sure = bool(np.isfinite(shares).all())
    names = [question.about for question in known.drivers]
    return View(kind, n, float(shares.sum()) if sure else 0.0, dict(zip(names, shares.tolist(), strict=True)) if sure else {})


def _pairwise(evidence: Evidence, known: Known, pairwise: int) -> View:
    """Correlations of every two; no shares where no set of people could give such a table."""
    count, drivers = len(known.drivers), known.drivers
    table = np.eye(count + 1)
    every = correlation_table(evidence, known.driven.drivers)
    table[:-1, :-1] = every[np.ix_(known.kept, known.kept)]
    sums = np.stack([np.asarray(evidence.cell.total(pair_of(question, known.driven.outcome)), dtype=np.float64) for question in drivers])
    table[-1, :-1] = table[:-1, -1] = correlate(sums)
    if not is_consistent(table):
        return View("pairwise", pairwise, 0.0, {})
    return _view("pairwise", known, pairwise, split_shares(table))


def _rows(evidence: Evidence, known: Known) -> tuple[Floats, Floats] | None:
    """The answers of everybody who judged the outcome, NaN for none, with weights; nothing where rows are no longer kept."""
    kept = evidence.cell.kept
    if not isinstance(kept, KeptRows):
        return None
    table = np.empty((kept.rows.count, len(known.drivers) + 1))
    for at, question in enumerate((*known.drivers, known.driven.outcome)):
        span, codes = span_of(question), kept.rows.codes[question.key]
        table[:, at] = np.where((codes >= span.low) & (codes <= span.high), codes, np.nan)
    weight = kept.rows.weight if evidence.cell.weighted else None
    judged = np.isfinite(table[:, -1])
    return table[judged], (np.ones(len(table)) if weight is None else weight)[judged]


def _likely(known: Known, rows: Floats, weight: Floats) -> Iterator[View]:
    patterns = find_patterns(rows, weight)
    if len(patterns) <= PATTERNS:
        found = fit_likely(patterns, rows.shape[1], _SETTLED)
        if found.settled:
            yield _view("likely", known, len(rows), split_shares(correlate_table(found.covariance)))


def _indicator(known: Known, rows: Floats, weight: Floats) -> Iterator[View]:
    """Each driver is two columns that enter together: its answer (the mean where there is none), and whether there is one."""
    given = np.isfinite(rows[:, :-1])
    answers = np.where(given, rows[:, :-1], 0.0)
    means = (weight @ answers) / (weight @ given)
    table = np.column_stack([np.where(given, answers, means), given, rows[:, -1]])
    far = table - weight @ table / weight.sum()
    crossed = (far * weight[:, None]).T @ far
    spread = np.sqrt(np.diagonal(crossed))
    safe = np.where(spread > 0, spread, 1.0)
    count = len(known.drivers)
    yield _view("indicator", known, len(rows), split_shares(crossed / np.outer(safe, safe), [(at, count + at) for at in range(count)]))
