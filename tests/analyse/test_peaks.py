"""Which moments are peaks and ends? The source's rule to the letter, the tested rule beside it, ties, stages and common peaks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.served import draw, read, service

from peakend.analyse.importance import TOP
from peakend.analyse.peaks import SURE_SHARE, Peaks, ScenarioPeaks
from peakend.analyse.result import is_known
from peakend.define.study import Moment, Published, Study

ONE = service(moments=5, measures=("importance",))
TWO = service(scenarios=2, moments=4, measures=("importance",))


def near(study: Study, means: list[float], count: int = 150, seed: int = 1, spread: float = 0.6) -> Peaks:
    """Peaks of answers near these means, one moment after the other."""
    random = np.random.default_rng(seed)
    keys = [question.key for question in study.survey.asking("importance")]
    columns = {
        key: np.clip(np.rint(random.normal(mean, spread, count)), 1, 5).astype(int).tolist() for key, mean in zip(keys, means, strict=True)
    }
    return read(study, columns).peaks


def exactly(study: Study, means: list[int]) -> Peaks:
    """Peaks where everybody answers the same."""
    keys = [question.key for question in study.survey.asking("importance")]
    return read(study, {key: [mean] * 30 for key, mean in zip(keys, means, strict=True)}).peaks


def keys_of(scenario: ScenarioPeaks) -> list[str]:
    return [mark.moment.key for mark in scenario.peaks]


@given(st.integers(0, 10_000))
def test_the_sources_rule_holds_to_the_letter(seed: int) -> None:
    """Peaks: before the end stage, above the scenario's mean, among the three highest there. End: the highest of the end stage."""
    columns = draw(ONE, 25, seed)
    reading = read(ONE, columns)
    values = {line.moment.key: line.mean.value for line in reading.importance.lines if is_known(line.mean)}
    middle = np.mean(list(values.values()))
    before = {key: value for key, value in values.items() if key != "s1m5"}
    third = sorted(before.values(), reverse=True)[TOP - 1]
    expected = [key for key, value in before.items() if value > middle + 1e-9 and value >= third]
    scenario = reading.peaks.scenarios[0]
    assert keys_of(scenario) == expected
    assert scenario.end is not None
    assert scenario.end.moment.key == "s1m5"
    assert {mark.kind for mark in scenario.marks if mark.moment.key == "s1m5"} == {"end"}


def test_above_the_mean_alone_makes_no_peak_and_the_top_alone_neither() -> None:
    crowded = near(ONE, [4.6, 4.5, 4.4, 4.2, 1.2]).scenarios[0]
    assert keys_of(crowded) == ["s1m1", "s1m2", "s1m3"]
    lonely = near(ONE, [4.8, 2.4, 2.2, 2.0, 2.3]).scenarios[0]
    assert keys_of(lonely) == ["s1m1"]


def test_all_that_tie_are_picked() -> None:
    tied = exactly(ONE, [5, 5, 5, 5, 1]).scenarios[0]
    assert keys_of(tied) == ["s1m1", "s1m2", "s1m3", "s1m4"]
    assert {mark.probability for mark in tied.peaks} == {1.0}
    assert {mark.p_top for mark in tied.peaks} == {0.75}


def test_the_tested_rule_wants_proof() -> None:
    sure = near(ONE, [4.7, 4.5, 3.0, 2.6, 4.0], 400).scenarios[0]
    assert {"s1m1", "s1m2"} <= {mark.moment.key for mark in sure.tested_peaks}
    unsure = near(ONE, [3.3, 3.2, 3.2, 3.1, 3.0], 10, spread=1.0).scenarios[0]
    assert unsure.tested_peaks == ()
    assert unsure.peaks != ()
    assert all(mark.probability < 1 for mark in unsure.peaks)
    assert all(mark.p_top >= SURE_SHARE for mark in sure.tested_peaks)


