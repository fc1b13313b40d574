"""The uncertainty of customers and raters through one house and through a cascade."""

import numpy as np
import pytest
from numpy.typing import NDArray

from peakend.design.cascade import pass_weights
from peakend.design.ranking import NeedWeights, Raters, gather_raters, join_freedom, rank_cascade, take_importance
from peakend.errors import BrokenCascade, NegativeRelation, NegativeWeight, NotPositive, ShapesDiffer, SpreadUnknown

Floats = NDArray[np.float64]
MARKS = np.array([0.0, 1.0, 3.0, 9.0])
HOUSES = (
    np.array([[9, 3, 0, 1], [3, 9, 1, 0], [0, 1, 9, 3], [9, 0, 0, 3], [1, 3, 0, 9]]),
    np.array([[9, 3, 1], [3, 9, 0], [0, 1, 9], [3, 0, 9]]),
    np.array([[9, 3, 0], [1, 9, 3], [0, 3, 9]]),
)
LEVELS = np.array([8.0, 7.5, 6.0, 8.2, 6.5])


def ask(people: int, random: np.random.Generator, draws: int = 600) -> NeedWeights:
    """Answers of people who have a level of their own, and their resampled means."""
    answers = LEVELS + random.normal(size=(people, 1)) + random.normal(size=(people, 5)) * 1.5
    counted = random.multinomial(people, np.full(people, 1 / people), size=draws) / people
    return take_importance(answers.mean(axis=0), counted @ answers, people)


def rate(house: Floats, raters: int, random: np.random.Generator) -> Floats:
    """Raters who mark one step higher or lower than the house now and then; the mean of the marks is `expect(house)`."""
    step = random.choice([-1, 0, 1], p=[0.15, 0.7, 0.15], size=(raters, *house.shape))
    return MARKS[np.clip(np.searchsorted(MARKS, house) + step, 0, 3)]


def expect(house: Floats) -> Floats:
    place = np.searchsorted(MARKS, house)
    return 0.7 * house + 0.15 * MARKS[np.maximum(place - 1, 0)] + 0.15 * MARKS[np.minimum(place + 1, 3)]


def truths() -> list[Floats]:
    return [step.weights for step in pass_weights(LEVELS, [expect(house) for house in HOUSES])]


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(11)


def test_values_are_those_of_the_plain_cascade_with_the_mean_of_the_raters(random: np.random.Generator) -> None:
    houses = [gather_raters(rate(house, 4, random)) for house in HOUSES]
    voices = ask(80, random)
    plain = pass_weights(voices.values, [house.relations.mean(axis=0) for house in houses])
    for step, ranking in zip(plain, rank_cascade(voices, houses), strict=True):
        assert [place.share.value for place in ranking.lines] == pytest.approx(step.weights.tolist())


def test_draws_are_those_of_a_loop_over_draws(random: np.random.Generator) -> None:
    """One rater: nothing is drawn but people, and many people hardly widen anything."""
    voices = ask(100_000, random, draws=30)
    ranking = rank_cascade(voices, [gather_raters(house) for house in HOUSES])[-1]
    looped = [pass_weights(draw, HOUSES)[-1].weights for draw in voices.draws]
    assert np.abs(ranking.draws - np.array(looped)).max() < 1e-5
    assert ranking.raters == 1


def test_raters_who_disagree_widen_the_intervals_and_raters_who_agree_do_not(random: np.random.Generator) -> None:
    voices = ask(400, random)
    one = rank_cascade(voices, [gather_raters(HOUSES[0])])[0]
    same = rank_cascade(voices, [gather_raters([HOUSES[0]] * 3)])[0]
    torn = rank_cascade(voices, [gather_raters(rate(HOUSES[0], 3, random))])[0]
    halves = [sum(place.share.half for place in ranking.lines) for ranking in (one, same, torn)]
    assert halves[1] == pytest.approx(halves[0], rel=0.15)
    assert halves[2] > 3 * halves[0]


def test_intervals_and_ranks_hold_as_often_as_promised_through_three_houses(random: np.random.Generator) -> None:
    """Three raters a house, a hundred people: 95 % intervals hold in 92 to 99 of a hundred, all ranks together in 95 or more."""
    known, kept, ordered = truths(), [], []
    for _ in range(60):
        houses = [gather_raters(rate(house, 3, random)) for house in HOUSES]
        for truth, ranking in zip(known, rank_cascade(ask(100, random, draws=400), houses), strict=True):
            ranks = 1 + (truth[None, :] > truth[:, None]).sum(axis=1)
            kept += [place.share.low <= one <= place.share.high for place, one in zip(ranking.lines, truth, strict=True)]
            ordered.append(all(place.rank_low <= one <= place.rank_high for place, one in zip(ranking.lines, ranks, strict=True)))
    assert 0.92 <= np.mean(kept) <= 0.99
    assert np.mean(ordered) >= 0.95


