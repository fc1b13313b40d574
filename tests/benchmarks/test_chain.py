"""The benchmark of the chain runs on made-up answers and prints its lines; its figures are looked at, never asserted."""

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_benchmark_of_the_chain_runs_alone(root: Path) -> None:
    order = [sys.executable, str(root / "benchmarks" / "chain.py"), "--alone", "--resamples", "50"]
    told = subprocess.run(order, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^peakend, .+? +[\d.]+ s$", told, re.MULTILINE)
    assert len(told.splitlines()) == 4
