"""Which moments obey the three laws of the source, and is a moment's service negative, bland or effective? Badges, each with its evidence.

The source names the laws (B37–B39) and the three states (B2) and gives no rule for either: every rule here is ours and is written down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.asymmetry import Asymmetry
from peakend.analyse.evidence import Evidence
from peakend.analyse.factors import FactorColumn, recalled_questions
from peakend.analyse.nps_classes import cross_classes, nps_questions
from peakend.analyse.peaks import SURE_SHARE
from peakend.analyse.resample import row_means
from peakend.analyse.result import Figure, is_known
from peakend.define.plan import Factor
from peakend.define.study import Scenario
from peakend.define.survey import Question

Floats = NDArray[np.float64]

Law = Literal["two_factor", "painkiller", "resonator"]
ServiceState = Literal["negative", "bland", "effective"]
STATES: Final[tuple[ServiceState, ...]] = ("negative", "bland", "effective")


@dataclass(frozen=True)
class Badge:
    """Whether a law holds of a moment, and what says so.

    `kind` of the two-factor law: `basic` (only missed when poor), `performance`, `excitement` (only enjoyed when good), `none`,
    `cannot_tell`. `earned` is the claim; `probability` the share of resamples for it; `figure` the number it stands on.
    """

    law: Law
    earned: bool
    figure: Figure | None
    probability: float
    kind: str = ""


@dataclass(frozen=True)
class State:
    """The state of a moment's service: the likeliest, whether that is sure (80 %), and the probability of each."""

    likely: ServiceState
    sure: bool
    probabilities: Mapping[str, float]


def two_factor_badge(asymmetry: Asymmetry | None, scenario: str, moment: str) -> Badge | None:
    """Hygiene or motivator, from measured penalty and reward: earned where the class is proved basic or excitement (source B37, ours)."""
    for part in asymmetry.scenarios if asymmetry is not None else ():
        contrast = part.contrast(moment) if part.scenario.key == scenario else None
        if contrast is not None:
            kind = contrast.verdict
            probability = contrast.probabilities.get(kind if kind != "cannot_tell" else contrast.likely or "", 0.0)
            return Badge("two_factor", kind in {"basic", "excitement"}, contrast.asymmetry, float(probability), kind)
    return None


def painkiller_badge(pain: FactorColumn | None, at: int) -> Badge | None:
    """Where it hurts most: pain proved above zero, and among the three highest in at least 80 % of the resamples (source B38, ours)."""
    if pain is None or not is_known(pain.figures[at]):
        return None
    figure, probability = pain.figures[at], float(pain.singled_out[at])
    return Badge("painkiller", is_known(figure) and figure.low > 0 and probability >= SURE_SHARE, figure, probability)


def resonator_badge(evidence: Evidence, scenario: Scenario, memory: FactorColumn | None, at: int) -> Badge | None:
    """What promoters remember: recalled unprompted by more promoters than detractors (proved), and among the three best remembered.

    Needs recall and recommendation of the same people; the figure is the share of promoters who recall it (source B39, ours).
    """
    scores = nps_questions(evidence.study, evidence.present)
    asked = {question.about: question for question in recalled_questions(evidence, scenario)}
    question = asked.get(scenario.moments[at].key)
    if not scores or question is None or memory is None or memory.source != "recalled":
        return None
    crossed, recalled = cross_classes(evidence, scores[0], question), np.array([False, True])
    difference, _ = crossed.compare_shares(recalled)
    probability = float(memory.singled_out[at])
    more = is_known(difference) and difference.low > 0
    return Badge("resonator", more and probability >= SURE_SHARE, crossed.share("promoters", recalled), probability)


def judge_states(
    evidence: Evidence, rated: Mapping[str, Question], scenario: Scenario, columns: Mapping[Factor, FactorColumn]
) -> list[State | None]:
    """The state of each moment's service, in the order of the scenario; nothing where it was not rated, or nothing says what it leaves.

    negative: the mean rating lies below the middle of the scale. bland: not negative, and neither remembered (memory at least the mean of
    the scenario's moments) nor driving (share of recommendation at least that mean). effective: the rest. Where memory or recommendation
    was not measured the other decides alone. Probabilities over joint resamples. Source B2 (ineffective = negative + bland); rule ours.
    """
    keys = [moment.key for moment in scenario.moments]
    leaves = [_at_least_mean(columns[name].draws) for name in ("memory", "loyalty") if name in columns]
    measured = [np.isfinite(columns[name].values) for name in ("memory", "loyalty") if name in columns]
    found: list[State | None] = []
    for at, key in enumerate(keys):
        question = rated.get(key)
        known = [leave[:, at] for leave, there in zip(leaves, measured, strict=True) if there[at]]
        if question is None or question.scale is None or not known or not is_known(evidence.mean(question)):
            found.append(None)
            continue
        poor = evidence.resampled_means([question])[:, 0] < question.scale.middle
        left = np.logical_or.reduce(known)
        shares = {"negative": poor.mean(), "bland": (~poor & ~left).mean(), "effective": (~poor & left).mean()}
        likely = max(STATES, key=lambda state: float(shares[state]))
        found.append(State(likely, bool(shares[likely] >= SURE_SHARE), {state: float(shares[state]) for state in STATES}))
    return found


def _at_least_mean(draws: Floats) -> NDArray[np.bool_]:
    """Which moments reach the mean of those that are known, row by row."""
    with np.errstate(invalid="ignore"):
        reached: NDArray[np.bool_] = draws >= row_means(draws)[:, None]
    return reached
