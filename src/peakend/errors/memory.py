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
        "fractions": Text(
            "评分大多带小数，不可能是一个人打的分，而是多人的平均",
            "most ratings are fractions, which nobody can have given: they are averages over people",
        ),
        "refused": Text(
            "多数评分不是量表上的整数，导入时被拒收：很可能是多人的平均",
            "most ratings are no whole numbers on their scale and were refused at import, so averages over people are suspected",
        ),
    }
    what = Text(
        zh="场景“{scenario}”的数据不能检验峰终定律：{why_words}。",
        en="The answers on {scenario!r} cannot test the peak-end rule: {why_words}.",
    )
    mend = Text(
        zh="峰终定律说的是一个人如何记住自己的经历；平均曲线之间的关系不等于人的记忆规律。请导入每人一行的原始评分。",
        en="The rule is about how a person remembers what they went through; how averages relate says nothing about it. "
        "Import the ratings with one row for each person.",
    )


class OrderUnknown(AnalysisError):
    """The order in which customers meet the moments is not known, so nothing is the end."""

    words: ClassVar[dict[str, Text]] = {
        "unknown": Text("研究文件写明关键时刻的先后顺序未知", "the study says that the order of its moments is not known"),
        "unsaid": Text(
            "研究没有结束阶段，也没有写明关键时刻的先后；现在的次序可能只是数据列的次序",
            "the study has no stage that ends and does not say the order of its moments, which may be no more than that of the columns",
        ),
    }
    what = Text(
        zh="无法确定哪一个时刻是终值：{why_words}。",
        en="Nothing says which moment is the end: {why_words}.",
    )
    mend = Text(
        zh="请按客户经历的先后排列各场景的关键时刻，再给结束阶段写上 ends: true，或写 analysis.episodes.order: known。",
        en="Put the moments of each scenario into the customer's order, then mark the stage that ends with `ends: true`, or write "
        "`analysis.episodes.order: known`.",
    )


class NoEpisodes(AnalysisError):
    """No scenario has enough people who rated enough moments and the whole."""

    what = Text(
        zh="没有一个场景能检验峰终定律：需要同一人对至少 {moments} 个时刻的评分和总体评价，至少 {needed} 人；"
        "这样的人最多的场景有 {found} 位。",
        en="No scenario can test the peak-end rule: it needs people who rated at least {moments} moments and the whole, {needed} of them "
        "at least; the most that any scenario has is {found}.",
    )
    mend = Text(
        zh="请在同一份问卷中同时询问各时刻的体验与总体评价，或合并场景。",
        en="Ask the same people about their experience of the moments and for an overall judgement, or join scenarios.",
    )
