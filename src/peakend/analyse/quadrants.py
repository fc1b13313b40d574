"""Which moments should be kept up, improved first, left alone, or are done too well? Importance beside performance.

Importance is what customers said (stated). Beside it stands what their overall judgement moves with (derived): where the two disagree
about a moment, the line says so. A quadrant without the probability of being in it is a coin toss near the cross-hairs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.correlation import correlate, correlation_table, entangled_groups, pairs_of
from peakend.analyse.evidence import Evidence, levels_of, pair_of, scenario_questions, top_answers
from peakend.analyse.interval import percentile_interval
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.resample import ROUNDING, row_means, row_medians
from peakend.analyse.result import Estimate, Figure, Result, Row, TooFew, figure_row, is_known
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Question
from peakend.errors import NothingAsked, TooFewMoments, UnknownCrosshair
from peakend.scan.ask import Ask
from peakend.text import Text

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Quadrant = Literal["keep", "improve", "low", "overkill"]
QUADRANTS: Final[tuple[Quadrant, ...]] = ("keep", "improve", "low", "overkill")
"""High and high; important and weak; neither; weak in importance and strong."""

CROSSHAIRS: Final = ("mean", "median", "middle")
"""Where the lines may cross: at the mean or the median of the scenario's moments, or at the middle of the scale."""

DISAGREE: Final = 0.8
"""The share of resamples in which stated and derived importance must fall on opposite sides for them to disagree."""

add_methods(
    Method(
        "opportunity-top-two",
        "1",
        Text("机会得分（前两档占比），自助法区间", "opportunity score from top-two shares, bootstrap interval"),
        "Ulwick 2005: 10 x share; importance + max(importance - satisfaction, 0)",
    ),
    Method(
        "correlation-bootstrap",
        "1",
        Text("相关系数，自助法百分位区间", "correlation, bootstrap percentile interval"),
        "Pearson 1896; Efron & Tibshirani 1993",
    ),
)


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: levels of importance and performance, and the products of performance with the overall judgement."""
    wanted: list[Ask] = []
    for scenario, questions in _both(study, present):
        overall = overall_question(study, present, scenario)
        for importance, performance in questions:
            wanted += [levels_of(importance), levels_of(performance)]
            if overall is not None:
                wanted.append(pair_of(performance, overall))
        if overall is not None:
            wanted.append(pairs_of([performance for _, performance in questions]))
    return tuple(wanted)


def _both(study: Study, present: frozenset[str]) -> Iterator[tuple[Scenario, tuple[tuple[Question, Question], ...]]]:
    """For each scenario its moments' importance and performance questions, where both were asked."""
    asked = {one.about: one for _, several in scenario_questions(study, present, "importance") for one in several}
    for scenario, rated in scenario_questions(study, present, "performance"):
        both = tuple((asked[one.about], one) for one in rated if one.about in asked)
        if both:
            yield scenario, both


def overall_question(study: Study, present: frozenset[str], scenario: Scenario) -> Question | None:
    """The overall judgement of a scenario; of the whole service where the scenario has none of its own; nothing where nobody asked."""
    known = [one for one in study.survey.asking("overall") if one.key in present and one.scale is not None and not one.competitor]
    own = [one for one in known if one.about == scenario.key]
    return next(iter(own or [one for one in known if one.about in {"", study.key}]), None)


@dataclass(frozen=True)
class Point:
    """One moment in the picture: importance to the right or up as it is drawn, performance beside it.

    `spread` holds the standard errors of both means and their correlation (for an ellipse). `probabilities` is the share of joint
    resamples, cross-hairs included, in which it lies in each quadrant. `opportunity` runs from 0 to 20. `derived` is the correlation of its
    performance with the overall judgement; `disagrees` says that stated and derived importance fall on opposite sides of their
    means in at least `DISAGREE` of the resamples.
    """

    moment: Moment
    place: int
    questions: tuple[str, str]
    importance: Figure
    performance: Figure
    spread: tuple[float, float, float]
    quadrant: Quadrant
    probabilities: dict[str, float]
    opportunity: Figure
    derived: Figure | None
    disagrees: bool


