"""Does whoever works on something still live? A sign of life every few seconds beside the work; where none comes, the work was cut off.

A process that is killed says nothing. So whoever begins a long piece of work gives signs while it lasts, and whoever looks at it later
counts the silence: after `SILENCE` the work is taken for cut off and can be begun again. Signs that come later than that find their work
given up, and stop it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Final

from django.db import DatabaseError, connections

EVERY: Final = 5.0
"""Seconds between two signs of life."""

SILENCE: Final = timedelta(seconds=45)
"""So long nothing is heard before work is taken for cut off: many signs may be late on a busy machine."""


@contextmanager
def give_signs(sign: Callable[[], object], every: float = EVERY) -> Iterator[None]:
    """Give a sign of life every so many seconds while the block runs, from a thread beside it; a sign that fails is not the last."""
    ending = threading.Event()

    def keep_on() -> None:
        while not ending.wait(every):
            with suppress(DatabaseError, OSError):
                sign()
        connections.close_all()

    beside = threading.Thread(target=keep_on, name="signs-of-life", daemon=True)
    beside.start()
    try:
        yield
    finally:
        ending.set()
        beside.join()
