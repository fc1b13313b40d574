"""Laws of one factor: it finds what was put in, says where it cannot, and does the same for many matrices as for one."""

import numpy as np

from peakend.analyse.one_factor import LEAST, fit_factor


def correlations(loadings: list[float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    column = np.array(loadings)
    table = np.outer(column, column)
    np.fill_diagonal(table, 1.0)
    return table


def test_loadings_that_made_the_correlations_are_found_again() -> None:
    for truth in ([0.9, 0.8, 0.7, 0.3], [0.5, 0.6, 0.7], [0.9, -0.8, 0.7, 0.6, 0.5]):
        found = fit_factor(correlations(truth)[None])
        assert found.converged.all()
        assert np.allclose(found.loadings[0], truth, atol=1e-7)


def test_a_stack_gives_what_each_gives_alone_and_what_cannot_be_is_no_number() -> None:
    one, two, broken = correlations([0.9, 0.8, 0.7]), correlations([0.6, 0.5, 0.4]), np.full((3, 3), np.nan)
    found = fit_factor(np.stack([one, broken, two]))
    assert found.converged.tolist() == [True, False, True]
    assert np.isnan(found.omega[1])
    assert np.allclose(found.loadings[2], fit_factor(two[None]).loadings[0], atol=1e-8)


def test_a_question_that_seems_to_have_no_variance_of_its_own_is_held_at_the_edge_and_said() -> None:
    table = np.array([[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]])
    found = fit_factor(table[None])
    assert found.improper.tolist() == [True]
    assert found.loadings[0, 0] ** 2 <= 1
    assert found.loadings[0, 0] > np.sqrt(1 - 2 * LEAST)


def test_known_loadings_lead_to_the_same_place() -> None:
    table = correlations([0.9, 0.8, 0.7, 0.3])[None]
    assert np.allclose(fit_factor(table, np.array([0.5, 0.5, 0.5, 0.5])).loadings, fit_factor(table).loadings, atol=1e-7)
