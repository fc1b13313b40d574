"""What is there to be judged? Every module of the source as text and tree, and every file of the repository."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
SOURCE: Final = ROOT / "src" / "peakend"
MADE: Final = {".git", ".venv", ".hypothesis", ".idea", ".peakend", ".vscode", "__pycache__", "build", "dist", "out"}
"""Folders that are made, not written."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of Python: where it is, what it is called, what stands in it."""

    path: Path
    words: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its name for an import."""
        parts = self.path.relative_to(SOURCE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def place(self) -> str:
        """Where it lies in the repository."""
        return self.path.relative_to(ROOT).as_posix()

    def functions(self) -> Iterator[Function]:
        """Every function and method in it."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call, with the last part of the name that is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                yield node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def _open(path: Path) -> Module:
    words = path.read_text(encoding="utf-8")
    return Module(path, words, ast.parse(words))


MODULES: Final = tuple(_open(path) for path in sorted(SOURCE.rglob("*.py")) if path.parent.name != "migrations")


def files() -> Iterator[Path]:
    """Every file of the repository that somebody wrote."""
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(name for name in inner if name not in MADE and not name.endswith("_cache"))
        yield from (Path(folder) / name for name in sorted(names) if not name.endswith(".pyc"))


def written() -> Iterator[tuple[Path, str]]:
    """Every file that holds text, with its text."""
    for path in files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def blanks(sentence: str) -> set[str]:
    """The names of the blanks in a sentence."""
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(sentence) if name}
