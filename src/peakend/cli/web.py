"""`peakend web`: the workbench, in a process of its own; its check, backup, restore and administrator.

Nothing of the workbench is imported here, so that no other command waits for it. The process takes this one's place where the system can do
that: Ctrl-C and the signals of a service manager reach it directly.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

import typer

from peakend.cli.menu import Stage, Verb
from peakend.cli.options import Lang
from peakend.cli.speech import out, say, spoken
from peakend.errors import WorkbenchMissing

MODULE: Final = "peakend.web.serve"

app = typer.Typer(cls=Stage, invoke_without_command=True, add_completion=False)

Home = Annotated[
    str,
    typer.Option(
        "--home",
        metavar="FOLDER",
        help=say("数据所在的文件夹；默认 PEAKEND_HOME 或 ~/.peakend", "folder of everything kept; else PEAKEND_HOME or ~/.peakend"),
    ),
]
Database = Annotated[
    str,
    typer.Option(
        "--database",
        metavar="ADDRESS",
        help=say(
            "PostgreSQL 的地址 postgres://…；默认 PEAKEND_DATABASE 或嵌入式数据库",
            "address of a PostgreSQL, postgres://…; else PEAKEND_DATABASE or the embedded one",
        ),
    ),
]
Host = Annotated[str, typer.Option("--host", help=say("监听的地址", "address to listen at"))]
Port = Annotated[int, typer.Option("--port", min=1, max=65_535, help=say("监听的端口", "port to listen at"))]
Workers = Annotated[
    int,
    typer.Option("--workers", min=1, max=64, help=say("服务进程数；每个进程各有一份缓存", "server processes, each with caches of its own")),
]
Demonstration = Annotated[
    bool, typer.Option("--demo", help=say("建立演示机构和演示研究（模拟数据）", "with a demo organisation and a demo study (synthetic)"))
]


@app.callback()
def start(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    database: Database = "",
    home: Home = "",
    demo: Demonstration = False,
    workers: Workers = 1,
    lang: Lang = "",
) -> None:
    """Start the workbench, and say where to look. A folder or database named before a command holds for the command."""
    _remember(home, database)
    if context.invoked_subcommand is None:
        _hand_over("run", host, str(port), str(workers), "demo" if demo else "")


@app.command("check", cls=Verb, help=say("检查配置：不安全与不妥之处，以及如何改正", "say everything unsafe or unwise, with its mend"))
def check_setup(database: Database = "", home: Home = "", lang: Lang = "") -> None:
    """Look at the installation."""
    _remember(home, database)
    _hand_over("check")


@app.command("backup", cls=Verb, help=say("把全部内容写入一个备份文件", "write everything into one file"))
def write_backup(
    path: Annotated[Path, typer.Argument(help=say("备份文件", "file to write"))], database: Database = "", home: Home = "", lang: Lang = ""
) -> None:
    """Back everything up; the workbench may be running."""
    _remember(home, database)
    _hand_over("backup", str(path))


@app.command("restore", cls=Verb, help=say("从备份恢复到空的文件夹和数据库", "restore a backup into an empty folder and database"))
def restore_backup(
    path: Annotated[Path, typer.Argument(help=say("备份文件", "backup file"))], database: Database = "", home: Home = "", lang: Lang = ""
) -> None:
    """Restore everything."""
    _remember(home, database)
    _hand_over("restore", str(path))


@app.command("admin", cls=Verb, help=say("为管理员设置新密码", "give an administrator a new password"))
def renew_password(
    name: Annotated[
        str, typer.Option("--name", help=say("登录名；只有一位管理员时可省略", "sign-in name; needless where there is one"))
    ] = "",
    database: Database = "",
    home: Home = "",
    lang: Lang = "",
) -> None:
    """Make a new password and show it once."""
    _remember(home, database)
    _hand_over("admin", *([name] if name else []))


def _remember(home: str, database: str) -> None:
    """Let folder and database hold for the process that is started."""
    if home:
        os.environ["PEAKEND_HOME"] = str(Path(home).expanduser().resolve())
    if database:
        os.environ["PEAKEND_DATABASE"] = database


def _hand_over(deed: str, *words: str) -> None:
    """Let the process of the workbench do it. Raises `WorkbenchMissing` where it is not installed."""
    if find_spec("django") is None or find_spec("granian") is None:
        raise WorkbenchMissing
    os.environ["PEAKEND_LANG"] = spoken()
    order = [sys.executable, "-m", MODULE, deed, *words]
    if deed == "run":
        out.print(say("正在启动工作台……", "Starting the workbench …"))
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(sys.executable, order)  # noqa: S606 - our own module
    raise typer.Exit(subprocess.run(order, check=False).returncode)  # noqa: S603 - the same
