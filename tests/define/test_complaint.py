import pytest
import yaml

from peakend.define import tree
from peakend.define.tree import read_tree
from peakend.errors import StudyFault

CASES = {
    "a:\n\t- b\n": ("TabInIndent", 2),
    "a: 1\nb:\n\tc: 1\n": ("TabInIndent", 3),
    "a: 1\nb: 'open\nc: 2\n": ("QuoteNotClosed", 2),
    'a: "open\n': ("QuoteNotClosed", 1),
    "a: 1\nb: {c: 1\nd: 2\n": ("BracketNotClosed", 2),
    "a: [1 2\n": ("BracketNotClosed", 1),
    "a: b: c\n": ("ColonInWords", 1),
    "a: 1\n  b: 2\n": ("ColonInWords", 2),
    "a:\n  b: 1\n c: 2\n": ("IndentBroken", 3),
    "a: 1\nwords\nb: 2\n": ("IndentBroken", 2),
    "- a\nb: 1\n": ("IndentBroken", 2),
    "a: @b\n": ("MarkAtStart", 1),
    "a: `b`\n": ("MarkAtStart", 1),
    "a: %b\n": ("MarkAtStart", 1),
    'a: "C:\\data"\n': ("BackslashInQuotes", 1),
    'a: "\\xzz"\n': ("BackslashInQuotes", 1),
    "a: !!python/object/apply:os.system [x]\n": ("TagNotAllowed", 1),
    "a: !mine b\n": ("TagNotAllowed", 1),
    "a: !x!y b\n": ("TagNotAllowed", 1),
    "a: 1\n---\nb: 2\n": ("SecondDocument", 2),
    "? [a]\n: b\n": ("FieldNameMissing", 1),
    "~: b\n": ("FieldNameMissing", 1),
    "a: 1\n: b\n": ("IndentBroken", 2),
}


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("text", list(CASES), ids=[f"{number} {name}" for number, (name, _) in enumerate(CASES.values())])
def test_every_complaint_has_its_fault_and_line_with_either_parser(text: str, loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_LOADER", getattr(yaml, loader))
    with pytest.raises(StudyFault) as caught:
        read_tree(text)
    assert (caught.value.name, caught.value.blanks["line"]) == CASES[text]


def test_the_mend_is_told_in_both_languages() -> None:
    with pytest.raises(StudyFault) as caught:
        read_tree("a:\n\t- b\n")
    assert caught.value.say("zh") == "第 2 行：这里用了制表符（Tab）缩进。请改用空格。"
    assert caught.value.say("en") == "Line 2: A tab is used for indentation here. Use spaces."
