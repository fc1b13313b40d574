"""Faults of penalty and reward: cuts that cannot be, moments that cannot be compared."""

from peakend.errors.base import AnalysisError
from peakend.text import Text

__all__ = ["NoPriors", "TooFewForContrasts", "WrongCuts"]


class WrongCuts(AnalysisError):
    """The answers that shall count as low and as high leave none between them, or lie off the scale."""

    what = Text(
        zh="题目“{question}”的量表为 {low}–{high}，不能以“≤ {cut_low} 为低、≥ {cut_high} 为高”划分：中间须至少留一个分值作为参照。",
        en="The scale of {question!r} runs from {low} to {high}: it cannot be cut at low ≤ {cut_low} and high ≥ {cut_high}, because "
        "at least one answer between them must be left as the reference.",
    )
    mend = Text(zh="请重新指定该题的高低分界。", en="Choose other cuts for this question.")


class TooFewForContrasts(AnalysisError):
    """Too few people rated all moments of a scenario and the whole for so many penalties and rewards."""

    what = Text(
        zh="惩罚与奖励要求同一人既评价各时刻又给出总体评价：至少需要 {needed} 份这样的答卷，实际最多 {found} 份。",
        en="Penalty and reward need people who rated every moment and the whole: at least {needed}; no scenario has more than {found}.",
    )
    mend = Text(
        zh="请补充样本、合并场景，或减少进入分析的时刻；若各人只答了部分时刻，请改看推导重要性。",
        en="Collect more answers, join scenarios or use fewer moments; where each person rated only some of them, see derived importance.",
    )


class NoPriors(AnalysisError):
    """No theme stands behind what was measured, so there is nothing to compare its class with."""

    what = Text(
        zh="已测得类型的时刻或需求都没有对应的体验主题，无法与主题的预设类型比较。",
        en="Nothing whose class was measured belongs to a theme, so there is no expected class to compare it with.",
    )
    mend = Text(
        zh="请在研究文件中为需求写明 theme，并为时刻写明 needs。",
        en="Name the theme of each need, and the needs of each moment, in the study.",
    )
