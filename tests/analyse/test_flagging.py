"""What answers flagged for quality change."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.analyse.rated import read

from peakend.errors import NoFlags

MIXED = {
    "overall": [5, 4, 4, 3] * 30,
    "recommend": [10, 9, 8, 6] * 30,
    "greet_importance": [5, 5, 4, 5] * 30,
    "leave_importance": [3, 2, 4, 3] * 30,
}


def test_flags_that_change_nothing_move_nothing() -> None:
    found = read({**MIXED, "_flagged": [number % 40 == 0 for number in range(120)]}).flags
    assert found.flagged == 3
    assert not any(line.moved for line in found.lines)
    assert not any(one.changes for one in found.conclusions)


def test_flagged_answers_that_carry_a_figure_and_a_peak_are_told() -> None:
    flagged = [False] * 60 + [True] * 60
    columns: dict[str, Sequence[Any]] = {
        **MIXED,
        "overall": [4, 5] * 30 + [1] * 60,
        "greet_importance": [5, 4] * 30 + [1] * 60,
        "leave_importance": [2, 3] * 30 + [5] * 60,
        "_flagged": flagged,
    }
    found = read(columns).flags
    assert found.flagged == 60
    assert next(line for line in found.lines if line.question.key == "overall").moved
    peaks = next(one for one in found.conclusions if one.about == "peaks")
    assert peaks.changes
    assert (peaks.everybody, peaks.unflagged) == ((), ("greet",))
    assert {row["kind"] for row in found.rows()} == {"figure", "peaks", "ends", "peaks_tested", "ends_tested"}


def test_where_nothing_is_flagged_it_is_said() -> None:
    with pytest.raises(NoFlags):
        _ = read(MIXED).flags
    with pytest.raises(NoFlags):
        _ = read({**MIXED, "_flagged": [False] * 120}).flags


def test_what_too_few_answered_without_the_flagged_is_left_out_and_the_rest_is_told() -> None:
    flagged = [number < 5 for number in range(120)]
    asked = [4 if number < 12 else None for number in range(120)]
    reading = replace(read({**MIXED, "greet_performance": asked, "_flagged": flagged}), least=10)
    told = {line.question.key for line in reading.flags.lines}
    assert "overall" in told
    assert "greet_performance" not in told, "seven are left, and ten are needed"
