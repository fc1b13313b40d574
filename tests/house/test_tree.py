"""Does the repository hold what it must, and nothing that belongs to one machine, one registry or one clone?"""

import ast
import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from tests.house.source import MODULES, ROOT, SOURCE, files, written

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LARGEST = 3_200_000
FOLDERS = "|".join(["wo" + "rk", "ro" + "ot", "t" + "mp", "ho" + "me", "fa" + "rm"])
MACHINE = re.compile(rf"(?<![\w.$}})-])/(?:{FOLDERS})/\w|file:///\w|sub-?" + "agent", re.IGNORECASE)
REGISTRY = re.compile(r"python" + r"hosted|py" + r"pi\.|/sim" + r"ple/|registry\.npm|index-url *=", re.IGNORECASE)
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


def packages(requirements: list[str]) -> set[str]:
    """The names of packages in a list of requirements, in their normal form."""
    return {normal(re.split(r"[\s\[<>=!~;@]", one, maxsplit=1)[0]) for one in requirements}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> dict[str, set[str]]:
    """The packages that the project asks for: to run, for each extra, and for its developers."""
    project = SETTINGS["project"]
    extras = {name: packages(listed) - {"peakend"} for name, listed in project["optional-dependencies"].items()}
    return {"run": packages(project["dependencies"]), **extras, "dev": packages(SETTINGS["dependency-groups"]["dev"])}


def imported() -> Iterator[tuple[str, str]]:
    """Every library that the source imports, with the place of the import."""
    for module in MODULES:
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            for name in [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""]:
                if (top := name.split(".")[0]) not in sys.stdlib_module_names | {"peakend"}:
                    yield name if top == "ruamel" else top, f"{module.place}:{node.lineno}"


def test_nothing_in_the_tree_names_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, words in written()
        for number, line in enumerate(words.splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_nothing_in_the_tree_names_a_registry_of_packages() -> None:
    assert [str(path.relative_to(ROOT)) for path, words in written() if REGISTRY.search(words)] == []


def test_no_file_is_too_large_for_a_clone() -> None:
    assert [str(path.relative_to(ROOT)) for path in files() if path.stat().st_size > LARGEST] == []


def test_every_file_of_text_ends_with_one_line_break_and_has_unix_lines() -> None:
    kinds = {".md", ".py", ".pyi", ".sh", ".toml", ".yaml", ".yml"}
    wrong = [str(path.relative_to(ROOT)) for path, words in written() if path.suffix in kinds and words and not words.endswith("\n")]
    assert wrong + [str(path.relative_to(ROOT)) for path in files() if path.suffix in kinds and b"\r\n" in path.read_bytes()] == []


def test_the_licence_is_the_whole_apache_licence() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", ".ci/run", "Makefile"])
def test_the_frame_of_the_project_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 200


def test_every_package_asked_for_is_locked_with_its_hashes() -> None:
    lock = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-spark.lock"))
    blocks = re.split(r"\n(?=\S)", "\n" + lock.strip())
    locked = {normal(block.split("==")[0]): "--hash=sha256:" in block for block in blocks if "==" in block.split("\n")[0]}
    asked = set().union(*declared().values())
    assert {name for name in asked if not locked.get(name)} == set()


def test_every_library_that_is_imported_is_asked_for() -> None:
    asked = set().union(*(names for group, names in declared().items() if group != "dev"))
    known = packages_distributions()
    homes = {name: {normal(home) for home in known.get(name.split(".")[0], [name])} for name, _ in imported()}
    assert {f"{name} in {place}" for name, place in imported() if not homes[name] & asked} == set()


NAMED = {"argon2-cffi", "psycopg", "pyspark", "whitenoise"}
"""Libraries that settings name (hashes of passwords, the driver of PostgreSQL, static files), or that bring the frames we are handed."""


def test_every_library_that_a_user_is_made_to_install_is_used() -> None:
    known = packages_distributions()
    used = {normal(home) for name, _ in imported() for home in known.get(name.split(".")[0], [name])}
    assert set().union(*(names for group, names in declared().items() if group != "dev")) - used - NAMED == set()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_dependency_has_its_reason(language: str) -> None:
    page = (ROOT / "docs" / language / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    told = {normal(name) for name in re.findall(r"^\| `([\w.-]+)`", page, flags=re.MULTILINE)}
    asked = set().union(*declared().values())
    assert (asked - told, told - asked) == (set(), set())


def test_the_wheel_holds_everything_that_the_source_holds(tmp_path: Path) -> None:
    builder = Path(sys.executable).with_name("uv")
    order = [str(builder), "build", "--wheel", "--offline", "--no-build-isolation", "--quiet", "--python", sys.executable]
    subprocess.run([*order, "--out-dir", str(tmp_path)], cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert {path.relative_to(SOURCE.parent).as_posix() for path in files() if path.is_relative_to(SOURCE)} - packed == set()
    assert any(name.endswith("licenses/LICENSE") for name in packed)
