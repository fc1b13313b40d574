"""Is the curve the ratings as they were given: means, low and high shares, feelings, in the customer's order?"""

import pytest
from tests.analyse.served import draw, read, service

from peakend.analyse.result import is_known
from peakend.define.survey import Scale

STUDY = service(moments=2)


def test_a_line_is_mean_low_top_and_feeling_of_one_moment() -> None:
    columns = draw(STUDY, 10) | {"s1m1_performance": [5, 5, 4, 4, 4, 3, 2, 2, 1, None], "s1m1_emotion": [4] * 9 + [2]}
    line = read(STUDY, columns).experience.lines[0]
    assert is_known(line.mean)
    assert is_known(line.low)
    assert is_known(line.top)
    assert line.emotion is not None
    assert is_known(line.emotion)
    assert (line.mean.value, line.low.value, line.top.value) == pytest.approx((30 / 9, 3 / 9, 5 / 9))
    assert (line.emotion.value, line.emotion.n, line.mean.n) == pytest.approx((3.8, 10, 9))
    assert line.missing == {"skipped": 1}


@pytest.mark.parametrize(("scale", "low", "top"), [(Scale(1, 3), 1, 1), (Scale(0, 1), 1, 1), (Scale(1, 4), 2, 2), (Scale(1, 10), 2, 2)])
def test_low_and_high_are_two_answers_each_but_never_most_of_the_scale(scale: Scale, low: int, top: int) -> None:
    study, width = service(moments=1, scale=scale), scale.high - scale.low + 1
    every = list(range(scale.low, scale.high + 1))
    columns = {question.key: every for question in study.survey.questions if question.measure != "nps"}
    line = read(study, columns).experience.lines[0]
    assert is_known(line.low)
    assert is_known(line.top)
    assert (line.low.value * width, line.top.value * width) == pytest.approx((low, top))


def test_the_curve_follows_the_customer_and_its_mean_is_that_of_its_points() -> None:
    one = read(STUDY, draw(STUDY, 60, missing=0.2)).experience.scenarios[0]
    assert [(line.moment.key, line.place) for line in one.lines] == [("s1m1", 1), ("s1m2", 2)]
    assert is_known(one.mean)
    values = [line.mean.value for line in one.lines if is_known(line.mean)]
    assert one.mean.value == pytest.approx(sum(values) / 2)


def test_without_feelings_there_is_no_feeling() -> None:
    study = service(moments=2, measures=("performance",))
    found = read(study, draw(study, 20)).experience
    assert {line.emotion for line in found.lines} == {None}
    assert all("emotion" not in row for row in found.rows())


def test_the_rating_of_a_competitor_is_not_our_experience() -> None:
    from_rival = [question for question in STUDY.survey.questions if question.competitor]
    assert from_rival == []
    assert read(STUDY, draw(STUDY, 20)).experience.scenario("nowhere") is None


def test_what_the_same_people_rate_lower_by_a_little_is_told_apart_though_the_intervals_overlap() -> None:
    study = service(moments=3, measures=("performance",))
    people = [1, 2, 3, 4, 5, 3, 2, 4] * 40
    one, two, three = ([max(1, score - (at % 4 == 0)) for at, score in enumerate(people)], people, [6 - score for score in people])
    columns = {f"s1m{at}_performance": cells for at, cells in enumerate((one, two, three), start=1)}
    low, high, turned = read(study, columns).experience.lines
    assert is_known(low.mean)
    assert is_known(high.mean)
    assert low.mean.high > high.mean.low, "the intervals overlap"
    assert "s1m2" not in low.tied
    assert (turned.tied, high.tied) == (("s1m1", "s1m2"), ("s1m3",))
