"""Faults of the workbench's imports: what cannot be done with a file that was sent, or with the answers made of it."""

from peakend.errors.base import WorkbenchError
from peakend.text import Text

__all__ = [
    "AlreadyStanding",
    "DefinitionWrong",
    "FileGone",
    "Interrupted",
    "MatchedTwice",
    "NothingMatched",
    "NothingSent",
    "SentTooLarge",
    "StudyMovedOn",
    "UploadBusy",
    "WaveUnnamed",
]


class NothingSent(WorkbenchError):
    """The form came without a file."""

    what = Text(zh="没有收到文件。", en="No file was sent.")
    mend = Text(zh="请选择一个文件，或把它拖到框里。", en="Choose a file, or drop one on the box.")


class SentTooLarge(WorkbenchError):
    """A file larger than this workbench takes."""

    what = Text(
        zh="文件超过本工作台允许的 {limit} MB，没有保存。",
        en="The file is larger than the {limit} MB this workbench takes; nothing was kept.",
    )
    mend = Text(
        zh="请分批导出，或改用 Parquet、压缩的 CSV（.csv.gz）；管理员可用 PEAKEND_UPLOAD_LIMIT 调高上限。",
        en="Export it in parts, or as Parquet or packed CSV (.csv.gz); an administrator can raise the limit with PEAKEND_UPLOAD_LIMIT.",
    )


class DefinitionWrong(WorkbenchError):
    """The second file of the form is no definition of a questionnaire."""

    what = Text(zh="“{path}”不是问卷定义文件。", en="{path!r} is not the definition of a questionnaire.")
    mend = Text(
        zh="这里可以附上 Qualtrics 的 .qsf 或 LimeSurvey 的 .lss；没有也可以不附。",
        en="A .qsf of Qualtrics or an .lss of LimeSurvey goes here, or nothing.",
    )


class AlreadyStanding(WorkbenchError):
    """The same file again: it changes nothing."""

    what = Text(
        zh="这个文件已于 {when} 导入（{rows} 份答卷，“{name}”），什么也没有改变。",
        en="This file was imported on {when} already ({rows} responses, {name!r}); nothing was changed.",
    )
    mend = Text(
        zh="若要换一种对应方式或期次重新导入，请先撤销那一次导入。",
        en="To import it again under other headings or another wave, undo that import first.",
    )


class MatchedTwice(WorkbenchError):
    """Two columns of a file were matched with one thing of the study."""

    what = Text(zh="“{heading}”同时对应了 {columns}。", en="{heading!r} was matched with two columns: {columns}.")
    mend = Text(zh="请只保留一列，其余选“不用”。", en="Keep one of them and leave the others out.")


class NothingMatched(WorkbenchError):
    """No column was matched with any question."""

    what = Text(zh="没有任何一列对应到研究中的题目。", en="No column was matched with a question of the study.")
    mend = Text(
        zh="请至少为一道题选定所在的列；如果这是另一份问卷，请用它新建研究。",
        en="Match at least one question; if this is another survey, make a new study from it.",
    )


class WaveUnnamed(WorkbenchError):
    """An import without the name of its wave."""

    what = Text(zh="没有写明这些答卷属于哪一期。", en="It is not said to which wave these answers belong.")
    mend = Text(
        zh="请写一个不超过 60 个字的期次名，例如“2026 年第 1 期”。", en="Name the wave in at most 60 characters, for example 2026-1."
    )


class StudyMovedOn(WorkbenchError):
    """The study, or what becomes of the file under it, is not what it was in the dry run."""

    what = Text(
        zh="试运行之后研究被修改过，导入结果会与所见不同，因此没有导入。",
        en="The study was changed since the dry run: the import would not be what was shown, so nothing was imported.",
    )
    mend = Text(zh="请重新试运行，核对后再导入。", en="Run it dry again, look at the outcome, and import then.")


class UploadBusy(WorkbenchError):
    """Something else is being done with this file, or it has been dealt with."""

    what = Text(
        zh="这个文件现在不能这样处理（可能正在处理、已导入或已放弃）。",
        en="This cannot be done with the file now: it is being worked on, imported or dropped.",
    )
    mend = Text(zh="请刷新页面，看它到了哪一步。", en="Reload the page to see how far it has come.")


class FileGone(WorkbenchError):
    """The file that was sent is no longer kept."""

    what = Text(zh="原文件“{name}”已不再保存。", en="The file {name!r} is no longer kept.")
    mend = Text(zh="请重新上传同一个文件。", en="Send the same file again.")


class Interrupted(WorkbenchError):
    """The work on a file was cut off."""

    what = Text(zh="处理中途被打断，答卷没有任何改变。", en="The work was cut off in the middle; the answers are as they were.")
    mend = Text(
        zh="请再试一次；如果又发生，请管理员查看日志。", en="Try again; if it happens once more, an administrator should look at the log."
    )
