"""Faults of the text of a study file: where it is not the plain YAML that a study is written in."""

from peakend.errors.study_file import StudyFault
from peakend.text import Text

__all__ = [
    "AliasInsideItself",
    "AliasUnknown",
    "BackslashInQuotes",
    "BracketNotClosed",
    "ColonInWords",
    "FieldNameMissing",
    "FieldTwice",
    "IndentBroken",
    "MarkAtStart",
    "QuoteNotClosed",
    "SecondDocument",
    "TabInIndent",
    "TagNotAllowed",
    "TooDeep",
    "TooManyValues",
    "YamlUnreadable",
]


class TabInIndent(StudyFault):
    """A tab stands where only spaces may stand."""

    what = Text(zh="这里用了制表符（Tab）缩进。", en="A tab is used for indentation here.")
    mend = Text(zh="请改用空格。", en="Use spaces.")


class QuoteNotClosed(StudyFault):
    """A quotation mark is opened and never closed."""

    what = Text(zh="从这里开始的引号没有闭合。", en="The quotation mark opened here is never closed.")
    mend = Text(zh="请在文字末尾补上同样的引号。", en="Close it with the same mark after the words.")


class BracketNotClosed(StudyFault):
    """A bracket is opened and never closed, or a comma is missing inside."""

    what = Text(
        zh="从这里开始的括号没有正确闭合，或括号内缺少逗号。",
        en="The bracket opened here is not closed properly, or a comma is missing inside.",
    )
    mend = Text(
        zh="请检查 {{ }} 与 [ ] 是否成对、各部分是否用逗号隔开；文字里含有逗号、冒号或括号时请加引号。",
        en="Check that {{ }} and [ ] come in pairs with commas between the parts; "
        "words that hold commas, colons or brackets need quotation marks.",
    )


class ColonInWords(StudyFault):
    """A second colon stands in one line."""

    what = Text(zh="这一行出现了第二个“冒号加空格”。", en="A second colon followed by a space stands in this line.")
    mend = Text(zh="请给含冒号的文字加引号，或检查缩进。", en="Put words that hold a colon into quotation marks, or check the indentation.")


class IndentBroken(StudyFault):
    """The lines are not indented alike."""

    what = Text(zh="这里的缩进或写法与上文不一致。", en="The indentation or the form here does not fit what stands above.")
    mend = Text(
        zh="同一级的各行要左对齐；每个字段写成“字段: 内容”（冒号后有空格），列表的每一项以“- ”开头。",
        en="Lines of one level start in the same column; a field is written “field: value” with a space after the colon, "
        "an entry of a list starts with “- ”.",
    )


class MarkAtStart(StudyFault):
    """A word starts with a character that YAML keeps for itself."""

    what = Text(zh="文字不能直接以“{mark}”开头。", en="Words cannot start with {mark!r} as they stand.")
    mend = Text(zh="请给这段文字加引号。", en="Put them into quotation marks.")


class BackslashInQuotes(StudyFault):
    """A backslash stands in double quotation marks, where it means something else."""

    what = Text(
        zh="双引号内的反斜杠“\\”有特殊含义，这里无法识别。",
        en="A backslash in double quotation marks has a meaning of its own, and this one has none.",
    )
    mend = Text(zh="请改用单引号，或把它写成两个反斜杠。", en="Use single quotation marks, or write the backslash twice.")


class YamlUnreadable(StudyFault):
    """The text breaks a rule of YAML for which there is no sentence of our own."""

    what = Text(zh="这里不是有效的 YAML（{reason}）。", en="This is not valid YAML ({reason}).")
    mend = Text(zh="请检查这一行的引号、括号和缩进。", en="Check the quotation marks, brackets and indentation of this line.")


class TagNotAllowed(StudyFault):
    """A YAML tag asks for something else than plain values."""

    what = Text(zh="研究文件里不能使用 YAML 标签“{tag}”。", en="A study file takes no YAML tag such as {tag!r}.")
    mend = Text(zh="请删去标签，直接写内容。", en="Remove the tag and write the value alone.")


class SecondDocument(StudyFault):
    """A second YAML document starts in the same file."""

    what = Text(zh="文件中有第二个 YAML 文档（“---”）。", en="A second YAML document (“---”) starts here.")
    mend = Text(zh="一个文件只写一项研究，请拆成两个文件。", en="One file holds one study; make two files.")


class TooDeep(StudyFault):
    """The nesting goes on beyond anything a study needs."""

    what = Text(zh="嵌套超过 {limit} 层。", en="The nesting is deeper than {limit} levels.")
    mend = Text(zh="研究文件没有这么深的结构，请检查括号和缩进。", en="No study is that deep; check brackets and indentation.")


class TooManyValues(StudyFault):
    """Aliases or plain mass blow the file up."""

    what = Text(zh="展开后的内容超过 {limit} 个值。", en="The file unfolds to more than {limit} values.")
    mend = Text(zh="请减少别名（*名称）的嵌套引用。", en="Use fewer aliases (*name) of aliases.")


class AliasUnknown(StudyFault):
    """An alias names an anchor that does not stand before it."""

    what = Text(zh="别名“*{alias}”没有对应的锚点。", en="The alias '*{alias}' has no anchor before it.")
    mend = Text(zh="请直接写出内容，或在前面用 &{alias} 标出。", en="Write the value itself, or mark it before with &{alias}.")


class AliasInsideItself(StudyFault):
    """An alias stands inside the value that it names: a cycle."""

    what = Text(
        zh="别名“*{alias}”引用了包含它自己的内容，形成循环。", en="The alias '*{alias}' names the value that it stands in: a cycle."
    )
    mend = Text(zh="请直接写出内容。", en="Write the value itself.")


class FieldTwice(StudyFault):
    """One field is written twice in one place."""

    what = Text(zh="字段“{field}”写了两次（第一次在第 {first} 行）。", en="The field {field!r} is written twice (first in line {first}).")
    mend = Text(zh="请合并成一个。", en="Make one of them.")


class FieldNameMissing(StudyFault):
    """Where a field name should stand there is a list, a mapping or nothing."""

    what = Text(zh="这里应当是字段名。", en="A field name should stand here.")
    mend = Text(zh="字段写成“字段: 内容”。", en="A field is written “field: value”.")
