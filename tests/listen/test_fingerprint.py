import numpy as np
import pyarrow as pa

from peakend.listen.fingerprint import fingerprint_cells, fingerprint_rows, fingerprint_texts
from peakend.listen.table import ROW


def reference(text: str) -> int:
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def test_it_is_fnv_1a() -> None:
    words = ["", "a", "R_2YPOQ602ER1jkf1", "用户编号", "x" * 300]
    assert fingerprint_texts(pa.array(words)).tolist() == [reference(word) for word in words]


def test_slices_and_dictionaries_change_nothing() -> None:
    texts = pa.array(["a", None, "bb", "a", "ccc"])
    assert fingerprint_texts(texts.slice(2)).tolist() == fingerprint_texts(texts).tolist()[2:]
    assert np.array_equal(fingerprint_cells(texts), fingerprint_texts(texts))


def test_rows_differ_by_cells_and_by_columns_and_not_by_their_number() -> None:
    batch = pa.record_batch({"a": ["1", "2", "1", "1"], "b": ["2", "1", "2", None], ROW: [1, 2, 3, 4]})
    prints = fingerprint_rows(batch).tolist()
    assert prints[0] == prints[2]
    assert len(set(prints)) == 3
