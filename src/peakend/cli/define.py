"""`peakend define`: start a study, draft one from a file, check it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from peakend.cli.speech import SPOKEN, out, say
from peakend.define.file import open_study, save_study
from peakend.define.remark import Remark
from peakend.define.schema import SCHEMA_PATH
from peakend.define.template import find_template, list_templates
from peakend.errors import OutputExists
from peakend.listen.draft import draft_study
from peakend.listen.look import look_at
from peakend.text import Language, Text

app = typer.Typer(no_args_is_help=True)

Lang = Annotated[str, typer.Option("--lang", help="zh | en")]
Force = Annotated[bool, typer.Option("--force", help=say("覆盖已有文件", "replace the file if it exists"))]

MARKS = {"wrong": "[bold red]✗[/]", "doubtful": "[yellow]?[/]", "missing": "[blue]○[/]"}
"""The sign before a remark; the word stands beside it."""


@app.command(help=say("列出可用的模板", "List the templates"))
def templates(lang: Lang = SPOKEN) -> None:
    """List the templates."""
    for one in list_templates():
        out.print(f"[bold]{one.name}[/]  {one.title.say(_language(lang))}\n  {one.about.say(_language(lang))}")


@app.command(help=say("由模板新建研究文件", "Start a study file from a template"))
def new(
    template: Annotated[str, typer.Argument(help=say("模板名", "name of the template"))],
    path: Annotated[Path, typer.Option("--out", help=say("研究文件", "study file"))] = Path("study.yaml"),
    force: Force = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Copy a template, with its comments."""
    source = find_template(template).path
    _keep(path, force=force)
    path.write_bytes(source.read_bytes())
    out.print(say(f"已写入 {path}。下一步：peakend define check {path}", f"Wrote {path}. Next: peakend define check {path}"), markup=False)


@app.command(help=say("由调查文件起草研究文件，猜测之处写明备注", "Draft a study file from a survey file, with a remark wherever it guessed"))
def draft(
    file: Annotated[Path, typer.Argument(help=say("调查导出文件", "survey export"))],
    path: Annotated[Path, typer.Option("--out", help=say("研究文件", "study file"))] = Path("study.yaml"),
    force: Force = False,  # noqa: FBT002 - a flag of the command line
    lang: Lang = SPOKEN,
) -> None:
    """Look at a file and propose a study with the mapping to its columns."""
    _keep(path, force=force)
    study, remarks = draft_study(look_at(file))
    save_study(study, path, remarks)
    show_remarks([(0, remark) for remark in remarks], _language(lang))
    moments = sum(1 for _ in study.moments())
    out.print(
        say(
            f"已写入 {path}：{moments} 个关键时刻，{len(study.survey.questions)} 道题，{len(remarks)} 处需要确认（文件中以 # ? 标出）。",
            f"Wrote {path}: {moments} moments, {len(study.survey.questions)} questions, {len(remarks)} guesses to confirm (marked # ? in the file).",
        ),
        markup=False,
    )
    out.print(say(f"请编辑后运行：peakend define check {path}", f"Edit it, then: peakend define check {path}"), markup=False)


@app.command(help=say("检查研究文件：缺什么、哪里存疑", "Check a study file: what is missing or doubtful"))
def check(
    path: Annotated[Path, typer.Argument(help=say("研究文件", "study file"))],
    lang: Lang = SPOKEN,
) -> None:
    """Say everything there is to say about a study; exit status 1 if something is wrong."""
    file = open_study(path)
    remarks = file.check()
    show_remarks(remarks, _language(lang))
    counts = {kind: sum(1 for _, one in remarks if one.severity == kind) for kind in MARKS}
    out.print(
        say(
            f"{path.name}：错误 {counts['wrong']}，存疑 {counts['doubtful']}，待补 {counts['missing']}。",
            f"{path.name}: {counts['wrong']} wrong, {counts['doubtful']} doubtful, {counts['missing']} missing.",
        ),
        markup=False,
    )
    if counts["wrong"]:
        raise typer.Exit(1)


@app.command(help=say("打印研究文件的 JSON Schema", "Print the JSON Schema of study files"))
def schema() -> None:
    """Print the published schema, for editors that check while one types."""
    out.out(SCHEMA_PATH.read_text(encoding="utf-8"), highlight=False)


def show_remarks(remarks: Iterable[tuple[int, Remark]], language: Language) -> None:
    """Remarks line by line, each with its line number where it has one."""
    for line, remark in remarks:
        out.print(f"{MARKS[remark.severity]} ", end="")
        where = Text(zh=f"第 {line} 行 · ", en=f"line {line} · ").say(language) if line else ""
        out.print(f"{where}{remark.say(language)}", markup=False)


def _keep(path: Path, *, force: bool) -> None:
    """Never write over somebody's work by accident. Raises `OutputExists`."""
    if path.exists() and not force:
        raise OutputExists(path=str(path))


def _language(word: str) -> Language:
    return "zh" if word.startswith("zh") else "en"
