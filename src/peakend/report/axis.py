"""Where do numbers lie on an axis, and which of them are written beside it?"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from peakend.analyse.result import Estimate, Figure


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight axis: `low` lies at `start`, `high` at `stop` (points; stop may lie above start)."""

    low: float
    high: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """Where a value lies; values beyond the ends lie at the ends.

        >>> Axis(0, 10, 0, 100).at(2.5)
        25.0
        """
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.stop - self.start)

    def ticks(self, about: int = 4) -> list[float]:
        """Round values between the ends, about so many.

        >>> Axis(3.4, 5.0, 0, 100).ticks(4)
        [3.5, 4.0, 4.5, 5.0]
        """
        step = round_step((self.high - self.low) / max(about, 1))
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [round(place * step, 10) for place in range(first, last + 1)]


def round_step(rough: float) -> float:
    """The nearest of 1, 2, 2.5 and 5 times a power of ten.

    >>> round_step(0.43), round_step(18)
    (0.5, 20.0)
    """
    power = 10.0 ** math.floor(math.log10(rough))
    return min((1.0, 2.0, 2.5, 5.0, 10.0), key=lambda step: abs(step * power - rough)) * power


def reach_of(figures: Iterable[Figure | None], low: float, high: float, *, least: float = 0.6) -> tuple[float, float]:
    """From where to where an axis must go so that all intervals are on it, inside the scale where that is possible.

    At least `least` of the scale's own units wide, so that small differences do not look large.
    """
    known = [figure for figure in figures if isinstance(figure, Estimate)]
    if not known:
        return low, high
    first = min(min(figure.low, figure.value) for figure in known)
    last = max(max(figure.high, figure.value) for figure in known)
    margin = max((last - first) * 0.08, (least - (last - first)) / 2)
    return max(min(low, first), first - margin), min(max(high, last), last + margin)
