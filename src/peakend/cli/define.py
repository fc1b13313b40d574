"""`peakend define`: start a study, draft one from a file, check it.

What reads survey files is taken from the face of the library, which loads it when a draft is asked for: a check has no use for engines.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text as Line

import peakend
from peakend.cli.menu import Stage, Verb
from peakend.cli.options import Beside, Force, Lang, PlainForm, SurveyFile
from peakend.cli.output import choose_format, emit_json
from peakend.cli.progress import working
from peakend.cli.speech import out, say, spoken, tell
from peakend.define.file import open_study, write_study
from peakend.define.remark import SEVERITIES, Remark
from peakend.define.schema import SCHEMA_PATH
from peakend.define.template import find_template, list_templates
from peakend.errors import OutputExists
from peakend.report.saving import save_whole
from peakend.text import Text

app = typer.Typer(cls=Stage, no_args_is_help=True, add_completion=False)

StudyOut = Annotated[Path, typer.Option("--out", metavar="FILE", help=say("写入的研究文件", "study file to write"))]

_SHOWN: Final = 3
"""So many remarks of one kind are printed whole."""

MARKS: Final = {"wrong": ("✗", "bold red"), "doubtful": ("?", "yellow"), "missing": ("○", "blue")}
"""The sign before a remark; the word stands beside it."""


@app.command("templates", cls=Verb, help=say("列出可用的模板", "list the templates"))
def show_templates(lang: Lang = "") -> None:
    """List the templates."""
    for one in list_templates():
        out.print(Line.assemble((one.name, "bold"), f"  {tell(one.title)}\n  {tell(one.about)}"))


@app.command("new", cls=Verb, help=say("由模板新建研究文件", "start a study file from a template"))
def start_study(
    template: Annotated[
        str, typer.Argument(help=say("模板名，见 peakend define templates", "name of a template, see peakend define templates"))
    ],
    path: StudyOut = Path("study.yaml"),
    force: Force = False,
    lang: Lang = "",
) -> None:
    """Copy a template, with its comments."""
    words = find_template(template).path.read_bytes()
    _keep(path, force=force)
    save_whole(path, lambda unfinished: unfinished.write_bytes(words))
    out.print(Line(say(f"已写入 {path}。下一步：peakend define check {path}", f"Wrote {path}. Next: peakend define check {path}")))


@app.command(
    "draft",
    cls=Verb,
    help=say("由调查文件起草研究文件，猜测之处写明备注", "draft a study file from a survey file, with a remark at every guess"),
)
def draft(
    file: SurveyFile,
    path: StudyOut = Path("study.yaml"),
    beside: Beside = None,
    force: Force = False,
    lang: Lang = "",
) -> None:
    """Look at a file and propose a study with the mapping to its columns."""
    _keep(path, force=force)
    with working(say(f"正在查看 {file.name}", f"Looking at {file.name}")):
        study, remarks = peakend.draft_study(peakend.look_at(file, definition=beside))
    words = write_study(study, remarks)
    save_whole(path, lambda unfinished: unfinished.write_text(words, encoding="utf-8"))
    show_remarks([(0, remark) for remark in remarks])
    moments, questions = sum(1 for _ in study.moments()), len(study.survey.questions)
    out.print(
        Line(
            say(
                f"已写入 {path}：{moments} 个关键时刻，{questions} 道题，{len(remarks)} 处需要确认（文件中以 # ? 标出）。",
                f"Wrote {path}: {moments} moments, {questions} questions, {len(remarks)} guesses to confirm (marked # ? in the file).",
            )
        )
    )
    out.print(Line(say(f"请编辑后运行：peakend define check {path}", f"Edit it, then: peakend define check {path}")))


@app.command("check", cls=Verb, help=say("检查研究文件：错误、存疑、待补", "check a study file: what is wrong, doubtful or missing"))
def check(
    path: Annotated[Path, typer.Argument(help=say("研究文件 .yaml", "study file .yaml"))],
    form: PlainForm = "table",
    lang: Lang = "",
) -> None:
    """Say everything there is to say about a study; exit status 1 if something is wrong."""
    form = choose_format(form, ("table", "json"))
    remarks = open_study(path).check()
    counts = {kind: sum(1 for _, one in remarks if one.severity == kind) for kind in MARKS}
    if form == "json":
        emit_json({"file": str(path), "counts": counts, "remarks": [{"line": line, **plain_remark(one)} for line, one in remarks]})
    else:
        show_folded(remarks)
        told = [f"{tell(SEVERITIES[one])} {counts[one]}" for one in SEVERITIES]
        out.print(Line(say(f"{path.name}：{'，'.join(told)}。", f"{path.name}: {', '.join(told)}.")))
    if counts["wrong"]:
        raise typer.Exit(1)


@app.command("schema", cls=Verb, help=say("打印研究文件的 JSON Schema", "print the JSON Schema of study files"))
def show_schema() -> None:
    """Print the published schema, for editors that check while one types."""
    out.out(SCHEMA_PATH.read_text(encoding="utf-8").rstrip("\n"), highlight=False)


def show_remarks(remarks: Iterable[tuple[int, Remark]]) -> None:
    """Remarks line by line, each with its line number where it has one."""
    for line, remark in remarks:
        where = tell(Text(zh=f"第 {line} 行 · ", en=f"line {line} · ")) if line else ""
        out.print(Line.assemble(MARKS[remark.severity], f" {where}{remark.say(spoken())}"))


def show_folded(remarks: Iterable[tuple[int, Remark]]) -> None:
    """Remarks kind by kind, the worst first; of a kind that comes often the first ones, and the lines of the others."""
    kinds: dict[tuple[str, str], list[tuple[int, Remark]]] = {}
    for line, remark in remarks:
        kinds.setdefault((remark.severity, remark.name), []).append((line, remark))
    for (severity, _), several in sorted(kinds.items(), key=lambda one: list(MARKS).index(one[0][0])):
        shown = several if severity == "wrong" or len(several) <= _SHOWN + 1 else several[:_SHOWN]
        show_remarks(shown)
        if rest := several[len(shown) :]:
            lines = ", ".join(str(line) for line, _ in rest)
            told = say(f"  同类另有 {len(rest)} 处：第 {lines} 行", f"  the same at {len(rest)} more places: lines {lines}")
            out.print(Line(told, style="dim"))


def plain_remark(remark: Remark) -> dict[str, str]:
    """A remark as values for programs; its sentences in the language of the run."""
    return {
        "severity": remark.severity,
        "name": remark.name,
        "place": remark.where,
        "message": tell(remark.message),
        "mend": tell(remark.mend),
    }


def _keep(path: Path, *, force: bool) -> None:
    """Never write over somebody's work by accident. Raises `OutputExists`."""
    if path.exists() and not force:
        raise OutputExists(path=str(path))
