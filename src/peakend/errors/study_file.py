"""Faults of a study file: what stands in the text that cannot be read as a study.

Every one knows its line and its place in words (scenarios → visit → moments → 3), where there is a line and a place to tell.
"""

from collections.abc import Sequence
from typing import Any

from peakend.errors.base import StudyError
from peakend.text import Language, Text

__all__ = [
    "CodeNotWhole",
    "ColourMalformed",
    "EntryEmpty",
    "FieldMissing",
    "FieldMisspelt",
    "FieldUnknown",
    "FormatTooNew",
    "FormatUnknown",
    "KeyMalformed",
    "ListTooLong",
    "NotFields",
    "NotList",
    "NotNumber",
    "NotScale",
    "NotStudy",
    "NotText",
    "NotWhole",
    "NotWord",
    "NotYesNo",
    "NumberTooSmall",
    "ScaleNameUnknown",
    "StudyFault",
    "StudyFaults",
    "StudyFileEmpty",
    "StudyFileFaults",
    "StudyFileMissing",
    "StudyFileNotText",
    "StudyFileNotUtf8",
    "StudyFileTooLarge",
    "StudyNotWritable",
    "TextEmpty",
    "UnsoundStudy",
    "ValueMisspelt",
    "ValueNotAllowed",
    "ValueUnreadable",
]


class StudyFault(StudyError):
    """A fault at a place of a study; `line` (of its file) and `place` are blanks like the others and stand before the sentence."""

    def say(self, language: Language) -> str:
        """Where, what is wrong, and the mend.

        >>> FieldMissing(line=7, place="stages → 1", field="name").say("en")
        "Line 7, stages → 1: The field 'name' is missing. Add a line “name: …” here."
        """
        return self.where(language) + super().say(language)

    def where(self, language: Language) -> str:
        """The line and the place in words, as far as they are known, with the colon that leads to the sentence."""
        line, place = self.blanks.get("line"), self.blanks.get("place")
        comma, colon = ("，", "：") if language == "zh" else (", ", ": ")
        number = f"第 {line} 行" if language == "zh" else f"Line {line}"
        parts = ([number] if line else []) + ([str(place)] if place else [])
        return comma.join(parts) + (colon if parts else "")

    def at(self, line: int, place: str) -> "StudyFault":
        """The same fault at a line and a place."""
        return type(self)(**{**self.blanks, "line": line, "place": place})


