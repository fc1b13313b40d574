"""Columns side by side tell what none of them tells alone: a multiple answer, and who was asked it."""

from pathlib import Path

import pandas as pd

from peakend.listen import groups
from peakend.listen.look import look_at

MET = [1, 2] * 30
CHOICES = {
    "home": [(1 if at % 4 == 0 else -1) for at in range(60)],
    "office": [(2 if at % 4 == 2 else -1) for at in range(60)],
    "train": [(3 if at % 10 == 0 else -1) for at in range(60)],
}


def test_columns_that_hold_their_number_or_minus_one_are_one_multiple_answer(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    pd.DataFrame({"id": range(60), "met problems": MET, **CHOICES}).to_csv(file, index=False)
    seen = look_at(file)
    assert {seen.column(name).guess.role for name in CHOICES} == {"chosen"}
    assert len({seen.column(name).guess.group for name in CHOICES}) == 1


def test_who_never_ticked_anything_for_want_of_being_asked_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    pd.DataFrame({"id": range(60), "met problems": MET, **CHOICES}).to_csv(file, index=False)
    (route,) = look_at(file).routes
    assert isinstance(route, groups.Route)
    assert (route.column, route.asked, route.not_asked) == ("met problems", 30, 30)
