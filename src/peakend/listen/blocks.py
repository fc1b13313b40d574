"""Into which block does a respondent fall? One of 256, from the respondent alone, the same on every machine and engine.

Intervals drop or draw whole blocks, so a respondent must never spread over two of them. A whole number goes through a multiplicative
congruential generator, any other text through FNV-1a; a row without a respondent goes by its number in the file.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

BLOCKS: Final = 256
"""How many blocks there are; coarser ones are remainders of these."""

_PRIME: Final = 2_147_483_647
_FACTOR: Final = 48_271
_FNV_START: Final = 0xCBF29CE484222325
_FNV_FACTOR: Final = 0x100000001B3
_WHOLE: Final = r"^(0|-?[1-9][0-9]{0,17})$"

Numbers = npt.NDArray[np.int64]


def block_of(respondent: str) -> int:
    """The block of one respondent.

    Whole numbers: `((id % 2147483647) * 48271) % 2147483647 % 256` (Park and Miller's generator, one step). Other texts: the 64 bits of
    FNV-1a over UTF-8, upper and lower half joined by exclusive or, modulo 256.

    >>> block_of("2368"), block_of("R_2YPOQ602ER1jkf1")
    (192, 130)
    """
    return int(find_blocks(pa.array([respondent], pa.string()))[0])


def find_blocks(respondents: Any) -> Numbers:  # noqa: ANN401 - an Arrow array of text without blanks
    """The blocks of many respondents."""
    whole = pc.match_substring_regex(respondents, _WHOLE).to_numpy(zero_copy_only=False)
    if whole.all():
        return block_numbers(respondents.cast(pa.int64()).to_numpy(zero_copy_only=False))
    hashes = hash_texts(respondents)
    blocks = ((hashes ^ (hashes >> np.uint64(32))) % np.uint64(BLOCKS)).astype(np.int64)
    if whole.any():
        blocks[whole] = block_numbers(respondents.filter(pa.array(whole)).cast(pa.int64()).to_numpy(zero_copy_only=False))
    return blocks


def block_numbers(numbers: Numbers) -> Numbers:
    """The blocks of whole numbers.

    >>> block_numbers(np.array([2368, 1])).tolist()
    [192, 143]
    """
    blocks: Numbers = (((numbers % _PRIME) * _FACTOR) % _PRIME) % BLOCKS
    return blocks


def hash_texts(texts: Any) -> npt.NDArray[np.uint64]:  # noqa: ANN401 - an Arrow array of text
    """FNV-1a (64 bit) over the UTF-8 bytes of each text; a blank hashes like the empty text.

    Works down the positions of all texts at once, so that it is fast for many short ones (ids, codes).

    >>> hex(int(hash_texts(pa.array(["a"]))[0]))
    '0xaf63dc4c8601ec8c'
    """
    packed = pc.fill_null(texts, "").cast(pa.large_binary())
    _, offsets_buffer, bytes_buffer = packed.buffers()
    offsets = np.frombuffer(offsets_buffer, np.int64, len(packed) + 1, packed.offset * 8)
    letters = np.frombuffer(bytes_buffer, np.uint8) if bytes_buffer is not None else np.zeros(0, np.uint8)
    starts, lengths = offsets[:-1], np.diff(offsets)
    hashes = np.full(len(packed), _FNV_START, np.uint64)
    active = np.flatnonzero(lengths > 0)
    position = 0
    while len(active):
        hashes[active] = (hashes[active] ^ letters[starts[active] + position]) * np.uint64(_FNV_FACTOR)
        position += 1
        active = active[lengths[active] > position]
    return hashes
