"""What stands in the reference pages? Every error with its mend, every command with its options, as the source says it.

    .venv/bin/python tools/write_reference.py           writes docs/{en,zh}/reference/{errors,commands}.md
    .venv/bin/python tools/write_reference.py --check   says which of them are out of date, and fails if one is

The command line speaks the language it was started in, so each language is told by a process of its own.
"""

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import typer

from peakend import errors
from peakend.cli import app
from peakend.cli.menu import explain_parameter, write_option
from peakend.errors import PeakendError
from peakend.text import LANGUAGES, Language, Text

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
BRANCHES: Final = {
    errors.StudyError: Text("定义：研究文件", "Define: the study"),
    errors.AnswerError: Text("倾听：文件与答卷", "Listen: files and answers"),
    errors.ScanError: Text("扫描：统计答卷", "Scan: counting answers"),
    errors.AnalysisError: Text("分析：提问", "Analyse: questions"),
    errors.DesignError: Text("设计：质量屋", "Design: the House of Quality"),
    errors.ReportError: Text("报告：输出", "Report: output"),
    errors.WorkbenchError: Text("工作台", "Workbench"),
}
"""The branches of the tree of errors in the order of the method, with their headings."""

ERRORS_TITLE: Final = Text("错误信息与处理办法", "Errors and how to mend them")
ERRORS_HEAD: Final = Text(
    "错误的输入会得到一条指明位置和处理办法的信息。‹尖括号›中的内容由具体的值填入。名称是错误的代号，在各种语言和接口中都相同。",
    "Wrong input gives a message that names the place and the mend. What stands in ‹angle brackets› is filled with the value at hand. "
    "The name is the key of the fault, the same in every language and interface.",
)
COMMANDS_TITLE: Final = Text("命令", "Commands")
COMMANDS_HEAD: Final = Text(
    "每条命令加 `--help` 也能看到同样的说明。语言由 `--lang`、`PEAKEND_LANG=zh` 或 `en` 选择，未设置时随终端语言。"
    "退出码：0 正常，1 可以改正的错误，2 命令用法不对，70 Peakend 自身出错（详情写入文件，`PEAKEND_DEBUG=1` 时一并显示），130 被中断。"
    "结果写到标准输出，错误和进度写到标准错误：管道里只有结果。",
    "The same is told by `--help` after any command. The language is chosen by `--lang`, by `PEAKEND_LANG=zh` or `en`, else it is that of "
    "the terminal. Exit status: 0 fine, 1 something to mend, 2 called wrongly, 70 a fault of Peakend itself (its details are written to a "
    "file, and shown with `PEAKEND_DEBUG=1`), 130 interrupted. Answers go to the standard output, faults and progress to the stream for "
    "errors: a pipe carries the answer alone.",
)
ARGUMENT: Final = Text("参数", "argument")
OPTION: Final = Text("选项", "option")
MEANING: Final = Text("含义", "meaning")


def leaves(parent: type[PeakendError]) -> Iterator[type[PeakendError]]:
    """Every fault on a branch, in the order in which it is written down."""
    for child in parent.__subclasses__():
        yield from leaves(child)
        if child.__name__ in errors.__all__ and not child.__subclasses__():
            yield child


def show_blanks(sentence: str) -> str:
    """A sentence with its blanks as ‹names›."""
    shown = re.sub(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})", r"‹\1›", sentence)
    return re.sub(r"([*<|\\])", r"\\\1", shown.replace("{{", "{").replace("}}", "}"))


def tell_errors(language: Language) -> str:
    """The page of all errors."""
    lines = [f"# {ERRORS_TITLE.say(language)}", "", ERRORS_HEAD.say(language)]
    for branch, title in BRANCHES.items():
        found = [fault for fault in dict.fromkeys(leaves(branch)) if fault.what is not PeakendError.what]
        if found:
            lines += ["", f"## {title.say(language)}"]
        for fault in found:
            sentences = (fault.what.say(language), fault.mend.say(language))
            told = ("" if language == "zh" else " ").join(filter(None, sentences))
            lines += ["", f"**{fault.__name__}**: {show_blanks(told)}"]
    return "\n".join(lines) + "\n"


def commands(group: Any, words: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - typer brings its own kind of command
    """Every command that does something, with the words that call it."""
    if not hasattr(group, "list_commands"):
        yield words, group
        return
    context = typer.Context(group)
    for name in group.list_commands(context):
        yield from commands(group.get_command(context, name), f"{words} {name}")


def tell_commands(language: Language) -> str:
    """The page of all commands."""
    lines = [f"# {COMMANDS_TITLE.say(language)}", "", COMMANDS_HEAD.say(language)]
    for words, command in commands(typer.main.get_command(app), "peakend"):
        lines += ["", f"## {words}", "", inspect.cleandoc(command.help or "").strip(), ""]
        told = [parameter for parameter in command.params if parameter.name != "help" and not getattr(parameter, "hidden", False)]
        if told:
            lines += [f"| {ARGUMENT.say(language)} / {OPTION.say(language)} | {MEANING.say(language)} |", "| --- | --- |"]
        for parameter in told:
            name = parameter.name.upper() if parameter.param_type_name == "argument" else write_option(parameter)
            lines.append(f"| `{name}` | {explain_parameter(parameter)} |".replace(f"`{name}`", f"`{name}`".replace("|", chr(92) + "|")))
    return "\n".join(line.rstrip() for line in lines) + "\n"


PAGES: Final = {"errors": tell_errors, "commands": tell_commands}


def ask_in(language: Language) -> dict[str, str]:
    """The pages as a process of its own tells them, in its language."""
    setting = {**os.environ, "PEAKEND_LANG": language, "PYTHONIOENCODING": "utf-8"}
    told = subprocess.run([sys.executable, __file__, "--tell", language], env=setting, check=True, stdout=subprocess.PIPE)
    pages: dict[str, str] = json.loads(told.stdout)
    return pages


def main(words: list[str]) -> int:
    """Write the pages, or check them, or tell them in one language."""
    if words[:1] == ["--tell"]:
        language: Language = "zh" if words[1] == "zh" else "en"
        json.dump({page: tell(language) for page, tell in PAGES.items()}, sys.stdout)
        return 0
    old = []
    for language in LANGUAGES:
        for page, told in ask_in(language).items():
            place = DOCS / language / "reference" / f"{page}.md"
            if not place.exists() or place.read_text(encoding="utf-8") != told:
                old.append(place.relative_to(DOCS.parent))
                if "--check" not in words:
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_text(told, encoding="utf-8")
    print("\n".join(map(str, old)) or "up to date")
    return int(bool(old) and "--check" in words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
