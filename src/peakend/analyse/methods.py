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
    Method(
        "share-units",
        "1",
        Text("占比，按抽样单元的 Wilson 区间", "share, Wilson interval over sampling units"),
        "Korn & Graubard 1998; Wilson 1927",
    ),
    Method("probability-resampled", "1", Text("重抽样概率", "probability over resamples"), "Efron & Tibshirani 1993"),
    Method("bootstrap-percentile", "1", Text("自助法百分位区间", "bootstrap percentile interval"), "Efron & Tibshirani 1993"),
    Method("within-t", "1", Text("个人内偏差，t 检验", "within-person deviation, t test"), "Student 1908; centred rows"),
    Method("nps-score", "1", Text("NPS，Tango 得分区间", "NPS, Tango's score interval"), "Tango 1998, Statistics in Medicine 17"),
    Method("nps-units", "1", Text("NPS，按抽样单元线性化", "NPS, linearised over sampling units"), "Särndal et al. 1992; Lumley 2010"),
    Method("nps-wald", "1", Text("NPS，Wald 区间", "NPS, Wald's interval"), "normal approximation"),
    Method("nps-t", "1", Text("NPS，t 区间", "NPS, t interval"), "Student 1908"),
    Method("nps-adjusted", "1", Text("NPS，修正 Wald 区间", "NPS, adjusted Wald interval"), "Rocks 2016; Agresti & Min 2005"),
    Method(
        "nps-mover", "1", Text("NPS 之差，MOVER 区间", "difference of NPS, MOVER interval"), "Donner & Zou 2012, from Tango's intervals"
    ),
    Method(
        "nps-trend",
        "1",
        Text("NPS 趋势，加权直线", "trend of NPS, weighted straight line"),
        "weighted least squares, adjusted Wald variances",
    ),
    Method("welch-t", "1", Text("均值之差，Welch t 检验", "difference of means, Welch's t"), "Welch 1947, Biometrika 34"),
    Method(
        "difference-units",
        "1",
        Text("差值，按抽样单元线性化", "difference, linearised over sampling units"),
        "Särndal et al. 1992; Lumley 2010",
    ),
    Method(
        "heterogeneity",
        "2",
        Text(
            "组间异质性检验（Welch F；组小而多时用 Brown–Forsythe F）",
            "test of heterogeneity (Welch's F; Brown and Forsythe's for many small groups)",
        ),
        "Cochran 1954; Welch 1951; Brown & Forsythe 1974; Mehrotra 1997; Korn & Graubard 1990 and Box 1954 where units are shared",
    ),
    Method("benjamini-hochberg", "1", Text("Benjamini–Hochberg 校正", "Benjamini and Hochberg's correction"), "Benjamini & Hochberg 1995"),
    Method("tukey", "1", Text("Tukey HSD", "Tukey's honest differences"), "Tukey 1953; Kramer 1956"),
    Method("rank-sets", "1", Text("联合排名置信集", "simultaneous rank confidence sets"), "Mogstad, Romano, Shaikh & Wilhelm 2024"),
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
