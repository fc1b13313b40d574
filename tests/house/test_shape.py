"""Is every file short, every name a word of the field, every public thing explained?"""

import ast
import re
import statistics
from collections.abc import Iterator

import pytest
from tests.house.source import MODULES, ROOT, Function, Module

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 8
DRAWERS = {"helper", "helpers", "manager", "misc", "util", "utils"}
"""Words for a drawer in which anything may lie: no folder, file, class or function has one in its name."""
BINS = {"common", "core"}
"""Words of the field that would be a drawer as the name of a file."""
BLURS = {"data", "entity", "info", "item", "manager", "obj", "thing"}
"""Words that say nothing about what a value is: no variable, argument or field is called so."""

each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def work(node: Function) -> int:
    """The lines of a function that do something: without its docstring and its heading."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


@each_module
def test_a_file_can_be_read_in_one_sitting(module: Module) -> None:
    assert module.words.count("\n") < LONGEST_FILE


@each_module
def test_a_function_fits_on_one_screen(module: Module) -> None:
    assert [f"{node.name} has {length(node)} lines" for node in module.functions() if length(node) >= LONGEST_FUNCTION] == []


def test_half_of_all_functions_are_a_few_lines() -> None:
    assert statistics.median(work(node) for module in MODULES for node in module.functions()) < MEDIAN_FUNCTION


@each_module
def test_imports_stand_at_the_top(module: Module) -> None:
    inner = [node.lineno for function in module.functions() for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert inner == []


@each_module
def test_no_circle_is_hidden_from_the_interpreter(module: Module) -> None:
    assert "TYPE_CHECKING" not in module.words


@each_module
def test_a_missing_library_is_told_not_swallowed(module: Module) -> None:
    caught = [node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler) and node.type is not None]
    silent = [node.lineno for node in caught if "ImportError" in ast.dump(node.type or node) and isinstance(node.body[0], ast.Pass)]
    assert silent == []


@each_module
def test_no_file_class_or_function_is_a_drawer(module: Module) -> None:
    named = [node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef | Function)]
    parts = {part for name in [*module.name.split("."), *named] for part in re.findall(r"[A-Z]?[a-z]+", name)}
    found = {part.lower() for part in parts} & DRAWERS
    assert found == set()
    assert BINS & set(module.name.split(".")) == set()


@each_module
def test_a_name_says_what_it_holds(module: Module) -> None:
    assert sorted(set(names(module)) & BLURS) == []


def names(module: Module) -> Iterator[str]:
    """Every name that the module gives: arguments, variables, fields."""
    for node in ast.walk(module.tree):
        match node:
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.ClassDef() | ast.FunctionDef():
                yield node.name
            case _:
                pass


@each_module
def test_no_function_bears_the_name_of_its_module(module: Module) -> None:
    tops = [node.name for node in module.tree.body if isinstance(node, Function)]
    assert module.name.rsplit(".", 1)[-1] not in tops


@each_module
def test_nothing_is_a_stub(module: Module) -> None:
    empty = [
        node.name
        for node in module.functions()
        if re.search(r"raise NotImplementedError\b", ast.unparse(node))
        and not any("abstract" in ast.dump(one) for one in node.decorator_list)
    ]
    assert empty == []


@each_module
def test_every_public_thing_is_explained(module: Module) -> None:
    assert list(unexplained(module.tree, module.name)) == []


def unexplained(node: ast.Module | ast.ClassDef | Function, name: str) -> Iterator[str]:
    """Public modules, classes, functions and methods without a docstring."""
    if ast.get_docstring(node) is None and not overloads(node):
        yield name
    if isinstance(node, Function):
        return
    for inner in node.body:
        if isinstance(inner, ast.ClassDef | Function) and not inner.name.startswith("_"):
            yield from unexplained(inner, f"{name}.{inner.name}")


def overloads(node: ast.AST) -> bool:
    """Whether it is one of several signatures, a setter, or answers for its parent: things that are explained elsewhere."""
    return isinstance(node, Function) and any(
        word in ast.dump(one) for one in node.decorator_list for word in ("overload", "override", "setter")
    )


def test_every_module_has_a_test_or_an_example() -> None:
    """Its own test file, one of its package, a test that imports it, or an example in a docstring that runs.

    A room of the workbench is tested through its pages: then tests in a folder of its name count.
    """
    paths = [path for path in sorted((ROOT / "tests").rglob("test_*.py")) if path.parent.name != "house"]
    imports = set(re.findall(r"(?:from|import) (peakend[\w.]*)", "\n".join(path.read_text(encoding="utf-8") for path in paths)))
    lost = [
        module.name
        for module in MODULES
        if any(True for _ in module.functions())
        and ">>>" not in module.words
        and module.name not in imports
        and not any(path.stem.startswith(f"test_{part}") for part in module.name.split(".")[2:] for path in paths)
        and not (module.name.startswith("peakend.web.") and any(path.parent.name == module.name.split(".")[2] for path in paths))
    ]
    assert lost == []
