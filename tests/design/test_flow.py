"""Weights of customers through the houses: from the survey to the quality parameters."""

import numpy as np
import pyarrow as pa
import pytest
from tests.design.carried import MARKS, make_cascade, make_study, told, visit
from tests.numbers.golden import cases, near

from peakend.analyse.reading import Reading
from peakend.design.cascade import pass_weights
from peakend.design.flow import change_importance, run_cascade
from peakend.design.houses import Cascade, Characteristic, NeedRow, Relation, ServiceHouse
from peakend.errors import NothingAsked, NothingHeard, NothingServed
from peakend.text import Text

GOLDEN = cases("qfd")


def house(key: str, rows: list[str], table: list[list[float]]) -> ServiceHouse:
    columns = tuple(Characteristic(f"{key}{at}", Text(f"{key}{at}", f"{key}{at}")) for at in range(len(table[0])))
    related = [
        Relation(row, columns[at].key, (float(mark),))
        for row, marks in zip(rows, table, strict=True)
        for at, mark in enumerate(marks)
        if mark
    ]
    return ServiceHouse(key, Text(key, key), columns, tuple(related))


def test_the_reference_goes_through_the_houses_as_people_fill_them() -> None:
    given, case = GOLDEN["house-of-quality"], GOLDEN["cascade-3-phases"]
    one = given["input"]
    needs = tuple(
        NeedRow(f"n{at}", float(importance), float(now), float(goal), float(sold))
        for at, (importance, now, goal, sold) in enumerate(
            zip(one["importance"], one["current"], one["target"], one["sales_point"], strict=True)
        )
    )
    first = house("a", [row.need for row in needs], one["relationship"])
    second = house("b", list(first.keys), case["input"]["relationship_2"])
    third = house("c", list(second.keys), case["input"]["relationship_3"])
    flow = run_cascade(Cascade("golden", Text("参考", "Reference"), needs, (first, second, third)))
    assert near(given, [line.absolute for line in flow.planning], given["expected"]["absolute_weight"])
    assert near(given, [line.weight.value for line in flow.planning], given["expected"]["relative_weight"])
    assert near(given, [line.ratio for line in flow.planning], given["expected"]["improvement_ratio"])
    shares = [[line.share.value for line in part.planned.lines] for part in flow.houses]
    assert near(given, shares[0], given["expected"]["technical_relative"])
    assert near(given, [line.rated.value for line in flow.houses[0].planned.lines], given["expected"]["technical_importance"])
    assert near(case, shares[1], case["expected"]["phase2"])
    assert near(case, shares[2], case["expected"]["phase3"])
    total = sum(one["importance"])
    raw = [line.rated.value * total for line in flow.houses[0].raw.lines]
    assert near(given, raw, given["expected"]["technical_importance_raw"])


def test_what_the_moments_bring_adds_up_to_the_importance_of_a_need() -> None:
    reading, _, flow = visit()
    voices = flow.voices
    assert voices.parts.sum(axis=0) == pytest.approx(voices.importance.values)
    assert 0 < voices.importance.values.min() <= voices.importance.values.max() < 10
    questions = {one.about: one for one in reading.evidence.asking("importance")}
    weights = np.array([told(reading.evidence.mean(questions[moment])) for moment in voices.moments])
    groups = [group for moment in voices.moments if (group := reading.needs.group(moment)) is not None]
    shares = [next(told(line.share) for line in group.lines if line.need is not None and line.need.key == "quick") for group in groups]
    at = voices.needs.index("quick")
    assert voices.importance.values[at] == pytest.approx(10 * float(weights @ shares) / weights.sum())


def test_values_are_the_plain_product_of_the_mean_marks() -> None:
    _, _, flow = visit()
    tables = [one.marks for one in flow.houses]
    plain = pass_weights([line.absolute for line in flow.planning], tables)
    for step, one in zip(plain, flow.houses, strict=True):
        assert [line.share.value for line in one.planned.lines] == pytest.approx(step.weights.tolist())


def test_both_weightings_go_through_and_one_drives() -> None:
    _, _, flow = visit()
    last = flow.houses[-1]
    assert last.driven("planning") is last.planned
    assert [line.share.value for line in last.raw.lines] != [line.share.value for line in last.planned.lines]
    assert [row["share"] for row in flow.rows()[-7:]] == [line.share.value for line in last.planned.lines]


def test_a_change_of_importance_moves_the_third_house() -> None:
    _, _, flow = visit()
    moved = change_importance(flow, {"courtesy": 10.0})
    old, new = ({line.characteristic: line.share.value for line in one.houses[-1].planned.lines} for one in (flow, moved))
    assert new["on_time"] > old["on_time"] + 0.03
    ranks = [sorted(one, key=one.__getitem__, reverse=True) for one in (old, new)]
    assert ranks[0] != ranks[1]
    with pytest.raises(NothingHeard):
        change_importance(flow, {"valuable": 3.0})


