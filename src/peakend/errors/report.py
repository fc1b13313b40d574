"""Faults of report: what cannot be drawn or written."""

from peakend.errors.base import ReportError
from peakend.text import Text

__all__ = ["FolderNotWritable", "MissingExtra", "NotDrawable", "NothingToDraw", "OutputExists", "UnknownEnding"]


class MissingExtra(ReportError):
    """A library that this output needs is not installed."""

    what = Text(zh="缺少组件“{library}”，无法生成{output}。", en="{output} needs {library!r}, which is not installed.")
    mend = Text(zh="请运行 pip install “peakend[{extra}]”。", en='Run: pip install "peakend[{extra}]".')


class FolderNotWritable(ReportError):
    """The folder for the output cannot be written to."""

    what = Text(zh="无法写入文件夹 {folder}：{reason}。", en="The folder {folder} cannot be written to: {reason}.")
    mend = Text(zh="请换一个文件夹，或修改其权限。", en="Choose another folder, or change its permissions.")


class OutputExists(ReportError):
    """A file that a person may have edited would be replaced."""

    what = Text(zh="文件 {path} 已存在。", en="The file {path} exists already.")
    mend = Text(zh="请用 --out 换一个文件名，或加 --force 覆盖。", en="Choose another name with --out, or replace it with --force.")


class NotDrawable(ReportError):
    """Something is to be drawn that has no picture."""

    what = Text(zh="{kind} 没有对应的图。", en="There is no picture of a {kind}.")
    mend = Text(
        zh="能画的有：一次解读（reading）、以下结果（{known}）及其中一个场景的部分；其他结果请直接显示为表格。",
        en="A reading can be drawn, one of these results ({known}), or the part of one scenario; others show themselves as tables.",
    )


class NothingToDraw(ReportError):
    """A result has no number that could be drawn."""

    what = Text(zh="{what} 中没有可画的数值（场景：{scenario}）。", en="{what} holds no number to draw (scenario: {scenario}).")
    mend = Text(
        zh="请看表格中的样本量：有效答案可能太少，或者没有询问该场景。",
        en="See n in its table: too few may have answered, or the scenario was not asked about.",
    )


class UnknownEnding(ReportError):
    """A picture is to be saved under a name whose ending says nothing."""

    what = Text(zh="无法把图保存为 {path}：不认识这个扩展名。", en="The picture cannot be saved as {path}: its ending is not known.")
    mend = Text(zh="请使用以下扩展名之一：{known}。", en="Use one of: {known}.")
