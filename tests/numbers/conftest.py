"""Where asked to, the differences from the reference numbers are written down once all have been compared."""

import json
import os
import sys
from pathlib import Path

import pytest


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write how many numbers of each case were compared, and the largest difference."""
    del session
    told = os.environ.get("PEAKEND_ACCURACY")
    golden = next((module for name, module in sys.modules.items() if name.endswith("numbers.golden")), None)
    if told and golden is not None:
        found = {name: {"compared": len(far), "largest": max(far)} for name, far in sorted(golden.COMPARED.items())}
        Path(told).write_text(json.dumps(found, indent=1), encoding="utf-8")
