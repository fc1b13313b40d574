"""Which units can be told apart? No rank without a proved difference, each unit held against all others."""

import numpy as np
import pytest
from tests.analyse.rated import asking, read

from peakend.analyse.nps_difference import difference_interval
from peakend.analyse.nps_interval import Recommending
from peakend.analyse.result import TooFew, is_known
from peakend.analyse.scorecards import Scorecards
from peakend.define.survey import Question, Scale
from peakend.errors import NoSplit, NothingAsked, OneGroup

STUDY = asking(Question("recommend", "nps", scale=Scale(0, 10)))


def cards(*units: tuple[str, Recommending], **more: list[float]) -> Scorecards:
    """Scorecards of units with so many of each class."""
    answers, names = [], []
    for name, counts in units:
        answers += [3] * int(counts.detractors) + [7] * int(counts.passives) + [10] * int(counts.promoters)
        names += [name] * int(counts.n)
    return read({"recommend": answers, "city": names, **more}, STUDY, by=("city",)).scorecards


GOOD, LEVEL, POOR = Recommending(5, 15, 80), Recommending(25, 30, 45), Recommending(60, 25, 15)


def test_units_that_differ_stand_above_or_below_all_others_together() -> None:
    found = cards(("good", GOOD), ("level", LEVEL), ("poor", POOR))
    assert {card.unit: card.standing for card in found.scores[0].cards} == {"good": "above", "level": "level", "poor": "below"}
    assert found.scores[0].told_apart


def test_the_distance_is_that_from_all_others_together() -> None:
    found = cards(("good", GOOD), ("level", LEVEL), ("poor", POOR))
    card = next(card for card in found.scores[0].cards if card.unit == "good")
    others = Recommending(85, 55, 60)
    assert card.apart == difference_interval(others, GOOD)


def test_units_that_cannot_be_told_apart_have_no_rank() -> None:
    found = cards(*((f"unit {number}", LEVEL) for number in range(6)))
    assert not found.scores[0].told_apart
    assert {row["rank"] for row in found.rows()} == {None}
    assert {card.standing for card in found.scores[0].cards} == {"level"}


def test_chance_alone_names_no_unit() -> None:
    random = np.random.default_rng(11)
    named = 0
    for _ in range(20):
        units = [(f"unit {at}", Recommending(*(float(n) for n in random.multinomial(30, [0.25, 0.3, 0.45])))) for at in range(8)]
        named += any(card.standing in {"above", "below"} for card in cards(*units).scores[0].cards)
    assert named <= 4  # 20 tables at 5 %: more than 4 has a chance of 0.3 %


def test_a_unit_with_fewer_than_ten_answers_has_no_score() -> None:
    found = cards(("good", GOOD), ("level", LEVEL), ("small", Recommending(1, 1, 7)))
    small = next(card for card in found.scores[0].cards if card.unit == "small")
    assert isinstance(small.nps, TooFew)
    assert small.standing == "too_few"
    assert small.n == 9


def test_weights_and_clusters_are_heeded() -> None:
    plain = cards(("good", GOOD), ("level", LEVEL))
    owned = cards(("good", GOOD), ("level", LEVEL), _respondent=[at // 10 for at in range(200)])
    one, two = plain.scores[0].cards[0], owned.scores[0].cards[0]
    assert is_known(one.apart)
    assert is_known(two.apart)
    assert two.apart.value == pytest.approx(one.apart.value)
    assert two.apart.half > 1.5 * one.apart.half


def test_a_scorecard_needs_units_and_a_score() -> None:
    with pytest.raises(NoSplit):
        _ = read({"recommend": [1, 2]}, STUDY).scorecards
    with pytest.raises(OneGroup):
        _ = cards(("good", GOOD))
    with pytest.raises(NothingAsked):
        _ = read(
            {"overall": [1, 2], "city": ["a", "b"]}, asking(Question("overall", "overall", scale=Scale(1, 5))), by=("city",)
        ).scorecards
