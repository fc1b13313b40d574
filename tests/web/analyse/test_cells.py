"""Are filters answered by adding up kept groups the very numbers that reading the rows again gives?"""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.web.analyse.conftest import small_study

from peakend.analyse.reading import Reading
from peakend.define.answers import WAVE
from peakend.listen.synthetic import draw_answers
from peakend.listen.telecom_targets import TELECOM_VIP
from peakend.scan.ask import Amounts, Request, Where
from peakend.scan.count import count_answers
from peakend.scan.sources import open_source
from peakend.scan.tally import KeptBlocks, Tally
from peakend.web.analyse import cells
from peakend.web.analyse.cells import add_cells, can_add, cut_cells, forget_cells, shelve

ROWS = 60_000
UNITS = ("zs", "hall1", "xm", "")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many answers of four units (one blank) in two waves, some of them tests."""
    chance = np.random.default_rng(3)
    drawn = draw_answers(small_study(), ROWS, seed=2, targets=TELECOM_VIP)
    drawn = drawn.set_column(drawn.column_names.index("region"), "region", pa.array(chance.choice(UNITS, ROWS, p=(0.5, 0.3, 0.15, 0.05))))
    drawn = drawn.set_column(drawn.column_names.index(WAVE), WAVE, pa.array(chance.choice(["2025", "2026"], ROWS)))
    path = tmp_path_factory.mktemp("answers") / "answers.parquet"
    pq.write_table(drawn, path)
    return path


def request_of(answers: Path) -> Request:
    return Reading(small_study(), answers).request


def names_of(answers: Path) -> dict[str, list[str]]:
    table = pq.read_table(answers, columns=["tier", "region", WAVE])
    return {name: [word or "" for word in table[name].to_pylist()] for name in table.column_names}


def same(one: Tally, other: Tally) -> bool:
    """Every number of both, bit for bit."""
    assert one.read == other.read
    assert one.left_out == other.left_out
    assert sorted(one.cells) == sorted(other.cells)
    for group, cell in one.cells.items():
        theirs = other.cells[group]
        assert isinstance(cell.kept, KeptBlocks)
        assert isinstance(theirs.kept, KeptBlocks)
        assert np.array_equal(cell.kept.rows_by_block, theirs.kept.rows_by_block)
        assert all(np.array_equal(cell.units(ask), theirs.units(ask)) for ask in cell.asks)
        assert cell.weight_sums() == theirs.weight_sums()
    return True


FILTERS = (
    (),
    (Where("tier", ("gold",)),),
    (Where("region", ("hall1", "zs")),),
    (Where("region", ("zs",)), Where("tier", ("diamond", "gold"))),
    (Where(WAVE, ("2026",)), Where("region", ("zs", "hall1", "xm"))),
)


@pytest.mark.parametrize("fit", [100, 3], ids=["together", "one by one"])
def test_cells_add_up_to_what_reading_the_rows_gives(answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fit: int) -> None:
    request = request_of(answers)
    monkeypatch.setattr(cells, "AT_ONCE", fit * request.blocks * 8 * sum(ask.width for ask in request.asks))
    shelved = shelve(tmp_path, "d" * 64, request, ["a"])
    cut_cells(open_source(answers), request, names_of(answers), shelved, "c1")
    told = 0
    for where, by in product(FILTERS, ((), ("tier",), ("region", WAVE))):
        wanted = replace(request, where=where, by=by)
        added = add_cells(wanted, shelved, "c1")
        if added is not None:
            assert same(added, count_answers(answers, wanted))
            told += 1
    assert told == (15 if fit == 100 else 5)


def test_few_rows_other_asks_other_codings_and_sums_of_real_numbers_are_left_to_be_read(answers: Path, tmp_path: Path) -> None:
    request = request_of(answers)
    shelved = shelve(tmp_path, "d" * 64, request, ["a"])
    cut_cells(open_source(answers), request, names_of(answers), shelved, "c1")
    assert add_cells(request, shelved, "c1") is not None
    assert add_cells(replace(request, where=(Where("region", ("xm",)),)), shelved, "c1") is None
    assert add_cells(request, shelved, "c2") is None
    assert add_cells(request, shelve(tmp_path, "d" * 64, replace(request, asks=request.asks[1:]), ["a"]), "c1") is None
    assert add_cells(replace(request, where=(Where("_date:month", ("2026-01",)),)), shelved, "c1") is None
    assert not can_add(replace(request, weight="_weight"))
    assert not can_add(replace(request, asks=(*request.asks, Amounts("amount"))))


def test_a_damaged_cell_is_left_to_be_read(answers: Path, tmp_path: Path) -> None:
    request = request_of(answers)
    shelved = shelve(tmp_path, "d" * 64, request, ["a"])
    cut_cells(open_source(answers), request, names_of(answers), shelved, "c1")
    shelved.cell(0, 0).write_bytes(b"{}\n")
    assert add_cells(request, shelved, "c1") is None


def test_cells_of_a_part_that_is_gone_are_taken_away(answers: Path, tmp_path: Path) -> None:
    request = request_of(answers)
    shelved = shelve(tmp_path, "d" * 64, request, ["a"])
    cut_cells(open_source(answers), request, names_of(answers), shelved, "c1")
    forget_cells(tmp_path, ["d" * 64])
    assert shelved.index.exists()
    forget_cells(tmp_path, [])
    assert not list(tmp_path.iterdir())
