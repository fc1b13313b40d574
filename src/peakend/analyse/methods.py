"""By which method was a number worked out? Every method has a key, a version, a name in both languages and a source.

A result names the methods it used with their versions: a frozen baseline can then say whether it may be compared with today's numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from peakend.text import Text


@dataclass(frozen=True, slots=True)
class Method:
    """One way of working out a number."""

    key: str
    version: str
    name: Text
    source: str


_ALL: Final = (
    Method("mean-t", "1", Text("均值，t 区间", "mean, t interval"), "Student 1908"),
    Method(
        "mean-units",
        "1",
        Text("均值，按抽样单元线性化", "mean, linearised over sampling units"),
        "Särndal, Swensson & Wretman 1992, ch. 5: ratio of totals, ultimate clusters",
    ),
    Method("share-wilson", "1", Text("占比，Wilson 区间", "share, Wilson interval"), "Wilson 1927"),
    Method("share-units", "1", Text("占比，按抽样单元线性化", "share, linearised over sampling units"), "Särndal et al. 1992"),
    Method("probability-resampled", "1", Text("重抽样概率", "probability over resamples"), "Efron & Tibshirani 1993"),
    Method("bootstrap-percentile", "1", Text("自助法百分位区间", "bootstrap percentile interval"), "Efron & Tibshirani 1993"),
    Method("within-t", "1", Text("个人内偏差，t 检验", "within-person deviation, t test"), "Student 1908; centred rows"),
    Method("holm", "1", Text("Holm 校正", "Holm's correction"), "Holm 1979"),
)

METHODS: Final[dict[str, Method]] = {method.key: method for method in _ALL}
"""Every method by its key. Analyses that bring methods of their own add them with `add_methods`."""


def add_methods(*methods: Method) -> None:
    """Make methods known. A key stands for one method only."""
    for method in methods:
        METHODS.setdefault(method.key, method)


def versions_of(keys: Iterable[str]) -> dict[str, str]:
    """The versions of these methods, for the base of a result.

    >>> versions_of(["mean-t"])
    {'mean-t': '1'}
    """
    return {key: METHODS[key].version for key in sorted(set(keys)) if key}
