"""Which moment is the peak of how many people's own experience, and which its end? Felt, not asked: from each person's ratings.

Beside it stands what people say matters (stated importance): the source's theory speaks of the first and its study measures the second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, span_of
from peakend.analyse.interval import percentile_interval, share_from_units, wilson_share
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.resample import mid_ranks
from peakend.analyse.result import Estimate, Figure, TooFew
from peakend.define.study import Moment, Scenario
from peakend.define.survey import Question
from peakend.scan.ask import Marks
from peakend.text import Text

Floats = NDArray[np.float64]

FEWEST: Final = 4
"""Three moments are soon in the same order."""

add_methods(
    Method(
        "rank-agreement",
        "1",
        Text("秩相关，自助法百分位区间", "rank correlation, bootstrap percentile interval"),
        "Spearman 1904; Efron & Tibshirani 1993",
    )
)


def marks_of(questions: Sequence[Question]) -> Marks:
    """The ask for how often each of these moments, all on one scale, was a peak or the end of somebody's experience."""
    return Marks(tuple(span_of(question) for question in questions))


def same_scale(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Those rated on the scale of the first: only what is on one scale makes a curve."""
    if not questions:
        return ()
    kept = [one for one in questions if (span_of(one).low, span_of(one).high) == (span_of(questions[0]).low, span_of(questions[0]).high)]
    return tuple(kept)


@dataclass(frozen=True)
class FeltLine:
    """One moment in people's own experience: shares of those who have an episode.

    `experienced` is the share that met it at all; `peak` that of those whose rating farthest from the middle of the scale it is, `own_peak`
    farthest from their own mean, `end` those whose last moment it was. `importance` is what people say (nothing where nobody was asked).
    """

    moment: Moment
    question: str
    experienced: Figure
    peak: Figure
    own_peak: Figure
    end: Figure
    importance: Figure | None = None


@dataclass(frozen=True)
class Felt:
    """The moments of one scenario as people experienced them, and the draws of the share for whom each is peak, and peak or end.

    `short` people met some moments but too few for an episode; `n` have one.
    """

    n: int
    short: int
    lines: tuple[FeltLine, ...]
    peak_draws: Floats
    mark_draws: Floats


def find_felt(evidence: Evidence, scenario: Scenario, questions: Sequence[Question], stated: Mapping[str, Figure] | None = None) -> Felt:
    """For how many people is each moment the peak, and for how many the end, of what they went through?

    Over people with at least three moments experienced; each person has exactly one peak (the latest of several) and one end. Shares with
    Wilson's interval, over sampling units where answers are not independent. Weights count. Needs the ask `marks_of(questions)`.
    """
    ask = marks_of(questions)
    units = np.asarray(evidence.cell.units(ask), dtype=np.float64)
    counted = np.asarray(evidence.cell.counted(ask))
    n = int(counted[0])
    moments = {moment.key: moment for moment in scenario.moments}

    def share(column: int) -> Figure:
        if n == 0:
            return TooFew(0, 1, "share-wilson")
        if evidence.rowwise:
            return wilson_share(float(units[:, column].sum()), n)
        filled = units[:, 0] > 0
        return share_from_units(units[filled, column], units[filled, 0], n)

    lines = []
    for at, question in enumerate(questions):
        experienced, peak, own_peak, end = (share(2 + 4 * at + part) for part in range(4))
        importance = None if stated is None else stated.get(question.about)
        lines.append(FeltLine(moments[question.about], question.key, experienced, peak, own_peak, end, importance))
    drawn = evidence.resamples.of(units)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = drawn[:, 2:] / drawn[:, :1]
    return Felt(n, int(counted[1]), tuple(lines), shares[:, 1::4], (shares[:, 1::4] + shares[:, 3::4]) / 2)


def agree_ranks(one: Floats, two: Floats, values: tuple[Floats, Floats], n: int) -> Figure:
    """How far do two orders of the same moments agree? Spearman's ρ of `values`, percentile interval over joint draws.

    `one` and `two` are draws, shape (resamples, moments); moments unknown in either are left out. Too few below four moments.

    >>> draws = np.tile([1.0, 2.0, 3.0, 4.0], (5, 1))
    >>> agree_ranks(draws, draws * 2, (draws[0], draws[0]), 90).value
    1.0
    """
    known = np.isfinite(values[0]) & np.isfinite(values[1]) & np.isfinite(one).all(axis=0) & np.isfinite(two).all(axis=0)
    if int(known.sum()) < FEWEST:
        return TooFew(int(known.sum()), FEWEST, "rank-agreement")
    value = _correlate_ranks(values[0][None, known], values[1][None, known])[0]
    low, high = percentile_interval(_correlate_ranks(one[:, known], two[:, known]))
    if not np.isfinite([value, low, high]).all():
        return TooFew(n, FEWEST, "rank-agreement")
    return Estimate(float(value), low, high, n, "rank-agreement")


def _correlate_ranks(one: Floats, two: Floats) -> Floats:
    """Spearman's ρ row by row; not a number where one of the two does not vary."""
    left, right = (mid_ranks(values) for values in (one, two))
    left, right = left - left.mean(axis=1, keepdims=True), right - right.mean(axis=1, keepdims=True)
    spread = np.sqrt((left * left).sum(axis=1) * (right * right).sum(axis=1))
    return np.where(spread > 0, (left * right).sum(axis=1) / np.where(spread > 0, spread, 1.0), np.nan)
