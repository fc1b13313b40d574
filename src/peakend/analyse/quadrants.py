"""Which moments should be kept up, improved first, left alone, or are done too well? Importance beside performance.

Importance is what customers said (stated). Beside it stands what their overall judgement moves with (derived): where the two disagree
about a moment, the line says so. Where nobody was asked what matters, derived importance stands in its place, and everything that is
said and drawn says so: it is an association, not a cause. A quadrant without the probability of being in it is a coin toss near the
cross-hairs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.axes import CROSSHAIRS, Axis, spread_of
from peakend.analyse.derived import Derived, asks_of, derive_importance, find_entangled, overall_question
from peakend.analyse.evidence import Evidence, levels_of, scenario_questions, top_answers
from peakend.analyse.interval import percentile_interval
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.result import Estimate, Figure, Part, Result, Row, TooFew, figure_row, is_known
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Measure, Question
from peakend.errors import NoMiddle, NothingAsked, TooFewMoments, UnknownCrosshair
from peakend.scan.ask import Ask
from peakend.text import Text

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Quadrant = Literal["keep", "improve", "low", "overkill"]
QUADRANTS: Final[tuple[Quadrant, ...]] = ("keep", "improve", "low", "overkill")
"""High and high; important and weak; neither; weak in importance and strong."""

Basis = Literal["stated", "derived"]
"""Which importance a picture shows: what customers say, or what their overall judgement moves with."""

FEWEST: Final = 2
"""One moment lies on its own cross-hairs."""

add_methods(
    Method(
        "opportunity-top-two",
        "1",
        Text("机会得分（前两档占比），自助法区间", "opportunity score from top-two shares, bootstrap interval"),
        "Ulwick 2005: 10 x share; importance + max(importance - satisfaction, 0)",
    )
)


class _Asked(NamedTuple):
    """One moment that was rated, with its importance question if there is one."""

    performance: Question
    importance: Question | None


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: levels of importance and performance, and the products of performance with the overall judgement."""
    wanted: list[Ask] = []
    for scenario, asked in _asked(study, present):
        wanted += [levels_of(question) for one in asked for question in one if question is not None]
        overall = overall_question(study, present, scenario)
        wanted += [] if overall is None else asks_of([one.performance for one in asked], overall)
    return tuple(wanted)


def _asked(study: Study, present: frozenset[str]) -> Iterator[tuple[Scenario, tuple[_Asked, ...]]]:
    """For each scenario its rated moments in the customer's order."""
    stated = {one.about: one for _, several in scenario_questions(study, present, "importance") for one in several}
    for scenario, rated in scenario_questions(study, present, "performance"):
        yield scenario, tuple(_Asked(one, stated.get(one.about)) for one in rated)


@dataclass(frozen=True)
class Point:
    """One moment in the picture: importance (stated, or derived where the picture shows that), and performance.

    `questions` are those of importance and performance; where importance is derived, the first is the overall judgement. `spread`
    holds the standard errors of both and their correlation (for an ellipse). `probabilities` is the share of joint resamples,
    cross-hairs included, in which it lies in each quadrant. `opportunity` runs from 0 to 20; there is none where importance was not asked.
    `derived` is the correlation of its performance with the overall judgement; `disagrees` says that stated and derived importance fall on
    opposite sides of their means in at least 80 % of the resamples.
    """

    moment: Moment
    place: int
    questions: tuple[str, str]
    importance: Figure
    performance: Figure
    spread: tuple[float, float, float]
    quadrant: Quadrant
    probabilities: dict[str, float]
    opportunity: Figure | None
    derived: Figure | None
    disagrees: bool


@dataclass(frozen=True)
class ScenarioQuadrants(Part):
    """The picture of one scenario. `unplaced` names moments with too few answers, or on another scale than the rest.

    Where the basis is derived, `at_importance` and the importance of each point are correlations.
    """

    scenario: Scenario
    basis: Basis = "stated"
    at_importance: float = 0.0
    at_performance: float = 0.0
    points: tuple[Point, ...] = ()
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

    def of(self, basis: Basis) -> tuple[ScenarioQuadrants, ...]:
        """The scenarios that show this importance."""
        return tuple(one for one in self.scenarios if one.basis == basis)

    def scenario(self, key: str) -> ScenarioQuadrants | None:
        """One scenario's picture, or nothing."""
        return next((one for one in self.scenarios if one.scenario.key == key), None)

    def rows(self) -> list[Row]:
        """One row a moment. `importance` is stated importance and nothing else: where the basis is derived, there is `derived` alone."""
        return [self._row(one, point) for one in self.scenarios for point in one.points]

    def _row(self, one: ScenarioQuadrants, point: Point) -> Row:
        stated = one.basis == "stated"
        return {
            "scenario": one.scenario.key,
            "moment": point.moment.key,
            "basis": one.basis,
            **(figure_row("importance", point.importance) if stated else {}),
            **({} if point.derived is None else figure_row("derived", point.derived)),
            **figure_row("performance", point.performance),
            "crosshair": self.crosshair,
            "at_importance" if stated else "at_derived": one.at_importance,
            "at_performance": one.at_performance,
            "quadrant": point.quadrant,
            **{f"p_{name}": share for name, share in point.probabilities.items()},
            **({} if point.opportunity is None else figure_row("opportunity", point.opportunity)),
            **({"disagrees": point.disagrees} if stated else {}),
            "entangled": point.moment.key in one.entangled,
        }


