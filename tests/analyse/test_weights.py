"""What did weighting do? Kish's effective number, and figures beside each other."""

import json

import pytest
from tests.analyse.rated import read

from peakend.analyse.result import is_known
from peakend.errors import NoWeights

COLUMNS = {"overall": [5, 4, 3, 2] * 10, "recommend": [10, 9, 7, 2] * 10}


def test_equal_weights_cost_nothing_and_move_nothing() -> None:
    found = read({**COLUMNS, "_weight": [2.5] * 40}).weights
    assert found.effective == pytest.approx(40)
    assert found.design_effect == pytest.approx(1)
    assert not any(line.moved for line in found.lines)


def test_unequal_weights_cost_answers_as_kish_says() -> None:
    found = read({**COLUMNS, "_weight": [1.0, 3.0] * 20}).weights
    assert found.effective == pytest.approx(80**2 / 200)
    assert found.design_effect == pytest.approx(40 * 200 / 80**2)
    assert found.base.weighting is not None
    assert found.base.weighting.design_effect == pytest.approx(found.design_effect)


def test_every_figure_stands_beside_itself_without_weights() -> None:
    found = read({**COLUMNS, "_weight": [9.0, 1.0, 1.0, 1.0] * 10}).weights
    assert [line.question.key for line in found.lines] == ["overall", "recommend"]
    overall, recommend = found.lines
    assert is_known(overall.weighted)
    assert is_known(overall.unweighted)
    assert (overall.weighted.value, overall.unweighted.value) == pytest.approx((54 / 12, 3.5))
    assert is_known(recommend.weighted)
    assert recommend.weighted.method == "nps-units"
    assert all(line.moved for line in found.lines)
    json.dumps(found.as_dict(), allow_nan=False)


def test_without_weights_there_is_nothing_to_tell() -> None:
    with pytest.raises(NoWeights):
        _ = read(COLUMNS).weights
    with pytest.raises(NoWeights):
        _ = read({**COLUMNS, "_weight": [1.0, 3.0] * 20}, weighted=False).weights
