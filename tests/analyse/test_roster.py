"""Do cells protect as rows do? The ledger of cells against the ledger of rows, on the same questions in the same order."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from peakend.analyse.disclosure import Ledger
from peakend.analyse.roster import CellLedger, Roster, count_roster, find_profiles, join_rosters, read_roster, write_roster
from peakend.scan.sources import TableSource


def made(people: int, seed: int, *, owners: int = 0) -> tuple[Roster, list[str], list[str], pa.Table]:
    random = np.random.default_rng(seed)
    tier, city = random.choice(["a", "b", "c"], people, p=[0.7, 0.25, 0.05]), random.choice(["x", "y", "z", "w"], people)
    columns = {"tier": tier, "city": city, "q": random.choice([1, 5, -1002], people).astype(np.int16)}
    if owners:
        columns["_respondent"] = np.array([f"P{one}" for one in random.integers(0, owners, people)])
    table = pa.table(columns)
    roster = count_roster(TableSource(table), ["tier", "city"], [], ["q"], "_respondent" if owners else "")
    return roster, tier.tolist(), city.tolist(), table


@pytest.mark.parametrize("seed", range(6))
def test_cells_and_rows_decide_alike(seed: int) -> None:
    roster, tier, city, _ = made(160, seed)
    rows, cells = Ledger(np.arange(160), 10), CellLedger(roster.people, 10)
    random = np.random.default_rng(seed)
    for _ in range(25):
        tiers, cities = random.choice(["a", "b", "c"], 2), random.choice(["x", "y", "z", "w"], 2)
        by_row = np.isin(tier, tiers) & np.isin(city, cities)
        by_cell = roster.inside("tier", tiers.tolist()) & roster.inside("city", cities.tolist())
        assert rows.admit(by_row) == cells.admit(by_cell)


def test_a_person_with_several_rows_is_one_person() -> None:
    roster, tier, *_ = made(90, 3, owners=12)
    ledger = CellLedger(roster.people, 10, find_profiles(roster))
    assert not ledger.admit(roster.inside("tier", ["b"])), "twelve people with many rows each are no thirty people"
    assert tier.count("b") >= 10


def test_a_roster_counts_everybody_once() -> None:
    roster, tier, _, table = made(200, 1)
    assert roster.people.sum() == 200
    assert roster.people[roster.inside("tier", ["c"])].sum() == tier.count("c")
    assert roster.answered["q"].sum() == sum(answer > 0 for answer in table["q"].to_pylist())


def test_a_roster_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    roster, *_ = made(50, 2, owners=20)
    write_roster(roster, tmp_path / "one.roster")
    again = read_roster(tmp_path / "one.roster")
    assert again.values == roster.values
    assert again.people.tolist() == roster.people.tolist()
    assert again.owner.tolist() == roster.owner.tolist()


def test_parts_stay_apart_when_joined() -> None:
    one, two = made(40, 1)[0], made(60, 2)[0]
    whole = join_rosters([one, two], "part")
    assert whole.people[whole.inside("part", ["1"])].sum() == 60
    assert len(np.unique(whole.owner)) == 100, "nobody in particular of one part is not nobody of the other"
