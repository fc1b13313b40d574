"""Faults of analyse: questions that cannot be answered from what is there."""

from typing import ClassVar

from peakend.errors.base import AnalysisError
from peakend.text import Text

__all__ = [
    "ComplaintsNotPlanned",
    "DifferentScales",
    "FilterMalformed",
    "NoAnswers",
    "NoMiddle",
    "NoScale",
    "NoSplit",
    "NoWeights",
    "NotNps",
    "NothingAsked",
    "OneGroup",
    "TooFewMoments",
    "UnknownAttribute",
    "UnknownCrosshair",
    "UnknownValue",
]


class NothingAsked(AnalysisError):
    """The survey has no question of the kind that an analysis needs, or the answers lack its column."""

    unasked = True

    words: ClassVar[dict[str, Text]] = {
        "importance": Text("重要性", "importance"),
        "peaks": Text("峰值与终值", "peaks"),
        "needs": Text("核心需求", "needs"),
        "chosen": Text("多选", "choice"),
        "experience": Text("体验曲线", "experience"),
        "performance": Text("实际体验", "experience"),
        "satisfaction": Text("总体满意度", "satisfaction"),
        "overall": Text("总体评价", "overall judgement"),
        "nps": Text("推荐意愿（NPS）", "recommendation (NPS)"),
        "gaps": Text("差距", "gaps"),
        "expectation": Text("期望", "expectation"),
        "quadrants": Text("四象限", "quadrants"),
        "segments": Text("客群差异", "segments"),
        "kano": Text("卡诺分类", "Kano classes"),
        "kano_functional": Text("卡诺正反向成对", "both halves of a Kano pair"),
        "asymmetry": Text("惩罚与奖励", "penalty and reward"),
        "classes": Text("需求类型检验", "types of needs"),
        "baseline": Text("基准值", "baseline"),
        "drivers": Text("驱动因素", "drivers"),
        "impact": Text("低分失分", "points lost when poor"),
        "reasons": Text("推荐与不推荐的原因", "reasons to recommend or to warn"),
        "recommenders": Text("推荐者与贬损者的区别", "what separates promoters from detractors"),
        "scorecards": Text("单位成绩单", "unit scorecards"),
        "memory": Text("峰终定律检验", "memory"),
        "emot": Text("有效关键时刻", "effective moments of truth"),
        "cascade": Text("质量屋级联", "House of Quality cascade"),
    }
    what = Text(
        zh="数据中没有{measure_words}类题目，无法分析{analysis_words}。",
        en="The answers have no question on {measure_words}, which the analysis of {analysis_words} needs.",
    )
    mend = Text(
        zh="请在研究文件的 survey 部分为相应的列写明 measure: {measure}，或重新导入含有该列的数据。",
        en="Give the column that holds them `measure: {measure}` in the survey of the study, or import answers that have it.",
    )


class NoAnswers(AnalysisError):
    """Nobody is left to analyse."""

    what = Text(
        zh="没有可分析的答卷（读取 {read} 份，筛选后剩余 0 份）。",
        en="No answers are left to analyse ({read} were read, none passed the filters).",
    )
    mend = Text(zh="请放宽筛选条件，或检查导入结果。", en="Loosen the filters, or check what was imported.")


class NoScale(AnalysisError):
    """A question that should be counted by level has no scale."""

    what = Text(
        zh="题目“{question}”没有量表，无法统计各分值。",
        en="The question {question!r} has no scale, so its answers cannot be counted by level.",
    )
    mend = Text(zh="请在研究文件中为它设置 scale（low、high）。", en="Give it a scale (low and high) in the study.")


class UnknownAttribute(AnalysisError):
    """A filter or split names an attribute that is not there."""

    what = Text(zh="没有属性“{attribute}”。", en="There is no attribute {attribute!r}.")
    mend = Text(zh="可用的属性：{known}。", en="The attributes are: {known}.")


class UnknownValue(AnalysisError):
    """A filter asks for a value that nobody has."""

    what = Text(zh="属性“{attribute}”没有取值“{value}”。", en="The attribute {attribute!r} has no value {value!r}.")
    mend = Text(zh="已有的取值：{known}。", en="Its values are: {known}.")


class FilterMalformed(AnalysisError):
    """A filter is not of the form attribute=value."""

    what = Text(zh="筛选条件“{given}”写法不对。", en="The filter {given!r} is not of the form attribute=value.")
    mend = Text(zh="请写成 属性=值，例如 --where tier=金卡。", en="Write it like --where tier=gold.")


