"""Does every room use only the rooms before it, and does `import peakend` load nothing that is not needed yet?"""

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.house.source import MODULES, ROOT, SOURCE, Module

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"]: contract for contract in SETTINGS["tool"]["importlinter"]["contracts"]}
ROOMS = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()} - {"__init__", "__main__"}
DOORS = {"cli", "web", "report"}
HEAVY = [
    "altair",
    "django",
    "duckdb",
    "fontTools",
    "narwhals",
    "numpy",
    "pandas",
    "polars",
    "pptx",
    "pyarrow",
    "scipy",
    "vl_convert",
    "xlsxwriter",
]


def test_the_contracts_between_rooms_are_kept() -> None:
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout


def test_every_room_before_report_promises_not_to_draw() -> None:
    assert {f"peakend.{room}" for room in ROOMS - DOORS} == set(CONTRACTS["drawing"]["source_modules"])


INSIDE = [module for module in MODULES if module.name != "peakend" and module.name.split(".")[1] not in {"cli", "web", "__main__"}]


@pytest.mark.parametrize("module", INSIDE, ids=lambda module: module.name)
def test_no_room_goes_out_by_the_front_door_to_come_in_again(module: Module) -> None:
    through_face = [
        node.lineno
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.ImportFrom) and node.module == "peakend" and {one.name for one in node.names} - ROOMS - {"__version__"})
        or (isinstance(node, ast.Import) and any(one.name == "peakend" for one in node.names))
    ]
    assert through_face == []


def test_importing_the_library_loads_no_engine_and_no_drawing_library() -> None:
    order = f"import json, sys, peakend; print(json.dumps(sorted(set({HEAVY!r}) & set(sys.modules))))"
    told = subprocess.run([sys.executable, "-c", order], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == []


def test_knowing_a_study_loads_no_engine() -> None:
    order = f"import json, sys, peakend.define.study; print(json.dumps(sorted(set({HEAVY!r}) & set(sys.modules))))"
    told = subprocess.run([sys.executable, "-c", order], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == []
