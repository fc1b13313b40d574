"""Faults of pages of results: what cannot be shown to somebody, and what would have to be there."""

from peakend.errors.base import AnalysisError, WorkbenchError
from peakend.text import Text

__all__ = ["BaselineNamed", "NoAnswersYet", "NoUnitsTold", "NothingLikeIt", "UnitWithoutAnswers"]


class NoAnswersYet(AnalysisError):
    """A study has no answers that could be shown."""

    what = Text(zh="这项研究还没有可显示的答卷。", en="This study has no answers to show yet.")
    mend = Text(
        zh="请先导入答卷；满 {least} 份后开始显示（现有 {waiting} 份），以免少数人被认出。",
        en="Import answers first; they are shown once there are {least} (now {waiting}), so that nobody stands out.",
    )


class NoUnitsTold(AnalysisError):
    """Somebody may see the answers of their own units, and the answers do not say to which unit they belong."""

    what = Text(
        zh="研究“{study}”的答卷没有注明所属单位，无法只显示您所在单位的结果。",
        en="The answers of {study!r} do not say to which unit they belong.",
    )
    mend = Text(
        zh="请研究负责人在研究设置中指定哪个属性是单位代号。",
        en="Ask the owner of the study to say which attribute holds the key of the unit.",
    )


class UnitWithoutAnswers(AnalysisError):
    """A unit is asked for whose answers are not there, or not to be seen."""

    what = Text(zh="单位“{unit}”没有您可以查看的答卷。", en="There are no answers of {unit!r} that you may see.")
    mend = Text(zh="请换一个单位，或清除筛选条件。", en="Choose another unit, or clear the filters.")


class BaselineNamed(WorkbenchError):
    """A baseline needs a name that no other of the study has."""

    what = Text(zh="基准名称“{name}”为空或已被使用。", en="The name {name!r} is empty or taken.")
    mend = Text(zh="请换一个名称，例如“2026 年第三季度”。", en="Choose another, for example 'Q3 2026'.")


class NothingLikeIt(WorkbenchError):
    """A picture or table is asked for that this reading does not have."""

    what = Text(zh="这份结果里没有“{name}”。", en="This reading has no {name!r}.")
    mend = Text(zh="请从结果页面的下载菜单进入。", en="Take it from the page of the result.")
