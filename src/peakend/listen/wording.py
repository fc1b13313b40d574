"""What is there to remark about a file? Every remark of this room, worded once in both languages.

A remark says what was found or guessed, and what to do if it is wrong. `wrong` never comes from here (that is an error); `doubtful` is a
guess to confirm; `missing` is something that would make the study better.
"""

from typing import Final

from peakend.define.place import Place
from peakend.define.remark import Remark, Severity
from peakend.listen.column_wording import COLUMN_WORDS
from peakend.listen.draft_wording import DRAFT_WORDS
from peakend.text import Text

_Words = tuple[Severity, Text, Text]

FILE_WORDS: Final[dict[str, _Words]] = {
    "encoding_guessed": (
        "doubtful",
        Text(
            zh="文件没有注明编码，按 {encoding} 读取（{why_zh}）。",
            en="The file does not state its encoding; it was read as {encoding} ({why_en}).",
        ),
        Text(zh="若文字显示不对，请在 layout.encoding 中写明。", en="If words look wrong, state it in layout.encoding."),
    ),
    "encoding_mixed": (
        "doubtful",
        Text(
            zh="文件混用两种编码：大部分为 Latin-1，另有 {count} 个字节是 CP850（如 {example}），已逐字还原，没有丢失字符。",
            en="The file mixes two encodings: mostly Latin-1, and {count} bytes of CP850 (as in {example}); none was lost.",
        ),
        Text(zh="请看几条原话，确认重音字母正确。", en="Look at a few comments to see that the accents are right."),
    ),
    "delimiter_guessed": (
        "doubtful",
        Text(zh="列以{delimiter}分隔。", en="Columns are separated by {delimiter}."),
        Text(zh="不对时请在 layout.delimiter 中写明。", en="If not, state it in layout.delimiter."),
    ),
    "headings_absent": (
        "doubtful",
        Text(
            zh="第一行看上去是数据，不是标题；各列按顺序取名为“列1”“列2”……",
            en="The first row looks like answers, not headings; columns were named column_1, column_2, ...",
        ),
        Text(zh="若第一行确是标题，请设 layout.header_rows: 1。", en="If it does hold headings, set layout.header_rows: 1."),
    ),
    "headings_below": (
        "doubtful",
        Text(
            zh="标题在第 {row} 行，其上的 {above} 行（{example}）未当作答卷。",
            en="The headings stand in row {row}; the {above} rows above ({example}) were not taken for answers.",
        ),
        Text(zh="不对时请设 layout.header_rows。", en="If not, set layout.header_rows."),
    ),
    "macros_ignored": (
        "doubtful",
        Text(zh="工作簿带有宏，宏没有读取，更没有运行。", en="The workbook brings macros along; they were neither read nor run."),
        Text(zh="如果不是您自己做的，请不要在 Excel 中启用它们。", en="If they are not yours, do not enable them in Excel either."),
    ),
    "heading_twice": (
        "doubtful",
        Text(
            zh="标题“{heading}”出现 {count} 次，后面的改称“{renamed}”。",
            en="The heading {heading!r} stands {count} times; the later ones are called {renamed}.",
        ),
        Text(zh="请核对各列各是哪一题。", en="Check which question each of them is."),
    ),
    "heading_blank": (
        "doubtful",
        Text(zh="第 {number} 列没有标题，暂称“{renamed}”。", en="Column {number} has no heading and is called {renamed!r} here."),
        Text(
            zh="空列可以不管；若有内容，请在原文件中补上标题。",
            en="An empty column does not matter; otherwise give it a heading in the file.",
        ),
    ),
    "row_names": (
        "doubtful",
        Text(
            zh="每行比标题多一个单元格，首列当作行名（R 的写法），标题从第二列算起。",
            en="Every row has one cell more than there are headings; the first was taken for the name of the row, as R writes it.",
        ),
        Text(zh="请核对各列是否对齐。", en="Check that the columns are in step."),
    ),
    "name_says_other": (
        "doubtful",
        Text(
            zh="扩展名是{said}，内容是{found}，按内容读取。", en="The name says {said}, the content is {found}; it was read by its content."
        ),
        Text(zh="请改正扩展名。", en="Correct the ending."),
    ),
    "sheet_chosen": (
        "doubtful",
        Text(
            zh="读取工作表“{sheet}”；其余为空或隐藏：{others}。",
            en="The sheet {sheet!r} was read; the others are empty or hidden: {others}.",
        ),
        Text(zh="要用别的表，请在 layout.sheet 中写明。", en="To use another, state it in layout.sheet."),
    ),
    "rows_padded": (
        "doubtful",
        Text(
            zh="{count} 行（如第 {row} 行）比标题少单元格，缺的按空白处理。",
            en="Rows with fewer cells than there are headings: {count} (row {row}, for one). What is lacking counts as blank.",
        ),
        Text(zh="请看这些行是否错位。", en="Check that they are not out of step."),
    ),
    "rows_left_out": (
        "doubtful",
        Text(
            zh="{count} 行（如第 {row} 行）的单元格比标题多，无法对应，已剔除。",
            en="Rows with more cells than there are headings: {count} (row {row}, for one). They were left out.",
        ),
        Text(
            zh="多半是文字中的分隔符没有加引号：请修正后重新导入。",
            en="Usually a text holds the delimiter without quotes: mend them and import again.",
        ),
    ),
    "row_cut_off": (
        "doubtful",
        Text(
            zh="最后一行（第 {row} 行）不完整，已剔除，文件可能被截断。",
            en="The last row ({row}) is incomplete and was left out; the file may be cut off.",
        ),
        Text(zh="请重新导出，核对答卷总数。", en="Export it again and compare the number of responses."),
    ),
    "rows_blank": (
        "doubtful",
        Text(zh="{count} 行全空，不计入答卷。", en="Rows that are blank throughout: {count}. They do not count as responses."),
        Text(),
    ),
    "definition_used": (
        "doubtful",
        Text(
            zh="题目文字和选项来自 {file}：{matched} 列对上，{unmatched} 列没有对上。",
            en="Questions and choices come from {file}: {matched} columns matched, {unmatched} did not.",
        ),
        Text(zh="请确认两份文件属于同一份问卷。", en="Check that both belong to the same questionnaire."),
    ),
}
"""Remarks of the readers."""

