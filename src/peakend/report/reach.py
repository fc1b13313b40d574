"""From where to where does the axis of an editable chart go, and in which steps? Round ends that hold every interval, inside the scale."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from peakend.analyse.result import Figure
from peakend.define.study import Study
from peakend.report.axis import reach_of, round_step


@dataclass(frozen=True, slots=True)
class Reach:
    """The ends of an axis, its step, and how many decimals its numbers need."""

    low: float
    high: float
    step: float
    decimals: int

    @property
    def numbers(self) -> str:
        """The number format of its ticks."""
        return f"0.{'0' * self.decimals}" if self.decimals else "0"


def round_reach(figures: Iterable[Figure | None], low: float, high: float, *, least: float = 0.6) -> Reach:
    """An axis that holds all intervals, with round ends, inside the scale from `low` to `high`, at least `least` wide.

    >>> from peakend.analyse.result import Estimate
    >>> round_reach([Estimate(4.4, 4.3, 4.5, 90, "mean-t")], 1, 5)
    Reach(low=4.0, high=4.8, step=0.2, decimals=1)
    """
    first, last = reach_of(figures, low, high, least=least)
    step = round_step((last - first) / 4)
    start = step * (first // step)
    end = start + step
    while end < last - 1e-9:
        end += step
    start, end = max(start, min(low, first)), min(end, max(high, last))
    decimals = next((places for places in (0, 1) if _is_whole(step * 10**places)), 2)
    return Reach(round(start, 6), round(end, 6), step, decimals)


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-9  # noqa: PLR2004 - rounding


def scale_of(study: Study, moments: Collection[str]) -> tuple[float, float]:
    """The lowest and highest answer of the importance and performance questions about these moments; 1 to 5 where there is no scale."""
    scales = [
        question.scale
        for question in study.survey.questions
        if question.about in moments and question.scale is not None and question.measure in {"importance", "performance"}
    ]
    return (min(scale.low for scale in scales), max(scale.high for scale in scales)) if scales else (1.0, 5.0)
