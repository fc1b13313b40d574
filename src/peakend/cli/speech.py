"""In which language does the command line speak? `--lang`, else PEAKEND_LANG, else the language of the terminal, chosen once for a run.

Everything said to a person goes through `say`. Help texts are worded when a stage is loaded; `run` chooses the language before that.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from itertools import pairwise

from rich.console import Console, ConsoleDimensions

from peakend.text import Language, Text, name_language, prefer_language


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language asked for, as far as it is one of ours; English where nothing is said. `check_language` refuses the others.

    >>> choose_language(["analyse", "--lang", "zh"], {}), choose_language(["--lang=en"], {"PEAKEND_LANG": "zh"})
    ('zh', 'en')
    >>> choose_language([], {"LANG": "zh_CN.UTF-8"}), choose_language([], {"LC_ALL": "C", "LANG": "zh_CN"}), choose_language([], {})
    ('zh', 'en', 'en')
    """
    named = [language for word in asked_languages(arguments) if (language := name_language(word)) is not None]
    return named[0] if named else prefer_language(environment)


def asked_languages(arguments: Sequence[str]) -> list[str]:
    """The words after `--lang`, the last first: it is the last that counts."""
    asked = [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    asked += [after for word, after in pairwise(arguments) if word == "--lang"]
    return asked[::-1]


_STARTED_IN = choose_language(sys.argv[1:], os.environ)
_SPOKEN: ContextVar[Language] = ContextVar("spoken", default=_STARTED_IN)


def spoken() -> Language:
    """The language of this run."""
    return _SPOKEN.get()


def speak(language: Language) -> None:
    """Speak this language from here on."""
    _SPOKEN.set(language)


def say(zh: str, en: str) -> str:
    """One sentence of the command line itself, in the language of this run."""
    return Text(zh=zh, en=en).say(spoken())


def tell(sentence: Text) -> str:
    """A sentence in the language of this run."""
    return sentence.say(spoken())


_WIDE = 100_000
"""The width of what goes into a file or a pipe: nothing is wrapped there."""


class Voice(Console):
    """A console that writes to whatever is the standard stream now: as wide as its terminal; unwrapped and unpainted elsewhere."""

    @property
    def size(self) -> ConsoleDimensions:
        """Columns and lines."""
        return super().size if self.is_terminal else ConsoleDimensions(_WIDE, 25)

    @size.setter
    def size(self, size: tuple[int, int]) -> None:
        """Keep columns and lines."""
        self._width, self._height = size


out = Voice(highlight=False)
err = Voice(highlight=False, stderr=True)
