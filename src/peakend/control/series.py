"""Did the level or the slope of a question break at a change? An interrupted series, where there was nobody to compare with."""

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np

from peakend.analyse.interval import t_test
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.panel import order_wave
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Result, Row, figure_row, is_known
from peakend.control.effect import Interrupted, interrupt
from peakend.control.statistic import Statistic
from peakend.control.trend import PeriodLine, chart_question
from peakend.define.survey import Question
from peakend.errors import TooFewPeriods
from peakend.text import Text

SIDE: Final = 4
"""Fewer periods before or after the change tell no slope."""

RELATED: Final = (1.5, 2.5)
"""Durbin and Watson's statistic outside these: neighbouring periods resemble (or mirror) each other."""

add_methods(
    Method(
        "series-newey-west",
        "1",
        Text("中断时间序列，Newey–West 区间", "interrupted series, Newey and West's interval"),
        "Wagner et al. 2002; Newey & West 1987",
    )
)


@dataclass(frozen=True)
class Interruption(Result):
    """Level and slope of a series before a change, and what changed."""

    question: ClassVar[str] = "interruption"
    title: ClassVar[Text] = Text(zh="中断时间序列", en="Interrupted series")

    asked: Question
    statistic: Statistic
    period: str
    change: str
    """The first period after the change."""
    jump: Estimate
    bend: Estimate
    """How much the slope changed, per period."""
    slope: Estimate
    """The slope before, per period."""
    jump_p: float
    bend_p: float
    durbin_watson: float
    lag: int
    lines: tuple[PeriodLine, ...]
    expected: tuple[float, ...]
    """By period, what the trend before alone would give."""
    fitted: tuple[float, ...]

    def rows(self) -> list[Row]:
        """Jump, change of slope and slope before."""
        told = (("jump", self.jump, self.jump_p), ("bend", self.bend, self.bend_p), ("slope", self.slope, None))
        return [{"part": part, **figure_row("value", figure), "p_value": p} for part, figure, p in told]


def interrupt_question(
    reading: Reading, question: str, change: str, period: str = "month", *, statistic: str = "", lag: int | None = None
) -> Interruption:
    """Did this question break at `change`, the first period after it?

    y = b₀ + b₁t + b₂[t ≥ c] + b₃(t - c + 1)₊ over the whole periods with 10 answers or more, each counting once; intervals by Newey and
    West (lag ⌊4(n/100)^(2/9)⌋ unless given), t with n - 4 degrees of freedom. Holds if nothing else happened at the same time. Needs four
    periods on each side. Raises `TooFewPeriods` and what `chart_question` raises. Source: Wagner et al. 2002; Newey & West 1987.
    """
    chart = chart_question(reading, question, period, statistic=statistic)
    known = [line for line in chart.judged if is_known(line.figure)]
    before = sum(1 for line in known if order_wave(line.period) < order_wave(change))
    if min(before, len(known) - before) < SIDE:
        raise TooFewPeriods(least=10, found=min(before, len(known) - before), needed=SIDE)
    values = np.array([line.figure.value for line in known if is_known(line.figure)])
    found = interrupt(values, before, lag)
    time, b = np.arange(1, len(values) + 1), found.fitted.b
    parts = [_estimate(found, column, len(values)) for column in range(4)]
    return Interruption(
        base=chart.base,
        asked=chart.asked,
        statistic=chart.statistic,
        period=period,
        change=change,
        jump=parts[2],
        bend=parts[3],
        slope=parts[1],
        jump_p=_p_value(found, 2),
        bend_p=_p_value(found, 3),
        durbin_watson=found.fitted.durbin_watson,
        lag=found.lag,
        lines=tuple(known),
        expected=tuple((b[0] + b[1] * time).tolist()),
        fitted=tuple((found.fitted.x @ b).tolist()),
    )


def _estimate(found: Interrupted, column: int, n: int) -> Estimate:
    effect = found.effect(column)
    low, high = effect.interval()
    return Estimate(effect.value, low, high, n, "series-newey-west")


def _p_value(found: Interrupted, column: int) -> float:
    effect = found.effect(column)
    return t_test(effect.value, effect.error, effect.freedom)