@dataclass(frozen=True)
class ScenarioQuadrants:
    """The picture of one scenario. `unplaced` names moments with too few answers, or on another scale than the rest."""

    scenario: Scenario
    at_importance: float
    at_performance: float
    points: tuple[Point, ...]
    unplaced: tuple[str, ...] = ()
    overall: str = ""
    """The question that derived importance stands on."""
    entangled: tuple[str, ...] = ()
    """Moments whose ratings move together so much (above 0.8) that their derived importance cannot be told apart."""

    def point(self, moment: str) -> Point | None:
        """The point of one moment, or nothing."""
        return next((point for point in self.points if point.moment.key == moment), None)


@dataclass(frozen=True)
class Quadrants(Result):
    """Importance beside performance, scenario by scenario."""

    question: ClassVar[str] = "quadrants"
    title: ClassVar[Text] = Text(zh="重要性—表现象限", en="Importance and performance")

    crosshair: str
    scenarios: tuple[ScenarioQuadrants, ...]

    def scenario(self, key: str) -> ScenarioQuadrants | None:
        """One scenario's picture, or nothing."""
        return next((one for one in self.scenarios if one.scenario.key == key), None)

    def rows(self) -> list[Row]:
        """One row a moment."""
        return [self._row(one, point) for one in self.scenarios for point in one.points]

    def _row(self, one: ScenarioQuadrants, point: Point) -> Row:
        return {
            "scenario": one.scenario.key,
            "moment": point.moment.key,
            **figure_row("importance", point.importance),
            **figure_row("performance", point.performance),
            "crosshair": self.crosshair,
            "at_importance": one.at_importance,
            "at_performance": one.at_performance,
            "quadrant": point.quadrant,
            **{f"p_{name}": share for name, share in point.probabilities.items()},
            **figure_row("opportunity", point.opportunity),
            **({} if point.derived is None else figure_row("derived", point.derived)),
            "disagrees": point.disagrees,
            "entangled": point.moment.key in one.entangled,
        }


def place_moments(evidence: Evidence, crosshair: str = "mean") -> Quadrants:
    """In which quadrant lies each moment, and how sure is that?

    Cross-hairs at the mean or median of the scenario's moments, or at the middle of the scale; a value on the line counts as high.
    P(quadrant): joint resamples of all means, with the cross-hairs moved along. Opportunity (Ulwick): I and S are 10 x the share of the
    two highest answers; I + max(I - S, 0). It throws away all but the top of the scale and grows with importance alone: a second
    view, never the ranking. Derived importance: Pearson correlation of performance with the scenario's overall judgement.
    Each question uses its own answers; nothing is filled in.

    Raises `UnknownCrosshair`, `NothingAsked`, `TooFewMoments`. Source: Martilla & James 1977; Ulwick 2005.
    """
    if crosshair not in CROSSHAIRS:
        raise UnknownCrosshair(crosshair=crosshair, known=", ".join(CROSSHAIRS))
    parts = tuple(_both(evidence.study, evidence.present))
    if not parts:
        missing = "performance" if evidence.asking("importance") else "importance"
        raise NothingAsked(analysis="quadrants", measure=missing)
    placed = [_place_scenario(evidence, scenario, questions, crosshair) for scenario, questions in parts]
    scenarios = tuple(one for one in placed if len(one.points) >= 2)  # noqa: PLR2004 - one moment lies on its own cross-hairs
    if not scenarios:
        raise TooFewMoments(analysis="quadrants", needed=2, found=max(len(one.points) for one in placed))
    points = [point for one in scenarios for point in one.points]
    figures = [figure for point in points for figure in (point.importance, point.performance, point.opportunity, point.derived)]
    methods = {figure.method for figure in figures if figure is not None} | {"probability-resampled"}
    used = dict.fromkeys(question for _, several in parts for both in several for question in both)
    return Quadrants(evidence.base(used, methods, resampled=True), crosshair, scenarios)


