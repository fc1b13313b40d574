"""Does every key lead somewhere? The study's and the design's families of keys, and the fault for one that is in none of them."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from typing import Final

from peakend.define.place import Place
from peakend.errors import KeyTwice, ReferenceMisspelt, ReferenceUnknown, StudyFault

Fault = tuple[Place, StudyFault]
"""A fault at its place in the design."""

_TOLD: Final = 40
"""So many keys are listed at most."""


def find_unknown(place: Place, family: str, found: str, known: Iterable[str]) -> Iterator[Fault]:
    """Nothing where the key is known (or empty); else the fault, with the nearest key where one is near.

    >>> [fault.say("en") for _, fault in find_unknown(("steps",), "lane", "frnt", ["front", "back"])]
    ["There is no lane 'frnt'. Did you mean 'front'? There are: front, back."]
    """
    keys = list(dict.fromkeys(known))
    if not found or found in keys:
        return
    listed = ", ".join(islice(keys, _TOLD)) + (" …" if len(keys) > _TOLD else "") or "-"
    near = get_close_matches(found, keys, n=1, cutoff=0.6)
    if near:
        yield place, ReferenceMisspelt(family=family, found=found, known=listed, meant=near[0])
    else:
        yield place, ReferenceUnknown(family=family, found=found, known=listed)


def find_repeated(place: Place, keys: Iterable[str]) -> Iterator[Fault]:
    """Keys of one list that stand twice.

    >>> [fault.say("en") for _, fault in find_repeated(("steps",), ["a", "b", "a"])]
    ["The key 'a' is taken already by steps → 1. Give one of the two another key, here and wherever it is referred to."]
    """
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        if key in first:
            yield (*place, number), KeyTwice(key=key, first=" → ".join([*map(str, place), str(first[key] + 1)]))
        else:
            first[key] = number
