"""Faults of analyse: questions that cannot be answered from what is there."""

from peakend.errors.base import AnalysisError
from peakend.text import Text

__all__ = ["FilterMalformed", "NoAnswers", "NoScale", "NothingAsked", "UnknownAttribute", "UnknownValue"]


class NothingAsked(AnalysisError):
    """The survey has no question of the kind that an analysis needs, or the answers lack its column."""

    what = Text(zh="“{analysis}”需要{measure}类题目，但数据中没有。", en="{analysis!r} needs questions of measure {measure}, and the answers have none.")
    mend = Text(
        zh="请在研究文件的 survey 部分为相应的列设置 measure: {measure}，或重新导入包含该列的数据。",
        en="Give the column that holds them `measure: {measure}` in the survey of the study, or import answers that have it.",
    )


class NoAnswers(AnalysisError):
    """Nobody is left to analyse."""

    what = Text(zh="没有可分析的答卷（读取 {read} 份，筛选后剩余 0 份）。", en="No answers are left to analyse ({read} were read, none passed the filters).")
    mend = Text(zh="请放宽筛选条件，或检查导入结果。", en="Loosen the filters, or check what was imported.")


class NoScale(AnalysisError):
    """A question that should be counted by level has no scale."""

    what = Text(zh="题目“{question}”没有量表，无法统计各分值。", en="The question {question!r} has no scale, so its answers cannot be counted by level.")
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
