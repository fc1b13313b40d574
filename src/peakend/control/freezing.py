"""How is a baseline kept? Frozen limits and values as small JSON files that a person can read, and that only the right thing opens."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from peakend.control.compare import FrozenBaseline, FrozenValue
from peakend.control.trend import FrozenLimits
from peakend.errors import LimitsUnreadable

SCHEMA: Final[Mapping[type[FrozenLimits] | type[FrozenBaseline], str]] = {
    FrozenLimits: "peakend-limits/1",
    FrozenBaseline: "peakend-baseline/1",
}
"""What each file says it is."""


def write_frozen(path: str | Path, frozen: FrozenLimits | FrozenBaseline) -> Path:
    """Write frozen limits or a frozen baseline, and give the path."""
    place = Path(path)
    told = {"schema": SCHEMA[type(frozen)], **asdict(frozen)}
    place.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return place


def read_limits(path: str | Path) -> FrozenLimits:
    """Limits that were frozen. Raises `LimitsUnreadable`."""
    told = _open(path, "limits", SCHEMA[FrozenLimits])
    try:
        scale = None if told["scale"] is None else tuple(told["scale"])
        return FrozenLimits(**{**told, "scale": scale, "periods": tuple(told["periods"])})
    except (KeyError, TypeError) as fault:
        raise LimitsUnreadable(path=Path(path).name, kind="limits") from fault


def read_baseline(path: str | Path) -> FrozenBaseline:
    """A baseline that was frozen. Raises `LimitsUnreadable`."""
    told = _open(path, "baseline", SCHEMA[FrozenBaseline])
    try:
        values = tuple(FrozenValue(**{**one, "scale": tuple(one["scale"])}) for one in told["values"])
        return FrozenBaseline(**{**told, "values": values})
    except (KeyError, TypeError) as fault:
        raise LimitsUnreadable(path=Path(path).name, kind="baseline") from fault


def _open(path: str | Path, kind: str, schema: str) -> dict[str, Any]:
    """The values of a file of this kind. Raises `LimitsUnreadable`."""
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise LimitsUnreadable(path=Path(path).name, kind=kind) from fault
    if not isinstance(told, dict) or told.pop("schema", "") != schema:
        raise LimitsUnreadable(path=Path(path).name, kind=kind)
    return told