def test_a_probability_of_rank_one_comes_true_as_often_as_it_says(random: np.random.Generator) -> None:
    """In worlds drawn at random: what is said to lead with P comes first in about P of the cases, in the first house and the last."""
    said, came = [], []
    for _ in range(120):
        world = [MARKS[random.choice(4, p=[0.35, 0.2, 0.2, 0.25], size=house.shape)] for house in HOUSES]
        known = [step.weights for step in pass_weights(LEVELS, [expect(house) for house in world])]
        found = rank_cascade(ask(100, random, draws=300), [gather_raters(rate(house, 3, random)) for house in world])
        for truth, ranking in zip(known, found, strict=True):
            said += [place.first for place in ranking.lines]
            came += list(truth == truth.max())
    sure, likely = np.array(said), np.array(came)
    for low, high in ((0.0, 0.1), (0.1, 0.5), (0.5, 0.85), (0.85, 1.01)):
        inside = (sure >= low) & (sure < high)
        assert abs(sure[inside].mean() - likely[inside].mean()) < 0.1, (low, inside.sum())


def test_probabilities_of_the_places_add_up(random: np.random.Generator) -> None:
    for ranking in rank_cascade(ask(60, random), [gather_raters(rate(house, 3, random)) for house in HOUSES], most=2):
        assert sum(place.first for place in ranking.lines) == pytest.approx(1)
        assert sum(place.top for place in ranking.lines) == pytest.approx(2)
        assert all(place.first <= place.top for place in ranking.lines)


def test_a_ranking_that_the_answers_do_not_carry_is_not_supported(random: np.random.Generator) -> None:
    flat = gather_raters(np.eye(5) * 9)
    people = random.normal(7, 2, size=(12, 5)).clip(1, 10)
    drawn = people[random.integers(0, 12, size=(800, 12))].mean(axis=1)
    ranking = rank_cascade(take_importance(people.mean(axis=0), drawn, 12), [flat])[0]
    assert ranking.support == "none"
    assert {(place.rank_low, place.rank_high) for place in ranking.lines} == {(1, 5)}


def test_an_importance_that_changes_moves_the_ranks_of_the_last_house() -> None:
    houses = [gather_raters(house) for house in HOUSES]
    shares, leaders = [], []
    for level in (0.1, 8.0):
        values = np.array([1.0, 1.0, level, 1.0, 1.0])
        drawn = values * np.random.default_rng(2).normal(1, 0.01, size=(300, 5))
        last = rank_cascade(take_importance(values, drawn, 200), houses)[-1]
        shares.append([place.share.value for place in last.lines])
        leaders.append(max(last.lines, key=lambda place: place.first).characteristic)
    assert shares[1][2] > shares[0][2]
    assert leaders == ["2", "3"]


def test_the_planning_factor_multiplies_every_draw(random: np.random.Generator) -> None:
    voices, factor = ask(90, random), [1.5, 1.0, 2.0, 1.0, 1.0]
    again = take_importance(voices.values * factor, voices.draws * factor, 90)
    one = rank_cascade(voices, [gather_raters(HOUSES[0])], factor=factor)[0]
    other = rank_cascade(again, [gather_raters(HOUSES[0])])[0]
    assert one.lines == other.lines


def test_the_same_raters_in_all_houses_are_drawn_together(random: np.random.Generator) -> None:
    houses = [gather_raters(rate(house, 4, random)) for house in HOUSES]
    voices = ask(100, random)
    together, apart = rank_cascade(voices, houses, same_raters=True), rank_cascade(voices, houses)
    assert together[0].freedom == pytest.approx(apart[0].freedom)
    assert together[2].freedom < apart[2].freedom
    with pytest.raises(ShapesDiffer):
        rank_cascade(voices, [houses[0], gather_raters(rate(HOUSES[1], 3, random))], same_raters=True)


def test_the_same_answers_give_the_same_numbers() -> None:
    voices = ask(50, np.random.default_rng(1))
    houses = [gather_raters(rate(HOUSES[0], 3, np.random.default_rng(2)))]
    assert rank_cascade(voices, houses)[0].lines == rank_cascade(voices, houses)[0].lines


def test_even_rows_are_made_for_each_rater_alone() -> None:
    house = gather_raters([[[9, 1], [0, 0]], [[1, 1], [0, 3]]], even=True)
    assert house.relations.tolist() == [[[0.9, 0.1], [0, 0]], [[0.5, 0.5], [0, 1]]]


def test_disagreement_stands_in_each_cell() -> None:
    house: Raters = gather_raters([[[9, 1]], [[3, 1]]])
    assert house.disagreement.round(3).tolist() == [[4.243, 0]]
    assert gather_raters([[9, 1]]).disagreement.tolist() == [[0, 0]]


def test_a_source_that_does_not_vary_takes_no_freedom() -> None:
    assert join_freedom([0.0, 2.0], [1, 7]) == 7
    assert join_freedom([0.0], [0]) == float("inf")


def test_what_does_not_fit_is_said(random: np.random.Generator) -> None:
    voices = ask(50, random)
    with pytest.raises(BrokenCascade):
        rank_cascade(voices, [gather_raters(HOUSES[1])])
    with pytest.raises(NegativeRelation):
        gather_raters([[[1, -1]], [[1, 1]]])
    with pytest.raises(NegativeWeight):
        take_importance([1, 1], [[1, 1], [1, -1]], 9)
    with pytest.raises(ShapesDiffer):
        take_importance([1, 1], [[1, 1, 1], [1, 1, 1]], 9)
    with pytest.raises(SpreadUnknown):
        take_importance([1, 1], [[1, 1], [1, 1]], 1)
    with pytest.raises(NotPositive):
        rank_cascade(voices, [gather_raters(HOUSES[0])], factor=[1, 1, 0, 1, 1])
