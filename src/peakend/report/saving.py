"""How is a file written so that it is there whole, or not at all? Beside its place first, then moved onto it."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from peakend.errors import FolderNotWritable


def save_whole(path: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` write a temporary file beside `path`, then move it there; whatever was there stays until that moment.

    Raises `FolderNotWritable`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=".unfinished-", dir=path.parent)
        os.close(handle)
    except OSError as fault:
        raise FolderNotWritable(folder=str(path.parent), reason=fault.strerror or str(fault)) from fault
    unfinished = Path(name)
    try:
        write(unfinished)
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except OSError as fault:
        raise FolderNotWritable(folder=str(path.parent), reason=fault.strerror or str(fault)) from fault
    finally:
        unfinished.unlink(missing_ok=True)
    return path
