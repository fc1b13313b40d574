"""What can be charted of a question."""

import pytest

from peakend.analyse.result import TooFew
from peakend.control.statistic import Told, choose_statistic, design_effect, score_answers, statistics_of
from peakend.define.survey import Question, Scale
from peakend.errors import UnknownStatistic

FIVE, TEN = Scale(1, 5), Scale(0, 10)


def test_the_usual_statistic_follows_from_the_measure() -> None:
    assert choose_statistic(Question("q", "overall", scale=FIVE)) == "mean"
    assert choose_statistic(Question("q", "nps", scale=TEN)) == "nps"
    assert choose_statistic(Question("q", "chosen")) == "share"
    assert statistics_of(Question("q", "profile")) == ()
    with pytest.raises(UnknownStatistic, match="mean, share"):
        choose_statistic(Question("q", "overall", scale=FIVE), "nps")


def test_scores_are_those_of_the_statistic() -> None:
    assert score_answers(Question("q", "overall", scale=FIVE), "share").tolist() == [0, 0, 0, 1, 1]
    assert score_answers(Question("q", "nps", scale=TEN), "nps").tolist() == [-100.0] * 7 + [0.0] * 2 + [100.0] * 2
    assert score_answers(Question("q", "chosen"), "share").tolist() == [0, 1]


def test_a_design_effect_never_makes_answers_worth_more() -> None:
    told = [Told(TooFew(0, 0), 100, 4.0, 1.0, error) for error in (0.05, 0.05)]
    assert design_effect(told, 1.0, rowwise=False) == 1.0
    assert design_effect([Told(TooFew(0, 0), 100, 4.0, 1.0, 0.2)], 1.0, rowwise=False) == pytest.approx(4.0)
    assert design_effect([Told(TooFew(0, 0), 100, 4.0, 1.0, 0.2)], 1.0, rowwise=True) == 1.0
