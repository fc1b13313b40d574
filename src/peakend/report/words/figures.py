"""How is a number written? Decimals, signs, intervals and counts, so that every picture, slide and sentence writes them alike.

Digits are the same in both languages; what stands around them is not. A statistic is never written without its interval.
"""

import math
from typing import Final, Literal

from peakend.analyse.result import Estimate, Figure
from peakend.text import Text

Unit = Literal["rating", "difference", "share", "points", "index", "plain"]
"""What a number counts: a mean on the question's scale, a difference of two, a share of 0 to 1, NPS points, an index of 0 to 100."""

MINUS: Final = "\N{MINUS SIGN}"

_DECIMALS: Final[dict[Unit, int]] = {"rating": 2, "difference": 2, "share": 0, "points": 1, "index": 1, "plain": 2}
_SIGNED: Final[frozenset[Unit]] = frozenset({"difference", "points"})

NOTHING: Final = "–"
"""What stands where there is no number."""


def write_number(value: float, decimals: int = 2, *, signed: bool = False) -> str:
    """A number with a real minus sign and thousands apart; never "-0.00".

    >>> write_number(-1234.5, 1), write_number(-0.001), write_number(3, 0, signed=True)
    ('−1,234.5', '0.00', '+3')
    """
    if not math.isfinite(value):
        return NOTHING
    written = f"{abs(value):,.{decimals}f}"
    if not any(digit in written for digit in "123456789"):
        return written
    return (MINUS if value < 0 else "+" if signed else "") + written


def write_value(value: float, unit: Unit) -> str:
    """A number as its unit is written.

    >>> write_value(4.456, "rating"), write_value(0.623, "share"), write_value(34.24, "points")
    ('4.46', '62%', '+34.2')
    """
    if unit == "share":
        return write_number(100 * value, 0) + ("%" if math.isfinite(value) else "")
    return write_number(value, _DECIMALS[unit], signed=unit in _SIGNED)


def write_interval(figure: Estimate, unit: Unit = "rating") -> str:
    """The interval of an estimate alone.

    >>> write_interval(Estimate(0.5, 0.404, 0.596, 100, "share-wilson"), "share")
    '[40%, 60%]'
    """
    return f"[{write_value(figure.low, unit)}, {write_value(figure.high, unit)}]"


def write_figure(figure: Figure, unit: Unit = "rating") -> Text:
    """A figure with its interval, or how many answers there are and how many it needs.

    >>> write_figure(Estimate(4.45, 4.36, 4.54, 90, "mean-t")).en
    '4.45 [4.36, 4.54]'
    """
    if isinstance(figure, Estimate):
        both = f"{write_value(figure.value, unit)} {write_interval(figure, unit)}"
        return Text(zh=both, en=both)
    return Text(zh=f"样本不足（n = {figure.n}，至少需要 {figure.needed}）", en=f"too few answers (n = {figure.n}, needs {figure.needed})")


def write_distance(figure: Figure, unit: Unit = "difference") -> Text:
    """How much higher or lower something is, by its sign in words, so that no minus stands behind "lower".

    >>> write_distance(Estimate(-0.36, -0.52, -0.2, 90, "mean-t")).zh, write_distance(Estimate(0.36, -0.1, 0.82, 90, "mean-t")).en
    ('低 0.36 [0.20, 0.52]', '0.36 [−0.10, 0.82] higher')
    """
    if not isinstance(figure, Estimate):
        return write_figure(figure, unit)
    lower, decimals = figure.value < 0, _DECIMALS[unit]
    value, low, high = (-figure.value, -figure.high, -figure.low) if lower else (figure.value, figure.low, figure.high)
    scale, tail = (100.0, "%") if unit == "share" else (1.0, "")
    ends = ", ".join(write_number(scale * end, decimals) + tail for end in (low, high))
    said = f"{write_number(scale * value, decimals)}{tail} [{ends}]"
    return Text(zh=f"{'低' if lower else '高'} {said}", en=f"{said} {'lower' if lower else 'higher'}")


def write_evidence(figure: Estimate, unit: Unit = "rating") -> Text:
    """What belongs behind a number in a sentence: level and interval, and n.

    >>> write_evidence(Estimate(4.45, 4.36, 4.54, 1204, "mean-t")).en
    '95% CI [4.36, 4.54], n = 1,204'
    """
    level, interval, n = write_value(figure.level, "share"), write_interval(figure, unit), write_count(figure.n)
    return Text(zh=f"{level} 置信区间 {interval}，n = {n}", en=f"{level} CI {interval}, n = {n}")


def write_probability(value: float) -> str:
    """A probability from resamples in whole percent; never 0% or 100%, which no number of resamples can prove.

    >>> [write_probability(value) for value in (0.0, 0.005, 0.42, 0.995, 1.0)]
    ['<1%', '<1%', '42%', '>99%', '>99%']
    """
    if not math.isfinite(value):
        return NOTHING
    if value <= 0.005:  # noqa: PLR2004 - would round to nothing
        return "<1%"
    return ">99%" if value >= 0.995 else f"{100 * value:.0f}%"  # noqa: PLR2004 - would round to certainty


def write_p(value: float) -> str:
    """A p value: three decimals, and "<" where fewer than that would remain.

    >>> write_p(0.0312), write_p(0.00001)
    ('p = 0.031', 'p < 0.001')
    """
    return "p < 0.001" if value < 0.001 else f"p = {value:.3f}"  # noqa: PLR2004 - the smallest p that three decimals show


def write_count(number: float) -> str:
    """A count with its thousands apart.

    >>> write_count(12040)
    '12,040'
    """
    return write_number(number, 0)


def write_ranks(low: int, high: int) -> str:
    """The ranks a moment may have.

    >>> write_ranks(2, 5), write_ranks(1, 1)
    ('2–5', '1')
    """
    return f"{low}" if low == high else f"{low}–{high}"
