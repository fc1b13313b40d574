"""The language is chosen once for a run; what goes into a pipe is never wrapped."""

import io

import pytest
from rich.text import Text as Line

from peakend.cli.speech import Voice, asked_languages, choose_language, say, speak
from peakend.text import name_language


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        (["--lang", "zh"], {"PEAKEND_LANG": "en", "LANG": "en_US.UTF-8"}, "zh"),
        (["--lang=zh-CN"], {}, "zh"),
        (["--lang", "zh", "--lang", "en"], {}, "en"),
        (["--lang"], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"PEAKEND_LANG": "zh", "LC_ALL": "en_GB.UTF-8"}, "zh"),
        ([], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "en"),
    ],
    ids=["nothing", "option first", "region", "the last counts", "option without word", "own variable", "LC_ALL over LANG", "neither"],
)
def test_the_language_is_that_of_the_option_else_of_the_environment(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert choose_language(arguments, environment) == language


@pytest.mark.parametrize("word", ["", "fr", "english", "z", "zhen", "中文"])
def test_only_our_two_languages_have_a_name(word: str) -> None:
    assert name_language(word) is None
    assert asked_languages(["--lang", word]) == [word]


def test_a_sentence_follows_the_language_of_the_run() -> None:
    speak("zh")
    assert say("好", "good") == "好"
    speak("en")
    assert say("好", "good") == "good"


def test_a_line_into_a_pipe_is_neither_wrapped_nor_painted() -> None:
    pipe = io.StringIO()
    Voice(file=pipe, highlight=False).print(Line("x" * 1_000, style="bold"))
    assert pipe.getvalue() == "x" * 1_000 + "\n"


def test_a_terminal_keeps_its_own_width() -> None:
    assert Voice(force_terminal=True, width=60, height=20).size == (60, 20)
