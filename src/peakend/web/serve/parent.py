"""Does whoever started this process still live? When not, it ends: nobody is left to stop it."""

import os
import threading
import time


def watch_parent() -> None:
    """Look once a second, beside the work; end the process at once when the parent is gone."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()
