"""To which block does a respondent belong? A stable number from 0 to 255, the same on every machine and engine.

Blocks are what intervals resample when answers are many. They hash the sampling unit (the respondent, or the cluster they were drawn
in), never the row, so that one person never spans two blocks; coarser blocks are the remainder of finer ones.
"""

from hashlib import blake2b
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from peakend.scan.ask import BLOCKS
from peakend.scan.columns import plain_numbers, words_of

_PRIME: Final = 2147483647
_FACTOR: Final = 48271
_ABOVE: Final = np.int64(2**63 - 1)
"""All bits but the sign."""


def hash_owner(name: str) -> int:
    """A stable 63-bit number for the name of a sampling unit.

    >>> hash_owner("C-1001") == hash_owner("C-1001"), hash_owner("C-1001") == hash_owner("C-1002")
    (True, False)
    """
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") >> 1


def blocks_of_numbers(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The blocks of sampling units that are known by a whole number: portable arithmetic, one expression in any SQL.

    >>> blocks_of_numbers(np.array([1, 2, 3])).tolist()
    [143, 30, 173]
    """
    return ((numbers % _PRIME) * _FACTOR) % _PRIME % BLOCKS


def owners_of(column: pa.ChunkedArray | pa.Array, start: int = 0) -> NDArray[np.int64]:
    """The sampling unit of each row as a number from zero: whole numbers as they are, anything else by a stable hash of its text.

    A negative number stands as the number 2^63 above it. A blank owner is nobody in particular: it gets a number of its own, negative,
    counted from `start` (the place of the first row in the answers), so that it is never joined with another.
    """
    flat = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    flat = flat.cast(flat.type.value_type) if pa.types.is_dictionary(flat.type) else flat
    if pa.types.is_integer(flat.type):
        numbers, blank = plain_numbers(flat)
        numbers = numbers.astype(np.int64) & _ABOVE
    else:
        place, words = words_of(flat)
        names = np.array([hash_owner(word) for word in words], dtype=np.int64)
        numbers = names[place]
        blank = np.array([not word for word in words], dtype=bool)[place]
    if blank is not None and blank.any():
        numbers = np.where(blank, -1 - start - np.arange(len(numbers)), numbers)
    return numbers


def blocks_of_owners(owners: NDArray[np.int64], *, hashed: bool) -> NDArray[np.int64]:
    """The block of each owner: hashes by remainder, whole numbers by `blocks_of_numbers`."""
    return owners % BLOCKS if hashed else blocks_of_numbers(owners)


__all__ = ["BLOCKS", "blocks_of_numbers", "blocks_of_owners", "hash_owner", "owners_of"]