SHEET_WORDS: Final[dict[str, _Words]] = {
    "respondents_renamed": (
        "doubtful",
        Text(
            zh="受访者编号是电话、邮箱或证件号（{count} 行），已换成不可还原的代号。",
            en="Respondents are known by something personal (rows: {count}); each was given another name, always the same.",
        ),
        Text(zh="建议导出时换用客户编号。", en="Better export a customer number instead."),
    ),
    "respondent_twice": (
        "doubtful",
        Text(
            zh="“{column}”中有受访者多次出现，内容各不相同，多出 {count} 行，全部保留，归入同一分组。",
            en="Some respondents in {column!r} have several rows with different answers (rows more than people: {count}); all are kept.",
        ),
        Text(zh="若这一列不是受访者编号，请改 columns.respondent。", en="If the column is not the respondent, change columns.respondent."),
    ),
}
"""Remarks of the import."""

ALL_WORDS: Final[dict[str, _Words]] = {**FILE_WORDS, **SHEET_WORDS, **COLUMN_WORDS, **DRAFT_WORDS}
"""Every remark of this room, by name."""


def make_remark(name: str, place: Place, **blanks: str | float) -> Remark:
    """The remark with this name at this place, its blanks filled.

    >>> make_remark("rows_blank", (), count=3).say("en")
    'doubtful: Rows that are blank throughout: 3. They do not count as responses.'
    """
    severity, message, mend = ALL_WORDS[name]
    return Remark(severity, place, message.fill(**blanks), mend.fill(**blanks) if mend else mend, name)
