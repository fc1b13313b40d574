"""`peakend listen`: look at a survey file; import it, first as a dry run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from peakend.cli.analyse import Format
from peakend.cli.define import show_remarks
from peakend.cli.speech import SPOKEN, out, say, show_table
from peakend.define.file import read_study
from peakend.listen.look import Look, Seen, look_at
from peakend.listen.guess import ROLES
from peakend.listen.sheet import EXCLUSIONS, Sheet, import_sheet
from peakend.report.words import MEASURES, REASONS, name_of
from peakend.text import Language, Text

app = typer.Typer(no_args_is_help=True)

Lang = Annotated[str, typer.Option("--lang", help="zh | en")]

_SHOWN = 20
"""Refused cells printed one by one; the rest is counted, and `--refusals` writes all of them."""


@app.command(help=say("查看文件：编码、标题行、各列是什么、可疑之处", "Say what is in a file: encoding, headings, columns, doubts"))
def look(
    file: Annotated[Path, typer.Argument(help=say("调查导出文件", "survey export"))],
    lang: Lang = SPOKEN,
    form: Annotated[Format, typer.Option("--format", help=say("输出格式", "output format"))] = Format.TABLE,
) -> None:
    """Look at a file; nothing is kept."""
    language: Language = "zh" if lang.startswith("zh") else "en"
    seen = look_at(file)
    if form is not Format.TABLE:
        _print_json(seen, language)
        return
    out.print(_layout_line(seen).say(language), style="bold", markup=False)
    heads = [Text("列", "Column"), Text("看作", "Taken for"), Text("量表", "Scale"), Text("有值", "Filled"), Text("不同值", "Different")]
    heads += [Text("例", "Examples"), Text("依据", "Because")]
    show_table(say("各列", "Columns"), [head.say(language) for head in heads], [_column_line(one, language) for one in seen.columns])
    out.print(say(f"需要确认或留意的 {len(seen.remarks)} 处：", f"{len(seen.remarks)} things to confirm or mind:"), style="bold", markup=False)
    show_remarks([(0, remark) for remark in seen.remarks], language)
    out.print(say(f"下一步：peakend define draft {file}", f"Next: peakend define draft {file}"), markup=False)


@app.command(help=say("按研究文件导入答卷；默认试运行，--write 才写入", "Import answers under a study; a dry run unless --write"))
def sheet(  # noqa: PLR0913, PLR0917 - one parameter an option of the command
    file: Annotated[Path, typer.Argument(help=say("调查导出文件", "survey export"))],
    study: Annotated[Path, typer.Option("--study", help=say("研究文件", "study file"))],
    target: Annotated[Path, typer.Option("--out", help=say("答卷文件 .parquet", "answers .parquet"))] = Path("answers.parquet"),
    write: Annotated[bool, typer.Option("--write", help=say("写入文件", "keep the answers"))] = False,  # noqa: FBT002
    refusals: Annotated[Path | None, typer.Option(help=say("把全部被拒单元格写入 CSV", "write every refused cell to a CSV"))] = None,
    lang: Lang = SPOKEN,
) -> None:
    """Read a file under a study and say what would become of it; keep it with --write."""
    language: Language = "zh" if lang.startswith("zh") else "en"
    read = import_sheet(file, read_study(study))
    show_remarks([(0, remark) for remark in read.remarks], language)
    for line in _sheet_lines(read):
        out.print(line.say(language), markup=False)
    _show_refusals(read, language)
    if refusals is not None and read.cells_refused:
        out.print(str(read.write_refusals(refusals)), markup=False)
    if write:
        path = read.write(target)
        out.print(say(f"已写入 {path}（内容指纹 {read.content[:12]}）", f"Wrote {path} (content {read.content[:12]})"), markup=False)
    else:
        out.print(say("试运行，未写入。确认后加 --write。", "A dry run: nothing was written. Add --write to keep it."), markup=False)


def _layout_line(seen: Look) -> Text:
    layout = seen.layout
    parts = [layout.kind, layout.encoding, f"“{layout.sheet}”" if layout.sheet else ""]
    said = " · ".join(part for part in parts if part)
    return Text(
        zh=f"{seen.path.name}：{said}，标题 {layout.header_rows} 行，{seen.rows:,} 份答卷 × {len(seen.columns)} 列",
        en=f"{seen.path.name}: {said}, {layout.header_rows} heading rows, {seen.rows:,} responses x {len(seen.columns)} columns",
    )


def _column_line(seen: Seen, language: Language) -> list[str]:
    guess = seen.guess
    role = ROLES[guess.role].say(language)
    measure = name_of(MEASURES, guess.measure).say(language) if guess.measure else ""
    scale = f"{guess.scale.low}–{guess.scale.high}" if guess.scale else ""  # noqa: RUF001 - a range is written with a dash
    codes = ", ".join(f"{code}={name_of(REASONS, reason).say(language)}" for code, reason in guess.scale.missing) if guess.scale else ""
    taken = f"{role} · {measure}" if measure and guess.role == "rating" else role
    doubt = "" if guess.sure else "? "
    return [
        _short(seen.column.name, 36),
        doubt + taken,
        " ".join(part for part in (scale, codes) if part),
        f"{seen.filled:,}",
        f"{seen.distinct:,}",
        _short(" / ".join(seen.examples), 40),
        _short(guess.reason.say(language), 60),
    ]


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _print_json(seen: Look, language: Language) -> None:
    layout = {name: getattr(seen.layout, name) for name in ("kind", "encoding", "delimiter", "decimal", "sheet", "header_rows")}
    remarks = [
        {"severity": one.severity, "name": one.name, "place": one.where, "message": one.message.say(language), "mend": one.mend.say(language)}
        for one in seen.remarks
    ]
    told = {"file": seen.path.name, "layout": layout, "rows": seen.rows, "columns": seen.rows_for_display(), "remarks": remarks}
    out.print(json.dumps(told, ensure_ascii=False, indent=2), markup=False)


def _sheet_lines(read: Sheet) -> Iterator[Text]:
    yield Text(
        zh=f"读取 {read.rows_read:,} 行，接受 {read.rows_accepted:,} 份答卷，拒绝 {read.cells_refused:,} 个单元格。",
        en=f"{read.rows_read:,} rows read, {read.rows_accepted:,} responses accepted, {read.cells_refused:,} cells refused.",
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


def _show_refusals(read: Sheet, language: Language) -> None:
    for one in read.refusals[:_SHOWN]:
        out.print(f"  ✗ {one.text.say(language)}", markup=False)
    more = read.cells_refused - min(len(read.refusals), _SHOWN)
    if more > 0:
        out.print(
            say(f"  ……另有 {more:,} 个单元格，按值汇总如下（--refusals 可写出全部）：", f"  … and {more:,} more cells, by value (--refusals writes all):"), markup=False
        )
        for value in read.refused_values[:_SHOWN]:
            out.print(f"    {value.column} = {value.value!r}: {value.count:,}", markup=False)