class DifferentScales(AnalysisError):
    """Two questions are to be subtracted that are not answered on the same scale."""

    what = Text(
        zh="题目“{one}”与“{other}”的量表不同，不能相减。",
        en="The questions {one!r} and {other!r} are answered on different scales and cannot be subtracted.",
    )
    mend = Text(
        zh="请在研究文件中核对两题的 scale（low、high）；若问卷本身量表不同，请改看象限图。",
        en="Check the scale (low and high) of both in the study; if they were asked on different scales, use the quadrants instead.",
    )


class TooFewMoments(AnalysisError):
    """An analysis compares moments, and there are not enough of them."""

    what = Text(
        zh="“{analysis}”要比较同一场景内的多个时刻，至少需要 {needed} 个，数据中最多只有 {found} 个可用。",
        en="{analysis!r} compares the moments of a scenario and needs at least {needed}; no scenario has more than {found} to use.",
    )
    mend = Text(
        zh="请检查重要性与体验题是否对应同一批时刻、每题是否至少有两份有效答案，或合并场景；"
        "未问重要性时改看推导重要性，需要至少四人同时评价时刻和总体，且两者的答案都有高低之分。",
        en="Check that importance and performance were asked about the same moments and answered by two people or more, or join scenarios. "
        "Where importance was not asked it is derived: that needs four people or more whose ratings and overall judgements both vary.",
    )


class UnknownCrosshair(AnalysisError):
    """The cross-hairs of the quadrants are asked for at a place that is not known."""

    what = Text(zh="不认识的象限分界方式“{crosshair}”。", en="There are no cross-hairs {crosshair!r}.")
    mend = Text(zh="可选：{known}。", en="Choose one of: {known}.")


class NoMiddle(AnalysisError):
    """The cross-hairs shall stand at the middle of a scale where derived importance is shown, which has none."""

    what = Text(
        zh="场景“{scenario}”显示的是推导重要性（与总体评价的相关系数），没有量表，也就没有可作分界的量表中点。",
        en="The scenario {scenario!r} shows derived importance, a correlation with the overall judgement: it has no scale, so no middle.",
    )
    mend = Text(zh="请以均值（mean）或中位数（median）为界。", en="Put the cross-hairs at the mean or the median.")


class NotNps(AnalysisError):
    """A question is called NPS that has not its scale."""

    what = Text(
        zh="题目“{question}”的量表为 {low}–{high}，不是 0–10，不能当作标准 NPS 计算。",
        en="The question {question!r} has the scale {low} to {high}; the Net Promoter Score is defined on 0 to 10 only.",
    )
    mend = Text(
        zh="若确认用 1–10 题按 9–10 推荐、6 及以下贬损计算，请在研究文件中为它设置 as_asked: true；否则请改 measure 为 loyalty。",
        en="If a 1 to 10 question is to be read with the same cuts, set `as_asked: true` for it in the study; else its measure is loyalty.",
    )


class ComplaintsNotPlanned(AnalysisError):
    """The plan names no multiple answer as complaints, or the answers hold none of it beside a judgement of the whole."""

    unasked = True

    what = Text(
        zh="研究方案没有说明哪道多选题是抱怨类别，或数据中没有这些选项和总体评价（complaints）。",
        en="No complaints can be audited: the study's plan names no multiple answer as complaints, or the answers lack it or a judgement.",
    )
    mend = Text(
        zh="请在研究文件的 analysis 部分写 complaints: [{{group: 题组, other: [表示“其他”的选项]}}]，并保留总体满意度或推荐题。",
        en="Write `complaints: [{{group: …, other: […]}}]` under `analysis` in the study file; keep an overall or recommendation question.",
    )


class NoSplit(AnalysisError):
    """Groups are to be compared, and nothing says which."""

    unasked = True

    what = Text(zh="比较客群需要指定分组属性。", en="To compare groups, say by which attribute.")
    mend = Text(zh="请用 --by 指定其中之一：{known}。", en="Name one of these with --by: {known}.")


class OneGroup(AnalysisError):
    """Groups are to be compared, and there are not two."""

    what = Text(
        zh="按“{by}”分组后只有一个有取值的组（{groups}），无法比较。",
        en="Splitting by {by} leaves fewer than two groups to compare ({groups}).",
    )
    mend = Text(zh="请换一个属性，或放宽筛选条件。", en="Choose another attribute, or loosen the filters.")


class NoWeights(AnalysisError):
    """The effect of weights is asked for, and there are none."""

    what = Text(zh="答卷没有权重，或本次分析未加权。", en="The answers have no weights, or this reading does not use them.")
    mend = Text(
        zh="请在研究文件的 survey.columns 中指定 weight 列后重新导入。",
        en="Name the weight column under survey.columns in the study and import again.",
    )
