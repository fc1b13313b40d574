"""Faults of listen: what cannot be taken in, and why."""

from peakend.errors.base import AnswerError
from peakend.text import Text

__all__ = [
    "AskedOtherwise",
    "CodedOtherwise",
    "ColumnMissing",
    "DelimiterUnclear",
    "EncodingUnknown",
    "EncodingWrong",
    "FileBroken",
    "FileEmpty",
    "FileIsFolder",
    "FileLocked",
    "FileMissing",
    "FileNotReadable",
    "FileNotWritable",
    "FileTooLarge",
    "HeadingTwice",
    "KindUnknown",
    "NameAndContentDiffer",
    "NoColumnsFit",
    "NoRows",
    "QuoteNeverClosed",
    "ReaderMissing",
    "ReadingTooLong",
    "ReadingTooMuchMemory",
    "RowTooLong",
    "RowsUneven",
    "ScaleMissing",
    "SheetTooLarge",
    "SheetUnknown",
    "SheetUnnamed",
    "SurveyWithoutAnswers",
    "TableWithoutPath",
    "TargetsDoNotFit",
    "TooManyColumns",
    "UnpacksTooLarge",
    "XmlForbidden",
]


class FileMissing(AnswerError):
    """There is no such file."""

    what = Text(zh="找不到文件 {path}。", en="There is no file {path}.")
    mend = Text(zh="请检查文件名和所在文件夹。", en="Check the name and the folder.")


class FileIsFolder(AnswerError):
    """A folder was given where a file is needed."""

    what = Text(zh="{path} 是文件夹，不是文件。", en="{path} is a folder, not a file.")
    mend = Text(zh="请指定其中的一个数据文件。", en="Name one of the files in it.")


class FileNotReadable(AnswerError):
    """The file is there and cannot be opened."""

    what = Text(zh="无法打开文件 {path}：{reason}。", en="The file {path} cannot be opened: {reason}.")
    mend = Text(zh="请检查读取权限，并关闭占用它的程序。", en="Check the permissions, and close the program that holds it.")


class FileNotWritable(AnswerError):
    """The answers cannot be written there."""

    what = Text(zh="无法写入 {path}：{reason}。", en="{path} cannot be written: {reason}.")
    mend = Text(
        zh="请换一个位置，或修改文件夹权限；原有文件未被改动。",
        en="Choose another place, or change its permissions; nothing there was changed.",
    )


class FileEmpty(AnswerError):
    """The file has no content."""

    what = Text(zh="文件 {path} 是空的。", en="The file {path} is empty.")
    mend = Text(zh="请重新导出数据。", en="Export the answers again.")


class NoRows(AnswerError):
    """There are headings and not one answer."""

    what = Text(zh="文件 {path} 只有标题行，没有一行答卷。", en="The file {path} has headings and not one row of answers.")
    mend = Text(zh="请确认导出时选中了全部答卷。", en="Check that the export was told to include the answers.")


class SurveyWithoutAnswers(AnswerError):
    """The file describes a questionnaire and holds no answers."""

    what = Text(zh="{path} 是问卷定义文件，只有题目，没有答卷。", en="{path} defines a questionnaire; it holds questions and no answers.")
    mend = Text(
        zh="请导入答卷数据文件，并把本文件作为它的题目说明（--with）一起给出。",
        en="Give the file of answers, and this one beside it to explain them (--with).",
    )


class FileTooLarge(AnswerError):
    """The file is larger than the limit."""

    what = Text(zh="文件 {path} 有 {size} MB，超过上限 {limit} MB。", en="The file {path} has {size} MB; the limit is {limit} MB.")
    mend = Text(zh="请拆分后分批导入，或改存为 Parquet。", en="Split it and import the parts, or save it as Parquet.")


