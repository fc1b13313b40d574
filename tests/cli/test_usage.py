"""Whoever calls a command wrongly is told so in one sentence of their language, with exit status 2."""

import pytest
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (["analyze"], "There is no command 'analyze'. Did you mean analyse?", "没有命令“analyze”。是否指 analyse？"),
        (["analyse", "npss"], "There is no command 'npss'. Did you mean nps?", "没有命令“npss”。是否指 nps？"),
        (["analyse", "xyzzy"], "There is no command 'xyzzy'. (help: peakend analyse --help)", "没有命令“xyzzy”。（"),
        (["analyse", "nps"], "The argument STUDY is missing.", "缺少参数 STUDY。"),
        (["analyse", "nps", "a"], "The argument ANSWERS is missing.", "缺少参数 ANSWERS。"),
        (["analyse", "nps", "a", "b", "c"], "More arguments than the command takes: c.", "多余的参数：c。"),
        (["analyse", "nps", "a", "b", "--bye"], "There is no option --bye. Did you mean --by?", "没有选项 --bye。是否指 --by？"),
        (["analyse", "nps", "a", "b", "--by"], "The option --by lacks its value.", "选项 --by 后面缺少取值。"),
        (["analyse", "nps", "a", "b", "--unweighted=1"], "The option --unweighted takes no value.", "选项 --unweighted 后面不应有取值。"),
        (
            ["analyse", "nps", "a", "b", "--format", "xml"],
            "--format cannot be 'xml': choose one of table, json, csv.",
            "--format 不能是“xml”",
        ),
        (["listen", "sheet", "a"], "The option --study is missing.", "缺少选项 --study。"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_the_language_of_the_run(run: Run, words: list[str], english: str, chinese: str) -> None:
    told = run(*words)
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith(f"Error: {english}")
    spoken = run(*words, "--lang", "zh") if "--by" not in words[-1:] else run(*words[:2], "--lang", "zh", *words[2:])
    assert (spoken.status, spoken.out) == (2, "")
    assert spoken.err.startswith(f"错误：{chinese}")


@pytest.mark.parametrize("word", ["fr", "english", ""])
def test_a_language_that_there_is_not_is_refused_before_anything_is_done(run: Run, word: str) -> None:
    told = run("define", "new", "blank", "--lang", word)
    assert (told.status, "the languages are zh (Chinese) and en (English)" in told.err) == (2, True)


def test_a_language_of_the_environment_that_there_is_not_is_refused_by_its_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEAKEND_LANG", "klingon")
    told = run("define", "templates")
    assert (told.status, "PEAKEND_LANG cannot be 'klingon'" in told.err) == (2, True)


@pytest.mark.parametrize("words", [[], ["analyse"], ["define"]], ids=["nothing", "analyse", "define"])
def test_a_stage_alone_explains_itself_and_was_called_wrongly(run: Run, words: list[str]) -> None:
    told = run(*words)
    assert (told.status, told.err, "Commands" in told.out) == (2, "", True)
