"""Where do cells and answers lie while nobody has decided to keep them? In a folder of its own, that goes when nothing refers to it."""

import contextlib
import os
import shutil
import weakref
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp

from peakend.errors import FileNotWritable


class Scratch:
    """A temporary folder. It is removed when the last value that holds it goes, or when the program ends.

    >>> scratch = Scratch()
    >>> path = scratch.path
    >>> del scratch
    >>> path.exists()
    False
    """

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="peakend-"))
        self._end = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def put_file(made: Path, out: Path) -> Path:
    """Put a finished file in its place, whole or not at all. Raises `FileNotWritable`; what stood there before is then untouched."""
    beside = None
    try:
        with made.open("rb") as source, NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as target:
            beside = Path(target.name)
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        beside.chmod(0o644)
        beside.replace(out)
    except OSError as fault:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink()
        raise FileNotWritable(path=str(out), reason=fault.strerror or str(fault)) from fault
    return out