class UnpacksTooLarge(AnswerError):
    """A packed file would swell beyond reason: a bomb, or a mistake that acts like one."""

    what = Text(
        zh="文件 {path} 解压后达 {size} MB（压缩比 {ratio}），超过安全上限，未予解压。",
        en="The file {path} would unpack to {size} MB ({ratio} times its size), beyond the safe limit; it was not unpacked.",
    )
    mend = Text(
        zh="如果来源可信，请用表格软件打开，删去空白行列和格式后另存，或另存为 CSV。",
        en="If you trust its origin, open it, clear empty rows, columns and formats and save it again, or save it as CSV.",
    )


class SheetTooLarge(AnswerError):
    """A worksheet claims more cells than can be real."""

    what = Text(
        zh="工作表“{sheet}”声称有 {rows} 行 × {columns} 列，超过上限 {limit} 个单元格。",
        en="The sheet {sheet!r} claims {rows} rows x {columns} columns; the limit is {limit} cells.",
    )
    mend = Text(
        zh="多半是远处有残留的单元格或格式：请删除数据区以外的行列后重新保存，或另存为 CSV。",
        en="Usually a stray cell far away is to blame: delete the rows and columns outside the answers and save again, or save as CSV.",
    )


class TooManyColumns(AnswerError):
    """More columns than any survey has."""

    what = Text(zh="文件 {path} 有 {columns} 列，上限为 {limit} 列。", en="The file {path} has {columns} columns; the limit is {limit}.")
    mend = Text(
        zh="请检查分隔符是否正确、数据是否被转置（一行应为一份答卷）。",
        en="Check the delimiter, and whether the table lies on its side (one row should be one response).",
    )


class RowTooLong(AnswerError):
    """One row is larger than any row of answers can be."""

    what = Text(zh="文件 {path} 的第 {row} 行超过 {limit} MB。", en="Row {row} of {path} is larger than {limit} MB.")
    mend = Text(zh="请检查该行是否缺少换行或引号未闭合。", en="Check for a missing line end or a quotation mark that never closes there.")


class RowsUneven(AnswerError):
    """Most rows have another number of cells than there are headings."""

    what = Text(
        zh="文件 {path} 有 {count} 行的单元格数与标题不符（标题 {expected} 个，第 {row} 行有 {found} 个）。",
        en="{count} rows of {path} have another number of cells than there are headings ({expected} headings, {found} cells in row {row}).",
    )
    mend = Text(
        zh="请检查分隔符，以及文字中的分隔符是否加了引号；也可以另存为 .xlsx。",
        en="Check the delimiter, and that texts containing it are quoted; or save the table as .xlsx.",
    )


class QuoteNeverClosed(AnswerError):
    """A quotation mark opens and never closes, so that the rest of the file would be one cell."""

    what = Text(
        zh="文件 {path} 在第 {row} 行之后有未闭合的引号，或文件被截断。",
        en="In {path}, after row {row}, a quotation mark never closes, or the file is cut off.",
    )
    mend = Text(
        zh="请补上引号，或重新导出；文字中的引号应写成两个。",
        en="Close it, or export the file again; a quotation mark inside a text is written twice.",
    )


class FileBroken(AnswerError):
    """The file is damaged, cut off, or not what it pretends to be."""

    what = Text(
        zh="文件 {path} 已损坏或不完整，无法按 {kind} 读取（{reason}）。",
        en="The file {path} is damaged or cut off; as {kind} it cannot be read ({reason}).",
    )
    mend = Text(
        zh="请重新下载或导出；若能用其他软件打开，请另存为 CSV 或 .xlsx。",
        en="Download or export it again; if another program opens it, save it as CSV or .xlsx.",
    )


class FileLocked(AnswerError):
    """The file is protected by a password."""

    what = Text(zh="文件 {path} 设有打开密码。", en="The file {path} is protected by a password.")
    mend = Text(zh="请取消密码后另存一份。", en="Save a copy without the password.")


class NameAndContentDiffer(AnswerError):
    """The ending of the name promises something else than the content is."""

    what = Text(zh="文件 {path} 的扩展名是{said}，内容却是{found}。", en="The name of {path} says {said}, but its content is {found}.")
    mend = Text(
        zh="请改正扩展名，或用原软件重新导出；也可以在研究文件的 layout.kind 中写明类型。",
        en="Correct the ending, or export it again; or state the kind in the study (layout.kind).",
    )