def test_needs_nobody_was_asked_about_have_no_weight_and_are_told() -> None:
    reading, design, _ = visit()
    one = design.houses[0]
    more = Cascade(one.key, one.title, (*one.needs, NeedRow("valuable", goal=4.0)), one.houses, one.scenario, one.raters)
    found = run_cascade(more, reading.evidence)
    assert found.voices.unheard == ("valuable",)
    assert found.houses[0].unserved == ("valuable",)
    with pytest.raises(NothingHeard):
        run_cascade(Cascade("x", one.title, (NeedRow("valuable"),), (house("a", ["valuable"], [[9]]),), "visit"), reading.evidence)


def test_where_nothing_was_asked_it_says_so() -> None:
    reading, design, _ = visit()
    study = make_study()
    bare = Reading(study, pa.table({"imp_m0": pa.array([3, 4, 5])}))
    with pytest.raises(NothingAsked):
        run_cascade(design.houses[0], bare.evidence)
    assert reading.needs.groups


def test_a_house_that_passes_nothing_on_is_named() -> None:
    first = house("a", ["n0"], [[9]])
    lost = ServiceHouse("b", Text("b", "b"), (Characteristic("z", Text("z", "z")),))
    with pytest.raises(NothingServed) as told:
        run_cascade(Cascade("x", Text("x", "x"), (NeedRow("n0", 5),), (first, lost)))
    assert told.value.blanks["house"] == "b"


def simulate(worlds: int, people: int, random: np.random.Generator) -> tuple[list[float], list[bool], list[bool]]:
    """Worlds drawn at random, each asked once: P(first) as said, whether it was so, and whether all rank sets held the truth."""
    study = make_study()
    said, came, kept = [], [], []
    for _ in range(worlds):
        rows, houses = [f"n{at}" for at in range(5)], []
        for key in "abc":
            houses.append(house(key, rows, (9 * np.eye(5) + (random.random((5, 5)) < 0.3)).clip(0, 9).tolist()))
            rows = list(houses[-1].keys)
        cascade = Cascade("world", Text("世界", "World"), tuple(NeedRow(f"n{at}") for at in range(5)), tuple(houses), "all")
        weights = random.uniform(3.0, 4.6, 3)
        shares = np.clip(random.uniform(0.05, 0.95, (1, 5)) + random.uniform(-0.05, 0.05, (3, 5)), 0.02, 0.98)
        answers = {}
        for moment in range(3):
            answers[f"imp_m{moment}"] = pa.array(np.clip(np.rint(random.normal(weights[moment], 0.8, people)), 1, 5).astype(np.int16))
            answers[f"per_m{moment}"] = pa.array(random.integers(3, 6, people).astype(np.int16))
            for need in range(5):
                answers[f"m{moment}__n{need}"] = pa.array((random.random(people) < shares[moment, need]).astype(np.int16))
        steps = random.normal(weights[:, None], 0.8, (3, 60_000))
        mean = np.clip(np.rint(steps), 1, 5).mean(axis=1)
        importance = 10 * (mean @ shares) / mean.sum()
        truth = pass_weights(importance, [cascade.relations(at)[0] for at in range(3)])[-1].weights
        ranking = run_cascade(cascade, Reading(study, pa.table(answers)).evidence).houses[-1].raw
        said += [line.first for line in ranking.lines]
        came += (truth == truth.max()).tolist()
        ranks = 1 + (truth[None, :] > truth[:, None]).sum(axis=1)
        kept.append(all(line.rank_low <= rank <= line.rank_high for line, rank in zip(ranking.lines, ranks, strict=True)))
    return said, came, kept


def check_calibration(said: list[float], came: list[bool], slack: float) -> None:
    sure, likely = np.array(said), np.array(came)
    for low, high in ((0.0, 0.1), (0.1, 0.5), (0.5, 0.9), (0.9, 1.01)):
        inside = (sure >= low) & (sure < high)
        assert inside.sum() > 5
        assert abs(sure[inside].mean() - likely[inside].mean()) < slack, (
            low,
            int(inside.sum()),
            sure[inside].mean(),
            likely[inside].mean(),
        )


def test_probabilities_of_rank_come_true_from_the_survey_to_the_third_house() -> None:
    said, came, kept = simulate(40, 12, np.random.default_rng(5))
    check_calibration(said, came, 0.3)
    assert np.mean(kept) >= 0.9


@pytest.mark.slow
def test_probabilities_of_rank_come_true_in_many_worlds() -> None:
    said, came, kept = simulate(600, 12, np.random.default_rng(6))
    check_calibration(said, came, 0.06)
    assert np.mean(kept) >= 0.95


def test_marks_are_those_of_the_scale() -> None:
    assert set(np.unique(make_cascade(np.random.default_rng(1), (4, 4)).relations(0))) <= set(MARKS)
