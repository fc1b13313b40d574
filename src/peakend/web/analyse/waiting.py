"""What does a reader see while something long is counted? A page that says so and comes back by itself; everybody else's pages stay fast.

Whatever is asked of many answers and is not known yet is worked out beside the requests, a little at a time; the request waits for a
moment, because most is done within it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, TypeVar

from django.db import connections

Found = TypeVar("Found")

LONG: Final = 200_000
"""From so many answers on, what is not known yet may take longer than anybody likes to wait without a word."""

PATIENCE: Final = 1.2
"""Seconds that a request waits for it."""

AT_ONCE: Final = 2
_MOST: Final = 256
_BEGUN: OrderedDict[Hashable, Future[Any]] = OrderedDict()
_LOCK: Final = threading.Lock()
_DESK: Final = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="count")


class StillCounting(Exception):
    """It is being worked out: ask again soon."""


def work_beside(key: Hashable, work: Callable[[], Found], patience: float | None = None) -> Found:
    """What `work` finds, worked out once however many ask. Raises what `work` raises, and `StillCounting` where it takes longer."""
    with _LOCK:
        future: Future[Any] | None = _BEGUN.get(key)
        if future is None:
            future = _BEGUN[key] = _DESK.submit(_close_after, work)
            while len(_BEGUN) > _MOST:
                _BEGUN.popitem(last=False)
    try:
        found: Found = future.result(PATIENCE if patience is None else patience)
    except TimeoutError:
        if future.done():
            raise
        raise StillCounting from None
    finally:
        if future.done():
            with _LOCK:
                _BEGUN.pop(key, None)
    return found


def _close_after(work: Callable[[], Found]) -> Found:
    """Work in a thread of its own, with connections of its own."""
    try:
        return work()
    finally:
        connections.close_all()
