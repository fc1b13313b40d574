"""`peakend remote …`: the same work on a workbench: list studies, write a study file, send answers, fetch results and reports."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.text import Text as Words

from peakend.cli.calling import Line, open_line
from peakend.cli.menu import Stage, Verb
from peakend.cli.options import By, Force, Form, Lang, PlainForm, Wave, WhereFilter
from peakend.cli.output import choose_format, emit_json, show_table
from peakend.cli.progress import working
from peakend.cli.speech import out, say, spoken
from peakend.cli.usage import refuse
from peakend.errors import StillWorking, WorkbenchRefused
from peakend.report.plain import write_cell, write_csv
from peakend.report.saving import save_whole
from peakend.text import Text

Address = Annotated[
    str,
    typer.Option(
        "--address", metavar="URL", help=say("工作台地址；默认取自 PEAKEND_REMOTE", "address of the workbench; else PEAKEND_REMOTE")
    ),
]
Number = Annotated[int, typer.Argument(metavar="STUDY", help=say("研究的编号（见 studies）", "number of the study (see studies)"))]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help=say("写入的文件", "file to write"))]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help=say("文件", "file"))]

REPORTS: Final[Mapping[str, str]] = {"deck": "pptx", "workbook": "xlsx", "page": "html", "map": "svg"}
"""What can be fetched whole, with its ending."""

_THERE: Final = Text(zh="{path} 已存在；用 --force 覆盖。", en="{path} is there already; --force replaces it.")
_ONE_OF: Final = Text(zh="“{word}”不行：可选 {known}。", en="{word!r} will not do: choose one of {known}.")
_WAIT: Final = 600.0
_PAUSE: Final = 0.5

app = typer.Typer(cls=Stage, no_args_is_help=True, add_completion=False)


def _open(address: str) -> Line:
    return open_line(address, spoken(), os.environ)


@app.command("me", cls=Verb, help=say("我是谁，令牌能做什么", "who I am, and what the token may do"))
def show_me(address: Address = "", form: PlainForm = "table", lang: Lang = "") -> None:
    """Say who the token belongs to."""
    form = choose_format(form, ("table", "json"))
    me = _open(address).ask("/me").plain
    if form == "json":
        emit_json(me)
        return
    out.print(Words(f"{me['username']} · {', '.join(me['organisations'])} · {', '.join(me['scopes'])} · Peakend {me['version']}"))


@app.command("studies", cls=Verb, help=say("列出研究", "list the studies"))
def list_studies(address: Address = "", form: PlainForm = "table", lang: Lang = "") -> None:
    """List every study that one may read."""
    form = choose_format(form, ("table", "json"))
    line, found = _open(address), list[dict[str, Any]]()
    while True:
        page = line.ask("/studies", [("limit", "200"), ("offset", str(len(found)))]).plain
        found += page["found"]
        if not page["found"] or len(found) >= page["count"]:
            break
    if form == "json":
        emit_json(found)
        return
    heads = [say("编号", "number"), say("代号", "key"), say("名称", "title"), say("单位", "unit"), say("版本", "version")]
    lines = [[str(one["id"]), one["key"], one["title"][spoken()] or one["title"]["zh"], one["unit"], str(one["number"])] for one in found]
    show_table(say("研究", "Studies"), heads, lines)


@app.command("pull", cls=Verb, help=say("取回研究文件", "fetch a study file"))
def pull(study: Number, to: Out = None, force: Force = False, address: Address = "", lang: Lang = "") -> None:
    """Fetch the newest version of a study file, and say which version it is."""
    reply = _open(address).ask(f"/studies/{study}/file")
    path = to or Path(f"study-{study}.yaml")
    _save(path, reply.content, force=force)
    number = reply.headers.get("x-study-number", "?")
    out.print(Words(say(f"{path}：第 {number} 版", f"{path}: version {number}")))


@app.command("push", cls=Verb, help=say("把研究文件写成新的一版", "write a study file as a new version"))
def push(
    study: Number,
    file: File,
    seen: Annotated[
        int, typer.Option("--seen", metavar="N", help=say("改动基于第几版（pull 时显示）", "the version it was made from (pull says)"))
    ],
    about: Annotated[str, typer.Option("--about", help=say("这次改了什么", "what was changed"))] = "",
    confirm: Annotated[
        bool, typer.Option("--confirm", help=say("确认影响已导入的答卷", "answers that no longer count are accepted"))
    ] = False,
    address: Address = "",
    lang: Lang = "",
) -> None:
    """Write a new version; refused where others wrote since the version it was made from."""
    body = {"text": file.read_text(encoding="utf-8"), "seen_number": seen, "about": about, "confirmed": confirm}
    written = _open(address).tell("PUT", f"/studies/{study}/file", body).plain
    out.print(Words(say(f"已写入第 {written['number']} 版", f"written as version {written['number']}")))


@app.command("create", cls=Verb, help=say("用研究文件新建研究", "make a study from a study file"))
def create(
    file: File,
    unit: Annotated[int, typer.Option("--unit", metavar="N", help=say("所属单位的编号", "number of the unit it belongs to"))],
    address: Address = "",
    lang: Lang = "",
) -> None:
    """Make a new study of a unit."""
    made = _open(address).tell("POST", "/studies", {"unit": unit, "text": file.read_text(encoding="utf-8")}).plain
    out.print(Words(say(f"已新建研究 {made['id']}（{made['key']}）", f"made study {made['id']} ({made['key']})")))


@app.command("answers", cls=Verb, help=say("导入答卷：先试运行，再导入", "import answers: run dry, then import"))
def send_answers(
    study: Number,
    file: File,
    wave: Wave = "",
    definition: Annotated[
        Path | None,
        typer.Option(
            "--with",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help=say("问卷定义（.qsf、.lss）", "definition of the questionnaire (.qsf, .lss)"),
        ),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help=say("只试运行，不导入", "run dry only, import nothing"))] = False,
    form: PlainForm = "table",
    address: Address = "",
    lang: Lang = "",
) -> None:
    """Send a file, say what the import would do, and import it unless it is only tried."""
    form = choose_format(form, ("table", "json"))
    line = _open(address)
    with working(say(f"正在发送 {file.name}", f"Sending {file.name}")):
        sent = line.send(f"/studies/{study}/uploads", {"file": file, **({"definition": definition} if definition else {})}).plain
    path = f"/studies/{study}/uploads/{sent['id']}"
    _wait(line, path, "looked")
    line.tell("POST", f"{path}/trial", {"wave": wave})
    upload = _wait(line, path, "tried")
    if dry:
        line.tell("DELETE", path, {})
    else:
        line.tell("POST", f"{path}/import", {})
        upload = {**_wait(line, path, "imported"), "trial": upload["trial"]}
    if form == "json":
        emit_json(upload)
        return
    _tell_trial(upload["trial"])
    done = say("已导入", "imported") if not dry else say("仅试运行，没有导入", "run dry: nothing was imported")
    out.print(Words(f"{file.name}{say('：', ': ')}{done}", style="bold"))


def _wait(line: Line, path: str, state: str) -> dict[str, Any]:
    """The file once it has come so far. Raises `WorkbenchRefused` where it failed, `StillWorking`."""
    began = time.monotonic()
    with working(say("工作台正在处理", "The workbench is at work")):
        while True:
            upload: dict[str, Any] = line.ask(path).plain
            if upload["fault"]:
                fault = upload["fault"]
                raise WorkbenchRefused(status=422, fault=fault["type"], title=fault["title"], detail=fault["detail"])
            if upload["state"] == state:
                return upload
            if not upload["busy"] or time.monotonic() - began > _WAIT:
                raise StillWorking(name=upload["name"], state=upload["state"])
            time.sleep(_PAUSE)


def _tell_trial(trial: dict[str, Any]) -> None:
    lines = [[say("读到", "rows read"), str(trial["read"])], [say("可用", "rows accepted"), str(trial["accepted"])]]
    lines += [[one["words"][spoken()], str(one["count"])] for one in trial["excluded"]]
    lines.append([say("拒绝的单元格", "cells refused"), str(trial["refused"])])
    notes = [f"{one['column']}{say('：', ': ')}{one['value']} × {one['count']}" for one in trial["values"][:10]]
    show_table(say("试运行", "Dry run"), ["", say("数量", "count")], lines, notes, (False, True))


@app.command("result", cls=Verb, help=say("一个问题的结果", "the result of one question"))
def show_result(
    study: Number,
    question: Annotated[str, typer.Argument(help=say("问题，例如 importance、nps", "question, such as importance, nps"))],
    by: By = None,
    where: WhereFilter = None,
    wave: Wave = "",
    unit: Annotated[str, typer.Option("--unit", metavar="KEY", help=say("只看一个单位及其下级", "one unit and all below it"))] = "",
    form: Form = "table",
    address: Address = "",
    lang: Lang = "",
) -> None:
    """Fetch one result as the workbench shows it to the owner of the token."""
    form = choose_format(form)
    found = _open(address).ask(f"/studies/{study}/results/{question}", _query(by, where, wave, unit)).plain
    if form == "json":
        emit_json(found)
    elif form == "csv":
        typer.echo(write_csv(found["rows"]), nl=False)
    else:
        rows = found["rows"]
        heads = list(dict.fromkeys(name for row in rows for name in row))
        lines = [[_cell(row.get(name)) for name in heads] for row in rows]
        out.print(Words(found["sentence"], style="bold"))
        show_table(found["title"], heads, lines, [f"n = {found['base']['n']}"])


def _cell(value: Any) -> str:  # noqa: ANN401 - any plain value
    return f"{value:.4g}" if isinstance(value, float) else str(write_cell(value))


def _query(by: list[str] | None, where: list[str] | None, wave: str, unit: str) -> list[tuple[str, str]]:
    pairs = [("by", one) for one in by or ()] + [("where", one) for one in where or ()]
    return pairs + [(name, value) for name, value in (("wave", wave), ("unit", unit)) if value]


@app.command("report", cls=Verb, help=say("取回演示文稿、工作簿、网页或地图", "fetch the deck, the workbook, the page or the map"))
def fetch_report(
    study: Number,
    kind: Annotated[str, typer.Argument(metavar="|".join(REPORTS), help=say("哪一种", "which of them"))],
    to: Out = None,
    by: By = None,
    where: WhereFilter = None,
    wave: Wave = "",
    unit: Annotated[str, typer.Option("--unit", metavar="KEY", help=say("只看一个单位及其下级", "one unit and all below it"))] = "",
    force: Force = False,
    address: Address = "",
    lang: Lang = "",
) -> None:
    """Fetch a whole report as a file."""
    if kind not in REPORTS:
        refuse(_ONE_OF.fill(word=kind, known=", ".join(REPORTS)))
    path = to or Path(f"{kind}-{study}.{REPORTS[kind]}")
    _require_free(path, force=force)
    with working(say("工作台正在生成", "The workbench is making it")):
        reply = _open(address).ask(f"/studies/{study}/{kind}", _query(by, where, wave, unit))
    _save(path, reply.content, force=force)
    out.print(Words(str(path)))


def _require_free(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        refuse(_THERE.fill(path=str(path)))


def _save(path: Path, content: bytes, *, force: bool) -> None:
    _require_free(path, force=force)
    save_whole(path, lambda place: place.write_bytes(content))
