"""How does a column of a batch become plain numbers? Codes, amounts, marks and words, each with its blanks told apart.

Values are read as they lie in memory: no copy where none is needed, and no other dataframe library is woken up to do it.
"""

import math
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from peakend.errors import NotNumbers, WrongWeight
from peakend.scan.kernel import BLANK, ELSEWHERE, LARGEST, Codes, Floats

Flags = NDArray[np.bool_]

_IN_MEMORY: Final[dict[pa.DataType, type[np.generic]]] = {
    pa.int8(): np.int8,
    pa.int16(): np.int16,
    pa.int32(): np.int32,
    pa.int64(): np.int64,
    pa.uint8(): np.uint8,
    pa.uint16(): np.uint16,
    pa.uint32(): np.uint32,
    pa.uint64(): np.uint64,
    pa.float32(): np.float32,
    pa.float64(): np.float64,
}

_FITS: Final = frozenset({pa.int8(), pa.uint8(), pa.int16()})
"""What goes into a code as it is, but for the marks."""


def plain_numbers(column: pa.Array) -> tuple[NDArray[Any], Flags | None]:
    """The values of a column of whole or floating numbers, and which of them are blank (nothing where none is).

    >>> values, blank = plain_numbers(pa.array([5, None, 3]))
    >>> values[[0, 2]].tolist(), blank.tolist()
    ([5, 3], [False, True, False])
    """
    kind, length, start = _IN_MEMORY[column.type], len(column), column.offset
    marks, stored = column.buffers()
    values = np.zeros(length, dtype=kind) if stored is None else np.frombuffer(stored, dtype=kind, count=start + length)[start:]
    if column.null_count == 0:
        return values, None
    bits = np.unpackbits(np.frombuffer(marks, dtype=np.uint8), count=start + length, bitorder="little")
    return values, bits[start:] == 0


def plain_column(column: pa.Array) -> pa.Array:
    """The same column without a dictionary, and truth as 0 and 1."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column.cast(pa.int8()) if pa.types.is_boolean(column.type) else column


def codes_of(name: str, column: pa.Array) -> Codes:
    """A column of whole numbers as int16; blanks and numbers that no scale can hold get marks of their own. Raises `NotNumbers`."""
    column = plain_column(column)
    if pa.types.is_null(column.type):
        return np.full(len(column), BLANK, dtype=np.int16)
    if pa.types.is_integer(column.type):
        return _whole_codes(column)
    return _round_codes(amounts_of(name, column))


def _whole_codes(column: pa.Array) -> Codes:
    """Whole numbers of any width; what lies beyond the marks is no code of any scale."""
    numbers, blank = plain_numbers(column)
    fits = column.type in _FITS and numbers.max(initial=0) <= LARGEST and numbers.min(initial=0) >= -LARGEST
    codes = np.asarray(numbers, dtype=np.int16) if fits else numbers.astype(np.int16)
    if fits and blank is None:
        return codes
    marked = codes.copy()
    if not fits:
        np.copyto(marked, ELSEWHERE, where=(numbers > LARGEST) | (numbers < -LARGEST))
    if blank is not None:
        np.copyto(marked, BLANK, where=blank)
    return marked


def _round_codes(amounts: Floats) -> Codes:
    """Whole numbers that came as floating ones; a fraction is no code of any scale."""
    blank = np.isnan(amounts)
    whole = np.where(np.abs(amounts) <= LARGEST, amounts, 0.0)
    codes = whole.astype(np.int16)
    np.copyto(codes, ELSEWHERE, where=codes != amounts)
    np.copyto(codes, BLANK, where=blank)
    return codes


def amounts_of(name: str, column: pa.Array) -> Floats:
    """A column of numbers as float64, NaN for blanks. Raises `NotNumbers`."""
    column = plain_column(column)
    if pa.types.is_null(column.type):
        return np.full(len(column), np.nan)
    if pa.types.is_decimal(column.type) or pa.types.is_float16(column.type):
        column = column.cast(pa.float64())
    if column.type not in _IN_MEMORY:
        raise NotNumbers(column=name, kind=str(column.type))
    numbers, blank = plain_numbers(column)
    amounts = numbers.astype(np.float64, copy=blank is not None)
    if blank is not None:
        np.copyto(amounts, np.nan, where=blank)
    return amounts


def weights_of(name: str, column: pa.Array) -> Floats:
    """A column of weights. Raises `NotNumbers`, and `WrongWeight` where one is blank, negative or infinite."""
    weight = amounts_of(name, column)
    wrong = int(np.count_nonzero(~(np.isfinite(weight) & (weight >= 0))))
    if wrong:
        raise WrongWeight(column=name, rows=wrong)
    return weight


def marks_of(name: str, column: pa.Array) -> Flags:
    """Which rows a column of marks marks: true, or any number but zero; blanks mark nothing. Raises `NotNumbers`."""
    amounts = amounts_of(name, column)
    marked: Flags = (amounts != 0) & ~np.isnan(amounts)
    return marked


def words_of(column: pa.Array) -> tuple[NDArray[np.int64], list[str]]:
    """A column as words: the place of each row's word, and the words. Blanks are the empty word, 3.0 is the word 3.

    >>> words_of(pa.array([3.0, None, 2.5]))[1]
    ['3', '2.5', '']
    """
    if pa.types.is_dictionary(column.type) and len(column.dictionary) <= len(column):
        return _words_in(column)
    column = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    if pa.types.is_integer(column.type):
        return _words_in(pc.dictionary_encode(column))
    if not pa.types.is_floating(column.type):
        column = column.cast(pa.string())
    return _words_in(pc.dictionary_encode(column))


def _words_in(coded: pa.DictionaryArray) -> tuple[NDArray[np.int64], list[str]]:
    """Places and words of a column that is coded already; a word that stands there twice is one word."""
    values = coded.dictionary
    words = [_word(value) for value in (values if pa.types.is_floating(values.type) else values.cast(pa.string())).to_pylist()]
    found = list(dict.fromkeys(words))
    place, blank = plain_numbers(coded.indices)
    place = place.astype(np.int64)
    if len(found) < len(words):
        known = {word: number for number, word in enumerate(found)}
        place = np.array([known[word] for word in words], dtype=np.int64)[place if blank is None else np.where(blank, 0, place)]
    if blank is not None:
        found = found if "" in found else [*found, ""]
        place = np.where(blank, found.index(""), place)
    return place, found


def _word(value: str | float | None) -> str:
    """A value as a group is named by it: whole numbers without a point, nothing for blanks and for what is no number."""
    if value is None or isinstance(value, str):
        return value or ""
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() else str(value)
