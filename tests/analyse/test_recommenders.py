"""What divides promoters from detractors, and who is satisfied but not loyal? Held to the plain counts."""

import numpy as np
import pytest
from scipy import stats
from tests.analyse.rated import STUDY, Column, asking, read

from peakend.analyse.recommenders import Recommenders
from peakend.analyse.result import TooFew, is_known
from peakend.define.survey import Question, Scale
from peakend.errors import NothingAsked

RANDOM = np.random.default_rng(7)
SIZE = 400
LIKING = RANDOM.normal(size=SIZE)
RECOMMEND = np.clip(np.rint(7 + 2.5 * LIKING), 0, 10).astype(int)
OVERALL = np.clip(np.rint(3.6 + LIKING + RANDOM.normal(scale=0.7, size=SIZE)), 1, 5).astype(int)
GREET = RANDOM.integers(1, 6, SIZE)
COLUMNS: dict[str, Column] = {"overall": OVERALL.tolist(), "recommend": RECOMMEND.tolist(), "greet_performance": GREET.tolist()}


@pytest.fixture(scope="module")
def divided() -> Recommenders:
    return read(COLUMNS).recommenders


def test_the_difference_is_welch_s(divided: Recommenders) -> None:
    line = next(line for line in divided.lines if line.question.key == "overall")
    test = stats.ttest_ind(OVERALL[RECOMMEND >= 9], OVERALL[RECOMMEND <= 6], equal_var=False)
    assert is_known(line.difference)
    assert line.p_value == pytest.approx(test.pvalue)
    assert line.difference.low == pytest.approx(test.confidence_interval().low)
    assert line.differs


def test_what_does_not_divide_them_is_not_said_to(divided: Recommenders) -> None:
    assert not next(line for line in divided.lines if line.question.key == "greet_performance").differs


def test_the_largest_standardised_difference_comes_first(divided: Recommenders) -> None:
    sizes = [abs(line.size) for line in divided.lines]
    assert sizes == sorted(sizes, reverse=True)


def test_satisfied_but_not_loyal_is_counted_among_the_satisfied(divided: Recommenders) -> None:
    line = divided.unloyal[0]
    satisfied = OVERALL >= 4
    assert line.satisfied == satisfied.sum()
    assert is_known(line.unloyal)
    assert is_known(line.reach)
    assert is_known(line.warning)
    assert line.unloyal.value == pytest.approx((RECOMMEND[satisfied] < 9).mean())
    assert line.warning.value == pytest.approx((RECOMMEND[satisfied] <= 6).mean())
    assert line.reach.value == pytest.approx((satisfied & (RECOMMEND < 9)).mean())


def test_intention_to_stay_is_loyalty_too() -> None:
    study = asking(Question("overall", "overall", scale=Scale(1, 5)), Question("stay", "loyalty", scale=Scale(1, 5)))
    found = read({"overall": [5] * 20 + [1] * 5, "stay": [5] * 15 + [2] * 5 + [1] * 5}, study).recommenders
    assert found.lines == ()
    assert is_known(found.unloyal[0].unloyal)
    assert found.unloyal[0].unloyal.value == 0.25
    assert found.unloyal[0].warning is None


def test_fewer_than_ten_satisfied_give_no_share() -> None:
    few = read({**COLUMNS, "overall": [5] * 9 + [2] * (SIZE - 9)}).recommenders
    assert isinstance(few.unloyal[0].unloyal, TooFew)


def test_respondents_who_answered_twice_are_one_unit() -> None:
    twice = {name: [*values, *values] for name, values in COLUMNS.items()}
    owned = {**twice, "_respondent": [*range(SIZE), *range(SIZE)]}
    once, doubled = read(COLUMNS).recommenders, read(owned).recommenders
    for one, two in zip(once.lines, doubled.lines, strict=True):
        assert is_known(one.difference)
        assert is_known(two.difference)
        assert two.difference.half == pytest.approx(one.difference.half, rel=0.03)


def test_without_recommendation_or_loyalty_nothing_is_said() -> None:
    with pytest.raises(NothingAsked):
        _ = read({"overall": [1, 2, 3]}, STUDY).recommenders
