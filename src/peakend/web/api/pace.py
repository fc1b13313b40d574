"""How fast may programs ask? So many requests a minute for each token or person; heavy ones fewer. Counted in each server process."""

import time
from typing import Final

from django.core.cache import cache

from peakend.errors import TooOften

MINUTE: Final = 60
MOST: Final = {"read": 600, "write": 120, "import": 120, "export": 60}
"""Requests a minute by scope."""


def keep_pace(who: str, scope: str) -> None:
    """Count one request. Raises `TooOften`."""
    now = time.time()
    key, most = f"pace:{who}:{scope}:{int(now // MINUTE)}", MOST[scope]
    cache.add(key, 0, 2 * MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # forgotten between the two: memory was short
        return
    if count > most:
        raise TooOften(most=most, seconds=MINUTE - int(now % MINUTE))
