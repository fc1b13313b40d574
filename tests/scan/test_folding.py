"""Are many answers the same sums as few, however they are grouped, cut, ordered and blocked?"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scan.drawn import ASKS, A, B, C, plain_sums, tables

import peakend.scan.count
from peakend.errors import WrongBlocks
from peakend.scan.ask import BLOCKS, Amounts, Ask, Crosstab, Feature, Levels, Pairs, Products, Request, Where
from peakend.scan.count import count_answers, merge_all
from peakend.scan.folding import Folding
from peakend.scan.kernel import sum_by_unit
from peakend.scan.rows import STRETCH, Rows, order_units, stretch_rows
from peakend.scan.tally import Cell, Tally

FEATURES = Products((Feature(A), Feature(B, (1, 0, 0, 0, -1)), Feature(C, (-1,) * 7 + (0, 0, 1, 1))))
EVERY: tuple[Ask, ...] = (*ASKS, FEATURES)
ROWS = 30_000


def many_answers(rows: int = ROWS, missing: float = 0.1) -> pa.Table:
    """Answers of many people in eleven groups of very different size, some questions left out."""
    random = np.random.default_rng(3)

    def rate(low: int, high: int) -> pa.Array:
        return pa.array(random.integers(low, high + 1, rows).astype(np.int8), mask=random.random(rows) < missing)

    city = np.minimum(random.geometric(0.3, rows), 11)
    return pa.table(
        {
            "a": rate(1, 5),
            "b": rate(1, 5),
            "c": rate(0, 10),
            "amount": pa.array(random.integers(-40, 41, rows) / 4, mask=random.random(rows) < 0.1),
            "city": pa.array([f"city {number}" for number in city]),
            "tier": pa.array(random.integers(0, 3, rows)),
            "who": pa.array(random.integers(0, 5_000, rows)),
            "stored": pa.array(random.integers(0, BLOCKS, rows).astype(np.int16)),
            "weight": pa.array(random.integers(1, 9, rows) / 4),
        }
    )


MANY = many_answers()


def everything(cell: Cell) -> Iterator[list[list[float]]]:
    assert cell.by_block
    for ask in cell.asks:
        yield cell.units(ask).tolist()
        yield cell.counts(ask).tolist()


def same(one: Tally, other: Tally) -> bool:
    cells = [{group: (cell.rows, cell.weight_sums(), list(everything(cell))) for group, cell in tally.groups()} for tally in (one, other)]
    return cells[0] == cells[1]


@pytest.mark.parametrize("weight", ["", "weight"])
def test_groups_counted_at_once_are_those_counted_apart(weight: str) -> None:
    together = count_answers(MANY, Request(EVERY, by=("city", "tier"), owner="who", weight=weight))
    assert len(together.cells) == 33
    for (city, tier), cell in together.groups():
        apart = count_answers(MANY, Request(EVERY, (), (Where("city", (city,)), Where("tier", (tier,))), weight, "who"))
        assert (apart.rows, apart.whole.weight_sums()) == (cell.rows, cell.weight_sums())
        assert list(everything(apart.whole.fold())) == list(everything(cell))


@pytest.mark.parametrize("request_of", [Request(EVERY, ("city",), owner="who"), Request(EVERY, ("city",), block="stored", weight="weight")])
@pytest.mark.parametrize("blocks", [128, 64, 8, 1])
def test_coarser_blocks_are_finer_ones_of_the_same_remainder(request_of: Request, blocks: int) -> None:
    fine = count_answers(MANY, request_of)
    coarse = count_answers(MANY, Request(EVERY, ("city",), (), request_of.weight, request_of.owner, request_of.block, blocks=blocks))
    for group, cell in coarse.groups():
        names, finer = fine.cells[group].unit_names, fine.cells[group]
        for ask in EVERY:
            joined = np.zeros((blocks, ask.width), dtype=cell.units(ask).dtype)
            np.add.at(joined, names % blocks, finer.units(ask))
            assert joined[cell.unit_names].tolist() == cell.units(ask).tolist()


@pytest.mark.parametrize("blocks", [0, -1, 3, 100, 257, 512])
def test_blocks_that_do_not_nest_are_refused(blocks: int) -> None:
    with pytest.raises(WrongBlocks, match=str(blocks)) as caught:
        Request((), blocks=blocks)
    assert str(blocks) in caught.value.say("zh")


@pytest.mark.parametrize("parts", [2, 7])
def test_parts_of_many_answers_add_up_to_them_all(parts: int) -> None:
    request = Request(EVERY, ("city",), owner="who", weight="weight", blocks=64)
    cuts = np.linspace(0, ROWS, parts + 1).astype(int).tolist()
    several = [count_answers(MANY.slice(start, end - start), request) for start, end in pairwise(cuts)]
    assert same(merge_all(several), count_answers(MANY, request))


def test_the_order_of_many_rows_does_not_matter() -> None:
    request = Request(EVERY, ("city",), owner="who", weight="weight")
    shuffled = MANY.take(pa.array(np.random.default_rng(1).permutation(ROWS)))
    assert same(count_answers(shuffled, request), count_answers(MANY, request))


@pytest.mark.parametrize("kind", ["text", "dictionary", "whole", "floating"])
def test_groups_are_the_same_however_their_names_are_stored(kind: str) -> None:
    names = {
        "text": MANY["tier"].cast(pa.string()),
        "dictionary": MANY["tier"].cast(pa.string()).dictionary_encode(),
        "whole": MANY["tier"],
        "floating": MANY["tier"].cast(pa.float64()),
    }
    request = Request(EVERY, ("tier",), owner="who")
    other = MANY.set_column(MANY.column_names.index("tier"), "tier", names[kind])
    assert same(count_answers(other, request), count_answers(MANY, request))


@pytest.mark.parametrize("waiting", [1, 200_000, 10**9])
def test_it_does_not_matter_how_many_rows_wait(waiting: int, monkeypatch: pytest.MonkeyPatch) -> None:
    table = pa.concat_tables([MANY] * 5)
    request = Request(EVERY, ("city",), owner="who", weight="weight")
    expected = count_answers(table, request)
    monkeypatch.setattr(peakend.scan.count, "MOST_WAITING", waiting)
    assert same(count_answers(table, request), expected)


@pytest.mark.parametrize("missing", [0.0, 0.02, 0.7, 1.0])
@pytest.mark.parametrize("ask", [Pairs((A, B, C)), FEATURES], ids=["pairs", "products"])
def test_missing_answers_change_the_way_and_not_the_sums(ask: Ask, missing: float) -> None:
    """None missing, few, most and all take different ways through the kernel."""
    table = many_answers(missing=missing).select(["a", "b", "c"])
    assert count_answers(table, Request((ask,))).whole.total(ask).tolist() == plain_sums(ask, table.to_pylist())


@given(tables())
def test_folded_sums_are_those_of_a_patient_reader(table: pa.Table) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(peakend.scan.count, "KEEP_ROWS", -1)
        tally = count_answers(table, Request(EVERY, by=("group",), owner="owner"))
    rows = table.to_pylist()
    for (group,), cell in tally.groups():
        for ask in EVERY:
            assert cell.total(ask).tolist() == plain_sums(ask, [row for row in rows if (row["group"] or "") == group])


@given(st.lists(st.integers(0, 200_000), max_size=40))
def test_rows_are_put_in_the_order_of_their_units_and_stay_in_their_own(units: list[int]) -> None:
    unit = np.array(units, dtype=np.int64)
    for known in {int(unit.max(initial=0)) + 1, 200_001}:
        assert order_units(unit, known).tolist() == sorted(range(len(units)), key=units.__getitem__)


@given(st.lists(st.integers(0, 3_000), max_size=60), st.sampled_from([1, 4_000, 10**7]))
def test_stretches_hold_every_row_once_under_its_unit(units: list[int], width: int) -> None:
    unit = np.array(units, dtype=np.int64)
    rows = Rows(len(unit), {"a": unit.astype(np.int16)}, {})
    met: list[int] = []
    for stretch in stretch_rows(rows, unit, np.bincount(unit, minlength=3_001), width):
        assert stretch.rows.count <= STRETCH
        assert stretch.units * width <= max(4_000_000, width)
        assert 0 <= stretch.unit.min() <= stretch.unit.max() < stretch.units
        assert (stretch.unit + stretch.first).tolist() == stretch.rows.codes["a"].tolist()
        met += (stretch.unit + stretch.first).tolist()
    assert met == sorted(units)


def test_nobody_folds_into_nothing() -> None:
    folding = Folding((Levels(A), Amounts("amount")), 4)
    folding.add(
        Rows(0, {"a": np.zeros(0, dtype=np.int16)}, {"amount": np.zeros(0)}), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    )
    (sums,) = folding.groups
    assert sums.rows.tolist() == [0] * 4
    assert not sums.plain[Levels(A)].any()


@pytest.mark.parametrize("value", [10, 100, 30_000])
def test_sums_beyond_single_precision_stay_exact(value: int) -> None:
    """100,000 answers of 100 sum to squares far beyond 2^24: the kernel must notice."""
    count = 100_000
    wide, narrow = A.__class__("x", 0, value), A.__class__("y", 0, 10)
    codes = {"x": np.full(count, value, dtype=np.int16), "y": np.full(count, 7, dtype=np.int16)}
    together = np.zeros(count, dtype=np.int64)
    rows = Rows(count, codes, {})
    expected = [count, value * count, 7 * count, value * value * count, 49 * count, 7 * value * count]
    assert sum_by_unit(Pairs((wide, narrow)), rows, together, 1).tolist() == [expected]
    products = sum_by_unit(Products((Feature(wide), Feature(narrow))), rows, together, 1)
    assert products.tolist() == [[count, value * count, 7 * count, value * value * count, 7 * value * count, 49 * count]]
    assert sum_by_unit(Crosstab(wide, narrow), rows, together, 1)[0, -4] == count