@dataclass(frozen=True)
class DerivedQuadrants(Quadrants):
    """The same where every scenario shows derived importance: under a name of its own, so that nobody takes it for what customers said."""

    title: ClassVar[Text] = Text(zh="推导重要性—表现象限", en="Derived importance–performance")


def place_moments(evidence: Evidence, crosshair: str = "mean", basis: Basis = "stated") -> Quadrants:
    """In which quadrant lies each moment, and how sure is that?

    Cross-hairs at the mean or median of the scenario's moments, or at the middle of the scale; a value on the line counts as high.
    P(quadrant): joint resamples of both axes, with the cross-hairs moved along. Opportunity (Ulwick): I and S are 10 x the share of the
    two highest answers; I + max(I - S, 0). It throws away all but the top of the scale and grows with importance alone: a second
    view, never the ranking. Derived importance: Pearson correlation of performance with the scenario's overall judgement, beside stated
    importance; in its place where a scenario asks fewer than two moments' importance but has an overall judgement, or where `basis` says
    so. A correlation has no middle of a scale. Each question uses its own answers; nothing is filled in.

    Raises `UnknownCrosshair`, `NoMiddle`, `NothingAsked`, `TooFewMoments`. Source: Martilla & James 1977; Ulwick 2005.
    """
    if crosshair not in CROSSHAIRS:
        raise UnknownCrosshair(crosshair=crosshair, known=", ".join(CROSSHAIRS))
    parts = [*_wanted(evidence, basis)]
    if not parts:
        other: Measure = "overall" if basis == "derived" else "importance"
        raise NothingAsked(analysis="quadrants", measure="performance" if evidence.asking(other) else other)
    placed = [_place_scenario(evidence, asked, crosshair) for asked in parts]
    scenarios = tuple(one for one in placed if len(one.points) >= FEWEST)
    if not scenarios:
        raise TooFewMoments(analysis="quadrants", needed=FEWEST, found=max(len(one.points) for one in placed))
    points = [point for one in scenarios for point in one.points]
    figures = [figure for point in points for figure in (point.importance, point.performance, point.opportunity, point.derived)]
    methods = {figure.method for figure in figures if figure is not None} | {"probability-resampled"}
    used = [evidence.study.survey.question(key) for key in dict.fromkeys(key for point in points for key in point.questions)]
    base = evidence.base(used, methods, resampled=True)
    kind = DerivedQuadrants if all(one.basis == "derived" for one in scenarios) else Quadrants
    return kind(base, crosshair, scenarios)


class _Wanted(NamedTuple):
    """One scenario with its moments that were asked what its picture shows."""

    scenario: Scenario
    moments: Sequence[_Asked]
    overall: Question | None
    basis: Basis


def _wanted(evidence: Evidence, basis: Basis) -> Iterator[_Wanted]:
    """The scenarios that can have a picture: of stated importance where that was asked of two moments or more, else of derived."""
    for scenario, asked in _asked(evidence.study, evidence.present):
        overall = overall_question(evidence.study, evidence.present, scenario)
        stated = [one for one in asked if one.importance is not None]
        if overall is not None and (basis == "derived" or len(stated) < FEWEST):
            yield _Wanted(scenario, asked, overall, "derived")
        elif stated and basis == "stated":
            yield _Wanted(scenario, stated, overall, "stated")


