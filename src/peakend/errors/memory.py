"""Faults of the test of memory: what must be there before the peak-end rule can be judged."""

from typing import ClassVar

from peakend.errors.base import AnalysisError
from peakend.text import Text

__all__ = ["AveragedAnswers", "CurveTooShort", "NoEpisodes", "OrderUnknown"]


class CurveTooShort(AnalysisError):
    """A curve has too few points for a peak and an end."""

    what = Text(
        zh="这条曲线只有 {points} 个可用的点，至少需要 {needed} 个才能区分峰值与终值。",
        en="The curve has {points} points to use; a peak and an end need at least {needed}.",
    )
    mend = Text(zh="请减少开头舍去的点数，或换一条更长的曲线。", en="Leave out fewer points at its beginning, or take a longer curve.")


class AveragedAnswers(AnalysisError):
    """The rows are averages over people, not people."""

    words: ClassVar[dict[str, Text]] = {
        "planned": Text("研究文件写明每行是多人的平均", "the study says that its rows are averages over people"),
        "fractions": Text("评分大多带小数，不可能是一个人打的分", "most ratings are fractions, which nobody can have given"),
    }
    what = Text(
        zh="场景“{scenario}”的数据是多人平均后的结果（{why_words}），不能检验峰终定律。",
        en="The answers on {scenario!r} are averages over people ({why_words}): they cannot test the peak-end rule.",
    )
    mend = Text(
        zh="峰终定律说的是一个人如何记住自己的经历；平均曲线之间的关系不等于人的记忆规律。请导入每人一行的原始评分。",
        en="The rule is about how a person remembers what they went through; how averages relate says nothing about it. "
        "Import the ratings with one row for each person.",
    )


class OrderUnknown(AnalysisError):
    """The order in which customers meet the moments is not known, so nothing is the end."""

    what = Text(
        zh="研究文件写明关键时刻的先后顺序未知，无法确定哪一个是终值。",
        en="The study says that the order of its moments is not known: then none of them is the end.",
    )
    mend = Text(
        zh="请按客户经历的先后排列各场景的关键时刻，并删去 analysis.episodes.order: unknown。",
        en="Put the moments of each scenario into the customer's order and remove `analysis.episodes.order: unknown`.",
    )


class NoEpisodes(AnalysisError):
    """No scenario has enough people who rated enough moments and the whole."""

    what = Text(
        zh="没有一个场景能检验峰终定律：需要同一人对至少 {moments} 个时刻的评分和总体评价，至少 {needed} 人；最多的场景只有 {found} 人。",
        en="No scenario can test the peak-end rule: it needs people who rated at least {moments} moments and the whole, {needed} of them "
        "at least; no scenario has more than {found}.",
    )
    mend = Text(
        zh="请在同一份问卷中同时询问各时刻的体验与总体评价，或合并场景。",
        en="Ask the same people about their experience of the moments and for an overall judgement, or join scenarios.",
    )
