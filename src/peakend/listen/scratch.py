"""Where do cells and answers lie while nobody has decided to keep them? In a folder of its own, that goes when nothing refers to it."""

import shutil
import weakref
from pathlib import Path
from tempfile import mkdtemp


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
