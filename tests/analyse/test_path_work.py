"""Laws of what resamples say of a chain: draws that gave no proper solution are counted and in no interval."""

from dataclasses import replace

import numpy as np
import pytest
from tests.analyse.chained import read

from peakend.analyse.chain_lines import SAME, EffectLine
from peakend.analyse.chain_model import pose_chain
from peakend.analyse.path_work import Worked, resample_products, work_chain
from peakend.analyse.result import Estimate, TooFew, is_known


@pytest.fixture(scope="module")
def worked() -> Worked:
    reading = read()
    return work_chain(reading.evidence, pose_chain(reading.study, reading.present))


def test_where_most_resamples_fail_there_is_no_interval(worked: Worked) -> None:
    draws = worked.drawn.paths[:, 0, 1]
    assert is_known(worked.figure(0.5, draws))
    assert isinstance(replace(worked, failed=1500).figure(0.5, draws), TooFew)


def test_an_effect_many_errors_away_from_zero_is_not_chance_and_none_is(worked: Worked) -> None:
    draws = np.random.default_rng(1).normal(0.0, 0.1, 2000)
    assert worked.test(0.5, draws) < 1e-5
    assert worked.test(0.0, draws) == 1.0
    assert worked.test(0.3, np.full(2000, 0.3)) == 0.0
    assert worked.test(0.0, np.zeros(2000)) == 1.0


def test_too_many_units_are_resampled_as_blocks(worked: Worked, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read()
    ask = pose_chain(reading.study, reading.present).products
    single = resample_products(reading.evidence, ask)
    monkeypatch.setattr("peakend.analyse.path_work._LARGE", 10)
    blocks = resample_products(reading.evidence, ask)
    assert single.shape == blocks.shape
    assert blocks[:, 1].mean() == pytest.approx(single[:, 1].mean(), rel=0.02)
    assert worked.people == 220


def test_an_arrow_is_proved_by_its_interval_and_after_holm_only() -> None:
    figure = Estimate(0.3, 0.1, 0.5, 220, "pls-path")
    line = EffectLine("img", "qua", figure, None, figure, p_value=0.01, p_holm=0.04)
    assert line.proved
    assert not replace(line, p_holm=0.06).proved
    assert not replace(line, direct=replace(figure, low=-0.01)).proved
    assert SAME == 0.9


def test_a_number_lies_in_its_interval_even_where_resamples_lean_away_from_it(worked: Worked) -> None:
    figure = worked.figure(0.01, np.random.default_rng(1).uniform(0.02, 0.2, 2000))
    assert is_known(figure)
    assert figure.low == 0.01
