"""A wave against a frozen baseline, and what is frozen on disk."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from peakend.analyse.reading import Reading
from peakend.control.compare import compare_baseline, freeze_baseline
from peakend.control.freezing import read_baseline, read_limits, write_frozen
from peakend.control.trend import chart_question
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Question, Scale, Survey
from peakend.errors import LimitsDiffer, LimitsUnreadable
from peakend.text import Text

NAMED = Text(zh="甲", en="A")


def study(high: int = 10) -> Study:
    moments = tuple(Moment(key, NAMED, "contact") for key in ("greet", "solve", "leave"))
    asked = [
        Question(f"{kind}_{one.key}", kind, one.key, scale=Scale(1, high)) for one in moments for kind in ("importance", "performance")
    ]
    return Study("tea", NAMED, scenarios=(Scenario("visit", NAMED, moments),), survey=Survey(tuple(asked)))


def answers(better: float = 0.0, n: int = 150, seed: int = 1) -> pa.Table:
    random = np.random.default_rng(seed)
    table = {}
    for question in study().survey.questions:
        moved = better if question.key == "performance_solve" else 0.0
        table[question.key] = np.clip(np.rint(random.normal(6 + moved, 1.5, n)), 1, 10).astype(np.int16)
    return pa.table({**table, "_block": np.arange(n) % 256})


def test_only_what_moved_is_proved_to_have_moved() -> None:
    frozen = freeze_baseline(Reading(study(), answers()))
    found = compare_baseline(Reading(study(), answers(better=1.5, seed=2)), frozen)
    assert [(line.moment, line.kind) for line in found.lines if line.p_holm < 0.05] == [("solve", "performance")]
    assert len(found.lines) == 6
    assert found.fingerprint == frozen.fingerprint


def test_a_baseline_measured_otherwise_is_refused_with_the_reason() -> None:
    frozen = freeze_baseline(Reading(study(), answers()))
    with pytest.raises(LimitsDiffer, match="another scale"):
        compare_baseline(Reading(study(5), answers()), frozen)
    with pytest.raises(LimitsDiffer, match="another study"):
        compare_baseline(Reading(replace(study(), key="coffee"), answers()), frozen)
    with pytest.raises(LimitsDiffer, match="version of the methods"):
        compare_baseline(Reading(study(), answers()), replace(frozen, methods={}))
    weighted = answers().append_column("_weight", pa.array([1.0 + n % 2 for n in range(150)]))
    with pytest.raises(LimitsDiffer, match="another weighting"):
        compare_baseline(Reading(study(), weighted), frozen)


def test_what_is_frozen_comes_back_as_it_was(tmp_path: Path) -> None:
    baseline = freeze_baseline(Reading(study(), answers()))
    assert read_baseline(write_frozen(tmp_path / "b.json", baseline)) == baseline
    waves = answers().append_column("_wave", pa.array([str(n % 5) for n in range(150)]))
    limits = chart_question(Reading(study(), waves), "performance_solve").frozen
    assert read_limits(write_frozen(tmp_path / "l.json", limits)) == limits
    again = chart_question(Reading(study(), waves), "performance_solve", limits=read_limits(tmp_path / "l.json"))
    assert again.centre == limits.centre


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    write_frozen(tmp_path / "b.json", freeze_baseline(Reading(study(), answers())))
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    for name in ("b.json", "broken.json", "absent.json"):
        with pytest.raises(LimitsUnreadable, match=name):
            read_limits(tmp_path / name)