class StudyFaults(StudyError):
    """Several faults of one study, told together."""

    what = Text(zh="有 {count} 处错误：", en="There are faults ({count}):")

    def __init__(self, faults: Sequence[StudyError], **blanks: str | int | float) -> None:
        """Keep the faults, in their order."""
        self.faults = tuple(faults)
        super().__init__(**{"count": len(self.faults), **blanks})

    def say(self, language: Language) -> str:
        """A line that counts the faults, then one line a fault."""
        return "\n".join([super().say(language), *("- " + fault.say(language) for fault in self.faults)])

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with every fault inside."""
        return _again, (type(self), self.faults, self.blanks)


def _again(kind: type[StudyFaults], faults: tuple[StudyError, ...], blanks: dict[str, str | int | float]) -> StudyFaults:
    return kind(faults, **blanks)


class StudyFileFaults(StudyFaults):
    """Everything that is wrong with one study file, at once, in the order of its lines."""

    what = Text(zh="研究文件有 {count} 处错误{file}：", en="Faults in the study file{file}: {count}.")

    def __init__(self, faults: Sequence[StudyError], **blanks: str | int | float) -> None:
        """Keep the faults, and the name of the `file` if it has one."""
        super().__init__(faults, **{"file": "", **blanks})

    def named(self, file: str) -> "StudyFileFaults":
        """The same faults, of a file with this name."""
        return type(self)(self.faults, file=f" ({file})" if file else "")


class UnsoundStudy(StudyFaults):
    """The study says something that cannot be, so nothing may be worked out from it."""

    what = Text(zh="研究中有 {count} 处错误，改正后才能继续：", en="The study cannot be used before this is mended ({count}):")


# The file as a whole


class StudyFileMissing(StudyError):
    """There is no such file, or it cannot be opened."""

    what = Text(zh="无法打开研究文件 {file}：{reason}。", en="The study file {file} cannot be opened: {reason}.")
    mend = Text(zh="请检查文件名和所在文件夹。", en="Check its name and folder.")


class StudyFileEmpty(StudyError):
    """Nothing is written in it, or only comments."""

    what = Text(zh="研究文件是空的。", en="The study file is empty.")
    mend = Text(
        zh="请从模板开始，例如 blank（空白研究）；至少要有 format、key、title、stages 和 scenarios。",
        en="Start from a template such as blank; it needs at least format, key, title, stages and scenarios.",
    )


class StudyFileTooLarge(StudyError):
    """More than any study needs."""

    what = Text(zh="研究文件有 {size} 字节，超过上限 {limit}。", en="The study file has {size} bytes, more than the limit of {limit}.")
    mend = Text(
        zh="请确认没有选错文件：研究文件只写研究本身，答卷数据放在另外的文件里。",
        en="Check that it is the right file: a study file holds the study alone, the answers stand in a file of their own.",
    )


class StudyFileNotUtf8(StudyError):
    """It is text in another encoding."""

    what = Text(
        zh="研究文件第 {line} 行不是 UTF-8 编码，看起来是 {encoding}。",
        en="Line {line} of the study file is not UTF-8; it looks like {encoding}.",
    )
    mend = Text(zh="请在编辑器中另存为 UTF-8。", en="Save it as UTF-8 in your editor.")


class StudyFileNotText(StudyError):
    """It holds bytes that no text has."""

    what = Text(
        zh="这不是文本文件：第 {line} 行有不可显示的字符 {code}。",
        en="This is not a text file: line {line} holds the unprintable character {code}.",
    )
    mend = Text(
        zh="研究文件是 YAML 文本（UTF-8），请确认没有选错文件。", en="A study file is YAML text in UTF-8; check that it is the right file."
    )


# The values as a study


class NotStudy(StudyFault):
    """The file is YAML but not a study."""

    what = Text(
        zh="文件内容不是研究：最外层应当是 format、key、title 等字段。",
        en="This is not a study: its outermost level should be fields such as format, key, title.",
    )
    mend = Text(zh="请对照模板 blank 的写法。", en="Compare it with the template blank.")


class FormatTooNew(StudyFault):
    """The file was written by a newer version."""

    what = Text(
        zh="文件格式为 {format}，本版本只认识到 {known}。", en="The file has format {format}; this version knows formats up to {known}."
    )
    mend = Text(zh="请升级 Peakend，或让对方按格式 {known} 保存。", en="Upgrade Peakend, or have it saved in format {known}.")


class FormatUnknown(StudyFault):
    """The format is not a version number that ever was."""

    what = Text(zh="没有“{format}”这个文件格式。", en="There is no file format {format!r}.")
    mend = Text(zh="请写 format: {known}。", en="Write “format: {known}”.")


class FieldMissing(StudyFault):
    """A field that must be there is not."""

    what = Text(zh="缺少字段“{field}”。", en="The field {field!r} is missing.")
    mend = Text(zh="请在这里补上一行“{field}: …”。", en="Add a line “{field}: …” here.")


class FieldMisspelt(StudyFault):
    """A field is unknown here, and one with nearly the same name is known."""

    what = Text(zh="这里没有字段“{field}”。", en="There is no field {field!r} here.")
    mend = Text(zh="是否想写“{meant}”？", en="Did you mean {meant!r}?")


class FieldUnknown(StudyFault):
    """A field is unknown here."""

    what = Text(zh="这里没有字段“{field}”。", en="There is no field {field!r} here.")
    mend = Text(zh="可用的字段：{known}。", en="The fields here are: {known}.")


class ValueMisspelt(StudyFault):
    """A value is not in the list, and one nearly like it is."""

    what = Text(zh="“{value}”不在可选值之中。", en="{value!r} is not one of the values allowed here.")
    mend = Text(zh="是否想写“{meant}”？可选值：{known}。", en="Did you mean {meant!r}? The values are: {known}.")


class ValueNotAllowed(StudyFault):
    """A value is not in the list."""

    what = Text(zh="“{value}”不在可选值之中。", en="{value!r} is not one of the values allowed here.")
    mend = Text(zh="可选值：{known}。", en="The values are: {known}.")


class NotText(StudyFault):
    """A text in one or two languages should stand here."""

    what = Text(zh="这里应当是文字。", en="A text should stand here.")
    mend = Text(
        zh="请写成 {{zh: 中文, en: English}}，两种语言相同时直接写文字。",
        en="Write {{zh: 中文, en: English}}, or the words alone where both languages are the same.",
    )


class NotWord(StudyFault):
    """A single word, code or name should stand here."""

    what = Text(zh="这里应当是一个词、代码或名称。", en="A single word, code or name should stand here.")
    mend = Text(zh="请直接写内容，不要用列表或子字段。", en="Write it directly, without a list or fields below it.")


class NotList(StudyFault):
    """A list should stand here."""

    what = Text(zh="这里应当是列表。", en="A list should stand here.")
    mend = Text(zh="请写成 [甲, 乙]，或每项一行、以“- ”开头。", en="Write [a, b], or one entry a line, each starting with “- ”.")


class ListTooLong(StudyFault):
    """A list holds more than can be meant."""

    what = Text(zh="列表超过 {limit} 项。", en="The list has more than {limit} entries.")
    mend = Text(zh="请检查是否写错了地方。", en="Check that it stands in the right place.")


class NotFields(StudyFault):
    """Fields should stand here."""

    what = Text(zh="这里应当是若干字段。", en="Fields should stand here.")
    mend = Text(zh="请写成 {{字段: 内容}}，或每个字段一行。", en="Write {{field: value}}, or one field a line.")


class NotScale(StudyFault):
    """A scale should stand here."""

    what = Text(zh="这里应当是量表。", en="A scale should stand here.")
    mend = Text(
        zh="请写 survey → scales 中的量表名，或 {{low: 1, high: 5}}。",
        en="Write the name of one of survey → scales, or {{low: 1, high: 5}}.",
    )


class NotWhole(StudyFault):
    """A whole number should stand here."""

    what = Text(zh="“{value}”不是整数。", en="{value!r} is not a whole number.")
    mend = Text(zh="请写不带引号的整数，例如 5。", en="Write a whole number without quotation marks, such as 5.")


class NotNumber(StudyFault):
    """A number should stand here."""

    what = Text(zh="“{value}”不是数字。", en="{value!r} is not a number.")
    mend = Text(zh="请写不带引号的数字，例如 4.45。", en="Write a number without quotation marks, such as 4.45.")


class NumberTooSmall(StudyFault):
    """A number lies below what is possible here."""

    what = Text(zh="{value} 小于最小值 {least}。", en="{value} is less than {least}.")
    mend = Text(zh="请写 {least} 或更大的整数。", en="Write {least} or more.")


class NotYesNo(StudyFault):
    """Yes or no should stand here."""

    what = Text(zh="“{value}”不是 true 或 false。", en="{value!r} is neither true nor false.")
    mend = Text(zh="“是”写 true，“否”写 false，不带引号。", en="Write true for yes and false for no, without quotation marks.")


class CodeNotWhole(StudyFault):
    """The labels of a scale are named by its answers."""

    what = Text(zh="“{code}”不是答案的整数编码。", en="{code!r} is not the whole number of an answer.")
    mend = Text(
        zh="labels 的每一行写成“整数: 名称”，例如 5: 非常满意。",
        en="Each label is written “whole number: words”, such as “5: Very satisfied”.",
    )


class KeyMalformed(StudyFault):
    """A key is not spelt as keys are."""

    what = Text(zh="“{key}”不能用作键名。", en="{key!r} cannot be a key.")
    mend = Text(
        zh="键名只用小写字母、数字和下划线，例如 {proposal}。", en="A key has lower-case letters, digits and _ only, such as {proposal}."
    )


class ColourMalformed(StudyFault):
    """A colour is not written as #rrggbb."""

    what = Text(zh="“{colour}”不是颜色。", en="{colour!r} is not a colour.")
    mend = Text(zh='请写成带引号的 "#2f9e6e" 形式。', en='Write it as "#2f9e6e", with quotation marks.')


