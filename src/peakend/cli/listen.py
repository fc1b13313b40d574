"""`peakend listen`: look at a survey file; import it, first as a dry run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.text import Text as Line

from peakend.analyse.opening import describe_file, open_answers
from peakend.analyse.weighting import fit_weights
from peakend.cli.define import plain_remark, show_remarks
from peakend.cli.menu import Stage, Verb
from peakend.cli.options import AnswerFile, Beside, Form, Lang, PlainForm, StudyFile, SurveyFile
from peakend.cli.output import choose_format, emit_csv, emit_json, show_table
from peakend.cli.progress import working
from peakend.cli.speech import out, say, spoken, tell
from peakend.define.check import require_sound
from peakend.define.file import read_study
from peakend.listen.digest import describe_answers
from peakend.listen.guess import ROLES
from peakend.listen.look import Look, Seen, look_at
from peakend.listen.reweigh import write_weighted
from peakend.listen.sheet import EXCLUSIONS, Sheet, import_sheet
from peakend.report.tables import lay_table
from peakend.report.words import MEASURES, REASONS, base_line, findings, headline, name_of
from peakend.text import Text

app = typer.Typer(cls=Stage, no_args_is_help=True, add_completion=False)

_HEADS: Final = (
    Text("列", "Column"),
    Text("看作", "Taken for"),
    Text("量表", "Scale"),
    Text("有值", "Filled"),
    Text("不同值", "Different"),
    Text("例", "Examples"),
    Text("依据", "Because"),
)

_SHOWN: Final = 20
"""Refused cells printed one by one; the rest is counted, and `--refusals` writes all of them."""

StudyOption = Annotated[Path, typer.Option("--study", metavar="FILE", help=say("研究文件 .yaml", "study file .yaml"))]
AnswersOut = Annotated[Path, typer.Option("--out", metavar="FILE", help=say("写入的答卷文件 .parquet", "answers to write, .parquet"))]
Write = Annotated[bool, typer.Option("--write", help=say("写入；不加则只是试运行", "keep the answers; without it this is a dry run"))]
Refusals = Annotated[
    Path | None,
    typer.Option("--refusals", metavar="FILE", help=say("把全部被拒的单元格写入这个 CSV", "write every refused cell into this CSV")),
]


@app.command(
    "look", cls=Verb, help=say("查看文件：编码、标题行、各列是什么、可疑之处", "say what is in a file: encoding, headings, columns, doubts")
)
def look(file: SurveyFile, beside: Beside = None, form: Form = "table", lang: Lang = "") -> None:
    """Look at a file; nothing is kept."""
    form = choose_format(form)
    with working(say(f"正在查看 {file.name}", f"Looking at {file.name}")):
        seen = look_at(file, definition=beside)
    if form == "json":
        emit_json(_plain_look(seen))
    elif form == "csv":
        emit_csv([_localise(row) for row in seen.rows_for_display()])
    else:
        _show_look(seen, file, beside)


def _show_look(seen: Look, file: Path, beside: Path | None) -> None:
    out.print(Line(tell(_layout_line(seen)), style="bold"))
    lines = [_column_line(one) for one in seen.columns]
    show_table(say("各列", "Columns"), [tell(head) for head in _HEADS], lines, right=(False, False, False, True, True))
    out.print(Line(say(f"需要确认或留意的 {len(seen.remarks)} 处：", f"Things to confirm or mind: {len(seen.remarks)}"), style="bold"))
    show_remarks([(0, remark) for remark in seen.remarks])
    step = f"peakend define draft {file}" + (f" --with {beside}" if beside else "")
    out.print(Line(say(f"下一步：{step}", f"Next: {step}")))


@app.command(
    "sheet", cls=Verb, help=say("按研究文件导入答卷；默认试运行，--write 才写入", "import answers under a study; a dry run unless --write")
)
def sheet(
    file: SurveyFile,
    study: StudyOption,
    target: AnswersOut = Path("answers.parquet"),
    write: Write = False,
    beside: Beside = None,
    refusals: Refusals = None,
    form: PlainForm = "table",
    lang: Lang = "",
) -> None:
    """Read a file under a study and say what would become of it; keep it with --write."""
    form = choose_format(form, ("table", "json"))
    known = read_study(study)
    require_sound(known)
    with working(say(f"正在读取 {file.name}", f"Reading {file.name}")):
        read = import_sheet(file, known, beside)
    listed = read.write_refusals(refusals) if refusals is not None else None
    written = read.write(target) if write else None
    if form == "json":
        emit_json({**_plain_sheet(read), "refusals": str(listed or ""), "written": str(written or "")})
        return
    show_remarks([(0, remark) for remark in read.remarks])
    for line in _sheet_lines(read):
        out.print(Line(tell(line)))
    _show_refusals(read)
    if listed is not None:
        out.print(Line(say(f"被拒的单元格全部列在 {listed}", f"All refused cells are listed in {listed}")))
    if written is not None:
        out.print(Line(say(f"已写入 {written}（内容指纹 {read.content[:12]}）", f"Wrote {written} (content {read.content[:12]})")))
    else:
        out.print(Line(say("试运行，未写入。确认后加 --write。", "A dry run: nothing was written. Add --write to keep it.")))


@app.command(
    "weight",
    cls=Verb,
    help=say(
        "按研究文件中的总体分布给答卷加权；默认试运行，--write 才写入",
        "weight answers to the population in the study; a dry run unless --write",
    ),
)
def weight(
    study: StudyFile,
    answers: AnswerFile,
    target: AnswersOut = Path("weighted.parquet"),
    write: Write = False,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Work out weights that meet the margins of the plan; keep a weighted copy of the answers with --write."""
    form = choose_format(form)
    known = read_study(study)
    require_sound(known)
    with working(say(f"正在读取 {answers.name}", f"Reading {answers.name}")):
        source = open_answers(answers, known)
        fitted = fit_weights(known, source)
        about = describe_file(answers) or describe_answers(known, answers.name, "")
        written = write_weighted(source, fitted.weights, target, about) if write else None
    if form == "json":
        emit_json({**fitted.as_dict(), "written": str(written or "")})
        return
    if form == "csv":
        emit_csv(fitted.rows())
        return
    out.print(Line(tell(headline(fitted)), style="bold"))
    for finding in findings(fitted):
        out.print(Line(f"· {tell(finding)}"))
    table = lay_table(fitted.rows(), known, spoken(), fitted.question)
    show_table(tell(fitted.title), table.heads, table.lines, [tell(base_line(fitted.base, known))], table.right)
    if written is not None:
        out.print(Line(say(f"已写入 {written}，今后用它分析即为加权结果", f"Wrote {written}: analyses of it are weighted")))
    else:
        out.print(Line(say("试运行，未写入。确认后加 --write。", "A dry run: nothing was written. Add --write to keep it.")))


