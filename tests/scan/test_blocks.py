"""Is a respondent always in one block, the same one on every machine, and is nobody taken for somebody?"""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.scan.ask import Levels, Request, Span
from peakend.scan.blocks import BLOCKS, blocks_of_numbers, blocks_of_owners, hash_owner, owners_of
from peakend.scan.count import count_answers
from peakend.scan.kernel import Ints

ASK = Levels(Span("q", 1, 5))


@given(st.lists(st.integers(0, 2**62), min_size=1))
def test_the_block_of_a_number_is_plain_arithmetic(numbers: list[int]) -> None:
    expected = [number % 2147483647 * 48271 % 2147483647 % 256 for number in numbers]
    assert blocks_of_numbers(np.array(numbers, dtype=np.int64)).tolist() == expected


def test_the_hash_of_a_name_never_changes() -> None:
    assert (hash_owner("C-1001"), hash_owner("王芳")) == (6915032028355894260, 8910673241898469953)


def test_blocks_are_filled_evenly() -> None:
    names = pa.array([f"C-{number}" for number in range(25_600)])
    for owners, hashed in ((owners_of(names), True), (owners_of(pa.array(np.arange(25_600))), False)):
        filled = np.bincount(blocks_of_owners(owners, hashed=hashed), minlength=BLOCKS)
        assert len(filled) == BLOCKS
        assert 40 < filled.min() <= 100 <= filled.max() < 160


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["ann", None, "ann", "bob", None]),
        pa.array(["ann", "", "ann", "bob", None]),
        pa.array(["ann", None, "ann", "bob", None]).dictionary_encode(),
        pa.array([7, None, 7, -7, None]),
        pa.array([7.0, None, 7.0, 8.0, float("nan")]),
        pa.chunked_array([["ann", None], ["ann", "bob", None]]),
    ],
    ids=["text", "empty text", "dictionary", "numbers", "floating", "pieces"],
)
def test_blank_owners_are_nobody_in_particular(column: pa.Array) -> None:
    owners = owners_of(column, 100)
    assert owners[0] == owners[2] >= 0
    assert owners[3] not in {owners[0], owners[1]}
    assert owners[3] >= 0
    assert owners[[1, 4]].tolist() == [-102, -105]


def owned(owners: Ints | list[str | None], ratings: list[int]) -> pa.Table:
    return pa.table({"q": pa.array(ratings, pa.int16()), "who": pa.array(owners)})


def test_owners_that_span_batches_are_one_unit() -> None:
    """Rows of one person far apart in the answers, with so many filtered out between them that single rows are kept."""
    count = 200_000
    table = owned(np.arange(count) % 50 - 25, [3] * count).append_column("keep", pa.array(np.arange(count) % 999 == 0))
    tally = count_answers(
        table.append_column("drop", pa.array(np.arange(count) % 999 != 0)), Request((ASK,), owner="who", leave_out=("drop",))
    )
    kept = np.flatnonzero(np.arange(count) % 999 == 0)
    assert not tally.whole.by_block
    assert tally.rows == len(kept)
    assert tally.whole.unit_count == len(set((kept % 50).tolist()))


def test_one_person_is_in_one_block_of_a_large_scan() -> None:
    table = owned([f"C-{number % 40}" for number in range(90_000)], [3] * 90_000)
    tally = count_answers(table, Request((ASK,), owner="who"))
    assert tally.whole.by_block
    assert tally.whole.unit_count <= 40
    assert set(tally.whole.units(ASK)[:, 2].tolist()) <= {2_250 * many for many in range(1, 6)}


def test_a_stored_block_is_used_as_it_stands() -> None:
    table = owned(["ann", "bob", "cy"], [1, 2, 3]).append_column("block", pa.array([5, 5, None], pa.int16()))
    assert count_answers(table, Request((ASK,), owner="who", block="block")).fold().whole.unit_names.tolist() == [0, 5]