class TextEmpty(StudyFault):
    """Nothing is written where words must stand."""

    what = Text(zh="这里没有写任何文字。", en="No words are written here.")
    mend = Text(zh="请至少用一种语言写出名称。", en="Write them in one language at least.")


class EntryEmpty(StudyFault):
    """A list holds an entry without anything in it."""

    what = Text(zh="列表中有空项。", en="The list holds an empty entry.")
    mend = Text(
        zh="请写上内容或删去这一项；文字“null”要加引号。", en="Write it or remove the entry; the word “null” needs quotation marks."
    )


class ValueUnreadable(StudyFault):
    """The schema finds a fault for which there is no sentence of our own."""

    what = Text(zh="这里的内容不符合文件格式（{rule}）。", en="What stands here does not fit the file format ({rule}).")
    mend = Text(zh="请对照文件格式说明。", en="Compare it with the page on the file format.")


class ScaleNameUnknown(StudyFault):
    """A question names a scale that is not there."""

    what = Text(zh="survey → scales 中没有量表“{scale}”。", en="survey → scales has no scale {scale!r}.")
    mend = Text(zh="已有的量表：{known}。", en="Its scales are: {known}.")


class StudyNotWritable(StudyError):
    """The file of a study cannot be written."""

    what = Text(zh="无法写入研究文件 {file}：{reason}。", en="The study file {file} cannot be written: {reason}.")
    mend = Text(zh="原文件未改动；请检查文件夹和权限。", en="What was there is untouched; check the folder and its permissions.")
