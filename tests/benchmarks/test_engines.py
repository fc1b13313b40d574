"""The benchmark of the engines runs on a small table and prints a line for every way; its figures are looked at, never asserted."""

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_benchmark_measures_every_way(root: Path) -> None:
    order = [sys.executable, str(root / "benchmarks" / "engines.py"), "--rows", "3000", "--without", "spark"]
    told = subprocess.run(order, capture_output=True, text=True, check=True).stdout
    ways = re.findall(r"^\| (.+?) \| (\w+) \| [\d.]+ \| [\d.]+ \|$", told, re.MULTILINE)
    assert ways[:2] == [("DuckDB", "never"), ("DuckDB", "always")]
    assert ways[-2:] == [("DuckDB, products", "narwhals"), ("DuckDB, products", "ours")]