def _layout_line(seen: Look) -> Text:
    layout = seen.layout
    parts = [layout.kind, layout.encoding, f"“{layout.sheet}”" if layout.sheet else ""]
    said = " · ".join(part for part in parts if part)
    return Text(
        zh=f"{seen.path.name}：{said}，标题 {layout.header_rows} 行，{seen.rows:,} 份答卷 × {len(seen.columns)} 列",
        en=f"{seen.path.name}: {said}, heading rows: {layout.header_rows}, {seen.rows:,} responses × {len(seen.columns)} columns",
    )


def _column_line(seen: Seen) -> list[str]:
    guess = seen.guess
    role = tell(ROLES[guess.role])
    measure = tell(name_of(MEASURES, guess.measure)) if guess.measure else ""
    scale = f"{guess.scale.low}–{guess.scale.high}" if guess.scale else ""
    codes = ", ".join(f"{code}={tell(name_of(REASONS, reason))}" for code, reason in guess.scale.missing) if guess.scale else ""
    taken = f"{role} · {measure}" if measure and guess.role == "rating" else role
    doubt = "" if guess.sure else "? "
    return [
        _short(seen.column.name, 36),
        doubt + taken,
        " ".join(part for part in (scale, codes) if part),
        f"{seen.filled:,}",
        f"{seen.distinct:,}",
        _short(" / ".join(seen.examples), 40),
        _short(tell(guess.reason), 60),
    ]


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _plain_look(seen: Look) -> dict[str, Any]:
    layout = {name: getattr(seen.layout, name) for name in ("kind", "encoding", "delimiter", "decimal", "sheet", "header_rows")}
    return {
        "file": seen.path.name,
        "layout": layout,
        "rows": seen.rows,
        "columns": [_localise(row) for row in seen.rows_for_display()],
        "remarks": [plain_remark(one) for one in seen.remarks],
    }


def _localise(row: dict[str, Any]) -> dict[str, Any]:
    """A described column with its sentences in the language of the run."""
    return {name: value[spoken()] if isinstance(value, dict) else value for name, value in row.items()}


def _plain_sheet(read: Sheet) -> dict[str, Any]:
    return {
        "file": read.source.name,
        "study": read.study,
        "rows_read": read.rows_read,
        "rows_accepted": read.rows_accepted,
        "excluded": [{"reason": reason, "rows": count, "first": list(rows)} for reason, count, rows in read.excluded],
        "cells_refused": read.cells_refused,
        "refused": [
            {"column": one.column, "question": one.question, "value": one.value, "cells": one.count, "mend": tell(one.expected.mend)}
            for one in read.refused_values
        ],
        "counts": {question: dict(counts) for question, counts in read.counts.items()},
        "remarks": [plain_remark(one) for one in read.remarks],
        "content": read.content,
    }


def _sheet_lines(read: Sheet) -> Iterator[Text]:
    yield Text(
        zh=f"读取 {read.rows_read:,} 行，接受 {read.rows_accepted:,} 份答卷，拒绝 {read.cells_refused:,} 个单元格。",
        en=f"Rows read: {read.rows_read:,}; responses accepted: {read.rows_accepted:,}; cells refused: {read.cells_refused:,}.",
    )
    for reason, count, rows in read.excluded:
        words = EXCLUSIONS.get(reason, Text(reason, reason))
        some = ", ".join(str(row) for row in rows[:8])
        yield Text(
            zh=f"  整行排除 {count:,} 行：{words.zh}" + (f"（第 {some} 行{'……' if count > len(rows[:8]) else ''}）" if rows else ""),
            en=f"  {count:,} rows left out: {words.en}" + (f" (row {some}{', …' if count > len(rows[:8]) else ''})" if rows else ""),
        )
    missing: dict[str, int] = {}
    for counts in read.counts.values():
        for reason, count in counts.items():
            if reason in REASONS and count:
                missing[reason] = missing.get(reason, 0) + count
    if missing:
        listed = [(name_of(REASONS, reason), count) for reason, count in missing.items()]
        yield Text(
            zh="  无有效答案的单元格：" + "，".join(f"{name.zh} {count:,}" for name, count in listed),
            en="  cells without an answer: " + ", ".join(f"{name.en} {count:,}" for name, count in listed),
        )


def _show_refusals(read: Sheet) -> None:
    for one in read.refusals[:_SHOWN]:
        out.print(Line(f"  ✗ {tell(one.text)}"))
    more = read.cells_refused - min(len(read.refusals), _SHOWN)
    if more > 0:
        told = Text(
            zh=f"  ……另有 {more:,} 个单元格，按值汇总如下（--refusals 可写出全部）：",
            en=f"  … and {more:,} more cells, by value (--refusals writes all):",
        )
        out.print(Line(tell(told)))
        for value in read.refused_values[:_SHOWN]:
            out.print(Line(f"    {value.column} = {value.value!r}: {value.count:,}"))
