"""Faults of editing a study in the workbench: two people at once, answers that would lose their questions, words that cannot be read."""

from typing import ClassVar

from peakend.errors.base import WorkbenchError
from peakend.text import Text

__all__ = [
    "CodingWouldChange",
    "EditConflict",
    "LineUnreadable",
    "NameNeeded",
    "NoUnitToEdit",
    "NothingToUndo",
    "PartInUse",
    "PartTaken",
    "PartUnknown",
    "SourceWithoutKind",
    "StudyArchived",
    "StudyKeyInUse",
    "VersionUnknown",
]


class EditConflict(WorkbenchError):
    """Somebody changed the same thing in the meantime."""

    what = Text(zh="{who}在您编辑期间改动了同一处：{where}。", en="{who} changed the same thing while you were editing: {where}.")
    mend = Text(
        zh="您填写的内容还在。请比较两种写法，保留对方的，或改用您的。",
        en="What you wrote is still here. Compare the two, then keep theirs or take yours.",
    )


class CodingWouldChange(WorkbenchError):
    """A change would take answers away from the questions they were given to."""

    what = Text(
        zh="这项改动会影响已导入的 {rows} 份答卷：不再按原样计入的题目：{questions}。",
        en="This touches {rows} responses that were imported: answers to these questions would no longer count as they stand: {questions}.",
    )
    mend = Text(
        zh="原始文件不会丢失，可在改动后重新导入；改动也可以撤销。请确认后再保存。",
        en="No file is lost: import it again after the change, or undo the change. Confirm before it is saved.",
    )


class NothingToUndo(WorkbenchError):
    """There is no change to take back or to bring again."""

    what = Text(zh="没有可以撤销或重做的改动。", en="There is nothing to undo or redo.")
    mend = Text(zh="请在“版本”页查看历史。", en="The versions page shows the history.")


class VersionUnknown(WorkbenchError):
    """A version that the study does not have."""

    what = Text(zh="这项研究没有第 {number} 版。", en="This study has no version {number}.")
    mend = Text(zh="请在“版本”页选择一个版本。", en="Choose one on the versions page.")


class StudyKeyInUse(WorkbenchError):
    """Another study of the unit has this key."""

    what = Text(zh="本单位已有代号为“{key}”的研究。", en="The unit already has a study with the key {key!r}.")
    mend = Text(zh="请换一个代号，例如“{proposal}”。", en="Choose another, such as {proposal!r}.")


class StudyArchived(WorkbenchError):
    """An archived study is not changed."""

    what = Text(zh="“{study}”已归档，不能修改。", en="{study!r} is archived and cannot be changed.")
    mend = Text(zh="请先恢复使用，再修改。", en="Take it out of the archive first.")


class NoUnitToEdit(WorkbenchError):
    """Somebody wants to put a study where they may not write."""

    what = Text(zh="您不能在“{unit}”建立研究。", en="You cannot put a study into {unit!r}.")
    mend = Text(zh="请选择您负责的单位。", en="Choose a unit in which you may edit studies.")


class PartUnknown(WorkbenchError):
    """A part of the study that is not there (any more)."""

    what = Text(zh="研究里没有“{key}”。", en="The study has no {key!r}.")
    mend = Text(zh="可能刚被别人删除或改名，请刷新页面。", en="Somebody may have removed it just now; reload the page.")


class NameNeeded(WorkbenchError):
    """A part without a name, which nobody could find again."""

    what = Text(zh="名称不能为空。", en="It needs a name.")
    mend = Text(zh="请至少用一种语言写上名称，最好两种都写。", en="Write it in one language at least; better in both.")


class PartInUse(WorkbenchError):
    """Something that others stand on cannot be taken away without saying where they go."""

    what = Text(zh="“{key}”仍被使用：{users}。", en="{key!r} is still used by: {users}.")
    mend = Text(zh="请先为它们另选去处。", en="Say first where they shall go.")


class PartTaken(WorkbenchError):
    """A new part with the key of one that is there, or was."""

    what = Text(zh="“{key}”已经有了，或曾经用过。", en="{key!r} is there already, or was in use before.")
    mend = Text(zh="请换一个键，或直接修改已有的。", en="Choose another key, or change what is there.")


class SourceWithoutKind(WorkbenchError):
    """Something is written about a source of evidence whose kind was not chosen."""

    what = Text(zh="第 {row} 个来源写了内容，但没有选种类。", en="Something is written in source {row}, and its kind is not chosen.")
    mend = Text(zh="请选择种类；不要这一行就把它清空。", en="Choose its kind, or empty the row if it is not wanted.")


class LineUnreadable(WorkbenchError):
    """A line of a list that was typed cannot be read."""

    what = Text(zh="这一行看不懂：“{line}”。", en="This line cannot be read: {line!r}.")
    mend = Text(zh="请写成：{form_words}。", en="Write it like this: {form_words}.")
    words: ClassVar[dict[str, Text]] = {
        "coded": Text(zh="编码 = 中文 | English", en="code = Chinese | English"),
        "numbers": Text(zh="名称 = 数字", en="name = number"),
        "number": Text(zh="一个数字", en="a number"),
        "whole": Text(zh="一个整数", en="a whole number"),
        "reasons": Text(
            zh="编码 = 原因（not_asked、skipped、not_experienced、dont_know、refused）",
            en="code = reason (not_asked, skipped, not_experienced, dont_know, refused)",
        ),
        "counts": Text(
            zh="结果 = 人数（complete、partial、refusal、non_contact、other、unknown、not_eligible）",
            en="outcome = people (complete, partial, refusal, non_contact, other, unknown, not_eligible)",
        ),
        "answers": Text(zh="文字 = 分值", en="words = answer"),
        "ratings": Text(zh="0 到 9 的整数，用空格分开", en="whole numbers from 0 to 9 with spaces between"),
    }
