"""How much does each need weigh, in the customers' own answers, and how sure is that? The weights that go into the first house.

A need weighs as much as customers name it, moment by moment, each moment counting as much as it matters to them:

    I(n) = 10 · Σ_m w(m) s(m, n) / Σ_m w(m)      over the moments m of the scenario at which the need could be named

w(m) is the mean stated importance of the moment, s(m, n) the share of those asked who name the need there: I is the share of customers
who name it, on a scale of 0 to 10. What each moment brings adds up to it exactly. All of it is resampled jointly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, span_of
from peakend.analyse.importance import importance_questions
from peakend.analyse.interval import percentile_interval
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.needs import choice_groups, find_need
from peakend.analyse.resample import RESAMPLES
from peakend.analyse.result import Estimate, is_known
from peakend.define.survey import Question
from peakend.design.houses import Cascade
from peakend.design.ranking import NeedWeights
from peakend.errors import NothingAsked, NothingHeard
from peakend.text import Text

Floats = NDArray[np.float64]

SCALE: Final = 10.0
"""Importance of needs stands on 0 to 10."""

METHOD: Final = "need-importance-resampled"
_CERTAIN: Final = 1_000_000
"""People behind weights that the team set itself: they have no spread of sampling."""

add_methods(
    Method(
        METHOD,
        "1",
        Text(
            "需求重要性（提及率 × 时刻重要性），联合重抽样", "importance of a need (share naming it x moment's importance), joint resamples"
        ),
        "source A34-A38; Efron & Tibshirani 1993",
    )
)


@dataclass(frozen=True, eq=False)
class Voices:
    """The importance of the rows of a first house, with joint draws.

    `parts` (moments x needs) is what each moment brings to each need, adding up to its importance; `figures` the importance with its
    interval. `ours` is the measured level of each need (the rating of the moments that name it, weighed by what they bring), NaN where it
    was not measured, with `ours_draws`. `unheard` needs were not asked about: they have no row here. `partly` needs could not be named at
    some of the moments. `measured`: from a survey, not set by the team.
    """

    needs: tuple[str, ...]
    moments: tuple[str, ...]
    parts: Floats
    importance: NeedWeights
    figures: tuple[Estimate, ...]
    ours: Floats
    ours_draws: Floats
    unheard: tuple[str, ...]
    partly: tuple[str, ...]
    measured: bool
    questions: tuple[Question, ...] = ()


def hear_needs(evidence: Evidence, cascade: Cascade) -> Voices:
    """The importance of the needs of a cascade from the answers of its scenario (of all scenarios where it names none).

    Moments that were not asked about their importance, or at which no needs could be named, bring nothing and are left out, not counted
    as zero; the same holds for needs nobody was asked about, and a need's importance is a mean over the moments where it could be named.
    Blanks are not refusals: shares are of those asked. Weights of answers count as everywhere.

    Raises `NothingAsked` where no moment has both, `NothingHeard` where none of the needs was asked about.
    """
    wanted = [row.need for row in cascade.needs]
    weigh = {
        one.about: one
        for scenario, questions in importance_questions(evidence.study, evidence.present)
        for one in questions
        if not cascade.scenario or scenario.key == cascade.scenario
    }
    named: dict[str, dict[str, Question]] = {}
    for group in choice_groups(evidence.study, evidence.present):
        if group.kind == "moment" and group.about in weigh:
            found = ((find_need(evidence.study, one), one) for one in group.questions)
            named[group.about] = {need.key: one for need, one in found if need is not None}
    moments = [moment for moment in weigh if named.get(moment)]
    if not moments:
        raise NothingAsked(analysis="cascade", measure="chosen")
    heard = [need for need in wanted if any(need in named[moment] for moment in moments)]
    if not heard:
        raise NothingHeard(cascade=cascade.key, known=", ".join(dict.fromkeys(need for one in named.values() for need in one)))
    return _listen(evidence, weigh, named, moments, heard, wanted)


def _listen(
    evidence: Evidence,
    weigh: dict[str, Question],
    named: dict[str, dict[str, Question]],
    moments: Sequence[str],
    heard: Sequence[str],
    wanted: Sequence[str],
) -> Voices:
    """Values and joint draws of what each moment brings to each need."""
    weights = [weigh[moment] for moment in moments]
    asked = np.array([[need in named[moment] for need in heard] for moment in moments])
    choices = [named[moment][need] for moment in moments for need in heard if need in named[moment]]
    values = _spread_out(_point(evidence, weights)[None], _point(evidence, choices)[None], asked)
    draws = _spread_out(evidence.resampled_means(weights), evidence.resampled_means(choices), asked)
    known = np.isfinite(values[0]).all(axis=0) & np.isfinite(draws).all(axis=(0, 1))
    kept = [need for need, fine in zip(heard, known, strict=True) if fine]
    parts, drawn = values[0][:, known], draws[:, :, known].sum(axis=1)
    rated = evidence.about("performance", moments)
    ours, ours_draws = _level(evidence, rated, moments, parts, draws[:, :, known])
    n = min((evidence.answered(one).n for one in choices), default=0)
    importance = NeedWeights(parts.sum(axis=0), drawn, int(evidence.freedom) + 1)
    figures = tuple(
        Estimate(float(value), *percentile_interval(drawn[:, at]), n, METHOD) for at, value in enumerate(importance.values.tolist())
    )
    return Voices(
        tuple(kept),
        tuple(moments),
        parts,
        importance,
        figures,
        ours,
        ours_draws,
        tuple(need for need in wanted if need not in kept),
        tuple(need for need, everywhere in zip(heard, map(all, asked.T.tolist()), strict=True) if need in kept and not everywhere),
        measured=True,
        questions=tuple(dict.fromkeys([*weights, *choices, *rated.values()])),
    )


def _point(evidence: Evidence, questions: Sequence[Question]) -> Floats:
    """The means themselves; shares are means of 0 and 1."""
    figures = [evidence.share(one, (span_of(one).high,)) if one.measure == "chosen" else evidence.mean(one) for one in questions]
    return np.array([figure.value if is_known(figure) else np.nan for figure in figures])


def _spread_out(weights: Floats, shares: Floats, asked: NDArray[np.bool_]) -> Floats:
    """10 w(m) s(m, n) / Σ w, by draw, moment and need; the sum goes over the moments at which the need could be named."""
    table = np.zeros((len(weights), *asked.shape))
    table[:, asked] = shares
    below = weights @ asked.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(SCALE * weights[:, :, None] * table / below[:, None, :], dtype=np.float64)


def _level(evidence: Evidence, rated: dict[str, Question], moments: Sequence[str], parts: Floats, draws: Floats) -> tuple[Floats, Floats]:
    """How good the service is where each need is named: the mean ratings of its moments, weighed by what these bring to the need."""
    there = [at for at, moment in enumerate(moments) if moment in rated]
    questions = [rated[moments[at]] for at in there]
    nothing = np.full(parts.shape[1], np.nan), np.full((len(draws), parts.shape[1]), np.nan)
    if not questions or len({question.scale for question in questions}) > 1:
        return nothing
    point, drawn = _point(evidence, questions), evidence.resampled_means(questions)
    if not (np.isfinite(point).all() and np.isfinite(drawn).all()):
        return nothing
    with np.errstate(invalid="ignore", divide="ignore"):
        ours = point @ parts[there] / parts[there].sum(axis=0)
        return ours, np.einsum("bm,bmn->bn", drawn, draws[:, there]) / draws[:, there].sum(axis=1)


def set_needs(cascade: Cascade) -> Voices:
    """The importance that the team set itself, where no answers are at hand: no interval of sampling, and never called measured.

    Raises `NothingHeard` where no row has an importance.
    """
    rows = [row for row in cascade.needs if row.importance is not None and row.importance > 0]
    if not rows:
        raise NothingHeard(cascade=cascade.key, known="-")
    values = np.array([float(row.importance or 0) for row in rows])
    empty = np.full((RESAMPLES, len(rows)), np.nan)
    return Voices(
        tuple(row.need for row in rows),
        (),
        np.zeros((0, len(rows))),
        NeedWeights(values, np.tile(values, (RESAMPLES, 1)), _CERTAIN),
        (),
        empty[0],
        empty,
        tuple(row.need for row in cascade.needs if row not in rows),
        (),
        measured=False,
    )
