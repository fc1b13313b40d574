"""How is a hostile file read without harm? By a process of its own, under limits of memory, time and size.

The limits grow with the file, from a floor. The child's memory is limited by its private pages (RLIMIT_DATA): an address-space limit
makes allocators hang that reserve more than they use. What comes back is an Arrow stream and JSON, never code.
"""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import peakend.errors
from peakend.define.survey import Layout
from peakend.errors import (
    AnswerError,
    FileBroken,
    FileIsFolder,
    FileMissing,
    FileNotReadable,
    FileTooLarge,
    PeakendError,
    ReadingTooLong,
    ReadingTooMuchMemory,
)
from peakend.listen.limits import sounds_like_memory
from peakend.listen.scratch import Scratch
from peakend.listen.table import Facts, Table

LARGEST_FILE: Final = 8 << 30
"""Bytes of the largest file that is read at all."""

_MEMORY_FLOOR: Final = 1 << 30
_MEMORY_CEILING: Final = 8 << 30
_SECONDS_FLOOR: Final = 30
_PATIENCE: Final = 3.0
"""Seconds on the clock for each second of processor time: the machine may be busy."""
_BYTES_A_SECOND: Final = 2 << 20
_STREAMED: Final = frozenset({".csv", ".tsv", ".txt", ".tab"})
_HELD: Final = 30
"""Bytes of memory for each byte of a file that is held whole."""
_PACKED: Final = 20
"""How much more there is to read in a packed file than its size says."""
_BOOT: Final = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from peakend.listen.child import main; main()"


def read_table(path: str | Path, layout: Layout | None = None, definition: str | Path | None = None) -> Table:
    """Read a file of answers, of whatever kind, behind the fence; a definition (.qsf, .lss) beside it explains its columns.

    Raises an `AnswerError` that says what is wrong with the file and how to mend it; never anything else.
    """
    place = _check_file(Path(path))
    beside = str(_check_file(Path(definition))) if definition else ""
    layout = layout or Layout()
    folder = Scratch()
    memory, seconds = _set_limits(place)
    job: dict[str, Any] = {"path": str(place), "definition": beside, "layout": asdict(layout), "folder": str(folder.path)}
    job |= {"memory": memory, "seconds": seconds}
    _run(place, job, memory, seconds)
    facts = _read_outcome(place, folder.path)
    return Table(place, _digest(place), facts, folder)


def _check_file(path: Path) -> Path:
    """The path in full, if a file of sane size stands there and can be opened."""
    if path.is_dir():
        raise FileIsFolder(path=str(path))
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise FileMissing(path=str(path)) from None
    except (OSError, ValueError) as fault:
        raise FileNotReadable(path=str(path), reason=getattr(fault, "strerror", None) or str(fault)) from fault
    if size > LARGEST_FILE:
        raise FileTooLarge(path=path.name, size=size >> 20, limit=LARGEST_FILE >> 20)
    return path.resolve()


def _set_limits(path: Path) -> tuple[int, int]:
    """Bytes of memory and seconds of processor time for this file. Text is read in a stream; the other kinds are held whole."""
    size, ending = path.stat().st_size, path.suffix.lower()
    memory = _MEMORY_FLOOR if ending in _STREAMED else min(_MEMORY_CEILING, max(_MEMORY_FLOOR, size * _HELD))
    return memory, _SECONDS_FLOOR + size * (1 if ending in _STREAMED else _PACKED) // _BYTES_A_SECOND


def _run(path: Path, job: dict[str, Any], memory: int, seconds: int) -> None:
    """Start the child and wait for it."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PEAKEND_")},  # secrets among them
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "PYTHONUTF8": "1",
        "MALLOC_ARENA_MAX": "2",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-P", "-c", _BOOT, json.dumps(sys.path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
            command,
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=seconds * _PATIENCE,
            check=False,
            env=environment,
            cwd=job["folder"],
        )
    except subprocess.TimeoutExpired:
        raise ReadingTooLong(path=path.name, seconds=round(seconds * _PATIENCE)) from None
    if done.returncode == 0:
        return
    said = done.stderr.decode("utf-8", "replace")
    if sounds_like_memory(said):
        raise ReadingTooMuchMemory(path=path.name, limit=memory >> 20)
    if done.returncode in {-24, -9}:  # SIGXCPU, and SIGKILL behind it
        raise ReadingTooLong(path=path.name, seconds=seconds)
    reason = f"exit {done.returncode}: {said.strip().splitlines()[-1][:200] if said.strip() else ''}"
    raise FileBroken(path=path.name, kind=path.suffix.lstrip(".").upper(), reason=reason)


def _read_outcome(path: Path, folder: Path) -> Facts:
    """The facts that the child left; a fault is raised as what it is, if it is one of this room's."""
    outcome = json.loads((folder / "outcome.json").read_text(encoding="utf-8"))
    if "facts" in outcome:
        return Facts.read(outcome["facts"])
    kind = getattr(peakend.errors, str(outcome["fault"]), None)
    if isinstance(kind, type) and issubclass(kind, AnswerError):
        fault: PeakendError = kind(**outcome["blanks"])
        raise fault
    raise FileBroken(path=path.name, kind=path.suffix, reason=str(outcome["fault"]))


def _digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
