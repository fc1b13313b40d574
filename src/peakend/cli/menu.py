"""What can be asked of the command line, and how is it explained? Stages and their commands, and help in the language of the run.

A stage is loaded when one of its commands is called or explained, so that a quick question does not wait for a drawing library.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, ClassVar, Final

from rich.table import Table
from rich.text import Text as Line
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from peakend.cli.speech import out, say

NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "arguments": ("参数", "Arguments"),
    "options": ("选项", "Options"),
    "commands": ("命令", "Commands"),
    "usage": ("用法", "Usage"),
    "required": ("必填", "required"),
    "repeatable": ("可重复", "repeatable"),
    "default": ("默认", "default"),
}
"""The words of the frame of a help text."""


def name_part(part: str) -> str:
    """One word of the frame in the language of the run."""
    return say(*NAMES[part])


class Verb(TyperCommand):
    """One command."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - typer brings its own kind of context
        """Print what it does, its arguments and its options."""
        _print_help(self, ctx)


class Stage(TyperGroup):
    """The commands of one stage."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Print what the stage is for, its commands and its options."""
        _print_help(self, ctx, {name: command.help or "" for name, command in self.commands.items()})


class Stages(Stage):
    """The stages, each loaded when it is first called: `modules` says where each lives, `about` what it is for."""

    modules: ClassVar[Mapping[str, str]] = {}
    about: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """The stages in the order of the method."""
        return list(self.modules)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """One stage, loaded."""
        if cmd_name not in self.modules:
            return None
        if cmd_name not in self.commands:
            command: Any = get_command(import_module(self.modules[cmd_name]).app)
            command.name = cmd_name
            command.help = command.short_help = self.about[cmd_name]
            self.commands[cmd_name] = command
        return self.commands[cmd_name]

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Print what there is, without loading any of it."""
        _print_help(self, ctx, self.about)


def _print_help(command: TyperCommand | TyperGroup, ctx: Any, verbs: Mapping[str, str] | None = None) -> None:  # noqa: ANN401
    """A help text: how it is called, what it does, then everything that can be said to it."""
    named = [one for one in command.params if not getattr(one, "hidden", False)]
    given = [one for one in named if one.param_type_name == "argument"]
    options = [one for one in named if one.param_type_name == "option"]
    words = [str(one.name).upper() if one.required else f"[{str(one.name).upper()}]" for one in given]
    words += ["COMMAND …"] if verbs is not None else []
    out.print(Line.assemble((f"{name_part('usage')}  ", "dim"), (f"{ctx.command_path} {' '.join([*words, '[OPTIONS]'])}", "bold")))
    if command.help:
        out.print()
        out.print(Line(command.help.strip()))
    _print_block("commands", ((name, Line(about)) for name, about in (verbs or {}).items()))
    _print_block("arguments", ((str(one.name).upper(), Line(explain_parameter(one))) for one in given))
    about_help = Line(say("显示本说明", "show this text"))
    _print_block("options", [*((write_option(one), Line(explain_parameter(one))) for one in options), ("-h, --help", about_help)])


def _print_block(part: str, rows: Any) -> None:  # noqa: ANN401 - pairs of words and what they mean
    """A heading, and under it names at the left and what they mean at the right."""
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(overflow="fold")
    for name, about in rows:
        table.add_row(f"  {name}".replace("[", "\\["), about)
    if table.row_count:
        out.print(Line(f"\n{name_part(part)}", style="bold"))
        out.print(table)


def write_option(option: Any) -> str:  # noqa: ANN401 - a parameter of typer's
    """An option as it is typed: its names, and what stands behind it."""
    names = ", ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.metavar or str(option.name).upper()}"


def explain_parameter(parameter: Any) -> str:  # noqa: ANN401 - a parameter of typer's
    """What a parameter means, whether it must be there, and what stands where it is not."""
    notes = list(_note_parameter(parameter))
    about = getattr(parameter, "help", None) or ""
    return about + (say(f"（{'，'.join(notes)}）", f" ({', '.join(notes)})") if notes else "")


def _note_parameter(parameter: Any) -> Iterator[str]:  # noqa: ANN401
    if parameter.required:
        yield name_part("required")
    if parameter.multiple:
        yield name_part("repeatable")
    elif (
        parameter.default not in {None, "", False} and not callable(parameter.default) and parameter.show_default and not parameter.is_flag
    ):
        yield f"{name_part('default')} {parameter.default}"
