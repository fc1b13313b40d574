"""What is said of one moment, and of one scenario, as effective moments of truth? The values of a ranking."""

from collections.abc import Mapping
from dataclasses import dataclass

from peakend.analyse.factors import FactorSource
from peakend.analyse.laws import Badge, State
from peakend.analyse.peaks import SURE_SHARE
from peakend.analyse.result import Figure, Part
from peakend.define.plan import Factor
from peakend.define.study import Moment, Scenario


@dataclass(frozen=True)
class FactorFigure:
    """One factor of one moment on its own scale, and how it compares within the scenario (`scaled`; nothing where it is missing)."""

    factor: Factor
    source: FactorSource
    figure: Figure | None
    scaled: float | None


@dataclass(frozen=True)
class EmotLine:
    """One moment: its factors, the number they make, and how sure its place is.

    `composite` is 0 to 100 (around 0 for a sum of z values). `rank_low` to `rank_high` are the ranks that cannot be excluded, all moments
    together at 95 %; `p_top` the share of resamples among the `TOP` highest with the plan's weights, `p_top_any` with weights that know
    nothing. `mot_rank` is the rank by importance alone, its limits worked out in the same way. `missing` names factors that are not known
    of this moment: the others' weights grew. `swings`: rank without each factor and with twice its weight; `ways`: rank by each way of
    making one number.
    """

    moment: Moment
    place: int
    factors: tuple[FactorFigure, ...]
    composite: Figure
    rank: int
    rank_low: int
    rank_high: int
    p_top: float
    p_top_any: float
    mot_rank: int | None
    mot_low: int | None
    mot_high: int | None
    missing: tuple[Factor, ...]
    tied: tuple[str, ...]
    swings: Mapping[str, tuple[int, int]]
    ways: Mapping[str, int]
    badges: tuple[Badge, ...]
    state: State | None

    def factor(self, name: str) -> FactorFigure | None:
        """One factor, or nothing where the scenario has none."""
        return next((one for one in self.factors if one.factor == name), None)

    def badge(self, law: str) -> Badge | None:
        """The badge of one law, or nothing where it cannot be judged."""
        return next((one for one in self.badges if one.law == law), None)


@dataclass(frozen=True)
class ScenarioEmot(Part):
    """The moments of one scenario, the highest composite first.

    `weights` are those of the factors that are known, together 1; `missing` the factors that are not known here at all. `top` is the k of
    "among the top k". `supported`: at least one pair of moments is told apart. `unranked` names moments of which too little is known.
    `orderless`: memory is missing because nothing says which moment is the end.
    """

    scenario: Scenario
    weights: Mapping[str, float]
    sources: Mapping[str, FactorSource]
    missing: tuple[Factor, ...]
    top: int
    lines: tuple[EmotLine, ...]
    supported: bool
    unranked: tuple[str, ...] = ()
    orderless: bool = False

    @property
    def counted(self) -> Mapping[str, float]:
        """The factors that have weight."""
        return {name: weight for name, weight in self.weights.items() if weight > 0}

    @property
    def leading(self) -> tuple[EmotLine, ...]:
        """The moments that surely lead: among the top in 80 % of the resamples at least, and proved to lie above another moment."""
        return tuple(line for line in self.lines if line.p_top >= SURE_SHARE and line.rank_high < len(self.lines))

    def line(self, moment: str) -> EmotLine | None:
        """The line of one moment, or nothing."""
        return next((line for line in self.lines if line.moment.key == moment), None)
