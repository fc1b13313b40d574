"""Where in a study? The road from its outermost field inwards, for remarks, for faults of a file and for the lines they stand in.

A place is named in the words of the file itself, which are the same in both languages: scenarios → visit → moments → greet → needs.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

Step = str | int
"""One step: the name of a field, the key of an entry, or the number of an entry counted from 0."""

Place = tuple[Step, ...]
"""Where something stands in a study, from the outermost field inwards."""


def word_place(place: Place) -> str:
    """The place in words; entries without a key are counted from 1, as people count.

    >>> word_place(("scenarios", "visit", "moments", 2))
    'scenarios → visit → moments → 3'
    """
    return " → ".join(str(step + 1) if isinstance(step, int) else step for step in place)


def key_place(plain: Any, path: Sequence[Step]) -> Place:  # noqa: ANN401 - any value of a file
    """The same place with the key of an entry in place of its number, wherever the entry has one that no other entry has.

    >>> key_place({"stages": [{"key": "end", "name": 5}]}, ("stages", 0, "name"))
    ('stages', 'end', 'name')
    """
    place: list[Step] = []
    for step in path:
        place.append(_own_key(plain, step) if isinstance(plain, list) and isinstance(step, int) else step)
        plain = plain[step]
    return tuple(place)


def _own_key(entries: list[Any], number: int) -> Step:
    keys = [str(entry["key"]) if isinstance(entry, dict) and "key" in entry else "" for entry in entries]
    return keys[number] if keys[number] and Counter(keys)[keys[number]] == 1 else number


def keyed(keys: Sequence[str]) -> tuple[Step, ...]:
    """The step to each entry of a list with these keys: its key, or its number where the key stands twice or is empty.

    >>> keyed(["a", "b", "a"])
    (0, 'b', 2)
    """
    times = Counter(keys)
    return tuple(key if key and times[key] == 1 else number for number, key in enumerate(keys))


def propose_key(words: str) -> str:
    """The nearest spelling that can be a key.

    >>> propose_key("Home visit"), propose_key("telecom-vip"), propose_key("预约")
    ('home_visit', 'telecom_vip', 'key_1')
    """
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_") or "key_1"
