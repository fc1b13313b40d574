"""What is said to somebody who called a command in a way that cannot be? One sentence in their language, and where help is.

The library that parses the command line speaks English only; its faults are worded here, by their kind.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, Final, NoReturn

import typer

from peakend.cli.speech import asked_languages, say, tell
from peakend.text import Text, name_language

WRONG_USAGE: Final = 2
"""The exit status of a command that was called wrongly."""


_NO_LANGUAGE: Final = Text(
    zh="{source} 不能是“{word}”：可选 zh（中文）和 en（英文）。",
    en="{source} cannot be {word!r}: the languages are zh (Chinese) and en (English).",
)


def refuse(sentence: Text) -> NoReturn:
    """Refuse how a command was called, in the language of the run. Raises `typer.BadParameter`."""
    raise typer.BadParameter(tell(sentence))


def check_language(arguments: list[str], asked: str) -> None:
    """Refuse a language that there is not, asked for by `--lang` or PEAKEND_LANG. Raises `typer.BadParameter`."""
    for source, word in [*(("--lang", one) for one in asked_languages(arguments)), ("PEAKEND_LANG", asked)]:
        if (word or source == "--lang") and name_language(word) is None:
            refuse(_NO_LANGUAGE.fill(source=source, word=word))


def word_usage(fault: Any) -> str:  # noqa: ANN401 - the parser's faults share no public class
    """A fault of usage as a sentence: what is wrong with the words, and the command that explains them."""
    context = getattr(fault, "ctx", None)
    command = context.command_path if context is not None else "peakend"
    said = _WORDINGS.get(type(fault).__name__, _word_plain)(fault)
    return said + say(f"（说明：{command} --help）", f" (help: {command} --help)")


def _word_option(fault: Any) -> str:  # noqa: ANN401
    near = ", ".join(fault.possibilities or ())
    told = say(f"没有选项 {fault.option_name}。", f"There is no option {fault.option_name}.")
    return told + (say(f"是否指 {near}？", f" Did you mean {near}?") if near else "")


def _word_missing(fault: Any) -> str:  # noqa: ANN401
    parameter = fault.param
    if parameter is not None and parameter.param_type_name == "option":
        return say(f"缺少选项 {parameter.opts[0]}。", f"The option {parameter.opts[0]} is missing.")
    name = str(getattr(parameter, "name", "")).upper()
    return say(f"缺少参数 {name}。", f"The argument {name} is missing.")


def _word_value(fault: Any) -> str:  # noqa: ANN401
    name = fault.option_name
    if "requires" in str(fault.message):
        return say(f"选项 {name} 后面缺少取值。", f"The option {name} lacks its value.")
    return say(f"选项 {name} 后面不应有取值。", f"The option {name} takes no value.")


def _word_plain(fault: Any) -> str:  # noqa: ANN401
    """A fault without a kind of its own: known by what could not be placed, else in the parser's words."""
    message = str(fault.message)
    context = getattr(fault, "ctx", None)
    if context is not None and hasattr(context.command, "list_commands"):
        names = context.command.list_commands(context)
        wrong = next((word for word in _quoted(message) if word not in names), "")
        if not wrong:
            return say("请给出命令。", "Say which command.")
        near = get_close_matches(wrong, names, n=2)
        told = say(f"没有命令“{wrong}”。", f"There is no command {wrong!r}.")
        return told + (say(f"是否指 {'、'.join(near)}？", f" Did you mean {' or '.join(near)}?") if near else "")
    if "extra argument" in message:
        extra = message.partition("(")[2].removesuffix(")").removesuffix(").").removeprefix("s) (")
        return say(f"多余的参数：{extra}。", f"More arguments than the command takes: {extra}.")
    return message


def _quoted(message: str) -> Iterable[str]:
    return message.split("'")[1::2]


_WORDINGS: Final = {
    "NoSuchOption": _word_option,
    "MissingParameter": _word_missing,
    "BadOptionUsage": _word_value,
}
"""The parser's faults by kind."""
