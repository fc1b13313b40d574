"""What do the answers and their resamples say of one chain? The model of the whole, of every resample, and figures from both."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.chain_model import ChainModel
from peakend.analyse.described import Described, describe_sums
from peakend.analyse.evidence import Evidence, span_of
from peakend.analyse.interval import percentile_interval
from peakend.analyse.measurement import find_alphas, find_composites, find_extracted, find_indices, find_ratios, find_rho
from peakend.analyse.pls import STEPS, Solution, solve_model
from peakend.analyse.resample import Resamples
from peakend.analyse.result import Estimate, Figure, TooFew
from peakend.errors import ChainTooFew, ChainUnsettled, QuestionFlat
from peakend.scan.ask import Products

Floats = NDArray[np.float64]

HALF: Final = 0.5
"""Where fewer resamples than this share give a proper solution there is no interval."""

_NO_SPREAD: Final = 1e-12
"""Less than this is the rounding of floating numbers."""

_LARGE: Final = 20_000_000
"""More numbers by unit than this are kept by block: 160 MB."""


@dataclass(frozen=True)
class Worked:
    """The model found for the whole and, with signs turned alike, for each resample that gave a proper solution."""

    people: int
    failed: int
    tried: int
    described: Described
    point: Solution
    drawn_described: Described
    drawn: Solution
    ends: tuple[Floats, Floats]
    """The lowest and the highest answer of each question."""

    def figure(self, value: float, draws: Floats, method: str = "pls-path") -> Figure:
        """A number with its percentile interval over the proper resamples, stretched to the number where all of them lean away from it."""
        low, high = percentile_interval(draws)
        if not np.isfinite([value, low, high]).all() or self.failed > HALF * self.tried:
            return TooFew(self.people, self.people + 1, method)
        return Estimate(float(value), min(low, float(value)), max(high, float(value)), self.people, method)

    def test(self, value: float, draws: Floats) -> float:
        """The two-sided probability of such a value if there were no effect: value over its resampled standard error, normal."""
        error = float(draws.std(ddof=1)) if len(draws) > 1 else 0.0
        if error < _NO_SPREAD:
            return 0.0 if abs(value) > _NO_SPREAD else 1.0
        return float(2 * special.ndtr(-abs(value) / error))

    @cached_property
    def quality(self) -> dict[str, tuple[Floats, Floats]]:
        """Level, reliability and distinctness of the constructs: of the whole, and of the resamples."""
        found: dict[str, tuple[Floats, Floats]] = {
            name: (judge(self.point), judge(self.drawn))
            for name, judge in (("composite", find_composites), ("extracted", find_extracted), ("rho", find_rho))
        }
        both = ((self.point, self.described), (self.drawn, self.drawn_described))
        found["alpha"] = _twice(*(find_alphas(one.correlations, one.model) for one, _ in both))
        found["ratio"] = _twice(*(find_ratios(one.correlations, one.model) for one, _ in both))
        found["index"] = _twice(*(find_indices(one, described, *self.ends) for one, described in both))
        return found


def _twice(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    return one, two


def work_chain(evidence: Evidence, posed: ChainModel) -> Worked:
    """The chain of the whole and of every resample. Raises `ChainTooFew`, `QuestionFlat`, `ChainUnsettled`."""
    ask, model = posed.products, posed.model
    people = int(evidence.cell.counted(ask)[0])
    if people < posed.needed:
        raise ChainTooFew(n=people, needed=posed.needed)
    described = describe_sums(np.asarray(evidence.cell.total(ask), dtype=np.float64)[None])
    for question, spread in zip(posed.questions, described.deviation[0], strict=True):
        if not np.isfinite(spread):
            raise QuestionFlat(question=question.key, n=people)
    point = solve_model(described.correlation, model)
    if not point.proper.all():
        raise ChainUnsettled(steps=int(point.steps[0]) or STEPS)
    sums = resample_products(evidence, ask)
    drawn_described = describe_sums(sums)
    drawn = solve_model(drawn_described.correlation, model, like=point.loadings[0])
    kept = drawn.proper
    spans = [span_of(question) for question in posed.questions]
    return Worked(
        people=people,
        failed=int((~kept).sum()),
        tried=len(sums),
        described=described,
        point=point,
        drawn_described=_keep_described(drawn_described, kept),
        drawn=Solution(model, drawn.correlations[kept], drawn.weights[kept], drawn.converged[kept], drawn.steps[kept]),
        ends=(np.array([float(span.low) for span in spans]), np.array([float(span.high) for span in spans])),
    )


def resample_products(evidence: Evidence, ask: Products) -> Floats:
    """Resampled sums of an ask for products, shape (resamples, width); of blocks where single units would take too much memory."""
    cell = evidence.cell
    if cell.by_block or cell.unit_count * ask.width <= _LARGE:
        return evidence.resamples.sums(ask)
    return Resamples(replace(cell, asks=(ask,)).fold()).sums(ask)


def _keep_described(described: Described, kept: NDArray[np.bool_]) -> Described:
    return Described(
        described.n[kept], described.mean[kept], described.deviation[kept], described.covariance[kept], described.correlation[kept]
    )