def test_the_end_with_most_weight_and_the_last_one_are_both_named() -> None:
    scenario = ONE.scenarios[0]
    later = replace(scenario, moments=(*scenario.moments[:3], replace(scenario.moments[3], stage="end"), scenario.moments[4]))
    found = near(replace(ONE, scenarios=(later,)), [3.5, 3.4, 3.0, 4.6, 3.0]).scenarios[0]
    assert found.end is not None
    assert found.last is not None
    assert (found.end.moment.key, found.last.moment.key) == ("s1m4", "s1m5")
    assert [mark.kind for mark in found.marks] == ["peak", "peak", "peak", "end", "end"]
    assert found.end.probability > 0.99


def test_the_last_moment_is_the_last_that_anybody_lived() -> None:
    scenario = ONE.scenarios[0]
    later = replace(
        ONE, scenarios=(replace(scenario, moments=(*scenario.moments[:3], replace(scenario.moments[3], stage="end"), scenario.moments[4])),)
    )
    columns = draw(ONE, 40)
    columns["s1m5_importance"] = [-1003] * 40
    found = read(later, columns).peaks.scenarios[0]
    assert found.last is not None
    assert found.last.moment.key == "s1m4"


def test_a_study_without_an_end_stage_has_no_end() -> None:
    study = service(moments=4, measures=("importance",), end=False)
    found = near(study, [4.5, 3.0, 2.8, 2.5]).scenarios[0]
    assert (found.end, found.last) == (None, None)
    assert {mark.kind for mark in found.marks} == {"peak"}


def test_a_common_peak_is_a_peak_in_two_scenarios() -> None:
    both = near(TWO, [4.7, 3.0, 2.8, 3.5, 4.6, 3.1, 2.9, 3.4])
    peaks = [mark for mark in both.common if mark.kind == "peak"]
    assert [(mark.common.key, mark.scenarios, mark.shared, mark.shared_tested) for mark in peaks] == [
        ("greeting", ("s1", "s2"), True, True)
    ]
    assert peaks[0].probability == pytest.approx(1.0)
    once = near(TWO, [4.7, 3.0, 2.8, 3.5, 2.0, 4.1, 3.9, 3.4])
    peaks = [mark for mark in once.common if mark.kind == "peak"]
    assert [(mark.scenarios, mark.shared) for mark in peaks] == [(("s1",), False)]


def test_names_alone_make_nothing_common() -> None:
    plain = replace(TWO, common=())
    assert near(plain, [4.7, 3.0, 2.8, 3.5, 4.6, 3.1, 2.9, 3.4]).common == ()


def test_what_was_published_stands_beside_what_is_found() -> None:
    study = replace(ONE, published=(Published("s1", 4.45, ("s1m1", "s1m4"), ("s1m5",)),))
    found = near(study, [4.6, 4.4, 3.0, 2.6, 3.4]).scenarios[0]
    assert found.published_mean == 4.45
    assert {mark.moment.key: mark.published for mark in found.marks} == {
        "s1m1": True,
        "s1m2": False,
        "s1m3": False,
        "s1m4": True,
        "s1m5": True,
    }
    assert {mark.published for mark in near(ONE, [4.6, 4.4, 3.0, 2.6, 3.4]).scenarios[0].marks} == {None}


def test_a_moment_with_one_answer_is_no_peak() -> None:
    columns = draw(ONE, 40)
    columns["s1m2_importance"] = [5, *[None] * 39]
    mark = read(ONE, columns).peaks.scenarios[0].marks[1]
    assert (mark.by_source, mark.by_test, mark.probability, mark.p_top) == (False, False, 0.0, 0.0)


def test_rows_say_what_the_marks_say() -> None:
    peaks = near(TWO, [4.7, 3.0, 2.8, 3.5, 4.6, 3.1, 2.9, 3.4])
    rows = peaks.rows()
    assert [row["moment"] for row in rows if row["scope"] == "scenario"] == [
        mark.moment.key for one in peaks.scenarios for mark in one.marks
    ]
    assert [row["moment"] for row in rows if row["scope"] == "common"] == [mark.common.key for mark in peaks.common]
    assert isinstance(peaks.scenarios[0].marks[0].moment, Moment)
