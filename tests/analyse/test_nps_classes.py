"""A question crossed with promoters, passives and detractors: held to plain counts, with weights and clusters heeded."""

import numpy as np
import pytest
from tests.analyse.rated import asking, evidence

from peakend.analyse.nps_classes import cross_classes, nps_questions
from peakend.analyse.result import TooFew, is_known
from peakend.define.survey import Question, Scale

SCORE = Question("recommend", "nps", scale=Scale(0, 10))
OTHER = Question("overall", "overall", scale=Scale(1, 5))
STUDY = asking(SCORE, OTHER, Question("short", "nps", scale=Scale(1, 5)))
RANDOM = np.random.default_rng(3)
GIVEN = {"recommend": RANDOM.integers(0, 11, 300).tolist(), "overall": RANDOM.integers(1, 6, 300).tolist()}
VALUES = np.arange(1.0, 6.0)


def test_only_scores_of_the_standard_scale_make_classes() -> None:
    assert nps_questions(STUDY, frozenset({"recommend", "short"})) == (SCORE,)


def test_means_and_counts_of_a_class_are_those_of_its_members() -> None:
    crossed = cross_classes(evidence(GIVEN, STUDY), SCORE, OTHER)
    chosen = np.array(GIVEN["overall"])[np.array(GIVEN["recommend"]) >= 9]
    mean = crossed.mean("promoters", VALUES)
    assert is_known(mean)
    assert mean.value == pytest.approx(chosen.mean())
    assert crossed.n("promoters") == len(chosen)


def test_somebody_who_answered_twice_is_one_unit() -> None:
    twice = {name: [*values, *values] for name, values in GIVEN.items()}
    apart, _ = cross_classes(evidence(twice, STUDY), SCORE, OTHER).compare_means(VALUES)
    owned, _ = cross_classes(evidence({**twice, "_respondent": [*range(300), *range(300)]}, STUDY), SCORE, OTHER).compare_means(VALUES)
    assert is_known(apart)
    assert is_known(owned)
    assert owned.value == pytest.approx(apart.value)
    assert owned.half == pytest.approx(apart.half * 2**0.5, rel=0.05)


def test_with_fewer_than_ten_in_a_class_nothing_is_compared() -> None:
    few = {"recommend": [10] * 5 + [0] * 50, "overall": [5] * 55}
    figure, p_value = cross_classes(evidence(few, STUDY), SCORE, OTHER).compare_means(VALUES)
    assert (figure, p_value) == (TooFew(5, 10, "share-mover"), 1.0)
