"""How is a file written so that it is there whole, or not at all? Beside its place first, then moved onto it."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from peakend.errors import FolderNotWritable


def file_in(out: Path | str, name: str) -> Path:
    """The file that is meant: `out` itself where it has the ending of `name`, else `name` in the folder `out`.

    >>> file_in("out", "slides-en.pptx").as_posix(), file_in("out/deck.pptx", "slides-en.pptx").as_posix()
    ('out/slides-en.pptx', 'out/deck.pptx')
    """
    path = Path(out)
    return path if path.suffix.lower() == Path(name).suffix else path / name


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
