"""What is known of the six factors of an effective moment of truth, each on its own scale and from its own source?

Importance, fit with the positioning, effect on recommendation, strength, pain, memory: the list is the source's (B9). How each is measured
is ours and written here; where one was not measured it is missing, not zero.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.asymmetry import Asymmetry
from peakend.analyse.driven import Known, driven_of, know_driven
from peakend.analyse.drivers import Drivers
from peakend.analyse.evidence import Evidence, levels_of, low_answers, scenario_questions
from peakend.analyse.felt import find_felt, order_of, same_scale
from peakend.analyse.gaps import Gaps
from peakend.analyse.impact import Impact, OutcomeImpact
from peakend.analyse.importance import TOP, Importance
from peakend.analyse.interval import mean_from_sums, percentile_interval
from peakend.analyse.lmg import split_shares
from peakend.analyse.regression import correlate_table, slopes
from peakend.analyse.resample import RESAMPLES, ROUNDING, SEED, probability_top
from peakend.analyse.result import Estimate, Figure, TooFew, is_known
from peakend.analyse.splitting import draw_shares
from peakend.define.plan import Factor
from peakend.define.study import Scenario
from peakend.define.survey import Measure, Question
from peakend.scan.ask import EPISODE

Floats = NDArray[np.float64]

FACTORS: Final[tuple[Factor, ...]] = ("importance", "fit", "loyalty", "advantage", "pain", "memory")
"""The six, in the source's order."""

FactorSource = Literal[
    "stated",
    "team",
    "nps_share",
    "loyalty_share",
    "rivals",
    "own",
    "nps_lost",
    "loyalty_lost",
    "overall_lost",
    "low_share",
    "recalled",
    "felt",
]
"""Where the numbers of a factor come from."""

HIGHEST_FIT: Final = 9
"""The team rates fit from 0 to 9."""

FEWEST_PEAKED: Final = 30
"""With fewer people who felt a peak, who they are decides what is remembered."""


class Findings(NamedTuple):
    """The results that factors and laws stand on, as far as they were asked."""

    importance: Importance | None = None
    gaps: Gaps | None = None
    drivers: Drivers | None = None
    impact: Impact | None = None
    asymmetry: Asymmetry | None = None


@dataclass(frozen=True)
class FactorColumn:
    """One factor of all moments of a scenario: figures (nothing where not asked), and joint draws, shape (resamples, moments)."""

    factor: Factor
    source: FactorSource
    figures: tuple[Figure | None, ...]
    draws: Floats

    @property
    def values(self) -> Floats:
        """The numbers, NaN where there is none."""
        return np.array([figure.value if is_known(figure) else np.nan for figure in self.figures])

    @cached_property
    def singled_out(self) -> Floats:
        """P(among the `TOP` highest) of each moment; P(highest) where no more than `TOP` compete."""
        known = int(np.isfinite(self.draws).any(axis=0).sum())
        return probability_top(self.draws, TOP if known > TOP else 1)


def find_factors(evidence: Evidence, scenario: Scenario, found: Findings) -> tuple[FactorColumn, ...]:
    """The factors that are known of at least two moments of a scenario and not equal in all of them, in the source's order.

    importance: mean stated importance. fit: the team's mean rating, t interval over raters. loyalty: the moment's share (LMG) of the R² of
    recommendation, else of loyalty. advantage: gap to the strongest competitor, else rating less the mean of the scenario's other moments.
    pain: points of recommendation (else loyalty, else overall judgement) lost x reach, else the share of low ratings. memory: share
    recalling it unprompted, else how often it is felt peak or end (mean of both; missing where nothing says which moment is the end, or
    fewer than `FEWEST_PEAKED` people felt a peak). Draws are joint over the same resampled people; the
    team's ratings are drawn apart, from Student's t of their mean.
    """
    ways = (_importance, _fit, _loyalty, _advantage, _pain, _memory)
    columns = (way(evidence, scenario, found) for way in ways)
    return tuple(one for one in columns if one is not None and _differs(one.values))


def _differs(values: Floats) -> bool:
    """Whether at least two moments are known and they are not all equal: what does not vary puts nothing in order."""
    known = values[np.isfinite(values)]
    return len(known) > 1 and float(np.ptp(known)) > ROUNDING * (1.0 + float(np.abs(known).max()))


def lacks_order(evidence: Evidence, scenario: Scenario) -> bool:
    """Whether memory is missing because nothing says which of the rated moments is the end."""
    rated = len(_rated(evidence, scenario)) >= EPISODE and evidence.study.plan.episodes.rows == "people"
    return rated and not recalled_questions(evidence, scenario) and order_of(evidence.study, scenario) != "known"


