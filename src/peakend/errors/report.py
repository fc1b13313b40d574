"""Faults of report: what cannot be drawn or written."""

from peakend.errors.base import ReportError
from peakend.text import Text

__all__ = ["FolderNotWritable", "MissingExtra", "OutputExists"]


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
