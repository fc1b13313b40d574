"""Is the face of the library one sorted list of names, each of which is there and says what it is?"""

import ast
import inspect
from importlib import import_module

from tests.house.source import SOURCE

peakend = import_module("peakend")


def public() -> list[str]:
    return [name for name in peakend.__all__ if not name.startswith("__")]


def rank(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, each by the alphabet."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def test_the_face_is_sorted_and_names_nothing_twice() -> None:
    assert public() == sorted(set(public()), key=rank)


def test_every_name_of_the_face_is_there() -> None:
    missing = [name for name in peakend.__all__ if not hasattr(peakend, name)]
    assert missing == []


def test_every_name_of_the_face_says_what_it_is() -> None:
    values = {name: getattr(peakend, name) for name in public()}
    silent = [name for name, value in values.items() if (inspect.isclass(value) or callable(value)) and not inspect.getdoc(value)]
    assert silent == []


def test_completion_offers_exactly_the_face() -> None:
    assert {name for name in dir(peakend) if not name.startswith("_")} <= set(peakend.__all__)


def test_editors_and_type_checkers_see_the_same_names() -> None:
    stub = SOURCE / "__init__.pyi"
    if not stub.exists():
        assert "__getattr__" not in vars(peakend)
        return
    tree = ast.parse(stub.read_text(encoding="utf-8"))
    imported = {alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    annotated = {node.target.id for node in tree.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)}
    assert set(public()) <= imported | defined | annotated
    reexported = {alias.asname for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names if alias.asname}
    assert reexported <= set(peakend.__all__)
