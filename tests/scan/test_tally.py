"""Do tallies add up? Halves, orders, folds and merges must never change a total."""

from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scan.drawn import ASKS, tables

import peakend.scan.count
import peakend.scan.tally
from peakend.errors import DifferentRequests, NotAsked
from peakend.scan.ask import Levels, Request, Span, Where
from peakend.scan.blocks import BLOCKS
from peakend.scan.count import count_answers, merge_all
from peakend.scan.tally import Cell, KeptRows, Tally, effective_size

SPLIT = Request(ASKS, by=("group",), where=(Where("owner", ("ann", "bob", "")),), owner="owner", leave_out=("test",))
HEAVY = Request(ASKS, by=("group",), owner="number", weight="weight")


def sums(tally: Tally) -> dict[tuple[str, ...], list[list[float]]]:
    return {group: [cell.total(ask).tolist() for ask in tally.request.asks] for group, cell in tally.cells.items() if cell.rows}


def folding(table: pa.Table, request: Request, keep: int = 3) -> Tally:
    """The same scan on a machine that keeps only a few rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(peakend.scan.count, "KEEP_ROWS", keep)
        return count_answers(table, request)


def same(one: Tally, other: Tally) -> bool:
    return (sums(one), one.read, dict(one.left_out), one.rows) == (sums(other), other.read, dict(other.left_out), other.rows)


@given(tables(), st.integers(0, 25))
def test_halves_add_to_the_whole(table: pa.Table, cut: int) -> None:
    for request in (SPLIT, HEAVY):
        halves = count_answers(table.slice(0, cut), request).merge(count_answers(table.slice(cut), request))
        assert same(halves, count_answers(table, request))


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(table: pa.Table, random: Random) -> None:
    order = list(range(table.num_rows))
    random.shuffle(order)
    shuffled = table.take(pa.array(order, pa.int64()))
    for request in (SPLIT, HEAVY):
        assert same(count_answers(shuffled, request), count_answers(table, request))


@given(tables())
def test_folding_keeps_every_total(table: pa.Table) -> None:
    for request in (SPLIT, HEAVY):
        tally = count_answers(table, request)
        assert same(tally.fold(), tally)
        assert same(tally.fold().fold(), tally)
        assert same(folding(table, request), tally)


@given(tables())
def test_a_fold_on_the_way_gives_the_same_blocks_as_one_at_the_end(table: pa.Table) -> None:
    late, early = count_answers(table, HEAVY).fold(), folding(table, HEAVY, keep=-1)
    for group, cell in late.cells.items():
        for ask in ASKS:
            assert early.cells[group].units(ask).tolist() == cell.units(ask).tolist()
        assert early.cells[group].unit_names.tolist() == cell.unit_names.tolist()


@given(tables(), tables(), tables())
def test_merging_is_associative_and_commutative(one: pa.Table, two: pa.Table, three: pa.Table) -> None:
    first, second, third = (count_answers(table, SPLIT) for table in (one, two, three))
    assert same(first.merge(second), second.merge(first))
    assert same(first.merge(second).merge(third), first.merge(second.merge(third)))
    assert same(merge_all([first, second, third]), first.merge(second).merge(third))
    assert same(first.fold().merge(second), first.merge(second))


@given(tables(), tables())
def test_units_of_named_owners_survive_a_merge_and_unnamed_ones_stay_apart(one: pa.Table, two: pa.Table) -> None:
    request = Request(ASKS, owner="owner")
    merged = count_answers(one, request).merge(count_answers(two, request)).whole
    owners = one["owner"].to_pylist() + two["owner"].to_pylist()
    named = {owner for owner in owners if owner}
    assert merged.unit_count == len(named) + sum(not owner for owner in owners)


def test_a_hundred_anonymous_days_are_a_hundred_units() -> None:
    day = count_answers(pa.table({"a": [3]}), Request((Levels(Span("a", 1, 5)),)))
    assert merge_all([day] * 100).whole.unit_count == 100


@given(tables())
def test_filters_and_what_is_left_out_add_up_to_what_was_read(table: pa.Table) -> None:
    tally = count_answers(table, SPLIT)
    assert tally.read == table.num_rows == tally.rows + sum(tally.left_out.values())
    kept = [row for row in table.to_pylist() if not row["test"] and (row["owner"] or "") in {"ann", "bob", ""}]
    assert tally.rows == len(kept)
    assert {group: cell.rows for group, cell in tally.cells.items() if cell.rows} == {
        (group,): len([row for row in kept if (row["group"] or "") == group]) for group in {row["group"] or "" for row in kept}
    }


@given(tables())
def test_weights_of_one_change_nothing(table: pa.Table) -> None:
    ones = table.set_column(table.column_names.index("weight"), "weight", pa.array([1.0] * table.num_rows))
    assert sums(count_answers(ones, HEAVY)) == sums(count_answers(table, Request(ASKS, by=("group",), owner="number")))
    assert effective_size(count_answers(ones, HEAVY).whole) == table.num_rows


@given(tables())
def test_without_weights_every_response_counts_once(table: pa.Table) -> None:
    heavy, plain = count_answers(table, HEAVY), count_answers(table, Request(ASKS, by=("group",), owner="number"))
    assert sums(heavy.unweighted()) == sums(plain)
    assert sums(heavy.fold().unweighted()) == sums(plain)


@given(tables())
def test_units_add_up_to_the_total(table: pa.Table) -> None:
    for tally in (count_answers(table, HEAVY), count_answers(table, HEAVY).fold()):
        for ask in ASKS:
            assert tally.whole.units(ask).sum(axis=0).tolist() == tally.whole.total(ask).tolist()
            assert tally.whole.counts(ask).sum(axis=0).tolist() == tally.whole.counted(ask).tolist()


@given(tables())
def test_the_whole_is_all_groups_together(table: pa.Table) -> None:
    split, alone = count_answers(table, HEAVY), count_answers(table, Request(ASKS, owner="number", weight="weight"))
    for whole in (split.whole, split.fold().whole):
        assert [whole.total(ask).tolist() for ask in ASKS] == [alone.whole.total(ask).tolist() for ask in ASKS]
    assert split.whole.unit_count == alone.whole.unit_count


def test_a_merge_beyond_what_is_kept_folds() -> None:
    many = pa.table({"a": np.ones(peakend.scan.tally.KEEP_ROWS, dtype=np.int16)})
    request = Request((Levels(Span("a", 1, 5)),))
    one = count_answers(many, request)
    assert not one.whole.by_block
    assert one.merge(count_answers(many.slice(0, 1), request)).whole.by_block
    assert one.merge(one).whole.unit_count == BLOCKS


def test_what_was_not_asked_is_not_known() -> None:
    tally = count_answers(pa.table({"a": [1]}), Request((Levels(Span("a", 1, 5)),)))
    for know in (Cell.units, Cell.counts, Cell.total, Cell.counted):
        with pytest.raises(NotAsked, match="did not count"):
            know(tally.whole, Levels(Span("a", 1, 7)))


def test_tallies_of_different_requests_do_not_add_up() -> None:
    table = pa.table({"a": [1], "g": ["x"]})
    one, other = (count_answers(table, Request((Levels(Span("a", 1, 5)),), by=by)) for by in ((), ("g",)))
    with pytest.raises(DifferentRequests):
        one.merge(other)


def test_kish_counts_fewer_the_more_weights_differ() -> None:
    table = pa.table({"a": [1, 2, 3, 4], "weight": [1.0, 1.0, 1.0, 3.0]})
    cell = count_answers(table, Request((Levels(Span("a", 1, 5)),), weight="weight")).whole
    assert effective_size(cell) == effective_size(cell.fold()) == 36 / 12
    assert isinstance(cell.kept, KeptRows)
