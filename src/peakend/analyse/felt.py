"""Which moment is the peak of how many people's own experience, and which its end? Felt, not asked: from each person's ratings.

Beside it stands what people say matters (stated importance): the source's theory speaks of the first and its study measures the second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, span_of
from peakend.analyse.interval import percentile_interval, share_from_units, wilson_share
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.resample import mid_ranks
from peakend.analyse.result import Estimate, Figure, TooFew
from peakend.define.study import Moment, Scenario, Study
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

    `experienced` is the share that met it at all, `end` of those whose last moment it was. Of people with a peak (whose ratings are not
    all equal) `peak` is the share whose rating farthest from the middle of the scale it is, `own_peak` farthest from their own mean.
    `importance` is what people say (nothing where nobody was asked).
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

    `short` people met some moments but too few for an episode; `n` have one; the ratings of `flat` of these are all equal: no peak.
    """

    n: int
    short: int
    flat: int
    lines: tuple[FeltLine, ...]
    peak_draws: Floats
    mark_draws: Floats


def find_felt(evidence: Evidence, scenario: Scenario, questions: Sequence[Question], stated: Mapping[str, Figure] | None = None) -> Felt:
    """For how many people is each moment the peak, and for how many the end, of what they went through?

    Over people with at least three moments experienced. Each has one end and, unless all their ratings are equal, one peak (the latest of
    several); shares of peaks are of those who have one. Shares with Wilson's interval, over sampling units where answers are not
    independent. Weights count. Needs the ask `marks_of(questions)`.
    """
    ask = marks_of(questions)
    units = np.asarray(evidence.cell.units(ask), dtype=np.float64)
    counted = np.asarray(evidence.cell.counted(ask))
    n = int(counted[0])
    peaked = int(counted[3::4].sum())
    moments = {moment.key: moment for moment in scenario.moments}
    whole = np.stack([units[:, 0], units[:, 3::4].sum(axis=1)])

    def share(column: int, people: int, of: Floats) -> Figure:
        if people == 0:
            return TooFew(0, 1, "share-wilson")
        if evidence.rowwise:
            return wilson_share(float(units[:, column].sum()), people)
        filled = of > 0
        return share_from_units(units[filled, column], of[filled], people)

    lines = []
    for at, question in enumerate(questions):
        experienced, end = (share(2 + 4 * at + part, n, whole[0]) for part in (0, 3))
        peak, own_peak = (share(2 + 4 * at + part, peaked, whole[1]) for part in (1, 2))
        importance = None if stated is None else stated.get(question.about)
        lines.append(FeltLine(moments[question.about], question.key, experienced, peak, own_peak, end, importance))
    drawn = evidence.resamples.of(units)
    with np.errstate(invalid="ignore", divide="ignore"):
        peaks = drawn[:, 3::4] / drawn[:, 3::4].sum(axis=1, keepdims=True)
        ends = drawn[:, 5::4] / drawn[:, :1]
    return Felt(n, int(counted[1]), n - peaked, tuple(lines), peaks, (peaks + ends) / 2)


def order_of(study: Study, scenario: Scenario) -> Literal["known", "unknown", "unsaid"]:
    """Do the moments of a scenario stand in the customer's order, so that the last one met is the end?

    Known where the study says so, or where one of them lies in a stage that ends the service. Else the order may be that of the columns of
    a file: nothing says which moment is the end.
    """
    said = study.plan.episodes.order
    if said != "unsaid":
        return said
    return "known" if any(study.ends(moment.key) for moment in scenario.moments) else "unsaid"


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