def _place_scenario(evidence: Evidence, wanted: _Wanted, crosshair: str) -> ScenarioQuadrants:
    scenario, moments, overall, basis = wanted
    if basis == "derived" and crosshair == "middle":
        raise NoMiddle(scenario=scenario.key)
    rated = [one.performance for one in moments]
    derived = None if overall is None else derive_importance(evidence, rated, overall)
    fit = _fitting(evidence, moments, derived if basis == "derived" else None)
    named = "" if overall is None else overall.key
    unplaced = tuple(question.about for at, question in enumerate(rated) if at not in fit)
    entangled = () if overall is None else find_entangled(evidence, rated)
    if not fit:
        return ScenarioQuadrants(scenario, basis, 0.0, 0.0, (), unplaced, named, entangled)
    kept, derived = [moments[at] for at in fit], None if derived is None else derived.take(fit)
    stated = [one.importance for one in kept if one.importance is not None]
    shown = Axis.of_derived(derived) if basis == "derived" and derived is not None else Axis.of_means(evidence, stated)
    axes = shown, Axis.of_means(evidence, [one.performance for one in kept])
    lines = axes[0].cross(crosshair), axes[1].cross(crosshair)
    now = _chances(lines[0].now, lines[1].now, np.ones_like(lines[0].now))
    chances = _chances(lines[0].drawn, lines[1].drawn, lines[0].known & lines[1].known)
    opposite = derived.disagrees(evidence.resampled_means(stated)) if derived and len(stated) == len(kept) else [False] * len(kept)
    opportunities, places = _opportunities(evidence, kept), {moment.key: place for place, moment in enumerate(scenario.moments, start=1)}
    points = tuple(
        Point(
            moment=scenario.moments[places[one.performance.about] - 1],
            place=places[one.performance.about],
            questions=(one.importance.key if basis == "stated" and one.importance is not None else named, one.performance.key),
            importance=axes[0].figures[at],
            performance=axes[1].figures[at],
            spread=spread_of(axes[0].draws[:, at], axes[1].draws[:, at]),
            quadrant=next(name for name in QUADRANTS if now[name][at] > 0),
            probabilities={name: float(chances[name][at]) for name in QUADRANTS},
            opportunity=opportunities[at],
            derived=None if derived is None else derived.figures[at],
            disagrees=opposite[at],
        )
        for at, one in enumerate(kept)
    )
    return ScenarioQuadrants(scenario, basis, lines[0].at, lines[1].at, points, unplaced, named, entangled)


def _fitting(evidence: Evidence, wanted: Sequence[_Asked], derived: Derived | None) -> list[int]:
    """Which moments can stand in the picture: enough answers on both axes, on the scales of the first moment."""
    fit = []
    for at, one in enumerate(wanted):
        shown = [one.performance] if derived is not None or one.importance is None else [one.performance, one.importance]
        first = [wanted[0].performance, wanted[0].importance]
        same = all(_ends(question) == _ends(other) for question, other in zip(shown, first, strict=False))
        known = all(is_known(evidence.mean(question)) for question in shown)
        if same and known and (derived is None or is_known(derived.figures[at])):
            fit.append(at)
    return fit


def _ends(question: Question | None) -> tuple[int, int] | None:
    return None if question is None or question.scale is None else (question.scale.low, question.scale.high)


def _chances(important: Flags, strong: Flags, known: Flags) -> dict[Quadrant, Floats]:
    """The share of rows in which each column lies in each quadrant, of those in which it has a place at all."""
    places = {"keep": important & strong, "improve": important & ~strong, "low": ~important & ~strong, "overkill": ~important & strong}
    counted = np.maximum(known.sum(axis=0), 1)
    return {name: (places[name] & known).sum(axis=0) / counted for name in QUADRANTS}


def _opportunities(evidence: Evidence, kept: Sequence[_Asked]) -> list[Figure | None]:
    """The opportunity score of each moment; none where its importance was not asked, too few where it was not answered."""
    found: list[Figure | None] = [None if one.importance is None else TooFew(0, 2, "opportunity-top-two") for one in kept]
    scored = [at for at, one in enumerate(kept) if one.importance is not None and is_known(evidence.mean(one.importance))]
    columns = []
    for at in scored:
        for question in (kept[at].importance or kept[at].performance, kept[at].performance):
            ask, hits = levels_of(question), np.isin(evidence.values(question), top_answers(question))
            units = np.asarray(evidence.cell.units(ask), dtype=np.float64)[:, : ask.span.width]
            columns += [units @ hits, units.sum(axis=1)]
    if not columns:
        return found
    sums = np.stack(columns, axis=1)
    drawn = _score(evidence.resamples.of(sums).reshape(-1, len(scored), 4))
    values = _score(sums.sum(axis=0).reshape(1, len(scored), 4))[0]
    for place, at in enumerate(scored):
        low, high = percentile_interval(drawn[:, place])
        n = min(evidence.answered(question).n for question in kept[at] if question is not None)
        sure = bool(np.isfinite([values[place], low, high]).all())
        figure = Estimate(float(values[place]), low, high, n, "opportunity-top-two")
        found[at] = figure if sure else TooFew(n, 2, "opportunity-top-two")
    return found


def _score(sums: Floats) -> Floats:
    """Ulwick's score from how often one of the highest answers was given and how often any: to importance, then to performance."""
    with np.errstate(invalid="ignore", divide="ignore"):
        wanted, served = 10 * sums[..., 0] / sums[..., 1], 10 * sums[..., 2] / sums[..., 3]
    score: Floats = wanted + np.maximum(wanted - served, 0.0)
    return score
