"""Is a tally on disk the tally that was counted? Read back equal, whatever its form; and what is no sound file gives no number."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from tests.scan.drawn import tables
from tests.scan.test_engines import ALL, REQUESTS, TABLE, answers

from peakend.errors import DamagedTally
from peakend.scan.ask import Request
from peakend.scan.count import count_answers
from peakend.scan.store import FORMAT, Stored, hear_value, read_tally, say_value, write_tally
from peakend.scan.tally import KeptBlocks, KeptRows, Tally


def contents(tally: Tally) -> list[object]:
    """Everything that a tally holds, as plain values."""
    told: list[object] = [tally.request, tally.read, dict(tally.left_out), list(tally.cells)]
    for cell in tally.cells.values():
        kept = cell.kept
        if isinstance(kept, KeptRows):
            rows = kept.rows
            weight = None if rows.weight is None else rows.weight.tobytes()
            codes = [(name, column.dtype, column.tobytes()) for name, column in rows.codes.items()]
            amounts = [(name, column.tobytes()) for name, column in rows.amounts.items()]
            told.append((rows.count, codes, amounts, weight, kept.owner.tolist(), kept.block.tolist(), kept.blocks, cell.weighted))
        else:
            sums = [[(ask, made.dtype, made.tobytes()) for ask, made in several.items()] for several in (kept.plain, kept.heavy)]
            told.append((kept.rows_by_block.tolist(), sums, kept.weights, cell.weighted))
    return told


@pytest.mark.parametrize("name", REQUESTS)
@pytest.mark.parametrize("form", ["rows", "blocks"])
def test_a_tally_is_read_back_equal(name: str, form: str, tmp_path: Path) -> None:
    tally = count_answers(TABLE, REQUESTS[name]) if name != "nobody passes" else count_answers(TABLE, Request(ALL[:1]))
    tally = tally.fold() if form == "blocks" else tally
    stored = read_tally(write_tally(Stored(tally, "coding 1", {"kind": "x", "x": {"a": 1}}), tmp_path / "a.tally"))
    assert contents(stored.tally) == contents(tally)
    assert (stored.coding, stored.watermark) == ("coding 1", {"kind": "x", "x": {"a": 1}})


@given(tables())
def test_drawn_tallies_are_read_back_equal(tmp_path_factory: pytest.TempPathFactory, table: pa.Table) -> None:
    path = tmp_path_factory.getbasetemp() / "drawn.tally"
    tally = count_answers(table, Request(ALL[9:10], by=("group",), owner="owner"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("peakend.scan.store.os.fsync", lambda _: None)
        assert contents(read_tally(write_tally(Stored(tally), path)).tally) == contents(tally)


def test_cells_of_both_forms_lie_in_one_file(tmp_path: Path) -> None:
    tally = count_answers(TABLE, REQUESTS["groups of odd names"])
    first = next(iter(tally.cells))
    mixed = Tally(tally.request, {**tally.cells, first: tally.cells[first].fold()}, tally.read, tally.left_out)
    assert contents(read_tally(write_tally(Stored(mixed), tmp_path / "a.tally")).tally) == contents(mixed)


def test_stored_tallies_merge(tmp_path: Path) -> None:
    request = REQUESTS["groups of odd names"]
    parts = [count_answers(answers(seed=seed), request) for seed in (1, 2)]
    read = [read_tally(write_tally(Stored(part), tmp_path / f"{at}.tally")).tally for at, part in enumerate(parts)]
    assert contents(read[0].merge(read[1])) == contents(parts[0].merge(parts[1]))


def test_every_request_is_said_and_heard() -> None:
    for request in REQUESTS.values():
        assert hear_value(say_value(request)) == request


def test_a_file_that_is_no_sound_tally_says_so(tmp_path: Path) -> None:
    path = write_tally(Stored(count_answers(TABLE, REQUESTS["groups of odd names"])), tmp_path / "a.tally")
    whole = path.read_bytes()
    wrong = bytearray(whole)
    wrong[-100] ^= 1
    for content in (
        b"",
        b"{}\n",
        b"not json\n",
        whole[:-1],
        whole[: len(whole) // 3],
        bytes(wrong),
        whole.replace(FORMAT.encode(), b"peakend-tally/9"),
    ):
        path.write_bytes(content)
        with pytest.raises(DamagedTally, match=r"a\.tally") as caught:
            read_tally(path)
        assert "重新计数" in caught.value.say("zh")
    with pytest.raises(DamagedTally):
        read_tally(tmp_path / "missing.tally")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_tally(Stored(count_answers(TABLE, REQUESTS["no ask at all"])), tmp_path / "a.tally")
    before = path.read_bytes()

    def fail(_: int) -> None:
        raise OSError

    monkeypatch.setattr("peakend.scan.store.os.fsync", fail)
    with pytest.raises(OSError, match=r"^$"):
        write_tally(Stored(count_answers(TABLE, REQUESTS["groups of odd names"])), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_cells_whose_sums_need_more_bytes_than_others_lie_in_one_file(tmp_path: Path) -> None:
    tally = count_answers(TABLE, REQUESTS["groups of odd names"]).fold()
    for factor in (200, 70_000, 2**40):
        first = next(iter(tally.cells))
        kept = tally.cells[first].kept
        assert isinstance(kept, KeptBlocks)
        large = replace(kept, plain={ask: sums * factor if sums.dtype == "int64" else sums for ask, sums in kept.plain.items()})
        mixed = replace(tally, cells={**tally.cells, first: replace(tally.cells[first], kept=large)})
        assert contents(read_tally(write_tally(Stored(mixed), tmp_path / "a.tally")).tally) == contents(mixed)
