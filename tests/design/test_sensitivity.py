"""What the order of the last house hangs on."""

from dataclasses import replace

import numpy as np
import pytest
from tests.design.carried import make_cascade, visit

from peakend.design.flow import Flow, run_cascade
from peakend.design.houses import Relation
from peakend.design.sensitivity import vary


def test_every_choice_is_tried_once() -> None:
    _, _, flow = visit()
    found = vary(flow)
    assert [one.what for one in found.of("scale")] == ["5-3-1", "4-2-1", "ratio"]
    assert len(found.of("importance")) == 16
    assert (len(found.of("rater")), len(found.of("without")), len(found.of("weighting"))) == (3, 3, 1)
    assert found.cells == 8 * 8 + 8 * 7 + 7 * 7
    assert all(sum(one.shares) == pytest.approx(1) for one in found.variants)
    assert all(low <= rank <= high for rank, (low, high) in zip(found.ranks, found.spread, strict=True))


def test_one_rater_alone_is_the_cascade_of_that_rater() -> None:
    _, _, flow = visit()
    houses = tuple(
        replace(
            house,
            relations=tuple(
                Relation(one.row, one.column, (one.marks[1] if len(one.marks) > 1 else one.marks[0],)) for one in house.relations
            ),
        )
        for house in flow.cascade.houses
    )
    alone = run_cascade(replace(flow.cascade, houses=houses), voices=flow.voices)
    assert vary(flow).of("rater")[1].shares == pytest.approx([line.share.value for line in alone.houses[-1].planned.lines])


@pytest.mark.parametrize("seed", range(3))
def test_a_cell_is_told_if_and_only_if_working_it_out_anew_changes_the_first(seed: int) -> None:
    """Every cell moved by hand by one step, the whole cascade worked out again."""
    cascade = make_cascade(np.random.default_rng(seed), (3, 3, 3, 4))
    flow = run_cascade(cascade)
    told = {(one.house, one.row, one.column, one.other) for one in vary(flow).flips}
    first = leaders(flow)
    ladder, found = [0.0, 1.0, 3.0, 9.0], set()
    for at, house in enumerate(cascade.houses):
        marks = {(one.row, one.column): one.marks[0] for one in house.relations}
        for row in cascade.rows(at):
            for column in house.keys:
                place = ladder.index(marks.get((row, column), 0.0))
                for other in [ladder[step] for step in (place - 1, place + 1) if 0 <= step < 4]:
                    changed = {**marks, (row, column): other}
                    related = tuple(Relation(*cell, (mark,)) for cell, mark in changed.items() if mark)
                    houses = tuple(replace(house, relations=related) if one is house else one for one in cascade.houses)
                    again = run_cascade(replace(cascade, houses=houses), voices=flow.voices)
                    if leaders(again) != first:
                        found.add((house.key, row, column, other))
    assert told == found


def leaders(flow: Flow) -> set[str]:
    """The first k; of columns that are level but for rounding the earlier one."""
    last = flow.houses[-1].planned
    ordered = sorted(enumerate(last.lines), key=lambda pair: (-round(pair[1].share.value, 12), pair[0]))
    return {line.characteristic for _, line in ordered[: last.most]}
