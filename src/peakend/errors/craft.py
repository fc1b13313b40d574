"""Faults of survey craft: weighting to margins, fieldwork, groups too small to be shown."""

from peakend.errors.base import AnalysisError, AnswerError
from peakend.text import Text

__all__ = [
    "GroupSuppressed",
    "LeastTooSmall",
    "MarginsContradict",
    "NoFieldwork",
    "NoFlags",
    "NoMargins",
    "ShareWithoutAnswers",
    "ValueWithoutShare",
    "WeightsDoNotFit",
]


class NoMargins(AnalysisError):
    """Answers are to be weighted, and nothing says to what."""

    what = Text(
        zh="研究文件没有写明总体分布，无法加权。",
        en="The study does not say how the population is spread, so nothing can be weighted to it.",
    )
    mend = Text(
        zh="请在 analysis → weighting → margins 中写明属性各取值在总体中的占比，例如 tier: {{gold: 0.6, diamond: 0.4}}。",
        en="Write the shares of an attribute's values under analysis → weighting → margins, such as tier: {{gold: 0.6, diamond: 0.4}}.",
    )


class ValueWithoutShare(AnalysisError):
    """Somebody has a value for which the margin gives no share."""

    what = Text(
        zh="有 {rows} 份答卷的“{attribute}”为“{value}”，总体分布中没有这个取值。",
        en="{rows} response(s) have {value!r} as {attribute!r}, and the margin has no share for it.",
    )
    mend = Text(
        zh="请补上它在总体中的占比，或把它并入其他取值后重新导入；已写占比的取值：{known}。",
        en="Add its share of the population, or join it with another value and import again; shares are given for: {known}.",
    )


class ShareWithoutAnswers(AnalysisError):
    """A value has a share of the population, and nobody with it answered."""

    what = Text(
        zh="“{attribute}”的取值“{value}”占总体 {share}，但没有一份答卷{wave}。",
        en="{value!r} of {attribute!r} is {share} of the population, and nobody with it answered{wave}.",
    )
    mend = Text(
        zh="没有答卷就无法加权：请与相近的取值合并占比，或删去这一边际。",
        en="Nobody cannot be weighted up: join its share with that of a similar value, or leave this margin out.",
    )


class MarginsContradict(AnalysisError):
    """Raking does not settle: the margins cannot all be met by these answers."""

    what = Text(
        zh="迭代 {rounds} 轮后仍偏离总体分布 {miss}，各边际无法同时满足。",
        en="After {rounds} rounds the margins are still missed by {miss}: they cannot all be met by these answers.",
    )
    mend = Text(
        zh="通常是某些取值只在另一属性的某个取值下出现；请合并取值或减少边际。",
        en="As a rule a value occurs with one value of another attribute only; join values, or use fewer margins.",
    )


class NoFieldwork(AnalysisError):
    """Response rates are asked for, and nothing is known of the fieldwork, nor of the population."""

    what = Text(
        zh="研究文件没有写邀请结果和总体分布，数据中也没有日期，无法评估应答情况。",
        en="The study tells neither the fieldwork nor the population, and the answers have no date: nothing can be said of who responded.",
    )
    mend = Text(
        zh="请写 analysis → fieldwork（完成、拒访、未联系上等人数）或 analysis → weighting → margins。",
        en="Write analysis → fieldwork (complete, refusal, non_contact and so on) or analysis → weighting → margins.",
    )


class NoFlags(AnalysisError):
    """What flagged answers change is asked for, and none is flagged."""

    what = Text(zh="没有答卷标记为质量存疑。", en="No answer is flagged for quality.")
    mend = Text(
        zh="若文件有质量标记列，请在 survey → columns → flagged 写明列名后重新导入。",
        en="If the file has a column that marks doubtful answers, name it under survey → columns → flagged and import again.",
    )


class GroupSuppressed(AnalysisError):
    """A group is too small to be shown, or would let one be worked out that is."""

    what = Text(
        zh="不显示{group}：不足 {least} 人，或可由已显示的结果推算出不足 {least} 人的群体。",
        en="Suppressed: {group} (n < {least}, or what is shown already would tell about fewer than {least} people).",
    )
    mend = Text(zh="请放宽筛选条件，或合并客群。", en="Loosen the filters, or join groups.")


class LeastTooSmall(AnalysisError):
    """A limit for small groups that protects nobody."""

    what = Text(zh="最小组规模 {least} 起不到保护作用。", en="A smallest group of {least} protects nobody.")
    mend = Text(zh="请写 2 或更大的数（通常为 10）；不保护写 0。", en="Write 2 or more (10 is usual), or 0 for no protection.")


class WeightsDoNotFit(AnswerError):
    """There are more or fewer weights than rows."""

    what = Text(zh="权重有 {weights} 个，答卷有 {rows} 行。", en="There are {weights} weights for {rows} rows.")
    mend = Text(zh="请对同一份答卷重新计算权重。", en="Work the weights out again from these very answers.")
