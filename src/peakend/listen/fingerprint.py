"""Are two cells, or two rows, the same? A stable 64-bit fingerprint of texts, worked out for a whole column at once."""

from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from peakend.listen.table import ROW

_START: Final = 0xCBF29CE484222325
_FACTOR: Final = 0x100000001B3

Prints = NDArray[np.uint64]
"""Fingerprints of many texts or rows."""


def fingerprint_texts(texts: Any) -> Prints:  # noqa: ANN401 - an Arrow array of text
    """FNV-1a (64 bit) over the UTF-8 bytes of each text; a blank gives 0.

    Works down the positions of all texts at once, so that it is fast for many short ones (ids, codes).

    >>> [hex(int(one)) for one in fingerprint_texts(pa.array(["a", None]))]
    ['0xaf63dc4c8601ec8c', '0x0']
    """
    packed = texts.cast(pa.large_binary())
    _, offsets_buffer, bytes_buffer = packed.buffers()
    offsets = np.frombuffer(offsets_buffer, np.int64, len(packed) + 1, packed.offset * 8)
    letters = np.frombuffer(bytes_buffer, np.uint8) if bytes_buffer is not None else np.zeros(0, np.uint8)
    starts, lengths = offsets[:-1], np.diff(offsets)
    prints = np.full(len(packed), _START, np.uint64)
    active = np.flatnonzero(lengths > 0)
    position = 0
    while len(active):
        prints[active] = (prints[active] ^ letters[starts[active] + position]) * np.uint64(_FACTOR)
        position += 1
        active = active[lengths[active] > position]
    if texts.null_count:
        prints[pc.is_null(texts).to_numpy(zero_copy_only=False)] = 0
    return prints


def fingerprint_rows(batch: pa.RecordBatch) -> Prints:
    """One fingerprint a row over all its cells but the number of the row.

    Columns are mixed by multiplying and adding, so that the same cells in other columns give another one.
    """
    whole: Prints = np.zeros(batch.num_rows, dtype=np.uint64)
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if name != ROW:
            whole = (whole ^ fingerprint_cells(column)) * np.uint64(_FACTOR)
    return whole


def fingerprint_cells(column: Any) -> Prints:  # noqa: ANN401 - an Arrow array of text
    """The same as `fingerprint_texts`, each different text once: faster where few texts repeat often."""
    encoded = column.dictionary_encode()
    prints: Prints = np.append(fingerprint_texts(encoded.dictionary), np.uint64(0))
    found: Prints = prints[pc.fill_null(encoded.indices, len(prints) - 1).to_numpy(zero_copy_only=False)]
    return found
