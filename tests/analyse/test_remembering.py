"""Do the rival models of memory say what they should on sums, whatever stands in the way of fitting them?"""

import numpy as np
import pytest
from numpy.typing import NDArray

from peakend.analyse.lmg import split_shares
from peakend.analyse.remembering import FEATURES, MODELS, Fitted, remember
from peakend.analyse.rivals import fit_model, lay_ground, leave_out, square_products
from peakend.scan.ask import SLOPE_UNIT, WITHIN_UNIT
from peakend.scan.episode import trace_curves

Floats = NDArray[np.float64]


def features(people: int = 300, seed: int = 1) -> Floats:
    """The features of people's curves, then their overall judgement, on the scale of the ratings."""
    random = np.random.default_rng(seed)
    ratings = random.integers(1, 11, size=(people, 6)).astype(np.int16)
    answered = random.random((people, 6)) > 0.2
    answered[:, :3] = True
    curve = trace_curves(list(ratings.T), list(answered.T), 11)
    parts = (
        curve.mean / WITHIN_UNIT,
        curve.best,
        curve.worst,
        curve.peak,
        curve.own_peak,
        curve.end,
        curve.trend / SLOPE_UNIT,
        curve.count,
    )
    whole = 0.4 * curve.peak + 0.4 * curve.end + random.normal(0, 1, people)
    return np.column_stack([*parts, whole])


def sums_of(table: Floats) -> Floats:
    """As the ask gives them: whole numbers of mean and trend."""
    scaled = np.column_stack([np.ones(len(table)), table])
    scaled[:, 1] *= WITHIN_UNIT
    scaled[:, 1 + FEATURES.index("trend")] *= SLOPE_UNIT
    one, two = np.triu_indices(scaled.shape[1])
    return scaled[:, one] * scaled[:, two]


def model_of(models: tuple[Fitted, ...], key: str) -> Fitted:
    return next(one for one in models if one.key == key)


@pytest.mark.parametrize("key", MODELS)
def test_each_model_is_the_regression_on_its_features(key: str) -> None:
    table = features()
    fitted = model_of(remember(sums_of(table), independent=True).models, key)
    columns = [FEATURES.index(name) for name in MODELS[key]]
    design = np.column_stack([np.ones(len(table)), table[:, columns]])
    expected, residual, *_ = np.linalg.lstsq(design, table[:, -1], rcond=None)
    assert fitted.coefficients == pytest.approx(expected)
    assert fitted.r2 == pytest.approx(1 - residual[0] / np.square(table[:, -1] - table[:, -1].mean()).sum())


def test_leaving_one_out_is_fitting_without_them() -> None:
    table = features(40)
    fitted = model_of(remember(sums_of(table), independent=True).models, "peak_end")
    design = np.column_stack([np.ones(40), table[:, [3, 5]]])
    for at in (0, 17, 39):
        rest = np.arange(40) != at
        coefficients = np.linalg.lstsq(design[rest], table[rest, -1], rcond=None)[0]
        assert fitted.lost[at] == pytest.approx((table[at, -1] - design[at] @ coefficients) ** 2)


def test_leaving_a_block_out_is_fitting_without_all_of_it() -> None:
    table = features(60)
    block = np.arange(60) % 6
    sums = sums_of(table)
    blocks = np.stack([sums[block == one].sum(axis=0) for one in range(6)])
    fitted = model_of(remember(blocks, independent=False).models, "mean")
    design = np.column_stack([np.ones(60), table[:, 0]])
    for one in range(6):
        coefficients = np.linalg.lstsq(design[block != one], table[block != one, -1], rcond=None)[0]
        assert fitted.lost[one] == pytest.approx(np.square((table[:, -1] - design @ coefficients)[block == one]).sum())


def test_units_without_anybody_change_nothing() -> None:
    sums = sums_of(features(50))
    padded = np.concatenate([np.zeros((3, sums.shape[1])), sums])
    one, other = remember(sums, independent=True), remember(padded, independent=True)
    for mine, again in zip(one.models, other.models, strict=True):
        assert mine.coefficients == pytest.approx(again.coefficients)
        assert again.lost[:3].tolist() == [0, 0, 0]
        assert mine.lost.sum() == pytest.approx(again.lost.sum())


def test_the_split_adds_up_to_what_all_three_explain() -> None:
    found = remember(sums_of(features()), independent=True)
    assert sum(found.shares.values()) == pytest.approx(model_of(found.models, "mean_peak_end").r2)
    table = features()
    correlations = np.asarray(np.corrcoef(table[:, [0, 3, 5, 8]].T), dtype=np.float64).reshape(4, 4)
    assert list(found.shares.values()) == pytest.approx(split_shares(correlations).tolist())
    assert list(found.inflation.values()) == pytest.approx(np.diag(np.linalg.inv(correlations[:3, :3])).tolist())


def test_where_everybody_met_the_same_moments_duration_cannot_be_judged() -> None:
    table = features()
    table[:, FEATURES.index("duration")] = 6
    found = remember(sums_of(table), independent=True)
    assert found.neglect is None
    assert model_of(found.models, "with_duration").r2 is None
    assert model_of(found.models, "mean_peak_end").r2 is not None


def test_where_the_judgement_does_not_vary_nothing_is_fitted() -> None:
    table = features()
    table[:, -1] = 7
    found = remember(sums_of(table), independent=True)
    assert all(one.r2 is None for one in found.models)
    assert (found.contest, found.likeness, found.neglect, found.adds_mean) == (None, None, None, None)


def test_criteria_are_given_only_where_people_are_independent() -> None:
    sums = sums_of(features())
    assert model_of(remember(sums, independent=False).models, "mean").aic is None
    models = remember(sums, independent=True).models
    assert sum(one.weight for one in models if one.weight is not None) == pytest.approx(1.0)
    assert max(models, key=lambda one: one.weight or 0).key in {"peak_end", "mean_peak_end", "with_duration"}


def test_without_the_spread_of_one_unit_a_model_cannot_be_left_out() -> None:
    """A feature that varies in one unit only: leaving that out leaves nothing to fit, and that is said, not guessed."""
    table = np.column_stack([[0.0, 0.0, 0.0, 5.0], [1.0, 2.0, 3.0, 9.0]])
    rows = np.column_stack([np.ones(4), table])
    one, two = np.triu_indices(3)
    ground = lay_ground(square_products(rows[:, one] * rows[:, two]), 2)
    lost = leave_out(ground, [1])
    assert np.isnan(lost[3])
    assert np.isfinite(lost[:3]).all()
    assert fit_model(ground, [1]).coefficients == pytest.approx([2.0, 1.4])
