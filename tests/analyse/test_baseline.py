"""Are the values to freeze complete, in order, and known again when they come back?"""

from dataclasses import replace

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.served import draw, read, service

from peakend.analyse.baseline import BaselineValues, take_fingerprint
from peakend.analyse.reading import Reading
from peakend.define.study import Study

STUDY = service(scenarios=2, moments=4, measures=("importance", "performance"))


def baseline(columns: dict[str, list[int | None]], study: Study = STUDY) -> BaselineValues:
    return read(study, columns).baseline


def test_every_moment_stands_in_the_customers_order_with_its_stage() -> None:
    lines = [line for one in baseline(draw(STUDY, 40)).scenarios for line in one.lines]
    assert [(line.moment.key, line.place, line.stage) for line in lines] == [
        (f"s{scenario}m{at}", at, "end" if at == 4 else "meet") for scenario in (1, 2) for at in (1, 2, 3, 4)
    ]


def test_marks_are_those_of_the_peaks_and_values_those_of_their_results() -> None:
    reading = read(STUDY, draw(STUDY, 80, missing=0.1))
    marks = {mark.moment.key: mark for one in reading.peaks.scenarios for mark in one.marks}
    importance = {line.moment.key: line.mean for line in reading.importance.lines}
    performance = {line.moment.key: line.mean for line in reading.experience.lines}
    for one in reading.baseline.scenarios:
        for line in one.lines:
            mark = marks[line.moment.key]
            assert line.mark == (mark.kind if mark.by_source else "")
            assert line.probability == mark.probability
            assert (line.importance, line.performance) == (importance[line.moment.key], performance[line.moment.key])
        assert sum(line.mark == "end" for line in one.lines) == 1


def test_without_ratings_there_is_a_baseline_of_importance() -> None:
    study = service(moments=3, measures=("importance",))
    found = baseline(draw(study, 30), study)
    assert {line.performance for line in found.scenarios[0].lines} == {None}


@given(st.permutations(range(30)))
def test_the_fingerprint_knows_no_order_and_no_form(order: list[int]) -> None:
    columns = draw(STUDY, 30, missing=0.2)
    table = pa.table({key: pa.array(cells, pa.int16()) for key, cells in columns.items()})
    shuffled = Reading(STUDY, table.take(pa.array(order)))
    folded = Reading(STUDY, table, _counted=shuffled.tally.fold())
    floating = Reading(STUDY, table.to_pandas())
    plain = read(STUDY, columns)
    assert len({take_fingerprint(one.evidence, {}) for one in (plain, shuffled, folded, floating)}) == 1


def test_the_fingerprint_knows_every_answer_filter_and_version() -> None:
    columns = draw(STUDY, 30)
    tiers = {"tier": ["gold", "silver"] * 15}
    changed = {**columns, "s1m1_importance": [6 - cell for cell in columns["s1m1_importance"] if cell]}
    unused = {**columns, "recommend": np.arange(30).clip(0, 10).tolist()}
    found = [
        baseline(columns).fingerprint,
        baseline(changed).fingerprint,
        read(STUDY, columns | tiers, where={"tier": ["gold"]}).baseline.fingerprint,
        baseline(columns, replace(STUDY, version="2")).fingerprint,
    ]
    assert len(set(found)) == len(found)
    assert baseline(unused).fingerprint == found[0]
    assert all(len(one) == 16 for one in found)


def test_the_fingerprint_knows_the_versions_of_the_methods() -> None:
    reading = read(STUDY, draw(STUDY, 30))
    methods = reading.baseline.base.methods
    assert take_fingerprint(reading.evidence, methods) == reading.baseline.fingerprint
    assert take_fingerprint(reading.evidence, {**methods, "mean-t": "2"}) != reading.baseline.fingerprint
