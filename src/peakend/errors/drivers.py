"""Faults of the analysis of drivers."""

from typing import ClassVar

from peakend.errors.base import AnalysisError
from peakend.text import Text

__all__ = ["NotSeparable", "TooFewComplete", "TooFewDrivers", "TooManyDrivers"]


class NotSeparable(AnalysisError):
    """A logistic model has no finite coefficients."""

    what = Text(
        zh="推荐者占比 {share}，各驱动因素能把推荐者与其他人完全分开（或全是、全不是推荐者），逻辑回归没有有限解。",
        en="With {share} of people promoters, the drivers tell them from others without fail (or there is nobody to tell apart): "
        "the logistic model has no finite solution.",
    )
    mend = Text(
        zh="请改用 0–10 分的推荐意愿作为结果变量，或减少驱动因素。",
        en="Take the recommendation from 0 to 10 as outcome instead, or fewer drivers.",
    )


class TooManyDrivers(AnalysisError):
    """Exact shares of so many drivers would take minutes or longer."""

    what = Text(
        zh="有 {found} 个驱动因素，精确计算贡献份额最多支持 {most} 个。",
        en="There are {found} drivers; exact shares are worked out for up to {most}.",
    )
    mend = Text(
        zh="请按场景分别分析、把相近的因素归为一组，或改用抽样估计（sample_shares，附误差）。",
        en="Look at one scenario at a time, let related drivers enter as groups, or estimate the shares from sampled orders "
        "(`sample_shares`).",
    )


class TooFewDrivers(AnalysisError):
    """Shares are to be split between drivers, and there are not two."""

    what = Text(
        zh="驱动因素分析至少需要 {needed} 个有体验评分的时刻和一个总体评价，数据中最多只有 {found} 个时刻可用。",
        en="Drivers need at least {needed} rated moments beside an overall judgement; there are at most {found} to use.",
    )
    mend = Text(
        zh="请检查体验题与总体评价（整体满意度、NPS 或忠诚度）是否由同一批客户作答，答案是否有高低之分。",
        en="Check that moments and the judgement (overall, NPS or loyalty) were rated by the same people, and that the answers vary.",
    )


class TooFewComplete(AnalysisError):
    """Hardly anybody rated all drivers and the outcome."""

    words: ClassVar[dict[str, Text]] = {}
    what = Text(
        zh="{drivers} 个驱动因素全部作答的只有 {found} 人，至少需要 {needed} 人；两两都作答的最少为 {pairwise} 人。",
        en="Only {found} people rated all {drivers} drivers and the outcome, and {needed} are needed; "
        "every two of these were rated by at least {pairwise}.",
    )
    mend = Text(
        zh="请按场景分别分析，去掉很少有人评价的时刻，或收集更多答卷；缺失较多时不要用均值填补。",
        en="Look at one scenario at a time, leave out moments that few have rated, or collect more answers; do not fill gaps with means.",
    )
