"""How do results become a workbook? One sheet a result, whole and formatted, with the base above each table and the method at the end.

What stands in a sheet is what `rows()` of the result says: read back, it is equal. Text is text and never a formula.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import xlsxwriter

from peakend.analyse.cautions import Cautions
from peakend.analyse.gaps import Gaps
from peakend.analyse.methods import METHODS
from peakend.analyse.peaks import Peaks
from peakend.analyse.reading import Reading
from peakend.analyse.result import Result, Row
from peakend.analyse.segments import Segments
from peakend.define.survey import Question
from peakend.report.facts import Known, gather
from peakend.report.saving import file_in, save_whole
from peakend.report.steps import Steps
from peakend.report.theme import paint
from peakend.report.words import (
    caution_words,
    gap_headline,
    headline,
    main_kind,
    method_note,
    name_of,
    name_question,
    segments_headline,
)
from peakend.report.words.absent import absent_lines
from peakend.report.words.names import KINDS, MARKS, MEASURES, REASONS, RULES, SYNTHETIC_NOTE
from peakend.report.workbook.cells import Styles, clean, put
from peakend.report.workbook.charts import add_charts
from peakend.report.workbook.layout import Field, Layout, lay_out
from peakend.report.workbook.sheets import Volume, mark_rows, write_table, write_top
from peakend.text import Language, Text

__all__ = ["write_result_workbook", "write_workbook"]

CONTENTS: Final = Text("目录", "Contents")
METHODS_SHEET: Final = Text("方法", "Methods")
QUESTIONS: Final = Text("题目字典", "Questions")
NOT_THERE: Final = Text("未包含", "Not here")
PAIRS: Final = Text("客群两两比较", "Pairs of segments")

_MARKS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "peaks": (("words", '""', "card"), ("kind", '"peak"', "peak_tint"), ("kind", '"end"', "end_tint")),
    "baseline": (("mark", '"peak"', "peak_tint"), ("mark", '"end"', "end_tint")),
    "importance": (("above_proved", "TRUE", "experience_tint"),),
    "needs": (("core", "TRUE", "experience_tint"),),
    "gaps": (("significant", "TRUE", "peak_tint"),),
    "quadrants": (("quadrant", '"improve"', "peak_tint"),),
    "segments": (("differs", "TRUE", "end_tint"),),
}
"""Which rows of a result are coloured; the word stands in the row too."""


def write_workbook(reading: Reading, out: str | Path, language: Language = "zh", steps: Steps | None = None) -> Path:
    """Write the workbook of a reading to `out` (an .xlsx file) and give its path.

    What the study did not ask has no sheet; the method sheet names it with the reason. The file appears whole or not at all.
    Raises `FolderNotWritable`, what the scan raises, and the first fault where nothing could be answered.
    """
    steps = steps or Steps()
    steps.expect(1)
    known = gather(reading, steps=steps)
    steps.begin(Text(zh="写工作表", en="Writing the sheets"))
    return save_whole(file_in(out, f"workbook-{language}.xlsx"), lambda path: _write(known, path, language))


def write_result_workbook(known: Known, out: Path, language: Language) -> Path:
    """Only the sheets of the results that are known, with their base and methods."""
    return save_whole(out, lambda path: _write(known, path, language))


def _write(known: Known, path: Path, language: Language) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": clean(known.study.title.say(language)), "author": "Peakend"})
    volume = Volume(book, known.study, language, Styles(book, language))
    first = volume.add(volume.say(CONTENTS))
    for result in results_of(known):
        _add_result(volume, result)
        if isinstance(result, Segments) and result.pair_rows():
            _add_rows(volume, volume.say(PAIRS), result, result.pair_rows(), ())
    add_charts(volume, known)
    _add_methods(volume, known)
    _add_questions(volume, known)
    _fill_contents(volume, first, known)
    first.activate()
    book.close()


def results_of(known: Known) -> tuple[Result, ...]:
    """Every result that has a sheet, in the order of the method."""
    found: tuple[Result | None, ...] = (
        known.importance,
        known.peaks,
        known.needs,
        known.experience,
        known.gaps,
        known.quadrants,
        known.nps,
        known.satisfaction,
        known.segments,
        known.baseline,
        *known.more.values(),
        known.reading.cautions,
    )
    return tuple(result for result in found if result is not None)


def _add_result(volume: Volume, result: Result) -> None:
    _add_rows(volume, result.title.say(volume.language), result, result.rows(), _MARKS.get(result.question, ()))


def _add_rows(volume: Volume, title: str, result: Result, rows: Sequence[Row], marks: Sequence[tuple[str, str, str]]) -> None:
    sheet = volume.add(title)
    finding = volume.say(_finding(volume, result))
    top = write_top(volume, sheet, title, finding, result.base)
    layout = lay_out(rows, result.question, volume.study, volume.language)
    if isinstance(result, Cautions):
        sentences = [caution_words(one, volume.study) for one in result.cautions]
        layout = _tell_first(volume, Text("说明", "What it means"), sentences, layout)
    if isinstance(result, Peaks):
        layout = _tell_first(volume, Text("结论", "Verdict"), [_verdict(row) for row in rows], layout)
    names = write_table(volume, sheet, layout, top)
    mark_rows(volume, sheet, layout, names, marks)
    volume.list_sheet(sheet, finding, len(rows))


def _tell_first(volume: Volume, heading: Text, sentences: Sequence[Text], layout: Layout) -> Layout:
    """The same table with words before each line."""
    field = Field("words", volume.say(heading), "text", words=True)
    lines = tuple((volume.say(words), *line) for words, line in zip(sentences, layout.lines, strict=True))
    return Layout((field, *layout.fields), lines)


def _verdict(row: Row) -> Text:
    """What a line says about a moment: peak or end and by which rules; nothing for the others."""
    source, tested, kind = bool(row.get("by_source")), bool(row.get("by_test")), str(row.get("kind"))
    if not source and not tested:
        return Text()
    rules, name = RULES["both" if source and tested else "source" if source else "tested"], KINDS[kind]
    return Text(zh=f"{MARKS[kind]} {name.zh}（{rules.zh}）", en=f"{MARKS[kind]} {name.en} ({rules.en})")


def _finding(volume: Volume, result: Result) -> Text:
    if isinstance(result, Gaps):
        return gap_headline(result, main_kind(result), study=volume.study)
    return segments_headline(result, volume.study) if isinstance(result, Segments) else headline(result)


def _add_methods(volume: Volume, known: Known) -> None:
    """Each method with version and source, how each result was worked out, and what could not be answered."""
    title = volume.say(METHODS_SHEET)
    sheet, styles = volume.add(title), volume.styles
    top = write_top(
        volume,
        sheet,
        title,
        volume.say(Text("同样的数据和版本给出同样的数字", "The same answers and versions give the same numbers")),
        known.base,
    )
    versions: dict[str, str] = {}
    for result in results_of(known):
        versions |= result.base.methods
    heads = (Text("方法", "Method"), Text("版本", "Version"), Text("名称", "Name"), Text("来源", "Source"))
    fields = tuple(Field(name, volume.say(head), "text") for name, head in zip(("method", "version", "name", "source"), heads, strict=True))
    lines = tuple(
        (key, version, volume.say(METHODS[key].name), METHODS[key].source) for key, version in sorted(versions.items()) if key in METHODS
    )
    row = write_table(volume, sheet, Layout(fields, lines), top) + len(lines) + 2
    wrapped = styles.style(text_wrap=True, valign="top")
    for result in results_of(known):
        sheet.write_string(row, 0, result.title.say(volume.language), styles.style(bold=True, valign="top"))
        note = volume.say(method_note(result))
        sheet.merge_range(row, 1, row, 3, clean(note), wrapped)
        sheet.set_row(row, 15.0 * (2 + len(note) * (1.9 if volume.language == "zh" else 1.0) // 105))
        row += 1
    for line in absent_lines(known.faults):
        sheet.write_string(row, 0, volume.say(NOT_THERE), styles.style(font_color=paint("muted"), valign="top"))
        sheet.merge_range(row, 1, row, 3, clean(volume.say(line)), wrapped)
        row += 1
    volume.list_sheet(sheet, volume.say(Text("方法、版本、出处和公式", "Methods, versions, sources and formulas")), len(lines))


def _add_questions(volume: Volume, known: Known) -> None:
    """The dictionary: every question and attribute, what it measures, its wording, scale and codes."""
    title = volume.say(QUESTIONS)
    sheet = volume.add(title)
    about = Text("每个字段的含义、题面、量表和缺失代码", "What each column means: wording, scale, codes without an answer")
    top = write_top(volume, sheet, title, volume.say(about), known.base)
    heads = {
        "key": Text("字段", "Column"),
        "name": Text("含义", "Meaning"),
        "measure": Text("测量", "Measure"),
        "about": Text("对象（键）", "About (key)"),
        "wording_zh": Text("题面（中文）", "Wording (Chinese)"),
        "wording_en": Text("题面（英文）", "Wording (English)"),
        "low": Text("最低分", "Lowest"),
        "high": Text("最高分", "Highest"),
        "labels": Text("分值标签", "Labels"),
        "missing": Text("无效代码", "Codes without an answer"),
        "source": Text("原始列名", "Heading in the file"),
        "group": Text("题组", "Group"),
        "present": Text("数据中有", "In the answers"),
    }
    units = {"low": "count", "high": "count"}
    tucked = {"about", "wording_en" if volume.language == "zh" else "wording_zh"}
    fields = tuple(Field(name, volume.say(head), units.get(name, "text"), tucked=name in tucked) for name, head in heads.items())
    fields = tuple(sorted(fields, key=lambda one: one.tucked))
    present = known.reading.present
    lines = [
        tuple(dict(_describe(volume, question, here=question.key in present))[one.name] for one in fields)
        for question in known.study.survey.questions
    ]
    for attribute in known.study.survey.attributes:
        told = dict.fromkeys(heads, "") | {
            "key": attribute.key,
            "name": volume.say(attribute.name),
            "measure": volume.say(Text("客户属性", "attribute")),
            "labels": "; ".join(f"{value} = {volume.say(words)}" for value, words in attribute.values),
            "missing": "; ".join(attribute.missing),
            "source": attribute.source,
        }
        lines.append(tuple(attribute.key in present if one.name == "present" else told[one.name] or None for one in fields))
    write_table(volume, sheet, Layout(fields, tuple(lines)), top)
    volume.list_sheet(sheet, volume.say(about), len(lines))


def _describe(volume: Volume, question: Question, *, here: bool) -> Iterator[tuple[str, str | int | bool | None]]:
    scale = question.scale
    yield "key", question.key
    yield "name", volume.say(name_question(question, volume.study))
    yield "measure", volume.say(name_of(MEASURES, question.measure))
    yield "about", question.about
    yield "wording_zh", question.wording.zh
    yield "wording_en", question.wording.en
    yield "low", scale.low if scale else None
    yield "high", scale.high if scale else None
    yield "labels", "; ".join(f"{answer} = {volume.say(words)}" for answer, words in scale.labels) if scale else ""
    yield "missing", "; ".join(f"{code} = {volume.say(name_of(REASONS, why))}" for code, why in scale.missing) if scale else ""
    yield "source", question.source
    yield "group", question.group
    yield "present", here


def _fill_contents(volume: Volume, sheet: xlsxwriter.worksheet.Worksheet, known: Known) -> None:
    """The first sheet: the study, its base, and a link to every other sheet with what it found."""
    styles, study = volume.styles, known.study
    top = write_top(volume, sheet, study.title.say(volume.language), study.goal.say(volume.language), known.base)
    for at, words in enumerate((Text("工作表", "Sheet"), Text("结论或内容", "Finding or content"), Text("行数", "Rows"))):
        sheet.write_string(
            top, at, volume.say(words), styles.style(bold=True, bg_color=paint("wash"), bottom=1, bottom_color=paint("quiet"))
        )
    link = styles.style(font_color=paint("link"), underline=1, bottom=1, bottom_color=paint("line"), valign="top")
    wrapped = styles.style(text_wrap=True, bottom=1, bottom_color=paint("line"), valign="top")
    for row, one in enumerate(volume.contents, start=top + 1):
        quoted = one.sheet.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", link, one.sheet)
        sheet.write_string(row, 1, clean(one.about), wrapped)
        put(sheet, styles, row, 2, one.rows or None, "count")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    sheet.set_column(2, 2, 9)
    note = Text(
        "每张表的第一行标题供人阅读，第二行字段名供程序读取；空白的估计值表示样本不足，旁边写明至少需要多少。",
        "In each table the first line of headings is for people, the second for programs; an empty estimate means too few answers, "
        "and beside it stands how many would do.",
    )
    row = top + 2 + len(volume.contents)
    sheet.write_string(row, 0, volume.say(note), styles.style(font_color=paint("muted")))
    if known.base.synthetic:
        sheet.write_string(row + 1, 0, volume.say(SYNTHETIC_NOTE), styles.style(font_color=paint("end_ink"), bold=True))
