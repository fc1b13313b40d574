"""Which moments are effective moments of truth? Six factors side by side, the number they make together, and how sure its order is.

An ordinary moment of truth is one that matters most to customers (importance alone). An effective one also fits what the company wants to
stand for, moves recommendation, is a strength, takes away a pain and is remembered (source B9, B10). The six stay visible; the one number
never hides how it was made, and its order is given with what can be told apart.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, TypeVar

from peakend.analyse.asymmetry import Asymmetry
from peakend.analyse.composite import Combine, Scaling
from peakend.analyse.drivers import Drivers
from peakend.analyse.emot_lines import EmotLine, ScenarioEmot
from peakend.analyse.emot_work import LEAST, EmotWork
from peakend.analyse.evidence import Evidence, crosstab_of, levels_of, scenario_questions
from peakend.analyse.factors import FACTORS, Findings, find_factors
from peakend.analyse.felt import marks_of, same_scale
from peakend.analyse.gaps import Gaps
from peakend.analyse.impact import Impact
from peakend.analyse.importance import Importance
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.nps_classes import nps_questions
from peakend.analyse.result import Result, Row, figure_row
from peakend.define.study import Scenario, Study
from peakend.define.survey import Measure, Question
from peakend.errors import AnalysisError, TooFewFactors
from peakend.scan.ask import EPISODE, Ask
from peakend.text import Text

Found = TypeVar("Found", bound=Result)

add_methods(
    Method("fit-raters", "1", Text("团队评分均值，t 区间（按评分人）", "mean rating of the team, t interval over raters"), "Student 1908"),
    Method(
        "emot-composite",
        "1",
        Text("六因素综合得分，自助法百分位区间", "composite of six factors, bootstrap percentile interval"),
        "source B9; weights explicit; Efron & Tibshirani 1993; ranks by Mogstad et al. 2024",
    ),
)


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted beyond what the factors' own analyses ask: recall, recall by recommendation, felt peaks and ends."""
    wanted: list[Ask] = []
    for _, questions in scenario_questions(study, present, "recalled"):
        wanted += [levels_of(question) for question in questions]
        wanted += [crosstab_of(score, question) for score in nps_questions(study, present) for question in questions]
    for _, questions in scenario_questions(study, present, "performance"):
        rated = same_scale(questions)
        wanted += [marks_of(rated)] if len(rated) >= EPISODE else []
    return tuple(wanted)


@dataclass(frozen=True)
class Emot(Result):
    """Effective moments of truth, scenario by scenario. `scaling` and `combine` say how the factors make one number."""

    question: ClassVar[str] = "emot"
    title: ClassVar[Text] = Text(zh="有效关键时刻（E-MOT）", en="Effective moments of truth (E-MOT)")

    scaling: Scaling
    combine: Combine
    scenarios: tuple[ScenarioEmot, ...]

    def scenario(self, key: str) -> ScenarioEmot | None:
        """One scenario's part, or nothing where too few factors are known."""
        return next((one for one in self.scenarios if one.scenario.key == key), None)

    def rows(self) -> list[Row]:
        """One row a moment, the highest first."""
        return [_row(part, line) for part in self.scenarios for line in part.lines]


def _row(part: ScenarioEmot, line: EmotLine) -> Row:
    row: Row = {
        "scenario": part.scenario.key,
        "moment": line.moment.key,
        **figure_row("composite", line.composite),
        "rank": line.rank,
        "rank_low": line.rank_low,
        "rank_high": line.rank_high,
        "p_top": line.p_top,
        "p_top_any": line.p_top_any,
        "mot_rank": line.mot_rank,
        "mot_low": line.mot_low,
        "mot_high": line.mot_high,
        "tied": list(line.tied),
    }
    for name in FACTORS:
        one = line.factor(name)
        row |= {} if one is None or one.figure is None else figure_row(name, one.figure)
        row |= {} if one is None else {f"{name}_source": one.source}
    row["missing_factors"] = list(line.missing)
    row |= {badge.law: badge.kind if badge.law == "two_factor" else badge.earned for badge in line.badges}
    state = line.state
    row |= {"state": None if state is None else state.likely, "p_state": None if state is None else state.probabilities[state.likely]}
    row["swings"] = {name: f"{without}/{twice}" for name, (without, twice) in line.swings.items()}
    row["ways"] = dict(line.ways)
    return row


def gather_findings(
    importance: Callable[[], Importance],
    gaps: Callable[[], Gaps],
    drivers: Callable[[], Drivers],
    impact: Callable[[], Impact],
    asymmetry: Callable[[], Asymmetry],
) -> Findings:
    """The results that were asked for; what cannot be answered from these answers is nothing here, and raises where it is read itself."""
    return Findings(_if_asked(importance), _if_asked(gaps), _if_asked(drivers), _if_asked(impact), _if_asked(asymmetry))


def _if_asked(find: Callable[[], Found]) -> Found | None:
    try:
        return find()
    except AnalysisError:
        return None


def rank_effective(evidence: Evidence, found: Findings) -> Emot:
    """Which moments are effective moments of truth, and how sure is their order?

    Six factors per moment, each on its own scale (see `find_factors`). Within a scenario each is scaled (percentile (mid-rank - 0.5)/m, or
    z), and joined by weights (the plan's; equal where it gives none) as a weighted mean, or as a weighted geometric mean (product). A
    factor that a moment lacks is left out and the other weights grow in proportion (flagged); a moment with less than half of the weight
    known is not ranked. Everything is drawn jointly 2,000 times: percentile interval of the composite, rank sets over all pairs, P(top 3);
    the same with weights drawn evenly from all there are (Dirichlet); ranks without each factor, with twice its weight, and by every way of
    scaling and joining. Where a scenario ranks no more than three moments, top 1 takes the place of top 3.

    Raises `TooFewFactors`. Source: source B6–B10, B37–B39, B2; rules that the source does not give are ours, see `factors` and `laws`.
    """
    parts, most = [], 0
    for scenario in evidence.study.scenarios:
        columns = find_factors(evidence, scenario, found)
        most = max(most, len(columns))
        if len(columns) >= LEAST:
            work = EmotWork(evidence, scenario, found, columns)
            if len(work.ranked) > 1:
                parts.append(work.judge())
    if not parts:
        raise TooFewFactors(found=most)
    plan = evidence.study.plan.emot
    figures = [one.figure for part in parts for line in part.lines for one in line.factors if one.figure is not None]
    methods = {figure.method for figure in figures} | {"emot-composite", "probability-resampled", "rank-sets"}
    used = [one for part in parts for one in _used(evidence, part.scenario)]
    return Emot(evidence.base(dict.fromkeys(used), methods, resampled=True), plan.scaling, plan.combine, tuple(parts))


_USED: Final[tuple[Measure, ...]] = ("importance", "performance", "recalled")


def _used(evidence: Evidence, scenario: Scenario) -> Iterator[Question]:
    """The questions about moments whose missing answers are told."""
    for measure in _USED:
        for one, questions in scenario_questions(evidence.study, evidence.present, measure):
            yield from questions if one.key == scenario.key else ()
