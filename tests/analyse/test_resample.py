"""What else might have come out? Resamples must be fixed, joint and fair to ties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.rated import evidence
from tests.numbers.golden import cases

from peakend.analyse.resample import (
    RESAMPLES,
    Resamples,
    draw_units,
    probability_top,
    prove_order,
    rank_draws,
    rank_limits,
    row_means,
    row_medians,
    step_down,
)
from peakend.scan.tally import Cell

ANSWERS: dict[str, list[int | None]] = {"overall": [1, 2, 3, 4, 5, 5, 4, None], "recommend": [0, 3, 6, 7, 9, 10, 10, 8]}


@pytest.fixture(scope="module")
def cell() -> Cell:
    return evidence(ANSWERS).cell


def test_the_same_answers_give_the_same_draws(cell: Cell) -> None:
    ask = cell.asks[0]
    assert np.array_equal(Resamples(cell).sums(ask), Resamples(cell).sums(ask))
    assert not np.array_equal(Resamples(cell).sums(ask), Resamples(cell, seed=2).sums(ask))


def test_every_draw_has_as_many_respondents_as_there_are(cell: Cell) -> None:
    drawn = Resamples(cell).of(np.ones((cell.unit_count, 1)))
    assert drawn.shape == (RESAMPLES, 1)
    assert set(drawn.ravel().tolist()) == {8.0}


def test_all_questions_are_drawn_with_the_same_respondents(cell: Cell) -> None:
    one, two = cell.asks[:2]
    together = Resamples(cell).sums(one, two)
    resamples = Resamples(cell)
    assert np.array_equal(together, np.hstack([resamples.sums(one), resamples.sums(two)]))


def test_resampled_means_scatter_around_the_mean_by_its_standard_error() -> None:
    given_answers = evidence({"overall": [1, 2, 3, 4, 5] * 20})
    question = given_answers.study.survey.question("overall")
    means = given_answers.resampled_means([question])[:, 0]
    assert means.mean() == pytest.approx(3, abs=0.02)
    assert means.std() == pytest.approx(np.sqrt(2 / 100), rel=0.06)


def test_a_question_nobody_answered_has_no_resampled_mean() -> None:
    nobody = evidence({"overall": [1, 2, 3], "recommend": [None] * 3})
    drawn = nobody.resampled_means([nobody.study.survey.question(key) for key in ("overall", "recommend")])
    assert np.isfinite(drawn[:, 0]).all()
    assert np.isnan(drawn[:, 1]).all()


def test_draws_made_a_few_at_a_time_are_those_of_one_stream() -> None:
    drawn = draw_units(5_000, 400, 7)
    picked = np.random.default_rng(7).integers(0, 5_000, size=(400, 5_000), dtype=np.int64)
    assert (drawn.sum(axis=1) == 5_000).all()
    assert all((np.bincount(picked[at], minlength=5_000) == drawn[at]).all() for at in (0, 139, 140, 399))


def test_cells_of_as_many_units_share_their_draws() -> None:
    assert draw_units(300, 50, 7) is draw_units(300, 50, 7)
    with pytest.raises(ValueError, match="read-only"):
        draw_units(300, 50, 7)[0, 0] = 1


def test_sums_of_whole_numbers_are_exact_however_large(cell: Cell) -> None:
    resamples, units = Resamples(cell), cell.unit_count
    values = np.random.default_rng(1).integers(-9, 10, size=(units, 4)) * np.array([1, 100, 10**7, 10**11])
    values[0] += [0, 0, 1, 1]  # no common divisor: these are added in double precision
    drawn = draw_units(units, resamples.count, resamples.seed).astype(np.int64)
    assert (resamples.of(values) == drawn @ values).all()


def test_several_tables_at_once_are_as_each_alone(cell: Cell) -> None:
    resamples, random = Resamples(cell), np.random.default_rng(1)
    for several in (
        [random.integers(0, 10, size=(cell.unit_count, width)).astype(float) for width in (1, 3, 2)],
        [random.normal(size=(cell.unit_count, width)) for width in (1, 3, 2)],
        [],
    ):
        for one, alone in zip(resamples.of_each(several), several, strict=True):
            assert (one == resamples.of(alone)).all()


def test_the_top_is_shared_evenly_by_ties() -> None:
    assert probability_top(np.array([[2.0, 2.0, 1.0]]), 1).tolist() == [0.5, 0.5, 0.0]
    assert probability_top(np.array([[2.0, 2.0, 2.0]]), 2).tolist() == pytest.approx([2 / 3] * 3)
    assert probability_top(np.array([[3.0, 2.0, 2.0]]), 2).tolist() == [1.0, 0.5, 0.5]


def test_what_is_no_number_is_never_on_top() -> None:
    assert probability_top(np.array([[np.nan, 1.0], [np.nan, 2.0]]), 1).tolist() == [0.0, 1.0]
    assert probability_top(np.array([[np.nan, 1.0]]), 2).tolist() == [0.0, 1.0]


matrices = st.integers(1, 6).flatmap(lambda k: st.lists(st.lists(st.integers(1, 5), min_size=k, max_size=k), min_size=1, max_size=8))


@given(matrices, st.integers(1, 6))
def test_chances_of_the_top_k_add_up_to_k(draws: list[list[int]], most: int) -> None:
    given_draws = np.array(draws, dtype=float)
    most = min(most, given_draws.shape[1])
    assert probability_top(given_draws, most).sum() == pytest.approx(most)


@given(matrices)
def test_the_first_rank_belongs_to_the_highest_and_ties_take_the_better(draws: list[list[int]]) -> None:
    given_draws = np.array(draws, dtype=float)
    ranks = rank_draws(given_draws)
    assert ranks.min() == 1
    assert np.array_equal(ranks == 1, given_draws == given_draws.max(axis=1, keepdims=True))
    for row, values in zip(ranks, given_draws, strict=True):
        assert row.tolist() == [1 + int((values > value).sum()) for value in values]


def test_means_and_medians_of_rows_pass_over_what_is_no_number() -> None:
    draws = np.array([[1.0, np.nan, 4.0, 2.0], [np.nan] * 4])
    assert row_means(draws)[0] == pytest.approx(7 / 3)
    assert row_medians(draws)[0] == 2
    assert np.isnan(row_means(draws)[1])
    assert np.isnan(row_medians(draws)[1])
    assert np.isnan(row_medians(np.zeros((2, 0)))).all()


def test_an_order_is_proved_for_what_is_far_apart_and_not_for_what_is_near() -> None:
    random = np.random.default_rng(5)
    centre = np.array([5.0, 4.9, 3.0])
    above = prove_order(random.normal(centre, 0.1, (2000, 3)), centre)
    assert above.tolist() == [[False, False, True], [False, False, True], [False, False, False]]
    assert rank_limits(above) == [(1, 2), (1, 2), (3, 3)]


def test_nothing_is_proved_of_equal_values_nor_of_what_is_no_number() -> None:
    same = np.full((100, 2), 3.0)
    assert not prove_order(same, np.array([3.0, 3.0])).any()
    gone = np.column_stack([np.full(100, np.nan), np.linspace(1, 2, 100)])
    assert not prove_order(gone, np.array([np.nan, 1.5])).any()


def test_values_that_never_vary_are_in_the_order_in_which_they_are() -> None:
    assert prove_order(np.tile([3.0, 2.0], (100, 1)), np.array([3.0, 2.0])).tolist() == [[False, True], [False, False]]


def test_an_order_proved_from_draws_gives_the_ranks_of_the_reference() -> None:
    segments = cases("multiplicity")["nps-by-segment"]["expected"]
    expected = cases("multiplicity")["rank-confidence-set"]["expected"]
    centre, error = (np.array([segments[part][name] for name in expected["segments"]]) for part in ("nps", "se"))
    draws = np.random.default_rng(3).normal(centre, error, (20_000, 3))
    limits = rank_limits(prove_order(draws, centre))
    assert [low for low, _ in limits] == expected["L"]
    assert [high for _, high in limits] == expected["U"]


def test_what_is_proved_makes_room_for_what_is_left() -> None:
    """Of two distances the smaller fails against both, and passes once the larger has left the question."""
    draws = np.abs(np.random.default_rng(0).normal(size=(20_000, 2)))
    both, one = np.quantile(draws.max(axis=1), 0.95), np.quantile(draws[:, 1], 0.95)
    between = (both + one) / 2
    assert step_down(np.array([10.0, between]), lambda chosen: draws[:, chosen].max(axis=1)).tolist() == [True, True]
    assert step_down(np.array([between, between]), lambda chosen: draws[:, chosen].max(axis=1)).tolist() == [False, False]
