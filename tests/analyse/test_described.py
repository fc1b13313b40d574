"""Laws of moments from sums: they are numpy's, and what does not vary has no correlation."""

import numpy as np

from peakend.analyse.described import describe_sums
from peakend.analyse.measurement import find_ratios
from peakend.analyse.path_model import PathModel


def sums_of(answers: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    one, two = np.triu_indices(answers.shape[1])
    return np.concatenate([[len(answers)], answers.sum(axis=0), (answers[:, one] * answers[:, two]).sum(axis=0)])


def test_means_spreads_and_correlations_are_those_of_the_answers() -> None:
    answers = np.random.default_rng(1).integers(1, 11, size=(80, 4)).astype(np.float64)
    found = describe_sums(sums_of(answers)[None])
    assert np.allclose(found.mean[0], answers.mean(axis=0))
    assert np.allclose(found.deviation[0], answers.std(axis=0, ddof=1))
    assert np.allclose(found.correlation[0], np.corrcoef(answers.T))


def test_a_question_that_does_not_vary_has_no_correlation() -> None:
    answers = np.random.default_rng(1).integers(1, 11, size=(80, 3)).astype(np.float64)
    answers[:, 1] = 7.0
    found = describe_sums(sums_of(answers)[None]).correlation[0]
    assert np.isnan(found[1]).all()
    assert np.isfinite(found[np.ix_([0, 2], [0, 2])]).all()


def test_constructs_of_unrelated_questions_have_a_small_ratio_and_of_alike_ones_a_ratio_of_one() -> None:
    alike = np.full((4, 4), 0.6)
    np.fill_diagonal(alike, 1.0)
    apart = alike.copy()
    apart[:2, 2:] = apart[2:, :2] = 0.06
    model = PathModel(((0, 1), (2, 3)), ((), (0,)))
    ratios = find_ratios(np.stack([alike, apart]), model)
    assert np.allclose(ratios[:, 0, 1], [1.0, 0.1])
