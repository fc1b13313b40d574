"""Laws of the path model: a stack is its parts, what does not settle is no number, single regressions are regressions."""

import numpy as np
import pytest

from peakend.analyse.path_model import PathModel, find_circle, find_depths
from peakend.analyse.pls import solve_model

MODEL = PathModel(((0, 1), (2, 3), (4,)), ((), (0,), (0, 1)))


def correlations(seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    random = np.random.default_rng(seed)
    common = random.normal(size=(300, 1))
    return np.asarray(np.corrcoef((common + random.normal(size=(300, 5))).T))


def test_a_stack_gives_what_each_matrix_gives_alone_whatever_the_others_do() -> None:
    one, two, broken = correlations(1), correlations(2), correlations(3)
    broken[0, 1] = broken[1, 0] = np.nan
    found = solve_model(np.stack([one, broken, two]), MODEL)
    assert found.proper.tolist() == [True, False, True]
    assert np.isnan(found.weights[1]).all()
    assert np.allclose(found.weights[2], solve_model(two[None], MODEL).weights[0], atol=1e-12)


def test_constructs_of_one_question_make_it_a_path_analysis() -> None:
    model = PathModel(((0,), (1,), (2,)), ((), (0,), (0, 1)))
    table = correlations(5)[:3, :3]
    found = solve_model(table[None], model)
    assert np.allclose(found.paths[0, :2, 2], np.linalg.solve(table[:2, :2], table[:2, 2]))
    assert found.paths[0, 0, 1] == pytest.approx(table[0, 1])
    assert found.totals[0, 0, 2] == pytest.approx(table[0, 2])
    lost = found.explained[0, 2] - table[1, 2] ** 2
    assert found.sizes[0, 0, 2] == pytest.approx(lost / (1 - found.explained[0, 2]))


@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
def test_every_construct_has_variance_one_and_points_where_its_questions_point(scheme: str) -> None:
    found = solve_model(correlations(7)[None], MODEL, scheme)  # type: ignore[arg-type]
    assert np.allclose(np.diagonal(found.latent[0]), 1)
    assert (found.loadings @ MODEL.membership > 0).all()


def test_two_questions_that_say_the_same_can_form_a_construct() -> None:
    table = correlations(8)
    table[1], table[:, 1] = table[0], table[:, 0]
    table[1, 1] = 1.0
    found = solve_model(table[None], PathModel(MODEL.blocks, MODEL.causes, (True, False, False)))
    assert np.isfinite(found.latent).all()


def test_correlations_that_fit_no_people_give_no_numbers() -> None:
    table = np.array([[1, -0.9, 0.5], [-0.9, 1, 0.5], [0.5, 0.5, 1]])
    table[0, 1] = table[1, 0] = -1.2
    found = solve_model(table[None], PathModel(((0, 1), (2,)), ((), (0,))))
    assert not found.proper.any()


def test_circles_are_found_and_depths_are_the_longest_way() -> None:
    assert find_circle([("a", "b"), ("b", "c"), ("c", "a")])[0] in "abc"
    assert find_depths([(1,), (), (0, 1)]) == (1, 0, 2)
    assert PathModel(((0,), (1,), (2,)), ((), (0,), (0, 1))).effects == ((1, 2), (2,), ())
