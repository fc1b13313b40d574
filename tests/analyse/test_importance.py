"""Which moments stand out, and how sure is it? Means, deviations, tops and ties."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.served import draw, read, service

from peakend.analyse.importance import TOP, Importance
from peakend.analyse.reading import Reading
from peakend.analyse.result import is_known

STUDY = service(moments=5, measures=("importance",))
PEOPLE: list[Any] = list(range(4_000))
KEYS = [f"s1m{at}_importance" for at in range(1, 6)]


def columns(means: list[float], count: int = 200, seed: int = 3, spread: float = 0.7) -> dict[str, list[Any]]:
    """Answers near these means, one column a moment."""
    random = np.random.default_rng(seed)
    drawn = {
        key: np.clip(np.rint(random.normal(mean, spread, count)), 1, 5).astype(int).tolist() for key, mean in zip(KEYS, means, strict=True)
    }
    return {key: list(cells) for key, cells in drawn.items()}


def weigh(answers: dict[str, list[Any]]) -> Importance:
    return read(STUDY, answers).importance


def test_the_scenarios_mean_is_the_mean_of_its_moments_means() -> None:
    one = weigh(draw(STUDY, 80, missing=0.2)).scenarios[0]
    values = [line.mean.value for line in one.lines if is_known(line.mean)]
    assert is_known(one.mean)
    assert one.mean.value == pytest.approx(np.mean(values))
    assert one.mean.low < one.mean.value < one.mean.high


def test_moments_stand_in_the_customers_order_with_their_place() -> None:
    lines = weigh(draw(STUDY, 30)).lines
    assert [(line.moment.key, line.place) for line in lines] == [(f"s1m{at}", at) for at in range(1, 6)]


def test_how_people_use_the_scale_does_not_move_a_deviation() -> None:
    random = np.random.default_rng(2)
    order = random.integers(0, 3, (100, 5))
    level = random.integers(1, 3, 100)
    plain = weigh({key: (order[:, at] + 1).tolist() for at, key in enumerate(KEYS)})
    moved = weigh({key: (order[:, at] + level).tolist() for at, key in enumerate(KEYS)})
    for one, other in zip(plain.lines, moved.lines, strict=True):
        assert is_known(one.deviation)
        assert is_known(other.deviation)
        assert one.deviation.value == pytest.approx(other.deviation.value)
        assert one.p_value == pytest.approx(other.p_value)


def test_deviations_of_people_who_answered_everything_add_up_to_nothing() -> None:
    lines = weigh(draw(STUDY, 70)).lines
    assert sum(line.deviation.value for line in lines if is_known(line.deviation)) == pytest.approx(0.0)


@given(st.integers(0, 200), st.integers(3, 40))
def test_the_chances_of_the_top_add_up_to_its_size(seed: int, count: int) -> None:
    lines = weigh(draw(STUDY, count, seed)).lines
    assert sum(line.p_top for line in lines) == pytest.approx(TOP)
    assert all(line.rank_low <= line.rank_high for line in lines)


def test_a_moment_far_above_is_proved_and_one_far_below_is_not() -> None:
    lines = weigh(columns([4.8, 3.0, 3.0, 3.0, 2.0])).lines
    assert [line.above_proved for line in lines] == [True, False, False, False, False]
    assert (lines[0].p_top, lines[0].p_above, lines[0].rank_low, lines[0].rank_high) == (1.0, 1.0, 1, 1)
    assert (lines[4].p_above, lines[4].rank) == (0.0, 5)


def test_moments_that_cannot_be_told_apart_name_each_other() -> None:
    lines = {line.moment.key: line for line in weigh(columns([4.6, 3.0, 3.02, 3.0, 1.6])).lines}
    assert set(lines["s1m2"].tied) == {"s1m3", "s1m4"}
    assert lines["s1m1"].tied == lines["s1m5"].tied == ()
    assert all(other in lines and key in lines[other].tied for key, line in lines.items() for other in line.tied)


def test_few_answers_prove_little_and_many_prove_it() -> None:
    means = [3.4, 3.1, 3.0, 2.9, 2.8]
    few, many = weigh(columns(means, 12)), weigh(columns(means, 3_000))
    assert sum(line.above_proved for line in few.lines) == 0
    assert many.lines[0].above_proved
    assert many.lines[0].p_top > few.lines[0].p_top


@pytest.mark.parametrize("rule", ["rows", "blocks", "owners"])
def test_every_way_of_keeping_answers_gives_the_same_means_and_like_chances(rule: str) -> None:
    answers = columns([4.2, 3.6, 3.5, 3.4, 3.0], 4_000)
    plain = read(STUDY, answers)
    other = plain if rule == "rows" else read(STUDY, dict(answers) | {"_respondent": PEOPLE})
    folded = Reading(STUDY, other.answers, _counted=other.tally.fold() if rule != "rows" else other.tally)
    for one, two in zip(plain.importance.lines, folded.importance.lines, strict=True):
        assert is_known(one.mean)
        assert is_known(two.mean)
        assert one.mean.value == two.mean.value
        assert one.mean.half == pytest.approx(two.mean.half, rel=0.15)
        assert one.p_top == pytest.approx(two.p_top, abs=0.1)


def test_a_weight_of_two_moves_a_mean_like_two_answers() -> None:
    answers = draw(STUDY, 40)
    twice = {key: [*cells, *cells[:10]] for key, cells in answers.items()}
    heavy = {**answers, "_weight": [2.0] * 10 + [1.0] * 30}
    for one, two in zip(weigh(twice).lines, read(STUDY, heavy).importance.lines, strict=True):
        assert is_known(one.mean)
        assert is_known(two.mean)
        assert one.mean.value == pytest.approx(two.mean.value)
        assert two.mean.n == 40


def test_people_with_one_answer_have_no_deviation() -> None:
    answers = {key: [4 if at == place else None for at in range(5)] * 4 for place, key in enumerate(KEYS)}
    assert {line.deviation.known for line in weigh(answers).lines} == {False}
    assert {line.mean.known for line in weigh(answers).lines} == {True}


def test_a_ceiling_is_the_share_of_the_highest_answer() -> None:
    lines = weigh({key: [5, 5, 5, 4] for key in KEYS}).lines
    assert {line.ceiling for line in lines} == {0.75}


def test_of_three_moments_none_is_told_to_be_among_the_three_highest() -> None:
    for moments, told in ((3, False), (4, True)):
        study = service(moments=moments, measures=("importance",))
        rows = read(study, draw(study, 60)).importance.rows()
        assert {row["p_top"] is not None for row in rows} == {told}