def _lay(
    scenario: Scenario, factor: Factor, source: FactorSource, figures: Mapping[str, Figure], draws: Mapping[str, Floats]
) -> FactorColumn | None:
    """Figures and draws by moment, in the order of the scenario; nothing where no figure is known."""
    keys = [moment.key for moment in scenario.moments]
    if not any(is_known(figures.get(key)) for key in keys):
        return None
    table = np.full((RESAMPLES, len(keys)), np.nan)
    for at, key in enumerate(keys):
        if is_known(figures.get(key)) and key in draws:
            table[:, at] = draws[key]
    return FactorColumn(factor, source, tuple(figures.get(key) for key in keys), table)


def _importance(evidence: Evidence, scenario: Scenario, found: Findings) -> FactorColumn | None:
    part = None if found.importance is None else found.importance.scenario(scenario.key)
    if part is None:
        return None
    questions = [evidence.study.survey.question(line.question) for line in part.lines]
    return _lay(scenario, "importance", "stated", {line.moment.key: line.mean for line in part.lines}, _drawn(evidence, questions))


def _drawn(evidence: Evidence, questions: Sequence[Question]) -> dict[str, Floats]:
    draws = evidence.resampled_means(questions)
    return {question.about: draws[:, at] for at, question in enumerate(questions)}


def _fit(evidence: Evidence, scenario: Scenario, found: Findings) -> FactorColumn | None:
    """The team's ratings: their mean varies with who rated, by Student's t, kept between 0 and 9."""
    del found
    keys = [moment.key for moment in scenario.moments]
    random = np.random.default_rng(SEED)
    figures: dict[str, Figure] = {}
    draws: dict[str, Floats] = {}
    for one in evidence.study.plan.emot.fit:
        if one.moment not in keys:
            continue
        ratings = np.array(one.ratings, dtype=np.float64)
        figure = mean_from_sums(len(ratings), float(ratings.sum()), float(ratings @ ratings), "fit-raters")
        figures[one.moment] = figure
        if is_known(figure):
            error = float(ratings.std(ddof=1)) / math.sqrt(len(ratings))
            draws[one.moment] = np.clip(figure.value + error * random.standard_t(len(ratings) - 1, RESAMPLES), 0, HIGHEST_FIT)
    return _lay(scenario, "fit", "team", figures, draws)


def _known(evidence: Evidence, scenario: Scenario, outcome: str) -> Known | None:
    """The products of one judgement with the scenario's ratings."""
    for driven in driven_of(evidence.study, evidence.present):
        if driven.scenario.key == scenario.key and driven.outcome.key == outcome:
            return know_driven(evidence, driven)
    return None


def _loyalty(evidence: Evidence, scenario: Scenario, found: Findings) -> FactorColumn | None:
    if found.drivers is None:
        return None
    sources: tuple[tuple[Measure, FactorSource], ...] = (("nps", "nps_share"), ("loyalty", "loyalty_share"))
    for measure, source in sources:
        for part in found.drivers.of(measure, scenario.key):
            known = _known(evidence, scenario, part.outcome.key)
            if known is None:
                continue
            now = correlate_table(known.tables(drawn=False))
            shared = draw_shares(correlate_table(known.tables(drawn=True)), now, split_shares(now))
            draws = {question.about: shared[:, at] for at, question in enumerate(known.drivers)}
            return _lay(scenario, "loyalty", source, {line.moment.key: line.share for line in part.lines}, draws)
    return None


def _advantage(evidence: Evidence, scenario: Scenario, found: Findings) -> FactorColumn | None:
    lines = [] if found.gaps is None else [one for one in found.gaps.kind("competitor") if one.scenario == scenario.key]
    figures: dict[str, Figure] = {}
    draws: dict[str, Floats] = {}
    for line in lines:
        before = figures.get(line.moment.key)
        if not is_known(line.gap) or (is_known(before) and before.value <= line.gap.value):
            continue  # the strongest competitor is the one to beat
        pair = evidence.resampled_means([evidence.study.survey.question(key) for key in line.questions])
        figures[line.moment.key] = line.gap
        apart = pair[:, 0] - pair[:, 1]
        draws[line.moment.key] = apart - float(np.nanmean(apart)) + line.gap.value
    if figures:
        return _lay(scenario, "advantage", "rivals", figures, draws)
    return _own_strength(evidence, scenario)


def _rated(evidence: Evidence, scenario: Scenario) -> tuple[Question, ...]:
    """The moments of a scenario that were rated, all on one scale."""
    several = (
        questions for one, questions in scenario_questions(evidence.study, evidence.present, "performance") if one.key == scenario.key
    )
    return same_scale(next(several, ()))


def _own_strength(evidence: Evidence, scenario: Scenario) -> FactorColumn | None:
    """The rating of each moment less the mean of the scenario's other moments."""
    rated = [question for question in _rated(evidence, scenario) if is_known(evidence.mean(question))]
    if len(rated) < 2:  # noqa: PLR2004 - one moment has no others
        return None
    values = np.array([[figure.value for figure in map(evidence.mean, rated) if is_known(figure)]])
    means = evidence.resampled_means(rated)
    apart, now = (_less_others(table) for table in (means, values))
    figures = {one.about: _figure(float(now[0, at]), apart[:, at], evidence.answered(one).n) for at, one in enumerate(rated)}
    return _lay(scenario, "advantage", "own", figures, {one.about: apart[:, at] for at, one in enumerate(rated)})


