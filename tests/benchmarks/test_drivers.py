"""The benchmark of drivers runs alone and prints a line for every side; its figures are looked at, never asserted."""

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_benchmark_of_drivers_measures_every_size(root: Path) -> None:
    order = [sys.executable, str(root / "benchmarks" / "drivers.py"), "--rows", "200", "--resamples", "20", "--most", "15", "--alone"]
    told = subprocess.run(order, capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^(p = \d+ \w+) .* [\d.]+ CPU s$", told, re.MULTILINE)
    assert found == ["p = 10 from", "p = 10 with", "p = 15 exact"]
