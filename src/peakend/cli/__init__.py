"""The command line: `peakend <stage> <verb>`, the six verbs of the method in their order.

A door only: it turns words into values, calls one function, and prints what came back.
"""

import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Final

import typer
from rich.text import Text as Line

from peakend import __version__
from peakend.cli.faults import INTERRUPTED, MENDABLE, NO_MEMORY, apologise, complain, complain_of, complain_of_system
from peakend.cli.menu import Stages
from peakend.cli.options import Lang
from peakend.cli.speech import choose_language, err, out, say, speak, tell
from peakend.cli.usage import check_language, word_usage
from peakend.errors import PeakendError
from peakend.scan.guests import keep_pandas_out

STAGES: Final[Mapping[str, str]] = {
    "demo": say("演示：生成模拟数据的完整报告", "Demo: a whole report on synthetic answers"),
    "define": say("定义：新建、起草、检查研究文件", "Define: start, draft and check study files"),
    "listen": say("倾听：查看和导入调查文件", "Listen: look at survey files and import them"),
    "analyse": say("分析：重要性、峰终、需求、NPS、差距……", "Analyse: importance, peaks and ends, needs, NPS, gaps, …"),
    "design": say("设计：服务蓝图、质量屋、标准与需求、决定", "Design: blueprints, Houses of Quality, standards beside needs, decisions"),
    "control": say("管控：控制图、改进效果、处理时长、与基准比较", "Control: charts, effects, times, against the baseline"),
    "report": say("报告：网页、幻灯片、工作簿、图片", "Report: page, slides, workbook, images"),
    "remote": say("远程：列出研究、写研究文件、导入答卷、取回结果", "Remote: a workbench: studies, answers, results"),
    "web": say("工作台：在浏览器中使用", "Workbench: everything in the browser"),
}
"""The stages that have commands, each a module of this package."""


class Method(Stages):
    """The stages of the method."""

    modules: ClassVar[Mapping[str, str]] = {name: f"{__name__}.{name}" for name in STAGES}
    about: ClassVar[Mapping[str, str]] = STAGES


app = typer.Typer(
    cls=Method,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "峰终：找到客户记住的时刻，用数据证明，变成明天就能做的事。",
        "Peakend: find the moments a service is remembered by, prove them, act on them.",
    ),
)


def _print_version(asked: bool) -> None:
    if asked:
        out.print(Line(f"peakend {__version__}"))
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", is_eager=True, callback=_print_version, help=say("显示版本", "show the version"))]


@app.callback()
def _start(version: Version = False, lang: Lang = "") -> None:
    """Nothing happens before a stage is named."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status: 0 fine, 1 a mendable fault, 2 called wrongly, 70 our own fault, 130 interrupted."""
    speak(choose_language(arguments, os.environ))
    try:
        check_language(list(arguments), os.environ.get("PEAKEND_LANG", ""))
        status = app(args=list(arguments), prog_name="peakend", standalone_mode=False)
    except PeakendError as fault:
        return complain_of(fault)
    except typer.TyperException as fault:
        if type(fault).__name__ != "NoArgsIsHelpError":
            complain(word_usage(fault))
        return fault.exit_code
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except MemoryError:
        complain(tell(NO_MEMORY))
        return MENDABLE
    except OSError as fault:
        return complain_of_system(fault)
    except Exception:  # noqa: BLE001 - whatever nobody foresaw ends here, told as our own fault
        return apologise(arguments)
    if status == INTERRUPTED:
        err.print(Line(say("已中断。没有留下写了一半的文件。", "Interrupted. No file was left half-written.")))
    return status if isinstance(status, int) else 0


def main() -> None:
    """Run the command that this process was started with."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    keep_pandas_out()
    if not os.environ.get("PEAKEND_DEBUG"):
        warnings.simplefilter("ignore")
    sys.exit(run(sys.argv[1:]))
