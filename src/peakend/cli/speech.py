"""In which language does the command line speak, and how does it say an error, a table or a remark?

The language is chosen once, before anything is printed: `--lang`, else PEAKEND_LANG, else the language of the terminal.
"""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from peakend.errors import PeakendError
from peakend.text import Language, Text


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language asked for.

    >>> choose_language(["analyse", "--lang", "zh"], {})
    'zh'
    >>> choose_language([], {"LANG": "zh_CN.UTF-8"}), choose_language([], {"LANG": "C.UTF-8"})
    ('zh', 'en')
    """
    asked = ""
    for here, after in zip(arguments, [*arguments[1:], ""], strict=True):
        if here == "--lang":
            asked = after
        elif here.startswith("--lang="):
            asked = here.removeprefix("--lang=")
    for word in (asked, environment.get("PEAKEND_LANG", ""), environment.get("LC_ALL", ""), environment.get("LANG", "")):
        if word.lower().startswith("zh"):
            return "zh"
        if word.lower().startswith("en"):
            return "en"
    return "en"


SPOKEN: Final[Language] = choose_language(sys.argv[1:], os.environ)
"""The language of this run's help texts."""

_WIDE: Final = 200
"""The width of a table that goes into a file or a pipe."""

out: Final = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)
err: Final = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else _WIDE)


def say(zh: str, en: str) -> str:
    """One sentence of the command line itself, in the language of this run."""
    return Text(zh=zh, en=en).say(SPOKEN)


def tell(sentence: Text, language: Language) -> None:
    """Print one sentence."""
    out.print(escape(sentence.say(language)))


def complain(fault: PeakendError, language: Language) -> None:
    """Print an error: what is wrong and where, then the mend."""
    err.print(f"[bold red]{say('错误', 'Error')}[/] {escape(fault.name)}: {escape(fault.say(language))}")


def show_table(title: str, heads: Sequence[str], lines: Iterable[Sequence[str]], notes: Sequence[str] = ()) -> None:
    """Print a table with a title above and notes below."""
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(escape(head), justify="left" if place == 0 else "default", no_wrap=place > 0, overflow="fold")
    for line in lines:
        table.add_row(*(escape(cell) for cell in line))
    out.print(table)
    for note in notes:
        out.print(f"[dim]{escape(note)}[/]")
