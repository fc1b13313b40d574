"""Faults of a plan: what is decided before the analysis and cannot be carried out."""

from typing import ClassVar

from peakend.errors.study_file import StudyFault
from peakend.text import Text

__all__ = [
    "ChainCircle",
    "ConstructEmpty",
    "CountBelowZero",
    "FitOutside",
    "InfluenceTwice",
    "MarginNotWhole",
    "NumberNotFinite",
    "PlanKeyUnknown",
    "PlanNumberBelowZero",
    "ShareValueUnknown",
    "TrimmingUnusable",
    "WaveTwice",
    "WeightsAllZero",
]


class PlanKeyUnknown(StudyFault):
    """The plan names something that the study does not have."""

    what = Text(
        zh="分析方案用到{kind_words}“{key}”，研究中没有。", en="The plan names the {kind_words} {key!r}, which the study does not have."
    )
    mend = Text(zh="请改正；可用的键：{known}。", en="Correct it; the keys there are: {known}.")
    words: ClassVar[dict[str, Text]] = {
        "moment": Text(zh="关键时刻", en="moment"),
        "question": Text(zh="题目", en="question"),
        "attribute": Text(zh="受访者属性", en="attribute"),
        "attribute or question": Text(zh="属性或题目", en="attribute or question"),
        "construct": Text(zh="潜变量", en="construct"),
        "multiple answer": Text(zh="多选题", en="multiple answer"),
        "choice": Text(zh="选项", en="choice"),
    }


class ShareValueUnknown(StudyFault):
    """A margin gives the share of a value that the attribute does not list."""

    what = Text(zh="属性“{attribute}”没有列出取值“{value}”。", en="The attribute {attribute!r} does not list the value {value!r}.")
    mend = Text(
        zh="请检查拼写，或补到属性的 values 中；已有的取值：{known}。",
        en="Check the spelling, or add it to the values of the attribute; they are: {known}.",
    )


class MarginNotWhole(StudyFault):
    """The shares of a margin are not the whole population."""

    what = Text(zh="属性“{attribute}”各取值的占比合计为 {total}，不是 1。", en="The shares of {attribute!r} add up to {total}, not to 1.")
    mend = Text(
        zh="请写全部取值在总体中的占比，例如 {{gold: 0.6, diamond: 0.4}}。",
        en="Write the share of every value in the population, such as {{gold: 0.6, diamond: 0.4}}.",
    )


class FitOutside(StudyFault):
    """A rating of fit lies outside 0 to 9."""

    what = Text(zh="契合度评分 {rating} 不在 0–9 之内。", en="The rating {rating} lies outside 0 to 9.")
    mend = Text(zh="请按 0（完全不符）到 9（完全契合）评分。", en="Rate from 0 (does not fit at all) to 9 (fits completely).")


class PlanNumberBelowZero(StudyFault):
    """A weight, a share or a limit is negative."""

    what = Text(zh="{number} 是负数。", en="{number} is below 0.")
    mend = Text(
        zh="权重、占比和界限都不能为负；请改正，或删去这一项。",
        en="Weights, shares and limits are not negative; correct it or leave it out.",
    )


class NumberNotFinite(StudyFault):
    """A number of the plan is no number."""

    what = Text(zh="“{number}”不是有限的数。", en="{number!r} is not a finite number.")
    mend = Text(zh="请写一个数，或删去这一项。", en="Write a number, or leave it out.")


class WeightsAllZero(StudyFault):
    """Every factor has the weight 0."""

    what = Text(zh="各因素的权重全是 0。", en="The weights of the factors are all 0.")
    mend = Text(
        zh="请至少给一个因素正的权重，或不写 weights（各因素相等）。",
        en="Give one at least a positive weight, or leave “weights” out: then all are equal.",
    )


class ConstructEmpty(StudyFault):
    """A construct has no questions."""

    what = Text(zh="潜变量“{construct}”没有题目。", en="The construct {construct!r} has no questions.")
    mend = Text(zh="请在 questions 中写出代表它的题目的键。", en="Write the keys of the questions that stand for it under “questions”.")


class InfluenceTwice(StudyFault):
    """One arrow is drawn twice."""

    what = Text(zh="箭头 {cause} → {effect} 写了两次。", en="The arrow {cause} → {effect} is drawn twice.")
    mend = Text(zh="请只保留一条。", en="Keep one of the two.")


class ChainCircle(StudyFault):
    """The arrows of the chain lead from a construct back to itself."""

    what = Text(zh="链条形成循环：{road}。", en="The chain runs in a circle: {road}.")
    mend = Text(zh="请删去其中一条箭头：原因不能又是自己的结果。", en="Remove one of these arrows: nothing is a cause of itself.")


class TrimmingUnusable(StudyFault):
    """Weights are to be trimmed to limits that do not hold their mean."""

    what = Text(zh="权重界限 {least}–{most} 不包含平均权重 1。", en="The limits of weights, {least} to {most}, do not hold their mean, 1.")
    mend = Text(
        zh="界限是平均权重的倍数：least 应小于 1，most 应大于 1；不截断写 0。",
        en="Limits are multiples of the mean weight: least is below 1, most above 1; write 0 where nothing is trimmed.",
    )


class WaveTwice(StudyFault):
    """The fieldwork of one wave is told twice."""

    what = Text(zh="期次“{wave}”的邀请结果写了两次。", en="The fieldwork of the wave {wave!r} is told twice.")
    mend = Text(zh="请合并为一项；不写 wave 指全部期次。", en="Put it into one entry; without “wave” it is that of all waves.")


class CountBelowZero(StudyFault):
    """A count is negative."""

    what = Text(zh="人数 {count} 小于 0。", en="A count is {count}, below 0.")
    mend = Text(zh="请写 0 或更大的整数。", en="Write 0 or a greater whole number.")
