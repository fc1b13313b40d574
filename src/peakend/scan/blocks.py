"""To which block does a respondent belong? A stable number from 0 to 255, the same on every machine and engine.

Blocks are what intervals resample when answers are many. They hash the sampling unit (the respondent, or the cluster they were drawn
in), never the row, so that one person never spans two blocks; coarser blocks are the remainder of finer ones.
"""

from hashlib import blake2b
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

BLOCKS: Final = 256
"""How many blocks a tally of many answers keeps."""

_PRIME: Final = 2147483647
_FACTOR: Final = 48271


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
    """The sampling unit of each row as a number: whole numbers as they are, anything else by a stable hash of its text.

    A blank owner is nobody in particular: it gets a number of its own, negative, counted from `start` (the place of
    the first row in the answers), so that it is never joined with another.
    """
    flat = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    flat = flat.cast(flat.type.value_type) if pa.types.is_dictionary(flat.type) else flat
    if pa.types.is_integer(flat.type):
        numbers = np.asarray(flat.cast(pa.int64(), safe=False).fill_null(0).to_numpy(zero_copy_only=False), dtype=np.int64)
    else:
        coded = pc.dictionary_encode(flat.cast(pa.string()))
        names = np.array([hash_owner(name) if name is not None else 0 for name in coded.dictionary.to_pylist()] or [0], dtype=np.int64)
        numbers = names[coded.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)]
    blank = np.asarray(flat.is_null().to_numpy(zero_copy_only=False), dtype=bool)
    if blank.any():
        numbers = numbers.copy()
        numbers[blank] = -1 - start - np.flatnonzero(blank)
    return numbers


def blocks_of_owners(owners: NDArray[np.int64], hashed: bool) -> NDArray[np.int64]:
    """The block of each owner: hashes by remainder, whole numbers by `blocks_of_numbers`."""
    return owners % BLOCKS if hashed else blocks_of_numbers(owners)