class KindUnknown(AnswerError):
    """The kind of the file cannot be made out."""

    what = Text(
        zh="文件 {path} 不是可读取的问卷数据文件（无法判断它的类型）。",
        en="{path} is no file of survey answers: what kind of file it is cannot be made out.",
    )
    mend = Text(
        zh="可读取：CSV/TSV、.xlsx、.xls、SPSS .sav、Qualtrics、LimeSurvey、SurveyMonkey、问卷星、Parquet、Arrow。",
        en="These can be read: CSV/TSV, .xlsx, .xls, SPSS .sav, Qualtrics, LimeSurvey, SurveyMonkey, wjx, Parquet, Arrow.",
    )


class EncodingWrong(AnswerError):
    """The bytes do not read as text in the encoding that was said or found."""

    what = Text(
        zh="文件 {path} 不能按编码 {encoding} 读取：第 {line} 行有无效字节。",
        en="The file {path} does not read as {encoding}: line {line} has bytes that mean nothing in it.",
    )
    mend = Text(
        zh="请去掉 layout.encoding 让程序自行判断，或改为 utf-8、gb18030、latin-1 等正确的编码。",
        en="Leave out layout.encoding so that it is found out, or state the right one (utf-8, gb18030, latin-1, ...).",
    )


class EncodingUnknown(AnswerError):
    """The encoding that was stated does not exist."""

    what = Text(zh="没有名为 {encoding} 的编码。", en="There is no encoding called {encoding}.")
    mend = Text(
        zh="请去掉 layout.encoding，或改为 utf-8、gb18030、latin-1 等。",
        en="Leave out layout.encoding, or state utf-8, gb18030, latin-1 or the like.",
    )


class DelimiterUnclear(AnswerError):
    """No delimiter makes a table of the text."""

    what = Text(zh="文件 {path} 看不出用什么分隔各列。", en="What separates the columns of {path} cannot be made out.")
    mend = Text(zh="请在 layout.delimiter 中写明分隔符，例如 ; 或 \\t。", en="State it in layout.delimiter, for example ; or \\t.")


class XmlForbidden(AnswerError):
    """An XML file carries a DOCTYPE or entities, which no survey tool writes and attackers do."""

    what = Text(
        zh="文件 {path} 含有 DOCTYPE 或实体声明，出于安全不予读取。",
        en="The file {path} carries a DOCTYPE or entities and is refused for safety.",
    )
    mend = Text(zh="请从问卷系统重新导出原始文件。", en="Export the original file from the survey tool again.")


class SheetUnknown(AnswerError):
    """The workbook has no such sheet."""

    what = Text(zh="工作簿中没有工作表“{sheet}”。", en="The workbook has no sheet {sheet!r}.")
    mend = Text(zh="已有的工作表：{known}。", en="Its sheets are: {known}.")


class SheetUnnamed(AnswerError):
    """The workbook has several sheets with content, and none was named."""

    what = Text(zh="工作簿有多张有内容的工作表：{known}。", en="The workbook has several sheets with content: {known}.")
    mend = Text(zh="请在 layout.sheet 中写明要用哪一张。", en="State the one to use in layout.sheet.")


class ReadingTooLong(AnswerError):
    """Reading took more time than such a file can need."""

    what = Text(zh="读取文件 {path} 超过 {seconds} 秒，已中止。", en="Reading {path} took more than {seconds} seconds and was stopped.")
    mend = Text(zh="请另存为 CSV 或 Parquet，或拆分后导入。", en="Save it as CSV or Parquet, or split it.")


class ReadingTooMuchMemory(AnswerError):
    """Reading needed more memory than such a file can need."""

    what = Text(
        zh="读取文件 {path} 需要的内存超过 {limit} MB，已中止。", en="Reading {path} needs more than {limit} MB of memory and was stopped."
    )
    mend = Text(zh="请另存为 CSV 或 Parquet，或拆分后导入。", en="Save it as CSV or Parquet, or split it.")


