"""Is every sentence there in both languages, with the same blanks, and written as its language is written?"""

import ast
import dataclasses
import importlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from tests.house.source import MODULES, Module, blanks

from peakend import errors
from peakend.errors import PeakendError
from peakend.text import LANGUAGES, Text

each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)

CHINESE = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!.](?=[\u4e00-\u9fff]|$)")
FULL_WIDTH = re.compile(r"[，。；：？！（）、]")


def kinds(parent: type[PeakendError] = PeakendError) -> Iterator[type[PeakendError]]:
    """Every class of the tree of errors that can be raised: the leaves."""
    for child in parent.__subclasses__():
        yield from kinds(child)
        if not child.__subclasses__() and child.__module__ != "peakend.errors.base":
            yield child


FAULTS = sorted(set(kinds()), key=lambda kind: (kind.__module__, kind.__name__))
SINGLE = [fault for fault in FAULTS if (fault.say, fault.__init__) == (PeakendError.say, PeakendError.__init__)]
"""Faults with one wording; the others list several and word them themselves."""
each_fault = pytest.mark.parametrize("fault", SINGLE, ids=lambda fault: f"{fault.__module__[15:]}.{fault.__name__}")


def test_there_are_faults_to_judge() -> None:
    assert len(FAULTS) > 5


def test_no_two_faults_share_a_name_because_the_name_is_the_key_of_the_translation() -> None:
    named = [fault.__name__ for fault in FAULTS]
    assert sorted({name for name in named if named.count(name) > 1}) == []


@each_fault
def test_a_fault_says_what_is_wrong_and_how_to_mend_it_in_both_languages(fault: type[PeakendError]) -> None:
    assert (fault.what.missing(), fault.mend.missing()) == ((), ())
    assert fault.what is not PeakendError.what


@each_fault
def test_both_languages_of_a_fault_fill_the_same_blanks(fault: type[PeakendError]) -> None:
    assert blanks(fault.what.zh + fault.mend.zh) == blanks(fault.what.en + fault.mend.en)


@each_fault
def test_a_fault_can_be_told_in_both_languages(fault: type[PeakendError]) -> None:
    values = dict.fromkeys(blanks(fault.what.en) | blanks(fault.mend.en), 7)
    told = fault(**values)
    assert all(told.say(language) for language in LANGUAGES)
    assert not values or "7" in told.say("zh")


def test_every_fault_is_on_the_face_of_the_tree_and_hangs_on_the_branch_of_a_stage() -> None:
    assert [fault.__name__ for fault in FAULTS if fault.__name__ not in errors.__all__] == []
    assert [fault.__name__ for fault in FAULTS if PeakendError in fault.__bases__] == []


@each_module
def test_whoever_raises_a_fault_fills_all_its_blanks(module: Module) -> None:
    known = {fault.__name__: {name.removesuffix("_words") for name in blanks(fault.what.en) | blanks(fault.mend.en)} for fault in SINGLE}
    wrong = [
        f"line {call.lineno}: {name} needs {sorted(known[name])}, is given {sorted(filter(None, given))}"
        for name, call in module.calls()
        if name in known
        and None not in (given := {keyword.arg for keyword in call.keywords})
        and not known[name] <= given | {word.removesuffix("_zh") for word in given if word and word.endswith("_zh")}
    ]
    assert wrong == []


@each_module
def test_no_sentence_stands_in_one_language_only(module: Module) -> None:
    assert [f"line {call.lineno}: {ast.unparse(call)}" for call, zh, en in sentences(module) if bool(zh) != bool(en)] == []


@each_module
def test_both_languages_of_a_sentence_have_the_same_blanks(module: Module) -> None:
    told = [(call.lineno, blanks(zh) ^ blanks(en)) for call, zh, en in sentences(module) if templates(module)]
    assert [line for line, different in told if different] == []


@each_module
def test_each_language_keeps_its_own_punctuation(module: Module) -> None:
    wrong = [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call, zh, en in sentences(module)
        if zh != en and (HALF_WIDTH.search(zh) or FULL_WIDTH.search(en))
    ]
    assert wrong == []


@each_module
def test_chinese_is_chinese_and_english_is_english(module: Module) -> None:
    wrong = [
        f"line {call.lineno}: {ast.unparse(call)}" for call, zh, en in sentences(module) if CHINESE.search(en) and not CHINESE.search(zh)
    ]
    assert wrong == []


def templates(module: Module) -> bool:
    """Whether the sentences of this module have blanks that are filled later."""
    return ".words" in module.name or ".cli" in module.name


def sentences(module: Module) -> Iterator[tuple[ast.Call, str, str]]:
    """Every sentence written down in the module, in both languages; words that come from elsewhere are left out."""
    for name, call in module.calls():
        if name != "Text" and not (name == "say" and isinstance(call.func, ast.Name)):
            continue
        given: dict[str, ast.expr] = dict(zip(("zh", "en"), call.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        words = {language: constant(node) for language, node in given.items() if language in LANGUAGES}
        if words and None not in words.values():
            yield call, words.get("zh") or "", words.get("en") or ""


def constant(node: ast.expr) -> str | None:
    """The words of a plain string; nothing for anything that is worked out."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@each_module
def test_no_constant_lacks_a_language(module: Module) -> None:
    constants = vars(importlib.import_module(module.name)).items()
    found = {name: [one for one in texts(value) if len(one.missing()) == 1] for name, value in constants if not name.startswith("__")}
    assert {name: lacking for name, lacking in found.items() if lacking} == {}


def texts(value: Any, depth: int = 6) -> Iterator[Text]:  # noqa: ANN401 - whatever a module holds
    """Every Text inside a value."""
    if isinstance(value, Text):
        yield value
    elif depth and isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for inner in value:
            yield from texts(inner, depth - 1)
    elif depth and dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name, None), depth - 1)
