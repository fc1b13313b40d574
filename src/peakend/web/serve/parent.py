"""Does whoever started this process still live? When not, it ends: nobody is left to stop it."""

import os
import threading
import time
from typing import Final

NAMED: Final = "PEAKEND_PARENT"
"""Where the server leaves its process number: who asks for it only once it runs may already have lost it."""


def name_parent() -> None:
    """Leave the number of this process to those that it starts."""
    os.environ[NAMED] = str(os.getpid())


def watch_parent() -> None:
    """Look once a second, beside the work; end the process at once when the parent is gone."""
    parent = int(os.environ.get(NAMED, os.getppid()))

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()
