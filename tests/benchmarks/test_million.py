"""The benchmark runs on a small file and prints a line for every side; its figures are looked at, never asserted."""

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_benchmark_measures_every_side(root: Path) -> None:
    order = [sys.executable, str(root / "benchmarks" / "million.py"), "--rows", "300", "--columns", "14", "--look"]
    told = subprocess.run(order, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^(pandas|pandas \(pyarrow\)|look|import|analyse) {2,}[\d.]+ +\d+ +[\d.]+ +[\d.]+$", told, re.MULTILINE) == [
        "pandas",
        "pandas (pyarrow)",
        "look",
        "import",
        "analyse",
    ]
