"""`peakend analyse <question> STUDY ANSWERS`: one question of the method, answered with interval, n and base."""

import csv
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from peakend.analyse.cautions import Cautions
from peakend.analyse.reading import Reading
from peakend.analyse.result import Result, Row
from peakend.analyse.segments import Segments
from peakend.cli.speech import SPOKEN, err, out, say, show_table
from peakend.define.file import read_study
from peakend.define.study import Study
from peakend.errors import FilterMalformed
from peakend.report.tables import lay_table
from peakend.report.words import base_line, findings, headline, list_cautions, segment_findings, segments_headline
from peakend.text import Language, Text

QUESTIONS: Final = {
    "importance": say("哪些时刻客户最看重", "which moments matter most to customers"),
    "peaks": say("峰值、终值与共有峰值（两种规则并列）", "peaks, ends and common peaks, by both rules"),
    "needs": say("核心需求与多选题", "core needs and multiple answers"),
    "experience": say("体验曲线", "the experience curve"),
    "satisfaction": say("总体满意度", "overall satisfaction"),
    "nps": say("净推荐值 NPS", "Net Promoter Score"),
    "gaps": say("与期望、重要性、竞争对手的差距", "gaps to expectation, importance and competitors"),
    "quadrants": say("重要性–表现四象限", "importance–performance quadrants"),
    "segments": say("客群差异（需要 --by）", "differences between segments (needs --by)"),
    "baseline": say("基准值", "baseline values"),
    "cautions": say("解读前须注意的事项", "what to mind before reading the numbers"),
}
"""The questions of the method that answers can be asked, in its order."""

app = typer.Typer(no_args_is_help=True)


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def _add(question: str) -> None:
    """One command a question."""

    def ask(  # noqa: PLR0913 - one parameter an option of the command
        study: Annotated[Path, typer.Argument(help=say("研究文件 .yaml", "study file .yaml"))],
        answers: Annotated[Path, typer.Argument(help=say("导入后的答卷 .parquet", "imported answers .parquet"))],
        by: Annotated[list[str] | None, typer.Option(help=say("按属性拆分，可重复", "split by an attribute; repeatable"))] = None,
        where: Annotated[list[str] | None, typer.Option(help=say("筛选 属性=值，可重复", "filter ATTRIBUTE=VALUE; repeatable"))] = None,
        wave: Annotated[str, typer.Option(help=say("只看一个期次", "one wave only"))] = "",
        unweighted: Annotated[bool, typer.Option("--unweighted", help=say("忽略权重", "ignore weights"))] = False,  # noqa: FBT002
        unflagged: Annotated[bool, typer.Option("--unflagged", help=say("排除质量存疑的答卷", "leave flagged answers out"))] = False,  # noqa: FBT002
        lang: Annotated[str, typer.Option(help="zh | en")] = SPOKEN,
        form: Annotated[Format, typer.Option("--format", help=say("输出格式", "output format"))] = Format.TABLE,
    ) -> None:
        language: Language = "zh" if lang.startswith("zh") else "en"
        reading = open_reading(study, answers, by=by, where=where, wave=wave, weighted=not unweighted, flagged=not unflagged)
        show(reading, question, language, form)

    app.command(question, help=QUESTIONS[question])(ask)


for _question in QUESTIONS:
    _add(_question)


def open_reading(  # noqa: PLR0913 - the options of a reading
    study: Path,
    answers: Path,
    *,
    by: Sequence[str] | None = None,
    where: Sequence[str] | None = None,
    wave: str = "",
    weighted: bool = True,
    flagged: bool = True,
) -> Reading:
    """A reading from two files and the words of the options. Raises `FilterMalformed` and what reading raises."""
    return Reading(
        study=read_study(study),
        answers=answers,
        by=tuple(by or ()),
        where=parse_filters(where or ()),
        wave=wave,
        weighted=weighted,
        flagged=flagged,
    )


def parse_filters(words: Sequence[str]) -> dict[str, list[str]]:
    """ATTRIBUTE=VALUE words as filters; the same attribute twice means either value. Raises `FilterMalformed`.

    >>> parse_filters(["tier=gold", "tier=diamond", "city=中山"])
    {'tier': ['gold', 'diamond'], 'city': ['中山']}
    """
    filters: dict[str, list[str]] = {}
    for word in words:
        attribute, equals, value = word.partition("=")
        if not equals or not attribute.strip():
            raise FilterMalformed(given=word)
        filters.setdefault(attribute.strip(), []).append(value.strip())
    return filters


def show(reading: Reading, question: str, language: Language, form: Format) -> None:
    """Answer one question and print it."""
    result: Result = getattr(reading, question)
    rows, bases = _rows(reading, question, result)
    if form is Format.JSON:
        answer: dict[str, Any] = {**result.as_dict(), "rows": rows}
        if bases:
            answer["groups"] = bases
        out.print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False), markup=False)
    elif form is Format.CSV:
        _print_csv(rows)
        err.print(base_line(result.base, reading.study).say(language), markup=False)
    else:
        _print_table(reading, result, rows, language)


def _rows(reading: Reading, question: str, result: Result) -> tuple[list[Row], list[Row]]:
    """The rows of all groups (with the group in front) where the answers are split, else of the whole."""
    if not reading.by or question == "segments":
        return result.rows(), []
    rows: list[Row] = []
    bases: list[Row] = []
    for one in reading.each():
        part: Result = getattr(one, question)
        rows += [{**one.group, **row} for row in part.rows()]
        bases.append(part.base.row())
    return rows, bases


def _print_table(reading: Reading, result: Result, rows: Sequence[Row], language: Language) -> None:
    table = lay_table(rows, reading.study, language, result.question, reading.by)
    first, others = _say(result, reading.study)
    out.print(first.say(language), markup=False, style="bold")
    for finding in others:
        out.print(f"· {finding.say(language)}", markup=False)
    notes = [base_line(result.base, reading.study).say(language)]
    show_table(result.title.say(language), table.heads, table.lines, notes)


def _say(result: Result, study: Study) -> tuple[Text, tuple[Text, ...]]:
    """The sentences about a result, in the study's own names where the result itself has only keys."""
    if isinstance(result, Segments):
        return segments_headline(result, study), segment_findings(result, study)
    if isinstance(result, Cautions):
        return headline(result), list_cautions(result, study)
    return headline(result), findings(result)


def _print_csv(rows: Sequence[Row]) -> None:
    heads = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_csv_cell(row.get(name)) for name in heads])


def _csv_cell(value: Any) -> str | int | float:  # noqa: ANN401 - any plain value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    word = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{word}" if word[:1] in "=+-@\t\r" else word
