"""What does a result say? One sentence, its findings, and how it was worked out; each kind of result brings its own words.

The three are open functions: the file of words of a result registers what it says. A result that has no words of its own
says its title and n, so that nothing is ever silent.
"""

from functools import singledispatch

from peakend.analyse.result import Result
from peakend.report.words.base import count_line, interval_note, methods_line
from peakend.text import Text


@singledispatch
def headline(result: object) -> Text:
    """The finding in one sentence, with its number, interval and n: the title of a slide.

    Takes a result, or the part of one that belongs to one scenario.
    """
    if isinstance(result, Result):
        count = count_line(result.base)
        return Text(zh=f"{result.title.zh}（{count.zh}）", en=f"{result.title.en} ({count.en})")
    return Text()


@singledispatch
def findings(_result: object) -> tuple[Text, ...]:
    """What else the result says, one sentence each, the most important first; what cannot be said is said too."""
    return ()


@singledispatch
def method_note(result: object) -> Text:
    """How it was worked out, in words: formula, what missing answers do, how to read it, when not to use it."""
    return methods_note(result) if isinstance(result, Result) else Text()


def methods_note(result: Result) -> Text:
    """The methods of a result, with the note on its intervals."""
    methods, interval = methods_line(result.base), interval_note(result.base)
    return Text(zh=f"方法：{methods.zh}。{interval.zh}。", en=f"Methods: {methods.en}. {interval.en}.")
