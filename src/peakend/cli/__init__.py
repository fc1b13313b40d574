"""The command line: `peakend <stage> <verb>`, the six verbs of the method in their order.

A door only: it turns words into values, calls one function, and prints what came back. Each stage's commands are loaded when they are
called, so that a quick question does not wait for a drawing library.
"""

import sys
from importlib import import_module
from typing import Final

import click
import typer
from typer.core import TyperGroup

from peakend.cli.speech import SPOKEN, complain, err, say
from peakend.errors import PeakendError

STAGES: Final = {
    "demo": say("运行演示研究：生成报告、幻灯片、工作簿和图片", "Run the demo study: report page, deck, workbook and images"),
    "define": say("定义：研究文件、检查、模板", "Define: study files, check, templates"),
    "listen": say("倾听：查看和导入调查文件", "Listen: look at survey files and import them"),
    "analyse": say("分析：重要性、峰终、NPS、差距……", "Analyse: importance, peaks and ends, NPS, gaps, …"),
    "report": say("报告：网页、幻灯片、工作簿、图片", "Report: page, slides, workbook, images"),
}
"""The stages that have commands, each a module of this package."""


class Stages(TyperGroup):
    """The commands of each stage, loaded when first called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The stages in the order of the method."""
        return list(STAGES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The commands of one stage."""
        if cmd_name not in STAGES:
            return None
        stage = import_module(f"peakend.cli.{cmd_name}")
        command = typer.main.get_command(stage.app)
        command.name, command.help = cmd_name, STAGES[cmd_name]
        command.short_help = STAGES[cmd_name]
        return command


app = typer.Typer(
    cls=Stages,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say("峰终：找到客户记住的时刻，用数据证明，变成明天就能做的事。", "Peakend: find the moments a service is remembered by, prove them, act on them."),
)


@app.callback()
def _start() -> None:
    """Nothing happens before a stage is named."""


def main() -> None:
    """Run a command; every fault that a person can mend is one clear message and exit status 1."""
    try:
        app()
    except PeakendError as fault:
        complain(fault, SPOKEN)
        sys.exit(1)
    except KeyboardInterrupt:
        err.print(say("已中断，未写入任何文件。", "Interrupted; nothing was written half-way."))
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
