"""Faults of a design file: what stands in it that cannot be read as a design, or that leads to nothing in the study or in the design."""

from typing import ClassVar, Final

from peakend.errors.base import DesignError
from peakend.errors.study_file import StudyFault, StudyFaults, StudyFileFaults
from peakend.text import Text

__all__ = [
    "BranchNowhere",
    "ConnectorTwice",
    "ConnectsItself",
    "DesignFileFaults",
    "DesignFileMissing",
    "DesignForAnother",
    "DrawingUnknown",
    "EmotionOutside",
    "EntryTwice",
    "NotDesign",
    "NothingDesigned",
    "ReferenceMisspelt",
    "ReferenceUnknown",
    "UnsoundDesign",
    "VariableUnknown",
]

FAMILIES: Final = {
    "scenario": Text("服务场景", "scenario"),
    "moment": Text("关键时刻", "moment"),
    "stage": Text("阶段", "stage"),
    "segment": Text("客群", "segment"),
    "role": Text("角色", "role"),
    "need": Text("需求", "need"),
    "theme": Text("体验主题", "theme"),
    "evidence": Text("依据（需求、主题或题目）", "evidence (need, theme or question)"),
    "lane": Text("泳道", "lane"),
    "column": Text("列", "column"),
    "step": Text("步骤", "step"),
    "blueprint": Text("服务蓝图", "blueprint"),
    "journey": Text("客户旅程图", "journey map"),
    "script": Text("服务剧本", "script"),
    "house": Text("质量屋", "house"),
    "standard": Text("服务标准", "standard"),
    "decision": Text("决定", "decision"),
}
"""What can be referred to, in words."""


class DesignFileFaults(StudyFileFaults):
    """Everything that is wrong with one design file, at once, in the order of its lines."""

    what = Text(zh="设计文件有 {count} 处错误{file}：", en="Faults in the design file{file}: {count}.")


class UnsoundDesign(StudyFaults):
    """The design says something that cannot be, so nothing may be drawn from it."""

    what = Text(zh="设计中有 {count} 处错误，改正后才能继续：", en="The design cannot be used before this is mended ({count}):")


class DesignFileMissing(DesignError):
    """There is no such file, or it cannot be opened."""

    what = Text(zh="无法打开设计文件 {file}：{reason}。", en="The design file {file} cannot be opened: {reason}.")
    mend = Text(
        zh="请检查文件名和所在文件夹；设计文件通常在研究文件旁边，以 .design.yaml 结尾。",
        en="Check its name and folder; a design file stands beside the study file and ends in .design.yaml.",
    )


class NotDesign(StudyFault):
    """The file is YAML but not a design."""

    what = Text(
        zh="文件内容不是设计：最外层应当是 format、study、blueprints 等字段。",
        en="This is not a design: its outermost level should be fields such as format, study, blueprints.",
    )
    mend = Text(zh="请运行 peakend design new，对照它写出的文件。", en="Run “peakend design new” and compare the file it writes.")


class DesignForAnother(StudyFault):
    """The design belongs to another study."""

    what = Text(zh="这份设计属于研究“{found}”，而不是“{study}”。", en="The design belongs to the study {found!r}, not to {study!r}.")
    mend = Text(zh="请选对研究文件，或把 study 改为“{study}”。", en="Take the study file it belongs to, or write “study: {study}”.")


class ReferenceUnknown(StudyFault):
    """Something is named that neither the study nor the design has."""

    what = Text(zh="没有{family_words}“{found}”。", en="There is no {family_words} {found!r}.")
    mend = Text(zh="已有的：{known}。", en="There are: {known}.")
    words: ClassVar[dict[str, Text]] = FAMILIES


class ReferenceMisspelt(ReferenceUnknown):
    """Something is named that is not there, and something else is spelt nearly so."""

    mend = Text(zh="是否要写“{meant}”？已有的：{known}。", en="Did you mean {meant!r}? There are: {known}.")


class ConnectsItself(StudyFault):
    """A connector leads from a step to the same step."""

    what = Text(zh="连线的两端是同一步骤“{step}”。", en="The connector leads from the step {step!r} to itself.")
    mend = Text(zh="请改写其中一端，或删去这条连线。", en="Name another step at one end, or remove it.")


class ConnectorTwice(StudyFault):
    """Two connectors join the same two steps in the same direction."""

    what = Text(zh="“{start}”到“{end}”的连线写了两次。", en="The connector from {start!r} to {end!r} is there twice.")
    mend = Text(zh="请只保留一条。", en="Keep one of the two.")


class DrawingUnknown(DesignError):
    """A drawing is asked for that the design does not have."""

    what = Text(zh="设计中没有{family_words}“{found}”。", en="The design has no {family_words} {found!r}.")
    mend = Text(zh="已有的：{known}。", en="There are: {known}.")
    words: ClassVar[dict[str, Text]] = FAMILIES


class NothingDesigned(DesignError):
    """A kind of drawing is asked for of which the design has none."""

    what = Text(zh="这份设计还没有{family_words}。", en="The design has no {family_words} yet.")
    mend = Text(zh="请先在设计文件中写一个，或从模板开始。", en="Write one in the design file first, or start from a template.")
    words: ClassVar[dict[str, Text]] = FAMILIES


class EntryTwice(StudyFault):
    """One moment is written twice for the same group."""

    what = Text(
        zh="关键时刻“{moment}”对同一客群（{segment}）写了两次。",
        en="The moment {moment!r} is written twice for the same group ({segment}).",
    )
    mend = Text(zh="请合并为一处。", en="Put the two together.")


class EmotionOutside(StudyFault):
    """An emotion lies outside its scale."""

    what = Text(zh="情绪 {found} 超出 {low} 到 {high}。", en="The emotion {found} lies outside {low} to {high}.")
    mend = Text(zh="-2 为很差，0 为平常，2 为很好。", en="-2 is very bad, 0 is neither, 2 is very good.")


class BranchNowhere(StudyFault):
    """A branch leads from a moment to the same moment."""

    what = Text(zh="分支的两端是同一时刻“{moment}”。", en="The branch leads from {moment!r} to itself.")
    mend = Text(zh="请改写其中一端，或删去。", en="Name another moment at one end, or remove it.")


class VariableUnknown(StudyFault):
    """Words hold a variable that is not in the list."""

    what = Text(zh="没有变量“{found}”。", en="There is no variable {found!r}.")
    mend = Text(zh="可用的变量：{known}。", en="The variables are: {known}.")