def _place_scenario(
    evidence: Evidence, scenario: Scenario, questions: Sequence[tuple[Question, Question]], crosshair: str
) -> ScenarioQuadrants:
    kept = [both for both in questions if _fits(evidence, both, questions[0])]
    unplaced = tuple(both[0].about for both in questions if both not in kept)
    overall = overall_question(evidence.study, evidence.present, scenario)
    named = "" if overall is None else overall.key
    if not kept:
        return ScenarioQuadrants(scenario, 0.0, 0.0, (), unplaced, named)
    across, up = _Axis.of(evidence, [one for one, _ in kept], crosshair), _Axis.of(evidence, [two for _, two in kept], crosshair)
    chances = _chances(across.high, up.high)
    now = _chances(across.now[None, :], up.now[None, :])
    scored, judged = _draw_more(evidence, kept, overall)
    derived, disagree = _derive(evidence, across, kept, overall, judged)
    places = {moment.key: (place, moment) for place, moment in enumerate(scenario.moments, start=1)}
    points = []
    for at, (importance, performance) in enumerate(kept):
        place, moment = places[importance.about]
        points.append(
            Point(
                moment=moment,
                place=place,
                questions=(importance.key, performance.key),
                importance=evidence.mean(importance),
                performance=evidence.mean(performance),
                spread=_spread(across.draws[:, at], up.draws[:, at]),
                quadrant=next(name for name in QUADRANTS if now[name][at] > 0),
                probabilities={name: float(chances[name][at]) for name in QUADRANTS},
                opportunity=_opportunity(evidence, (importance, performance), scored[:, at]),
                derived=derived[at],
                disagrees=disagree[at],
            )
        )
    entangled = _entangle(evidence, [performance for _, performance in questions]) if overall is not None else ()
    return ScenarioQuadrants(scenario, across.cross, up.cross, tuple(points), unplaced, named, entangled)


def _entangle(evidence: Evidence, rated: Sequence[Question]) -> tuple[str, ...]:
    """The moments whose performance moves with another's so much that what follows from which cannot be said."""
    groups = entangled_groups(correlation_table(evidence, rated))
    return tuple(rated[at].about for group in groups for at in group)


def _fits(evidence: Evidence, both: tuple[Question, Question], first: tuple[Question, Question]) -> bool:
    """Whether a moment can stand in the picture: enough answers to both, on the scales of the first."""
    same = all(_ends(one) == _ends(two) for one, two in zip(both, first, strict=True))
    return same and all(is_known(evidence.mean(question)) for question in both)


def _ends(question: Question) -> tuple[int, int] | None:
    return None if question.scale is None else (question.scale.low, question.scale.high)


@dataclass(frozen=True)
class _Axis:
    """One axis: means, the line that crosses it, what lies at or above the line, now and in each resample."""

    values: Floats
    draws: Floats
    cross: float
    now: Flags
    high: Flags

    @classmethod
    def of(cls, evidence: Evidence, questions: Sequence[Question], crosshair: str) -> "_Axis":
        figures = [evidence.mean(question) for question in questions]
        values = np.array([figure.value if is_known(figure) else np.nan for figure in figures])
        draws = evidence.resampled_means(questions)
        scale = questions[0].scale
        middle = scale.middle if scale is not None else 0.5
        find = {"mean": row_means, "median": row_medians}.get(crosshair)
        cross = middle if find is None else float(find(values[None, :])[0])
        moved = np.full(len(draws), middle) if find is None else find(draws)
        return cls(values, draws, cross, values >= cross - ROUNDING, draws >= moved[:, None] - ROUNDING)


def _chances(important: Flags, strong: Flags) -> dict[Quadrant, Floats]:
    """The share of rows in which each column lies in each quadrant."""
    return {
        "keep": (important & strong).mean(axis=0),
        "improve": (important & ~strong).mean(axis=0),
        "low": (~important & ~strong).mean(axis=0),
        "overkill": (~important & strong).mean(axis=0),
    }