class ReaderMissing(AnswerError):
    """The library that reads this kind of file is not installed."""

    what = Text(zh="读取 {kind} 需要组件“{library}”，尚未安装。", en="Reading {kind} needs {library!r}, which is not installed.")
    mend = Text(zh="请运行 pip install “peakend[import]”。", en='Run: pip install "peakend[import]".')


class ColumnMissing(AnswerError):
    """The study names a column that the file does not have."""

    what = Text(
        zh="文件中没有研究所指的列：{columns}。",
        en="The file has no such column as the study names: {columns}.",
    )
    mend = Text(
        zh="请核对研究文件中题目的 column。文件中相近的列：{near}。",
        en="Check the `column` of these questions. The nearest in the file: {near}.",
    )


class HeadingTwice(AnswerError):
    """Two columns of a dataframe bear the same heading, and the study asks for it."""

    what = Text(
        zh="列标题“{column}”出现了 {count} 次，无法知道用哪一列。",
        en="The heading {column!r} stands over {count} columns; which one is meant cannot be known.",
    )
    mend = Text(zh="请给这些列取不同的名字。", en="Give these columns different names.")


class NoColumnsFit(AnswerError):
    """Not one question of the study finds a column."""

    what = Text(
        zh="研究“{study}”没有一道题能在文件中找到对应的列。", en="Not one question of the study {study!r} finds a column in the file."
    )
    mend = Text(
        zh="请在研究文件中为题目写明 column，或用 peakend define draft 由文件起草一份。",
        en="State the `column` of its questions, or draft a study from the file with peakend define draft.",
    )


class ScaleMissing(AnswerError):
    """A question of this measure needs a scale and has none."""

    what = Text(
        zh="题目“{question}”（{measure}）没有量表，无法判断哪些答案有效。",
        en="The question {question!r} ({measure}) has no scale, so which answers count cannot be known.",
    )
    mend = Text(zh="请在研究文件中写明 scale（low、high）。", en="State its scale (low, high) in the study.")


class TableWithoutPath(AnswerError):
    """What was given is neither the path of a file nor a dataframe."""

    what = Text(zh="给出的 {found} 既不是文件路径，也不是数据表。", en="A {found} is neither the path of a file nor a dataframe.")
    mend = Text(
        zh="请给出文件路径，或 pandas、Polars、PyArrow、DuckDB 的数据表。",
        en="Give a path, or a dataframe of pandas, Polars, PyArrow or DuckDB.",
    )


class TargetsDoNotFit(AnswerError):
    """The targets of synthetic answers cannot be reached on the scale of the question."""

    what = Text(
        zh="“{place}”的目标值 {value} 超出可达到的范围 {low} 到 {high}。",
        en="The target {value} for {place!r} lies outside what can be reached, {low} to {high}.",
    )
    mend = Text(zh="请修改目标值或量表。", en="Change the target, or the scale.")


class CodedOtherwise(AnswerError):
    """A scale was changed in the study after the answers were imported with it."""

    what = Text(
        zh="答卷导入之后，研究“{study}”修改了这些题目的量表：{questions}。",
        en="After the answers were imported, the study {study!r} changed the scale of: {questions}.",
    )
    mend = Text(
        zh="请用修改后的研究文件重新导入原始文件（peakend listen sheet），或改回量表。",
        en="Import the original file again under the changed study (peakend listen sheet), or change the scale back.",
    )


class AskedOtherwise(AnswerError):
    """The keys of questions were changed in the study after the answers were imported, or the answers belong to another study."""

    what = Text(
        zh="研究“{study}”问的这些题在答卷中没有：{new}；答卷中的这些题研究不再问：{lost}。可能是题目改了 key，或答卷属于另一项研究。",
        en="The study {study!r} asks what the answers do not have: {new}; and they have what it does not ask: {lost}. "
        "A key was changed, or the answers belong to another study.",
    )
    mend = Text(
        zh="请恢复原来的 key，或用现在的研究文件重新导入原始文件（peakend listen sheet）。",
        en="Give the questions their keys back, or import the original file again under the study as it is now (peakend listen sheet).",
    )