def _less_others(means: Floats) -> Floats:
    count = means.shape[1]
    less: Floats = means - (means.sum(axis=1, keepdims=True) - means) / (count - 1)
    return less


def _pain(evidence: Evidence, scenario: Scenario, found: Findings) -> FactorColumn | None:
    sources: tuple[tuple[Measure, FactorSource], ...] = (("nps", "nps_lost"), ("loyalty", "loyalty_lost"), ("overall", "overall_lost"))
    for measure, source in sources if found.impact is not None else ():
        for part in [] if found.impact is None else found.impact.of(measure, scenario.key):
            known = _known(evidence, scenario, part.outcome.key)
            if known is not None:
                figures = {line.moment.key: line.impact for line in part.lines}
                return _lay(scenario, "pain", source, figures, _draw_pain(evidence, part, known))
    rated = _rated(evidence, scenario)
    shares = {question.about: evidence.share(question, low_answers(question)) for question in rated}
    return _lay(scenario, "pain", "low_share", shares, _draw_shares(evidence, rated))


def _draw_pain(evidence: Evidence, part: OutcomeImpact, known: Known) -> dict[str, Floats]:
    """Joint draws of what `Impact` gives: slope x Σ_low(median - x)/n."""
    rise = slopes(known.tables(drawn=True, score=known.driven.scored))
    lines = {question.about: line for question in known.drivers if (line := part.line(question.about)) is not None}
    ways = []
    for question in known.drivers:
        if question.about in lines:
            values, line = evidence.values(question), lines[question.about]
            ways.append((question, np.where(values <= line.threshold, np.maximum(line.median - values, 0), 0).astype(np.float64)))
    draws = dict(zip(lines, _ratio_draws(evidence, ways), strict=True))
    return {one.about: rise[:, at] * draws[one.about] for at, one in enumerate(known.drivers) if one.about in draws}


def _draw_shares(evidence: Evidence, rated: Sequence[Question]) -> dict[str, Floats]:
    """Joint draws of how many rate each moment low."""
    hits = [(one, np.isin(evidence.values(one), low_answers(one)).astype(np.float64)) for one in rated]
    return {one.about: draws for one, draws in zip(rated, _ratio_draws(evidence, hits), strict=True)}


def _ratio_draws(evidence: Evidence, several: Sequence[tuple[Question, Floats]]) -> list[Floats]:
    """Draws of the mean of a score given to each answer, question by question."""
    tables = []
    for question, scores in several:
        units = np.asarray(evidence.cell.units(levels_of(question)), dtype=np.float64)[:, : len(scores)]
        tables.append(np.stack([units @ scores, units.sum(axis=1)], axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return [sums[:, 0] / sums[:, 1] for sums in evidence.resamples.of_each(tables)]


def recalled_questions(evidence: Evidence, scenario: Scenario) -> tuple[Question, ...]:
    """The questions whether somebody recalled a moment of this scenario unprompted."""
    several = scenario_questions(evidence.study, evidence.present, "recalled")
    return next((questions for one, questions in several if one.key == scenario.key), ())


def _memory(evidence: Evidence, scenario: Scenario, found: Findings) -> FactorColumn | None:
    del found
    recalled = recalled_questions(evidence, scenario)
    if recalled:
        shares = {question.about: evidence.share(question, (1,)) for question in recalled}
        return _lay(scenario, "memory", "recalled", shares, _drawn(evidence, recalled))
    rated = _rated(evidence, scenario)
    if len(rated) < EPISODE or evidence.study.plan.episodes.rows == "averages" or order_of(evidence.study, scenario) != "known":
        return None
    felt = find_felt(evidence, scenario, rated)
    if felt.n - felt.flat < FEWEST_PEAKED:
        return None
    figures: dict[str, Figure] = {}
    for at, line in enumerate(felt.lines):
        known = is_known(line.peak) and is_known(line.end)
        value = (line.peak.value + line.end.value) / 2 if is_known(line.peak) and is_known(line.end) else math.nan
        figures[line.moment.key] = _figure(value, felt.mark_draws[:, at], felt.n) if known else TooFew(felt.n, 2, "bootstrap-percentile")
    return _lay(scenario, "memory", "felt", figures, {line.moment.key: felt.mark_draws[:, at] for at, line in enumerate(felt.lines)})


def _figure(value: float, draws: Floats, n: int) -> Figure:
    low, high = percentile_interval(draws)
    sure = bool(np.isfinite([value, low, high]).all())
    return Estimate(value, min(low, value), max(high, value), n, "bootstrap-percentile") if sure else TooFew(n, 2, "bootstrap-percentile")