def _spread(across: Floats, up: Floats) -> tuple[float, float, float]:
    """Standard errors of both means and their correlation, over joint resamples."""
    known = np.isfinite(across) & np.isfinite(up)
    if np.count_nonzero(known) < 2:  # noqa: PLR2004
        return 0.0, 0.0, 0.0
    x, y = across[known] - across[known].mean(), up[known] - up[known].mean()
    wide, tall = float(np.sqrt((x * x).mean())), float(np.sqrt((y * y).mean()))
    if wide < ROUNDING or tall < ROUNDING:
        return wide, tall, 0.0
    return wide, tall, float(np.clip((x * y).mean() / (wide * tall), -1.0, 1.0))


def _draw_more(evidence: Evidence, kept: Sequence[tuple[Question, Question]], overall: Question | None) -> tuple[Floats, Floats]:
    """Resampled sums for opportunity and derived importance, all in one go: shapes (draws, moments, 4) and (draws, moments, 6 or 0).

    The four are how often one of the highest answers was given and how often any, to importance, then to performance; the six are those
    of `Pair`, performance with the overall judgement.
    """
    columns = []
    for both in kept:
        for question in both:
            ask, hits = levels_of(question), np.isin(evidence.values(question), top_answers(question))
            units = np.asarray(evidence.cell.units(ask), dtype=np.float64)[:, : ask.span.width]
            columns += [units @ hits, units.sum(axis=1)]
        if overall is not None:
            columns += list(np.asarray(evidence.cell.units(pair_of(both[1], overall)), dtype=np.float64).T)
    drawn = evidence.resamples.of(np.stack(columns, axis=1))
    sums = drawn.reshape(len(drawn), len(kept), -1)
    return sums[:, :, :4], sums[:, :, 4:]


def _opportunity(evidence: Evidence, both: tuple[Question, Question], drawn: Floats) -> Figure:
    shares = []
    for question in both:
        answered = evidence.answered(question)
        hits = np.isin(answered.values, top_answers(question))
        shares.append(10 * float(answered.counts @ hits) / answered.total)
    n = min(evidence.answered(question).n for question in both)
    with np.errstate(invalid="ignore", divide="ignore"):
        wanted, given = 10 * drawn[:, 0] / drawn[:, 1], 10 * drawn[:, 2] / drawn[:, 3]
    low, high = percentile_interval(wanted + np.maximum(wanted - given, 0.0))
    if not np.isfinite([low, high]).all():
        return TooFew(n, 2, "opportunity-top-two")
    return Estimate(shares[0] + max(shares[0] - shares[1], 0.0), low, high, n, "opportunity-top-two")


def _derive(
    evidence: Evidence, across: _Axis, kept: Sequence[tuple[Question, Question]], overall: Question | None, judged: Floats
) -> tuple[list[Figure | None], list[bool]]:
    """Correlation of each performance with the overall judgement, and whether it contradicts what was stated."""
    if overall is None:
        return [None] * len(kept), [False] * len(kept)
    found: list[Figure | None] = []
    drawn = []
    for at, (_, performance) in enumerate(kept):
        ask = pair_of(performance, overall)
        draws, n = correlate(judged[:, at]), int(evidence.cell.counted(ask)[0])
        value = float(correlate(np.asarray(evidence.cell.total(ask), dtype=np.float64)[None, :])[0])
        low, high = percentile_interval(draws)
        sure = n > 3 and np.isfinite([value, low, high]).all()  # noqa: PLR2004 - three points always lie near a line
        found.append(Estimate(value, low, high, n, "correlation-bootstrap") if sure else TooFew(n, 4, "correlation-bootstrap"))
        drawn.append(draws if sure else np.full(len(draws), np.nan))
    moves = np.stack(drawn, axis=1)
    known, line = np.isfinite(moves), row_means(moves)[:, None]
    stated = across.draws >= row_means(across.draws)[:, None] - ROUNDING
    opposite = np.maximum(
        (known & stated & (moves < line)).mean(axis=0),
        (known & ~stated & (moves >= line)).mean(axis=0),
    )
    return found, [bool(share >= DISAGREE) for share in opposite]
